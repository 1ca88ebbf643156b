//! Where gouji is installed: the folder that holds `rules/` and `packs/`.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use crate::plain;
use crate::released::Released;
use gouji_check::nearest::listed;

/// An installation. Profiles and rules come from here alone, never from the current or the checked folder.
#[derive(Debug, Clone)]
pub struct Home {
    /// `rules/<profile>.toml` and `rules/<pack>/*.toml`.
    pub rules: PathBuf,
    /// `packs/<pack>/gouji-pack.toml` and the library beside it. Need not exist.
    pub packs: PathBuf,
    /// Public keys of those whose packs are trusted, `*.pub`. Need not exist.
    pub keys: PathBuf,
    /// Files linked into the binary, by their path under `rules/`; used instead of [`Home::rules`] when there are any.
    pub embedded: &'static [(&'static str, &'static str)],
    /// What the program was released with, which the installation must have.
    pub released: &'static Released,
}

/// Why no installation was found.
#[derive(Debug, thiserror::Error)]
pub enum HomeError {
    #[error("环境变量 GOUJI_HOME 应为绝对路径，现在是“{}”", .0.display())]
    Relative(PathBuf),
    #[error("环境变量 GOUJI_HOME 指向的 {} 里没有 rules 文件夹，应为 gouji 的安装目录", .0.display())]
    NotAHome(PathBuf),
    #[error(
        "找不到 gouji 的安装目录（里面应有 rules 文件夹），已找过：{}；请重新安装，或用环境变量 GOUJI_HOME 指定",
        listed(.0.iter().map(|path| path.display().to_string()))
    )]
    NotFound(Vec<PathBuf>),
}

impl Home {
    /// The installation in a folder, whether it is there or not.
    pub fn at(root: &Path) -> Self {
        Self {
            rules: root.join("rules"),
            packs: root.join("packs"),
            keys: root.join("keys"),
            embedded: &[],
            released: Released::NOTHING,
        }
    }

    /// An installation that is part of the binary, with nothing on disk.
    pub fn embedded(files: &'static [(&'static str, &'static str)]) -> Self {
        let nowhere = PathBuf::new;
        Self { embedded: files, packs: nowhere(), keys: nowhere(), ..Self::at(Path::new("")) }
    }

    /// `$GOUJI_HOME`; else the executable's folder, when it has `rules/`; else `share/gouji` beside the executable's
    /// folder. Symbolic links to the executable are followed first.
    pub fn find() -> Result<Self, HomeError> {
        Self::look(env::var_os("GOUJI_HOME").as_deref(), env::current_exe().ok().as_deref())
    }

    fn look(variable: Option<&OsStr>, executable: Option<&Path>) -> Result<Self, HomeError> {
        if let Some(root) = variable.filter(|root| !root.is_empty()).map(Path::new) {
            if !root.is_absolute() {
                return Err(HomeError::Relative(root.to_owned()));
            }
            return home(root).ok_or_else(|| HomeError::NotAHome(root.to_owned()));
        }
        let executable = executable.and_then(|path| fs::canonicalize(path).ok());
        let folder = executable.as_deref().and_then(Path::parent);
        let looked: Vec<PathBuf> = folder
            .into_iter()
            .flat_map(|folder| [Some(folder.to_owned()), folder.parent().map(|up| up.join("share/gouji"))])
            .flatten()
            .collect();
        looked.iter().find_map(|root| home(root)).ok_or(HomeError::NotFound(looked))
    }

    /// The text of a file under `rules/`.
    pub(crate) fn read(&self, path: &str) -> std::io::Result<String> {
        if self.embedded.is_empty() {
            return plain::text(&self.rules.join(path));
        }
        match self.embedded.iter().find(|(name, _)| *name == path) {
            Some((_, text)) => Ok((*text).to_owned()),
            None => Err(std::io::ErrorKind::NotFound.into()),
        }
    }

    /// The `.toml` files directly in a folder under `rules/` (`""` for `rules/` itself), sorted, with their paths under
    /// `rules/`. `None` where there is no such folder.
    pub(crate) fn list(&self, folder: &str) -> std::io::Result<Option<Vec<String>>> {
        let mut found = if self.embedded.is_empty() {
            let Some(files) = files(&self.rules.join(folder))? else { return Ok(None) };
            files.into_iter().map(|(name, _)| under(folder, &name)).collect()
        } else {
            let inside = |path: &str| match folder {
                "" => !path.contains('/'),
                _ => path
                    .strip_prefix(folder)
                    .and_then(|rest| rest.strip_prefix('/'))
                    .is_some_and(|rest| !rest.contains('/')),
            };
            let all = self.embedded.iter().map(|(path, _)| *path);
            all.filter(|path| inside(path)).map(str::to_owned).collect::<Vec<String>>()
        };
        if !self.embedded.is_empty() && found.is_empty() {
            return Ok(None);
        }
        found.retain(|path| path.ends_with(".toml"));
        found.sort_unstable();
        Ok(Some(found))
    }

    /// The folders of rules there are, which may each be a pack, and those of libraries.
    pub fn pack_names(&self) -> Vec<String> {
        let mut found: Vec<String> = match self.embedded.is_empty() {
            true => folders(&self.rules),
            false => self
                .embedded
                .iter()
                .filter_map(|(path, _)| path.split_once('/'))
                .map(|(f, _)| f.into())
                .collect(),
        };
        if !self.packs.as_os_str().is_empty() {
            found.extend(folders(&self.packs));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Where the pack of that name is, or else the profile: its folder or file, which for what is part of the binary is
    /// the path in it. `None` where there is neither.
    pub fn place_of(&self, name: &str) -> Option<PathBuf> {
        let profile = format!("{name}.toml");
        if !self.embedded.is_empty() {
            let folder = format!("{name}/");
            let has = |holds: &dyn Fn(&str) -> bool| self.embedded.iter().any(|(path, _)| holds(path));
            let names =
                [(has(&|path| path.starts_with(&folder)), name), (has(&|path| path == profile), &profile)];
            return names.into_iter().find(|(there, _)| *there).map(|(_, name)| self.rules.join(name));
        }
        let folders = [&self.packs, &self.rules].into_iter().filter(|folder| !folder.as_os_str().is_empty());
        let mut folders = folders.map(|folder| folder.join(name));
        let file = self.rules.join(profile);
        folders.find(|folder| folder.is_dir()).or_else(|| file.is_file().then_some(file))
    }
}

fn home(root: &Path) -> Option<Home> {
    root.join("rules").is_dir().then(|| Home::at(root))
}

fn under(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The files directly in a folder that are not hidden, each with its name; `None` where there is no such folder.
pub(crate) fn files(folder: &Path) -> std::io::Result<Option<Vec<(String, PathBuf)>>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(cause),
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry?;
        let (name, path) = (entry.file_name().to_string_lossy().into_owned(), entry.path());
        if !name.starts_with('.') && !path.is_dir() {
            files.push((name, path));
        }
    }
    Ok(Some(files))
}

fn folders(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn temporary() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    fn touch(path: &Path) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "").unwrap();
    }

    #[test]
    fn it_is_beside_the_executable() {
        let root = temporary();
        touch(&root.path().join("gouji"));
        touch(&root.path().join("rules/national.toml"));
        let home = Home::look(None, Some(&root.path().join("gouji"))).unwrap();
        assert_eq!(home.rules, fs::canonicalize(root.path()).unwrap().join("rules"));
        assert_eq!(home.list("").unwrap().unwrap(), ["national.toml"]);
    }

    #[test]
    fn or_in_share() {
        let root = temporary();
        touch(&root.path().join("bin/gouji"));
        touch(&root.path().join("share/gouji/rules/national.toml"));
        let home = Home::look(Some(OsStr::new("")), Some(&root.path().join("bin/gouji"))).unwrap();
        assert!(home.rules.ends_with("share/gouji/rules"), "{home:?}");
    }

    #[cfg(unix)]
    #[test]
    fn links_to_the_executable_are_followed() {
        let root = temporary();
        touch(&root.path().join("opt/gouji"));
        touch(&root.path().join("opt/rules/national.toml"));
        let link = root.path().join("usr/bin/gouji");
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(root.path().join("opt/gouji"), &link).unwrap();
        let home = Home::look(None, Some(&link)).unwrap();
        assert!(home.rules.ends_with("opt/rules"), "{home:?}");
    }

    #[test]
    fn what_was_looked_at_is_said() {
        let root = temporary();
        touch(&root.path().join("bin/gouji"));
        let said = Home::look(None, Some(&root.path().join("bin/gouji"))).unwrap_err().to_string();
        let real = fs::canonicalize(root.path()).unwrap();
        assert_eq!(
            said,
            format!(
                "找不到 gouji 的安装目录（里面应有 rules 文件夹），已找过：{}、{}；请重新安装，或用环境变量 GOUJI_HOME 指定",
                real.join("bin").display(),
                real.join("share/gouji").display()
            )
        );
    }

    #[test]
    fn the_variable_is_taken_at_its_word() {
        let root = temporary();
        let said = Home::look(Some(root.path().as_os_str()), None).unwrap_err().to_string();
        assert!(said.contains("里没有 rules 文件夹"), "{said}");
        let said = Home::look(Some(OsStr::new("gouji")), None).unwrap_err().to_string();
        assert_eq!(said, "环境变量 GOUJI_HOME 应为绝对路径，现在是“gouji”");
    }

    #[test]
    fn embedded_files_stand_for_the_folder() {
        let home = Home::embedded(&[
            ("national.toml", "a"),
            ("national/T3-01.toml", "b"),
            ("national/README.md", "c"),
        ]);
        assert_eq!(home.list("").unwrap().unwrap(), ["national.toml"]);
        assert_eq!(home.list("national").unwrap().unwrap(), ["national/T3-01.toml"]);
        assert_eq!(home.list("yunnan").unwrap(), None);
        assert_eq!(home.read("national/T3-01.toml").unwrap(), "b");
        assert_eq!(home.pack_names(), ["national"]);
        assert_eq!(home.place_of("national"), Some(PathBuf::from("rules/national")));
        assert_eq!(home.place_of("nation"), None);
    }

    #[test]
    fn packs_and_profiles_have_their_places() {
        let root = temporary();
        for path in ["rules/keytasks.toml", "rules/hubei.toml", "rules/hubei/a.toml", "packs/yunnan/a"] {
            touch(&root.path().join(path));
        }
        let place = |name: &str| Home::at(root.path()).place_of(name);
        assert_eq!(place("keytasks"), Some(root.path().join("rules/keytasks.toml")));
        assert_eq!(place("hubei"), Some(root.path().join("rules/hubei")));
        assert_eq!(place("yunnan"), Some(root.path().join("packs/yunnan")));
        assert_eq!(place("henan"), None);
    }
}

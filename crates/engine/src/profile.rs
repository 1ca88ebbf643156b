//! The profiles of an installation, and those that a user names as files, put together with what they build on.

use std::path::{Path, PathBuf};

use gouji_check::nearest::{hint, listed, nearest};
pub use gouji_check::position::Placed;
use gouji_check::position::Wrong;
pub use gouji_check::profile::*;

use crate::home::Home;
use crate::load::writable_by_anybody;
use crate::plain;

#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    #[error("没有名为“{name}”的配置{}；现有的配置：{}", hint(.nearest.as_deref()), listed(.known))]
    Unknown { name: String, nearest: Option<String>, known: Vec<String> },
    #[error("无法读取配置文件 {}：{}", .path.display(), crate::input::io_sentence(.cause))]
    Read { path: PathBuf, cause: std::io::Error },
    #[error(transparent)]
    Wrong(#[from] Wrong),
    #[error("配置文件 {} 任何人都可以改写，不予采用；请收紧权限（chmod o-w）", .0.display())]
    WorldWritable(PathBuf),
}

impl ProfileError {
    fn wrong<T>(at: &gouji_check::position::Position, why: impl Into<String>) -> Result<T> {
        Err(Self::Wrong(Wrong { at: at.clone(), why: why.into() }))
    }
}

type Result<T> = std::result::Result<T, ProfileError>;

/// Every profile of an installation, by name.
pub fn all(home: &Home) -> Result<Vec<Profile>> {
    names(home)?.iter().map(|name| Builder::new(home).installed(name)).collect()
}

/// The profiles that the program was released with and the installation does not have, as far as their own files say.
pub(crate) fn lost(home: &Home) -> Result<Vec<Profile>> {
    let known = names(home)?;
    let lost = home.released.profiles.iter().filter(|(name, _)| known.iter().all(|known| known != name));
    lost.map(|(name, text)| Ok(parse(&home.rules.join(format!("{name}.toml")), text)?)).collect()
}

/// The profile that a user names: one of the installation, or a file.
pub fn find(home: &Home, name: &str) -> Result<Profile> {
    if is_path(name) {
        return Builder::new(home).file(Path::new(name));
    }
    let known = names(home)?;
    if known.iter().any(|known| known == name) {
        return Builder::new(home).installed(name);
    }
    let nearest = nearest(name, known.iter().map(String::as_str));
    Err(ProfileError::Unknown { name: name.to_owned(), nearest, known })
}

/// A profile says what is checked: one that anybody may change says nothing.
fn refuse_world_writable(path: &Path) -> Result<()> {
    match std::fs::metadata(path) {
        Ok(about) if writable_by_anybody(&about) => Err(ProfileError::WorldWritable(path.to_owned())),
        _ => Ok(()),
    }
}

/// Of the installation's profiles.
fn names(home: &Home) -> Result<Vec<String>> {
    let files = home.list("").map_err(|cause| ProfileError::Read { path: home.rules.clone(), cause })?;
    Ok(files.unwrap_or_default().iter().map(|file| file.trim_end_matches(".toml").to_owned()).collect())
}

fn is_path(name: &str) -> bool {
    name.contains(['/', '\\']) || name.ends_with(".toml")
}

/// Puts a profile together with those that it builds on.
struct Builder<'h> {
    home: &'h Home,
    /// The profiles being put together, each built on by the one before.
    open: Vec<PathBuf>,
}

impl<'h> Builder<'h> {
    fn new(home: &'h Home) -> Self {
        Self { home, open: Vec::new() }
    }

    fn installed(&mut self, name: &str) -> Result<Profile> {
        let file = format!("{name}.toml");
        let path = self.home.rules.join(&file);
        let text = self.home.read(&file).map_err(|cause| ProfileError::Read { path: path.clone(), cause })?;
        if self.home.embedded.is_empty() {
            refuse_world_writable(&path)?;
        }
        self.build(parse(&path, &text)?, false)
    }

    fn file(&mut self, path: &Path) -> Result<Profile> {
        let text = plain::text(path).map_err(|cause| ProfileError::Read { path: path.to_owned(), cause })?;
        refuse_world_writable(path)?;
        self.build(parse(path, &text)?, true)
    }

    /// `outside` is a profile that the user named as a file: only such a one may build on other files.
    fn build(&mut self, own: Profile, outside: bool) -> Result<Profile> {
        self.open.push(std::fs::canonicalize(&own.path).unwrap_or_else(|_| own.path.clone()));
        let mut whole = own.without_words();
        for base in &own.extends {
            let base = self.base(base, &own.path, outside)?;
            whole.add(base);
        }
        whole.add(own);
        self.open.pop();
        Ok(whole)
    }

    fn base(&mut self, named: &Placed<String>, from: &Path, outside: bool) -> Result<Profile> {
        let (name, at) = (&named.value, &named.at);
        let path = match is_path(name) {
            true if !outside => {
                return ProfileError::wrong(
                    at,
                    format!("安装目录里的配置只能以安装目录里的配置为基础，写名称，如 \"{DEFAULT}\""),
                );
            }
            true => from.parent().unwrap_or(Path::new("")).join(name),
            false => self.home.rules.join(format!("{name}.toml")),
        };
        let real = std::fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        if let Some(first) = self.open.iter().position(|open| *open == real) {
            let circle = self.open[first..].iter().chain([&real]).map(|path| {
                path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
            });
            let circle = circle.collect::<Vec<_>>().join(" → ");
            return ProfileError::wrong(at, format!("extends 绕回了自己：{circle}"));
        }
        if is_path(name) {
            return self.file(&path);
        }
        let known = names(self.home)?;
        if !known.contains(name) {
            let hint = hint(nearest(name, known.iter().map(String::as_str)).as_deref());
            let known = listed(known);
            return ProfileError::wrong(at, format!("没有名为“{name}”的配置{hint}；现有的配置：{known}"));
        }
        self.installed(name)
    }
}

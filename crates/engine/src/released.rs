//! What the program was released with: its packs, file by file, and its profiles. Of these it knows what an installation
//! has lost, whether or not anybody has signed them.

use crate::contents::Contents;
use crate::manifest::Installed;

/// What a program was released with; nothing for one that is used as a library.
#[derive(Debug, Default, Clone, Copy)]
pub struct Released {
    pub packs: &'static [ReleasedPack],
    /// The names of the profiles and the texts of their files.
    pub profiles: &'static [(&'static str, &'static str)],
}

/// A pack as it was released.
#[derive(Debug, Clone, Copy)]
pub struct ReleasedPack {
    pub id: &'static str,
    pub code: ReleasedCode,
    /// Rules and dictionaries: SHA-256 by path in the installation.
    pub files: &'static [(&'static str, &'static str)],
}

/// What is known of the library of a released pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReleasedCode {
    /// The pack has none.
    None,
    /// It has one, built after the program, as in development.
    Any,
    /// It has the one with this SHA-256.
    Sha256(&'static str),
}

/// A pack that is as it was released.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Held {
    /// Its code too is known to be the released one, or there is none.
    pub(crate) code: bool,
    /// Dictionaries that were changed or added since.
    pub(crate) edited: Vec<String>,
}

impl Released {
    /// For programs that were released with nothing.
    pub const NOTHING: &'static Self = &Self { packs: &[], profiles: &[] };

    pub fn pack(&self, id: &str) -> Option<&'static ReleasedPack> {
        self.packs.iter().find(|pack| pack.id == id)
    }
}

impl ReleasedPack {
    /// Which half of the pack is missing. `linked`: its code is part of the program.
    pub(crate) fn half(&self, contents: &Contents, linked: bool) -> Option<String> {
        let rules = contents.rules().next().is_none() && !self.files.is_empty();
        let code = self.code != ReleasedCode::None && !linked && contents.library_folder.is_none();
        match (code, rules) {
            (true, _) => Some(format!("缺少 packs/{}（动态库）", self.id)),
            (_, true) => Some(format!("缺少 rules/{}（声明式规则）", self.id)),
            _ => None,
        }
    }

    /// Whether the pack on the disk is the one that was released; a Chinese sentence that says in which way it is not.
    pub(crate) fn holds(
        &self,
        contents: &Contents,
        installed: Option<&Installed>,
        linked: bool,
    ) -> Result<Held, String> {
        if let Some(lacking) = self.half(contents, linked) {
            return Err(lacking);
        }
        let mut edited = Vec::new();
        for &(path, sha256) in self.files {
            match contents.files.get(path) {
                None => return Err(format!("缺少 {path}")),
                Some(content) if content.sha256 == sha256 => {}
                Some(_) if contents.is_dictionary(path) => edited.push(path.to_owned()),
                Some(_) => return Err(format!("{path} 被改动过")),
            }
        }
        let manifest = format!("packs/{}/{}", self.id, crate::manifest::FILE);
        let library = installed.map(|installed| format!("packs/{}/{}", self.id, installed.library));
        let may_be = self.code != ReleasedCode::None;
        for path in contents.files.keys() {
            if contents.is_dictionary(path) {
                if self.files.iter().all(|(known, _)| known != path) {
                    edited.push(path.clone());
                }
            } else if !(self.files.iter().any(|(known, _)| known == path)
                || may_be && (*path == manifest || library.as_ref() == Some(path)))
            {
                return Err(format!("多出 {path}"));
            }
        }
        let code = match self.code {
            ReleasedCode::None => true,
            _ if linked => true,
            ReleasedCode::Any => false,
            ReleasedCode::Sha256(sha256) => {
                let library = library.as_ref().and_then(|path| Some((path, contents.files.get(path)?)));
                match library {
                    Some((_, content)) if content.sha256 == sha256 => true,
                    Some((path, _)) => return Err(format!("{path} 被改动过")),
                    // The loader says which file the manifest names.
                    None => false,
                }
            }
        };
        edited.sort_unstable();
        Ok(Held { code, edited })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contents::Content;
    use crate::manifest::sha256;

    const A: &str = "rules/hubei/a.toml";
    const WORDS: &str = "rules/hubei/dictionaries/words.tsv";
    const LIBRARY: &str = "packs/hubei/lib.so";
    const MANIFEST: &str = "packs/hubei/gouji-pack.toml";

    fn leaked(text: &str) -> &'static str {
        Box::leak(sha256(text.as_bytes()).into_boxed_str())
    }

    fn released(code: ReleasedCode) -> ReleasedPack {
        let files = Box::leak(Box::new([(A, leaked("rule")), (WORDS, leaked("words"))]));
        ReleasedPack { id: "hubei", code, files }
    }

    fn contents(files: &[(&str, &str)]) -> Contents {
        let mut contents = Contents { id: "hubei".to_owned(), ..Contents::default() };
        for (path, text) in files {
            let bytes = text.as_bytes().to_vec();
            let sha256 = sha256(&bytes);
            let content = Content { path: path.into(), bytes: bytes.into(), sha256, file: None };
            contents.files.insert((*path).to_owned(), content);
        }
        let library = files.iter().any(|(path, _)| path.starts_with("packs/"));
        contents.library_folder = library.then(|| "packs/hubei".into());
        contents
    }

    #[track_caller]
    fn check(
        code: ReleasedCode,
        linked: bool,
        files: &[(&str, &str)],
        expected: Result<(bool, &[&str]), &str>,
    ) {
        let manifest = gouji_core::pack::Manifest::default();
        let installed = Installed::new(&manifest, "lib.so", String::new());
        let held = released(code).holds(&contents(files), Some(&installed), linked);
        let expected = expected.map_err(str::to_owned).map(|(code, edited)| Held {
            code,
            edited: edited.iter().map(|path| (*path).to_owned()).collect(),
        });
        assert_eq!(held, expected);
    }

    #[test]
    fn nothing_may_be_missing_and_nothing_added() {
        use ReleasedCode::{Any, None};
        let rules = [(A, "rule"), (WORDS, "words")];
        let all = [&rules[..], &[(LIBRARY, "code"), (MANIFEST, "m")]].concat();
        check(None, false, &rules, Ok((true, &[])));
        check(Any, false, &all, Ok((false, &[])));
        check(ReleasedCode::Sha256(leaked("code")), false, &all, Ok((true, &[])));
        check(Any, true, &rules, Ok((true, &[])));
        // A half, a file, a dictionary.
        check(Any, false, &rules, Err("缺少 packs/hubei（动态库）"));
        check(Any, false, &all[2..], Err("缺少 rules/hubei（声明式规则）"));
        check(None, false, &[(A, "rule")], Err("缺少 rules/hubei/dictionaries/words.tsv"));
        check(
            None,
            false,
            &[&rules[1..], &[("rules/hubei/b.toml", "x")]].concat(),
            Err("缺少 rules/hubei/a.toml"),
        );
        // Changed and added.
        check(None, false, &[(A, ""), (WORDS, "words")], Err("rules/hubei/a.toml 被改动过"));
        check(
            None,
            false,
            &[&rules[..], &[("rules/hubei/b.toml", "x")]].concat(),
            Err("多出 rules/hubei/b.toml"),
        );
        check(None, false, &all, Err("多出 packs/hubei/gouji-pack.toml"));
        check(Any, false, &[&all[..], &[("packs/hubei/x", "")]].concat(), Err("多出 packs/hubei/x"));
        check(ReleasedCode::Sha256(leaked("other")), false, &all, Err("packs/hubei/lib.so 被改动过"));
        // Words are the office's own.
        let more = "rules/hubei/dictionaries/more.tsv";
        check(None, false, &[(A, "rule"), (WORDS, "mine"), (more, "")], Ok((true, &[more, WORDS])));
    }
}

//! The code of a pack, wherever it runs: linked in, in a library, in another process.

use std::collections::HashSet;

use gouji_core::boundary::{Output, PackTable, Status};
use gouji_core::card::Card;
use gouji_core::pack::{Configuration, Configured, Manifest};
use gouji_core::reply::{self, Untaken};
use gouji_core::wire::SCHEMA_MINOR;
use serde::{Deserialize, Serialize};

use crate::pack::PackError;

/// What a pack says to a call; or a Chinese sentence that says why it did not answer.
pub type Answered = Result<(Status, Output), String>;

/// What can be asked of a pack's code. Bytes go over and come back; see `gouji_core::boundary`.
pub trait Code: Send + Sync {
    /// What the pack is, as MessagePack.
    fn describe(&self) -> Answered;

    /// Hands it edited dictionaries; `None` for a pack that takes none.
    fn configure(&self, configuration: &[u8]) -> Option<Answered>;

    /// What its rules find in an encoded report; a byte for each of its rules, not 0 to run.
    fn check(&self, report: &[u8], rules: &[u8]) -> Answered;

    /// What one thread asks it with, for code that can be at work on many reports while the thread does something else.
    fn worker(&self) -> Option<Box<dyn Worker + '_>> {
        None
    }

    /// What it is kept from, where it runs in processes of its own.
    fn enforced(&self) -> Option<Enforced> {
        None
    }
}

/// One thread's hold on code that works elsewhere.
pub trait Worker {
    /// Puts a report aside for it; sent when [`Worker::go`] is said.
    fn begin(&mut self, report: &[u8], rules: &[u8]) -> Ticket;

    /// Has it begin with all that it was given.
    fn go(&mut self);

    /// What it says of a report; the ticket is that of the same report and rules.
    fn answer(&mut self, ticket: Ticket, report: &[u8], rules: &[u8]) -> Answered;

    /// Forgets answers that nobody has fetched.
    fn rest(&mut self);
}

/// What an answer is fetched by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ticket {
    /// Nothing was begun.
    Later,
    /// The request of that number to the pack's worker.
    Begun(u32),
}

impl Code for PackTable {
    fn describe(&self) -> Answered {
        Ok(Self::describe(self))
    }

    fn configure(&self, configuration: &[u8]) -> Option<Answered> {
        Self::configure(self, configuration).map(Ok)
    }

    fn check(&self, report: &[u8], rules: &[u8]) -> Answered {
        Ok(Self::check(self, report, rules))
    }
}

/// What a worker's system could be made to enforce.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enforced {
    /// No file opened for writing; none opened or looked at by its path once the pack is loaded; no network, no new process or thread, no
    /// signal to others.
    pub seccomp: bool,
    /// While the pack is loaded, no file but the system's libraries.
    pub landlock: bool,
    /// A limit of memory.
    pub memory: bool,
}

impl Enforced {
    /// What isolation does not keep away here, in a Chinese sentence; `None` where all is enforced.
    pub fn lacking(self) -> Option<String> {
        let memory = if self.memory { "" } else { "；也没有内存上限" };
        let (without, but) = match (self.seccomp, self.landlock) {
            (true, true) if self.memory => return None,
            (true, true) => ("内存上限", "占用多少内存由它，其余限制照常"),
            (true, false) => ("landlock", "载入的时候它能读文件，其余限制照常"),
            (false, true) => ("seccomp", "它不能读写文件，但能起新的进程、用 UDP 联网"),
            (false, false) => (
                "seccomp 和 landlock",
                "读写文件、联网、起新的进程、结束别的进程都拦不住，只防崩溃和超时；信不过的规则包不要在本机运行",
            ),
        };
        let memory = if self.seccomp && self.landlock { "" } else { memory };
        Some(format!("本机的系统没有 {without}，隔离运行的规则包不能完全限制：{but}{memory}"))
    }
}

/// Values in what a pack says of itself; thousands of rules with their cards have fewer.
const VALUES: usize = 1_000_000;

/// What of a [`Manifest`] every version can read.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Needs {
    id: String,
    min_schema: u16,
}

/// Asks a pack what it is, and checks what can be checked of one pack alone. `shown` is where the user knows it to be.
pub fn describe(shown: &str, code: &dyn Code) -> Result<Manifest, PackError> {
    let no_answer = |why: String| PackError::NoAnswer { shown: shown.to_owned(), why };
    let (status, output) = code.describe().map_err(no_answer)?;
    if status != Status::Ok {
        return Err(no_answer(status_sentence(status)));
    }
    if output.flooded {
        return Err(no_answer("回答过长".to_owned()));
    }
    let untaken = |why: Untaken| no_answer(why.to_string());
    // What a pack needs comes first: one that needs more may say in the rest what this version cannot read.
    let needs: Needs = reply::take(&output.answer, VALUES).map_err(untaken)?;
    range(&needs.id, needs.min_schema)?;
    let manifest: Manifest = reply::take(&output.answer, VALUES).map_err(untaken)?;
    own_rules(&manifest.id, &manifest.rules)?;
    Ok(manifest)
}

/// Hands a pack edited copies of its dictionaries.
pub fn configure(pack: &str, code: &dyn Code, configuration: &Configuration) -> Result<(), PackError> {
    let broken = |why: String| PackError::BrokenDictionary { pack: pack.to_owned(), why };
    let bytes = rmp_serde::to_vec_named(configuration).map_err(|cause| broken(cause.to_string()))?;
    let Some(answered) = code.configure(&bytes) else {
        return Err(broken("规则包不能更换词典，请用现在的开发包重新编译".to_owned()));
    };
    let (status, output) = answered.map_err(broken)?;
    if status != Status::Ok {
        return Err(broken(status_sentence(status)));
    }
    let configured: Configured =
        reply::take(&output.answer, VALUES).map_err(|why| broken(why.to_string()))?;
    if configured.faults.is_empty() { Ok(()) } else { Err(broken(configured.faults.join("；"))) }
}

/// Refuses a pack that needs a newer report schema than this program has.
pub fn range(pack: &str, needs: u16) -> Result<(), PackError> {
    if needs > SCHEMA_MINOR {
        return Err(PackError::NewerSchema { pack: pack.to_owned(), needs });
    }
    Ok(())
}

/// Codes and names are a pack's own, and each stands once.
pub fn own_rules<'a>(pack: &str, cards: impl IntoIterator<Item = &'a Card>) -> Result<(), PackError> {
    let bad = |why: String| Err(PackError::BadRule { pack: pack.to_owned(), why });
    let mut seen = HashSet::new();
    for card in cards {
        if card.code.is_empty() {
            return bad(format!("规则“{}”没有代码", card.name));
        }
        if card.name.strip_prefix(pack).and_then(|rest| rest.strip_prefix('/')).is_none_or(str::is_empty) {
            return bad(format!("{} 的名称“{}”应以“{pack}/”开头", card.code, card.name));
        }
        for word in [&card.code, &card.name] {
            if !seen.insert(word.as_str()) {
                return bad(format!("“{word}”出现了两次"));
            }
        }
    }
    Ok(())
}

/// What a status other than `Ok` means.
pub fn status_sentence(status: Status) -> String {
    match status {
        Status::Ok => "正常".to_owned(),
        Status::Failed => "规则包报告失败".to_owned(),
        Status::Panicked => "规则包崩溃".to_owned(),
        Status::NotAReport => "规则包不认识报告数据".to_owned(),
        Status::Unknown(code) => format!("规则包返回了不认识的状态 {code}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lacking_is_said() {
        let all = Enforced { seccomp: true, landlock: true, memory: true };
        assert_eq!(all.lacking(), None);
        let without = |change: fn(&mut Enforced)| {
            let mut enforced = all;
            change(&mut enforced);
            enforced.lacking().unwrap()
        };
        let said = without(|enforced| enforced.landlock = false);
        assert_eq!(
            said,
            "本机的系统没有 landlock，隔离运行的规则包不能完全限制：载入的时候它能读文件，其余限制照常"
        );
        assert!(without(|enforced| enforced.seccomp = false).contains("没有 seccomp，"));
        assert!(without(|enforced| enforced.memory = false).contains("没有 内存上限，"));
        let said = Enforced::default().lacking().unwrap();
        assert!(said.contains("seccomp 和 landlock") && said.ends_with("也没有内存上限"), "{said}");
    }
}

//! What profiles that apply to the same report say differently of a rule, without one building on the other: the more
//! particular stands, and the user is told.

use std::collections::BTreeMap;

use gouji_core::verdict::{Notice, NoticeKind};

use crate::position::Position;
use crate::profile::{DEFAULT, Profile, Setting};
use crate::ruleset::Ruleset;

/// What is said of a rule, and where.
struct Said<'p> {
    at: &'p Position,
    words: String,
}

/// A notice for each thing that two of the profiles say differently. They are in the order in which they are applied.
pub(crate) fn disagreements(ruleset: &Ruleset, members: &[&Profile]) -> Vec<Notice> {
    let mut before: BTreeMap<(usize, &str), Said> = BTreeMap::new();
    let mut notices = Vec::new();
    for settings in &ruleset.profile.rules {
        // What is no rule was refused before.
        let Ok(rule) = ruleset.named(&settings.rule) else { continue };
        let at = &settings.rule.at;
        let level = settings.level.map(|level| ("level", word(level)));
        let options = settings
            .options
            .iter()
            .filter_map(|option| Some((option.key.value.as_str(), option.value.value?.to_string())));
        for (key, words) in level.into_iter().chain(options) {
            let said = Said { at, words };
            if let Some(earlier) = before.get(&(rule, key))
                && earlier.words != said.words
                && !is_meant(members, earlier.at, at)
            {
                let code = &ruleset.card(&ruleset.rules[rule]).code;
                notices.push(notice(code, key, earlier, &said));
            }
            before.insert((rule, key), said);
        }
    }
    notices
}

/// One of the profiles builds on both files and so knows what each says; and everybody may differ from the nation's.
fn is_meant(members: &[&Profile], earlier: &Position, later: &Position) -> bool {
    earlier.path.file_stem().is_some_and(|name| name == DEFAULT)
        || members.iter().any(|member| {
            let has = |at: &Position| member.files.contains(&at.path);
            has(earlier) && has(later)
        })
}

fn notice(code: &str, key: &str, earlier: &Said, later: &Said) -> Notice {
    let Said { at, words } = later;
    let message = format!(
        "{at}：规则 {code} 的 {key} 写的是 {words}，而 {} 写的是 {}；按更具体的前者",
        earlier.at, earlier.words
    );
    Notice { kind: NoticeKind::ProfilesDisagree, message }
}

fn word(level: Setting) -> String {
    match level {
        Setting::Off => "off".to_owned(),
        Setting::Level(severity) => severity.key().to_owned(),
    }
}

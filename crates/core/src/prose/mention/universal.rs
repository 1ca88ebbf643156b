//! What must be empty where all of one thing are said to be another: `法人的申请全部来自企业` leaves no request of the other
//! organisations, `诉讼均获胜诉` no lawsuit with another outcome.

use super::cells::{
    ALL_RESULTS, DENIED_LINES, OTHER_LINES, UNAVAILABLE_LINES, UNPROCESSED_LINES, line, lines,
};
use super::requests::{CATEGORIES, COLUMNS, REASON_IDEAS};
use super::{Cells, Idea, Ideas, Mention, Phrase, Scene, disputes, requests};
use crate::form::RequestLine as L;
use crate::prose::topic::Topic;

/// All rows of 表三 that say what became of a request.
const RESULTS: u32 = lines(&[L::Granted, L::PartlyGranted])
    | DENIED_LINES
    | UNAVAILABLE_LINES
    | UNPROCESSED_LINES
    | OTHER_LINES;

/// What makes the first half of a universal one of less than all.
const SOME: Ideas = Ideas::of(&[
    Idea::Way,
    Idea::Topic,
    Idea::Period,
    Idea::Foreign,
    Idea::Except,
    Idea::Rest,
    Idea::Each,
    Idea::Compare,
    Idea::Plan,
    Idea::Neighbour,
    Idea::Foreigner,
    Idea::Etc,
    Idea::Besides,
    Idea::Carry,
    Idea::Document,
    Idea::Licence,
    Idea::Penalty,
]);
/// Said of those that were due only.
const DUE: [&str; 12] =
    ["到期", "应当", "应予", "按时", "按期", "及时", "期限", "规定", "时限", "如期", "应办", "法定"];

/// The cells that are empty if what a clause says of all holds; `scene` is that of the clause, without its words.
pub(super) fn all(clause: &str, head: &str, scene: &Scene) -> Option<Mention> {
    const LOOSE: u32 = 5;
    let (before, after) = Phrase::around_every(clause)?;
    // 因不掌握而无法提供的占了无法提供的全部: what is all of the other stands before.
    let (whole, said) = match before.split_once('占') {
        Some((part, whole)) if Phrase::of(after).ideas.is_empty() => (whole, part),
        _ => (before, after),
    };
    let mut of = Phrase::of(whole);
    let names = COLUMNS | CATEGORIES | REASON_IDEAS | disputes::BODIES;
    if !of.any(names) && !of.any(Ideas::of(&[Idea::Request, Idea::Receive, Idea::Done])) {
        of = Phrase::of(head).with(of);
    }
    // 内部事务信息方面的申请4件，均不予公开: all of those that were just counted.
    if !of.any(names) && !of.any(Ideas::of(&[Idea::Request, Idea::Receive, Idea::Done])) {
        return None;
    }
    let is = Phrase::of(said);
    let due = DUE.iter().any(|due| clause.contains(due));
    if of.any(SOME) || of.unread > LOOSE || of.denied.is_some() || is.unread > 2 * LOOSE || due {
        return None;
    }
    let told = requests::names(of.ideas) || of.any(Ideas::of(&[Idea::Request, Idea::Receive]));
    let about_cases =
        of.any(disputes::BODIES) || scene.topic.is_dispute() && disputes::is_outcome(is.ideas) && !told;
    if about_cases { cases(of, is, scene) } else { asked(of, is, said, scene) }
}

/// The rows of a result that a sentence does not name, when it says that it names all.
pub(super) fn rest(sentence: &str, scene: &Scene) -> Option<Mention> {
    let said = Phrase::of(sentence);
    let categories = said.ideas.only(CATEGORIES);
    let of = requests::lines_of(Scene { said: said.with_ideas(categories), ..*scene })?;
    let named = requests::rows_named(said.ideas);
    let known = named != 0 && named & !of == 0 && of & !named != 0 && !categories.is_empty();
    known
        .then(|| {
            Mention::new(
                vec![Cells::Requests { lines: of & !named, applicants: super::cells::EVERYBODY }],
                true,
            )
        })
        .flatten()
}

fn asked(of: Phrase, is: Phrase, said: &str, scene: &Scene) -> Option<Mention> {
    let around = of.ideas | is.ideas | scene.head.ideas;
    if !around.any(requests::OWN) && scene.topic != Topic::Requests || is.denied.is_some() {
        return None;
    }
    let categories = of.ideas.only(CATEGORIES);
    let handled = of.has(Idea::Done);
    let of_lines = if !categories.is_empty() {
        requests::lines_of(Scene { said: of.with_ideas(categories), ..*scene })?
    } else if of.any(REASON_IDEAS) {
        return None;
    } else {
        RESULTS
    };
    let by = requests::columns_of(of.ideas.only(COLUMNS), scene)?;
    let columns = is.ideas.only(COLUMNS);
    let cells = |lines: u32, applicants: u8| Cells::Requests { lines, applicants };
    let new = line(L::New);
    let results = is.any(CATEGORIES) || is.any(REASON_IDEAS);
    if !columns.is_empty() && !results {
        let rest = by & !requests::columns_of(columns, scene)?;
        let readings = match () {
            () if rest == 0 || rest == by => return None,
            () if !categories.is_empty() => vec![cells(of_lines, rest)],
            () if handled => vec![cells(line(L::Total), rest)],
            () => vec![cells(new, rest), cells(line(L::Total), rest)],
        };
        return Mention::new(readings, true);
    }
    if results && columns.is_empty() {
        let one = requests::lines_of(Scene { said: is, ..*scene })?;
        let both = one | if one == line(L::Granted) { line(L::PartlyGranted) } else { 0 };
        let readings: Vec<Cells> = [one, both]
            .into_iter()
            .map(|one| of_lines & !one)
            .filter(|rest| *rest != 0 && *rest != of_lines)
            .map(|rest| cells(rest, by))
            .collect();
        return Mention::new(readings, !categories.is_empty() || handled);
    }
    let this_year = ["当年收", "当年新收", "本年新收", "本年收", "新收", "今年收", "本年度新收", "年内新收"];
    if categories.is_empty() && this_year.iter().any(|words| said.contains(words)) {
        return Mention::new(vec![cells(line(L::CarriedIn), by)], true);
    }
    let done = is.has(Idea::Done) && !handled && categories.is_empty();
    (done && of.any(Ideas::of(&[Idea::Request, Idea::Receive])))
        .then(|| Mention::new(vec![cells(line(L::CarriedOut), by)], true))
        .flatten()
}

fn cases(of: Phrase, is: Phrase, scene: &Scene) -> Option<Mention> {
    let around = Scene {
        said: of.with_ideas(of.ideas | is.ideas.only(Ideas::of(&[Idea::Court, Idea::Authority]))),
        ..*scene
    };
    let tied = (of.ideas | is.ideas | scene.head.ideas).any(Ideas::of(&[
        Idea::InfoOpen,
        Idea::InfoRequest,
        Idea::Request,
        Idea::Answer,
    ]));
    if !tied && !scene.topic.is_dispute() {
        return None;
    }
    let (kinds, kinds_sure) = disputes::kinds(&around)?;
    let paths = is.ideas.only(Ideas::of(&[Idea::Direct, Idea::After]));
    if !paths.is_empty() {
        let of_lawsuits =
            kinds == super::cells::LITIGATION && !of.any(Ideas::of(&[Idea::Direct, Idea::After]));
        let rest = match (paths.has(Idea::Direct), paths.has(Idea::After)) {
            (true, false) => super::cells::AFTER,
            (false, true) => super::cells::DIRECT,
            _ => return None,
        };
        return of_lawsuits
            .then(|| Mention::new(vec![Cells::Disputes { kinds: rest, results: ALL_RESULTS }], kinds_sure))
            .flatten();
    }
    let (within, _, _) = disputes::results(of.ideas)?;
    let told = is.denied.unwrap_or(is.ideas);
    if !disputes::is_outcome(told) {
        return None;
    }
    let (results, also, sure) = disputes::results(told)?;
    let empty = |one: u8| if is.denied.is_some() { within & one } else { within & !one };
    let readings: Vec<Cells> = std::iter::once(results)
        .chain(also)
        .map(empty)
        .filter(|rest| *rest != 0 && *rest != within)
        .map(|results| Cells::Disputes { kinds, results })
        .collect();
    Mention::new(readings, kinds_sure && sure)
}

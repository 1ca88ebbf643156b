//! What part of which cells a percentage gives, where no number but the tables tells: `自然人申请占新收申请的37.5%`,
//! `维持率80%`.

use super::cells::{ALL_RESULTS, EVERYBODY, SETTLED, line};
use super::scene::Reader;
use super::{Cells, Idea, Ideas, Phrase, Scene, requests};
use crate::claims::{Claim, Exactness, Flags, Unit};
use crate::form::RequestLine as L;
use crate::prose::walk::Item;

/// Cells in proportion to others; any of the parts and of the wholes may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellShare {
    /// The index of a claim.
    pub rate: u32,
    pub parts: Vec<Cells>,
    pub wholes: Vec<Cells>,
}

impl Reader<'_> {
    /// `before` is what the number before counts, if that is known.
    pub(in crate::prose) fn share(
        &self,
        item: &Item,
        claim: &Claim,
        before: Option<Option<Cells>>,
    ) -> Option<CellShare> {
        let counted =
            matches!(claim.unit, Unit::Percent | Unit::Tenth) && claim.exactness == Exactness::Exact;
        let aside = Flags(Flags::PLAN.0 | Flags::OFFICE.0 | Flags::EACH.0 | Flags::RANGE.0 | Flags::CHANGE.0);
        if !counted || claim.flags.intersects(aside) {
            return None;
        }
        let label = item.label_place.of(self.text).trim();
        let (part, whole) = if let Some((part, whole)) = label.split_once('占') {
            let whole = whole.trim_start_matches(['比', '了', '到', '据']);
            (part, whole.split("的比").next().unwrap_or(whole))
        } else if let Some((part, _)) = label.rsplit_once('率') {
            (part, "")
        } else {
            (label.split("比重").next().filter(|rest| rest.len() < label.len())?, "")
        };
        let (part, whole) = match part.split_once('在') {
            Some((part, within)) if whole.trim_matches(['为', '是', '达', '约', ' ']).is_empty() => {
                (part, within.trim_end_matches(['中', '里', '内', '面', '，', ',']))
            }
            _ => (part, whole),
        };
        let parts = self.parts(item, part, before)?;
        let wholes = wholes(parts[0], whole, &self.bare_scene(item))?;
        parts.iter().all(|part| !wholes.contains(part)).then_some(CellShare {
            rate: item.claim,
            parts,
            wholes,
        })
    }

    fn parts(&self, item: &Item, said: &str, before: Option<Option<Cells>>) -> Option<Vec<Cells>> {
        let mut phrase = Phrase::of(said);
        phrase.ideas = phrase.ideas.without(Idea::Share);
        if phrase.ideas.is_empty() {
            if phrase.unread > 2 {
                return None;
            }
            if let Some(Some(cells)) = before {
                return Some(vec![cells]);
            }
            let head = item.head_place.of(self.text).trim_end_matches(['，', ',', ' ']);
            phrase = Phrase::of(head.rsplit(['，', ',', '。', '；']).next().unwrap_or(""));
        }
        if phrase.denied.is_some() || phrase.has(Idea::Done) {
            return None;
        }
        let scene = Scene { said: phrase, denied: false, ..self.bare_scene(item) };
        super::scene::read(&scene).map(|mention| mention.readings)
    }
}

/// What the part may be a share of, by the words for it.
fn wholes(part: Cells, said: &str, scene: &Scene) -> Option<Vec<Cells>> {
    let phrase = Phrase::of(said);
    let some = Ideas::of(&[Idea::Way, Idea::Topic, Idea::Foreign, Idea::Period]);
    if phrase.unread > 3 || phrase.any(some) {
        return None;
    }
    match part {
        Cells::Requests { lines, .. } => {
            if phrase.any(requests::CATEGORIES) {
                let lines = requests::lines_of(Scene { said: phrase, ..*scene })?;
                return Some(vec![Cells::Requests { lines, applicants: EVERYBODY }]);
            }
            let all = |lines: u32| Cells::Requests { lines, applicants: EVERYBODY };
            let (new, total) = (line(L::New), line(L::Total));
            let received = vec![all(new), all(new | line(L::CarriedIn)), all(total)];
            // 占新收申请的: by nothing else.
            match () {
                () if lines == new || phrase.has(Idea::Receive) => Some(received),
                () if lines & (new | total | line(L::CarriedIn) | line(L::CarriedOut)) != 0 => None,
                () => Some(vec![all(total), all(new), all(new | line(L::CarriedIn))]),
            }
        }
        Cells::Disputes { kinds, .. } => Some(vec![
            Cells::Disputes { kinds, results: ALL_RESULTS },
            Cells::Disputes { kinds, results: SETTLED },
        ]),
        Cells::Proactive { .. } => None,
    }
}

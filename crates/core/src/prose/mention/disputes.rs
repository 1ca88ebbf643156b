//! Cases of reconsideration and lawsuits in words of the report's own.

use super::cells::{AFTER, ALL_RESULTS, DIRECT, LITIGATION, RECONSIDERATION, SETTLED, result};
use super::{Cells, Idea, Ideas, Mention, Scene};
use crate::form::DisputeResult as R;
use crate::prose::topic::Topic;

pub(super) const BODIES: Ideas = Ideas::of(&[
    Idea::Reconsider,
    Idea::Litigate,
    Idea::Dispute,
    Idea::Court,
    Idea::Authority,
    Idea::Direct,
    Idea::After,
    Idea::Through,
]);
const OUTCOMES: Ideas =
    Ideas::of(&[Idea::Upheld, Idea::Corrected, Idea::Dismissed, Idea::Ended, Idea::Settled, Idea::Pending]);

/// Whether the words name a case or what came of one.
pub(super) fn names(ideas: Ideas) -> bool {
    ideas.any(BODIES)
}

pub(super) fn is_outcome(ideas: Ideas) -> bool {
    ideas.any(OUTCOMES)
}

pub(super) fn read(scene: &Scene) -> Option<Mention> {
    const LOOSE: u32 = 6;
    let said = scene.said;
    let around = said.ideas | scene.head.ideas;
    // 审理行政复议案件5件: not those about information.
    let tied = around.any(Ideas::of(&[
        Idea::InfoOpen,
        Idea::Request,
        Idea::Answer,
        Idea::Direct,
        Idea::After,
        Idea::Through,
    ]));
    // 没有引发行政争议: in a report on information, those about it are most likely meant.
    let denied = scene.denied && said.has(Idea::Dispute);
    if !tied && !scene.topic.is_dispute() && !denied || said.unread > 2 * LOOSE {
        return None;
    }
    let other =
        Ideas::of(&[Idea::Document, Idea::Rule, Idea::Licence, Idea::Penalty, Idea::Topic, Idea::Receive]);
    if said.any(other) {
        return None;
    }
    let (kinds, kinds_sure) = kinds(scene)?;
    let (results, also, results_sure) = results(said.ideas)?;
    let readings = std::iter::once(results).chain(also).map(|results| Cells::Disputes { kinds, results });
    let sure = kinds_sure && results_sure && said.unread <= LOOSE && !said.has(Idea::Etc);
    Mention::new(readings.collect(), sure && (tied || !scene.carried && !denied))
}

/// Which blocks of 表四; what the clauses before say counts where the number's own says nothing.
pub(super) fn kinds(scene: &Scene) -> Option<(u8, bool)> {
    let of = |ideas: Ideas| {
        let litigation = ideas.any(Ideas::of(&[Idea::Litigate, Idea::Court, Idea::Dispute]));
        let reconsideration = ideas.any(Ideas::of(&[Idea::Reconsider, Idea::Authority, Idea::Dispute]));
        let reconsideration = reconsideration || ideas.has(Idea::Through) && !litigation;
        let after = ideas.has(Idea::After) || ideas.has(Idea::Through) && litigation;
        match (ideas.has(Idea::Direct), after) {
            (true, false) => Some(DIRECT),
            (false, true) => Some(AFTER),
            (true, true) => None,
            _ => match (reconsideration, litigation) {
                (true, true) => Some(RECONSIDERATION | LITIGATION),
                (true, false) => Some(RECONSIDERATION),
                (false, true) => Some(LITIGATION),
                _ => None,
            },
        }
    };
    if scene.said.any(BODIES) {
        return Some((of(scene.said.ideas)?, true));
    }
    if scene.head.any(BODIES) {
        return Some((of(scene.head.ideas)?, false));
    }
    let carried = match scene.topic {
        Topic::Reconsideration => RECONSIDERATION,
        Topic::Litigation => LITIGATION,
        _ => return None,
    };
    Some((carried, false))
}

pub(super) fn results(ideas: Ideas) -> Option<(u8, Vec<u8>, bool)> {
    let mut outcomes = ideas.only(OUTCOMES);
    // 以驳回等其他结果结案, 经审理维持: how it ended says more than that it did.
    if outcomes.any(Ideas::of(&[Idea::Upheld, Idea::Corrected, Idea::Dismissed, Idea::Ended])) {
        outcomes = outcomes.without(Idea::Settled);
    }
    let one = |idea: Idea| outcomes == Ideas::of(&[idea]);
    Some(match () {
        () if outcomes.is_empty() => (ALL_RESULTS, Vec::new(), true),
        () if one(Idea::Upheld) => (result(R::Upheld), Vec::new(), true),
        () if one(Idea::Corrected) => (result(R::Corrected), Vec::new(), true),
        () if one(Idea::Ended) => (result(R::Other), Vec::new(), true),
        () if one(Idea::Pending) => (result(R::Pending), Vec::new(), true),
        () if one(Idea::Settled) => (SETTLED, Vec::new(), true),
        // 驳回起诉 is counted as 其他, 驳回诉讼请求 as 维持.
        () if one(Idea::Dismissed) => {
            (result(R::Upheld), vec![result(R::Other), result(R::Upheld) | result(R::Other)], false)
        }
        () if outcomes == Ideas::of(&[Idea::Upheld, Idea::Dismissed]) => {
            (result(R::Upheld), vec![result(R::Upheld) | result(R::Other)], true)
        }
        () if outcomes == Ideas::of(&[Idea::Ended, Idea::Dismissed]) => (result(R::Other), Vec::new(), true),
        () => return None,
    })
}

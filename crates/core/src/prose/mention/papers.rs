//! 表二 in words of the report's own: documents made, repealed and in force; decisions on permits, penalties and coercion.

use super::{Cells, Idea, Ideas, Mention, Scene};
use crate::form::{ProactiveColumn as C, ProactiveLine as P};

const NOUNS: Ideas = Ideas::of(&[Idea::Document, Idea::Rule]);
const DECISIONS: Ideas = Ideas::of(&[Idea::Licence, Idea::Penalty, Idea::Coercion]);
pub(super) const VERBS: Ideas =
    Ideas::of(&[Idea::Issue, Idea::Repeal, Idea::InForce, Idea::NewlyPublic, Idea::Public]);

pub(super) fn names(ideas: Ideas) -> bool {
    ideas.any(NOUNS) || ideas.any(DECISIONS)
}

pub(super) fn read(scene: &Scene) -> Option<Mention> {
    let said = scene.said;
    if said.any(Ideas::of(&[Idea::OtherDocument, Idea::Request, Idea::Way, Idea::InfoOpen, Idea::Topic])) {
        return None;
    }
    if said.any(NOUNS) { documents(scene) } else { decisions(scene) }
}

fn documents(scene: &Scene) -> Option<Mention> {
    const LOOSE: u32 = 5;
    let said = scene.said;
    let verbs = said.ideas.only(VERBS);
    let line = match (said.has(Idea::Document), said.has(Idea::Rule)) {
        (true, false) => P::NormativeDocuments,
        (false, true) => P::Rules,
        _ => return None,
    };
    let one = |idea: Idea| verbs == Ideas::of(&[idea]);
    let column = match () {
        () if verbs.has(Idea::InForce) && !verbs.has(Idea::Repeal) => C::InForce,
        () if one(Idea::Repeal) => C::Repealed,
        () if one(Idea::Issue) => C::Issued,
        () if one(Idea::NewlyPublic) && scene.older => C::NewlyPublic,
        () if verbs.has(Idea::Public) && !verbs.has(Idea::Issue) && scene.older => C::TotalPublic,
        () => return None,
    };
    // 清理并公开现行有效的文件: what the review was of, as the official words have it, is told elsewhere.
    if said.has(Idea::Review) && column == C::InForce && !scene.from_head {
        return None;
    }
    // 清理出来要废止的, 修订并印发的: what came of a review is what the table counts, most often.
    let reviewed = said.has(Idea::Review) && column != C::InForce;
    if said.unread > 2 * LOOSE {
        return None;
    }
    Mention::new(vec![Cells::Proactive { line, column }], !reviewed && said.unread <= LOOSE)
}

fn decisions(scene: &Scene) -> Option<Mention> {
    const LOOSE: u32 = 4;
    let said = scene.said;
    let told = said.ideas.only(DECISIONS);
    let line = match () {
        () if told == Ideas::of(&[Idea::Licence]) => P::Licensing,
        () if told == Ideas::of(&[Idea::Penalty]) => P::Penalties,
        () if told == Ideas::of(&[Idea::Coercion]) => P::Coercion,
        () => return None,
    };
    let made = said.any(Ideas::of(&[Idea::Decision, Idea::Answer, Idea::Done]));
    if !made || said.any(VERBS) || said.has(Idea::Review) || said.has(Idea::Receive) || said.unread > LOOSE {
        return None;
    }
    Mention::new(
        vec![Cells::Proactive { line, column: C::Decisions }],
        said.has(Idea::Decision) || said.unread == 0,
    )
}

//! Things that go through stages one after another, told in one sentence: 公告、选取、签约、履约.

use std::rc::Rc;
use std::sync::LazyLock;

use gouji_core::prelude::*;

use crate::claims::{sentence_near, stands, stated};
use crate::words::Words;

/// A claim about one stage of a pipeline.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stage {
    pub(crate) claim: Claim,
    pub(crate) word: &'static str,
    order: u8,
}

/// The stages of 中介超市 and the like, in their order.
const STAGES: [(&str, u8); 5] = [("公告", 1), ("选取", 2), ("中选", 2), ("签约", 3), ("履约", 4)];
/// Two stages whose second one is told by its verb alone: `受理留言98件，办结103件`.
const RECEIVED: [&str; 4] = ["受理", "收到", "接到", "接收"];
const FINISHED: [&str; 12] = [
    "办结",
    "已办结",
    "全部办结",
    "按期办结",
    "按时办结",
    "回复",
    "已回复",
    "答复",
    "已答复",
    "办理完毕",
    "办结了",
    "完成办理",
];
/// All of these: most claims are about none of them.
static ANY: LazyLock<Words> = LazyLock::new(|| {
    let stages = STAGES.into_iter().map(|(word, _)| word);
    Words::of(stages.chain(RECEIVED).chain(FINISHED))
});
/// Words that explain why more was finished than came in.
const EXPLAINED: [&str; 7] = ["结转", "上年", "去年", "往年", "历年", "跨年", "存量"];

/// The pipelines of the prose: runs of claims in one sentence whose stages go forward.
pub(crate) fn pipelines(report: &Report) -> Rc<Pipelines> {
    report.once(|report| Pipelines(read_pipelines(report)))
}

/// See [`pipelines`].
pub(crate) struct Pipelines(Vec<Vec<Stage>>);

impl std::ops::Deref for Pipelines {
    type Target = [Vec<Stage>];

    fn deref(&self) -> &[Vec<Stage>] {
        &self.0
    }
}

fn read_pipelines(report: &Report) -> Vec<Vec<Stage>> {
    let stated = stated(report);
    let mut found: Vec<Vec<Stage>> = Vec::new();
    let mut run: Vec<Stage> = Vec::new();
    let mut finish = |run: &mut Vec<Stage>| {
        if run.len() > 1 {
            found.push(std::mem::take(run));
        }
        run.clear();
    };
    for claim in &stated.claims {
        let counts =
            claim.unit.is_count() && claim.role != Role::Rate && !claim.flags.contains(Flags::CHANGE);
        if !counts {
            continue;
        }
        let stage = stands(claim).then(|| stage_of(report, claim, run.last())).flatten();
        let goes_on = stage.is_some_and(|stage| {
            run.last().is_some_and(|last| last.claim.sentence == claim.sentence && last.order < stage.order)
        });
        if !goes_on {
            finish(&mut run);
        }
        run.extend(stage);
    }
    finish(&mut run);
    found
}

fn stage_of(report: &Report, claim: &Claim, last: Option<&Stage>) -> Option<Stage> {
    if claim.subject.is_tabled() {
        return None;
    }
    let label = report.slice(claim.label).trim();
    if !ANY.any(label) {
        return None;
    }
    if let Some(&(word, order)) = STAGES.iter().find(|(word, _)| label.contains(word)) {
        return Some(Stage { claim: *claim, word, order });
    }
    let explained = || {
        let sentence = sentence_near(report, claim);
        EXPLAINED.iter().any(|word| sentence.contains(word))
    };
    if last.is_some_and(|last| last.order == 11)
        && let Some(&word) = FINISHED.iter().find(|word| label == **word)
        && !explained()
    {
        return Some(Stage { claim: *claim, word, order: 12 });
    }
    let received = RECEIVED.iter().find(|word| label.contains(**word));
    received.map(|&word| Stage { claim: *claim, word, order: 11 })
}

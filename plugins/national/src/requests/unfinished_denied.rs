//! T3-16: everything is said to be done, and the table carries some over.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use crate::words::Words;
use crate::{doubt, prose};

/// 说全部办结，却有结转下年度的.
pub(crate) struct UnfinishedDenied;

static DONE: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "均已办结",
        "均办结",
        "全部办结",
        "全部已办结",
        "均已办理完毕",
        "全部办理完毕",
        "均已答复",
        "全部答复",
        "全部予以答复",
        "均予以答复",
        "全部办理答复",
        "均已办理答复",
    ])
});

/// Words that make the sentence true all the same: what is due is done, or the day is another.
static WITHIN: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "按时",
        "按期",
        "及时",
        "限期",
        "时限",
        "期限",
        "期内",
        "时间内",
        "法定",
        "规定",
        "截至",
        "截止",
        "目前",
        "除",
        "应办",
        "到期",
        "未到",
        "结转",
        "上年",
        "另有",
        "其余",
        "尚",
    ])
});

impl Rule for UnfinishedDenied {
    fn card(&self) -> Card {
        Card::error("T3-16", "national/unfinished-denied", "正文说全部办结，表三却有结转下年度的")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件表三第四项")
            .why("有一件结转下年度，就不能说全部办结、办结率100%。没到答复期限的，可以说“到期的均已办结”。")
            .bad(
                "overview = '全年共收到政府信息公开申请9件，均已办结。'
                 requests.carried_out = [2, 0, 0, 0, 0, 0, 2]",
                "正文说“均已办结”，表三却有 2 件结转下年度继续办理",
            )
            .bad(
                "overview = '全年共收到政府信息公开申请9件，办结率100%。'
                 requests.carried_out = [2, 0, 0, 0, 0, 0, 2]",
                "正文说办结率 100%，表三却有 2 件结转下年度继续办理",
            )
            .good(
                "overview = '全年共收到政府信息公开申请9件，均已办结，办结率100%。'
                 requests.carried_out = [0, 0, 0, 0, 0, 0, 0]",
            )
            .good(
                "overview = '全年共收到政府信息公开申请9件，到期的均已办结，2件结转下年度办理。'
                 requests.carried_out = [2, 0, 0, 0, 0, 0, 2]",
            )
            .good(
                "overview = '全年共收到政府信息公开申请9件，按时办结率100%。'
                 requests.carried_out = [2, 0, 0, 0, 0, 0, 2]",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(count) = report.cell((RequestLine::CarriedOut, Applicant::Total)).number() else { return };
        if count <= Decimal::ZERO {
            return;
        }
        let Some((place, said)) = said_done(report) else { return };
        let message = format!("正文说{said}，表三却有 {count} 件结转下年度继续办理");
        let found = findings.add(place, message);
        found.evidence(
            CellId::from((RequestLine::CarriedOut, Applicant::Total)),
            format!("表三·结转下年度·总计 {count}"),
        );
        doubt::if_inferred(found, report, Table::Requests);
    }
}

/// Where the prose says of the requests that all are done, and the words for it.
pub(crate) fn said_done(report: &Report) -> Option<(Place, String)> {
    for claim in report.claims() {
        if claim.subject == Subject::ResponseRate
            && Some(claim.value) == Decimal::from_int(100)
            && claim.exactness == Exactness::Exact
            && !claim.flags.intersects(crate::claims::ELSEWHERE)
            && report.slice(claim.label).contains("办结")
            && !WITHIN.any(report.slice(claim.sentence))
        {
            return Some((claim.number, "办结率 100%".to_owned()));
        }
    }
    for (paragraph, text) in prose::paragraphs(report, |part| matches!(part, 1 | 3)) {
        for hit in DONE.hits(text) {
            let (start, end) = prose::sentence(text, hit.at);
            let sentence = &text[start..end];
            if sentence.contains("公开申请") && !WITHIN.any(sentence) {
                return Some((prose::place(paragraph, hit.at, hit.end()), format!("“{}”", hit.word)));
            }
        }
    }
    None
}

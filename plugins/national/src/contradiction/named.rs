//! Cells that the prose names in words of its own, held to the tables: what X01 to X08 and X14 have in common.

use gouji_core::form::RequestLine as L;
use gouji_core::prelude::*;
use gouji_core::prose::{Cells, Named};

use crate::claims::{
    APPLICANTS, Span, Stated, dispute_words, is_among, is_narrowed, is_set_apart, printed, stated, sum,
};
use crate::dated::clause;
use crate::{doubt, prose, repairs};

/// The rule that speaks of a number, or of a denial.
fn rule_of(said: &Named) -> &'static str {
    const EVERYBODY: u8 = 0b11_1111;
    const fn only(lines: u32, of: &[L]) -> bool {
        let mut rest = lines;
        let mut at = 0;
        while at < of.len() {
            rest &= !(1 << of[at] as u32);
            at += 1;
        }
        rest == 0
    }
    match said.mention.cells() {
        Cells::Disputes { .. } => "X06",
        Cells::Proactive { line: ProactiveLine::Rules | ProactiveLine::NormativeDocuments, .. } => "X07",
        Cells::Proactive { .. } => "X08",
        Cells::Requests { applicants, .. } if applicants != EVERYBODY => "X05",
        Cells::Requests { lines, .. } if only(lines, &[L::CarriedOut]) || only(lines, &[L::CarriedIn]) => {
            "X03"
        }
        Cells::Requests { lines, .. } if only(lines, &[L::New, L::CarriedIn]) => {
            if said.claim.is_some() {
                "X01"
            } else {
                "X14"
            }
        }
        Cells::Requests { lines, .. } if only(lines, &[L::Total]) => "X02",
        Cells::Requests { .. } => "X04",
    }
}

/// Tells what the prose says otherwise than the table, where no reading of its words agrees.
pub(super) fn check(report: &Report, rule: &str, findings: &mut Findings) {
    let stated = stated(report);
    for said in stated.prose.named.iter().filter(|said| rule_of(said) == rule) {
        hold(report, &stated, said, findings);
    }
}

fn hold(report: &Report, stated: &Stated, said: &Named, findings: &mut Findings) {
    let cells = said.mention.cells();
    let Some(figure) = cells.figure(report).get() else { return };
    let claim = said.claim.and_then(|at| stated.claims.get(at as usize));
    let span = claim.map_or(Span::ZERO, Span::of);
    // 第一季度至第四季度新收33件、26件……，共132件: a part of what the table has as a whole.
    let in_whole = said.claim.is_some_and(|at| {
        let is_whole = |at: u32| Span::of(&stated.claims[at as usize]).has(figure);
        stated.prose.lists.iter().any(|list| list.agrees && list.parts.contains(&at) && is_whole(list.whole))
    });
    let at = said.place.start as usize;
    if in_whole
        || is_set_apart(report, at)
        || claim.is_some_and(|claim| is_among(report, claim.number.start as usize))
    {
        return;
    }
    let holds = |cells: &Cells| {
        let figures = [cells.figure(report), by_columns(report, *cells)];
        figures.into_iter().any(|figure| figure.get().is_some_and(|value| span.has(value)))
    };
    if said.mention.readings.iter().any(holds) || !is_plain(report, said) {
        return;
    }
    let table = cells.table();
    let name = format!("{}的{}", table.title(), cells.title());
    let message = match claim {
        Some(claim) => format!("正文写{} {}，{name}是 {figure}", cells.title(), printed(report, claim)),
        None => format!("正文说“{}”，{name}是 {figure}", report.slice(said.place)),
    };
    let found = findings.add(said.place, message);
    if let Some(spot) = cells.ids(report.edition).first() {
        found.evidence(*spot, format!("{name}：{figure}"));
    }
    match claim {
        _ if !said.mention.sure => {
            found.at_most(Severity::Warning);
        }
        Some(claim) if claim.exactness != Exactness::Exact => {
            found.at_most(Severity::Warning);
        }
        Some(claim) => repairs::of_claim(report, stated, claim, figure, found),
        None => {}
    }
    doubt::if_inferred(found, report, table);
}

/// Whether the words around a number or a denial let it be of the table at all.
fn is_plain(report: &Report, said: &Named) -> bool {
    let at = said.place.start as usize;
    let (from, to) = prose::sentence(report.text, at);
    let (start, end) = clause(report.text, at);
    let words = &report.text[start..end];
    let admitted = match said.mention.cells() {
        Cells::Requests { lines, .. } => {
            // 群众测评表468份, 五项协调机制: the words of a row name other things too.
            let before = report.text[..from].trim_end_matches(is_mark);
            let (earlier, _) = prose::sentence(report.text, before.len());
            let near = &report.text[earlier..to];
            // 不予公开的公文8份: papers have such properties too, and nothing else is answered so.
            let answered = [
                "不予公开",
                "不公开",
                "未公开",
                "没有公开",
                "无法提供",
                "不予处理",
                "部分公开",
                "予以公开",
                "其他处理",
                "禁止公开",
            ];
            let paper = ["公文", "属性", "文件", "稿件", "信息条", "目录"];
            let of_requests = answered.iter().any(|answer| words.contains(answer))
                && !paper.iter().any(|paper| near.contains(paper));
            // 因不掌握、没有现成信息等原因无法提供1件: more reasons than are named.
            let several =
                ["等原因", "等情形", "等情况", "等理由"].iter().any(|several| words.contains(several));
            // 2021年底未办结、转入本年的申请7件, in the report of 2022.
            let older = lines & (1 << L::CarriedOut as u32) != 0
                && ["转入", "上年", "上一年", "去年", "年初"].iter().any(|older| words.contains(older));
            let paragraph = &report.text[paragraph_start(report.text, at)..at];
            let asked = near.contains("申请") || of_requests && paragraph.contains("申请");
            asked && !several && !older
        }
        // 还没有审结的复议案件11件.
        cells @ Cells::Disputes { .. } => {
            let pending =
                ["没有审结", "没审结", "未审结", "没有办结", "未办结", "没有结果", "没有结案", "未结案"];
            // 行政诉讼……。被纠正的4件行政复议案件: what the clause itself names is meant.
            let (one, other) = dispute_words(&cells.title());
            let elsewhere = words.contains(other) && !words.contains(one) && !words.contains("复议后");
            let several =
                ["等情形", "等结果", "分属", "分别属"].iter().any(|several| words.contains(several));
            !elsewhere
                && !several
                && (cells.title().contains('未') || !pending.iter().any(|pending| words.contains(pending)))
        }
        _ => true,
    };
    // 37件（含予以公开、部分公开）: of both, whatever else its words say.
    let both = said.mention.cells().title().starts_with("部分公开")
        && ["予以公开", "给予公开", "全部公开", "全部或", "公开和", "公开或"]
            .iter()
            .any(|both| words.contains(both));
    let problems = prose::part_of(report, said.place) == Some(5) && !names_year(report, from, at);
    // 未向申请人收取任何费用
    let fees = said.claim.is_none() && ["收取", "收费", "费用"].iter().any(|fee| words.contains(fee));
    admitted
        && !both
        && !fees
        && !problems
        && (said.claim.is_some() || !is_narrowed(report.slice(said.place)))
}

/// The beginning of the paragraph, so far as it is near.
fn paragraph_start(text: &str, at: usize) -> usize {
    let near = prose::boundary(text, at.saturating_sub(2_400));
    text[near..at].rfind('\n').map_or(near, |mark| near + mark + 1)
}

/// A sentence about what is still wrong is of the whole year where it says so.
fn names_year(report: &Report, from: usize, at: usize) -> bool {
    const WHOLE: [&str; 14] = [
        "全年",
        "年内",
        "本年",
        "年度内",
        "报告期",
        "年底",
        "年末",
        "截至",
        "目前",
        "现有",
        "现行",
        "今年",
        "共",
        "一年",
    ];
    let before = &report.text[from.min(at)..at];
    let year = report.year.map(|year| format!("{year}年"));
    let part = ["上半年", "下半年", "季度", "月"].iter().any(|part| before.contains(part));
    !part
        && (WHOLE.iter().any(|whole| before.contains(whole))
            || year.is_some_and(|year| before.replace(' ', "").contains(&year)))
}

fn is_mark(c: char) -> bool {
    matches!(c, '。' | '；' | '！' | '？' | ';' | '\n' | ' ')
}

/// What the columns of rows add up to, where their totals may be wrong.
fn by_columns(report: &Report, cells: Cells) -> Figure {
    let Cells::Requests { .. } = cells else { return Figure::UNKNOWN };
    let rows: Vec<CellId> = cells.ids(report.edition);
    let all = rows.iter().all(|id| id.column == Applicant::Total as u8);
    if !all {
        return Figure::UNKNOWN;
    }
    let columns = |id: &CellId| APPLICANTS.map(|applicant| CellId { column: applicant as u8, ..*id });
    sum(report, rows.iter().flat_map(columns))
}

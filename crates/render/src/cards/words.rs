//! What a card says in fixed words, in Chinese: levels, certainty, scope and needs.

use gouji_core::card::{Certainty, Need, Scope, Severity};

pub(super) fn level(severity: Option<Severity>) -> &'static str {
    severity.map_or("停用", Severity::title)
}

pub(super) fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "确定",
        Certainty::Likely => "很可能",
        Certainty::Possible => "可能",
    }
}

pub(super) fn scope(scope: &Scope) -> String {
    let mut parts = Vec::new();
    parts.extend(scope.years.map(|(from, to)| match from == to {
        true => format!("{from}年度"),
        false if to >= 2100 => format!("{from}年度起"),
        false => format!("{from}—{to}年度"),
    }));
    if !scope.editions.is_empty() {
        let editions: Vec<&str> = scope.editions.iter().map(|edition| edition.document()).collect();
        parts.push(format!("{}格式", editions.join("、")));
    }
    if !scope.levels.is_empty() {
        let levels: Vec<&str> = scope.levels.iter().map(|level| level.title()).collect();
        parts.push(levels.join("、"));
    }
    if !scope.of.is_empty() {
        let of: Vec<&str> = scope.of.iter().map(|level| level.title()).collect();
        parts.push(format!("{}的部门", of.join("、")));
    }
    if !scope.agencies.is_empty() {
        parts.push(format!("名称里有“{}”的机关", scope.agencies.join("”或“")));
    }
    if parts.is_empty() { "全部报告".to_owned() } else { parts.join("；") }
}

pub(super) fn needs(needs: &[Need]) -> String {
    let needs: Vec<&str> = needs
        .iter()
        .map(|need| match need {
            Need::LastYear => "上年报告",
            Need::Published => "发布日期（带有发布日期的网页或报告）",
            Need::Children => "下级机关和所属部门的报告",
            Need::Peers => "同级机关的报告",
            Need::Unknown => "本版本不认识的资料",
        })
        .collect();
    needs.join("、")
}

//! Sentences of the grammar gone wrong: the twin in the place of the right one.

use super::{Defect, Expected};
use crate::score::model::{Piece, Report, Wrong};

/// A list that is amiss, and what is rightly said besides where the table or another sentence has the figure too.
const SUMS: &[&str] = &["P01", "P02", "P10"];
const CHANGES: &[&str] = &["P07", "P05", "P01"];
const SHARES: &[&str] = &["P05", "P02", "X10"];
const REPEATS: &[&str] = &["X11", "X12", "X01", "X02", "X04", "X06"];
const BESIDES: &[&str] = &["P01", "P02", "P05", "X10", "X11", "X12"];

const RECEIVED: &[&str] = &["X01", "X11", "X12", "P01", "P02"];
const HANDLED: &[&str] = &["X02", "X11", "X12", "P01", "P02"];
const CARRIED: &[&str] = &["X03", "X11", "X12", "P01", "P02"];
const RESULT: &[&str] = &["X04", "X11", "X12", "P01", "P02"];
const APPLICANT: &[&str] = &["X05", "X11", "X12", "P01", "P02"];
const DISPUTE: &[&str] = &["X06", "X11", "X12", "P01", "P02"];
const DOCUMENT: &[&str] = &["X07", "X11", "X12"];
const DECISION: &[&str] = &["X08", "X11", "X12"];

/// A kind of the grammar by its name there.
macro_rules! twin {
    ($level:ident $kind:literal $codes:expr) => {
        Defect::$level(concat!("句：", $kind), $codes, |report, _, _| twin(report, $kind)).with(BESIDES)
    };
}

pub(super) const DEFECTS: &[Defect] = &[
    twin!(error "分项之和" SUMS),
    twin!(error "第二种分法" SUMS),
    twin!(error "分项里的分项" SUMS),
    twin!(error "申请人构成" APPLICANT),
    twin!(error "办理结果构成" RESULT),
    twin!(error "复议结果构成" DISPUTE),
    twin!(error "诉讼构成" DISPUTE),
    twin!(error "增减数" CHANGES),
    twin!(error "增减方向" CHANGES),
    twin!(warning "增减百分比" CHANGES),
    twin!(warning "占百分之几" SHARES),
    twin!(warning "占几成" SHARES),
    twin!(warning "过半与否" SHARES),
    twin!(warning "率" SHARES),
    twin!(warning "百分点" CHANGES),
    twin!(warning "报出的个数" &["S13", "P01"]),
    twin!(error "别处再说一遍" REPEATS),
    twin!(error "做过的事写成别的年份" &["M07"]),
    twin!(error "数字没有填" &["S20"]),
    twin!(error "全部办结" &["T3-16", "X02", "X03", "X10", "P14"]),
    twin!(error "没有上年结转" &["T3-15", "X03"]),
    twin!(error "申请人全是自然人" APPLICANT),
    twin!(error "没有不予公开" RESULT),
    twin!(error "没有部分公开" RESULT),
    twin!(error "没有行政复议" DISPUTE),
    twin!(error "没有行政诉讼" DISPUTE),
    twin!(error "复议全部维持" DISPUTE),
    twin!(error "复议全部审结" DISPUTE),
    twin!(error "诉讼全部维持" DISPUTE),
    twin!(error "没有复议后起诉" DISPUTE),
    twin!(error "没有制发文件" DOCUMENT),
    twin!(error "没有废止文件" DOCUMENT),
    twin!(error "没有行政强制" DECISION),
    twin!(error "没有行政处罚" DECISION),
    twin!(warning "没有收费" &["X09", "X11", "X12", "X13"]),
    twin!(error "收到" RECEIVED),
    twin!(error "应办" &["X01", "X02", "X03", "X11", "P01"]),
    twin!(error "办结" HANDLED),
    twin!(error "上年结转" CARRIED),
    twin!(error "结转下年" CARRIED),
    twin!(error "予以公开" RESULT),
    twin!(error "部分公开" RESULT),
    twin!(error "公开和部分公开合计" RESULT),
    twin!(error "不予公开" RESULT),
    twin!(error "第三方" RESULT),
    twin!(error "内部事务" RESULT),
    twin!(error "过程性" RESULT),
    twin!(error "执法案卷" RESULT),
    twin!(error "行政查询" RESULT),
    twin!(error "无法提供" RESULT),
    twin!(error "不掌握" RESULT),
    twin!(error "需要另行制作" RESULT),
    twin!(error "不予处理" RESULT),
    twin!(error "信访" RESULT),
    twin!(error "重复申请" RESULT),
    twin!(error "其他处理" RESULT),
    twin!(error "自然人" APPLICANT),
    twin!(error "组织" APPLICANT),
    twin!(error "商业企业" APPLICANT),
    twin!(error "法律服务机构" APPLICANT),
    twin!(error "科研机构" APPLICANT),
    twin!(error "复议" DISPUTE),
    twin!(error "复议维持" DISPUTE),
    twin!(error "复议纠正" DISPUTE),
    twin!(error "复议未审结" DISPUTE),
    twin!(error "诉讼" DISPUTE),
    twin!(error "直接起诉" DISPUTE),
    twin!(error "复议后起诉" DISPUTE),
    twin!(error "制发文件" DOCUMENT),
    twin!(error "废止文件" DOCUMENT),
    twin!(error "有效文件" DOCUMENT),
    twin!(error "许可" DECISION),
    twin!(error "处罚" DECISION),
    twin!(error "强制" DECISION),
];

/// Puts the wrong twin into the place of a sentence that has one of that kind.
fn twin(report: &mut Report, kind: &str) -> Option<Expected> {
    let of_kind = |wrong: &Wrong| wrong.kind == kind;
    let sentence = report.sentences_mut().find(|sentence| sentence.wrong.as_deref().is_some_and(of_kind))?;
    let wrong = sentence.wrong.take()?;
    sentence.pieces = vec![Piece::Words(wrong.text.clone())];
    Some(Expected { sentence: wrong.text, repair: wrong.repair, ..Expected::words(wrong.seen)? })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::DEFECTS;
    use crate::score::grammar;

    /// What the grammar can say wrongly is told here, and nothing else.
    #[test]
    fn every_kind_of_the_grammar_is_a_defect() {
        let here: HashSet<String> = DEFECTS.iter().map(|defect| defect.name.replace("句：", "")).collect();
        let there: HashSet<String> = grammar::kinds().map(str::to_owned).collect();
        assert_eq!(here, there);
    }
}

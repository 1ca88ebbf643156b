//! What the prose must tell and must not.

#[cfg(test)]
mod cases;
mod empty_last_part;
mod impossible_processing_fee;
mod key_tasks_unmentioned;
mod light_assessment;
mod management_of_other_matters;
mod measures_without_problems;
mod missing_assessment_results;
mod no_disclosure_figures;
mod no_platform_named;
mod no_problem_named;
mod no_safeguards;
mod only_plans;
mod other_business;
mod overview;
mod plan_for_wrong_year;
mod plans_in_overview;
mod problems_without_measures;
mod processing_fee_unsaid;
mod self_praise;
mod silent_on_requests;
pub(crate) mod stock_problems;
mod unanswered_problems;

pub(crate) use self::missing_assessment_results::RESULT_WORDS;
pub(crate) use self::overview::{Topic, overview};

use gouji_core::prelude::*;

use crate::dictionaries::{MEASURES, PROBLEMS};
use crate::prose;
use crate::words::Hit;

pub(crate) const RULES: &[&dyn Rule] = &[
    &no_disclosure_figures::NoDisclosureFigures,
    &silent_on_requests::SilentOnRequests,
    &management_of_other_matters::ManagementOfOtherMatters,
    &no_platform_named::NoPlatformNamed,
    &no_safeguards::NoSafeguards,
    &missing_assessment_results::MissingAssessmentResults,
    &self_praise::SelfPraise,
    &light_assessment::LightAssessment,
    &key_tasks_unmentioned::KeyTasksUnmentioned,
    &other_business::OtherBusiness,
    &plans_in_overview::PlansInOverview,
    &no_problem_named::NoProblemNamed,
    &problems_without_measures::ProblemsWithoutMeasures,
    &measures_without_problems::MeasuresWithoutProblems,
    &only_plans::OnlyPlans,
    &stock_problems::StockProblems,
    &unanswered_problems::UnansweredProblems,
    &plan_for_wrong_year::PlanForWrongYear,
    &empty_last_part::EmptyLastPart,
    &processing_fee_unsaid::ProcessingFeeUnsaid,
    &impossible_processing_fee::ImpossibleProcessingFee,
];

/// Words with which part five turns from its problems to what is done about them.
const TURNS: [&str; 10] =
    ["下一步", "下步", "下一阶段", "今后", "改进措施", "整改措施", "改进情况", "针对", "为此", "对此"];

/// What part five tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Told {
    /// Characters that are neither white space nor punctuation, counted up to a hundred.
    pub(crate) letters: usize,
    pub(crate) problems: bool,
    /// It says that there are none: 不存在问题.
    pub(crate) denied: bool,
    pub(crate) measures: bool,
}

/// What part five tells, worked out once for all rules; `None` where the report has no such part.
pub(crate) fn told(report: &Report) -> Option<Told> {
    report.once(|report| PartFive(read(report))).0
}

struct PartFive(Option<Told>);

fn read(report: &Report) -> Option<Told> {
    report.part(5)?;
    let mut told = Told { letters: 0, problems: false, denied: false, measures: false };
    for (_, text) in prose::paragraphs(report, |part| part == 5) {
        if told.letters < 100 {
            told.letters += prose::letters_up_to(text, 100);
        }
        if !told.problems {
            for hit in PROBLEMS.get().hits(text) {
                let denied = is_denied(&text[..hit.at]);
                told.denied |= denied;
                told.problems |= !denied && !is_mentioned(text, hit);
            }
            told.denied |=
                WANTING.iter().any(|word| text.match_indices(word).any(|(at, _)| is_denied(&text[..at])));
        }
        told.measures = told.measures || MEASURES.get().hits(text).any(|hit| !is_wanted(&text[..hit.at]));
    }
    Some(told)
}

/// What is to be bettered, by words that name no shortcoming.
const WANTING: [&str; 6] = ["需要改进", "需改进", "待改进", "可改进", "改进的地方", "需要整改"];

/// Whether a word only points at shortcomings that are told elsewhere: 针对上述问题, 为解决这些不足.
fn is_mentioned(text: &str, hit: Hit) -> bool {
    let general = ["问题", "不足", "短板", "差距", "困难", "弱项"].contains(&hit.word);
    let before = text[..hit.at].trim_end_matches("存在的").trim_end_matches("的").trim_end_matches("主要");
    general
        && ["上述", "以上", "这些", "前述", "此类", "上面", "针对", "解决", "发现"]
            .iter()
            .any(|word| before.ends_with(word))
}

/// Whether the words before a shortcoming say that there is none: 不存在, 没有发现明显的.
fn is_denied(before: &str) -> bool {
    let plain = ["的", "明显", "突出", "重大", "任何", "主要", "什么", "较大", "需要", "有"];
    let mut before = before;
    while let Some(rest) = plain.iter().find_map(|word| before.strip_suffix(word)) {
        before = rest;
    }
    ["没有", "无", "无存在", "不存在", "未发现", "没有发现"].iter().any(|none| before.ends_with(none))
}

/// Whether the words before a measure make it one that is missing: 有待加强, 还需进一步提升.
fn is_wanted(before: &str) -> bool {
    let before = before.trim_end_matches("进一步").trim_end_matches("不断").trim_end_matches("继续");
    before.ends_with(['待', '需', '要', '不', '未', '欠'])
        || before.ends_with("不够")
        || before.ends_with("没有")
}

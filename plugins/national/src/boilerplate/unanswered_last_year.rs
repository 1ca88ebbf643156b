//! Y07: what became of last year's problems is not told.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use super::alike;
use crate::content::stock_problems::is_announcement;
use crate::dictionaries::PROBLEMS;
use crate::prose;
use crate::words::Words;

/// 上年的问题没有下文.
pub(crate) struct UnansweredLastYear;

/// Words that look back at last year.
static LOOKS_BACK: LazyLock<Words> = LazyLock::new(|| {
    Words::of(["上年", "去年", "上一年", "往年", "上次", "整改到位", "改进了", "改进情况如下"])
});
/// Words that tell of something done.
static DONE: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "已", "完成", "到位", "改为", "改由", "解决", "补齐", "得到", "有所", "逐一", "明显", "改正", "建立",
        "实现",
    ])
});

impl Rule for UnansweredLastYear {
    fn card(&self) -> Card {
        Card::info("Y07", "national/unanswered-last-year", "没有交代上年的问题改得怎样")
            .possible()
            .basis("政府信息公开条例第五十条第（四）项：存在的主要问题及改进情况")
            .why("上年报告说了要改，今年就应说改了没有。")
            .needs(Need::LastYear)
            .bad(
                "problems = '主要问题是答复书格式不一。下一步统一模板。'
                 last_year.problems = '主要问题是村级公开栏更新不够勤。下一步每月检查。'",
                "上年报告写了“主要问题是村级公开栏更新不够勤”，今年没有交代改得怎样",
            )
            .good(
                "problems = '上年说的公开栏更新问题已改正。今年的问题是答复书格式不一。下一步统一模板。'
                 last_year.problems = '主要问题是村级公开栏更新不够勤。下一步每月检查。'",
            )
            .good(
                "overview = '2022年指出的公开栏更新慢，改为每月检查。'
                 problems = '主要问题是答复书格式不一。下一步统一模板。'
                 last_year.problems = '主要问题是村级公开栏更新不够勤。下一步每月检查。'",
            )
            .bad(
                "problems = '今年全部任务完成。主要问题是答复书格式不一。针对各项不足，下一步统一模板。'
                 last_year.problems = '主要问题是村级公开栏更新不够勤。下一步每月检查。'",
                "上年报告写了“主要问题是村级公开栏更新不够勤”，今年没有交代改得怎样",
            )
            .good(
                "problems = '村级公开栏已改为每月更新。主要问题是答复书格式不一。下一步统一模板。'
                 last_year.problems = '主要问题是村级公开栏更新不够勤。下一步每月检查。'",
            )
            .good("problems = '主要问题是答复书格式不一。'\nlast_year.problems = '无。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(then) = report.last_year() else { return };
        let Some(year) = report.year else { return };
        if report.part(5).is_none() || prose::is_empty(report, 5) {
            return;
        }
        // Of a text that was copied Y05 and Y06 say enough.
        let copied = alike::last_year(report)
            .is_some_and(|alike| alike.problems.max(alike.whole).is_some_and(|share| share >= 60));
        if copied {
            return;
        }
        let answered = prose::paragraphs(report, |part| part == 5).any(|(_, text)| LOOKS_BACK.any(text))
            || prose::paragraphs(report, |part| matches!(part, 1 | 5))
                .any(|(_, text)| prose::years(text).any(|named| named.year + 1 == year));
        if answered {
            return;
        }
        let first = prose::paragraphs(&then, |part| part == 5).find_map(|(_, text)| {
            let clauses = text.split(['，', '；', '。', ',', ';', '：']);
            clauses.map(str::trim).find(|clause| {
                // 但也存在一些问题和不足 names none.
                let names_one = PROBLEMS.get().hits(clause).any(|hit| !matches!(hit.word, "问题" | "不足"));
                names_one && !is_announcement(clause) && clause.chars().count() >= 6
            })
        });
        let Some(problem) = first else { return };
        let told =
            |text: &str| text.split(['，', '；', '。', ',', ';']).any(|clause| answers(clause, problem));
        if prose::paragraphs(report, |part| matches!(part, 1 | 5)).any(|(_, text)| told(text)) {
            return;
        }
        let problem = prose::shortened(problem);
        findings.add(Spot::part(5), format!("上年报告写了“{problem}”，今年没有交代改得怎样"));
    }
}

/// Whether a clause tells of something done about a problem: they have words in common, those of every report aside.
fn answers(clause: &str, problem: &str) -> bool {
    const COMMON: usize = 2;
    const OF_ALL: [&str; 10] =
        ["公开", "信息", "政府", "工作", "问题", "不够", "主要", "存在", "有待", "进一"];
    let pairs =
        problem.char_indices().zip(problem.char_indices().skip(2).map(|(at, _)| at).chain([problem.len()]));
    let shared = pairs
        .map(|((at, _), end)| &problem[at..end])
        .filter(|pair| !OF_ALL.contains(pair) && clause.contains(pair));
    DONE.any(clause) && shared.take(COMMON).count() == COMMON
}

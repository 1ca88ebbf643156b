//! C24: a problem that no measure answers.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use super::{TURNS, stock_problems};
use crate::dictionaries::PROBLEMS;
use crate::prose;
use crate::words::Words;

/// 有的问题没有对应的措施.
pub(crate) struct UnansweredProblems;

/// Things that problems are about, each with the words that a measure for it would use.
static TOPICS: LazyLock<[(&str, Words, Words); 8]> = LazyLock::new(|| {
    let topic = |name: &'static str, problem: &[&'static str], measure: &[&'static str]| {
        (name, Words::of(problem.iter().copied()), Words::of(problem.iter().chain(measure).copied()))
    };
    [
        topic("解读", &["解读"], &["图解", "视频", "漫画", "政策宣传", "阐释", "讲解", "形式"]),
        topic("依申请公开", &["依申请", "申请办理", "答复"], &["申请", "法定", "时限", "合法性"]),
        topic(
            "培训和业务能力",
            &["培训", "业务能力", "业务水平", "业务素质"],
            &["业务", "学习", "队伍", "人员", "能力", "素质", "辅导", "指导"],
        ),
        topic("新媒体", &["新媒体", "公众号", "微博"], &["账号", "媒体", "平台", "渠道", "抖音", "微信"]),
        topic("网站栏目", &["网站", "栏目"], &["专栏", "平台", "门户", "专区", "目录", "渠道"]),
        topic(
            "互动回应",
            &["互动", "回应"],
            &["留言", "咨询", "信箱", "热线", "参与", "征集", "沟通", "交流", "渠道", "舆情", "关切"],
        ),
        topic(
            "公众参与",
            &["公众参与", "群众参与", "意见征集"],
            &["参与", "征集", "征求", "听证", "列席", "意见", "互动"],
        ),
        topic(
            "公开的时效",
            &["不及时", "滞后", "不够及时", "时效"],
            &[
                "及时",
                "时效",
                "第一时间",
                "时限",
                "按时",
                "更新",
                "限期",
                "预警",
                "台账",
                "提醒",
                "工作日",
                "日内",
                "督促",
                "同步",
                "当天",
            ],
        ),
    ]
});

/// Where the problems end and the measures begin.
static TURN: LazyLock<Words> = LazyLock::new(|| Words::of(TURNS));

impl Rule for UnansweredProblems {
    fn card(&self) -> Card {
        Card::info("C24", "national/unanswered-problems", "有的问题没有对应的改进措施")
            .possible()
            .basis("政府信息公开条例第五十条第（四）项")
            .why("“存在的主要问题及改进情况”应逐条对应：写了什么问题，就写怎样改进。")
            .years(2019, 9999)
            .bad(
                "problems = '存在的问题：一是政策解读少，12件文件只有1件图解；二是信息员培训不够，9人没有参加过。下一步，我局制作图解，每月一期。'",
                "第五部分说了“培训和业务能力”的问题，没有写怎样改进",
            )
            .good("problems = '存在的问题：一是政策解读少，12件文件只有1件图解；二是信息员培训不够，9人没有参加过。下一步，我局制作图解，每季度组织一次学习。'")
            .good("problems = '存在的问题：一是政策解读形式单一，已增加图解；二是培训不够，已补训两次。下一步，我局将持续改进。'")
            .good("problems = '我局在培训上下了功夫，但采购栏目更新不及时，晚了9天。下一步，栏目按周更新。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        // Only where problems and measures stand apart, each once.
        let mut problems: Option<Place> = None;
        let mut measures: Option<Place> = None;
        for (paragraph, text) in prose::paragraphs(report, |part| part == 5) {
            let at = match measures {
                Some(_) => Some(0),
                None => TURN.first(text).map(|turn| turn.at),
            };
            let told = prose::place(paragraph, 0, at.unwrap_or(text.len()));
            if measures.is_none() {
                problems = Some(problems.map_or(told, |place| place.to(told)));
            }
            if let Some(at) = at {
                let rest = prose::place(paragraph, at, text.len());
                measures = Some(measures.map_or(rest, |place| place.to(rest)));
            }
        }
        let (Some(problems), Some(measures)) = (problems, measures) else { return };
        let (told, done) = (report.slice(problems), report.slice(measures));
        // Problems and what was done about them in one breath; or problems told again among the measures.
        let mixed =
            ["已", "将", "去年", "上年", "解决", "改正", "完成"].iter().any(|word| told.contains(word));
        if mixed || done.contains("问题") && done.contains("不够") {
            return;
        }
        // Of problems that are all stock phrases C23 says enough.
        if stock_problems::stock(report).is_some() {
            return;
        }
        for (name, problem, measure) in TOPICS.iter() {
            let clause = problem.hits(told).find_map(|hit| {
                let (start, end) = clause(told, hit.at);
                PROBLEMS.get().any(&told[start..end]).then_some((start, end))
            });
            let Some((start, end)) = clause else { continue };
            if !measure.any(done) && !shares(&told[start..end], done) {
                let from = problems.start as usize;
                findings.add(
                    Place::from(from + start..from + end),
                    format!("第五部分说了“{name}”的问题，没有写怎样改进"),
                );
                return;
            }
        }
    }
}

/// Whether a measure uses two characters of the problem that not every problem and measure uses.
fn shares(problem: &str, measures: &str) -> bool {
    const COMMON: [&str; 24] = [
        "公开", "信息", "政府", "政务", "工作", "问题", "存在", "不足", "不够", "有待", "提高", "提升",
        "进一", "一步", "加强", "质量", "内容", "部分", "单位", "个别", "一是", "二是", "三是", "主要",
    ];
    let ends: Vec<usize> = problem.char_indices().map(|(at, _)| at).chain([problem.len()]).collect();
    ends.windows(3)
        .filter_map(|ends| problem.get(ends[0]..ends[2]))
        .any(|two| two.chars().all(char::is_alphanumeric) && !COMMON.contains(&two) && measures.contains(two))
}

/// The clause around a byte of a text.
fn clause(text: &str, at: usize) -> (usize, usize) {
    const ENDS: [char; 8] = ['，', '、', '；', '。', '：', ',', ';', '\n'];
    let start =
        text[..at].rfind(ENDS).map_or(0, |end| end + text[end..].chars().next().map_or(1, char::len_utf8));
    let end = text[at..].find(ENDS).map_or(text.len(), |end| at + end);
    (start, end)
}

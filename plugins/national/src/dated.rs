//! Which year a sentence is about: what was done in it, what is planned for it, or neither.
//!
//! A report is about one year. Another year stands in it rightly for many reasons (documents, comparisons, what was carried
//! over, history), so that only two things are told for sure: an act that such a report counts, said of that year, and a
//! plan for it. The marks may be half-width or full-width.

use std::sync::LazyLock;

use crate::prose::{self, Year};
use crate::words::Words;

/// So many other years are looked at: what names more is no report.
pub(crate) const ENOUGH: usize = 200;

/// The marks that end a clause.
const MARKS: [char; 12] = ['，', '。', '；', '：', '！', '？', ',', ';', ':', '!', '?', '\n'];

/// The clause around a byte: between two marks, those between digits and within titles aside.
pub(crate) fn clause(text: &str, at: usize) -> (usize, usize) {
    let (from, to) = prose::sentence(text, at);
    let mut start = from;
    let mut titles = 0_i32;
    for (mark, c) in text[from..to].char_indices() {
        match c {
            '《' | '〈' => titles += 1,
            '》' | '〉' => titles = (titles - 1).max(0),
            _ => {}
        }
        let mark = from + mark;
        if titles > 0 || !MARKS.contains(&c) || is_numeric(text, mark, c) {
            continue;
        }
        if mark >= at {
            return (start, mark);
        }
        start = mark + c.len_utf8();
    }
    (start, to)
}

/// The comma of 1,027 and the colon of 8:30.
fn is_numeric(text: &str, mark: usize, c: char) -> bool {
    let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    c.is_ascii() && mark > 0 && digit(bytes.get(mark - 1)) && digit(bytes.get(mark + 1))
}

/// Whether the words before a place leave a title open.
pub(crate) fn in_title(before: &str) -> bool {
    before.rfind(['《', '〈']).is_some_and(|open| before.rfind(['》', '〉']).is_none_or(|close| close < open))
}

/// What such a report counts.
static COUNTED: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "公开", "发布", "收到", "新收", "接到", "接收", "受理", "办理", "办结", "答复", "制发", "收取",
        "发生", "引发", "开展", "组织", "举办", "召开", "更新", "回复", "回应", "解读", "培训", "公布",
        "处理", "登记", "编发", "推送", "刊登", "刊发", "审查", "清理", "公示", "出现", "产生", "提起",
        "收费",
    ])
});

/// What a body says that it did, without a number.
static DONE: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "围绕", "完成", "落实", "推进", "贯彻", "坚持", "加强", "公开", "开展", "组织", "发布", "健全",
        "完善",
    ])
});

/// None of what is counted.
const NOTHING: [&str; 12] = [
    "未收到",
    "未接到",
    "未收取",
    "未发生",
    "未出现",
    "未产生",
    "未受理",
    "未开展",
    "没有",
    "无依申请",
    "无政府",
    "无行政",
];

/// Before a year that is named for something else: 较2022年, 自2022年, 转到2024年.
const LEADS: [&str; 40] = [
    "比", "较", "与", "同", "和", "跟", "自", "从", "于", "至", "到", "对", "按", "按照", "根据", "依据",
    "依照", "及", "、", "—", "-", "~", "～", "－", "为", "是", "系", "原", "因", "由于", "针对", "结合",
    "延续", "落实", "执行", "实施", "贯彻", "入", "待", "在",
];

/// Behind a year that is named for something else: 2022年底, 2022年结转的, 2022年为290条.
const ENDS: [&str; 62] = [
    "底",
    "末",
    "初",
    "以来",
    "来",
    "起",
    "前",
    "后",
    "间",
    "结转",
    "遗留",
    "转",
    "度报告",
    "报告",
    "年报",
    "预算",
    "决算",
    "部门预算",
    "工作要点",
    "政务公开工作要点",
    "政务公开要点",
    "至",
    "—",
    "-",
    "~",
    "～",
    "－",
    "、",
    "和",
    "与",
    "及",
    "或",
    "）",
    ")",
    "》",
    "〉",
    "〕",
    "]",
    "的",
    "为",
    "是",
    "第",
    "版",
    "修订",
    "修正",
    "制定",
    "出台",
    "印发",
    "施行",
    "实施",
    "颁布",
    "成立",
    "机构改革",
    "同期",
    "相比",
    "以前",
    "以后",
    "之前",
    "之后",
    "期间",
    "考核",
    "评估",
];

/// The whole of a year, in months and days.
const WHOLE: [&str; 12] = [
    "1月1日至12月31日",
    "1月1日—12月31日",
    "1月1日-12月31日",
    "1月1日到12月31日",
    "1月1日起至12月31日",
    "1月1日－12月31日",
    "1月至12月",
    "1—12月",
    "1-12月",
    "1－12月",
    "1至12月",
    "1月—12月",
];

/// The sentence that tells an act of a year that is not the report's: where it starts and ends.
pub(crate) fn act_of(text: &str, year: Year, of_report: u16, part: u8) -> Option<(usize, usize)> {
    let (from, to) = prose::sentence(text, year.at);
    let (start, end) = clause(text, year.at);
    let before = text[start..year.at].trim_end();
    let after = text[year.end..end].trim_start();
    let after = after.strip_prefix('度').unwrap_or(after).trim_start();
    let plain: String = after.chars().filter(|c| !c.is_whitespace()).collect();
    let whole = WHOLE.iter().any(|days| plain.starts_with(days)) || plain.starts_with("12月31日");
    let until = before.ends_with("截至") || before.ends_with("截止") || before.ends_with("截止到");
    if in_title(&text[from..year.at]) || before.ends_with(['〔', '[', '（', '(', '“']) {
        return None;
    }
    if !whole && (LEADS.iter().any(|lead| before.ends_with(lead)) || until) {
        return None;
    }
    let month = plain.starts_with(|c: char| c.is_ascii_digit());
    if !whole && (month || ENDS.iter().any(|end| plain.starts_with(end))) {
        return None;
    }
    let sentence = &text[from..to];
    if compares(sentence, year, from, of_report) {
        return None;
    }
    let told = &text[year.end..to];
    let topic = after.is_empty() && end < to;
    // 2022年公开的事项: a year that only tells which. What a body tells of itself is told of the year: 2022年我局收到的申请3件.
    let digit = told.find(|c: char| c.is_ascii_digit());
    let own = after.starts_with(['我', '本', '全', '共']);
    if !topic && !whole && !own && told[..digit.unwrap_or(end - year.end)].contains('的') {
        return None;
    }
    let none = NOTHING.iter().any(|none| told.contains(none));
    // 政府信息公开行政诉讼为6件 tells of no act.
    let acts = told.replace("政府信息公开", "").replace("依申请公开", "");
    let counted = COUNTED.any(&acts) && (none || counts(told));
    let repeated = counted && !none && said_beside(text, (from, to), told);
    let opens = opens_sentence(text, year, from) && DONE.any(told) && !names_document(sentence, of_report);
    let faults = ["问题", "不足", "短板", "整改", "改进"];
    let is_act = match part {
        5 => counted && !faults.iter().any(|word| sentence.contains(word)),
        _ => (counted || opens) && !repeated,
    };
    // 2024年计划制发8件 in the report of 2023: what is meant to be done in a year to come.
    let ahead = year.year > of_report
        && (["计划", "拟", "预计"].iter().any(|plan| after.starts_with(plan)) || told.contains('将'));
    (is_act && !ahead && !is_planned(told)).then_some((from, to))
}

/// The sentence that tells as done what is of a time when the report was already due: 2024年9月，我局已开展检查 in the report of
/// 2022 or 2023. Where it starts and ends.
pub(crate) fn done_too_late(text: &str, year: Year, of_report: u16) -> Option<(usize, usize)> {
    /// Reports are published by the end of March; what came before that may stand in them.
    const DUE: u8 = 4;
    let (from, to) = prose::sentence(text, year.at);
    let after = text[year.end..to].trim_start();
    let month = last_month(after);
    let late = match year.year.saturating_sub(of_report) {
        0 => false,
        1 => month.is_none_or(|(month, _)| month > DUE),
        _ => true,
    };
    if !late || in_title(&text[from..year.at]) {
        return None;
    }
    let (start, end) = clause(text, year.at);
    let before = text[start..year.at].trim_end();
    let until = ["至", "到", "—", "-", "~", "～", "－", "、", "前", "底", "转", "入"]
        .iter()
        .any(|lead| before.ends_with(lead));
    let bracket = before.ends_with(['〔', '[', '（', '(', '“']);
    // What is said of that time: in its clause, or in the next where it stands alone.
    let alone = text[year.end..end].chars().all(|c| c.is_ascii_digit() || "年月日底初上下半度 ".contains(c));
    let told = match alone {
        true => &text[year.end..clause(text, (end + 3).min(to)).1.min(to)],
        false => &text[year.end..end],
    };
    let done = [
        "已",
        "完成了",
        "通过了",
        "召开了",
        "开展了",
        "组织了",
        "举办了",
        "顺利通过",
        "获评",
        "荣获",
        "被评为",
    ]
    .iter()
    .any(|word| told.contains(word))
        || COUNTED.any(told) && counts(told);
    let open = [
        "已列入",
        "已纳入",
        "已确定",
        "已安排",
        "已部署",
        "已制定",
        "计划",
        "拟",
        "有效期",
        "到期",
        "期限",
        "规划",
        "目标",
        "底前",
        "继续",
    ];
    let ahead = open.iter().any(|word| told.contains(word)) || is_planned(told);
    (done && !ahead && !until && !bracket).then_some((from, to))
}

/// The month behind a year, or the last of several: 9月, 1至11月, 1月—11月.
fn last_month(after: &str) -> Option<(u8, usize)> {
    let (first, length) = prose::small_number(after)?;
    let rest = after[length..].trim_start();
    let beyond = rest.strip_prefix('月').unwrap_or(rest);
    let until = beyond.strip_prefix(['至', '到', '—', '-', '－', '~', '～']);
    let last = until.and_then(|until| {
        let (month, length) = prose::small_number(until.trim_start())?;
        until.trim_start()[length..].trim_start().starts_with('月').then_some(month)
    });
    match last {
        Some(last) => Some((last, 0)),
        None => rest.starts_with('月').then_some((first, length)),
    }
}

/// Whether a number of things stands in a text.
fn counts(told: &str) -> bool {
    const MEASURES: &str = "件条个次篇期份项人场家部宗起批户张余多万亿千百元台类处名册幅";
    let measured = |rest: &str| rest.trim_start().starts_with(|c: char| MEASURES.contains(c));
    let mut rest = told;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        rest = rest[at..].trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        if measured(rest) {
            return true;
        }
    }
    let numerals = told.match_indices(['一', '两', '三', '四', '五', '六', '七', '八', '九', '十']);
    let counted = |at: usize| told[at + 3..].starts_with(['次', '件', '期', '场', '篇']);
    numerals.map(|(at, _)| at).any(counted)
}

/// Whether a sentence sets two years beside each other.
fn compares(sentence: &str, year: Year, from: usize, of_report: u16) -> bool {
    let others = |year: &Year| year.year == of_report;
    if prose::years(sentence).filter(|other| from + other.at != year.at).any(|other| others(&other)) {
        return true;
    }
    // What was carried over from the year before is no comparison.
    let plain = sentence.replace("上年结转", "").replace("上年度结转", "").replace("去年结转", "");
    let now = ["今年", "本年"].iter().any(|now| plain.contains(now));
    let change = ["增长", "增加", "减少", "下降", "上升", "多出", "少了", "多了", "持平", "相比"];
    let based =
        ["较上", "比上", "较去", "比去", "同比", "较2", "比2"].iter().any(|base| plain.contains(base));
    now || plain.contains("较20") || (!based && change.iter().any(|word| plain.contains(word)))
}

/// Whether the sentence before or behind tells the same act, with its number and of no other year: the two are compared.
fn said_beside(text: &str, (from, to): (usize, usize), told: &str) -> bool {
    // The verb of the clause: 接到, not 公开 of 公开申请.
    let mut acts = COUNTED.all(told).take(1);
    let beside = |sentence: &str, act: &str| {
        sentence.contains(act) && prose::years(sentence).next().is_none() && counts(sentence)
    };
    let before = text[..from].trim_end_matches(MARKS);
    let before = (!before.is_empty()).then(|| prose::sentence(before, before.len()));
    let next = text[to..].chars().next().map_or(to, |mark| to + mark.len_utf8());
    let behind = (next < text.len()).then(|| prose::sentence(text, next));
    acts.any(|act| {
        before.is_some_and(|(start, end)| beside(&text[start..end.min(from)], act))
            || behind.is_some_and(|(start, end)| {
                start >= to && beside(&text[start..end], act) && change_follows(&text[start..end])
            })
    })
}

/// 今年多出30条: the sentence that draws the comparison.
fn change_follows(sentence: &str) -> bool {
    ["今年", "本年", "增", "减", "多", "少"].iter().any(|word| sentence.contains(word))
}

/// Whether a year opens a sentence about itself: `2022年，`, `2022年度，`, `2022年全县`, `2022年我局`.
fn opens_sentence(text: &str, year: Year, from: usize) -> bool {
    let before = text[from..year.at].trim();
    let item = before.is_empty() || before.ends_with(['）', ')', '：', ':', '、', '是']);
    let after = text[year.end..].trim_start();
    let after = after.strip_prefix('度').unwrap_or(after);
    item && after.starts_with(['，', ',', '全', '我', '本', '共'])
}

/// Whether a sentence names a document, which may be of any year. 条例 is of no year, and one of the report's year excuses
/// no other.
fn names_document(sentence: &str, of_report: u16) -> bool {
    let numbers = sentence.split('〔').skip(1);
    let own = of_report.to_string();
    let mut others = numbers.filter(|number| !number.starts_with(own.as_str()));
    others.next().is_some()
        || sentence.split('《').skip(1).any(|title| {
            !title.starts_with("条例》")
                && !title.contains("政府信息公开条例》")
                && prose::years(title).next().is_none_or(|year| year.at > 0 || year.year != of_report)
        })
}

/// What 将 has behind it where it tells the future; elsewhere it may be 把.
static WILL: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "继续",
        "进一步",
        "从",
        "着力",
        "重点",
        "采取",
        "不断",
        "持续",
        "着重",
        "以",
        "按照",
        "围绕",
        "主要",
        "坚持",
        "努力",
        "做好",
        "加强",
        "加大",
        "加快",
        "推进",
        "推动",
        "完善",
        "开展",
        "组织",
        "增加",
        "建立",
        "健全",
        "提升",
        "提高",
        "优化",
        "抓好",
        "抓",
        "补",
        "逐",
        "对",
        "在",
        "针对",
        "认真",
        "严格",
        "深化",
        "拓展",
        "拓宽",
        "丰富",
        "强化",
        "通过",
        "立足",
        "聚焦",
        "全面",
        "积极",
        "及时",
        "结合",
        "扩大",
        "规范",
        "改进",
        "实施",
        "制作",
        "制定",
        "探索",
        "紧",
        "进行",
        "举办",
        "力争",
        "尽快",
        "分",
        "为",
        "会",
        "把",
        "将",
        "更",
        "再",
        "每",
        "定期",
        "大力",
        "切实",
        "统筹",
        "稳步",
        "有序",
        "依托",
        "充分",
        "安排",
        "引入",
        "新增",
        "增设",
        "开设",
        "设立",
        "启用",
        "启动",
        "推广",
        "推出",
        "升级",
        "搭建",
        "打造",
        "开发",
        "邀请",
        "聘请",
        "配备",
    ])
});

/// Whether a text tells a plan: 将继续, 计划从, 拟采取.
pub(crate) fn is_planned(text: &str) -> bool {
    let future =
        |lead: &str| text.match_indices(lead).any(|(at, _)| WILL.at(text, at + lead.len()).is_some());
    // 即将, 将来 and the like tell nothing of it.
    future("将")
        || future("拟")
        || future("计划")
        || future("打算")
        || text.contains("力争") && text.contains("达到")
}

/// The sentence that tells a plan for a year: in the clause of the year or the next one. What was promised before and what
/// was done are none.
pub(crate) fn plan_of(text: &str, year: Year) -> Option<(usize, usize)> {
    let (from, to) = prose::sentence(text, year.at);
    if in_title(&text[from..year.at]) || text[..year.at].ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let before = &text[from..year.at];
    // 县里将在2022年建立轮训制度.
    let ahead = ["将在", "将于", "拟在", "拟于", "争取在", "力争在"];
    if ahead.iter().any(|lead| before.trim_end().ends_with(lead)) && !before.contains("提出") {
        return Some((from, to));
    }
    let promised = ["提出", "部署", "要求", "明确", "承诺", "确定", "计划", "安排", "规定", "列明"];
    let led = |lead: &str| before.trim_end().ends_with(lead) && !["、", "在"].contains(&lead);
    if promised.iter().any(|word| before.contains(word)) || LEADS.into_iter().any(led) {
        return None;
    }
    let (_, end) = clause(text, year.at);
    let next = text[end..to].chars().next().map_or(end, |mark| end + mark.len_utf8());
    let (_, behind) = if next < to { clause(text, next) } else { (end, end) };
    let sentence = &text[year.end..to];
    let done = ["已", "完成了", "做到了", "形式仍", "提出"].iter().any(|word| sentence.contains(word));
    let other = prose::years(sentence).next().is_some();
    (is_planned(&text[year.end..behind.max(end)]) && !done && !other).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The years of a text that an act or a plan is told of, in a report of 2023.
    #[track_caller]
    fn check(text: &str, acts: &[u16], plans: &[u16]) {
        let of = |told: &dyn Fn(Year) -> bool| -> Vec<u16> {
            prose::years(text).filter(|year| year.year != 2023 && told(*year)).map(|year| year.year).collect()
        };
        assert_eq!(of(&|year| act_of(text, year, 2023, 1).is_some()), acts, "{text}");
        assert_eq!(of(&|year| plan_of(text, year).is_some()), plans, "{text}");
    }

    #[test]
    fn acts_of_another_year() {
        check("2022年，我县认真落实条例，主动公开政府信息812条。", &[2022], &[]);
        check("围绕春耕备耕，2022年主动公开信息12条。", &[2022], &[]);
        check("申请渠道畅通,2022年未接到政府信息公开申请。", &[2022], &[]);
        check("我局2022年共收到政府信息公开申请3件，上年结转1件。", &[2022], &[]);
        check("2022年1月至12月，我局收到申请40件。", &[2022], &[]);
        check("截至2022年12月31日，公开政府信息120条。", &[2022], &[]);
        check("2022年度本局接到转来的公开申请2件。", &[2022], &[]);
        check("2.依申请公开情况。2022年,我县收到政府信息公开申请总计255件。", &[2022], &[]);
        check("2022年，我局未收取信息处理费。", &[2022], &[]);
        check("2022年主动公开政府信息320条，同比增长3%。", &[2022], &[]);
        check("2024 年,我局共收到申请3件。", &[2024], &[]);
    }

    #[test]
    fn other_years_by_right() {
        for text in [
            "2024年计划制发规范性文件8件，已经列入清单。",
            "全年公开政府信息320条，2022年为290条。",
            "全年公开政府信息320条。2022年共公开290条，今年多出30条。",
            "全年公开政府信息320条。2022年公开290条。",
            "公开政府信息320条，比2022年的290条多30条。",
            "2022年结转的2件申请都已答复，2022年度报告已公布。",
            "3件顺延到2024年办理。",
            "自2022年以来，累计公开12000条。",
            "按照2022年印发的方案，公开信息12条。",
            "2022年5月成立的专班开展巡查12次。",
            "落实《2022年政务公开工作要点》，公开12条。",
            "国办发〔2022〕8号文件要求公开12项内容。",
            "公开2022年度部门决算12份、2024年部门预算12份。",
            "2022年制发的3件文件继续有效。",
            "2022—2023年，组织培训12次。",
            "我局于2022年公开了12项清单，沿用至今。",
            "结转2024年继续办理的申请6件。",
        ] {
            check(text, &[], &[]);
        }
    }

    #[test]
    fn plans() {
        check("2022年，我局将增加图解。", &[], &[2022]);
        check("为补上短板，2022年我局将重点配发图解。", &[], &[2022]);
        check("针对上述问题,2022年全市将着力做好以下工作：一是培训。", &[], &[2022]);
        check("2022年，我局将解读列入考核，形式仍然单一。", &[], &[]);
        check("上年报告提出，2022年将增加图解，现已做到。", &[], &[]);
        check("下一步，我县将在2022年建立轮训制度。", &[], &[2022]);
        check("2022年底前将安排专人拍摄。2022年下半年将新增公开栏。", &[], &[2022, 2022]);
        check("2022年，拟将点位数据开放，我局将把会商范围扩大。", &[], &[2022]);
        check("2022年底前提出的将来设想，没有变化。", &[], &[]);
    }
}

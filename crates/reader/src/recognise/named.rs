//! Whose report it is, where no title says so: the preamble names the body, and so does the line with the contact.
//!
//! What is named most often is no answer: a bureau names its county, and the county's website, more often than itself.

use gouji_core::cell::is_space;
use gouji_core::report::{Paragraph, ParagraphKind};

use crate::recognise::agency::{describe, is_name};
use crate::recognise::dates::years;

/// The body whose report the preamble says this is: 现公布永善县水务局2023年政府信息公开工作年度报告, 由永善县水务局编制.
pub(super) fn in_preamble(text: &str, paragraphs: &[Paragraph]) -> Option<String> {
    let lines = || {
        let told = |paragraph: &&Paragraph| paragraph.part <= 1 && paragraph.kind != ParagraphKind::Heading;
        paragraphs.iter().filter(told).take(4).map(|paragraph| paragraph.place.of(text))
    };
    let name =
        lines().find_map(of_report).or_else(|| lines().find_map(by)).or_else(|| lines().find_map(heads))?;
    // 田黄镇 of the preamble is 邹城市田黄镇人民政府 of the contact.
    let full = in_contact(text, paragraphs).filter(|full| full.len() > name.len() && full.contains(&name));
    Some(full.unwrap_or(name))
}

/// The body that is to be asked about the report: 如有疑问，请与永善县水务局办公室联系.
pub(super) fn in_contact(text: &str, paragraphs: &[Paragraph]) -> Option<String> {
    const BEFORE: [&str; 4] = ["请与", "可与", "均可与", "请联系"];
    let lines = paragraphs.iter().filter(|paragraph| matches!(paragraph.part, 0 | 1 | 6));
    lines.map(|paragraph| paragraph.place.of(text)).find_map(|line| {
        BEFORE.iter().find_map(|before| {
            let at = line.find(before)? + before.len();
            let rest = line[at..].trim_start_matches(|c: char| is_space(c) || matches!(c, '：' | ':'));
            let name = leading_name(rest);
            let name = name.strip_suffix("联系").unwrap_or(name);
            own_body(name)
        })
    })
}

/// Whether the prose tells what 永善县水务局 did, and not what 永善县 did.
pub(super) fn tells_of_department(text: &str, paragraphs: &[Paragraph], place: &str) -> bool {
    const ENDINGS: [&str; 4] = ["局", "厅", "委员会", "委"];
    paragraphs.iter().any(|paragraph| {
        let line = paragraph.place.of(text);
        line.match_indices(place).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            let run = leading_name(&line[at + place.len()..]);
            let behind: String = run.chars().take(14).collect();
            // At the head of a sentence: 2023年，永善县水务局认真….
            let heads = before.is_none_or(|c| matches!(c, '，' | ',' | '。' | '年' | '度'));
            let end = ENDINGS.iter().filter_map(|end| behind.find(end).map(|at| at + end.len())).min();
            let told = ["认真", "在", "坚持", "严格", "高度", "深入", "始终", "积极"];
            heads
                && !behind.starts_with("人民政府")
                && !behind.starts_with('委')
                && end.is_some_and(|end| told.iter().any(|word| behind[end..].starts_with(word)))
        })
    })
}

/// Whether the prose speaks of the body as 我局, 我镇 and the like: then it is no government of a place that is named.
pub(super) fn speaks_as_department(text: &str, paragraphs: &[Paragraph]) -> bool {
    const VOICES: [&str; 15] = [
        "我局",
        "本局",
        "我委",
        "我厅",
        "我办",
        "我中心",
        "我院",
        "我所",
        "我站",
        "我单位",
        "我镇",
        "我乡",
        "我街道",
        "我处",
        "局党组",
    ];
    paragraphs.iter().any(|paragraph| {
        let line = paragraph.place.of(text);
        line.contains(['我', '本', '局']) && VOICES.iter().any(|voice| line.contains(voice))
    })
}

/// 现公布永善县水务局2023年政府信息公开工作年度报告, 公布2023年永善县水务局信息公开年度报告.
fn of_report(line: &str) -> Option<String> {
    const VERBS: [&str; 7] = ["公布", "编制", "发布", "公开", "现将", "制作", "形成"];
    years(line).find_map(|(_, start, end)| {
        let behind = line[end..].trim_start_matches('度');
        let run = leading_name(behind);
        let at = ["政府信息公开", "信息公开"].iter().filter_map(|word| run.find(word)).min()?;
        if !run[at..].chars().take(20).collect::<String>().contains("报告") {
            return None;
        }
        let before = without_bracket(line[..start].trim_end_matches(is_space));
        let head = before.trim_end_matches(is_chinese).len();
        let told = &before[head..];
        let verb = VERBS.iter().filter_map(|verb| told.rfind(verb).map(|at| at + verb.len())).max();
        let name = match verb {
            Some(at) => told[at..].trim_start_matches('了'),
            None if before[..head].ends_with('《') || before.ends_with('《') => told,
            None => return None,
        };
        own_body(if name.is_empty() { &run[..at] } else { name })
    })
}

/// 本报告由永善县水务局编制.
fn by(line: &str) -> Option<String> {
    const VERBS: [&str; 9] = ["组织", "编制", "根据", "依据", "按照", "结合", "综合", "汇总", "负责"];
    line.match_indices('由').find_map(|(at, by)| {
        let sentence = line[..at].rsplit('。').next().unwrap_or("");
        // 由办公室负责 is told of the work, not of the report.
        if !["报告", "年报"].iter().any(|report| sentence.contains(report)) {
            return None;
        }
        let rest = leading_name(&line[at + by.len()..]);
        let end = VERBS.iter().filter_map(|verb| rest.find(verb)).min()?;
        own_body(&rest[..end])
    })
}

/// 永善县人民政府按照条例……，发布2023年政府信息公开工作年度报告: the body that opens a sentence about its report.
fn heads(line: &str) -> Option<String> {
    const BY: [&str; 6] = ["按照", "根据", "依据", "依照", "遵照", "编制"];
    let sentence = line.split('。').next().unwrap_or("");
    let run = leading_name(sentence.trim_start_matches(is_space));
    let end = BY.iter().filter_map(|by| run.find(by)).min()?;
    let tells = ["年度报告", "年报"].iter().any(|report| sentence.contains(report));
    tells.then(|| own_body(&run[..end])).flatten()
}

/// The body that a name stands for, without its office or section: 永善县水务局办公室, 永善县人民政府办公室. Not who only
/// looks after the openness of all: 永善县政务服务局.
fn own_body(name: &str) -> Option<String> {
    const OF_ALL: [&str; 7] =
        ["政务服务", "政务公开", "信息公开", "行政审批", "数据", "电子政务", "领导小组"];
    let mut name = name;
    if ["科", "股", "处", "室", "办", "部"].iter().any(|section| name.ends_with(section)) {
        let within =
            ["局", "厅", "委", "委员会"].iter().filter_map(|end| name.rfind(end).map(|at| at + end.len()));
        let office = ["政府", "街道", "开发区", "管委会"].iter().filter_map(|end| {
            let at = name.rfind(end)? + end.len();
            ["办公室", "办公厅", "党政办公室", "党政办"].contains(&&name[at..]).then_some(at)
        });
        // 外事办公室 and 办事处 are bodies of their own.
        if let Some(at) = within.chain(office).max().filter(|&at| is_name(&name[..at])) {
            name = &name[..at];
        }
    }
    let general =
        name.trim_start_matches(['局', '委', '厅', '省', '市', '县', '区', '镇', '乡']).starts_with("办公");
    let tells = is_name(name) && !general && !name.starts_with(['我', '本', '各', '全']);
    (tells && !OF_ALL.iter().any(|word| name.contains(word)) && describe(name).name.len() > "某局".len())
        .then(|| name.to_owned())
}

/// The Chinese characters that a text begins with.
fn leading_name(text: &str) -> &str {
    let end = text.find(|c: char| !is_chinese(c)).unwrap_or(text.len());
    &text[..end]
}

/// 城南办事处（城南园区） without the bracket.
fn without_bracket(text: &str) -> &str {
    let closed = text.strip_suffix(['）', ')']);
    closed.and_then(|inside| inside.rfind(['（', '(']).map(|at| &text[..at])).unwrap_or(text)
}

fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use gouji_core::place::Place;

    use super::*;

    fn preamble(text: &str) -> Vec<Paragraph> {
        let place = Place::new(0, text.len() as u32);
        vec![Paragraph { part: 0, ordinal: 0, kind: ParagraphKind::Prose, place }]
    }

    #[track_caller]
    fn check(text: &str, preambles: &str, contacts: &str) {
        let paragraphs = preamble(text);
        assert_eq!(in_preamble(text, &paragraphs).unwrap_or_default(), preambles, "{text}");
        assert_eq!(in_contact(text, &paragraphs).unwrap_or_default(), contacts, "{text}");
    }

    #[test]
    fn the_preamble_names_the_body() {
        check("现公布永善县水务局2023年政府信息公开工作年度报告。", "永善县水务局", "");
        check("按照要求，现公布永善县溪洛渡街道2023年度政府信息公开工作年度报告。", "永善县溪洛渡街道", "");
        check("我镇编制了《莲峰镇2023年政府信息公开工作年度报告》。", "莲峰镇", "");
        check("现公布永善县城南办事处（城南园区）2023年政府信息公开工作年度报告。", "永善县城南办事处", "");
        check("现公布2023年永善县水务局信息公开工作年度报告。", "永善县水务局", "");
        check("《2023年度永善县水务局信息公开工作年度报告》已经研究同意。", "永善县水务局", "");
        check("工作上明确由办公室负责。", "", "");
        check("本报告由永善县教育体育局办公室根据条例编制。", "永善县教育体育局", "");
        check("本报告由永善县人民政府办公室组织编制。", "永善县人民政府", "");
        check("本报告由永善县人民政府外事办公室编制。", "永善县人民政府外事办公室", "");
        check("永善县人民政府按照《条例》要求，发布2019年政府信息公开工作年度报告。", "永善县人民政府", "");
        check("我局根据《条例》编制2019年政府信息公开工作年度报告。", "", "");
        // What the report is made of, and the notice on how to make it.
        check("本报告由总体情况、主动公开政府信息情况等六个部分组成。", "", "");
        check("根据《关于做好2023年政府信息公开工作年度报告编制工作的通知》要求编制。", "", "");
        check("本报告由永善县政务公开领导小组办公室编制。", "", "");
        check("现公布2023年度本单位政府信息公开工作年度报告。", "", "");
    }

    #[track_caller]
    fn check_department(text: &str, expected: bool) {
        assert_eq!(tells_of_department(text, &preamble(text), "永善县"), expected, "{text}");
    }

    #[test]
    fn a_department_is_told_of_at_the_head_of_a_sentence() {
        check_department("2023年，永善县水务局认真落实条例，按照永善县人民政府的安排公开信息。", true);
        check_department("2023年,永善县水务局在县委领导下开展工作。", true);
        check_department("2023年，永善县认真落实条例，永善县水务局的信息由其公开。", false);
        check_department("2023年，永善县委在全县部署工作。", false);
    }

    #[test]
    fn the_contact_names_the_body() {
        check("如有疑问，请与永善县水务局办公室联系（电话：0870-4120000）。", "", "永善县水务局");
        check("如有疑问，请与永善县审计局综合科（地址：振兴路1号）联系。", "", "永善县审计局");
        check("如有疑问，请与永善县人民政府办公室联系，电话：0870-4120000。", "", "永善县人民政府");
        check("如有疑问，请联系：永善县财政局（电话：0870-4120000）。", "", "永善县财政局");
        check("如有疑问，请与永善县政务服务管理局联系。", "", "");
        check("如有疑问，请与我局联系。", "", "");
        check("如有疑问，请与局办公室联系。", "", "");
        check(
            "我镇编制了《莲峰镇2023年政府信息公开工作年度报告》，如有疑问，请与永善县莲峰镇人民政府联系。",
            "永善县莲峰镇人民政府",
            "永善县莲峰镇人民政府",
        );
    }
}

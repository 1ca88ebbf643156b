//! D01: a national document cited with the number of another.

use gouji_core::prelude::*;

use super::titles;
use crate::dictionaries::{CITATIONS, Cited, CitedKind};
use crate::organs;
use crate::prose;
use crate::typography::marks::marks;

/// 文号与文件名称不符.
pub(crate) struct WrongDocumentNumber;

/// Words of titles by which a place passes a national document on under a number of its own.
const PASSED_ON: [&str; 9] = ["转发", "贯彻", "落实", "实施", "省", "市", "县", "自治", "本区"];

impl Rule for WrongDocumentNumber {
    fn card(&self) -> Card {
        Card::warning("D01", "national/wrong-document-number", "引用的文号与文件名称不符")
            .likely()
            .basis("国务院办公厅各文件的发文字号")
            .why("文号引错，读者就找不到文件。")
            .bad(
                "overview = '按照《中华人民共和国政府信息公开工作年度报告格式》（国办发〔2021〕30号）编制。'",
                "《中华人民共和国政府信息公开工作年度报告格式》的文号是国办公开办函〔2021〕30号，写作“国办发〔2021〕30号”",
            )
            .bad(
                "preamble = '本报告根据国办公开办函〔2020〕60号规定的格式编制。'",
                "没有“国办公开办函〔2020〕60号”这个文号，应为国办公开办函〔2019〕60号",
            )
            .bad(
                "overview = '落实《关于全面推进政务公开工作的意见》（国办发〔2016〕8号）。'",
                "《关于全面推进政务公开工作的意见》的文号是中办发〔2016〕8号，写作“国办发〔2016〕8号”",
            )
            .bad(
                "preamble = '本报告根据国办公开办函〔2020〕60 号规定的格式编制。'",
                "没有“国办公开办函〔2020〕60 号”这个文号，应为国办公开办函〔2019〕60号",
            )
            .bad(
                "preamble = '本报告根据国办公开办函【2020】60号规定的格式编制。'",
                "没有“国办公开办函【2020】60号”这个文号，应为国办公开办函〔2019〕60号",
            )
            .bad(
                "overview = '落实《关于全面推进政务公开工作的意见》【国办发（2016）8号】。'",
                "《关于全面推进政务公开工作的意见》的文号是中办发〔2016〕8号，写作“国办发（2016）8号”",
            )
            .bad(
                "preamble = '依据《中华人民共和国政府信息公开条例》（中华人民共和国国务院令第 771 号，以下简称《条例》）编制。'",
                "《中华人民共和国政府信息公开条例》是国务院令第711号，写作“第771号”",
            )
            .bad(
                "preamble = '本报告按照国办公开办函〔2021〕13号规定的格式编制。'",
                "没有“国办公开办函〔2021〕13号”这个文号，应为国办公开办函〔2021〕30号",
            )
            .bad(
                "overview = '按照国办发〔2021〕12号《2022年政务公开工作要点》部署，公开12条。'",
                "《2022年政务公开工作要点》的文号是国办发〔2022〕8号，写作“国办发〔2021〕12号”",
            )
            .bad(
                "preamble = '本报告按照条例和国办发〔2021〕30号的要求编制。'",
                "没有“国办发〔2021〕30号”这个文号，应为国办公开办函〔2021〕30号",
            )
            .bad(
                "overview = '《条例》于2019年4月3日修订，自2019年5月1日起施行。'",
                "《中华人民共和国政府信息公开条例》自2019年5月15日起施行，写作“2019年5月1日”",
            )
            .bad(
                "overview = '按照《中华人民共和国政府信息公开条例》（2018年修订）答复。'",
                "《中华人民共和国政府信息公开条例》于2019年4月3日修订，写作“2018年”",
            )
            .good("overview = '《条例》2019年修订，自2019年5月15日起施行，《某某办法》自2020年6月1日起施行；旧条例自2008年5月1日起施行。'")
            .good("overview = '按照国办发〔2022〕8号《2022年政务公开工作要点》部署，公开12条。'")
            .good("preamble = '依据《中华人民共和国政府信息公开条例》（2019年4月3日国务院令第711号修订）和《优化营商环境条例》（国务院令第722号）编制。'")
            .good("overview = '按照《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）编制。'")
            .good("overview = '按照《中华人民共和国政府信息公开工作年度报告格式》【国办公开办函［2021］30号】编制。'")
            .good("overview = '落实《关于全面推进政务公开工作的意见》（中办发[2016]8号、国办发（2016）80号）。'")
            .good("overview = '落实《关于全面推进政务公开工作的意见》（国办发〔2016〕80号）（2016年某政发8号）。'")
            .good("overview = '按照《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30 号）编制。'")
            .good("overview = '按照《某某省贯彻政府信息公开信息处理费管理办法的通知》（某政办发〔2021〕30号）执行。'")
            .good("overview = '落实《某某规划》（国办发〔2021〕3号）。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        orders(report, findings);
        dates(report, findings);
        let marks = marks(report);
        for (paragraph, at) in prose::within(report, &marks.numbered) {
            let text = report.slice(paragraph.place);
            let Some(tail) = Tail::at(text, at) else { continue };
            let told = told(text, &tail).or_else(|| never_issued(text, &tail));
            let Some((start, right, title)) = told else { continue };
            let end = tail.end;
            let number = &text[start..end];
            let message = match title {
                Some(title) => format!("《{title}》的文号是{right}，写作“{number}”"),
                None => format!("没有“{number}”这个文号，应为{right}"),
            };
            findings.add(prose::place(paragraph, start, end), message).repair(number, right);
        }
    }
}

/// When the 条例 of 2019 was revised and came into force, where a report says so otherwise: State Council Order 711 of 3 April
/// 2019, in force from 15 May 2019; the first one of 5 April 2007 from 1 May 2008.
fn dates(report: &Report, findings: &mut Findings) {
    const NEAR: usize = 200;
    for &title in titles(report).iter() {
        if !matches!(report.slice(title), "条例" | "政府信息公开条例" | "中华人民共和国政府信息公开条例")
        {
            continue;
        }
        let from = title.end as usize;
        let (_, to) = prose::sentence(report.text, from);
        let told = &report.text[from..prose::boundary(report.text, to.min(from + NEAR))];
        // What is said of another document is none of its dates.
        let told = &told[..told.find('《').unwrap_or(told.len())];
        if let Some((start, end, right)) = wrong_dates(told).into_iter().next() {
            let wrong = &told[start..end];
            let message = format!("《中华人民共和国政府信息公开条例》{right}，写作“{wrong}”");
            findings.add(Place::from(from + start..from + end), message);
            return;
        }
    }
}

/// Where wrong dates stand in what is said of the 条例, and what is right.
fn wrong_dates(told: &str) -> Vec<(usize, usize, &'static str)> {
    let mut wrong = Vec::new();
    for year in prose::years(told) {
        let rest = &told[year.end..];
        let day: String =
            rest.chars().take(8).take_while(|c| c.is_ascii_digit() || "月日".contains(*c)).collect();
        let behind = rest[day.len()..].trim_start_matches(['起', '正', '式', '开', '始']);
        let end = year.end + day.len();
        if behind.starts_with("施行") || behind.starts_with("实施") || behind.starts_with("生效") {
            let right = ["", "5月15日", "5月1日"];
            let fits = match year.year {
                2019 => day.is_empty() || day == right[1],
                2008 => day.is_empty() || day == right[2],
                _ => false,
            };
            if !fits && behind.starts_with("施行") {
                wrong.push((year.at, end, "自2019年5月15日起施行"));
            }
        } else if behind.starts_with("修订") || behind.starts_with("国务院令第711号修订") {
            let fits = year.year == 2019 && (day.is_empty() || day == "4月3日");
            // 2018年修订草案
            if !fits && !behind.contains("草案") {
                wrong.push((year.at, end, "于2019年4月3日修订"));
            }
        }
    }
    wrong
}

/// `〔2021〕30号`, whatever its brackets are; those that are not 〔〕 are the matter of D06.
struct Tail {
    start: usize,
    end: usize,
    /// Without blanks, which are the source's, and with the right brackets.
    tidy: String,
}

impl Tail {
    /// The one whose bracket is at a byte.
    fn at(text: &str, bracket: usize) -> Option<Self> {
        const FAR: usize = 30;
        let window = &text[bracket..prose::boundary(text, (bracket + FAR).min(text.len()))];
        let end = window.find('号')? + "号".len();
        let tidy: String = window[..end].chars().filter(|c| !c.is_whitespace()).map(tidy).collect();
        let (year, serial) = tidy.strip_prefix('〔')?.split_once('〕')?;
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let serial = serial.trim_end_matches('号').trim_start_matches('第');
        (digits(year) && digits(serial)).then_some(Self { start: bracket, end: bracket + end, tidy })
    }
}

fn tidy(bracket: char) -> char {
    match bracket {
        '【' | '［' | '[' | '（' | '(' => '〔',
        '】' | '］' | ']' | '）' | ')' => '〕',
        other => other,
    }
}

/// Where a number starts, what it should be, and the title before it.
type Wrong<'t> = (usize, &'static str, Option<&'t str>);

/// The number, when the title before it has another.
fn told<'t>(text: &'t str, tail: &Tail) -> Option<Wrong<'t>> {
    let (title, start) = citation(text, tail.start)?;
    let named = |cited: &&Cited| {
        !cited.words.is_empty()
            && title.contains(cited.words)
            && (cited.not.is_empty() || !title.contains(cited.not))
    };
    let document = CITATIONS.get().iter().find(named)?;
    let agency = text[start..tail.start].chars().filter(|c| !c.is_whitespace());
    let same = |known: &&str| known.chars().eq(agency.clone().chain(tail.tidy.chars()));
    let wrong = !document.numbers.is_empty()
        && document.kind != CitedKind::Regulation
        && !document.numbers.iter().any(same)
        && text[start..].starts_with(['国', '中'])
        && !PASSED_ON.iter().any(|word| title.contains(word));
    wrong.then(|| (start, document.numbers[0], Some(title)))
}

/// The number, when no document bears it, in a sentence on annual reports: that of a form with another code, year or number.
fn never_issued<'t>(text: &'t str, tail: &Tail) -> Option<Wrong<'t>> {
    let before = text[..tail.start].trim_end();
    let code = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| organs::is_chinese(*c))
        .take(8)
        .last()
        .map_or("", |(at, _)| &before[at..]);
    let code = &code[code.rfind("国办")?..];
    let (year, serial) = tail.tidy.trim_start_matches('〔').trim_end_matches('号').split_once('〕')?;
    let printed = format!("{code}〔{year}〕{serial}号");
    let known = CITATIONS.get();
    if known.iter().any(|cited| cited.numbers.contains(&printed.as_str())) {
        return None;
    }
    let (from, to) = prose::sentence(text, tail.start);
    let sentence = &text[from..to];
    if !["年度报告", "年报", "格式", "本报告"].iter().any(|word| sentence.contains(word)) {
        return None;
    }
    let forms = known.iter().filter(|cited| cited.kind == CitedKind::Form).flat_map(|cited| &cited.numbers);
    let meant = forms.copied().find(|number| {
        let Some((other_code, rest)) = number.split_once('〔') else { return false };
        let Some((other_year, other_serial)) = rest.trim_end_matches('号').split_once('〕') else {
            return false;
        };
        let same = [other_code == code, other_year == year, other_serial == serial];
        // Two of the three agree; codes like 国办发 are borne by too many others.
        same.iter().filter(|same| **same).count() == 2 && (code.contains("公开") || same[1] && same[2])
    })?;
    let start = before.len() - code.len();
    Some((start, meant, None))
}

/// The number before a title: 国办发〔2022〕8号《2022年政务公开工作要点》.
fn before_title(text: &str, bracket: usize) -> Option<(&str, usize)> {
    let window = &text[bracket..prose::boundary(text, (bracket + 30).min(text.len()))];
    let end = bracket + window.find('号')? + "号".len();
    let title = text[end..].trim_start_matches(['文', '件', '印', '发', '的', ' ']).strip_prefix('《')?;
    let title = &title[..title.find('》')?];
    let code =
        text[..bracket].chars().rev().take_while(|c| organs::is_chinese(*c)).take(8).collect::<Vec<_>>();
    let code: String = code.into_iter().rev().collect();
    let start = bracket - code[code.rfind("国办")?..].len();
    Some((title, start))
}

/// An order of the State Council that the regulation is not: 国务院令第771号. The order before the revision is the matter of
/// D03.
fn orders(report: &Report, findings: &mut Findings) {
    const ORDER: &str = "711";
    for &place in titles(report).iter() {
        let title = report.slice(place);
        if !matches!(title, "中华人民共和国政府信息公开条例" | "政府信息公开条例") {
            continue;
        }
        let from = place.end as usize + "》".len();
        let Some(text) = report.text.get(from..) else { continue };
        let bracket = text.trim_start();
        let bracket_at = from + text.len() - bracket.len();
        if !bracket.starts_with(['（', '(']) {
            continue;
        }
        let inside = &bracket[..bracket.find(['）', ')']).unwrap_or(0)];
        let Some(order) = ["国务院令", "国务院第", "国令"].iter().find_map(|word| inside.find(word))
        else {
            continue;
        };
        let rest = &inside[order..];
        let Some(digit) = rest.find(|c: char| c.is_ascii_digit()) else { continue };
        let digits = rest[digit..].bytes().take_while(u8::is_ascii_digit).count();
        let number = &rest[digit..digit + digits];
        let behind = rest[digit + digits..].trim_start();
        if number == ORDER || number == "492" || !behind.starts_with('号') || digit > 24 {
            continue;
        }
        let start = bracket_at + order + digit;
        findings
            .add(
                Place::from(start..start + digits),
                format!("《{title}》是国务院令第{ORDER}号，写作“第{number}号”"),
            )
            .repair(number, ORDER);
        return;
    }
}

/// The citation `《title》（X〔2021〕30号）` around a bracket: the title, and where the number starts.
fn citation(text: &str, bracket: usize) -> Option<(&str, usize)> {
    const FAR: usize = 240;
    let from = prose::boundary(text, bracket.saturating_sub(FAR));
    if let Some(found) = before_title(text, bracket) {
        return Some(found);
    }
    let open = from + text[from..bracket].rfind(['（', '(', '【', '［', '['])?;
    let start = open + text[open..].chars().next()?.len_utf8();
    let title = text[from..open].trim_end().strip_suffix('》')?;
    let title = &title[title.rfind('《')? + "《".len()..];
    // Of two numbers in one bracket the first alone stands behind the title.
    let first = !text[start..bracket].contains(['号', '、', '，']);
    (bracket - start <= 30 && first).then_some((title, start))
}

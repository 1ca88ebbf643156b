//! D01: a national document cited with the number of another.

use gouji_core::prelude::*;

use crate::dictionaries::{DOCUMENTS, WRONG_NUMBERS};
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
            .good("overview = '按照《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）编制。'")
            .good("overview = '按照《中华人民共和国政府信息公开工作年度报告格式》【国办公开办函［2021］30号】编制。'")
            .good("overview = '落实《关于全面推进政务公开工作的意见》（中办发[2016]8号、国办发（2016）80号）。'")
            .good("overview = '落实《关于全面推进政务公开工作的意见》（国办发〔2016〕80号）（2016年某政发8号）。'")
            .good("overview = '按照《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30 号）编制。'")
            .good("overview = '按照《某某省贯彻政府信息公开信息处理费管理办法的通知》（某政办发〔2021〕30号）执行。'")
            .good("overview = '落实《某某规划》（国办发〔2021〕3号）。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
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
    let document = DOCUMENTS.get().iter().find(|document| {
        title.contains(document.title) && (document.not.is_empty() || !title.contains(document.not))
    })?;
    let agency = text[start..tail.start].chars().filter(|c| !c.is_whitespace());
    let same = |known: &&str| known.chars().eq(agency.clone().chain(tail.tidy.chars()));
    let wrong = !document.numbers.iter().any(same)
        && text[start..].starts_with(['国', '中'])
        && !PASSED_ON.iter().any(|word| title.contains(word));
    wrong.then_some((start, document.numbers[0], Some(title)))
}

/// The number, when no document bears it, in a sentence on annual reports.
fn never_issued<'t>(text: &'t str, tail: &Tail) -> Option<Wrong<'t>> {
    let before = &text[..tail.start];
    let (start, meant) = WRONG_NUMBERS.get().iter().find_map(|(written, meant)| {
        let cut = written.find('〔')?;
        (before.ends_with(&written[..cut]) && tail.tidy == written[cut..]).then(|| (tail.start - cut, *meant))
    })?;
    let (from, to) = prose::sentence(text, tail.start);
    let sentence = &text[from..to];
    let on_reports = ["年度报告", "年报", "格式"].iter().any(|word| sentence.contains(word));
    on_reports.then_some((start, meant, None))
}

/// The citation `《title》（X〔2021〕30号）` around a bracket: the title, and where the number starts.
fn citation(text: &str, bracket: usize) -> Option<(&str, usize)> {
    const FAR: usize = 240;
    let from = prose::boundary(text, bracket.saturating_sub(FAR));
    let open = from + text[from..bracket].rfind(['（', '(', '【', '［', '['])?;
    let start = open + text[open..].chars().next()?.len_utf8();
    let title = text[from..open].trim_end().strip_suffix('》')?;
    let title = &title[title.rfind('《')? + "《".len()..];
    // Of two numbers in one bracket the first alone stands behind the title.
    let first = !text[start..bracket].contains(['号', '、', '，']);
    (bracket - start <= 30 && first).then_some((title, start))
}

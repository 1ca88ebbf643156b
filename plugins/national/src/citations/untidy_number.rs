//! D06: 国办发[2021]30号, 〔2021〕第30号, 〔2021〕030号.

use gouji_core::prelude::*;

use crate::prose;
use crate::typography::marks::marks;

/// 发文字号的写法不规范.
pub(crate) struct UntidyNumber;

impl Rule for UntidyNumber {
    fn card(&self) -> Card {
        Card::info("D06", "national/untidy-document-number", "发文字号的写法不规范")
            .basis(
                "党政机关公文格式（GB/T 9704—2012）7.2.5：年份用六角括号“〔〕”括入，序号不加“第”字，不编虚位",
            )
            .why("发文字号有统一的写法，照写才便于查找。")
            .bad(
                "overview = '落实国办发[2020]17号和某政办发（2021）第03号文件。'",
                "“发[2020]17号”应写作“发〔2020〕17号”（共 2 处）",
            )
            .bad("overview = '落实某政办发〔2021〕第03号文件。'", "“发〔2021〕第03号”应写作“发〔2021〕3号”")
            .good("overview = '落实国办发〔2020〕17号文件，见（2021）某01行初3号判决，国务院令第711号。'")
            .bad("overview = '落实国办发[2020] 17 号文件。'", "“发[2020] 17 号”应写作“发〔2020〕17号”")
            .good("overview = '落实国办发〔2020〕 17 号文件。'")
            .good("overview = '第3号公告、2021年10号文件、楼（2021）30号'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let mut first: Option<(Place, String)> = None;
        let mut count = 0;
        let mut last = None;
        let marks = marks(report);
        for (paragraph, open) in prose::within(report, &marks.numbered) {
            let text = report.slice(paragraph.place);
            // （2021）第00030号
            let near = prose::boundary(text, text.len().min(open + 24));
            let Some(at) = text[open..near].find('号').map(|at| open + at) else { continue };
            let Some((start, right)) = untidy(text, at) else { continue };
            // （（2021）3号: two brackets, one number.
            if last.replace(start) == Some(start) {
                continue;
            }
            count += 1;
            first.get_or_insert_with(|| (prose::place(paragraph, start, at + "号".len()), right));
        }
        let Some((place, right)) = first else { return };
        let printed = report.slice(place);
        let more = if count > 1 { format!("（共 {count} 处）") } else { String::new() };
        findings.add(place, format!("“{printed}”应写作“{right}”{more}")).repair(printed, right.as_str());
    }
}

/// Of a number that ends in 号 at `at`: where its last character before the year starts, and how it should be written;
/// `None` where it is so written.
fn untidy(text: &str, at: usize) -> Option<(usize, String)> {
    // A blank before 号, behind 〕 or 第 is the source's.
    let before = text[..at].trim_end();
    let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    if !(1..=5).contains(&digits) {
        return None;
    }
    let (rest, serial) = before.split_at(before.len() - digits);
    let rest = rest.trim_end();
    let bare = rest.strip_suffix('第');
    let rest = bare.unwrap_or(rest).trim_end();
    let close = rest.chars().next_back()?;
    let rest = &rest[..rest.len() - close.len_utf8()];
    let year = rest.len().checked_sub(4).and_then(|from| rest.get(from..))?;
    if !"〕]］)）】".contains(close)
        || !year.bytes().all(|b| b.is_ascii_digit())
        || !year.starts_with(['1', '2'])
    {
        return None;
    }
    let rest = &rest[..rest.len() - 4];
    let open = rest.chars().next_back().filter(|open| "〔[［(（【".contains(*open))?;
    let rest = &rest[..rest.len() - open.len_utf8()];
    // Codes of agencies end in such words; behind others it may be a house number.
    let code = rest.chars().next_back().filter(|code| "发函办字电通文规令政秘".contains(*code))?;
    let tidy = (open, close) == ('〔', '〕') && bare.is_none() && !serial.starts_with('0');
    let serial = serial.trim_start_matches('0');
    (!tidy && !serial.is_empty())
        .then(|| (rest.len() - code.len_utf8(), format!("{code}〔{year}〕{serial}号")))
}

//! M05: a slip in the title's official name.

use gouji_core::prelude::*;

use super::unofficial_title::has_official_name;

/// 标题有错字.
pub(crate) struct MisspeltTitle;

const NAME: &str = "政府信息公开工作年度报告";

impl Rule for MisspeltTitle {
    fn card(&self) -> Card {
        Card::error("M05", "national/misspelt-title", "标题有错字、漏字或颠倒")
            .likely()
            .basis("国办公开办函〔2019〕60号、〔2021〕30号：政府信息公开工作年度报告")
            .why("标题在最显眼的地方，错一个字就要退回。")
            .years(2019, 9999)
            .bad(
                "title = '某某镇2023年政府信息公开工作告年度报'",
                "标题里的“政府信息公开工作告年度报”应为“政府信息公开工作年度报告”",
            )
            .bad(
                "title = '某某县教育局2023年政府信息公开工年度报告'",
                "标题里的“政府信息公开工年度报告”应为“政府信息公开工作年度报告”",
            )
            .good("title = '某某镇2023年政府信息公开工作年度报告'")
            .good("title = '某某鎮2023年政府信息公開工作年度報告'")
            .good("title = '某某镇2023年政府信息公开年度报告'")
            .good("title = '某某镇2023年政府信息公开工作的年度报告'")
            .good("title = '某某镇2023年政务信息公开工作年度报告'")
            .good("title = '某某镇2023年信息公开工作年度报告'")
            .good("title = '某某镇2023年政府信息公开工作年度总结报告'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(place) = report.title() else { return };
        let title = report.slice(place);
        let Some(wrong) = slip(title) else { return };
        let at = title.find(wrong).unwrap_or(0);
        let start = place.start as usize + at;
        findings
            .add(Place::from(start..start + wrong.len()), format!("标题里的“{wrong}”应为“{NAME}”"))
            .repair(wrong, NAME);
    }
}

/// The words of a title that are the official name but for one slip: a character too few, too many or wrong, or two
/// exchanged. Whole words that are missing or others are the matter of M02 and M03.
pub(super) fn slip(title: &str) -> Option<&str> {
    if has_official_name(title) {
        return None;
    }
    let from = title.find("政府信").or_else(|| title.find("信息公开"))?;
    let words = title[from..].trim_end_matches(|c: char| c.is_whitespace() || "（()）》".contains(c));
    if words.contains(|c: char| c.is_whitespace() || c.is_ascii() || "（）".contains(c)) {
        return None;
    }
    // The official name without one of its words, or with another known one in its place, is a wording, no slip.
    const WORDS: [&str; 6] = ["政府", "信息", "公开", "工作", "年度", "报告"];
    let known = |text: &str| {
        let mut rest = text;
        while !rest.is_empty() {
            let others = ["政务", "总结", "情况", "的", "年", "报", "公示", "自查"];
            let next = WORDS.iter().chain(&others).find(|word| rest.starts_with(**word));
            match next {
                Some(word) => rest = &rest[word.len()..],
                None => return false,
            }
        }
        true
    };
    let ends_short = words.ends_with("年度报");
    if known(words) && !ends_short {
        return None;
    }
    let distance = distance(words);
    (1..=2).contains(&distance).then_some(words)
}

/// The edit distance to the official name, capped.
fn distance(words: &str) -> usize {
    const LENGTH: usize = 12;
    if words.chars().count().abs_diff(LENGTH) > 2 {
        return usize::MAX;
    }
    let mut row: [usize; LENGTH + 1] = std::array::from_fn(|at| at);
    for (line, c) in words.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (at, official) in NAME.chars().enumerate() {
            let change = diagonal + usize::from(official != c);
            diagonal = row[at + 1];
            row[at + 1] = change.min(diagonal + 1).min(row[at] + 1);
        }
    }
    row[LENGTH]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(title: &str, expected: Option<&str>) {
        assert_eq!(slip(title), expected, "{title}");
    }

    #[test]
    fn slips_are_told_from_other_wordings() {
        check("某局2023年政府信息公开工作年度报告", None);
        check("某局2023年政府信息公工作年度报告", Some("政府信息公工作年度报告"));
        check("某局2023年度政府信公开工作年度报告", Some("政府信公开工作年度报告"));
        check("某局2023年政府信息公开工作年度报", Some("政府信息公开工作年度报"));
        check("某局2023年政府信息工开工作年度报告", Some("政府信息工开工作年度报告"));
        check("某局2023年政府信息公开公开工作年度报告", None);
        check("某局2023年政府信息公开工作报告", None);
        check("某局2023年政务公开工作年度报告", None);
        check("某局2023年政府信息公开年报", None);
        check("某局2023年政府信息公开工作情况年度报告", None);
        check("某局政府信息公开工作年度报告2023年", None);
        check("某局2023年工作总结", None);
        check("", None);
    }
}

//! The reporting body's own name: `底张街道共公开140条` in the report of that street is no office's figure.

/// What the title calls the body that reports, without 办事处 and 人民政府: 底张街道, 教育局.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Own<'a> {
    name: Option<&'a str>,
    /// The year that the title names.
    pub(super) year: Option<u16>,
}

impl<'a> Own<'a> {
    /// Looks for the title near the start of the text.
    pub(super) fn find(text: &'a str) -> Self {
        const TITLES: &[&str] = &["政府信息公开", "信息公开"];
        const NEAR: usize = 600;
        let near = floor(text, NEAR);
        let mut at = 0;
        let mut own = Self::default();
        for line in text[..near].split_inclusive(['\n', '。']) {
            let end = TITLES.iter().filter_map(|title| line.find(title)).min();
            if let Some(end) = end.filter(|_| line.contains("报告")) {
                own.name = name(line[..end].trim());
                own.year = own.year.or_else(|| year(&line[..end]));
            }
            if own.name.is_some() {
                break;
            }
            at += line.len();
            if at >= near {
                break;
            }
        }
        own
    }

    /// Whether `before`, the text up to a word for an office, ends with the own name.
    pub(super) fn ends(self, before: &str) -> bool {
        let before = without_kind(before.trim_end());
        self.name
            .is_some_and(|own| before.ends_with(own) || own.ends_with("办公室") && before.ends_with("办公室"))
    }
}

/// 2023 of `…2023年度政府信息公开`.
fn year(line: &str) -> Option<u16> {
    let before = line.trim_end().trim_end_matches("度").strip_suffix('年')?.trim_end();
    let digits = before.get(before.len().checked_sub(4)?..)?;
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

/// The body's name before 2023年 and other words of the title.
fn name(line: &str) -> Option<&str> {
    let line =
        line.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || "年度关于的".contains(c));
    let start = line.rfind(|c: char| c.is_whitespace() || "《“\"：:>".contains(c));
    let name = start.map_or(line, |start| line[start..].trim_start_matches(|c: char| !c.is_alphanumeric()));
    let name = without_kind(name);
    let place = name.rfind(['省', '市', '县', '区', '旗', '州']).map_or(0, |at| at + '省'.len_utf8());
    let own = name.get(place..)?;
    (2..=20).contains(&own.chars().count()).then_some(own)
}

fn without_kind(name: &str) -> &str {
    ["办事处", "人民政府", "政府"].iter().find_map(|kind| name.strip_suffix(kind)).unwrap_or(name)
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(title: &str, expected: Option<&str>) {
        assert_eq!(Own::find(title).name, expected, "{title}");
    }

    #[test]
    fn own_names() {
        check("西山市临河区古槐街道办事处2023年政府信息公开工作年度报告\n正文", Some("古槐街道"));
        check("临河县教育局2020年度政府信息公开工作年度报告", Some("教育局"));
        check("首页 > 公开年报\n临河县水利局 2021 年政府信息公开工作年度报告", Some("水利局"));
        check("临河县人民政府2020年政府信息公开工作年度报告", None);
        check("临河县人民政府办公室2020年政府信息公开工作年度报告", Some("人民政府办公室"));
        check("一、总体情况 全年主动公开政府信息5条。", None);
        check("", None);
    }

    #[test]
    fn years_of_titles() {
        let year = |title: &str| Own::find(title).year;
        assert_eq!(year("临河县教育局2020年度政府信息公开工作年度报告"), Some(2020));
        assert_eq!(year("临河县教育局 2020 年政府信息公开工作年度报告"), Some(2020));
        assert_eq!(year("江苏省人民政府2020年政府信息公开工作年度报告"), Some(2020));
        assert_eq!(year("临河县教育局政府信息公开工作年度报告"), None);
    }

    #[test]
    fn own_name_at_the_end() {
        let own = Own::find("临河区古槐街道办事处2023年政府信息公开工作年度报告");
        assert!(own.ends("2023年，古槐街道") && own.ends("全年，临河区古槐街道办事处"));
        assert!(!own.ends("青石街道") && !own.ends(""));
    }
}

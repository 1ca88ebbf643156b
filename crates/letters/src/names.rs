//! What letters are called as files.

use std::collections::HashSet;

/// Names of files, none twice.
#[derive(Default)]
pub struct Names {
    /// In lower case, as some file systems have them.
    taken: HashSet<String>,
}

/// Characters that no file system minds are kept, of so many at most.
const LONGEST: usize = 60;

impl Names {
    /// `青石县教育局-2023年度-退回意见书.docx`.
    pub fn of(&mut self, unit: &str, year: u16) -> String {
        let bad =
            |c: char| c.is_control() || "\\/:*?\"<>|".contains(c) || ('\u{202a}'..='\u{202e}').contains(&c);
        let unit: String = unit.trim().chars().map(|c| if bad(c) { '_' } else { c }).take(LONGEST).collect();
        let unit = match unit.trim_matches(['.', ' ']) {
            "" => "单位",
            unit => unit,
        };
        let year = if year == 0 { String::new() } else { format!("-{year}年度") };
        let name = |more: &str| format!("{unit}{year}-退回意见书{more}.docx");
        let numbered = (2..).map(|number| name(&format!("（{number}）")));
        let free = |name: &String| self.taken.insert(name.to_lowercase());
        std::iter::once(name("")).chain(numbered).find(free).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_fit_for_files_and_none_is_there_twice() {
        let mut names = Names::default();
        for (unit, year, expected) in [
            ("青石县教育局", 2023, "青石县教育局-2023年度-退回意见书.docx"),
            ("青石县教育局", 2023, "青石县教育局-2023年度-退回意见书（2）.docx"),
            ("../甲/乙:", 0, "_甲_乙_-退回意见书.docx"),
            ("..", 0, "单位-退回意见书.docx"),
        ] {
            assert_eq!(names.of(unit, year), expected);
        }
        assert!(names.of(&"长".repeat(300), 2023).len() < 255);
    }
}

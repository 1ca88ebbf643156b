//! What a page repeats from page to page: its number, a running head.

use std::collections::BTreeMap;

use super::pieces::Item;

/// The part of a page at its head and foot in which it may stand.
const MARGIN: f32 = 0.14;
/// On so many pages at least the same words stand when they are a running head.
const REPEATED: usize = 3;

/// Leaves out page numbers and running heads. Pages come with their height.
pub(super) fn drop_from(pages: &mut [(f32, Vec<Item>)]) {
    let mut seen: BTreeMap<(String, i32), usize> = BTreeMap::new();
    for (height, items) in pages.iter() {
        for (_, key) in marginal(*height, items) {
            *seen.entry(key).or_default() += 1;
        }
    }
    for (index, (height, items)) in pages.iter_mut().enumerate() {
        let mut out: Vec<usize> = Vec::new();
        for (at, key) in marginal(*height, items) {
            if is_page_number(&key.0, index + 1)
                || is_of_browser(&key.0, index + 1)
                || seen.get(&key).is_some_and(|&count| count >= REPEATED)
            {
                out.push(at);
            }
        }
        let mut at = 0;
        items.retain(|_| {
            at += 1;
            !out.contains(&(at - 1))
        });
    }
}

/// The lines at the very top and foot of a page, with words and rounded place.
fn marginal(height: f32, items: &[Item]) -> Vec<(usize, (String, i32))> {
    let mut found = Vec::new();
    let count = items.len();
    for at in [0, 1, count.wrapping_sub(2), count.wrapping_sub(1)] {
        if let Some(Item::Line(line)) = items.get(at)
            && (line.area[1] > height * (1.0 - MARGIN) || line.area[3] < height * MARGIN)
            && !found.iter().any(|(other, _)| *other == at)
        {
            let words: String = line.text.chars().filter(|character| !character.is_whitespace()).collect();
            found.push((at, (words, (line.area[1] / 4.0).round() as i32)));
        }
    }
    found
}

/// How far a bare number may be from the page's own: covers may or may not count.
const AWAY: usize = 5;

/// `- 4 -`, `第4页`, `第 4 页 共 6 页`, `4/6`; and `4` alone, on about the fourth page.
fn is_page_number(words: &str, page: usize) -> bool {
    if let Ok(number) = words.parse::<usize>() {
        return number.abs_diff(page) <= AWAY;
    }
    let bare = words.trim_matches(['-', '—', '－', '–', '―', '─', '~', '·', '第', '页', '/', '共']);
    let digits = bare.chars().filter(char::is_ascii_digit).count();
    let parts = if words.contains('页') {
        bare.split(['页', '/', '共', '第', '，', ','])
    } else {
        bare.split(['/'; 6])
    };
    (1..=6).contains(&digits)
        && parts.into_iter().all(|part| part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What browsers print around a page: when it was printed and its title above it; its address and number below.
fn is_of_browser(words: &str, page: usize) -> bool {
    let stamp = words
        .find(|c: char| !(c.is_ascii_digit() || "/-.:,，年月日上下午".contains(c)))
        .map_or(words, |end| &words[..end]);
    let dated = stamp.matches(['/', '-', '.']).count() >= 2 || stamp.contains('年') && stamp.contains('日');
    if dated && stamp.contains(':') && stamp.starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    let number = |words: &str| {
        words.rsplit_once('/').is_some_and(|(before, all)| {
            let all: Option<usize> = all.parse().ok();
            all.is_some_and(|all| all >= page) && before.ends_with(&page.to_string())
        })
    };
    (words.contains("://") || words.starts_with("about:")) && number(words)
}

#[cfg(test)]
mod tests {
    use super::{is_of_browser, is_page_number};

    #[test]
    fn what_browsers_print() {
        for words in [
            "3/14/25,9:26AM某局2024年政府信息公开工作年度报告",
            "2025/3/1409:26某局2024年政府信息公开工作年度报告",
            "2025年3月14日09:26年度报告",
            "https://www.example.gov.cn/a/b.html2/5",
        ] {
            assert!(is_of_browser(words, 2), "{words}");
        }
        for words in [
            "2025年3月14日",
            "0/0/0",
            "12.5",
            "年度报告刊登在https://www.example.gov.cn/",
            "https://www.example.gov.cn/a3/2",
            "9:26",
        ] {
            assert!(!is_of_browser(words, 2), "{words}");
        }
    }

    #[test]
    fn page_numbers() {
        for words in ["-4-", "4", "—12—", "第4页", "第4页共6页", "第4页，共6页", "4/6", "-1-", "共6页第4页"]
        {
            assert!(is_page_number(words, 3), "{words}");
        }
        for words in ["2024", "4.5", "第4条", "-4-甲", "", "——", "1,234", "12", "9", "2024年", "第一页"]
        {
            assert!(!is_page_number(words, 3), "{words}");
        }
    }
}

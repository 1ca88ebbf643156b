//! What stands before part one: the title, the page's list of agency and date, and the agency and year they name.

use gouji_core::cell::{is_space, narrow};
use gouji_core::place::Place;
use gouji_core::report::Date;
use memchr::memchr2;

use crate::recognise::agency::is_name;
use crate::recognise::dates::{day, years};
use crate::recognise::pieces::{Kind, Piece};
use crate::recognise::words::prefix;

/// A line with more bytes is no title.
const LONG_TITLE: usize = 210;

/// The title among the pieces before part one.
pub(super) fn find(text: &str, pieces: &[Piece]) -> Option<Place> {
    let mut best: Option<(u8, usize, Place)> = None;
    for (index, piece) in pieces.iter().enumerate() {
        if piece.len() > LONG_TITLE || piece.len() < "年报".len() {
            continue;
        }
        let Some(place) = inside_of_label(text, piece) else { continue };
        let found = score(place.of(text)).map(|score| (score, index, place));
        let found = found.or_else(|| broken(text, pieces, index, place));
        let Some((score, index, place)) = found else { continue };
        // The last of equals is the one above the text; navigation comes first.
        if best.is_none_or(|(highest, ..)| score >= highest) {
            best = Some((score, index, place));
        }
    }
    let (score, index, place) = best?;
    let title = place.of(text);
    if agency_in(title).is_some() && score >= YEAR {
        return Some(place);
    }
    // The rest of a title may stand on the line above.
    let above = pieces[..index].iter().rev().find(|piece| !piece.is_empty());
    let continues = |above: &&Piece| {
        let words = above.of(text).trim_end_matches(is_space);
        let stem = words
            .trim_end_matches(|c: char| narrow(c).is_ascii_digit() || is_space(c) || c == '年' || c == '度');
        above.kind == Kind::Paragraph && words.len() <= 120 && (stem.is_empty() || is_name(stem))
    };
    let incomplete = agency_in(title).is_none() || years(title).next().is_none();
    if let Some(above) = above.filter(continues).filter(|_| incomplete) {
        return Some(Place::new(above.start, place.end));
    }
    (score > YEAR || years(title).next().is_some()).then_some(place)
}

/// A title whose last words stand in a line of their own, below the piece that it begins in: 工作年度报告.
fn broken(text: &str, pieces: &[Piece], index: usize, last: Place) -> Option<(u8, usize, Place)> {
    const LONG: usize = 24;
    let words = last.of(text);
    if words.len() > LONG || !words.ends_with("报告") || words.contains("公开") {
        return None;
    }
    let above = pieces[..index].iter().rposition(|piece| !piece.is_empty())?;
    let piece = &pieces[above];
    if piece.kind != Kind::Paragraph || piece.len() > LONG_TITLE {
        return None;
    }
    let joined = format!("{}{words}", piece.of(text).trim_matches(is_space));
    let score = score(&joined).filter(|_| is_whole(&joined))?;
    Some((score, above, Place::new(piece.start, last.end)))
}

/// What a year adds to a score.
const YEAR: u8 = 4;

/// How much a line looks like the title of such a report; `None` where it is none.
fn score(line: &str) -> Option<u8> {
    if line.ends_with('。') && line.contains(['，', ',']) {
        return None;
    }
    let line = line.trim_end_matches(|c: char| is_space(c) || matches!(c, '）' | ')' | '。' | '》'));
    let bare =
        line.trim_end_matches(|c: char| narrow(c).is_ascii_digit() || matches!(c, '（' | '(' | '年' | '度'));
    let ends = bare.ends_with("报告")
        || bare.ends_with("年报")
        || bare.ends_with("总结")
        || bare.ends_with("年度报");
    let foreign = ['>', '》', '。', '；', '|', '→', '/', '：', ':', '_'];
    if !ends || !line.contains("公开") || line.contains(foreign) {
        return None;
    }
    let mut score = 1;
    if years(line).next().is_some() || line.len() - bare.len() >= 4 {
        score += YEAR;
    }
    if line.contains("政府信息公开") {
        score += 2;
    }
    if bare.ends_with("报告") {
        score += 1;
    }
    Some(score)
}

/// A piece without `标题：` before it, and without what pages put around a title.
fn inside_of_label(text: &str, piece: &Piece) -> Option<Place> {
    const LABELS: [&str; 6] = ["公报标题", "信息名称", "文件名称", "文件标题", "标题", "名称"];
    let line = piece.of(text);
    let label = LABELS.iter().find_map(|label| prefix(line, label));
    let rest = label.map_or(line, |len| {
        line[len..].trim_start_matches(|c: char| is_space(c) || matches!(c, '：' | ':' | '】'))
    });
    let rest = rest.trim_start_matches(|c: char| is_space(c) || matches!(c, '#' | '【'));
    let start = piece.start + (line.len() - rest.len()) as u32;
    let end = start + undecorated(rest).trim_end_matches(is_space).len() as u32;
    (start < end).then(|| Place::new(start, end))
}

/// A title without the date, the site or the reader's choices that stand behind it: `…年度报告 2021-01-20 字体：大 中 小`.
fn undecorated(line: &str) -> &str {
    let ends = ["报告", "年报"].iter().filter_map(|word| line.find(word).map(|at| at + word.len()));
    match ends.min() {
        Some(end) if is_decoration(&line[end..]) => &line[..end],
        _ => line,
    }
}

/// Of what stands right behind a title.
fn is_decoration(rest: &str) -> bool {
    const CHOICES: [&str; 12] =
        ["字体", "字号", "浏览", "阅读", "点击", "访问", "发布", "来源", "时间", "日期", "打印", "分享"];
    const DATE: usize = 10;
    let is_day = |text: &str| {
        let text: String = text.chars().take(DATE).map(narrow).collect();
        text.starts_with("20") && text.contains(['月', '-', '/', '.'])
    };
    let words = rest.trim_start_matches(is_space);
    let apart = words.len() < rest.len();
    match words.chars().next() {
        Some('_' | '|' | '】') => true,
        Some('-' | '—') => ["网", "政府", "首页"].iter().any(|word| words.contains(word)),
        Some(open @ ('（' | '(')) => is_day(&words[open.len_utf8()..]),
        Some(_) => apart && (is_day(words) || CHOICES.iter().any(|word| words.starts_with(word))),
        None => false,
    }
}

/// The agency that a title names, without its year.
pub(super) fn agency_in(title: &str) -> Option<String> {
    let title: String = title.chars().filter(|&c| !is_space(c)).collect();
    let title = title.trim_start_matches("关于").trim_start_matches(['《', '“']);
    let behind_year = |text: &str| {
        let (_, start, end) = years(text).next()?;
        Some((text[..start].to_owned(), text[end..].trim_start_matches('度').to_owned()))
    };
    let (before, after) = behind_year(title).unwrap_or_else(|| (title.to_owned(), String::new()));
    let cut = |text: &str| {
        let end = ["政府信息", "政务公开", "信息公开", "政务信息", "年度", "年报"]
            .iter()
            .filter_map(|word| text.find(word))
            .min();
        let mut name = text[..end.unwrap_or(text.len())].to_owned();
        // 永善县人民 | 政府信息公开.
        if name.ends_with("人民") && text[name.len()..].starts_with("政府") {
            name.push_str("政府");
        }
        let mut name = name.trim_end_matches(['的', '（', '(']);
        // 黄埔海关 ends so, too.
        while let Some(shorter) = name.strip_suffix("关于") {
            name = shorter.trim_end_matches(['的', '（', '(']);
        }
        name.to_owned()
    };
    [before, after].iter().map(|text| cut(text)).find(|name| {
        let length = name.chars().count();
        (2..=40).contains(&length) && name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    })
}

/// The year that a title names, with or without 年: `（2020年度）`, `2020年`, `2020政府信息公开…`.
pub(super) fn year_in(title: &str) -> Option<u16> {
    years(title).next().map(|year| year.0)
}

/// Whether a line is the whole title of a report: its year, what it is about, and that it is a report.
pub(super) fn is_whole(line: &str) -> bool {
    line.len() <= LONG_TITLE && line.contains("公开") && score(line).is_some_and(|score| score >= YEAR + 4)
}

/// Right above or below the title stands another one, of another body or another year; pages on the web list such titles.
pub(super) fn rival(text: &str, pieces: &[Piece], title: Place) -> Option<Place> {
    let lines: Vec<Place> = pieces
        .iter()
        .filter(|piece| !piece.is_empty())
        .filter_map(|piece| inside_of_label(text, piece))
        .collect();
    let at = lines.iter().position(|line| line.start < title.end && title.start < line.end)?;
    let differs = |line: &&Place| {
        let (one, other) = (title.of(text), line.of(text));
        let year = |title: &str| years(title).next().map(|(year, ..)| year);
        let other_body = agency_in(other).is_some_and(|body| agency_in(one).is_some_and(|own| own != body));
        is_whole(other) && !title.contains(**line) && (other_body || year(one) != year(other))
    };
    let beside = [at.checked_sub(1), Some(at + 1)];
    beside.into_iter().flatten().filter_map(|at| lines.get(at)).find(differs).copied()
}

/// What a page says about itself above the text.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) agency: Option<String>,
    pub(super) published: Option<Date>,
}

/// 发布机构 and 发布日期 of the lines and cells before part one.
pub(super) fn metadata(text: &str, pieces: &[Piece]) -> Metadata {
    const AGENCY: [&str; 10] = [
        "发布机构",
        "发布单位",
        "公开机构",
        "公开主体",
        "发文机关",
        "制发机关",
        "发布机关",
        "信息来源",
        "文章来源",
        "来源",
    ];
    const DATE: [&str; 9] =
        ["发布日期", "发布时间", "公开日期", "公开时间", "生成日期", "发文日期", "公布日期", "日期", "时间"];
    let mut found = Metadata::default();
    // What a page calls the day of publication is believed before what it only calls a time.
    let mut dated = DATE.len();
    for (index, piece) in pieces.iter().enumerate() {
        let line = piece.of(text);
        if line.len() > 360 || !may_be_labelled(line) || line.contains('。') {
            continue;
        }
        let next = || {
            let next = pieces[index + 1..].iter().find(|piece| !piece.is_empty());
            next.map_or("", |piece| piece.of(text))
        };
        if let Some((rank, value)) = behind(line, &DATE).filter(|(rank, _)| *rank < dated) {
            let value = if value.is_empty() { next() } else { value };
            if let Some((day, _)) = day(value) {
                (found.published, dated) = (Some(day), rank);
            }
        }
        if found.agency.is_none()
            && let Some((_, value)) = behind(line, &AGENCY)
        {
            let value = if value.is_empty() { next() } else { value };
            let end = value
                .find(|c: char| is_space(c) || matches!(c, '【' | '[' | '|' | '，'))
                .unwrap_or(value.len());
            // 政府办公室 publishes for its government, whose name it does not say.
            let office =
                |name: &str| name.trim_start_matches(['省', '市', '县', '区', '旗']).starts_with("政府办");
            found.agency = Some(value[..end].to_owned()).filter(|name| is_name(name) && !office(name));
        }
    }
    found
}

/// Whether a line may hold one of those labels: with a colon or brackets behind it, or alone.
fn may_be_labelled(line: &str) -> bool {
    memchr2(b':', b']', line.as_bytes()).is_some()
        || line.len() <= LONG_LABEL
        || line.contains('：')
        || line.contains('】')
}

/// A label with gaps (发 布 日 期) and nothing else has no more bytes.
const LONG_LABEL: usize = 24;

/// What stands behind the first of the labels that a line has, and its colon; and which label that is.
fn behind<'t>(line: &'t str, labels: &[&str]) -> Option<(usize, &'t str)> {
    let start = line.trim_start_matches(['【', '[']);
    let first = start.chars().next()?;
    if line.len() <= LONG_LABEL && !"发公制信文来生日时".contains(first) {
        return None;
    }
    for (rank, label) in labels.iter().enumerate() {
        let rest = if line.len() > LONG_LABEL
            && let Some(at) = label_at(line, label)
        {
            &line[at + label.len()..]
        } else if label.starts_with(first)
            && let Some(len) = prefix(start, label)
        {
            start[len..].trim_start_matches(is_space)
        } else {
            continue;
        };
        let trimmed = rest.trim_start_matches(|c: char| is_space(c) || matches!(c, '】' | ']'));
        if let Some(value) = trimmed.strip_prefix(['：', ':']) {
            return Some((rank, value.trim_matches(is_space)));
        }
        if trimmed.is_empty() || rest.starts_with(['】', ']']) {
            return Some((rank, trimmed));
        }
    }
    None
}

/// Where a label stands in a line: 时间 and 日期 are the ends of other labels, too (采集时间, 打印日期, 更新时间).
fn label_at(line: &str, label: &str) -> Option<usize> {
    let apart = |at: usize| {
        let before = line[..at].chars().next_back();
        !BARE.contains(&label) || before.is_none_or(|c| !('\u{4e00}'..='\u{9fff}').contains(&c))
    };
    line.match_indices(label).map(|(at, _)| at).find(|at| apart(*at))
}

/// Labels that say of no day what it is.
const BARE: [&str; 2] = ["日期", "时间"];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_agency(title: &str, expected: &str, year: Option<u16>) {
        assert_eq!(agency_in(title).unwrap_or_default(), expected, "{title}");
        assert_eq!(year_in(title), year, "{title}");
    }

    #[test]
    fn titles_name_the_agency() {
        check_agency("永善县人民政府2020年政府信息公开工作年度报告", "永善县人民政府", Some(2020));
        check_agency("2020年永善县政府信息公开工作年度报告", "永善县", Some(2020));
        check_agency("永善县人民政府信息公开工作年度报告（2020年）", "永善县人民政府", Some(2020));
        check_agency("关于永善县水务局二〇二〇年度政府信息公开工作的年度报告", "永善县水务局", Some(2020));
        check_agency("政府信息公开工作年度报告", "", None);
        check_agency("2020年政府信息公开工作年度报告", "", Some(2020));
        check_agency("永善县2020年政务公开年度报告", "永善县", Some(2020));
    }

    /// Lines, and the title that is found in them.
    #[track_caller]
    fn check(lines: &str, expected: Option<&str>) {
        let mut pieces = Vec::new();
        let mut start = 0;
        for (row, line) in lines.split_inclusive('\n').enumerate() {
            let end = start + line.trim_end().len() as u32;
            pieces.push(Piece { start, end, row: row as u32, block: row as u32, kind: Kind::Paragraph });
            start += line.len() as u32;
        }
        assert_eq!(find(lines, &pieces).map(|place| place.of(lines)), expected, "{lines}");
    }

    #[test]
    fn titles_are_found_without_what_pages_put_around_them() {
        let title = "永善县水务局2020年政府信息公开工作年度报告";
        for (before, after) in [
            ("", ""),
            ("", " 2021-01-20"),
            ("", "（2021年1月20日）"),
            ("", "　字体：大 中 小"),
            ("", " 浏览次数：12"),
            ("", "_永善县人民政府网"),
            ("", "-永善县人民政府门户网站"),
            ("# ", ""),
            ("【", "】"),
            ("标题：", " 发布日期：2021-01-20"),
        ] {
            check(&format!("{before}{title}{after}"), Some(title));
        }
        // What belongs to the title, and what is none.
        let dated = "永善县水务局政府信息公开工作年度报告（2020年）";
        check(dated, Some(dated));
        check("永善县水务局2020年政府信息公开工作年度报告编制说明", None);
        check("首页 > 政府信息公开年报 > 永善县水务局2020年政府信息公开工作年度报告", None);
    }

    #[test]
    fn titles_stand_over_several_lines() {
        check("2020年政府信息公开工作年度报告", Some("2020年政府信息公开工作年度报告"));
        let title = "永善县水务局\n2020年政府信息公开\n工作年度报告";
        check(title, Some(title));
        let title = "永善县水务局2020年政府信息公开工作\n年度报告";
        check(title, Some(title));
        check("2020年政府信息公开\n工作年度报告", Some("2020年政府信息公开\n工作年度报告"));
        // Links of a page.
        check("政府信息公开\n年度报告", None);
        check("2020年重点领域信息公开目录\n年度报告", None);
    }

    #[track_caller]
    fn check_metadata(line: &str, agency: &str, published: &str) {
        let piece = Piece { start: 0, end: line.len() as u32, row: 1, block: 0, kind: Kind::Paragraph };
        let found = metadata(line, &[piece]);
        assert_eq!(found.agency.unwrap_or_default(), agency, "{line}");
        assert_eq!(found.published.map(|day| day.to_string()).unwrap_or_default(), published, "{line}");
    }

    #[test]
    fn metadata_is_found_in_lines() {
        check_metadata("发布日期：2021-01-20 10:30", "", "2021年1月20日");
        check_metadata(
            "来源：永善县水务局　发布时间：2021年1月20日　浏览次数：12",
            "永善县水务局",
            "2021年1月20日",
        );
        check_metadata("【发布机构】永善县人民政府办公室", "永善县人民政府办公室", "");
        check_metadata("时间安排如下", "", "");
        check_metadata("来源：本站", "", "");
        check_metadata("发布机构：县政府办公室", "", "");
        check_metadata("发布机构：县水务局", "县水务局", "");
    }
}

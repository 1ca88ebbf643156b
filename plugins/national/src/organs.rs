//! Whose report it is, against whom the prose names: bodies, places and self-words resolved by division and level.

use gouji_core::divisions;
use gouji_core::prelude::*;

use crate::dated::{ENOUGH, clause};
use crate::prose;

/// What names of divisions end in.
pub(crate) const DIVISION_ENDS: [char; 6] = ['省', '市', '县', '区', '州', '旗'];

/// A Chinese character.
pub(crate) fn is_chinese(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// What the words of a body are that its name has behind its place: 水务局 of 昭通市永善县水务局.
pub(crate) fn without_place(name: &str) -> &str {
    let mut rest = name;
    while let Some(end) = place_end(rest) {
        rest = &rest[end..];
    }
    rest
}

/// Where the place ends that a name begins with. 城市管理局 and 市场监督管理局 begin with none.
fn place_end(name: &str) -> Option<usize> {
    let ends =
        name.char_indices().skip(1).filter(|(_, c)| DIVISION_ENDS.contains(c) || matches!(c, '镇' | '乡'));
    ends.map(|(at, c)| (at, at + c.len_utf8()))
        .find(|(at, end)| {
            let (before, behind) = (&name[..*at], &name[*end..]);
            let word = before.ends_with(['城', '都', '超', '社', '园', '地', '战', '林'])
                || behind.starts_with(['场', '政', '容', '民', '域', '划', '村']);
            !word
                && !behind.is_empty()
                && before.chars().count() <= 12
                && !before.contains(['局', '委', '厅', '办', '和'])
        })
        .map(|(_, end)| end)
}

/// What names of departments end in.
const DEPARTMENT_ENDS: [&str; 14] = [
    "局",
    "委员会",
    "委",
    "厅",
    "办公室",
    "中心",
    "管委会",
    "总队",
    "支队",
    "大队",
    "研究院",
    "学校",
    "医院",
    "分局",
];

/// Whether two names may be those of one body: the same, a short form of the other, or an office of it.
pub(crate) fn is_same_body(one: &str, other: &str) -> bool {
    let plain = |name: &str| {
        let name = name.trim_start_matches(DIVISION_ENDS);
        name.replace("人民政府", "").replace("政府", "").replace("委员会", "委")
    };
    let (one, other) = (plain(without_place(one)), plain(without_place(other)));
    // 人社局 is 人力资源和社会保障局.
    let shortens = |short: &str, long: &str| {
        let mut long = long.chars();
        short.chars().all(|c| long.any(|other| other == c))
    };
    one.is_empty() || other.is_empty() || shortens(&one, &other) || shortens(&other, &one)
}

/// Whether a whole name is surely that of another body than the report's: of another department, or of another place. An
/// office may sign for its government, and a branch for its bureau.
pub(crate) fn is_another(own: &str, name: &str) -> bool {
    let office = ["办公室", "领导小组", "中心", "指挥部"];
    if own.is_empty() || own == name || name.is_empty() || office.iter().any(|end| name.ends_with(end)) {
        return false;
    }
    let (own_places, places) = (places(own), places(name));
    let stem = |place: &str| {
        let mut stem = place.chars();
        stem.next_back();
        stem.as_str().to_owned()
    };
    let in_other = |places: &[&str], other: &str| {
        places.iter().map(|place| stem(place)).any(|stem| stem.chars().count() >= 2 && other.contains(&stem))
    };
    let government = |name: &str| name.ends_with("人民政府") || name.ends_with("街道办事处");
    if government(own) && government(name) {
        // The last place of a name is whose government it is.
        let (Some(mine), Some(theirs)) = (own_places.last(), places.last()) else { return false };
        return !in_other(&[*mine], name) && !in_other(&[*theirs], own);
    }
    if government(own) || government(name) {
        return false;
    }
    let apart = !own_places.is_empty()
        && !places.is_empty()
        && !in_other(&own_places, name)
        && !in_other(&places, own);
    let department = |name: &str| DEPARTMENT_ENDS.iter().any(|end| name.ends_with(end));
    department(own) && department(name) && (apart || !is_same_body(own, name))
}

/// The places that a name begins with, from the widest: 永善县 and 桧溪镇 of 永善县桧溪镇人民政府.
fn places(name: &str) -> Vec<&str> {
    let mut rest = name;
    let mut places = Vec::new();
    while let Some(end) = place_end(rest) {
        places.push(&rest[..end]);
        rest = &rest[end..];
    }
    places
}

/// A body that the text calls its own author, and where.
pub(crate) struct Author<'t> {
    pub(crate) name: &'t str,
    pub(crate) place: Place,
}

/// Who made the report, as its first paragraphs say: 本报告由某某县水务局编写, 某某县水务局编制了2023年政府信息公开工作年度报告,
/// 现将某某县水务局2023年政府信息公开情况报告如下.
pub(crate) fn authors<'a>(report: &Report<'a>) -> Vec<Author<'a>> {
    const FIRST: usize = 8;
    let mut found = Vec::new();
    for (paragraph, text) in prose::paragraphs(report, |part| part <= 1).take(FIRST) {
        let by = text.match_indices('由').take(ENOUGH).filter_map(|(at, by)| made_by(text, at, by.len()));
        let own = ["编制了", "现将", "现把", "公布", "发布"].into_iter().flat_map(|lead| {
            text.match_indices(lead).take(ENOUGH).filter_map(move |(at, _)| presented(text, at, lead))
        });
        for (start, end) in by.chain(own) {
            found.push(Author { name: &text[start..end], place: prose::place(paragraph, start, end) });
        }
    }
    found
}

/// 本报告由……编写.
fn made_by(text: &str, at: usize, length: usize) -> Option<(usize, usize)> {
    let (start, _) = clause(text, at);
    let led = text[start..at].trim();
    if !(led.ends_with("报告") || led.ends_with("年报")) {
        return None;
    }
    let from = at + length;
    let run = leading(&text[from..]);
    let verbs = ["组织编", "负责编", "编制", "编写", "起草", "撰写", "制作", "汇总", "根据", "依据", "按照"];
    let end = verbs.iter().filter_map(|verb| run.find(verb)).min()?;
    is_body(&run[..end]).then_some((from, from + end))
}

/// 某某局编制了2023年……报告 and 现将某某局2023年……: a body right before a year or right behind the words.
fn presented(text: &str, at: usize, lead: &str) -> Option<(usize, usize)> {
    let (start, end) = clause(text, at);
    if !["报告", "情况"].iter().any(|word| text[at..end].contains(word)) || !text[at..end].contains("公开")
    {
        return None;
    }
    if lead == "编制了" {
        let from = at - trailing(&text[start..at]).len();
        return is_body(&text[from..at]).then_some((from, at));
    }
    let from = at + lead.len();
    let run = leading(text[from..].trim_start_matches('《'));
    let from = from + (text[from..].len() - text[from..].trim_start_matches('《').len());
    let behind = text[from + run.len()..].trim_start();
    (behind.starts_with("20") && is_body(run)).then_some((from, from + run.len()))
}

/// Whether a run of characters is the name of a body of its own, not 我局, 全局 or 有关部门.
fn is_body(name: &str) -> bool {
    let ends = DEPARTMENT_ENDS.iter().any(|end| name.ends_with(end))
        || name.ends_with("政府")
        || name.ends_with("办事处");
    let length = name.chars().count();
    ends && (4..=30).contains(&length)
        && !name.starts_with(['我', '本', '全', '各', '该'])
        && !name.contains("有关")
}

/// The Chinese characters that a text begins with.
pub(crate) fn leading(text: &str) -> &str {
    let end = text.find(|c: char| !is_chinese(c)).unwrap_or(text.len());
    &text[..end]
}

/// The Chinese characters that a text ends with.
fn trailing(text: &str) -> &str {
    let start =
        text.char_indices().rev().take_while(|(_, c)| is_chinese(*c)).last().map_or(text.len(), |(at, _)| at);
    &text[start..]
}

/// The division that ends with the character at a byte, where it starts: `宜宾市` of `为宜宾市发展`, at the head of words.
pub(crate) fn division_at(text: &str, end: usize) -> Option<(usize, &str)> {
    let before = &text[..end];
    let longest = if before[..before.len() - 3].ends_with("自治") { 16 } else { 6 };
    let starts =
        before.char_indices().rev().take(longest).take_while(|(_, c)| is_chinese(*c)).map(|(start, _)| start);
    let (start, name) = starts
        .skip(2)
        .map(|start| (start, &before[start..]))
        .filter(|(_, name)| divisions::is_name(name))
        .last()?;
    let lead = before[..start].chars().next_back();
    let heads = lead.is_none_or(|c| {
        !c.is_alphanumeric()
            || "向由为经被给从将把对于得请报按据依受到年度".contains(c)
            || DIVISION_ENDS.contains(&c)
    });
    // 合作市场, 县级, 市直 and 区域 end no name.
    let behind = text[end..].chars().next();
    let whole = behind.is_none_or(|c| !"级直域场民容长内辖镇".contains(c) && !DIVISION_ENDS.contains(&c));
    (heads && whole).then_some((start, name))
}

/// Whether no division of that name lies in the agency's, nor holds it; `far`: nor is of its province.
pub(crate) fn is_foreign(own: &str, name: &str, far: bool) -> bool {
    let mut codes = divisions::codes(name);
    !codes.any(|code| {
        divisions::is_within(code, own) || divisions::is_within(own, code) || far && code[..2] == own[..2]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_without_their_places() {
        for (name, expected) in [
            ("昭通市永善县水务局", "水务局"),
            ("永善县城市管理局", "城市管理局"),
            ("某某区市场监督管理局", "市场监督管理局"),
            ("巴马瑶族自治县住房和城乡建设局", "住房和城乡建设局"),
            ("水利部", "水利部"),
            ("", ""),
        ] {
            assert_eq!(without_place(name), expected, "{name}");
        }
    }

    #[test]
    fn bodies_under_several_names() {
        assert!(is_same_body("永善县人力资源和社会保障局", "永善县人社局"));
        assert!(is_same_body("永善县水务局", "水务局办公室"));
        assert!(is_same_body("永善县人民政府办公室", "永善县政府办公室"));
        assert!(is_same_body("永善县发展和改革委员会", "县发改委"));
        assert!(!is_same_body("永善县水务局", "永善县林业和草原局"));
        assert!(!is_same_body("永善县民政局", "县人社局"));
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let ends =
            text.char_indices().filter(|(_, c)| DIVISION_ENDS.contains(c)).map(|(at, c)| at + c.len_utf8());
        let found: Vec<&str> = ends.filter_map(|end| division_at(text, end)).map(|(_, name)| name).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn divisions_are_whole_words() {
        check("向阜宁县人民政府提出", &["阜宁县"]);
        check("，得到宜宾市委、市政府肯定", &["宜宾市"]);
        check("党政和县直部门，东西部合作市场，人力资源县级部门，公安县区联动", &[]);
        check("2023年，巴马瑶族自治县认真落实", &["巴马瑶族自治县"]);
        check("全县、各市、市区、县长", &[]);
    }
}

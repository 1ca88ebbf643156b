//! M16: a government that speaks as a bureau, a bureau that speaks as a township, a township that speaks as its county.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use crate::dated::clause;
use crate::vocabulary::{self, Kind};
use crate::words::Words;

/// 自称与机关不符.
pub(crate) struct WrongVoice;

pub(crate) const WORDS: &[&str] = &[
    "我局",
    "本局",
    "我委",
    "本委",
    "我厅",
    "本厅",
    "我中心",
    "我镇",
    "我乡",
    "我街道",
    "本镇",
    "本乡",
    "我县",
    "我区",
    "我市",
    "我州",
    "我旗",
    "全县",
    "全区",
    "全市",
    "全州",
];

impl Rule for WrongVoice {
    fn card(&self) -> Card {
        Card::warning("M16", "national/wrong-voice", "正文的自称与标题的机关不符")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第四十九条：政府的报告反映本级政府的工作")
            .why("政府的报告写着“我局”，部门的报告写着“我镇”，多半是从别的单位的报告抄来的，或者只写了一个部门的工作。")
            .bad(
                "agency.name = '某某县人民政府'\nagency.level = 'county'\noverview = '2023年，我局主动公开信息12条。我局还开展了培训。'",
                "标题是某某县人民政府，正文有 2 处自称“我局”",
            )
            .bad(
                "agency.name = '某某县水务局'\nagency.level = 'department'\noverview = '2023年，我镇主动公开信息12条。'\nproblems = '我镇解读形式单一。'",
                "标题是某某县水务局，正文有 2 处自称“我镇”",
            )
            .bad(
                "agency.name = '某某镇人民政府'\nagency.level = 'township'\noverview = '我县各乡镇、各部门协同推进,全县政府信息公开工作水平得到提升。'",
                "标题是某某镇人民政府，正文有 2 处说的是“我县”的公开工作",
            )
            .bad(
                "agency.name = '某某镇人民政府'\nagency.level = 'township'\npreamble = '根据条例，结合2023年我县政府信息公开工作编制本报告。'",
                "标题是某某镇人民政府，正文说的是“我县”的公开工作",
            )
            .bad(
                "agency.name = '某某市人民政府'\nagency.level = 'city'\noverview = '2023年，我县主动公开政府信息812条。'",
                "标题是某某市人民政府，正文说的是“我县”的公开工作",
            )
            .bad(
                "agency.name = '某某镇人民政府'\nagency.level = 'township'\noverview = '我县运用政府网站和公众号发布惠农政策，管理账号1个。'",
                "标题是某某镇人民政府，正文说的是“我县”的公开工作",
            )
            .bad(
                "agency.name = '某某市水务局'\nagency.level = 'department'\nagency.of = 'city'\noverview = '我县认真清理失效文件。'",
                "标题是某某市水务局，正文说的是“我县”的公开工作",
            )
            .good("agency.name = '某某县水务局'\nagency.level = 'department'\nagency.of = 'county'\noverview = '我县认真清理失效文件。'")
            .good("agency.name = '某某镇人民政府'\nagency.level = 'township'\noverview = '我县召开动员会后，我县列为试点，全镇公开信息12条。'")
            // What the county above does or asks for.
            .good("agency.name = '某某镇人民政府'\nagency.level = 'township'\noverview = '在县委、县政府领导下，我镇把公开作为抓手，参加全县政务公开工作培训，在全县考核中名列前茅。按照我县要求，全镇公开信息12条。'")
            .good("agency.name = '某某镇人民政府'\nagency.level = 'township'\noverview = '全县政府信息公开工作会议召开后，我镇抓好落实。'")
            .good("agency.name = '某某县人民政府'\nagency.level = 'county'\noverview = '2023年，我县主动公开政府信息812条，全市考核第一。'")
            .good("agency.name = '某某县人民政府'\nagency.level = 'county'\noverview = '2023年，各单位表示“我局将加强公开”。'")
            .good("agency.name = '某某县水务局'\nagency.level = 'department'\noverview = '2023年，我局主动公开信息12条。我局还开展了培训。'")
            .good("agency.name = '某某县人民政府'\nagency.level = 'county'\noverview = '我委托第三方评估，本委派人员，我局势稳定。'")
            .good("agency.name = '某某镇人民政府'\nagency.level = 'township'\noverview = '2023年，我镇主动公开信息12条。我镇还开展了培训。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        as_another_body(report, findings);
        as_another_place(report, findings);
    }
}

/// What ends the name of a place in such words, with its level.
const PLACES: [(char, Level); 5] = [
    ('县', Level::County),
    ('区', Level::County),
    ('旗', Level::County),
    ('市', Level::City),
    ('州', Level::City),
];

/// 我局 in the report of a government, 我镇 in that of a bureau.
fn as_another_body(report: &Report, findings: &mut Findings) {
    let of_place = |word: &str| word.ends_with(PLACES.map(|(end, _)| end));
    let wrong = match report.agency.level {
        Some(Level::Department) => |word: &str| word.ends_with(['镇', '乡']) || word.ends_with("街道"),
        Some(Level::National) | None => return,
        Some(Level::Township) => |word: &str| !word.ends_with(['镇', '乡']) && !word.ends_with("街道"),
        Some(_) => |_: &str| true,
    };
    let mut first: Option<(Place, &str)> = None;
    let mut count = 0;
    for seen in vocabulary::seen(report).of(Kind::Voice, |part| matches!(part, 1 | 5)) {
        let word = report.slice(seen.place);
        if !of_place(word) && wrong(word) && stands(report.text, seen.place) {
            count += 1;
            first.get_or_insert((seen.place, word));
        }
    }
    // Once may be a quotation.
    let Some((place, word)) = first.filter(|_| count >= 2) else { return };
    let name = report.agency.name;
    findings.add(place, format!("标题是{name}，正文有 {count} 处自称“{word}”"));
}

/// A township that tells what 我县 disclosed, a city or a bureau of a city that tells what 我县 did.
fn as_another_place(report: &Report, findings: &mut Findings) {
    let agency = &report.agency;
    let level = match agency.level {
        Some(Level::Department) => agency.of.filter(|of| matches!(of, Level::Province | Level::City)),
        other => other.filter(|level| *level != Level::National),
    };
    let Some(level) = level else { return };
    let mut first: Option<(Place, &str)> = None;
    let mut count = 0;
    for seen in vocabulary::seen(report).of(Kind::Voice, |part| part <= 5) {
        let word = report.slice(seen.place);
        let ends = PLACES.into_iter().find(|(end, _)| word.ends_with(*end));
        let Some((_, of)) = ends.filter(|(end, of)| is_another(agency.name, level, *end, *of)) else {
            continue;
        };
        // A county speaks of 全市 where it speaks of those above it; of 我县 nobody but a county's speaks as his own.
        let above = of < level && level != Level::Township;
        if !above && tells_own(report.text, seen.place) {
            count += 1;
            first.get_or_insert((seen.place, word));
        }
    }
    let Some((place, word)) = first else { return };
    let times = if count > 1 { format!("有 {count} 处") } else { String::new() };
    findings.add(place, format!("标题是{}，正文{times}说的是“{word}”的公开工作", agency.name));
}

/// Whether a word like 我县 cannot mean the agency's own place.
fn is_another(agency: &str, level: Level, end: char, of: Level) -> bool {
    let place = agency.strip_suffix("人民政府").unwrap_or(agency);
    match level {
        // A county may be a 市, and a city a 州, a 盟 or a 地区; all of these have 区.
        Level::County => of == Level::County && end == '县' && place.ends_with('区'),
        Level::City => end == '县' || end == '旗',
        Level::Province => matches!(end, '县' | '旗' | '州') && !place.ends_with("自治区"),
        _ => true,
    }
}

/// What a body tells of its own openness.
static OWN: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "主动公开",
        "公开信息",
        "公开政府信息",
        "共公开",
        "共主动",
        "收到",
        "政府信息公开工作",
        "政务公开工作",
        "公开工作",
        "各乡镇",
        "各部门",
        "各镇",
        "行政机关",
    ])
});

/// What it does for it, where 我 says that it speaks of itself.
static DOES: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "依托", "严格", "认真", "坚持", "落实", "公开", "发布", "收到", "答复", "管理", "设", "建", "开展",
        "加强", "推进", "健全", "完善", "制定", "组织", "积极", "主动", "始终", "深入", "全面", "持续",
        "编制", "成立", "明确", "畅通", "运用", "利用", "通过", "制发",
    ])
});

/// Whether a clause is about the work of that place: 全县主动公开信息120条, 结合2023年我县政府信息公开工作, 我县依托网站公开信息.
fn tells_own(text: &str, place: Place) -> bool {
    const NEAR: usize = 24;
    let (start, stop) = (place.start as usize, place.end as usize);
    let (from, to) = clause(text, start);
    let before = text[from..start].trim();
    let lead = before.trim_start_matches(|c: char| c.is_ascii_digit() || c == '年' || c == '度');
    let led = ["结合", "总结", "汇总", "综合"].iter().any(|word| before.starts_with(word))
        && before.ends_with('年');
    let behind = &text[stop..to];
    let others = [
        "会议", "培训", "会上", "考核", "评比", "通报", "要求", "部署", "安排", "统一", "排名", "召开", "被",
        "列为", "下发", "印发",
    ];
    let near = OWN.numbers(behind).next().is_some_and(|(at, _)| at <= NEAR);
    let acts = text[start..].starts_with('我') && DOES.at(behind, 0).is_some();
    (lead.is_empty() || led) && (near || acts) && !others.iter().any(|word| behind.contains(word))
}

/// Not 我委托, 本委派, 我局势, 我乡村.
fn stands(text: &str, place: Place) -> bool {
    let Place { start, end } = place;
    !text[end as usize..].starts_with(['托', '派', '任', '势', '部', '限', '村', '面'])
        && !text[..start as usize].ends_with(['“', '自', '本'])
}

//! M16: a government that speaks as a bureau, a bureau that speaks as a township.

use gouji_core::prelude::*;

use crate::vocabulary::{self, Kind};

/// 自称与机关不符.
pub(crate) struct WrongVoice;

pub(crate) const WORDS: &[&str] =
    &["我局", "本局", "我委", "本委", "我厅", "本厅", "我中心", "我镇", "我乡", "我街道", "本镇", "本乡"];

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
            .good("agency.name = '某某县人民政府'\nagency.level = 'county'\noverview = '2023年，各单位表示“我局将加强公开”。'")
            .good("agency.name = '某某县水务局'\nagency.level = 'department'\noverview = '2023年，我局主动公开信息12条。我局还开展了培训。'")
            .good("agency.name = '某某县人民政府'\nagency.level = 'county'\noverview = '我委托第三方评估，本委派人员，我局势稳定。'")
            .good("agency.name = '某某镇人民政府'\nagency.level = 'township'\noverview = '2023年，我镇主动公开信息12条。我镇还开展了培训。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
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
            if wrong(word) && stands(report.text, seen.place) {
                count += 1;
                first.get_or_insert((seen.place, word));
            }
        }
        // Once may be a quotation.
        let Some((place, word)) = first.filter(|_| count >= 2) else { return };
        let name = report.agency.name;
        findings.add(place, format!("标题是{name}，正文有 {count} 处自称“{word}”"));
    }
}

/// Not 我委托, 本委派, 我局势, 我乡村.
fn stands(text: &str, place: Place) -> bool {
    let Place { start, end } = place;
    !text[end as usize..].starts_with(['托', '派', '任', '势', '部', '限', '村', '面'])
        && !text[..start as usize].ends_with(['“', '自', '本'])
}

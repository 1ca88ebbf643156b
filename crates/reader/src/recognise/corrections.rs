//! Notes that take back what a table prints: 注：…应为…，以此为准。 Whom to believe only a person can tell.

use gouji_core::place::Place;
use gouji_core::report::{Part, TroubleDraft};

use crate::recognise::pieces::{Kind, Piece};

/// A longer text is no note.
const LONG: usize = 900;
/// Words that take something back.
const TAKES_BACK: [&str; 12] = [
    "应为",
    "应是",
    "应当为",
    "实为",
    "实际为",
    "更正为",
    "更改为",
    "修正为",
    "误填",
    "误写",
    "填写有误",
    "数据有误",
];
/// Words that say which holds.
const HOLDS: [&str; 4] = ["以此为准", "为准", "勘误", "更正"];
/// What such a note speaks of.
const OF_TABLE: [&str; 12] =
    ["表中", "表内", "表二", "表三", "表四", "上表", "下表", "本表", "该表", "栏", "格", "一项"];

/// A trouble for each note that corrects a table, in the parts that have tables or with their names.
pub(super) fn find(text: &str, pieces: &[Piece], part_of: &[u8], parts: &[Part]) -> Vec<TroubleDraft> {
    let begins = parts.first().map_or(0, |part| part.heading.start);
    let is_note = |(piece, part): &(&Piece, &u8)| {
        (piece.start >= begins || opens(piece.of(text)))
            && piece.kind != Kind::Heading
            && corrects(piece.of(text), (2..=4).contains(*part))
    };
    let notes = pieces.iter().zip(part_of).filter(is_note);
    notes
        .map(|(piece, _)| {
            let words: String = piece.of(text).chars().take(60).collect();
            let message = format!(
                "有一处说明更正了表格里的数字（“{words}”），表格仍按印出的读；请改正表格本身后再检查"
            );
            TroubleDraft { message, place: Place::new(piece.start, piece.end), blocking: true }
        })
        .collect()
}

fn corrects(words: &str, at_table: bool) -> bool {
    if words.len() > LONG || words.len() < "应为1".len() {
        return false;
    }
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    let figure = words.contains(|c: char| gouji_core::cell::narrow(c).is_ascii_digit());
    let note = ["注：", "注:", "备注", "说明", "勘误", "更正", "*", "＊", "※", "①", "["]
        .iter()
        .any(|mark| words.starts_with(mark));
    let takes_back = has(&TAKES_BACK) && figure;
    let holds = has(&HOLDS) && (figure || note);
    (takes_back || holds) && (has(&OF_TABLE) || at_table && note || takes_back && opens(words))
}

/// Whether a text calls itself a correction.
fn opens(words: &str) -> bool {
    let behind = ["更正", "勘误", "补正"].iter().find_map(|word| words.trim_start().strip_prefix(word));
    behind.is_some_and(|behind| behind.starts_with(['：', ':', '启', '声', '说', '表', '公']))
}

#[cfg(test)]
mod tests {
    use super::corrects;

    #[test]
    fn notes_that_correct() {
        for (words, at_table, expected) in [
            ("注：表中“本年新收”自然人一栏应为 12 件", true, true),
            ("*上表总计应为30，以此为准", false, true),
            ("勘误：商业企业一栏更正为 4", true, true),
            ("备注：以12件为准", true, true),
            ("更正：应为20件。", false, true),
            ("更正启事：表四总计应为2", false, true),
            ("更正错误信息，共15处应为准确表述", false, false),
            ("（二）依申请公开。对公开后发现有误的信息及时更正", false, false),
            ("注：本表数据统计截至2023年12月31日", true, false),
            ("规范性文件公开标准应为全市统一", true, false),
            ("加强勘误，全年更正错别字15处", false, false),
        ] {
            assert_eq!(corrects(words, at_table), expected, "{words}");
        }
    }
}

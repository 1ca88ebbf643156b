//! The sentence around a phrase, and whether it denies or only plans what the phrase names.

use crate::place::Place;

/// Bytes that are looked at on each side: a text without marks is not searched whole for each of its phrases.
const FAR: usize = 1500;
/// Bytes between a negation and what it denies: ten characters.
const NEAR: usize = 30;

const SENTENCE_ENDS: [char; 6] = ['。', '；', '！', '？', ';', '\n'];
const CLAUSE_ENDS: [char; 13] = ['，', '。', '；', '：', '、', '！', '？', ',', ';', ':', '\n', '（', '“'];

const NEGATIONS: [char; 3] = ['未', '没', '无'];
/// Words that begin like a negation and are none.
const NO_NEGATIONS: [&str; 17] = [
    "未来",
    "未成年",
    "无障碍",
    "无偿",
    "无纸",
    "无线",
    "无人",
    "无论",
    "无缝",
    "无一",
    "无死角",
    "无遗漏",
    "无差错",
    "无差别",
    "无形",
    "无犯罪",
    "没收",
];

/// From here to the end of the paragraph, everything is still to come.
pub(super) const AHEAD: [&str; 7] = ["下一步", "下步", "今后", "下阶段", "下一阶段", "明年", "来年"];
/// From here to the end of the sentence. 将 alone is no plan: 将政务公开纳入考核 is done.
pub(super) const WILL: [&str; 20] = [
    "将继续",
    "将进一步",
    "将加强",
    "将加大",
    "将积极",
    "将切实",
    "将认真",
    "将不断",
    "将着力",
    "将持续",
    "将重点",
    "将以",
    "将围绕",
    "将按照",
    "将严格",
    "将会",
    "将开展",
    "将组织",
    "将举办",
    "将建立",
];

/// The sentence that a place begins in, without the mark that ends it.
pub(super) fn sentence(text: &str, place: Place) -> Place {
    let start = start_of(text, place, FAR, &SENTENCE_ENDS);
    let from = place.start as usize;
    let rest = text.get(from..boundary(text, from + FAR)).unwrap_or("");
    let end = rest.find(SENTENCE_ENDS).map_or(from + rest.len(), |end| from + end);
    Place::from(start..end)
}

/// `未开展培训`, `没有举办培训`: the words before it, in its clause, deny it.
pub(super) fn is_denied(text: &str, place: Place) -> bool {
    let to = place.start as usize;
    let from = boundary(text, to.saturating_sub(NEAR));
    let before = text.get(from..to).unwrap_or("");
    let Some(at) = before.rfind(NEGATIONS) else { return false };
    let (between, negation) = (&before[at..], text.get(from + at..).unwrap_or(""));
    // Of another clause; and 未公开的文件 are there.
    !between.contains(CLAUSE_ENDS)
        && !between.contains('的')
        && !NO_NEGATIONS.iter().any(|word| negation.starts_with(word))
}

/// A word from which on things are planned, not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Turn {
    pub(super) place: Place,
    /// To the end of the paragraph, not only of the sentence.
    pub(super) far: bool,
}

/// `下一步，将加强培训`: it is still to come. `turns` are those of the report, in reading order: the nearest of each kind
/// says it, if any does.
pub(super) fn is_planned(text: &str, place: Place, turns: &[Turn]) -> bool {
    let before = turns.partition_point(|turn| turn.place.start <= place.start);
    let near = turns[..before].iter().rev().take_while(|turn| place.start - turn.place.start < FAR as u32);
    let mut asked = [false; 2];
    for turn in near {
        if std::mem::replace(&mut asked[usize::from(turn.far)], true) {
            continue;
        }
        let between = text.get(turn.place.start as usize..place.start as usize).unwrap_or("");
        let ends = if turn.far { between.contains('\n') } else { between.contains(SENTENCE_ENDS) };
        if !ends {
            return true;
        }
        if asked == [true; 2] {
            break;
        }
    }
    false
}

/// Behind the last of some marks before a place, at most so many bytes before it.
fn start_of(text: &str, place: Place, most: usize, marks: &[char]) -> usize {
    let at = place.start as usize;
    let from = boundary(text, at.saturating_sub(most));
    let before = text.get(from..at).unwrap_or("");
    let mark = before.char_indices().rev().find(|(_, c)| marks.contains(c));
    mark.map_or(from, |(mark, c)| from + mark + c.len_utf8())
}

/// The start of the character that a byte belongs to; the end of the text for what lies behind it.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, phrase: &str) -> Place {
        let start = text.find(phrase).unwrap();
        Place::from(start..start + phrase.len())
    }

    #[track_caller]
    fn check(text: &str, denied: bool, planned: bool) {
        let place = place(text, "培训");
        let turns = |words: &[&str], far| -> Vec<Turn> {
            let find = |word: &&str| text.find(word).map(|at| Turn { place: Place::from(at..at + 3), far });
            words.iter().filter_map(find).collect()
        };
        let turns = [turns(&AHEAD, true), turns(&WILL, false)].concat();
        assert_eq!((is_denied(text, place), is_planned(text, place, &turns)), (denied, planned), "{text}");
    }

    #[test]
    fn denials_and_plans() {
        check("全年举办培训3次。", false, false);
        check("未开展培训。", true, false);
        check("没有组织过业务培训", true, false);
        check("尚未举办培训", true, false);
        check("无培训", true, false);
        check("未开展演练，举办培训2次", false, false);
        check("为未成年人保护岗位举办培训", false, false);
        check("对没有参加过的同志进行培训", false, false);
        check("下一步，将加强培训", false, true);
        check("下一步：一是完善制度；二是加强培训", false, true);
        check("下一步完善制度。\n举办培训2次", false, false);
        check("将政务公开纳入培训", false, false);
        check("将进一步加强培训", false, true);
        check("将进一步完善制度。举办培训2次", false, false);
        check("2021年将举办培训", false, true);
        check("举办培训2次，将继续完善制度", false, false);
    }

    #[test]
    fn sentences_end_at_their_marks() {
        let text = "第一句。第二句，培训；第三句";
        assert_eq!(sentence(text, place(text, "培训")).of(text), "第二句，培训");
        assert_eq!(sentence(text, Place::new(500, 600)).of(text), "");
        assert_eq!(sentence("培训", Place::new(0, 6)).of("培训"), "培训");
    }
}

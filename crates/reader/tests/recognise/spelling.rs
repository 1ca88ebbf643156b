//! Reports as other sites repost them: in traditional characters, and with pinyin between the characters.

use gouji_core::form::{Edition, Table};
use gouji_core::report::{CellState, Draft};

use crate::support::{laid_out, numbered, piped, read, troubles};

/// The characters of the forms' labels and headings, and those that other sites have for them.
const PAIRS: &str = "縣县 開开 報报 務务 處处 動动 項项 書书 請请 關关 況况 議议 訴诉 訟讼 問问 題题 進进 總总 體体 結结 轉转 \
                     維维 糾纠 審审 續续 辦办 屬属 國国 機机 護护 應应 權权 發发 廢废 現现 數数 費费 單单 規规 範范 許许 罰罚 \
                     強强 業业 構构 會会 組组 織织 違违 無无 類类 過过 來来 補补 確确 認认 經经 複复 後后 據据 條条 監监 額额 \
                     個个 內内 執执 競竞 當当 備备 準准 號号 與与 為为 歸归 檢检 決决 撥拨 爭争 將将 門门 該该 給给 計计 萬万";

fn traditional(text: &str) -> String {
    let other = |c: char| {
        let pair = PAIRS.split_whitespace().find(|pair| pair.ends_with(c));
        pair.and_then(|pair| pair.chars().next()).unwrap_or(c)
    };
    text.chars().map(other).collect()
}

fn with_pinyin(text: &str) -> String {
    let mut injected = String::new();
    for (at, c) in text.chars().enumerate() {
        injected.push(c);
        match c {
            '理' => injected.push_str("(lǐ)"),
            '府' if at % 2 == 0 => injected.push_str("（fǔ）"),
            '制' => injected.push_str("zhì"),
            _ => {}
        }
    }
    injected
}

/// What was read, without the places.
fn figures(draft: &Draft) -> Vec<String> {
    let cells = draft.grids.iter().flat_map(|grid| &grid.cells);
    let lines = draft.grids.iter().flat_map(|grid| &grid.lines);
    let parts = draft.parts.iter().map(|part| format!("{} {} {:?}", part.number, part.numeral, part.fit));
    cells
        .filter(|cell| cell.state != CellState::Missing)
        .map(|cell| cell.value.to_string())
        .chain(lines.map(|line| format!("{} {:?}", line.present, line.fit)))
        .chain(parts)
        .chain([format!("{:?} {:?} {:?}", draft.year, draft.edition, draft.agency.level)])
        .collect()
}

#[track_caller]
fn check(respell: fn(&str) -> String) {
    for edition in [Edition::E2019, Edition::E2021] {
        let source = laid_out(edition, piped, numbered);
        let (draft, other) = (read(&source), read(&respell(&source)));
        assert_eq!(figures(&other), figures(&draft));
        assert_eq!(other.text, respell(&source), "what is shown is as it was written");
        let title = other.title.expect("the title is found");
        assert_eq!(title.of(&other.text), respell("石桥县人民政府2022年政府信息公开工作年度报告"));
        let said = troubles(&other);
        assert!(said.len() == 1 && said[0].contains("繁体字或夹在字间的拼音"), "{said:?}");
        assert!(other.troubles[0].blocking);
        assert!(Table::ALL.iter().all(|&table| !other.grids[table as usize].inferred));
    }
}

#[test]
fn traditional_characters() {
    check(traditional);
}

#[test]
fn pinyin() {
    check(with_pinyin);
}

#[test]
fn both() {
    check(|text| with_pinyin(&traditional(text)));
}

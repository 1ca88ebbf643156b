//! Rows and columns that stand twice or in another order, units, and notes that take a figure back. As texts.

use gouji_core::form::Table;

use super::tables;
use crate::support::{around, piped, read, shown, troubles};

/// A report whose tables `change` changed, as rows.
#[track_caller]
fn changed(change: impl Fn(&mut [Vec<Vec<String>>; 3])) -> gouji_core::report::Draft {
    let mut tables = tables("41");
    // Other figures in the first row, to tell the columns apart.
    let first = tables[1].iter().position(|row| row[0].starts_with('一')).unwrap();
    for (cell, figure) in tables[1][first][1..].iter_mut().zip(["41", "6", "5", "4", "3", "2", "61"]) {
        figure.clone_into(cell);
    }
    change(&mut tables);
    let [proactive, requests, disputes] = tables.map(|rows| piped(&rows));
    read(&around([&proactive, &requests, &disputes]))
}

fn row_at(rows: &[Vec<String>], start: &str) -> usize {
    rows.iter().position(|row| row.iter().any(|cell| cell.starts_with(start))).unwrap()
}

#[test]
fn a_row_that_stands_twice() {
    let twice = |figure: &'static str| {
        changed(move |tables| {
            let at = row_at(&tables[1], "二、上年结转");
            let mut again = tables[1][at].clone();
            again[1] = figure.to_owned();
            tables[1].insert(at + 1, again);
        })
    };
    let other = twice("9");
    assert_eq!(shown(&other, Table::Requests, "carried_in"), "");
    let said = other.troubles.iter().find(|trouble| trouble.blocking).expect("it is said");
    assert!(said.message.contains("“上年结转”一行出现了两次，数字不同：第 "), "{}", said.message);
    assert!(other.extras.is_empty());
    let same = twice("0");
    assert_eq!(
        (shown(&same, Table::Requests, "carried_in").as_str(), same.extras.len()),
        ("0 0 0 0 0 0 0", 1)
    );
    assert!(same.troubles.iter().all(|trouble| !trouble.blocking));
}

#[test]
fn columns_in_another_order_are_read_by_their_heads() {
    let plain = changed(|_| {});
    assert_eq!(shown(&plain, Table::Requests, "new"), "41 6 5 4 3 2 61");
    let swapped = changed(|tables| {
        let at = row_at(&tables[1], "商业企业");
        tables[1][at].swap(0, 1);
    });
    assert_eq!(shown(&swapped, Table::Requests, "new"), "41 5 6 4 3 2 61");
    assert!(swapped.grids[Table::Requests as usize].inferred);
    assert!(troubles(&swapped)[0].contains("各栏的次序与格式不同"), "{:?}", troubles(&swapped));
    let total_first = changed(|tables| {
        let at = row_at(&tables[1], "自然人");
        tables[1][at].rotate_right(1);
    });
    assert_eq!(shown(&total_first, Table::Requests, "new"), "6 5 4 3 2 61 41");
    // The head again on the next page, in another order.
    let again = changed(|tables| {
        let head = row_at(&tables[1], "商业企业");
        let mut lower = tables[1][head].clone();
        lower.swap(0, 1);
        let upper = tables[1][head - 1].clone();
        let at = row_at(&tables[1], "四、结转下年度");
        for (cell, figure) in tables[1][at][1..].iter_mut().zip(["1", "2", "3", "4", "5", "6", "7"]) {
            figure.clone_into(cell);
        }
        tables[1].splice(at..at, [upper, lower]);
    });
    assert_eq!(shown(&again, Table::Requests, "carried_out"), "1 3 2 4 5 6 7");
    assert_eq!(shown(&again, Table::Requests, "new"), "41 6 5 4 3 2 61");
}

#[test]
fn columns_that_the_form_does_not_have() {
    let twice = changed(|tables| {
        let at = row_at(&tables[1], "商业企业");
        tables[1][at][4] = "商业企业".to_owned();
    });
    assert!(twice.troubles.iter().any(|said| said.blocking && said.message.contains("出现了两次")));
    let remark = changed(|tables| {
        let at = row_at(&tables[1], "一、本年新收");
        tables[1][at].push("另见附件9".to_owned());
    });
    assert!(remark.troubles.iter().any(|said| said.blocking && said.message.contains("还有一格文字")));
}

#[test]
fn money_in_another_unit() {
    let fees = |head: &'static str, figure: &'static str| {
        changed(move |tables| {
            let at = row_at(&tables[0], "行政事业性收费");
            figure.clone_into(&mut tables[0][at][1]);
            head.clone_into(&mut tables[0][at - 1][1]);
        })
    };
    for (head, figure, expected) in [
        ("本年收费金额（单位：万元）", "21.5", "21.5"),
        ("本年收费金额（单位：万元）", "21.5万元", "21.5"),
        ("本年收费金额", "21.5", "21.5"),
        ("本年收费金额（单位：元）", "0", "0"),
        ("本年收费金额（单位：元）", "215000", ""),
        ("本年收费金额（单位：亿元）", "2.1", ""),
        ("本年收费金额（单位：万元）", "215000元", ""),
        ("本年收费金额（单位：万元）", "2.15亿元", ""),
    ] {
        let draft = fees(head, figure);
        assert_eq!(shown(&draft, Table::Proactive, "fees"), expected, "{head} {figure}");
        let blocks = draft.troubles.iter().any(|trouble| trouble.blocking);
        assert_eq!(blocks, expected.is_empty(), "{head} {figure}: {:?}", troubles(&draft));
    }
}

#[test]
fn a_note_that_corrects_a_table() {
    for (note, blocks) in [
        ("注：上表自然人一栏应为 99 件，以此为准。", true),
        ("勘误：表三商业企业更正为 4 件。", true),
        ("注：本表统计到2023年12月31日为止。", false),
    ] {
        let [proactive, requests, disputes] = tables("41").map(|rows| piped(&rows));
        let draft = read(&around([&proactive, &format!("{requests}\n{note}"), &disputes]));
        assert_eq!(
            draft.troubles.iter().any(|trouble| trouble.blocking),
            blocks,
            "{note}: {:?}",
            troubles(&draft)
        );
    }
}

#[test]
fn a_figure_in_a_row_of_its_own() {
    let stray = |figure: &'static str| {
        changed(move |tables| {
            let at = row_at(&tables[0], "行政许可");
            tables[0].insert(at + 1, vec![String::new(), figure.to_owned()]);
        })
    };
    assert!(stray("3560").troubles.iter().any(|trouble| trouble.blocking), "{:?}", troubles(&stray("3560")));
    assert!(!stray("").troubles.iter().any(|trouble| trouble.blocking), "{:?}", troubles(&stray("")));
}

#[test]
fn what_a_markdown_text_strikes_out() {
    for (sentence, blocks) in [
        ("~~全县公开信息80条，其中网站40条。~~", true),
        ("全县公开信息~~80~~40条。", true),
        ("全县公开信息40条。~~~~~~", false),
        ("每日 8:00 ~~ 17:00 接待。", false),
    ] {
        let [proactive, requests, disputes] = tables("41").map(|rows| piped(&rows));
        let draft = read(&around([&format!("{sentence}\n{proactive}"), &requests, &disputes]));
        let blocked = draft.troubles.iter().any(|trouble| trouble.blocking);
        assert_eq!(blocked, blocks, "{sentence}: {:?}", troubles(&draft));
    }
}

#[test]
fn groups_of_disputes_in_another_order() {
    let swapped = changed(|tables| {
        let at = row_at(&tables[2], "行政复议");
        let (one, other) = (
            tables[2][at].iter().position(|cell| cell == "行政复议").unwrap(),
            tables[2][at].iter().position(|cell| cell == "行政诉讼").unwrap(),
        );
        tables[2][at].swap(one, other);
    });
    assert!(swapped.troubles.iter().any(|trouble| trouble.blocking), "{:?}", troubles(&swapped));
}

#[test]
fn tables_in_hundreds_and_corrections_above_all() {
    let tables = tables("41").map(|rows| piped(&rows));
    let [proactive, requests, disputes] = &tables;
    for (above, blocks) in [("单位：百件", true), ("（单位：万件）", true), ("单位：件", false)]
    {
        let requests = format!("{above}\n{requests}");
        let draft = read(&around([proactive, &requests, disputes]));
        assert_eq!(draft.troubles.iter().any(|trouble| trouble.blocking), blocks, "{above}");
        assert_eq!(shown(&draft, Table::Requests, "new").is_empty(), blocks, "{above}");
    }
    let plain = around([proactive, requests, disputes]);
    for (first, blocks) in [("更正启事：表三总计应为60", true), ("更正服务热线已开通", false)]
    {
        let draft = read(&format!("{first}\n{plain}"));
        assert_eq!(draft.troubles.iter().any(|trouble| trouble.blocking), blocks, "{first}");
    }
    // Line ends of old programs.
    let old = read(&plain.replace('\n', "\r"));
    assert_eq!(shown(&old, Table::Requests, "new"), shown(&read(&plain), Table::Requests, "new"));
}

//! Which pictures are tables: those in the part of a table that is not there.

use gouji_core::form::{Edition, Table};
use gouji_reader::source::Limits;

use crate::support::{around, numbered, piped, read, rows, troubles};

/// The three tables as text; `pictures` stands in place of those that it gives.
fn page(pictures: [Option<&str>; 3]) -> String {
    let mut of_page = Table::ALL.map(|table| piped(&rows(table, Edition::E2021, numbered)));
    for (table, picture) in of_page.iter_mut().zip(pictures) {
        if let Some(picture) = picture {
            *table = picture.to_owned();
        }
    }
    around([&of_page[0], &of_page[1], &of_page[2]])
}

fn html(text: &str) -> String {
    let row = |line: &str| match line {
        line if line.contains('|') => {
            let cells = line.split('|').map(|cell| format!("<td>{}</td>", cell.trim()));
            format!("<table><tr>{}</tr></table>", cells.collect::<String>())
        }
        line => format!("<p>{line}</p>"),
    };
    text.lines().map(row).collect()
}

/// The parts of the pictures and the tables that they show, as in `part:table`.
#[track_caller]
fn check(source: &str, pictures: &[&str], unread: &[&str]) {
    let draft = read(source);
    let found: Vec<String> = draft
        .pictures
        .iter()
        .map(|picture| format!("{}:{}", picture.part, picture.shows.map_or("", Table::title)))
        .collect();
    assert_eq!(found, pictures);
    let of_pictures = troubles(&draft).into_iter().filter(|message| message.contains("是图片"));
    let said: Vec<&str> = of_pictures.map(|message| message.split('，').next().unwrap()).collect();
    assert_eq!(said, unread);
    assert!(draft.troubles.iter().all(|trouble| trouble.blocking));
}

#[test]
fn a_picture_in_place_of_a_table_is_one() {
    let img = "<img src='1.png'>";
    check(&html(&page([None, Some(img), None])), &["3:表三"], &["表三是图片"]);
    check(
        &html(&page([Some(img), Some(img), Some(img)])),
        &["2:表二", "3:表三", "4:表四"],
        &["表二是图片", "表三是图片", "表四是图片"],
    );
    let two = format!("<p>{img}</p><p>{img}</p>");
    check(&html(&page([None, Some(&two), None])), &["3:表三", "3:表三"], &["表三是图片（2 张）"]);
    // In the paragraph of its heading, and within a table that only lays it out.
    let heading = page([None, None, Some("")]).replace("行政诉讼情况\n", &format!("行政诉讼情况<br>{img}\n"));
    check(&html(&heading), &["4:表四"], &["表四是图片"]);
    let framed = format!("<table><tr><td>{img}</td></tr></table>");
    check(&html(&page([None, None, Some(&framed)])), &["4:表四"], &["表四是图片"]);
    check(&page([None, Some("![表三](images/3.png)"), None]), &["3:表三"], &["表三是图片"]);
}

#[test]
fn other_pictures_are_none() {
    let whole = html(&page([None, None, None]));
    let after = |heading: &str| {
        whole.replace(&format!("{heading}</p>"), &format!("{heading}</p><p><img src='a.png'></p>"))
    };
    check(&after("工作年度报告"), &["0:"], &[]);
    check(&after("一、总体情况"), &["1:"], &[]);
    check(&after("三、收到和处理政府信息公开申请情况"), &["3:"], &[]);
    check(&after("六、其他需要报告的事项"), &["6:"], &[]);
    // Signs beside links, codes to scan, what a browser does not show.
    for img in [
        "<img src='/images/icon_doc.gif'>附件",
        "<img src='q.png' width=120 height=120>",
        "<img src='line.png' style='width: 600px; height: 2px'>",
        "<img src='a.png' style='display:none'>",
    ] {
        let draft = read(&html(&page([None, None, Some(img)])));
        assert!(draft.pictures.iter().all(|picture| picture.shows.is_none()), "{img}");
        assert_eq!(troubles(&draft), Vec::<&str>::new());
    }
}

#[test]
fn older_reports_have_no_tables() {
    let older =
        html(&page([Some("<img src='chart.png'>"), Some("无"), Some("无")])).replace("2022年", "2016年");
    check(&older, &["2:"], &[]);
}

#[test]
fn a_picture_is_pointed_at() {
    let source = html(&page([None, Some("<img src='1.png'>"), None]));
    let reading = gouji_reader::read(source.as_bytes(), &Limits::default()).unwrap();
    let place = reading.draft.pictures[0].place;
    assert!(reading.draft.text[..place.start as usize].ends_with("三、收到和处理政府信息公开申请情况"));
    let origin = reading.origin(place);
    assert_eq!(&source[origin.start as usize..origin.end as usize], "<img src='1.png'>");
}

//! The report of an example in the words of the form: its tables as tables, the rest as lines.

use std::borrow::Cow;

use comfy_table::{ContentArrangement, Table as Grid, presets};
use gouji_core::form::{Edition, Level, Table};
use gouji_core::report::part_title;
use toml::Value;

/// A piece of an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Whose the pieces are that follow: `上年报告`.
    Report(String),
    Line(String),
    Table {
        title: String,
        head: Vec<String>,
        rows: Vec<Vec<String>>,
    },
}

/// The pieces of an example; `None` where it is not written as examples are.
pub(super) fn pieces(fixture: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    report(fixture.parse().ok()?, 2023, &mut pieces);
    Some(pieces)
}

/// The pieces for a terminal, each line indented.
pub(super) fn text(pieces: &[Piece]) -> Vec<String> {
    let mut lines = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Report(name) => lines.push(format!("  {name}：")),
            Piece::Line(line) => lines.push(format!("    {}", shortened(line))),
            Piece::Table { title, head, rows } => {
                lines.push(format!("    {title}"));
                let mut grid = Grid::new();
                grid.load_style(presets::UTF8_FULL_CONDENSED)
                    .set_content_arrangement(ContentArrangement::Disabled);
                grid.set_header(head);
                rows.iter().for_each(|row| {
                    grid.add_row(row);
                });
                lines.extend(grid.lines().map(|line| format!("    {line}")));
            }
        }
    }
    lines
}

/// The pieces as Markdown.
pub(super) fn markdown(pieces: &[Piece], escaped: impl Fn(&str) -> String) -> Vec<String> {
    let mut lines = Vec::new();
    let row = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
        format!("| {} |", cells.join(" | "))
    };
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Report(name) => lines.push(format!("\n{}：", escaped(name))),
            Piece::Line(line) => {
                if !matches!(at.checked_sub(1).map(|above| &pieces[above]), Some(Piece::Line(_))) {
                    lines.push(String::new());
                }
                lines.push(format!("- {}", escaped(&shortened(line))));
            }
            Piece::Table { title, head, rows } => {
                lines.push(format!(
                    "\n{}\n\n{}\n|{}",
                    escaped(title),
                    row(head),
                    " --- |".repeat(head.len())
                ));
                lines.extend(rows.iter().map(|cells| row(cells)));
            }
        }
    }
    lines
}

fn report(mut fixture: toml::Table, year: i64, pieces: &mut Vec<Piece>) {
    let given = fixture.remove("year").and_then(|year| year.as_integer());
    let year = given.unwrap_or(year);
    let edition = fixture.remove("edition");
    let form = match edition.as_ref().and_then(Value::as_str) {
        Some("2019") => Edition::E2019,
        Some("2021") => Edition::E2021,
        Some("before-2019") => Edition::Before2019,
        _ => Edition::due(u16::try_from(year).unwrap_or(2023)),
    };
    let mut said = |name: &str, words: &str| pieces.push(Piece::Line(format!("{name}：{words}")));
    if given.is_some() {
        said("报告年度", &format!("{year}年"));
    }
    if edition.is_some() {
        said("格式", form.document());
    }
    if let Some(Value::Table(agency)) = fixture.remove("agency") {
        said("机关", &agency_in_words(&agency));
    }
    for (key, name) in HEAD {
        if let Some(value) = fixture.remove(key) {
            said(name, &plain(&value));
        }
    }
    if let Some(Value::Array(headings)) = fixture.remove("headings") {
        said("各部分的标题", &headings.iter().map(plain).collect::<Vec<_>>().join("；"));
    }
    let later: Vec<(String, Value)> = ["last_year", "children", "peers", "options"]
        .into_iter()
        .filter_map(|key| fixture.remove(key).map(|value| (key.to_owned(), value)))
        .collect();
    body(&mut fixture, form, pieces);
    // What examples seldom have stands as it is written.
    for (key, value) in fixture {
        pieces.push(Piece::Line(format!("{key} = {value}")));
    }
    for (key, value) in later {
        others(&key, value, year, pieces);
    }
}

/// Keys above the first part.
const HEAD: [(&str, &str); 6] = [
    ("title", "标题"),
    ("preamble", "开头"),
    ("period", "统计期限"),
    ("composition", "写明由几部分组成"),
    ("contact", "联系方式"),
    ("published", "公开日期"),
];

/// The parts in their order: prose, and tables.
fn body(fixture: &mut toml::Table, form: Edition, pieces: &mut Vec<Piece>) {
    const PROSE: [&str; 6] = ["overview", "proactive", "requests", "disputes", "problems", "other"];
    let mut beside = match fixture.remove("text") {
        Some(Value::Table(text)) => text,
        _ => toml::Table::new(),
    };
    for (number, key) in (1..).zip(PROSE) {
        let table = Table::from_key(key);
        let prose = if table.is_some() { beside.remove(key) } else { fixture.remove(key) };
        if let Some(prose) = prose {
            let name = part_title(number);
            let paragraphs = plain(&prose);
            let lines = paragraphs.lines().map(str::trim).filter(|line| !line.is_empty());
            pieces.extend(lines.map(|line| Piece::Line(format!("{name}：{line}"))));
        }
        match table.and_then(|table| fixture.remove(key).map(|rows| (table, rows))) {
            Some((table, Value::Table(rows))) => rows_of(table, &rows, form, pieces),
            Some((table, Value::String(word))) => {
                let what = if word == "picture" { "是图片" } else { "没有" };
                pieces.push(Piece::Line(format!("{}：{what}", table.title())));
            }
            _ => {}
        }
    }
}

fn others(key: &str, value: Value, year: i64, pieces: &mut Vec<Piece>) {
    let reports = match value {
        Value::Table(report) if key == "last_year" => vec![report],
        Value::Array(list) => list.into_iter().filter_map(|it| it.try_into().ok()).collect(),
        other => return pieces.push(Piece::Line(format!("{key} = {other}"))),
    };
    for (number, of) in (1..).zip(reports) {
        let name = match key {
            "last_year" => "上年报告".to_owned(),
            "children" => format!("下级报告之{number}"),
            _ => format!("同级报告之{number}"),
        };
        pieces.push(Piece::Report(name));
        report(of, if key == "last_year" { year - 1 } else { year }, pieces);
    }
}

fn agency_in_words(agency: &toml::Table) -> String {
    let text = |key: &str| agency.get(key).and_then(Value::as_str);
    let level = |key: &str| {
        let key = text(key)?;
        Level::ALL.into_iter().find(|level| level.key() == key).map(Level::title)
    };
    let words = [text("name"), level("of").or(level("level")), text("division")];
    let department = text("level") == Some("department") && text("of").is_some();
    let words: Vec<&str> = words.into_iter().flatten().chain(department.then_some("部门")).collect();
    words.join("，")
}

/// The rows of a table, those with the same columns together.
fn rows_of(table: Table, given: &toml::Table, form: Edition, pieces: &mut Vec<Piece>) {
    let mut open: Option<(Vec<&'static str>, Vec<Vec<String>>)> = None;
    let mut close = |open: &mut Option<(Vec<&'static str>, Vec<Vec<String>>)>| {
        if let Some((columns, rows)) = open.take() {
            let head = std::iter::once("").chain(columns).map(str::to_owned).collect();
            pieces.push(Piece::Table { title: table.title().to_owned(), head, rows });
        }
    };
    let mut seen = 0;
    for (row, label) in (0..).zip(table.rows()) {
        let Some(value) = lookup(given, label.key) else { continue };
        seen += 1;
        let expected = table.expected_columns(form, row);
        // A row of the other form.
        let every: Vec<u8> = (0..table.columns().len() as u8).collect();
        let expected = if expected.is_empty() && table != Table::Proactive { &every[..] } else { expected };
        let columns: Vec<_> = expected.iter().map(|&at| table.columns()[usize::from(at)]).collect();
        let titles: Vec<&'static str> = columns.iter().map(|column| column.title).collect();
        let cells: Vec<String> = match value {
            Value::Array(cells) if cells.len() == columns.len() => cells.iter().map(plain).collect(),
            Value::Table(cells) => {
                columns.iter().map(|column| cells.get(column.key).map_or("…".to_owned(), plain)).collect()
            }
            Value::String(word) if word == "missing" => vec!["（没有这一行）".to_owned()],
            other => vec![other.to_string()],
        };
        let line = std::iter::once(label.title.to_owned()).chain(cells).collect();
        if open.as_ref().is_none_or(|(columns, _)| *columns != titles) {
            close(&mut open);
        }
        open.get_or_insert_with(|| (titles, Vec::new())).1.push(line);
    }
    close(&mut open);
    if seen == 0 && !given.is_empty() {
        pieces.push(Piece::Line(format!("{} = {given}", table.title())));
    }
}

/// `denied.state_secret` in nested tables.
fn lookup<'v>(table: &'v toml::Table, key: &str) -> Option<&'v Value> {
    let (first, rest) = key.split_once('.').unwrap_or((key, ""));
    let value = table.get(first)?;
    match (rest, value) {
        ("", Value::Table(inner)) if inner.values().all(|it| it.is_array() || it.is_table()) => None,
        ("", _) => Some(value),
        (rest, Value::Table(inner)) => lookup(inner, rest),
        _ => None,
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) if text.is_empty() => "（空）".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Examples of what is too long are themselves too long to read.
pub(super) fn shortened(row: &str) -> Cow<'_, str> {
    const MOST: usize = 400;
    let letters = row.chars().count();
    if letters <= MOST {
        return Cow::Borrowed(row);
    }
    let head: String = row.chars().take(MOST / 4).collect();
    let tail: String = row.chars().skip(letters - MOST / 16).collect();
    Cow::Owned(format!("{head}……（这一行共 {letters} 字，从略）……{tail}"))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn an_example_reads_like_the_form() {
        let fixture =
            "year = 2020\nagency.level = 'department'\nagency.of = 'county'\noverview = '收到申请3件。'\n
            proactive.rules = [0, 0, 1]\nproactive.penalties = [2, 0, 7]\n
            requests.new = [1, 0, 0, 0, 0, 0, 3]\nrequests.denied.state_secret = { total = '' }\n
            disputes = 'missing'\nlast_year.requests.carried_out = [2, 0, 0, 0, 0, 0, 2]";
        let pieces = pieces(fixture).unwrap();
        // Without the indent that all lines have.
        let shown: Vec<String> = text(&pieces).iter().map(|line| line[2..].to_owned()).collect();
        expect![[r#"
                报告年度：2020年
                机关：县级政府，部门
                一、总体情况：收到申请3件。
                表二
                ┌──────┬────────────────┬────────────────┬────────────────┐
                │      ┆ 本年新制作数量 ┆ 本年新公开数量 ┆ 对外公开总数量 │
                ╞══════╪════════════════╪════════════════╪════════════════╡
                │ 规章 ┆ 0              ┆ 0              ┆ 1              │
                └──────┴────────────────┴────────────────┴────────────────┘
                表二
                ┌──────────┬────────────────┬───────────┬──────────────┐
                │          ┆ 上一年项目数量 ┆ 本年增/减 ┆ 处理决定数量 │
                ╞══════════╪════════════════╪═══════════╪══════════════╡
                │ 行政处罚 ┆ 2              ┆ 0         ┆ 7            │
                └──────────┴────────────────┴───────────┴──────────────┘
                表三
                ┌──────────────┬────────┬──────────┬──────────┬──────────────┬──────────────┬──────┬────────┐
                │              ┆ 自然人 ┆ 商业企业 ┆ 科研机构 ┆ 社会公益组织 ┆ 法律服务机构 ┆ 其他 ┆ 总计   │
                ╞══════════════╪════════╪══════════╪══════════╪══════════════╪══════════════╪══════╪════════╡
                │ 本年新收     ┆ 1      ┆ 0        ┆ 0        ┆ 0            ┆ 0            ┆ 0    ┆ 3      │
                │ 属于国家秘密 ┆ …      ┆ …        ┆ …        ┆ …            ┆ …            ┆ …    ┆ （空） │
                └──────────────┴────────┴──────────┴──────────┴──────────────┴──────────────┴──────┴────────┘
                表四：没有
              上年报告：
                表三
                ┌────────────┬────────┬──────────┬──────────┬──────────────┬──────────────┬──────┬──────┐
                │            ┆ 自然人 ┆ 商业企业 ┆ 科研机构 ┆ 社会公益组织 ┆ 法律服务机构 ┆ 其他 ┆ 总计 │
                ╞════════════╪════════╪══════════╪══════════╪══════════════╪══════════════╪══════╪══════╡
                │ 结转下年度 ┆ 2      ┆ 0        ┆ 0        ┆ 0            ┆ 0            ┆ 0    ┆ 2    │
                └────────────┴────────┴──────────┴──────────┴──────────────┴──────────────┴──────┴──────┘"#]]
        .assert_eq(&shown.join("\n"));
        expect![[r#"

            - 报告年度：2020年
            - 机关：县级政府，部门
            - 一、总体情况：收到申请3件。

            表二

            |  | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |
            | --- | --- | --- | --- |
            | 规章 | 0 | 0 | 1 |

            表二

            |  | 上一年项目数量 | 本年增/减 | 处理决定数量 |
            | --- | --- | --- | --- |
            | 行政处罚 | 2 | 0 | 7 |

            表三

            |  | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
            | --- | --- | --- | --- | --- | --- | --- | --- |
            | 本年新收 | 1 | 0 | 0 | 0 | 0 | 0 | 3 |
            | 属于国家秘密 | … | … | … | … | … | … | （空） |

            - 表四：没有

            上年报告：

            表三

            |  | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
            | --- | --- | --- | --- | --- | --- | --- | --- |
            | 结转下年度 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |"#]]
        .assert_eq(&markdown(&pieces, str::to_owned).join("\n"));
    }

    #[test]
    fn what_no_example_is_stays_as_it_is() {
        assert_eq!(pieces("year = "), None);
        let odd = pieces("found.requests.new = 6").unwrap();
        assert_eq!(text(&odd), ["    found = { requests = { new = 6 } }"]);
    }

    #[test]
    fn long_rows_are_cut() {
        assert_eq!(shortened(&"长".repeat(400)), "长".repeat(400));
        let cut = shortened(&"长".repeat(401)).into_owned();
        assert_eq!(cut, format!("{}……（这一行共 401 字，从略）……{}", "长".repeat(100), "长".repeat(25)));
    }
}

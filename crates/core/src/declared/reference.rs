//! The reference of everything that rules can name, written from the code that reads them.

use std::fmt::Write;

use super::file::{KEYS, OPTION_KEYS};
use super::kinds::{MENTIONS, ORDER, WORDING};
use super::language::{LAST_YEAR, PROSE, groups, subjects};
use super::words::{self, Word};
use crate::card::Severity;
use crate::claims::{Exactness, Flags, Role, Subject, Unit};
use crate::fixture;
use crate::form::{Edition, Table};

/// What each key of a rule's file means.
const SAYS: [(&str, &str); 28] = [
    ("code", "代码，如 `QINGSHI-01`，在所有同时使用的规则包里不得重复"),
    ("name", "名称，`规则包/缺陷`"),
    ("severity", "级别"),
    ("certainty", "把握，不写是“确定”"),
    ("title", "标题，一行"),
    ("basis", "依据：文件和条款"),
    ("why", "理由"),
    ("source", "要求从哪里来、有多可靠"),
    ("replaces", "代替哪些更宽的规则，代码的列表"),
    ("years", "起止年度，如 `[2020, 2020]`"),
    ("editions", "格式"),
    ("levels", "层级"),
    ("agencies", "机关名称里有其中一个词"),
    ("of", "哪一级政府的部门"),
    ("options", "配置可以改的数，`[options.名称]`"),
    ("table", "`holds` 说的是哪张表"),
    ("holds", "应成立的式子"),
    ("when", "前提：一个或几个式子"),
    ("rows", "只查这几行（式子里是列）"),
    ("columns", "只查这几列（式子里是行）"),
    ("printed", "`true`：有一格没有印数就不查"),
    ("at", "指向 `行`，或者一张表"),
    ("message", "代替通常的报文，花括号里是式子"),
    ("mentions", "应写到的内容"),
    ("wording", "不应有的字样"),
    ("order", "先后次序"),
    ("bad", "反例，`[[bad]]`：`report`、`finds`"),
    ("good", "正例，`[[good]]`：`report`"),
];

/// The same for those of `[options.…]`, `[mentions]`, `[wording]` and `[order]`.
const INNER: [(&str, &str); 29] = [
    ("options.default", "整数"),
    ("options.says", "是什么数"),
    ("options.levels", "各级不同的，如 `{ \"县\" = 6 }`"),
    ("mentions.any", "写到其中一个词就行"),
    ("mentions.all", "每一组都要写到一个"),
    ("mentions.sentence", "每一组都要写到一个，而且在同一句里"),
    ("mentions.dictionary", "词典里的词也算 `any`"),
    ("mentions.parts", "只看这些部分"),
    ("mentions.number", "`true`：同一句里要有数量"),
    ("mentions.times", "每一组至少写到几处；可以是 `\"{选项}\"`"),
    ("mentions.least", "`all` 的各组里至少写到几组；可以是 `\"{选项}\"`"),
    ("mentions.plans", "`true`：打算也算"),
    ("mentions.denied", "`true`：否定也算"),
    ("mentions.partly", "提到了但不够时，至多算几级"),
    ("mentions.expects", "接在报文后面"),
    ("wording.find", "不应有的词"),
    ("wording.dictionary", "词典里的词"),
    ("wording.except", "含有它的更长的词是对的"),
    ("wording.unless", "同一句里有这些词就是对的"),
    ("wording.near", "同一句里有这些词才是错的"),
    ("wording.within", "与 `near` 相隔多少字以内才算，1 至 200"),
    ("wording.better", "应写作"),
    ("wording.message", "代替通常的报文，可用 `{word}`、`{better}`"),
    ("wording.parts", "只看这些部分"),
    ("wording.once", "`true`：每个词只报第一处"),
    ("order.words", "各组第一次写到的地方应依次在后"),
    ("order.sections", "报告的部分应依次在后"),
    ("order.parts", "只看这些部分"),
    ("order.headings", "`true`：只看小标题"),
];

/// Of a key of a group, `""` for the file itself.
fn says(group: &str, key: &str) -> &'static str {
    let known = |table: &'static [(&str, &str)], name: &str| {
        table.iter().find(|(known, _)| *known == name).map(|(_, says)| *says)
    };
    let said = match (group, key) {
        ("", key) => known(&SAYS, key),
        (_, "expects") => known(&INNER, "mentions.expects"),
        (group, key) => known(&INNER, &format!("{group}.{key}")),
    };
    said.unwrap_or_default()
}

/// The page, in Markdown.
pub fn reference() -> String {
    let mut out = String::from(
        "# 规则语言的参考\n\n由程序生成（`gouji pack reference`），列出规则里可以用的每一个键和名称；写法见 [WRITING.md](../rules/WRITING.md)。\n",
    );
    keys(&mut out);
    values(&mut out);
    for table in Table::ALL {
        lines(&mut out, table);
    }
    prose(&mut out);
    coded(&mut out);
    examples(&mut out);
    out
}

fn put(out: &mut String, line: std::fmt::Arguments) {
    out.write_fmt(line).expect("writing to a string cannot fail");
    out.push('\n');
}

fn keys(out: &mut String) {
    put(out, format_args!("\n## 键\n\n| 键 | 意思 |\n|---|---|"));
    for key in KEYS {
        put(out, format_args!("| `{key}` | {} |", says("", key)));
    }
    for (group, keys) in
        [("options", &OPTION_KEYS[..]), ("mentions", &MENTIONS), ("wording", &WORDING), ("order", &ORDER)]
    {
        let title = if group == "options" { "[options.名称]".to_owned() } else { format!("[{group}]") };
        put(out, format_args!("\n`{title}`：\n\n| 键 | 意思 |\n|---|---|"));
        for key in keys {
            put(out, format_args!("| `{key}` | {} |", says(group, key)));
        }
    }
}

fn values(out: &mut String) {
    fn row<T>(out: &mut String, title: &str, words: &[Word<T>]) {
        let words: Vec<String> = words.iter().map(|word| word.names.join("、")).collect();
        put(out, format_args!("| {title} | {} |", words.join("；")));
    }
    put(
        out,
        format_args!(
            "\n## 固定的词\n\n分号分开的是不同的值，顿号分开的是同一个值的几种写法。\n\n| 键 | 可以写 |\n|---|---|"
        ),
    );
    row(
        out,
        "`severity`、`partly`",
        &words::severities(&[Severity::Info, Severity::Warning, Severity::Error]),
    );
    row(out, "`certainty`", &words::certainties());
    row(out, "`levels`、`of`", &words::levels());
    row(out, "`editions`", &words::editions());
    row(out, "`parts`、`sections`", &words::parts());
    let tables: Vec<String> = Table::ALL.iter().map(|table| table.names().join("、")).collect();
    put(out, format_args!("| `table` | {} |", tables.join("；")));
    put(out, format_args!("| 式子里的前缀 | {}；{} |", LAST_YEAR.join("、"), PROSE.join("、")));
}

fn lines(out: &mut String, table: Table) {
    let title = table.title();
    let of = |editions: &[Edition]| match editions {
        [Edition::E2019] => "2019",
        [Edition::E2021] => "2021",
        _ => "",
    };
    let editions = [Edition::E2019, Edition::E2021];
    put(
        out,
        format_args!(
            "\n## {title}（`{}`）的行\n\n| 名称 | 键 | 格式上印的 | 只在哪一版 |\n|---|---|---|---|",
            table.key()
        ),
    );
    for (at, row) in (0_u8..).zip(table.rows()) {
        let has: Vec<Edition> =
            editions.into_iter().filter(|&edition| !table.expected_columns(edition, at).is_empty()).collect();
        put(out, format_args!("| {} | `{}` | {} | {} |", row.title, row.key, row.printed, of(&has)));
    }
    if table == Table::Requests {
        for (name, rows) in groups() {
            let rows: Vec<&str> = rows.iter().map(|row| row.title()).collect();
            put(out, format_args!("| {name} |  | {} 之和 |  |", rows.join("、")));
        }
    }
    put(out, format_args!("\n{title}的列：\n\n| 名称 | 键 | 格式上印的 | 只在哪一版 |\n|---|---|---|---|"));
    for (at, column) in (0_u8..).zip(table.columns()) {
        let rows = 0..table.rows().len() as u8;
        let has: Vec<Edition> = editions
            .into_iter()
            .filter(|&edition| rows.clone().any(|row| table.expects(edition, row, at)))
            .collect();
        put(out, format_args!("| {} | `{}` | {} | {} |", column.title, column.key, column.printed, of(&has)));
    }
}

fn prose(out: &mut String) {
    put(
        out,
        format_args!(
            "\n## 正文的数：`正文.主题`\n\n本年度、本机关全部的数；计划、上年、累计、一个科室的、约数不当作确数。写了几个不同的数，只在都不成立时才报。\n\n| 主题（写哪一个都行） | 单位 |\n|---|---|"
        ),
    );
    for (subject, names) in subjects() {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        let unit = match subject {
            Subject::Fees | Subject::ProcessingFee | Subject::Procurement => "元",
            Subject::ResponseRate => "百分率，写作 `95%`",
            _ => "",
        };
        put(out, format_args!("| {} | {unit} |", names.join("、")));
    }
}

fn coded(out: &mut String) {
    put(
        out,
        format_args!(
            "\n## 代码规则里的数：`report.claims()`\n\n每个数是一个 `Claim`：`value`、`unit`、`exactness`、`subject`、`role`、`parent`、`flags`，`number`、`label`、`sentence` 是位置。\n\n| 项 | 值 |\n|---|---|"
        ),
    );
    let list =
        |names: Vec<&str>| names.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join("、");
    put(out, format_args!("| `exactness` | {} |", list(Exactness::ALL.map(|(name, _)| name).to_vec())));
    put(out, format_args!("| `role` | {} |", list(Role::ALL.map(|(name, _)| name).to_vec())));
    let units: Vec<&str> =
        Unit::ALL.iter().map(|unit| unit.title()).filter(|title| !title.is_empty()).collect();
    put(out, format_args!("| `unit` | {} |", units.join("、")));
    put(out, format_args!("\n| `flags` | 意思 |\n|---|---|"));
    for (name, _, says) in Flags::NAMED {
        put(out, format_args!("| `{name}` | {says} |"));
    }
}

fn examples(out: &mut String) {
    put(out, format_args!("\n## 示例报告的键\n\n| 写法 | 意思 |\n|---|---|"));
    for (example, says) in fixture::KEYS {
        put(out, format_args!("| `{example}` | {says} |"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_told() {
        for (group, keys) in [
            ("", &KEYS[..]),
            ("options", &OPTION_KEYS),
            ("mentions", &MENTIONS),
            ("wording", &WORDING),
            ("order", &ORDER),
        ] {
            for key in keys {
                assert!(!says(group, key).is_empty(), "{group} {key}");
            }
        }
        let known = |(name, _): &(&str, &str)| match name.split_once('.') {
            None => KEYS.contains(name),
            Some(("options", key)) => OPTION_KEYS.contains(&key),
            Some(("mentions", key)) => MENTIONS.contains(&key),
            Some(("wording", key)) => WORDING.contains(&key),
            Some((_, key)) => ORDER.contains(&key),
        };
        assert!(SAYS.iter().chain(&INNER).all(known));
    }

    /// `UPDATE=1` writes it anew.
    #[test]
    fn the_page_is_fresh() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rule-language.md");
        let page = reference();
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &page).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            kept == page,
            "docs/rule-language.md 与程序不同，运行 UPDATE=1 cargo test -p gouji-core reference"
        );
    }

    #[test]
    fn every_name_that_is_told_is_read() {
        use super::super::language::{Grammar, read};
        for (_, names) in subjects() {
            for name in names {
                let sentence = format!("正文.{name} ≥ 0");
                assert!(read(&[&sentence], &[], Grammar::default()).is_ok(), "{name}");
            }
        }
        for table in Table::ALL {
            for (labels, other) in [(table.rows(), "columns"), (table.columns(), "rows")] {
                for label in labels {
                    for name in [label.title, label.key] {
                        let sentence = format!("{}.{name} ≥ 0", table.title());
                        let read = read(&[&sentence], &[], Grammar::default());
                        let both = matches!(&read, Err((_, error)) if error.message.contains("既是行又是列"));
                        assert!(read.is_ok() || both, "{name} {other}");
                    }
                }
            }
        }
    }
}

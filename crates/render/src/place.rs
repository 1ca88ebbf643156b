//! Places as users see them: in the words of the form, `表三·上年结转·自然人`, and where to look in the file.

use gouji_core::form::{Label, Table};
use gouji_core::report::part_title;
use gouji_core::verdict::{At, Origin};

/// The table, row and column, or the part; `None` where it is a place in the report as a whole.
pub fn in_form(at: &At) -> Option<String> {
    let Some(table) = at.table.as_deref() else {
        return at.part.map(part_title);
    };
    let Some(form) = Table::from_key(table) else { return Some(table.to_owned()) };
    let mut place = form.title().to_owned();
    for (key, labels) in [(&at.row, form.rows()), (&at.col, form.columns())] {
        if let Some(key) = key {
            place.push('·');
            place.push_str(title(labels, key));
        }
    }
    Some(place)
}

/// Where it stands in a file that has no lines: sheet and cell, page, paragraph or table. `None` for text and pages of
/// the web, and where nothing is known.
pub fn in_file(origin: &Origin) -> Option<String> {
    if let (Some(sheet), Some(cell)) = (&origin.sheet, &origin.cell) {
        return Some(format!("工作表“{sheet}”{cell}"));
    }
    if let Some([table, row, cell]) = origin.table_cell {
        return Some(format!("第{table}张表第{row}行第{cell}格"));
    }
    let page = origin.page.map(|page| format!("第{page}页"));
    page.or_else(|| origin.paragraph.map(|paragraph| format!("第{paragraph}段")))
}

/// Where a person finds it in a file that has no lines: in words first, then as it is counted. `None` for text and pages of
/// the web, which have lines, and for workbooks, whose cells have names.
pub fn in_words(at: &At) -> Option<String> {
    let counted = in_file(&at.origin)?;
    let words = (at.origin.sheet.is_none() && !at.in_words.is_empty()).then_some(&at.in_words)?;
    Some(format!("{words}（文件里的{counted}）"))
}

/// A key that this version does not know is shown as it is.
fn title<'a>(labels: &'static [Label], key: &'a str) -> &'a str {
    labels.iter().find(|label| label.key == key).map_or(key, |label| label.title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(part: Option<u8>, cell: [&str; 3], expected: Option<&str>) {
        let [table, row, col] = cell.map(|key| (!key.is_empty()).then(|| key.to_owned()));
        let at = At { part, table, row, col, ..At::default() };
        assert_eq!(in_form(&at).as_deref(), expected);
    }

    #[test]
    fn places() {
        check(Some(3), ["requests", "carried_in", "natural_person"], Some("表三·上年结转·自然人"));
        check(Some(3), ["requests", "denied.state_secret", ""], Some("表三·属于国家秘密"));
        check(Some(4), ["disputes", "", ""], Some("表四"));
        check(Some(5), ["", "", ""], Some("五、存在的主要问题及改进情况"));
        check(None, ["", "", ""], None);
        check(None, ["minutes", "", ""], Some("minutes"));
        check(None, ["requests", "new", "robots"], Some("表三·本年新收·robots"));
    }

    #[test]
    fn places_in_files() {
        let none = Origin::default();
        assert_eq!(in_file(&none), None);
        assert_eq!(in_file(&Origin { byte: Some(3), length: Some(2), ..none.clone() }), None);
        let cell = Origin { sheet: Some("年报".to_owned()), cell: Some("D28".to_owned()), ..none.clone() };
        assert_eq!(in_file(&cell).as_deref(), Some("工作表“年报”D28"));
        let of_table = Origin { table_cell: Some([2, 3, 4]), ..none.clone() };
        assert_eq!(in_file(&of_table).as_deref(), Some("第2张表第3行第4格"));
        assert_eq!(in_file(&Origin { page: Some(5), ..none.clone() }).as_deref(), Some("第5页"));
        assert_eq!(in_file(&Origin { paragraph: Some(6), ..none.clone() }).as_deref(), Some("第6段"));
        let at =
            |origin| At {
                in_words: "第一部分，第2段，“收到申请3件”".to_owned(), origin, ..At::default()
            };
        let found = in_words(&at(Origin { paragraph: Some(6), ..none.clone() }));
        assert_eq!(found.as_deref(), Some("第一部分，第2段，“收到申请3件”（文件里的第6段）"));
        assert_eq!(in_words(&at(none)), None);
    }
}

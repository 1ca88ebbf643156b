//! Places in the words of the form: `表三·上年结转·自然人`, as users see them.

use gouji_core::form::{Label, Table};
use gouji_core::report::part_title;
use gouji_core::verdict::At;

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
}

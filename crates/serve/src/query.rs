//! Filters as they stand in addresses: what is chosen stays when a page is reloaded, kept as a bookmark or passed on.

use form_urlencoded::{Serializer, parse};
use gouji_ledger::{As, DecidedAs, Filter, There};
use minijinja::value::Value;

/// A query with one of its values set; without it where the value is empty. The page number goes with every other change.
pub(crate) fn with(query: &str, key: &str, value: Value) -> String {
    let value = value.to_string();
    let mut out = Serializer::new(String::new());
    for (name, old) in parse(query.as_bytes()).filter(|(name, _)| name != key && name != "page") {
        out.append_pair(&name, &old);
    }
    if !value.is_empty() {
        out.append_pair(key, &value);
    }
    out.finish()
}

/// The value of a query; empty where it has none.
pub(crate) fn get(query: &str, key: &str) -> String {
    parse(query.as_bytes())
        .find(|(name, _)| name == key)
        .map(|(_, value)| value.trim().to_owned())
        .unwrap_or_default()
}

/// The filter that a query stands for. What it does not know means nothing.
pub(crate) fn filter(query: &str) -> Filter {
    let get = |key| get(query, key);
    let decided = match get("decided").as_str() {
        "none" => DecidedAs::Nothing,
        title if As::named(title).is_some() => DecidedAs::This(title.to_owned()),
        _ => DecidedAs::Anything,
    };
    let there = match get("there").as_str() {
        "gone" => There::No,
        "all" => There::Either,
        _ => There::Yes,
    };
    Filter {
        words: get("words"),
        unit: get("unit"),
        rule: get("rule"),
        severity: get("severity"),
        level: get("level"),
        division: get("division"),
        year: get("year").parse().ok(),
        there,
        decided,
        since: get("since"),
    }
}

/// The page of a query, from 1.
pub(crate) fn page(query: &str) -> usize {
    get(query, "page").parse().unwrap_or(1).clamp(1, 1_000_000)
}

/// A list cut into pages.
#[derive(Debug, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Paged {
    total: usize,
    page: usize,
    pages: usize,
    first: usize,
    last: usize,
}

impl Paged {
    pub(crate) fn new(total: usize, page: usize, size: usize) -> Self {
        let pages = total.div_ceil(size).max(1);
        let first = (page - 1) * size;
        Self { total, page, pages, first: (first + 1).min(total), last: (first + size).min(total) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_changed_in_one_place() {
        for (query, key, value, expected) in [
            ("", "rule", "P01", "rule=P01"),
            ("rule=P01&page=3", "severity", "error", "rule=P01&severity=error"),
            ("rule=P01&words=%E7%94%B2", "rule", "", "words=%E7%94%B2"),
            ("rule=P01", "page", "2", "rule=P01&page=2"),
            ("a=1%262", "b", "3&4", "a=1%262&b=3%264"),
        ] {
            assert_eq!(with(query, key, Value::from(value)), expected);
        }
    }

    #[test]
    fn what_is_unknown_means_nothing() {
        assert_eq!(filter("decided=abc&year=x&there=?"), Filter::default());
        let chosen = filter("decided=%E9%80%80%E5%9B%9E&year=2023&there=gone");
        assert_eq!(
            (chosen.decided, chosen.year, chosen.there),
            (DecidedAs::This("退回".to_owned()), Some(2023), There::No)
        );
        assert_eq!([page("page=0"), page("page=3"), page("")], [1, 3, 1]);
    }

    #[test]
    fn lists_are_cut() {
        assert_eq!(Paged::new(101, 2, 50), Paged { total: 101, page: 2, pages: 3, first: 51, last: 100 });
        assert_eq!(Paged::new(0, 1, 50), Paged { total: 0, page: 1, pages: 1, first: 0, last: 0 });
        assert_eq!(Paged::new(10, 9, 50), Paged { total: 10, page: 9, pages: 1, first: 10, last: 10 });
    }
}

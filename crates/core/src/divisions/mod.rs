//! Administrative divisions of the whole country, from counties up: the codes that a name has, and what a code tells.
//!
//! The names are data ([`names.tsv`](names.tsv), whose head says where they come from), sorted, and searched in place:
//! nothing is built when the program starts.

use crate::form::Level;

const NAMES: &str = include_str!("names.tsv");

/// The codes (GB/T 2260, six digits) of all divisions of that full name, such as `永善县`; there are several for `朝阳区`,
/// none for a name that no division has or had since 2019. 楚雄州 stands for 楚雄彝族自治州.
pub fn codes(name: &str) -> impl Iterator<Item = &'static str> + Clone {
    find(name).unwrap_or("").split(',').filter(|code| !code.is_empty())
}

/// Whether any division has that name.
pub fn is_name(name: &str) -> bool {
    find(name).is_some()
}

/// The government that a division of that code has: a county's unless the code is that of a prefecture or a province.
pub fn level(code: &str) -> Level {
    match code {
        // They have no counties.
        _ if code.ends_with("0000") => Level::Province,
        _ if code.ends_with("00") => Level::City,
        _ => Level::County,
    }
}

/// Whether the division of a code is that of another code, or lies in it.
pub fn is_within(code: &str, of: &str) -> bool {
    let stem = match level(of) {
        Level::Province => 2,
        Level::City => 4,
        _ => 6,
    };
    code.len() == 6 && of.get(..stem).is_some_and(|stem| code.starts_with(stem))
}

/// The codes of a name, by binary search over the lines.
fn find(name: &str) -> Option<&'static str> {
    let bytes = NAMES.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = memchr::memrchr(b'\n', &bytes[low..middle]).map_or(low, |at| low + at + 1);
        let end = memchr::memchr(b'\n', &bytes[middle..]).map_or(bytes.len(), |at| middle + at);
        let line = &bytes[start..end];
        let tab = memchr::memchr(b'\t', line).unwrap_or(line.len());
        match line[..tab].cmp(name.as_bytes()) {
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
            std::cmp::Ordering::Equal => return NAMES.get(start + tab + 1..end),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_every_one_is_found() {
        let mut before = "";
        let mut count = 0;
        for line in NAMES.lines().skip_while(|line| line.starts_with('#')) {
            let (name, list) = line.split_once('\t').expect("a name and its codes");
            assert!(before < name, "{before} {name}");
            assert!(codes(name).eq(list.split(',')), "{name}");
            assert!(list.split(',').all(|code| code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit())));
            before = name;
            count += 1;
        }
        assert!(count > 3300, "{count}");
        assert!(NAMES.lines().take_while(|line| line.starts_with('#')).count() > 3);
    }

    #[track_caller]
    fn check(name: &str, expected: &[&str]) {
        assert!(codes(name).eq(expected.iter().copied()), "{name}: {:?}", codes(name).collect::<Vec<_>>());
    }

    #[test]
    fn names_have_their_codes() {
        check("永善县", &["530625"]);
        check("朝阳区", &["110105", "220104"]);
        check("朝阳县", &["211321"]);
        check("楚雄州", &["532300"]);
        check("巴州区", &["511902"]);
        check("巴州", &["652800"]);
        check("东莞市", &["441900"]);
        check("沙县", &["350427"]);
        check("沙县区", &["350405"]);
        check("某某县", &[]);
        check("", &[]);
        check("# Sorted", &[]);
        check("\n", &[]);
        check("永善", &[]);
    }

    #[test]
    fn codes_tell_level_and_place() {
        assert_eq!(["530000", "530600", "530625"].map(level), [Level::Province, Level::City, Level::County]);
        assert!(
            is_within("530625", "530600") && is_within("530625", "530000") && is_within("530625", "530625")
        );
        assert!(is_within("110105", "110000"));
        assert!(!is_within("530600", "530625") && !is_within("530625", "530602") && !is_within("", "530000"));
        assert!(!is_within("530625", ""));
    }
}

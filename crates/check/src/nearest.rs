//! “您是否想写…”: the name that was probably meant, and lists of names for messages.

use std::cmp::Reverse;

/// The candidate nearest to `name`, if one is near enough to be a slip of the pen; of several the one that begins like
/// it for the longest.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let near = |candidate: &str| {
        let longest = name.chars().count().max(candidate.chars().count());
        let distance = strsim::damerau_levenshtein(&name.to_lowercase(), &candidate.to_lowercase());
        let alike = name.chars().zip(candidate.chars()).take_while(|(a, b)| a == b).count();
        (distance * 5 <= longest * 2).then_some((distance, Reverse(alike)))
    };
    let candidates = candidates.into_iter().filter_map(|candidate| Some((near(candidate)?, candidate)));
    candidates.min().map(|(_, candidate)| candidate.to_owned())
}

/// `，您是否想写“…”？`, or nothing.
pub fn hint(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |name| format!("，您是否想写“{name}”？"))
}

/// `a、b、c`.
pub fn listed<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    let mut list = String::new();
    for name in names {
        if !list.is_empty() {
            list.push('、');
        }
        list.push_str(name.as_ref());
    }
    if list.is_empty() { "（没有）".to_owned() } else { list }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, candidates: &[&str], expected: Option<&str>) {
        assert_eq!(nearest(name, candidates.iter().copied()).as_deref(), expected);
    }

    #[test]
    fn slips_are_recognised_and_strangers_are_not() {
        check("natoinal", &["national", "yunnan"], Some("national"));
        check("T3-2", &["T3-01", "T3-02"], Some("T3-02"));
        check("T3-20", &["T2-20", "T3-02"], Some("T3-02"));
        check("t3-02", &["T3-01", "T3-02"], Some("T3-02"));
        check("zhaotong", &["national", "zhaotong-2020"], Some("zhaotong-2020"));
        check("beijing", &["national", "yunnan"], None);
        check("x", &[], None);
    }
}

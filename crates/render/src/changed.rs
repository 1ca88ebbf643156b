//! Two versions of a text, line by line, long lines cut around what differs.

use std::fmt::Write;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::printable::clean;

/// Characters shown on each side of what differs.
const AROUND: usize = 40;

/// The lines that differ: `- ` as it was, `+ ` as it is, each under its number.
pub fn lines(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let mut out = String::new();
    for op in capture_diff_slices(Algorithm::Patience, &old, &new) {
        let (before, after) = match op {
            DiffOp::Equal { .. } => continue,
            op => (op.old_range(), op.new_range()),
        };
        for nth in 0..before.len().max(after.len()) {
            let number = before.start + nth + 1;
            let [was, is] =
                [old[before.clone()].get(nth), new[after.clone()].get(nth)].map(Option::<&&str>::copied);
            let (from, tail) = around(was.unwrap_or_default(), is.unwrap_or_default());
            // Writing to a string does not fail.
            let _ = writeln!(out, "第 {number} 行");
            for (sign, line) in [("-", was), ("+", is)] {
                if let Some(line) = line {
                    let _ = writeln!(out, "{sign} {}", shown(line, from, tail));
                }
            }
        }
    }
    out
}

/// How many characters are the same at the beginning and at the end.
fn around(one: &str, other: &str) -> (usize, usize) {
    let same = |pairs: &mut dyn Iterator<Item = (char, char)>| pairs.take_while(|(a, b)| a == b).count();
    let front = same(&mut one.chars().zip(other.chars()));
    let back = same(&mut one.chars().rev().zip(other.chars().rev()));
    let shorter = one.chars().count().min(other.chars().count());
    (front, back.min(shorter - front))
}

fn shown(line: &str, front: usize, back: usize) -> String {
    let length = line.chars().count();
    let (from, to) = (front.saturating_sub(AROUND), (length - back.min(length) + AROUND).min(length));
    let words: String = line.chars().skip(from).take(to - from).collect();
    let [before, behind] = [from > 0, to < length].map(|cut| if cut { "…" } else { "" });
    format!("{before}{}{behind}", clean(&words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_differ_are_shown() {
        assert_eq!(lines("一\n总计 0\n三\n", "一\n总计 27\n三\n"), "第 2 行\n- 总计 0\n+ 总计 27\n");
        assert_eq!(lines("一\n", "一\n二\n"), "第 2 行\n+ 二\n");
        assert_eq!(lines("一", "一"), "");
        let long = |words: &str| format!("{}{words}{}", "前".repeat(100), "后".repeat(100));
        let cut = |words: &str| format!("…{}{words}{}…", "前".repeat(40), "后".repeat(40));
        let expected = format!("第 1 行\n- {}\n+ {}\n", cut("0"), cut("27"));
        assert_eq!(lines(&long("0"), &long("27")), expected);
    }
}

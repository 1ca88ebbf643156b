//! Z01: identity card numbers.

use std::rc::Rc;

use gouji_core::prelude::*;
use gouji_core::report::Date;

/// 公民身份号码.
pub(crate) struct IdentityNumber;

impl Rule for IdentityNumber {
    fn card(&self) -> Card {
        Card::error("Z01", "national/identity-number", "报告里有公民身份号码")
            .basis("政府信息公开条例第十五条；个人信息保护法")
            .why("年度报告要上网，公民身份号码是个人隐私，不能公开。")
            .bad(
                "overview = '申请人赵某（11010519491231002X）的申请已答复。'",
                "“110105********002X”是公民身份号码，应删去",
            )
            .good("overview = '申请人赵某（110105********002X）的申请已答复，编号110105194912310021。'")
            .good("overview = '项目代码110105202313010021。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for &(start, end) in long_numbers(report).iter() {
            let run = &report.text[start..end];
            let tail = &report.text[end..];
            let number = match run.len() {
                18 if !tail.starts_with(|c: char| c.is_ascii_alphanumeric()) => run,
                17 if tail.starts_with(['X', 'x'])
                    && !tail[1..].starts_with(|c: char| c.is_ascii_alphanumeric()) =>
                {
                    &report.text[start..end + 1]
                }
                _ => continue,
            };
            if is_identity_number(number) {
                // The number itself must not stand in the outcome of the check either.
                let masked = format!("{}********{}", &number[..6], &number[14..]);
                let place = Place::from(start..start + number.len());
                findings.add(place, format!("“{masked}”是公民身份号码，应删去"));
            }
        }
    }
}

/// The runs of digits that are as long as a telephone number or longer, looked for once.
pub(super) fn long_numbers(report: &Report) -> LongNumbers {
    LongNumbers(report.once(|report| Runs(digit_runs(report.text, 11).collect())))
}

struct Runs(Vec<(usize, usize)>);

/// Starts and ends of long numbers in the text.
pub(super) struct LongNumbers(Rc<Runs>);

impl std::ops::Deref for LongNumbers {
    type Target = [(usize, usize)];

    fn deref(&self) -> &[(usize, usize)] {
        &self.0.0
    }
}

/// The runs of at least `least` ASCII digits, their starts and ends.
fn digit_runs(text: &str, least: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
    let bytes = text.as_bytes();
    let mut at = least - 1;
    // A run of that length covers a byte of every `least`: only those are looked at.
    std::iter::from_fn(move || {
        while at < bytes.len() {
            if !bytes[at].is_ascii_digit() {
                at += least;
                continue;
            }
            let start = at - bytes[..at].iter().rev().take_while(|b| b.is_ascii_digit()).count();
            let end = at + bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
            at = end + least - 1;
            if end - start >= least {
                return Some((start, end));
            }
        }
        None
    })
}

/// GB 11643: a date of birth, and a check character.
fn is_identity_number(number: &str) -> bool {
    let digits = number.as_bytes();
    let field = |range: std::ops::Range<usize>| number[range].parse::<u16>().unwrap_or(0);
    let born = Date { year: field(6..10), month: field(10..12) as u8, day: field(12..14) as u8 };
    if !(1900..2100).contains(&born.year) || !born.exists() || digits[0] == b'0' {
        return false;
    }
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = WEIGHTS.iter().zip(digits).map(|(weight, digit)| weight * u32::from(digit - b'0')).sum();
    b"10X98765432"[sum as usize % 11] == digits[17].to_ascii_uppercase()
}

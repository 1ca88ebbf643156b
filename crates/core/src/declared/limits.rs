//! How much a declared rule may ask for, so that no file makes a check slow: far above what any rule needs.

use super::Kind;
use super::language::Comparison;

/// Bytes of a rule's file.
pub(super) const BYTES: usize = 256 << 10;
/// Phrases of a rule, those of its dictionary among them.
const PHRASES: usize = 20_000;
/// Characters of a phrase.
const LONGEST: usize = 200;
/// Terms of both sides of `holds`, and of each `when`.
const TERMS: usize = 200;
/// Conditions in `when`.
const CONDITIONS: usize = 50;

/// Why a rule asks for too much, in Chinese.
pub(super) fn check(kind: &Kind) -> Result<(), String> {
    if let Kind::Equation(equation) = kind {
        let terms = |comparison: &Comparison| comparison.left.len() + comparison.right.len();
        let most = std::iter::once(&equation.holds).chain(&equation.when).map(terms).max().unwrap_or(0);
        if most > TERMS {
            return Err(format!("一个式子有 {most} 项，至多 {TERMS} 项"));
        }
        if equation.when.len() > CONDITIONS {
            return Err(format!("when 有 {} 个条件，至多 {CONDITIONS} 个", equation.when.len()));
        }
    }
    let phrases = kind.phrases();
    if phrases.len() > PHRASES {
        return Err(format!("词有 {} 个（词典里的也算），至多 {PHRASES} 个", phrases.len()));
    }
    match phrases.iter().find(|phrase| phrase.text.chars().count() > LONGEST) {
        Some(long) => {
            let start: String = long.text.chars().take(10).collect();
            Err(format!("“{start}……”太长，一个词至多 {LONGEST} 个字"))
        }
        None => Ok(()),
    }
}

//! How much a declared rule may ask for, so that no file makes a check slow: far above what any rule needs.

use super::Kind;
use super::equation::Equation;
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
/// Pieces of a message, its sums and the text between them.
const PIECES: usize = 100;
/// Options of a rule.
pub(super) const OPTIONS: usize = 20;

/// Why a rule asks for too much, in Chinese.
pub(super) fn check(kind: &Kind, when: &Vec<Comparison>) -> Result<(), String> {
    let (holds, when) = match kind {
        Kind::Equation(equation) => (Some(&equation.holds), &equation.when),
        _ => (None, when),
    };
    let most = holds.into_iter().chain(when).map(|comparison| comparison.terms().count()).max().unwrap_or(0);
    if most > TERMS {
        return Err(format!("一个式子有 {most} 项，至多 {TERMS} 项"));
    }
    if when.len() > CONDITIONS {
        return Err(format!("when 有 {} 个条件，至多 {CONDITIONS} 个", when.len()));
    }
    if let Kind::Equation(Equation { message, .. }) = kind
        && message.len() > PIECES
    {
        return Err(format!("message 里有 {} 段，至多 {PIECES} 段", message.len()));
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

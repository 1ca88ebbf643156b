//! Whatever bytes come in, a verdict comes out, and it is a sound one.

mod support;

use std::sync::LazyLock;

use gouji_core::verdict::{Checked, Verdict};
use gouji_engine::{Input, Session};
use proptest::prelude::*;
use support::{Installation, Page};

static SESSION: LazyLock<Session> = LazyLock::new(|| Installation::new().with_odd(b'w').open("odd").unwrap());

/// What holds of every result.
fn is_sound(checked: &Checked, bytes: &[u8]) -> Result<(), TestCaseError> {
    prop_assert!(
        checked.rules.crashed.iter().all(|crash| crash.rule == "odd"),
        "{:?}",
        checked.rules.crashed
    );
    prop_assert!(checked.verdict >= Verdict::Incomplete, "the odd pack always oversteps");
    let evidence = checked.findings.iter().flat_map(|finding| &finding.evidence).map(|evidence| &evidence.at);
    let troubles = checked.trouble.iter().map(|trouble| &trouble.at);
    for at in checked.findings.iter().map(|finding| &finding.at).chain(evidence).chain(troubles) {
        let origin = &at.origin;
        let end = origin.byte.unwrap_or(0) + origin.length.unwrap_or(0);
        prop_assert!(end <= bytes.len() as u64, "{at:?}");
        prop_assert!(at.context.line.get(at.context.start..at.context.end).is_some(), "{at:?}");
        prop_assert!(!at.context.line.contains('\n'), "{at:?}");
    }
    Ok(())
}

fn check(bytes: Vec<u8>) -> Result<(), TestCaseError> {
    let input = Input::Stdin(bytes);
    let checked = SESSION.check(&input, None);
    let Input::Stdin(bytes) = &input else { return Ok(()) };
    is_sound(&checked, bytes)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        check(bytes)?;
    }

    /// A real report with pieces cut out, doubled and damaged.
    #[test]
    fn a_mangled_report(
        html in any::<bool>(),
        edits in prop::collection::vec((0.0..1.0, 0_usize..400, 0_u8..3, any::<u8>()), 0..6),
    ) {
        let mut bytes = if html { Page::CLEAN.html() } else { Page::CLEAN.text() }.into_bytes();
        for (place, length, kind, byte) in edits {
            let at = (place * bytes.len() as f64) as usize;
            let end = (at + length).min(bytes.len());
            match kind {
                0 => drop(bytes.drain(at..end)),
                1 => {
                    let copy = bytes[at..end].to_vec();
                    drop(bytes.splice(at..at, copy));
                }
                _ => bytes[at..end].iter_mut().step_by(17).for_each(|damaged| *damaged = byte),
            }
        }
        check(bytes)?;
    }
}

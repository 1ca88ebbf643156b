//! A result as bytes, with the lines around its places, which are no part of its JSON: what comes back is the same in every
//! output.

use std::collections::HashMap;

use gouji_core::verdict::{At, Checked, Context};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Stored {
    checked: Checked,
    /// Lines of the report, each once.
    lines: Vec<String>,
    /// For each place: its line, and what is underlined there.
    contexts: Vec<(usize, usize, usize)>,
}

/// The bytes of a result without what waivers, baselines and decisions laid on it.
pub(crate) fn to_bytes(checked: &Checked) -> Vec<u8> {
    let mut checked = checked.clone();
    for finding in &mut checked.findings {
        (finding.waived, finding.known) = (None, false);
    }
    let (mut lines, mut contexts, mut known) = (Vec::new(), Vec::new(), HashMap::new());
    for at in places(&mut checked) {
        let Context { line, start, end } = std::mem::take(&mut at.context);
        let number = *known.entry(line).or_insert_with_key(|line| {
            lines.push(line.clone());
            lines.len() - 1
        });
        contexts.push((number, start, end));
    }
    serde_json::to_vec(&Stored { checked, lines, contexts }).expect("a result makes JSON")
}

/// The result of such bytes; `None` for others.
pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Checked> {
    let Stored { mut checked, lines, contexts } = serde_json::from_slice(bytes).ok()?;
    let mut contexts = contexts.into_iter();
    for at in places(&mut checked) {
        let (line, start, end) = contexts.next()?;
        at.context = Context { line: lines.get(line)?.clone(), start, end };
    }
    Some(checked)
}

/// Every place of a result, always in the same order.
fn places(checked: &mut Checked) -> Vec<&mut At> {
    let mut places = Vec::new();
    for finding in &mut checked.findings {
        places.push(&mut finding.at);
        places.extend(finding.evidence.iter_mut().map(|evidence| &mut evidence.at));
        places.extend(finding.alternatives.iter_mut().map(|other| &mut other.at));
    }
    places.extend(checked.trouble.iter_mut().map(|trouble| &mut trouble.at));
    places
}

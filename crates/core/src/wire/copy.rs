//! Reports that were encoded before, taken into another one as they are: what a report is held against is read once, however
//! many reports are held against it.

use flatbuffers::{FlatBufferBuilder, WIPOffset};

use super::{Report, raw, report, str_of};

/// Encoded reports that a report is held against, besides those of its draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beside {
    /// Of the year before.
    pub last_year: Option<Vec<u8>>,
    /// Of the bodies below.
    pub children: Vec<Vec<u8>>,
    /// Of sister bodies.
    pub peers: Vec<Vec<u8>>,
}

/// Writes an encoded report once more, without what it was itself held against. Bytes that are no report are left out.
pub(super) fn copied<'b>(b: &mut FlatBufferBuilder<'b>, bytes: &[u8]) -> Option<WIPOffset<Report<'b>>> {
    let from = report::Report::read(bytes).ok()?;
    Some(copy(b, from.wire, from.text))
}

fn copy<'b>(b: &mut FlatBufferBuilder<'b>, from: Report<'_>, text: &str) -> WIPOffset<Report<'b>> {
    debug_assert_eq!(str_of(from), Some(text));
    let text = WIPOffset::new(b.create_string(text).value());
    let agency = from.agency().map(|agency| {
        let [name, division] =
            [agency.name(), agency.division()].map(|text| b.create_string(text.unwrap_or("")));
        let (level, of) = (agency.level(), agency.of());
        raw::Agency::create(b, &raw::AgencyArgs { name: Some(name), level, of, division: Some(division) })
    });
    let parts = from.parts().map(|all| b.create_vector_from_iter(all.iter().copied()));
    let paragraphs = from.paragraphs().map(|all| b.create_vector_from_iter(all.iter().copied()));
    let grids = [from.proactive(), from.requests(), from.disputes()];
    let [proactive, requests, disputes] = grids.map(|grid| grid.map(|grid| copy_grid(b, grid)));
    let extras = from.extras().map(|all| b.create_vector_from_iter(all.iter().copied()));
    let pictures = from.pictures().map(|all| b.create_vector_from_iter(all.iter().copied()));
    let claims = from.claims().map(|all| b.create_vector_from_iter(all.iter().copied()));
    let troubles: Vec<_> = from
        .troubles()
        .into_iter()
        .flatten()
        .map(|trouble| {
            let message = Some(b.create_string(trouble.message().unwrap_or("")));
            let (place, blocking) = (trouble.place(), trouble.blocking());
            raw::Trouble::create(b, &raw::TroubleArgs { message, place, blocking })
        })
        .collect();
    let troubles = Some(b.create_vector(&troubles));
    Report::create(
        b,
        &raw::ReportArgs {
            schema: from.schema(),
            text: Some(text),
            agency,
            year: from.year(),
            edition: from.edition(),
            title: from.title(),
            period: from.period(),
            composition: from.composition(),
            contact: from.contact(),
            published: from.published(),
            parts,
            paragraphs,
            proactive,
            requests,
            disputes,
            extras,
            claims,
            troubles,
            last_year: None,
            children: None,
            peers: None,
            settings: None,
            pictures,
        },
    )
}

fn copy_grid<'b>(b: &mut FlatBufferBuilder<'b>, from: raw::Grid<'_>) -> WIPOffset<raw::Grid<'b>> {
    let lines = from.lines().map(|all| b.create_vector_from_iter(all.iter().copied()));
    let cells = from.cells().map(|all| b.create_vector_from_iter(all.iter().copied()));
    raw::Grid::create(b, &raw::GridArgs { place: from.place(), lines, cells, inferred: from.inferred() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::wire::{Encoder, encode};

    /// A report with something of everything, and others beside it.
    fn drafts() -> [report::Draft; 2] {
        ["overview = '共3件。'\nproblems = '不足。'\nrequests.new = [1, 2, 0, 0, 0, 0, 3]\n[[children]]\nagency.level = 'county'",
         "agency = { name = '青岭县公安局', level = 'department', of = 'county' }\nproactive.penalties = [912]"]
            .map(|toml| fixture::parse(toml).unwrap())
    }

    #[test]
    fn what_is_copied_reads_as_what_was_encoded() {
        let [one, other] = drafts();
        let beside = Beside {
            last_year: Some(encode(&other)),
            children: vec![encode(&other), b"no report".to_vec()],
            peers: vec![encode(&one)],
        };
        let mut encoder = Encoder::default();
        let copied = encoder.encode_beside(&one, &beside).to_vec();
        let mut whole = one.clone();
        whole.last_year = Some(Box::new(other.clone()));
        whole.children.push(other);
        whole.peers.push(report::Draft { children: Vec::new(), ..one });
        let whole = encode(&whole);
        let [copied, whole] = [&copied, &whole].map(|bytes| report::Report::read(bytes).unwrap().wire);
        assert_eq!(format!("{copied:?}"), format!("{whole:?}"));
    }
}

//! Terms, names and campaigns (family W). Those that are words and nothing else are declared in `rules/national/`.

mod hollow_hedges;
mod obsolete_bodies;
mod outdated_congress;
mod past_campaigns;
mod reversed_meaning;
mod unofficial_document_term;

use gouji_core::prelude::*;

pub(crate) const RULES: &[&dyn Rule] = &[
    &unofficial_document_term::UnofficialDocumentTerm,
    &obsolete_bodies::ObsoleteBodies,
    &past_campaigns::PastCampaigns,
    &outdated_congress::OutdatedCongress,
    &hollow_hedges::HollowHedges,
    &reversed_meaning::ReversedMeaning,
];

/// Whether a word stands in the title of a document: between 《 and 》, in the same sentence.
fn in_title(text: &str, at: usize) -> bool {
    let (start, _) = crate::prose::sentence(text, at);
    let before = &text[start..at];
    before.rfind('《').is_some_and(|open| !before[open..].contains('》'))
}

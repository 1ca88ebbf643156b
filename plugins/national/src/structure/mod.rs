//! The six parts, their headings and what stands in them.

mod broken_numerals;
mod broken_sentence;
mod empty_overview;
mod extra_part;
mod incomplete_overview;
mod missing_part;
mod missing_table;
mod parts_out_of_order;
mod template_instructions_left;
mod unofficial_heading;
mod wrong_announced_count;

use gouji_core::form::PARTS;
use gouji_core::prelude::*;

pub(crate) const RULES: &[&dyn Rule] = &[
    &missing_part::MissingPart,
    &parts_out_of_order::PartsOutOfOrder,
    &broken_numerals::BrokenNumerals,
    &unofficial_heading::UnofficialHeading,
    &extra_part::ExtraPart,
    &incomplete_overview::IncompleteOverview,
    &empty_overview::EmptyOverview,
    &missing_table::MissingTable,
    &wrong_announced_count::WrongAnnouncedCount,
    &template_instructions_left::TemplateInstructionsLeft,
    &broken_sentence::BrokenSentence,
];

/// The numbers of the official parts that the report has, a bit each.
pub(crate) fn present(report: &Report) -> u8 {
    report.parts().filter(|part| (1..=6).contains(&part.number)).fold(0, |set, part| set | 1 << part.number)
}

/// `第三部分`.
pub(crate) fn ordinal(part: u8) -> String {
    format!("第{}部分", PARTS.get(usize::from(part).wrapping_sub(1)).map_or("？", |part| part.numeral))
}

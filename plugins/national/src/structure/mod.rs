//! The six parts, their headings and what stands in them.

mod broken_enumeration;
mod broken_numerals;
mod broken_sentence;
mod empty_overview;
mod extra_part;
mod incomplete_overview;
mod item_as_part;
mod items_out_of_order;
mod long_overview;
mod misplaced_table;
mod missing_number;
mod missing_part;
mod missing_table;
mod misspelt_item;
mod parts_out_of_order;
mod repeated_part;
mod short_problems;
mod stray_fragment;
mod table_elsewhere;
mod template_instructions_left;
mod unfinished_paragraph;
mod unofficial_heading;
mod wrong_announced_count;

use gouji_core::form::PARTS;
use gouji_core::prelude::*;

pub(crate) use broken_enumeration::WORDS as MARKERS;
pub(crate) use incomplete_overview::ITEM_WORDS;
pub(crate) use missing_number::WORDS as NO_NUMBER_WORDS;
pub(crate) use template_instructions_left::WORDS as INSTRUCTION_WORDS;

pub(crate) const RULES: &[&dyn Rule] = &[
    &missing_part::MissingPart,
    &parts_out_of_order::PartsOutOfOrder,
    &broken_numerals::BrokenNumerals,
    &unofficial_heading::UnofficialHeading,
    &extra_part::ExtraPart,
    &incomplete_overview::IncompleteOverview,
    &items_out_of_order::ItemsOutOfOrder,
    &item_as_part::ItemAsPart,
    &empty_overview::EmptyOverview,
    &missing_table::MissingTable,
    &misplaced_table::MisplacedTable,
    &repeated_part::RepeatedPart,
    &wrong_announced_count::WrongAnnouncedCount,
    &broken_enumeration::BrokenEnumeration,
    &template_instructions_left::TemplateInstructionsLeft,
    &misspelt_item::MisspeltItem,
    &broken_sentence::BrokenSentence,
    &unfinished_paragraph::UnfinishedParagraph,
    &stray_fragment::StrayFragment,
    &missing_number::MissingNumber,
    &long_overview::LongOverview,
    &short_problems::ShortProblems,
    &table_elsewhere::TableElsewhere,
];

/// The numbers of the official parts that the report has, a bit each.
pub(crate) fn present(report: &Report) -> u8 {
    report.parts().filter(|part| (1..=6).contains(&part.number)).fold(0, |set, part| set | 1 << part.number)
}

/// `第三部分`.
pub(crate) fn ordinal(part: u8) -> String {
    format!("第{}部分", PARTS.get(usize::from(part).wrapping_sub(1)).map_or("？", |part| part.numeral))
}

//! The six parts, their headings and what stands in them.

pub(crate) mod broken_numerals;
pub(crate) mod broken_sentence;
pub(crate) mod empty_overview;
pub(crate) mod extra_part;
pub(crate) mod incomplete_overview;
pub(crate) mod missing_part;
pub(crate) mod missing_table;
pub(crate) mod parts_out_of_order;
pub(crate) mod template_instructions_left;
pub(crate) mod unofficial_heading;
pub(crate) mod wrong_announced_count;

use gouji_core::form::PARTS;
use gouji_core::prelude::*;

/// The numbers of the official parts that the report has, a bit each.
pub(crate) fn present(report: &Report) -> u8 {
    report.parts().filter(|part| (1..=6).contains(&part.number)).fold(0, |set, part| set | 1 << part.number)
}

/// `第三部分`.
pub(crate) fn ordinal(part: u8) -> String {
    format!("第{}部分", PARTS.get(usize::from(part).wrapping_sub(1)).map_or("？", |part| part.numeral))
}

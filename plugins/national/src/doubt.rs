//! When a rule cannot be as sure as its card: tables that were read by guess, reports that were not read whole.

use gouji_core::finding::Found;
use gouji_core::prelude::*;

/// Lowers a finding to a warning where the table that it rests on was read by guess.
pub(crate) fn if_inferred(found: &mut Found, report: &Report, table: Table) {
    if report.is_inferred(table) {
        found.at_most(Severity::Warning);
    }
}

/// Lowers a finding that something is missing to a warning where part of the report may have been lost in reading.
pub(crate) fn if_incomplete(found: &mut Found, report: &Report) {
    if report.troubles().any(|trouble| trouble.blocking) {
        found.at_most(Severity::Warning);
    }
}

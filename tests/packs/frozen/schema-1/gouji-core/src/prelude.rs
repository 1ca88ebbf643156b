//! What a rule's file needs: `use gouji_core::prelude::*;`.

pub use crate::card::{Card, Need, Severity};
pub use crate::claims::{Claim, Exactness, Flags, Role, Subject, Unit};
pub use crate::figure::{Decimal, Figure};
pub use crate::finding::{Findings, Spot};
pub use crate::form::{
    Applicant, CellId, DisputeKind, DisputeResult, Edition, Level, ProactiveColumn, ProactiveLine,
    RequestLine, Table,
};
pub use crate::place::Place;
pub use crate::report::{Cell, CellState, Fit, Notes, Paragraph, ParagraphKind, Part, Report};
pub use crate::rule::Rule;

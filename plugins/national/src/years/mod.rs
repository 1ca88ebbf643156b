//! This report beside that of the year before (family Y).

mod broken_carry_over;

use gouji_core::prelude::*;

pub(crate) const RULES: &[&dyn Rule] = &[&broken_carry_over::BrokenCarryOver];

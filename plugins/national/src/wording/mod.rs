//! Terms, names and campaigns (family W).

use gouji_core::prelude::*;

pub(crate) const RULES: &[&dyn Rule] = &[];

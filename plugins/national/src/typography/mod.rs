//! Units, numbers, punctuation (family U).

use gouji_core::prelude::*;

pub(crate) const RULES: &[&dyn Rule] = &[];

//! Figures that are possible and unlikely (family G).

use gouji_core::prelude::*;

pub(crate) const RULES: &[&dyn Rule] = &[];

//! When and where the report was published (family L).

use gouji_core::prelude::*;

pub(crate) const RULES: &[&dyn Rule] = &[];

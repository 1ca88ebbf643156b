//! Text that is nobody's own (family B).

use gouji_core::prelude::*;

pub(crate) const RULES: &[&dyn Rule] = &[];

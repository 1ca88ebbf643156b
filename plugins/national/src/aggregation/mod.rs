//! A government beside the bodies that it reports for, and beside its sisters (family A).

use gouji_core::prelude::*;

pub(crate) const RULES: &[&dyn Rule] = &[];

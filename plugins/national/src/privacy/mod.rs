//! Personal data and secrets (family Z).

mod identity_number;
mod mobile_number;

use gouji_core::prelude::*;

pub(crate) const RULES: &[&dyn Rule] = &[&identity_number::IdentityNumber, &mobile_number::MobileNumber];

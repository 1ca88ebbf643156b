//! Personal data and secrets (family Z).

mod applicant_named;
mod bank_card;
mod home_address;
mod identity_number;
mod mobile_number;
mod private_email;
mod secret_mark;

pub(crate) use self::applicant_named::ROLE_WORDS;

use gouji_core::prelude::*;

pub(crate) const RULES: &[&dyn Rule] = &[
    &identity_number::IdentityNumber,
    &mobile_number::MobileNumber,
    &bank_card::BankCard,
    &applicant_named::ApplicantNamed,
    &home_address::HomeAddress,
    &secret_mark::SecretMark,
    &private_email::PrivateEmail,
];

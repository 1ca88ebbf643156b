//! Runs [`gouji_fuzz::values::claims`].
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| gouji_fuzz::values::claims(input));

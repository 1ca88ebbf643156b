//! Runs [`gouji_fuzz::readers::ole`].
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| gouji_fuzz::readers::ole(input));

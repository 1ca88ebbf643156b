//! Runs [`gouji_fuzz::recogniser::recognise`].
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| gouji_fuzz::recogniser::recognise(input));

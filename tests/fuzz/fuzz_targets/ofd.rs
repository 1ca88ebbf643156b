//! Runs [`gouji_fuzz::readers::ofd`].
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| gouji_fuzz::readers::ofd(input));

//! See `tests/readers.rs`.
#![no_main]

#[path = "../../tests/readers.rs"]
#[allow(dead_code)]
mod readers;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| readers::webanno(bytes));

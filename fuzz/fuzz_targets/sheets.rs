//! See `tests/readers.rs`.
#![no_main]

#[path = "../../tests/readers.rs"]
#[allow(dead_code)]
mod readers;

// A reader of others that breaks off is caught, and no crash; what nobody catches still ends the run.
libfuzzer_sys::fuzz_target!(
    init: std::panic::set_hook(Box::new(|_| ())),
    |bytes: &[u8]| readers::sheets(bytes)
);

//! REFI-QDA 1.5: the exchange standard of programs for qualitative analysis, as it is written and as
//! it is met. `.qdpx` is a zip archive with one `.qde` (XML) and a folder of texts; `.qdc` is a
//! codebook alone.

mod codebook;
mod package;
mod read;
mod settle;
mod sources;
mod write;
mod write_sources;

pub use read::{read_codebook, read_loose, read_package};
pub use write::{write_codebook, write_package};

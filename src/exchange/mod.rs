//! Edge: projects of other programs. Each is read into one plain value with a report of what could
//! not come along, and written from it with a report of what could not travel. Knows the nouns and
//! nothing of this program's own project.

mod error;
pub mod foreign;
pub mod losses;
pub mod positions;
mod refi;

use std::path::Path;

pub use error::ExchangeError;
use foreign::Read;

/// Endings of the files that are projects or codebooks of other programs, lower case.
pub const ENDINGS: &[&str] = &["qdpx", "qde", "qdc"];

/// Reads the project in `bytes`; its kind is told by the ending of `path`. Of the disk, only what
/// belongs to the project beside it is read.
pub fn read(path: &Path, bytes: &[u8]) -> Result<Read, ExchangeError> {
    let ending = path
        .extension()
        .map_or_else(String::new, |it| it.to_string_lossy().to_lowercase());
    match ending.as_str() {
        "qdpx" => refi::read_package(bytes),
        "qde" => refi::read_loose(path, bytes),
        "qdc" => refi::read_codebook(bytes),
        other => Err(ExchangeError::Kind(other.to_owned())),
    }
}

//! Edge: projects of other programs. Each is read into one plain value with a report of what could
//! not come along, and written from it with a report of what could not travel. Knows the nouns and
//! nothing of this program's own project.

mod brat;
mod databases;
mod error;
pub mod foreign;
pub mod losses;
mod placing;
pub mod positions;
pub mod profile;
mod refi;
pub mod study_archive;
mod web_annotation;

use std::path::{Path, PathBuf};

pub use error::ExchangeError;
use foreign::{Foreign, Read};
use losses::Losses;
use profile::Profile;

/// Endings of the files that are projects or codebooks of other programs, lower case.
pub const ENDINGS: &[&str] = &[
    "qdpx", "qde", "qdc", "sqlite3", "qda", "rqda", "requal", "sqlite",
];

/// The largest project that is read, in MiB.
pub const LARGEST_MIB: u64 = 512;

/// The file that is the project in a folder, where a program keeps its project as one: QualCoder's
/// `name.qda/` and the folders of qualitative-coding.
pub fn project_in(folder: &Path) -> Option<PathBuf> {
    let file = |name: &str| Some(folder.join(name)).filter(|path| path.is_file());
    file("data.qda").or_else(|| {
        file("settings.yaml")?;
        file("qualitative_coding.sqlite3")
    })
}

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
        "sqlite3" | "sqlite" | "qda" | "rqda" | "requal" => databases::read(path, bytes),
        other => Err(ExchangeError::Kind(other.to_owned())),
    }
}

/// Kinds of files that projects are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A whole project, REFI-QDA.
    Qdpx,
    /// A codebook, REFI-QDA.
    Qdc,
    /// Codings as W3C Web Annotations.
    WebAnnotation,
    /// Texts and codings as brat keeps them.
    Brat,
}

/// The bytes of a project for another program, and what they cannot carry.
pub fn write(
    project: &Foreign,
    kind: Kind,
    profile: Profile,
) -> Result<(Vec<u8>, Losses), ExchangeError> {
    match kind {
        Kind::Qdpx => refi::write_package(project, profile),
        Kind::Qdc => Ok(refi::write_codebook(project)),
        Kind::WebAnnotation => Ok(web_annotation::write(project)),
        Kind::Brat => brat::write(project),
    }
}

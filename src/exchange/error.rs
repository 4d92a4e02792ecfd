//! Why a project of another program was not read or written. The caller names the file.

use crate::archive::{ArchiveError, XmlError};

/// What was wrong, and what was expected.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// An ending that no reader knows.
    #[error("`.{0}` is not a kind of project that is read")]
    Kind(String),
    /// Not the archive that the ending promises, or one that holds too much.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// XML that cannot be read.
    #[error(transparent)]
    Xml(#[from] XmlError),
    /// Not text.
    #[error("`{0}` is not text in UTF-8 or UTF-16")]
    Encoding(String),
    /// An archive with no project in it, or with more than one.
    #[error("there are {0} files that end in `.qde` in it, expected one")]
    Projects(usize),
    /// XML of something else.
    #[error("its XML begins with `{found}`, expected `{expected}`")]
    Root {
        /// The element that was found.
        found: String,
        /// The element that should be there.
        expected: &'static str,
    },
    /// More than it may hold.
    #[error("it has more than {most} {what}, expected less")]
    Many {
        /// What there is too much of.
        what: &'static str,
        /// How much there may be.
        most: usize,
    },
}

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
    /// A database that nobody here knows.
    #[error("it is not a project of Taguette, QualCoder, RQDA, requal or qualitative-coding")]
    Unknown,
    /// Something else, or nothing, under the name of a database.
    #[error(
        "it is no SQLite database, expected a project of Taguette, QualCoder, RQDA, requal or qualitative-coding"
    )]
    NoDatabase,
    /// A damaged database, or one that does more than hold a project.
    #[error("its database cannot be read: {0}")]
    Database(#[from] rusqlite::Error),
    /// A log beside a database that cannot be read.
    #[error(
        "the log beside it (`-wal`) is damaged or of another database, so its newest work may be missing; expected one that its program has closed: open and close it there once"
    )]
    Log,
    /// A table that computes what it says.
    #[error("table `{0}` of its database computes columns, expected stored ones")]
    Computed(String),
    /// A database of several projects.
    #[error("there are {0} projects in it, expected one; export the one that is meant")]
    Several(usize),
    /// The text that annotations are of.
    #[error("`{0}` is missing or not UTF-8, expected the text beside its annotations")]
    Beside(String),
    /// Tokens without a text that they stand in.
    #[error("its tokens do not stand in its sentences, expected sentences one after the other")]
    Tokens,
    /// JSON that cannot be read.
    #[error("its JSON cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    /// JSON of something else.
    #[error("there are no annotations in it, expected Web Annotations (W3C)")]
    Annotations,
    /// Not the archive of a study.
    #[error("it is not the archive of a study, expected a zip file with `SHA256SUMS` in it")]
    NoArchive,
    /// A file of an archive is not what its digest says.
    #[error("`{0}` is missing or not as it was archived")]
    Digest(String),
    /// An archive that names a file twice.
    #[error("`{0}` stands twice in `SHA256SUMS`, expected every file once")]
    Twice(String),
    /// More than it may hold.
    #[error("there are more than {0} rows in one of its tables, expected less")]
    Rows(usize),
    /// More than it may hold.
    #[error("{what} is larger than {most} MiB, expected less")]
    Large {
        /// What is too large.
        what: &'static str,
        /// How large it may be.
        most: usize,
    },
}

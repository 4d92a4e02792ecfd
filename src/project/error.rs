//! What can go wrong in a project. Every one of these leaves the project as it was.

use std::path::PathBuf;

use crate::index::{IndexError, QueryError};
use crate::model::span::SpanError;
use crate::store::StoreError;

/// Why a job could not be done.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// No project here.
    #[error(
        "`{0}` is not in a project, expected a folder with `quotebook.toml` and `quotebook.db`"
    )]
    NotFound(PathBuf),
    /// There is one already.
    #[error("`{0}` is a project already")]
    Exists(PathBuf),
    /// A file or folder cannot be read or written.
    #[error("`{path}` could not be {verb}")]
    File {
        /// The file.
        path: PathBuf,
        /// Read, written, made.
        verb: &'static str,
        /// Why.
        source: std::io::Error,
    },
    /// The settings do not read.
    #[error("`{path}` does not read as settings: {reason}")]
    Settings {
        /// The file.
        path: PathBuf,
        /// What TOML says, with the line.
        reason: String,
    },
    /// Rules for contradictions that do not read.
    #[error("`{path}` does not read as rules: {reason}")]
    Rules {
        /// The file.
        path: PathBuf,
        /// What TOML says, with the line.
        reason: String,
    },
    /// A name that the project does not know.
    #[error("there is no {noun} `{name}` in the project")]
    Unknown {
        /// The kind of thing.
        noun: &'static str,
        /// What was asked for.
        name: String,
        /// The nearest names that exist.
        near: Vec<String>,
    },
    /// A value or reason that the settings do not have.
    #[error("there is no {noun} `{name}` of `{of}`, expected one of `{}`", .expected.join("`, `"))]
    Value {
        /// Value or reason.
        noun: &'static str,
        /// What was asked for.
        name: String,
        /// The attribute, or the value.
        of: String,
        /// All that there are.
        expected: Vec<String>,
        /// The nearest.
        near: Vec<String>,
    },
    /// An attribute that nobody is classified by.
    #[error(
        "nobody is classified by `{attribute}`, expected `[classification.{attribute}]` with values in quotebook.toml"
    )]
    Unclassified {
        /// The attribute.
        attribute: String,
        /// Those that there are.
        near: Vec<String>,
    },
    /// The register does not satisfy what a value requires.
    #[error(
        "`{value}` requires `{rule}`, expected the register to say so of respondent `{respondent}`; it says: {said}"
    )]
    Rule {
        /// The value.
        value: String,
        /// The rule.
        rule: String,
        /// The respondent.
        respondent: String,
        /// What the register says.
        said: String,
    },
    /// A position that the text does not have.
    #[error("in source `{name}`: {error}")]
    Span {
        /// The source.
        name: String,
        /// Why.
        error: SpanError,
    },
    /// The words do not stand in the source, or stand there more than once.
    #[error("the words stand {count} times in source `{name}`, expected once")]
    Words {
        /// The source.
        name: String,
        /// How often.
        count: usize,
    },
    /// A code is in use.
    #[error("code `{key}` has {codings} codings, expected to hear what becomes of them")]
    CodeInUse {
        /// The code.
        key: String,
        /// How many codings.
        codings: usize,
    },
    /// The code tree would not be a tree any more.
    #[error("code `{key}` cannot be moved below `{parent}`: it would be above itself")]
    Circle {
        /// The code.
        key: String,
        /// Its new parent.
        parent: String,
    },
    /// There is nothing to undo or redo.
    #[error("there is nothing to {0}")]
    Nothing(&'static str),
    /// What shall be undone has been changed since.
    #[error("operation `{operation}` ({summary}) cannot be taken back: {reason}")]
    Undo {
        /// The operation.
        operation: String,
        /// What it did.
        summary: String,
        /// Why.
        reason: String,
    },
    /// A query that stands in a file and cannot be answered.
    #[error("in {place}: {inner}")]
    Within {
        /// Where it stands.
        place: String,
        /// What is wrong with it.
        inner: Box<ProjectError>,
    },
    /// Anything that is refused with a sentence of its own.
    #[error("{0}")]
    Refused(String),
    /// An answer of the register that can hardly be what was meant, and is taken only if said so.
    #[error("{0}")]
    Doubtful(String),
    /// What was asked for cannot be, with what to do about it.
    #[error("{says}")]
    Advised {
        /// What is wrong.
        says: String,
        /// What to do.
        advice: &'static str,
    },
    /// A query that cannot be read or answered, or an index that cannot be made.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ProjectError {
    /// For `map_err` on file work: which file, and what was tried.
    pub(crate) fn file(
        path: &std::path::Path,
        verb: &'static str,
    ) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, verb, source }
    }
}

impl From<QueryError> for ProjectError {
    fn from(error: QueryError) -> Self {
        Self::Index(error.into())
    }
}

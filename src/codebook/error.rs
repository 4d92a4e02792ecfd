//! What can be wrong with a codebook file.

/// Why a codebook was refused. Nothing of it has been imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodebookError {
    /// A family file that is not as it should be.
    #[error("line {line} of `{file}`: {reason}")]
    Line {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong and what was expected.
        reason: String,
    },
    /// A table whose row is not as it should be.
    #[error("row {row} of `{file}`: {reason}")]
    Row {
        /// The file.
        file: String,
        /// The row, from 1; the header is row 1.
        row: usize,
        /// What is wrong and what was expected.
        reason: String,
    },
    /// A table without codes.
    #[error("`{file}` has no column for the code, expected one called `key`, `code` or `name`")]
    NoCode {
        /// The file.
        file: String,
    },
    /// A table that says one thing twice.
    #[error("`{file}` has two columns for the {what}: `{first}` and `{second}`, expected one")]
    TwoColumns {
        /// The file.
        file: String,
        /// What both are for.
        what: &'static str,
        /// The one.
        first: String,
        /// The other.
        second: String,
    },
    /// Two files (or two places in one) define the same code.
    #[error("code `{key}` is defined twice: in `{first}` and in `{second}`, expected once")]
    Twice {
        /// The code's key.
        key: String,
        /// The earlier file.
        first: String,
        /// The later file.
        second: String,
    },
}

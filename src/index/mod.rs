//! Edge: the full text and the query language; the only room that names tantivy. The index holds
//! passages, never codings, and nothing that cannot be made again: it records what it was made from,
//! and whoever finds it missing, damaged or behind makes a new one.

mod answer;
mod build;
mod fields;
mod found;
mod kept;
mod languages;
mod likely;
mod look_up;
mod matching;
mod parse;
mod plan;
mod query;
mod reader;
mod relations;
mod said;
mod schema;
mod slot;
mod terms;

use crate::model::source::Source;

pub use answer::{Asked, Search};
pub use build::Input;
pub use found::Entry;
pub use kept::Index;
pub use parse::parse;
pub use query::{Query, QueryError};

/// Why a text could not be had.
pub type TextError = Box<dyn std::error::Error + Send + Sync>;

/// Hands out the text of a source.
pub type Texts<'t> = &'t dyn Fn(&Source) -> Result<String, TextError>;

/// What can go wrong with the index or a query.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The query asks for something that there is not.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The index is missing, damaged or behind. A new one helps.
    #[error("the index cannot be used: {0}")]
    Unusable(String),
    /// A text could not be read.
    #[error(transparent)]
    Text(TextError),
}

impl IndexError {
    fn unusable(error: impl std::fmt::Display) -> Self {
        Self::Unusable(error.to_string())
    }
}

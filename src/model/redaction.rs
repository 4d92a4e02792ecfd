//! Redactions: words that are not printed, and words that somebody should look at first.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::hash::Hash;
use super::id::Id;
use super::source::SourceId;
use super::span::Span;

/// The id of a redaction.
pub type RedactionId = Id<Redaction>;

/// Words of a source in whose place something else is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redaction {
    /// Never changes.
    pub id: RedactionId,
    /// The source.
    pub source: SourceId,
    /// The version of the source whose text `span` counts in.
    pub version: u32,
    /// Where the words stand.
    pub span: Span,
    /// Digest of the words, so that a redaction beside its words is detected. The words themselves
    /// stand in the source alone.
    pub words: Hash,
    /// What is printed instead, without brackets: `name of town`.
    pub shown: String,
    /// Whether it holds.
    pub state: State,
    /// What found the words.
    pub origin: Origin,
    /// Who said so last.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Whether a redaction holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It is suggested; the words are printed, but nothing leaves for the public.
    Open,
    /// The words are not printed.
    Accepted,
    /// The words are harmless.
    Dismissed,
}

impl State {
    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Dismissed => "dismissed",
        }
    }
}

/// What found the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// Somebody who read them.
    Hand,
    /// A list of words.
    List,
    /// The form of an e-mail address.
    Email,
    /// The form of a telephone number.
    Phone,
    /// The form of a day.
    Date,
    /// A list of names.
    Gazetteer,
    /// A capital letter where ordinary words have none.
    Capital,
}

impl Origin {
    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hand => "hand",
            Self::List => "list",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Date => "date",
            Self::Gazetteer => "gazetteer",
            Self::Capital => "capital",
        }
    }
}

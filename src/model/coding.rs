//! Coders and their codings.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::codebook::CodeId;
use super::hash::Hash;
use super::id::Id;
use super::source::SourceId;
use super::span::Span;

/// The id of a coder.
pub type CoderId = Id<Coder>;
/// The id of a coding.
pub type CodingId = Id<Coding>;

/// The name of the coder that applies the codebook's rules.
pub const RULES: &str = "rules";
/// The name of the coder that holds what a team has settled on.
pub const CONSENSUS: &str = "consensus";

/// A person who codes, or the codebook's own rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coder {
    /// Never changes.
    pub id: CoderId,
    /// Unique.
    pub name: String,
}

impl Coder {
    /// Whether this is somebody who reads, not the codebook's rules or a settled consensus.
    pub fn is_person(&self) -> bool {
        ![RULES, CONSENSUS].contains(&self.name.as_str())
    }
}

/// This segment, this code, this coder, this time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coding {
    /// Never changes.
    pub id: CodingId,
    /// The source.
    pub source: SourceId,
    /// The version of the source whose text `span` counts in.
    pub version: u32,
    /// Where the words stand.
    pub span: Span,
    /// The code.
    pub code: CodeId,
    /// The version of the code's definition that the coder had before them.
    pub definition: u32,
    /// The coder.
    pub coder: CoderId,
    /// When it was made.
    pub at: Timestamp,
    /// Digest of the words, so that a coding beside its words is detected.
    pub words: Hash,
}

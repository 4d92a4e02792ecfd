//! Memos: notes on anything.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::codebook::CodeId;
use super::coding::{CoderId, CodingId};
use super::id::Id;
use super::respondent::RespondentId;
use super::source::SourceId;

/// The id of a memo.
pub type MemoId = Id<Memo>;

/// A note on something in the project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memo {
    /// Never changes.
    pub id: MemoId,
    /// What it is about.
    pub about: Thing,
    /// The note.
    pub text: String,
    /// Who wrote it.
    pub author: String,
    /// When.
    pub at: Timestamp,
}

/// Anything that a memo or a question about history can be on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Thing {
    /// The project as a whole.
    Project,
    /// A source.
    Source(SourceId),
    /// A respondent.
    Respondent(RespondentId),
    /// A code.
    Code(CodeId),
    /// A coding.
    Coding(CodingId),
    /// A coder.
    Coder(CoderId),
}

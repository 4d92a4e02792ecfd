//! Contradictions that were settled: what the register and the notes said, and what was made of it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::hash::Hash;
use super::id::Id;
use super::respondent::{RespondentId, Value};
use super::source::SourceId;

/// The id of a settled contradiction.
pub type ContradictionId = Id<Contradiction>;

/// One contradiction settled, with the reason. It stays settled while both sides are what they were.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contradiction {
    /// Never changes.
    pub id: ContradictionId,
    /// The rule that found it.
    pub rule: String,
    /// The respondent.
    pub respondent: RespondentId,
    /// The source.
    pub source: SourceId,
    /// Digest of the rule and the words, without the words themselves.
    pub words: Hash,
    /// What the register said when it was settled (after a correction); absent is no answer.
    pub register: BTreeMap<String, Value>,
    /// Whether codings, which others may not see yet, are one side.
    #[serde(default)]
    pub coded: bool,
    /// What was made of it.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// Who settled it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// What was made of a contradiction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The register was wrong, and was corrected.
    Register,
    /// The notes were misread: by a coder, whose coding was removed, or by the rule.
    Reading,
    /// Both are true.
    Both,
}

impl Verdict {
    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Register => "register corrected",
            Self::Reading => "reading corrected",
            Self::Both => "both are true",
        }
    }
}

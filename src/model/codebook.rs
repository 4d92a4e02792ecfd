//! The codebook: a tree of codes. The key of a code is stable and is what queries use; its name is
//! a label; its definition has versions, and every coding knows under which one it was made.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::coding::CoderId;
use super::id::Id;

/// The id of a code.
pub type CodeId = Id<Code>;

/// A theme's label with definition, when to use, when not, and an example. A family is a code
/// without a parent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// Never changes.
    pub id: CodeId,
    /// What queries call it, for example `push/poverty`. Unique.
    pub key: String,
    /// What readers call it.
    pub name: String,
    /// The code above it; `None` for a family.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<CodeId>,
    /// What it means.
    #[serde(default)]
    pub definition: String,
    /// When to use it.
    #[serde(default)]
    pub use_when: String,
    /// When not to use it.
    #[serde(default)]
    pub not_when: String,
    /// Words that show it well.
    #[serde(default)]
    pub example: String,
    /// Rules for autocoding, in the query language.
    #[serde(default, rename = "match")]
    pub rules: Vec<String>,
    /// `#rrggbb`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
    /// To whom it applies, in the query language, for example `attends_school:yes`; `None` for
    /// everybody to whom the code above it applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
    /// Version of the definition: 1 at first, one more whenever definition, use or not-use change.
    pub version: u32,
    /// Place among its siblings.
    pub order: u32,
    /// Who made it of words that somebody said, while a round was blind; `None` for all others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spoken: Option<Spoken>,
}

/// Whose words a code's name tells before a round is revealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spoken {
    /// The coder who coded them.
    pub by: CoderId,
    /// When.
    pub at: Timestamp,
}

impl Code {
    /// All that it means in one text, for programs that have one place for it: the definition, then when
    /// to use it, when not, and an example.
    pub fn described(&self) -> String {
        let parts = [
            ("Use when", &self.use_when),
            ("Not when", &self.not_when),
            ("Example", &self.example),
        ];
        let mut text = self.definition.trim().to_owned();
        for (head, words) in parts.iter().filter(|(_, it)| !it.trim().is_empty()) {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(&format!("{head}: {}", words.trim()));
        }
        text
    }

    /// Whether both mean the same to a coder: definition, when to use and when not are equal.
    pub fn means_the_same_as(&self, other: &Self) -> bool {
        self.definition == other.definition
            && self.use_when == other.use_when
            && self.not_when == other.not_when
    }
}

//! Translations of quotes.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::coding::CodingId;
use super::hash::Hash;
use super::id::Id;

/// The id of a translation.
pub type TranslationId = Id<Translation>;

/// What a quote says in another language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translation {
    /// Never changes.
    pub id: TranslationId,
    /// The coding whose quote it is of.
    pub coding: CodingId,
    /// BCP 47 tag of the language that it is in.
    pub language: String,
    /// The words.
    pub text: String,
    /// Who translated.
    pub translator: String,
    /// Digest of the words that were translated, without marks.
    pub of: Hash,
    /// Who wrote it down.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl Translation {
    /// Who translated, as it stands behind the words. `now` is the digest of the words as they are now.
    pub fn credit(&self, now: Hash) -> String {
        match self.of == now {
            true => format!("(translated by {})", self.translator),
            false => format!(
                "(translated by {} before the words were edited)",
                self.translator
            ),
        }
    }
}

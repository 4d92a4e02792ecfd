//! Exports: files that left the project.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::hash::Hash;
use super::id::Id;

/// The action of the operation that records an export. It changes nothing that anybody counts, so it
/// is no state of its own and cannot be taken back.
pub const ACTION: &str = "export";

/// The name of the property under which a document bears its mark.
pub const PROPERTY: &str = "quotebook";

/// The id of an export.
pub type ExportId = Id<Export>;

/// A file that left the project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {
    /// Never changes.
    pub id: ExportId,
    /// Its name, without the folder.
    pub file: String,
    /// What was asked for: the command with its arguments, without the places of files.
    pub command: String,
    /// The state that the project was in: hash of its last operation that is no export.
    pub position: Hash,
    /// Digest of the file's bytes.
    pub digest: Hash,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl Export {
    /// The mark that the file carries, where its format has a place for it. See [`mark`].
    pub fn mark(&self) -> String {
        mark(self.position, &self.command)
    }
}

/// A word of a command as one types it: in marks where a shell would take it for more than one word.
pub fn spelled(word: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "-_=:,./*".contains(letter);
    match !word.is_empty() && word.chars().all(plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', "'\\''")),
    }
}

/// What a document bears in its properties, so that it is known again after somebody has changed it:
/// 16 hexadecimal digits that follow from the state of the project and the command. The same answer of
/// the same state has the same mark, and nobody can read anything from it.
pub fn mark(position: Hash, command: &str) -> String {
    let mut whole = Hash::of(format!("{position} {command}").as_bytes()).to_string();
    whole.truncate(16);
    whole
}

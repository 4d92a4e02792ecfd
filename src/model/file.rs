//! Files that were imported and are not sources: registers, codebooks, tables of codings.

use serde::{Deserialize, Serialize};

use super::hash::Hash;
use super::id::Id;

/// The id of a file.
pub type FileId = Id<File>;

/// A file that was imported. While its digest is the same there is nothing to import in it, and
/// what was changed in the project since is not overwritten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Never changes.
    pub id: FileId,
    /// Where it lay, relative to the project where it lies inside. Unique.
    pub name: String,
    /// Digest of its bytes.
    pub original: Hash,
}

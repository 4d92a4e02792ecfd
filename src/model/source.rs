//! A source: one text under study, immutable once imported. What changes is its version: a
//! correction is a new text under the same id, with the codings carried across.

use serde::{Deserialize, Serialize};

use super::hash::Hash;
use super::id::Id;
use super::respondent::RespondentId;

/// The id of a source.
pub type SourceId = Id<Source>;

/// One text under study and what is known about it. The words themselves are stored once, under
/// their digest, and handed out by the project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Never changes.
    pub id: SourceId,
    /// The file name without its ending, or what the table of open answers calls the row. Unique.
    pub name: String,
    /// The file that it came from, relative to the project where it lies inside.
    pub file: String,
    /// 1 at first; one more with every new text.
    pub version: u32,
    /// Digest of the text (UTF-8, LF line ends, no byte order mark).
    pub text: Hash,
    /// Digest of the bytes of the file as it was found.
    pub original: Hash,
    /// Length of the text in Unicode characters.
    pub characters: usize,
    /// The encoding that the file was in, for example `UTF-8` or `windows-1251`.
    pub encoding: String,
    /// BCP 47 tag, for example `ru`; `None` when it could not be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Who speaks; `None` while no respondent is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub respondent: Option<RespondentId>,
    /// Where the pages of a file with pages begin, in bytes of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<usize>,
}

impl Source {
    /// The page that stands at a byte of the text, from 1; `None` where there are no pages.
    pub fn page(&self, at: usize) -> Option<usize> {
        let page = self.pages.partition_point(|begin| *begin <= at);
        (page > 0).then_some(page)
    }
}

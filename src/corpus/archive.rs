//! What Word and OpenDocument files share: a zip archive with XML in it, neither of which is trusted.

use super::note_error::NoteError;
pub(super) use crate::archive::DEEPEST;
use crate::archive::{self, ArchiveError};

/// The most that one part of the archive may unpack to.
pub(super) const UNPACKED_MIB: usize = 64;

/// The most columns that one cell of a table may go over.
pub(super) const WIDEST: usize = 1000;

/// A part of the archive as text, unpacked up to the limit whatever its header says.
pub(super) fn part(bytes: &[u8], name: &str) -> Result<String, NoteError> {
    let unpacked = archive::part(bytes, name, UNPACKED_MIB).map_err(|error| match error {
        ArchiveError::Damaged(reason) => NoteError::Archive(reason),
        ArchiveError::NoZip(_) => NoteError::Archive("it is no zip archive".to_owned()),
        ArchiveError::Large { .. } => NoteError::Large {
            what: "its text",
            limit: UNPACKED_MIB,
        },
    })?;
    let unpacked = unpacked.ok_or_else(|| NoteError::Archive(format!("`{name}` is missing")))?;
    String::from_utf8(unpacked).map_err(|_| NoteError::Xml("is not UTF-8".to_owned()))
}

/// A character reference or one of XML's own five names; no others can exist without a DOCTYPE.
pub(super) fn reference(name: &quick_xml::events::BytesRef<'_>) -> Result<char, NoteError> {
    archive::reference(name)
        .ok_or_else(|| NoteError::Xml(format!("uses the entity `{}`, expected none", &**name)))
}

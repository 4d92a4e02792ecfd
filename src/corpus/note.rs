//! A note as the project takes it: plain text and what was seen on the way. One line per kind of file.

use std::collections::BTreeMap;

use super::note_error::NoteError;
use super::pdf::{self, Highlight};
use super::{captions, docx, encoding, html, markdown, odt, rtf};

/// The text of a file of notes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Note {
    /// UTF-8 with LF line ends and without byte order mark.
    pub text: String,
    /// The encoding that the file was in.
    pub encoding: String,
    /// `name: value` lines at the top of a Markdown or text file.
    pub front_matter: BTreeMap<String, String>,
    /// Where pages begin, in bytes of the text; empty where there are no pages.
    pub pages: Vec<usize>,
    /// Words that a reader marked.
    pub highlights: Vec<Highlight>,
    /// What the importing person should hear, for example "2 comments left out".
    pub remarks: Vec<String>,
}

/// Endings of the files that are notes, lower case.
pub const ENDINGS: &[&str] = &[
    "txt", "md", "docx", "odt", "rtf", "html", "htm", "srt", "vtt", "pdf",
];

/// The ending of a file name, lower case.
pub fn ending(name: &str) -> String {
    name.rsplit_once('.')
        .map_or_else(String::new, |(_, ending)| ending.to_lowercase())
}

/// Reads the notes in `bytes`; the kind is told by the ending of `name`.
pub fn read(name: &str, bytes: &[u8]) -> Result<Note, NoteError> {
    let note = match ending(name).as_str() {
        "docx" => docx::read(bytes),
        "odt" => odt::read(bytes),
        "rtf" => rtf::read(bytes),
        "pdf" => pdf::read(bytes),
        "html" | "htm" => html::read(bytes),
        "md" | "txt" => {
            encoding::decode(bytes).map(|(text, encoding)| markdown::front_matter(text, encoding))
        }
        "srt" | "vtt" => {
            encoding::decode(bytes).and_then(|(text, encoding)| captions::read(&text, encoding))
        }
        other => Err(NoteError::Kind {
            ending: other.to_owned(),
        }),
    }?;
    if note.text.trim().is_empty() {
        return Err(NoteError::Empty);
    }
    Ok(note)
}

//! PDF files: text in reading order, where the pages begin, and the highlights that readers left. The
//! format is large and its files are often damaged or hostile, so they are read in a child process of
//! this program, within limits of time and memory; one that breaks off takes nothing with it.

mod child;
mod glyphs;
mod lines;
mod paragraphs;

use serde::{Deserialize, Serialize};

use super::note::Note;
use super::note_error::NoteError;

pub use child::{answer, here};

/// What a PDF says. Positions are bytes of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extract {
    /// Paragraphs, with an empty line between.
    pub text: String,
    /// Where each page begins.
    pub pages: Vec<usize>,
    /// Where paragraphs begin that are set in as a whole.
    pub set_in: Vec<usize>,
    /// Marked words.
    pub highlights: Vec<Highlight>,
    /// What the importing person should hear.
    pub remarks: Vec<String>,
}

/// Words that a reader marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Highlight {
    /// First byte.
    pub start: usize,
    /// The byte behind the last.
    pub end: usize,
    /// The page, from 1.
    pub page: usize,
    /// What the reader wrote; may be empty.
    pub comment: String,
    /// Who marked it; may be empty.
    pub author: String,
}

/// Reads a PDF as notes.
pub fn read(bytes: &[u8]) -> Result<Note, NoteError> {
    let mut extract = child::extract(bytes)?;
    extract.remarks.extend(cut_off(bytes));
    Ok(Note {
        text: extract.text,
        encoding: "PDF".to_owned(),
        pages: extract.pages,
        highlights: extract.highlights,
        remarks: extract.remarks,
        ..Note::default()
    })
}

/// Whether nothing is closed in a paragraph that was opened before it: it is no rest of another one.
fn is_whole(paragraph: &str) -> bool {
    [('(', ')'), ('[', ']'), ('“', '”'), ('«', '»')]
        .into_iter()
        .all(|(open, close)| {
            let first = paragraph.find([open, close]);
            first.is_none_or(|at| paragraph[at..].starts_with(open))
        })
}

/// How far from the end of a file readers look for the mark that ends it.
const TAIL: usize = 2048;

/// What to say of a file without the mark that ends every PDF: its reader takes what is left.
fn cut_off(bytes: &[u8]) -> Option<String> {
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    let ended = tail.windows(5).any(|it| it == b"%%EOF");
    (!ended).then(|| {
        "it is damaged: its end is missing, and pages may be; compare it with the file that it came from"
            .to_owned()
    })
}

/// Reads a PDF as a draft: paragraphs that are set in and end with who is quoted are block quotes.
pub fn read_draft(bytes: &[u8]) -> Result<Note, NoteError> {
    let mut extract = child::extract(bytes)?;
    extract.remarks.extend(cut_off(bytes));
    let mut text = String::with_capacity(extract.text.len());
    let mut at = 0;
    for paragraph in extract.text.split("\n\n") {
        let signed = paragraph.trim_end_matches('.').ends_with([')', ']']);
        if signed && is_whole(paragraph) && extract.set_in.contains(&at) {
            text.push_str("> ");
        }
        text.push_str(paragraph);
        text.push_str("\n\n");
        at += paragraph.len() + 2;
    }
    Ok(Note {
        text,
        encoding: "PDF".to_owned(),
        remarks: extract.remarks,
        ..Note::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_its_end_is_told() {
        let mut whole = vec![b' '; 3 * TAIL];
        whole.extend(b"%%EOF\n\n");
        assert_eq!(cut_off(&whole), None);
        assert!(cut_off(&whole[..2 * TAIL]).is_some_and(|it| it.contains("damaged")));
        assert!(cut_off(b"").is_some());
    }
}

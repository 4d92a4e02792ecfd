//! Sources of another program: texts, media with or without texts, and what is selected in them.

use uuid::Uuid;

use super::{Made, VariableValue};
use crate::model::codebook::CodeId;
use crate::model::coding::CodingId;
use crate::model::id::Id;
use crate::model::memo::MemoId;
use crate::model::source::SourceId;
use crate::model::span::Span;

/// The id of a selection.
pub type SelectionId = Id<Selection>;

/// What a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SourceKind {
    /// A text.
    Text,
    /// A PDF, with a text that represents it.
    Pdf,
    /// A picture.
    Picture,
    /// A recording.
    Audio,
    /// A film.
    Video,
}

/// A source.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Never changes.
    pub id: SourceId,
    /// What it is.
    pub kind: SourceKind,
    /// What people call it; may be empty, others may be called the same.
    pub name: String,
    /// What is known in words.
    pub description: String,
    /// Where the medium lies, as the program wrote it; `None` for a text.
    pub path: Option<String>,
    /// A text is its own; a PDF has at most one, media have their transcripts.
    pub texts: Vec<Text>,
    /// Selections outside of texts.
    pub selections: Vec<Selection>,
    /// Codings of the whole source.
    pub codings: Vec<Coding>,
    /// Memos on it.
    pub notes: Vec<MemoId>,
    /// Values of variables.
    pub values: Vec<VariableValue>,
    /// Who brought it in, when.
    pub made: Made,
}

/// A text.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// The source's own id for a text, otherwise one of its own.
    pub id: SourceId,
    /// What people call it; may be empty.
    pub name: String,
    /// UTF-8 with LF line ends and without byte order mark; `None` when it did not come along.
    pub words: Option<String>,
    /// The file with its looks: its ending and its bytes; of a PDF, the PDF.
    pub rich: Option<Rich>,
    /// The encoding that its file was in.
    pub encoding: String,
    /// Where the recording stands at which place of a transcript.
    pub moments: Vec<Moment>,
    /// Selections in it.
    pub selections: Vec<Selection>,
    /// Memos on it.
    pub notes: Vec<MemoId>,
    /// Who brought it in, when.
    pub made: Made,
}

/// A text with its looks: a Word file or a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rich {
    /// `docx` or `pdf`, lower case.
    pub ending: String,
    /// The file.
    pub bytes: Vec<u8>,
}

impl Rich {
    /// The file as a text with its looks, where it is a PDF.
    pub fn pdf(bytes: &[u8]) -> Option<Self> {
        let ending = "pdf".to_owned();
        let bytes = bytes.starts_with(b"%PDF-").then(|| bytes.to_vec())?;
        Some(Self { ending, bytes })
    }

    /// The file as a text with its looks, where it is a Word file.
    pub fn of(bytes: Vec<u8>) -> Option<Self> {
        let part = b"word/document.xml";
        let is_word =
            bytes.starts_with(b"PK\x03\x04") && bytes.windows(part.len()).any(|it| it == part);
        let ending = "docx".to_owned();
        is_word.then_some(Self { ending, bytes })
    }
}

/// A place in a transcript and its moment in the recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// What transcript selections refer to.
    pub id: Uuid,
    /// Milliseconds from the start.
    pub milliseconds: Option<i64>,
    /// Byte in the text, or the number that the program wrote when the text did not come along.
    pub at: Option<i64>,
}

/// A selected place with its codings.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// Never changes.
    pub id: SelectionId,
    /// Often the selected words, sometimes a label; may be empty.
    pub name: String,
    /// A comment on it.
    pub description: String,
    /// Where.
    pub place: Place,
    /// Codings of it.
    pub codings: Vec<Coding>,
    /// Memos on it.
    pub notes: Vec<MemoId>,
    /// Who selected it, when.
    pub made: Made,
}

/// The words of a selection with what stands around them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The words.
    pub exact: String,
    /// What stands before them; may be empty.
    pub prefix: String,
    /// What stands after them; may be empty.
    pub suffix: String,
}

/// Where a selection is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// At these words.
    Words(Span),
    /// At positions that are not in the text, or whose text did not come along.
    Nowhere {
        /// The start as it was written.
        start: i64,
        /// The end as it was written.
        end: i64,
    },
    /// A rectangle on a page.
    Page {
        /// The page, counted as the program counts.
        page: i64,
        /// Left, bottom, right, top in points from the lower left corner.
        corners: [i64; 4],
        /// The words in it, where they were written.
        words: Option<String>,
    },
    /// A rectangle in a picture: left, top, right, bottom in pixels.
    Area([i64; 4]),
    /// A part of a recording, in milliseconds.
    Time(i64, i64),
    /// Between two moments of a transcript.
    Moments(Option<Uuid>, Option<Uuid>),
}

/// A code on a selection or on a whole source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coding {
    /// Never changes.
    pub id: CodingId,
    /// The code.
    pub code: CodeId,
    /// Who coded, when.
    pub made: Made,
    /// Memos on it.
    pub notes: Vec<MemoId>,
}

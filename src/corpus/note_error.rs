//! Why a file of notes was not read. The caller names the file.

/// What was wrong, and what was expected.
#[derive(Debug, thiserror::Error)]
pub enum NoteError {
    /// An ending that no reader knows.
    #[error(
        "`.{ending}` is not a kind of notes, expected one of .txt .md .docx .odt .rtf .html .srt .vtt .pdf"
    )]
    Kind {
        /// The ending.
        ending: String,
    },
    /// An ending that no reader of reports knows.
    #[error(
        "`.{ending}` is not a kind of report, expected one of .docx .odt .rtf .html .md .txt .pdf"
    )]
    Draft {
        /// The ending.
        ending: String,
    },
    /// A PDF that could not be read.
    #[error("{0}")]
    Pdf(String),
    /// Not Rich Text.
    #[error("it is not Rich Text: it {0}")]
    Rtf(&'static str),
    /// No captions in a file of captions.
    #[error("there is no caption in it, expected lines such as `00:01:02.000 --> 00:01:04.000`")]
    Captions,
    /// No words.
    #[error("there is no text in it")]
    Empty,
    /// Not text at all.
    #[error(
        "byte {at} is not text, expected a text file in UTF-8, UTF-16 or a Cyrillic or Western 8-bit encoding"
    )]
    Binary {
        /// The first byte that cannot be in a text.
        at: usize,
    },
    /// More than a note can be.
    #[error("{what} is larger than {limit} MiB, expected the notes of one interview")]
    Large {
        /// What is too large.
        what: &'static str,
        /// The limit in MiB.
        limit: usize,
    },
    /// XML that no word processor writes.
    #[error("its XML {0}")]
    Xml(String),
    /// Not the archive that the ending promises.
    #[error("it is not a Word or OpenDocument file: {0}")]
    Archive(String),
}

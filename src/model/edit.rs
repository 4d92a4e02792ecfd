//! Edits: how the words of codings are cut and mended for print. An edit is no second text but what is
//! done to the words of the source, so that it can be shown, counted and taken back. How it is printed
//! is for [`super::rendering`].

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::coding::CodingId;
use super::hash::Hash;
use super::id::Id;
use super::source::SourceId;
use super::span::Span;

/// The id of an edit.
pub type EditId = Id<Edit>;

/// How the quote of some codings of one respondent is edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// Never changes.
    pub id: EditId,
    /// The codings whose words it is made of.
    pub codings: Vec<CodingId>,
    /// Their words, in the order of print, with what is done to them.
    pub stretches: Vec<Stretch>,
    /// Why it stands although a word that denies is lost, put in or moved; `None` where none is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// Who edited last.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A stretch of a source with what is done to its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// The source.
    pub source: SourceId,
    /// The version of its text that the positions are in.
    pub version: u32,
    /// The words; bytes of the text.
    pub span: Span,
    /// Digest of the words, so that an edit beside its words is detected.
    pub words: Hash,
    /// What is done, in the order of the text; may be nothing.
    pub splices: Vec<Splice>,
}

/// One change of the words of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Splice {
    /// Bytes of the text; empty where words are only put in.
    pub span: Span,
    /// What is done there.
    pub done: Done,
}

/// What is done to some words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Done {
    /// They are left out.
    Omitted {
        /// Whether the sign of omission stands in their place. At the ends of a quote none is needed,
        /// nor for what the transcriber put in.
        sign: bool,
        /// The mark that closes the sentence where they are cut off; mostly empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        stop: String,
    },
    /// These words stand in their place, in brackets.
    Put(String),
    /// This letter stands in its place: the same one, small or capital.
    Letter(String),
}

/// What a splice is to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SpliceKind {
    /// Words are left out.
    Omission,
    /// Words are put in.
    Insertion,
    /// Words stand in place of others.
    Replacement,
    /// A capital letter is small or a small one a capital, or a sentence is closed otherwise.
    Border,
}

impl SpliceKind {
    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Omission => "omission",
            Self::Insertion => "insertion",
            Self::Replacement => "replacement",
            Self::Border => "border",
        }
    }
}

impl Done {
    /// What it is to people, given the words that it is done to.
    pub fn kind(&self, words: &str) -> SpliceKind {
        let has_words = words.chars().any(char::is_alphanumeric);
        match self {
            Self::Letter(_) => SpliceKind::Border,
            Self::Put(_) if has_words => SpliceKind::Replacement,
            Self::Put(_) => SpliceKind::Insertion,
            Self::Omitted { .. } if has_words => SpliceKind::Omission,
            Self::Omitted { .. } => SpliceKind::Border,
        }
    }
}

impl Stretch {
    /// The words, if they are those that were edited and every splice has its place in them.
    pub fn of<'t>(&self, text: &'t str) -> Option<&'t str> {
        let words = self.span.of(text)?;
        let mut behind = self.span.start;
        for splice in &self.splices {
            let Span { start, end } = splice.span;
            if start < behind
                || end < start
                || end > self.span.end
                || text.get(start..end).is_none()
            {
                return None;
            }
            behind = end;
        }
        (Hash::of(words.as_bytes()) == self.words).then_some(words)
    }
}

impl Edit {
    /// The coding that the edit is known by.
    pub fn anchor(&self) -> Option<CodingId> {
        self.codings.first().copied()
    }

    /// The same edit but for who made it and when.
    pub fn is_as(&self, other: &Self) -> bool {
        (&self.codings, &self.stretches, &self.because)
            == (&other.codings, &other.stretches, &other.because)
    }
}

//! Coded segments as they are listed, and texts as they are printed with what is coded in them. Words
//! are those that may be shown: what is redacted in them is replaced.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::codebook::CodeId;
use super::coding::CodingId;
use super::hash::Hash;
use super::memo::Memo;
use super::respondent::Value;
use super::span::Span;

/// One coding with its words and with who speaks.
#[derive(Debug, Clone, PartialEq)]
pub struct CodedSegment {
    /// The coding.
    pub coding: CodingId,
    /// Name of the source.
    pub source: String,
    /// Digest of the source's text.
    pub digest: Hash,
    /// Name of the respondent; `None` when nobody knows who spoke.
    pub respondent: Option<String>,
    /// What is known about the respondent.
    pub values: BTreeMap<String, Value>,
    /// Key of the code; `None` for a code that is gone.
    pub code: Option<String>,
    /// Names from the family down to the code.
    pub path: Vec<String>,
    /// Name of the coder.
    pub coder: Option<String>,
    /// First character in the source's text, counted from 0.
    pub start: usize,
    /// The character behind the last.
    pub end: usize,
    /// The page that it begins on, from 1; `None` where there are no pages.
    pub page: Option<usize>,
    /// The words.
    pub text: String,
    /// Version of the code's definition that it was coded by.
    pub definition: u32,
    /// When it was coded.
    pub at: Timestamp,
    /// What is noted on it, the oldest first.
    pub memos: Vec<Memo>,
}

/// A text with what is coded in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodedText {
    /// Name of the source.
    pub source: String,
    /// Who speaks, as in the bracket after a quote.
    pub attribution: String,
    /// BCP 47 tag of its language.
    pub language: Option<String>,
    /// The text as it is printed.
    pub text: String,
    /// What is coded in it, in order.
    pub marks: Vec<CodedMark>,
}

/// Words of a text under one code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodedMark {
    /// Where they stand in the text as it is printed.
    pub span: Span,
    /// The code.
    pub code: CodeId,
    /// Who coded them, in order.
    pub coders: Vec<String>,
}

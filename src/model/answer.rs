//! What a query gives back.

use super::redact::Mask;
use super::source::SourceId;
use super::span::Span;

/// One passage that answers a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The source.
    pub source: SourceId,
    /// Number of the passage in its source, from 0.
    pub passage: usize,
    /// The whole passage, the speaker's label included.
    pub span: Span,
    /// What was said, without the label.
    pub words: Span,
    /// First character of the passage, counted from 0.
    pub start: usize,
    /// The speaker's label.
    pub speaker: Option<String>,
    /// The text of the passage.
    pub text: String,
    /// What of `text` is not printed.
    pub mask: Mask,
    /// The words (or codings) that answer, in order; may reach beyond the passage, may be none
    /// (`NOT word`).
    pub marks: Vec<Span>,
    /// BM25 (Robertson and Zaragoza 2009); 0 when nothing in the query can be ranked.
    pub score: f32,
}

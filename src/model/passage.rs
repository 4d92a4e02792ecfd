//! Passages: the paragraphs and speaker turns of a text. They are computed from the text alone, by
//! one rule, so that they need not be stored and cannot disagree with it.

use super::span::Span;

/// One paragraph or speaker turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The whole passage, the speaker's label included.
    pub span: Span,
    /// What was said: the passage without its label. Equal to `span` where there is no label.
    pub words: Span,
    /// Who speaks, as the label names them; a paragraph without a label belongs to the speaker before it.
    pub speaker: Option<String>,
}

/// The passages of `text`, in order.
pub fn passages(text: &str) -> Vec<Passage> {
    let _ = text;
    Vec::new()
}

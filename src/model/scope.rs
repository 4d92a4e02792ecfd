//! A scope: which sources, codes and coders a question is about.

use super::codebook::CodeId;
use super::coding::{CoderId, Coding};
use super::source::SourceId;

/// Which codings a question is about; an empty list means all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// These sources.
    pub sources: Vec<SourceId>,
    /// These codes; descendants are listed too.
    pub codes: Vec<CodeId>,
    /// These coders.
    pub coders: Vec<CoderId>,
}

impl Scope {
    /// Whether the question is about this coding.
    pub fn holds(&self, coding: &Coding) -> bool {
        (self.sources.is_empty() || self.sources.contains(&coding.source))
            && (self.codes.is_empty() || self.codes.contains(&coding.code))
            && (self.coders.is_empty() || self.coders.contains(&coding.coder))
    }
}

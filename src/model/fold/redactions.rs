//! Redactions stand at their words, also where their text was corrected by somebody who did not know
//! of them.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{Fold, Step};
use crate::model::clash::ClashKind;
use crate::model::operation::Record;
use crate::model::redaction::Redaction;

impl Fold<'_> {
    /// Redactions that count in another text than their source has now follow their words.
    pub(super) fn carry_redactions(&mut self, step: Step<'_>, touched: &BTreeSet<Uuid>) {
        let is_meant = |it: &Redaction| {
            let source = self.study.sources.get(&it.source);
            let behind = source.is_some_and(|source| source.version != it.version);
            behind && (touched.contains(&it.id.uuid()) || touched.contains(&it.source.uuid()))
        };
        let behind: Vec<Redaction> = self
            .study
            .redactions
            .values()
            .filter(|it| is_meant(it))
            .cloned()
            .collect();
        for redaction in behind {
            let Some(source) = self.study.sources.get(&redaction.source).cloned() else {
                continue;
            };
            match self.carried_words(redaction.span, redaction.words, &source) {
                Some((span, words)) => self.put(Record::from(Redaction {
                    version: source.version,
                    span,
                    words,
                    ..redaction
                })),
                None => {
                    let record = Record::from(redaction);
                    self.clash(step, &record, ClashKind::Lost);
                    self.remove(&record);
                }
            }
        }
    }
}

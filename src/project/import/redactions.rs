//! Redactions move along when a text is changed, as codings do. Words whose place is lost are looked
//! for in the whole new text, so that a name does not come back because a paragraph was moved.

use super::{Importing, Told, count};
use crate::model::carry::{Carried, carry};
use crate::model::hash::Hash;
use crate::model::operation::Change;
use crate::model::redact::places_of;
use crate::model::redaction::Redaction;
use crate::model::source::Source;
use crate::project::{ProjectError, fresh};

impl Importing<'_> {
    /// Carries the redactions of a source to its new text.
    pub(super) fn move_redactions(
        &mut self,
        old: &Source,
        new: &Source,
        text: &str,
        told: &mut Vec<Told>,
    ) -> Result<(), ProjectError> {
        let here = self.study.redactions.values();
        let here: Vec<Redaction> = here.filter(|it| it.source == old.id).cloned().collect();
        if here.is_empty() {
            return Ok(());
        }
        let before = self.writing.text(old.text)?;
        let spans: Vec<_> = here.iter().map(|it| it.span).collect();
        let mut lost = 0;
        for (redaction, carried) in here.iter().zip(carry(&before, text, &spans)) {
            let spans = match carried {
                Carried::Kept(span) | Carried::Moved(span) => vec![span],
                Carried::Lost => {
                    let words = redaction.span.of(&before).unwrap_or_default();
                    let mut found = places_of(text, words);
                    let others: Vec<_> = self.study.redactions.values().cloned().collect();
                    let is_taken = |span| {
                        let same =
                            |it: &&Redaction| it.source == new.id && it.version == new.version;
                        others.iter().filter(same).any(|it| it.span == span)
                    };
                    found.retain(|span| !is_taken(*span));
                    found
                }
            };
            if spans.is_empty() {
                lost += 1;
                self.put(Change::removed(redaction.clone()))?;
            }
            for (at, span) in spans.into_iter().enumerate() {
                let words = span.of(text).unwrap_or_default();
                let moved = Redaction {
                    id: if at == 0 { redaction.id } else { fresh() },
                    version: new.version,
                    span,
                    words: Hash::of(words.as_bytes()),
                    ..redaction.clone()
                };
                self.put(match at {
                    0 => Change::replaced(redaction.clone(), moved),
                    _ => Change::made(moved),
                })?;
            }
        }
        told.push(Told::Remark(format!(
            "{}: {lost} no longer in the text; look for new names with `redact --suggest`",
            count(here.len(), "redaction")
        )));
        Ok(())
    }
}

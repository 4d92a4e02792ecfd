//! Settling what coders differ about: decisions, and the codings of the consensus that follow.

use std::collections::BTreeSet;

use super::{Codings, Project, ProjectError, coding, fresh, now};
use crate::model::codebook::CodeId;
use crate::model::coding::{CONSENSUS, CoderId, Coding, CodingId};
use crate::model::decision::Decision;
use crate::model::hash::Hash;
use crate::model::operation::Change;
use crate::model::source::SourceId;
use crate::model::span::Span;
use crate::store::Writing;

/// One disagreement as it is decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// The source.
    pub source: SourceId,
    /// The codings that differ, in order of their ids.
    pub about: Vec<CodingId>,
    /// What the consensus says instead; nothing where neither was right.
    pub keep: Vec<(Span, CodeId)>,
    /// Why.
    pub reason: String,
}

/// What settling changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Settled {
    /// Disagreements decided now.
    pub decided: usize,
    /// Those that had been decided in the same way before.
    pub before: usize,
    /// Those that had been decided otherwise, and are changed.
    pub changed: usize,
    /// Codings on which all agree that were taken over now.
    pub agreed: usize,
}

impl Project {
    /// Settles disagreements, all or none of them. The consensus also takes over what all agree on.
    pub fn settle(
        &mut self,
        who: &str,
        agreed: &[(SourceId, Span, CodeId)],
        settlements: &[Settlement],
    ) -> Result<Settled, ProjectError> {
        let (settled, _) = self.change(who, &Codings::All, |study, writing, draft| {
            let mut settled = Settled::default();
            let mut changes = Vec::new();
            let consensus = coding::coder(study, CONSENSUS, &mut changes).id;
            let mut taken: BTreeSet<(SourceId, Span, CodeId)> = BTreeSet::new();
            let mut gone: BTreeSet<CodingId> = BTreeSet::new();
            let mut kept = Vec::new();
            for settlement in settlements {
                let before = study
                    .decisions
                    .values()
                    .find(|it| it.about == settlement.about);
                let was: BTreeSet<(Span, CodeId)> = before
                    .iter()
                    .flat_map(|it| it.made.iter().filter_map(|id| study.codings.get(id)))
                    .map(|coding| (coding.span, coding.code))
                    .collect();
                let now: BTreeSet<(Span, CodeId)> = settlement.keep.iter().copied().collect();
                match before {
                    Some(before) if was == now && before.reason == settlement.reason => {
                        settled.before += 1;
                        continue;
                    }
                    Some(before) => {
                        settled.changed += 1;
                        gone.extend(before.made.iter().copied());
                    }
                    None => settled.decided += 1,
                }
                kept.push((settlement, before));
            }
            let removed = gone.iter().filter_map(|id| study.codings.get(id));
            changes.extend(removed.cloned().map(Change::removed));
            let own = study.codings.values();
            for coding in own.filter(|it| it.coder == consensus && !gone.contains(&it.id)) {
                taken.insert((coding.source, coding.span, coding.code));
            }
            for (source, span, code) in agreed {
                if taken.insert((*source, *span, *code)) {
                    settled.agreed += 1;
                    let made = made(study, writing, consensus, (*source, *span, *code))?;
                    changes.push(Change::made(made));
                }
            }
            for (settlement, before) in kept {
                let mut ids = Vec::new();
                for (span, code) in &settlement.keep {
                    if taken.insert((settlement.source, *span, *code)) {
                        let made =
                            made(study, writing, consensus, (settlement.source, *span, *code))?;
                        ids.push(made.id);
                        changes.push(Change::made(made));
                    }
                }
                let decision = Decision {
                    id: before.map_or_else(fresh, |it| it.id),
                    source: settlement.source,
                    about: settlement.about.clone(),
                    made: ids,
                    reason: settlement.reason.clone(),
                    by: who.to_owned(),
                    at: now(),
                };
                changes.push(match before {
                    Some(before) => Change::replaced(before.clone(), decision),
                    None => Change::made(decision),
                });
            }
            draft.action = "settle";
            draft.summary = match (settled.decided + settled.changed, settled.agreed) {
                (0, agreed) => format!("take over {agreed} codings that all agree on"),
                (1, _) => "settle 1 disagreement".to_owned(),
                (n, _) => format!("settle {n} disagreements"),
            };
            if settled.decided + settled.changed + settled.agreed > 0 {
                draft.changes = changes;
            }
            Ok(settled)
        })?;
        Ok(settled)
    }
}

fn made(
    study: &crate::model::study::Study,
    writing: &Writing<'_>,
    coder: CoderId,
    (source, span, code): (SourceId, Span, CodeId),
) -> Result<Coding, ProjectError> {
    let missing = || ProjectError::Refused("a source or code of it is gone".to_owned());
    let source = study.sources.get(&source).ok_or_else(missing)?;
    let code = study.codes.get(&code).ok_or_else(missing)?;
    let text = writing.text(source.text)?;
    let words = span.of(&text).ok_or_else(missing)?;
    Ok(Coding {
        id: fresh(),
        source: source.id,
        version: source.version,
        span,
        code: code.id,
        definition: code.version,
        coder,
        at: now(),
        words: Hash::of(words.as_bytes()),
    })
}

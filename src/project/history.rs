//! What was done, taking it back, and the project as of a day. All of it follows from the journal.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;
use uuid::Uuid;

use super::{Codings, Draft, Entry, Project, ProjectError, lookup};
use crate::model::blind::Shown;
use crate::model::export::ACTION;
use crate::model::hash::Hash;
use crate::model::memo::Thing;
use crate::model::operation::{Change, Operation, OperationId, Record};
use crate::model::redact::without;
use crate::model::study::Study;
use crate::store::{StoreError, went_apart};

/// One line of the history.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryLine {
    /// The journal's entry, without its changes.
    pub entry: Entry,
    /// Whether it has been taken back (and not restored).
    pub undone: bool,
    /// Whether the viewer may take it back: it is there to be, and theirs to take back.
    pub open: bool,
}

impl Project {
    /// The history, oldest first; only what touches `on` if something is named (see `thing`).
    pub fn history(&self, on: Option<&str>) -> Result<Vec<HistoryLine>, ProjectError> {
        let entries = match on {
            None => self.store.heads()?,
            Some(word) => self.on(word)?,
        };
        let heads = self.store.heads()?;
        let undone = undone(heads.iter().map(|entry| &entry.operation));
        let shown = self.shown()?;
        let study = self.held_study()?;
        let concealed = self.concealed(&study);
        Ok(entries
            .into_iter()
            .filter_map(|mut entry| {
                // A round is taken back by who opened it, who alone can have closed and revealed it.
                let is_theirs = entry.operation.action.starts_with("round.")
                    && !self.viewer.is_empty()
                    && entry.operation.actor != self.viewer;
                let kept = ["project.init", ACTION].contains(&entry.operation.action.as_str());
                let hidden = shown.get(&entry.operation.id) == Some(&Shown::Partly);
                let open = !is_theirs && !kept && !hidden && entry.operation.undoes.is_none();
                match shown.get(&entry.operation.id) {
                    Some(Shown::Nothing) => return None,
                    Some(Shown::Partly) => entry.operation.summary = entry.operation.action.clone(),
                    Some(Shown::Whole) | None => {}
                }
                entry.operation.changes.clear();
                // Summaries name what may be redacted today; where nobody knows, they say only what was done.
                match &concealed {
                    Ok(words) if words.is_empty() => {}
                    Ok(words) => entry.operation.summary = without(&entry.operation.summary, words),
                    Err(_) => entry.operation.summary = entry.operation.action.clone(),
                }
                let undone = undone.contains(&entry.operation.id);
                Some(HistoryLine {
                    entry,
                    undone,
                    open: open && !undone,
                })
            })
            .collect())
    }

    /// Differs from what it was whenever something has changed that the viewer may know of; what others
    /// do in a blind round is nothing to go by.
    pub fn seen_so_far(&self) -> Result<Hash, ProjectError> {
        let heads = self.store.heads()?;
        let shown = self.shown()?;
        let may = |id: &OperationId| !matches!(shown.get(id), Some(Shown::Nothing));
        let seen = heads.iter().map(|it| it.operation.id).filter(may);
        let all: String = seen.map(|id| id.to_string()).collect();
        Ok(Hash::of(all.as_bytes()))
    }

    /// How much of each operation the viewer may know; empty when nothing is blind.
    fn shown(&self) -> Result<BTreeMap<OperationId, Shown>, ProjectError> {
        let blind = self.blind()?;
        if !blind.is_blind() {
            return Ok(BTreeMap::new());
        }
        let journal = self.store.journal()?;
        let of = |entry: &Entry| (entry.operation.id, blind.of_operation(&entry.operation));
        Ok(journal.iter().map(of).collect())
    }

    /// Entries that touch what `word` names; also when it is gone by now.
    fn on(&self, word: &str) -> Result<Vec<Entry>, ProjectError> {
        let mut found: Option<Thing> = None;
        // Names change and things go, so the name is looked for as of every moment, latest first.
        let entries = self.store.folding(|_, fold| {
            found = lookup::thing(&fold.study, word).ok().or(found);
            true
        })?;
        let thing = match found {
            Some(thing) => thing,
            None => lookup::thing(&Study::default(), word)?,
        };
        Ok(entries
            .into_iter()
            .filter(|entry| entry.operation.touches(thing))
            .collect())
    }

    /// The study at `moment`, folded from the journal.
    pub(super) fn study_at(&self, moment: Timestamp) -> Result<Study, ProjectError> {
        let entries = self.store.journal()?;
        let until = entries
            .iter()
            .take_while(|entry| entry.operation.at <= moment);
        Ok(self.store.fold(until).study)
    }

    /// Takes back the last `count` operations that have not been taken back, or none of them.
    pub fn undo(&mut self, actor: &str, count: usize) -> Result<Vec<Operation>, ProjectError> {
        let heads = self.store.heads()?;
        let undone = undone(heads.iter().map(|entry| &entry.operation));
        let shown = self.shown()?;
        let may = |id: &OperationId| !matches!(shown.get(id), Some(Shown::Nothing | Shown::Partly));
        let last: Vec<OperationId> = heads
            .iter()
            .rev()
            .map(|entry| &entry.operation)
            .filter(|operation| {
                let kept = ["project.init", ACTION].contains(&operation.action.as_str());
                operation.undoes.is_none() && !kept
            })
            .filter(|operation| !undone.contains(&operation.id) && may(&operation.id))
            .map(|operation| operation.id)
            .take(count)
            .collect();
        match last.len() {
            0 => Err(ProjectError::Nothing("undo")),
            some if some < count => Err(ProjectError::Refused(format!(
                "there are {some} operations to take back, expected at most that many, not `{count}`"
            ))),
            _ => last
                .into_iter()
                .map(|id| self.take_back(actor, id, "undo"))
                .collect(),
        }
    }

    /// Takes back one operation, whenever it was made.
    pub fn undo_one(&mut self, actor: &str, word: &str) -> Result<Operation, ProjectError> {
        let heads = self.store.heads()?;
        let shown = self.shown()?;
        let found = heads
            .iter()
            .map(|entry| &entry.operation)
            .filter(|operation| {
                !matches!(
                    shown.get(&operation.id),
                    Some(Shown::Nothing | Shown::Partly)
                )
            })
            .find(|operation| {
                operation.id.short() == word.to_lowercase()
                    || operation.id.to_string() == word.to_lowercase()
            });
        let id = found
            .map(|operation| operation.id)
            .ok_or_else(|| ProjectError::Unknown {
                noun: "operation",
                name: word.to_owned(),
                near: Vec::new(),
            })?;
        if heads
            .iter()
            .any(|it| it.operation.id == id && it.operation.action == ACTION)
        {
            return Err(ProjectError::Refused(format!(
                "operation `{word}` says that a file left the project, which cannot be taken back"
            )));
        }
        if undone(heads.iter().map(|entry| &entry.operation)).contains(&id) {
            return Err(ProjectError::Refused(format!(
                "operation `{word}` has been taken back already"
            )));
        }
        self.take_back(actor, id, "undo")
    }

    /// Restores what was last taken back, as long as nothing else was done since.
    pub fn redo(&mut self, actor: &str) -> Result<Operation, ProjectError> {
        let heads = self.store.heads()?;
        let by_id: BTreeMap<_, _> = heads
            .iter()
            .map(|entry| (entry.operation.id, &entry.operation))
            .collect();
        let undone = undone(heads.iter().map(|entry| &entry.operation));
        let shown = self.shown()?;
        let may = |id: &OperationId| !matches!(shown.get(id), Some(Shown::Nothing | Shown::Partly));
        let mut last = None;
        let seen = heads.iter().rev().map(|entry| &entry.operation);
        let counts = |it: &&Operation| may(&it.id) && it.action != ACTION;
        for operation in seen.filter(counts) {
            match operation.undoes.and_then(|target| by_id.get(&target)) {
                None => break,
                Some(target) if target.undoes.is_none() && !undone.contains(&operation.id) => {
                    last = Some(operation.id);
                    break;
                }
                Some(_) => {}
            }
        }
        let last = last.ok_or(ProjectError::Nothing("redo"))?;
        self.take_back(actor, last, "redo")
    }

    fn take_back(
        &mut self,
        actor: &str,
        id: OperationId,
        action: &'static str,
    ) -> Result<Operation, ProjectError> {
        let mut taken = None;
        // Where copies were merged, a thing may have another id than the operation gave it.
        let twins = match went_apart(&self.store.heads()?) {
            true => self.store.fold(&self.store.journal()?).twins,
            false => HashMap::new(),
        };
        let done = self.change(actor, &Codings::None, |_, writing, draft| {
            let operation = writing
                .operation(id)?
                .ok_or_else(|| ProjectError::Unknown {
                    noun: "operation",
                    name: id.short(),
                    near: Vec::new(),
                })?;
            let rounds = operation.changes.iter().filter_map(|it| it.record());
            for record in rounds {
                if let Record::Round(round) = record
                    && round.opened_by != actor
                {
                    return Err(ProjectError::Refused(format!(
                        "round `{}` was opened by `{}`, expected them to take it back, not `{actor}`",
                        round.name, round.opened_by
                    )));
                }
            }
            *draft = Draft {
                action,
                summary: match action {
                    "redo" => operation.summary.strip_prefix("undo: ").map_or_else(
                        || format!("redo: {}", operation.summary),
                        |summary| format!("redo: {summary}"),
                    ),
                    _ => format!("undo: {}", operation.summary),
                },
                changes: with_ids(operation.inverse(), &twins),
                undoes: Some(id),
            };
            taken = Some(operation.clone());
            Ok(operation)
        });
        match (done, taken) {
            (Ok((operation, _)), _) => Ok(operation),
            (
                Err(ProjectError::Store(
                    error @ (StoreError::Conflict(_)
                    | StoreError::InUse { .. }
                    | StoreError::Taken { .. }),
                )),
                Some(operation),
            ) => Err(ProjectError::Undo {
                operation: id.short(),
                summary: operation.summary,
                reason: error.to_string(),
            }),
            (Err(error), _) => Err(error),
        }
    }
}

/// The changes with the ids that hold here.
fn with_ids(mut changes: Vec<Change>, twins: &HashMap<Uuid, Uuid>) -> Vec<Change> {
    let records = changes
        .iter_mut()
        .flat_map(|change| [change.before.as_mut(), change.after.as_mut()]);
    for record in records.flatten() {
        record.replace_ids(&|id| twins.get(&id).copied().unwrap_or(id));
    }
    changes
}

/// Ids of the operations that are taken back by one that is not itself taken back.
fn undone<'o>(operations: impl DoubleEndedIterator<Item = &'o Operation>) -> BTreeSet<OperationId> {
    let mut undone = BTreeSet::new();
    // From the last one backwards, so that whether an undo still holds is known before its target.
    for operation in operations.rev() {
        if let Some(target) = operation.undoes
            && !undone.contains(&operation.id)
        {
            undone.insert(target);
        }
    }
    undone
}

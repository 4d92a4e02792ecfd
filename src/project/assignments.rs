//! Who codes which source.

use super::round::still_open;
use super::{Codings, Project, ProjectError, coding, fresh, lookup, now};
use crate::model::assignment::Assignment;
use crate::model::operation::Change;
use crate::model::source::SourceId;

impl Project {
    /// Assigns sources to coders, who are made where they are new. Gives how many assignments are
    /// new.
    pub fn assign(
        &mut self,
        who: &str,
        wanted: &[(SourceId, String)],
    ) -> Result<usize, ProjectError> {
        let (count, _) = self.change(who, &Codings::None, |study, _, draft| {
            let at = now();
            let mut made: Vec<Assignment> = Vec::new();
            let mut people = study.clone();
            for (source, name) in wanted {
                let mut changes = Vec::new();
                let coder = coding::coder(&people, name, &mut changes);
                people.coders.insert(coder.id, coder.clone());
                draft.changes.extend(changes);
                let same = |it: &Assignment| it.source == *source && it.coder == coder.id;
                if !study.assignments.values().any(same) && !made.iter().any(same) {
                    made.push(Assignment {
                        id: fresh(),
                        source: *source,
                        coder: coder.id,
                        at,
                    });
                }
            }
            draft.action = "assignment.add";
            draft.summary = match made.len() {
                1 => "assign 1 source".to_owned(),
                n => format!("make {n} assignments"),
            };
            match made.is_empty() {
                true => draft.changes.clear(),
                false => draft.changes.extend(made.iter().cloned().map(Change::made)),
            }
            Ok(made.len())
        })?;
        Ok(count)
    }

    /// Takes sources from a coder. Their codings stay. Gives how many were assigned.
    pub fn unassign(
        &mut self,
        who: &str,
        sources: &[String],
        coder: &str,
    ) -> Result<usize, ProjectError> {
        let (count, _) = self.change(who, &Codings::None, |study, _, draft| {
            let coder = lookup::coder(study, coder)?;
            for name in sources {
                let source = lookup::source(study, name)?;
                still_open(study, coder.id, source.id)?;
                let assigned = study.assignments.values();
                let assigned = assigned.filter(|it| it.source == source.id && it.coder == coder.id);
                draft.changes.extend(assigned.cloned().map(Change::removed));
            }
            draft.action = "assignment.remove";
            draft.summary = format!(
                "take {} assignments from {}",
                draft.changes.len(),
                coder.name
            );
            Ok(draft.changes.len())
        })?;
        Ok(count)
    }
}

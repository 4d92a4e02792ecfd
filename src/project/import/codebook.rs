//! Codebook files become codes. A code that is there already keeps its id and its codings; a changed
//! meaning is a new version of its definition.

use super::{Importing, Told, count};
use crate::codebook::entry::Entry;
use crate::model::codebook::Code;
use crate::model::operation::Change;
use crate::project::codebook::next_order;
use crate::project::{ProjectError, fresh};

impl Importing<'_> {
    /// Takes the codes of one file.
    pub(super) fn codebook(
        &mut self,
        entries: &[Entry],
        told: &mut Vec<Told>,
    ) -> Result<String, ProjectError> {
        let (mut new, mut changed) = (0, 0);
        for entry in entries {
            let by_key = |key: &str| self.study.codes.values().find(|code| code.key == key);
            let parent = entry.parent.as_deref().and_then(by_key).map(|code| code.id);
            let known = by_key(&entry.key).cloned();
            let wanted = Code {
                id: known.as_ref().map_or_else(fresh, |code| code.id),
                key: entry.key.clone(),
                name: entry.name.clone(),
                parent,
                definition: entry.definition.clone(),
                use_when: entry.use_when.clone(),
                not_when: entry.not_when.clone(),
                example: entry.example.clone(),
                rules: entry.rules.clone(),
                color: entry.color.clone(),
                asked: entry.asked.clone(),
                spoken: known.as_ref().and_then(|code| code.spoken),
                version: known.as_ref().map_or(1, |code| code.version),
                order: known
                    .as_ref()
                    .map_or_else(|| next_order(&self.study, parent), |code| code.order),
            };
            match known {
                None => {
                    new += 1;
                    self.put(Change::made(wanted))?;
                }
                Some(known) if known != wanted => {
                    changed += 1;
                    let version = known.version + u32::from(!known.means_the_same_as(&wanted));
                    if version > known.version {
                        told.push(Told::Remark(format!(
                            "`{}` has definition {version} now",
                            known.key
                        )));
                    }
                    self.put(Change::replaced(known, Code { version, ..wanted }))?;
                }
                Some(_) => {}
            }
        }
        Ok(format!(
            "{}: {new} new, {changed} changed",
            count(entries.len(), "code")
        ))
    }
}

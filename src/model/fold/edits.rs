//! Edits of quotes stand at their words, also where the text was corrected by somebody who did not know
//! of them. Where the correction touches what was edited, the edit stays behind, as it does where the
//! correction was made in the knowledge of it.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{Fold, Step};
use crate::model::edit::{Edit, Stretch};
use crate::model::edit_carried::carried;

impl Fold<'_> {
    /// Edits that count in another text than their source has now follow their words.
    pub(super) fn carry_edits(&mut self, step: Step<'_>, touched: &BTreeSet<Uuid>) {
        let is_behind = |it: &Stretch| {
            let source = self.study.sources.get(&it.source);
            source.is_some_and(|source| source.version != it.version)
        };
        // Who knew of an edit has carried it, or left it behind, as far as it goes.
        let is_unknown = |edit: &Edit| {
            let made = self.made.get(&edit.id.uuid());
            made.is_some_and(|place| !self.lineage.knows(step.hash, *place))
        };
        let is_meant = |edit: &&Edit| {
            let mut sources = edit.stretches.iter().map(|it| it.source.uuid());
            let corrected = sources.any(|id| touched.contains(&id));
            touched.contains(&edit.id.uuid()) || corrected && is_unknown(edit)
        };
        let edits = self.study.edits.values().filter(is_meant);
        let behind: Vec<Edit> = edits
            .filter(|it| it.stretches.iter().any(is_behind))
            .cloned()
            .collect();
        for edit in behind {
            let stretches: Option<Vec<Stretch>> =
                edit.stretches.iter().map(|it| self.realigned(it)).collect();
            if let Some(stretches) = stretches {
                self.put(Edit { stretches, ..edit }.into());
            }
        }
    }

    /// A stretch as it stands in the text that its source has now.
    fn realigned(&self, stretch: &Stretch) -> Option<Stretch> {
        let source = self.study.sources.get(&stretch.source)?;
        if source.version == stretch.version {
            return Some(stretch.clone());
        }
        let known = self.texts_of.get(&source.id)?;
        let mut texts = known.iter().rev().filter_map(|hash| (self.texts)(*hash));
        let old = texts.find(|it| stretch.of(it).is_some())?;
        let new = (self.texts)(source.text)?;
        carried(stretch, &old, &new, source.version)
    }
}

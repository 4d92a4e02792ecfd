//! What routes and classifications rest on, carried to new versions of notes; and what a table of stops
//! says of places.

use std::collections::BTreeSet;

use super::{Importing, Told, count};
use crate::model::carry::{Carried, carry};
use crate::model::hash::Hash;
use crate::model::operation::Change;
use crate::model::place::{Place, PlaceId};
use crate::model::route::{Evidence, Stop};
use crate::model::source::Source;
use crate::model::toponym::like;
use crate::project::ProjectError;

impl Importing<'_> {
    /// Carries what speaks of stops in a source to its new text; what is gone from it is told.
    pub(super) fn move_evidence(
        &mut self,
        old: &Source,
        new: &Source,
        text: &str,
        told: &mut Vec<Told>,
    ) -> Result<(), ProjectError> {
        let here = |stop: &&Stop| stop.evidence.iter().any(|it| it.source == old.id);
        let stops: Vec<Stop> = self.study.stops.values().filter(here).cloned().collect();
        if stops.is_empty() {
            return Ok(());
        }
        let before = self.writing.text(old.text)?;
        let mut lost = 0;
        for stop in stops {
            let mut moved = stop.clone();
            moved.evidence.clear();
            for it in &stop.evidence {
                if it.source != old.id {
                    moved.evidence.push(it.clone());
                    continue;
                }
                let carried = carry(&before, text, &[it.span]);
                let Some(Carried::Kept(span) | Carried::Moved(span)) = carried.first().copied()
                else {
                    lost += 1;
                    continue;
                };
                moved.evidence.push(Evidence {
                    version: new.version,
                    span,
                    words: Hash::of(span.of(text).unwrap_or_default().as_bytes()),
                    ..it.clone()
                });
            }
            self.put(Change::replaced(stop, moved))?;
        }
        if lost > 0 {
            told.push(Told::Remark(format!(
                "lost: {} on which stops of a route rested",
                count(lost, "segment")
            )));
        }
        Ok(())
    }

    /// Says which places are new and which of them look like spellings of another.
    pub(super) fn tell_places(&self, made: &[PlaceId], told: &mut Vec<Told>) {
        let places: Vec<&Place> = made
            .iter()
            .filter_map(|id| self.study.places.get(id))
            .collect();
        if places.is_empty() {
            return;
        }
        let names: Vec<&str> = places.iter().map(|it| it.name.as_str()).collect();
        told.push(Told::Remark(format!(
            "{}: {}",
            count(names.len(), "new place"),
            names.join(", ")
        )));
        let alike = places.iter().filter_map(|place| {
            let others = self.study.places.values().filter(|it| it.id != place.id);
            let near = like(&place.name, others);
            near.first()
                .map(|(other, _)| (place.name.clone(), other.name.clone()))
        });
        let mut seen: BTreeSet<[String; 2]> = BTreeSet::new();
        for (name, other) in alike {
            let mut pair = [name.clone(), other.clone()];
            pair.sort();
            if seen.insert(pair) {
                told.push(Told::Remark(format!(
                    "`{name}` looks like `{other}`; if they are one, `quotebook places merge` says so"
                )));
            }
        }
    }
}

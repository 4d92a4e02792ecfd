//! Public numbers: what respondents, sources and coders are called where everybody may read. Who is
//! behind a number stands in a key that is kept elsewhere. Numbers say nothing: they are drawn by
//! chance, and none is an internal one, so that an internal one is seen where it should not be.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::coding::{Coder, CoderId};
use super::id::Id;
use super::record::Record;
use super::respondent::{Respondent, RespondentId};
use super::source::{Source, SourceId};
use super::study::Study;

/// The key from ids to public numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbering {
    /// The report that it is for; `None` where the numbers are the same in every report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// What public ids are made with, so that they cannot be guessed from the internal ones.
    pub salt: Uuid,
    /// Respondents.
    pub respondents: BTreeMap<RespondentId, String>,
    /// Sources.
    pub sources: BTreeMap<SourceId, String>,
    /// Coders.
    pub coders: BTreeMap<CoderId, String>,
}

/// Somebody or something of the study has no public number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{respondents} respondents, {sources} sources and {coders} coders have no public number in the key"
)]
pub struct Unnumbered {
    /// Respondents without one.
    pub respondents: usize,
    /// Sources without one.
    pub sources: usize,
    /// Coders without one.
    pub coders: usize,
}

impl Numbering {
    /// Gives public numbers to all who have none; those that are there stay. `draw` gives a number
    /// below its argument by chance. Says how many are new.
    pub fn extend(&mut self, study: &Study, mut draw: impl FnMut(usize) -> usize) -> usize {
        let internal = internal_names(study);
        let before = self.count();
        let people = study.respondents.keys().copied();
        number(&mut self.respondents, people, "", &internal, &mut draw);
        let sources = study.sources.keys().copied();
        number(&mut self.sources, sources, "S", &internal, &mut draw);
        let coders = study.coders.values().filter(|it| it.is_person());
        let coders = coders.map(|it| it.id);
        number(&mut self.coders, coders, "C", &internal, &mut draw);
        self.count() - before
    }

    fn count(&self) -> usize {
        self.respondents.len() + self.sources.len() + self.coders.len()
    }

    /// The study as everybody may know it: public numbers for names, no files, no memos, no notes, and
    /// nobody who did anything.
    pub fn disguise(&self, study: &mut Study) -> Result<(), Unnumbered> {
        let mut without = Unnumbered {
            respondents: 0,
            sources: 0,
            coders: 0,
        };
        for it in study.respondents.values_mut() {
            match self.respondents.get(&it.id) {
                Some(number) => it.name.clone_from(number),
                None => without.respondents += 1,
            }
        }
        for it in study.sources.values_mut() {
            match self.sources.get(&it.id) {
                Some(number) => {
                    it.name.clone_from(number);
                    it.file.clone_from(number);
                }
                None => without.sources += 1,
            }
        }
        for it in study.coders.values_mut().filter(|it| it.is_person()) {
            match self.coders.get(&it.id) {
                Some(number) => it.name.clone_from(number),
                None => without.coders += 1,
            }
        }
        if without.respondents + without.sources + without.coders > 0 {
            return Err(without);
        }
        study.memos.clear();
        study.files.clear();
        study.rounds.clear();
        study.decisions.clear();
        for it in study.standings.values_mut() {
            it.note.clear();
            it.by.clear();
        }
        for it in study.redactions.values_mut() {
            it.by.clear();
        }
        Ok(())
    }

    /// The id that everybody may see.
    pub fn public_id(&self, id: Uuid) -> Uuid {
        Uuid::new_v5(&self.salt, id.as_bytes())
    }

    /// The study with the ids that everybody may see.
    pub fn with_public_ids(&self, study: &Study) -> Study {
        let mut public = Study::default();
        for mut record in study.records() {
            record.replace_ids(&|id| self.public_id(id));
            match &mut record {
                Record::Coding(it) => it.at = day(it.at),
                Record::Memo(it) => it.at = day(it.at),
                _ => {}
            }
            public.put(record);
        }
        public
    }
}

/// The beginning of a moment's day (UTC): to the second it would tell who worked when, and in which order.
pub fn day(at: Timestamp) -> Timestamp {
    let seconds = at.as_second();
    Timestamp::from_second(seconds - seconds.rem_euclid(86_400)).unwrap_or(at)
}

/// Every name inside the study.
pub fn internal_names(study: &Study) -> BTreeSet<String> {
    let people = study.respondents.values().map(|it: &Respondent| &it.name);
    let sources = study.sources.values().map(|it: &Source| &it.name);
    let coders = study.coders.values().map(|it: &Coder| &it.name);
    people.chain(sources).chain(coders).cloned().collect()
}

/// Numbers for those who have none: as many digits as leave ten times as many free, so that nobody can
/// tell from a number how many there are or who came first.
fn number<T>(
    known: &mut BTreeMap<Id<T>, String>,
    all: impl Iterator<Item = Id<T>>,
    letter: &str,
    internal: &BTreeSet<String>,
    draw: &mut impl FnMut(usize) -> usize,
) {
    let all: Vec<Id<T>> = all.collect();
    let taken_by_names = |number: usize| internal.contains(&number.to_string());
    let mut low = 1_000;
    while low * 9 < all.len() * 10
        || (letter.is_empty() && (low..low * 10).filter(|it| taken_by_names(*it)).count() * 2 > low)
    {
        low *= 10;
    }
    let mut taken: BTreeSet<String> = known.values().cloned().collect();
    for id in all {
        if known.contains_key(&id) {
            continue;
        }
        loop {
            let name = format!("{letter}{}", low + draw(low * 9));
            if !internal.contains(&name) && taken.insert(name.clone()) {
                known.insert(id, name);
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn study(names: &[String]) -> Study {
        let mut study = Study::default();
        for (at, name) in names.iter().enumerate() {
            let id = Id::from_uuid(Uuid::from_u128(at as u128 + 1));
            let values = BTreeMap::new();
            let name = name.clone();
            study
                .respondents
                .insert(id, Respondent { id, name, values });
        }
        study
    }

    proptest! {
        #[test]
        fn numbers_are_unique_say_nothing_and_stay(count in 1usize..300, from in 0usize..2000, more in 0usize..20, seed in any::<u32>()) {
            let mut state = u64::from(seed) + 1;
            let mut draw = |below: usize| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 33) as usize % below
            };
            let names: Vec<String> = (from..from + count + more).map(|it| it.to_string()).collect();
            let mut numbering = Numbering::default();
            prop_assert_eq!(numbering.extend(&study(&names[..count]), &mut draw), count);
            let first = numbering.clone();
            prop_assert_eq!(numbering.extend(&study(&names), &mut draw), more);
            let all: BTreeSet<&String> = numbering.respondents.values().collect();
            prop_assert_eq!(all.len(), count + more);
            for (id, number) in &first.respondents {
                prop_assert_eq!(&numbering.respondents[id], number);
                prop_assert!(!names[..count].contains(number));
            }
            let mut public = study(&names);
            numbering.disguise(&mut public).expect("all have one");
            prop_assert!(public.respondents.values().all(|it| all.contains(&it.name)));
        }
    }

    #[test]
    fn a_study_with_somebody_new_is_not_shown() {
        let mut numbering = Numbering::default();
        numbering.extend(&study(&["1".to_owned()]), |_| 0);
        let mut later = study(&["1".to_owned(), "2".to_owned()]);
        let refused = numbering.disguise(&mut later).expect_err("2 has none");
        assert_eq!(refused.respondents, 1);
    }
}

//! Gazetteers: lists of places that others have made. They only suggest what a place may be.

use std::fmt;

use super::place::{Coordinates, Place};
use super::toponym::{Spelling, likeness_of};

/// One place of a gazetteer.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its name there.
    pub name: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// The country.
    pub country: String,
    /// Where it lies.
    pub at: Coordinates,
    /// How many people live there; 0 where it is not said.
    pub population: u64,
}

/// `Kyzylorda, Kazakhstan (44.85, 65.51; 300000 people)`.
impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Coordinates {
            latitude,
            longitude,
        } = self.at;
        write!(f, "{}", self.name)?;
        if !self.country.is_empty() {
            write!(f, ", {}", self.country)?;
        }
        write!(f, " ({latitude}, {longitude}")?;
        match self.population {
            0 => write!(f, ")"),
            people => write!(f, "; {people} people)"),
        }
    }
}

/// A gazetteer that can be asked often.
pub struct Gazetteer {
    entries: Vec<Entry>,
    spellings: Vec<(usize, Spelling)>,
}

/// More suggestions than these are none.
const MOST: usize = 9;

impl Gazetteer {
    /// Prepares a gazetteer.
    pub fn new(entries: Vec<Entry>) -> Self {
        let mut spellings = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            spellings.push((at, Spelling::new(&entry.name)));
            spellings.extend(entry.aliases.iter().map(|it| (at, Spelling::new(it))));
        }
        Self { entries, spellings }
    }

    /// What a place may be there: what sounds the same, or else what sounds nearly so; likest and
    /// largest first.
    pub fn suggest(&self, place: &Place) -> Vec<&Entry> {
        let asked: Vec<Spelling> = place.spellings().map(Spelling::new).collect();
        let mut best: std::collections::BTreeMap<usize, f64> = std::collections::BTreeMap::new();
        for (at, spelling) in &self.spellings {
            let scores = asked.iter().filter_map(|it| likeness_of(it, spelling));
            if let Some(score) = scores.max_by(f64::total_cmp) {
                let known = best.entry(*at).or_insert(score);
                *known = known.max(score);
            }
        }
        let mut found: Vec<(&Entry, f64)> = best
            .into_iter()
            .map(|(at, score)| (&self.entries[at], score))
            .collect();
        found.sort_by(|a, b| {
            b.1.total_cmp(&a.1)
                .then(b.0.population.cmp(&a.0.population))
                .then_with(|| a.0.name.cmp(&b.0.name))
        });
        if found.first().is_some_and(|it| it.1 == 1.0) {
            found.retain(|it| it.1 == 1.0);
        }
        found.into_iter().take(MOST).map(|it| it.0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::Id;

    #[test]
    fn the_same_sound_beats_likeness_and_people_decide_among_equals() {
        let entry = |name: &str, alias: &str, population| Entry {
            name: name.to_owned(),
            aliases: vec![alias.to_owned()],
            country: "Nowhere".to_owned(),
            at: Coordinates {
                latitude: 1.0,
                longitude: 2.0,
            },
            population,
        };
        let gazetteer = Gazetteer::new(vec![
            entry("Sergeevka", "", 10),
            entry("Serheevka", "", 99),
            entry("Sergeyevka", "Сергеевка", 500),
            entry("Almaty", "", 1),
        ]);
        let place = |name: &str| Place {
            id: Id::from_uuid(uuid::Uuid::nil()),
            name: name.to_owned(),
            aliases: Default::default(),
            country: String::new(),
            at: None,
        };
        let names = |name: &str| {
            let found = gazetteer.suggest(&place(name));
            found
                .into_iter()
                .map(|it| it.name.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(names("Сергеевка"), ["Sergeyevka", "Sergeevka"]);
        assert_eq!(
            names("Sergevko").len(),
            3,
            "nothing sounds the same, so all that is near"
        );
        assert!(names("Pavlodar").is_empty());
        assert_eq!(
            gazetteer.suggest(&place("Almaty"))[0].to_string(),
            "Almaty, Nowhere (1, 2; 1 people)"
        );
    }
}

//! A list of places describes places. What it calls a spelling of a place is one from then on.

use std::collections::{BTreeMap, BTreeSet};

use super::since::{ByHand, Last, changed_place, places_before, without_kept};
use super::{Importing, Told, count};
use crate::corpus::places::{self, PlaceRow};
use crate::corpus::role::ColumnMap;
use crate::corpus::sheet::Sheet;
use crate::model::country::{code, key};
use crate::model::operation::Change;
use crate::model::place::{Place, folded};
use crate::model::place_doubts::doubts;
use crate::model::toponym::likeness;
use crate::project::ProjectError;
use crate::project::places::{blank, brought_together};

impl Importing<'_> {
    /// Takes a list of places. Rows that do not fit are refused one by one.
    pub(super) fn places(
        &mut self,
        (sheet, map): (&Sheet, &ColumnMap),
        last: Last,
        told: &mut Vec<Told>,
    ) -> Result<Result<String, String>, ProjectError> {
        let (rows, wrong) = match places::places(sheet, map) {
            Ok(read) => read,
            Err(error) => return Ok(Err(error.to_string())),
        };
        told.extend(wrong.iter().map(|error| Told::Refused(error.to_string())));
        let names: BTreeSet<String> = rows.iter().map(|it| folded(&it.name)).collect();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let (mut new, mut changed, total) = (0, 0, rows.len());
        let before = places_before(last);
        let mut by_hand = ByHand::default();
        for row in rows {
            if !seen.insert(folded(&row.name)) {
                told.push(Told::Refused(format!(
                    "row {}: place `{}` is there twice, expected one row for each place",
                    row.row, row.name
                )));
                continue;
            }
            let row = match before.get(&folded(&row.name)) {
                Some(was) => {
                    let known = self.study.place_called(&row.name);
                    without_kept(&row, was, known, &names, &mut by_hand)
                }
                None => Some(row),
            };
            let Some(row) = row else { continue };
            match self.place(&row, &names, told)? {
                Some(true) => new += 1,
                Some(false) => changed += 1,
                None => {}
            }
        }
        by_hand.tell("place", told);
        self.tell_countries(told);
        Ok(Ok(format!(
            "{}: {new} new, {changed} changed",
            count(total, "place")
        )))
    }

    /// Says which countries are no country that is known and look like another one of the study.
    fn tell_countries(&self, told: &mut Vec<Told>) {
        let places = self.study.places.values();
        let mut countries: BTreeMap<&str, usize> = BTreeMap::new();
        for place in places.filter(|it| !it.country.is_empty()) {
            *countries.entry(&place.country).or_default() += 1;
        }
        for (country, places) in countries.iter().filter(|it| code(it.0).is_none()) {
            let others = countries.keys().filter(|it| *it != country);
            let near = others
                .filter(|it| key(it) != key(country))
                .find(|it| likeness(it, country).is_some());
            if let Some(near) = near {
                told.push(Told::Remark(format!(
                    "country `{country}` of {} looks like `{near}`; if they are one, `quotebook place edit --country` says so",
                    count(*places, "place")
                )));
            }
        }
    }

    /// Takes one row: whether its place is new, `None` where nothing changed.
    fn place(
        &mut self,
        row: &PlaceRow,
        names: &BTreeSet<String>,
        told: &mut Vec<Told>,
    ) -> Result<Option<bool>, ProjectError> {
        let known = self.study.place_called(&row.name).cloned();
        if let Some(known) = &known
            && folded(&known.name) != folded(&row.name)
            && names.contains(&folded(&known.name))
        {
            told.push(Told::Refused(format!(
                "row {}: `{}` is a spelling of `{}`, expected one row for each place",
                row.row, row.name, known.name
            )));
            return Ok(None);
        }
        let before = match &known {
            Some(known) => known.clone(),
            None => match blank(&row.name) {
                Ok(place) => place,
                Err(error) => {
                    told.push(Told::Refused(format!("row {}: {error}", row.row)));
                    return Ok(None);
                }
            },
        };
        let mut place = before.clone();
        if folded(&place.name) != folded(&row.name) {
            told.push(Told::Changed(format!(
                "place `{}` is called `{}` now",
                place.name, row.name
            )));
            place.aliases.insert(place.name.clone());
            place.name.clone_from(&row.name);
            place.aliases.retain(|it| folded(it) != folded(&row.name));
        }
        if let Some(country) = row.country.as_ref().filter(|it| !it.is_empty()) {
            if !place.country.is_empty() && key(&place.country) != key(country) {
                told.push(Told::Changed(format!(
                    "row {}: place `{}` lies in `{country}` now, before in `{}`",
                    row.row, place.name, place.country
                )));
            }
            place.country.clone_from(country);
        }
        place.at = row.at.or(place.at);
        let mut others: Vec<Place> = Vec::new();
        for alias in &row.aliases {
            match self.study.place_called(alias) {
                Some(other) if other.id == place.id => {}
                None => {
                    if !place.is_called(alias) {
                        place.aliases.insert(alias.clone());
                    }
                }
                Some(other) if folded(&other.name) != folded(alias) => {
                    told.push(Told::Refused(format!(
                        "row {}: `{alias}` is a spelling of `{}` already, expected a spelling of one place",
                        row.row, other.name
                    )));
                }
                Some(other) if names.contains(&folded(&other.name)) => {
                    told.push(Told::Refused(format!(
                        "row {}: `{alias}` has a row of its own, expected a spelling without one",
                        row.row
                    )));
                }
                Some(other) if lie_apart(&place, other) => {
                    told.push(Told::Refused(format!(
                        "row {}: `{alias}` lies in `{}` and `{}` in `{}`, expected spellings of one place",
                        row.row, other.country, place.name, place.country
                    )));
                }
                Some(other) => others.push(other.clone()),
            }
        }
        told.extend(known.as_ref().and_then(|it| changed_place(it, &place)));
        if known.as_ref().is_none_or(|it| *it != place) {
            told.extend(doubts(&self.study, &place).into_iter().map(Told::Remark));
        }
        let is_new = known.is_none();
        let changes = place != before || !others.is_empty();
        match known {
            None => self.put(Change::made(place.clone()))?,
            Some(known) if known != place => self.put(Change::replaced(known, place.clone()))?,
            Some(_) => {}
        }
        for other in others {
            let now = self.study.places.get(&place.id).unwrap_or(&place).clone();
            let changes = brought_together(&self.study, &now, &other);
            told.push(Told::Changed(format!(
                "`{}` is a spelling of `{}` now, {} with it",
                other.name,
                place.name,
                count(changes.len() - 2, "stop")
            )));
            for change in changes {
                self.put(change)?;
            }
        }
        Ok((is_new || changes).then_some(is_new))
    }
}

/// Whether two places are known to lie in different countries.
fn lie_apart(one: &Place, other: &Place) -> bool {
    let known = !one.country.is_empty() && !other.country.is_empty();
    known && key(&one.country) != key(&other.country)
}

//! A table of stops becomes routes, respondent by respondent: a route that cannot be is refused with
//! the row that says so, and the others are taken. Unknown places are made, each spelling a place of
//! its own; what they may be spellings of is said.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::segments::place as words_at;
use super::since::{ByHand, Last, changed_stop, same_route, stops_before};
use super::{Importing, Told, count};
use crate::corpus::role::ColumnMap;
use crate::corpus::routes::{self, StopRow, Stops};
use crate::corpus::sheet::Sheet;
use crate::model::hash::Hash;
use crate::model::operation::Change;
use crate::model::place::{PlaceId, folded};
use crate::model::respondent::Respondent;
use crate::model::route::{Evidence, Stop, StopKind, route_of};
use crate::model::route_faults::{Life, faults};
use crate::model::source::Source;
use crate::model::study::Study;
use crate::model::toponym::like;
use crate::project::places::blank;
use crate::project::{ProjectError, fresh, lookup};

/// Places by their spellings, with those that this table makes.
struct Known {
    names: HashMap<String, PlaceId>,
    /// The places alone.
    study: Study,
    /// Those that the route at hand makes.
    fresh: Vec<PlaceId>,
}

impl Known {
    fn of(study: &Study) -> Self {
        let all = study.places.values();
        let aliases = all
            .clone()
            .flat_map(|it| it.aliases.iter().map(|name| (folded(name), it.id)));
        let mut names: HashMap<String, PlaceId> = aliases.collect();
        names.extend(all.map(|it| (folded(&it.name), it.id)));
        Self {
            names,
            study: Study {
                places: study.places.clone(),
                ..Study::default()
            },
            fresh: Vec::new(),
        }
    }

    /// Takes places out again whose route was refused.
    fn forget(&mut self, made: &[PlaceId]) {
        self.names.retain(|_, id| !made.contains(id));
        self.study.places.retain(|id, _| !made.contains(id));
    }
}

impl Importing<'_> {
    /// Takes a table of stops.
    pub(super) fn routes(
        &mut self,
        (sheet, map): (&Sheet, &ColumnMap),
        last: Last,
        told: &mut Vec<Told>,
    ) -> Result<Result<String, String>, ProjectError> {
        let Stops {
            rows,
            refused: wrong,
            filled,
            taken: inexact,
        } = match routes::routes(sheet, map) {
            Ok(read) => read,
            Err(error) => return Ok(Err(error.to_string())),
        };
        told.extend(inexact.into_iter().map(Told::Changed));
        if let [first, ..] = filled.as_slice() {
            told.push(Told::Changed(format!(
                "{} without a respondent, the first of them row {first}: taken for that of the row above",
                count(filled.len(), "row")
            )));
        }
        let total = rows.len() + wrong.len();
        let mut refused: Vec<String> = wrong.iter().map(|it| it.1.to_string()).collect();
        // A route of which one row cannot be read would have a hole.
        let holes: BTreeSet<String> = wrong.into_iter().filter_map(|it| it.0).collect();
        let people: BTreeSet<String> = rows.iter().map(|it| it.respondent.clone()).collect();
        let mut by_person: BTreeMap<String, Vec<StopRow>> = BTreeMap::new();
        for row in rows {
            by_person
                .entry(row.respondent.clone())
                .or_default()
                .push(row);
        }
        let (mut new, mut changed, mut taken) = (0, 0, 0);
        let mut places = Known::of(&self.study);
        let mut fresh_places: Vec<PlaceId> = Vec::new();
        let before = stops_before(last);
        let mut by_hand = ByHand::default();
        for (name, rows) in by_person {
            if holes.contains(&name) {
                refused.push(format!(
                    "respondent `{name}`: the route has a row that cannot be read, expected all of them"
                ));
                continue;
            }
            let respondent = match lookup::respondent(&self.study, &name) {
                Ok(respondent) => respondent.clone(),
                Err(error) => {
                    refused.extend(rows.iter().map(|row| format!("row {}: {error}", row.row)));
                    continue;
                }
            };
            if let Some(was) = before.get(&name)
                && self.differs(&respondent, was, &mut places)?
            {
                if same_route(was, &rows) {
                    by_hand.kept.push(name);
                    taken += 1;
                    continue;
                }
                if self.differs(&respondent, &rows, &mut places)? {
                    by_hand.both.push(format!("respondent `{name}`: the route"));
                    taken += 1;
                    continue;
                }
            }
            let done = self.route(&respondent, rows, &mut places, told)?;
            let made = std::mem::take(&mut places.fresh);
            match done {
                Ok(changes) => {
                    taken += 1;
                    for id in &made {
                        if let Some(place) = places.study.places.get(id) {
                            self.put(Change::made(place.clone()))?;
                        }
                    }
                    for change in changes {
                        told.extend(changed_stop(&name, &change));
                        match change.before {
                            None => new += 1,
                            Some(_) => changed += 1,
                        }
                        self.put(change)?;
                    }
                    fresh_places.extend(made);
                }
                Err(reason) => {
                    refused.push(reason);
                    places.forget(&made);
                }
            }
        }
        by_hand.tell("route", told);
        self.tell_places(&fresh_places, told);
        let many = refused.len();
        told.extend(refused.into_iter().map(Told::Refused));
        if taken == 0 && many > 0 {
            return Ok(Err(format!(
                "none of its {} could be taken",
                count(people.len().max(1), "route")
            )));
        }
        Ok(Ok(format!(
            "{} of {}: {new} new, {changed} changed, {many} refused",
            count(total, "stop"),
            count(people.len(), "respondent")
        )))
    }

    /// Whether a respondent's route is another one than these rows make.
    fn differs(
        &self,
        respondent: &Respondent,
        rows: &[StopRow],
        places: &mut Known,
    ) -> Result<bool, ProjectError> {
        let here = route_of(&self.study, respondent.id).len();
        let done = self.route(respondent, rows.to_vec(), places, &mut Vec::new())?;
        let made = std::mem::take(&mut places.fresh);
        places.forget(&made);
        Ok(done.is_ok_and(|changes| !changes.is_empty() || here != rows.len()))
    }

    /// The changes that one respondent's rows make; or why the route cannot be.
    fn route(
        &self,
        respondent: &Respondent,
        mut rows: Vec<StopRow>,
        places: &mut Known,
        told: &mut Vec<Told>,
    ) -> Result<Result<Vec<Change>, String>, ProjectError> {
        let numbered = rows.iter().filter(|it| it.order.is_some()).count();
        if numbered == rows.len() {
            rows.sort_by_key(|it| (it.order, it.row));
        } else if let Some(row) = rows.iter().find(|it| numbered > 0 && it.order.is_none()) {
            return Ok(Err(format!(
                "row {}: the stop of respondent `{}` has no number and others have, expected all of them or none",
                row.row, respondent.name
            )));
        }
        if let Some(pair) = rows
            .windows(2)
            .find(|it| it[0].order.is_some() && it[0].order == it[1].order)
        {
            return Ok(Err(format!(
                "rows {} and {}: respondent `{}` has two stops `{}`, expected each number once",
                pair[0].row,
                pair[1].row,
                respondent.name,
                pair[0].order.unwrap_or_default()
            )));
        }
        let known = route_of(&self.study, respondent.id);
        let mut stops: Vec<(Option<usize>, Option<StopKind>, Stop)> = Vec::new();
        for (number, row) in (1..).zip(rows) {
            let order = row.order.unwrap_or(number);
            // What the table has at this number is the stop that the project has there.
            let before = known.iter().find(|it| it.order == order).copied();
            let place = match self.place_of(&row, places) {
                Ok(place) => place,
                Err(reason) => return Ok(Err(reason)),
            };
            let evidence = match &row.evidence {
                Some(words) => match self.evidence(respondent, words)? {
                    Ok(evidence) => Some(evidence),
                    Err(reason) => return Ok(Err(format!("row {}: {reason}", row.row))),
                },
                None => None,
            };
            let mut stop = before
                .cloned()
                .unwrap_or_else(|| Stop::new(fresh(), respondent.id, order, place));
            stop.place = place;
            stop.arrived = row.arrived.unwrap_or(stop.arrived);
            stop.stayed = row.stayed.unwrap_or(stop.stayed);
            stop.how = row.how.unwrap_or(stop.how);
            stop.with = row.with.unwrap_or(stop.with);
            stop.evidence = evidence.unwrap_or(stop.evidence);
            let kind = row.kind.or(before.map(|it| it.kind));
            stops.push((Some(row.row), kind, stop));
        }
        let own: BTreeSet<u32> = stops.iter().map(|it| it.2.order).collect();
        let others = known.iter().filter(|it| !own.contains(&it.order));
        let others: Vec<_> = others
            .map(|it| (None, Some(it.kind), (*it).clone()))
            .collect();
        if !others.is_empty() {
            told.push(Told::Remark(format!(
                "respondent `{}` keeps {} that the table does not have (`quotebook route remove` takes stops away)",
                respondent.name,
                count(others.len(), "stop")
            )));
        }
        stops.extend(others);
        stops.sort_by_key(|(_, _, stop)| (stop.order, stop.id));
        // What the table does not say follows from where a stop stands.
        let last = stops.len() - 1;
        for (at, (_, kind, stop)) in stops.iter_mut().enumerate() {
            stop.kind = kind.unwrap_or(match at {
                0 => StopKind::Origin,
                at if at == last => StopKind::Destination,
                _ => StopKind::Transit,
            });
        }
        let whole: Vec<&Stop> = stops.iter().map(|(_, _, stop)| stop).collect();
        if let Some(fault) = faults(&places.study, &whole, Life::of(respondent)).first() {
            let row = stops.get(fault.stop - 1).and_then(|it| it.0);
            return Ok(Err(format!(
                "{}respondent `{}`: {fault}",
                row.map_or_else(String::new, |row| format!("row {row}: ")),
                respondent.name
            )));
        }
        let changes =
            stops
                .into_iter()
                .filter_map(|(_, _, stop)| match self.study.stops.get(&stop.id) {
                    Some(before) if *before == stop => None,
                    Some(before) => Some(Change::replaced(before.clone(), stop)),
                    None => Some(Change::made(stop)),
                });
        Ok(Ok(changes.collect()))
    }

    /// The place that a row names, made where it is unknown.
    fn place_of(&self, row: &StopRow, places: &mut Known) -> Result<PlaceId, String> {
        if let Some(id) = places.names.get(&folded(&row.place)) {
            return Ok(*id);
        }
        if self.options.no_new {
            let near = like(&row.place, self.study.places.values());
            let near = near.first().map(|it| format!(" (is it `{}`?)", it.0.name));
            return Err(format!(
                "row {}: there is no place `{}` in the project{}",
                row.row,
                row.place,
                near.unwrap_or_default()
            ));
        }
        let place = blank(&row.place).map_err(|error| format!("row {}: {error}", row.row))?;
        let id = place.id;
        places.names.insert(folded(&place.name), id);
        places.study.places.insert(id, place);
        places.fresh.push(id);
        Ok(id)
    }

    /// Where these words stand in a respondent's sources: each once.
    fn evidence(
        &self,
        respondent: &Respondent,
        words: &[String],
    ) -> Result<Result<Vec<Evidence>, String>, ProjectError> {
        let own = self.study.sources.values();
        let own: Vec<&Source> = own
            .filter(|it| it.respondent == Some(respondent.id))
            .collect();
        let mut evidence = Vec::new();
        for words in words {
            let mut found = Vec::new();
            for source in &own {
                let text = self.writing.text(source.text)?;
                if let Ok(span) = words_at(&text, words, None) {
                    found.push(Evidence {
                        source: source.id,
                        version: source.version,
                        span,
                        words: Hash::of(span.of(&text).unwrap_or_default().as_bytes()),
                    });
                }
            }
            match (found.pop(), found.is_empty()) {
                (Some(one), true) => evidence.push(one),
                (None, _) => {
                    return Ok(Err(format!(
                        "`{words}` stands not just once in a source of respondent `{}`, expected words of it",
                        respondent.name
                    )));
                }
                (Some(_), false) => {
                    return Ok(Err(format!(
                        "`{words}` stands in several sources of respondent `{}`, expected one",
                        respondent.name
                    )));
                }
            }
        }
        Ok(Ok(evidence))
    }
}

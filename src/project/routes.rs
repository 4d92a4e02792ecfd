//! Routes: stops added, changed and taken away one by one. What cannot be is refused, unless somebody
//! says that it is so all the same.

use super::round::seen_by;
use super::{Codings, Place as At, Project, ProjectError, fresh, lookup, places};
use crate::model::hash::Hash;
use crate::model::operation::Change;
use crate::model::place::PlaceId;
use crate::model::respondent::{Respondent, RespondentId};
use crate::model::route::{Evidence, Stop, StopKind, route_of};
use crate::model::route_faults::{Life, faults};
use crate::model::study::Study;
use crate::model::when::{Stay, When};
use crate::store::Writing;

/// What shall be said about a stop; what is `None` stays as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StopEdit {
    /// The place, by any of its spellings.
    pub place: Option<String>,
    /// What it is.
    pub kind: Option<StopKind>,
    /// When it was reached, or that nobody knows.
    pub arrived: Option<Option<When>>,
    /// How long the respondent stayed, or that nobody knows.
    pub stayed: Option<Option<Stay>>,
    /// By what means it was reached.
    pub how: Option<String>,
    /// In whose company.
    pub with: Option<String>,
    /// Segments that speak of it, in place of those before: ids of codings, or `SOURCE:START-END`, or
    /// `SOURCE:words`.
    pub because: Option<Vec<String>>,
    /// Where on the way it shall be, from 1.
    pub at: Option<usize>,
    /// A place that is unknown is made.
    pub new_place: bool,
    /// What the register says against it does not count.
    pub anyway: bool,
}

impl Project {
    /// The respondent that is called so, or the nearest names there are.
    pub fn respondent_called<'s>(
        &self,
        study: &'s Study,
        name: &str,
    ) -> Result<&'s Respondent, ProjectError> {
        lookup::respondent(study, name)
    }

    /// Adds a stop to a respondent's route, at its end unless the edit says where. Gives its number.
    pub fn add_stop(
        &mut self,
        who: &str,
        respondent: &str,
        edit: &StopEdit,
    ) -> Result<usize, ProjectError> {
        self.stops(
            who,
            respondent,
            edit,
            |study, respondent, stops, changes| {
                let name = edit.place.as_deref().unwrap_or_default();
                let place = place_for(study, name, edit.new_place, changes)?;
                let kind = edit.kind.ok_or_else(|| {
                    ProjectError::Refused(
                        "a stop is of some kind, expected origin, transit or destination"
                            .to_owned(),
                    )
                })?;
                let at = edit.at.unwrap_or(stops.len() + 1);
                if at == 0 || at > stops.len() + 1 {
                    return Err(no_stop(study, respondent, stops.len() + 1, at));
                }
                stops.insert(
                    at - 1,
                    Stop {
                        kind,
                        ..Stop::new(fresh(), respondent, 0, place)
                    },
                );
                Ok((at, "route.add"))
            },
        )
    }

    /// Changes a stop of a respondent's route, counted from 1, and moves it if the edit says where to.
    /// Gives its number.
    pub fn edit_stop(
        &mut self,
        who: &str,
        respondent: &str,
        number: usize,
        edit: &StopEdit,
    ) -> Result<usize, ProjectError> {
        self.stops(
            who,
            respondent,
            edit,
            |study, respondent, stops, changes| {
                let there = number.checked_sub(1).filter(|it| *it < stops.len());
                let there = there.ok_or_else(|| no_stop(study, respondent, stops.len(), number))?;
                if let Some(name) = &edit.place {
                    stops[there].place = place_for(study, name, edit.new_place, changes)?;
                }
                stops[there].kind = edit.kind.unwrap_or(stops[there].kind);
                let at = edit.at.unwrap_or(number);
                if at == 0 || at > stops.len() {
                    return Err(no_stop(study, respondent, stops.len(), at));
                }
                let stop = stops.remove(there);
                stops.insert(at - 1, stop);
                Ok((at, "route.edit"))
            },
        )
    }

    /// Takes a stop away, or all of them. Gives how many.
    pub fn remove_stops(
        &mut self,
        who: &str,
        respondent: &str,
        number: Option<usize>,
    ) -> Result<usize, ProjectError> {
        let (gone, _) = self.change(who, &Codings::None, |study, _, draft| {
            let person = lookup::respondent(study, respondent)?;
            let stops = route_of(study, person.id);
            let gone: Vec<Stop> = match number {
                None => stops.iter().copied().cloned().collect(),
                Some(number) => {
                    let stop = number.checked_sub(1).and_then(|it| stops.get(it));
                    let missing = || no_stop(study, person.id, stops.len(), number);
                    vec![(*stop.ok_or_else(missing)?).clone()]
                }
            };
            let kept: Vec<Stop> = stops
                .into_iter()
                .filter(|it| !gone.contains(it))
                .cloned()
                .collect();
            draft.action = "route.remove";
            draft.summary = match gone.len() {
                1 => format!("remove 1 stop of the route of {}", person.name),
                n => format!("remove {n} stops of the route of {}", person.name),
            };
            draft
                .changes
                .extend(gone.iter().cloned().map(Change::removed));
            draft.changes.extend(numbered(study, kept));
            Ok(gone.len())
        })?;
        Ok(gone)
    }

    /// Changes a route: `make` puts the stops as they shall be; which one the edit is about, and what
    /// is done, is what it gives.
    fn stops(
        &mut self,
        who: &str,
        respondent: &str,
        edit: &StopEdit,
        make: impl FnOnce(
            &Study,
            RespondentId,
            &mut Vec<Stop>,
            &mut Vec<Change>,
        ) -> Result<(usize, &'static str), ProjectError>,
    ) -> Result<usize, ProjectError> {
        let (number, _) = self.change(who, &Codings::All, |study, writing, draft| {
            let person = lookup::respondent(study, respondent)?;
            let before = route_of(study, person.id);
            let mut stops: Vec<Stop> = before.iter().copied().cloned().collect();
            let mut changes = Vec::new();
            let (number, action) = make(study, person.id, &mut stops, &mut changes)?;
            let evidence = match &edit.because {
                Some(words) => {
                    let found = evidence(&seen_by(study, who), writing, words)?;
                    let others = found.iter().filter_map(|it| study.sources.get(&it.source));
                    let whose = lookup::respondent(study, respondent)?.id;
                    let of = |it: &&crate::model::source::Source| {
                        it.respondent.is_some_and(|id| id != whose)
                    };
                    let mut others = others.filter(of);
                    if let Some(other) = others.next() {
                        return Err(ProjectError::Refused(format!(
                            "source `{}` is of another respondent, expected evidence from a source of the one whose route it is",
                            other.name
                        )));
                    }
                    Some(found)
                }
                None => None,
            };
            let stop = &mut stops[number - 1];
            stop.arrived = edit.arrived.unwrap_or(stop.arrived);
            stop.stayed = edit.stayed.unwrap_or(stop.stayed);
            stop.how = edit.how.clone().unwrap_or_else(|| stop.how.clone());
            stop.with = edit.with.clone().unwrap_or_else(|| stop.with.clone());
            stop.evidence = evidence.unwrap_or_else(|| stop.evidence.clone());
            let mut with_places = study.clone();
            for change in &changes {
                with_places
                    .apply(change)
                    .map_err(crate::store::StoreError::Conflict)?;
            }
            let place = with_places
                .places
                .get(&stop.place)
                .map(|it| it.name.clone());
            if !edit.anyway {
                let after: Vec<&Stop> = stops.iter().collect();
                can_be(&with_places, &before, &after, Life::of(person))?;
            }
            changes.extend(numbered(study, stops));
            draft.action = action;
            draft.summary = format!(
                "stop {number} of the route of {}: {}",
                person.name,
                place.unwrap_or_default()
            );
            draft.changes = changes;
            Ok(number)
        })?;
        Ok(number)
    }
}

/// Refuses a route that has a fault which it had not before.
pub(super) fn can_be(
    study: &Study,
    before: &[&Stop],
    after: &[&Stop],
    life: Life,
) -> Result<(), ProjectError> {
    let known = faults(study, before, life);
    let fresh = faults(study, after, life);
    let is_new = |it: &&crate::model::route_faults::Fault| {
        !known
            .iter()
            .any(|old| old.place == it.place && old.kind == it.kind)
    };
    match fresh.iter().find(is_new) {
        Some(fault) => Err(ProjectError::Refused(fault.to_string())),
        None => Ok(()),
    }
}

/// The changes that make the stops follow each other as they stand here: 1, 2, 3.
pub(super) fn numbered(study: &Study, stops: Vec<Stop>) -> Vec<Change> {
    let mut changes = Vec::new();
    for (order, stop) in (1..).zip(stops) {
        let stop = Stop { order, ..stop };
        match study.stops.get(&stop.id) {
            Some(before) if *before == stop => {}
            Some(before) => changes.push(Change::replaced(before.clone(), stop)),
            None => changes.push(Change::made(stop)),
        }
    }
    changes
}

fn no_stop(study: &Study, respondent: RespondentId, last: usize, number: usize) -> ProjectError {
    let name = study
        .respondents
        .get(&respondent)
        .map_or("", |it| it.name.as_str());
    ProjectError::Refused(match last {
        0 => format!("respondent `{name}` has no route, expected `route add` first"),
        1 => format!("the route of `{name}` has no place for a stop `{number}`, expected 1"),
        last => format!(
            "the route of `{name}` has no place for a stop `{number}`, expected a number from 1 to {last}"
        ),
    })
}

/// The place of this spelling; made where it is unknown and that is wished.
fn place_for(
    study: &Study,
    name: &str,
    new: bool,
    changes: &mut Vec<Change>,
) -> Result<PlaceId, ProjectError> {
    match lookup::place(study, name) {
        Ok(place) => Ok(place.id),
        Err(_) if new => {
            let place = places::blank(name)?;
            let id = place.id;
            changes.push(Change::made(place));
            Ok(id)
        }
        Err(error) => Err(error),
    }
}

/// Segments by what people say of them: the id of a coding, `SOURCE:START-END` in characters, or
/// `SOURCE:words` that stand there once.
fn evidence(
    study: &Study,
    writing: &Writing<'_>,
    words: &[String],
) -> Result<Vec<Evidence>, ProjectError> {
    let mut found = Vec::new();
    for word in words {
        let (source, span) = match word.split_once(':') {
            None => {
                let coding = lookup::coding(study, word)?;
                let source = study.sources.get(&coding.source);
                let gone = || ProjectError::Refused(format!("the source of `{word}` is gone"));
                (source.ok_or_else(gone)?, coding.span)
            }
            Some((source, place)) => {
                let source = lookup::source(study, source)?;
                let text = writing.text(source.text)?;
                (source, at(place).span(&source.name, &text)?)
            }
        };
        let text = writing.text(source.text)?;
        found.push(Evidence {
            source: source.id,
            version: source.version,
            span,
            words: Hash::of(span.of(&text).unwrap_or_default().as_bytes()),
        });
    }
    Ok(found)
}

/// `120-188` are characters, anything else is words.
fn at(place: &str) -> At {
    let numbers = place
        .split_once('-')
        .and_then(|(start, end)| Some((start.trim().parse().ok()?, end.trim().parse().ok()?)));
    match numbers {
        Some((start, end)) => At::Characters(start, end),
        None => At::Words(place.to_owned(), None),
    }
}

//! Places: made, described, brought together. Two spellings are one place only where somebody says so.

use std::collections::BTreeSet;
use std::path::Path;

use super::{Codings, Project, ProjectError, fresh, lookup};
use crate::corpus::gazetteer;
use crate::model::country::key;
use crate::model::gazetteer::Entry;
use crate::model::operation::Change;
use crate::model::place::{Coordinates, Place, folded};
use crate::model::route::Stop;
use crate::model::study::Study;

/// What shall be said about a place; what is `None` stays as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlaceEdit {
    /// Another name; the one before becomes an alias.
    pub name: Option<String>,
    /// The country.
    pub country: Option<String>,
    /// Where it lies, or that nobody knows.
    pub at: Option<Option<Coordinates>>,
    /// Spellings to add.
    pub aliases: Vec<String>,
    /// Spellings to take away.
    pub no_aliases: Vec<String>,
}

impl Project {
    /// The place that is called so, or the nearest names there are.
    pub fn place_called<'s>(
        &self,
        study: &'s Study,
        name: &str,
    ) -> Result<&'s Place, ProjectError> {
        lookup::place(study, name)
    }

    /// Makes a place. Refused where the name is a place already, or a spelling of one.
    pub fn add_place(
        &mut self,
        who: &str,
        name: &str,
        edit: &PlaceEdit,
    ) -> Result<(), ProjectError> {
        self.change(who, &Codings::None, |study, _, draft| {
            is_free(study, name, None)?;
            let blank = blank(name)?;
            let place = edited(study, &blank, edit)?;
            draft.action = "place.add";
            draft.summary = format!("add place `{}`", place.name);
            draft.changes.push(Change::made(place));
            Ok(())
        })?;
        Ok(())
    }

    /// Changes a place. Gives whether anything is other than it was.
    pub fn edit_place(
        &mut self,
        who: &str,
        name: &str,
        edit: &PlaceEdit,
    ) -> Result<bool, ProjectError> {
        let (changed, _) = self.change(who, &Codings::None, |study, _, draft| {
            let before = lookup::place(study, name)?;
            let mut after = edited(study, before, edit)?;
            if after.name != before.name {
                after.aliases.insert(before.name.clone());
            }
            draft.action = "place.edit";
            draft.summary = format!("describe place `{}`", after.name);
            if after != *before {
                draft.changes.push(Change::replaced(before.clone(), after));
            }
            Ok(!draft.changes.is_empty())
        })?;
        Ok(changed)
    }

    /// Takes away a place that no route uses.
    pub fn remove_place(&mut self, who: &str, name: &str) -> Result<(), ProjectError> {
        self.change(who, &Codings::None, |study, _, draft| {
            let place = lookup::place(study, name)?;
            let stops = study.stops.values().filter(|it| it.place == place.id);
            let people: BTreeSet<_> = stops.map(|it| it.respondent).collect();
            if !people.is_empty() {
                return Err(ProjectError::Refused(format!(
                    "place `{}` is on the routes of {} respondents, expected one that is on none; `places merge` puts it together with another",
                    place.name,
                    people.len()
                )));
            }
            draft.action = "place.remove";
            draft.summary = format!("remove place `{}`", place.name);
            draft.changes.push(Change::removed(place.clone()));
            Ok(())
        })?;
        Ok(())
    }

    /// Makes the others spellings of the first: their stops are stops there now. Gives how many stops
    /// moved. Places of two countries are one only `anyway`.
    pub fn merge_places(
        &mut self,
        who: &str,
        kept: &str,
        others: &[String],
        anyway: bool,
    ) -> Result<usize, ProjectError> {
        let (moved, _) = self.change(who, &Codings::None, |study, _, draft| {
            let mut study = study.clone();
            let kept = lookup::place(&study, kept)?.clone();
            let mut moved = 0;
            for other in others {
                let gone = lookup::place(&study, other)?.clone();
                if gone.id == kept.id {
                    return Err(ProjectError::Refused(format!(
                        "`{other}` is a spelling of `{}` already, expected another place",
                        kept.name
                    )));
                }
                let now = study.places.get(&kept.id).unwrap_or(&kept).clone();
                let known = !now.country.is_empty() && !gone.country.is_empty();
                if known && !anyway && key(&now.country) != key(&gone.country) {
                    return Err(ProjectError::Refused(format!(
                        "`{}` lies in `{}` and `{}` in `{}`, expected places of one country, or `--anyway`",
                        now.name, now.country, gone.name, gone.country
                    )));
                }
                let changes = brought_together(&study, &now, &gone);
                // The place itself, and the one that is gone.
                moved += changes.len() - 2;
                for change in changes {
                    study
                        .apply(&change)
                        .map_err(crate::store::StoreError::Conflict)?;
                    draft.changes.push(change);
                }
            }
            draft.action = "place.merge";
            draft.summary = format!("`{}` is spelled `{}` too", kept.name, others.join("`, `"));
            Ok(moved)
        })?;
        Ok(moved)
    }
}

/// Reads a gazetteer that the user has.
pub fn read_gazetteer(path: &Path) -> Result<Vec<Entry>, ProjectError> {
    /// A larger one is refused: a country's has at most some dozen MiB.
    const LARGEST: u64 = 512 << 20;
    let found = std::fs::metadata(path).map_err(ProjectError::file(path, "read"))?;
    if found.len() > LARGEST {
        return Err(ProjectError::Refused(format!(
            "`{}` is larger than {} MiB, expected the gazetteer of some countries",
            path.display(),
            LARGEST >> 20
        )));
    }
    let bytes = std::fs::read(path).map_err(ProjectError::file(path, "read"))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    gazetteer::read(&name, &bytes).map_err(ProjectError::Refused)
}

/// A place of this name of which nothing is known.
pub(super) fn blank(name: &str) -> Result<Place, ProjectError> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if !name.chars().any(char::is_alphanumeric) {
        return Err(ProjectError::Refused(format!(
            "`{name}` is no name of a place, expected letters"
        )));
    }
    Ok(Place {
        id: fresh(),
        name,
        aliases: BTreeSet::new(),
        country: String::new(),
        at: None,
    })
}

/// Refuses a spelling that another place has.
fn is_free(study: &Study, spelling: &str, own: Option<&Place>) -> Result<(), ProjectError> {
    match study.place_called(spelling) {
        Some(place) if own.is_none_or(|own| own.id != place.id) => {
            let what = match folded(&place.name) == folded(spelling) {
                true => "is a place already".to_owned(),
                false => format!("is a spelling of `{}` already", place.name),
            };
            Err(ProjectError::Refused(format!(
                "`{spelling}` {what}, expected a spelling of its own; `places merge` puts two places together"
            )))
        }
        _ => Ok(()),
    }
}

/// The place with the edit.
fn edited(study: &Study, before: &Place, edit: &PlaceEdit) -> Result<Place, ProjectError> {
    let mut place = before.clone();
    if let Some(name) = &edit.name {
        is_free(study, name, Some(before))?;
        place.name = blank(name)?.name;
        place.aliases.retain(|it| folded(it) != folded(&place.name));
    }
    if let Some(country) = &edit.country {
        place.country = country.trim().to_owned();
    }
    place.at = edit.at.unwrap_or(place.at);
    for alias in &edit.no_aliases {
        let before = place.aliases.len();
        place.aliases.retain(|it| folded(it) != folded(alias));
        if place.aliases.len() == before {
            return Err(ProjectError::Unknown {
                noun: "spelling",
                name: alias.clone(),
                near: place.aliases.iter().cloned().collect(),
            });
        }
    }
    for alias in &edit.aliases {
        is_free(study, alias, Some(before))?;
        if !place.is_called(alias) {
            place.aliases.insert(blank(alias)?.name);
        }
    }
    Ok(place)
}

/// The changes that make `gone` a spelling of `kept`: first `kept`, then the stops, then `gone`.
pub(super) fn brought_together(study: &Study, kept: &Place, gone: &Place) -> Vec<Change> {
    let mut place = kept.clone();
    for spelling in gone.spellings() {
        if !place.is_called(spelling) {
            place.aliases.insert(spelling.to_owned());
        }
    }
    if place.country.is_empty() {
        place.country.clone_from(&gone.country);
    }
    place.at = place.at.or(gone.at);
    let mut changes = vec![Change::replaced(kept.clone(), place)];
    for stop in study.stops.values().filter(|it| it.place == gone.id) {
        let moved = Stop {
            place: kept.id,
            ..stop.clone()
        };
        changes.push(Change::replaced(stop.clone(), moved));
    }
    changes.push(Change::removed(gone.clone()));
    changes
}

//! What a file said when it was last imported. What it says still, and people have set otherwise here
//! since, stays as they set it; where both have changed it, it stays too and the import says so.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Display;

use super::files::sheet_again;
use super::{Importing, Told, count};
use crate::corpus::places::{self, PlaceRow};
use crate::corpus::register::{self, NewAttribute};
use crate::corpus::role::{ColumnMap, Role};
use crate::corpus::routes::{self, StopRow};
use crate::corpus::sheet::Sheet;
use crate::model::country::key;
use crate::model::file::File;
use crate::model::operation::{Change, Record};
use crate::model::place::{Coordinates, Place, folded};
use crate::model::respondent::{Respondent, Value};
use crate::model::study::Study;
use crate::project::ProjectError;

/// A sheet as it was when it was last imported.
pub(super) type Last = Option<(Sheet, ColumnMap)>;

/// What is as people set it, though the file says another thing.
#[derive(Default)]
pub(super) struct ByHand {
    /// What the file says as it did before.
    pub(super) kept: Vec<String>,
    /// What the file says anew, too.
    pub(super) both: Vec<String>,
}

impl ByHand {
    /// Says what stays: `noun` in one line, and what both changed in one line each.
    pub(super) fn tell(self, noun: &str, told: &mut Vec<Told>) {
        if !self.kept.is_empty() {
            told.push(Told::Remark(format!(
                "kept {} set here, which the file has not changed: {}",
                count(self.kept.len(), noun),
                self.kept.join("; ")
            )));
        }
        told.extend(self.both.into_iter().map(|what| {
            Told::Refused(format!(
                "{what} was changed both here and in the file; kept as it is here, `--anyway` takes what the file says"
            ))
        }));
    }
}

impl Importing<'_> {
    /// The sheet as it was last imported; `None` where it never was, where whoever imports says anew what
    /// the columns of the same file are, and where the file holds `anyway`.
    pub(super) fn last(
        &self,
        known: Option<&File>,
        same: bool,
        role: Role,
    ) -> Result<Last, ProjectError> {
        let Some(known) = known else {
            return Ok(None);
        };
        if self.options.anyway || same {
            return Ok(None);
        }
        // An archive may have come without its original files.
        let Some(bytes) = self.writing.original(known.original)? else {
            return Ok(None);
        };
        let wishes = self.options.map.as_deref();
        let wishes = wishes.and_then(|map| crate::corpus::role_words::parse_map(map).ok());
        Ok(sheet_again(
            &known.name,
            &bytes,
            &wishes.unwrap_or_default(),
            role,
        ))
    }
}

/// The answers of a register as it was last imported.
#[derive(Default)]
pub(super) struct Answers {
    names: BTreeSet<String>,
    people: HashMap<String, BTreeMap<String, Value>>,
}

impl Answers {
    /// Those of the columns that the study has answers of: others were no attributes then.
    pub(super) fn of(last: Last, study: &Study) -> Self {
        let read = last.and_then(|(sheet, map)| register::register(&sheet, &map).ok());
        let Some(read) = read else {
            return Self::default();
        };
        let answered = |it: &&NewAttribute| {
            let mut people = study.respondents.values();
            people.any(|person| person.value(&it.name).is_some())
        };
        let names = read.attributes.iter().filter(answered);
        let names = names.map(|it| it.name.clone()).collect();
        let mut people: HashMap<String, BTreeMap<String, Value>> = HashMap::new();
        for row in read.rows {
            people.entry(row.respondent).or_default().extend(row.values);
        }
        Self { names, people }
    }

    /// Puts what people set since back into what the file makes of a respondent.
    pub(super) fn keep(
        &self,
        known: &Respondent,
        now: &mut Respondent,
        attributes: &[NewAttribute],
        by_hand: &mut ByHand,
    ) {
        let Some(before) = self.people.get(&known.name) else {
            return;
        };
        let words = |it: Option<&Value>| it.map_or_else(|| "missing".to_owned(), Value::to_string);
        for name in attributes.iter().map(|it| &it.name) {
            if !self.names.contains(name) {
                continue;
            }
            let [was, own, file] =
                [before.get(name), known.value(name), now.value(name)].map(words);
            if own == was || own == file {
                continue;
            }
            match file == was {
                true => by_hand
                    .kept
                    .push(format!("{}: {name} {own} (file: {file})", known.name)),
                false => by_hand.both.push(format!(
                    "respondent {}: {name} ({own} here, {file} in the file, {was} before)",
                    known.name
                )),
            }
            match known.value(name).cloned() {
                Some(own) => drop(now.values.insert(name.clone(), own)),
                None => drop(now.values.remove(name)),
            }
        }
    }
}

/// The stops of a table as it was last imported, by the names of respondents.
pub(super) fn stops_before(last: Last) -> HashMap<String, Vec<StopRow>> {
    let read = last.and_then(|(sheet, map)| routes::routes(&sheet, &map).ok());
    let mut people: HashMap<String, Vec<StopRow>> = HashMap::new();
    for row in read.into_iter().flat_map(|it| it.rows) {
        people.entry(row.respondent.clone()).or_default().push(row);
    }
    people
}

/// Whether two tables say the same of a route, wherever its rows stand.
pub(super) fn same_route(one: &[StopRow], other: &[StopRow]) -> bool {
    let bare = |rows: &[StopRow]| -> Vec<StopRow> {
        let bare = rows.iter().cloned().map(|row| StopRow { row: 0, ..row });
        bare.collect()
    };
    bare(one) == bare(other)
}

/// What a stop is now that it was not, in words.
pub(super) fn changed_stop(name: &str, change: &Change) -> Option<Told> {
    let (Some(Record::Stop(before)), Some(Record::Stop(after))) = (&change.before, &change.after)
    else {
        return None;
    };
    let fields = [
        ("place", before.place != after.place),
        ("kind", before.kind != after.kind),
        ("arrived", before.arrived != after.arrived),
        ("stayed", before.stayed != after.stayed),
        ("how", before.how != after.how),
        ("with", before.with != after.with),
        ("evidence", before.evidence != after.evidence),
    ];
    Some(Told::Remark(format!(
        "respondent `{name}`, stop {}: changed {}",
        after.order,
        named_fields(&fields)
    )))
}

/// The rows of a list of places as it was last imported, by their folded names.
pub(super) fn places_before(last: Last) -> HashMap<String, PlaceRow> {
    let read = last.and_then(|(sheet, map)| places::places(&sheet, &map).ok());
    let rows = read.into_iter().flat_map(|it| it.0);
    rows.map(|row| (folded(&row.name), row)).collect()
}

/// A row without what the file says as it did before and people have set otherwise; `None` where nothing
/// of it is left to take.
pub(super) fn without_kept(
    row: &PlaceRow,
    was: &PlaceRow,
    known: Option<&Place>,
    names: &BTreeSet<String>,
    by_hand: &mut ByHand,
) -> Option<PlaceRow> {
    let unchanged = PlaceRow {
        row: was.row,
        ..row.clone()
    } == *was;
    let Some(known) = known else {
        // Somebody took the place away.
        if unchanged {
            by_hand.kept.push(format!("{} (removed)", row.name));
        }
        return (!unchanged).then(|| row.clone());
    };
    // Somebody made it a spelling of another place, which has a row of its own.
    let other = folded(&known.name) != folded(&row.name) && names.contains(&folded(&known.name));
    if other && unchanged {
        let line = format!("{}: spelling {}", known.name, row.name);
        by_hand.kept.push(line);
        return None;
    }
    let mut row = row.clone();
    if other {
        return Some(row);
    }
    let mut kept: Vec<String> = Vec::new();
    let mut both = |what: &str| by_hand.both.push(format!("place `{}`: {what}", known.name));
    if folded(&known.name) != folded(&row.name) {
        kept.push(format!("name (file: {})", row.name));
        row.name.clone_from(&known.name);
    }
    let country = |it: &Option<String>| it.as_deref().map(key).unwrap_or_default();
    let own = key(&known.country);
    if own != country(&was.country) && own != country(&row.country) && row.country.is_some() {
        match country(&row.country) == country(&was.country) {
            true => kept.push(format!(
                "country (file: {})",
                or_none(row.country.as_ref().filter(|it| !it.is_empty()))
            )),
            false => both("country"),
        }
        row.country = None;
    }
    if known.at != was.at && known.at != row.at && (row.at.is_some() || was.at.is_some()) {
        match row.at == was.at {
            true => kept.push(format!(
                "coordinates (file: {})",
                or_none(row.at.map(degrees))
            )),
            false => both("coordinates"),
        }
        row.at = None;
    }
    let before: BTreeSet<String> = was.aliases.iter().map(|it| folded(it)).collect();
    row.aliases.retain(|alias| {
        let removed = before.contains(&folded(alias)) && !known.is_called(alias);
        if removed {
            kept.push(format!("no spelling {alias}"));
        }
        !removed
    });
    if !kept.is_empty() {
        let line = format!("{}: {}", known.name, kept.join(", "));
        by_hand.kept.push(line);
    }
    Some(row)
}

fn degrees(at: Coordinates) -> String {
    format!("{},{}", at.latitude, at.longitude)
}

fn or_none(what: Option<impl Display>) -> String {
    what.map_or_else(|| "none".to_owned(), |it| it.to_string())
}

/// What a place is now that it was not, in words.
pub(super) fn changed_place(before: &Place, after: &Place) -> Option<Told> {
    let fields = [
        ("coordinates", before.at != after.at),
        (
            "country",
            before.country != after.country && key(&before.country) == key(&after.country)
                || before.country.is_empty() != after.country.is_empty(),
        ),
        ("spellings", before.aliases != after.aliases),
    ];
    let any = fields.iter().any(|it| it.1);
    any.then(|| {
        let fields = named_fields(&fields);
        Told::Remark(format!("place `{}`: changed {fields}", after.name))
    })
}

/// The names of the fields that differ.
fn named_fields(fields: &[(&str, bool)]) -> String {
    let differ = fields.iter().filter(|it| it.1).map(|it| it.0);
    differ.collect::<Vec<_>>().join(", ")
}

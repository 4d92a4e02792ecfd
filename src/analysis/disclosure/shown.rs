//! What a table shows of respondents: its counts, each with the respondents that it is of and what tells them
//! apart from others, so that tables can be held against each other.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::Condition;
use crate::analysis::attributes::AttributeTable;
use crate::analysis::balance::Balance;
use crate::analysis::crosstab::Crosstab;
use crate::analysis::groups::{BandOf, Groups, MISSING, Values, values};
use crate::analysis::sample::Sample;
use crate::model::respondent::RespondentId;
use crate::model::study::Study;

/// A count that a table shows: what is counted, of which group, and of whom of it that is true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownCount {
    /// What is counted, the key of a code or [`PEOPLE`], and by which attributes.
    pub what: String,
    /// What is counted, whatever the attributes.
    pub key: String,
    /// The group as the table calls it.
    pub group: String,
    /// What tells who is in the group from everybody else.
    pub conditions: Vec<Condition>,
    /// Who is in the group: who answers all conditions.
    pub of: BTreeSet<RespondentId>,
    /// Who of them is counted.
    pub counted: BTreeSet<RespondentId>,
}

/// What is counted where it is respondents, by what the register says of them.
pub const PEOPLE: &str = "respondents";

/// What a filter asks for that is not in the register.
pub const NOTES: &str = "*";

/// Whom a table is about and how they are put into groups.
#[derive(Debug)]
pub struct Base<'a> {
    /// The study.
    pub study: &'a Study,
    /// The attributes that the filter asks for ([`NOTES`] for whatever else it asks), and who answers it.
    pub filter: Option<(BTreeSet<String>, BTreeSet<RespondentId>)>,
    /// Whose codings count, by their names; nobody's is everybody's.
    pub coders: Vec<String>,
    /// How numbers are put into bands.
    pub bands: &'a BandOf<'a>,
}

impl Base<'_> {
    /// What tells these people, of `everybody`, from others.
    fn conditions(
        &self,
        everybody: BTreeSet<RespondentId>,
        people: &BTreeSet<RespondentId>,
    ) -> Vec<Condition> {
        let of_notes = |who| Condition {
            attributes: BTreeSet::from([NOTES.to_owned()]),
            who,
        };
        let mut found = vec![of_notes(everybody)];
        if let Some((attributes, who)) = &self.filter {
            found.push(Condition {
                attributes: attributes.clone(),
                who: who.clone(),
            });
        }
        if meeting(&found) != *people {
            found.push(of_notes(people.clone()));
        }
        found
    }

    /// Who of the study has a value that a table of `people` calls so.
    fn having(&self, people: &BTreeSet<RespondentId>, attribute: &str, value: &str) -> Condition {
        let band = self.bands.get(attribute).copied();
        let found = |people: &[RespondentId]| -> BTreeSet<RespondentId> {
            let Ok(values) = values(self.study, people, attribute, band) else {
                return BTreeSet::new();
            };
            let place = values.names.iter().position(|it| it == value);
            let is_so = |id: &&RespondentId| match value {
                MISSING => !values.of.contains_key(id),
                _ => place.is_some() && values.of.get(id).copied() == place,
            };
            people.iter().filter(is_so).copied().collect()
        };
        let all = found(&self.study.respondents.keys().copied().collect::<Vec<_>>());
        let here = found(&people.iter().copied().collect::<Vec<_>>());
        // Bands by width begin at the lowest number, which may be another one here.
        let is_same = people.intersection(&all).copied().collect::<BTreeSet<_>>() == here;
        Condition {
            attributes: BTreeSet::from([attribute.to_owned()]),
            who: if is_same { all } else { here },
        }
    }

    /// The conditions of each group under the heads of a table.
    fn groups(
        &self,
        base: &[Condition],
        people: &BTreeSet<RespondentId>,
        attributes: &[String],
        heads: &[Vec<String>],
    ) -> Vec<Vec<Condition>> {
        let mut known: BTreeMap<(&str, &str), Condition> = BTreeMap::new();
        let mut all = Vec::new();
        for head in heads {
            let mut own = base.to_vec();
            for (attribute, value) in attributes.iter().zip(head) {
                let key = (attribute.as_str(), value.as_str());
                let condition = known
                    .entry(key)
                    .or_insert_with(|| self.having(people, attribute, value));
                own.push(condition.clone());
            }
            all.push(own);
        }
        all
    }
}

/// Who answers all of these.
fn meeting(conditions: &[Condition]) -> BTreeSet<RespondentId> {
    let mut sets = conditions.iter().map(|it| &it.who);
    let first = sets.next().cloned().unwrap_or_default();
    sets.fold(first, |left, it| &left & it)
}

/// What is counted, by these attributes.
fn by(what: &str, attributes: &[&str]) -> String {
    let mut names = attributes.to_vec();
    names.sort_unstable();
    match names.is_empty() {
        true => what.to_owned(),
        false => format!("{what} by {}", names.join(", ")),
    }
}

fn called(head: &[String]) -> String {
    match head {
        [] => "all".to_owned(),
        head => head.join(", "),
    }
}

/// The counts that a table of codes by group shows; those that are kept back are left out.
pub fn of_crosstab(
    base: &Base<'_>,
    sample: &Sample<'_>,
    groups: &Groups,
    table: &Crosstab,
) -> Vec<ShownCount> {
    let heads: Vec<Vec<String>> = table.heads.iter().map(|it| it.name.clone()).collect();
    let mut having: BTreeMap<usize, BTreeSet<RespondentId>> = BTreeMap::new();
    for coding in &sample.codings {
        if let Some(who) = sample.respondent(coding.source) {
            for row in sample.upward(coding.code) {
                having.entry(*row).or_default().insert(who);
            }
        }
    }
    let interviewed = base.study.sources.values();
    let interviewed = interviewed.filter_map(|it| it.respondent).collect();
    let people: BTreeSet<RespondentId> = sample.respondents.iter().copied().collect();
    let all = base.conditions(interviewed, &people);
    let conditions = base.groups(&all, &people, &groups.attributes, &heads);
    let row_of = |code| sample.rows.iter().position(|it| it.code == code);
    let mut shown = Vec::new();
    for (at, (head, conditions)) in heads.iter().zip(conditions).enumerate() {
        let of = meeting(&conditions);
        let names: Vec<&str> = match head.is_empty() {
            true => Vec::new(),
            false => groups.attributes.iter().map(String::as_str).collect(),
        };
        let mut show = |key: &str, counted: BTreeSet<RespondentId>| {
            shown.push(ShownCount {
                what: by(key, &names),
                key: key.to_owned(),
                group: called(head),
                conditions: conditions.clone(),
                of: of.clone(),
                counted,
            });
        };
        show(PEOPLE, of.clone());
        for line in table.lines.iter().filter(|it| !it.cells[at].hidden) {
            let code = sample.code(&line.row);
            let with = row_of(line.row.code).and_then(|row| having.get(&row));
            let counted = with.map_or_else(BTreeSet::new, |with| with & &of);
            let key = code.map_or("", |it| it.key.as_str());
            match base.coders.as_slice() {
                [] => show(key, counted),
                names => show(&format!("{key} of {}", names.join(", ")), counted),
            }
        }
    }
    shown
}

/// The counts that a table of an attribute by group shows: everybody with a value in a group is a group.
pub fn of_attribute(
    base: &Base<'_>,
    people: &[RespondentId],
    groups: &Groups,
    values: &Values,
    table: &AttributeTable,
) -> Vec<ShownCount> {
    let heads: Vec<Vec<String>> = table.heads.iter().map(|it| it.0.clone()).collect();
    let people: BTreeSet<RespondentId> = people.iter().copied().collect();
    let all = base.conditions(base.study.respondents.keys().copied().collect(), &people);
    let conditions = base.groups(&all, &people, &groups.attributes, &heads);
    let attribute = std::slice::from_ref(&table.name);
    let mut shown = Vec::new();
    for (at, (head, conditions)) in heads.iter().zip(conditions).enumerate() {
        let mut names: Vec<&str> = match head.is_empty() {
            true => Vec::new(),
            false => groups.attributes.iter().map(String::as_str).collect(),
        };
        let group = called(head);
        shown.push(people_of(&names, group.clone(), conditions.clone()));
        names.push(&table.name);
        let with = |value: &str| {
            let names = [value.to_owned()];
            let mut found = base.groups(&conditions, &people, attribute, &[names.to_vec()]);
            found.pop().unwrap_or_default()
        };
        for (value, shares) in table.lines.iter().filter(|it| !it.1[at].hidden) {
            if shares.get(at).is_some() && values.names.contains(value) {
                let group = format!("{} {value}, {group}", table.name);
                shown.push(people_of(&names, group, with(value)));
            }
        }
        if !table.valid[at].hidden {
            let mut known = with(MISSING);
            if let Some(last) = known.last_mut() {
                last.who = base
                    .study
                    .respondents
                    .keys()
                    .copied()
                    .filter(|id| !last.who.contains(id))
                    .collect();
            }
            let group = format!("{} known, {group}", table.name);
            shown.push(people_of(&names, group, known));
        }
    }
    shown
}

/// The groups of the sample that a balance shows.
pub fn of_balance(base: &Base<'_>, sample: &Sample<'_>, found: &Balance) -> Vec<ShownCount> {
    let interviewed = base.study.sources.values();
    let interviewed = interviewed.filter_map(|it| it.respondent).collect();
    let people: BTreeSet<RespondentId> = sample.respondents.iter().copied().collect();
    let all = base.conditions(interviewed, &people);
    let mut shown = vec![people_of(&[], called(&[]), all.clone())];
    for (attribute, groups) in &found.groups {
        let heads: Vec<Vec<String>> = groups.iter().map(|it| it.name.clone()).collect();
        let attributes = std::slice::from_ref(attribute);
        let conditions = base.groups(&all, &people, attributes, &heads);
        for (head, conditions) in heads.iter().zip(conditions) {
            shown.push(people_of(&[attribute], called(head), conditions));
        }
    }
    shown
}

/// Respondents with these attributes.
fn people_of(attributes: &[&str], group: String, conditions: Vec<Condition>) -> ShownCount {
    let of = meeting(&conditions);
    ShownCount {
        what: by(PEOPLE, attributes),
        key: PEOPLE.to_owned(),
        group,
        conditions,
        counted: of.clone(),
        of,
    }
}

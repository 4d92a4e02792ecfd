//! Tables that follow each other in public: what one shows and another one shows of a few respondents
//! more or less tells how many of these few it is true of. Counts are held against each other pair by
//! pair: one thing, of two groups by the same attributes, one inside the other, as another filter or
//! other bands make them. What three and more tables tell together is not weighed here.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::attributes::AttributeTable;
use crate::analysis::crosstab::Crosstab;
use crate::analysis::groups::{Groups, Values};
use crate::analysis::sample::Sample;
use crate::model::respondent::RespondentId;

/// A count that a table shows: what is counted, of which group, and of whom of it that is true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownCount {
    /// What is counted, the key of a code or [`PEOPLE`], and by which attributes.
    pub what: String,
    /// The group as the table calls it.
    pub group: String,
    /// Who is in the group.
    pub of: BTreeSet<RespondentId>,
    /// Who of them is counted.
    pub counted: BTreeSet<RespondentId>,
}

/// What is counted where it is respondents, by what the register says of them.
pub const PEOPLE: &str = "respondents";

/// Two counts that together tell of a few.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What is counted.
    pub what: String,
    /// The group of the earlier table.
    pub before: String,
    /// The group of this one.
    pub now: String,
}

/// The first two counts whose difference is of fewer than `threshold` respondents, or tells that of a
/// few something is true of so few.
pub fn difference(now: &[ShownCount], before: &[ShownCount], threshold: u64) -> Option<Difference> {
    let few = |n: usize| n > 0 && (n as u64) < threshold;
    let mut by_what: BTreeMap<&str, Vec<&ShownCount>> = BTreeMap::new();
    for it in before {
        by_what.entry(&it.what).or_default().push(it);
    }
    for it in now {
        for other in by_what.get(it.what.as_str()).into_iter().flatten() {
            let (small, large) = match it.of.len() <= other.of.len() {
                true => (it, *other),
                false => (*other, it),
            };
            if small.of == large.of || !small.of.is_subset(&large.of) {
                continue;
            }
            let left = large.of.len() - small.of.len();
            let counted = large.counted.len().abs_diff(small.counted.len());
            // Nobody of them, and all of a few, is told as well.
            if few(left) || few(counted) {
                return Some(Difference {
                    what: it.what.clone(),
                    before: other.group.clone(),
                    now: it.group.clone(),
                });
            }
        }
    }
    None
}

/// Members of the groups of a table under its heads, all together first.
fn members(
    people: &[RespondentId],
    groups: &Groups,
    heads: &[Vec<String>],
) -> Vec<BTreeSet<RespondentId>> {
    let of = |head: &Vec<String>| -> BTreeSet<RespondentId> {
        let place = groups.names.iter().position(|it| it == head);
        let here = |id: &&RespondentId| head.is_empty() || groups.of(Some(**id)) == place;
        people.iter().filter(here).copied().collect()
    };
    heads.iter().map(of).collect()
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
pub fn of_crosstab(sample: &Sample<'_>, groups: &Groups, table: &Crosstab) -> Vec<ShownCount> {
    let heads: Vec<Vec<String>> = table.heads.iter().map(|it| it.name.clone()).collect();
    let members = members(&sample.respondents, groups, &heads);
    let mut having: BTreeMap<usize, BTreeSet<RespondentId>> = BTreeMap::new();
    for coding in &sample.codings {
        if let Some(who) = sample.respondent(coding.source) {
            for row in sample.upward(coding.code) {
                having.entry(*row).or_default().insert(who);
            }
        }
    }
    let row_of = |code| sample.rows.iter().position(|it| it.code == code);
    let mut shown = Vec::new();
    for (at, (head, of)) in heads.iter().zip(&members).enumerate() {
        let group = called(head);
        let names: Vec<&str> = match head.is_empty() {
            true => Vec::new(),
            false => groups.attributes.iter().map(String::as_str).collect(),
        };
        shown.push(ShownCount {
            what: by(PEOPLE, &names),
            group: group.clone(),
            of: of.clone(),
            counted: of.clone(),
        });
        for line in table.lines.iter().filter(|it| !it.cells[at].hidden) {
            let code = sample.code(&line.row);
            let with = row_of(line.row.code).and_then(|row| having.get(&row));
            shown.push(ShownCount {
                what: by(code.map_or("", |it| it.key.as_str()), &names),
                group: group.clone(),
                of: of.clone(),
                counted: with.map_or_else(BTreeSet::new, |with| with & of),
            });
        }
    }
    shown
}

/// The counts that a table of an attribute by group shows: everybody with a value in a group is a group.
pub fn of_attribute(
    people: &[RespondentId],
    groups: &Groups,
    values: &Values,
    table: &AttributeTable,
) -> Vec<ShownCount> {
    let heads: Vec<Vec<String>> = table.heads.iter().map(|it| it.0.clone()).collect();
    let mut shown = Vec::new();
    for (at, (head, of)) in heads
        .iter()
        .zip(members(people, groups, &heads))
        .enumerate()
    {
        let mut names: Vec<&str> = match head.is_empty() {
            true => Vec::new(),
            false => groups.attributes.iter().map(String::as_str).collect(),
        };
        let mut show = |names: &[&str], group: String, of: BTreeSet<RespondentId>| {
            shown.push(ShownCount {
                what: by(PEOPLE, names),
                group,
                counted: of.clone(),
                of,
            });
        };
        let group = called(head);
        show(&names, group.clone(), of.clone());
        names.push(&table.name);
        for (value, shares) in table.lines.iter().filter(|it| !it.1[at].hidden) {
            let place = values.names.iter().position(|it| it == value);
            let with = of.iter().filter(|id| values.of.get(id).copied() == place);
            let name = format!("{} {value}, {group}", table.name);
            if shares.get(at).is_some() && place.is_some() {
                show(&names, name, with.copied().collect());
            }
        }
        if !table.valid[at].hidden {
            let with = of.iter().filter(|id| values.of.contains_key(id));
            let name = format!("{} known, {group}", table.name);
            show(&names, name, with.copied().collect());
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::crosstab::{Asked, Percent, crosstab};
    use crate::analysis::disclosure::tables::suppress_crosstab;
    use crate::analysis::example::{interview, study, word};
    use crate::analysis::frequency::{Count, WordStarts, tally};
    use crate::analysis::groups::BandOf;
    use crate::analysis::sample::Part;
    use crate::model::respondent::{Kind, Value};
    use crate::model::study::Study;

    /// Forty people of ages 10 to 19, half of them with the code.
    fn people() -> Study {
        let attributes = [("age", Kind::Number), ("gender", Kind::Text)];
        let mut it = study(&attributes, &["cold"]);
        for number in 0..40 {
            let age = Value::Number(f64::from(10 + number % 10));
            let gender = word(if number % 2 == 0 { "female" } else { "male" });
            let codings: &[_] = match number % 4 < 2 {
                true => &[("ana", "cold", 0, 5)],
                false => &[],
            };
            interview(
                &mut it,
                &format!("{number:02}"),
                &[("age", age), ("gender", gender)],
                codings,
            );
        }
        it
    }

    /// What a table of everybody in `ages` shows, by bands if there are any.
    fn shown(
        study: &Study,
        ages: std::ops::RangeInclusive<i64>,
        bands: Option<&str>,
    ) -> Vec<ShownCount> {
        let here = study.respondents.values().filter(|it| {
            let age = it.value("age").and_then(Value::number).unwrap_or_default();
            ages.contains(&(age as i64))
        });
        let part = Part {
            respondents: Some(here.map(|it| it.id).collect()),
            ..Part::default()
        };
        let sample = Sample::new(study, &part);
        let by: Vec<String> = bands.iter().map(|_| "age".to_owned()).collect();
        let bands: BandOf<'_> = bands.iter().map(|it| ("age", *it)).collect();
        let groups = Groups::new(study, &sample.respondents, &by, &bands).expect("groups");
        let counted = tally(&sample, Count::Respondents, &WordStarts::new());
        let mut table = crosstab(study, &counted, &groups, Percent::Column, &Asked::new());
        suppress_crosstab(study, &mut table, 5).expect("a table");
        of_crosstab(&sample, &groups, &table)
    }

    #[test]
    fn another_filter_or_other_bands_that_leave_a_few_are_told() {
        let study = people();
        let all = shown(&study, 10..=19, None);
        assert_eq!(difference(&all, &all, 5), None, "the same table again");
        let without = shown(&study, 10..=18, None);
        let told = difference(&without, &all, 5).expect("four people of 19");
        assert_eq!((told.before.as_str(), told.now.as_str()), ("all", "all"));
        assert!(difference(&all, &without, 5).is_some(), "in either order");
        assert_eq!(difference(&shown(&study, 10..=14, None), &all, 5), None);
        let bands = shown(&study, 10..=19, Some("10-13,14-19"));
        assert_eq!(difference(&bands, &all, 5), None);
        let other = shown(&study, 10..=19, Some("10-14,15-19"));
        let told = difference(&other, &bands, 5).expect("four people of 14");
        assert_eq!(
            (told.before.as_str(), told.now.as_str()),
            ("10–13", "10–14")
        );
    }

    #[test]
    fn so_few_with_the_code_among_enough_are_told_too() {
        let id = |number| RespondentId::from_uuid(uuid::Uuid::from_u128(number));
        let set = |range: std::ops::Range<u128>| -> BTreeSet<_> { range.map(id).collect() };
        let count = |of, counted| ShownCount {
            what: "cold".to_owned(),
            group: "all".to_owned(),
            of,
            counted,
        };
        let large = [count(set(0..40), set(0..20))];
        assert!(difference(&[count(set(0..25), set(0..18))], &large, 5).is_some());
        assert!(difference(&[count(set(0..25), set(0..10))], &large, 5).is_none());
        // Groups that are not inside one another tell nothing by themselves.
        assert!(difference(&[count(set(2..45), set(2..20))], &large, 5).is_none());
    }
}

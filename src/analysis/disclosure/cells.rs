//! The cells that several tables are made of: what their filters and groups tell apart, each attribute for itself
//! and all of them crossed, so that a cell in which nobody happens to be is one too: a reader does not know that.

use std::collections::{BTreeMap, BTreeSet};

use super::shown::ShownCount;
use crate::model::respondent::RespondentId;

/// More combinations than these are not looked at.
const MOST: usize = 20_000;

/// Who answers a filter or has a value, and which attributes that hangs on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Condition {
    /// The attributes.
    pub attributes: BTreeSet<String>,
    /// Who, of everybody in the study.
    pub who: BTreeSet<RespondentId>,
}

/// A cell: combinations that no table tells apart.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// The counts that it is part of, by their places.
    counts: Vec<bool>,
    /// Who is in it.
    pub people: BTreeSet<RespondentId>,
}

/// The cells of some counts.
#[derive(Debug)]
pub struct Cells {
    /// The cells.
    pub all: Vec<Cell>,
}

/// What belongs together, since a filter asks for it together: which conditions there are, and the ways in which
/// people answer them.
struct Dimension<'c> {
    conditions: Vec<&'c Condition>,
    ways: Vec<Vec<bool>>,
}

impl Cells {
    /// The cells of these counts; `None` where there are too many.
    pub fn new(counts: &[&ShownCount]) -> Option<Self> {
        let conditions: BTreeSet<&Condition> =
            counts.iter().flat_map(|it| &it.conditions).collect();
        let people: BTreeSet<RespondentId> = counts.iter().flat_map(|it| &it.of).copied().collect();
        let dimensions = dimensions(&conditions, &people);
        let many = dimensions.iter().try_fold(1usize, |many, it| {
            many.checked_mul(it.ways.len()).filter(|it| *it <= MOST)
        })?;
        // For each condition its dimension and its place there.
        let places: BTreeMap<&Condition, (usize, usize)> = dimensions
            .iter()
            .enumerate()
            .flat_map(|(dimension, it)| {
                it.conditions
                    .iter()
                    .enumerate()
                    .map(move |(at, condition)| (*condition, (dimension, at)))
            })
            .collect();
        let of_count: Vec<Vec<(usize, usize)>> = counts
            .iter()
            .map(|it| it.conditions.iter().map(|it| places[it]).collect())
            .collect();
        let signature = |ways: &[&[bool]]| -> Vec<bool> {
            let is_in = |of: &Vec<(usize, usize)>| of.iter().all(|(it, at)| ways[*it][*at]);
            of_count.iter().map(is_in).collect()
        };
        let mut found: BTreeMap<Vec<bool>, BTreeSet<RespondentId>> = BTreeMap::new();
        for number in 0..many {
            let mut rest = number;
            let ways: Vec<&[bool]> = dimensions
                .iter()
                .map(|it| {
                    let way = &it.ways[rest % it.ways.len()];
                    rest /= it.ways.len();
                    way.as_slice()
                })
                .collect();
            found.entry(signature(&ways)).or_default();
        }
        for id in people {
            let ways: Vec<Vec<bool>> = dimensions
                .iter()
                .map(|it| way(&it.conditions, id))
                .collect();
            let ways: Vec<&[bool]> = ways.iter().map(Vec::as_slice).collect();
            found.entry(signature(&ways)).or_default().insert(id);
        }
        let cell = |(counts, people)| Cell { counts, people };
        Some(Self {
            all: found.into_iter().map(cell).collect(),
        })
    }

    /// The cells that a count is the sum of.
    pub fn of(&self, count: usize) -> impl Iterator<Item = usize> {
        let cells = self.all.iter().enumerate();
        cells.filter(move |(_, it)| it.counts[count]).map(|it| it.0)
    }
}

fn way(conditions: &[&Condition], id: RespondentId) -> Vec<bool> {
    conditions.iter().map(|it| it.who.contains(&id)).collect()
}

/// Conditions that hang on the same attributes, or on some of the same, are one dimension.
fn dimensions<'c>(
    conditions: &BTreeSet<&'c Condition>,
    people: &BTreeSet<RespondentId>,
) -> Vec<Dimension<'c>> {
    let mut parts: Vec<(BTreeSet<&str>, Vec<&'c Condition>)> = Vec::new();
    for condition in conditions {
        let mut names: BTreeSet<&str> = condition.attributes.iter().map(String::as_str).collect();
        let mut own = vec![*condition];
        parts.retain_mut(|(others, theirs)| {
            let apart = others.is_disjoint(&names);
            if !apart {
                names.append(others);
                own.append(theirs);
            }
            apart
        });
        parts.push((names, own));
    }
    let dimension = |(_, conditions): (_, Vec<&'c Condition>)| {
        let ways: BTreeSet<Vec<bool>> = people.iter().map(|id| way(&conditions, *id)).collect();
        Dimension {
            ways: ways.into_iter().collect(),
            conditions,
        }
    };
    parts.into_iter().map(dimension).collect()
}

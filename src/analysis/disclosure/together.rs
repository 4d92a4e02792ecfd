//! All public tables of a study together, as one system of linear equations: what is counted in one cell
//! (a combination of what the attributes of the tables tell apart, whether anybody is in it or not) is an unknown,
//! and every count that is shown is the sum of some of them. Whatever follows from the equations is a sum of
//! rows of their matrix; a set of cells whose count follows is one that such a sum picks out, each cell once. None
//! that is new with the last table may be of a few respondents, or tell that something is true, or is not, of a few.
//!
//! Sums are reckoned modulo a prime, so that nothing is rounded. What only bounds tell (a count is not below
//! nothing, nor above its base) is weighed within a table (`suppress`), not between tables.

use std::collections::BTreeSet;

use super::cells::{Cell, Cells};
use super::shown::{PEOPLE, ShownCount};

/// Sums are reckoned modulo this prime, 2³¹ − 1.
const PRIME: u64 = (1 << 31) - 1;
/// So many steps of a search; more are not taken.
const STEPS: usize = 100_000;

/// What tables tell together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Weighed {
    /// Nothing of a few.
    Nothing,
    /// Something of a few.
    Told {
        /// What is counted, the key of a code or [`PEOPLE`].
        what: String,
    },
    /// There is too much of it to say so.
    TooLarge,
}

/// Whether the counts of a table, together with all those that were shown `before`, tell something of fewer than
/// `threshold` respondents that neither told by itself.
pub fn weigh(now: &[ShownCount], before: &[ShownCount], threshold: u64) -> Weighed {
    let all: Vec<&ShownCount> = before.iter().chain(now).collect();
    let Some(cells) = Cells::new(&all) else {
        return Weighed::TooLarge;
    };
    let empty = |it: &ShownCount| it.key == PEOPLE && it.counted.is_empty();
    let nobody: BTreeSet<usize> = all
        .iter()
        .enumerate()
        .filter(|(_, it)| empty(it))
        .flat_map(|(at, _)| cells.of(at))
        .collect();
    let mut is_whole = true;
    let keys: BTreeSet<&str> = now.iter().map(|it| it.key.as_str()).collect();
    for key in keys {
        let of_key = |range: std::ops::Range<usize>| -> Vec<usize> {
            range.filter(|at| all[*at].key == key).collect()
        };
        let parts = [of_key(0..before.len()), of_key(before.len()..all.len())];
        match of_one(&all, &cells, &nobody, parts, threshold) {
            Some(true) => {
                return Weighed::Told {
                    what: key.to_owned(),
                };
            }
            Some(false) => {}
            None => is_whole = false,
        }
    }
    match is_whole {
        true => Weighed::Nothing,
        false => Weighed::TooLarge,
    }
}

/// Whether the counts of one thing, those before and those now, tell of a few; `None` where it is not known.
fn of_one(
    all: &[&ShownCount],
    cells: &Cells,
    nobody: &BTreeSet<usize>,
    [before, now]: [Vec<usize>; 2],
    threshold: u64,
) -> Option<bool> {
    let is_people = now.first().is_some_and(|at| all[*at].key == PEOPLE);
    // Where none is, none is in any part of it.
    let none: BTreeSet<usize> = before
        .iter()
        .chain(&now)
        .filter(|at| all[**at].counted.is_empty())
        .flat_map(|at| cells.of(*at))
        .chain(nobody.iter().copied())
        .collect();
    let open: Vec<usize> = (0..cells.all.len())
        .filter(|it| !none.contains(it))
        .collect();
    let rows = |which: &[usize]| -> Vec<Vec<u64>> {
        let row = |at: &usize| {
            let of: BTreeSet<usize> = cells.of(*at).collect();
            open.iter().map(|it| u64::from(of.contains(it))).collect()
        };
        let different: BTreeSet<Vec<u64>> = which.iter().map(row).collect();
        reduced(different.into_iter().collect())
    };
    let (old, own) = (rows(&before), rows(&now));
    let both = reduced(old.iter().chain(&own).cloned().collect());
    if both.len() == old.len() || both.len() == own.len() {
        return Some(false);
    }
    let counted: BTreeSet<_> = before
        .iter()
        .chain(&now)
        .flat_map(|at| &all[*at].counted)
        .collect();
    let people = |cell: &Cell| cell.people.len() as u64;
    let with = |cell: &Cell| cell.people.iter().filter(|it| counted.contains(it)).count() as u64;
    let mut measures: Vec<Vec<u64>> = vec![open.iter().map(|at| people(&cells.all[*at])).collect()];
    if !is_people {
        measures.push(open.iter().map(|at| with(&cells.all[*at])).collect());
        let without = |at: &usize| people(&cells.all[*at]) - with(&cells.all[*at]);
        measures.push(open.iter().map(without).collect());
    }
    let mut is_whole = true;
    for measure in measures {
        let is_new = |found: &[u64]| !spans(&old, found) && !spans(&own, found);
        match of_few(&both, &measure, threshold, &is_new) {
            Some(true) => return Some(true),
            Some(false) => {}
            None => is_whole = false,
        }
    }
    is_whole.then_some(false)
}

/// Whether a set of cells follows from the rows that is new and measures less than the threshold, but not
/// nothing. `None` where the search was given up.
fn of_few(
    rows: &[Vec<u64>],
    measure: &[u64],
    threshold: u64,
    is_new: &dyn Fn(&[u64]) -> bool,
) -> Option<bool> {
    // The largest cells first: rows that begin at a small one have nothing in any large one, and all that
    // follows of small ones is a sum of them. What is nothing comes last.
    let rank = |at: &usize| match measure[*at] {
        n if n >= threshold => 0,
        0 => 2,
        _ => 1,
    };
    let mut order: Vec<usize> = (0..measure.len()).collect();
    order.sort_by_key(rank);
    let turned = |row: &Vec<u64>| order.iter().map(|at| row[*at]).collect();
    let rows = reduced(rows.iter().map(turned).collect());
    let measure: Vec<u64> = order.iter().map(|at| measure[*at]).collect();
    let begins = |row: &Vec<u64>| row.iter().position(|it| *it > 0);
    let small: Vec<Vec<u64>> = rows
        .into_iter()
        .filter(|row| begins(row).is_some_and(|at| measure[at] < threshold))
        .collect();
    // After which row a cell is settled.
    let last = |at: usize| small.iter().rposition(|row| row[at] > 0);
    let mut settled: Vec<Vec<usize>> = vec![Vec::new(); small.len()];
    for at in 0..measure.len() {
        if let Some(row) = last(at) {
            settled[row].push(at);
        }
    }
    let mut search = Search {
        rows: &small,
        settled,
        measure: &measure,
        threshold,
        order: &order,
        is_new,
        steps: 0,
    };
    search.from(0, &vec![0; measure.len()])
}

struct Search<'a> {
    rows: &'a [Vec<u64>],
    settled: Vec<Vec<usize>>,
    measure: &'a [u64],
    threshold: u64,
    order: &'a [usize],
    is_new: &'a dyn Fn(&[u64]) -> bool,
    steps: usize,
}

impl Search<'_> {
    /// Tries every sum of rows from this one on: each once or not at all, since a cell where only one row begins is
    /// in the set or not.
    fn from(&mut self, row: usize, sum: &[u64]) -> Option<bool> {
        self.steps += 1;
        if self.steps > STEPS {
            return None;
        }
        let within = |at: usize| match sum[at] {
            1 => self.measure[at],
            _ => 0,
        };
        if row == self.rows.len() {
            let total: u64 = (0..sum.len()).map(within).sum();
            if total == 0 || total >= self.threshold {
                return Some(false);
            }
            let mut found = vec![0; sum.len()];
            for (at, place) in self.order.iter().enumerate() {
                found[*place] = sum[at];
            }
            return Some((self.is_new)(&found));
        }
        for take in [false, true] {
            let next: Vec<u64> = match take {
                false => sum.to_vec(),
                true => sum
                    .iter()
                    .zip(&self.rows[row])
                    .map(|(a, b)| (a + b) % PRIME)
                    .collect(),
            };
            let is_set = self.settled[row].iter().all(|at| next[*at] < 2);
            let settled = self.settled[..=row].iter().flatten();
            let least: u64 = settled
                .filter(|at| next[**at] == 1)
                .map(|at| self.measure[*at])
                .sum();
            if is_set && least < self.threshold && self.from(row + 1, &next)? {
                return Some(true);
            }
        }
        Some(false)
    }
}

/// The rows in reduced echelon form, without those that the others add up to.
fn reduced(mut rows: Vec<Vec<u64>>) -> Vec<Vec<u64>> {
    let width = rows.first().map_or(0, Vec::len);
    let mut top = 0;
    for column in 0..width {
        let Some(found) = (top..rows.len()).find(|it| rows[*it][column] > 0) else {
            continue;
        };
        rows.swap(top, found);
        let factor = inverse(rows[top][column]);
        rows[top]
            .iter_mut()
            .for_each(|it| *it = *it * factor % PRIME);
        let chosen = rows[top].clone();
        for (at, row) in rows.iter_mut().enumerate() {
            let factor = row[column];
            if at == top || factor == 0 {
                continue;
            }
            for (it, own) in row.iter_mut().zip(&chosen).skip(column) {
                if *own > 0 {
                    *it = (*it + (PRIME - factor) * own) % PRIME;
                }
            }
        }
        top += 1;
        if top == rows.len() {
            break;
        }
    }
    rows.truncate(top);
    rows
}

/// Whether a row is a sum of these, which are reduced.
fn spans(rows: &[Vec<u64>], wanted: &[u64]) -> bool {
    let mut left = wanted.to_vec();
    for row in rows {
        let Some(factor) = row.iter().position(|it| *it > 0).map(|at| left[at]) else {
            continue;
        };
        if factor > 0 {
            for (it, own) in left.iter_mut().zip(row) {
                *it = (*it + (PRIME - factor) * own) % PRIME;
            }
        }
    }
    left.iter().all(|it| *it == 0)
}

/// What a number is multiplied with to be one (Fermat).
fn inverse(number: u64) -> u64 {
    let (mut result, mut base, mut power) = (1, number % PRIME, PRIME - 2);
    while power > 0 {
        if power % 2 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        power /= 2;
    }
    result
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::crosstab::{Asked, Percent, crosstab};
    use crate::analysis::disclosure::earlier::difference;
    use crate::analysis::disclosure::shown::{Base, of_crosstab};
    use crate::analysis::disclosure::tables::suppress_crosstab;
    use crate::analysis::example::{interview, study, word};
    use crate::analysis::frequency::{Count, WordStarts, tally};
    use crate::analysis::groups::{BandOf, Groups};
    use crate::analysis::sample::{Part, Sample};
    use crate::model::respondent::Kind;
    use crate::model::study::Study;

    const ATTRIBUTES: [(&str, usize); 3] = [("a", 2), ("b", 2), ("c", 3)];

    /// A table of those whose value of an attribute is, or is not, the one named.
    #[derive(Debug, Clone)]
    struct Asks {
        filter: Option<(usize, usize, bool)>,
        by: Vec<usize>,
    }

    impl Asks {
        fn keeps(&self, values: &[usize; 3]) -> bool {
            let is_kept = |(at, value, is): (usize, usize, bool)| (values[at] == value) == is;
            self.filter.is_none_or(is_kept)
        }
    }

    /// People by their three values, and whether they have the code.
    type Person = ([usize; 3], bool);

    fn made(people: &[Person]) -> Study {
        let mut it = study(&ATTRIBUTES.map(|(name, _)| (name, Kind::Text)), &["cold"]);
        for (number, (values, has)) in people.iter().enumerate() {
            let named = ATTRIBUTES.iter().zip(values);
            let named: Vec<_> = named
                .map(|((name, _), at)| (*name, word(&at.to_string())))
                .collect();
            let codings: &[_] = if *has { &[("ana", "cold", 0, 5)] } else { &[] };
            interview(&mut it, &format!("{number:02}"), &named, codings);
        }
        it
    }

    fn shown(study: &Study, asks: &Asks, threshold: u64) -> Option<Vec<ShownCount>> {
        let is_here = |id: &crate::model::respondent::Respondent| {
            let value = |at: usize| {
                id.value(ATTRIBUTES[at].0)
                    .and_then(|it| it.to_string().parse().ok())
            };
            asks.keeps(&std::array::from_fn(|at| value(at).unwrap_or(9)))
        };
        let here: BTreeSet<_> = study
            .respondents
            .values()
            .filter(|it| is_here(it))
            .map(|it| it.id)
            .collect();
        let part = Part {
            respondents: asks.filter.map(|_| here.clone()),
            ..Part::default()
        };
        let sample = Sample::new(study, &part);
        let by: Vec<String> = asks
            .by
            .iter()
            .map(|at| ATTRIBUTES[*at].0.to_owned())
            .collect();
        let bands = BandOf::new();
        let groups = Groups::new(study, &sample.respondents, &by, &bands).ok()?;
        let counted = tally(&sample, Count::Respondents, &WordStarts::new());
        let mut table = crosstab(study, &counted, &groups, Percent::Column, &Asked::new());
        suppress_crosstab(study, &mut table, threshold).ok()?;
        let filter = asks
            .filter
            .map(|(at, _, _)| ([ATTRIBUTES[at].0.to_owned()].into(), here));
        let base = Base {
            study,
            filter,
            coders: Vec::new(),
            bands: &bands,
        };
        Some(of_crosstab(&base, &sample, &groups, &table))
    }

    #[test]
    fn three_tables_tell_what_no_two_of_them_do() {
        // Twenty girls, and twenty boys of whom three are old.
        let person = |number: usize| {
            (
                [
                    number % 2,
                    0,
                    if number % 2 == 1 && number < 6 { 2 } else { 1 },
                ],
                number % 4 < 2,
            )
        };
        let people: Vec<Person> = (0..40).map(person).collect();
        let study = made(&people);
        let young = |asks: &Asks| shown(&study, asks, 5).expect("a table");
        let all = young(&Asks {
            filter: None,
            by: vec![0],
        });
        // Everybody by a; of those who are not old by a too: the boys who are old are three.
        let few = young(&Asks {
            filter: Some((2, 1, true)),
            by: vec![0],
        });
        assert!(
            difference(&few, &all, 5).is_some()
                && matches!(weigh(&few, &all, 5), Weighed::Told { .. })
        );
        // The same in three steps: everybody, the girls, and the young boys by b, under another name.
        let everybody = young(&Asks {
            filter: None,
            by: vec![],
        });
        let girls = young(&Asks {
            filter: Some((0, 0, true)),
            by: vec![],
        });
        let old: Vec<ShownCount> = few.iter().filter(|it| it.group == "1").cloned().collect();
        for (one, other) in [(&everybody, &girls), (&everybody, &old), (&girls, &old)] {
            assert_eq!(difference(one, other, 5), None);
            assert_eq!(weigh(one, other, 5), Weighed::Nothing);
        }
        let before = [everybody.clone(), girls.clone()].concat();
        assert!(matches!(weigh(&old, &before, 5), Weighed::Told { .. }));
        // What is there already tells nothing new.
        assert_eq!(weigh(&girls, &before, 5), Weighed::Nothing);
    }

    #[test]
    fn that_one_group_happens_to_lie_in_another_is_not_told() {
        // All of a 1 are of b 1, which has three more: no reader knows that from the two tables.
        let people: Vec<Person> = (0..40)
            .map(|at| ([usize::from(at < 12), usize::from(at < 15), 0], at % 2 == 0))
            .collect();
        let study = made(&people);
        let table = |by: usize| {
            shown(
                &study,
                &Asks {
                    filter: None,
                    by: vec![by],
                },
                5,
            )
            .expect("a table")
        };
        assert_eq!(weigh(&table(0), &table(1), 5), Weighed::Nothing);
    }

    /// Gaussian elimination in floating point.
    fn basis(rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let mut rows = rows.to_vec();
        let mut top = 0;
        for column in 0..rows.first().map_or(0, Vec::len) {
            let Some(at) = (top..rows.len()).find(|it| rows[*it][column].abs() > 1e-9) else {
                continue;
            };
            rows.swap(top, at);
            let factor = rows[top][column];
            rows[top].iter_mut().for_each(|it| *it /= factor);
            let chosen = rows[top].clone();
            for (at, row) in rows.iter_mut().enumerate() {
                let factor = row[column];
                if at != top {
                    row.iter_mut()
                        .zip(&chosen)
                        .for_each(|(it, own)| *it -= factor * own);
                }
            }
            top += 1;
        }
        rows.truncate(top);
        rows
    }

    fn follows(basis: &[Vec<f64>], wanted: &[f64]) -> bool {
        let mut left = wanted.to_vec();
        for row in basis {
            let first = row
                .iter()
                .position(|it| it.abs() > 1e-9)
                .expect("not empty");
            let factor = left[first];
            left.iter_mut()
                .zip(row)
                .for_each(|(it, own)| *it -= factor * own);
        }
        left.iter().all(|it| it.abs() < 1e-6)
    }

    const CELLS: usize = 12;

    fn values(cell: usize) -> [usize; 3] {
        [cell % 2, cell / 2 % 2, cell / 4]
    }

    fn asks() -> impl Strategy<Value = Asks> {
        let filter = proptest::option::of((0usize..3, 0usize..3, any::<bool>()));
        (filter, proptest::collection::btree_set(0usize..3, 0..=2)).prop_map(|(filter, by)| Asks {
            filter,
            by: by.into_iter().collect(),
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// The attack: tables leave one after the other, as far as they may. Then every set of cells is tried:
        /// whether its count follows from all of them and not from one alone, and is of a few.
        #[test]
        fn nothing_of_a_few_follows_from_all_tables_that_left(
            people in proptest::collection::vec((0usize..CELLS, any::<bool>()), 12..60),
            tables in proptest::collection::vec(asks(), 2..6), threshold in 2u64..6)
        {
            let people: Vec<Person> = people.into_iter().map(|(cell, has)| (values(cell), has)).collect();
            let study = made(&people);
            let mut left: Vec<ShownCount> = Vec::new();
            let mut equations: Vec<Vec<(String, Vec<f64>, u64)>> = Vec::new();
            for asks in &tables {
                let Some(counts) = shown(&study, asks, threshold) else { continue; };
                let may = weigh(&counts, &left, threshold);
                prop_assert!(may != Weighed::TooLarge);
                if may != Weighed::Nothing {
                    continue;
                }
                equations.push(counts.iter().map(|count| {
                    let head: Vec<&str> = count.group.split(", ").collect();
                    let here = |cell: usize| {
                        let values = values(cell);
                        let of_head = |(at, value): (&usize, &&str)| values[*at].to_string() == **value;
                        asks.keeps(&values) && (count.group == "all" || asks.by.iter().zip(&head).all(of_head))
                    };
                    let row = (0..CELLS).map(|cell| f64::from(u8::from(here(cell)))).collect();
                    (count.key.clone(), row, count.counted.len() as u64)
                }).collect());
                left.extend(counts);
            }
            let number = |cell: usize, has: &dyn Fn(bool) -> bool| people.iter().filter(|it| it.0 == values(cell) && has(it.1)).count() as u64;
            for key in [PEOPLE, "cold"] {
                let all = equations.iter().flatten();
                let nought: BTreeSet<usize> = all.filter(|it| it.2 == 0 && (it.0 == key || it.0 == PEOPLE))
                    .flat_map(|it| (0..CELLS).filter(|cell| it.1[*cell] > 0.5)).collect();
                let rows = |of: &[Vec<(String, Vec<f64>, u64)>]| -> Vec<Vec<f64>> {
                    let of_key = of.iter().flatten().filter(|it| it.0 == key);
                    of_key.map(|it| (0..CELLS).map(|cell| if nought.contains(&cell) { 0.0 } else { it.1[cell] }).collect()).collect()
                };
                let whole = basis(&rows(&equations));
                let each: Vec<_> = equations.iter().map(|it| basis(&rows(std::slice::from_ref(it)))).collect();
                for set in 1usize..1 << CELLS {
                    let cells: Vec<usize> = (0..CELLS).filter(|cell| set >> cell & 1 == 1).collect();
                    if cells.iter().any(|it| nought.contains(it)) {
                        continue;
                    }
                    let sum = |has: &dyn Fn(bool) -> bool| cells.iter().map(|cell| number(*cell, has)).sum::<u64>();
                    let few = |n: u64| n > 0 && n < threshold;
                    let is_few = few(sum(&|_| true)) || key != PEOPLE && (few(sum(&|has| has)) || few(sum(&|has| !has)));
                    let row: Vec<f64> = (0..CELLS).map(|cell| f64::from(u8::from(cells.contains(&cell)))).collect();
                    if is_few && follows(&whole, &row) {
                        prop_assert!(each.iter().any(|it| follows(it, &row)), "{} {:?}: {:?}", key, cells, tables);
                    }
                }
            }
        }
    }
}

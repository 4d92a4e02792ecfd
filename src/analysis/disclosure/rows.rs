//! Pairs of codes, rows of a matrix and groups of a balance without what could tell of a few.

use std::collections::BTreeMap;

use super::counts::{Counts, Unprintable};
use super::tables::Suppressed;
use crate::analysis::balance::Balance;
use crate::analysis::cooccurrence::{Cooccurrence, Pair};
use crate::analysis::matrix::Matrix;

/// Takes out pairs that fewer than `threshold` respondents have, and codes that fewer have. What is not
/// there may be none or a few.
pub fn suppress_pairs(found: &mut Cooccurrence, threshold: u64) {
    let pairs = found.pairs.len();
    let kept: Vec<usize> = (0..found.rows.len())
        .filter(|at| found.units[*at] >= threshold)
        .collect();
    let place: BTreeMap<usize, usize> = kept.iter().copied().zip(0..).collect();
    let moved = |pair: &Pair| {
        (pair.n >= threshold).then_some(())?;
        Some(Pair {
            one: *place.get(&pair.one)?,
            other: *place.get(&pair.other)?,
            ..pair.clone()
        })
    };
    found.pairs = found.pairs.iter().filter_map(moved).collect();
    let codes = found.rows.len() - kept.len();
    found.rows = kept.iter().map(|at| found.rows[*at]).collect();
    found.units = kept.iter().map(|at| found.units[*at]).collect();
    found.suppressed = Some(Suppressed {
        threshold,
        cells: pairs - found.pairs.len() + codes,
        columns: Vec::new(),
    });
}

/// Takes out of a matrix the columns of codes that fewer than `threshold` rows have or have not, and the
/// values of attributes that, taken together, fewer rows share: from the last attribute on, as many as
/// it takes for a row. Gives the number of columns and of values.
pub fn suppress_matrix(matrix: &mut Matrix, threshold: u64) -> (usize, usize) {
    let codes = matrix.codes.len();
    let rows = matrix.names.len() as u64;
    matrix.codes.retain(|code| {
        let having = code.numbers.iter().filter(|it| **it > 0).count() as u64;
        (having == 0 || having >= threshold) && (having == rows || rows - having >= threshold)
    });
    let mut values = 0;
    // What a row tells with the first so many attributes; whoever is alone with it loses the last.
    for last in 0..matrix.attributes.len() {
        loop {
            let mut sharing: BTreeMap<Vec<Option<String>>, Vec<usize>> = BTreeMap::new();
            for row in 0..matrix.names.len() {
                let told = matrix.attributes[..=last].iter();
                let told = told.map(|it| it.values[row].as_ref().map(ToString::to_string));
                sharing.entry(told.collect()).or_default().push(row);
            }
            let few = sharing.into_iter().filter(|(told, rows)| {
                (rows.len() as u64) < threshold && told.iter().any(Option::is_some)
            });
            let few: Vec<usize> = few.flat_map(|(_, rows)| rows).collect();
            if few.is_empty() {
                break;
            }
            for row in few {
                // The last value that this row still has.
                let own = matrix.attributes[..=last].iter_mut().rev();
                if let Some(it) = own.map(|it| &mut it.values[row]).find(|it| it.is_some()) {
                    *it = None;
                    values += 1;
                }
            }
        }
    }
    matrix
        .attributes
        .retain(|it| it.values.iter().any(Option::is_some));
    (codes - matrix.codes.len(), values)
}

/// Takes out groups of the sample of which fewer than `threshold` respondents are, and those that would
/// give them back. Gives how many.
pub fn suppress_balance(found: &mut Balance, threshold: u64) -> Result<usize, Unprintable> {
    let mut gone = 0;
    for (_, groups) in &mut found.groups {
        let Some(first) = groups.first() else {
            continue;
        };
        let mut base = vec![first.sample.base];
        base.extend(groups.iter().map(|it| it.sample.n));
        let counts = Counts {
            lines: vec![base],
            groups: groups.iter().map(|it| vec![it.name.join(" · ")]).collect(),
            ..Counts::default()
        };
        let hidden = counts.hidden(threshold)?;
        let mut at = 0;
        let before = groups.len();
        groups.retain(|_| {
            at += 1;
            !hidden[0][at]
        });
        gone += before - groups.len();
    }
    Ok(gone)
}

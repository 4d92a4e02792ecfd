//! What can be worked out about counts that are not printed: the least and the greatest whole number
//! that each may be, given every sum that is known. Linear programming (two-phase simplex, Dantzig
//! 1963, with Bland's rule) with branching where a corner is not whole.

/// Below this a number is nothing.
const NOTHING: f64 = 1e-7;
/// How often a corner that is not whole is parted.
const DEEPEST: usize = 4;

/// `Σ factor · count` against a bound.
#[derive(Debug, Clone, PartialEq)]
pub struct Constraint {
    /// Places of counts with their factors.
    pub terms: Vec<(usize, f64)>,
    /// How it stands to `bound`.
    pub relation: Relation,
    /// The number on the other side.
    pub bound: f64,
}

/// How the two sides stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// They are equal.
    Equal,
    /// The sum is at most the bound.
    AtMost,
    /// The sum is at least the bound.
    AtLeast,
}

/// The least (or, with `greatest`, the greatest) whole value of count `wanted` among `count` counts,
/// none of them below zero. `None` where no whole solution was found.
pub fn extreme(
    count: usize,
    constraints: &[Constraint],
    wanted: usize,
    greatest: bool,
) -> Option<f64> {
    branch(count, &mut constraints.to_vec(), wanted, greatest, DEEPEST)
}

fn branch(
    count: usize,
    constraints: &mut Vec<Constraint>,
    wanted: usize,
    greatest: bool,
    depth: usize,
) -> Option<f64> {
    let solution = corner(count, constraints, wanted, greatest)?;
    let is_broken = |value: &f64| (value - value.round()).abs() > 1e-5;
    let Some(at) = solution.iter().position(is_broken) else {
        return solution.get(wanted).map(|it| it.round());
    };
    let depth = depth.checked_sub(1)?;
    let sides = [
        (Relation::AtMost, solution[at].floor()),
        (Relation::AtLeast, solution[at].ceil()),
    ];
    let mut best: Option<f64> = None;
    for (relation, bound) in sides {
        constraints.push(Constraint {
            terms: vec![(at, 1.0)],
            relation,
            bound,
        });
        if let Some(value) = branch(count, constraints, wanted, greatest, depth) {
            let better = best.is_none_or(|it| if greatest { value > it } else { value < it });
            if better {
                best = Some(value);
            }
        }
        constraints.pop();
    }
    best
}

/// A corner of the solutions at which count `wanted` is least or greatest.
fn corner(
    count: usize,
    constraints: &[Constraint],
    wanted: usize,
    greatest: bool,
) -> Option<Vec<f64>> {
    // One column for each count, one for each slack, one for each artificial, one for the bound. What
    // is at most something not below nothing begins with its slack and needs no artificial.
    let rows = constraints.len();
    let is_ready = |it: &Constraint| it.relation == Relation::AtMost && it.bound >= 0.0;
    let artificials = constraints.iter().filter(|it| !is_ready(it)).count();
    let slacks = constraints
        .iter()
        .filter(|it| it.relation != Relation::Equal)
        .count();
    let width = count + slacks + artificials + 1;
    let mut table = vec![vec![0.0; width]; rows];
    let mut basis = vec![0usize; rows];
    let mut slack = count;
    let mut next = count + slacks;
    for (at, constraint) in constraints.iter().enumerate() {
        let row = &mut table[at];
        for (place, factor) in &constraint.terms {
            row[*place] += factor;
        }
        row[width - 1] = constraint.bound;
        match constraint.relation {
            Relation::Equal => {}
            Relation::AtMost => {
                row[slack] = 1.0;
                slack += 1;
            }
            Relation::AtLeast => {
                row[slack] = -1.0;
                slack += 1;
            }
        }
        if is_ready(constraint) {
            basis[at] = slack - 1;
            continue;
        }
        if row[width - 1] < 0.0 {
            row.iter_mut().for_each(|it| *it = -*it);
        }
        basis[at] = next;
        row[next] = 1.0;
        next += 1;
    }
    let artificial = count + slacks;
    let mut cost = vec![0.0; width - 1];
    cost[artificial..].fill(1.0);
    let left = minimise(&mut table, &mut basis, &cost, width - 1)?;
    if left > 1e-6 {
        return None;
    }
    // What is artificial and still in the basis stands at nothing; it leaves where it can.
    for row in 0..rows {
        if basis[row] >= artificial
            && let Some(column) = (0..artificial).find(|it| table[row][*it].abs() > NOTHING)
        {
            pivot(&mut table, &mut basis, row, column);
        }
    }
    let mut cost = vec![0.0; width - 1];
    cost[wanted] = if greatest { -1.0 } else { 1.0 };
    minimise(&mut table, &mut basis, &cost, artificial)?;
    let mut solution = vec![0.0; count];
    for (row, place) in basis.iter().enumerate() {
        if *place < count {
            solution[*place] = table[row][width - 1];
        }
    }
    Some(solution)
}

/// Minimises over the first `open` columns; `None` where there is no end to it.
fn minimise(table: &mut [Vec<f64>], basis: &mut [usize], cost: &[f64], open: usize) -> Option<f64> {
    loop {
        let reduced = |column: usize| {
            let rows = basis.iter().zip(table.iter());
            cost[column] - rows.map(|(at, row)| cost[*at] * row[column]).sum::<f64>()
        };
        let Some(column) = (0..open).find(|it| !basis.contains(it) && reduced(*it) < -NOTHING)
        else {
            let rows = basis.iter().zip(table.iter());
            let last = |row: &Vec<f64>| row.last().copied().unwrap_or(0.0);
            return Some(rows.map(|(at, row)| cost[*at] * last(row)).sum());
        };
        let ratio = |row: usize| {
            let factor = table[row][column];
            (factor > NOTHING).then(|| table[row].last().copied().unwrap_or(0.0) / factor)
        };
        let mut best: Option<(f64, usize)> = None;
        for row in 0..table.len() {
            if let Some(value) = ratio(row) {
                let better = best.is_none_or(|(least, at)| {
                    value < least - NOTHING || (value < least + NOTHING && basis[row] < basis[at])
                });
                if better {
                    best = Some((value, row));
                }
            }
        }
        pivot(table, basis, best?.1, column);
    }
}

fn pivot(table: &mut [Vec<f64>], basis: &mut [usize], row: usize, column: usize) {
    let factor = table[row][column];
    table[row].iter_mut().for_each(|it| *it /= factor);
    let chosen = table[row].clone();
    for (at, other) in table.iter_mut().enumerate() {
        let factor = other[column];
        if at != row && factor.abs() > 0.0 {
            for (it, own) in other.iter_mut().zip(&chosen) {
                *it -= factor * own;
            }
        }
    }
    basis[row] = column;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn equal(places: &[usize], bound: f64) -> Constraint {
        Constraint {
            terms: places.iter().map(|it| (*it, 1.0)).collect(),
            relation: Relation::Equal,
            bound,
        }
    }

    fn range(
        count: usize,
        constraints: &[Constraint],
        wanted: usize,
    ) -> (Option<f64>, Option<f64>) {
        (
            extreme(count, constraints, wanted, false),
            extreme(count, constraints, wanted, true),
        )
    }

    #[test]
    fn a_square_of_four_is_known_up_to_one_number() {
        // a b | 7,  c d | 20,  a c | 9,  b d | 18
        let square = [
            equal(&[0, 1], 7.0),
            equal(&[2, 3], 20.0),
            equal(&[0, 2], 9.0),
            equal(&[1, 3], 18.0),
        ];
        assert_eq!(range(4, &square, 0), (Some(0.0), Some(7.0)));
        assert_eq!(range(4, &square, 3), (Some(11.0), Some(18.0)));
        assert_eq!(range(1, &[equal(&[0], 3.0)], 0), (Some(3.0), Some(3.0)));
        assert_eq!(
            range(1, &[equal(&[0], 3.0), equal(&[0], 4.0)], 0),
            (None, None)
        );
    }

    #[test]
    fn corners_that_are_not_whole_are_parted() {
        // 2a = b, a + b at most 7: the greatest whole a is 2, not 7/3.
        let odd = [
            Constraint {
                terms: vec![(0, 2.0), (1, -1.0)],
                relation: Relation::Equal,
                bound: 0.0,
            },
            Constraint {
                terms: vec![(0, 1.0), (1, 1.0)],
                relation: Relation::AtMost,
                bound: 7.0,
            },
        ];
        assert_eq!(range(2, &odd, 0), (Some(0.0), Some(2.0)));
    }
}

//! Fisher's exact test for a table of any size: the probability, given the totals of rows and
//! columns, of a table that is no more probable than the one observed (Freeman and Halton 1951).
//! Columns are dealt out one after the other; ways that leave the same rest are kept together, as in
//! the network algorithm of Mehta and Patel (1983), and the last two columns are looked up. Where
//! there are too many ways, tables are drawn by chance instead.

use std::collections::HashMap;

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use statrs::function::factorial::ln_factorial;

/// The most steps that are walked; beyond it tables are drawn.
pub const WALKED: usize = 5_000_000;
/// How many tables are drawn.
pub const DRAWN: usize = 20_000;

/// Two probabilities that differ by less than this part of themselves are one (as in R's
/// `fisher.test`, so that the observed table counts in spite of rounding).
const SAME: f64 = 1e-7;
/// Logarithms are one when they are equal in so many parts of 1.
const PARTS: f64 = 1e9;

/// What the test gave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exact {
    /// The probability.
    pub p: f64,
    /// Whether every table was walked; otherwise [`DRAWN`] of them were drawn by chance.
    pub walked: bool,
}

/// The test of `table` (rows of equal length); `None` when fewer than two rows or columns have
/// anything in them. `seed` is used only when tables must be drawn.
pub fn fisher(table: &[Vec<u64>], seed: u64) -> Option<Exact> {
    let width = table.first()?.len();
    let total_of = |column: usize| table.iter().map(|row| row[column]).sum::<u64>();
    let mut columns: Vec<u64> = (0..width).map(total_of).filter(|it| *it > 0).collect();
    let mut rows: Vec<u64> = table.iter().map(|row| row.iter().sum()).collect();
    rows.retain(|it| *it > 0);
    if rows.len() < 2 || columns.len() < 2 {
        return None;
    }
    // The longer side is walked along, so that a step deals out few parts.
    if rows.len() > columns.len() {
        std::mem::swap(&mut rows, &mut columns);
    }
    columns.sort_unstable();
    let all: u64 = rows.iter().sum();
    let logs: Vec<f64> = (0..=all).map(ln_factorial).collect();
    let sum =
        |counts: &mut dyn Iterator<Item = &u64>| counts.map(|it| logs[*it as usize]).sum::<f64>();
    let cells = sum(&mut table.iter().flatten());
    // The probability of a table: the totals' factorials over n! and the cells' factorials.
    let constant = sum(&mut rows.iter().chain(&columns)) - logs[all as usize];
    let limit = constant - cells + SAME;
    let mut walk = Walk {
        logs: &logs,
        limit,
        steps: 0,
    };
    Some(match walk.p(&rows, &columns, constant) {
        Some(p) => Exact {
            p: p.min(1.0),
            walked: true,
        },
        None => Exact {
            p: drawn(&rows, &columns, &logs, constant, limit, seed),
            walked: false,
        },
    })
}

/// Ways to come to one rest, by their logarithms in [`PARTS`]: the logarithm, and how many have it.
type Ways = HashMap<i64, (f64, f64)>;

struct Walk<'t> {
    /// Logarithms of factorials.
    logs: &'t [f64],
    limit: f64,
    steps: usize,
}

impl Walk<'_> {
    /// The probability of all tables at or below the limit; `None` when there are too many steps.
    fn p(&mut self, rows: &[u64], columns: &[u64], constant: f64) -> Option<f64> {
        let mut rests: HashMap<Vec<u64>, Ways> = HashMap::new();
        rests.insert(
            rows.to_vec(),
            Ways::from([(parts(constant), (constant, 1.0))]),
        );
        // Small columns first; the two largest, with the most ways, are looked up.
        for column in &columns[..columns.len() - 2] {
            let mut next: HashMap<Vec<u64>, Ways> = HashMap::new();
            for (rest, ways) in rests {
                for (mut left, log) in self.dealt(&rest, *column)? {
                    self.steps += ways.len();
                    left.sort_unstable();
                    let there = next.entry(left).or_default();
                    for (before, times) in ways.values() {
                        let here = before - log;
                        there.entry(parts(here)).or_insert((here, 0.0)).1 += times;
                    }
                }
                if self.steps > WALKED {
                    return None;
                }
            }
            rests = next;
        }
        let last = columns[columns.len() - 2];
        let mut p = 0.0;
        for (rest, ways) in rests {
            // What the last two columns take off, the most first, and the sum of probabilities so far.
            let sum = |left: &[u64]| left.iter().map(|it| self.logs[*it as usize]).sum::<f64>();
            let mut ends: Vec<f64> = Vec::new();
            for (left, log) in self.dealt(&rest, last)? {
                ends.push(log + sum(&left));
            }
            ends.sort_by(|a, b| b.total_cmp(a));
            let mut sums = vec![0.0];
            for end in &ends {
                let before = sums.last().copied().unwrap_or_default();
                sums.push(before + (-end).exp());
            }
            for (before, times) in ways.into_values() {
                let count = ends.partition_point(|end| before - end <= self.limit);
                p += times * before.exp() * sums[count];
            }
            self.steps += ends.len();
        }
        Some(p)
    }

    /// All ways to deal `total` out to rows that have so much left: what is left then, and the sum of
    /// the logarithms of the parts' factorials.
    fn dealt(&mut self, rest: &[u64], total: u64) -> Option<Vec<(Vec<u64>, f64)>> {
        let mut found = Vec::new();
        self.deal(&mut rest.to_vec(), 0, total, 0.0, &mut found)?;
        Some(found)
    }

    fn deal(
        &mut self,
        left: &mut Vec<u64>,
        row: usize,
        total: u64,
        log: f64,
        found: &mut Vec<(Vec<u64>, f64)>,
    ) -> Option<()> {
        self.steps += 1;
        if self.steps > WALKED {
            return None;
        }
        if row == left.len() {
            found.push((left.clone(), log));
            return Some(());
        }
        let below: u64 = left[row + 1..].iter().sum();
        for part in total.saturating_sub(below)..=total.min(left[row]) {
            left[row] -= part;
            let log = log + self.logs[part as usize];
            self.deal(left, row + 1, total - part, log, found)?;
            left[row] += part;
        }
        Some(())
    }
}

#[expect(clippy::cast_possible_truncation, reason = "logarithms are small")]
fn parts(log: f64) -> i64 {
    (log * PARTS).round() as i64
}

/// (1 + tables drawn that are no more probable) / (1 + tables drawn) (Davison and Hinkley 1997, 4.11).
fn drawn(rows: &[u64], columns: &[u64], logs: &[f64], constant: f64, limit: f64, seed: u64) -> f64 {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let labels = |totals: &[u64]| -> Vec<usize> {
        let each = totals.iter().enumerate();
        each.flat_map(|(at, total)| std::iter::repeat_n(at, *total as usize))
            .collect()
    };
    let (of_row, mut of_column) = (labels(rows), labels(columns));
    let mut as_rare = 0;
    let mut counts = vec![0usize; rows.len() * columns.len()];
    for _ in 0..DRAWN {
        of_column.shuffle(&mut chance);
        counts.fill(0);
        for (row, column) in of_row.iter().zip(&of_column) {
            counts[row * columns.len() + column] += 1;
        }
        let cells: f64 = counts.iter().map(|it| logs[*it]).sum();
        as_rare += usize::from(constant - cells <= limit);
    }
    (1 + as_rare) as f64 / (1 + DRAWN) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(table: &[&[u64]]) -> f64 {
        let table: Vec<Vec<u64>> = table.iter().map(|row| row.to_vec()).collect();
        let exact = fisher(&table, 1).expect("a table");
        assert!(exact.walked);
        exact.p
    }

    /// Fisher's tea (Agresti 2013, table 3.9): two-sided 0.4857. Job satisfaction and income
    /// (Agresti 2002, p. 57; R's `fisher.test(Job)`): 0.7827.
    #[test]
    fn published_tables() {
        assert!((p(&[&[3, 1], &[1, 3]]) - 34.0 / 70.0).abs() < 1e-12);
        let job: [&[u64]; 4] = [
            &[1, 2, 1, 0],
            &[3, 3, 6, 1],
            &[10, 10, 14, 9],
            &[6, 7, 12, 11],
        ];
        assert!((p(&job) - 0.7827).abs() < 5e-5, "{}", p(&job));
        let drawn = drawn_p(&job.map(<[u64]>::to_vec), 3);
        assert!((drawn - p(&job)).abs() < 0.01, "{drawn}");
    }

    /// Values of an enumeration in exact fractions (Python's `fractions`, every table of the totals);
    /// SciPy 1.17.1 `fisher_exact` gives the last one to the digit and comes near the others by drawing.
    #[test]
    fn tables_walked_in_exact_fractions() {
        let tables: [(&[&[u64]], f64); 5] = [
            (&[&[3, 0, 2], &[1, 4, 9]], 0.074_819_401_444_788_44),
            (&[&[2, 0, 6, 1], &[7, 8, 3, 10]], 0.005_187_421_394_972_269),
            (
                &[&[3, 1, 0], &[0, 2, 4], &[5, 1, 1]],
                0.029_548_882_490_058_96,
            ),
            (
                &[&[8, 1, 0, 2, 3], &[4, 9, 6, 7, 2]],
                0.007_764_429_461_303_424,
            ),
            (&[&[1, 9], &[11, 3]], 0.002_759_456_185_220_083_6),
        ];
        for (table, expected) in tables {
            assert!(
                (p(table) - expected).abs() < 1e-12,
                "{table:?}: {}",
                p(table)
            );
        }
    }

    #[test]
    fn turning_a_table_changes_nothing_and_empty_rows_do_not_count() {
        let one = p(&[&[3, 0, 2], &[1, 4, 9]]);
        assert!((one - p(&[&[3, 1], &[0, 4], &[2, 9]])).abs() < 1e-12);
        assert!((one - p(&[&[3, 0, 0, 2], &[0, 0, 0, 0], &[1, 4, 0, 9]])).abs() < 1e-12);
        assert_eq!(fisher(&[vec![1, 2], vec![0, 0]], 1), None);
    }

    fn drawn_p(table: &[Vec<u64>], seed: u64) -> f64 {
        let rows: Vec<u64> = table.iter().map(|row| row.iter().sum()).collect();
        let columns: Vec<u64> = (0..table[0].len())
            .map(|at| table.iter().map(|row| row[at]).sum())
            .collect();
        let all = rows.iter().sum::<u64>();
        let logs: Vec<f64> = (0..=all).map(ln_factorial).collect();
        let fixed: f64 = rows
            .iter()
            .chain(&columns)
            .map(|it| ln_factorial(*it))
            .sum();
        let constant = fixed - ln_factorial(all);
        let cells: f64 = table.iter().flatten().map(|it| ln_factorial(*it)).sum();
        drawn(
            &rows,
            &columns,
            &logs,
            constant,
            constant - cells + SAME,
            seed,
        )
    }

    #[test]
    fn what_is_drawn_comes_near_what_is_walked_and_repeats() {
        let table = [vec![9u64, 3, 5], vec![2, 8, 6]];
        let exact = fisher(&table, 1).expect("walked");
        assert!((drawn_p(&table, 1) - exact.p).abs() < 0.01, "{exact:?}");
        assert_eq!(drawn_p(&table, 1), drawn_p(&table, 1));
        let wide: Vec<Vec<u64>> = (0..6)
            .map(|row| (0..6).map(|at| 9 + (row * at) % 5).collect())
            .collect();
        assert!(!fisher(&wide, 1).expect("drawn").walked);
    }
}

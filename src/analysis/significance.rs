//! Do groups differ? Pearson's chi-square with Cramér's V, Fisher's exact test where expected counts
//! are small, which cells differ (Haberman 1973), and many tests at once (Holm 1979). What the tests
//! mean for a sample that was not drawn at random, nobody can say by a formula: reports must say so.

use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::fisher::fisher;

/// Below this expected count in any cell the exact test is taken (Cochran 1954, in its strict form).
pub const SMALL: f64 = 5.0;

/// How a probability was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test {
    /// Pearson's chi-square.
    ChiSquare,
    /// Fisher's exact test, every table walked.
    Fisher,
    /// Fisher's exact test, tables drawn by chance.
    FisherDrawn,
}

impl Test {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::ChiSquare => "chi_square",
            Self::Fisher => "fisher",
            Self::FisherDrawn => "fisher_monte_carlo",
        }
    }
}

/// Why there is nothing to test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Untested {
    /// Fewer than two groups have anybody in them.
    #[error("fewer than two groups have anybody in them")]
    OneGroup,
    /// Everybody has the code, or nobody.
    #[error("no variation: all groups are wholly alike")]
    Alike,
}

/// What testing one table gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Tested {
    /// How `p` was found.
    pub test: Test,
    /// Pearson's statistic, also where the exact test was taken.
    pub chi_square: f64,
    /// Degrees of freedom: (rows − 1)(columns − 1).
    pub df: u64,
    /// Probability of a table at least as far from independence.
    pub p: f64,
    /// Cramér's V (1946): √(χ² / (n · (min(rows, columns) − 1))).
    pub cramer_v: f64,
    /// Everybody in the table.
    pub n: u64,
    /// The smallest expected count.
    pub smallest_expected: f64,
    /// Adjusted standardised residuals, in the shape of the table; `None` where a row or column is
    /// empty or everything. Beyond ±1.96 a cell differs by itself from independence.
    pub residuals: Vec<Vec<Option<f64>>>,
}

/// The test of a table of counts of persons, each in one cell: rows of equal length. Rows and columns
/// in which nobody is do not count. `seed` is for tables that are too many to walk.
pub fn test(table: &[Vec<u64>], seed: u64) -> Result<Tested, Untested> {
    let width = table.first().map_or(0, Vec::len);
    let rows: Vec<u64> = table.iter().map(|row| row.iter().sum()).collect();
    let columns: Vec<u64> = (0..width)
        .map(|at| table.iter().map(|row| row[at]).sum())
        .collect();
    let n: u64 = rows.iter().sum();
    let filled = |totals: &[u64]| totals.iter().filter(|it| **it > 0).count();
    let (height, width) = (filled(&rows), filled(&columns));
    if width < 2 {
        return Err(Untested::OneGroup);
    }
    if height < 2 {
        return Err(Untested::Alike);
    }
    let all = n as f64;
    let expected = |row: usize, column: usize| rows[row] as f64 * columns[column] as f64 / all;
    let cells = || {
        let places = (0..rows.len()).flat_map(|row| (0..columns.len()).map(move |at| (row, at)));
        places.filter(|(row, at)| rows[*row] > 0 && columns[*at] > 0)
    };
    let chi_square: f64 = cells()
        .map(|(row, at)| {
            let due = expected(row, at);
            (table[row][at] as f64 - due).powi(2) / due
        })
        .sum();
    let smallest_expected = cells()
        .map(|(row, at)| expected(row, at))
        .fold(f64::INFINITY, f64::min);
    let df = ((height - 1) * (width - 1)) as u64;
    let exact = match smallest_expected < SMALL {
        true => fisher(table, seed),
        false => None,
    };
    let (test, p) = match exact {
        Some(exact) if exact.walked => (Test::Fisher, exact.p),
        Some(exact) => (Test::FisherDrawn, exact.p),
        None => (Test::ChiSquare, beyond(chi_square, df)),
    };
    // Haberman (1973): (o − e) / √(e (1 − row/n)(1 − column/n)).
    let residual = |row: usize, at: usize| {
        let due = expected(row, at);
        let (of_row, of_column) = (rows[row] as f64 / all, columns[at] as f64 / all);
        let variance = due * (1.0 - of_row) * (1.0 - of_column);
        (variance > 0.0).then(|| (table[row][at] as f64 - due) / variance.sqrt())
    };
    let residuals = (0..rows.len())
        .map(|row| (0..columns.len()).map(|at| residual(row, at)).collect())
        .collect();
    Ok(Tested {
        test,
        chi_square,
        df,
        p,
        cramer_v: (chi_square / (all * (height.min(width) - 1) as f64)).sqrt(),
        n,
        smallest_expected,
        residuals,
    })
}

/// Probability of a chi-square beyond `value`.
fn beyond(value: f64, df: u64) -> f64 {
    ChiSquared::new(df as f64).map_or(f64::NAN, |it| it.sf(value))
}

/// Probabilities corrected for being many (Holm 1979): the smallest times their number, the next
/// times one less, never smaller than the one before and never more than 1. In the order given.
pub fn holm(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut corrected = vec![0.0; values.len()];
    let mut least: f64 = 0.0;
    for (rank, at) in order.into_iter().enumerate() {
        least = least
            .max(values[at] * (values.len() - rank) as f64)
            .min(1.0);
        corrected[at] = least;
    }
    corrected
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tested(table: &[&[u64]]) -> Tested {
        let table: Vec<Vec<u64>> = table.iter().map(|row| row.to_vec()).collect();
        test(&table, 1).expect("a test")
    }

    fn near(found: f64, expected: f64) {
        let close = (found - expected).abs() <= 1e-9 * expected.abs().max(1e-3);
        assert!(close, "{found} is not {expected}");
    }

    /// Agresti (2007), An Introduction to Categorical Data Analysis, tables 2.5 and 2.6: gender and
    /// party, X² = 30.1 with df = 2; residuals 4.50, 0.70, -5.32.
    #[test]
    fn gender_and_party() {
        let found = tested(&[&[762, 327, 468], &[484, 239, 477]]);
        assert!((found.chi_square - 30.1).abs() < 0.05 && found.df == 2);
        let residuals: Vec<f64> = found.residuals[0].iter().flatten().copied().collect();
        for (found, printed) in residuals.iter().zip([4.50, 0.70, -5.32]) {
            assert!((found - printed).abs() < 5e-3, "{found} {printed}");
        }
        assert_eq!(found.test, Test::ChiSquare);
    }

    /// SciPy 1.17.1, `chi2_contingency(t, correction=False)` and `association(t, "cramer")`.
    #[test]
    fn as_an_independent_program_has_it() {
        type Known<'t> = (&'t [&'t [u64]], [f64; 4]);
        let tables: [Known<'_>; 3] = [
            (
                &[&[69, 54, 46], &[190, 49, 60]],
                [
                    24.391_696_841_819_098,
                    2.0,
                    5.051_383_352_962_887e-06,
                    0.228_295_883_330_749_77,
                ],
            ),
            (
                &[&[762, 327, 468], &[484, 239, 477]],
                [
                    30.070_149_095_754_672,
                    2.0,
                    2.953_589_183_211_759_5e-07,
                    0.104_435_802_356_467_77,
                ],
            ),
            (
                &[&[12, 5, 7, 9], &[30, 41, 28, 22]],
                [
                    5.425_780_951_166_644,
                    3.0,
                    0.143_145_747_163_976_31,
                    0.187_702_807_221_267_84,
                ],
            ),
        ];
        for (table, [chi_square, df, p, v]) in tables {
            let found = tested(table);
            near(found.chi_square, chi_square);
            near(found.df as f64, df);
            near(found.p, p);
            near(found.cramer_v, v);
        }
    }

    #[test]
    fn small_expected_counts_take_the_exact_test() {
        // Tea: expected counts of 2.
        let found = tested(&[&[3, 1], &[1, 3]]);
        assert_eq!(found.test, Test::Fisher);
        near(found.p, 34.0 / 70.0);
        let found = tested(&[&[1, 9], &[11, 3]]);
        assert_eq!(
            (found.test, found.smallest_expected),
            (Test::ChiSquare, 5.0)
        );
    }

    #[test]
    fn nothing_to_test_says_why() {
        let wrong = |table: &[Vec<u64>]| test(table, 1).expect_err("untested");
        assert_eq!(wrong(&[vec![1, 2], vec![0, 0]]), Untested::Alike);
        assert_eq!(wrong(&[vec![1, 0], vec![3, 0]]), Untested::OneGroup);
        assert_eq!(wrong(&[]), Untested::OneGroup);
    }

    /// Holm's procedure as `p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")` prints it.
    #[test]
    fn many_tests_at_once() {
        let found = holm(&[0.01, 0.04, 0.03, 0.005]);
        for (found, expected) in found.iter().zip([0.03, 0.06, 0.06, 0.02]) {
            near(*found, expected);
        }
        assert!(holm(&[]).is_empty());
        assert_eq!(holm(&[0.9, 0.8]), [1.0, 1.0]);
    }

    proptest! {
        #[test]
        fn the_order_of_groups_changes_nothing(cells in proptest::collection::vec((0u64..40, 0u64..40), 2..5)) {
            let table = |cells: &[(u64, u64)]| {
                vec![cells.iter().map(|it| it.0).collect::<Vec<_>>(), cells.iter().map(|it| it.1).collect()]
            };
            let mut turned = cells.clone();
            turned.reverse();
            match (test(&table(&cells), 1), test(&table(&turned), 1)) {
                (Ok(one), Ok(other)) => {
                    prop_assert!((one.chi_square - other.chi_square).abs() < 1e-9);
                    prop_assert!(one.test == Test::FisherDrawn || (one.p - other.p).abs() < 1e-9);
                    prop_assert!((0.0..=1.0).contains(&one.cramer_v));
                    // The residuals of having and not having a code are each other's opposite.
                    for (has, has_not) in one.residuals[0].iter().zip(&one.residuals[1]) {
                        if let (Some(has), Some(has_not)) = (has, has_not) {
                            prop_assert!((has + has_not).abs() < 1e-9);
                        }
                    }
                }
                (one, other) => prop_assert_eq!(one.err(), other.err()),
            }
        }
    }
}

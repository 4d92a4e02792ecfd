//! How far coders agree. One file for each coefficient; all of them are functions of a table of
//! ratings (units by coders) or of the spans that coders set in a text.
//!
//! A coefficient that cannot be computed is not 0, 1 or NaN, but says why.

pub mod alignment;
pub mod alpha_u_2004;
pub mod bennett;
pub mod bootstrap;
pub mod boundary;
pub mod cases;
mod cells;
pub mod classified;
pub mod cohen;
pub mod comparison;
pub mod conger;
pub mod continuum;
pub mod decisions;
pub mod disagreements;
pub mod fleiss;
pub mod gamma;
pub mod gwet;
pub mod holsti;
pub mod interval;
pub mod krippendorff;
pub mod light;
pub mod measure;
pub mod measured;
pub mod measured_spans;
pub mod mv_alpha;
pub mod percent;
pub mod qda;
pub mod ratings;
pub mod sample;
pub mod scott;
pub mod sets;
pub mod spans;
pub mod table;
pub mod unitizing;
pub mod weights;

/// A value, or why there is none.
pub type Value = Result<f64, Undefined>;

/// Why a value cannot be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Undefined {
    /// No unit has two ratings.
    #[error("no unit was coded by two coders")]
    NoPairs,
    /// Chance alone explains everything, or nothing could differ.
    #[error("no variation: every unit has the same code")]
    NoVariation,
    /// The coefficient is for two coders.
    #[error("it is for two coders")]
    NotTwoCoders,
    /// A variance needs at least two units.
    #[error("one unit is too few for an interval")]
    OneUnit,
    /// The formula needs as many ratings in every unit.
    #[error("it needs the same number of ratings in every unit")]
    Incomplete,
    /// A category that is no number where numbers are needed, or a negative one for a ratio.
    #[error("the values are not on a scale from zero")]
    NotRatio,
    /// For two of the coders it is undefined, so there is no mean over all pairs.
    #[error("it is undefined for a pair of coders: they do not vary, or share no unit")]
    Pair,
    /// Only one category is declared, so that nobody could choose.
    #[error("there is only one category")]
    OneCategory,
}

/// Agreement beyond chance, from what was observed and what chance gives.
fn corrected(observed: f64, expected: f64) -> Value {
    match (1.0 - expected).abs() < 1e-12 {
        true => Err(Undefined::NoVariation),
        false => Ok((observed - expected) / (1.0 - expected)),
    }
}

#[cfg(test)]
mod tests {
    use super::continuum::{Continuum, Mark};
    use super::gamma::{Settings, gamma};
    use super::krippendorff::{Metric, alpha};
    use super::measure::of_ratings;
    use super::measured::OF_DECISIONS;
    use super::ratings::{MISSING, Ratings};
    use super::unitizing::{Lengths, Reading};
    use super::weights::Weights;
    use super::*;
    use proptest::prelude::*;

    fn table(units: &[Vec<u16>], categories: u16) -> Ratings {
        let values = (0..categories).map(f64::from).collect();
        Ratings::new(3, values, &units.concat())
    }

    /// Units of three coders and three categories; a fourth stands for a missing rating.
    fn units() -> impl Strategy<Value = Vec<Vec<u16>>> {
        let cell = (0_u16..4).prop_map(|it| if it == 3 { MISSING } else { it });
        prop::collection::vec(prop::collection::vec(cell, 3), 1..30)
    }

    fn close(one: super::Value, other: super::Value) -> bool {
        match (one, other) {
            (Ok(one), Ok(other)) => (one - other).abs() < 1e-9,
            (one, other) => one == other,
        }
    }

    fn marks() -> impl Strategy<Value = Vec<Mark>> {
        prop::collection::vec((1_usize..9, 1_usize..9, 0_usize..3), 0..6).prop_map(|parts| {
            let mut at = 0;
            let mut mark = |(gap, length, code): (usize, usize, usize)| {
                let start = at + gap;
                at = start + length;
                Mark {
                    start,
                    end: at,
                    code,
                }
            };
            parts.into_iter().map(&mut mark).collect()
        })
    }

    proptest! {
        #[test]
        fn names_of_categories_and_the_order_of_coders_and_units_change_nothing(units in units()) {
            let renamed = |cell: &u16| if *cell < 3 { (*cell + 1) % 3 } else { *cell };
            let other: Vec<Vec<u16>> = units
                .iter()
                .rev()
                .map(|unit| unit.iter().rev().map(renamed).collect())
                .collect();
            let (one, other) = (table(&units, 3), table(&other, 3));
            for name in OF_DECISIONS {
                let (a, b) = (of_ratings(name, &one), of_ratings(name, &other));
                let (a, b) = (a.expect("known"), b.expect("known"));
                prop_assert!(close(a, b), "{}: {:?} {:?}", name, a, b);
            }
        }

        #[test]
        fn perfect_agreement_is_one(choices in prop::collection::vec(0_u16..3, 2..30)) {
            let varies = choices.iter().any(|it| *it != choices[0]);
            let units: Vec<Vec<u16>> = choices.iter().map(|it| vec![*it; 3]).collect();
            let ratings = table(&units, 3);
            for name in OF_DECISIONS.iter().filter(|name| **name != "cohen_kappa_max") {
                match of_ratings(name, &ratings).expect("known") {
                    Ok(value) => prop_assert!((value - 1.0).abs() < 1e-12, "{}: {}", name, value),
                    Err(why) => prop_assert!(!varies || why == Undefined::NotTwoCoders, "{}", name),
                }
            }
        }

        #[test]
        fn twice_the_data_is_the_same_kappa_and_alpha_as_its_formula_says(units in units()) {
            let complete: Vec<Vec<u16>> =
                units.into_iter().filter(|unit| !unit.contains(&MISSING)).collect();
            let (one, two) = (table(&complete, 3), table(&[complete.clone(), complete].concat(), 3));
            let nominal = Weights::nominal(3);
            let kappa = |of: &Ratings| fleiss::kappa(of, &nominal);
            prop_assert!(close(kappa(&one), kappa(&two)));
            for ratings in [one, two] {
                let all = ratings.units() * 3.0;
                if let Ok(kappa) = kappa(&ratings) {
                    let expected = 1.0 - (1.0 - kappa) * (all - 1.0) / all;
                    prop_assert!(close(alpha(&ratings, &Metric::Nominal), Ok(expected)));
                }
            }
        }

        #[test]
        fn the_order_of_spans_and_coders_changes_no_unitizing_value(one in marks(), other in marks()) {
            let turned: Vec<Mark> = one.iter().rev().copied().collect();
            let this = Continuum::new(200, vec![one, other.clone()]);
            let that = Continuum::new(200, vec![other, turned]);
            let (a, b) = (Lengths::of(&this, 3), Lengths::of(&that, 3));
            prop_assert!(close(a.u_alpha(), b.u_alpha()));
            prop_assert!(close(a.binary(), b.binary()));
            prop_assert!(close(a.cu_alpha(Reading::MeanSquared), b.cu_alpha(Reading::MeanSquared)));
            let disorder = |of: &Continuum| {
                let settings = Settings { samples: 2, precision: 9.0, ..Settings::default() };
                gamma(of, settings).map(|it| it.observed.disorder)
            };
            prop_assert!(close(disorder(&this), disorder(&that)));
        }

        #[test]
        fn the_same_spans_agree_perfectly(own in marks()) {
            let same = Continuum::new(200, vec![own.clone(), own.clone(), own]);
            let lengths = Lengths::of(&same, 3);
            for value in [lengths.u_alpha(), lengths.binary(), lengths.cu_alpha(Reading::MeanSquared)] {
                prop_assert!(value.is_err() || close(value, Ok(1.0)));
            }
        }
    }
}

//! Coefficients with their limits, as a reader is shown them.

use super::bootstrap::{Drawing, of_groups};
use super::decisions::Decisions;
use super::interval::{Interval, normal, student};
use super::ratings::Ratings;
use super::sets::{Distance, SetRatings};
use super::{Undefined, Value, measure, mv_alpha};

/// One coefficient.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// Its name.
    pub measure: String,
    /// Its value, or why there is none.
    pub value: Value,
    /// Limits of 95 %, where there are any.
    pub interval: Option<Interval>,
    /// How the limits were found.
    pub how: &'static str,
}

impl Measured {
    /// A value without limits.
    pub fn alone(measure: &str, value: Value) -> Self {
        Self {
            measure: measure.to_owned(),
            value,
            interval: None,
            how: "",
        }
    }
}

const FORMULA: &str = "closed form";

/// Names of the coefficients of yes and no, in the order in which they are shown.
pub const OF_DECISIONS: &[&str] = &[
    "percent_agreement",
    "percent_agreement_all",
    "holsti",
    "holsti_composite",
    "bennett_s",
    "brennan_prediger",
    "pabak",
    "scott_pi",
    "cohen_kappa",
    "cohen_kappa_max",
    "light_kappa",
    "fleiss_kappa",
    "conger_kappa",
    "gwet_ac1",
    "krippendorff_alpha_nominal",
];

/// Further names for values that have an order.
pub const OF_LEVELS: &[(&str, &[&str])] = &[
    (
        "ordinal",
        &[
            "brennan_prediger_ordinal",
            "fleiss_kappa_ordinal",
            "gwet_ac2_ordinal",
            "krippendorff_alpha_ordinal",
        ],
    ),
    (
        "interval",
        &[
            "brennan_prediger_linear",
            "brennan_prediger_quadratic",
            "cohen_kappa_linear",
            "cohen_kappa_quadratic",
            "fleiss_kappa_linear",
            "fleiss_kappa_quadratic",
            "gwet_ac2_linear",
            "gwet_ac2_quadratic",
            "krippendorff_alpha_interval",
        ],
    ),
    ("ratio", &["krippendorff_alpha_ratio"]),
];

/// Names of the coefficients of sets of codes.
pub const OF_SETS: &[&str] = &["alpha_jaccard", "alpha_masi", "mv_alpha_nominal"];

/// A coefficient of a table of ratings. `members` says which rows hang together in one source; where
/// every source has one unit a published formula gives the limits, otherwise sources are drawn again.
pub fn of_ratings(
    name: &str,
    ratings: &Ratings,
    members: &[Vec<(u32, f64)>],
    drawing: Drawing,
) -> Option<Measured> {
    let value = measure::of_ratings(name, ratings)?;
    let alone = members
        .iter()
        .all(|rows| rows.iter().map(|(_, times)| times).sum::<f64>() == 1.0);
    let error = match alone && value.is_ok() {
        true => measure::of_ratings(&format!("{name}_se"), ratings).and_then(Value::ok),
        false => None,
    };
    let (interval, how) = match (value, error) {
        (Err(_), _) => (None, ""),
        (Ok(value), Some(error)) if name.starts_with("cohen_kappa") => {
            (Some(normal(value, error)), FORMULA)
        }
        (Ok(value), Some(error)) => {
            let limits = student(value, error, ratings.units());
            let least = if name.starts_with("percent") {
                0.0
            } else {
                -1.0
            };
            let low = limits.low.max(least);
            (Some(Interval { low, ..limits }), FORMULA)
        }
        (Ok(_), None) => {
            let drawn = of_groups(members.len(), drawing, |picked| {
                let mut times = vec![0.0; ratings.distinct()];
                for group in picked {
                    for (row, count) in &members[*group] {
                        times[*row as usize] += count;
                    }
                }
                measure::of_ratings(name, &ratings.with_times(times))
                    .unwrap_or(Err(Undefined::NoPairs))
            });
            (drawn, drawing.what)
        }
    };
    Some(Measured {
        measure: name.to_owned(),
        value,
        interval,
        how: if interval.is_some() { how } else { "" },
    })
}

/// A coefficient of decisions.
pub fn of_decisions(name: &str, decisions: &Decisions, drawing: Drawing) -> Option<Measured> {
    of_ratings(name, &decisions.ratings, &decisions.members, drawing)
}

/// A coefficient of sets of codes.
pub fn of_sets(name: &str, sets: &SetRatings) -> Option<Measured> {
    let value = match name {
        "alpha_jaccard" => sets.alpha(Distance::Jaccard),
        "alpha_masi" => sets.alpha(Distance::Masi),
        "mv_alpha_nominal" => mv_alpha::nominal(sets),
        _ => return None,
    };
    Some(Measured::alone(name, value))
}

//! Coefficients with their limits, as a reader is shown them.

use super::bootstrap::{Drawing, of_groups};
use super::decisions::{Decisions, OfSets};
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
            let limits = of_groups(members.len(), drawing, |picked| {
                measure::of_ratings(name, &drawn(ratings, members, picked))
                    .unwrap_or(Err(Undefined::NoPairs))
            });
            (limits, drawing.what)
        }
    };
    Some(Measured {
        measure: name.to_owned(),
        value,
        interval,
        how: why(value, interval, how, members.len()),
    })
}

/// How the limits were found, or why a value has none.
pub(super) fn why(
    value: Value,
    interval: Option<Interval>,
    how: &'static str,
    groups: usize,
) -> &'static str {
    match (value, interval) {
        (Err(_), _) => "",
        (Ok(_), Some(_)) => how,
        (Ok(_), None) if groups < 2 => "no interval: there is only one to draw from",
        (Ok(_), None) => "no interval: what is drawn has no value",
    }
}

/// A coefficient of decisions.
pub fn of_decisions(name: &str, decisions: &Decisions, drawing: Drawing) -> Option<Measured> {
    let ratings = &decisions.ratings;
    match drawing.units {
        true => of_ratings(name, ratings, &alone(ratings), drawing),
        false => of_ratings(name, ratings, &decisions.members, drawing),
    }
}

/// Every unit as a group of its own.
pub(super) fn alone(ratings: &Ratings) -> Vec<Vec<(u32, f64)>> {
    let rows = ratings.rows().zip(0_u32..);
    rows.flat_map(|(row, at)| (0..row.times as usize).map(move |_| vec![(at, 1.0)]))
        .collect()
}

/// A coefficient of sets of codes.
pub fn of_sets(name: &str, of: &OfSets, drawing: Drawing) -> Option<Measured> {
    let measure = |sets: &SetRatings| match name {
        "alpha_jaccard" => Some(sets.alpha(Distance::Jaccard)),
        "alpha_masi" => Some(sets.alpha(Distance::Masi)),
        "mv_alpha_nominal" => Some(mv_alpha::nominal(sets)),
        _ => None,
    };
    let value = measure(&of.sets)?;
    let own;
    let members = match drawing.units {
        true => {
            own = alone(&of.sets.ratings);
            &own
        }
        false => &of.members,
    };
    let interval = value.ok().and_then(|_| {
        of_groups(members.len(), drawing, |picked| {
            let drawn = SetRatings {
                sets: of.sets.sets.clone(),
                ratings: drawn(&of.sets.ratings, members, picked),
            };
            measure(&drawn).unwrap_or(Err(Undefined::NoPairs))
        })
    });
    Some(Measured {
        measure: name.to_owned(),
        value,
        interval,
        how: why(value, interval, drawing.what, members.len()),
    })
}

/// The table that some groups make, each as often as it was picked.
fn drawn(ratings: &Ratings, members: &[Vec<(u32, f64)>], picked: &[usize]) -> Ratings {
    let mut times = vec![0.0; ratings.distinct()];
    for (row, count) in picked.iter().flat_map(|group| &members[*group]) {
        times[*row as usize] += count;
    }
    ratings.with_times(times)
}

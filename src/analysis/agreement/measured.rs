//! Coefficients with their limits, as a reader is shown them.

use super::bootstrap::{Drawn, replicate};
use super::continuum::Continuum;
use super::decisions::Decisions;
use super::interval::{Interval, normal, student};
use super::ratings::Ratings;
use super::sets::{Distance, SetRatings};
use super::spans::{Found, Same, characters, spans};
use super::unitizing::{Lengths, Reading};
use super::{Undefined, Value, measure, mv_alpha};
use rand::RngExt;

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

/// How limits are drawn where no formula gives them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawing {
    /// What is drawn, in words.
    pub what: &'static str,
    /// Replicates.
    pub replicates: usize,
    /// The seed of chance.
    pub seed: u64,
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

/// Names of the coefficients of spans.
pub const OF_SPANS: &[&str] = &[
    "u_alpha_nominal",
    "u_alpha_binary",
    "cu_alpha_nominal",
    "span_f1_exact",
    "span_f1_overlap",
    "span_f1_iou50",
    "char_f1",
];

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
            let drawn = by_members(members.len(), drawing, |picked| {
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
    Some(Measured {
        measure: name.to_owned(),
        value,
        interval: None,
        how: "",
    })
}

/// A coefficient of spans in one or more texts; `codes` is how many codes there are.
pub fn of_spans(
    name: &str,
    continua: &[Continuum],
    codes: usize,
    drawing: Drawing,
) -> Option<Measured> {
    if !OF_SPANS.contains(&name) {
        return None;
    }
    let (value, interval) = match name {
        "u_alpha_nominal" | "u_alpha_binary" | "cu_alpha_nominal" => {
            let (lengths, codes) = lengths(continua, codes);
            let value = |picked: &[usize]| {
                let mut sum = Lengths::none(codes);
                picked.iter().for_each(|at| sum.add(&lengths[*at], 1.0));
                match name {
                    "u_alpha_nominal" => sum.u_alpha(),
                    "u_alpha_binary" => sum.binary(),
                    _ => sum.cu_alpha(Reading::MeanSquared),
                }
            };
            drawn(lengths.len(), drawing, value)
        }
        _ => {
            let found = |continuum: &Continuum, one: usize, other: usize| {
                Some(match name {
                    "span_f1_exact" => spans(continuum, one, other, Same::Exact),
                    "span_f1_overlap" => spans(continuum, one, other, Same::Overlap),
                    "span_f1_iou50" => spans(continuum, one, other, Same::Share(0.5)),
                    "char_f1" => characters(continuum, one, other),
                    _ => return None,
                })
            };
            let coders = continua.first().map_or(0, |it| it.coders.len());
            let pairs =
                (0..coders).flat_map(|one| (one + 1..coders).map(move |other| (one, other)));
            let pairs: Vec<(usize, usize)> = pairs.collect();
            let found: Option<Vec<Vec<Found>>> = continua
                .iter()
                .map(|it| {
                    pairs
                        .iter()
                        .map(|(one, other)| found(it, *one, *other))
                        .collect()
                })
                .collect();
            let found = found?;
            // The mean over pairs of coders.
            let value = |picked: &[usize]| {
                let mut all = vec![Found::default(); pairs.len()];
                for at in picked {
                    let more = all.iter_mut().zip(&found[*at]);
                    more.for_each(|(sum, found)| sum.add(*found, 1.0));
                }
                let f1: Vec<f64> = all.into_iter().map(Found::f1).collect::<Result<_, _>>()?;
                match f1.is_empty() {
                    true => Err(Undefined::NoPairs),
                    false => Ok(f1.iter().sum::<f64>() / f1.len() as f64),
                }
            };
            drawn(found.len(), drawing, value)
        }
    };
    Some(Measured {
        measure: name.to_owned(),
        value,
        interval,
        how: if interval.is_some() { drawing.what } else { "" },
    })
}

/// The lengths of each text. Where codes of one coder overlap, the sets of codes that lie on a place
/// are its value, the same set having one number in every text.
fn lengths(continua: &[Continuum], codes: usize) -> (Vec<Lengths>, usize) {
    let overlapping = |it: &Continuum| {
        let mut coders = it.coders.iter();
        coders.any(|marks| marks.windows(2).any(|pair| pair[1].start < pair[0].end))
    };
    if !continua.iter().any(overlapping) {
        let of = |it| Lengths::of(it, codes);
        return (continua.iter().map(of).collect(), codes);
    }
    let cut: Vec<(Continuum, Vec<Vec<usize>>)> = continua.iter().map(Continuum::by_sets).collect();
    let mut sets: Vec<&Vec<usize>> = cut.iter().flat_map(|(_, sets)| sets).collect();
    sets.sort();
    sets.dedup();
    let of = |(text, own): &(Continuum, Vec<Vec<usize>>)| {
        let number = |code: usize| sets.binary_search(&&own[code]).ok();
        Lengths::of(&text.recoded(number), sets.len())
    };
    (cut.iter().map(of).collect(), sets.len())
}

fn drawn(
    groups: usize,
    drawing: Drawing,
    value: impl Fn(&[usize]) -> Value + Sync,
) -> (Value, Option<Interval>) {
    let all: Vec<usize> = (0..groups).collect();
    let found = value(&all);
    let interval = found
        .is_ok()
        .then(|| by_members(groups, drawing, value))
        .flatten();
    (found, interval)
}

/// Limits from drawing groups with replacement; one group says nothing about others.
fn by_members(
    groups: usize,
    drawing: Drawing,
    value: impl Fn(&[usize]) -> Value + Sync,
) -> Option<Interval> {
    if groups < 2 {
        return None;
    }
    let drawn: Result<Drawn, Undefined> = replicate(drawing.replicates, drawing.seed, |chance| {
        let picked: Vec<usize> = (0..groups)
            .map(|_| chance.random_range(0..groups))
            .collect();
        value(&picked)
    });
    drawn.ok().map(|it| it.interval)
}

//! Coefficients of spans by their names, over one or more texts.

use super::alpha_u_2004;
use super::bootstrap::{Drawing, of_groups};
use super::continuum::{Continuum, Mark};
use super::decisions::of_characters;
use super::gamma::{Settings, gamma};
use super::measured::{Measured, of_decisions, why};
use super::qda::{Maxqda, maxqda};
use super::spans::{Found, Same, characters, spans};
use super::unitizing::{Lengths, Reading};
use super::{Undefined, Value};

/// Names of the coefficients of spans.
pub const OF_SPANS: &[&str] = &[
    "u_alpha_nominal",
    "u_alpha_binary",
    "cu_alpha_nominal",
    "cu_coverage",
    "alpha_U_2004",
    "span_precision_exact",
    "span_recall_exact",
    "span_f1_exact",
    "span_precision_overlap",
    "span_recall_overlap",
    "span_f1_overlap",
    "span_precision_iou50",
    "span_recall_iou50",
    "span_f1_iou50",
    "char_precision",
    "char_recall",
    "char_f1",
    "nvivo_percent",
    "nvivo_kappa",
    "c_alpha_binary_char",
    "maxqda_segment_percent_90",
    "maxqda_kappa_rk",
];

/// Names of those that take long and are only computed when they are named.
pub const ON_REQUEST: &[&str] = &["gamma", "gamma_cat"];

/// A coefficient of spans; `codes` is how many codes there are. What other programs give for one
/// code at a time is only there for one code.
pub fn of_spans(
    name: &str,
    continua: &[Continuum],
    codes: usize,
    drawing: Drawing,
) -> Option<Measured> {
    // Spans have no units of their own: whole texts are drawn.
    let drawing = Drawing {
        what: "bootstrap by source",
        units: false,
        ..drawing
    };
    let everything: Vec<usize> = (0..continua.len()).collect();
    let measured = |value: &(dyn Fn(&[usize]) -> Value + Sync)| {
        let found = value(&everything);
        let interval = match found {
            Ok(_) => of_groups(continua.len(), drawing, value),
            Err(_) => None,
        };
        Measured {
            measure: name.to_owned(),
            value: found,
            interval,
            how: why(found, interval, drawing.what, continua.len()),
        }
    };
    if let Some(value) = of_lengths(name) {
        let (lengths, codes) = lengths(continua, codes);
        return Some(measured(&|picked| {
            let mut sum = Lengths::none(codes);
            picked.iter().for_each(|at| sum.add(&lengths[*at], 1.0));
            value(&sum)
        }));
    }
    let coders = continua.first().map_or(0, |it| it.coders.len());
    let pairs = (0..coders).flat_map(|one| (one + 1..coders).map(move |other| (one, other)));
    let pairs: Vec<(usize, usize)> = pairs.collect();
    if let Some((find, value)) = of_found(name) {
        let of_text = |it: &Continuum| -> Vec<Found> {
            pairs
                .iter()
                .map(|(one, other)| find(it, *one, *other))
                .collect()
        };
        let found: Vec<Vec<Found>> = continua.iter().map(of_text).collect();
        return Some(measured(&|picked| {
            mean(pairs.len(), |pair| {
                let mut all = Found::default();
                picked.iter().for_each(|at| all.add(found[*at][pair], 1.0));
                value(all)
            })
        }));
    }
    let renamed = |other: &str| {
        let decisions = of_characters(continua, 0);
        let found = of_decisions(other, &decisions, drawing)?;
        let measure = name.to_owned();
        Some(Measured { measure, ..found })
    };
    match name {
        "nvivo_percent" if codes == 1 => renamed("percent_agreement"),
        "nvivo_kappa" if codes == 1 => renamed("cohen_kappa"),
        "c_alpha_binary_char" if codes == 1 => renamed("krippendorff_alpha_nominal"),
        "maxqda_segment_percent_90" | "maxqda_kappa_rk" if codes > 1 => {
            let value = |found: Maxqda| match name {
                "maxqda_kappa_rk" => found.kappa(),
                _ => found.percent(),
            };
            Some(measured(&|picked| {
                let whole = concatenated(picked.iter().map(|at| &continua[*at]));
                mean(pairs.len(), |pair| {
                    value(maxqda(&whole, pairs[pair].0, pairs[pair].1, 0.9))
                })
            }))
        }
        "alpha_U_2004" => Some(measured(&|picked| {
            let whole = concatenated(picked.iter().map(|at| &continua[*at]));
            alpha_u_2004::alpha(&whole, codes)
        })),
        "gamma" | "gamma_cat" => {
            let settings = Settings {
                seed: drawing.seed,
                ..Settings::default()
            };
            let value = gamma(&concatenated(continua.iter()), settings).and_then(|it| match name {
                "gamma" => it.value(),
                _ => it.of_codes(),
            });
            Some(Measured {
                how: "no interval: gamma takes too long to be drawn again",
                ..Measured::alone(name, value)
            })
        }
        _ => None,
    }
}

fn of_lengths(name: &str) -> Option<fn(&Lengths) -> Value> {
    Some(match name {
        "u_alpha_nominal" => Lengths::u_alpha,
        "u_alpha_binary" => Lengths::binary,
        "cu_alpha_nominal" => |it| it.cu_alpha(Reading::MeanSquared),
        "cu_coverage" => Lengths::cu_coverage,
        _ => return None,
    })
}

type Find = fn(&Continuum, usize, usize) -> Found;
type Share = fn(Found) -> Value;

fn of_found(name: &str) -> Option<(Find, Share)> {
    let find: Find = match name.rsplit('_').next() {
        _ if name.starts_with("char_") => characters,
        Some("exact") => |it, one, other| spans(it, one, other, Same::Exact),
        Some("overlap") => |it, one, other| spans(it, one, other, Same::Overlap),
        Some("iou50") => |it, one, other| spans(it, one, other, Same::Share(0.5)),
        _ => return None,
    };
    let value: Share = match name.split('_').nth(1) {
        Some("precision") => Found::precision,
        Some("recall") => Found::recall,
        Some("f1") => Found::f1,
        _ => return None,
    };
    Some((find, value))
}

/// The mean over pairs of coders.
fn mean(pairs: usize, value: impl Fn(usize) -> Value) -> Value {
    let values: Vec<f64> = (0..pairs).map(value).collect::<Result<_, _>>()?;
    match values.is_empty() {
        true => Err(Undefined::NoPairs),
        false => Ok(values.iter().sum::<f64>() / values.len() as f64),
    }
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

/// All texts one after the other; no mark goes beyond its own.
fn concatenated<'c>(continua: impl Iterator<Item = &'c Continuum>) -> Continuum {
    let mut all: Vec<Vec<Mark>> = Vec::new();
    let mut length = 0;
    for continuum in continua {
        all.resize(continuum.coders.len(), Vec::new());
        for (all, marks) in all.iter_mut().zip(&continuum.coders) {
            all.extend(marks.iter().map(|mark| Mark {
                start: mark.start + length,
                end: mark.end + length,
                code: mark.code,
            }));
        }
        length += continuum.length;
    }
    Continuum::new(length, all)
}

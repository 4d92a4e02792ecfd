//! Krippendorff's older alpha for unitizing (1995; 2004, chapter 11.6), for comparison with programs
//! that still give it. Withdrawn in 2016: it misbehaves for more than two coders.

use super::continuum::{Continuum, Mark};
use super::{Undefined, Value};

/// A unit of the code, or the gap between two.
struct Section {
    start: f64,
    length: f64,
    is_unit: bool,
}

/// Observed and expected disagreement on one code, D_oc and D_ec.
fn disagreement(continuum: &Continuum, code: usize) -> (f64, f64) {
    let length = continuum.length as f64;
    let coders = continuum.coders.len() as f64;
    let cut: Vec<Vec<Section>> = continuum
        .coders
        .iter()
        .map(|marks| {
            sections(
                marks.iter().filter(|mark| mark.code == code),
                continuum.length,
            )
        })
        .collect();
    let mut observed = 0.0;
    for (at, one) in cut.iter().enumerate() {
        for other in &cut[at + 1..] {
            observed += apart(one, other);
        }
    }
    observed *= 2.0 / (coders * (coders - 1.0) * length * length);

    let sections = || cut.iter().flatten();
    let units = sections().filter(|it| it.is_unit).count() as f64;
    let mut sum = 0.0;
    let mut own = 0.0;
    for unit in sections().filter(|it| it.is_unit) {
        let l = unit.length;
        own += l * (l - 1.0);
        let gaps = sections().filter(|it| !it.is_unit && it.length >= l);
        let room: f64 = gaps.map(|gap| gap.length - l + 1.0).sum();
        sum += (units - 1.0) / 3.0 * (2.0 * l.powi(3) - 3.0 * l * l + l) + l * l * room;
    }
    let all = coders * length;
    (observed, 2.0 / length * sum / (all * (all - 1.0) - own))
}

fn sections<'m>(marks: impl Iterator<Item = &'m Mark>, length: usize) -> Vec<Section> {
    let mut found = Vec::new();
    let mut at = 0;
    let section = |start: usize, end: usize, is_unit| Section {
        start: start as f64,
        length: (end - start) as f64,
        is_unit,
    };
    for mark in marks {
        if mark.start > at {
            found.push(section(at, mark.start, false));
        }
        found.push(section(mark.start, mark.end, true));
        at = mark.end;
    }
    if at < length {
        found.push(section(at, length, false));
    }
    found
}

/// The squared differences of the sections of two coders that overlap.
fn apart(one: &[Section], other: &[Section]) -> f64 {
    let mut sum = 0.0;
    for a in one {
        for b in other {
            let (end_a, end_b) = (a.start + a.length, b.start + b.length);
            if end_a.min(end_b) <= a.start.max(b.start) {
                continue;
            }
            let within = |inner: &Section, outer: &Section| {
                inner.start >= outer.start
                    && inner.start + inner.length <= outer.start + outer.length
            };
            sum += match (a.is_unit, b.is_unit) {
                (true, true) => (a.start - b.start).powi(2) + (end_a - end_b).powi(2),
                (true, false) if within(a, b) => a.length.powi(2),
                (false, true) if within(b, a) => b.length.powi(2),
                _ => 0.0,
            };
        }
    }
    sum
}

/// Alpha of one code.
pub fn of_code(continuum: &Continuum, code: usize) -> Value {
    let (observed, expected) = disagreement(continuum, code);
    match expected > 0.0 {
        true => Ok(1.0 - observed / expected),
        false => Err(Undefined::NoVariation),
    }
}

/// Alpha of all codes below `codes` together.
pub fn alpha(continuum: &Continuum, codes: usize) -> Value {
    let (mut observed, mut expected) = (0.0, 0.0);
    for code in 0..codes {
        let (o, e) = disagreement(continuum, code);
        observed += o;
        expected += e;
    }
    match expected > 0.0 {
        true => Ok(1.0 - observed / expected),
        false => Err(Undefined::NoVariation),
    }
}

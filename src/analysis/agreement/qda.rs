//! What other programs of the field report, under their names, so that a team can compare with
//! earlier work.

use super::continuum::{Continuum, Mark};
use super::krippendorff::{Metric, alpha};
use super::ratings::Ratings;
use super::spans::covered;
use super::unitizing::{Lengths, Reading};
use super::weights::Weights;
use super::{Undefined, Value, cohen, corrected, percent};

/// Every character of a text as a unit: whether each coder gave it the code. Kept as counts of equal
/// characters, so that a long text takes no more room than its marks.
pub fn characters(continuum: &Continuum, code: usize) -> Ratings {
    let coders = continuum.coders.len();
    let parts: Vec<Vec<(usize, usize)>> = continuum
        .coders
        .iter()
        .map(|marks| covered(marks).remove(&code).unwrap_or_default())
        .collect();
    let mut borders: Vec<usize> = parts.iter().flatten().flat_map(|it| [it.0, it.1]).collect();
    borders.extend([0, continuum.length]);
    borders.sort_unstable();
    borders.dedup();
    let (mut cells, mut lengths) = (Vec::new(), Vec::new());
    for border in borders.windows(2) {
        let is_coded = |parts: &Vec<(usize, usize)>| {
            parts
                .iter()
                .any(|(start, end)| *start <= border[0] && border[1] <= *end)
        };
        cells.extend(parts.iter().map(|parts| u16::from(is_coded(parts))));
        lengths.push((border[1] - border[0]) as f64);
    }
    let rows = Ratings::new(coders, vec![0.0, 1.0], &cells);
    let mut times = vec![0.0; rows.distinct()];
    for (row, length) in rows.row_of().iter().zip(lengths) {
        times[*row as usize] += length;
    }
    rows.with_times(times)
}

/// NVivo's coding comparison, percentage agreement: characters that both or neither coded.
pub fn nvivo_percent(continuum: &Continuum, code: usize) -> Value {
    percent::pairwise(&characters(continuum, code), &Weights::nominal(2))
}

/// NVivo's coding comparison, kappa: Cohen's kappa over characters.
pub fn nvivo_kappa(continuum: &Continuum, code: usize) -> Value {
    cohen::kappa(&characters(continuum, code), &Weights::nominal(2))
}

/// ATLAS.ti's c-alpha-binary: nominal alpha over characters, coded or not.
pub fn c_alpha_binary(continuum: &Continuum, code: usize) -> Value {
    alpha(&characters(continuum, code), &Metric::Nominal)
}

/// ATLAS.ti's Cu-alpha: agreement on which semantic domain, where anything was coded. `domain` gives
/// the domain of a code, numbered below `domains`.
pub fn cu_alpha_of_domains(
    continuum: &Continuum,
    domains: usize,
    domain: impl Fn(usize) -> Option<usize>,
) -> Value {
    Lengths::of(&continuum.recoded(domain), domains).cu_alpha(Reading::MeanSquared)
}

/// MAXQDA's agreement by segments.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Maxqda {
    /// Segments that were looked up in the other coder's coding: those of both.
    pub tests: f64,
    /// Those with the same code and enough overlap there.
    pub agreements: f64,
    /// Codes that the two coders used.
    pub codes: f64,
}

/// Looks up every segment of two coders in the other's coding; `overlap` is the least share of the
/// longer segment.
pub fn maxqda(continuum: &Continuum, one: usize, other: usize, overlap: f64) -> Maxqda {
    let (a, b) = (&continuum.coders[one], &continuum.coders[other]);
    let agree = |own: &[Mark], theirs: &[Mark]| {
        let found = own.iter().filter(|mark| {
            theirs.iter().any(|it| {
                let longer = mark.length().max(it.length()) as f64;
                mark.code == it.code && mark.shared(it) as f64 >= overlap * longer
            })
        });
        found.count() as f64
    };
    let mut codes: Vec<usize> = a.iter().chain(b).map(|mark| mark.code).collect();
    codes.sort_unstable();
    codes.dedup();
    Maxqda {
        tests: (a.len() + b.len()) as f64,
        agreements: agree(a, b) + agree(b, a),
        codes: codes.len() as f64,
    }
}

impl Maxqda {
    /// Agreements among tests.
    pub fn percent(self) -> Value {
        match self.tests > 0.0 {
            true => Ok(self.agreements / self.tests),
            false => Err(Undefined::NoPairs),
        }
    }

    /// Kappa after Rädiker and Kuckartz: chance is 1 / number of codes (Brennan and Prediger 1981).
    pub fn kappa(self) -> Value {
        corrected(self.percent()?, 1.0 / self.codes)
    }
}

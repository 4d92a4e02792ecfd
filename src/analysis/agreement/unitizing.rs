//! Krippendorff's alphas of the unitizing family: coders choose where a unit begins and ends, and
//! its code (Krippendorff, Mathet, Bouvry and Widlöcher 2016; Krippendorff 2019, section 12.6).
//!
//! Marks of one coder must not overlap. All values follow from lengths that can be added up: those of
//! several texts are added, and a bootstrap over texts is a weighted sum.

use super::continuum::{Continuum, Mark, overlaps};
use super::{Undefined, Value};

/// How the overlap of a unit with the units of more than one other coder is squared in the expected
/// coincidences of cu-alpha; for two coders both are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// The square of the mean overlap with the others: the analogue of the equation of u-alpha.
    MeanSquared,
    /// The mean of the squared overlaps with each other coder.
    PairsSquared,
}

/// Lengths, in characters, from which all the alphas are computed. Number 0 is the gap, code c is
/// c + 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Lengths {
    values: usize,
    /// ℓ_ck: characters that one coder gave c and another k, per other coder.
    shared: Vec<f64>,
    /// A_c: squared lengths of the units of c; plain lengths of gaps.
    squares: Vec<f64>,
    /// B_c in both readings.
    overlap_squares: [Vec<f64>; 2],
}

impl Lengths {
    /// No text at all, for so many codes.
    pub fn none(codes: usize) -> Self {
        let values = codes + 1;
        Self {
            values,
            shared: vec![0.0; values * values],
            squares: vec![0.0; values],
            overlap_squares: [vec![0.0; values], vec![0.0; values]],
        }
    }

    /// The lengths of one text; codes are numbered below `codes`.
    pub fn of(continuum: &Continuum, codes: usize) -> Self {
        let mut lengths = Self::none(codes);
        let values = lengths.values;
        let cut: Vec<Vec<Mark>> = continuum
            .coders
            .iter()
            .map(|marks| with_gaps(marks, continuum.length))
            .collect();
        let others = cut.len().saturating_sub(1).max(1) as f64;
        for (at, own) in cut.iter().enumerate() {
            for mark in own {
                let length = mark.length() as f64;
                lengths.squares[mark.code] += if mark.code == 0 {
                    length
                } else {
                    length * length
                };
            }
            let mut means = vec![0.0; own.len()];
            for (_, other) in cut.iter().enumerate().filter(|(to, _)| *to != at) {
                let mut covered = vec![0.0; own.len()];
                let mut place = 0;
                for (mark, theirs, shared) in overlaps(own, other) {
                    let shared = shared as f64;
                    lengths.shared[mark.code * values + theirs.code] += shared / others;
                    while own[place].start < mark.start {
                        place += 1;
                    }
                    if theirs.code != 0 {
                        covered[place] += shared;
                    }
                }
                for ((mean, covered), mark) in means.iter_mut().zip(&covered).zip(own) {
                    *mean += covered / others;
                    if mark.code != 0 {
                        lengths.overlap_squares[1][mark.code] += covered * covered / others;
                    }
                }
            }
            for (mean, mark) in means.iter().zip(own).filter(|(_, mark)| mark.code != 0) {
                lengths.overlap_squares[0][mark.code] += mean * mean;
            }
        }
        lengths
    }

    /// Adds the lengths of another text, `times` over.
    pub fn add(&mut self, other: &Self, times: f64) {
        let add = |all: &mut [f64], more: &[f64]| {
            all.iter_mut()
                .zip(more)
                .for_each(|(sum, it)| *sum += times * it);
        };
        add(&mut self.shared, &other.shared);
        add(&mut self.squares, &other.squares);
        add(&mut self.overlap_squares[0], &other.overlap_squares[0]);
        add(&mut self.overlap_squares[1], &other.overlap_squares[1]);
    }

    fn of_value(&self, value: usize) -> f64 {
        self.shared[value * self.values..][..self.values]
            .iter()
            .sum()
    }

    fn total(&self) -> f64 {
        self.shared.iter().sum()
    }

    /// ε_ck: what would coincide by chance (2016, eq. 4).
    fn expected(&self, one: usize, other: usize) -> f64 {
        let total = self.total();
        let own = if one == other { self.squares[one] } else { 0.0 };
        let pairs = total * total - self.squares.iter().sum::<f64>();
        total * (self.of_value(one) * self.of_value(other) - own) / pairs
    }

    /// u-alpha, nominal: borders and codes, gaps included (eq. 5a).
    pub fn u_alpha(&self) -> Value {
        let total = self.total();
        let same = (0..self.values).map(|it| self.shared[it * self.values + it]);
        let by_chance = (0..self.values).map(|it| self.expected(it, it));
        ratio(total - same.sum::<f64>(), total - by_chance.sum::<f64>())
    }

    /// Binary u-alpha: whether anything was coded, whatever the code (eq. 6).
    pub fn binary(&self) -> Value {
        let codes = 1..self.values;
        let observed: f64 = codes.clone().map(|code| self.shared[code]).sum();
        ratio(observed, codes.map(|code| self.expected(0, code)).sum())
    }

    /// ℓ*_c., the characters given code c that others coded too.
    fn coded(&self, code: usize) -> f64 {
        self.shared[code * self.values + 1..][..self.values - 1]
            .iter()
            .sum()
    }

    fn coded_total(&self) -> f64 {
        (1..self.values).map(|code| self.coded(code)).sum()
    }

    /// ε*_cc (2016, eqs 10 and 11).
    fn expected_coded(&self, code: usize, reading: Reading) -> f64 {
        let squares = &self.overlap_squares[reading as usize];
        let total = self.coded_total();
        let pairs = total * total - squares.iter().sum::<f64>();
        total * (self.coded(code).powi(2) - squares[code]) / pairs
    }

    fn same(&self, code: usize) -> f64 {
        self.shared[code * self.values + code]
    }

    /// cu-alpha, nominal: agreement on the code where two coders coded anything.
    pub fn cu_alpha(&self, reading: Reading) -> Value {
        let total = self.coded_total();
        if total == 0.0 {
            return Err(Undefined::NoPairs);
        }
        let same: f64 = (1..self.values).map(|code| self.same(code)).sum();
        let by_chance: f64 = (1..self.values)
            .map(|code| self.expected_coded(code, reading))
            .sum();
        ratio(total - same, total - by_chance)
    }

    /// Share of the text that cu-alpha looks at.
    pub fn cu_coverage(&self) -> Value {
        share(self.coded_total(), self.total())
    }

    /// (k)u-alpha, nominal: agreement on one code (eqs 13a and 13b).
    pub fn ku_alpha(&self, code: usize, reading: Reading) -> Value {
        let code = code + 1;
        let total = self.coded_total();
        let pairs = total * total - self.overlap_squares[reading as usize].iter().sum::<f64>();
        let coded = self.coded(code);
        if coded == 0.0 || pairs == 0.0 {
            return Err(Undefined::NoPairs);
        }
        // ε*_.k is the sum of a line of expected coincidences.
        let squares = self.overlap_squares[reading as usize][code];
        let expected = total * (coded * total - squares) / pairs;
        let apart = expected - self.expected_coded(code, reading);
        ratio(expected / coded * (coded - self.same(code)), apart)
    }

    /// Share of the characters with a code that (k)u-alpha looks at.
    pub fn ku_coverage(&self, code: usize) -> Value {
        share(self.coded(code + 1), self.of_value(code + 1))
    }
}

fn ratio(observed: f64, expected: f64) -> Value {
    match expected.abs() > 1e-9 {
        true => Ok(1.0 - observed / expected),
        false => Err(Undefined::NoVariation),
    }
}

fn share(part: f64, all: f64) -> Value {
    match all > 0.0 {
        true => Ok(part / all),
        false => Err(Undefined::NoPairs),
    }
}

/// The marks and what lies between them, in order: gaps are 0, code c is c + 1.
fn with_gaps(marks: &[Mark], length: usize) -> Vec<Mark> {
    let mut parts = Vec::with_capacity(marks.len() * 2 + 1);
    let mut at = 0;
    let gap = |start, end| Mark {
        start,
        end,
        code: 0,
    };
    for mark in marks {
        if mark.start > at {
            parts.push(gap(at, mark.start));
        }
        parts.push(Mark {
            code: mark.code + 1,
            ..*mark
        });
        at = mark.end;
    }
    if at < length {
        parts.push(gap(at, length));
    }
    parts
}

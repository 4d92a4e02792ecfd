//! Gamma (Mathet, Widlöcher and Métivier 2015) with its categorial part (Mathet 2017): the disorder
//! of the best alignment against that of random texts. Units may overlap.

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use statrs::distribution::{ContinuousCDF, Normal};

use super::alignment::{Alignment, Dissimilarity, Unit, best};
use super::continuum::Continuum;
use super::interval::{Interval, normal};
use super::{Undefined, Value};

/// How random texts are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sampler {
    /// Each coder is one of the real ones, shifted round by a random way (the paper's).
    Shuffle,
    /// As many units, of such lengths, gaps and codes, as the coders set on average.
    Statistical,
}

/// How gamma is computed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// The weights of position and code.
    pub dissimilarity: Dissimilarity,
    /// How random texts are made.
    pub sampler: Sampler,
    /// How many, at least.
    pub samples: usize,
    /// The expected disorder is wanted within this share of itself, at 95 %; more texts are made
    /// until it is.
    pub precision: f64,
    /// The seed of chance.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            dissimilarity: Dissimilarity {
                position: 1.0,
                code: 1.0,
            },
            sampler: Sampler::Shuffle,
            samples: 30,
            precision: 0.02,
            seed: 1,
        }
    }
}

/// Gamma, and what it was computed from.
#[derive(Debug, Clone, PartialEq)]
pub struct Gamma {
    /// The best alignment of what was coded.
    pub observed: Alignment,
    /// Those of the random texts.
    pub samples: Vec<Alignment>,
    settings: Settings,
}

/// Aligns a text and as many random ones as are needed.
pub fn gamma(continuum: &Continuum, settings: Settings) -> Result<Gamma, Undefined> {
    let coders: Vec<Vec<Unit>> = continuum.coders.iter().map(|marks| units(marks)).collect();
    if coders.len() < 2 || coders.iter().all(Vec::is_empty) {
        return Err(Undefined::NoPairs);
    }
    let observed = best(&coders, settings.dissimilarity);
    let make = |from: usize, to: usize| -> Vec<Alignment> {
        (from..to)
            .into_par_iter()
            .map(|at| {
                let mut chance = ChaCha8Rng::seed_from_u64(settings.seed);
                chance.set_stream(at as u64);
                let sample = match settings.sampler {
                    Sampler::Shuffle => shuffled(&coders, continuum.length as f64, &mut chance),
                    Sampler::Statistical => like(&coders, &mut chance),
                };
                best(&sample, settings.dissimilarity)
            })
            .collect()
    };
    let mut samples = make(0, settings.samples.max(2));
    let (mean, deviation) = mean_and_deviation(samples.iter().map(|it| it.disorder));
    let z = Normal::standard().inverse_cdf(0.975);
    let needed = (z * deviation / mean / settings.precision).powi(2).ceil();
    if needed.is_finite() && needed as usize > samples.len() {
        samples.extend(make(samples.len(), (needed as usize).min(5000)));
    }
    Ok(Gamma {
        observed,
        samples,
        settings,
    })
}

impl Gamma {
    /// Gamma: 1 - observed / expected disorder; may be negative.
    pub fn value(&self) -> Value {
        let (expected, _) = mean_and_deviation(self.samples.iter().map(|it| it.disorder));
        match expected > 0.0 {
            true => Ok(1.0 - self.observed.disorder / expected),
            false => Err(Undefined::NoVariation),
        }
    }

    /// How well the random texts pin gamma down; not how it would vary with other texts.
    pub fn precision(&self) -> Result<Interval, Undefined> {
        let value = self.value()?;
        let (mean, deviation) = mean_and_deviation(self.samples.iter().map(|it| it.disorder));
        let error = deviation / mean / (self.samples.len() as f64).sqrt();
        Ok(normal(value, (1.0 - value) * error))
    }

    /// Gamma-cat: agreement on codes where units were aligned.
    pub fn of_codes(&self) -> Value {
        self.categorial(|_| true)
    }

    /// Gamma-k: agreement on one code where units were aligned.
    pub fn of_code(&self, code: usize) -> Value {
        self.categorial(|it| it == code)
    }

    fn categorial(&self, counts: impl Fn(usize) -> bool) -> Value {
        let disorder = |alignment| self.of_codes_in(alignment, &counts);
        let observed = disorder(&self.observed).ok_or(Undefined::NoPairs)?;
        let (expected, _) = mean_and_deviation(self.samples.iter().filter_map(disorder));
        match expected > 0.0 {
            true => Ok(1.0 - observed / expected),
            false => Err(Undefined::NoVariation),
        }
    }

    /// The mean difference of codes in an alignment, near pairs weighing more.
    fn of_codes_in(&self, alignment: &Alignment, counts: impl Fn(usize) -> bool) -> Option<f64> {
        let (mut sum, mut all) = (0.0, 0.0);
        for together in alignment.together.iter().filter(|it| it.len() > 1) {
            for (at, one) in together.iter().enumerate() {
                for other in &together[at + 1..] {
                    let (one, other) = (&alignment.units[*one], &alignment.units[*other]);
                    if !counts(one.code) && !counts(other.code) {
                        continue;
                    }
                    let apart = Dissimilarity::of_position(one, other);
                    let near = (1.0 - self.settings.dissimilarity.position * apart).max(0.0);
                    let weight = near / (together.len() - 1) as f64;
                    sum += weight * f64::from(one.code != other.code);
                    all += weight;
                }
            }
        }
        (all > 0.0).then(|| sum / all)
    }
}

fn units(marks: &[super::continuum::Mark]) -> Vec<Unit> {
    let unit = |mark: &super::continuum::Mark| Unit {
        start: mark.start as f64,
        end: mark.end as f64,
        code: mark.code,
    };
    marks.iter().map(unit).collect()
}

fn mean_and_deviation(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let count = values.clone().count() as f64;
    let mean = values.clone().sum::<f64>() / count;
    let square = values.map(|it| (it - mean).powi(2)).sum::<f64>() / count;
    (mean, square.sqrt())
}

/// Real coders, drawn with replacement and shifted round; no two by nearly the same way.
fn shuffled(coders: &[Vec<Unit>], length: f64, chance: &mut impl Rng) -> Vec<Vec<Unit>> {
    let lengths = coders.iter().flatten().map(|unit| unit.end - unit.start);
    let apart = mean_and_deviation(lengths).0 / 2.0;
    let mut ways: Vec<f64> = Vec::new();
    coders
        .iter()
        .map(|_| {
            let mut way = chance.random_range(0.0..length);
            // In a short text there may be no room for ways that are far enough from each other.
            for _ in 0..100 {
                let gap = |it: &f64| (it - way).abs().min(length - (it - way).abs());
                if ways.iter().all(|it| gap(it) >= apart) {
                    break;
                }
                way = chance.random_range(0.0..length);
            }
            ways.push(way);
            let shift = |unit: &Unit| {
                let back = if unit.start + way >= length {
                    length
                } else {
                    0.0
                };
                Unit {
                    start: unit.start + way - back,
                    end: unit.end + way - back,
                    code: unit.code,
                }
            };
            let drawn = &coders[chance.random_range(0..coders.len())];
            drawn.iter().map(shift).collect()
        })
        .collect()
}

/// Coders of whom only the averages are real.
fn like(coders: &[Vec<Unit>], chance: &mut impl Rng) -> Vec<Vec<Unit>> {
    let all: Vec<&Unit> = coders.iter().flatten().collect();
    let count = mean_and_deviation(coders.iter().map(|units| units.len() as f64));
    let length = mean_and_deviation(all.iter().map(|unit| unit.end - unit.start));
    // From the beginning of the text to the first unit is a gap too.
    let between = coders.iter().flat_map(|units| units.windows(2));
    let between = between.map(|pair| pair[1].start - pair[0].end);
    let first = coders
        .iter()
        .filter_map(|units| units.first().map(|unit| unit.start));
    let first = first.filter(|start| *start > 0.0);
    let gap = mean_and_deviation(std::iter::once(0.0).chain(between).chain(first));
    let mut draw = |(mean, deviation): (f64, f64)| {
        let uniform: f64 = chance.random_range(f64::EPSILON..1.0);
        mean + deviation * Normal::standard().inverse_cdf(uniform)
    };
    let mut drawn: Vec<Vec<(f64, f64)>> = Vec::new();
    for _ in coders {
        let units = draw(count).max(1.0) as usize;
        drawn.push(
            (0..units)
                .map(|_| (draw(gap), draw(length).abs()))
                .collect(),
        );
    }
    drawn
        .into_iter()
        .map(|units| {
            let mut at = 0.0;
            let mut place = |(gap, length): (f64, f64)| {
                let start = at + gap;
                at = start + length.max(1e-9);
                Unit {
                    start,
                    end: at,
                    code: all[chance.random_range(0..all.len())].code,
                }
            };
            units.into_iter().map(&mut place).collect()
        })
        .collect()
}

//! How far coders agree. One file for each coefficient; all of them are functions of a table of
//! ratings (units by coders) or of the spans that coders set in a text.
//!
//! A coefficient that cannot be computed is not 0, 1 or NaN, but says why.

pub mod alignment;
pub mod alpha_u_2004;
pub mod bennett;
pub mod bootstrap;
pub mod boundary;
pub mod cohen;
pub mod comparison;
pub mod conger;
pub mod continuum;
pub mod decisions;
pub mod fleiss;
pub mod gamma;
pub mod gwet;
pub mod holsti;
pub mod interval;
pub mod krippendorff;
pub mod light;
pub mod measure;
pub mod measured;
pub mod mv_alpha;
pub mod percent;
pub mod qda;
pub mod ratings;
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
    #[error("it is undefined for a pair of coders: neither of them varies")]
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

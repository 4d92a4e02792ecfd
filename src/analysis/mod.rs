//! The sums: from a study, or a bare table, to values. Pure: no files, no clock, no unseeded chance.

pub mod agreement;
pub mod attributes;
pub mod balance;
pub mod collocations;
pub mod contradictions;
pub mod cooccurrence;
pub mod crosstab;
pub mod disclosure;
pub mod dispersion;
#[cfg(test)]
mod example;
pub mod factors;
pub mod fisher;
pub mod flow;
pub mod flows;
pub mod frequency;
pub mod groups;
mod identity;
mod impossible;
pub mod keyness;
pub mod matrix;
pub mod pick;
pub mod place_names;
pub mod places;
pub mod portrait;
pub mod register;
pub mod routes;
pub mod sample;
pub mod saturation;
pub mod significance;
mod spelling;
pub mod stop_words;
pub mod summary;
pub mod timeline;
pub mod wilson;
pub mod words;

pub use crate::model::bands;

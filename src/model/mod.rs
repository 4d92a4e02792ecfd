//! The nouns. Plain values and the laws between them; no files, no SQL, no clock, no randomness:
//! time, ids and seeds are inputs.

pub mod answer;
pub mod assignment;
pub mod attribution;
pub mod blind;
pub mod carry;
pub mod clash;
pub mod classification;
pub mod codebook;
pub mod coding;
pub mod contradiction;
pub mod decision;
pub mod file;
pub mod fold;
pub mod hash;
pub mod id;
pub mod lineage;
pub mod memo;
pub mod natural;
pub mod nearest;
pub mod operation;
pub mod passage;
pub mod quote;
pub mod record;
pub mod respondent;
pub mod round;
pub mod rule;
pub mod scope;
pub mod sentence;
pub mod settings;
pub mod source;
pub mod span;
pub mod speaker;
pub mod standing;
pub mod study;
pub mod words;

//! The nouns. Plain values and the laws between them; no files, no SQL, no clock, no randomness:
//! time, ids and seeds are inputs.

pub mod answer;
pub mod attribution;
pub mod carry;
pub mod codebook;
pub mod coding;
pub mod file;
pub mod hash;
pub mod id;
pub mod memo;
pub mod natural;
pub mod nearest;
pub mod operation;
pub mod passage;
pub mod quote;
pub mod respondent;
pub mod scope;
pub mod sentence;
pub mod settings;
pub mod source;
pub mod span;
pub mod speaker;
pub mod study;
pub mod words;

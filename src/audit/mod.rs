//! The proof-reader: a draft's text to its claims, and claims to verdicts. Pure text work; it knows
//! the nouns, and neither files nor projects nor clocks.

mod ages;
pub mod alignment;
mod around;
pub mod attribution;
mod borders;
mod categories;
pub mod claims;
mod clause;
mod clause_words;
mod consistency;
mod differences;
pub mod draft;
mod draft_tables;
pub mod editing;
pub mod examine;
mod excerpt;
pub mod finding;
#[cfg(test)]
mod forms;
mod furniture;
mod garbled;
mod genders;
mod grid;
mod introduction;
mod judge;
mod naming;
mod negation;
pub mod numbers;
mod original;
mod outside;
mod people;
mod printed;
mod quotations;
mod reading;
pub mod recognise;
mod signatures;
mod speech;
mod splices;
mod told;
mod translated;
#[cfg(test)]
mod traps;
#[cfg(test)]
mod traps_of_lack;
#[cfg(test)]
mod traps_of_languages;
#[cfg(test)]
mod traps_of_mends;
#[cfg(test)]
mod traps_of_notes;
#[cfg(test)]
mod traps_of_verbs;
#[cfg(test)]
mod traps_of_words;
mod unmarked;
mod window;
mod wording;
mod words;

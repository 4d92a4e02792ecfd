//! Who can be recognised: how many respondents an attribution may be of, what would be told less of
//! them, which cells of a table may not be printed, and which words of a text name somebody.

pub mod attributions;
mod calendar;
pub mod cells;
pub mod counts;
pub mod earlier;
pub mod generalise;
mod kinship;
pub mod names;
pub mod patterns;
pub mod rows;
pub mod shown;
pub mod solve;
pub mod suppress;
pub mod tables;
pub mod together;

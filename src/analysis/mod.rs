//! The sums: from a study, or a bare table, to values. Pure: no files, no clock, no unseeded chance.

pub mod agreement;

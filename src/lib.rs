//! quotebook turns interview notes into quotes that a reader can trust.
pub mod cli;
pub mod codebook;
pub mod corpus;
pub mod index;
pub mod model;
pub mod project;
pub mod report;
pub mod store;

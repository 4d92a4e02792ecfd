//! quotebook turns interview notes into quotes that a reader can trust.
//!
//! # The house
//!
//! A datum flows one way: file → operation → journal and tables → study → analysis → report → bytes.
//!
//! - [`model`]: the nouns (source, respondent, code, coding, quote, operation, study). Pure values:
//!   no files, no SQL, no clock, no chance.
//! - [`corpus`], [`codebook`], [`store`]: the edges. Files to text and tables, codebook files to
//!   codes, the SQLite database. Each knows `model` and nothing of the others.
//! - [`index`]: the edge of the full text and the query language. Disposable: it is named after the
//!   texts that it was made from, and made anew whenever there is none of that name.
//! - [`project`]: the folder and its jobs; the only place where edges meet.
//! - [`analysis`]: the sums. Agreement of coders: one file for each coefficient, all functions of a
//!   table of ratings or of spans; a value that cannot be computed says why. Tables: a `sample` says
//!   which respondents, sources, codes and codings a table is about, `groups` puts respondents into
//!   columns, and one file for each table (codes by group, factors, attributes, codes together,
//!   saturation, words), test, interval and choice of quotes makes the numbers. Pure.
//! - [`report`]: values to documents (headings, quotes, tables, figures), one file per format and one
//!   per kind of figure. Pure: the same report has the same bytes.
//! - [`cli`]: the front door, one file per command. It never names an edge.
//!
//! # What always holds
//!
//! - A project changes only by appending an operation to the journal, in the transaction that
//!   updates the tables. An operation holds every record before and after, so undo is the operation
//!   backwards, and a project as of a day is the journal folded up to that day.
//! - A text is stored once under its SHA-256 and never edited; a correction is a new version.
//! - Positions are bytes on character borders inside, Unicode characters outside.
//! - A coding keeps the digest of its words; a quote is only made from a coding that stands at them.
//!
//! # Eight walks
//!
//! - **Import**: `cli::import` → `project::import` reads files side by side through `corpus` and
//!   `codebook`, plans the changes against the study as it is, and commits one operation.
//! - **Coding**: `cli::code` → `project::coding` finds the span, refuses what is not in the text and
//!   commits.
//! - **Quotes**: `cli::quotes` → `project::quotes` reads the codings asked for, source by source;
//!   `model::quote` puts agreeing coders together and attributes; `report::quotes` lays them out.
//! - **Search**: `cli::search` → `project::search` finds or makes the index; `index::parse` reads the
//!   query, `index::plan` looks its names up, `index::terms` finds words in the postings,
//!   `index::found` puts the answers together, and `index::answer` marks the words in the text.
//! - **Agreement**: `cli::agreement` reads study and texts; `analysis::agreement::decisions` makes a
//!   table of who decided what about each unit, `comparison` asks for the coefficients by name, and
//!   `report::agreement` lays them out.
//! - **Tables**: `cli::table` turns names into a part of the study; `analysis::frequency` counts,
//!   `analysis::crosstab` gives every count its base, `analysis::significance` tests, and
//!   `report::crosstab` lays them out, as typed cells for people and as rows for machines.
//! - **Report**: `cli::report` reads the description and runs its commands with a context that keeps
//!   their answers; `report::methods` adds how it came about, `report::moved` compares it with the
//!   report of an earlier moment, and one of `report`'s formats writes it.
//! - **Undo**: `cli::history` → `project::history` commits the inverse of an operation, which the
//!   store refuses if anything has changed since.

pub mod analysis;
pub mod cli;
pub mod codebook;
pub mod corpus;
pub mod index;
pub mod model;
pub mod project;
pub mod report;
pub mod store;

//! quotebook turns interview notes into quotes that a reader can trust.
//!
//! # The house
//!
//! A datum flows one way: file → operation → journal and tables → study → analysis → report → bytes.
//!
//! - [`model`]: the nouns (source, respondent, code, coding, quote, operation, study). Pure values:
//!   no files, no SQL, no clock, no chance.
//! - [`archive`]: zip and XML, neither of which is trusted. Bytes in, bytes out; two edges stand on it.
//! - [`exchange`]: the edge to other programs: their projects to one plain value and back, with a word
//!   about whatever could not travel.
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
//! - [`audit`]: the proof-reader. A draft's text to its claims, and claims to verdicts: how printed
//!   words stand to a source, and what is said about who spoke. Likeness chooses where to look and
//!   proves nothing. Pure.
//! - [`report`]: values to documents (headings, quotes, tables, figures), one file per format and one
//!   per kind of figure. Pure: the same report has the same bytes.
//! - [`jobs`]: what a command and a page do alike and that takes sums as well as a project, which may not
//!   name them: an edit before it is kept, a doubtful answer, the page of a
//!   respondent, contradictions.
//! - [`web`]: the other front door, the page; the only room with async. One file per page.
//! - [`cli`]: the front door, one file per command. It never names an edge.
//!
//! # What always holds
//!
//! - A project changes only by appending an operation to the journal, in the transaction that
//!   updates the tables. An operation holds every record before and after, so undo is the operation
//!   backwards, and a project as of a day is the journal folded up to that day.
//! - A text is stored once under its SHA-256 and never edited; a correction is a new version.
//! - The tables are the fold of the journal ([`model::fold`]): in one copy the same as one operation
//!   after the other; of copies that went apart, the same whatever the order in which they are merged.
//! - While a round is blind nobody is shown another coder's work ([`model::blind`]); every study that
//!   leaves `project` has passed it.
//! - A project that is looked at as of a moment ([`project::Project::as_of`]) is of then wherever it is read, and
//!   cannot be changed.
//! - Positions are bytes on character borders inside, Unicode characters outside.
//! - A coding keeps the digest of its words; a quote is only made from a coding that stands at them.
//!
//! # Walks
//!
//! - **Import**: `cli::import` → `project::import` reads files side by side through `corpus` and
//!   `codebook`, plans the changes against the study as it is, and commits one operation.
//!   A PDF is read by a child process (`corpus::pdf`), which has limits and may break off.
//! - **Coding**: `cli::code` → `project::coding` finds the span, refuses what is not in the text and
//!   commits.
//! - **Coding on the page**: `web::guard` lets the request in, `web::api` hands a job to the threads of
//!   `web::desk`, which call `project::coding` as the command does; `web::live` tells the other pages.
//!   A change waits in the browser until it is answered (`queue.js`), and `web::once` makes it once.
//! - **Tables, figures, agreement and the audit on the page**: `cli::asked` gives `web` these commands as
//!   forms; `web::pages::answers` shows one, `report::behind` says what its cells stand for, and `cli::asked` runs it in a context that keeps the answer
//!   as blocks or as a file, which is recorded like any that leaves the project.
//! - **Quotes**: `cli::quotes` → `project::quotes` reads the codings asked for, source by source;
//!   `model::quote` puts agreeing coders together and attributes; `report::quotes` lays them out.
//! - **Editing**: `cli::quote`, or the page as one types, hands what shall be printed to `jobs::editing`;
//!   `audit::editing` aligns it with the words of
//!   the codings, refuses what is not theirs, marks what is not marked and reads its own print as a
//!   proof; `project::editing` keeps the edit as `model::edit`, splices of the source's words, and
//!   `model::rendering` prints it in every form.
//! - **Search**: `cli::search` → `project::search` finds or makes the index; `index::parse` reads the
//!   query, `index::plan` looks its names up, `index::terms` finds words in the postings,
//!   `index::found` puts the answers together, and `index::answer` marks the words in the text.
//! - **Agreement**: `cli::agreement` reads study and texts; `analysis::agreement::decisions` makes a
//!   table of who decided what about each unit, `comparison` asks for the coefficients by name, and
//!   `report::agreement` lays them out.
//! - **Merge**: `cli::merge` → `project::merge` opens the other copy for reading; `store::merge` takes
//!   over the operations that are missing, folds the whole journal anew and makes the tables what it
//!   adds up to; `model::clash` says what both sides changed.
//! - **Tables**: `cli::table` turns names into a part of the study; `analysis::frequency` counts,
//!   `analysis::crosstab` gives every count its base, `analysis::significance` tests, and
//!   `report::crosstab` lays them out, as typed cells for people and as rows for machines.
//! - **A table in public**: `analysis::disclosure::suppress` keeps small counts back; `cli::earlier` reckons anew
//!   what has left before, and `analysis::disclosure::together` solves all of it as one system of equations.
//! - **Routes**: `cli::import` reads stops and places like a register (`project::import::routes`, `places`);
//!   `model::route_faults` says what cannot be, `model::toponym` what may be one place. `analysis::routes`
//!   counts respondents, `report::routes` lays them out, and `report::chart::map` draws them.
//! - **Audit**: `cli::audit` has `project::audit` read the draft; `audit::claims` finds the quotations
//!   and who signs them; `audit::examine` asks for the sources of those who are named, and of
//!   `index::likely` for the likeliest others where words do not stand there; `audit::judge` gives the
//!   verdicts, and `report::audit` or comments in the draft show them.
//! - **Exchange**: `cli::import` → `exchange::read` turns another program's file into one value, a
//!   list of losses and the evidence for its positions; `project::import::foreign` makes records of it.
//!   `cli::export` → `project::export` makes the value of the study and `exchange::write` the file.
//! - **Report**: `cli::report` reads the description and runs its commands with a context that keeps
//!   their answers; `report::methods` adds how it came about, `report::moved` compares it with the
//!   report of an earlier moment, and one of `report`'s formats writes it.
//! - **Classifying**: `cli::classify` → `project::classify` asks the settings for the value, the register
//!   for what it requires and the notes for the words, and commits; `model::classification` reckons what
//!   all classifiers' words come to whenever a study is read.
//! - **Contradictions**: `cli::contradictions` has `project::rules` read the rules;
//!   `analysis::contradictions` tells whose words are whose and finds; `project::contradictions` settles.
//! - **Undo**: `cli::history` → `project::history` commits the inverse of an operation, which the
//!   store refuses if anything has changed since.

pub mod analysis;
pub mod archive;
pub mod audit;
pub mod cli;
pub mod codebook;
pub mod corpus;
pub mod exchange;
pub mod index;
pub mod jobs;
pub mod model;
pub mod project;
pub mod report;
pub mod store;
pub mod web;

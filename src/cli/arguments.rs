//! All commands and the arguments that they share.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::{
    agreement, archive, assignments, audit, autocode, backup, balance, bundle, check,
    classifications, classify, code, codebook, completions, contradictions, demo, disagreements,
    disclosure, export, exports, history, import, init, list, memo, merge, place, places, plot,
    quote, quotes, redact, renumber, report, respondent, round, route, routes, sample, search,
    serve, settle, sources, table,
};

/// Turns interview notes into quotes that a reader can trust.
///
/// Begin with `quotebook demo` to see what it does on an invented study, or with `quotebook init`
/// to make a project of your own. Nothing leaves this computer.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true, arg_required_else_help = true)]
#[command(
    after_help = "Exit codes: 0 done; 1 done and the answer is no; 2 an error, nothing changed."
)]
pub struct Cli {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What every command understands.
#[derive(Debug, Args)]
pub struct Global {
    /// Folder of the project [default: the nearest one upwards from here].
    #[arg(long, global = true, value_name = "DIR", help_heading = "Everywhere")]
    pub project: Option<PathBuf>,
    /// Who does this [default: `coder` in quotebook.toml, else the user of this computer].
    #[arg(
        long,
        global = true,
        env = "QUOTEBOOK_CODER",
        value_name = "NAME",
        help_heading = "Everywhere"
    )]
    pub coder: Option<String>,
    /// How the answer is written [default: by the ending of --output, else text]. In csv, words that begin
    /// with =, +, - or @ have an apostrophe before them, which an import takes away again.
    #[arg(long, global = true, value_enum, help_heading = "Everywhere")]
    pub format: Option<Format>,
    /// Write the answer to this file.
    #[arg(
        short,
        long,
        global = true,
        value_name = "FILE",
        help_heading = "Everywhere"
    )]
    pub output: Option<PathBuf>,
    /// Read the project as it was at this time: `2026-11-20`, `2026-11-20T14:30` or with a zone.
    #[arg(long, global = true, value_name = "TIME", help_heading = "Everywhere")]
    pub as_of: Option<String>,
    /// Write for everybody: with the public numbers of this key (`quotebook renumber`), the public
    /// attribution, small cells suppressed, and a last look for anything that names somebody.
    #[arg(
        long,
        global = true,
        value_name = "KEYFILE",
        help_heading = "Everywhere"
    )]
    pub public: Option<PathBuf>,
}

impl Command {
    /// Whether it can answer under public numbers. Whatever changes the project or shows how the team
    /// works cannot.
    pub(super) fn may_be_public(&self) -> bool {
        match self {
            Self::Search(_)
            | Self::Quotes(_)
            | Self::Balance(_)
            | Self::Table(_)
            | Self::Plot(_)
            | Self::Report(_)
            | Self::Export(_)
            | Self::Agreement(_)
            | Self::Disagreements(_)
            | Self::Disclosure(_)
            | Self::Audit(_)
            | Self::Routes(_)
            | Self::Respondents(_)
            | Self::Codes(_)
            | Self::Coders => true,
            Self::Codings(_)
            | Self::Init(_)
            | Self::Demo(_)
            | Self::Status
            | Self::Serve(_)
            | Self::Open(_)
            | Self::Import(_)
            | Self::Quote(_)
            | Self::Renumber(_)
            | Self::ReadPdf
            | Self::Route(_)
            | Self::Place(_)
            | Self::Places(_)
            | Self::Exports(_)
            | Self::Classify(_)
            | Self::Classifications(_)
            | Self::Contradictions(_)
            | Self::Respondent(_)
            | Self::Redact(_)
            | Self::Settle(_)
            | Self::Sample(_)
            | Self::Assignments(_)
            | Self::Round(_)
            | Self::Merge(_)
            | Self::Bundle(_)
            | Self::Sources(_)
            | Self::Codebook(_)
            | Self::Code(_)
            | Self::Uncode(_)
            | Self::Recode(_)
            | Self::Autocode(_)
            | Self::Memo(_)
            | Self::History(_)
            | Self::Undo(_)
            | Self::Redo
            | Self::Check(_)
            | Self::Backup(_)
            | Self::Archive(_)
            | Self::Restore(_)
            | Self::Completions(_)
            | Self::Man => false,
        }
    }
}

/// Forms of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading in a terminal.
    Text,
    /// One array of objects.
    Json,
    /// An object on each line (JSON Lines).
    Jsonl,
    /// A table with a header.
    Csv,
    /// Markdown.
    Md,
    /// One self-contained page.
    Html,
    /// A Word document.
    Docx,
    /// An OpenDocument text.
    Odt,
    /// LaTeX, for xelatex or lualatex.
    Tex,
    /// Sheets.
    Xlsx,
    /// A figure.
    Svg,
    /// A figure, in dots.
    Png,
    /// An SPSS data file (`table matrix` only).
    Sav,
    /// A Parquet file.
    Parquet,
}

impl Format {
    /// Whether people read it, as text rather than as rows.
    pub(super) fn is_prose(self) -> bool {
        match self {
            Self::Text | Self::Md | Self::Html | Self::Docx | Self::Odt | Self::Tex => true,
            Self::Json
            | Self::Jsonl
            | Self::Csv
            | Self::Xlsx
            | Self::Svg
            | Self::Png
            | Self::Sav
            | Self::Parquet => false,
        }
    }

    /// Whether it can only hold one figure.
    pub(super) fn is_figure(self) -> bool {
        matches!(self, Self::Svg | Self::Png)
    }

    /// Whether it is nothing that a terminal can show.
    pub(super) fn is_binary(self) -> bool {
        matches!(
            self,
            Self::Docx | Self::Odt | Self::Xlsx | Self::Png | Self::Sav | Self::Parquet
        )
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a project.
    Init(init::Arguments),
    /// Make the example study, and show what it gives.
    Demo(demo::Arguments),
    /// What is in the project, and what is waiting.
    Status,
    /// Serve the page of the project for a browser of this computer, and print its link.
    Serve(serve::Arguments),
    /// Open the page of the project in the browser: read, code, search.
    Open(serve::Arguments),
    /// Import notes, respondents, codebooks and codings.
    Import(import::Arguments),
    /// Write the project for another program, with a word about what could not travel.
    Export(export::Arguments),
    /// Reads a PDF from standard input; started by the program itself.
    #[command(hide = true)]
    ReadPdf,
    /// What left the project: who wrote which file, when and how; or which export a file is.
    Exports(exports::Arguments),
    /// Find passages by words, attributes, codes and how codings stand to each other.
    Search(search::Arguments),
    /// Print quotes with their attribution.
    Quotes(quotes::Arguments),
    /// Star quotes, note something on them, say how far they have come.
    Quote(quote::Arguments),
    /// Who can be recognised by attributions, and what less could be told.
    Disclosure(disclosure::Arguments),
    /// Give respondents, sources and coders public numbers, with the key in a file elsewhere.
    Renumber(renumber::Arguments),
    /// Mark words that are not printed: names, places, numbers and days.
    Redact(redact::Arguments),
    /// Whether quotes stand for the sample: who is quoted, how much, and who is not.
    Balance(balance::Arguments),
    /// Tables for reports: codes by group, factors, attributes, codes together, words, saturation.
    Table(table::Arguments),
    /// Draw figures of codes, respondents and coding.
    Plot(plot::Arguments),
    /// A whole report: sections with text, quotes, tables and figures, and how it came about.
    Report(report::Arguments),
    /// How far coders agree, in a project or in a bare table.
    Agreement(agreement::Arguments),
    /// The passages that coders differ about, and why.
    Disagreements(disagreements::Arguments),
    /// Settle what coders differ about, as codings of `consensus`.
    Settle(settle::Arguments),
    /// Plan which sources are coded twice, and assign them.
    Sample(sample::Arguments),
    /// Who codes which source.
    Assignments(assignments::Arguments),
    /// Let coders work apart: open a round, close it, reveal it.
    Round(round::Arguments),
    /// Bring in what another copy of the project, or a bundle, has.
    Merge(merge::Arguments),
    /// Write one coder's work to a file for `merge`.
    Bundle(bundle::Arguments),
    /// Hold a finished report against the notes: every quotation, every attribution.
    Audit(audit::Arguments),
    /// List the sources, or set the language or respondent of some.
    Sources(sources::Arguments),
    /// Put a respondent into a value of an attribute, because of words of the notes.
    Classify(classify::Arguments),
    /// Who put which respondent into which value, because of what, and where they differ.
    Classifications(classifications::Arguments),
    /// Where the register's answers and the notes contradict each other, and settle it.
    Contradictions(contradictions::Arguments),
    /// The page of a respondent: attributes, sources, codes, quotes, classifications, contradictions.
    Respondent(respondent::Arguments),
    /// List the respondents with their attributes.
    Respondents(list::RespondentsArguments),
    /// A respondent's way: show it, add stops, change them, take them away.
    Route(route::Arguments),
    /// Where routes lead, where from and through what, with corridors and lengths of stay.
    Routes(routes::Arguments),
    /// Describe places: names, other spellings, country, coordinates.
    Place(place::Arguments),
    /// List the places of routes, look for spellings of one, bring two together.
    Places(places::Arguments),
    /// List the codes with how often they are used.
    Codes(list::CodesArguments),
    /// List the coders.
    Coders,
    /// List codings, or import a table of them.
    Codings(list::CodingsArguments),
    /// Show, import, export and change the codebook.
    Codebook(codebook::Arguments),
    /// Code a passage.
    Code(code::CodeArguments),
    /// Remove codings.
    Uncode(code::UncodeArguments),
    /// Give codings another code.
    Recode(code::RecodeArguments),
    /// Apply the codebook's rules as a coder of their own, `rules`.
    Autocode(autocode::Arguments),
    /// Write a memo on anything.
    Memo(memo::Arguments),
    /// Who did what, when.
    History(history::HistoryArguments),
    /// Take back the last operations, or any one.
    Undo(history::UndoArguments),
    /// Restore what was last taken back.
    Redo,
    /// Look for damage.
    Check(check::Arguments),
    /// Write the whole project to one file, also while others work in it.
    Backup(backup::Arguments),
    /// Write everything as plain files with their hashes into one zip, for keeping.
    Archive(archive::ArchiveArguments),
    /// Make a project from an archive, with its whole history.
    Restore(archive::RestoreArguments),
    /// Print completions for a shell.
    Completions(completions::Arguments),
    /// Print the manual page.
    Man,
}

//! Front door: the command line. One file per command, each with its arguments (whose comments are
//! the help) and one function. The only room that names clap and anyhow; it knows no edge.

mod agreement;
mod archive;
mod arguments;
mod asked;
mod assignments;
mod audit;
mod autocode;
mod backup;
mod balance;
mod bundle;
mod check;
mod chosen;
mod classifications;
mod classify;
mod code;
mod codebook;
mod completions;
mod context;
mod contradictions;
mod deciding;
mod demo;
mod disagreements;
mod disclosure;
mod earlier;
mod ending;
mod export;
mod export_data;
mod exports;
mod hint;
mod history;
mod import;
mod init;
mod list;
mod memo;
mod merge;
mod moment;
mod place;
mod places;
mod plot;
mod public;
mod quote;
mod quotes;
mod recognisable;
mod redact;
mod register;
mod renumber;
mod report;
mod reshape;
mod respondent;
mod respondents;
mod round;
mod route;
mod routes;
mod sample;
mod search;
mod selection;
mod serve;
mod settle;
mod sources;
mod status;
mod table;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

pub use arguments::Cli;
use arguments::Command;
use context::Context;

use crate::project::READER;

/// How a command ended when it did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Done, or found: exit code 0.
    Yes,
    /// Done, and the answer is no (nothing found, check failed): exit code 1.
    No,
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        // That a reader of damaged files breaks off is told with its file.
        if std::thread::current().name() != Some(READER) {
            tell(info);
        }
    }));
    let cli = Cli::parse();
    match run(cli) {
        Ok(Answer::Yes) => ExitCode::SUCCESS,
        Ok(Answer::No) => ExitCode::from(1),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprint!("{}", hint::explain(&error));
            ExitCode::from(2)
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<Answer> {
    let context = Context::new(cli.global)?;
    // Refused before anything is done, since a command may also change the project.
    if context.format.is_figure() && !matches!(cli.command, Command::Plot(_)) {
        anyhow::bail!("the answer is not one figure, expected another format than .svg and .png");
    }
    if context.is_public() && !cli.command.may_be_public() {
        anyhow::bail!(
            "this command shows what the team knows, expected one without `--public`, or quotes, search, balance, table, plot, report, export, agreement, disclosure or a list"
        );
    }
    match cli.command {
        Command::Init(args) => init::run(&args),
        Command::Demo(args) => demo::run(&context, &args),
        Command::Status => status::run(&context),
        Command::Serve(args) => serve::run(&context, &args, false),
        Command::Open(args) => serve::run(&context, &args, true),
        Command::Import(args) => import::run(&context, &args),
        Command::Export(args) => export::run(&context, &args),
        Command::ReadPdf => {
            crate::project::read_pdf(std::io::stdin().lock(), std::io::stdout().lock())?;
            Ok(Answer::Yes)
        }
        Command::Exports(args) => exports::run(&context, &args),
        Command::Search(args) => search::run(&context, &args),
        Command::Quote(args) => quote::run(&context, &args),
        Command::Quotes(args) => quotes::run(&context, &args),
        Command::Disclosure(args) => disclosure::run(&context, &args),
        Command::Renumber(args) => renumber::run(&context, &args),
        Command::Redact(args) => redact::run(&context, &args),
        Command::Agreement(args) => agreement::run(&context, &args),
        Command::Disagreements(args) => disagreements::run(&context, &args),
        Command::Settle(args) => settle::run(&context, &args),
        Command::Sample(args) => sample::run(&context, &args),
        Command::Assignments(args) => assignments::run(&context, &args),
        Command::Round(args) => round::run(&context, &args),
        Command::Merge(args) => merge::run(&context, &args),
        Command::Bundle(args) => bundle::run(&context, &args),
        Command::Balance(args) => balance::run(&context, &args),
        Command::Table(args) => table::run(&context, &args),
        Command::Plot(args) => plot::run(&context, &args),
        Command::Report(args) => report::run(&context, &args),
        Command::Audit(args) => audit::run(&context, &args),
        Command::Sources(args) => sources::run(&context, &args),
        Command::Classify(args) => classify::run(&context, &args),
        Command::Classifications(args) => classifications::run(&context, &args),
        Command::Contradictions(args) => contradictions::run(&context, &args),
        Command::Respondent(args) => respondent::run(&context, &args),
        Command::Respondents(args) => list::respondents(&context, &args),
        Command::Route(args) => route::run(&context, &args),
        Command::Routes(args) => routes::run(&context, &args),
        Command::Place(args) => place::run(&context, &args),
        Command::Places(args) => places::run(&context, &args),
        Command::Codes(args) => list::codes(&context, &args),
        Command::Coders => list::coders(&context),
        Command::Codings(args) => list::codings(&context, &args),
        Command::Codebook(args) => codebook::run(&context, &args),
        Command::Code(args) => code::code(&context, &args),
        Command::Uncode(args) => code::uncode(&context, &args),
        Command::Recode(args) => code::recode(&context, &args),
        Command::Autocode(args) => autocode::run(&context, &args),
        Command::Memo(args) => memo::run(&context, &args),
        Command::History(args) => history::history(&context, &args),
        Command::Undo(args) => history::undo(&context, &args),
        Command::Redo => history::redo(&context),
        Command::Check(args) => check::run(&context, &args),
        Command::Backup(args) => backup::run(&context, &args),
        Command::Archive(args) => archive::archive(&context, &args),
        Command::Restore(args) => archive::restore(&args),
        Command::Completions(args) => completions::completions(&args),
        Command::Man => completions::man(),
    }
}

/// A reader that has seen enough (`| head`) is not an error.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}

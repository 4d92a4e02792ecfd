//! `quotebook quotes`

use clap::ValueEnum;

use super::{Answer, Context};
use crate::project::QuoteRequest;
use crate::report::quotes;

/// Which quotes, and how.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  quotebook quotes --code push/poverty\n  quotebook quotes coal --where 'gender:female age:<15'\n  quotebook quotes --code harm --by category -o quotes.html\n  quotebook quotes --code push --limit 10 --seed 1 --format csv"
)]
pub struct Arguments {
    /// Only quotes that answer this, in the query language (see `quotebook search --help`).
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Only quotes that answer this too; may be given several times.
    #[arg(long = "where", value_name = "QUERY")]
    filter: Vec<String>,
    /// Only quotes under this code and what is below it; may be given several times.
    #[arg(long, value_name = "CODE")]
    code: Vec<String>,
    /// Only quotes that this coder coded; may be given several times.
    #[arg(long, value_name = "CODER")]
    by_coder: Vec<String>,
    /// What the quotes are put under.
    #[arg(long, value_enum, default_value = "theme")]
    by: By,
    /// Passages of context on each side.
    #[arg(long, value_name = "N", default_value_t = 0)]
    context: usize,
    /// At most so many quotes.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// With --limit: choose by chance, in a way that this number repeats.
    #[arg(long, value_name = "NUMBER", requires = "limit")]
    seed: Option<u64>,
    /// Also say where each quote stands and who coded it.
    #[arg(long)]
    positions: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum By {
    Theme,
    Category,
    Respondent,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let project = context.project()?;
    let found = project.quotes(&QuoteRequest {
        queries: queries(args),
        codes: args.code.clone(),
        coders: args.by_coder.clone(),
        context: args.context,
        limit: args.limit,
        seed: args.seed,
        moment: context.moment,
    })?;
    let by = match args.by {
        By::Theme => quotes::By::Theme,
        By::Category => quotes::By::Category,
        By::Respondent => quotes::By::Respondent,
    };
    context.answer(
        || quotes::records(&found),
        || quotes::report("", &found, by, args.positions),
    )?;
    if found.is_empty() {
        eprintln!("no quotes found");
        return Ok(Answer::No);
    }
    Ok(Answer::Yes)
}

/// The words of the query are one query, as they are for `search`.
fn queries(args: &Arguments) -> Vec<String> {
    let mut queries = args.filter.clone();
    if !args.query.is_empty() {
        queries.push(args.query.join(" "));
    }
    queries
}

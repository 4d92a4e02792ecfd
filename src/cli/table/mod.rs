//! `quotebook table`: one file for each kind of table.

mod attribute;
mod chosen;
mod codes;
mod cooccurrence;
mod factors;
pub(super) mod flow;
mod matrix;
pub(super) mod saturation;
mod suppress;
mod words;

use clap::{Args, Subcommand};

use super::{Answer, Context};

pub(super) use chosen::{Chosen, Grouping, Kept, Which, is_attribute, keep_excluded_back};
pub(super) use suppress::Suppress;

/// Which table.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(
    after_help = "Examples:\n  quotebook table --by category\n  quotebook table --by category,gender --codes push --ci --test\n  quotebook table factors --by category --codes push\n  quotebook table attribute age --by category --band age:8-10,11-13,14-16,17+\n  quotebook table cooccurrence --unit overlap --codes push,path\n  quotebook table matrix -o matrix.sav\n  quotebook table words --by category --limit 30\n  quotebook table saturation --order interview_date"
)]
pub struct Arguments {
    #[command(subcommand)]
    kind: Option<Kind>,
    #[command(flatten)]
    codes: codes::Arguments,
}

#[derive(Debug, Subcommand)]
enum Kind {
    /// Codes by group: how many have each code, of how many (the table without a name).
    Codes(codes::Arguments),
    /// How many codes of a family each respondent has.
    Factors(factors::Arguments),
    /// The values of one attribute by group.
    Attribute(attribute::Arguments),
    /// Which codes occur together.
    Cooccurrence(cooccurrence::Arguments),
    /// A row for each respondent or source and a column for each code, for statistics programs.
    Matrix(matrix::Arguments),
    /// The words that respondents say: how often, by group, and what stands near a word.
    Words(words::Arguments),
    /// New codes interview by interview.
    Saturation(saturation::Arguments),
    /// From those interviewed to those kept: who was excluded, why, and who is in which category.
    Flow(flow::Arguments),
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    match &args.kind {
        None => codes::run(context, &args.codes),
        Some(Kind::Flow(args)) => flow::run(context, args),
        Some(Kind::Codes(args)) => codes::run(context, args),
        Some(Kind::Factors(args)) => factors::run(context, args),
        Some(Kind::Attribute(args)) => attribute::run(context, args),
        Some(Kind::Cooccurrence(args)) => cooccurrence::run(context, args),
        Some(Kind::Matrix(args)) => matrix::run(context, args),
        Some(Kind::Words(args)) => words::run(context, args),
        Some(Kind::Saturation(args)) => saturation::run(context, args),
    }
}

/// Says that a table is empty; machines get a table without rows.
fn empty(
    context: &Context,
    why: &str,
    write: impl FnOnce() -> anyhow::Result<()>,
) -> anyhow::Result<Answer> {
    use super::arguments::Format;
    if matches!(context.format, Format::Json | Format::Csv) {
        write()?;
    }
    context.tell(&format!("the table is empty: {why}"));
    Ok(Answer::No)
}

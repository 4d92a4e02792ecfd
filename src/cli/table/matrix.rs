//! `quotebook table matrix`

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::super::arguments::Format;
use super::super::earlier::not_held;
use super::super::{Answer, Context};
use super::{Chosen, Suppress, Which, empty};
use crate::analysis::disclosure::rows::suppress_matrix;
use crate::analysis::matrix::{Of, matrix};
use crate::report::matrix as report;
use crate::report::parquet::parquet;
use crate::report::sav::sav;

/// What rows and cells are.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// What a row is.
    #[arg(long, value_enum, default_value_t = Rows::Respondent)]
    rows: Rows,
    /// What a cell says.
    #[arg(long, value_enum, default_value_t = Cells::Coded)]
    cells: Cells,
    #[command(flatten)]
    suppress: Suppress,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Rows {
    /// A respondent, with their attributes.
    Respondent,
    /// A source.
    Source,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Cells {
    /// 1 with the code, 0 without.
    Coded,
    /// The number of different segments with the code.
    Segments,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let mut chosen = Chosen::new(context, &args.which)?;
    chosen.project.tell_less(&mut chosen.study)?;
    let sample = chosen.sample();
    let of = match args.rows {
        Rows::Respondent => Of::Respondents,
        Rows::Source => Of::Sources,
    };
    let mut found = matrix(&sample, of, args.cells == Cells::Segments);
    not_held(context, &chosen.project, "table matrix")?;
    if let Some(threshold) = args.suppress.threshold(context, &chosen.project)? {
        if of != Of::Respondents {
            bail!(
                "rows that few share are those of respondents, expected `--rows respondent` where they are suppressed"
            );
        }
        let (codes, values) = suppress_matrix(&mut found, threshold);
        context.tell(&format!(
            "kept back: {codes} codes that fewer than {threshold} respondents have or have not, and {values} values that, with the others, fewer share"
        ));
    }
    let write = || match context.format {
        Format::Sav => context.write(&sav(&found)?),
        Format::Parquet => context.write(&parquet(&found)?),
        _ => context.answer(|| report::records(&found), || report::report(&found)),
    };
    if found.names.is_empty() || found.codes.is_empty() {
        return empty(context, "there are no rows or no codes here", write);
    }
    write()?;
    Ok(Answer::Yes)
}

//! `quotebook table factors`

use anyhow::bail;
use clap::Args;

use super::super::earlier::not_held;
use super::super::{Answer, Context};
use super::{Chosen, Grouping, Suppress, Which, empty};
use crate::analysis::disclosure::tables::suppress_factors;
use crate::analysis::factors::factors;
use crate::model::codebook::CodeId;
use crate::report::factors as report;

/// Which families, and how.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    grouping: Grouping,
    /// From this number of codes on, respondents are put together.
    #[arg(long, default_value_t = 3, value_name = "N")]
    up_to: usize,
    #[command(flatten)]
    suppress: Suppress,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    if args.up_to == 0 {
        bail!("`--up-to 0` leaves one line for everybody, expected at least 1");
    }
    let chosen = Chosen::new(context, &args.which)?;
    let sample = chosen.sample();
    let (groups, _) = chosen.groups(&sample.respondents, &args.grouping, None)?;
    // Families that are named, or all that have codes below them.
    let families: Vec<CodeId> = match chosen.named.is_empty() {
        false => chosen.named.clone(),
        true => {
            let highest = sample
                .rows
                .iter()
                .filter(|row| row.depth == 0 && row.is_parent);
            highest.map(|row| row.code).collect()
        }
    };
    let mut table = factors(&sample, &families, &groups, args.up_to);
    let nobody = |it: &crate::analysis::factors::Factors| {
        it.summaries.iter().flatten().all(|it| it.highest == 0.0)
    };
    let is_empty = table.families.iter().all(nobody);
    if is_empty {
        table.families.clear();
    }
    not_held(context, &chosen.project, "table factors")?;
    if let Some(threshold) = args.suppress.threshold(context, &chosen.project)? {
        suppress_factors(&mut table, threshold)?;
    }
    let study = &chosen.study;
    let write = || {
        context.document(
            || report::json(study, &table),
            || report::records(study, &table),
            || report::report(study, &table),
        )
    };
    if is_empty {
        return empty(context, "nobody here has a code of a family", write);
    }
    write()?;
    Ok(Answer::Yes)
}

//! `quotebook table flow`

use std::collections::BTreeSet;

use anyhow::bail;
use clap::Args;

use super::super::earlier::not_held;
use super::super::{Answer, Context};
use super::{Chosen, Kept, Suppress, Which};
use crate::analysis::flow::{SampleFlow, sample_flow};
use crate::report::flow;

/// Whose flow, through which attribute.
#[derive(Debug, Args)]
pub(in crate::cli) struct Arguments {
    /// The attribute whose values those kept are counted in.
    #[arg(long, default_value = "category", value_name = "NAME")]
    attribute: String,
    /// Only respondents that answer this, in the query language; may be given several times.
    #[arg(long = "where", value_name = "QUERY")]
    filter: Vec<String>,
    #[command(flatten)]
    suppress: Suppress,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let found = found(context, args)?;
    context.answer(|| flow::records(&found), || flow::report(&found))?;
    Ok(if found.interviewed == 0 {
        Answer::No
    } else {
        Answer::Yes
    })
}

/// The flow that is asked for: of everybody in the register, with notes or without.
pub(in crate::cli) fn found(context: &Context, args: &Arguments) -> anyhow::Result<SampleFlow> {
    let which = Which {
        filter: args.filter.clone(),
        kept: Kept { excluded: true },
        ..Which::default()
    };
    let chosen = Chosen::without_codings(context, &which)?;
    chosen.is_attribute(&args.attribute)?;
    let wanted = chosen.part.respondents.clone();
    let people: BTreeSet<_> =
        wanted.unwrap_or_else(|| chosen.study.respondents.keys().copied().collect());
    let scheme = chosen
        .project
        .settings()
        .classification
        .get(&args.attribute);
    let out = chosen
        .project
        .excluded_by(&chosen.study, &[&args.attribute], &args.filter)?;
    let mut found = sample_flow(&chosen.study, &people, &args.attribute, scheme, &out);
    if let Some(meant) = flow::meant(&found) {
        let (expected, _) = found.meant.clone().unwrap_or_default();
        eprintln!("note: {meant}; rename the column to `{expected}` and import it again");
    }
    not_held(context, &chosen.project, "table flow")?;
    if let Some(threshold) = args.suppress.threshold(context, &chosen.project)? {
        if found.interviewed < threshold {
            bail!(
                "the flow is about fewer than {threshold} respondents, expected at least {threshold} where small counts are suppressed"
            );
        }
        found.suppress(threshold);
    }
    Ok(found)
}

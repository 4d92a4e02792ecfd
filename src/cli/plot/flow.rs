//! `quotebook plot flow`

use clap::Args;

use super::super::table::flow;
use super::super::{Answer, Context};
use super::{Words, nothing, tongue, write};
use crate::report;

/// How the sample came about.
#[derive(Debug, Args)]
pub(super) struct Flow {
    #[command(flatten)]
    of: flow::Arguments,
    #[command(flatten)]
    words: Words,
}

pub(super) fn flow(context: &Context, args: &Flow) -> anyhow::Result<Answer> {
    let found = flow::found(context, &args.of)?;
    match found.interviewed {
        0 => nothing(context, "there is nobody here"),
        _ if found.is_partial() => anyhow::bail!(
            "small numbers of the flow are kept back, so that it cannot be drawn; expected `quotebook table flow`"
        ),
        _ => write(
            context,
            args.words.on(report::flow::chart(
                &found,
                tongue(context, &context.project()?),
            )),
        ),
    }
}

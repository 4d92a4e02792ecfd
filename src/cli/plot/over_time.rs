//! `quotebook plot timeline` and `quotebook plot saturation`

use anyhow::bail;
use clap::Args;

use super::super::table::saturation::orders_openly;
use super::super::table::{Chosen, Suppress, Which};
use super::super::{Answer, Context};
use super::{Words, nothing, tongue, write};
use crate::analysis::{saturation, timeline};
use crate::report::figure;

/// Codings over time.
#[derive(Debug, Args)]
pub(super) struct Timeline {
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    words: Words,
}

/// New codes, interview by interview.
#[derive(Debug, Args)]
pub(super) struct Saturation {
    #[command(flatten)]
    which: Which,
    /// The attribute that interviews are ordered by, such as their date [default: names of sources].
    #[arg(long, value_name = "ATTRIBUTE")]
    order: Option<String>,
    /// Interviews whose codes are the base.
    #[arg(long, default_value_t = 4, value_name = "N")]
    base: usize,
    /// Interviews in which new codes are looked for at a time.
    #[arg(long, default_value_t = 2, value_name = "N")]
    run: usize,
    /// New codes over those of the base, in per cent, at which there is nothing new.
    #[arg(long, default_value_t = 5.0, value_name = "PERCENT")]
    threshold: f64,
    #[command(flatten)]
    words: Words,
}

pub(super) fn timeline(context: &Context, args: &Timeline) -> anyhow::Result<Answer> {
    let chosen = Chosen::new(context, &args.which)?;
    let found = timeline::timeline(&chosen.sample());
    if found.stretches.is_empty() {
        return nothing(context, "there are no codings here");
    }
    let chart = figure::timeline(&chosen.study, &found, tongue(context, &chosen.project));
    write(context, args.words.on(chart))
}

pub(super) fn saturation(context: &Context, args: &Saturation) -> anyhow::Result<Answer> {
    if args.base == 0 || args.run == 0 {
        bail!("`--base` and `--run` are numbers of interviews, expected at least 1 of each");
    }
    if !(0.0..=100.0).contains(&args.threshold) {
        bail!(
            "`{}` is not a percentage, expected 0 to 100",
            args.threshold
        );
    }
    let chosen = Chosen::new(context, &args.which)?;
    if let Some(name) = &args.order {
        chosen.is_attribute(name)?;
    }
    let threshold = Suppress::default().threshold(context, &chosen.project)?;
    if let (Some(threshold), Some(name)) = (threshold, &args.order) {
        orders_openly(&chosen.study, name, threshold)?;
    }
    let settings = saturation::Settings {
        base: args.base,
        run: args.run,
        threshold: args.threshold / 100.0,
    };
    let found = saturation::saturation(&chosen.sample(), args.order.as_deref(), settings);
    if let Some(threshold) = threshold {
        let least = usize::try_from(threshold).unwrap_or(usize::MAX);
        let Some(steps) = found.in_steps(least) else {
            bail!(
                "there are {} coded interviews, expected at least {threshold} for a figure in public",
                found.interviews.len()
            );
        };
        let tongue = tongue(context, &chosen.project);
        return write(
            context,
            args.words.on(figure::saturation_in_steps(&steps, tongue)),
        );
    }
    if found.interviews.is_empty() {
        return nothing(context, "no source here has a coding");
    }
    let chart = figure::saturation(&chosen.study, &found, tongue(context, &chosen.project));
    write(context, args.words.on(chart))
}

//! `quotebook table saturation`

use std::collections::BTreeMap;

use anyhow::bail;
use clap::Args;

use super::super::earlier::not_held;
use super::super::{Answer, Context};
use super::{Chosen, Suppress, Which, empty};
use crate::analysis::saturation::{Settings, saturation};
use crate::model::study::Study;
use crate::report::saturation as report;

/// In which order, and when there is nothing new.
#[derive(Debug, Args)]
pub(super) struct Arguments {
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
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
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
    let sample = chosen.sample();
    let settings = Settings {
        base: args.base,
        run: args.run,
        threshold: args.threshold / 100.0,
    };
    let found = saturation(&sample, args.order.as_deref(), settings);
    let study = &chosen.study;
    let order = args.order.as_deref().unwrap_or("name");
    let write = || {
        context.document(
            || report::json(study, &found),
            || report::records(study, &found),
            || report::report(study, &found, order),
        )
    };
    if let Some(threshold) = threshold {
        not_held(context, &chosen.project, "table saturation")?;
        let least = usize::try_from(threshold).unwrap_or(usize::MAX);
        let Some(steps) = found.in_steps(least) else {
            bail!(
                "there are {} coded interviews, expected at least {threshold} for a table in public",
                found.interviews.len()
            );
        };
        context.document(
            || report::json_in_steps(&steps),
            || report::records_in_steps(&steps),
            || report::report_in_steps(&steps, least),
        )?;
        return Ok(Answer::Yes);
    }
    if found.interviews.is_empty() {
        return empty(context, "no source here has a coding", write);
    }
    write()?;
    Ok(Answer::Yes)
}

/// Refuses an order by a value that fewer respondents share than `threshold`: a place in it tells who
/// somebody is.
pub(in crate::cli) fn orders_openly(
    study: &Study,
    name: &str,
    threshold: u64,
) -> anyhow::Result<()> {
    let mut shared: BTreeMap<String, u64> = BTreeMap::new();
    let people = study.respondents.values();
    for value in people.filter_map(|it| it.value(name)) {
        *shared.entry(value.to_string()).or_default() += 1;
    }
    let few = shared.values().filter(|n| **n < threshold).count();
    match few {
        0 => Ok(()),
        few => bail!(
            "{few} values of `{name}` are shared by fewer than {threshold} respondents, so that an order by it would tell who they are, expected no `--order` in public"
        ),
    }
}

//! `quotebook table saturation`

use anyhow::bail;
use clap::Args;

use super::super::{Answer, Context};
use super::{Chosen, Which, empty};
use crate::analysis::saturation::{Settings, saturation};
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
    if found.interviews.is_empty() {
        return empty(context, "no source here has a coding", write);
    }
    write()?;
    Ok(Answer::Yes)
}

//! `quotebook table cooccurrence`

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::super::earlier::not_held;
use super::super::{Answer, Context};
use super::{Chosen, Suppress, Which, empty};
use crate::analysis::cooccurrence::{PassagesOf, Together, cooccurrence, passages_of};
use crate::analysis::disclosure::rows::suppress_pairs;
use crate::report::cooccurrence as report;

/// Which codes, and what together means.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// What two codes must share.
    #[arg(long, value_enum, default_value_t = Unit::Respondent)]
    unit: Unit,
    /// With --unit near: how many passages two segments may be apart.
    #[arg(long, value_name = "N", default_value_t = 1)]
    within: usize,
    /// Show at most so many pairs (text, Markdown and pages).
    #[arg(long, value_name = "N", default_value_t = 40)]
    limit: usize,
    #[command(flatten)]
    suppress: Suppress,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Unit {
    /// A respondent.
    Respondent,
    /// A source.
    Source,
    /// A passage.
    Passage,
    /// Characters: segments that overlap.
    Overlap,
    /// The neighbourhood: segments at most --within passages apart.
    Near,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let chosen = Chosen::new(context, &args.which)?;
    let sample = chosen.sample();
    let together = match args.unit {
        Unit::Respondent => Together::Respondent,
        Unit::Source => Together::Source,
        Unit::Passage => Together::Passage,
        Unit::Overlap => Together::Overlap,
        Unit::Near => Together::Near(args.within),
    };
    let mut spans = PassagesOf::new();
    if matches!(together, Together::Passage | Together::Near(_)) {
        let coded: std::collections::BTreeSet<_> =
            sample.codings.iter().map(|it| it.source).collect();
        let texts = chosen
            .project
            .texts(&chosen.study, &coded.into_iter().collect::<Vec<_>>())?;
        spans = passages_of(&texts);
    }
    let mut found = cooccurrence(&sample, together, &spans);
    not_held(context, &chosen.project, "table cooccurrence")?;
    if let Some(threshold) = args.suppress.threshold(context, &chosen.project)? {
        if together != Together::Respondent {
            bail!(
                "small counts are those of respondents, expected `--unit respondent` where they are suppressed"
            );
        }
        suppress_pairs(&mut found, threshold);
    }
    let study = &chosen.study;
    let write = || {
        context.document(
            || report::json(study, &found),
            || report::records(study, &found),
            || report::report(study, &found, args.limit),
        )
    };
    if found.pairs.is_empty() {
        return empty(context, "no two of these codes occur together here", write);
    }
    write()?;
    Ok(Answer::Yes)
}

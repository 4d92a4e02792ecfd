//! `quotebook plot heatmap` and `quotebook plot network`

use std::collections::BTreeSet;

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::super::table::{Chosen, Grouping, Suppress, Which};
use super::super::{Answer, Context};
use super::bars::{Numbers, codes_by_group};
use super::{Words, nothing, tongue, write};
use crate::analysis::cooccurrence::{
    Cooccurrence, PassagesOf, Together, cooccurrence, passages_of,
};
use crate::analysis::disclosure::rows::suppress_pairs;
use crate::report::figure;

/// What two codes must share.
#[derive(Debug, Args)]
struct Sharing {
    /// What two codes must share.
    #[arg(long, value_enum, default_value_t = Unit::Respondent)]
    unit: Unit,
    /// With --unit near: how many passages two segments may be apart.
    #[arg(long, value_name = "N", default_value_t = 1)]
    within: usize,
}

/// Codes together, or codes by group.
#[derive(Debug, Args)]
pub(super) struct Heatmap {
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    grouping: Grouping,
    #[command(flatten)]
    sharing: Sharing,
    /// Draw Jaccard's coefficient (the c-coefficient) instead of counts.
    #[arg(long, conflicts_with = "by")]
    jaccard: bool,
    /// With --by: which numbers are drawn.
    #[arg(long, value_enum, default_value_t = Numbers::Percent, requires = "by")]
    show: Numbers,
    #[command(flatten)]
    words: Words,
}

/// Codes together.
#[derive(Debug, Args)]
pub(super) struct Network {
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    sharing: Sharing,
    /// Only links that stand for at least so many.
    #[arg(long, value_name = "N", default_value_t = 1)]
    least: u64,
    /// At most so many links, the strongest.
    #[arg(long, value_name = "N", default_value_t = 60)]
    limit: usize,
    #[command(flatten)]
    words: Words,
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

fn found(context: &Context, chosen: &Chosen, sharing: &Sharing) -> anyhow::Result<Cooccurrence> {
    let sample = chosen.sample();
    let together = match sharing.unit {
        Unit::Respondent => Together::Respondent,
        Unit::Source => Together::Source,
        Unit::Passage => Together::Passage,
        Unit::Overlap => Together::Overlap,
        Unit::Near => Together::Near(sharing.within),
    };
    let mut spans = PassagesOf::new();
    if matches!(together, Together::Passage | Together::Near(_)) {
        let coded: BTreeSet<_> = sample.codings.iter().map(|it| it.source).collect();
        let coded: Vec<_> = coded.into_iter().collect();
        spans = passages_of(&chosen.project.texts(&chosen.study, &coded)?);
    }
    let mut found = cooccurrence(&sample, together, &spans);
    if let Some(threshold) = Suppress::default().threshold(context, &chosen.project)? {
        if together != Together::Respondent {
            bail!("small counts are those of respondents, expected `--unit respondent` in public");
        }
        suppress_pairs(&mut found, threshold);
    }
    Ok(found)
}

pub(super) fn heatmap(context: &Context, args: &Heatmap) -> anyhow::Result<Answer> {
    let chosen = Chosen::new(context, &args.which)?;
    if !args.grouping.by.is_empty() {
        let table = codes_by_group(context, &chosen, &args.grouping)?;
        if table.is_empty() {
            return nothing(context, "none of these codes was given to anybody here");
        }
        let chart = figure::by_group(
            &chosen.study,
            &table,
            args.show.shown(),
            true,
            tongue(context, &chosen.project),
        );
        return write(context, args.words.on(chart));
    }
    let found = found(context, &chosen, &args.sharing)?;
    if found.pairs.is_empty() {
        return nothing(context, "no two of these codes occur together here");
    }
    let chart = figure::heatmap(
        &chosen.study,
        &found,
        args.jaccard,
        tongue(context, &chosen.project),
    );
    write(context, args.words.on(chart))
}

pub(super) fn network(context: &Context, args: &Network) -> anyhow::Result<Answer> {
    let chosen = Chosen::new(context, &args.which)?;
    let found = found(context, &chosen, &args.sharing)?;
    if found.pairs.iter().all(|it| it.n < args.least) || args.limit == 0 {
        return nothing(
            context,
            "no two of these codes occur together so often here",
        );
    }
    let chart = figure::network(
        &chosen.study,
        &found,
        args.least,
        args.limit,
        tongue(context, &chosen.project),
    );
    write(context, args.words.on(chart))
}

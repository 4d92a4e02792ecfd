//! `quotebook table codes`

use std::collections::BTreeSet;

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::super::earlier::{hold, not_held};
use super::super::{Answer, Context};
use super::{Chosen, Grouping, Suppress, Which, empty};
use crate::analysis::crosstab::{self, Asked, crosstab};
use crate::analysis::disclosure::shown::of_crosstab;
use crate::analysis::disclosure::tables::suppress_crosstab;
use crate::analysis::frequency::{self, WordStarts, tally};
use crate::analysis::sample::Sample;
use crate::analysis::words::word_starts;
use crate::model::said::Whose;
use crate::model::source::SourceId;
use crate::report::crosstab::{Asking, Document};

/// What is counted, and of what.
#[derive(Debug, Args)]
#[group(id = "codes_by_group")]
pub(super) struct Arguments {
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    grouping: Grouping,
    /// What is counted.
    #[arg(long, value_enum, default_value_t = Count::Respondents)]
    count: Count,
    /// What percentages are of.
    #[arg(long, value_enum, default_value_t = Percent::Column)]
    percent: Percent,
    /// Test code by code whether groups differ (respondents only).
    #[arg(long, requires = "by")]
    test: bool,
    /// Limits of 95 % of each percentage (respondents and sources only).
    #[arg(long)]
    ci: bool,
    /// Leave out codes that nobody has.
    #[arg(long)]
    used: bool,
    /// With --count words: everybody's words, not only those of respondents.
    #[arg(long)]
    all_words: bool,
    #[command(flatten)]
    suppress: Suppress,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Count {
    /// Respondents that have the code.
    Respondents,
    /// Sources that have it.
    Sources,
    /// Different segments with it.
    Segments,
    /// Words of respondents inside segments with it.
    Words,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Percent {
    /// Of everybody in the group.
    Column,
    /// Of everybody who has the code.
    Row,
    /// Of everybody in the table.
    Total,
    /// Of everybody in the group who was asked (`asked` in the codebook).
    Asked,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let count = match args.count {
        Count::Respondents => frequency::Count::Respondents,
        Count::Sources => frequency::Count::Sources,
        Count::Segments => frequency::Count::Segments,
        Count::Words => frequency::Count::Words,
    };
    let percent = match args.percent {
        Percent::Column => crosstab::Percent::Column,
        Percent::Row => crosstab::Percent::Row,
        Percent::Total => crosstab::Percent::Total,
        Percent::Asked => crosstab::Percent::Asked,
    };
    if args.test && count != frequency::Count::Respondents {
        bail!("a test compares respondents, expected `--count respondents` with `--test`");
    }
    if args.test && !matches!(args.percent, Percent::Column | Percent::Asked) {
        bail!(
            "a test compares shares of groups, expected `--percent column` or `asked` with `--test`"
        );
    }
    if args.ci && !matches!(args.count, Count::Respondents | Count::Sources) {
        bail!(
            "limits are for shares of respondents or sources, expected one of these as `--count` with `--ci`"
        );
    }
    let chosen = Chosen::new(context, &args.which)?;
    let threshold = args.suppress.threshold(context, &chosen.project)?;
    if threshold.is_some() && count != frequency::Count::Respondents {
        bail!(
            "small counts are those of respondents, expected `--count respondents` where they are suppressed"
        );
    }
    let sample = chosen.sample();
    let (groups, bands) = chosen.groups(&sample.respondents, &args.grouping, None)?;
    let asked = match percent {
        crosstab::Percent::Asked => chosen.project.codes_asked(&chosen.study, context.moment)?,
        _ => Asked::new(),
    };
    let starts = match count {
        frequency::Count::Words => starts(context, &chosen, &sample, args.all_words)?,
        _ => WordStarts::new(),
    };
    let mut table = crosstab(
        &chosen.study,
        &tally(&sample, count, &starts),
        &groups,
        percent,
        &asked,
    );
    let is_empty = table.is_empty();
    // Before any line goes, so that what is kept back does not hang on what is shown.
    if let Some(threshold) = threshold {
        suppress_crosstab(&chosen.study, &mut table, threshold)?;
    }
    if args.used || is_empty {
        table
            .lines
            .retain(|line| line.cells[0].n > 0 || line.cells[0].hidden);
    }
    match threshold {
        Some(threshold) if percent != crosstab::Percent::Asked => {
            let counts = of_crosstab(&chosen.base(&bands), &sample, &groups, &table);
            hold(context, &chosen.project, counts, threshold)?;
        }
        _ => not_held(context, &chosen.project, "table codes")?,
    }
    let asking = Asking {
        test: args.test,
        limits: args.ci,
    };
    let document = Document::new(&sample, &table, asking);
    let write = || {
        context.document(
            || document.json(),
            || document.records(),
            || document.report(),
        )
    };
    if is_empty {
        return empty(
            context,
            "none of these codes was given to anybody here",
            write,
        );
    }
    write()?;
    Ok(Answer::Yes)
}

/// Where words begin in what was coded.
fn starts(
    context: &Context,
    chosen: &Chosen,
    sample: &Sample<'_>,
    all: bool,
) -> anyhow::Result<WordStarts> {
    let whose = match all {
        true => Whose::All,
        false => Whose::Respondents,
    };
    let said = chosen
        .project
        .said(&sample.sources, whose, context.moment)?;
    let coded: BTreeSet<SourceId> = sample.codings.iter().map(|it| it.source).collect();
    let coded: Vec<SourceId> = coded.into_iter().collect();
    let texts = chosen.project.texts(&chosen.study, &coded)?;
    Ok(word_starts(&said, &sample.codings, &texts))
}

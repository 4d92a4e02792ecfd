//! `quotebook plot bars` and `quotebook plot stacked`

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::super::earlier::{hold, not_held};
use super::super::table::{Chosen, Grouping, Suppress, Which};
use super::super::{Answer, Context};
use super::{Words, nothing, tongue, write};
use crate::analysis::attributes::{Of, attribute_table};
use crate::analysis::crosstab::{Asked, Crosstab, Percent, crosstab};
use crate::analysis::disclosure::shown::{of_attribute, of_crosstab};
use crate::analysis::disclosure::tables::{
    Suppressed, suppress_attribute, suppress_crosstab, suppress_factors,
};
use crate::analysis::factors::factors;
use crate::analysis::frequency::{Count, WordStarts, tally};
use crate::analysis::groups::values;
use crate::model::codebook::CodeId;
use crate::report::figure::{self, Shown};

/// More values than these are no distribution that can be read.
const MOST: usize = 16;

/// Codes by group.
#[derive(Debug, Args)]
pub(super) struct Bars {
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    grouping: Grouping,
    /// Which numbers are drawn.
    #[arg(long, value_enum, default_value_t = Numbers::Percent)]
    show: Numbers,
    #[command(flatten)]
    words: Words,
}

/// A distribution by group.
#[derive(Debug, Args)]
pub(super) struct Stacked {
    /// The attribute whose values are drawn [default: how many codes of a family respondents have].
    #[arg(value_name = "ATTRIBUTE")]
    attribute: Option<String>,
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    grouping: Grouping,
    /// Without an attribute: numbers of codes from this one on are put together.
    #[arg(long, default_value_t = 3, value_name = "N")]
    up_to: usize,
    #[command(flatten)]
    words: Words,
}

/// Which numbers are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Numbers {
    /// Shares of the group in per cent.
    Percent,
    /// Counts.
    Number,
}

impl Numbers {
    /// What it asks for.
    pub(super) fn shown(self) -> Shown {
        match self {
            Self::Percent => Shown::Percent,
            Self::Number => Shown::Number,
        }
    }
}

/// Respondents with each code, by group. Codes that nobody has are left out unless codes were named.
/// In public without those of which a count is kept back.
pub(super) fn codes_by_group(
    context: &Context,
    chosen: &Chosen,
    grouping: &Grouping,
) -> anyhow::Result<Crosstab> {
    let sample = chosen.sample();
    let (groups, bands) = chosen.groups(&sample.respondents, grouping, None)?;
    let tally = tally(&sample, Count::Respondents, &WordStarts::new());
    let percent = Percent::Column;
    let mut table = crosstab(&chosen.study, &tally, &groups, percent, &Asked::new());
    if let Some(threshold) = Suppress::default().threshold(context, &chosen.project)? {
        suppress_crosstab(&chosen.study, &mut table, threshold)?;
        table
            .lines
            .retain(|line| line.cells.iter().all(|it| !it.hidden));
        let counts = of_crosstab(&chosen.base(&bands), &sample, &groups, &table);
        hold(context, &chosen.project, counts, threshold)?;
    }
    if chosen.named.is_empty() {
        table.lines.retain(|line| line.cells[0].n > 0);
    }
    Ok(table)
}

pub(super) fn bars(context: &Context, args: &Bars) -> anyhow::Result<Answer> {
    let chosen = Chosen::new(context, &args.which)?;
    let table = codes_by_group(context, &chosen, &args.grouping)?;
    if table.is_empty() {
        return nothing(context, "none of these codes was given to anybody here");
    }
    let chart = figure::by_group(
        &chosen.study,
        &table,
        args.show.shown(),
        false,
        tongue(context, &chosen.project),
    );
    write(context, args.words.on(chart))
}

pub(super) fn stacked(context: &Context, args: &Stacked) -> anyhow::Result<Answer> {
    match &args.attribute {
        Some(name) => attribute(context, args, name),
        None => codes(context, args),
    }
}

fn codes(context: &Context, args: &Stacked) -> anyhow::Result<Answer> {
    if args.up_to == 0 || args.up_to > MOST {
        bail!(
            "`--up-to {}` is no number of codes, expected 1 to {MOST}",
            args.up_to
        );
    }
    let chosen = Chosen::new(context, &args.which)?;
    let sample = chosen.sample();
    let (groups, _) = chosen.groups(&sample.respondents, &args.grouping, None)?;
    // Families that are named, or all that have codes below them.
    let highest = sample
        .rows
        .iter()
        .filter(|row| row.depth == 0 && row.is_parent);
    let families: Vec<CodeId> = match chosen.named.is_empty() {
        false => chosen.named.clone(),
        true => highest.map(|row| row.code).collect(),
    };
    let mut table = factors(&sample, &families, &groups, args.up_to);
    let summaries = table.families.iter().flat_map(|it| &it.summaries);
    if summaries.flatten().all(|it| it.highest == 0.0) {
        return nothing(context, "nobody here has a code of a family");
    }
    if let Some(threshold) = Suppress::default().threshold(context, &chosen.project)? {
        suppress_factors(&mut table, threshold)?;
        whole(table.suppressed.as_ref())?;
        not_held(context, &chosen.project, "plot stacked")?;
    }
    write(
        context,
        args.words.on(figure::factors(
            &chosen.study,
            &table,
            tongue(context, &chosen.project),
        )),
    )
}

fn attribute(context: &Context, args: &Stacked, name: &str) -> anyhow::Result<Answer> {
    if !args.which.codes.is_empty() || !args.which.coders.is_empty() {
        bail!("the values of `{name}` have no codes, expected it without `--codes` and `--coders`");
    }
    let chosen = Chosen::without_codings(context, &args.which)?;
    chosen.is_attribute(name)?;
    let study = &chosen.study;
    let wanted = chosen.part.respondents.as_ref();
    let people = study.respondents.keys().copied();
    let people: Vec<_> = people
        .filter(|id| wanted.is_none_or(|wanted| wanted.contains(id)))
        .collect();
    let (groups, bands) = chosen.groups(&people, &args.grouping, Some(name))?;
    let asked = chosen.project.attribute_asked(name, context.moment)?;
    let mut table = attribute_table(
        study,
        &people,
        name,
        &bands,
        &groups,
        Of::Valid,
        asked.as_ref(),
    )?;
    if table.lines.len() > MOST {
        bail!(
            "`{name}` has {} different values, expected at most {MOST}; `--band` puts numbers together",
            table.lines.len()
        );
    }
    if table.valid.first().is_none_or(|it| it.n == 0) {
        return nothing(context, &format!("nobody here has a value of `{name}`"));
    }
    if let Some(threshold) = Suppress::default().threshold(context, &chosen.project)? {
        suppress_attribute(&mut table, threshold)?;
        whole(table.suppressed.as_ref())?;
        let values = values(study, &people, name, bands.get(name).copied())?;
        let counts = of_attribute(&chosen.base(&bands), &people, &groups, &values, &table);
        hold(context, &chosen.project, counts, threshold)?;
    }
    write(
        context,
        args.words
            .on(figure::attribute(&table, tongue(context, &chosen.project))),
    )
}

/// A figure of parts has no place for a gap.
fn whole(suppressed: Option<&Suppressed>) -> anyhow::Result<()> {
    match suppressed {
        Some(it) if it.cells > 0 => bail!(
            "{} of the counts are below {} or would give back one that is, expected wider bands or fewer groups for a figure in public",
            it.cells,
            it.threshold
        ),
        _ => Ok(()),
    }
}

//! `quotebook plot portrait` and `quotebook plot sankey`

use std::collections::BTreeSet;

use anyhow::bail;
use clap::Args;

use super::super::earlier::not_held;
use super::super::table::{Chosen, Grouping, Kept, Suppress, Which};
use super::super::{Answer, Context};
use super::{Words, nothing, tongue, write};
use crate::analysis::flows::{Layer, flows, of_attribute, of_code};
use crate::analysis::groups::{MISSING, values};
use crate::analysis::portrait;
use crate::report::figure;

/// More values than these are no layer that can be read.
const MOST: usize = 24;

/// Where codes stand in their sources.
#[derive(Debug, Args)]
pub(super) struct Portrait {
    #[command(flatten)]
    which: Which,
    /// At most so many sources, the first by their names.
    #[arg(long, value_name = "N", default_value_t = 30)]
    limit: usize,
    #[command(flatten)]
    words: Words,
}

/// How values go together.
#[derive(Debug, Args)]
pub(super) struct Sankey {
    /// Two or three attributes or codes, from left to right.
    #[arg(value_name = "ATTRIBUTE|CODE", num_args = 2..=3, required = true)]
    of: Vec<String>,
    /// Only respondents that answer this, in the query language; may be given several times.
    #[arg(long = "where", value_name = "QUERY")]
    filter: Vec<String>,
    #[command(flatten)]
    kept: Kept,
    /// Numbers in bands, such as `age:8-10,11-13,14+`, or of one width, such as `age:5`; may be given
    /// several times.
    #[arg(long, value_name = "ATTRIBUTE:BANDS")]
    band: Vec<String>,
    #[command(flatten)]
    words: Words,
}

pub(super) fn portrait(context: &Context, args: &Portrait) -> anyhow::Result<Answer> {
    if context.is_public() {
        bail!("every strip is of one respondent, expected another figure in public");
    }
    let chosen = Chosen::new(context, &args.which)?;
    let sample = chosen.sample();
    let coded: BTreeSet<_> = sample.codings.iter().map(|it| it.source).collect();
    let coded: Vec<_> = sample
        .sources
        .iter()
        .copied()
        .filter(|id| coded.contains(id))
        .collect();
    let first = &coded[..args.limit.min(coded.len())];
    let found = portrait::portrait(&sample, &chosen.project.texts(&chosen.study, first)?);
    if found.strips.is_empty() {
        return nothing(context, "no source here has a coding");
    }
    let chart = figure::portrait(
        &chosen.study,
        &found,
        coded.len(),
        tongue(context, &chosen.project),
    );
    write(context, args.words.on(chart))
}

pub(super) fn sankey(context: &Context, args: &Sankey) -> anyhow::Result<Answer> {
    let which = Which {
        filter: args.filter.clone(),
        kept: args.kept,
        ..Which::default()
    };
    let chosen = Chosen::new(context, &which)?;
    let sample = chosen.sample();
    let study = &chosen.study;
    let known = |word: &String| study.attributes.values().any(|it| it.name == *word);
    let grouping = Grouping {
        by: args.of.iter().filter(|it| known(it)).cloned().collect(),
        band: args.band.clone(),
    };
    let bands = chosen.bands(&grouping, None)?;
    let said = tongue(context, &chosen.project);
    let mut layers: Vec<Layer> = Vec::new();
    for word in &args.of {
        let layer = if known(word) {
            let band = bands.get(word.as_str()).copied();
            of_attribute(
                word,
                values(study, &sample.respondents, word, band)?,
                &sample.respondents,
                said.word(MISSING),
            )
        } else if let Some(code) = study.code_called(word) {
            of_code(&sample, code.id, ["yes", "no"].map(|it| said.word(it)))
        } else {
            // Says which attributes there are.
            return chosen.is_attribute(word).map(|()| Answer::No);
        };
        if layer.values.names.len() > MOST {
            bail!(
                "`{word}` has {} different values, expected at most {MOST}; `--band` puts numbers together",
                layer.values.names.len()
            );
        }
        layers.push(layer);
    }
    let found = flows(&layers, &sample.respondents);
    if found.is_empty() {
        return nothing(context, "there is nobody here");
    }
    if let Some(threshold) = Suppress::default().threshold(context, &chosen.project)? {
        let of_values = layers.iter().flat_map(|layer| {
            let n = |at: usize| layer.values.of.values().filter(|it| **it == at).count() as u64;
            (0..layer.values.names.len()).map(n).collect::<Vec<_>>()
        });
        let few = |n: &u64| *n > 0 && *n < threshold;
        let small = of_values.filter(few).count() + found.iter().filter(|it| few(&it.3)).count();
        if small > 0 {
            bail!(
                "{small} of the numbers are below {threshold}, expected wider bands or fewer values for a figure in public"
            );
        }
        not_held(context, &chosen.project, "plot places")?;
    }
    let chart = figure::sankey(
        &chosen.study,
        &layers,
        &found,
        sample.respondents.len(),
        said,
    );
    write(context, args.words.on(chart))
}

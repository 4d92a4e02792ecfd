//! `quotebook plot routes` and `quotebook plot map`

use clap::Args;

use super::super::routes::{ChosenWays, none};
use super::super::{Answer, Context};
use super::{Words, nothing, tongue, write};
use crate::analysis::flows::flows;
use crate::analysis::routes::{corridors, layers, most_transits};
use crate::report::chart::Kind;
use crate::report::figure;

/// Routes as a flow.
#[derive(Debug, Args)]
pub(super) struct Flow {
    #[command(flatten)]
    chosen: ChosenWays,
    /// How many transits are drawn between origin and destination.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(0..=3))]
    transits: u8,
    /// At most so many places in one layer; the others are put together.
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u8).range(2..=24))]
    most: u8,
    #[command(flatten)]
    words: Words,
}

/// Routes on a map.
#[derive(Debug, Args)]
pub(super) struct MapOf {
    #[command(flatten)]
    chosen: ChosenWays,
    /// At most so many arrows, the most frequent ones.
    #[arg(long, value_name = "N", default_value_t = 40)]
    limit: usize,
    #[command(flatten)]
    words: Words,
}

pub(super) fn flow(context: &Context, args: &Flow) -> anyhow::Result<Answer> {
    let chosen = args.chosen.chosen(context)?;
    let ways = args.chosen.ways(context, &chosen)?;
    if ways.people.is_empty() {
        return none(context, &chosen.study);
    }
    let transits = usize::from(args.transits).min(most_transits(&ways));
    let least = args.chosen.least(context, &chosen);
    let tongue = tongue(context, &chosen.project);
    let say = |word: &'static str, number: usize| tongue.say(word, &[&number]);
    let layers = layers(&ways, transits, usize::from(args.most), least, &say);
    let found = flows(&layers, &ways.people);
    let more = most_transits(&ways) > transits;
    let layers = figure::in_letters(layers, &chosen.study, tongue);
    let chart = figure::flow(&layers, &found, ways.people.len(), least, more, tongue);
    write(context, args.words.on(chart))
}

pub(super) fn map(context: &Context, args: &MapOf) -> anyhow::Result<Answer> {
    let chosen = args.chosen.chosen(context)?;
    let ways = args.chosen.ways(context, &chosen)?;
    if ways.people.is_empty() {
        return none(context, &chosen.study);
    }
    match figure::map(
        &ways,
        &corridors(&ways),
        args.chosen.least(context, &chosen),
        args.limit,
        tongue(context, &chosen.project),
    ) {
        Some(chart) => {
            if let Kind::Map(map) = &chart.kind
                && let n @ 1.. = map.nowhere.len()
            {
                let what = if n == 1 { "place is" } else { "places are" };
                let names: Vec<&str> = map.nowhere.iter().take(6).map(String::as_str).collect();
                let more = if n > names.len() { ", …" } else { "" };
                eprintln!(
                    "note: {n} {what} not drawn, without coordinates: {}{more}; `quotebook place edit` and `import places.csv` give them",
                    names.join(", ")
                );
            }
            write(context, args.words.on(chart))
        }
        None => nothing(
            context,
            "no place of these routes may be shown and has coordinates; `quotebook place edit` and `import places.csv` give them",
        ),
    }
}

//! `quotebook plot`: one file for figures that ask the same questions.

mod bars;
mod flow;
mod over_time;
mod places;
mod routes;
mod together;

use clap::{Args, Subcommand};

use super::arguments::Format;
use super::{Answer, Context};
use crate::project::Project;
use crate::report::chart::Chart;
use crate::report::table::Table;
use crate::report::tongue::Tongue;
use crate::report::{Block, Report};

/// Which figure.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  quotebook plot bars --by category --codes push -o push.svg\n  quotebook plot stacked household --by category -o household.png\n  quotebook plot stacked --codes push --by category -o factors.docx\n  quotebook plot heatmap --codes push,harm --unit overlap -o together.svg\n  quotebook plot network --least 2 -o network.svg\n  quotebook plot sankey category gender push/poverty -o flows.svg\n\nWithout -o the numbers of the figure are printed."
)]
pub struct Arguments {
    #[command(subcommand)]
    kind: Kind,
}

#[derive(Debug, Subcommand)]
enum Kind {
    /// Codes by group, as bars with their numbers.
    Bars(bars::Bars),
    /// A distribution by group: the values of an attribute, or how many codes of a family
    /// respondents have.
    Stacked(bars::Stacked),
    /// Codes that occur together, or codes by group, the darker the more.
    Heatmap(together::Heatmap),
    /// Codes that occur together, as nodes and links.
    Network(together::Network),
    /// Where codes stand in their sources.
    Portrait(places::Portrait),
    /// How coding went on, coder by coder.
    Timeline(over_time::Timeline),
    /// New codes, interview by interview.
    Saturation(over_time::Saturation),
    /// How values of two or three attributes or codes go together.
    Sankey(places::Sankey),
    /// From those interviewed to those kept: who was excluded, why, and who is in which category.
    Flow(flow::Flow),
    /// Routes from origins through transits to destinations, as bands.
    Routes(routes::Flow),
    /// Routes on a map, arrows as thick as how many respondents went so.
    Map(routes::MapOf),
}

/// What stands around a figure.
#[derive(Debug, Default, Args)]
struct Words {
    /// What stands above the figure.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// What stands below it in a document.
    #[arg(long, value_name = "TEXT")]
    caption: Option<String>,
    /// What it shows, for those who cannot see it.
    #[arg(long, value_name = "TEXT")]
    alt: Option<String>,
}

impl Words {
    /// The chart with these words in place of its own.
    fn on(&self, mut chart: Chart) -> Chart {
        let places = [
            (&self.title, &mut chart.title),
            (&self.caption, &mut chart.caption),
            (&self.alt, &mut chart.alt),
        ];
        for (own, place) in places {
            if let Some(own) = own {
                own.clone_into(place);
            }
        }
        chart
    }
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    match &args.kind {
        Kind::Bars(args) => bars::bars(context, args),
        Kind::Stacked(args) => bars::stacked(context, args),
        Kind::Heatmap(args) => together::heatmap(context, args),
        Kind::Network(args) => together::network(context, args),
        Kind::Portrait(args) => places::portrait(context, args),
        Kind::Timeline(args) => over_time::timeline(context, args),
        Kind::Saturation(args) => over_time::saturation(context, args),
        Kind::Flow(args) => flow::flow(context, args),
        Kind::Sankey(args) => places::sankey(context, args),
        Kind::Routes(args) => routes::flow(context, args),
        Kind::Map(args) => routes::map(context, args),
    }
}

/// The language that a figure is labelled in: that of the page that asks, else that of the study; for
/// machines always English.
fn tongue(context: &Context, project: &Project) -> Tongue {
    let settings = project.settings();
    let set = settings.language.as_ref().or(settings.languages.first());
    match context.format {
        Format::Json | Format::Jsonl | Format::Csv | Format::Sav | Format::Parquet => {
            Tongue::English
        }
        _ => {
            let of_study = || set.and_then(|tag| Tongue::of(tag));
            context.tongue().or_else(of_study).unwrap_or_default()
        }
    }
}

/// Writes a figure, or its numbers where the format has no pictures.
fn write(context: &Context, chart: Chart) -> anyhow::Result<Answer> {
    let numbers = || Table::all_records(&[chart.table()]);
    let report = || Report {
        title: String::new(),
        blocks: vec![Block::Chart(chart.clone())],
    };
    context.answer(numbers, report)?;
    Ok(Answer::Yes)
}

/// Says that there is nothing to draw; no file is written.
fn nothing(context: &Context, why: &str) -> anyhow::Result<Answer> {
    context.tell(&format!("there is nothing to draw: {why}"));
    Ok(Answer::No)
}

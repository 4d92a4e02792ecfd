//! `quotebook report`

mod description;
mod methods;
mod parts;

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use jiff::Timestamp;

use super::moment::moment;
use super::table::{Chosen, Which};
use super::{Answer, Context};
use crate::analysis::groups::filled;
use crate::report::moved::moved;
use crate::report::table::Table;
use crate::report::{Block, Report};
use description::{Description, Section};

/// What the report holds.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "A description is a TOML file:\n\n  title = \"Why they left\"\n  text = \"\"\"Words before the first section.\"\"\"\n\n  [[section]]\n  title = \"Poverty\"\n  text = \"\"\"The writer's own words; an empty line ends a paragraph.\"\"\"\n  content = [\n    \"table --by category --codes push\",\n    \"plot bars --by category --codes push\",\n    \"quotes --code push/poverty --pick 3\",\n  ]\n\nWhat stands in `content` are commands as they are typed: quotes, table, plot, agreement, disagreements,\nbalance, search, respondents, codes, coders.\n\nExamples:\n  quotebook report -o report.docx\n  quotebook report report.toml -o report.docx\n  quotebook report report.toml --since 2026-11-01 -o report.odt"
)]
pub struct Arguments {
    /// The description [default: every family of the codebook].
    #[arg(value_name = "FILE.toml")]
    description: Option<PathBuf>,
    /// Say which numbers are not what they were at this time [default: when the file of -o was last
    /// written].
    #[arg(long, value_name = "TIME")]
    since: Option<String>,
    /// With --public: print quotes under attributions that fewer respondents share than the threshold
    /// for everybody, for this reason; the record of the export has it.
    #[arg(long, value_name = "REASON")]
    allow_recognisable: Option<String>,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let description = match &args.description {
        Some(path) => {
            let name = path.display();
            let text = std::fs::read_to_string(path)
                .with_context(|| format!("`{name}` cannot be read"))?;
            Description::parse(&text).with_context(|| format!("`{name}` is no description"))?
        }
        None => every_family(context)?,
    };
    if description.section.is_empty() {
        bail!(
            "there are no sections, expected `[[section]]` in the file or codings in the project"
        );
    }
    if context.collects() {
        made(context, &description)?;
        return Ok(Answer::Yes);
    }
    if let Some(because) = &args.allow_recognisable {
        context.allow_recognisable(because);
    }
    let since = match &args.since {
        Some(text) => Some(moment(text)?),
        None => context.written(),
    };
    let report = made(context, &description)?;
    if let Some(since) = since {
        say_what_moved(context, &description, since, &report);
    }
    context.document(
        || Table::all_records(&report.tables().collect::<Vec<_>>()).json(),
        || Table::all_records(&report.tables().collect::<Vec<_>>()),
        || report.clone(),
    )?;
    Ok(Answer::Yes)
}

fn made(context: &Context, description: &Description) -> anyhow::Result<Report> {
    let mut blocks = parts::blocks(context, description)?;
    if description.methods {
        blocks.push(Block::Heading {
            level: 2,
            text: "Methods".to_owned(),
        });
        blocks.extend(methods::blocks(context)?);
    }
    Ok(Report {
        title: description.title.clone(),
        blocks,
    })
}

/// A section for each family with codings: its table and its quotes.
fn every_family(context: &Context) -> anyhow::Result<Description> {
    let chosen = Chosen::new(&context.part(), &Which::default())?;
    let sample = chosen.sample();
    let study = &chosen.study;
    let by = match filled(study, &sample.respondents)
        .iter()
        .any(|it| it == "category")
    {
        true => " --by category",
        false => "",
    };
    let used = |place: usize| {
        let mut codings = sample.codings.iter();
        codings.any(|it| sample.upward(it.code).contains(&place))
    };
    let rows = sample.rows.iter().enumerate();
    let families = rows.filter(|(place, row)| row.depth == 0 && used(*place));
    let section = |code: &crate::model::codebook::Code| Section {
        title: code.name.clone(),
        level: 1,
        text: code.definition.clone(),
        content: vec![
            format!("table{by} --codes '{}'", code.key),
            format!("quotes --code '{}'", code.key),
        ],
    };
    let families = families.filter_map(|(_, row)| sample.code(row));
    Ok(Description {
        title: chosen.project.settings().title.clone(),
        text: String::new(),
        methods: true,
        section: families.map(section).collect(),
    })
}

/// Tells on standard error which numbers have moved. A report that could not be made then is no reason
/// not to make it now.
fn say_what_moved(context: &Context, description: &Description, since: Timestamp, now: &Report) {
    let when = since.strftime("%Y-%m-%d %H:%M UTC");
    let before = match made(&context.at(since), description) {
        Ok(before) => before,
        Err(error) => {
            eprintln!("the numbers of {when} are not known: {error:#}");
            return;
        }
    };
    let found = moved(&before, now);
    if found.is_empty() {
        eprintln!("no number has moved since {when}");
        return;
    }
    let many = found.len();
    let s = if many == 1 { " has" } else { "s have" };
    eprintln!("{many} number{s} moved since {when}:");
    for it in found {
        let place = [&it.table, &it.row, &it.column];
        let place: Vec<&str> = place
            .into_iter()
            .map(String::as_str)
            .filter(|it| !it.is_empty())
            .collect();
        let or_none = |text: &str| match text {
            "" => "nothing".to_owned(),
            text => text.to_owned(),
        };
        eprintln!(
            "  {}: {} → {}",
            place.join(", "),
            or_none(&it.before),
            or_none(&it.after)
        );
    }
}

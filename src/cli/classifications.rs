//! `quotebook classifications`

use clap::Args;
use serde_json::json;

use super::arguments::Format;
use super::{Answer, Context};
use crate::jobs::respondent::shown;
use crate::model::classification::{State, outcomes};
use crate::model::natural::natural;
use crate::project::Codings;
use crate::report::records::Records;
use crate::report::respondent;
use crate::report::{Block, Report};

/// Which classifications.
#[derive(Debug, Args)]
#[command(after_help = "\
`quotebook agreement --attribute category` measures how far classifiers agree; `quotebook classify
RESPONDENT VALUE --settle WHY` settles what they differ about.")]
pub struct Arguments {
    /// Only of this respondent; may be given several times.
    #[arg(long, value_name = "NAME")]
    respondent: Vec<String>,
    /// Only of this attribute.
    #[arg(long, value_name = "NAME")]
    attribute: Option<String>,
    /// Only where classifiers differ and nothing is settled.
    #[arg(long)]
    conflicts: bool,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let project = context.project()?;
    for name in &args.respondent {
        project.respondent(name, context.moment)?;
    }
    let mut study = project.study(context.moment, &Codings::None)?;
    project.conceal(&mut study)?;
    let outcomes = outcomes(&study);
    let name = |id| study.respondents.get(id).map_or("", |it| it.name.as_str());
    let mut wanted: Vec<_> = outcomes
        .iter()
        .filter(|((id, _), _)| {
            args.respondent.is_empty() || args.respondent.iter().any(|it| it == name(id))
        })
        .filter(|((_, attribute), _)| args.attribute.as_deref().is_none_or(|it| it == *attribute))
        .filter(|(_, it)| !args.conflicts || it.state == State::Unsettled)
        .collect();
    wanted.sort_by(|((one, a), _), ((other, b), _)| natural(name(one), name(other)).then(a.cmp(b)));
    let mut records = Records::new(&[
        "respondent",
        "attribute",
        "value",
        "reason",
        "coder",
        "because",
        "text",
        "note",
        "state",
        "at",
    ]);
    let mut blocks = Vec::new();
    for ((id, attribute), outcome) in wanted {
        let said = outcome.all.iter().copied().chain(outcome.settled);
        let shown = shown(&project, &study, attribute, outcome)?;
        for (it, of) in said.zip(&shown) {
            let places: Vec<&str> = of.because.iter().map(|it| it.1.as_str()).collect();
            let words: Vec<&str> = of.because.iter().map(|it| it.0.as_str()).collect();
            records.rows.push(vec![
                json!(name(id)),
                json!(attribute),
                json!(it.value),
                json!(it.reason),
                json!(of.coder),
                json!(places),
                json!(words),
                json!(it.note),
                json!(of.state),
                json!(it.at.to_string()),
            ]);
        }
        blocks.push(Block::Heading {
            level: 2,
            text: format!("Respondent {}", name(id)),
        });
        blocks.extend(respondent::classifications(&shown));
    }
    let none = records.rows.is_empty();
    if none && context.format == Format::Text {
        eprintln!(
            "{}",
            match args.conflicts {
                true => "no classifiers differ without having settled it",
                false => "none found",
            }
        );
        return Ok(Answer::No);
    }
    let report = Report {
        title: String::new(),
        blocks,
    };
    context.answer(|| records, || report)?;
    Ok(if none { Answer::No } else { Answer::Yes })
}

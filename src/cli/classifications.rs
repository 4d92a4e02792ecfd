//! `quotebook classifications`

use clap::Args;
use serde_json::json;

use super::arguments::Format;
use super::{Answer, Context, list};
use crate::model::classification::{Classification, State, outcomes};
use crate::model::natural::natural;
use crate::model::study::Study;
use crate::project::{Codings, Placed, Project};
use crate::report::records::Records;

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
    let study = project.study(context.moment, &Codings::None)?;
    let people = context.format.is_prose();
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
    if people {
        records.columns.retain(|it| it != "at" && it != "text");
    }
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
    for ((id, attribute), outcome) in wanted {
        for it in outcome.all.iter().copied().chain(outcome.settled) {
            let places = places(&project, &study, it)?;
            let mut row = vec![
                json!(name(id)),
                json!(attribute),
                json!(it.value),
                json!(it.reason),
                json!(study.coders.get(&it.coder).map(|it| it.name.as_str())),
            ];
            match people {
                true => row.push(json!(for_people(it, &places))),
                false => {
                    row.push(json!(places.iter().map(written).collect::<Vec<_>>()));
                    row.push(json!(
                        places.iter().map(|it| it.text.as_str()).collect::<Vec<_>>()
                    ));
                }
            }
            row.extend([json!(it.note), json!(outcome.state.name())]);
            if !people {
                row.push(json!(it.at.to_string()));
            }
            records.rows.push(row);
        }
    }
    if context.format == Format::Text && records.rows.is_empty() && args.conflicts {
        eprintln!("no classifiers differ without having settled it");
        return Ok(Answer::No);
    }
    list::finish(context, records, "Classifications")
}

/// Where the words of a classification stand now; those that a correction has taken away are left out.
pub(super) fn places(
    project: &Project,
    study: &Study,
    it: &Classification,
) -> anyhow::Result<Vec<Placed>> {
    let mut places = Vec::new();
    for evidence in &it.because {
        places.extend(project.placed(study, evidence)?);
    }
    Ok(places)
}

/// `306:120-188`, as `classify --because` takes it.
pub(super) fn written(it: &Placed) -> String {
    format!("{}:{}-{}", it.source, it.start, it.end)
}

fn for_people(it: &Classification, places: &[Placed]) -> String {
    if it.because.is_empty() {
        return "no evidence given".to_owned();
    }
    let lost = it.because.len() - places.len();
    let shown = places.iter().map(|place| {
        let words = place.text.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("“{words}” ({})", written(place))
    });
    let lost = (lost > 0).then(|| "words that the corrected text has no more".to_owned());
    shown.chain(lost).collect::<Vec<_>>().join("; ")
}

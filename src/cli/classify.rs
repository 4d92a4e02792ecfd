//! `quotebook classify`

use clap::Args;

use super::{Answer, Context};
use crate::model::classification::{State, UNSETTLED};
use crate::project::ClassifyRequest;

/// Whom to classify, into which value, because of which words.
#[derive(Debug, Args)]
#[command(after_help = "\
The values and what they require stand in quotebook.toml under `[classification.category]`.
A value that is the only one, common to all classifiers or settled is the respondent's value in every
table, query and attribution; while classifiers differ it is `unsettled`. What was settled holds,
whatever is said later, until it is settled anew with `--again`.

A SEGMENT is the id of a coding, SOURCE:START-END in characters, SOURCE:words, or words that stand
once in the respondent's sources.

Examples:
  quotebook classify 306 \"vulnerable child\" --because 306:120-188
  quotebook classify 306 excluded --reason \"no consent\" --note \"asked on the day\"
  quotebook classify 306 \"trafficking victim\" --settle \"she was told there was no pay\"")]
pub struct Arguments {
    /// The respondent.
    respondent: String,
    /// The value.
    value: String,
    /// The attribute.
    #[arg(long, default_value = "category", value_name = "NAME")]
    attribute: String,
    /// The words that it rests on.
    #[arg(long, value_name = "SEGMENT", num_args = 1..)]
    because: Vec<String>,
    /// Which of the value's reasons, where it has any.
    #[arg(long, value_name = "NAME")]
    reason: Option<String>,
    /// A note.
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    note: String,
    /// Settle what classifiers differ about, with this reason; it holds whatever they said.
    #[arg(long, value_name = "WHY", conflicts_with = "note", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    settle: Option<String>,
    /// Settle anew, in the place of how it was settled before.
    #[arg(long, requires = "settle")]
    again: bool,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let mut project = context.project()?;
    let who = context.coder(&project);
    let done = project.classify(
        &who,
        &ClassifyRequest {
            respondent: args.respondent.clone(),
            attribute: args.attribute.clone(),
            value: args.value.clone(),
            reason: args.reason.clone(),
            because: args.because.clone(),
            note: args.note.clone(),
            settle: args.settle.clone(),
            again: args.again,
        },
    )?;
    let (name, value) = (&args.respondent, &done.classification.value);
    match (done.changed, &args.settle) {
        (false, _) => eprintln!("{who} has said so before, nothing changed"),
        (true, Some(_)) => eprintln!("settled: respondent {name} is `{value}`"),
        (true, None) => eprintln!("saved: respondent {name} is `{value}` by {who}"),
    }
    if done.classification.because.is_empty() {
        eprintln!("note: no evidence was given, and it is marked so; `--because` names the words");
    }
    if args.settle.is_some() && done.agreed {
        eprintln!("note: nobody differed about {} of {name}", args.attribute);
    }
    if let Some(it) = &done.holds {
        eprintln!(
            "note: settled as `{}` on {}, which holds; `quotebook classify --settle WHY --again` changes it",
            it.value,
            it.at.strftime("%Y-%m-%d")
        );
    }
    if done.state == State::Unsettled {
        eprintln!(
            "note: classifiers differ, so that {} of {name} is `{UNSETTLED}` until it is settled (`quotebook classifications --conflicts`)",
            args.attribute
        );
    }
    Ok(Answer::Yes)
}

//! `quotebook round`

use clap::{Args, Subcommand};
use serde_json::json;

use super::{Answer, Context, list};
use crate::model::round::Round;
use crate::model::study::Study;
use crate::project::{Codings, RoundRequest};
use crate::report::records::Records;

/// What to do with which round; without anything, list them.
#[derive(Debug, Args)]
#[command(after_help = "\
Coders of a round do not see each other's codings, memos and counts from `open` until `reveal`,
in any command. Who opened a round closes and reveals it.

Examples:
  quotebook round open --coders ana,bek --coder rita
  quotebook round close --coder rita
  quotebook round reveal --coder rita")]
pub struct Arguments {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Open a round: its coders work apart from now on.
    Open {
        /// What it is called [default: `round 1`, `round 2`, ..].
        name: Option<String>,
        /// Who work apart [default: everybody].
        #[arg(long, value_delimiter = ',', value_name = "A,B,..")]
        coders: Vec<String>,
        /// Only sources in which anything answers this, in the query language [default: all].
        #[arg(long = "where", value_name = "QUERY")]
        filter: Option<String>,
    },
    /// End the coding of a round; it stays blind.
    Close {
        /// Which one, where several are open.
        name: Option<String>,
    },
    /// Show everybody everything, which ends the round.
    Reveal {
        /// Which one, where several are open.
        name: Option<String>,
    },
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let mut project = context.project()?;
    let who = context.coder(&project);
    match &args.action {
        None => {
            let study = project.study(None, &Codings::None)?;
            let rows = project.rounds()?;
            let mut records = Records::new(&[
                "round",
                "state",
                "coders",
                "sources",
                "opened_by",
                "opened",
                "closed",
                "revealed",
            ]);
            records
                .rows
                .extend(rows.iter().map(|round| row(&study, round)));
            return list::finish(context, records, "Rounds");
        }
        Some(Action::Open {
            name,
            coders,
            filter,
        }) => {
            let round = project.open_round(
                &who,
                &RoundRequest {
                    name: name.clone(),
                    coders: coders.clone(),
                    filter: filter.clone(),
                },
            )?;
            let whom = match coders.as_slice() {
                [] => "everybody".to_owned(),
                names => names.join(", "),
            };
            let sources = match round.sources.len() {
                0 => "all sources".to_owned(),
                1 => "1 source".to_owned(),
                n => format!("{n} sources"),
            };
            eprintln!(
                "opened `{}`: {whom} code apart in {sources} until {who} reveals it",
                round.name
            );
        }
        Some(Action::Close { name }) => {
            let round = project.close_round(&who, name.as_deref())?;
            eprintln!(
                "closed `{}`: its codings stay as they are, and hidden until it is revealed",
                round.name
            );
        }
        Some(Action::Reveal { name }) => {
            let round = project.reveal_round(&who, name.as_deref())?;
            eprintln!("revealed `{}`: everybody sees everything now", round.name);
            if let Some(at) = round.revealed {
                eprintln!(
                    "`quotebook agreement` compares the coders; later, `--as-of {at}` shows what they did apart"
                );
            }
        }
    }
    Ok(Answer::Yes)
}

fn row(study: &Study, round: &Round) -> Vec<serde_json::Value> {
    let state = match (round.closed, round.revealed) {
        (_, Some(_)) => "revealed",
        (Some(_), None) => "closed",
        (None, None) => "open",
    };
    let coders = round.coders.iter().filter_map(|id| study.coders.get(id));
    let coders: Vec<&str> = coders.map(|it| it.name.as_str()).collect();
    let sources = round.sources.iter().filter_map(|id| study.sources.get(id));
    let sources: Vec<&str> = sources.map(|it| it.name.as_str()).collect();
    vec![
        json!(round.name),
        json!(state),
        json!(coders),
        json!(sources),
        json!(round.opened_by),
        json!(round.opened.to_string()),
        json!(round.closed.map(|at| at.to_string())),
        json!(round.revealed.map(|at| at.to_string())),
    ]
}

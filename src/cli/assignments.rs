//! `quotebook assignments`

use clap::{Args, Subcommand};
use serde_json::json;

use super::history::count;
use super::{Answer, Context, list};
use crate::model::natural::natural;
use crate::project::Codings;
use crate::report::records::Records;

/// Who codes which source; without anything, list it.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(subcommand)]
    action: Option<Action>,
    /// Only those of this coder; may be given several times.
    #[arg(long, value_name = "CODER")]
    of: Vec<String>,
    /// Only those in which the coder has not coded anything yet.
    #[arg(long)]
    untouched: bool,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Assign sources to a coder.
    Add {
        /// The sources.
        #[arg(required = true)]
        sources: Vec<String>,
        /// The coder.
        #[arg(long, value_name = "CODER")]
        to: String,
    },
    /// Take sources from a coder; what was coded stays.
    Remove {
        /// The sources.
        #[arg(required = true)]
        sources: Vec<String>,
        /// The coder.
        #[arg(long, value_name = "CODER")]
        from: String,
    },
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let mut project = context.project()?;
    let who = context.coder(&project);
    match &args.action {
        Some(Action::Add { sources, to }) => {
            let study = project.study(None, &Codings::None)?;
            let sources = project.scope(&study, sources, &[], &[])?.sources;
            let wanted: Vec<_> = sources.into_iter().map(|id| (id, to.clone())).collect();
            let made = project.assign(&who, &wanted)?;
            eprintln!("{} for {to}", count(made, "new assignment"));
            return Ok(Answer::Yes);
        }
        Some(Action::Remove { sources, from }) => {
            let gone = project.unassign(&who, sources, from)?;
            eprintln!("took {} from {from}", count(gone, "assignment"));
            return Ok(Answer::Yes);
        }
        None => {}
    }
    let study = project.study(context.moment, &Codings::All)?;
    let only = project.scope(&study, &[], &[], &args.of)?.coders;
    let blind = project.blind()?;
    let mut records = Records::new(&["source", "respondent", "coder", "codings", "at"]);
    let mut rows = Vec::new();
    for assignment in study.assignments.values() {
        let (Some(source), Some(coder)) = (
            study.sources.get(&assignment.source),
            study.coders.get(&assignment.coder),
        ) else {
            continue;
        };
        if !only.is_empty() && !only.contains(&coder.id) {
            continue;
        }
        // Where a coder's work is hidden, so is how much there is.
        let seen = coder.name == who
            || !blind
                .rounds()
                .any(|round| round.is_about(coder.id, source.id));
        let codings = study.codings.values();
        let codings = codings
            .filter(|it| it.source == source.id && it.coder == coder.id)
            .count();
        if args.untouched && (!seen || codings > 0) {
            continue;
        }
        rows.push(vec![
            json!(source.name),
            json!(list::respondent_of(&study, source).map(|it| it.name.as_str())),
            json!(coder.name),
            json!(seen.then_some(codings)),
            json!(assignment.at.to_string()),
        ]);
    }
    let word =
        |row: &Vec<serde_json::Value>, at: usize| row[at].as_str().unwrap_or_default().to_owned();
    rows.sort_by(|a, b| {
        natural(&word(a, 0), &word(b, 0)).then_with(|| natural(&word(a, 2), &word(b, 2)))
    });
    records.rows = rows;
    list::finish(context, records, "Assignments")
}

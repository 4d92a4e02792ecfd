//! `quotebook history`, `undo`, `redo`

use clap::Args;

use serde_json::json;

use super::list::finish;
use super::{Answer, Context};
use crate::report::records::Records;

/// Which part of the history.
#[derive(Debug, Args)]
pub struct HistoryArguments {
    /// Only what touches this source, respondent, code, coder or coding.
    #[arg(long, value_name = "THING")]
    pub(super) on: Option<String>,
    /// Only the last N operations.
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<usize>,
}

/// What to take back.
#[derive(Debug, Args)]
pub struct UndoArguments {
    /// How many of the last operations, or the id of one.
    #[arg(default_value = "1", value_name = "N|ID")]
    what: String,
}

pub(super) fn history(context: &Context, args: &HistoryArguments) -> anyhow::Result<Answer> {
    let project = context.project()?;
    let mut lines = project.history(args.on.as_deref())?;
    let skip = args
        .limit
        .map_or(0, |limit| lines.len().saturating_sub(limit));
    lines.drain(..skip);
    let people = context.format.is_prose();
    let mut records = Records::new(&["operation", "at", "actor", "summary", "taken_back"]);
    for line in &lines {
        let operation = &line.entry.operation;
        let (at, undone) = match people {
            true => (
                operation.at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
                json!(if line.undone { "taken back" } else { "" }),
            ),
            false => (operation.at.to_string(), json!(line.undone)),
        };
        records.rows.push(vec![
            json!(operation.id.short()),
            json!(at),
            json!(operation.actor),
            json!(operation.summary),
            undone,
        ]);
    }
    finish(context, records, "History")
}

pub(super) fn undo(context: &Context, args: &UndoArguments) -> anyhow::Result<Answer> {
    let mut project = context.project()?;
    let who = context.coder(&project);
    // Ids have eight digits or more; a count never has.
    let done = match args.what.parse::<usize>() {
        Ok(number) if args.what.len() < 8 => project.undo(&who, number)?,
        _ => vec![project.undo_one(&who, &args.what)?],
    };
    for operation in &done {
        eprintln!("taken back: {}", operation.summary);
    }
    eprintln!("`quotebook redo` restores the last one");
    Ok(Answer::Yes)
}

pub(super) fn redo(context: &Context) -> anyhow::Result<Answer> {
    let mut project = context.project()?;
    let who = context.coder(&project);
    let operation = project.redo(&who)?;
    eprintln!(
        "restored: {}",
        operation.summary.trim_start_matches("undo: ")
    );
    Ok(Answer::Yes)
}

/// `1 coding`, `2 codings`.
pub(super) fn count(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}

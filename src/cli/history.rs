//! `quotebook history`, `undo`, `redo`

use clap::Args;

use super::{Answer, Context};

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
    for line in &lines {
        let operation = &line.entry.operation;
        let undone = if line.undone { "  (taken back)" } else { "" };
        context.write(
            format!(
                "{}  {}  {}  {}{undone}\n",
                operation.id.short(),
                operation.at.strftime("%Y-%m-%d %H:%M:%S"),
                operation.actor,
                operation.summary
            )
            .as_bytes(),
        )?;
    }
    Ok(if lines.is_empty() {
        Answer::No
    } else {
        Answer::Yes
    })
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

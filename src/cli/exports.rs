//! `quotebook exports`

use std::path::{Path, PathBuf};

use serde_json::json;

use super::{Answer, Context};
use crate::model::export::Export;
use crate::project::{Codings, Trace};
use crate::report::records::Records;

/// Which.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Every file that `-o`, `export`, `archive` and `bundle` write is recorded; what the shell takes with `>`
is not. A file is known again by its bytes; when somebody has changed it since, documents (.docx, .odt,
.xlsx, .html, .tex) by the mark in their properties.

Examples:
  quotebook exports
  quotebook exports report-from-the-mail.docx")]
pub struct Arguments {
    /// Which export is this file?
    file: Option<PathBuf>,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let project = context.project()?;
    if let Some(file) = &args.file {
        return traced(context, file, &project.trace(file)?);
    }
    let study = project.study(context.moment, &Codings::None)?;
    let mut exports: Vec<&Export> = study.exports.values().collect();
    exports.sort_by_key(|it| (it.at, it.id));
    context.list(records(&exports), "Exports")?;
    Ok(match exports.is_empty() {
        true => Answer::No,
        false => Answer::Yes,
    })
}

fn traced(context: &Context, file: &Path, trace: &Trace) -> anyhow::Result<Answer> {
    let name = file.display();
    match (trace.exports.as_slice(), trace.unchanged) {
        ([], _) => {
            eprintln!("{name} was not written by this project, or bears no mark of it any more");
            return Ok(Answer::No);
        }
        (_, true) => eprintln!("{name} is as it was written"),
        ([_], false) => eprintln!("{name} has been changed since it was written"),
        (_, false) => eprintln!("{name} has been changed since; it was written as one of these"),
    }
    context.list(
        records(&trace.exports.iter().collect::<Vec<_>>()),
        "Exports",
    )?;
    Ok(Answer::Yes)
}

fn records(exports: &[&Export]) -> Records {
    let mut records = Records::new(&["at", "by", "file", "command", "position", "digest"]);
    records.rows.extend(exports.iter().map(|it| {
        vec![
            json!(it.at.to_string()),
            json!(it.by),
            json!(it.file),
            json!(it.command),
            json!(it.position.to_string()[..16]),
            json!(it.digest.to_string()[..16]),
        ]
    }));
    records
}

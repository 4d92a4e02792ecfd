//! `quotebook backup`

use std::path::PathBuf;

use super::{Answer, Context};

/// Where the copy shall go.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The file to write; one that exists is replaced.
    file: PathBuf,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let project = context.project()?;
    project.backup(&args.file)?;
    eprintln!("wrote {}", args.file.display());
    eprintln!("to use it: put it into an empty folder under the name quotebook.db");
    tell_truth(&project)?;
    Ok(Answer::Yes)
}

/// Says that what is written holds the words that are not printed.
pub(super) fn tell_truth(project: &crate::project::Project) -> anyhow::Result<()> {
    let study = project.study(None, &crate::project::Codings::None)?;
    let redacted = study.redactions.len();
    if redacted > 0 {
        eprintln!("note: it keeps the truth: the words of {redacted} redactions stand in it");
    }
    Ok(())
}

//! `quotebook archive` and `quotebook restore`

use std::path::PathBuf;

use super::{Answer, Context};
use crate::project::{ArchiveAnswer, Project};

/// Where the archive shall go.
#[derive(Debug, clap::Args)]
pub struct ArchiveArguments {
    /// The file to write, for example `study.zip`; one that exists is replaced.
    file: PathBuf,
}

/// Which archive becomes a project, and where.
#[derive(Debug, clap::Args)]
pub struct RestoreArguments {
    /// The archive.
    file: PathBuf,
    /// The folder of the project; it must not have one yet.
    folder: PathBuf,
}

pub(super) fn archive(context: &Context, args: &ArchiveArguments) -> anyhow::Result<Answer> {
    if context.moment.is_some() {
        anyhow::bail!(
            "an archive holds the whole history and is of now, expected no `--as-of`; `quotebook restore` it and ask there with `--as-of`, or `quotebook export --as-of` what was there then"
        );
    }
    let mut project = context.project()?;
    let who = context.coder(&project);
    let answer = project.archive(&args.file, context.leave(&who))?;
    eprintln!("wrote {}: {}", args.file.display(), what(&answer));
    eprintln!("to read it without quotebook: unzip it, begin with README.txt");
    super::backup::tell_truth(&project)?;
    Ok(Answer::Yes)
}

pub(super) fn restore(args: &RestoreArguments) -> anyhow::Result<Answer> {
    let answer = Project::restore(&args.file, &args.folder)?;
    eprintln!(
        "made a project in {}: {}",
        args.folder.display(),
        what(&answer)
    );
    for name in &answer.left_out {
        eprintln!("left out {name:?}: something is there, or it is no plain name of a file");
    }
    Ok(Answer::Yes)
}

fn what(answer: &ArchiveAnswer) -> String {
    format!(
        "{} sources, {} operations, {} files",
        answer.sources, answer.operations, answer.files
    )
}

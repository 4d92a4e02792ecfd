//! `quotebook init`

use std::path::PathBuf;

use super::Answer;
use crate::project::Project;

/// Where the project shall be.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder; made if it is missing.
    #[arg(default_value = ".")]
    folder: PathBuf,
}

pub(super) fn run(args: &Arguments) -> anyhow::Result<Answer> {
    let project = Project::init(&args.folder)?;
    let root = project.root().display();
    eprintln!("made a project in {root}");
    eprintln!(
        "next: put notes and a list of respondents into {root}/corpus, codes into {root}/codebook,"
    );
    eprintln!("      then run `quotebook import` there, and `quotebook open` to read and code");
    Ok(Answer::Yes)
}

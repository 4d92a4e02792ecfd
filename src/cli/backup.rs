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
    context.project()?.backup(&args.file)?;
    eprintln!("wrote {}", args.file.display());
    eprintln!("to use it: put it into an empty folder under the name quotebook.db");
    Ok(Answer::Yes)
}

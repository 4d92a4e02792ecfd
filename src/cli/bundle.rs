//! `quotebook bundle`

use std::path::PathBuf;

use super::{Answer, Context};

/// Where it shall go.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  quotebook bundle --coder ana                  writes ana.quotebook
  quotebook bundle --coder ana --texts work.quotebook
  quotebook merge ana.quotebook                 on the other computer")]
pub struct Arguments {
    /// The file to write [default: NAME.quotebook, NAME being the coder].
    file: Option<PathBuf>,
    /// Put the texts of all sources in, for a copy that has none.
    #[arg(long)]
    texts: bool,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let mut project = context.project()?;
    let who = context.coder(&project);
    let file = args.file.clone().unwrap_or_else(|| {
        let safe = |letter: char| {
            if letter.is_alphanumeric() {
                letter
            } else {
                '_'
            }
        };
        PathBuf::from(format!(
            "{}.quotebook",
            who.chars().map(safe).collect::<String>()
        ))
    });
    project.bundle(&file, args.texts, context.leave(&who))?;
    eprintln!(
        "wrote {}: what `{who}` did, for `quotebook merge`",
        file.display()
    );
    super::backup::tell_truth(&project)?;
    Ok(Answer::Yes)
}

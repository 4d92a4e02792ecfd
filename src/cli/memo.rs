//! `quotebook memo`

use super::{Answer, Context};

/// On what, and which words.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// `project`, or a source, respondent, code, coder or coding; `code:NAME` where names are shared.
    on: String,
    /// The note.
    text: String,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let mut project = context.project()?;
    let who = context.coder(&project);
    project.memo(&who, &args.on, &args.text)?;
    eprintln!("saved a memo on {} by {who}", args.on);
    Ok(Answer::Yes)
}

//! `quotebook check`

use super::history::count;
use super::{Answer, Context};
use crate::project::{Codings, IndexState};

/// How thoroughly.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Also fold the whole journal anew and compare it with the tables.
    #[arg(long)]
    deep: bool,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let project = context.project()?;
    let mut faults: Vec<String> = project
        .faults(args.deep)?
        .iter()
        .map(ToString::to_string)
        .collect();
    let state = match faults.is_empty() {
        true => project.index_state(&project.study(None, &Codings::None)?, true)?,
        false => IndexState::Behind,
    };
    if state == IndexState::Damaged {
        faults.push("the index is damaged; the next search makes it anew".to_owned());
    }
    if faults.is_empty() {
        let what = if args.deep {
            "chain, texts, codings and tables"
        } else {
            "chain, texts and codings"
        };
        let index = match state {
            IndexState::Whole => "; the index is whole",
            _ => "; the index is made by the next search",
        };
        let mut lines = format!("sound: {what} are as the journal says{index}\n");
        let idle = project.idle_edits()?;
        for it in &idle {
            lines.push_str(&format!(
                "edit of coding `{}` in source `{}` does not stand at its words: {}\n",
                it.coding, it.source, it.reason
            ));
        }
        context.write(lines.as_bytes())?;
        if idle.is_empty() {
            return Ok(Answer::Yes);
        }
        eprintln!(
            "{} printed with the words of the source until edited anew by `quotebook quote edit`",
            count(idle.len(), "quote")
        );
        return Ok(Answer::No);
    }
    let lines: String = faults.iter().map(|fault| format!("{fault}\n")).collect();
    context.write(lines.as_bytes())?;
    eprintln!(
        "{} faults; a backup made earlier can be put in place of quotebook.db",
        faults.len()
    );
    Ok(Answer::No)
}

//! `quotebook check`

use super::{Answer, Context};

/// How thoroughly.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Also fold the whole journal anew and compare it with the tables.
    #[arg(long)]
    deep: bool,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let faults = context.project()?.faults(args.deep)?;
    if faults.is_empty() {
        let what = if args.deep {
            "chain, texts, codings and tables"
        } else {
            "chain, texts and codings"
        };
        context.write(format!("sound: {what} are as the journal says\n").as_bytes())?;
        return Ok(Answer::Yes);
    }
    let lines: String = faults.iter().map(|fault| format!("{fault}\n")).collect();
    context.write(lines.as_bytes())?;
    eprintln!(
        "{} faults; a backup made earlier can be put in place of quotebook.db",
        faults.len()
    );
    Ok(Answer::No)
}

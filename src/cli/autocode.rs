//! `quotebook autocode`

use serde_json::json;

use super::arguments::Format;
use super::{Answer, Context};
use crate::report::records::Records;

/// Which rules.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Apply the rules of this code and of those below it [default: all rules].
    code: Vec<String>,
    /// Show what would be coded, and change nothing.
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let mut project = context.project()?;
    let answers = project.autocode(&args.code, args.dry_run)?;
    if args.dry_run && context.format == Format::Text {
        let mut lines = String::new();
        for answer in answers
            .iter()
            .filter(|it| !it.added.is_empty() || it.removed > 0)
        {
            lines.push_str(&format!(
                "{}: {} new, {} gone\n",
                answer.code,
                answer.added.len(),
                answer.removed
            ));
            for (source, start, end, words) in &answer.added {
                lines.push_str(&format!(
                    "  {source} {start}-{end}  {}\n",
                    words.replace('\n', " ")
                ));
            }
        }
        if lines.is_empty() {
            lines.push_str("nothing would change\n");
        }
        context.write(lines.as_bytes())?;
        return Ok(Answer::Yes);
    }
    let mut records = Records::new(&["code", "found", "respondents", "added", "removed"]);
    for answer in &answers {
        records.rows.push(vec![
            json!(answer.code),
            json!(answer.found),
            json!(answer.respondents),
            json!(answer.added.len()),
            json!(answer.removed),
        ]);
    }
    if answers.is_empty() {
        eprintln!("no code has a rule; rules stand in codebook files as `match = [..]`");
        return Ok(Answer::No);
    }
    context.list(records, "Rules")?;
    Ok(Answer::Yes)
}

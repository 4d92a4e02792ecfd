//! `quotebook status`

use serde_json::json;

use super::arguments::Format;
use super::{Answer, Context};
use crate::report::records::Records;

/// Edits that are not printed.
const EDITS: &str = "quotes whose edit no longer stands at its words";
/// Names that nobody has judged.
const SUGGESTIONS: &str = "sources with names to redact that nobody has judged";

/// What to do about a list.
fn next(what: &str) -> Option<&'static str> {
    match what {
        EDITS => Some("edit them anew with `quote edit`, or take the edit away with `quote plain`"),
        SUGGESTIONS => {
            Some("see `redact --log --open`, then `redact accept` or `redact dismiss` each")
        }
        _ => None,
    }
}

pub(super) fn run(context: &Context) -> anyhow::Result<Answer> {
    let status = context.project()?.status()?;
    let waiting = [
        ("files not imported", &status.new_files),
        (
            "files changed since they were imported",
            &status.changed_files,
        ),
        ("sources without a respondent", &status.without_respondent),
        ("respondents without notes", &status.without_notes),
        (EDITS, &status.idle_edits),
        (SUGGESTIONS, &status.suggestions),
    ];
    if context.format != Format::Text {
        let mut records = Records::new(&["what", "n", "names"]);
        let counts = status
            .counts
            .iter()
            .map(|(what, n)| vec![json!(what), json!(n), json!([])]);
        records.rows.extend(counts);
        let lists = waiting
            .iter()
            .map(|(what, names)| vec![json!(what), json!(names.len()), json!(names)]);
        records.rows.extend(lists);
        let behind = usize::from(status.index_behind);
        records
            .rows
            .push(vec![json!("index behind"), json!(behind), json!([])]);
        context.list(records, &status.title)?;
        return Ok(Answer::Yes);
    }
    let mut lines = format!("{}\n\n", status.title);
    for (what, n) in &status.counts {
        lines.push_str(&format!("{n:>8} {what}\n"));
    }
    lines.push('\n');
    for (what, names) in waiting.iter().filter(|(_, names)| !names.is_empty()) {
        let shown: Vec<&str> = names.iter().take(8).map(String::as_str).collect();
        let more = if names.len() > shown.len() {
            ", …"
        } else {
            ""
        };
        lines.push_str(&format!(
            "{:>8} {what}: {}{more}\n",
            names.len(),
            shown.join(", ")
        ));
        if let Some(next) = next(what) {
            lines.push_str(&format!("{:>8} {next}\n", "→"));
        }
    }
    if status.index_behind {
        lines.push_str("   index behind: the next search makes it anew\n");
    }
    if waiting.iter().all(|(_, names)| names.is_empty()) {
        lines.push_str("nothing is waiting\n");
    } else if !status.new_files.is_empty() || !status.changed_files.is_empty() {
        lines.push_str("\nnext: quotebook import\n");
    }
    context.write(lines.trim_start().as_bytes())?;
    Ok(Answer::Yes)
}

//! `quotebook merge`

use std::path::PathBuf;

use serde_json::{Value as Json, json};

use super::history::count;
use super::{Answer, Context};
use crate::project::MergeAnswer;
use crate::report::records::Records;
use crate::report::{Block, Report};

/// What to bring in.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Both copies keep their whole history. Merging is the same in either direction, and merging again
changes nothing. What both changed is told; the later change holds, the other stays in the history.

Examples:
  quotebook merge ../copy-of-bek --dry-run
  quotebook merge ana.quotebook")]
pub struct Arguments {
    /// A copy of the project (its folder or its quotebook.db), or a bundle.
    other: PathBuf,
    /// Say what would happen, and change nothing.
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let mut project = context.project()?;
    let answer = project.merge(&args.other, args.dry_run)?;
    context.document(
        || format!("{}\n", json(&answer)),
        || records(&answer),
        || report(&answer, args.dry_run),
    )?;
    Ok(Answer::Yes)
}

fn json(answer: &MergeAnswer) -> Json {
    let it = &answer.merged;
    let clashes = it.clashes.iter().map(|clash| {
        json!({"noun": clash.noun, "name": clash.name, "coder": clash.actor, "text": clash.to_string()})
    });
    let clashes: Vec<Json> = clashes.collect();
    match answer.blind.is_empty() {
        true => json!({
            "operations": it.operations, "withheld": it.withheld, "new": it.new,
            "changed": it.changed, "removed": it.removed, "conflicts": clashes,
        }),
        false => {
            let coders: Vec<&String> = it.operations.keys().collect();
            json!({"coders": coders, "blind": answer.blind, "conflicts": clashes})
        }
    }
}

fn records(answer: &MergeAnswer) -> Records {
    let mut records = Records::new(&["noun", "name", "coder", "text"]);
    records
        .rows
        .extend(answer.merged.clashes.iter().map(|clash| {
            vec![
                json!(clash.noun),
                json!(clash.name),
                json!(clash.actor),
                json!(clash.to_string()),
            ]
        }));
    records
}

fn report(answer: &MergeAnswer, dry_run: bool) -> Report {
    let it = &answer.merged;
    let mut lines = Vec::new();
    let verb = if dry_run {
        "would bring in"
    } else {
        "brought in"
    };
    if it.operations.is_empty() {
        lines.push("nothing new: this copy has all that the other one has".to_owned());
    } else if answer.blind.is_empty() {
        let by = it.operations.iter();
        let by: Vec<String> = by
            .map(|(who, n)| format!("{} by {who}", count(*n, "operation")))
            .collect();
        lines.push(format!("{verb} {}", by.join(", ")));
        for (what, of) in [
            ("new", &it.new),
            ("changed", &it.changed),
            ("removed", &it.removed),
        ] {
            if !of.is_empty() {
                let each: Vec<String> = of.iter().map(|(noun, n)| count(*n, noun)).collect();
                lines.push(format!("{what}: {}", each.join(", ")));
            }
        }
    } else {
        let names: Vec<&str> = it.operations.keys().map(String::as_str).collect();
        lines.push(format!(
            "{verb} work by {}; how much stays hidden until `{}` is revealed",
            names.join(", "),
            answer.blind.join("`, `")
        ));
    }
    let mut blocks: Vec<Block> = lines.into_iter().map(Block::Paragraph).collect();
    if !it.clashes.is_empty() {
        blocks.push(Block::Heading {
            level: 2,
            text: format!("{} between the copies", count(it.clashes.len(), "conflict")),
        });
        blocks.extend(
            it.clashes
                .iter()
                .map(|clash| Block::Paragraph(clash.to_string())),
        );
    }
    Report {
        title: String::new(),
        blocks,
    }
}

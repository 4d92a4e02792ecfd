//! `quotebook quote edit`: from what shall be printed to an edit, which is shown before it is kept.

use std::io::{IsTerminal as _, Read};
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;
use serde_json::json;

use super::super::{Answer, Context};
use crate::jobs::editing::{Proposed, proposed};
use crate::model::edited::Edited;
use crate::model::rendering::Rendered;
use crate::project::Project;
use crate::report::records::Records;
use crate::report::{Block, QuoteBlock, Report};

/// What shall be printed.
#[derive(Debug, Args)]
#[command(after_help = "\
Type the quote as it shall be printed. What you leave out gets the sign of omission and what you put in
gets brackets, whether you type them or not, as the house style in `quotebook.toml` has them. The quote
is shown; at a terminal you are asked before it is kept, where it is not what you typed. Several codings
of one respondent may make one quote.

Examples:
  quotebook quote edit 1a2b3c4d --text 'We had no coal ... and my aunt was ill.' --dry-run
  quotebook quote edit 1a2b3c4d --text '[In winter] we had no coal.'
  quotebook quote edit 1a2b3c4d 5e6f7a8b --text-file quote.txt
  quotebook quote edit 1a2b3c4d --remove")]
pub struct EditArguments {
    /// Ids of codings, as `quotebook quotes --positions` shows them.
    #[arg(required = true, value_name = "CODING")]
    codings: Vec<String>,
    /// The quote as it shall be printed.
    #[arg(long, conflicts_with = "text_file")]
    text: Option<String>,
    /// A file with the quote; `-` reads what is typed or piped in.
    #[arg(long, value_name = "FILE")]
    text_file: Option<PathBuf>,
    /// Only show what would be kept.
    #[arg(long)]
    dry_run: bool,
    /// Keep it although a word that denies is lost, put in or moved.
    #[arg(long, requires = "because")]
    force: bool,
    /// Why that is right; the methods page prints it.
    #[arg(long, value_name = "REASON", requires = "force")]
    because: Option<String>,
    /// Take the edit away; the quote has the words of its source again.
    #[arg(long, conflicts_with_all = ["text", "text_file", "dry_run", "force"])]
    remove: bool,
}

pub(super) fn run(context: &Context, args: &EditArguments) -> anyhow::Result<Answer> {
    if args.remove {
        return plain(context, &args.codings);
    }
    let mut project = context.project()?;
    let who = context.coder(&project);
    let typed = typed(args.text.as_deref(), args.text_file.as_ref())?;
    let proposed = proposed(&project, &args.codings, &typed)?;
    let because = proposed.reason(args.because.as_deref().filter(|_| args.force))?;
    if args.force && proposed.denials.is_empty() {
        eprintln!("nothing had to be forced: the reason is not kept");
    }
    if proposed.unlisted {
        eprintln!(
            "note: words that deny are not known in `{}`; see for yourself that none is lost",
            proposed.language.as_deref().unwrap_or("this language")
        );
    }
    show(context, &project, &proposed)?;
    if args.dry_run {
        eprintln!("nothing is kept: this is a dry run");
        return Ok(Answer::Yes);
    }
    let marked = !same_words(&typed, &proposed.printed.shown.text);
    if marked && std::io::stdin().is_terminal() && !agreed()? {
        eprintln!("nothing is kept");
        return Ok(Answer::No);
    }
    match project.edit_quote(&who, &proposed.codings, &proposed.stretches, because)? {
        true => {
            let marks = match marked {
                true => ", as shown above rather than as it was typed",
                false => "",
            };
            eprintln!(
                "kept{marks}; `quotebook quote plain {}` takes it back",
                args.codings.join(" ")
            );
        }
        false => eprintln!("nothing changed: it is edited in this way already"),
    }
    Ok(Answer::Yes)
}

/// Whether two quotes are the same but for white space.
fn same_words(typed: &str, printed: &str) -> bool {
    typed.split_whitespace().eq(printed.split_whitespace())
}

/// Asks whoever sits at the terminal.
fn agreed() -> anyhow::Result<bool> {
    eprint!("This is not what was typed: marks were added. Keep it as shown? [y/N] ");
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    let answer = answer.trim().to_lowercase();
    Ok(["y", "yes", "д", "да", "и", "иә"].contains(&answer.as_str()))
}

/// Takes edits away.
pub(super) fn plain(context: &Context, codings: &[String]) -> anyhow::Result<Answer> {
    let mut project = context.project()?;
    let who = context.coder(&project);
    match project.unedit(&who, codings)? {
        0 => eprintln!("nothing changed: there is no edit"),
        1 => eprintln!("1 quote has the words of its source again"),
        n => eprintln!("{n} quotes have the words of their sources again"),
    }
    Ok(Answer::Yes)
}

/// The words that are given, in the command or in a file.
pub(super) fn typed(text: Option<&str>, file: Option<&PathBuf>) -> anyhow::Result<String> {
    let typed = match (text, file) {
        (Some(text), _) => text.to_owned(),
        (None, Some(path)) if path.as_os_str() == "-" => {
            let mut text = String::new();
            let read = std::io::stdin().read_to_string(&mut text);
            read.context("what is piped in cannot be read as UTF-8")?;
            text
        }
        (None, Some(path)) => std::fs::read_to_string(path)
            .with_context(|| format!("`{}` cannot be read as UTF-8", path.display()))?,
        (None, None) => bail!("there are no words, expected `--text` or `--text-file`"),
    };
    match typed.trim() {
        "" => bail!("the words are empty, expected those that shall be printed"),
        text => Ok(text.trim_start_matches('\u{feff}').to_owned()),
    }
}

/// Shows an edit: as it is printed, and what is done to the source.
fn show(context: &Context, project: &Project, proposed: &Proposed) -> anyhow::Result<()> {
    let style = &project.settings().style;
    let language = proposed.language.as_deref();
    let quote = |shown: &Rendered, attribution: &str| {
        Block::Quote(QuoteBlock {
            text: shown.text.clone(),
            marks: shown.marks.clone(),
            attribution: attribution.to_owned(),
            language: proposed.language.clone(),
            quotation: style.marks(language).cloned(),
            ..QuoteBlock::default()
        })
    };
    let mut records = Records::new(&[
        "text",
        "attribution",
        "source_text",
        "edit",
        "start",
        "end",
        "words",
        "with",
    ]);
    let printed = &proposed.printed;
    let changes = printed.edited.iter().flat_map(|it: &Edited| &it.changes);
    for it in changes {
        records.rows.push(vec![
            json!(printed.shown.text),
            json!(proposed.attribution),
            json!(printed.source),
            json!(it.kind.name()),
            json!(it.start),
            json!(it.end),
            json!(it.text),
            json!(it.with),
        ]);
    }
    context.answer(
        || records,
        || Report {
            title: String::new(),
            blocks: vec![
                quote(&printed.shown, &proposed.attribution),
                Block::Note("What is done to the words of the source:".to_owned()),
                quote(&proposed.marked.shown, ""),
            ],
        },
    )
}

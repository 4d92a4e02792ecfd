//! `quotebook renumber`, and the passphrase of its key.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use serde_json::json;

use super::list::finish;
use super::{Answer, Context};
use crate::project::{Codings, NumberingRequest};
use crate::report::records::Records;

/// Which numbers.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Respondents, sources and coders get public numbers that say nothing, drawn by chance. Who is behind a
number stands only in the key: a file outside the project folder, encrypted with a passphrase (age
format). Run it again with the same key when somebody new has come; numbers that are there stay.

Examples:
  quotebook renumber --key ../study.key.age
  quotebook renumber --key ../chapter-3.key.age --per-report chapter-3
  quotebook quotes --public ../study.key.age -o quotes.docx
  quotebook renumber --key ../study.key.age --list

The passphrase is asked for, or taken from QUOTEBOOK_PASSPHRASE.")]
pub struct Arguments {
    /// The file of the key; never in the project folder.
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// Numbers for one report alone, so that two reports cannot be laid side by side [default: the
    /// same in every report].
    #[arg(long, value_name = "NAME")]
    per_report: Option<String>,
    /// Draw the same numbers again [default: the chance of this computer]. Who knows the seed and the
    /// register can draw them too.
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// List who is behind each number.
    #[arg(long)]
    list: bool,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let project = context.project()?;
    let passphrase = passphrase(!args.key.exists())?;
    let request = NumberingRequest {
        key: args.key.clone(),
        report: args.per_report.clone(),
        seed: args.seed,
    };
    if args.list {
        let numbering = crate::project::read_key(&args.key, &passphrase)?;
        let study = project.study(context.moment, &Codings::None)?;
        let mut records = Records::new(&["public", "kind", "name"]);
        for it in study.respondents.values() {
            let number = numbering.respondents.get(&it.id);
            records
                .rows
                .push(vec![json!(number), json!("respondent"), json!(it.name)]);
        }
        for it in study.sources.values() {
            let number = numbering.sources.get(&it.id);
            records
                .rows
                .push(vec![json!(number), json!("source"), json!(it.name)]);
        }
        for it in study.coders.values().filter(|it| it.is_person()) {
            let number = numbering.coders.get(&it.id);
            records
                .rows
                .push(vec![json!(number), json!("coder"), json!(it.name)]);
        }
        return finish(context, records, "Public numbers");
    }
    let (numbering, fresh) = project.renumber(&request, &passphrase)?;
    eprintln!(
        "wrote {}: {} respondents, {} sources and {} coders, {fresh} of them new",
        args.key.display(),
        numbering.respondents.len(),
        numbering.sources.len(),
        numbering.coders.len()
    );
    eprintln!("keep the passphrase: without it nobody can say who is behind a number");
    Ok(Answer::Yes)
}

/// The passphrase of a key, without showing it; a new one is typed twice.
pub(super) fn passphrase(is_new: bool) -> anyhow::Result<String> {
    use std::io::IsTerminal;
    if let Ok(given) = std::env::var("QUOTEBOOK_PASSPHRASE") {
        return Ok(given);
    }
    if !std::io::stdin().is_terminal() {
        bail!("no passphrase, expected a terminal to type it in or `QUOTEBOOK_PASSPHRASE`");
    }
    let ask = |prompt: &str| {
        rpassword::prompt_password(prompt).context("the passphrase could not be read")
    };
    let given = ask("passphrase of the key: ")?;
    if is_new && ask("the same once more: ")? != given {
        bail!("the two passphrases differ, expected the same twice");
    }
    Ok(given)
}

//! `quotebook quote translate`

use std::path::PathBuf;

use clap::Args;

use super::super::{Answer, Context};
use super::edit::typed;
use crate::project::TranslationEdit;

/// What a quote says in another language.
#[derive(Debug, Args)]
#[command(after_help = "\
Translate the quote as it is edited. `quotebook quotes --translation both` prints it behind the words of
the speaker, with who translated. If the words are edited later, that is said.

Examples:
  quotebook quote translate 1a2b3c4d --language en --text 'We had no coal.' --by 'N. Orlova'
  quotebook quote translate 1a2b3c4d --language en --remove")]
pub struct TranslateArguments {
    /// Id of a coding.
    coding: String,
    /// The language that it is translated into, as a tag such as `en` or `de-CH`.
    #[arg(long, value_name = "TAG")]
    language: String,
    /// The translation.
    #[arg(long, conflicts_with = "text_file")]
    text: Option<String>,
    /// A file with the translation; `-` reads what is typed or piped in.
    #[arg(long, value_name = "FILE")]
    text_file: Option<PathBuf>,
    /// Who translated.
    #[arg(long = "by", value_name = "NAME", required_unless_present = "remove")]
    translator: Option<String>,
    /// Take the translation away.
    #[arg(long, conflicts_with_all = ["text", "text_file", "translator"])]
    remove: bool,
}

pub(super) fn run(context: &Context, args: &TranslateArguments) -> anyhow::Result<Answer> {
    let text = match args.remove {
        true => String::new(),
        false => typed(args.text.as_deref(), args.text_file.as_ref())?,
    };
    let mut project = context.project()?;
    let who = context.coder(&project);
    let edit = TranslationEdit {
        language: args.language.trim().to_owned(),
        text,
        translator: args.translator.clone().unwrap_or_default(),
    };
    match (project.translate(&who, &args.coding, &edit)?, args.remove) {
        (true, false) => eprintln!("kept"),
        (true, true) => eprintln!("the translation is taken away"),
        (false, _) => eprintln!("nothing changed"),
    }
    Ok(Answer::Yes)
}

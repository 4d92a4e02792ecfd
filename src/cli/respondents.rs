//! `quotebook respondents set`, `quotebook respondents add`

use anyhow::bail;
use clap::Subcommand;

use super::{Answer, Context};
use crate::jobs::answering::answer;

/// What to change in the register.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Set answers of a respondent, each of the kind of its attribute.
    #[command(after_help = "\
Examples:
  quotebook respondents set 306 age=15 gender=female
  quotebook respondents set 306 place=")]
    Set {
        /// The respondent.
        respondent: String,
        /// Answers; an empty one is no answer.
        #[arg(required = true, value_name = "ATTRIBUTE=VALUE")]
        answers: Vec<String>,
        /// Also answers that can hardly be: an age of -3, a word that is nearly one of the others.
        #[arg(long)]
        anyway: bool,
    },
    /// Take respondents into the register, without any answer yet.
    Add {
        /// Their names.
        #[arg(required = true, value_name = "NAME")]
        names: Vec<String>,
    },
}

pub(super) fn run(context: &Context, action: &Action) -> anyhow::Result<Answer> {
    if context.is_public() {
        bail!("the register is changed by the team, expected no `--public`");
    }
    let mut project = context.project()?;
    let who = context.coder(&project);
    match action {
        Action::Add { names } => {
            for name in names {
                let made = project.add_respondent(&who, name)?;
                eprintln!("added respondent {}", made.name);
            }
        }
        Action::Set {
            respondent,
            answers,
            anyway,
        } => {
            let split = |it: &String| {
                it.split_once('=')
                    .map(|(name, value)| (name.trim().to_owned(), value.to_owned()))
                    .ok_or_else(|| anyhow::anyhow!("`{it}` is no answer, expected ATTRIBUTE=VALUE"))
            };
            let answers: Vec<(String, String)> =
                answers.iter().map(split).collect::<Result<_, _>>()?;
            for (attribute, value) in &answers {
                let anyway = *anyway;
                match answer(&mut project, &who, respondent, attribute, value, anyway)? {
                    true => eprintln!("set {attribute} of respondent {respondent}"),
                    false => eprintln!("{attribute} is so already, nothing changed"),
                }
            }
            for says in project.doubts_of(respondent)? {
                eprintln!("note: {says}");
            }
        }
    }
    Ok(Answer::Yes)
}

//! `quotebook quote`

mod edit;
mod translate;

use clap::{Args, Subcommand, ValueEnum};

use super::history::count;
use super::{Answer, Context};
use crate::model::standing::Status;
use crate::project::StandingEdit;

/// What to say about quotes.
#[derive(Debug, Args)]
#[command(after_help = "\
A quote is named by the id of one of its codings, as `quotebook quotes --positions` shows them.

Examples:
  quotebook quote star 1a2b3c4d 5e6f7a8b
  quotebook quote status approved 1a2b3c4d
  quotebook quote note 1a2b3c4d 'Ask the team whether the town may be named.'
  quotebook quote edit 1a2b3c4d --text 'We had no coal ... We left.'
  quotebook quote translate 1a2b3c4d --language en --text 'We had no coal.' --by 'N. Orlova'
  quotebook quotes --starred --status approved -o chapter-3.docx")]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Star quotes: `quotes --pick` takes them first.
    Star {
        /// Ids of codings.
        #[arg(required = true, value_name = "CODING")]
        codings: Vec<String>,
    },
    /// Take the star away.
    Unstar {
        /// Ids of codings.
        #[arg(required = true, value_name = "CODING")]
        codings: Vec<String>,
    },
    /// Say how far quotes have come.
    Status {
        /// How far.
        status: StatusName,
        /// Ids of codings.
        #[arg(required = true, value_name = "CODING")]
        codings: Vec<String>,
    },
    /// Write a note on a quote; an empty one takes it away.
    Note {
        /// Id of a coding.
        coding: String,
        /// The note.
        text: String,
    },
    /// Edit a quote: cut and mend its words for print, with marks.
    Edit(edit::EditArguments),
    /// Take edits away: the quotes have the words of their sources again.
    Plain {
        /// Ids of codings.
        #[arg(required = true, value_name = "CODING")]
        codings: Vec<String>,
    },
    /// Keep what a quote says in another language.
    Translate(translate::TranslateArguments),
}

/// How far a quote has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StatusName {
    /// Nothing has been said.
    None,
    /// It may be used.
    Candidate,
    /// It may be printed.
    Approved,
    /// It stands in the report.
    Used,
}

impl StatusName {
    pub(super) fn status(self) -> Option<Status> {
        match self {
            Self::None => None,
            Self::Candidate => Some(Status::Candidate),
            Self::Approved => Some(Status::Approved),
            Self::Used => Some(Status::Used),
        }
    }
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let starred = |starred| StandingEdit {
        starred: Some(starred),
        ..StandingEdit::default()
    };
    let (codings, edit) = match &args.action {
        Action::Edit(args) => return edit::run(context, args),
        Action::Plain { codings } => return edit::plain(context, codings),
        Action::Translate(args) => return translate::run(context, args),
        Action::Star { codings } => (codings.clone(), starred(true)),
        Action::Unstar { codings } => (codings.clone(), starred(false)),
        Action::Status { status, codings } => (
            codings.clone(),
            StandingEdit {
                status: Some(status.status()),
                ..StandingEdit::default()
            },
        ),
        Action::Note { coding, text } => (
            vec![coding.clone()],
            StandingEdit {
                note: Some(text.clone()),
                ..StandingEdit::default()
            },
        ),
    };
    let mut project = context.project()?;
    let who = context.coder(&project);
    match project.stand(&who, &codings, &edit)? {
        0 => eprintln!("nothing changed"),
        n => eprintln!("saved for {}", count(n, "quote")),
    }
    Ok(Answer::Yes)
}

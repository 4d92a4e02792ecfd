//! `quotebook codings resize`, `divide`, `join`, `confirm`

use clap::Args;

use super::code::characters;
use super::history::count;
use super::{Answer, Context};
use crate::project::Place;

/// Which coding, and its new ends.
#[derive(Debug, Args)]
pub struct ResizeArguments {
    /// Id of the coding, as `quotebook codings` shows it.
    coding: String,
    #[command(flatten)]
    at: Where,
}

/// Which coding, and the words that become a coding of their own.
#[derive(Debug, Args)]
pub struct DivideArguments {
    /// Id of the coding, as `quotebook codings` shows it.
    coding: String,
    #[command(flatten)]
    at: Where,
    /// Give these words this code instead.
    #[arg(long, value_name = "CODE")]
    to: Option<String>,
}

/// Which codings become one.
#[derive(Debug, Args)]
pub struct JoinArguments {
    /// Ids of codings, as `quotebook codings` shows them.
    #[arg(required = true, num_args = 2..)]
    codings: Vec<String>,
}

/// Which codings hold.
#[derive(Debug, Args)]
pub struct ConfirmArguments {
    /// Ids of codings, as `quotebook codings --outdated` shows them.
    #[arg(required = true)]
    codings: Vec<String>,
}

#[derive(Debug, Args)]
struct Where {
    /// START-END in characters, from 0.
    #[arg(value_name = "START-END", required_unless_present = "text")]
    place: Option<String>,
    /// These words as they stand in the source.
    #[arg(long, conflicts_with = "place")]
    text: Option<String>,
    /// Which one, from 1, when the words stand more than once.
    #[arg(long, requires = "text")]
    nth: Option<usize>,
}

impl Where {
    fn place(&self) -> anyhow::Result<Place> {
        match (&self.text, &self.place) {
            (Some(words), _) => Ok(Place::Words(words.clone(), self.nth)),
            (None, place) => characters(place.as_deref().unwrap_or_default()),
        }
    }
}

pub(super) fn resize(context: &Context, args: &ResizeArguments) -> anyhow::Result<Answer> {
    let mut project = context.project()?;
    let who = context.coder(&project);
    let resized = project.resize(&who, &args.coding, &args.at.place()?)?;
    eprintln!("resized `{}`", resized.id.short());
    Ok(Answer::Yes)
}

pub(super) fn divide(context: &Context, args: &DivideArguments) -> anyhow::Result<Answer> {
    let mut project = context.project()?;
    let who = context.coder(&project);
    let pieces = project.divide(&who, &args.coding, &args.at.place()?, args.to.as_deref())?;
    for piece in &pieces {
        context.write(format!("{}\n", piece.id.short()).as_bytes())?;
    }
    eprintln!("made {} of one", count(pieces.len(), "coding"));
    Ok(Answer::Yes)
}

pub(super) fn join(context: &Context, args: &JoinArguments) -> anyhow::Result<Answer> {
    let mut project = context.project()?;
    let who = context.coder(&project);
    let joined = project.join(&who, &args.codings)?;
    context.write(format!("{}\n", joined.id.short()).as_bytes())?;
    eprintln!("joined {}", count(args.codings.len(), "coding"));
    Ok(Answer::Yes)
}

pub(super) fn confirm(context: &Context, args: &ConfirmArguments) -> anyhow::Result<Answer> {
    let mut project = context.project()?;
    let who = context.coder(&project);
    let confirmed = project.confirm(&who, &args.codings)?;
    eprintln!("confirmed {}", count(confirmed, "coding"));
    Ok(Answer::Yes)
}

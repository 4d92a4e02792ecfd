//! `quotebook code`, `uncode`, `recode`

use anyhow::{Context as _, bail};
use clap::Args;

use super::{Answer, Context};
use crate::project::{Place, Reach};

/// What to code, and with what.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  quotebook code 306 120-188 push/poverty\n  quotebook code 306 --text \"no money for coal\" push/poverty\n  quotebook code 306 --passage 4 push/poverty push/debt"
)]
pub struct CodeArguments {
    /// The source, by its file name without the ending.
    source: String,
    /// START-END in characters (unless --text or --passage says where), then one or more codes.
    #[arg(required = true, value_name = "START-END|CODE")]
    rest: Vec<String>,
    /// Code these words as they stand in the source.
    #[arg(long, conflicts_with = "passage")]
    text: Option<String>,
    /// Which one, from 1, when the words stand more than once.
    #[arg(long, requires = "text")]
    nth: Option<usize>,
    /// Code this passage (paragraph or turn), from 1.
    #[arg(long)]
    passage: Option<usize>,
}

/// Which codings go.
#[derive(Debug, Args)]
pub struct UncodeArguments {
    /// Ids of codings, as `quotebook codings` shows them.
    #[arg(required = true)]
    codings: Vec<String>,
}

/// Which codings change, and to what.
#[derive(Debug, Args)]
pub struct RecodeArguments {
    /// Ids of codings, as `quotebook codings` shows them.
    #[arg(required = true)]
    codings: Vec<String>,
    /// Their new code.
    #[arg(long)]
    to: String,
}

pub(super) fn code(context: &Context, args: &CodeArguments) -> anyhow::Result<Answer> {
    let (place, codes) = match (&args.text, args.passage) {
        (Some(words), _) => (Place::Words(words.clone(), args.nth), args.rest.as_slice()),
        (None, Some(number)) => (Place::Passage(number), args.rest.as_slice()),
        (None, None) => match args.rest.split_first() {
            Some((place, codes)) => (characters(place)?, codes),
            None => bail!("expected START-END and a code"),
        },
    };
    if codes.is_empty() {
        bail!("expected at least one code after the place");
    }
    let mut project = context.project()?;
    let who = context.coder(&project);
    let made = project.code(&who, &args.source, &place, codes)?;
    match made.len() {
        0 => eprintln!("{who} has coded this before, nothing changed"),
        _ => {
            for coding in &made {
                context.write(format!("{}\n", coding.id.short()).as_bytes())?;
            }
            eprintln!(
                "saved: {} by {who}",
                super::history::count(made.len(), "coding")
            );
        }
    }
    Ok(Answer::Yes)
}

pub(super) fn uncode(context: &Context, args: &UncodeArguments) -> anyhow::Result<Answer> {
    let mut project = context.project()?;
    let who = context.coder(&project);
    let count = project.uncode(&who, &args.codings, Reach::Everybody)?;
    eprintln!("removed {}", super::history::count(count, "coding"));
    Ok(Answer::Yes)
}

pub(super) fn recode(context: &Context, args: &RecodeArguments) -> anyhow::Result<Answer> {
    let mut project = context.project()?;
    let who = context.coder(&project);
    let count = project.recode(&who, &args.codings, &args.to, Reach::Everybody)?;
    eprintln!("recoded {}", super::history::count(count, "coding"));
    Ok(Answer::Yes)
}

pub(super) fn characters(place: &str) -> anyhow::Result<Place> {
    let wrong = || {
        format!("`{place}` is not a place, expected START-END in characters, --text or --passage")
    };
    let (start, end) = place.split_once('-').with_context(wrong)?;
    let start = start.trim().parse().ok().with_context(wrong)?;
    let end = end.trim().parse().ok().with_context(wrong)?;
    Ok(Place::Characters(start, end))
}

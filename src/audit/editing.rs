//! Editing a quote: from what shall be printed to an edit of the words of codings. What the writer does
//! not mark is marked; what cannot be a quote of these words is refused. The proof is that of the audit:
//! the printed form is read once more as if it stood in a draft.

use std::collections::HashSet;

use super::alignment::Kind;
use super::differences::Flaw;
use super::finding::Fault;
use super::judge::explain;
use super::original::on_one_line;
use super::printed::Printed;
use super::reading::{PROOF, Reading, Text};
use crate::model::edit::Stretch;
use crate::model::respondent::RespondentId;
use crate::model::source::SourceId;
use crate::model::style::Style;

pub use super::original::{Original, Part};
pub use super::reading::Ready;

/// So often an edit is read from its own print before it is taken for settled.
const TIMES: usize = 4;

/// What may become an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The stretches with what is done to them.
    pub stretches: Vec<Stretch>,
    /// It as it is printed.
    pub printed: String,
    /// For every word that denies and is lost, put in or moved: the words of the print, and those of the
    /// source.
    pub denials: Vec<(String, String)>,
    /// Whether nobody could look for words that deny, since there is no list of them for the language.
    pub unlisted: bool,
}

/// Why words cannot be the quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// None of them is among those of the codings.
    NothingKept,
    /// One of the codings gives no word to it.
    Unused,
    /// These stand in another order in the source.
    Reordered(String),
    /// These stand in the source, but not in the codings.
    Outside(String),
    /// These are the interviewer's.
    Interviewer(String),
    /// These are another respondent's, of this id if it is known.
    Other(String, Option<RespondentId>),
    /// These are nobody's.
    Nobodys(String),
    /// So many words would be left out within one sentence: the print, the source, the number.
    Distant(String, String, usize),
}

/// Hands out, for some words each, the sources that are likeliest to hold them.
pub type Elsewhere<'e, E> = &'e dyn Fn(&[String]) -> Result<Vec<Ready>, E>;

/// The edit that prints `typed`, or why there can be none. `others` hands out, for some words that do
/// not stand in the codings, the sources that are likeliest to hold them.
pub fn propose<E>(
    typed: &str,
    original: &Original,
    style: &Style,
    furthest: usize,
    others: Elsewhere<'_, E>,
) -> Result<Result<Proposal, Vec<Refusal>>, E> {
    let typed = unquoted(typed, original);
    if original.among.is_empty() {
        let words = original.stretches.first();
        let words = words.and_then(|it| it.of(&original.ready.text));
        let words = on_one_line(words.unwrap_or_default());
        return Ok(Err(vec![Refusal::Interviewer(words)]));
    }
    let text = text_of(typed);
    let reading = original.read(&text, furthest);
    let strangers = strangers(&text, &reading, original, others)?;
    if !strangers.is_empty() {
        return Ok(Err(strangers));
    }
    let parts = &reading.alignment.parts;
    if !parts.iter().any(|it| it.kind == Kind::Kept) {
        return Ok(Err(vec![Refusal::NothingKept]));
    }
    let Some(mut stretches) = original.splices(&text, &reading) else {
        return Ok(Err(vec![Refusal::Unused]));
    };
    // What is marked now may be read otherwise than what was not: the last word has the print.
    for _ in 0..TIMES {
        let again = original.printed(&stretches, style).and_then(|printed| {
            let text = text_of(&printed);
            original.splices(&text, &original.read(&text, furthest))
        });
        match again {
            Some(again) if again != stretches => stretches = again,
            _ => break,
        }
    }
    let Some(printed) = original.printed(&stretches, style) else {
        return Ok(Err(vec![Refusal::NothingKept]));
    };
    let proof = text_of(&printed);
    let proven = original.read(&proof, furthest);
    let mut denials: Vec<(String, String)> = Vec::new();
    let mut refusals = Vec::new();
    for (text, flaw) in [(&text, &reading), (&proof, &proven)]
        .into_iter()
        .flat_map(|(text, reading)| reading.flaws.iter().map(move |flaw| (text, flaw)))
    {
        match flaw.fault {
            Fault::NegationLost => {
                let found = (around(text, flaw), original.around(flaw.theirs));
                if !denials.iter().any(|it| it.1 == found.1) {
                    denials.push(found);
                }
            }
            Fault::DistantFragments => {
                let (ours, theirs) = (around(text, flaw), original.around(flaw.theirs));
                let count = flaw.theirs.1 - flaw.theirs.0;
                let found = Refusal::Distant(ours, theirs, count);
                if !refusals.contains(&found) {
                    refusals.push(found);
                }
            }
            _ => {}
        }
    }
    if !refusals.is_empty() {
        return Ok(Err(refusals));
    }
    Ok(Ok(Proposal {
        stretches,
        printed,
        denials,
        unlisted: !original.ready.tongue.is_listed(),
    }))
}

fn text_of(text: &str) -> Text<'_> {
    Text {
        text,
        printed: Printed::of(text, &[]),
    }
}

/// The words that are not those of the codings, and whose they are.
fn strangers<E>(
    text: &Text<'_>,
    reading: &Reading<'_>,
    original: &Original,
    others: Elsewhere<'_, E>,
) -> Result<Vec<Refusal>, E> {
    let much = |range: &&(usize, usize)| text.plain(**range) >= PROOF;
    let strange: Vec<(usize, usize)> = reading.strange.iter().filter(much).copied().collect();
    let questions: Vec<String> = strange.iter().map(|it| text.question(*it)).collect();
    let found = match questions.is_empty() {
        true => Vec::new(),
        false => others(&questions)?,
    };
    let whose = original.ready.respondent;
    let is_own = |it: &&Ready| whose.is_some() && it.respondent == whose;
    let ids: Vec<SourceId> = original.sources.iter().map(|it| it.0).collect();
    let rest: Vec<&Ready> = found.iter().filter(|it| !ids.contains(&it.id)).collect();
    let (own, rest): (Vec<&Ready>, Vec<&Ready>) = rest.into_iter().partition(is_own);
    let own: Vec<&Ready> = std::iter::once(&original.ready).chain(own).collect();
    let explained = explain(text, reading, &own, &rest, &HashSet::new());
    let mut refusals: Vec<Refusal> = Vec::new();
    for it in &explained {
        let words = words_of(text, it.range);
        refusals.push(match it.fault {
            Some(Fault::Reordered | Fault::UnmarkedOmission) => {
                match is_inside(text, it.range, original) {
                    true => Refusal::Reordered(words),
                    false => Refusal::Outside(words),
                }
            }
            Some(Fault::InterviewerWords) => Refusal::Interviewer(words),
            Some(_) => Refusal::Other(words, it.whose),
            None => Refusal::Outside(words),
        });
    }
    let known = |range: &(usize, usize)| {
        explained
            .iter()
            .any(|it| it.range.0 < range.1 && range.0 < it.range.1)
    };
    let nobodys = strange.iter().filter(|it| !known(it));
    refusals.extend(nobodys.map(|it| Refusal::Nobodys(words_of(text, *it))));
    Ok(refusals)
}

/// Whether words that stand in the source out of order stand in the codings.
fn is_inside(text: &Text<'_>, range: (usize, usize), original: &Original) -> bool {
    let part = original.ready.testimony.own.only(&original.among);
    text.stands(range, &part).is_some()
}

fn words_of(text: &Text<'_>, (from, to): (usize, usize)) -> String {
    let words = &text.printed.words;
    if from >= to || to > words.len() {
        return String::new();
    }
    let span = words.span(from).union(words.span(to - 1));
    on_one_line(span.of(text.text).unwrap_or_default())
}

fn around(text: &Text<'_>, flaw: &Flaw) -> String {
    let (from, to) = flaw.ours;
    words_of(
        text,
        (
            from.saturating_sub(3),
            (to + 3).min(text.printed.words.len()),
        ),
    )
}

/// The text without the quotation marks around it, unless the source has them there.
fn unquoted<'t>(typed: &'t str, original: &Original) -> &'t str {
    const PAIRS: [(char, char); 8] = [
        ('“', '”'),
        ('«', '»'),
        ('„', '“'),
        ('„', '”'),
        ('‘', '’'),
        ('"', '"'),
        ('‚', '‘'),
        ('»', '«'),
    ];
    let typed = typed.trim();
    let begins = original.stretches.first().and_then(|it| {
        let words = it.of(&original.ready.text)?;
        words.chars().next()
    });
    for (open, close) in PAIRS {
        let inner = typed
            .strip_prefix(open)
            .and_then(|it| it.strip_suffix(close));
        if let Some(inner) = inner
            && begins != Some(open)
            && !inner.contains([open, close])
        {
            return inner.trim();
        }
    }
    typed
}

#[cfg(test)]
#[path = "editing_tests.rs"]
mod tests;

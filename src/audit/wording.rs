//! Findings in words: the draft's against the source's, and the mend.

use super::differences::Flaw;
use super::finding::{Fault, Finding};
use super::reading::{Reading, Text};
use super::words::Words;
use crate::model::span::Span;

/// Words that are shown on either side of a difference.
const AROUND: usize = 3;
/// The most words that are shown of one side.
const SHOWN: usize = 24;

/// A difference between the print and the source.
pub fn of_flaw(claim: &Text<'_>, reading: &Reading<'_>, flaw: &Flaw) -> Finding {
    let told = &reading.ready.testimony.own.words;
    let (text, words) = (claim.text, &claim.printed.words);
    // What stands beside it is shown on both sides as far as the print goes.
    let beside = (
        flaw.ours.0.min(AROUND),
        (words.len() - flaw.ours.1).min(AROUND),
    );
    let ours = || around(text, words, flaw.ours, beside);
    let theirs = || around(&reading.ready.text, told, flaw.theirs, beside);
    let detail = match flaw.fault {
        Fault::NegationLost => format!(
            "the draft has `{}`, the source `{}`: a word that denies is lost, added or moved",
            ours(),
            theirs()
        ),
        Fault::UnmarkedOmission => format!(
            "the draft has `{}`, the source `{}`: `{}` is left out without a mark",
            ours(),
            theirs(),
            exactly(&reading.ready.text, told, flaw.theirs)
        ),
        Fault::UnmarkedInsertion => format!(
            "`{}` is not in the source, which has `{}`",
            exactly(text, words, flaw.ours),
            theirs()
        ),
        Fault::DistantFragments => format!(
            "{} words are left out within one sentence: the draft has `{}`, the source `{}`",
            flaw.theirs.1 - flaw.theirs.0,
            ours(),
            theirs()
        ),
        _ => format!("the draft has `{}`, the source `{}`", ours(), theirs()),
    };
    let expected = match flaw.fault {
        Fault::UnmarkedInsertion => Some(format!("[{}]", exactly(text, words, flaw.ours))),
        Fault::UnmarkedOmission => Some(omitted(text, words, flaw.ours)),
        _ => Some(theirs()),
    };
    Finding {
        fault: flaw.fault,
        detail,
        expected,
    }
}

/// Words that are from another place than the rest.
pub fn of_strangers(
    claim: &Text<'_>,
    fault: Fault,
    range: (usize, usize),
    whose: Option<String>,
) -> Finding {
    let words = exactly(claim.text, &claim.printed.words, range);
    let (detail, expected) = match fault {
        Fault::Reordered => (
            format!(
                "`{words}` stands in the source before what the draft has before it, or after what it has after it"
            ),
            Some("the fragments in the order of the source".to_owned()),
        ),
        Fault::UnmarkedOmission => (
            format!("between `{words}` and what follows words are left out without a mark"),
            Some(format!("{words} ...")),
        ),
        Fault::InterviewerWords => (
            format!("`{words}` is what the interviewer said"),
            Some("a quotation without the interviewer's words".to_owned()),
        ),
        _ => (
            format!(
                "`{words}` is what {} said",
                whose.as_deref().unwrap_or("somebody else")
            ),
            whose.map(|it| format!("a quotation of its own with {it}")),
        ),
    };
    Finding {
        fault,
        detail,
        expected,
    }
}

/// A claim that stands nowhere.
pub fn not_found(claim: &Text<'_>, nearest: Option<&Reading<'_>>) -> Finding {
    let near = nearest.filter(|it| it.kept > 2).and_then(|it| {
        let span = it.alignment.span()?;
        Some(format!(
            "; the nearest passage is `{}`",
            cut(span.of(&it.ready.text)?)
        ))
    });
    let words = exactly(
        claim.text,
        &claim.printed.words,
        (0, claim.printed.words.len()),
    );
    Finding {
        fault: Fault::NotFound,
        detail: format!("`{words}` is in no source{}", near.unwrap_or_default()),
        expected: None,
    }
}

/// Some words as they stand in a text, on one line.
fn exactly(text: &str, words: &Words, (from, to): (usize, usize)) -> String {
    if from >= to || to > words.len() {
        return String::new();
    }
    let span = Span {
        start: words.span(from).start,
        end: words.span(to - 1).end,
    };
    cut(span.of(text).unwrap_or_default())
}

/// Some words with those beside them.
fn around(
    text: &str,
    words: &Words,
    (from, to): (usize, usize),
    (before, after): (usize, usize),
) -> String {
    let range = (from.saturating_sub(before), (to + after).min(words.len()));
    exactly(text, words, range)
}

/// The printed words around a place, with a mark of omission there.
fn omitted(text: &str, words: &Words, (from, to): (usize, usize)) -> String {
    let before = exactly(text, words, (from.saturating_sub(AROUND), from));
    let after = exactly(text, words, (to, (to + AROUND).min(words.len())));
    format!("{before} ... {after}").trim().to_owned()
}

/// On one line, and not too long.
fn cut(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().filter(|it| *it != ">").collect();
    if words.len() <= SHOWN {
        return words.join(" ");
    }
    let half = SHOWN / 2;
    format!(
        "{} … {}",
        words[..half].join(" "),
        words[words.len() - half..].join(" ")
    )
}

//! Findings in words: the draft's against the source's, and the mend, which shows the whole of what
//! should stand in its place with the words beside it.

use super::differences::Flaw;
use super::excerpt::{Excerpt, cut, shown};
use super::finding::{Fault, Finding};
use super::reading::{Reading, Text};
use crate::model::redact::Concealed;
use crate::model::span::Span;

/// Words that are shown on either side of a difference.
const AROUND: usize = 3;

/// A difference between the print and the source.
pub fn of_flaw(
    claim: &Text<'_>,
    reading: &Reading<'_>,
    flaw: &Flaw,
    concealed: &[Concealed],
) -> Finding {
    let printed = print(claim, concealed);
    let source = told(reading, concealed);
    // What stands beside it is shown on both sides as far as the print goes.
    let beside = (
        flaw.ours.0.min(AROUND),
        (printed.words.len() - flaw.ours.1).min(AROUND),
    );
    let ours = printed.around(flaw.ours, beside);
    let theirs = source.around(flaw.theirs, beside);
    let put_in = || printed.whole(flaw.ours);
    let (detail, mend) = match flaw.fault {
        Fault::NegationLost => (
            format!(
                "the draft has `{ours}`, the source `{theirs}`: a word that denies is lost, added or moved"
            ),
            theirs,
        ),
        Fault::UnmarkedOmission => {
            let left_out = match flaw.theirs.0 < flaw.theirs.1 {
                true => format!("`{}`", source.short(flaw.theirs)),
                false => "what somebody else says between".to_owned(),
            };
            let detail = format!(
                "the draft has `{ours}`, the source `{}`: {left_out} is left out without a mark",
                cut(&theirs)
            );
            let before = source.whole((flaw.theirs.0.saturating_sub(beside.0), flaw.theirs.0));
            let after = source.whole((flaw.theirs.1, flaw.theirs.1 + beside.1));
            (detail, format!("{before} ... {after}").trim().to_owned())
        }
        Fault::UnmarkedInsertion => (
            format!("`{}` is not in the source, which has `{theirs}`", put_in()),
            format!("[{}]", put_in()),
        ),
        Fault::DistantFragments => (
            format!(
                "{} words are left out within one sentence: the draft has `{ours}`, the source `{}`",
                flaw.theirs.1 - flaw.theirs.0,
                cut(&theirs)
            ),
            "two quotations, or fragments from nearer by".to_owned(),
        ),
        Fault::InterviewerWords => (
            format!("`{ours}` is what was noted in square brackets, not what was said"),
            format!("[{}]", put_in()),
        ),
        _ => (
            format!("the draft has `{ours}`, the source `{theirs}`"),
            theirs,
        ),
    };
    Finding::new(flaw.fault, detail, Some(mend)).at(place(claim, flaw.ours))
}

/// Words that are from another place than the rest.
pub fn of_strangers(
    claim: &Text<'_>,
    reading: &Reading<'_>,
    (fault, range): (Fault, (usize, usize)),
    whose: Option<String>,
    concealed: &[Concealed],
) -> Finding {
    let printed = print(claim, concealed);
    let words = printed.short(range);
    let (detail, mend) = match fault {
        Fault::Reordered => (
            format!(
                "`{words}` stands in the source before what the draft has before it, or after what it has after it"
            ),
            Some(
                in_order(claim, reading, &printed)
                    .unwrap_or_else(|| "the fragments in the order of the source".to_owned()),
            ),
        ),
        Fault::UnmarkedOmission => (
            format!("between `{words}` and what follows words are left out without a mark"),
            Some(format!("{} ...", printed.whole(range))),
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
    Finding::new(fault, detail, mend).at(place(claim, range))
}

/// A claim that stands nowhere.
pub fn not_found(
    claim: &Text<'_>,
    nearest: Option<&Reading<'_>>,
    concealed: &[Concealed],
) -> Finding {
    let near = nearest.filter(|it| it.kept > 2).and_then(|it| {
        let span = it.alignment.span()?;
        let passage = shown(&it.ready.text, span, concealed);
        Some(format!("; the nearest passage is `{}`", cut(&passage)))
    });
    let words = print(claim, concealed).short((0, claim.printed.words.len()));
    let detail = format!("`{words}` is in no source{}", near.unwrap_or_default());
    Finding::new(Fault::NotFound, detail, None)
}

fn print<'e>(claim: &'e Text<'_>, concealed: &'e [Concealed]) -> Excerpt<'e> {
    Excerpt {
        text: claim.text,
        words: &claim.printed.words,
        told: None,
        concealed,
    }
}

fn told<'e>(reading: &'e Reading<'_>, concealed: &'e [Concealed]) -> Excerpt<'e> {
    let own = &reading.ready.testimony.own;
    Excerpt {
        text: &reading.ready.text,
        words: &own.words,
        told: Some(own),
        concealed,
    }
}

/// Where in the claim some words stand; where there are none, the words beside the place.
fn place(claim: &Text<'_>, (from, to): (usize, usize)) -> Option<Span> {
    let words = &claim.printed.words;
    let (from, to) = match from < to {
        true => (from, to),
        false => (from.saturating_sub(1), to + 1),
    };
    let to = to.min(words.len());
    (from < to).then(|| words.span(from).union(words.span(to - 1)))
}

/// The fragments of a claim in the order in which they stand in the source, if all of them do.
fn in_order(claim: &Text<'_>, reading: &Reading<'_>, printed: &Excerpt<'_>) -> Option<String> {
    let own = &reading.ready.testimony.own;
    let place = |range| Some((claim.stands(range, own)?, range));
    let fragments = claim.printed.fragments().into_iter();
    let mut places: Vec<_> = fragments.map(place).collect::<Option<_>>()?;
    places.sort_unstable();
    let apart = places.windows(2).all(|pair| pair[0].0.1 <= pair[1].0.0);
    let words: Vec<String> = places.iter().map(|it| printed.whole(it.1)).collect();
    (apart && words.len() > 1).then(|| words.join(" ... "))
}

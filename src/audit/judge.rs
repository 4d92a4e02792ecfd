//! The verdict on one claim, held against the sources of the one who is named and against those that
//! are likeliest to hold its words. Likeness only chooses the source; it proves nothing.

use std::collections::HashSet;

use super::attribution::Attribution;
use super::finding::{Fault, Finding, Verdict};
use super::people::People;
use super::reading::{PROOF, Reading, Ready, Text};
use super::wording;
use crate::model::respondent::RespondentId;
use crate::model::span::Span;

/// The share of its words that must stand in a source for a claim to be from it.
const FOUND: f64 = 0.5;

/// What became of a claim.
#[derive(Debug, Clone, Default)]
pub struct Judgement {
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// The verdict; `None` until it is known.
    pub verdict: Option<Verdict>,
    /// The words that do not stand in order with the one who is named.
    pub strange: Vec<(usize, usize)>,
    /// Where the words stand: number of the source among those that were compared, and span.
    pub at: Option<(crate::model::source::SourceId, Span)>,
}

/// What is known about some of the words that do not stand in order.
pub(super) struct Explained {
    pub(super) fault: Option<Fault>,
    pub(super) range: (usize, usize),
    /// Whose they are.
    pub(super) whose: Option<RespondentId>,
}

/// Judges `claim`. `own` are the sources of the one who is named, `others` the rest that were looked at.
pub fn judge(
    claim: &Text<'_>,
    attribution: Option<&Attribution>,
    own: &[&Ready],
    others: &[&Ready],
    people: &People<'_>,
    questions: &HashSet<u64>,
) -> Judgement {
    let ours = best(claim, own, people);
    let strange = ours.as_ref().map_or_else(Vec::new, |it| it.strange.clone());
    let judged = weigh(claim, attribution, ours, (own, others), people, questions);
    Judgement { strange, ..judged }
}

/// The judgement, given how the claim stands to the sources of the one who is named.
fn weigh(
    claim: &Text<'_>,
    attribution: Option<&Attribution>,
    ours: Option<Reading<'_>>,
    (own, others): (&[&Ready], &[&Ready]),
    people: &People<'_>,
    questions: &HashSet<u64>,
) -> Judgement {
    let named = attribution.and_then(|it| people.named(it.respondent.as_deref()?));
    let total = claim.printed.plain();
    if let (Some(reading), Some(attribution)) =
        (ours.as_ref().filter(|it| it.is_clean()), attribution)
    {
        return settled(
            claim,
            reading,
            vec![],
            people.described(attribution),
            people,
        );
    }
    // Where fewer of the words stand together, too few stand at all.
    let likely = |it: &&&Ready| claim.may_be_from(it);
    let likely: Vec<&Ready> = others.iter().filter(likely).copied().collect();
    let theirs = best(claim, &likely, people);
    let share = |it: &Reading<'_>| it.kept as f64 >= FOUND * total as f64 && total > 0;
    let Some(attribution) = attribution else {
        let finding = people.unsigned(theirs.as_ref().filter(|it| share(it)));
        return elsewhere(
            claim,
            theirs.filter(|it| share(it)),
            finding,
            others,
            questions,
            people,
        );
    };
    let malformed = || {
        people
            .described(attribution)
            .into_iter()
            .find(|it| it.fault == Fault::MalformedAttribution)
    };
    if own.is_empty() && named.is_none() {
        let found = theirs.filter(|it| share(it));
        let finding = match &attribution.respondent {
            Some(name) => people.unknown(name, found.as_ref()),
            None => people.half_signed(attribution, found.as_ref()),
        };
        return elsewhere(claim, found, finding, others, questions, people);
    }
    let explained = ours
        .as_ref()
        .map(|it| explain(claim, it, own, others, questions))
        .unwrap_or_default();
    let is_theirs = theirs
        .as_ref()
        .is_some_and(|it| it.is_clean() && total >= PROOF);
    let is_ours = ours.as_ref().is_some_and(|it| {
        let known: usize = explained
            .iter()
            .filter(|it| it.fault != Some(Fault::MixedRespondents))
            .map(|it| claim.plain(it.range))
            .sum();
        it.has_proof || (it.kept + known) as f64 >= FOUND * total as f64
    });
    match (ours, theirs) {
        (Some(reading), _) if is_ours && !is_theirs => settled(
            claim,
            &reading,
            explained,
            people.described(attribution),
            people,
        ),
        (_, Some(reading)) if is_theirs || (share(&reading) && reading.has_proof) => {
            let finding = people.mistaken(attribution, &reading);
            let mut judged = elsewhere(claim, Some(reading), finding, others, questions, people);
            judged.findings.extend(malformed());
            judged
        }
        (ours, theirs) => {
            let nearest = ours.into_iter().chain(theirs).max_by_key(|it| it.kept);
            let mut findings = vec![wording::not_found(
                claim,
                nearest.as_ref(),
                people.concealed,
            )];
            findings.extend(people.described(attribution));
            Judgement {
                findings,
                verdict: Some(Verdict::NotFound),
                ..Judgement::default()
            }
        }
    }
}

/// The reading with the fewest flaws: one without any, else the one that keeps most words.
fn best<'r>(claim: &Text<'_>, sources: &[&'r Ready], people: &People<'_>) -> Option<Reading<'r>> {
    let mut found: Option<Reading<'r>> = None;
    for ready in sources {
        let reading = claim.read(ready, people.furthest);
        if reading.is_clean() {
            return Some(reading);
        }
        let better = found.as_ref().is_none_or(|it| {
            (reading.kept, std::cmp::Reverse(reading.flaws.len()))
                > (it.kept, std::cmp::Reverse(it.flaws.len()))
        });
        if better {
            found = Some(reading);
        }
    }
    found
}

/// Where the words are from that the source does not have in order: from another place of it, from
/// who asked, or from somebody else.
pub(super) fn explain(
    claim: &Text<'_>,
    reading: &Reading<'_>,
    own: &[&Ready],
    others: &[&Ready],
    questions: &HashSet<u64>,
) -> Vec<Explained> {
    let one = |range: (usize, usize)| {
        let count = claim.plain(range);
        let here = &reading.ready.testimony;
        let explained = |fault, whose| {
            Some(Explained {
                fault,
                range,
                whose,
            })
        };
        if (count > 2 || claim.is_fragment(range))
            && let Some(place) = claim.stands(range, &here.own)
        {
            let fault = match reading.is_in_order(range, place) {
                true => Fault::UnmarkedOmission,
                false => Fault::Reordered,
            };
            return explained(Some(fault), None);
        }
        // What interviewers ask is asked in many interviews.
        let asked = || questions.contains(&claim.printed.words.digest(range));
        let asks = || {
            own.iter()
                .any(|it| claim.stands(range, &it.testimony.asked).is_some())
        };
        if count > 1 && (asked() || asks()) {
            return explained(Some(Fault::InterviewerWords), None);
        }
        // What marks of omission part from the rest is looked for as a whole.
        let least = PROOF - usize::from(claim.is_fragment(range));
        if count < least {
            return None;
        }
        let elsewhere = own.iter().filter(|it| it.id != reading.ready.id);
        if elsewhere
            .clone()
            .any(|it| claim.stands(range, &it.testimony.own).is_some())
        {
            return explained(None, None);
        }
        let other = others
            .iter()
            .find(|it| claim.stands(range, &it.testimony.own).is_some())?;
        explained(Some(Fault::MixedRespondents), other.respondent)
    };
    // What was moved as a whole, of which some words may have been found in order by chance.
    let mut found: Vec<Explained> = Vec::new();
    let inside = |found: &[Explained], range: (usize, usize)| {
        let holds = |it: &Explained| it.range.0 <= range.0 && range.1 <= it.range.1;
        found.iter().any(holds)
    };
    for range in &reading.touched {
        if inside(&found, *range) || (claim.plain(*range) < 3 && !claim.is_fragment(*range)) {
            continue;
        }
        if let Some(place) = claim.stands(*range, &reading.ready.testimony.own)
            && !reading.is_in_order(*range, place)
        {
            found.push(Explained {
                fault: Some(Fault::Reordered),
                range: *range,
                whose: None,
            });
        }
    }
    for range in &reading.strange {
        if inside(&found, *range) {
            continue;
        }
        match one(*range) {
            Some(explained) => found.push(explained),
            None => found.extend(claim.parts(*range).into_iter().filter_map(one)),
        }
    }
    found
}

/// The judgement on a claim whose words are those of the one who is named, as far as they are anybody's.
fn settled(
    claim: &Text<'_>,
    reading: &Reading<'_>,
    explained: Vec<Explained>,
    described: Vec<Finding>,
    people: &People<'_>,
) -> Judgement {
    let covered = |ours: (usize, usize)| {
        explained.iter().any(|it| {
            ours.0 <= it.range.1
                && it.range.0 <= ours.1
                && (ours.0 == ours.1 || (ours.0 < it.range.1 && it.range.0 < ours.1))
        })
    };
    let mut findings: Vec<Finding> = Vec::new();
    for flaw in reading.flaws.iter().filter(|it| !covered(it.ours)) {
        findings.push(wording::of_flaw(claim, reading, flaw, people.concealed));
    }
    for it in &explained {
        if let Some(fault) = it.fault {
            let whose = people.attribution(it.whose);
            let concealed = people.concealed;
            findings.push(wording::of_strangers(
                claim,
                reading,
                (fault, it.range),
                whose,
                concealed,
            ));
        }
    }
    let of_words = !findings.is_empty();
    findings.extend(described.into_iter().map(|finding| {
        // Whose words they are is known, and how that one is to be named.
        let mend = |it: &Finding| it.fault == Fault::MalformedAttribution && it.expected.is_none();
        match mend(&finding) {
            true => Finding {
                expected: people.attribution(reading.ready.respondent),
                ..finding
            },
            false => finding,
        }
    }));
    let verdict = if of_words {
        Verdict::Altered
    } else if findings
        .iter()
        .any(|it| it.fault != Fault::MalformedAttribution)
    {
        Verdict::Misattributed
    } else {
        untouched(claim, reading)
    };
    Judgement {
        findings,
        verdict: Some(verdict),
        at: reading
            .alignment
            .span()
            .map(|span| (reading.ready.id, span)),
        ..Judgement::default()
    }
}

fn untouched(claim: &Text<'_>, reading: &Reading<'_>) -> Verdict {
    let changed = reading
        .alignment
        .parts
        .iter()
        .any(|it| it.kind != super::alignment::Kind::Kept);
    match changed || !claim.printed.omissions.is_empty() {
        true => Verdict::Edited,
        false => Verdict::Exact,
    }
}

/// The judgement on a claim whose words stand with somebody who is not named, if anywhere.
fn elsewhere(
    claim: &Text<'_>,
    reading: Option<Reading<'_>>,
    finding: Finding,
    others: &[&Ready],
    questions: &HashSet<u64>,
    people: &People<'_>,
) -> Judgement {
    let unsigned = finding.fault == Fault::NoAttribution;
    let Some(reading) = reading else {
        let mut findings = vec![finding];
        if !unsigned {
            findings.push(wording::not_found(claim, None, people.concealed));
        }
        return Judgement {
            findings,
            verdict: Some(Verdict::NotFound),
            ..Judgement::default()
        };
    };
    let whose = reading.ready.respondent;
    let own: Vec<&Ready> = others
        .iter()
        .copied()
        .filter(|it| it.respondent == whose || it.id == reading.ready.id)
        .collect();
    let rest: Vec<&Ready> = others
        .iter()
        .copied()
        .filter(|it| it.respondent != whose && it.id != reading.ready.id)
        .collect();
    let explained = match reading.is_clean() {
        true => Vec::new(),
        false => explain(claim, &reading, &own, &rest, questions),
    };
    let mut judged = settled(claim, &reading, explained, Vec::new(), people);
    judged.findings.insert(0, finding);
    judged.verdict = Some(Verdict::Misattributed);
    judged
}

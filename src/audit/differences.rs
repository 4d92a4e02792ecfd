//! What the differences between printed words and a source amount to. Whatever is not marked is a
//! flaw; a cut that takes a denial from words that are kept is one even where it is marked.

use super::alignment::{Alignment, Kind, Part};
use super::clause::{Line, Pause};
use super::finding::Fault;
use super::negation::is_denied_form;
use super::printed::{Printed, Role};
use super::told::{STAGED, Told};

/// The most words that square brackets may stand for.
const REPLACED: usize = 8;
/// A fragment of so few words proves nothing by itself.
const FEW: usize = 2;

/// One difference that must not be, as words of both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flaw {
    /// What it amounts to.
    pub fault: Fault,
    /// Printed words; may be empty.
    pub ours: (usize, usize),
    /// Words of the source; may be empty.
    pub theirs: (usize, usize),
}

/// Both sides, ready to be compared.
#[derive(Clone, Copy)]
pub struct Sides<'s> {
    /// The printed words.
    pub printed: &'s Printed,
    /// They as a text.
    pub ours: Line<'s>,
    /// What was told.
    pub told: &'s Told,
    /// It as a text.
    pub theirs: Line<'s>,
    /// The most words that may be left out within one sentence.
    pub furthest: usize,
}

/// The flaws of an alignment, in the order of the print, and which printed words are kept.
pub fn flaws(sides: &Sides<'_>, alignment: &Alignment) -> (Vec<Flaw>, Vec<bool>) {
    let parts = smoothed(&alignment.parts);
    let mut kept = vec![false; sides.printed.words.len()];
    for part in parts.iter().filter(|it| it.kind == Kind::Kept) {
        kept[part.ours.0..part.ours.1].fill(true);
    }
    let mut flaws = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let flaw = |fault| Flaw {
            fault,
            ours: part.ours,
            theirs: part.theirs,
        };
        if let Some(moved) = moved(sides, &parts, at) {
            flaws.push(moved);
            continue;
        }
        match (part.kind, part.marked) {
            (Kind::Kept, _) => flaws.extend(within(sides, part)),
            (Kind::LeftOut, marked) => flaws.extend(left_out(sides, &parts, at, marked).map(flaw)),
            (Kind::PutIn, false) => flaws.push(flaw(put_in(sides, part))),
            (Kind::Changed, false) => flaws.push(flaw(changed(sides, &parts, at))),
            (Kind::PutIn | Kind::Changed, true) => flaws.extend(bracketed(sides, part).map(flaw)),
        }
    }
    // A word that denies may stand among what was changed at the border.
    let told = |edge: &Flaw, it: &Flaw| {
        let overlap = it.theirs.0 < edge.theirs.1 && edge.theirs.0 < it.theirs.1;
        it.fault == Fault::NegationLost && overlap
    };
    let mut edges = edges(sides, &parts);
    edges.retain(|edge| !flaws.iter().any(|it| told(edge, it)));
    flaws.extend(edges);
    flaws.dedup();
    (flaws, kept)
}

/// The parts with kept words that are there by chance, one or two in the middle of what is not the
/// same, counted as not the same.
fn smoothed(parts: &[Part]) -> Vec<Part> {
    let mut smooth: Vec<Part> = Vec::new();
    let other = |part: &Part| !part.marked && matches!(part.kind, Kind::PutIn | Kind::Changed);
    let size = |part: &Part| part.ours.1 - part.ours.0;
    for (at, part) in parts.iter().enumerate() {
        let next = parts.get(at + 1).filter(|it| other(it));
        let last = smooth.last().filter(|it| other(it));
        let by_chance = match (part.kind, last, next) {
            (Kind::Kept, Some(last), Some(next)) => {
                size(part) <= FEW && size(last) + size(next) >= 2 * size(part) + 2
            }
            _ => other(part) && last.is_some(),
        };
        match smooth.last_mut() {
            Some(last) if by_chance => {
                last.kind = Kind::Changed;
                last.ours.1 = part.ours.1;
                last.theirs.1 = part.theirs.1;
                last.printed.end = part.printed.end;
                last.source = last.source.union(part.source);
            }
            _ => smooth.push(*part),
        }
    }
    smooth
}

/// Flaws inside kept words: another speaker left out between them, and sentences that end otherwise.
fn within(sides: &Sides<'_>, part: &Part) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let (first, last) = part.theirs;
    flaws.extend(staged(sides, part));
    for there in first + 1..last {
        if sides.told.is_parted(there - 1, there) {
            let here = part.ours.0 + (there - first).min(part.ours.1 - part.ours.0);
            let (ours, theirs) = ((here, here), (there, there));
            flaws.push(Flaw {
                fault: Fault::UnmarkedOmission,
                ours,
                theirs,
            });
        }
    }
    // Word by word the ends can only be compared where the words stand one to one.
    if part.ours.1 - part.ours.0 == last - first {
        for (step, there) in (first + 1..last).enumerate() {
            let here = part.ours.0 + step + 1;
            let beside = |at: usize| sides.printed.roles.get(at) != Some(&Role::Plain);
            let border = beside(here) || beside(here - 1) || sides.printed.omits_before(here);
            let parted = sides.told.is_parted(there - 1, there);
            let same = match (ending(&sides.ours, here), ending(&sides.theirs, there)) {
                (Some(ours), Some(theirs)) => ours == theirs,
                _ => true,
            };
            if !border && !parted && !same {
                let (ours, theirs) = ((here - 1, here + 1), (there - 1, there + 1));
                flaws.push(Flaw {
                    fault: Fault::AlteredWords,
                    ours,
                    theirs,
                });
            }
        }
    }
    flaws
}

/// Words that are the transcriber's, in square brackets there and without any here.
fn staged(sides: &Sides<'_>, part: &Part) -> Option<Flaw> {
    let (first, last) = part.theirs;
    let plain = |at: usize| sides.printed.roles.get(at) == Some(&Role::Plain);
    let mut found: Option<Flaw> = None;
    for there in first..last {
        let here = (part.ours.0 + (there - first)).min(part.ours.1.saturating_sub(1));
        if sides.told.is_staged(there) && plain(here) {
            let flaw = found.get_or_insert(Flaw {
                fault: Fault::InterviewerWords,
                ours: (here, here),
                theirs: (there, there),
            });
            flaw.ours.1 = here + 1;
            flaw.theirs.1 = there + 1;
        }
    }
    found.filter(|it| it.theirs.1 - it.theirs.0 >= STAGED)
}

/// Whether a sentence ends before a word: `?`, `.` or a space; `None` where that cannot be told, at the
/// dots of a hesitation and between the paragraphs of a talk.
fn ending(line: &Line<'_>, at: usize) -> Option<char> {
    let (from, to) = (line.words.span(at - 1).end, line.words.span(at).start);
    let between = line.text.get(from..to).unwrap_or_default();
    let beside = |text: &str| text.ends_with(|it: char| it.is_ascii_digit());
    if between.contains("...") || between.contains('…') || between.contains("\n\n") {
        None
    } else if between.contains('?') {
        Some('?')
    } else if between.contains('!') || (between.contains('.') && !beside(&line.text[..from])) {
        Some('.')
    } else {
        Some(' ')
    }
}

fn denies(line: &Line<'_>, (from, to): (usize, usize)) -> usize {
    (from..to).filter(|at| line.denial(*at).is_some()).count()
}

/// Whether among words between two that stay there is one that denies these.
fn reaches(line: &Line<'_>, (from, to): (usize, usize)) -> bool {
    let forward = to < line.words.len() && line.before(to, from).is_some();
    forward || (from > 0 && line.after(from - 1, to, true).is_some())
}

fn left_out(sides: &Sides<'_>, parts: &[Part], at: usize, marked: bool) -> Option<Fault> {
    let part = &parts[at];
    let (from, to) = part.theirs;
    if from == to || (from..to).all(|at| sides.told.is_aside(at)) {
        return None;
    }
    let is_mark = sides.printed.omits_before(part.ours.1);
    if denies(&sides.theirs, part.theirs) > 0 && reaches(&sides.theirs, part.theirs) {
        return Some(Fault::NegationLost);
    }
    if !marked || (!is_mark && to - from > REPLACED) {
        return Some(Fault::UnmarkedOmission);
    }
    // Fragments of whole sentences may come from far apart; half sentences make a new one.
    let few = |part: Option<&Part>| {
        part.is_some_and(|it| it.kind == Kind::Kept && it.ours.1 - it.ours.0 <= FEW)
    };
    let beside = few(parts.get(at + 1)) || (at > 0 && few(parts.get(at - 1)));
    let inner = |at: usize| at < sides.theirs.words.len() && sides.theirs.pause(at) != Pause::Stop;
    let cut = inner(from) && inner(to);
    let sentence = !inner(from) && !inner(to);
    // Two words beside the half of another sentence give it what it was not said of.
    let crosses = (from + 1..to).any(|at| sides.theirs.pause(at) == Pause::Stop);
    let thin = beside && cut && crosses;
    let distant = to - from > sides.furthest && (cut || (beside && !sentence));
    let far = is_mark && (thin || distant);
    far.then_some(Fault::DistantFragments)
}

/// A word that denies and has changed places with the words on one of its sides: these are what is
/// left out and put in, but it is the one that is moved.
fn moved(sides: &Sides<'_>, parts: &[Part], at: usize) -> Option<Flaw> {
    let around = |at: usize| {
        let (before, part, after) = (
            parts.get(at.checked_sub(1)?)?,
            parts.get(at)?,
            parts.get(at + 1)?,
        );
        let size = part.ours.1 - part.ours.0;
        let denying = part.kind == Kind::Kept && denies(&sides.ours, part.ours) == size;
        let open = |it: &Part| !it.marked && it.kind != Kind::Kept;
        (denying && open(before) && open(after)).then_some(*part)
    };
    // The same for the part itself and for those beside it, so that one cause is told once.
    let found = around(at)
        .or_else(|| around(at + 1))
        .or_else(|| around(at.checked_sub(1)?))?;
    let (ours, theirs) = (found.ours, found.theirs);
    Some(Flaw {
        fault: Fault::NegationLost,
        ours,
        theirs,
    })
}

fn put_in(sides: &Sides<'_>, part: &Part) -> Fault {
    let denied = denies(&sides.ours, part.ours) > 0 && reaches(&sides.ours, part.ours);
    match denied || stands_for_denial(sides, part) {
        true => Fault::NegationLost,
        false => Fault::UnmarkedInsertion,
    }
}

/// Whether the last words of a print, which are not the source's, stand where the source denies: `with a coat`
/// for `without a coat`.
fn stands_for_denial(sides: &Sides<'_>, part: &Part) -> bool {
    let (count, from) = (part.ours.1 - part.ours.0, part.theirs.0);
    let is_last = part.ours.1 == sides.printed.words.len() && part.ours.0 > 0;
    let goes_on =
        |line: &Line<'_>, at: usize| at < line.words.len() && line.pause(at) != Pause::Stop;
    if !is_last || !goes_on(&sides.ours, part.ours.0) || !goes_on(&sides.theirs, from) {
        return false;
    }
    let last = (from + count).min(sides.theirs.words.len());
    let to = (from + 1..last).find(|at| sides.theirs.pause(*at) == Pause::Stop);
    let theirs = (from, to.unwrap_or(last));
    denies(&sides.theirs, theirs) > denies(&sides.ours, part.ours)
}

fn changed(sides: &Sides<'_>, parts: &[Part], at: usize) -> Fault {
    let part = &parts[at];
    let (ours, theirs) = (part.ours.1 - part.ours.0, part.theirs.1 - part.theirs.0);
    // A whole sentence beside a mark of omission was put in, not changed out of what is omitted.
    let stops = |at: usize| sides.printed.omits_before(at) || sides.ours.pause(at) == Pause::Stop;
    let beside = |part: Option<&Part>| part.is_some_and(|it| it.marked && it.kind == Kind::LeftOut);
    let omits = beside(parts.get(at + 1)) || (at > 0 && beside(parts.get(at - 1)));
    let whole = ours > 3 && stops(part.ours.0) && stops(part.ours.1);
    let lost = denies(&sides.ours, part.ours) != denies(&sides.theirs, part.theirs)
        || turns_round(sides, part);
    if whole && omits {
        Fault::UnmarkedInsertion
    } else if lost && ours.min(theirs) <= 3 {
        Fault::NegationLost
    } else {
        Fault::AlteredWords
    }
}

/// Whether a word is printed in place of its denial, or the other way round.
fn turns_round(sides: &Sides<'_>, part: &Part) -> bool {
    let theirs = || part.theirs.0..part.theirs.1;
    (part.ours.0..part.ours.1).any(|here| {
        let ours = sides.ours.words.form(here);
        theirs().any(|there| is_denied_form(ours, sides.theirs.words.form(there)))
    })
}

/// Square brackets may explain; they may not deny, nor stand for what denies.
fn bracketed(sides: &Sides<'_>, part: &Part) -> Option<Fault> {
    let plain = (part.ours.0..part.ours.1).any(|at| sides.printed.roles[at] == Role::Bracketed);
    let (ours, theirs) = (
        denies(&sides.ours, part.ours),
        denies(&sides.theirs, part.theirs),
    );
    let short = part.ours.1 - part.ours.0 <= 3;
    if plain && turns_round(sides, part) && short {
        return Some(Fault::NegationLost);
    }
    if plain && ((theirs > 0 && ours == 0) || (ours > 0 && theirs == 0 && short)) {
        return Some(Fault::NegationLost);
    }
    (plain && part.theirs.1 - part.theirs.0 > REPLACED).then_some(Fault::UnmarkedOmission)
}

/// Whether the print begins behind, or ends before, a word that denies what it prints.
fn edges(sides: &Sides<'_>, parts: &[Part]) -> Vec<Flaw> {
    let mut kept = parts.iter().filter(|part| part.kind == Kind::Kept);
    let Some(first) = kept.next() else {
        return Vec::new();
    };
    let last = kept.next_back().unwrap_or(first);
    let (start, end) = (first.theirs.0, last.theirs.1);
    let mut flaws = Vec::new();
    if let Some(denial) = sides.theirs.before(start, 0) {
        let (ours, theirs) = ((first.ours.0, first.ours.0), (denial, start));
        flaws.push(Flaw {
            fault: Fault::NegationLost,
            ours,
            theirs,
        });
    }
    if let Some(denial) = sides.theirs.after(end - 1, usize::MAX, false) {
        let (ours, theirs) = ((last.ours.1, last.ours.1), (end, denial + 1));
        flaws.push(Flaw {
            fault: Fault::NegationLost,
            ours,
            theirs,
        });
    }
    flaws
}

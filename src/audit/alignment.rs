//! How printed words stand to a source: what is kept, left out, put in and changed, and where.

use super::grid::{Path, Step, path};
use super::negation::Tongue;
use super::printed::{Printed, Role};
use super::told::Told;
use super::window::window;
use crate::model::span::Span;

/// What became of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The same words.
    Kept,
    /// Words of the source are not printed.
    LeftOut,
    /// Printed words are not in the source.
    PutIn,
    /// Printed words stand in place of others.
    Changed,
}

/// One part of a printed text, and of the source where it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// What became of it.
    pub kind: Kind,
    /// Whether the print says so: by a mark of omission or by square brackets. True of what is kept.
    pub marked: bool,
    /// Bytes of the printed text; may be empty. All parts together are the whole of it.
    pub printed: Span,
    /// Bytes of the source; may be empty. Parts come in the order of the source.
    pub source: Span,
    /// Which printed words.
    pub(super) ours: (usize, usize),
    /// Which words of the source.
    pub(super) theirs: (usize, usize),
}

/// How a printed text stands to a source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alignment {
    /// The parts in order; empty where no word of the printed text is in the source.
    pub parts: Vec<Part>,
}

impl Alignment {
    /// Whether every difference is marked.
    pub fn is_marked(&self) -> bool {
        !self.parts.is_empty() && self.parts.iter().all(|part| part.marked)
    }

    /// The words of the source from the first that is kept to the last.
    pub fn span(&self) -> Option<Span> {
        let kept = self.parts.iter().filter(|it| it.kind == Kind::Kept);
        kept.map(|it| it.source).reduce(Span::union)
    }
}

/// How `printed`, with its marks of omission and square brackets, stands to `source`, a text in
/// `language` (BCP 47).
pub fn align(printed: &str, source: &str, language: Option<&str>) -> Alignment {
    let told = Told::all(source, Tongue::of(language));
    let taken = Printed::of(printed, &[]);
    of_words(printed, &taken, &told)
}

/// The alignment of a printed text that has been taken apart with somebody's words.
pub fn of_words(text: &str, printed: &Printed, told: &Told) -> Alignment {
    let whole = (0, printed.words.len());
    let Some(window) = window(printed, whole, &told.words) else {
        return Alignment::default();
    };
    let path = path(printed, whole, told, window.words);
    Alignment {
        parts: parts(text, printed, told, &path),
    }
}

/// The alignment of a printed text with some of somebody's words, which come in order; those between
/// them that are not among them are left out.
pub fn of_words_among(text: &str, printed: &Printed, told: &Told, among: &[usize]) -> Alignment {
    let whole = (0, printed.words.len());
    let part = told.only(among);
    let found = path(printed, whole, &part, (0, among.len()));
    match spread(&found, among) {
        Some(path) => Alignment {
            parts: parts(text, printed, told, &path),
        },
        None => Alignment::default(),
    }
}

/// The path with the numbers that its words have among all; `None` where one word of the print would
/// be put together over words that are not among them.
fn spread(path: &Path, among: &[usize]) -> Option<Path> {
    let mut steps = Vec::with_capacity(path.steps.len());
    let mut next: Option<usize> = None;
    for step in &path.steps {
        let (here, given, before) = match *step {
            Step::PutIn { .. } => {
                steps.push(*step);
                continue;
            }
            Step::Same { printed, source } => (source.0, source.1, printed.0),
            Step::Changed { printed, source } => (source, 1, printed),
            Step::LeftOut { before, source } => (source, 1, before),
        };
        let there = among[here];
        if among[here + given - 1] - there != given - 1 {
            return None;
        }
        steps.extend((next.unwrap_or(there)..there).map(|source| Step::LeftOut { before, source }));
        next = Some(there + given);
        steps.push(match *step {
            Step::Same { printed, .. } => Step::Same {
                printed,
                source: (there, given),
            },
            Step::Changed { printed, .. } => Step::Changed {
                printed,
                source: there,
            },
            Step::LeftOut { before, .. } => Step::LeftOut {
                before,
                source: there,
            },
            Step::PutIn { .. } => *step,
        });
    }
    Some(Path {
        cost: path.cost,
        steps,
    })
}

/// A part in the making: words of both sides, and the mark that it is.
struct Piece {
    kind: Kind,
    marked: bool,
    ours: (usize, usize),
    theirs: (usize, usize),
    /// Bytes where its own print begins, if it has any.
    begins: Option<usize>,
}

/// What a step does to the words.
fn pieces(printed: &Printed, told: &Told, path: &Path) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let first = path.steps.iter().find_map(|step| match step {
        Step::Same { source, .. } => Some(source.0),
        Step::Changed { source, .. } | Step::LeftOut { source, .. } => Some(*source),
        Step::PutIn { .. } => None,
    });
    let mut there = first.unwrap_or(0);
    let mut here = 0;
    let mut marks = printed.omissions.iter().peekable();
    let push = |pieces: &mut Vec<Piece>, piece: Piece| match pieces.last_mut() {
        Some(last) if joins(last, &piece) => {
            last.kind = both(last, &piece);
            last.ours.1 = piece.ours.1;
            last.theirs.1 = piece.theirs.1;
            last.begins = last.begins.or(piece.begins);
        }
        _ => pieces.push(piece),
    };
    for step in &path.steps {
        let before = match step {
            Step::Same { printed, .. } => printed.0,
            Step::Changed { printed, .. } | Step::PutIn { printed } => *printed,
            Step::LeftOut { before, .. } => *before,
        };
        while let Some(mark) = marks.next_if(|mark| mark.before <= before) {
            let (ours, theirs) = ((here, here), (there, there));
            let begins = Some(mark.span.start);
            let kind = Kind::LeftOut;
            pieces.push(Piece {
                kind,
                marked: true,
                ours,
                theirs,
                begins,
            });
        }
        let begins = |at: usize| Some(printed.words.span(at).start);
        let marked = |at: usize| printed.roles[at] != Role::Plain;
        let piece = match *step {
            Step::Same {
                printed: (at, count),
                source: (other, told),
            } => Piece {
                kind: Kind::Kept,
                marked: true,
                ours: (at, at + count),
                theirs: (other, other + told),
                begins: begins(at),
            },
            Step::Changed {
                printed: at,
                source,
            } => Piece {
                kind: Kind::Changed,
                marked: marked(at),
                ours: (at, at + 1),
                theirs: (source, source + 1),
                begins: begins(at),
            },
            Step::PutIn { printed: at } => Piece {
                kind: Kind::PutIn,
                marked: marked(at),
                ours: (at, at + 1),
                theirs: (there, there),
                begins: begins(at),
            },
            Step::LeftOut { before, source } => {
                let omitted = printed.omits_before(before);
                let beside = |at: usize| printed.roles.get(at) == Some(&Role::Bracketed);
                let replaced = beside(before) || (before > 0 && beside(before - 1));
                Piece {
                    kind: Kind::LeftOut,
                    marked: omitted || replaced || told.is_aside(source),
                    ours: (here, here),
                    theirs: (source, source + 1),
                    begins: None,
                }
            }
        };
        (here, there) = (piece.ours.1, piece.theirs.1);
        push(&mut pieces, piece);
    }
    for mark in marks {
        let (ours, theirs) = ((here, here), (there, there));
        let begins = Some(mark.span.start);
        pieces.push(Piece {
            kind: Kind::LeftOut,
            marked: true,
            ours,
            theirs,
            begins,
        });
    }
    pieces
}

/// Whether two pieces that follow each other are one part.
fn joins(last: &Piece, next: &Piece) -> bool {
    match (last.kind, next.kind) {
        (Kind::Kept, Kind::Kept) => true,
        (Kind::Kept, _) | (_, Kind::Kept) => false,
        // A mark of omission takes up the words left out at it, and nothing else.
        (Kind::LeftOut, Kind::LeftOut) => last.marked == next.marked,
        (Kind::LeftOut, _) | (_, Kind::LeftOut) if last.marked && next.marked => {
            let mark = |it: &Piece| it.kind == Kind::LeftOut && it.begins.is_some();
            !mark(last) && !mark(next)
        }
        _ => last.marked == next.marked,
    }
}

fn both(last: &Piece, next: &Piece) -> Kind {
    match last.kind == next.kind {
        true => last.kind,
        false => Kind::Changed,
    }
}

fn parts(text: &str, printed: &Printed, told: &Told, path: &Path) -> Vec<Part> {
    let pieces = pieces(printed, told, path);
    let mut starts = Vec::with_capacity(pieces.len());
    // From the back: a piece without print of its own begins where the next one does.
    let mut next = text.len();
    for piece in pieces.iter().rev() {
        next = piece.begins.unwrap_or(next);
        starts.push(next);
    }
    starts.reverse();
    if let Some(first) = starts.first_mut() {
        *first = 0;
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let mut behind = 0;
    pieces
        .iter()
        .zip(starts.iter().zip(ends))
        .map(|(piece, (start, end))| {
            let source = match piece.theirs.1 > piece.theirs.0 {
                true => Span {
                    start: told.words.span(piece.theirs.0).start,
                    end: told.words.span(piece.theirs.1 - 1).end,
                },
                false => Span {
                    start: behind,
                    end: behind,
                },
            };
            behind = source.end;
            Part {
                kind: piece.kind,
                marked: piece.marked,
                printed: Span { start: *start, end },
                source,
                ours: piece.ours,
                theirs: piece.theirs,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SOURCE: &str = "We had no coal. My aunt, who lived by the river, had a room. I did not want to leave; I left in spring. Мама болела, и мы уехали.";

    /// Every part as `kind printed|source`.
    fn shown(printed: &str) -> Vec<String> {
        let found = align(printed, SOURCE, Some("en"));
        let show = |part: &Part| {
            let mark = if part.marked { "" } else { "!" };
            let (ours, theirs) = (part.printed.of(printed), part.source.of(SOURCE));
            format!(
                "{mark}{:?} {}|{}",
                part.kind,
                ours.unwrap_or_default(),
                theirs.unwrap_or_default()
            )
        };
        found.parts.iter().map(show).collect()
    }

    #[test]
    fn parts_say_what_became_of_the_words() {
        assert_eq!(
            shown("“My aunt ... had [kept] a place. I left”"),
            [
                "Kept “My aunt |My aunt",
                "LeftOut ... |who lived by the river",
                "Kept had [|had",
                "PutIn kept] |",
                "Kept a |a",
                "!Changed place. |room. I did not want to leave",
                "Kept I left”|I left",
            ]
        );
        assert_eq!(
            shown("[She] had a [small] ro-\nom"),
            [
                "PutIn [She] |",
                "Kept had a [|had a",
                "PutIn small] |",
                "Kept ro-\nom|room"
            ]
        );
    }

    #[test]
    fn what_is_nowhere_has_no_parts() {
        assert!(shown("Seven foxes stood there").is_empty());
        assert!(shown("").is_empty());
    }

    proptest! {
        #[test]
        fn the_parts_are_the_whole_print_and_come_in_the_order_of_the_source(
            printed in "(\\[|\\]|\\.\\.\\. |… |We |had |no |coal\\. |My |aunt|, |who |not |to |room |Мама |болела |\\PC){0,20}"
        ) {
            let found = align(&printed, SOURCE, None);
            let (mut end, mut behind) = (0, 0);
            for part in &found.parts {
                prop_assert_eq!(part.printed.start, end);
                prop_assert!(part.printed.end >= end);
                prop_assert!(printed.get(part.printed.range()).is_some());
                end = part.printed.end;
                prop_assert!(part.source.start >= behind && part.source.end <= SOURCE.len());
                prop_assert!(SOURCE.get(part.source.range()).is_some());
                behind = part.source.end;
            }
            prop_assert!(found.parts.is_empty() || end == printed.len());
        }

        #[test]
        fn what_is_cut_out_of_a_source_with_marks_is_kept_and_left_out(a in 0usize..28, b in 0usize..28, c in 0usize..28, d in 0usize..28) {
            let mut cuts = [a, b, c, d];
            cuts.sort_unstable();
            let words: Vec<&str> = SOURCE.split(' ').collect();
            let at = |from: usize, to: usize| words[from.min(words.len())..to.min(words.len())].join(" ");
            let printed = format!("{} ... {}", at(cuts[0], cuts[1]), at(cuts[2], cuts[3]));
            prop_assume!(cuts[1] - cuts[0] > 2 && cuts[3] - cuts[2] > 2);
            let found = align(&printed, SOURCE, Some("en"));
            prop_assert!(found.is_marked(), "{} {:?}", printed, found);
            let kept: usize = found.parts.iter().filter(|it| it.kind == Kind::Kept).map(|it| it.ours.1 - it.ours.0).sum();
            prop_assert_eq!(kept, super::super::words::words(&printed).len());
        }
    }
}

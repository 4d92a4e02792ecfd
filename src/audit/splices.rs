//! From an alignment to what is done to the words of the source: the splices of an edit. What is not
//! said by words is taken from the source, but for the marks at cuts, which the writer sets.

use super::alignment::{Kind, Part};
use super::borders::{closing, opening};
use super::printed::Printed;
use super::told::Told;
use super::words::words;
use crate::model::edit::{Done, Splice};
use crate::model::span::Span;

/// The most words that brackets may stand for; where they are more, a sign of omission stands too.
const REPLACED: usize = 8;

/// Both sides, and the stretches of the source that the print is of, in order.
pub struct Both<'b> {
    /// The text as it shall be printed.
    pub typed: &'b str,
    /// It taken apart.
    pub printed: &'b Printed,
    /// The source.
    pub source: &'b str,
    /// What the respondent says in it.
    pub told: &'b Told,
    /// The stretches; bytes of the source.
    pub stretches: &'b [Span],
}

/// What stands between two runs of kept words, or before the first or after the last.
#[derive(Default)]
pub(super) struct Between {
    pub(super) events: Vec<Event>,
    /// Whether the print has a sign of omission there.
    pub(super) sign: bool,
}

/// Something that is not kept.
pub(super) enum Event {
    /// Words of the source, left out.
    Out { theirs: (usize, usize) },
    /// Words put in the place of those of the source, which may be none.
    In {
        ours: (usize, usize),
        theirs: (usize, usize),
    },
}

/// Words of both sides that are the same.
#[derive(Clone, Copy)]
pub(super) struct Run {
    pub(super) ours: (usize, usize),
    pub(super) theirs: (usize, usize),
}

impl Both<'_> {
    /// The splices of each stretch; `None` where of one no word is kept.
    pub fn splices(&self, parts: &[Part]) -> Option<Vec<Vec<Splice>>> {
        let (runs, between) = self.taken_apart(parts);
        let first = *runs.first()?;
        let last = *runs.last()?;
        let mut all: Vec<Vec<Splice>> = vec![Vec::new(); self.stretches.len()];
        let mut used = vec![false; self.stretches.len()];
        self.head(&first, &between[0], true, &mut all)?;
        for (at, run) in runs.iter().enumerate() {
            if at > 0 {
                self.cut(&runs[at - 1], run, &between[at], &mut all)?;
            }
            let is_border = at == 0 || between[at].sign || !between[at].events.is_empty();
            let here = self.stretch(run.theirs.0)?;
            used[here] = true;
            if is_border {
                all[here].extend(self.letter(run));
            }
            for there in run.theirs.0 + 1..run.theirs.1 {
                used[self.stretch(there)?] = true;
                self.skipped(there, &mut all)?;
            }
        }
        self.tail(&last, between.last()?, true, &mut all)?;
        used.iter().all(|it| *it).then_some(all)
    }

    fn taken_apart(&self, parts: &[Part]) -> (Vec<Run>, Vec<Between>) {
        let mut runs = Vec::new();
        let mut between = vec![Between::default()];
        for part in parts {
            let here = between.len() - 1;
            let Part { ours, theirs, .. } = *part;
            match part.kind {
                Kind::Kept => {
                    runs.push(Run { ours, theirs });
                    between.push(Between::default());
                }
                Kind::LeftOut => {
                    let marks = &self.printed.omissions;
                    between[here].sign |= marks.iter().any(|it| it.span.within(part.printed));
                    if theirs.0 < theirs.1 {
                        between[here].events.push(Event::Out { theirs });
                    }
                }
                Kind::PutIn | Kind::Changed if ours.0 == ours.1 => {
                    between[here].events.push(Event::Out { theirs });
                }
                Kind::PutIn | Kind::Changed => {
                    between[here].events.push(Event::In { ours, theirs });
                }
            }
        }
        (runs, between)
    }

    /// Which stretch a word of the source is in.
    fn stretch(&self, at: usize) -> Option<usize> {
        let word = self.told.words.span(at);
        self.stretches.iter().position(|it| word.within(*it))
    }

    pub(super) fn start(&self, at: usize) -> usize {
        self.told.words.span(at).start
    }

    pub(super) fn end(&self, at: usize) -> usize {
        self.told.words.span(at).end
    }

    /// The letter that a run begins with, where it is a small one for a capital or the other way round.
    fn letter(&self, run: &Run) -> Option<Splice> {
        let theirs = self.told.words.span(run.theirs.0);
        let ours = self.printed.words.span(run.ours.0).of(self.typed)?;
        let (one, other) = (
            ours.chars().next()?,
            theirs.of(self.source)?.chars().next()?,
        );
        let same = one.to_lowercase().eq(other.to_lowercase());
        (one != other && same).then(|| Splice {
            span: Span {
                start: theirs.start,
                end: theirs.start + other.len_utf8(),
            },
            done: Done::Letter(one.to_string()),
        })
    }

    /// Leaves out what stands between two words that follow each other in what the respondent says, but
    /// is not theirs: the words of others, the name before a turn.
    fn skipped(&self, there: usize, all: &mut [Vec<Splice>]) -> Option<()> {
        let (from, to) = (self.end(there - 1), self.start(there));
        let gap = &self.source[from..to];
        let (one, other) = (self.stretch(there - 1)?, self.stretch(there)?);
        let foreign = |from: usize, to: usize| !words(&self.source[from..to]).is_empty();
        let sign = self.told.is_parted(there - 1, there);
        if one != other {
            let tail = Span {
                start: from + closing(gap).len(),
                end: self.stretches[one].end,
            };
            let head = Span {
                start: self.stretches[other].start,
                end: to - opening(gap).len(),
            };
            if tail.start < tail.end && foreign(tail.start, tail.end) {
                all[one].push(omitted(tail, sign, String::new()));
            }
            if head.start < head.end && foreign(head.start, head.end) {
                all[other].push(omitted(head, sign, String::new()));
            }
        } else if foreign(from, to) {
            let span = Span {
                start: from + closing(gap).len(),
                end: to - opening(gap).len(),
            };
            all[one].push(omitted(span, sign, String::new()));
        }
        Some(())
    }

    /// What is done in a stretch before the first word that is kept of it. `outer` says that the print
    /// begins there, else it comes from another stretch.
    fn head(
        &self,
        run: &Run,
        between: &Between,
        outer: bool,
        all: &mut [Vec<Splice>],
    ) -> Option<()> {
        let here = self.stretch(run.theirs.0)?;
        let begin = self.stretches[here].start;
        let before = &self.source[begin..self.start(run.theirs.0)];
        let end = self.put_before(begin, run);
        if !words(before).is_empty() {
            let span = Span { start: begin, end };
            let sign = !outer || between.sign;
            all[here].push(omitted(span, sign, String::new()));
        } else if outer && between.sign {
            let span = Span {
                start: begin,
                end: begin,
            };
            all[here].push(omitted(span, true, String::new()));
        }
        let mut is_out = outer;
        for event in &between.events {
            match event {
                Event::Out { .. } => is_out = true,
                Event::In { ours, theirs } if is_out || theirs.0 < theirs.1 => {
                    all[here].push(self.put(end, end, *ours));
                }
                Event::In { .. } => {}
            }
        }
        Some(())
    }

    /// What is done in a stretch behind the last word that is kept of it. `outer` says that the print ends
    /// there, else it goes on in another stretch.
    fn tail(
        &self,
        run: &Run,
        between: &Between,
        outer: bool,
        all: &mut [Vec<Splice>],
    ) -> Option<()> {
        let here = self.stretch(run.theirs.1 - 1)?;
        let end = self.stretches[here].end;
        let (at, mut stop) = self.closed(run, end);
        for event in &between.events {
            match event {
                Event::In { ours, theirs } if outer || theirs.0 == theirs.1 => {
                    all[here].push(self.put(at, at, *ours));
                    stop = self.stop_behind(*ours);
                }
                Event::Out { .. } if !outer => break,
                Event::Out { .. } | Event::In { .. } => {}
            }
        }
        let has_words = !words(&self.source[at..end]).is_empty();
        let ends_otherwise = !stop.is_empty() && closing(&self.source[at..end]) != stop;
        let signed = outer && between.sign;
        if has_words || signed || ends_otherwise {
            let sign = signed || (!outer && has_words);
            all[here].push(omitted(Span { start: at, end }, sign, stop));
        }
        Some(())
    }

    /// What is done between two runs.
    fn cut(
        &self,
        one: &Run,
        other: &Run,
        between: &Between,
        all: &mut [Vec<Splice>],
    ) -> Option<()> {
        let (here, there) = (
            self.stretch(one.theirs.1 - 1)?,
            self.stretch(other.theirs.0)?,
        );
        let next = self.start(other.theirs.0);
        if here != there {
            self.tail(one, between, false, all)?;
            return self.head(other, between, false, all);
        }
        let (left, stop) = self.closed(one, next);
        let taken = between.events.iter().filter_map(|event| match event {
            Event::Out { theirs } | Event::In { theirs, .. } => {
                (theirs.0 < theirs.1).then_some(*theirs)
            }
        });
        let taken: Vec<(usize, usize)> = taken.collect();
        let parted = !words(&self.source[left..next]).is_empty();
        if !parted {
            // Nothing is left out: only words are put in, or a sign stands where none is needed.
            for event in &between.events {
                if let Event::In { ours, .. } = event {
                    all[here].push(self.put(left, left, *ours));
                }
            }
            return Some(());
        }
        let right = self.reopened(between, other, left);
        let mut stop = Some(stop);
        let mut at = left;
        let mut rest = taken.iter().skip(1);
        // Where the events that take words end: before the next one that does, the last at the right.
        let mut border = |taken: &(usize, usize)| {
            let next = rest.next().map(|it| self.start(it.0));
            next.unwrap_or(right).max(self.end(taken.1 - 1).min(right))
        };
        let aside = |(from, to): (usize, usize)| (from..to).all(|it| self.told.is_aside(it));
        for event in &between.events {
            match event {
                Event::Out { theirs } => {
                    let span = Span {
                        start: at,
                        end: border(theirs),
                    };
                    at = span.end;
                    let sign = between.sign || !aside(*theirs);
                    all[here].push(omitted(span, sign, stop.take().unwrap_or_default()));
                }
                Event::In { ours, theirs } if theirs.0 == theirs.1 => {
                    all[here].push(self.put(at, at, *ours));
                    stop = Some(self.stop_behind(*ours));
                }
                Event::In { ours, theirs } => {
                    let end = border(theirs);
                    if theirs.1 - theirs.0 > REPLACED {
                        let span = Span { start: at, end };
                        all[here].push(omitted(span, true, String::new()));
                        all[here].push(self.put(end, end, *ours));
                    } else {
                        all[here].push(self.put(at, end, *ours));
                    }
                    at = end;
                    stop = Some(self.stop_behind(*ours));
                }
            }
        }
        // What is left is not the respondent's: the words of others, the name before a turn. Behind what
        // was replaced the marks of the source stay.
        let end = next - self.opened(&self.source[left..next], other.ours.0).len();
        let own = match taken.is_empty() {
            true => "",
            false => closing(&self.source[at..end]),
        };
        let at = at + own.len();
        if at < end && !words(&self.source[at..end]).is_empty() {
            let sign = taken.is_empty() || self.told.is_parted(other.theirs.0 - 1, other.theirs.0);
            let span = Span { start: at, end };
            let stop = stop.take().filter(|_| own.is_empty());
            all[here].push(omitted(span, sign, stop.unwrap_or_default()));
        }
        Some(())
    }

    /// Words put in, without the brackets that are typed around them.
    fn put(&self, start: usize, end: usize, ours: (usize, usize)) -> Splice {
        let from = self.printed.words.span(ours.0).start;
        let to = self.printed.words.span(ours.1 - 1).end;
        let words = self.typed[from..to].replace(['[', ']', '⟨', '⟩'], "");
        Splice {
            span: Span { start, end },
            done: Done::Put(words.split_whitespace().collect::<Vec<_>>().join(" ")),
        }
    }
}

fn omitted(span: Span, sign: bool, stop: String) -> Splice {
    Splice {
        span,
        done: Done::Omitted { sign, stop },
    }
}

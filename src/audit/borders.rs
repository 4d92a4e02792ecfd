//! Where cuts begin and end: between words of a source, by the marks that stand there and those that
//! the print has.

use super::splices::{Between, Both, Event, Run};

impl Both<'_> {
    /// Where before a run that begins a stretch the cut ends: before the mark that stands behind the last
    /// word that is cut, if the print has it behind its brackets.
    pub(super) fn put_before(&self, begin: usize, run: &Run) -> usize {
        let (first, ours) = (
            self.start(run.theirs.0),
            self.printed.words.span(run.ours.0),
        );
        let right = first - self.opened(&self.source[begin..first], run.ours.0).len();
        let (Some(cut), Some(put)) = (run.theirs.0.checked_sub(1), run.ours.0.checked_sub(1))
        else {
            return right;
        };
        let behind = self.end(cut);
        let typed = &self.typed[self.printed.words.span(put).end..ours.start];
        let typed = closing(typed.trim_start_matches([']', '⟩']));
        match behind > begin && !typed.is_empty() && typed == closing(&self.source[behind..first]) {
            true => behind,
            false => right,
        }
    }

    /// Where behind a run the cut begins, and the mark that closes what stands before it: the source's
    /// own marks where the print has the same ones.
    pub(super) fn closed(&self, run: &Run, end: usize) -> (usize, String) {
        let at = self.end(run.theirs.1 - 1);
        let own = closing(&self.source[at..end]);
        let typed = self.behind(run.ours.1);
        let is_last = run.ours.1 == self.printed.words.len();
        if typed == own || (typed.is_empty() && is_last && end == at + own.len()) {
            return (at + own.len(), String::new());
        }
        (at, stop(typed))
    }

    /// The mark that closes what stands behind words that are put in.
    pub(super) fn stop_behind(&self, ours: (usize, usize)) -> String {
        stop(self.behind(ours.1))
    }

    /// The marks right behind the printed word before number `next`, and behind its brackets.
    fn behind(&self, next: usize) -> &str {
        let words = &self.printed.words;
        let here = words.span(next - 1).end;
        let end = match next < words.len() {
            true => words.span(next).start,
            false => self.typed.len(),
        };
        let rest = |end: usize| self.typed[here..end].trim_start_matches([']', '⟩']);
        let mark = self.printed.omissions.iter().find(|it| it.before == next);
        let typed = match mark {
            Some(mark) if rest(mark.span.start).trim().is_empty() => {
                period(&self.typed[mark.span.range()])
            }
            Some(mark) => closing(rest(mark.span.start)),
            None => closing(rest(end)),
        };
        typed.trim_end_matches(['[', '(', '⟨'])
    }

    /// The opening marks before a kept word, if the print has them too.
    pub(super) fn opened<'s>(&self, before: &'s str, word: usize) -> &'s str {
        let own = opening(before);
        let typed = opening(&self.typed[..self.printed.words.span(word).start]);
        if typed.ends_with(own) { own } else { "" }
    }

    /// Where a cut ends: before the next run, or before the mark that stands behind what is cut, where
    /// the print has it too or has brackets there.
    pub(super) fn reopened(&self, between: &Between, next: &Run, left: usize) -> usize {
        let start = self.start(next.theirs.0);
        let ours = self.printed.words.span(next.ours.0).start;
        let right = start - self.opened(&self.source[left..start], next.ours.0).len();
        let last = between.events.iter().rev().find_map(|event| match event {
            Event::Out { theirs } => Some((theirs.1, false)),
            Event::In { theirs, .. } => (theirs.0 < theirs.1).then_some((theirs.1, true)),
        });
        let Some((last, is_put)) = last.filter(|(last, _)| *last > 0) else {
            return right;
        };
        let behind = self.end(last - 1);
        let own = closing(&self.source[behind..start]);
        if is_put {
            return if own.is_empty() { right } else { behind };
        }
        let mark = self.printed.omissions.iter();
        let mark = mark.rev().find(|it| it.before == next.ours.0);
        let typed = mark.map_or("", |it| closing(&self.typed[it.span.end..ours]));
        match !own.is_empty() && own == typed && !own.contains(['.', '…']) {
            true => behind,
            false => right,
        }
    }
}

/// The marks that stand at the beginning, right behind a word.
pub(super) fn closing(text: &str) -> &str {
    let is_mark = |it: char| !it.is_whitespace() && !it.is_alphanumeric();
    let end = text.find(|it| !is_mark(it)).unwrap_or(text.len());
    text[..end].trim_end_matches(['[', '(', '⟨', '“', '«', '„'])
}

/// The marks that stand at the end, right before a word.
pub(super) fn opening(text: &str) -> &str {
    let is_mark = |it: &char| "(“«„‘‚¿¡\"'".contains(*it);
    let length: usize = text
        .chars()
        .rev()
        .take_while(is_mark)
        .map(char::len_utf8)
        .sum();
    &text[text.len() - length..]
}

/// The full stop before a sign of omission that is made of dots itself: `left. ... Then`.
fn period(sign: &str) -> &str {
    let rest = sign.strip_prefix('.').unwrap_or_default();
    let dots = rest.matches('.').count() + 3 * rest.matches('…').count();
    match rest.starts_with(char::is_whitespace) && dots >= 3 {
        true => ".",
        false => "",
    }
}

/// What closes a sentence or its part, if nothing else is among the marks.
fn stop(marks: &str) -> String {
    match marks.chars().all(|it| ",.;:!?".contains(it)) {
        true => marks.to_owned(),
        false => String::new(),
    }
}

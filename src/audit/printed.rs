//! A printed quotation taken apart: its words, the marks of omission between them, and which of them
//! stand in square brackets.

use unicode_normalization::char::is_combining_mark;

use super::words::{Words, words};
use crate::model::span::Span;

/// The most bytes that a square bracket may hold to be one.
const LONGEST_BRACKET: usize = 400;

/// A printed quotation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Printed {
    /// Its words.
    pub words: Words,
    /// What each word is.
    pub roles: Vec<Role>,
    /// Marks of omission, in order.
    pub omissions: Vec<Omission>,
}

/// What a printed word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Said to be the speaker's.
    Plain,
    /// In square brackets: the writer's.
    Bracketed,
    /// The page's, not the quotation's: running heads, page numbers, numbers of notes.
    Furniture,
}

/// A mark of omission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Omission {
    /// Where the mark stands.
    pub span: Span,
    /// How many words stand before it.
    pub before: usize,
}

impl Printed {
    /// Takes `text` apart. `furniture` are lines of the page that fell into it, bytes of `text`.
    pub fn of(text: &str, furniture: &[Span]) -> Self {
        let marks = omissions(text);
        let brackets = brackets(text);
        let all = words(text);
        let mut printed = Self::default();
        for at in 0..all.len() {
            let span = all.span(at);
            let inside = |parts: &[Span]| parts.iter().any(|part| span.overlaps(*part));
            let bracket = brackets.iter().find(|it| span.overlaps(it.span));
            // `[t]hey` is the speaker's word; only its letter is small for a capital.
            let bracket = bracket.filter(|it| !it.letter || span.end <= it.span.end);
            let role = match bracket {
                _ if inside(furniture) => Role::Furniture,
                Some(bracket) if bracket.note => Role::Furniture,
                Some(_) => Role::Bracketed,
                None => Role::Plain,
            };
            printed.words.push(&all, at);
            printed.roles.push(role);
        }
        printed.omissions = marks
            .into_iter()
            .map(|span| Omission {
                span,
                before: all.from(span.start),
            })
            .collect();
        printed
    }

    /// Whether a mark of omission stands before word `at` (or, for the number of words, at the end).
    pub fn omits_before(&self, at: usize) -> bool {
        self.omissions.iter().any(|mark| mark.before == at)
    }

    /// Words of the fragments between marks of omission, as ranges that are not empty.
    pub fn fragments(&self) -> Vec<(usize, usize)> {
        let mut borders: Vec<usize> = self.omissions.iter().map(|mark| mark.before).collect();
        borders.push(self.words.len());
        let mut from = 0;
        let mut fragments = Vec::new();
        for border in borders {
            if border > from {
                fragments.push((from, border));
                from = border;
            }
        }
        fragments
    }

    /// How many words are said to be the speaker's.
    pub fn plain(&self) -> usize {
        self.roles
            .iter()
            .filter(|role| **role == Role::Plain)
            .count()
    }
}

struct Bracket {
    span: Span,
    /// The number of a note, such as `[12]` or `[^1]`.
    note: bool,
    /// One letter.
    letter: bool,
}

fn brackets(text: &str) -> Vec<Bracket> {
    let mut found = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, letter) in text.char_indices() {
        match letter {
            '[' | '⟨' => open.push(at),
            ']' | '⟩' => {
                if let Some(start) = open.pop()
                    && open.is_empty()
                    && at - start <= LONGEST_BRACKET
                {
                    let inner = text[start..at].trim_start_matches(['[', '⟨']);
                    let inner = inner.trim().trim_start_matches('^');
                    let note = !inner.is_empty() && inner.bytes().all(|it| it.is_ascii_digit());
                    let end = at + letter.len_utf8();
                    let span = Span { start, end };
                    let mut letters = inner.chars();
                    let letter = letters.next().is_some_and(char::is_alphabetic)
                        && letters.all(is_combining_mark);
                    found.push(Bracket { span, note, letter });
                }
            }
            _ => {}
        }
    }
    found
}

/// Where a mark of omission that begins at byte `at` ends: `...`, `. . .`, `…`, more dots than three,
/// any of them in round, square or angled brackets; after `?` and `!` two dots are one too.
fn omission_at(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let first = rest.chars().next()?;
    let close = match first {
        '(' => Some(')'),
        '[' => Some(']'),
        '<' => Some('>'),
        _ => None,
    };
    if let Some(close) = close {
        let inner = &rest[1..];
        let end = inner.find(close).filter(|end| *end <= 24)?;
        let dots = inner[..end].trim().replace('\\', "");
        let (count, whole) = dots_of(&dots);
        return (count >= 2 && whole == dots.len()).then_some(at + 1 + end + close.len_utf8());
    }
    if !matches!(first, '.' | '…') {
        return None;
    }
    let (count, length) = dots_of(rest);
    let asks = text[..at].ends_with(['?', '!']);
    (count >= 3 || (asks && count == 2)).then_some(at + length)
}

/// How many dots `text` begins with, and the bytes that they take with the spaces between them.
fn dots_of(text: &str) -> (usize, usize) {
    let (mut count, mut length) = (0, 0);
    for (at, letter) in text.char_indices() {
        match letter {
            '.' => count += 1,
            '…' => count += 3,
            ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\n' if count > 0 => continue,
            _ => break,
        }
        length = at + letter.len_utf8();
    }
    (count, length)
}

/// The marks of omission in `text`.
pub fn omissions(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut next = 0;
    for (start, letter) in text.char_indices() {
        if start < next || !matches!(letter, '.' | '…' | '[' | '(' | '<') {
            continue;
        }
        if let Some(end) = omission_at(text, start) {
            next = end;
            match found.last_mut() {
                // `... [...]` is one mark.
                Some(last) if text[last.end..start].trim().is_empty() => last.end = end,
                _ => found.push(Span { start, end }),
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_omission_is_one_mark() {
        for mark in [
            "...",
            ". . .",
            "…",
            "[...]",
            "(...)",
            "[…]",
            "(…)",
            "[. . .]",
            "....",
            "... .",
            "<...>",
            "... [...]",
            "?..",
        ] {
            let text = format!("We left {mark} We came back. Then");
            let printed = Printed::of(&text, &[]);
            assert_eq!(printed.omissions.len(), 1, "{mark}");
            assert_eq!(printed.omissions[0].before, 2, "{mark}");
            assert_eq!(printed.fragments(), [(0, 2), (2, 6)], "{mark}");
        }
        assert!(
            Printed::of("At 10.30 we left. (We) came [back].", &[])
                .omissions
                .is_empty()
        );
    }

    #[test]
    fn words_in_square_brackets_are_the_writers_and_numbers_of_notes_the_pages() {
        let text = "[She] left [T]he town [12] with [my [old] aunt] (and me).";
        let printed = Printed::of(text, &[]);
        use Role::{Bracketed as B, Furniture as F, Plain as P};
        assert_eq!(printed.roles, [B, P, P, P, F, P, B, B, B, P, P]);
    }
}

//! Who signs which quotation: the bracket behind it, a line behind a dash, or the sentence that it
//! stands in.

use super::attribution::{Attribution, Vocabulary};
use super::quotations::{Quotation, is_between};
use crate::model::span::Span;

/// The longest bracket that may sign a quotation, in bytes.
const BRACKET: usize = 240;
/// The longest sentence before or after a quotation that may sign it, in bytes.
const SENTENCE: usize = 400;
/// The longest remark between two halves of one quotation, in bytes.
const ASIDE: usize = 80;

/// Brackets that name a respondent and say something about them, with what they say.
pub fn signs(text: &str, vocabulary: &Vocabulary) -> Vec<(Span, Attribution)> {
    let mut found: Vec<(Span, Attribution)> = Vec::new();
    for (start, letter) in text
        .char_indices()
        .filter(|(_, it)| matches!(it, '(' | '['))
    {
        if let Some((span, it)) = bracket(text, start, letter, vocabulary)
            && it.respondent.is_some()
            && it.categories.len() + it.genders.len() + it.ages.len() > 0
        {
            found.push((span, it));
        }
    }
    found
}

/// The bracket that opens at `start`, read; one that is not closed ends with its line.
fn bracket(
    text: &str,
    start: usize,
    open: char,
    vocabulary: &Vocabulary,
) -> Option<(Span, Attribution)> {
    let close = if open == '(' { ')' } else { ']' };
    let rest = &text[start + 1..];
    let near: usize = rest
        .chars()
        .map(char::len_utf8)
        .scan(0, |sum, it| {
            *sum += it;
            Some(*sum)
        })
        .take_while(|sum| *sum <= BRACKET)
        .last()?;
    let rest = &rest[..near];
    let end = rest
        .find(close)
        .or_else(|| rest.find("\n\n"))
        .unwrap_or(rest.len());
    let inner = &rest[..end];
    if inner.contains(open) {
        return None;
    }
    let mut found = vocabulary.read(inner)?;
    let closed = rest[end..].starts_with(close);
    let span = Span {
        start,
        end: start + 1 + end + usize::from(closed),
    };
    found.text = text[span.range()]
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    found.span = Some(span);
    Some((span, found))
}

/// For every quotation who signs it.
pub fn attributed(
    text: &str,
    found: &[Quotation],
    signs: &[(Span, Attribution)],
    vocabulary: &Vocabulary,
) -> Vec<Option<Attribution>> {
    let mut all: Vec<Option<Attribution>> = (0..found.len())
        .map(|at| {
            let next = found.get(at + 1).map_or(text.len(), |it| it.outer.start);
            let last = at.checked_sub(1).map_or(0, |at| found[at].outer.end);
            behind(text, found[at].outer.end, next, signs, vocabulary)
                .or_else(|| ahead(text, last, found[at].outer.start, signs, vocabulary))
        })
        .collect();
    // Two halves of one quotation around `, she said,` are signed once.
    for at in (1..found.len()).rev() {
        let between = &text[found[at - 1].outer.end..found[at].outer.start];
        let halves = between.len() <= ASIDE
            && !between.contains(['.', '!', '?', '\n', '('])
            && between
                .trim_start()
                .starts_with(|it: char| it.is_lowercase() || ",–—".contains(it));
        if halves && all[at - 1].is_none() {
            all[at - 1] = all[at].clone();
        }
    }
    all
}

/// What signs a quotation behind it: a bracket, a line behind a dash, or the rest of the sentence.
fn behind(
    text: &str,
    end: usize,
    next: usize,
    signs: &[(Span, Attribution)],
    vocabulary: &Vocabulary,
) -> Option<Attribution> {
    let rest = text.get(end..next)?;
    if let Some((_, found)) = signs
        .iter()
        .find(|it| it.0.start >= end && it.0.start < next.max(end + 1))
        && let Some(span) = found.span
        && is_between(&text[end..span.start])
    {
        return Some(found.clone());
    }
    let skip = rest
        .find(|it: char| !is_between(it.encode_utf8(&mut [0; 4])))
        .unwrap_or(rest.len());
    let at = end + skip;
    // A bracket that names nobody, or says no more than a number.
    if let Some(open) = text[at..]
        .chars()
        .next()
        .filter(|it| matches!(it, '(' | '['))
        && skip <= 12
        && let Some((_, found)) = bracket(text, at, open, vocabulary)
    {
        return Some(found);
    }
    let line_end = |from: usize| text[from..next].find("\n\n").map_or(next, |it| from + it);
    let trimmed = rest.trim_start_matches([' ', '\n', '>', '.', ',', '*', '_']);
    if trimmed.starts_with(['—', '–', '-']) {
        let from = next - trimmed.len();
        let line = text[from..line_end(from)].trim_start_matches(['—', '–', '-', ' ']);
        let line = line
            .split('\n')
            .next()
            .unwrap_or(line)
            .trim()
            .trim_end_matches('.');
        let listed = vocabulary.read(line);
        let named = listed.as_ref().is_some_and(|it| it.respondent.is_some());
        let told = || vocabulary.read_sentence(line);
        if let Some(found) = listed.clone().filter(|_| named).or_else(told).or(listed) {
            return Some(found);
        }
    }
    let sentence = &text[end..line_end(end)];
    let stop = sentence
        .find(". ")
        .or_else(|| sentence.find(".\n"))
        .unwrap_or(sentence.len());
    let sentence = &sentence[..stop];
    let goes_on = sentence
        .trim_start()
        .starts_with(|it: char| it.is_lowercase() || ",–—-(".contains(it))
        || sentence
            .trim_start()
            .to_lowercase()
            .starts_with("respondent")
        || sentence
            .trim_start()
            .to_lowercase()
            .starts_with("респондент");
    (goes_on && sentence.len() <= SENTENCE)
        .then(|| vocabulary.read_sentence(sentence))
        .flatten()
}

/// What signs a quotation ahead of it: the sentence that leads it in, in its own paragraph or, where
/// that ends with a colon or a comma, in the one before. A bracket that signs another quotation does
/// not count.
fn ahead(
    text: &str,
    last: usize,
    start: usize,
    signs: &[(Span, Attribution)],
    vocabulary: &Vocabulary,
) -> Option<Attribution> {
    let mut from = last;
    if let Some((sign, _)) = signs
        .iter()
        .find(|it| it.0.start >= last && it.0.end <= start)
        && is_between(&text[last..sign.start])
    {
        from = sign.end;
    }
    let lead = text.get(from..start)?;
    let whole = lead.trim_end_matches([' ', '\n', '>', '\t', '*', '_']);
    let apart = lead[whole.len()..].contains("\n\n");
    if apart && !whole.ends_with([',', ':', ';']) {
        return None;
    }
    let paragraph = whole.rfind("\n\n").map_or(0, |at| at + 2);
    let sentence = &whole[paragraph..];
    let stop = [". ", ".\n", "! ", "? "]
        .iter()
        .filter_map(|stop| {
            // `no. 306` and the like end no sentence.
            let ends = |at: &usize| !sentence[..*at].to_lowercase().ends_with(" no");
            let all = sentence.match_indices(stop).map(|(at, _)| at);
            all.filter(ends).last().map(|at| (at, stop))
        })
        .map(|(at, stop)| at + stop.len())
        .max();
    let sentence = &sentence[stop.unwrap_or(0)..];
    (sentence.len() <= SENTENCE)
        .then(|| vocabulary.read_sentence(sentence))
        .flatten()
}

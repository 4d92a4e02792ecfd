//! Words of a text as a finding shows them: on one line, those of one side of a talk only, and
//! without words that are redacted.

use super::borders::closing;
use super::told::Told;
use super::words::{Words, words};
use crate::model::redact::{Concealed, mask_of};
use crate::model::span::Span;

/// The most words that are shown of what is only pointed at.
const SHOWN: usize = 24;
/// So many bytes on either side are searched for a name of which a span holds a part.
const NEAR: usize = 400;

/// A text that findings quote from.
#[derive(Clone, Copy)]
pub struct Excerpt<'e> {
    /// The text.
    pub text: &'e str,
    /// The words that may be shown; those of others are missing between them.
    pub words: &'e Words,
    /// Whose words they are, where several speak.
    pub told: Option<&'e Told>,
    /// Words that are not shown.
    pub concealed: &'e [Concealed],
}

impl Excerpt<'_> {
    /// Some words in full. Where somebody else speaks between them, a mark of omission stands.
    pub fn whole(&self, (from, to): (usize, usize)) -> String {
        let to = to.min(self.words.len());
        let mut out = String::new();
        let mut start = from;
        for at in from + 1..=to {
            if at < to && !self.is_parted(at) {
                continue;
            }
            let span = self.words.span(start).union(self.words.span(at - 1));
            out.push_str(&shown(self.text, span, self.concealed));
            if at < to {
                out.push_str(closing(&self.text[span.end..]));
                let others = self.told.is_some_and(|told| told.is_parted(at - 1, at));
                out.push_str(if others { " ... " } else { " " });
            }
            start = at;
        }
        out
    }

    /// Some words with those beside them, in full.
    pub fn around(&self, (from, to): (usize, usize), (before, after): (usize, usize)) -> String {
        self.whole((from.saturating_sub(before), to + after))
    }

    /// Some words, the middle left out where they are many.
    pub fn short(&self, range: (usize, usize)) -> String {
        cut(&self.whole(range))
    }

    /// Whether what is nobody's, or somebody else's, stands before word `at`.
    fn is_parted(&self, at: usize) -> bool {
        let between = self.words.span(at - 1).end..self.words.span(at).start;
        self.told.is_some()
            && self
                .text
                .get(between)
                .is_none_or(|it| !words(it).is_empty())
    }
}

/// What may be shown of the words at `span`, on one line.
pub fn shown(text: &str, span: Span, concealed: &[Concealed]) -> String {
    let hidden = hidden(text, span, concealed);
    let plain: Vec<&str> = hidden.split_whitespace().filter(|it| *it != ">").collect();
    plain.join(" ")
}

/// The words at `span` without those that are redacted. A name of which the span holds a part is hidden
/// whole.
pub fn hidden(text: &str, span: Span, concealed: &[Concealed]) -> String {
    let near = Span {
        start: text.floor_char_boundary(span.start.saturating_sub(NEAR)),
        end: text.ceil_char_boundary(span.end + NEAR),
    };
    let here = &text[near.range()];
    let inside = Span {
        start: span.start - near.start,
        end: span.end - near.start,
    };
    mask_of(here, concealed).printed(here, inside).text
}

/// A text without its middle, where it is long.
pub fn cut(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= SHOWN {
        return words.join(" ");
    }
    let (head, tail) = (SHOWN / 2, words.len() - SHOWN / 2);
    format!("{} … {}", words[..head].join(" "), words[tail..].join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_cut_is_hidden_whole() {
        let text = "We left Verkhny Log in May, and the draft of the wind was cold.";
        let concealed = [Concealed::of("Verkhny Log", "name of village")];
        let all = words(text);
        let of = Excerpt {
            text,
            words: &all,
            told: None,
            concealed: &concealed,
        };
        assert_eq!(of.whole((0, 3)), "We left [name of village]");
        assert_eq!(of.whole((3, 6)), "[name of village] in May");
        assert_eq!(of.around((7, 8), (1, 2)), "and the draft of");
    }

    #[test]
    fn what_is_only_pointed_at_loses_its_middle() {
        let long = "one two three four five six ".repeat(5);
        let all = words(&long);
        let of = Excerpt {
            text: &long,
            words: &all,
            told: None,
            concealed: &[],
        };
        assert_eq!(of.whole((0, 30)), long.trim());
        assert_eq!(of.short((0, 30)).split(' ').count(), 25);
    }
}

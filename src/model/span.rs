//! Positions. Inside the program a position is a byte on a character border; people and other
//! programs count Unicode characters, the browser counts UTF-16. The conversion happens here and
//! is used at the edges only.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use unicode_segmentation::GraphemeCursor;

/// Start and end (exclusive) in a text, in bytes, on character borders, never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Why two numbers are not a span of a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SpanError {
    /// Start is not before end.
    #[error("`{start}-{end}` is empty, expected a start before the end")]
    Empty {
        /// The start that was given.
        start: usize,
        /// The end that was given.
        end: usize,
    },
    /// The end lies behind the text.
    #[error("`{start}-{end}` ends behind the text, which has {length} characters")]
    Beyond {
        /// The start that was given.
        start: usize,
        /// The end that was given.
        end: usize,
        /// Length of the text, in the unit of the numbers.
        length: usize,
    },
    /// A number falls inside a character.
    #[error("`{start}-{end}` cuts a character in two")]
    Border {
        /// The start that was given.
        start: usize,
        /// The end that was given.
        end: usize,
    },
}

impl Span {
    /// The span from byte `start` to byte `end` of `text`; refuses what is empty, beyond the text or
    /// inside a character.
    pub fn new(text: &str, start: usize, end: usize) -> Result<Self, SpanError> {
        if start >= end {
            return Err(SpanError::Empty { start, end });
        }
        if end > text.len() {
            let length = text.len();
            return Err(SpanError::Beyond { start, end, length });
        }
        if !text.is_char_boundary(start) || !text.is_char_boundary(end) {
            return Err(SpanError::Border { start, end });
        }
        Ok(Self { start, end })
    }

    /// The span between two positions counted in Unicode characters.
    pub fn from_chars(text: &str, start: usize, end: usize) -> Result<Self, SpanError> {
        if start >= end {
            return Err(SpanError::Empty { start, end });
        }
        let beyond = |length| SpanError::Beyond { start, end, length };
        let first = byte_of_char(text, start).map_err(beyond)?;
        let last =
            byte_of_char(&text[first..], end - start).map_err(|rest| beyond(start + rest))?;
        Self::new(text, first, first + last)
    }

    /// Start and end counted in Unicode characters, as people and REFI-QDA count.
    pub fn to_chars(self, text: &str) -> (usize, usize) {
        let start = text[..self.start].chars().count();
        (start, start + text[self.range()].chars().count())
    }

    /// The words at this span.
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// The span as a range, for indexing.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether the two share at least one character.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `self` lies wholly inside `other`.
    pub fn within(self, other: Self) -> bool {
        other.start <= self.start && self.end <= other.end
    }

    /// The smallest span that holds both.
    pub fn union(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Widened to grapheme borders, so that no letter loses its accent and no emoji its skin tone.
    pub fn snapped(self, text: &str) -> Self {
        let border = |at: usize, forward: bool| {
            let mut cursor = GraphemeCursor::new(at, text.len(), true);
            if cursor.is_boundary(text, 0).unwrap_or(true) {
                return at;
            }
            let found = if forward {
                cursor.next_boundary(text, 0)
            } else {
                cursor.prev_boundary(text, 0)
            };
            found.ok().flatten().unwrap_or(at)
        };
        Self {
            start: border(self.start, false),
            end: border(self.end, true),
        }
    }

    /// Without white space at its ends; `None` when nothing else is in it.
    pub fn trimmed(self, text: &str) -> Option<Self> {
        let words = self.of(text)?;
        let start = self.start + (words.len() - words.trim_start().len());
        Span::new(text, start, start + words.trim().len()).ok()
    }
}

/// The byte at which character number `at` begins; the number of characters when there are fewer.
fn byte_of_char(text: &str, at: usize) -> Result<usize, usize> {
    if at <= text.len() && text.as_bytes()[..at].is_ascii() {
        return Ok(at);
    }
    let mut count = 0;
    for (byte, _) in text.char_indices() {
        if count == at {
            return Ok(byte);
        }
        count += 1;
    }
    if count == at {
        Ok(text.len())
    } else {
        Err(count)
    }
}

/// Converts many positions of one text between bytes, Unicode characters and UTF-16 units:
/// one pass over the text, then each answer costs at most one step of 512 bytes.
pub struct Positions<'t> {
    text: &'t str,
    /// For every `STEP`-th byte: characters and UTF-16 units that begin before it.
    marks: Vec<(usize, usize)>,
}

const STEP: usize = 512;

/// UTF-8 bytes that begin a character.
fn begins(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

impl<'t> Positions<'t> {
    /// Measures `text` once.
    pub fn of(text: &'t str) -> Self {
        let (mut chars, mut units) = (0, 0);
        let marks = text
            .as_bytes()
            .chunks(STEP)
            .map(|chunk| {
                let mark = (chars, units);
                let begun = chunk.iter().filter(|byte| begins(**byte)).count();
                chars += begun;
                units += begun + chunk.iter().filter(|byte| **byte >= 0xF0).count();
                mark
            })
            .collect();
        Self { text, marks }
    }

    /// Byte to character: how many characters begin before byte `at`.
    pub fn chars(&self, at: usize) -> usize {
        self.count(at).0
    }

    /// Byte to UTF-16: how many units stand before byte `at`.
    pub fn utf16(&self, at: usize) -> usize {
        self.count(at).1
    }

    fn count(&self, at: usize) -> (usize, usize) {
        let at = at.min(self.text.len());
        let step = (at / STEP).min(self.marks.len().saturating_sub(1));
        let (chars, units) = self.marks.get(step).copied().unwrap_or((0, 0));
        let rest = &self.text.as_bytes()[step * STEP..at];
        let begun = rest.iter().filter(|byte| begins(**byte)).count();
        let wide = rest.iter().filter(|byte| **byte >= 0xF0).count();
        (chars + begun, units + begun + wide)
    }

    /// Character to byte; `None` behind the end.
    pub fn byte_of_char(&self, at: usize) -> Option<usize> {
        let step = self
            .marks
            .partition_point(|mark| mark.0 <= at)
            .checked_sub(1);
        let Some(step) = step else {
            return (at == 0).then_some(0);
        };
        let mut left = at - self.marks[step].0;
        for (byte, value) in self.text.as_bytes().iter().enumerate().skip(step * STEP) {
            if begins(*value) {
                if left == 0 {
                    return Some(byte);
                }
                left -= 1;
            }
        }
        (left == 0).then_some(self.text.len())
    }

    /// The span between two characters.
    pub fn span(&self, start: usize, end: usize) -> Result<Span, SpanError> {
        if start >= end {
            return Err(SpanError::Empty { start, end });
        }
        match (self.byte_of_char(start), self.byte_of_char(end)) {
            (Some(first), Some(last)) => Span::new(self.text, first, last),
            _ => {
                let length = self.chars(self.text.len());
                Err(SpanError::Beyond { start, end, length })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_span_refuses_what_is_not_in_the_text() {
        let text = "қыз 🙂!";
        assert!(Span::new(text, 0, 2).is_ok());
        assert!(matches!(
            Span::new(text, 1, 2),
            Err(SpanError::Border { .. })
        ));
        assert!(matches!(
            Span::new(text, 2, 2),
            Err(SpanError::Empty { .. })
        ));
        assert!(matches!(
            Span::new(text, 0, 99),
            Err(SpanError::Beyond { .. })
        ));
        assert_eq!(
            Span::from_chars(text, 4, 9),
            Err(SpanError::Beyond {
                start: 4,
                end: 9,
                length: 6
            })
        );
    }

    #[test]
    fn a_selection_snaps_to_whole_letters_and_emoji() {
        let text = "e\u{301}te\u{301} 👩🏽‍🌾.";
        let inside = Span::new(text, 1, 5).expect("borders");
        assert_eq!(inside.snapped(text).of(text), Some("e\u{301}te\u{301}"));
        let emoji = text.find('👩').expect("emoji");
        let half = Span::new(text, emoji, emoji + '👩'.len_utf8()).expect("borders");
        assert_eq!(half.snapped(text).of(text), Some("👩🏽‍🌾"));
    }

    proptest! {
        #[test]
        fn characters_and_bytes_agree(text in "\\PC{0,1500}", a in 0usize..1500, b in 0usize..1500) {
            let positions = Positions::of(&text);
            let slow = Span::from_chars(&text, a.min(b), a.max(b));
            prop_assert_eq!(&positions.span(a.min(b), a.max(b)), &slow);
            if let Ok(span) = slow {
                let (start, end) = span.to_chars(&text);
                prop_assert_eq!((start, end), (a.min(b), a.max(b)));
                prop_assert_eq!(positions.chars(span.end), end);
                let units = text[..span.end].encode_utf16().count();
                prop_assert_eq!(positions.utf16(span.end), units);
            }
        }
    }
}

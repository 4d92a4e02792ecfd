//! The text of a WebAnno TSV file: put together from its sentences so that its tokens stand at their
//! positions. What positions count (UTF-16 units by the format; some writers count characters) and
//! whether sentences are escaped is told by the tokens.

use super::ExchangeError;
use super::positions::{Reading, STANDARD, Unit, Weighing};
use super::webanno_layers::unescaped;

/// The largest text, in MiB.
const LARGEST_MIB: usize = 64;

/// A token.
pub(super) struct Token {
    start: i64,
    end: i64,
    words: String,
    sentence: usize,
    /// Whether it is a part of the token before it.
    is_part: bool,
}

/// The sentences of a file and their tokens.
#[derive(Default)]
pub(super) struct Sentences {
    /// As they are written, with line ends where they stand on several lines.
    texts: Vec<String>,
    tokens: Vec<Token>,
    in_text: bool,
}

/// A text in which the tokens stand.
pub(super) struct Assembled {
    pub(super) text: String,
    pub(super) unit: Unit,
    /// Whether anything stands in it that is not in the file.
    pub(super) filled: bool,
}

/// How positions are read that count this.
pub(super) fn reading(unit: Unit) -> Reading {
    Reading { unit, ..STANDARD }
}

impl Sentences {
    /// A line of a sentence.
    pub(super) fn text(&mut self, words: &str) {
        match self.texts.last_mut().filter(|_| self.in_text) {
            Some(text) => {
                text.push('\n');
                text.push_str(words);
            }
            None => self.texts.push(words.to_owned()),
        }
        self.in_text = true;
    }

    /// A line that is neither text nor token.
    pub(super) fn pause(&mut self) {
        self.in_text = false;
    }

    /// A token of the last sentence; `1-2.1` is the first part of token `1-2`.
    pub(super) fn token(&mut self, number: &str, start: i64, end: i64, words: &str) {
        self.in_text = false;
        self.tokens.push(Token {
            start,
            end,
            words: unescaped(words),
            sentence: self.texts.len(),
            is_part: number.contains('.'),
        });
    }

    /// All tokens.
    pub(super) fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Positions of what reaches from one token to another, and its words where both are in one
    /// sentence and stand there one after the other.
    pub(super) fn reach(&self, first: usize, last: usize) -> ((i64, i64), String) {
        let (Some(from), Some(to)) = (self.tokens.get(first), self.tokens.get(last)) else {
            return ((0, 0), String::new());
        };
        let place = (from.start, to.end.max(from.end));
        if first == last {
            return (place, from.words.clone());
        }
        (place, self.words_between(first, last).unwrap_or_default())
    }

    /// Words are found by going along the sentence, whatever positions say.
    fn words_between(&self, first: usize, last: usize) -> Option<String> {
        let (from, to) = (self.tokens.get(first)?, self.tokens.get(last)?);
        let text = self.texts.get(from.sentence.checked_sub(1)?)?;
        if from.sentence != to.sentence || from.is_part || to.is_part {
            return None;
        }
        let text = unescaped(text);
        let (mut at, mut start) = (0, None);
        let begin = self.tokens[..first].partition_point(|it| it.sentence < from.sentence);
        for (number, token) in self.tokens.iter().enumerate().take(last + 1).skip(begin) {
            if token.is_part {
                continue;
            }
            let found = at + text.get(at..)?.find(&token.words)?;
            if number == first {
                start = Some(found);
            }
            at = found + token.words.len();
        }
        text.get(start?..at).map(str::to_owned)
    }

    /// The text under the reading that most tokens speak for.
    pub(super) fn assembled(&self) -> Result<Assembled, ExchangeError> {
        let mut best: Option<(usize, Assembled)> = None;
        for unit in [Unit::Utf16, Unit::Characters, Unit::Bytes] {
            for escaped in [true, false] {
                let Some(made) = self.under(unit, escaped)? else {
                    continue;
                };
                let fit = self.fit(&made.text, unit);
                if best.as_ref().is_none_or(|(most, _)| fit > *most) {
                    best = Some((fit, made));
                }
            }
        }
        best.map(|(_, made)| made).ok_or(ExchangeError::Tokens)
    }

    /// Sentences one after the other, each where its first token says; `None` where that cannot be.
    fn under(&self, unit: Unit, escaped: bool) -> Result<Option<Assembled>, ExchangeError> {
        let (mut text, mut at, mut filled) = (String::new(), 0_i64, false);
        let mut tokens = self.tokens.iter().peekable();
        for (number, words) in self.texts.iter().enumerate() {
            let words = match escaped {
                true => unescaped(words),
                false => words.clone(),
            };
            let first = tokens.by_ref().find(|it| it.sentence == number + 1);
            if let Some(first) = first {
                let before = words
                    .find(&first.words)
                    .map_or(0, |byte| length(&words[..byte], unit));
                let gap = first.start - before - at;
                if gap < 0 || gap > (LARGEST_MIB as i64) << 20 {
                    return Ok(None);
                }
                for _ in 0..gap {
                    text.push('\n');
                }
                filled |= gap > 0;
                at += gap;
            }
            at += length(&words, unit);
            text.push_str(&words);
            if text.len() > LARGEST_MIB << 20 {
                return Err(ExchangeError::Large {
                    what: "its text",
                    most: LARGEST_MIB,
                });
            }
        }
        Ok(Some(Assembled { text, unit, filled }))
    }

    /// How many tokens stand at their positions in a text.
    pub(super) fn fit(&self, text: &str, unit: Unit) -> usize {
        let ends: Vec<i64> = self
            .tokens
            .iter()
            .flat_map(|it| [it.start, it.end])
            .collect();
        let bytes = Weighing::bytes(text, reading(unit), &ends);
        let canonical = super::positions::canonical(text);
        let stands = |(token, ends): &(&Token, &[Option<usize>])| match ends {
            [Some(start), Some(end)] => canonical.get(*start..*end) == Some(token.words.as_str()),
            _ => false,
        };
        self.tokens
            .iter()
            .zip(bytes.chunks(2))
            .filter(stands)
            .count()
    }
}

fn length(words: &str, unit: Unit) -> i64 {
    let length = match unit {
        Unit::Characters => words.chars().count(),
        Unit::Utf16 => words.encode_utf16().count(),
        Unit::Bytes => words.len(),
    };
    length as i64
}

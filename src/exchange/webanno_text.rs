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

/// The tokens with their places in their sentences.
pub(super) struct Located<'s> {
    sentences: &'s Sentences,
    texts: Vec<String>,
    places: Vec<Option<(usize, usize)>>,
}

impl Located<'_> {
    /// Positions of what reaches from one token to another, and its words where both are in one
    /// sentence and stand there one after the other.
    pub(super) fn reach(&self, first: usize, last: usize) -> ((i64, i64), String) {
        let tokens = &self.sentences.tokens;
        let (Some(from), Some(to)) = (tokens.get(first), tokens.get(last)) else {
            return ((0, 0), String::new());
        };
        let place = (from.start, to.end.max(from.end));
        if first == last {
            return (place, from.words.clone());
        }
        let words = || {
            let text = self.texts.get(from.sentence.checked_sub(1)?)?;
            let start = self.places.get(first)?.as_ref()?.0;
            let end = self.places.get(last)?.as_ref()?.1;
            text.get(start..end)
                .filter(|_| from.sentence == to.sentence)
        };
        (place, words().unwrap_or_default().to_owned())
    }
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

    /// Where each token stands in its sentence, whatever positions say: found by going along it.
    pub(super) fn located(&self) -> Located<'_> {
        let texts: Vec<String> = self.texts.iter().map(|it| unescaped(it)).collect();
        let mut places: Vec<Option<(usize, usize)>> = Vec::with_capacity(self.tokens.len());
        let (mut sentence, mut at) = (0, Some(0));
        for token in &self.tokens {
            if token.sentence != sentence {
                (sentence, at) = (token.sentence, Some(0));
            }
            if token.is_part {
                places.push(None);
                continue;
            }
            let text = sentence.checked_sub(1).and_then(|it| texts.get(it));
            // One that is not found leaves no way to find those after it.
            let found = at.zip(text).and_then(|(at, text)| {
                let start = at + text.get(at..)?.find(&token.words)?;
                Some((start, start + token.words.len()))
            });
            at = found.map(|it| it.1);
            places.push(found);
        }
        Located {
            sentences: self,
            texts,
            places,
        }
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
        let mut tokens = self.tokens.as_slice();
        for (number, words) in self.texts.iter().enumerate() {
            let words = match escaped {
                true => unescaped(words),
                false => words.clone(),
            };
            tokens = &tokens[tokens.partition_point(|it| it.sentence <= number)..];
            if let Some(first) = tokens.first().filter(|it| it.sentence == number + 1) {
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

//! What stands around a number in a draft, and which of some names it names, in whatever form.

use super::draft::Draft;
use crate::model::sentence::sentences;
use crate::model::span::Span;
use crate::model::words::words;

/// Words that stand near a number.
pub struct Around {
    /// Folded words with their distance from the number, in bytes.
    words: Vec<(String, usize)>,
}

impl Around {
    /// The words of a text that is all as near.
    pub fn all(text: &str) -> Self {
        Self {
            words: words(text, None).map(|it| (it.folded, 0)).collect(),
        }
    }

    /// The words of the sentence of a number.
    pub fn in_sentence(draft: &Draft, paragraphs: &[Span], number: Span) -> Self {
        let text = &draft.text;
        let whole = Span {
            start: 0,
            end: text.len(),
        };
        let here = paragraphs
            .iter()
            .find(|it| it.start <= number.start && number.end <= it.end);
        let paragraph = here.copied().unwrap_or(whole);
        let all = sentences(text, paragraph);
        let sentence = all
            .iter()
            .find(|it| it.start <= number.start && number.start < it.end);
        let sentence = sentence.copied().unwrap_or(paragraph);
        let mut near = Vec::new();
        for word in words(&text[sentence.range()], None) {
            let at = sentence.start + word.span.start;
            // The number itself names nothing.
            if (number.start..number.end).contains(&at) {
                continue;
            }
            let apart = match at < number.start {
                // What a number counts stands behind it more often than before it.
                true => (number.start - at) * 3 / 2,
                false => at.saturating_sub(number.end),
            };
            near.push((word.folded, apart));
        }
        Self { words: near }
    }

    /// The name all of whose words are here in some form, the nearest; of several as near the longest.
    pub fn nearest<'n>(&self, names: &[&'n str]) -> Option<&'n str> {
        let apart = |name: &str| -> Option<usize> {
            let mut farthest = 0;
            let mut any = false;
            for word in words(name, None) {
                let same = self
                    .words
                    .iter()
                    .filter(|(it, _)| is_form(&word.folded, it));
                farthest = farthest.max(same.map(|(_, apart)| *apart).min()?);
                any = true;
            }
            any.then_some(farthest)
        };
        let found = names.iter().filter_map(|name| Some((apart(name)?, *name)));
        found
            .min_by_key(|(apart, name)| (*apart, usize::MAX - name.len(), *name))
            .map(|(_, name)| name)
    }

    /// Whether one of these words is here.
    pub fn has(&self, names: &[&str]) -> bool {
        self.words
            .iter()
            .any(|(it, _)| names.contains(&it.as_str()))
    }
}

/// Whether a name can be told from other words: not a number, and no plain yes or no.
pub fn says_something(name: &str) -> bool {
    let plain = ["yes", "no", "да", "нет", "иә", "жоқ"];
    name.chars().any(char::is_alphabetic) && !plain.contains(&name.to_lowercase().as_str())
}

/// Whether two words are forms of one: they begin alike, and little follows.
fn is_form(name: &str, word: &str) -> bool {
    let letters = |it: &str| it.chars().count();
    let same = name
        .chars()
        .zip(word.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let long = letters(name).max(letters(word));
    name == word || (same >= 4 && long - same <= 3) || (same >= 3 && long - same <= 1)
}

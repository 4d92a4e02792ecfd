//! What stands around a number in a draft, and which of some names it names, in whatever form.

use std::sync::LazyLock;

use regex::Regex;

use super::draft::Draft;
use crate::model::sentence::sentences;
use crate::model::span::Span;
use crate::model::words::words;

/// Where a sentence goes on with some of those it has just counted.
pub static OF_WHOM: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?i)\b(?:of (?:whom|which|them|these)|including|из них|из которых|в том числе|оның ішінде|олардың)\b";
    Regex::new(pattern).expect("the pattern is written above")
});

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

    /// The words of the sentence of a number that may name what was counted, and those that may name who.
    /// `numbers` are all numbers of the draft. What stands behind `of whom` is not of the numbers before.
    pub fn in_sentence(
        draft: &Draft,
        paragraphs: &[Span],
        number: Span,
        numbers: &[Span],
    ) -> (Self, Self) {
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
        let turns: Vec<usize> = OF_WHOM
            .find_iter(&text[sentence.range()])
            .map(|it| sentence.start + it.start())
            .collect();
        // The part that begins with the last turn before the end of the number.
        let last = turns.iter().copied().rfind(|it| *it < number.end);
        let from = last.unwrap_or(sentence.start);
        let next = turns.iter().copied().find(|it| *it >= number.end);
        let to = next.unwrap_or(sentence.end);
        let (mut what, mut whom) = (Vec::new(), Vec::new());
        for word in words(&text[sentence.range()], None) {
            let (start, end) = (
                sentence.start + word.span.start,
                sentence.start + word.span.end,
            );
            if start >= to {
                break;
            }
            let apart = match (start < number.start, start >= number.end) {
                // What a number counts stands behind it more often than before it.
                (true, _) => {
                    (number.start - start) * 3 / 2 + bounds(text, end, number.start, numbers)
                }
                (_, true) => start - number.end + bounds(text, number.end, start, numbers),
                // Within `2 of 11 migrants (18 %)`; its figures name nothing.
                _ if word.folded.chars().all(|it| it.is_ascii_digit()) => continue,
                _ => 0,
            };
            if start >= from {
                whom.push((word.folded.clone(), apart));
            }
            what.push((word.folded, apart));
        }
        (Self { words: what }, Self { words: whom })
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

/// How much farther away words are for what stands between, in bytes: commas, `and`, other numbers.
fn bounds(text: &str, from: usize, to: usize, numbers: &[Span]) -> usize {
    const APART: usize = 60;
    let between = text.get(from..to).unwrap_or_default();
    let signs = [", ", "; ", " and ", " и ", " және "];
    let signs: usize = signs.iter().map(|it| between.matches(it).count()).sum();
    let within = |it: &&Span| from <= it.start && it.end <= to;
    APART * (signs + numbers.iter().filter(within).count())
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

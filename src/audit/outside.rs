//! What stands before a bracket and describes whom it names: `a 15-year-old girl (306)`.

use super::ages::ages_within;
use super::attribution::{Attribution, Vocabulary, squeezed};
use super::genders::{Gender, gender};

/// Words that may stand between a word for somebody and the bracket.
const BETWEEN: &[&str] = &[
    "of", "from", "in", "aged", "age", "at", "with", "who", "years", "year", "лет", "год", "года",
    "из", "в", "с",
];

impl Vocabulary {
    /// Adds to what a bracket says the facts that the words right before it give, where it has none.
    pub(super) fn add_outside(&self, before: &str, found: &mut Attribution) {
        let flat = before.replace(['\n', '>', '*', '\u{a0}'], " ");
        let phrase = phrase(&flat);
        let person = person(phrase);
        if found.genders.is_empty()
            && let Some((_, word)) = &person
        {
            found.genders.push(word.clone());
        }
        let whole = squeezed(phrase);
        let category = self
            .categories()
            .filter(|(key, _)| key.chars().count() > 3 && whole.ends_with(key.as_str()))
            .max_by_key(|(key, _)| key.len());
        if found.categories.is_empty()
            && let Some((_, name)) = category
        {
            found.categories.push(name.clone());
        }
        let is_person = |word: &str| gender(word).is_some() || self.ends_category(word);
        let ages = ages_within(phrase, &is_person);
        if found.ages.is_empty()
            && (person.is_some() || category.is_some())
            && let [(_, age)] = ages.as_slice()
        {
            found.ages.push(*age);
        }
    }
}

/// The last part of a sentence: behind the last mark, or the one before it where only figures follow.
fn phrase(flat: &str) -> &str {
    let flat = flat.trim_end();
    let stop = |it: char| ".;:!?()[]“”„«»\"—–".contains(it);
    let start = flat
        .char_indices()
        .rev()
        .find(|(_, it)| stop(*it))
        .map_or(0, |(at, it)| at + it.len_utf8());
    let last = &flat[start..];
    let tail = |at: usize| last[at + 1..].chars().any(char::is_alphabetic);
    match last.rfind(',').filter(|at| tail(*at)) {
        Some(at) => last[at + 1..].trim(),
        None => last.trim(),
    }
}

/// The word for the one whom the phrase ends with, if it speaks of one gender only.
fn person(phrase: &str) -> Option<(Gender, String)> {
    let words: Vec<&str> = phrase
        .split(|it: char| it.is_whitespace() || it == ',')
        .filter(|it| !it.is_empty())
        .collect();
    let mut found: Option<(Gender, String)> = None;
    for (at, word) in words.iter().enumerate() {
        // `the boy’s neighbour` is not the boy.
        let owner = word.contains(['’', '\'']);
        let bare = word.trim_matches(|it: char| !it.is_alphanumeric());
        let pronoun = bare.chars().count() < 3 || ["she"].contains(&bare.to_lowercase().as_str());
        let Some(of) = gender(bare).filter(|_| !pronoun) else {
            continue;
        };
        if owner || found.as_ref().is_some_and(|it| it.0 != of) {
            return None;
        }
        let near = words.get(at + 1).is_none_or(|next| {
            let next = next.to_lowercase();
            BETWEEN.contains(&next.as_str()) || next.starts_with(|it: char| it.is_ascii_digit())
        });
        if !near {
            return None;
        }
        found = Some((of, bare.to_owned()));
    }
    found
}

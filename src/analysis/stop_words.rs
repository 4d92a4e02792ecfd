//! Words that say little about what a text is about, language by language: the lists of NLTK, else of
//! Stopwords ISO.

use std::collections::HashSet;

use crate::model::words::words;

/// Conjunctions and particles that the list of a language leaves out.
const LEFT_OUT: &[(&str, &[&str])] = &[(
    "kk",
    &["және", "бен", "пен", "да", "де", "та", "те", "үшін", "деп"],
)];

/// The stop words of these languages (BCP 47), folded as words of texts are, and the languages that
/// there is no list for.
pub fn stop_words<'l>(
    languages: impl IntoIterator<Item = &'l str>,
) -> (HashSet<String>, Vec<&'l str>) {
    let mut found = HashSet::new();
    let mut without = Vec::new();
    for language in languages {
        let base = language.split(['-', '_']).next().unwrap_or(language);
        match stop_words::lookup(base) {
            Some(list) => {
                let more = LEFT_OUT.iter().filter(|(tag, _)| *tag == base);
                let more = more.flat_map(|(_, words)| words.iter());
                let all = list.iter().chain(more);
                let folded = all.flat_map(|it| words(it, Some(base)));
                found.extend(folded.map(|it| it.folded));
            }
            None => without.push(language),
        }
    }
    (found, without)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_of_the_field_have_lists_and_others_are_named() {
        for (language, word) in [
            ("en", "the"),
            ("en-GB", "don"),
            ("ru", "еще"),
            ("kk", "және"),
            ("uz", "bilan"),
            ("tg", "ва"),
        ] {
            let (words, without) = stop_words([language]);
            assert!(words.contains(word), "{language} {word}");
            assert!(without.is_empty());
        }
        assert_eq!(stop_words(["xx", "en"]).1, ["xx"]);
    }
}

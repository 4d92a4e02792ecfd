//! Countries by whatever they are written as: a code, or a name in English, Russian or Kazakh.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::nearest::nearest;
use super::place::folded;
use super::toponym::{likeness, sound};

/// Codes and names, a country a line. Where they are from stands at its head.
const TEXT: &str = include_str!("countries.txt");

/// Alpha-2 codes of ISO 3166-1 by every code and name, folded.
static CODES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let lines = TEXT.lines().filter(|it| !it.starts_with('#'));
    let spelled = lines.flat_map(|line| {
        let code = line.split('|').next().unwrap_or(line);
        line.split('|').map(move |it| (folded(it), code))
    });
    spelled.collect()
});

/// The alpha-2 code of ISO 3166-1 of a country; `None` for what is no code and no name of one.
pub fn code(word: &str) -> Option<&'static str> {
    CODES.get(&folded(word)).copied()
}

/// What a country that is written as `word` is called in a language (`en`, `ru` or `kk`); `None` for what
/// is no country that is known, and for other languages.
pub fn called(word: &str, tag: &str) -> Option<&'static str> {
    let code = code(word)?;
    let mut lines = TEXT.lines();
    let line = lines.find(|it| it.split('|').next() == Some(code))?;
    let mut names = line.split('|').skip(2);
    let (english, russian, next) = (names.next()?, names.next(), names.next());
    // A name that is the same in Kazakh as in Russian stands there once; other English ones come last.
    let is_latin = |it: &str| it.starts_with(|letter: char| letter.is_ascii_alphabetic());
    match tag {
        "en" => Some(english),
        "ru" => russian,
        "kk" => next.filter(|it| !is_latin(it)).or(russian),
        _ => None,
    }
}

/// The country whose name looks most like a word that is no country that is known.
pub fn near(word: &str) -> Option<String> {
    if word.trim().is_empty() || code(word).is_some() {
        return None;
    }
    let lines = TEXT.lines().filter(|it| !it.starts_with('#'));
    let names = lines.flat_map(|line| line.split('|').skip(2));
    nearest(word.trim(), names).into_iter().next()
}

/// What is the same for all ways to write one country: its code, or else what the word sounds like.
pub fn key(word: &str) -> String {
    code(word).map_or_else(|| sound(word), str::to_owned)
}

/// Whether two words, neither of them empty, may be one country: the same one, or, where either is no
/// country that is known, words that are alike.
pub fn may_be_one(one: &str, other: &str) -> bool {
    match (code(one), code(other)) {
        (Some(one), Some(other)) => one == other,
        _ => likeness(one, other).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_in_three_languages_are_one_country() {
        for word in ["KZ", "kaz", "Kazakhstan", "Казахстан", " Қазақстан "] {
            assert_eq!(key(word), "KZ", "{word}");
        }
        assert_eq!(code("РФ"), code("Russia"));
        assert_ne!(key("Kazakhstan"), key("Kyrgyzstan"));
        assert_eq!(code("Aland Free Port"), None);
        assert_eq!(key("Бланд"), key("Bland"), "by its sound");
    }

    #[test]
    fn countries_are_called_in_three_languages() {
        let of = |word| ["en", "ru", "kk", "de"].map(|tag| called(word, tag));
        let names = ["Kazakhstan", "Казахстан", "Қазақстан"].map(Some);
        assert_eq!(of("KZ")[..3], names);
        assert_eq!(of("Қазақстан")[3], None);
        // One name for two languages, and other English ones after it.
        assert_eq!(of("Vietnam")[1..3], [Some("Вьетнам"); 2]);
        assert_eq!(of("Bland"), [None; 4]);
        for line in TEXT.lines().filter(|it| !it.starts_with('#')) {
            let code = line.split('|').next().expect("a code");
            for tag in ["ru", "kk"] {
                let name = called(code, tag).expect("a name");
                let is_latin = name.starts_with(|it: char| it.is_ascii_alphabetic());
                assert!(!is_latin, "{code} in {tag}: {name}");
            }
        }
    }

    #[test]
    fn no_word_is_two_countries() {
        let mut seen: HashMap<String, &str> = HashMap::new();
        for line in TEXT.lines().filter(|it| !it.starts_with('#')) {
            let code = line.split('|').next().expect("a code");
            for word in line.split('|') {
                let before = seen.insert(folded(word), code);
                assert!(before.is_none_or(|it| it == code), "{word}");
            }
        }
        assert!(seen.len() > 900);
    }

    #[test]
    fn countries_that_are_known_are_not_one_because_they_sound_alike() {
        assert!(may_be_one("KZ", "Қазақстан") && may_be_one("Bland", "Бланд"));
        assert!(!may_be_one("Iran", "Iraq") && !may_be_one("Niger", "Nigeria"));
    }
}

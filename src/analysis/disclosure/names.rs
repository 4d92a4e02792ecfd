//! Words that may name a person or a place: those of a list in any of their forms, and those with a
//! capital letter where ordinary words have none. Suggestions, not proofs: somebody looks at each.

use std::collections::HashSet;

use super::calendar::is_of_calendar;
use super::kinship::is_of_kinship;
use super::patterns::{Pattern, found};
use crate::model::span::Span;
use crate::model::speaker::is_role;
use crate::model::words::{Word, words};

/// Endings of Russian nouns and of what is made of them like an adjective.
const RUSSIAN: &[&str] = &[
    "", "а", "я", "у", "ю", "е", "и", "ы", "о", "ой", "ей", "ою", "ею", "ом", "ем", "ам", "ям",
    "ами", "ями", "ах", "ях", "ов", "ев", "ий", "ий", "ого", "его", "ому", "ему", "ым", "им", "ую",
    "юю", "ое", "ее", "ая", "яя", "ые", "ие", "ых", "их",
];
/// Case endings of Kazakh nouns.
const KAZAKH: &[&str] = &[
    "да", "де", "та", "те", "нда", "нде", "дан", "ден", "тан", "тен", "нан", "нен", "ға", "ге",
    "қа", "ке", "на", "не", "ды", "ді", "ты", "ті", "ны", "ні", "ның", "нің", "дың", "дің", "тың",
    "тің", "мен", "бен", "пен", "лық", "лік", "дық", "дік", "тық", "тік", "дағы", "дегі", "тағы",
    "тегі",
];
/// Vowels and signs that a Russian noun changes when it is declined.
const CHANGING: &[char] = &['а', 'я', 'о', 'е', 'ы', 'и', 'у', 'ю', 'й', 'ь'];
/// A stem shorter than this proves nothing.
const STEM: usize = 3;

/// Abbreviations before a name, after whose full stop no sentence begins.
const BEFORE_NAMES: &[&str] = &[
    "г", "гг", "с", "п", "ул", "пос", "обл", "дер", "им", "mr", "mrs", "ms", "dr", "prof", "st",
];
/// English words that have a capital letter and name nobody.
const CAPITALS: &[&str] = &["i", "god", "ok"];

/// A name of a list with what is printed for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    folded: Vec<String>,
    /// What is printed for it.
    pub shown: String,
}

impl Entry {
    /// A name, in the form of the nominative.
    pub fn new(name: &str, shown: &str) -> Self {
        Self {
            folded: words(name, None).map(|it| it.folded).collect(),
            shown: shown.to_owned(),
        }
    }
}

/// Where names of the list stand in `text`, in any of their forms, with the number of the entry. A
/// word that begins like a name must have a capital letter or be the name itself.
pub fn listed(text: &str, entries: &[Entry]) -> Vec<(Span, usize)> {
    let here: Vec<Word> = words(text, None).collect();
    let mut found = Vec::new();
    for (number, entry) in entries
        .iter()
        .enumerate()
        .filter(|(_, it)| !it.folded.is_empty())
    {
        for some in here.windows(entry.folded.len()) {
            let span = some[0].span.union(some[some.len() - 1].span);
            let exact = some
                .iter()
                .zip(&entry.folded)
                .all(|(it, name)| it.folded == *name);
            let is_form = some
                .iter()
                .zip(&entry.folded)
                .all(|(it, name)| is_form_of(&it.folded, name) && is_capital(text, it.span));
            if exact || is_form {
                found.push((span, number));
            }
        }
    }
    found.sort_by_key(|(span, number)| (span.start, std::cmp::Reverse(span.end), *number));
    // Of names inside one another, the longest.
    let mut kept: Vec<(Span, usize)> = Vec::new();
    for (span, number) in found {
        if kept.last().is_none_or(|(last, _)| last.end <= span.start) {
            kept.push((span, number));
        }
    }
    kept
}

/// Whether `word` is `name` in some case; both folded.
pub fn is_form_of(word: &str, name: &str) -> bool {
    let ends = |rest: Option<&str>, endings: &[&str]| rest.is_some_and(|it| endings.contains(&it));
    if word == name {
        return true;
    }
    let cyrillic = |it: &str| {
        it.chars()
            .any(|letter| ('\u{400}'..='\u{52f}').contains(&letter))
    };
    if !cyrillic(name) {
        return ends(word.strip_prefix(name), &["s", "es"]) && name.chars().count() >= STEM;
    }
    let mut stems = vec![name.to_owned(), name.trim_end_matches(CHANGING).to_owned()];
    // A vowel that comes and goes: `Городок`, `Городке`; `Орел`, `Орле`.
    let letters: Vec<char> = name.chars().collect();
    if let [before @ .., vowel, last] = letters.as_slice()
        && matches!(vowel, 'о' | 'е')
        && matches!(last, 'к' | 'ц' | 'л' | 'н')
    {
        stems.push(before.iter().chain([last]).collect());
    }
    let long = |stem: &&String| stem.chars().count() >= STEM;
    ends(word.strip_prefix(name), KAZAKH)
        || stems
            .iter()
            .filter(long)
            .any(|stem| ends(word.strip_prefix(stem.as_str()), RUSSIAN))
}

/// The ordinary words of texts: those that stand somewhere without a capital letter, folded.
#[derive(Debug, Clone, Default)]
pub struct Ordinary {
    words: HashSet<String>,
}

impl Ordinary {
    /// Adds what a text knows, e-mail addresses aside.
    pub fn learn(&mut self, text: &str, language: Option<&str>) {
        let addresses = found(text, Pattern::Email);
        for word in words(text, language) {
            let first = text[word.span.start..].chars().next();
            let is_word = !addresses.iter().any(|it| word.span.within(*it));
            if is_word && first.is_some_and(|it| !it.is_uppercase()) {
                self.words.insert(word.folded);
            }
        }
    }

    /// Adds words, folded, that are ordinary everywhere.
    pub fn add(&mut self, more: impl IntoIterator<Item = String>) {
        self.words.extend(more);
    }

    fn has(&self, folded: &str) -> bool {
        self.words.contains(folded)
            || CAPITALS.contains(&folded)
            || is_of_calendar(folded)
            || is_role(folded)
    }
}

/// Folded words that stand in `text` with a capital letter inside a sentence, and nowhere without one.
/// None in languages in which every noun has a capital letter.
pub fn capitalised(text: &str, language: Option<&str>, ordinary: &Ordinary) -> HashSet<String> {
    if language.is_some_and(|it| it == "de" || it.starts_with("de-")) {
        return HashSet::new();
    }
    words(text, language)
        .filter(|it| is_name_like(text, it, ordinary) && !begins_sentence(text, it.span.start))
        .map(|it| it.folded)
        .collect()
}

/// Where the words `names` stand in `text` with a capital letter, at the beginning of a sentence too.
/// Names side by side are one, with what begins a sentence before them and is no ordinary word.
pub fn places(
    text: &str,
    language: Option<&str>,
    names: &HashSet<String>,
    ordinary: &Ordinary,
) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut waiting: Option<Span> = None;
    for word in words(text, language) {
        let like = is_name_like(text, &word, ordinary);
        if like && names.contains(&word.folded) {
            let before = waiting
                .take()
                .filter(|it| are_neighbours(text, *it, word.span));
            let span = before.map_or(word.span, |it| it.union(word.span));
            match found.last_mut() {
                Some(last) if are_neighbours(text, *last, span) => *last = last.union(span),
                _ => found.push(span),
            }
        } else {
            waiting = like.then_some(word.span);
        }
    }
    found
}

fn is_name_like(text: &str, word: &Word, ordinary: &Ordinary) -> bool {
    let raw = word.span.of(text).unwrap_or_default();
    is_capital(text, word.span)
        && raw.chars().count() > 1
        && raw.chars().any(char::is_lowercase)
        && !ordinary.has(&word.folded)
        && (!is_of_kinship(&word.folded) || text[..word.span.start].ends_with('-'))
}

fn is_capital(text: &str, span: Span) -> bool {
    let first = span.of(text).and_then(|it| it.chars().next());
    first.is_some_and(char::is_uppercase)
}

fn are_neighbours(text: &str, one: Span, next: Span) -> bool {
    matches!(
        text.get(one.end..next.start),
        Some(" " | "-" | "\u{a0}" | "’" | "'")
    )
}

/// Whether a sentence, a line or direct speech begins at `at`.
fn begins_sentence(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\u{a0}', '\t']);
    // Marks of Markdown are no words.
    let bare =
        before.trim_end_matches(['(', '[', '–', '—', '-', '*', '_', '#', '>', ' ', '\u{a0}']);
    // What is told in brackets is no part of the sentence around it.
    if let Some(inner) = bare.strip_suffix(']')
        && let Some(open) = inner.rfind('[')
    {
        return inner.ends_with(['.', '!', '?']) || begins_sentence(text, open);
    }
    match bare.chars().next_back() {
        None | Some('\n' | '!' | '?' | '…' | ':' | '"' | '“' | '„' | '«' | '‘' | '\'') => {
            true
        }
        Some('.') => {
            let sentence = bare.trim_end_matches('.');
            let last = sentence.rsplit(|it: char| !it.is_alphabetic()).next();
            !last.is_some_and(|it| BEFORE_NAMES.contains(&it.to_lowercase().as_str()))
        }
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suggested(text: &str, language: &str) -> Vec<String> {
        let mut ordinary = Ordinary::default();
        ordinary.add(super::super::super::stop_words::stop_words([language]).0);
        ordinary.learn(text, Some(language));
        let names = capitalised(text, Some(language), &ordinary);
        let found = places(text, Some(language), &names, &ordinary).into_iter();
        found
            .filter_map(|it| it.of(text))
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn capital_letters_inside_a_sentence_tell_names_and_then_their_other_places() {
        let text = "Winter was hard. We went to Verkhny Log on Monday, and I saw Dana. Dana said nothing. \
                    The winter went on; Timur Berg came. “Nobody came,” she said.";
        assert_eq!(
            suggested(text, "en"),
            ["Verkhny Log", "Dana", "Dana", "Timur Berg"]
        );
        let russian =
            "Мы жили в Сергеевке, потом в г. Семей. Зимой Айгуль уехала. Было холодно зимой.";
        assert_eq!(suggested(russian, "ru"), ["Сергеевке", "Семей", "Айгуль"]);
        let kazakh = "Біз Қарағандыда тұрдық, сосын Айгүл келді.";
        assert_eq!(suggested(kazakh, "kk"), ["Қарағандыда", "Айгүл"]);
        assert_eq!(
            suggested("Wir hatten keine Kohle.", "de"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn relatives_are_no_names_and_who_is_named_beside_them_is() {
        let text = "I asked Mum and Papa, then Aunt Dana. We told Dad. The Mama of Timur came.";
        assert_eq!(suggested(text, "en"), ["Dana", "Timur"]);
        let russian =
            "Я сказала Маме и Папе. Потом к Апе, и Ата пришёл. Тогда Айгуль уехала в Алма-Ата.";
        assert_eq!(suggested(russian, "ru"), ["Айгуль", "Алма-Ата"]);
        let kazakh = "Мен Апама айттым. Сосын Атам мен Айгүл келді.";
        assert_eq!(suggested(kazakh, "kk"), ["Айгүл"]);
    }

    #[test]
    fn speakers_days_months_and_beginnings_of_sentences_are_no_names() {
        let text = "**Interviewer:** And on Mondays?\n\n**Respondent:** Mostly. I told the Interviewer in May. \
                    [laughs] Working there [pause] Dana came. [She smiles.] Nets were torn.\n";
        assert_eq!(suggested(text, "en"), ["Dana"]);
        let russian = "**Ответ:** Зимой мы спали. [Смеётся.] Охрана была. По Средам, а в Январе нет, и Айгуль ушла.";
        assert_eq!(suggested(russian, "ru"), ["Айгуль"]);
        let kazakh = "Жауап: [үндемей қалды] Шешем келді. Сосын Сенбіде Айгүл кетті.";
        assert_eq!(suggested(kazakh, "kk"), ["Айгүл"]);
        // Names after something in brackets, inside a sentence, are names.
        assert_eq!(suggested("We saw [laughs] Timur there.", "en"), ["Timur"]);
    }

    #[test]
    fn a_name_before_one_that_is_known_belongs_to_it() {
        assert_eq!(
            suggested("He met Berg. Timur Berg left.", "en"),
            ["Berg", "Timur Berg"]
        );
    }

    #[test]
    fn names_of_a_list_are_found_in_their_cases() {
        let entries = [
            Entry::new("Сергеевка", "село"),
            Entry::new("Қарағанды", "қала"),
            Entry::new("Городок", "село"),
            Entry::new("Верхний Лог", "село"),
            Entry::new("Oakby", "town"),
        ];
        let text = "в Сергеевке, из Сергеевки, за Сергеевкой; Қарағандыға, Қарағандыдан; в Городке; в Верхнем Логе; \
                    Oakby’s well; сергеев; Сергей; городской";
        let found: Vec<&str> = listed(text, &entries)
            .into_iter()
            .filter_map(|(it, _)| it.of(text))
            .collect();
        assert_eq!(
            found,
            [
                "Сергеевке",
                "Сергеевки",
                "Сергеевкой",
                "Қарағандыға",
                "Қарағандыдан",
                "Городке",
                "Верхнем Логе",
                "Oakby"
            ]
        );
    }
}

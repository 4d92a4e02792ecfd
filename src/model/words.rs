//! Words of a text, folded so that spellings of one word are equal. Pure. The index and the marks in
//! the text are made by this one rule.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::span::Span;

/// The longest word, in characters; what is longer (a line of noise) is cut.
const LONGEST: usize = 100;

/// The apostrophe that is a letter.
const LETTER_APOSTROPHE: char = '\u{2bb}';

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// How it is compared: composed (NFC), lower case, `ё` as `е`, without soft hyphens, Hebrew and
    /// Arabic points and the Arabic stretch.
    pub folded: String,
}

/// The words of `text` in order. A word is a run of letters, digits and their marks, so that
/// `co-founder` and `don't` are two words side by side; in scripts that do not part words, every
/// letter is one. `language` tells whether an apostrophe is a letter (Uzbek).
pub fn words<'t>(text: &'t str, language: Option<&str>) -> Words<'t> {
    Words {
        text,
        at: 0,
        uzbek: language == Some("uz"),
    }
}

/// The words of a text, one after the other.
pub struct Words<'t> {
    text: &'t str,
    at: usize,
    uzbek: bool,
}

impl Words<'_> {
    /// The next word: where it stands, with its folded form written to `folded`.
    pub fn next_into(&mut self, folded: &mut String) -> Option<Span> {
        loop {
            let span = self.next_span()?;
            let raw = &self.text[span.start..span.end];
            folded.clear();
            fold_into(raw, folded);
            if !folded.is_empty() {
                return Some(span);
            }
        }
    }

    /// How many there are.
    pub fn how_many(mut self) -> usize {
        let mut folded = String::new();
        std::iter::from_fn(|| self.next_into(&mut folded)).count()
    }

    fn next_span(&mut self) -> Option<Span> {
        match self.plain_span() {
            Some(span) => {
                self.at = span.end;
                Some(span)
            }
            None => self.any_span(),
        }
    }

    /// The next word where it and what stands around it are ASCII: most of most texts, and quickly
    /// told. `None` where it takes a closer look.
    fn plain_span(&self) -> Option<Span> {
        let bytes = &self.text.as_bytes()[self.at..];
        let in_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
        let lead = bytes.iter().position(|it| in_word(it) || !it.is_ascii())?;
        let run = bytes[lead..].iter().take_while(|it| in_word(it)).count();
        let next = bytes.get(lead + run);
        let plain =
            next.is_none_or(|it| it.is_ascii() && !(self.uzbek && matches!(it, b'\'' | b'`')));
        let start = self.at + lead;
        (run > 0 && plain).then_some(Span {
            start,
            end: start + run,
        })
    }

    fn any_span(&mut self) -> Option<Span> {
        let rest = &self.text[self.at..];
        let (lead, first) = rest
            .char_indices()
            .find(|(_, letter)| letter.is_alphanumeric() || *letter == '_')?;
        let start = self.at + lead;
        let alone = stands_alone(first);
        let mut end = start + first.len_utf8();
        let mut before = first;
        let mut letters = self.text[end..].char_indices().peekable();
        let from = end;
        while let Some((at, letter)) = letters.next() {
            let part =
                belongs(letter) && !(letter.is_alphanumeric() && (alone || stands_alone(letter)));
            let after = letters.peek().map(|(_, next)| *next);
            if !part && !self.is_letter_apostrophe(before, letter, after) {
                break;
            }
            end = from + at + letter.len_utf8();
            before = letter;
        }
        self.at = end;
        Some(Span { start, end })
    }

    /// `‘` between two letters is always one (an opening quotation mark is never there); `'` and `’`
    /// only in Uzbek, where elsewhere they part two words.
    fn is_letter_apostrophe(&self, before: char, letter: char, after: Option<char>) -> bool {
        let inside = before.is_alphabetic() && after.is_some_and(char::is_alphabetic);
        inside && (letter == '\u{2018}' || (self.uzbek && is_apostrophe(letter)))
    }
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let mut folded = String::new();
        let span = self.next_into(&mut folded)?;
        Some(Word { span, folded })
    }
}

/// `text` with the apostrophes that are letters in Uzbek made plain, so that its words are the same
/// whoever reads it.
pub fn with_plain_apostrophes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut end = 0;
    for word in words(text, Some("uz")) {
        plain.push_str(&text[end..word.span.start]);
        let letters = text[word.span.start..word.span.end].chars();
        plain.extend(letters.map(|letter| match is_apostrophe(letter) {
            true => LETTER_APOSTROPHE,
            false => letter,
        }));
        end = word.span.end;
    }
    plain.push_str(&text[end..]);
    plain
}

fn fold_into(word: &str, folded: &mut String) {
    if word.is_ascii() && !word.contains(is_apostrophe) {
        folded.extend(
            word.chars()
                .take(LONGEST)
                .map(|letter| letter.to_ascii_lowercase()),
        );
        return;
    }
    let word: Cow<'_, str> = match is_nfc(word) {
        true => Cow::Borrowed(word),
        false => Cow::Owned(word.nfc().collect()),
    };
    for letter in word.chars().take(LONGEST) {
        match letter {
            '\u{ad}' | '\u{640}' => {}
            mark if is_point(mark) => {}
            'ё' | 'Ё' => folded.push('е'),
            'ς' => folded.push('σ'),
            apostrophe if is_apostrophe(apostrophe) => folded.push(LETTER_APOSTROPHE),
            // Turkish capital İ would fold to two letters.
            'İ' => folded.push('i'),
            other => folded.extend(other.to_lowercase()),
        }
    }
}

fn belongs(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '\u{ad}' || is_combining_mark(letter)
}

fn is_apostrophe(letter: char) -> bool {
    matches!(
        letter,
        '\'' | '`' | '\u{2018}' | '\u{2019}' | '\u{2bb}' | '\u{2bc}'
    )
}

/// Points that a reader may leave out: Hebrew vowels and accents, Arabic vowels.
fn is_point(letter: char) -> bool {
    matches!(letter, '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c2}' | '\u{5c4}'..='\u{5c5}' | '\u{5c7}' | '\u{64b}'..='\u{652}' | '\u{670}')
}

/// Letters of scripts that do not part words: Thai, Lao, Burmese, Khmer, Han, Kana.
fn stands_alone(letter: char) -> bool {
    matches!(letter as u32,
        0xe00..=0xeff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x3040..=0x30ff | 0x3400..=0x4dbf
        | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(text: &str, language: Option<&str>) -> Vec<String> {
        words(text, language).map(|word| word.folded).collect()
    }

    #[test]
    fn spellings_of_one_word_are_equal() {
        assert_eq!(folded("Ёлка ЕЛКА", None), ["елка", "елка"]);
        assert_eq!(folded("e\u{301}te\u{301} été", None), ["été", "été"]);
        assert_eq!(folded("co\u{ad}operate", None), ["cooperate"]);
        assert_eq!(folded("שָׁלוֹם שלום", None), ["שלום", "שלום"]);
        assert_eq!(folded("ΛΌΓΟΣ λόγος", None), ["λόγοσ", "λόγοσ"]);
    }

    #[test]
    fn hyphens_and_apostrophes_part_words_and_uzbek_ones_do_not() {
        assert_eq!(
            folded("co-founder, don't", None),
            ["co", "founder", "don", "t"]
        );
        assert_eq!(
            folded("o'zbek g‘oya maʼno", Some("uz")),
            ["oʻzbek", "gʻoya", "maʻno"]
        );
        assert_eq!(folded("who's ‘so’", Some("en")), ["who", "s", "so"]);
        assert_eq!(folded("trust.The end", None), ["trust", "the", "end"]);
    }

    #[test]
    fn letters_of_scripts_without_spaces_stand_alone() {
        assert_eq!(folded("人権 ok", None), ["人", "権", "ok"]);
        assert_eq!(folded("คน", None).len(), 2);
    }

    proptest! {
        #[test]
        fn the_quick_look_sees_what_the_closer_one_sees(text in "[a-cA-C_0-2 .,'`‘’\u{301}\u{ad}яё人-]{0,60}", uzbek in any::<bool>()) {
            let language = uzbek.then_some("uz");
            let mut closer = words(&text, language);
            let spans: Vec<Span> = std::iter::from_fn(|| closer.any_span()).collect();
            let mut quick = words(&text, language);
            let found: Vec<Span> = std::iter::from_fn(|| quick.next_span()).collect();
            prop_assert_eq!(found, spans);
        }

        #[test]
        fn words_stand_in_order_on_borders(text in "\\PC{0,40}") {
            let mut end = 0;
            for word in words(&text, Some("uz")) {
                prop_assert!(word.span.start >= end && word.span.of(&text).is_some());
                prop_assert!(!word.folded.is_empty());
                end = word.span.end;
            }
        }
    }
}

//! Words of a text as the proof-reader compares them: letter case, Unicode forms, ligatures, soft
//! hyphens and the shape of apostrophes are no differences. What stands between words is kept by
//! their positions.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::span::Span;

/// One word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Where it stands, bytes.
    pub span: Span,
    /// Where its form stands in [`Words::forms`].
    form: (usize, usize),
    /// Digest of its form, so that most words are told apart by one number.
    key: u64,
    /// Whether it has letters only; numbers are never put together from pieces.
    letters: bool,
}

/// The words of one text, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    forms: String,
    list: Vec<Word>,
}

impl Words {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Where word `at` stands.
    pub fn span(&self, at: usize) -> Span {
        self.list[at].span
    }

    /// How word `at` is compared.
    pub fn form(&self, at: usize) -> &str {
        let (start, end) = self.list[at].form;
        &self.forms[start..end]
    }

    /// Digest of the form of word `at`.
    pub fn key(&self, at: usize) -> u64 {
        self.list[at].key
    }

    /// Digest of the words `from..to` in their order.
    pub fn digest(&self, (from, to): (usize, usize)) -> u64 {
        let mix = |all: u64, at: usize| all.rotate_left(21).wrapping_mul(31) ^ self.key(at);
        (from..to).fold(0, mix)
    }

    /// Digest of the letters of `count` words from `at` on, as if no space parted them; `None` where
    /// there are not so many, or one is a number. Numbers are never put together from pieces.
    pub fn spelled(&self, at: usize, count: usize) -> Option<u64> {
        let all = self.list.get(at..at + count)?;
        if all.iter().any(|word| !word.letters) {
            return None;
        }
        let start = all.first()?.form.0;
        let letters = &self.forms[start..all.last()?.form.1];
        Some(digest(letters.bytes().filter(|byte| *byte != b'\'')))
    }

    /// Whether word `at` is word `there` of `other`.
    pub fn same(&self, at: usize, other: &Self, there: usize) -> bool {
        self.key(at) == other.key(there) && self.form(at) == other.form(there)
    }

    /// The first word that ends behind byte `at`.
    pub fn from(&self, at: usize) -> usize {
        self.list.partition_point(|word| word.span.end <= at)
    }

    /// Takes over word `at` of `other`.
    pub fn push(&mut self, other: &Self, at: usize) {
        let from = self.forms.len();
        self.forms.push_str(other.form(at));
        self.list.push(Word {
            form: (from, self.forms.len()),
            ..other.list[at]
        });
    }
}

/// The words of `text`: runs of letters and digits with their marks. An apostrophe between letters
/// belongs to its word, a hyphen parts two words; a square bracket inside a word (`[T]hey`) is
/// skipped.
pub fn words(text: &str) -> Words {
    let mut words = Words::default();
    let mut letters = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((start, first)) = letters.next() {
        if !begins(first) {
            before = first;
            continue;
        }
        let mut end = start + first.len_utf8();
        before = first;
        while let Some(&(at, letter)) = letters.peek() {
            let next = || {
                let rest = text[at + letter.len_utf8()..].chars();
                rest.clone().find(|it| !is_hidden(*it)).unwrap_or(' ')
            };
            let joins = (is_apostrophe(letter) || is_bracket(letter))
                && before.is_alphabetic()
                && next().is_alphabetic();
            let marks = || !letter.is_ascii() && (is_combining_mark(letter) || is_hidden(letter));
            if !begins(letter) && !joins && !marks() {
                break;
            }
            end = at + letter.len_utf8();
            if !is_hidden(letter) && !is_combining_mark(letter) {
                before = letter;
            }
            letters.next();
        }
        let from = words.forms.len();
        fold(&text[start..end], &mut words.forms);
        let form = &words.forms[from..];
        if form.is_empty() {
            continue;
        }
        words.list.push(Word {
            span: Span { start, end },
            key: digest(form.bytes()),
            letters: !form.bytes().any(|byte| byte.is_ascii_digit()),
            form: (from, words.forms.len()),
        });
    }
    let _ = before;
    words
}

/// Letters and digits; small raised and lowered figures are notes, not words.
fn begins(letter: char) -> bool {
    match letter {
        '²' | '³' | '¹' | '\u{2070}'..='\u{209f}' => false,
        _ => letter.is_alphanumeric(),
    }
}

/// What stands around the writer's letters: `[t]hey`.
fn is_bracket(letter: char) -> bool {
    matches!(letter, '[' | ']' | '⟨' | '⟩')
}

/// What nobody sees: the soft hyphen, zero-width spaces and joiners, marks of direction.
fn is_hidden(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

/// Every sign that is printed for an apostrophe.
pub fn is_apostrophe(letter: char) -> bool {
    matches!(
        letter,
        '\'' | '`'
            | '´'
            | '\u{2018}'
            | '\u{2019}'
            | '\u{201b}'
            | '\u{2bb}'
            | '\u{2bc}'
            | '\u{2032}'
    )
}

fn fold(word: &str, forms: &mut String) {
    // Most words are of plain letters, and a book of notes has millions of them.
    if word
        .bytes()
        .all(|it| it.is_ascii_alphanumeric() || it == b'\'')
    {
        let from = forms.len();
        forms.push_str(word);
        if let Some(form) = forms.get_mut(from..) {
            form.make_ascii_lowercase();
        }
        return;
    }
    if word.is_ascii() {
        let plain = word.chars().filter(|letter| !matches!(letter, '[' | ']'));
        forms.extend(plain.map(|letter| match letter {
            '`' => '\'',
            other => other.to_ascii_lowercase(),
        }));
        return;
    }
    if word.chars().all(is_plain_cyrillic) {
        forms.extend(
            word.chars()
                .flat_map(char::to_lowercase)
                .map(|letter| match letter {
                    'ё' => 'е',
                    other => other,
                }),
        );
        return;
    }
    for letter in word.nfkc().flat_map(char::to_lowercase) {
        match letter {
            hidden if is_hidden(hidden) => {}
            bracket if is_bracket(bracket) => {}
            // Marks of stress, which dictionaries and careful typists put over Cyrillic vowels.
            '\u{301}' | '\u{300}' => {}
            'ё' => forms.push('е'),
            'ſ' => forms.push('s'),
            sign if is_apostrophe(sign) => forms.push('\''),
            other => forms.push(other),
        }
    }
}

/// Letters of Russian, which no Unicode form changes but `й` and `ё` taken apart.
fn is_plain_cyrillic(letter: char) -> bool {
    matches!(letter, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё')
}

/// FNV-1a of 64 bits (Fowler, Noll and Vo).
fn digest(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn forms(text: &str) -> Vec<String> {
        let words = words(text);
        (0..words.len())
            .map(|at| words.form(at).to_owned())
            .collect()
    }

    #[test]
    fn typographic_forms_of_one_word_are_one_word() {
        assert_eq!(forms("don’t DON'T don`t"), ["don't"; 3]);
        assert_eq!(forms("ﬁnd find ﬂat"), ["find", "find", "flat"]);
        assert_eq!(forms("e\u{301}te\u{301} été ÉTÉ"), ["été"; 3]);
        assert_eq!(forms("ThE hOME"), ["the", "home"]);
        assert_eq!(
            forms("за\u{301}мок замок ещё еще"),
            ["замок", "замок", "еще", "еще"]
        );
        assert_eq!(
            forms("co\u{ad}operate zero\u{200b}width"),
            ["cooperate", "zerowidth"]
        );
    }

    #[test]
    fn hyphens_part_words_and_notes_are_none() {
        assert_eq!(forms("one-year-old home²."), ["one", "year", "old", "home"]);
        assert_eq!(
            forms("parents’ ‘so’ rock 'n' roll"),
            ["parents", "so", "rock", "n", "roll"]
        );
        assert_eq!(forms("[T]hey want[ed] [it]"), ["they", "wanted", "it"]);
    }

    proptest! {
        #[test]
        fn words_stand_in_order_on_borders(text in "\\PC{0,60}") {
            let words = words(&text);
            let mut end = 0;
            for at in 0..words.len() {
                let span = words.span(at);
                prop_assert!(span.start >= end && span.of(&text).is_some());
                prop_assert!(!words.form(at).is_empty());
                end = span.end;
            }
        }
    }
}

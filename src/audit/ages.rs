//! Ages as reports print them: in figures and in words, alone in an attribution or somewhere in a
//! sentence, where a number of years need not be an age.

use std::sync::LazyLock;

use regex::Regex;

use super::attribution::pattern;

/// `15`, `15 years`, `15 y ears`, `aged 15`, `15-year-old`, `15 y/o`, `15 yrs`, `15 лет`, `15-летняя`,
/// `15 жаста`.
static AGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix) ^ (?: (?: aged? | возраст \p{L}* | в \s+ возрасте ) \s* :? \s* )? (\d{1,3}) [\s-]*
        (?: y \s* e \s* a \s* r \s* s? (?: [\s-]* o \s* l \s* d | \s+ of \s+ age )?
          | yrs?\.? (?: [\s-]* old )? | y \s? / \s? o\.? | y\.?\s?o\.? | y\.?
          | лет | л\.? | год[а]? | г\.? | лет\p{L}* | жас\p{L}* | yosh\p{L}* )? $",
    )
});
/// An age that says of itself that it is one; the group is the number.
static SAID: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix) \b (?: aged? (?: \s* : )? | в \s+ возрасте ) \s+ (\d{1,3}) \b
        | \b (\d{1,3}) [\s-]* (?: (?: years? | yrs? ) (?: [\s-]* old \b | \s+ of \s+ age \b )
          | y \s? [./] \s? o \b | yo \b | летн\p{L}* | жас\p{L}* )",
    )
});
/// A number of years.
static YEARS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?ix) \b (\d{1,3}) [\s-]* (?: years? | yrs? | лет | года? ) (?: \b | $ )")
});
/// `a girl of 15`, `a girl, 15,`.
static BARE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?ix) (?: \b of \s | , \s? | \( ) \s* (\d{1,2}) \b"));

/// What is more is no age.
const OLDEST: u32 = 120;

/// What stands before a number that a thing had at another time, or that counts something else.
const NOT_BEFORE: &[&str] = &[
    "was",
    "were",
    "turned",
    "became",
    "when",
    "был",
    "была",
    "было",
    "стало",
    "исполнилось",
];
/// What stands before `of 15` where 15 counts.
const COUNTED: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "out",
    "group",
    "family",
    "household",
    "total",
    "average",
    "number",
    "all",
    "each",
    "most",
    "some",
    "many",
    "none",
    "class",
    "grade",
    "age",
    "years",
    "end",
    "part",
    "members",
    "member",
    "any",
    "half",
    "because",
];

/// The age that a part of an attribution is.
pub fn age(part: &str) -> Option<u32> {
    let of = |text: &str| {
        let age = AGE.captures(text)?[1].parse::<u32>().ok();
        age.filter(|age| *age <= OLDEST)
    };
    of(part).or_else(|| {
        let told = figures(part);
        let told = told.trim();
        // A small number in words and nothing else is more likely no age.
        let bare = told.bytes().all(|it| it.is_ascii_digit());
        of(told).filter(|age| !bare || *age >= 5)
    })
}

/// The ages in a sentence with where they stand in it, in order. `is_person` tells words for people.
pub fn ages_within(sentence: &str, is_person: &dyn Fn(&str) -> bool) -> Vec<(usize, u32)> {
    let told = figures(sentence);
    let mut found: Vec<(usize, u32)> = Vec::new();
    let mut add = |number: regex::Match<'_>| {
        let known = found.iter().any(|it| it.0 == number.start());
        if !known && let Ok(age) = number.as_str().parse() {
            found.push((number.start(), age));
        }
    };
    for it in SAID.captures_iter(&told) {
        if let Some(number) = it.get(1).or(it.get(2))
            && !NOT_BEFORE.contains(&word_before(&told[..number.start()]).as_str())
        {
            add(number);
        }
    }
    for (number, whole) in YEARS
        .captures_iter(&told)
        .filter_map(|it| Some((it.get(1)?, it.get(0)?)))
    {
        let (before, after) = (&told[..number.start()], &told[whole.end()..]);
        let apart = before.trim_end().ends_with([',', '(', '–', '—']) && ends(after);
        let of = before.trim_end().strip_suffix(" of").map(word_before);
        let described = match of {
            Some(person) => !is_counted(&person),
            None => is_person(&word_before(before)) && before.ends_with(' '),
        };
        if apart || described {
            add(number);
        }
    }
    for (number, whole) in BARE
        .captures_iter(&told)
        .filter_map(|it| Some((it.get(1)?, it.get(0)?)))
    {
        let before = told[..whole.start()].trim_end();
        let person = word_before(before);
        let of = whole.as_str().trim_start().to_lowercase().starts_with("of");
        let after = &told[number.end()..];
        let is_age = match of {
            true => is_person(&person) || (is_one(before) && !is_counted(&person) && ends(after)),
            false => is_person(&person) && before.ends_with(char::is_alphabetic) && ends(after),
        };
        if is_age {
            add(number);
        }
    }
    found.sort_unstable();
    found
}

/// Whether a text ends with what somebody is: `.., a trafficking victim`.
fn is_one(before: &str) -> bool {
    let part = before.rsplit([',', '(', '–', '—']).next();
    part.is_some_and(|it| it.split_whitespace().any(|it| ["a", "an"].contains(&it)))
}

/// Whether `of 15` behind this word counts something.
fn is_counted(word: &str) -> bool {
    COUNTED.contains(&word) || !word.chars().any(char::is_alphabetic)
}

/// Whether what names somebody ends here: at a mark, or before what the person did.
fn ends(after: &str) -> bool {
    let next = after.trim_start();
    let word: String = next.chars().take_while(|it| it.is_alphabetic()).collect();
    next.is_empty()
        || next.starts_with([',', ')', ':', ';', '–', '—'])
        || next.starts_with(". ")
        || next == "."
        || (next.len() < after.len()
            && ["who", "said", "says", "told", "explained"].contains(&word.to_lowercase().as_str()))
}

/// The last word of a text, lower case.
fn word_before(text: &str) -> String {
    let letters = text.trim_end_matches(|it: char| !it.is_alphanumeric());
    let start = letters
        .char_indices()
        .rev()
        .take_while(|(_, it)| it.is_alphanumeric())
        .last();
    letters[start.map_or(letters.len(), |it| it.0)..].to_lowercase()
}

/// The languages whose numerals are known; those of one number come from one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Numerals {
    English,
    Russian,
    Kazakh,
}

/// `text` with its numerals of one to ninety-nine in figures, as `15 years old` and `15-летняя`. Spaces
/// before them keep every other byte in its place.
fn figures(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let all = tokens(text);
    let mut next = 0;
    while let Some((start, word)) = all.get(next).copied() {
        next += 1;
        let end = start + word.len();
        out.push_str(&text[at..start]);
        at = start;
        if let Some((number, rest)) = joined(word) {
            let told = format!("{number}-{rest}");
            out.push_str(&format!(
                "{}{told}",
                " ".repeat(word.len().saturating_sub(told.len()))
            ));
            at = end;
            continue;
        }
        let Some((tongue, mut number)) = numeral(word) else {
            continue;
        };
        let mut to = end;
        if number % 10 == 0
            && let Some((behind, unit)) = all.get(next).copied()
            && matches!(text[to..behind].trim(), "" | "-" | "‑")
            && let Some((same, more)) = numeral(unit)
            && (same, more < 10) == (tongue, true)
            && (number > 10 || tongue == Numerals::Kazakh)
        {
            number += more;
            to = behind + unit.len();
            next += 1;
        }
        // Kazakh `он` is Russian for `he`, `бес` for a devil: only an age is meant.
        let is_age = || {
            let follows = all.get(next).map_or("", |it| it.1);
            follows.to_lowercase().starts_with("жас")
        };
        if tongue != Numerals::Kazakh || is_age() {
            // No numeral is shorter than its figures.
            out.push_str(&format!("{number:>0$}", to - start));
            at = to;
        }
    }
    out.push_str(&text[at..]);
    out
}

/// The words of letters in a text, with where they begin.
fn tokens(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    for part in text.split(|it: char| !it.is_alphabetic()) {
        if !part.is_empty() {
            // Both are slices of one text.
            let start = at;
            found.push((start, part));
        }
        let end = at + part.len();
        at = end + text[end..].chars().next().map_or(0, char::len_utf8);
    }
    found
}

/// `пятнадцатилетняя` as 15 and `летняя`.
fn joined(word: &str) -> Option<(u32, &str)> {
    let at = word.find("летн").filter(|at| *at > 0)?;
    let (Numerals::Russian, number) = numeral(&word[..at])? else {
        return None;
    };
    Some((number, &word[at..]))
}

fn numeral(word: &str) -> Option<(Numerals, u32)> {
    let word = word.to_lowercase().replace('ё', "е");
    let of = |list: &[&str]| {
        list.iter()
            .position(|it| it.split(' ').any(|form| form == word))
    };
    let small = |tongue, list: &[&str]| of(list).map(|at| (tongue, at as u32 + 1));
    let tens = |tongue, list: &[&str]| of(list).map(|at| (tongue, at as u32 * 10 + 20));
    small(Numerals::English, ENGLISH)
        .or_else(|| tens(Numerals::English, ENGLISH_TENS))
        .or_else(|| small(Numerals::Russian, RUSSIAN))
        .or_else(|| tens(Numerals::Russian, RUSSIAN_TENS))
        .or_else(|| small(Numerals::Kazakh, KAZAKH))
        .or_else(|| tens(Numerals::Kazakh, KAZAKH_TENS))
}

const ENGLISH: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const ENGLISH_TENS: &[&str] = &[
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];
/// Nominative and genitive.
const RUSSIAN: &[&str] = &[
    "один одна одного одной",
    "два две двух",
    "три трех",
    "четыре четырех",
    "пять пяти",
    "шесть шести",
    "семь семи",
    "восемь восьми",
    "девять девяти",
    "десять десяти",
    "одиннадцать одиннадцати",
    "двенадцать двенадцати",
    "тринадцать тринадцати",
    "четырнадцать четырнадцати",
    "пятнадцать пятнадцати",
    "шестнадцать шестнадцати",
    "семнадцать семнадцати",
    "восемнадцать восемнадцати",
    "девятнадцать девятнадцати",
];
const RUSSIAN_TENS: &[&str] = &[
    "двадцать двадцати",
    "тридцать тридцати",
    "сорок сорока",
    "пятьдесят пятидесяти",
    "шестьдесят шестидесяти",
    "семьдесят семидесяти",
    "восемьдесят восьмидесяти",
    "девяносто девяноста",
];
const KAZAKH: &[&str] = &[
    "бір",
    "екі",
    "үш",
    "төрт",
    "бес",
    "алты",
    "жеті",
    "сегіз",
    "тоғыз",
    "он",
];
const KAZAKH_TENS: &[&str] = &[
    "жиырма",
    "отыз",
    "қырық",
    "елу",
    "алпыс",
    "жетпіс",
    "сексен",
    "тоқсан",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_read_in_figures_and_in_words() {
        for part in [
            "15",
            "15 years",
            "15 y ears",
            "15 y/o",
            "15y/o",
            "15 yrs",
            "15 yrs old",
            "15 yrs.",
            "15 y.o.",
            "15yo",
            "aged 15",
            "age: 15",
            "15 years of age",
            "15-year-old",
            "15 лет",
            "15-летняя",
            "15 жаста",
            "fifteen",
            "fifteen years old",
            "fifteen-year-old",
            "Fifteen years",
            "aged fifteen",
            "пятнадцать лет",
            "пятнадцати лет",
            "в возрасте пятнадцати лет",
            "пятнадцатилетняя",
            "он бес жаста",
            "он бес жас",
        ] {
            assert_eq!(age(part), Some(15), "{part}");
        }
        assert_eq!(age("twenty-one years"), Some(21));
        assert_eq!(age("двадцати одного года"), Some(21));
        assert_eq!(age("двадцать два года"), Some(22));
        for part in ["one", "he", "он", "бес", "fifteen sisters", "years", "y/o"] {
            assert_eq!(age(part), None, "{part}");
        }
    }

    #[test]
    fn years_in_a_sentence_are_an_age_only_where_they_describe_somebody() {
        let person = |word: &str| ["girl", "victim", "девочка"].contains(&word);
        let of = |text: &str| -> Vec<u32> {
            ages_within(text, &person)
                .into_iter()
                .map(|it| it.1)
                .collect()
        };
        for text in [
            "Respondent 306, a 15-year-old girl, said",
            "Respondent 306, a fifteen-year-old girl, said",
            "Respondent 306, a trafficking victim of 15, said",
            "Respondent 306, a child of fifteen, said",
            "Respondent 306, a girl of 15 years, said",
            "Respondent 306, a girl, 15, said",
            "Respondent 306 (girl, 15) said",
            "Respondent 306, a girl, 15 years, said",
            "Respondent 306, a girl 15 y/o, said",
            "Respondent 306, who is fifteen years old, said",
            "Респондент 306, девочка пятнадцати лет, говорит",
            "Респондент 306, девочка 15 лет, говорит",
            "Респондент 306, пятнадцатилетняя, говорит",
            "Респондент 306, он бес жаста, айтты",
        ] {
            assert_eq!(of(text), [15], "{text}");
        }
        for text in [
            "Respondent 306, who left 2 years ago, said",
            "Respondent 306, who has lived there for 5 years, said",
            "Respondent 306, who was 12 years old when she left, said",
            "Respondent 306, one of 12 sisters, said",
            "Respondent 306, from a family of 7, said",
            "Respondent 306 left in May of 19, and said",
            "Респондент 306, который жил там 5 лет, говорит",
            "Respondent 306 lives in districts 3, 12, and said",
        ] {
            let found = of(text);
            assert!(found.is_empty(), "{text} {found:?}");
        }
    }
}

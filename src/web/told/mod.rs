//! What the program says in English, told in the language of the page. The journal, the commands and
//! refusals speak English, once and for all; it is read back here. Each of their sentences is a message of
//! `en.ftl`, whose variables stand for the parts that differ, and is composed anew from the message of
//! that name in the visitor's language. What no message reads stays English, and is marked as English.
//!
//! The name of a variable says what stands in it: `$n`, `$n2` and so on a number, `$day` a day, `$what`,
//! `$whatKind` and so on words of the program, which have a message too, `$mayBe` and the like words of the
//! program or of the study, `$oneCoder` and the like a name in a list. Any other one holds words of the study, which nobody
//! translates. A message whose name begins with `cell-` may stand in a cell of a table, one with `inner-` not
//! in the first of a row, one with `caption-` only above a table, one with `head-` or `cell-` at the head of a column: words of the study stand there
//! beside words of the program.

mod blocks;

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use fluent_bundle::{FluentArgs, FluentValue};
use maud::{Markup, html};
use regex::Regex;
use serde_json::Value;

use super::language::Language;
pub(super) use blocks::answer;

/// The sentences in English: one line each, which is read as a pattern.
const ENGLISH: &str = include_str!("en.ftl");

/// A sentence holds others within itself at most so deep.
const DEEPEST: u8 = 8;

/// So many sentences in one text are looked at; a longer text is none that the program says.
const MOST: usize = 12;

/// Where words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// By themselves.
    Text,
    /// Above a table.
    Caption,
    /// At the head of a column.
    Head,
    /// In the first cell of a row, which says what the row is about.
    Label,
    /// In another cell.
    Cell,
}

impl Place {
    fn has(self, name: &str) -> bool {
        match self {
            Self::Text => !name.starts_with("caption-"),
            Self::Caption => true,
            Self::Head => name.starts_with("head-") || name.starts_with("cell-"),
            Self::Label => name.starts_with("cell-"),
            Self::Cell => name.starts_with("cell-") || name.starts_with("inner-"),
        }
    }
}

/// What stands in the place of a variable, as its name says.
enum Part {
    /// A number.
    Number,
    /// A day.
    Day,
    /// Words of the program.
    Said,
    /// Words of the program, or of the study.
    MaybeSaid,
    /// A name of the study in a list.
    One,
    /// Words of the study.
    OfStudy,
}

impl Part {
    fn of(variable: &str) -> Self {
        let stem = variable.trim_end_matches(|it: char| it.is_ascii_digit());
        let begins = |with: &str| {
            stem.strip_prefix(with)
                .is_some_and(|rest| !rest.starts_with(|it: char| it.is_ascii_lowercase()))
        };
        match stem {
            "n" => Self::Number,
            _ if begins("day") => Self::Day,
            _ if begins("what") => Self::Said,
            _ if begins("may") => Self::MaybeSaid,
            _ if begins("one") => Self::One,
            _ => Self::OfStudy,
        }
    }
}

/// A sentence with parts that differ.
struct Sentence {
    name: &'static str,
    /// What it begins and ends with, whatever the parts are.
    before: String,
    after: String,
    /// How many letters of it are always the same.
    letters: usize,
    parts: Vec<&'static str>,
    pattern: String,
    /// Short parts first, then long ones: what parts one word of the study from the next may stand in it.
    read: OnceLock<Vec<Regex>>,
}

/// All sentences.
struct Known {
    whole: HashMap<String, Vec<&'static str>>,
    /// The most particular first.
    patterns: Vec<Sentence>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let mut known = Known {
        whole: HashMap::new(),
        patterns: Vec::new(),
    };
    for (name, text) in lines(ENGLISH) {
        let sentence = sentence(name, text);
        match sentence.parts.is_empty() {
            true => known.whole.entry(sentence.before).or_default().push(name),
            false => known.patterns.push(sentence),
        }
    }
    known
        .patterns
        .sort_by_key(|it| (std::cmp::Reverse(it.letters), it.name));
    known
});

/// Names and texts of messages of one line each.
fn lines(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    file.lines()
        .filter(|line| !line.starts_with(['#', ' ']))
        .filter_map(|line| line.split_once(" = "))
}

fn sentence(name: &'static str, text: &'static str) -> Sentence {
    let mut literals = vec![String::new()];
    let mut parts = Vec::new();
    let mut pattern = "(?s)^".to_owned();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (inner, behind) = after.split_once('}').unwrap_or((after, ""));
        let last = literals.len() - 1;
        literals[last].push_str(before);
        pattern.push_str(&regex::escape(before));
        match inner.trim().strip_prefix('$') {
            Some(part) => {
                pattern.push_str(match Part::of(part) {
                    Part::Number => r"(-?\d[\d,]*(?:\.\d+)?)",
                    Part::Day => r"(\d{4}-\d\d-\d\d)",
                    Part::One => r"([^,()]+)",
                    Part::Said | Part::MaybeSaid | Part::OfStudy => "(.+?)",
                });
                parts.push(part);
                literals.push(String::new());
            }
            // A sign that Fluent would read, in quotation marks.
            None => {
                let sign = inner.trim().trim_matches('"');
                literals[last].push_str(sign);
                pattern.push_str(&regex::escape(sign));
            }
        }
        rest = behind;
    }
    let last = literals.len() - 1;
    literals[last].push_str(rest);
    pattern.push_str(&regex::escape(rest));
    pattern.push('$');
    Sentence {
        name,
        letters: literals.iter().map(String::len).sum(),
        before: literals.first().cloned().unwrap_or_default(),
        after: literals.last().cloned().unwrap_or_default(),
        parts,
        pattern,
        read: OnceLock::new(),
    }
}

/// `english` in `language`; `None` where no message reads it.
pub(super) fn tell(language: Language, english: &str) -> Option<String> {
    match language {
        Language::En => Some(english.to_owned()),
        Language::Ru | Language::Kk => told_in(language, Place::Text, english, 0)
            .or_else(|| one_by_one(language, english.trim(), 0)),
    }
}

fn told_in(language: Language, place: Place, english: &str, deep: u8) -> Option<String> {
    if deep > DEEPEST || english.trim().is_empty() {
        return None;
    }
    let whole = KNOWN.whole.get(english);
    if let Some(name) = whole.and_then(|all| all.iter().find(|it| place.has(it))) {
        return Some(language.told(name, &FluentArgs::new()));
    }
    let fits = |it: &&Sentence| {
        place.has(it.name)
            && english.len() >= it.before.len() + it.after.len()
            && english.starts_with(&it.before)
            && english.ends_with(&it.after)
    };
    KNOWN.patterns.iter().filter(fits).find_map(|it| {
        let read = it.read.get_or_init(|| {
            let patterns = [it.pattern.clone(), it.pattern.replace("(.+?)", "(.+)")];
            patterns
                .iter()
                .filter_map(|it| Regex::new(it).ok())
                .collect()
        });
        read.iter().find_map(|read| {
            let found = read.captures(english)?;
            let mut args = FluentArgs::new();
            for (at, part) in it.parts.iter().enumerate() {
                let said = found.get(at + 1)?.as_str();
                args.set(*part, part_of(language, part, said, deep)?);
            }
            Some(language.told(it.name, &args))
        })
    })
}

/// What stands in the place of a variable.
fn part_of(language: Language, part: &str, said: &str, deep: u8) -> Option<FluentValue<'static>> {
    let within = || {
        told_in(language, Place::Text, said, deep + 1)
            .or_else(|| one_by_one(language, said, deep + 1))
    };
    Some(match Part::of(part) {
        Part::Number => FluentValue::try_number(&said.replace(',', "")).into_owned(),
        Part::Day => language.day(said.parse().ok()?).into(),
        Part::Said => within()?.into(),
        Part::MaybeSaid => within().unwrap_or_else(|| said.to_owned()).into(),
        Part::One | Part::OfStudy => said.to_owned().into(),
    })
}

/// Several sentences in one text, each of which has a message; the longest ones first, since a message may
/// hold several.
fn one_by_one(language: Language, text: &str, deep: u8) -> Option<String> {
    let ends = |sign: &'static str| text.match_indices(sign).map(|(at, _)| at);
    let mut ends: Vec<usize> = ends(". ").chain(ends("; ")).collect();
    ends.sort_unstable();
    if ends.is_empty() || ends.len() > MOST || deep > DEEPEST {
        return None;
    }
    ends.into_iter().rev().find_map(|at| {
        let (first, rest) = (&text[..at], text[at + 2..].trim_start());
        let sign = &text[at..=at];
        let first = match told_in(language, Place::Text, &text[..=at], deep + 1) {
            Some(first) => first,
            None => told_in(language, Place::Text, first, deep + 1)? + sign,
        };
        let rest = told_in(language, Place::Text, rest, deep + 1)
            .or_else(|| one_by_one(language, rest, deep + 1))?;
        Some(format!("{first} {rest}"))
    })
}

/// `english` as a part of a page: told, or marked as English. Lines are told one by one.
pub(super) fn shown(language: Language, english: &str) -> Markup {
    html! {
        @for (at, line) in english.trim().lines().enumerate() {
            @if at > 0 { "\n" }
            @match tell(language, line.trim()) {
                Some(told) => (told),
                None => span lang="en" dir="auto" { (line.trim()) },
            }
        }
    }
}

/// Tells the texts under these names of JSON, wherever they are; what stays English is listed under
/// `english`, so that the page can mark it. Under the names of `mays` words of the study may stand, too.
pub(super) fn tell_json(
    language: Language,
    mut value: Value,
    names: &[&str],
    mays: &[&str],
) -> Value {
    let mut english = Vec::new();
    if language != Language::En {
        tell_within(language, &mut value, names, false, &mut english);
        tell_within(language, &mut value, mays, false, &mut Vec::new());
    }
    if let (Value::Object(object), false) = (&mut value, english.is_empty()) {
        object.insert("english".to_owned(), english.into());
    }
    value
}

fn tell_within(
    language: Language,
    value: &mut Value,
    names: &[&str],
    is_named: bool,
    english: &mut Vec<String>,
) {
    match value {
        Value::String(text) if is_named && !text.is_empty() => match tell(language, text) {
            Some(told) => *text = told,
            None => english.push(text.clone()),
        },
        Value::Array(all) => {
            for it in all {
                tell_within(language, it, names, is_named, english);
            }
        }
        Value::Object(object) => {
            for (name, it) in object {
                tell_within(language, it, names, names.contains(&name.as_str()), english);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const OTHERS: [(Language, &str); 2] = [
        (Language::Ru, include_str!("ru.ftl")),
        (Language::Kk, include_str!("kk.ftl")),
    ];

    /// Names of the messages of a file with the variables of each.
    fn variables(file: &str) -> Vec<(&str, BTreeSet<&str>)> {
        let mut all: Vec<(&str, BTreeSet<&str>)> = Vec::new();
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            if let (false, Some((name, _))) = (line.starts_with(' '), line.split_once(" =")) {
                all.push((name, BTreeSet::new()));
            }
            let parts = line.split("{ $").skip(1);
            let parts = parts.filter_map(|it| it.split([' ', '}']).next());
            if let Some((_, known)) = all.last_mut() {
                known.extend(parts);
            }
        }
        all.sort_unstable();
        all
    }

    #[test]
    fn every_language_tells_every_sentence_with_all_its_parts() {
        let english = variables(ENGLISH);
        assert!(english.len() > 100);
        let names: BTreeSet<&str> = english.iter().map(|it| it.0).collect();
        assert_eq!(names.len(), english.len(), "a name is there twice");
        // A language has one bundle.
        for (name, _) in variables(include_str!("../assets/en.ftl")) {
            assert!(!names.contains(name), "{name} is a word of the page");
        }
        for (language, file) in OTHERS {
            let other = variables(file);
            assert_eq!(
                other.iter().map(|it| it.0).collect::<Vec<_>>(),
                english.iter().map(|it| it.0).collect::<Vec<_>>(),
                "{language:?}"
            );
            for ((name, ours), (_, theirs)) in english.iter().zip(&other) {
                assert_eq!(ours, theirs, "{language:?} {name}");
            }
        }
    }

    #[test]
    fn each_sentence_is_read_as_itself() {
        for (name, text) in lines(ENGLISH) {
            let it = sentence(name, text);
            assert!(it.letters > 0, "{name} would read anything");
            // No part stands right beside another one: it could not be told where one ends.
            assert!(!text.contains("}{"), "{name}");
            if it.parts.is_empty() {
                assert!(
                    KNOWN.whole[&it.before].contains(&name),
                    "{name} is not found again"
                );
            } else {
                assert!(Regex::new(&it.pattern).is_ok(), "{name}");
            }
        }
    }

    #[test]
    fn words_of_the_study_stay_and_words_of_the_program_follow() {
        let told = |english| tell(Language::Ru, english);
        assert_eq!(
            told("add code `push/money; no`").as_deref(),
            Some("добавлен код `push/money; no`")
        );
        assert_eq!(
            told("undo: add code `add code x`").as_deref(),
            Some("отмена: добавлен код `add code x`")
        );
        assert_eq!(
            told("remove 3 codings").as_deref(),
            Some("удалено: 3 кодирования")
        );
        assert_eq!(
            tell(Language::Kk, "remove 30000 codings").as_deref(),
            Some("30\u{a0}000 кодтау жойылды")
        );
        assert_eq!(told("this was never said"), None);
        // A code of the study that is called like a word of the program.
        assert_eq!(
            told("rename `x` to Codes").as_deref(),
            Some("код `x` назван «Codes»")
        );
    }

    #[test]
    fn what_nobody_can_tell_is_marked_as_english() {
        let page = shown(Language::Ru, "error: there is nothing to undo\n  hint: oh").into_string();
        assert!(page.contains("<span lang=\"en\""), "{page}");
        assert!(page.contains("hint: oh</span>"), "{page}");
        assert!(!page.contains("nothing"), "{page}");
        let json = serde_json::json!({ "files": [{ "what": ["oh"], "name": "oh" }] });
        let told = tell_json(Language::Kk, json, &["what"], &[]);
        assert_eq!(told["english"], serde_json::json!(["oh"]));
    }
}

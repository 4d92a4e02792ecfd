//! Dictionaries of other programs as codes: a category is a code, and its words are its rules. The
//! files differ, a file each; what is done with categories is here.

use std::collections::BTreeSet;

use regex::escape;

use super::entry::Entry;
use super::error::CodebookError;
use super::slug::slug;
use super::{dictionary_liwc, dictionary_wordstat, dictionary_yaml, dictionary_yoshikoder};

/// Endings of files that are read as dictionaries.
pub const ENDINGS: &[&str] = &["dic", "cat", "ykd", "yml", "yaml"];

/// How deep categories may stand in each other.
pub(super) const DEEPEST: usize = 40;
/// Words in one rule; more are more rules, so that people can read them.
const IN_RULE: usize = 25;

/// A category with its words and the categories below it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Category {
    /// What it is called.
    pub(super) name: String,
    /// Words as the dictionary has them: `poor`, `povert*`, `no money`.
    pub(super) words: Vec<String>,
    /// Categories below it.
    pub(super) below: Vec<Category>,
}

/// Reads a dictionary; its form follows from the file's ending and, for `.dic`, from its first line.
pub fn read(file: &str, text: &str) -> Result<Vec<Entry>, CodebookError> {
    let ending = file.rsplit('.').next().unwrap_or_default().to_lowercase();
    let categories = match ending.as_str() {
        "ykd" => dictionary_yoshikoder::read(file, text)?,
        "yml" | "yaml" => dictionary_yaml::read(file, text)?,
        _ if text.trim_start().starts_with('%') => dictionary_liwc::read(file, text)?,
        _ => dictionary_wordstat::read(file, text)?,
    };
    let mut entries = Vec::new();
    let mut keys = BTreeSet::new();
    for category in &categories {
        add(category, None, &mut entries, &mut keys);
    }
    if entries.iter().all(|it| it.rules.is_empty()) {
        return Err(wrong(
            file,
            1,
            "no category has a word, expected a dictionary",
        ));
    }
    Ok(entries)
}

fn add(
    category: &Category,
    parent: Option<&str>,
    entries: &mut Vec<Entry>,
    keys: &mut BTreeSet<String>,
) {
    let stem = match parent {
        Some(parent) => format!("{parent}/{}", slug(&category.name)),
        None => slug(&category.name),
    };
    let mut key = stem.clone();
    let mut number = 2;
    while !keys.insert(key.clone()) {
        key = format!("{stem}-{number}");
        number += 1;
    }
    let mut seen = BTreeSet::new();
    let rules: Vec<String> = category
        .words
        .iter()
        .filter_map(|word| rule(word))
        .filter(|it| seen.insert(it.clone()))
        .collect();
    entries.push(Entry {
        key: key.clone(),
        name: category.name.clone(),
        parent: parent.map(str::to_owned),
        rules: rules.chunks(IN_RULE).map(|it| it.join(" OR ")).collect(),
        ..Entry::default()
    });
    for below in &category.below {
        add(below, Some(&key), entries, keys);
    }
}

/// A word of a dictionary in the query language: dictionaries mean exactly this form, `*` at the end
/// any ending; `*` elsewhere and `?` (one letter) become a regular expression. `None` when nothing is
/// in it.
fn rule(word: &str) -> Option<String> {
    // Some dictionaries write phrases as `no_money`.
    let plain = word.replace(['_', '"'], " ");
    let parts: Vec<&str> = plain.split_whitespace().collect();
    if parts.is_empty() {
        return None;
    }
    let at_end = |part: &str| {
        let stem = part.strip_suffix('*').unwrap_or(part);
        !stem.contains(['*', '?']) && stem.chars().any(char::is_alphanumeric)
    };
    if parts.iter().all(|part| at_end(part)) {
        return Some(format!("\"{}\"", parts.join(" ")));
    }
    if parts.iter().all(|part| *part == "*") {
        return None;
    }
    let letter = r"[\p{L}\p{N}]";
    let part = |part: &str| {
        escape(part)
            .replace(r"\*", &format!("{letter}*"))
            .replace(r"\?", letter)
            .replace('/', r"\/")
    };
    let inner: Vec<String> = parts.into_iter().map(part).collect();
    let inner = inner.join(r"\s+");
    // A border of a word stands only beside letters, not beside `:)`.
    let border = |is_word: bool| if is_word { r"\b" } else { "" };
    let is_word = |letter: Option<char>| {
        letter.is_some_and(|it| it.is_alphanumeric() || it == '*' || it == '?')
    };
    let (first, last) = (plain.trim().chars().next(), plain.trim().chars().last());
    Some(format!(
        "/{}{inner}{}/",
        border(is_word(first)),
        border(is_word(last))
    ))
}

/// A mistake in a line.
pub(super) fn wrong(file: &str, line: usize, reason: &str) -> CodebookError {
    CodebookError::Line {
        file: file.to_owned(),
        line,
        reason: reason.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_queries_for_exactly_what_they_mean() {
        for (word, query) in [
            ("poor", Some("\"poor\"")),
            ("povert*", Some("\"povert*\"")),
            ("no_money", Some("\"no money\"")),
            ("not  enough food*", Some("\"not enough food*\"")),
            ("*less", Some(r"/\b[\p{L}\p{N}]*less\b/")),
            ("colo?r", Some(r"/\bcolo[\p{L}\p{N}]r\b/")),
            (":)", Some(r"/:\)/")),
            ("and/or*x", Some(r"/\band\/or[\p{L}\p{N}]*x\b/")),
            ("*", None),
            (" ", None),
        ] {
            assert_eq!(rule(word).as_deref(), query, "{word}");
        }
    }

    #[test]
    fn categories_of_one_name_get_keys_of_their_own_and_many_words_several_rules() {
        let text = "Food:\n  - bread\nfood:\n  - milk\nMany:\n  In it: [a1, a1, a2]\n";
        let entries = read("d.yml", text).expect("a dictionary");
        let keys: Vec<_> = entries
            .iter()
            .map(|it| (it.key.as_str(), it.parent.as_deref()))
            .collect();
        assert_eq!(
            keys,
            [
                ("food", None),
                ("food-2", None),
                ("many", None),
                ("many/in-it", Some("many"))
            ]
        );
        assert_eq!(entries[3].rules, ["\"a1\" OR \"a2\""]);
        let words: Vec<String> = (0..60).map(|at| format!("- w{at}")).collect();
        let entries = read("d.yml", &format!("c:\n{}\n", words.join("\n"))).expect("a dictionary");
        assert_eq!(entries[0].rules.len(), 3);
        assert!(
            read("d.yml", "c: []\n")
                .expect_err("nothing")
                .to_string()
                .contains("no category has a word")
        );
    }
}

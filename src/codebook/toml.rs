//! Family files: one family of codes per TOML file, edited by people, so mistakes are named with
//! their line. What can be told from the ids (a code's parent, the family's key) is not written.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::Range;

use serde::Deserialize;
use toml::{Spanned, Value};

use super::entry::{Entry, is_color, wrong_key};
use super::error::CodebookError;
use super::slug::slug;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Family {
    family: String,
    id: Option<Spanned<String>>,
    #[serde(default)]
    definition: String,
    #[serde(default)]
    use_when: String,
    #[serde(default)]
    not_when: String,
    #[serde(default)]
    example: String,
    #[serde(default, rename = "match")]
    rules: Vec<String>,
    color: Option<Spanned<String>>,
    asked: Option<String>,
    #[serde(default, rename = "code")]
    codes: Vec<Code>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Code {
    id: Spanned<String>,
    name: Spanned<String>,
    parent: Option<Spanned<String>>,
    #[serde(default)]
    definition: String,
    #[serde(default)]
    use_when: String,
    #[serde(default)]
    not_when: String,
    #[serde(default)]
    example: String,
    #[serde(default, rename = "match")]
    rules: Vec<String>,
    color: Option<Spanned<String>>,
    asked: Option<String>,
}

/// Reads a family file: the family first, then its codes in the order of the file.
pub fn read(file: &str, text: &str) -> Result<Vec<Entry>, CodebookError> {
    let wrong = |at: Range<usize>, reason: String| CodebookError::Line {
        file: file.to_owned(),
        line: line(text, at.start),
        reason,
    };
    let family: Family = toml::from_str(text).map_err(|error| {
        let reason = error.message().trim().replace('\n', ", ");
        wrong(error.span().unwrap_or(0..0), reason)
    })?;
    if family.family.trim().is_empty() {
        return Err(wrong(
            0..0,
            "`family` is empty, expected the family's name".to_owned(),
        ));
    }
    let color = |color: Option<Spanned<String>>| match color {
        Some(color) if !is_color(color.get_ref()) => {
            let reason = format!("`{}` is not a color, expected `#rrggbb`", color.get_ref());
            Err(wrong(color.span(), reason))
        }
        color => Ok(color.map(Spanned::into_inner)),
    };
    let ids: Vec<&str> = family
        .codes
        .iter()
        .map(|code| code.id.get_ref().as_str())
        .collect();
    let key = match &family.id {
        Some(id) => match wrong_key(id.get_ref()) {
            Some(reason) => return Err(wrong(id.span(), reason)),
            None => id.get_ref().clone(),
        },
        None => family_key(&family.family, &ids).map_err(|at| {
            let reason = format!(
                "`{}` does not begin as `{}` does, expected one family in a file, or an `id` for the family",
                ids[at], ids[0]
            );
            wrong(family.codes[at].id.span(), reason)
        })?,
    };
    let mut known = BTreeSet::from([key.clone()]);
    for code in &family.codes {
        let id = code.id.get_ref();
        if let Some(reason) = wrong_key(id) {
            return Err(wrong(code.id.span(), reason));
        }
        if !known.insert(id.clone()) {
            let reason = format!(
                "`{id}` is there twice (or is the family's own key), expected every id once"
            );
            return Err(wrong(code.id.span(), reason));
        }
        if code.name.get_ref().trim().is_empty() {
            return Err(wrong(
                code.name.span(),
                format!("`{id}` has no name, expected one"),
            ));
        }
    }
    let mut entries = vec![Entry {
        key: key.clone(),
        name: family.family,
        parent: None,
        definition: family.definition,
        use_when: family.use_when,
        not_when: family.not_when,
        example: family.example,
        rules: family.rules,
        color: color(family.color)?,
        asked: family.asked,
    }];
    let mut places = Vec::new();
    for code in family.codes {
        let id = code.id.get_ref().clone();
        let parent = match code.parent {
            Some(parent) if !known.contains(parent.get_ref()) => {
                let reason = format!(
                    "`{}` is not in this file, expected the id of a code in it",
                    parent.get_ref()
                );
                return Err(wrong(parent.span(), reason));
            }
            Some(parent) => parent.into_inner(),
            None => above(&id, &key, |key| known.contains(key)),
        };
        places.push(code.id.span());
        entries.push(Entry {
            key: id,
            name: code.name.into_inner(),
            parent: Some(parent),
            definition: code.definition,
            use_when: code.use_when,
            not_when: code.not_when,
            example: code.example,
            rules: code.rules,
            color: color(code.color)?,
            asked: code.asked,
        });
    }
    if let Some(at) = circle(&entries) {
        let reason = format!("`{}` is its own ancestor, expected a tree", entries[at].key);
        return Err(wrong(
            places.get(at.saturating_sub(1)).cloned().unwrap_or(0..0),
            reason,
        ));
    }
    Ok(entries)
}

/// Writes one file per family: name and text. Reading them gives the entries again, family by family.
pub fn write(entries: &[Entry]) -> Vec<(String, String)> {
    let by_key: BTreeMap<&str, &Entry> = entries.iter().map(|it| (it.key.as_str(), it)).collect();
    let root = |entry: &Entry| {
        let mut at = by_key.get(entry.key.as_str()).copied()?;
        for _ in 0..entries.len() {
            match at.parent.as_deref().and_then(|parent| by_key.get(parent)) {
                Some(parent) => at = parent,
                None => break,
            }
        }
        Some(at.key.as_str())
    };
    let mut below: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        if let Some(root) = root(entry).filter(|root| *root != entry.key) {
            below.entry(root).or_default().push(entry);
        }
    }
    let mut names = BTreeSet::new();
    let families = entries
        .iter()
        .filter(|entry| root(entry) == Some(&entry.key));
    families
        .map(|family| {
            let codes = below.remove(family.key.as_str()).unwrap_or_default();
            let stem = slug(&family.key);
            let mut name = format!("{stem}.toml");
            let mut number = 2;
            while !names.insert(name.clone()) {
                name = format!("{stem}-{number}.toml");
                number += 1;
            }
            (name, family_text(family, &codes))
        })
        .collect()
}

fn family_text(family: &Entry, codes: &[&Entry]) -> String {
    let mut text = String::new();
    put(&mut text, "family", &family.name);
    let ids: Vec<&str> = codes.iter().map(|code| code.key.as_str()).collect();
    if family_key(&family.name, &ids).as_deref() != Ok(family.key.as_str()) {
        put(&mut text, "id", &family.key);
    }
    put_rest(&mut text, family);
    for code in codes {
        text.push_str("\n[[code]]\n");
        put(&mut text, "id", &code.key);
        put(&mut text, "name", &code.name);
        let told = above(&code.key, &family.key, |key| {
            key == family.key || ids.contains(&key)
        });
        if let Some(parent) = code.parent.as_ref().filter(|parent| **parent != told) {
            put(&mut text, "parent", parent);
        }
        put_rest(&mut text, code);
    }
    text
}

fn put_rest(text: &mut String, entry: &Entry) {
    let fields = [
        ("definition", &entry.definition),
        ("use_when", &entry.use_when),
        ("not_when", &entry.not_when),
        ("example", &entry.example),
    ];
    for (name, value) in fields {
        if !value.is_empty() {
            put(text, name, value);
        }
    }
    if !entry.rules.is_empty() {
        let rules: Vec<_> = entry.rules.iter().map(|rule| rule_text(rule)).collect();
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "match = [{}]", rules.join(", "));
    }
    if let Some(color) = &entry.color {
        put(text, "color", color);
    }
    if let Some(asked) = &entry.asked {
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "asked = {}", rule_text(asked));
    }
}

/// Rules are full of quotation marks and backslashes, which single quotes leave as they are.
fn rule_text(rule: &str) -> String {
    if rule.contains(|char: char| char == '\'' || char.is_control()) {
        Value::from(rule).to_string()
    } else {
        format!("'{rule}'")
    }
}

fn put(text: &mut String, name: &str, value: &str) {
    // Writing to a `String` cannot fail.
    let _ = writeln!(text, "{name} = {}", Value::from(value));
}

/// What a family without an `id` is called: what stands before the first `/` of its codes, or else
/// its name in Latin letters. The error is the first code that begins otherwise.
fn family_key(name: &str, ids: &[&str]) -> Result<String, usize> {
    let prefix = |id: &&str| id.split_once('/').map(|(prefix, _)| prefix.to_owned());
    let first = ids.first().and_then(prefix);
    match ids.iter().position(|id| prefix(id) != first) {
        Some(other) => Err(other),
        None => Ok(first.unwrap_or_else(|| slug(name))),
    }
}

/// The nearest code above `id` by its key, or else the family.
fn above(id: &str, family: &str, known: impl Fn(&str) -> bool) -> String {
    let mut rest = id;
    while let Some((parent, _)) = rest.rsplit_once('/') {
        if known(parent) {
            return parent.to_owned();
        }
        rest = parent;
    }
    family.to_owned()
}

/// The first entry that has itself above it.
pub(crate) fn circle(entries: &[Entry]) -> Option<usize> {
    let by_key: BTreeMap<&str, &Entry> = entries.iter().map(|it| (it.key.as_str(), it)).collect();
    entries.iter().position(|entry| {
        let mut at = entry;
        for _ in 0..entries.len() {
            match at.parent.as_deref().and_then(|parent| by_key.get(parent)) {
                Some(parent) if parent.key == entry.key => return true,
                Some(parent) => at = parent,
                None => return false,
            }
        }
        false
    })
}

fn line(text: &str, at: usize) -> usize {
    let before = text.as_bytes().iter().take(at);
    before.filter(|byte| **byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LAMPS: &str = "family = \"Lamps\"\ndefinition = \"What gives light.\"\n\n[[code]]\nid = \"lamp/hall\"\nname = \"Hall\"\nuse_when = \"A lamp in a hall.\"\nmatch = ['lamp OR light', '\"hall lamp\"', '/lamps? (in|on)/']\ncolor = \"#b5541c\"\n\n[[code]]\nid = \"lamp/hall/ceiling\"\nname = \"Ceiling\"\n";

    #[test]
    fn a_family_file_is_read_and_written_as_it_was() {
        let entries = read("lamps.toml", LAMPS).expect("a family");
        let keys: Vec<_> = entries
            .iter()
            .map(|it| (it.key.as_str(), it.parent.as_deref()))
            .collect();
        let expected = [
            ("lamp", None),
            ("lamp/hall", Some("lamp")),
            ("lamp/hall/ceiling", Some("lamp/hall")),
        ];
        assert_eq!(keys, expected);
        assert_eq!(entries[1].rules[1], "\"hall lamp\"");
        assert_eq!(
            write(&entries),
            [("lamp.toml".to_owned(), LAMPS.to_owned())]
        );
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        let error = |from: &str, to: &str| {
            let text = LAMPS.replacen(from, to, 1);
            read("lamps.toml", &text)
                .expect_err("a mistake")
                .to_string()
        };
        let unknown = error("use_when", "use-when");
        assert!(
            unknown.starts_with(
                "line 7 of `lamps.toml`: unknown field `use-when`, expected one of `id`"
            ),
            "{unknown}"
        );
        assert_eq!(
            error("\"#b5541c\"", "\"brown\""),
            "line 9 of `lamps.toml`: `brown` is not a color, expected `#rrggbb`"
        );
        assert!(error("lamp/hall/ceiling", "shelf/ceiling").starts_with(
            "line 12 of `lamps.toml`: `shelf/ceiling` does not begin as `lamp/hall` does"
        ));
        assert!(error("lamp/hall/ceiling", "lamp/hall").starts_with("line 12 "));
        assert!(error("lamp/hall/ceiling", "lamp/the hall").starts_with("line 12 "));
        assert!(error("name = \"Ceiling\"", "").contains("missing field `name`"));
        assert!(
            error("name = \"Hall\"", "name = \"Hall\"\nparent = \"door\"").starts_with("line 7 ")
        );
        assert!(
            error(
                "name = \"Hall\"",
                "name = \"Hall\"\nparent = \"lamp/hall/ceiling\""
            )
            .contains("its own ancestor")
        );
        assert!(error("\"Lamps\"", "\"Lamps").starts_with("line 1 "));
    }

    fn words() -> impl Strategy<Value = String> {
        prop_oneof![
            "[a-zа-я '\"\\\\#\n\t]{0,12}",
            "\\PC{0,8}",
            Just("'''\"\"\"\r\n\u{0}\u{7f}".to_owned())
        ]
    }

    fn entry(key: String, parent: Option<String>, words: Vec<String>, rules: Vec<String>) -> Entry {
        let mut words = words.into_iter();
        let mut word = || words.next().unwrap_or_default();
        Entry {
            name: format!("n{}", word()),
            definition: word(),
            use_when: word(),
            not_when: word(),
            example: word(),
            color: (rules.len() % 2 == 1).then(|| "#b5541c".to_owned()),
            asked: rules.first().cloned(),
            key,
            parent,
            rules,
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            codes in proptest::collection::vec(
                (0usize..5, proptest::collection::vec(words(), 5), proptest::collection::vec(words(), 0..3), any::<bool>()),
                1..8,
            ),
        ) {
            let mut entries: Vec<Entry> = Vec::new();
            for (at, (above, words, rules, deep)) in codes.into_iter().enumerate() {
                let parent = (above > 0).then(|| entries.len().checked_sub(above)).flatten();
                let parent = parent.map(|at| entries[at].key.clone());
                let key = match &parent {
                    Some(parent) if deep => format!("{parent}/c{at}"),
                    _ => format!("k{at}"),
                };
                entries.push(entry(key, parent, words, rules));
            }
            let files = write(&entries);
            let mut again = Vec::new();
            for (name, text) in &files {
                again.extend(read(name, text).map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?);
            }
            let sorted = |mut entries: Vec<Entry>| {
                entries.sort_by(|one, other| one.key.cmp(&other.key));
                entries
            };
            prop_assert_eq!(sorted(again.clone()), sorted(entries));
            prop_assert_eq!(write(&again), files);
        }
    }
}

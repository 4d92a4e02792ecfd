//! Lists of codes that show by their looks what hangs below what, as other programs write them: names
//! indented (NVivo), pushed one column to the right (the code manager of ATLAS.ti), or written from the
//! top down (`Push > Poverty` in MAXQDA, `Push: Poverty` in ATLAS.ti).

use std::collections::{BTreeMap, BTreeSet};

use super::slug::slug;

/// A code of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    /// Its key, which begins with those above it.
    pub(super) key: String,
    /// Its own name.
    pub(super) name: String,
    /// Keys and names of what is above it, the highest first.
    pub(super) above: Vec<(String, String)>,
}

/// The codes of a list, row by row; `None` where nothing is shown to hang below anything. `columns` are
/// those of the names: one, or as many as there are levels.
pub(super) fn listed(columns: &[usize], rows: &[Vec<String>]) -> Option<Vec<Option<Listed>>> {
    let names: Vec<Option<(usize, String)>> =
        rows.iter().map(|row| stepped(columns, row)).collect();
    let paths = match names.iter().flatten().any(|(depth, _)| *depth > 0) {
        true => below_each_other(names),
        false => from_the_top(&names)?,
    };
    Some(keyed(paths))
}

/// How far a name is moved to the right, and the name without the dot that stands for its colour.
fn stepped(columns: &[usize], row: &[String]) -> Option<(usize, String)> {
    let filled = |at: &usize| row.get(*at).is_some_and(|it| !it.trim().is_empty());
    let level = columns.iter().position(filled)?;
    let words = row.get(columns[level])?;
    let indent = words.chars().take_while(|it| it.is_whitespace()).count();
    let name = words.trim();
    let bare = name.trim_start_matches(['●', '○', '•', '◦']).trim_start();
    let name = if bare.is_empty() { name } else { bare };
    // A column is further than any indent within the one before it.
    Some((level * 1_000 + indent.min(999), name.to_owned()))
}

/// Paths of names of which each hangs below the last one that is less far to the right.
fn below_each_other(names: Vec<Option<(usize, String)>>) -> Vec<Option<Vec<String>>> {
    let mut above: Vec<(usize, String)> = Vec::new();
    let path = |(depth, name): (usize, String)| {
        while above.last().is_some_and(|(other, _)| *other >= depth) {
            above.pop();
        }
        above.push((depth, name));
        above.iter().map(|(_, name)| name.clone()).collect()
    };
    let mut path = path;
    names.into_iter().map(|it| it.map(&mut path)).collect()
}

/// Paths of names that are written from the top down. `>` and `\` always part levels; a colon does where
/// the list has what stands before it as a code of its own, since names may hold one.
fn from_the_top(names: &[Option<(usize, String)>]) -> Option<Vec<Option<Vec<String>>>> {
    let all: BTreeSet<&str> = names.iter().flatten().map(|it| it.1.as_str()).collect();
    let path = |name: &str| -> Vec<String> {
        let own = |parts: Vec<&str>| parts.into_iter().map(|it| it.trim().to_owned()).collect();
        for separator in [" > ", "\\"] {
            let parts: Vec<&str> = name.split(separator).collect();
            if parts.len() > 1 && parts.iter().all(|it| !it.trim().is_empty()) {
                return own(parts);
            }
        }
        let mut parts = Vec::new();
        let (mut from, mut looked) = (0, 0);
        while let Some(at) = name[looked..].find(": ").map(|at| looked + at) {
            if all.contains(&name[..at]) && !name[at + 2..].trim().is_empty() {
                parts.push(&name[from..at]);
                from = at + 2;
            }
            looked = at + 2;
        }
        parts.push(&name[from..]);
        own(parts)
    };
    let paths: Vec<Option<Vec<String>>> = names
        .iter()
        .map(|it| it.as_ref().map(|(_, name)| path(name)))
        .collect();
    let deep = paths.iter().flatten().any(|path| path.len() > 1);
    deep.then_some(paths)
}

/// Gives every path its key; other names that come to the same letters are numbered.
fn keyed(paths: Vec<Option<Vec<String>>>) -> Vec<Option<Listed>> {
    let mut keys: BTreeMap<Vec<String>, String> = BTreeMap::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let listed = |path: Vec<String>| {
        let mut above: Vec<(String, String)> = Vec::new();
        for length in 1..=path.len() {
            let name = &path[length - 1];
            let key = keys.entry(path[..length].to_vec()).or_insert_with(|| {
                let wanted = match above.last() {
                    Some((above, _)) => format!("{above}/{}", slug(name)),
                    None => slug(name),
                };
                let numbered = (2..).map(|number| format!("{wanted}-{number}"));
                let mut all = std::iter::once(wanted.clone()).chain(numbered);
                let key = all.find(|key| !taken.contains(key)).unwrap_or(wanted);
                taken.insert(key.clone());
                key
            });
            above.push((key.clone(), name.clone()));
        }
        let (key, name) = above.pop()?;
        Some(Listed { key, name, above })
    };
    let mut listed = listed;
    paths
        .into_iter()
        .map(|path| path.and_then(&mut listed))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(columns: &[usize], rows: &[&[&str]]) -> Option<Vec<(String, String)>> {
        let rows: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.iter().map(|it| (*it).to_owned()).collect())
            .collect();
        let found = listed(columns, &rows)?;
        let found = found.into_iter().flatten();
        Some(found.map(|it| (it.key, it.name)).collect())
    }

    fn own(pairs: &[(&str, &str)]) -> Option<Vec<(String, String)>> {
        let own = |(key, name): &(&str, &str)| ((*key).to_owned(), (*name).to_owned());
        Some(pairs.iter().map(own).collect())
    }

    #[test]
    fn columns_indents_and_paths_are_levels() {
        let expected = own(&[
            ("push", "Push"),
            ("push/poverty", "Poverty"),
            ("push/poverty/coal", "Coal"),
            ("pull", "Pull"),
        ]);
        let columns: &[&[&str]] = &[
            &["● Push", "", ""],
            &["", "● Poverty", ""],
            &["", "", "○ Coal"],
            &["● Pull", "", ""],
        ];
        assert_eq!(keys(&[0, 1, 2], columns), expected);
        let indents: &[&[&str]] = &[&["Push"], &["  Poverty"], &["    Coal"], &["Pull"]];
        assert_eq!(keys(&[0], indents), expected);
        let paths: &[&[&str]] = &[
            &["Push"],
            &["Push > Poverty"],
            &["Push > Poverty > Coal"],
            &["Pull"],
        ];
        assert_eq!(keys(&[0], paths), expected);
        let colons: &[&[&str]] = &[
            &["Push"],
            &["Push: Poverty"],
            &["Push: Poverty: Coal"],
            &["Pull"],
        ];
        assert_eq!(keys(&[0], colons), expected);
    }

    #[test]
    fn a_colon_without_a_code_before_it_is_a_part_of_the_name() {
        assert_eq!(keys(&[0], &[&["Why: money"], &["Work"]]), None);
        assert_eq!(
            keys(&[0], &[&["Why: money"], &["Why: money: coal"]]),
            own(&[("why-money", "Why: money"), ("why-money/coal", "coal")])
        );
        assert_eq!(keys(&[0], &[&["Work"], &[""], &["Work: "]]), None);
    }

    #[test]
    fn names_of_the_same_letters_have_keys_of_their_own() {
        assert_eq!(
            keys(&[0], &[&["A"], &["  B+"], &["  B-"], &["  B+"]]),
            own(&[("a", "A"), ("a/b", "B+"), ("a/b-2", "B-"), ("a/b", "B+")])
        );
    }
}

//! Codebooks as tables: plain rows in, plain rows out. What file they came from is not known here.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{Entry, is_color, wrong_key};
use super::error::CodebookError;
use super::listed::Listed;
use super::rules;
use super::slug::slug;
pub use super::table_header::unread;
use super::table_header::{Header, header, shown};
use super::toml::circle;
use crate::model::cell::guarded;

/// The columns that [`rows`] and [`csv()`] write.
pub const COLUMNS: [&str; 10] = [
    "key",
    "name",
    "parent",
    "definition",
    "use_when",
    "not_when",
    "example",
    "match",
    "color",
    "asked",
];

/// Reads a codebook from a table; families that are only named as parents become entries before
/// their first code. Rows that repeat a code add their rules to it.
pub fn read(
    file: &str,
    columns: &[String],
    rows: &[Vec<String>],
) -> Result<Vec<Entry>, CodebookError> {
    let mut header = header(file, columns)?;
    header.codes_are_keys =
        header.name.is_some() || header.code.is_some_and(|at| all_keys(rows, at));
    let mut listed = shown(&header, columns, rows);
    let mut straight = rows.to_vec();
    let mut found: Vec<(Entry, usize)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut rowed: BTreeSet<String> = BTreeSet::new();
    if let Some(listed) = &listed {
        header.codes_are_keys = false;
        header.parent = None;
        rowed.extend(listed.iter().flatten().map(|it| it.key.clone()));
        for (row, it) in straight.iter_mut().zip(listed) {
            let cell = header
                .name
                .or(header.code)
                .and_then(|name| row.get_mut(name));
            if let (Some(cell), Some(it)) = (cell, it) {
                cell.clone_from(&it.name);
            }
        }
    }
    for (at, row) in straight.iter().enumerate() {
        let wrong = |reason: String| CodebookError::Row {
            file: file.to_owned(),
            row: at + 2,
            reason,
        };
        let Some(mut entry) = entry(&header, row).map_err(wrong)? else {
            continue;
        };
        let listed = listed.as_mut().and_then(|it| it.get_mut(at)?.take());
        if let Some(Listed { key, above, .. }) = listed {
            entry.key = key;
            for (key, name) in above {
                // What is above has a row of its own, or none at all.
                if !rowed.contains(&key) && !places.contains_key(&key) {
                    places.insert(key.clone(), found.len());
                    let family = Entry {
                        key,
                        name,
                        ..Entry::default()
                    };
                    found.push((family, at + 2));
                }
            }
        }
        let Some((known, first)) = places.get(&entry.key).and_then(|at| found.get_mut(*at)) else {
            places.insert(entry.key.clone(), found.len());
            found.push((entry, at + 2));
            continue;
        };
        // A table with one rule per row repeats its codes; anything else said twice is a mistake.
        let bare = |entry: &Entry| Entry {
            rules: Vec::new(),
            ..entry.clone()
        };
        if entry.rules.is_empty() || bare(known) != bare(&entry) {
            let reason = format!(
                "code `{}` is in row {first} already, expected every code once",
                entry.key
            );
            return Err(wrong(reason));
        }
        for rule in entry.rules {
            if !known.rules.contains(&rule) {
                known.rules.push(rule);
            }
        }
    }
    let entries = with_parents(found.into_iter().map(|(entry, _)| entry).collect());
    match circle(&entries) {
        Some(at) => Err(CodebookError::Row {
            file: file.to_owned(),
            row: rows
                .iter()
                .position(|row| row.contains(&entries[at].name))
                .unwrap_or(0)
                + 2,
            reason: format!("`{}` is its own ancestor, expected a tree", entries[at].key),
        }),
        None => Ok(entries),
    }
}

/// Whether a column of codes without names beside it holds keys: all of it could be keys, and nothing
/// is written as people write names.
fn all_keys(rows: &[Vec<String>], column: usize) -> bool {
    let mut codes = rows
        .iter()
        .filter_map(|row| row.get(column))
        .filter(|it| !it.trim().is_empty());
    codes.all(|code| wrong_key(code.trim()).is_none() && !code.chars().any(char::is_uppercase))
}

/// One row; `None` when nothing is in it. The parent is still as the row words it.
fn entry(header: &Header, row: &[String]) -> Result<Option<Entry>, String> {
    let cell = |column: Option<usize>| {
        let text = column
            .and_then(|column| row.get(column))
            .map(|text| text.trim());
        text.filter(|text| !text.is_empty())
    };
    let words = |column: Option<usize>| cell(column).unwrap_or_default().to_owned();
    if row.iter().all(|text| text.trim().is_empty()) {
        return Ok(None);
    }
    let parent = cell(header.parent).map(str::to_owned);
    let code = cell(header.code);
    let path = cell(header.path).map(path_key);
    let key = cell(header.key).or(code.filter(|_| header.codes_are_keys));
    let key = key.map(str::to_owned).or(path);
    let last = |key: &String| key.rsplit('/').next().unwrap_or(key).to_owned();
    let name = cell(header.name).map(str::to_owned);
    let name = name.or_else(|| code.filter(|_| !header.codes_are_keys).map(str::to_owned));
    let Some(name) = name.or_else(|| key.as_ref().map(last)) else {
        return Err("the code has neither key nor name, expected one of them".to_owned());
    };
    let key = key.unwrap_or_else(|| match &parent {
        Some(parent) if wrong_key(parent).is_none() => format!("{parent}/{}", slug(&name)),
        Some(parent) => format!("{}/{}", slug(parent), slug(&name)),
        None => slug(&name),
    });
    if let Some(reason) = wrong_key(&key) {
        return Err(reason);
    }
    let color = cell(header.color).map(str::to_owned);
    if let Some(color) = color.as_ref().filter(|color| !is_color(color)) {
        return Err(format!("`{color}` is not a color, expected `#rrggbb`"));
    }
    let mut rules = header
        .rules
        .and_then(|at| row.get(at))
        .map(|text| rules::split(text))
        .unwrap_or_default();
    // A pattern is a regular expression, which the query language writes between slashes.
    rules.extend(cell(header.pattern).map(|pattern| format!("/{}/", pattern.replace('/', "\\/"))));
    Ok(Some(Entry {
        key,
        name,
        parent,
        definition: words(header.definition),
        use_when: words(header.use_when),
        not_when: words(header.not_when),
        example: words(header.example),
        rules,
        color,
        asked: cell(header.asked).map(str::to_owned),
    }))
}

/// `Access > Barrier`, `access.barrier` and `access/barrier` are one path.
fn path_key(path: &str) -> String {
    let separator = [" > ", ">", "::", "\\", "/", "."]
        .into_iter()
        .find(|it| path.contains(it));
    match separator {
        Some(separator) => path
            .split(separator)
            .map(slug)
            .collect::<Vec<_>>()
            .join("/"),
        None => slug(path),
    }
}

/// Turns parents into keys; those that no row defines become families.
fn with_parents(mut found: Vec<Entry>) -> Vec<Entry> {
    let keys: BTreeSet<String> = found.iter().map(|entry| entry.key.clone()).collect();
    let mut named: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entry in &found {
        named
            .entry(entry.name.to_lowercase())
            .or_default()
            .push(entry.key.clone());
    }
    let mut made: BTreeSet<String> = BTreeSet::new();
    let mut all = Vec::with_capacity(found.len());
    for entry in &mut found {
        let prefix = entry
            .key
            .split_once('/')
            .map(|(prefix, _)| prefix.to_owned());
        let said = entry.parent.take();
        // What a row says may be a name; what a key begins with is a key, even where another code has
        // that name.
        let by_name = said
            .as_ref()
            .and_then(|parent| named.get(&parent.to_lowercase()))
            .filter(|keys| keys.len() == 1);
        let Some(parent) = said.or_else(|| nearest(&entry.key, &keys)).or(prefix) else {
            continue;
        };
        let own = |key: &String| *key != entry.key;
        let known = keys
            .get(&parent)
            .or_else(|| by_name.and_then(|keys| keys.first()))
            .filter(|key| own(key));
        let key = known.cloned().unwrap_or_else(|| {
            if wrong_key(&parent).is_none() {
                parent.clone()
            } else {
                slug(&parent)
            }
        });
        entry.parent = Some(key.clone());
        if !keys.contains(&key) && made.insert(key.clone()) {
            all.push((
                entry.key.clone(),
                Entry {
                    key,
                    name: parent,
                    ..Entry::default()
                },
            ));
        }
    }
    let mut families = all.into_iter().peekable();
    let mut ordered = Vec::with_capacity(found.len());
    for entry in found {
        while let Some((_, family)) = families.next_if(|(first, _)| *first == entry.key) {
            ordered.push(family);
        }
        ordered.push(entry);
    }
    ordered
}

fn nearest(key: &str, keys: &BTreeSet<String>) -> Option<String> {
    let mut rest = key;
    while let Some((above, _)) = rest.rsplit_once('/') {
        if keys.contains(above) {
            return Some(above.to_owned());
        }
        rest = above;
    }
    None
}

/// The codebook as rows under [`COLUMNS`].
pub fn rows(entries: &[Entry]) -> Vec<Vec<String>> {
    let row = |entry: &Entry| {
        let rules = rules::join(&entry.rules);
        let text = [
            &entry.key,
            &entry.name,
            entry.parent.as_deref().unwrap_or_default(),
            &entry.definition,
            &entry.use_when,
            &entry.not_when,
            &entry.example,
            &rules,
            entry.color.as_deref().unwrap_or_default(),
            entry.asked.as_deref().unwrap_or_default(),
        ];
        text.map(str::to_owned).to_vec()
    };
    entries.iter().map(row).collect()
}

/// The codebook as CSV (RFC 4180, UTF-8, LF).
pub fn csv(entries: &[Entry]) -> String {
    let quoted = |text: &String| {
        let text = guarded(text);
        if text.contains([',', '"', '\n', '\r', ';']) || text.trim() != text {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.into_owned()
        }
    };
    let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n";
    COLUMNS.join(",") + "\n" + &rows(entries).iter().map(line).collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_indented_hang_below_each_other() {
        let columns = ["Name", "Description", "Files", "References"].map(str::to_owned);
        let rows = ["Push", "  Poverty", "    Coal", "  Harm", "Pull"];
        let rows = rows.map(|it| [it, "", "3", "5"].map(str::to_owned).to_vec());
        let entries = read("codes.xlsx", &columns, &rows).expect("codes");
        let shown: Vec<_> = entries
            .iter()
            .map(|it| (it.key.as_str(), it.name.as_str(), it.parent.as_deref()))
            .collect();
        assert_eq!(
            shown,
            [
                ("push", "Push", None),
                ("push/poverty", "Poverty", Some("push")),
                ("push/poverty/coal", "Coal", Some("push/poverty")),
                ("push/harm", "Harm", Some("push")),
                ("pull", "Pull", None),
            ]
        );
    }

    fn read_text(text: &str) -> Result<Vec<Entry>, CodebookError> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let words =
            |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
        let columns = words(reader.headers().expect("a header"));
        let rows: Vec<_> = reader
            .records()
            .map(|record| words(&record.expect("a row")))
            .collect();
        read("codes.csv", &columns, &rows)
    }

    fn keys(entries: &[Entry]) -> Vec<(&str, &str, Option<&str>)> {
        entries
            .iter()
            .map(|it| (it.key.as_str(), it.name.as_str(), it.parent.as_deref()))
            .collect()
    }

    #[test]
    fn names_parents_and_keys_in_their_usual_shapes() {
        let paths = read_text(
            "path,name,parent,description,color\nlamp.hall,lamp_hall,lamp,Halls,#335577\n",
        );
        assert_eq!(
            keys(&paths.expect("codes")),
            [
                ("lamp", "lamp", None),
                ("lamp/hall", "lamp_hall", Some("lamp"))
            ]
        );
        let names =
            read_text("Code,Group,Definition\nThe hall,Lamps & light,x\nShelf,Lamps & light,\n");
        assert_eq!(
            keys(&names.expect("codes")),
            [
                ("lamps-light", "Lamps & light", None),
                ("lamps-light/the-hall", "The hall", Some("lamps-light")),
                ("lamps-light/shelf", "Shelf", Some("lamps-light")),
            ]
        );
        let nested = read_text(
            "id,name,definition\nlamp,Lamp,\nlamp/hall,Hall,\nlamp/hall/old,Old,\ndoor/x,X,\n",
        );
        assert_eq!(
            keys(&nested.expect("codes")),
            [
                ("lamp", "Lamp", None),
                ("lamp/hall", "Hall", Some("lamp")),
                ("lamp/hall/old", "Old", Some("lamp/hall")),
                ("door", "door", None),
                ("door/x", "X", Some("door")),
            ]
        );
        let twins = read_text("code,search_pattern\ndoor/lamp,x\nlamp/hall,y\n").expect("codes");
        assert_eq!(
            keys(&twins),
            [
                ("door", "door", None),
                ("door/lamp", "lamp", Some("door")),
                ("lamp", "lamp", None),
                ("lamp/hall", "hall", Some("lamp")),
            ]
        );
        let by_name = read_text("key,name,parent\nl,Big lamp,\nh,Hall,big lamp\n").expect("codes");
        assert_eq!(by_name[1].parent.as_deref(), Some("l"));
    }

    #[test]
    fn lists_of_other_programs_show_what_hangs_below_what() {
        let manager = read_text(
            "Code,column 2,Magnitude Degree,Groups,Comment\n● Push,,9,Why,About leaving\n,● Poverty,5,Why,\n,● Harm,4,,x\n",
        );
        let expected = [
            ("push", "Push", None),
            ("push/poverty", "Poverty", Some("push")),
            ("push/harm", "Harm", Some("push")),
        ];
        let manager = manager.expect("codes");
        assert_eq!(keys(&manager), expected);
        assert_eq!(manager[0].definition, "About leaving");
        let grouped = read_text(
            "Code,Comment,Code Group 1,Code Group 2\nPush,About leaving,Why,\nPush: Poverty,,Why,Need\nPush: Harm,x,,Need\n",
        );
        assert_eq!(grouped.expect("codes"), manager);
        // MAXQDA lists what is above in rows of its own, or leaves them out.
        let paths = read_text("Code,Memo\nPush > Poverty,\nPush > Harm,x\n").expect("codes");
        assert_eq!(keys(&paths), expected);
    }

    #[test]
    fn rows_of_one_code_are_joined() {
        let entries = read_text("code,search_pattern\nlamp,lamps?\nlamp,on/off\n").expect("codes");
        assert_eq!(entries[0].rules, ["/lamps?/", "/on\\/off/"]);
        let error = read_text("code,definition\nlamp,x\nlamp,x\n").expect_err("twice");
        assert_eq!(
            error.to_string(),
            "row 3 of `codes.csv`: code `lamp` is in row 2 already, expected every code once"
        );
    }

    #[test]
    fn mistakes_are_named_with_their_row() {
        for (text, place) in [
            ("key,name\nlamp,x\na b,x\n", "row 3 "),
            ("key,color\nlamp,red\n", "row 2 "),
            ("code,definition\n,x\n", "row 2 "),
            ("key,parent\na,b\nb,a\n", "row 2 "),
            (
                "lamp,shelf\n1,2\n",
                "`codes.csv` has no column for the code",
            ),
            (
                "code,code\n1,2\n",
                "`codes.csv` has two columns for the code",
            ),
        ] {
            let error = read_text(text).expect_err("a mistake").to_string();
            assert!(error.starts_with(place), "{error}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let entries = vec![
            Entry {
                key: "lamp".into(),
                name: "Lamps, all".into(),
                ..Entry::default()
            },
            Entry {
                key: "lamp/hall".into(),
                name: "Hall \"one\"".into(),
                parent: Some("lamp".into()),
                definition: "Two\nlines.".into(),
                use_when: "a; b".into(),
                not_when: "c".into(),
                example: "d".into(),
                rules: vec!["\"a; b\" OR ;".into()],
                color: Some("#b5541c".into()),
                asked: Some("attends:\"yes, daily\" OR age:<10".into()),
            },
            Entry {
                key: "lamp/shelf".into(),
                name: "Shelf".into(),
                parent: Some("lamp/hall".into()),
                rules: vec!["a".into(), "b; c".into()],
                ..Entry::default()
            },
        ];
        assert_eq!(read_text(&csv(&entries)), Ok(entries));
    }
}

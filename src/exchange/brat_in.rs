//! brat stand-off, in: `name.ann` beside `name.txt`. Spans of text become codings and notes on them
//! memos; events, relations and attributes are counted and left out. Where several folders hold the
//! same text, as this program writes them too, each is of the coder that it is called after.

use std::collections::BTreeMap;
use std::path::Path;

use super::ExchangeError;
use super::foreign::{
    Code, Coding, Made, Memo, Place, Read, Rich, Selection, Source, SourceKind, Text, User, named,
};
use super::placing::place;
use super::positions::{STANDARD, canonical};
use crate::model::codebook::CodeId;
use crate::model::id::Id;
use crate::model::memo::MemoId;
use crate::model::source::SourceId;

/// Reads the annotations in `bytes`, and the text that lies beside them at `path`.
pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<Read, ExchangeError> {
    let lines = std::str::from_utf8(bytes).map_err(|_| ExchangeError::Encoding("it".to_owned()))?;
    let beside = path.with_extension("txt");
    let raw = super::beside(&beside)
        .ok_or_else(|| ExchangeError::Beside(beside.display().to_string()))?;
    let name = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let source: SourceId = Id::from_uuid(named("brat", &format!("{name}\n{raw}")));
    let mut read = Read {
        by_name: true,
        ..Read::default()
    };
    read.project.program = "brat".to_owned();
    let coder = coder_of(path, &raw);
    // Every annotator begins to count at 1.
    let owner = coder
        .as_ref()
        .map_or_else(String::new, |it| format!("{it}\n"));
    let mut made = Made::default();
    if let Some(name) = coder {
        let id = Id::from_uuid(named("brat coder", &name));
        made.by = Some(id);
        read.project.users.push(User {
            id,
            name,
            initials: String::new(),
        });
    }
    let mut codes: BTreeMap<String, CodeId> = BTreeMap::new();
    let mut selections: Vec<(String, Selection)> = Vec::new();
    let mut notes: Vec<(String, MemoId)> = Vec::new();
    for (number, line) in lines.lines().enumerate() {
        let mut fields = line.splitn(3, '\t');
        let own = fields.next().unwrap_or_default();
        let what = fields.next().unwrap_or_default();
        let words = fields.next().unwrap_or_default();
        let kind = what.split(' ').next().unwrap_or_default();
        match own.chars().next() {
            Some('T') => {
                let code = *codes
                    .entry(kind.to_owned())
                    .or_insert_with(|| Id::from_uuid(named("brat type", kind)));
                let places = what[kind.len()..].trim();
                let several = places.contains(';');
                for (part, place) in places.split(';').enumerate() {
                    let Some((start, end)) = place
                        .split_once(' ')
                        .and_then(|(start, end)| Some((start.parse().ok()?, end.parse().ok()?)))
                    else {
                        let why = "its positions are no numbers";
                        read.losses.left_out("annotation", own, why);
                        continue;
                    };
                    if several {
                        let why = "it has gaps; each part is a coding of its own";
                        read.losses.changed("annotation", own, why);
                    }
                    let id = named(
                        "brat annotation",
                        &format!("{source}\n{owner}{own}\n{part}"),
                    );
                    let selection = Selection {
                        id: Id::from_uuid(id),
                        name: if several {
                            String::new()
                        } else {
                            words.to_owned()
                        },
                        description: String::new(),
                        place: Place::Nowhere { start, end },
                        codings: vec![Coding {
                            id: Id::from_uuid(id),
                            code,
                            made,
                            notes: Vec::new(),
                        }],
                        notes: Vec::new(),
                        made: Made::default(),
                    };
                    selections.push((own.to_owned(), selection));
                }
            }
            Some('#') => {
                let on = what.split(' ').nth(1).unwrap_or_default();
                let id = Id::from_uuid(named(
                    "brat note",
                    &format!("{source}\n{owner}{number}\n{words}"),
                ));
                notes.push((on.to_owned(), id));
                read.project.memos.push(Memo {
                    id,
                    name: String::new(),
                    words: words.to_owned(),
                    made,
                });
            }
            Some('E') => read
                .losses
                .left_out("event", kind, "there are no events here"),
            Some('R' | '*') => {
                read.losses
                    .left_out("relation", kind, "there are no relations here")
            }
            Some('A' | 'M') => {
                read.losses
                    .left_out("attribute", kind, "codings have no attributes here");
            }
            Some('N') => read
                .losses
                .left_out("normalization", kind, "there are none here"),
            Some(_) => read
                .losses
                .left_out("line", own, "it is none that brat writes"),
            None => {}
        }
    }
    for (on, selection) in &mut selections {
        let of_it = notes.iter().filter(|note| note.0 == *on);
        selection.codings[0].notes = of_it.map(|note| note.1).collect();
    }
    read.project.codes = codes
        .iter()
        .map(|(kind, id)| Code {
            id: *id,
            parent: None,
            name: unescaped(kind),
            description: String::new(),
            color: None,
            codable: true,
            notes: Vec::new(),
        })
        .collect();
    read.project.sources.push(Source {
        id: source,
        kind: SourceKind::Text,
        name: name.clone(),
        description: String::new(),
        path: None,
        texts: vec![Text {
            id: source,
            name,
            words: Some(canonical(&raw)),
            rich: None::<Rich>,
            encoding: "UTF-8".to_owned(),
            moments: Vec::new(),
            selections: selections.into_iter().map(|it| it.1).collect(),
            notes: Vec::new(),
            made: Made::default(),
        }],
        selections: Vec::new(),
        codings: Vec::new(),
        notes: Vec::new(),
        values: Vec::new(),
        made: Made::default(),
    });
    read.originals.insert(source, raw.clone().into_bytes());
    place(&BTreeMap::from([(source, raw)]), STANDARD, &mut read);
    Ok(read)
}

/// Ends the list of types of every folder that this program writes.
const OURS: &str = "\n[relations]\n\n[events]\n\n[attributes]\n";
/// How many folders beside that of the annotations are looked at.
const MOST_BESIDE: usize = 1_000;

/// The coder that the folder of the annotations is called after: where this program wrote it, or where
/// a folder beside it has annotations of the very same text.
fn coder_of(path: &Path, raw: &str) -> Option<String> {
    let path = path.canonicalize().ok()?;
    let (folder, file) = (path.parent()?, path.file_name()?);
    let name = folder.file_name()?.to_string_lossy().into_owned();
    let types = super::beside(&folder.join("annotation.conf"));
    if types.is_some_and(|it| it.starts_with("[entities]\n") && it.ends_with(OURS)) {
        return Some(name);
    }
    let others = std::fs::read_dir(folder.parent()?).ok()?;
    let is_of_another = |other: &Path| {
        let annotations = other.join(file);
        other != folder
            && annotations.is_file()
            && super::beside(&annotations.with_extension("txt")).is_some_and(|it| it == raw)
    };
    let mut others = others.take(MOST_BESIDE).flatten();
    others.any(|it| is_of_another(&it.path())).then_some(name)
}

/// `Work_20_lost` is `Work lost`, as the writer of this room escapes; other names stay.
fn unescaped(kind: &str) -> String {
    let parts: Vec<&str> = kind.split('_').collect();
    let mut out = String::new();
    for (at, part) in parts.iter().enumerate() {
        if at % 2 == 0 {
            out.push_str(part);
            continue;
        }
        match u32::from_str_radix(part, 16).ok().and_then(char::from_u32) {
            Some(letter) if at + 1 < parts.len() => out.push(letter),
            _ => return kind.to_owned(),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_types_are_read_back() {
        assert_eq!(unescaped("Work_20_lost_2f_at_5f_home"), "Work lost/at_home");
        assert_eq!(unescaped("Transfer-money"), "Transfer-money");
        assert_eq!(unescaped("some_type"), "some_type");
    }
}

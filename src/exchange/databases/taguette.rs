//! Taguette: documents as pages, highlights in bytes of their text nodes, tags. A highlight has no
//! author; who put which tag on it, and when, is told by the log of commands.

use std::collections::{BTreeMap, HashMap, HashSet};

use uuid::Uuid;

use super::html::{PageText, page};
use super::{Database, number, selection, text_source, words};
use crate::exchange::ExchangeError;
use crate::exchange::foreign::{Code, Coding, Made, Read, User, named, time};
use crate::exchange::placing::place;
use crate::exchange::positions::{Reading, STANDARD, Unit};
use crate::model::id::Id;

/// What the log says: who put a tag on a highlight, and who last worked on it.
#[derive(Default)]
struct Authors {
    of_tags: HashMap<(i64, i64), Made>,
    last: HashMap<i64, Made>,
}

impl Authors {
    fn of(&self, highlight: i64, tag: i64) -> Made {
        let made = self.of_tags.get(&(highlight, tag));
        made.or_else(|| self.last.get(&highlight))
            .copied()
            .unwrap_or_default()
    }
}

/// Reads an exported project.
pub(super) fn read(database: &Database) -> Result<Read, ExchangeError> {
    let projects = database.rows(
        "SELECT name, description, created FROM projects ORDER BY id",
        |row| Ok([words(row, 0)?, words(row, 1)?, words(row, 2)?]),
    )?;
    let [[name, description, created]] = projects.as_slice() else {
        return Err(ExchangeError::Several(projects.len()));
    };
    let id = |kind: &str, what: &str| {
        named(
            &format!("taguette {kind}"),
            &format!("{name}\n{created}\n{what}"),
        )
    };
    let mut read = Read::default();
    read.project.program = "Taguette".to_owned();
    read.project.name.clone_from(name);
    read.project.description.clone_from(description);
    read.project.made.at = time(created);
    let authors = authors(database, &mut read, &id)?;
    read.project.codes = database.rows(
        "SELECT id, path, description FROM tags ORDER BY id",
        |row| {
            Ok(Code {
                id: Id::from_uuid(id("tag", &words(row, 0)?)),
                parent: None,
                name: words(row, 1)?,
                description: words(row, 2)?,
                color: None,
                codable: true,
                notes: Vec::new(),
            })
        },
    )?;
    let mut tags: HashMap<i64, Vec<i64>> = HashMap::new();
    let links = database.rows(
        "SELECT highlight_id, tag_id FROM highlight_tags ORDER BY highlight_id, tag_id",
        |row| Ok((number(row, 0)?, number(row, 1)?)),
    )?;
    for (highlight, tag) in links {
        tags.entry(highlight).or_default().push(tag);
    }
    let mut raws = BTreeMap::new();
    let mut pages: HashMap<i64, (usize, PageText)> = HashMap::new();
    let documents = database.rows(
        "SELECT id, name, description, created, contents FROM documents ORDER BY id",
        |row| {
            let text = [
                words(row, 1)?,
                words(row, 2)?,
                words(row, 3)?,
                words(row, 4)?,
            ];
            Ok((number(row, 0)?, text))
        },
    )?;
    for (number, [name, description, created, contents]) in documents {
        let source = Id::from_uuid(id("document", &number.to_string()));
        let made = Made {
            by: None,
            at: time(&created),
        };
        let page = page(&contents);
        let text = page.text();
        let mut made_source = text_source(source, name, Some(text.clone()), made, Vec::new());
        made_source.description = description;
        raws.insert(source, text);
        read.originals.insert(source, contents.into_bytes());
        pages.insert(number, (read.project.sources.len(), page));
        read.project.sources.push(made_source);
    }
    let highlights = database.rows(
        "SELECT id, document_id, start_offset, end_offset, snippet FROM highlights ORDER BY document_id, start_offset, id",
        |row| Ok(([number(row, 0)?, number(row, 1)?, number(row, 2)?, number(row, 3)?], words(row, 4)?)),
    )?;
    for ([highlight, document, start, end], snippet) in highlights {
        let Some((at, text)) = pages.get(&document) else {
            let why = "its document is not in the database";
            read.losses.left_out("highlight", "", why);
            continue;
        };
        let codings = tags
            .get(&highlight)
            .into_iter()
            .flatten()
            .map(|tag| Coding {
                id: Id::from_uuid(id("coding", &format!("{highlight} {tag}"))),
                code: Id::from_uuid(id("tag", &tag.to_string())),
                made: authors.of(highlight, *tag),
                notes: Vec::new(),
            });
        let codings: Vec<Coding> = codings.collect();
        let made = codings.first().map_or_else(Made::default, |it| it.made);
        let own = id("highlight", &highlight.to_string());
        let quote = page(&snippet).text();
        let place = text.moved(start, end);
        let selection = selection(own, place, quote, String::new(), codings, made);
        read.project.sources[*at].texts[0]
            .selections
            .push(selection);
    }
    let bytes = Reading {
        unit: Unit::Bytes,
        ..STANDARD
    };
    place(&raws, bytes, &mut read);
    Ok(read)
}

/// Follows the log: a command that adds or edits a highlight names all its tags; those that were not
/// there before are by the one who gave the command.
fn authors(
    database: &Database,
    read: &mut Read,
    id: &impl Fn(&str, &str) -> Uuid,
) -> Result<Authors, ExchangeError> {
    let mut authors = Authors::default();
    let mut users = HashSet::new();
    let logged = database.rows_of(
        "commands",
        "SELECT user_login, date, payload FROM commands ORDER BY id",
        |row| Ok([words(row, 0)?, words(row, 1)?, words(row, 2)?]),
    )?;
    let mut tags_of: HashMap<i64, Vec<i64>> = HashMap::new();
    for [login, date, payload] in logged {
        let Ok(payload) = serde_json::from_str::<serde_json::Value>(&payload) else {
            continue;
        };
        let user = Id::from_uuid(id("user", &login));
        if users.insert(login.clone()) {
            read.project.users.push(User {
                id: user,
                name: login,
                initials: String::new(),
            });
        }
        let made = Made {
            by: Some(user),
            at: time(&date),
        };
        // What was deleted since has a negative number.
        let field = |name: &str| payload[name].as_i64().map(i64::saturating_abs);
        match payload["type"].as_str() {
            Some("highlight_add") => {
                let Some(highlight) = field("highlight_id") else {
                    continue;
                };
                let tags: Vec<i64> = payload["tags"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(serde_json::Value::as_i64)
                    .map(i64::saturating_abs)
                    .collect();
                authors.last.insert(highlight, made);
                let before = tags_of.insert(highlight, tags.clone()).unwrap_or_default();
                for tag in tags.into_iter().filter(|tag| !before.contains(tag)) {
                    authors.of_tags.insert((highlight, tag), made);
                }
            }
            Some("highlight_delete") => {
                if let Some(highlight) = field("highlight_id") {
                    tags_of.remove(&highlight);
                }
            }
            Some("tag_merge") => {
                let (Some(from), Some(to)) = (field("src_tag_id"), field("dest_tag_id")) else {
                    continue;
                };
                for (highlight, tags) in tags_of.iter_mut().filter(|(_, it)| it.contains(&from)) {
                    tags.retain(|tag| *tag != from);
                    if !tags.contains(&to) {
                        tags.push(to);
                        if let Some(made) = authors.of_tags.get(&(*highlight, from)).copied() {
                            authors.of_tags.insert((*highlight, to), made);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    Ok(authors)
}

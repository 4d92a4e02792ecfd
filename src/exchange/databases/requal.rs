//! requal: positions are Unicode characters counted from 1, the last one included; every segment stores
//! its words.

use std::collections::{BTreeMap, HashMap};

use super::{Database, number, selection, text_source, words};
use crate::exchange::ExchangeError;
use crate::exchange::foreign::{
    Case, Code, Coding, Made, Memo, Read, Set, TypedValue, User, Variable, VariableKind,
    VariableValue, named, time,
};
use crate::exchange::placing::place;
use crate::exchange::positions::STANDARD;
use crate::model::id::Id;
use crate::model::memo::MemoId;

/// Reads a project.
pub(super) fn read(database: &Database) -> Result<Read, ExchangeError> {
    let projects = database.rows(
        "SELECT project_name, project_description, created_at FROM projects ORDER BY project_id",
        |row| Ok([words(row, 0)?, words(row, 1)?, words(row, 2)?]),
    )?;
    let [[name, description, created]] = projects.as_slice() else {
        return Err(ExchangeError::Several(projects.len()));
    };
    let id = |kind: &str, what: i64| {
        named(
            &format!("requal {kind}"),
            &format!("{name}\n{created}\n{what}"),
        )
    };
    let mut read = Read::default();
    let project = &mut read.project;
    project.program = "requal".to_owned();
    project.name.clone_from(name);
    project.description.clone_from(description);
    project.made.at = time(created);
    project.users = database.rows_of(
        "users",
        "SELECT user_id, user_name, user_login FROM users ORDER BY user_id",
        |row| {
            Ok(User {
                id: Id::from_uuid(id("user", number(row, 0)?)),
                name: words(row, 1)?,
                initials: words(row, 2)?,
            })
        },
    )?;
    project.codes = database.rows(
        "SELECT code_id, code_name, code_description, code_color FROM codes ORDER BY code_id",
        |row| {
            Ok(Code {
                id: Id::from_uuid(id("code", number(row, 0)?)),
                parent: None,
                name: words(row, 1)?,
                description: words(row, 2)?,
                color: color(&words(row, 3)?),
                codable: true,
                notes: Vec::new(),
            })
        },
    )?;
    let notes = memos(database, &mut read, &id)?;
    for code in &mut read.project.codes {
        code.notes = notes.of("memos_codes_map", code.id.uuid());
    }
    let mut raws = BTreeMap::new();
    let mut places = HashMap::new();
    let documents = database.rows(
        "SELECT doc_id, doc_name, doc_description, doc_text, created_at FROM documents ORDER BY doc_id",
        |row| Ok((number(row, 0)?, [words(row, 1)?, words(row, 2)?, words(row, 3)?, words(row, 4)?])),
    )?;
    for (number, [name, description, raw, created]) in documents {
        let own = Id::from_uuid(id("document", number));
        let made = Made {
            by: None,
            at: time(&created),
        };
        let text = crate::exchange::positions::canonical(&raw);
        let mut source = text_source(own, name, Some(text), made, Vec::new());
        source.description = description;
        source.texts[0].notes = notes.of("memos_documents_map", own.uuid());
        raws.insert(own, raw);
        places.insert(number, read.project.sources.len());
        read.project.sources.push(source);
    }
    let segments = database.rows(
        "SELECT segment_id, doc_id, code_id, user_id, segment_start, segment_end, segment_text FROM segments ORDER BY doc_id, segment_start, segment_id",
        |row| {
            let numbers = (0..6).map(|at| number(row, at)).collect::<Result<Vec<_>, _>>()?;
            Ok((numbers, words(row, 6)?))
        },
    )?;
    for (numbers, quote) in segments {
        let [segment, document, code, user, start, end] = numbers[..] else {
            continue;
        };
        let Some(at) = places.get(&document) else {
            let why = "its document is not in the database";
            read.losses.left_out("segment", &quote, why);
            continue;
        };
        let made = Made {
            by: Some(Id::from_uuid(id("user", user))),
            at: None,
        };
        let own = id("segment", segment);
        let notes = notes.of("memos_segments_map", own);
        // A memo on words without a code is a segment without a code.
        let coding = (code > 0).then(|| Coding {
            id: Id::from_uuid(own),
            code: Id::from_uuid(id("code", code)),
            made,
            notes: notes.clone(),
        });
        let place = (start.saturating_sub(1), end);
        let without_code = coding.is_none();
        let codings = coding.into_iter().collect();
        let mut selection = selection(own, place, quote, String::new(), codings, made);
        if without_code {
            selection.notes = notes;
        }
        read.project.sources[*at].texts[0]
            .selections
            .push(selection);
    }
    cases(database, &mut read, &id)?;
    attributes(database, &mut read, &id)?;
    categories(database, &mut read, &id)?;
    place(&raws, STANDARD, &mut read);
    Ok(read)
}

/// Memos by what they are on.
struct Notes(Vec<(&'static str, uuid::Uuid, MemoId)>);

impl Notes {
    fn of(&self, table: &str, thing: uuid::Uuid) -> Vec<MemoId> {
        let all = self.0.iter().filter(|it| it.0 == table && it.1 == thing);
        all.map(|it| it.2).collect()
    }
}

fn memos(
    database: &Database,
    read: &mut Read,
    id: &impl Fn(&str, i64) -> uuid::Uuid,
) -> Result<Notes, ExchangeError> {
    read.project.memos = database.rows_of(
        "memos",
        "SELECT memo_id, text, user_id FROM memos ORDER BY memo_id",
        |row| {
            Ok(Memo {
                id: Id::from_uuid(id("memo", number(row, 0)?)),
                name: String::new(),
                words: words(row, 1)?,
                made: Made {
                    by: Some(Id::from_uuid(id("user", number(row, 2)?))),
                    at: None,
                },
            })
        },
    )?;
    let mut notes = Vec::new();
    for (table, column, kind) in [
        ("memos_codes_map", "code_id", "code"),
        ("memos_documents_map", "doc_id", "document"),
        ("memos_segments_map", "segment_id", "segment"),
    ] {
        let sql = format!("SELECT memo_id, {column} FROM {table} ORDER BY memo_id, {column}");
        let pairs = database.rows_of(table, &sql, |row| Ok((number(row, 0)?, number(row, 1)?)))?;
        let pairs = pairs
            .into_iter()
            .map(|(memo, thing)| (table, id(kind, thing), Id::from_uuid(id("memo", memo))));
        notes.extend(pairs);
    }
    Ok(Notes(notes))
}

fn cases(
    database: &Database,
    read: &mut Read,
    id: &impl Fn(&str, i64) -> uuid::Uuid,
) -> Result<(), ExchangeError> {
    let of = database.rows_of(
        "cases_documents_map",
        "SELECT case_id, doc_id FROM cases_documents_map ORDER BY case_id, doc_id",
        |row| Ok((number(row, 0)?, number(row, 1)?)),
    )?;
    read.project.cases = database.rows_of(
        "cases",
        "SELECT case_id, case_name, case_description FROM cases ORDER BY case_id",
        |row| {
            let own = number(row, 0)?;
            let sources = of.iter().filter(|it| it.0 == own);
            Ok(Case {
                id: Id::from_uuid(id("case", own)),
                name: words(row, 1)?,
                description: words(row, 2)?,
                codes: Vec::new(),
                values: Vec::new(),
                sources: sources
                    .map(|it| Id::from_uuid(id("document", it.1)))
                    .collect(),
                selections: Vec::new(),
            })
        },
    )?;
    Ok(())
}

/// Attributes of documents and cases with their values.
fn attributes(
    database: &Database,
    read: &mut Read,
    id: &impl Fn(&str, i64) -> uuid::Uuid,
) -> Result<(), ExchangeError> {
    let all = database.rows_of(
        "attributes",
        "SELECT attribute_id, attribute_name, attribute_object FROM attributes ORDER BY attribute_id",
        |row| Ok((number(row, 0)?, words(row, 1)?, words(row, 2)?)),
    )?;
    for (own, name, of) in all {
        if of == "user" {
            let why = "coders have no attributes here";
            read.losses.left_out("attribute", &name, why);
            continue;
        }
        read.project.variables.push(Variable {
            id: Id::from_uuid(id("attribute", own)),
            name,
            description: String::new(),
            kind: VariableKind::Text,
        });
    }
    for (table, column, kind) in [
        ("attributes_documents_map", "doc_id", "document"),
        ("attributes_cases_map", "case_id", "case"),
    ] {
        let sql = format!(
            "SELECT m.{column}, m.attribute_id, v.value FROM {table} m JOIN attribute_values v \
             ON v.attribute_value_id = m.attribute_value_id ORDER BY m.{column}, m.attribute_id"
        );
        let rows = database.rows_of(table, &sql, |row| {
            Ok((number(row, 0)?, number(row, 1)?, words(row, 2)?))
        })?;
        for (thing, attribute, value) in rows {
            let thing = id(kind, thing);
            let value = VariableValue {
                variable: Id::from_uuid(id("attribute", attribute)),
                value: TypedValue::Text(value),
            };
            let sources = read.project.sources.iter_mut();
            let cases = read.project.cases.iter_mut();
            let of_sources = sources
                .filter(|it| it.id.uuid() == thing)
                .map(|it| &mut it.values);
            let of_cases = cases
                .filter(|it| it.id.uuid() == thing)
                .map(|it| &mut it.values);
            if let Some(values) = of_sources.chain(of_cases).next() {
                values.push(value);
            }
        }
    }
    Ok(())
}

/// Categories group codes and may share them: sets.
fn categories(
    database: &Database,
    read: &mut Read,
    id: &impl Fn(&str, i64) -> uuid::Uuid,
) -> Result<(), ExchangeError> {
    let of = database.rows_of(
        "categories_codes_map",
        "SELECT category_id, code_id FROM categories_codes_map ORDER BY category_id, code_id",
        |row| Ok((number(row, 0)?, number(row, 1)?)),
    )?;
    read.project.sets = database.rows_of(
        "categories",
        "SELECT category_id, category_name, category_description FROM categories ORDER BY category_id",
        |row| {
            let own = number(row, 0)?;
            let codes = of.iter().filter(|it| it.0 == own);
            Ok(Set {
                id: Id::from_uuid(id("category", own)),
                name: words(row, 1)?,
                description: words(row, 2)?,
                codes: codes.map(|it| Id::from_uuid(id("code", it.1))).collect(),
                sources: Vec::new(),
                notes: Vec::new(),
            })
        },
    )?;
    Ok(())
}

/// `rgb(255, 255, 0)` as `#ffff00`.
fn color(text: &str) -> Option<String> {
    let inner = text.trim().strip_prefix("rgb(")?.strip_suffix(')')?;
    let numbers: Vec<u8> = inner
        .split(',')
        .map(|part| part.trim().parse().ok())
        .collect::<Option<_>>()?;
    let [red, green, blue] = numbers[..] else {
        return None;
    };
    Some(format!("#{red:02x}{green:02x}{blue:02x}"))
}

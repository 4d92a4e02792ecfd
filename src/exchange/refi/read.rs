//! The tolerant reader: elements go by their local names, in any namespace and any order; GUIDs with
//! or without braces; empty containers are absent; references that lead nowhere are left out and said.

use std::path::Path;

use super::codebook::{codes, own, sets, target, targets, words_of};
use super::package::{Found, Package};
use super::settle::settle;
use super::sources;
use crate::archive::{Element, tree};
use crate::exchange::ExchangeError;
use crate::exchange::foreign::{
    Case, Direction, Foreign, Link, Made, Memo, Read, TypedValue, User, Variable, VariableKind,
    VariableValue, guid, time,
};
use crate::exchange::losses::Losses;
use crate::model::id::Id;

/// Reads a `.qdpx`.
pub fn read_package(bytes: &[u8]) -> Result<Read, ExchangeError> {
    let (package, xml) = Package::open(bytes)?;
    project(&decoded("project.qde", &xml)?.0, package)
}

/// Reads a `.qde` that lies beside its folder `sources`.
pub fn read_loose(path: &Path, bytes: &[u8]) -> Result<Read, ExchangeError> {
    project(&decoded("it", bytes)?.0, Package::beside(path))
}

/// Reads a `.qdc`.
pub fn read_codebook(bytes: &[u8]) -> Result<Read, ExchangeError> {
    let (xml, _) = decoded("it", bytes)?;
    let root = rooted(&xml, "CodeBook")?;
    let mut read = Read::default();
    read.project.program = root.get("origin").unwrap_or_default().to_owned();
    read.project.codes = codes(Some(&root), &mut read.losses);
    read.project.sets = sets(root.child("Sets"));
    settle(&mut read);
    Ok(read)
}

/// Bytes as text with its mark and line ends as they are, and the name of the encoding. What is not
/// Unicode is Windows-1252, as ATLAS.ti writes transcripts.
pub(super) fn decoded(name: &str, bytes: &[u8]) -> Result<(String, String), ExchangeError> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), "UTF-8".to_owned()));
    }
    let wrong = || ExchangeError::Encoding(name.to_owned());
    let encoding = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if bytes.contains(&0) => return Err(wrong()),
        None => encoding_rs::WINDOWS_1252,
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    let text = text.ok_or_else(wrong)?.into_owned();
    Ok((text, encoding.name().to_owned()))
}

fn rooted(xml: &str, expected: &'static str) -> Result<Element, ExchangeError> {
    let root = tree(xml)?;
    if root.name.eq_ignore_ascii_case(expected) {
        return Ok(root);
    }
    let found = root.name.to_string();
    Err(ExchangeError::Root { found, expected })
}

fn project(xml: &str, mut package: Package<'_>) -> Result<Read, ExchangeError> {
    let root = rooted(xml, "Project")?;
    let mut read = Read::default();
    let attribute = |name| root.get(name).unwrap_or_default().to_owned();
    read.project = Foreign {
        program: attribute("origin"),
        name: attribute("name"),
        description: words_of(&root, "Description"),
        notes: targets(&root, "NoteRef"),
        made: made(&root),
        users: inside(&root, "Users", "User").map(user).collect(),
        codes: codes(root.child("CodeBook"), &mut read.losses),
        variables: inside(&root, "Variables", "Variable")
            .map(variable)
            .collect(),
        sets: sets(root.child("Sets")),
        links: inside(&root, "Links", "Link").map(link).collect(),
        ..Foreign::default()
    };
    let kinds = read.project.variables.clone();
    read.project.cases = inside(&root, "Cases", "Case")
        .map(|element| case(element, &kinds, &mut read.losses))
        .collect();
    for note in inside(&root, "Notes", "Note") {
        let memo = memo(note, &mut package, &mut read.losses)?;
        read.project.memos.push(memo);
    }
    sources::read(root.child("Sources"), &mut package, &mut read)?;
    for graph in inside(&root, "Graphs", "Graph") {
        let name = graph.get("name").unwrap_or_default();
        read.losses
            .left_out("graph", name, "there are no drawings here");
    }
    strangers(&root, &OF_PROJECTS, &mut read.losses);
    changes(&root, &mut read.losses);
    settle(&mut read);
    Ok(read)
}

/// Children of a container that may be missing or empty.
pub(super) fn inside<'e>(
    element: &'e Element,
    container: &'e str,
    name: &'e str,
) -> impl Iterator<Item = &'e Element> {
    element
        .all(container)
        .flat_map(move |container| container.all(name))
}

/// Children of a project that are read.
const OF_PROJECTS: [&str; 11] = [
    "Users",
    "CodeBook",
    "Variables",
    "Cases",
    "Sources",
    "Notes",
    "Links",
    "Sets",
    "Graphs",
    "Description",
    "NoteRef",
];

/// Says which children of an element nobody reads.
pub(super) fn strangers(element: &Element, known: &[&str], losses: &mut Losses) {
    for child in &element.children {
        if !known.contains(&&*child.name) {
            let name = format!("{} in {}", child.name, element.name);
            losses.left_out("element", &name, "the standard does not have it there");
        }
    }
}

/// Says where the last change was at another time than the making, which alone is kept.
fn changes(root: &Element, losses: &mut Losses) {
    let mut waiting = vec![root];
    while let Some(element) = waiting.pop() {
        waiting.extend(element.children.iter().rev());
        let changed = element.get("modifiedDateTime").and_then(time);
        if changed.is_some() && changed != element.get("creationDateTime").and_then(time) {
            let why = "only who made something and when is kept";
            losses.left_out("date of a change", &element.name, why);
        }
    }
}

/// Who made an element, and when; a time without a zone is taken as UTC.
pub(super) fn made(element: &Element) -> Made {
    let by = element
        .get("creatingUser")
        .or_else(|| element.get("creatingUserGUID"))
        .filter(|text| !text.trim().is_empty())
        .map(|text| Id::from_uuid(guid(text)));
    let at = element.get("creationDateTime").and_then(time);
    Made { by, at }
}

fn user(element: &Element) -> User {
    let name = element.get("name").unwrap_or_default().trim().to_owned();
    User {
        id: Id::from_uuid(own(element, "user", &name)),
        initials: element.get("id").unwrap_or_default().trim().to_owned(),
        name,
    }
}

fn variable(element: &Element) -> Variable {
    let name = element.get("name").unwrap_or_default().trim().to_owned();
    Variable {
        id: Id::from_uuid(own(element, "variable", &name)),
        description: words_of(element, "Description"),
        kind: match element.get("typeOfVariable") {
            Some("Boolean") => VariableKind::Boolean,
            Some("Integer") => VariableKind::Integer,
            Some("Float") => VariableKind::Float,
            Some("Date") => VariableKind::Date,
            Some("DateTime") => VariableKind::DateTime,
            _ => VariableKind::Text,
        },
        name,
    }
}

fn case(element: &Element, kinds: &[Variable], losses: &mut Losses) -> Case {
    let name = element.get("name").unwrap_or_default().trim().to_owned();
    let sources = targets(element, "SourceRef");
    let named_after: Vec<String> = sources.iter().map(Id::<_>::to_string).collect();
    let id = own(
        element,
        "case",
        &format!("{name}\n{}", named_after.join(" ")),
    );
    Case {
        id: Id::from_uuid(id),
        description: words_of(element, "Description"),
        codes: targets(element, "CodeRef"),
        values: values(element, kinds, losses),
        sources,
        selections: targets(element, "SelectionRef"),
        name,
    }
}

/// The values on a case or a source. One that does not read as what its variable holds is kept as
/// words, and said.
pub(super) fn values(
    element: &Element,
    variables: &[Variable],
    losses: &mut Losses,
) -> Vec<VariableValue> {
    let mut found = Vec::new();
    for value in element.all("VariableValue") {
        let Some(variable) = value.child("VariableRef").and_then(target) else {
            losses.left_out("value", "", "it names no variable");
            continue;
        };
        let typed = value.children.iter().find(|it| it.name.ends_with("Value"));
        let Some(typed) = typed.filter(|it| !it.words.trim().is_empty()) else {
            continue;
        };
        let words = typed.words.trim();
        let read = match &*typed.name {
            "BooleanValue" => match words {
                "true" | "1" => Some(TypedValue::Boolean(true)),
                "false" | "0" => Some(TypedValue::Boolean(false)),
                _ => None,
            },
            "IntegerValue" => words.parse().ok().map(TypedValue::Integer),
            "FloatValue" => words
                .parse()
                .ok()
                .filter(|number: &f64| number.is_finite())
                .map(TypedValue::Float),
            "DateValue" => words
                .get(..10)
                .unwrap_or(words)
                .parse()
                .ok()
                .map(TypedValue::Date),
            "DateTimeValue" => words
                .trim_end_matches('Z')
                .parse()
                .ok()
                .map(TypedValue::DateTime),
            _ => Some(TypedValue::Text(words.to_owned())),
        };
        let value = read.unwrap_or_else(|| {
            let name = variables.iter().find(|it| it.id.uuid() == variable);
            let name = name.map_or("", |it| it.name.as_str());
            losses.changed("value", name, "it is not of its kind and is kept as words");
            TypedValue::Text(words.to_owned())
        });
        let variable = Id::from_uuid(variable);
        found.push(VariableValue { variable, value });
    }
    found
}

fn link(element: &Element) -> Link {
    let name = element.get("name").unwrap_or_default().to_owned();
    let end = |name| element.get(name).map(guid);
    let (origin, to) = (end("originGUID"), end("targetGUID"));
    Link {
        id: Id::from_uuid(own(element, "link", &format!("{name}\n{origin:?}\n{to:?}"))),
        direction: match element.get("direction") {
            Some("Associative") => Some(Direction::Associative),
            Some("OneWay") => Some(Direction::OneWay),
            Some("Bidirectional") => Some(Direction::Bidirectional),
            _ => None,
        },
        origin,
        target: to,
        notes: targets(element, "NoteRef"),
        name,
    }
}

fn memo(
    element: &Element,
    package: &mut Package<'_>,
    losses: &mut Losses,
) -> Result<Memo, ExchangeError> {
    let name = element.get("name").unwrap_or_default().to_owned();
    let mut words = element
        .child("PlainTextContent")
        .map(|it| it.words.clone())
        .unwrap_or_default();
    if let Some(path) = element.get("plainTextPath").filter(|_| words.is_empty()) {
        match package.file(path)? {
            Found::File(bytes) => {
                let text = decoded(path, &bytes)?.0;
                words = crate::exchange::positions::canonical(&text);
            }
            Found::Missing => {
                losses.left_out("text of a memo", &name, "its file did not come along")
            }
            Found::Outside | Found::Large => {
                losses.left_out("text of a memo", &name, "it lies outside the project")
            }
        }
    }
    if words.is_empty() {
        words = words_of(element, "Description");
    }
    let why = "memos cannot be coded";
    for selection in element.all("PlainTextSelection") {
        losses.left_out("selection inside a memo", &name, why);
        for _ in selection.all("Coding") {
            losses.left_out("coding inside a memo", &name, why);
        }
    }
    for _ in element.all("Coding") {
        losses.left_out("coding inside a memo", &name, why);
    }
    Ok(Memo {
        id: Id::from_uuid(own(element, "memo", &format!("{name}\n{words}"))),
        made: made(element),
        words,
        name,
    })
}

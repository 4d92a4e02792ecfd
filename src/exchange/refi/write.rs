//! The strict writer: children in the order of the schema, no empty containers, upper-case GUIDs, UTF-8
//! without byte order mark, texts with the line ends and positions that their reader expects. The same
//! project gives the same bytes.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::write_sources::Sources;
use crate::archive::{XmlWriter, pack};
use crate::exchange::ExchangeError;
use crate::exchange::foreign::{
    Case, Code, Direction, Foreign, Link, Made, Memo, Set, TypedValue, Variable, VariableKind,
    VariableValue,
};
use crate::exchange::losses::Losses;
use crate::exchange::profile::Profile;
use crate::model::codebook::CodeId;
use crate::model::id::Id;

/// A name with a value that may be missing.
pub(super) type Attribute<'n> = (&'n str, Option<String>);

const PROJECT: &str = "urn:QDA-XML:project:1.0";
const CODEBOOK: &str = "urn:QDA-XML:codebook:1.0";

/// Writes a `.qdpx` for a program; says what it cannot carry.
pub fn write_package(
    project: &Foreign,
    profile: Profile,
) -> Result<(Vec<u8>, Losses), ExchangeError> {
    let (adapted, mut losses) = adapted(project, profile);
    let mut sources = Sources::new(profile);
    let mut xml = XmlWriter::default();
    let attributes = [
        ("xmlns", Some(PROJECT.to_owned())),
        ("name", Some(adapted.name.clone())),
        ("origin", some(&adapted.program)),
        ("creatingUserGUID", adapted.made.by.map(guid)),
        ("creationDateTime", adapted.made.at.map(|at| at.to_string())),
    ];
    xml.element("Project", &attributes, |xml| {
        xml.container("Users", |xml| {
            for user in &adapted.users {
                let name = some(&user.name);
                let initials = some(&user.initials);
                let attributes = [
                    ("guid", Some(guid(user.id))),
                    ("name", name),
                    ("id", initials),
                ];
                xml.empty("User", &attributes);
            }
        });
        xml.container("CodeBook", |xml| codes(xml, &adapted.codes, true));
        xml.container("Variables", |xml| {
            adapted.variables.iter().for_each(|it| variable(xml, it));
        });
        xml.container("Cases", |xml| {
            adapted.cases.iter().for_each(|it| case(xml, it));
        });
        xml.container("Sources", |xml| {
            for source in &adapted.sources {
                sources.source(xml, source, &mut losses);
            }
        });
        xml.container("Notes", |xml| {
            adapted.memos.iter().for_each(|it| memo(xml, it));
        });
        xml.container("Links", |xml| {
            adapted.links.iter().for_each(|it| link(xml, it));
        });
        xml.container("Sets", |xml| {
            adapted.sets.iter().for_each(|it| set(xml, it));
        });
        description(xml, &adapted.description);
        notes(xml, &adapted.notes);
    });
    let (xml, replaced) = xml.finish();
    unheld(replaced, &mut losses);
    let files = sources.files();
    let members = std::iter::once(("project.qde", xml.as_bytes())).chain(
        files
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice())),
    );
    Ok((pack(members)?, losses))
}

/// Writes a `.qdc`: codes and sets of codes; says what it cannot carry.
pub fn write_codebook(project: &Foreign) -> (Vec<u8>, Losses) {
    let (project, mut losses) = adapted(project, Profile::Standard);
    for code in project.codes.iter().filter(|it| !it.notes.is_empty()) {
        losses.left_out("memo on a code", &code.name, "a codebook file has none");
    }
    let mut xml = XmlWriter::default();
    let attributes = [
        ("xmlns", Some(CODEBOOK.to_owned())),
        ("origin", some(&project.program)),
    ];
    xml.element("CodeBook", &attributes, |xml| {
        codes(xml, &project.codes, false);
        xml.container("Sets", |xml| {
            for set in &project.sets {
                if !set.sources.is_empty() || !set.notes.is_empty() {
                    let why = "a codebook file has sets of codes alone";
                    losses.left_out("member of a set", &set.name, why);
                }
                xml.element(
                    "Set",
                    &[("guid", Some(guid(set.id))), name(&set.name)],
                    |xml| {
                        description(xml, &set.description);
                        for code in &set.codes {
                            xml.empty("MemberCode", &[("guid", Some(guid(*code)))]);
                        }
                    },
                );
            }
        });
    });
    let (xml, replaced) = xml.finish();
    unheld(replaced, &mut losses);
    (xml.into_bytes(), losses)
}

/// Says how many characters were replaced.
fn unheld(count: usize, losses: &mut Losses) {
    for _ in 0..count {
        let why = "XML cannot hold it; a replacement character stands in its place";
        losses.changed("character", "", why);
    }
}

/// The project as the program wants it.
fn adapted(project: &Foreign, profile: Profile) -> (Foreign, Losses) {
    let mut adapted = project.clone();
    let mut losses = Losses::default();
    let mut levels: BTreeMap<CodeId, usize> = BTreeMap::new();
    for code in &mut adapted.codes {
        let above = code.parent.and_then(|parent| levels.get(&parent));
        let level = above.map_or(0, |level| level + 1);
        if level > DEEPEST {
            code.parent = None;
            let why = "it is nested too deep to be read and stands at the top";
            losses.changed("code", &code.name, why);
        }
        levels.insert(code.id, if level > DEEPEST { 0 } else { level });
    }
    if profile.drops_memos_on_sources() {
        for source in &mut adapted.sources {
            let of_texts = source.texts.iter_mut().map(|it| &mut it.notes);
            let all: Vec<_> = of_texts.chain([&mut source.notes]).collect();
            for notes in all.into_iter().filter(|it| !it.is_empty()) {
                for _ in notes.drain(..) {
                    let why = "it stands alone, as a reference would make the program drop it";
                    losses.changed("memo on a source", &source.name, why);
                }
            }
        }
    }
    if profile.reads_values_on_sources() {
        for case in &mut adapted.cases {
            let mut of_case = adapted
                .sources
                .iter_mut()
                .filter(|it| case.sources.contains(&it.id));
            if case.values.is_empty() || case.sources.is_empty() {
                continue;
            }
            for source in &mut of_case {
                let fresh = case
                    .values
                    .iter()
                    .filter(|it| !source.values.iter().any(|at| at.variable == it.variable));
                let fresh: Vec<VariableValue> = fresh.cloned().collect();
                source.values.extend(fresh);
            }
            let why = "its values stand on its sources, where the program reads them";
            losses.changed("case", &case.name, why);
            case.values.clear();
        }
    }
    if profile.has_one_kind_of_number() {
        for variable in &mut adapted.variables {
            if variable.kind == VariableKind::Integer {
                variable.kind = VariableKind::Float;
                let why = "whole numbers are decimal ones";
                losses.changed("variable", &variable.name, why);
            }
        }
        let of_cases = adapted.cases.iter_mut().flat_map(|it| &mut it.values);
        let of_sources = adapted.sources.iter_mut().flat_map(|it| &mut it.values);
        for value in of_cases.chain(of_sources) {
            if let TypedValue::Integer(number) = value.value {
                value.value = TypedValue::Float(number as f64);
            }
        }
    }
    (adapted, losses)
}

/// An id as the standard writes it.
pub(super) fn guid<T>(id: Id<T>) -> String {
    plain_guid(id.uuid())
}

/// An id of anything.
pub(super) fn plain_guid(id: Uuid) -> String {
    id.to_string().to_uppercase()
}

/// A value unless it is empty.
pub(super) fn some(words: &str) -> Option<String> {
    Some(words.to_owned()).filter(|it| !it.is_empty())
}

fn name(words: &str) -> Attribute<'static> {
    ("name", Some(words.to_owned()))
}

/// Who made something and when, as everything but the project itself says it.
pub(super) fn made(made: &Made) -> [Attribute<'static>; 2] {
    [
        ("creatingUser", made.by.map(guid)),
        ("creationDateTime", made.at.map(|at| at.to_string())),
    ]
}

pub(super) fn description(xml: &mut XmlWriter, words: &str) {
    if !words.is_empty() {
        xml.words("Description", words);
    }
}

pub(super) fn notes(xml: &mut XmlWriter, notes: &[crate::model::memo::MemoId]) {
    for note in notes {
        xml.empty("NoteRef", &[("targetGUID", Some(guid(*note)))]);
    }
}

/// References of one kind.
fn refer<T>(xml: &mut XmlWriter, element: &str, ids: &[Id<T>]) {
    for id in ids {
        xml.empty(element, &[("targetGUID", Some(guid(*id)))]);
    }
}

fn codes(xml: &mut XmlWriter, all: &[Code], with_notes: bool) {
    xml.container("Codes", |xml| {
        let known: BTreeSet<CodeId> = all.iter().map(|it| it.id).collect();
        let roots = all
            .iter()
            .filter(|it| it.parent.is_none_or(|parent| !known.contains(&parent)));
        roots.for_each(|it| code(xml, it, all, with_notes));
    });
}

/// How deep codes are nested at most, so that what is written can be read.
const DEEPEST: usize = 300;

fn code(xml: &mut XmlWriter, one: &Code, all: &[Code], with_notes: bool) {
    let attributes = [
        ("guid", Some(guid(one.id))),
        name(&one.name),
        ("isCodable", Some(one.codable.to_string())),
        ("color", one.color.clone()),
    ];
    xml.element("Code", &attributes, |xml| {
        description(xml, &one.description);
        if with_notes {
            notes(xml, &one.notes);
        }
        let below = all.iter().filter(|it| it.parent == Some(one.id));
        below.for_each(|it| code(xml, it, all, with_notes));
    });
}

fn variable(xml: &mut XmlWriter, variable: &Variable) {
    let kind = match variable.kind {
        VariableKind::Text => "Text",
        VariableKind::Boolean => "Boolean",
        VariableKind::Integer => "Integer",
        VariableKind::Float => "Float",
        VariableKind::Date => "Date",
        VariableKind::DateTime => "DateTime",
    };
    let attributes = [
        ("guid", Some(guid(variable.id))),
        name(&variable.name),
        ("typeOfVariable", Some(kind.to_owned())),
    ];
    xml.element("Variable", &attributes, |xml| {
        description(xml, &variable.description);
    });
}

pub(super) fn values(xml: &mut XmlWriter, values: &[VariableValue]) {
    for value in values {
        xml.element("VariableValue", &[], |xml| {
            let target = ("targetGUID", Some(guid(value.variable)));
            xml.empty("VariableRef", &[target]);
            match &value.value {
                TypedValue::Text(words) => xml.words("TextValue", words),
                TypedValue::Boolean(yes) => xml.words("BooleanValue", &yes.to_string()),
                TypedValue::Integer(number) => xml.words("IntegerValue", &number.to_string()),
                TypedValue::Float(number) => xml.words("FloatValue", &number.to_string()),
                TypedValue::Date(date) => xml.words("DateValue", &date.to_string()),
                TypedValue::DateTime(time) => xml.words("DateTimeValue", &time.to_string()),
            }
        });
    }
}

fn case(xml: &mut XmlWriter, case: &Case) {
    let attributes = [("guid", Some(guid(case.id))), ("name", some(&case.name))];
    xml.element("Case", &attributes, |xml| {
        description(xml, &case.description);
        refer(xml, "CodeRef", &case.codes);
        values(xml, &case.values);
        refer(xml, "SourceRef", &case.sources);
        refer(xml, "SelectionRef", &case.selections);
    });
}

fn memo(xml: &mut XmlWriter, memo: &Memo) {
    let [by, at] = made(&memo.made);
    let attributes = [
        ("guid", Some(guid(memo.id))),
        ("name", some(&memo.name)),
        by,
        at,
    ];
    xml.element("Note", &attributes, |xml| {
        if !memo.words.is_empty() {
            xml.words("PlainTextContent", &memo.words);
        }
    });
}

fn link(xml: &mut XmlWriter, link: &Link) {
    let direction = link.direction.map(|direction| match direction {
        Direction::Associative => "Associative",
        Direction::OneWay => "OneWay",
        Direction::Bidirectional => "Bidirectional",
    });
    let attributes = [
        ("guid", Some(guid(link.id))),
        ("name", some(&link.name)),
        ("direction", direction.map(str::to_owned)),
        ("originGUID", link.origin.map(plain_guid)),
        ("targetGUID", link.target.map(plain_guid)),
    ];
    xml.element("Link", &attributes, |xml| notes(xml, &link.notes));
}

fn set(xml: &mut XmlWriter, set: &Set) {
    xml.element(
        "Set",
        &[("guid", Some(guid(set.id))), name(&set.name)],
        |xml| {
            description(xml, &set.description);
            refer(xml, "MemberCode", &set.codes);
            refer(xml, "MemberSource", &set.sources);
            refer(xml, "MemberNote", &set.notes);
        },
    );
}

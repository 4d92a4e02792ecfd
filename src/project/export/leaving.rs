//! From the study to the value that other programs' writers take: coders become users, respondents
//! cases, memos notes with references, and codings of one place one selection.

use std::collections::{BTreeMap, BTreeSet};

use super::ExportRequest;
use super::staying::{Carrier, staying};
use crate::corpus::encoding::decode;
use crate::exchange::Kind;
use crate::exchange::foreign::{
    self, Case, Code, Coding, Direction, Foreign, Link, Made, Memo, Place, Rich, Selection, Source,
    SourceKind, Text, TypedValue, User, Variable, VariableKind, VariableValue,
};
use crate::exchange::losses::Losses;
use crate::model::codebook;
use crate::model::id::Id;
use crate::model::memo::{MemoId, Thing};
use crate::model::natural::natural;
use crate::model::redact::Printed;
use crate::model::respondent::{Attribute, AttributeId, Kind as ValueKind, Respondent, Value};
use crate::model::source::{self, SourceId};
use crate::model::span::Span;
use crate::model::study::Study;
use crate::project::{Project, ProjectError};

impl Project {
    /// Everything that leaves in a file of this kind.
    pub(super) fn leaving(
        &self,
        study: &Study,
        request: &ExportRequest,
        kind: Kind,
    ) -> Result<(Foreign, Losses), ProjectError> {
        let mut losses = Losses::default();
        let title = match self.settings.title.trim() {
            "" => {
                let folder = self.root.canonicalize().unwrap_or_default();
                let name = folder.file_name().unwrap_or_default();
                name.to_string_lossy().into_owned()
            }
            title => title.to_owned(),
        };
        let mut foreign = Foreign {
            public: self.is_public(),
            program: format!("quotebook {}", env!("CARGO_PKG_VERSION")),
            name: title,
            codes: study
                .codebook()
                .into_iter()
                .map(|code| leaving_code(code, study, kind, &mut losses))
                .collect(),
            ..Foreign::default()
        };
        if kind == Kind::Qdc {
            let on_codes = study.memos.values();
            let on_codes = on_codes.filter(|it| matches!(it.about, Thing::Code(_)));
            losses.missing(
                "memo on a code",
                on_codes.count(),
                "a codebook file has none",
            );
            return Ok((foreign, losses));
        }
        foreign.users = study
            .coders
            .values()
            .map(|coder| User {
                id: coder.id,
                name: coder.name.clone(),
                initials: String::new(),
            })
            .collect();
        let attributes = used(study);
        foreign.variables = attributes
            .iter()
            .map(|attribute| variable(attribute, study))
            .collect();
        foreign.cases = cases(study, &attributes, &foreign.variables);
        let mut sources: Vec<&source::Source> = study.sources.values().collect();
        sources.sort_by(|a, b| natural(&a.name, &b.name).then(a.id.cmp(&b.id)));
        for source in sources {
            let left = self.leaving_source(study, source, request, kind, &mut losses)?;
            foreign.sources.push(left);
        }
        memos(study, &mut foreign);
        let carrier = match kind {
            Kind::WebAnnotation => Carrier::Annotations,
            Kind::Brat => Carrier::Brat,
            Kind::Qdpx | Kind::Qdc => Carrier::Refi,
        };
        losses.append(staying(study, carrier));
        Ok((foreign, losses))
    }

    fn leaving_source(
        &self,
        study: &Study,
        source: &source::Source,
        request: &ExportRequest,
        kind: Kind,
        losses: &mut Losses,
    ) -> Result<Source, ProjectError> {
        let text = self.text(source)?;
        let mask = self.mask(study, source, &text)?;
        let printed = mask.whole(&text);
        let mut rich = None;
        if source.original != source.text {
            let bytes = self.store.original(source.original)?;
            // The same words in another encoding or with other line ends are no other file.
            let is_plain = decode(&bytes).is_ok_and(|(words, _)| words == text);
            rich = Rich::pdf(&bytes)
                .or_else(|| Rich::of(bytes))
                .filter(|_| kind == Kind::Qdpx);
            let is_pdf = rich.as_ref().is_some_and(|it| it.ending == "pdf");
            let why = match rich.is_some() {
                true if !mask.is_empty() => {
                    Some("words of it are redacted, which its Word file or PDF would show")
                }
                true if is_pdf && !request.profile.codes_text_of_pdf() => {
                    Some("its words go without the PDF, in which that program shows no coded words")
                }
                true if !request.originals && is_pdf => {
                    Some("its words go without the PDF (`--originals` adds it)")
                }
                true if !request.originals => {
                    Some("its words go without the Word file (`--originals` adds it)")
                }
                true => None,
                false if is_plain => None,
                false => Some("its words go without the file that they were read from"),
            };
            if let Some(why) = why {
                rich = None;
                losses.left_out("file of a source", &source.name, why);
            }
        }
        if !source.pages.is_empty() {
            let why = "which page words stand on has no place there";
            losses.left_out("source with page numbers", &source.name, why);
        }
        if !mask.is_empty() {
            let why = "words of it are redacted";
            losses.changed("source", &source.name, why);
        }
        let selections = selections(study, source.id, &printed);
        let is_pdf = rich.as_ref().is_some_and(|it| it.ending == "pdf");
        Ok(Source {
            id: source.id,
            kind: match is_pdf {
                true => SourceKind::Pdf,
                false => SourceKind::Text,
            },
            name: source.name.clone(),
            description: String::new(),
            path: None,
            texts: vec![Text {
                id: match is_pdf {
                    // The text that represents a PDF has a GUID of its own.
                    true => Id::from_uuid(foreign::named("text", &source.id.to_string())),
                    false => source.id,
                },
                name: source.name.clone(),
                words: Some(printed.text),
                rich,
                encoding: "UTF-8".to_owned(),
                moments: Vec::new(),
                selections,
                notes: Vec::new(),
                made: Made::default(),
            }],
            selections: Vec::new(),
            codings: Vec::new(),
            notes: Vec::new(),
            values: Vec::new(),
            made: Made::default(),
        })
    }
}

/// The standard has one description for a code; what the codebook knows besides stands below it.
fn leaving_code(code: &codebook::Code, study: &Study, kind: Kind, losses: &mut Losses) -> Code {
    // Elsewhere there is no description that the parts could stand in.
    let describes = matches!(kind, Kind::Qdpx | Kind::Qdc);
    let description = code.described();
    let added = description != code.definition.trim();
    if added && describes {
        let why = "when to use it, when not and its example stand in its description";
        losses.changed("code", &code.key, why);
    }
    if !code.rules.is_empty() {
        let why = "rules for autocoding have no place there";
        losses.left_out("code with rules", &code.key, why);
    }
    Code {
        id: code.id,
        parent: code
            .parent
            .filter(|parent| study.codes.contains_key(parent)),
        name: code.name.clone(),
        description,
        color: code.color.clone(),
        codable: true,
        notes: Vec::new(),
    }
}

/// Attributes that any respondent has a value of.
fn used(study: &Study) -> Vec<&Attribute> {
    let used: BTreeSet<&String> = study
        .respondents
        .values()
        .flat_map(|it| it.values.keys())
        .collect();
    let mut attributes = study.register();
    attributes.retain(|it| used.contains(&it.name));
    attributes
}

fn variable(attribute: &Attribute, study: &Study) -> Variable {
    let of_it = |it: &Respondent| it.value(&attribute.name).and_then(Value::number);
    let mut numbers = study.respondents.values().filter_map(of_it);
    Variable {
        id: attribute.id,
        name: attribute.name.clone(),
        description: match attribute.label == attribute.name {
            true => String::new(),
            false => attribute.label.clone(),
        },
        kind: match attribute.kind {
            ValueKind::Text => VariableKind::Text,
            ValueKind::Date => VariableKind::Date,
            ValueKind::Number if numbers.all(is_whole) => VariableKind::Integer,
            ValueKind::Number => VariableKind::Float,
        },
    }
}

/// Whether a number is a whole one that is written without loss.
fn is_whole(number: f64) -> bool {
    number.fract() == 0.0 && number.abs() < 9e15
}

fn cases(study: &Study, attributes: &[&Attribute], variables: &[Variable]) -> Vec<Case> {
    let kinds: BTreeMap<AttributeId, VariableKind> =
        variables.iter().map(|it| (it.id, it.kind)).collect();
    let mut respondents: Vec<&Respondent> = study.respondents.values().collect();
    respondents.sort_by(|a, b| natural(&a.name, &b.name).then(a.id.cmp(&b.id)));
    let mut sources: Vec<&source::Source> = study.sources.values().collect();
    sources.sort_by(|a, b| natural(&a.name, &b.name).then(a.id.cmp(&b.id)));
    respondents
        .into_iter()
        .map(|respondent| {
            let value = |attribute: &&Attribute| {
                let value = respondent.value(&attribute.name)?;
                let whole = kinds.get(&attribute.id) == Some(&VariableKind::Integer);
                Some(VariableValue {
                    variable: attribute.id,
                    value: match value {
                        Value::Text(words) => TypedValue::Text(words.clone()),
                        Value::Date(date) => TypedValue::Date(*date),
                        Value::Number(number) if whole => TypedValue::Integer(*number as i64),
                        Value::Number(number) => TypedValue::Float(*number),
                    },
                })
            };
            let of_it = sources
                .iter()
                .filter(|it| it.respondent == Some(respondent.id));
            Case {
                id: respondent.id,
                name: respondent.name.clone(),
                description: String::new(),
                codes: Vec::new(),
                values: attributes.iter().filter_map(value).collect(),
                sources: of_it.map(|it| it.id).collect(),
                selections: Vec::new(),
            }
        })
        .collect()
}

/// Codings of one place are one selection, whose name is the words.
fn selections(study: &Study, source: SourceId, printed: &Printed) -> Vec<Selection> {
    let mut places: BTreeMap<Span, Vec<Coding>> = BTreeMap::new();
    for coding in study.codings.values().filter(|it| it.source == source) {
        let span = printed.place(0, coding.span);
        places.entry(span).or_default().push(Coding {
            id: coding.id,
            code: coding.code,
            made: Made {
                by: Some(coding.coder),
                at: Some(coding.at),
            },
            notes: Vec::new(),
        });
    }
    places
        .into_iter()
        .map(|(span, codings)| {
            let place = format!("{source} {} {}", span.start, span.end);
            let first = codings.iter().min_by_key(|it| (it.made.at, it.id));
            Selection {
                id: Id::from_uuid(foreign::named("selection", &place)),
                name: span.of(&printed.text).unwrap_or_default().to_owned(),
                description: String::new(),
                place: Place::Words(span),
                made: first.map_or_else(Made::default, |it| it.made),
                codings,
                notes: Vec::new(),
            }
        })
        .collect()
}

/// Memos are notes that things refer to; respondents and coders, which cannot, are linked with them.
fn memos(study: &Study, foreign: &mut Foreign) {
    let mut about: BTreeMap<uuid::Uuid, Vec<MemoId>> = BTreeMap::new();
    for memo in study.memos.values() {
        let by = study.coder_named(&memo.author).map(|it| it.id);
        foreign.memos.push(Memo {
            id: memo.id,
            name: String::new(),
            words: memo.text.clone(),
            made: Made {
                by,
                at: Some(memo.at),
            },
        });
        let linked = match memo.about {
            Thing::Project => {
                foreign.notes.push(memo.id);
                continue;
            }
            Thing::Source(id) => {
                about.entry(id.uuid()).or_default().push(memo.id);
                continue;
            }
            Thing::Code(id) => {
                about.entry(id.uuid()).or_default().push(memo.id);
                continue;
            }
            Thing::Coding(id) => {
                about.entry(id.uuid()).or_default().push(memo.id);
                continue;
            }
            Thing::Respondent(id) => id.uuid(),
            Thing::Coder(id) => id.uuid(),
        };
        foreign.links.push(Link {
            id: Id::from_uuid(foreign::named("memo", &memo.id.to_string())),
            name: String::new(),
            direction: Some(Direction::OneWay),
            origin: Some(memo.id.uuid()),
            target: Some(linked),
            notes: Vec::new(),
        });
    }
    let mut take = |id: uuid::Uuid| about.remove(&id).unwrap_or_default();
    for code in &mut foreign.codes {
        code.notes = take(code.id.uuid());
    }
    for source in &mut foreign.sources {
        let notes = take(source.id.uuid());
        match (source.kind, source.texts.first_mut()) {
            (SourceKind::Text, Some(text)) => text.notes = notes,
            _ => source.notes = notes,
        }
    }
    for text in foreign.sources.iter_mut().flat_map(|it| &mut it.texts) {
        for coding in text.selections.iter_mut().flat_map(|it| &mut it.codings) {
            coding.notes = take(coding.id.uuid());
        }
    }
}

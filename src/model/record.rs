//! Records: any noun that a project keeps, as operations and tables hold it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::assignment::Assignment;
use super::classification::Classification;
use super::codebook::Code;
use super::coding::{Coder, Coding};
use super::contradiction::Contradiction;
use super::decision::Decision;
use super::edit::Edit;
use super::export::Export;
use super::file::File;
use super::id::Id;
use super::memo::{Memo, Thing};
use super::place::Place;
use super::redaction::Redaction;
use super::respondent::{Attribute, Respondent};
use super::round::Round;
use super::route::Stop;
use super::source::Source;
use super::standing::Standing;
use super::translation::Translation;

/// Makes what holds for every noun alike, so that a new one is one line below.
macro_rules! records {
    ($($(#[$doc:meta])* $noun:ident, $word:literal, $table:literal;)*) => {
        /// Any noun that a project keeps.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub enum Record {
            $($(#[$doc])* $noun($noun),)*
        }

        impl Record {
            /// The id, whatever it is the id of.
            pub fn uuid(&self) -> Uuid {
                match self {
                    $(Self::$noun(it) => it.id.uuid(),)*
                }
            }

            /// The word for the kind of record.
            pub fn noun(&self) -> &'static str {
                match self {
                    $(Self::$noun(_) => $word,)*
                }
            }

            /// The table of the database that it lives in.
            pub fn table(&self) -> &'static str {
                match self {
                    $(Self::$noun(_) => $table,)*
                }
            }

            /// The record alone as JSON, without the word for its kind.
            pub fn to_json(&self) -> serde_json::Result<String> {
                match self {
                    $(Self::$noun(it) => serde_json::to_string(it),)*
                }
            }

            /// The tables of the database, one for each kind.
            pub const TABLES: &[&str] = &[$($table),*];

            /// Reads a record of the table from what [`Record::to_json`] wrote.
            pub fn from_json(table: &str, json: &str) -> serde_json::Result<Self> {
                match table {
                    $($table => serde_json::from_str(json).map(Self::$noun),)*
                    _ => Err(serde::de::Error::custom(format!("no table `{table}`"))),
                }
            }
        }

        $(impl From<$noun> for Record {
            fn from(it: $noun) -> Self {
                Self::$noun(it)
            }
        })*
    };
}

records! {
    /// An attribute of respondents.
    Attribute, "attribute", "attributes";
    /// A respondent.
    Respondent, "respondent", "respondents";
    /// A source.
    Source, "source", "sources";
    /// A code.
    Code, "code", "codes";
    /// A coder.
    Coder, "coder", "coders";
    /// A coding.
    Coding, "coding", "codings";
    /// A memo.
    Memo, "memo", "memos";
    /// A file that was imported.
    File, "file", "files";
    /// A file that left the project.
    Export, "export", "exports";
    /// A round of coding apart.
    Round, "round", "rounds";
    /// Words that are not printed.
    Redaction, "redaction", "redactions";
    /// A source that a coder is to read.
    Assignment, "assignment", "assignments";
    /// A disagreement settled.
    Decision, "decision", "decisions";
    /// How a quote stands with the writers.
    Standing, "standing", "standings";
    /// How a quote is cut and mended for print.
    Edit, "edit", "edits";
    /// What a quote says in another language.
    Translation, "translation", "translations";
    /// Into which value of an attribute a respondent is put.
    Classification, "classification", "classifications";
    /// A contradiction between register and notes, settled.
    Contradiction, "contradiction", "contradictions";
    /// A place.
    Place, "place", "places";
    /// A stop on a respondent's way.
    Stop, "stop", "stops";
}

impl Record {
    /// Whether the record is `thing` or hangs on it.
    pub fn concerns(&self, thing: Thing) -> bool {
        match (self, thing) {
            (Self::Memo(memo), thing) => memo.about == thing,
            (Self::Source(source), Thing::Source(id)) => source.id == id,
            (Self::Source(source), Thing::Respondent(id)) => source.respondent == Some(id),
            (Self::Respondent(respondent), Thing::Respondent(id)) => respondent.id == id,
            (Self::Code(code), Thing::Code(id)) => code.id == id,
            (Self::Coder(coder), Thing::Coder(id)) => coder.id == id,
            (Self::Coding(coding), Thing::Coding(id)) => coding.id == id,
            (Self::Coding(coding), Thing::Source(id)) => coding.source == id,
            (Self::Coding(coding), Thing::Code(id)) => coding.code == id,
            (Self::Coding(coding), Thing::Coder(id)) => coding.coder == id,
            (Self::Assignment(it), Thing::Source(id)) => it.source == id,
            (Self::Assignment(it), Thing::Coder(id)) => it.coder == id,
            (Self::Standing(it), Thing::Coding(id)) => it.coding == id,
            (Self::Edit(it), Thing::Coding(id)) => it.codings.contains(&id),
            (Self::Translation(it), Thing::Coding(id)) => it.coding == id,
            (Self::Stop(it), Thing::Respondent(id)) => it.respondent == id,
            (Self::Stop(it), Thing::Source(id)) => it.evidence.iter().any(|it| it.source == id),
            (Self::Decision(it), Thing::Source(id)) => it.source == id,
            (Self::Contradiction(it), Thing::Respondent(id)) => it.respondent == id,
            (Self::Contradiction(it), Thing::Source(id)) => it.source == id,
            (Self::Classification(it), Thing::Respondent(id)) => it.respondent == id,
            (Self::Classification(it), Thing::Coder(id)) => it.coder == id,
            (Self::Classification(it), Thing::Source(id)) => {
                it.because.iter().any(|it| it.source == id)
            }
            (Self::Redaction(it), Thing::Source(id)) => it.source == id,
            (Self::Decision(it), Thing::Coding(id)) => {
                it.about.contains(&id) || it.made.contains(&id)
            }
            _ => false,
        }
    }

    /// The name that no other record of its kind may have; `None` where there is none.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Attribute(it) => Some(&it.name),
            Self::Respondent(it) => Some(&it.name),
            Self::Source(it) => Some(&it.name),
            Self::Code(it) => Some(&it.key),
            Self::Coder(it) => Some(&it.name),
            Self::File(it) => Some(&it.name),
            Self::Place(it) => Some(&it.name),
            Self::Stop(_) => None,
            Self::Round(it) => Some(&it.name),
            Self::Coding(_)
            | Self::Memo(_)
            | Self::Export(_)
            | Self::Assignment(_)
            | Self::Decision(_)
            | Self::Standing(_)
            | Self::Edit(_)
            | Self::Translation(_)
            | Self::Classification(_)
            | Self::Contradiction(_)
            | Self::Redaction(_) => None,
        }
    }

    /// Gives the record another name, if its kind has names.
    pub fn rename(&mut self, name: String) {
        match self {
            Self::Attribute(it) => it.name = name,
            Self::Respondent(it) => it.name = name,
            Self::Source(it) => it.name = name,
            Self::Code(it) => it.key = name,
            Self::Coder(it) => it.name = name,
            Self::File(it) => it.name = name,
            Self::Place(it) => it.name = name,
            Self::Stop(_) => {}
            Self::Round(it) => it.name = name,
            Self::Coding(_)
            | Self::Memo(_)
            | Self::Export(_)
            | Self::Assignment(_)
            | Self::Decision(_)
            | Self::Standing(_)
            | Self::Edit(_)
            | Self::Translation(_)
            | Self::Classification(_)
            | Self::Contradiction(_)
            | Self::Redaction(_) => {}
        }
    }

    /// Ids of the records that this one hangs on and cannot be without.
    pub fn hangs_on(&self) -> Vec<Uuid> {
        match self {
            Self::Source(it) => it.respondent.map(Id::uuid).into_iter().collect(),
            Self::Code(it) => it.parent.map(Id::uuid).into_iter().collect(),
            Self::Coding(it) => vec![it.source.uuid(), it.code.uuid(), it.coder.uuid()],
            Self::Assignment(it) => vec![it.source.uuid(), it.coder.uuid()],
            Self::Decision(it) => vec![it.source.uuid()],
            Self::Contradiction(it) => vec![it.respondent.uuid(), it.source.uuid()],
            Self::Classification(it) => [it.respondent.uuid(), it.coder.uuid()]
                .into_iter()
                .chain(it.because.iter().map(|it| it.source.uuid()))
                .collect(),
            Self::Redaction(it) => vec![it.source.uuid()],
            Self::Stop(it) => vec![it.respondent.uuid(), it.place.uuid()],
            Self::Attribute(_)
            | Self::Respondent(_)
            | Self::Coder(_)
            | Self::Memo(_)
            | Self::File(_)
            | Self::Edit(_)
            | Self::Translation(_)
            | Self::Export(_)
            | Self::Place(_)
            | Self::Round(_)
            | Self::Standing(_) => Vec::new(),
        }
    }

    /// Puts another id in the place of every id, its own included.
    pub fn replace_ids(&mut self, other: &impl Fn(Uuid) -> Uuid) {
        fn one<T>(id: &mut Id<T>, other: &impl Fn(Uuid) -> Uuid) {
            *id = Id::from_uuid(other(id.uuid()));
        }
        match self {
            Self::Attribute(it) => one(&mut it.id, other),
            Self::Respondent(it) => one(&mut it.id, other),
            Self::Source(it) => {
                one(&mut it.id, other);
                it.respondent.iter_mut().for_each(|id| one(id, other));
            }
            Self::Code(it) => {
                one(&mut it.id, other);
                it.parent.iter_mut().for_each(|id| one(id, other));
            }
            Self::Coder(it) => one(&mut it.id, other),
            Self::Coding(it) => {
                one(&mut it.id, other);
                one(&mut it.source, other);
                one(&mut it.code, other);
                one(&mut it.coder, other);
            }
            Self::Memo(it) => {
                one(&mut it.id, other);
                match &mut it.about {
                    Thing::Project => {}
                    Thing::Source(id) => one(id, other),
                    Thing::Respondent(id) => one(id, other),
                    Thing::Code(id) => one(id, other),
                    Thing::Coding(id) => one(id, other),
                    Thing::Coder(id) => one(id, other),
                }
            }
            Self::File(it) => one(&mut it.id, other),
            Self::Export(it) => one(&mut it.id, other),
            Self::Place(it) => one(&mut it.id, other),
            Self::Stop(it) => {
                one(&mut it.id, other);
                one(&mut it.respondent, other);
                one(&mut it.place, other);
                let evidence = it.evidence.iter_mut();
                evidence.for_each(|it| one(&mut it.source, other));
            }
            Self::Round(it) => {
                one(&mut it.id, other);
                it.coders.iter_mut().for_each(|id| one(id, other));
                it.sources.iter_mut().for_each(|id| one(id, other));
            }
            Self::Assignment(it) => {
                one(&mut it.id, other);
                one(&mut it.source, other);
                one(&mut it.coder, other);
            }
            Self::Decision(it) => {
                one(&mut it.id, other);
                one(&mut it.source, other);
                it.about.iter_mut().for_each(|id| one(id, other));
                it.made.iter_mut().for_each(|id| one(id, other));
            }
            Self::Standing(it) => {
                one(&mut it.id, other);
                one(&mut it.coding, other);
            }
            Self::Edit(it) => {
                one(&mut it.id, other);
                it.codings.iter_mut().for_each(|id| one(id, other));
                let stretches = it.stretches.iter_mut();
                stretches.for_each(|stretch| one(&mut stretch.source, other));
            }
            Self::Translation(it) => {
                one(&mut it.id, other);
                one(&mut it.coding, other);
            }
            Self::Contradiction(it) => {
                one(&mut it.id, other);
                one(&mut it.respondent, other);
                one(&mut it.source, other);
            }
            Self::Classification(it) => {
                one(&mut it.id, other);
                one(&mut it.respondent, other);
                one(&mut it.coder, other);
                it.because
                    .iter_mut()
                    .for_each(|it| one(&mut it.source, other));
            }
            Self::Redaction(it) => {
                one(&mut it.id, other);
                one(&mut it.source, other);
            }
        }
    }
}

//! A project of another program as one plain value, with the nouns under ids that stay the same from
//! one export to the next. Every reader of this room gives one, every writer takes one.

mod source;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::losses::Losses;
use super::positions::Placing;
use crate::model::codebook::CodeId;
use crate::model::coding::CoderId;
use crate::model::id::Id;
use crate::model::memo::MemoId;
use crate::model::respondent::{AttributeId, RespondentId};
use crate::model::source::SourceId;

pub use source::{
    Anchor, Coding, Moment, Place, Rich, Selection, SelectionId, Source, SourceKind, Text,
};

/// The id of a set.
pub type SetId = Id<Set>;
/// The id of a link.
pub type LinkId = Id<Link>;

/// What a reader gives: the project, and how it was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Read {
    /// What is in it.
    pub project: Foreign,
    /// What was changed or left out on the way.
    pub losses: Losses,
    /// How positions in each text were counted, and how sure that is.
    pub placings: Vec<Placing>,
    /// Bytes of the texts' files as they were found.
    pub originals: BTreeMap<SourceId, Vec<u8>>,
    /// Texts that are never in such a file: the project may have them.
    pub awaited: BTreeSet<SourceId>,
    /// Codes come by their names alone, without what is above them: they are those of the project that
    /// are called so.
    pub by_name: bool,
    /// Words by which selections are found where their positions fail.
    pub anchors: BTreeMap<SelectionId, Anchor>,
}

/// A project of another program.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Foreign {
    /// Whether it is written for everybody: then nothing in it is what it also is in the team's files.
    pub public: bool,
    /// The program that wrote it, as it calls itself.
    pub program: String,
    /// What the project is called.
    pub name: String,
    /// What it says of itself.
    pub description: String,
    /// Memos on the project as a whole.
    pub notes: Vec<MemoId>,
    /// Who made it, when.
    pub made: Made,
    /// People.
    pub users: Vec<User>,
    /// Codes, each after the one that it hangs below.
    pub codes: Vec<Code>,
    /// Attributes.
    pub variables: Vec<Variable>,
    /// Respondents.
    pub cases: Vec<Case>,
    /// Texts, and media with or without texts.
    pub sources: Vec<Source>,
    /// Notes on anything.
    pub memos: Vec<Memo>,
    /// Relations between any two things.
    pub links: Vec<Link>,
    /// Groups of codes, sources and memos.
    pub sets: Vec<Set>,
}

/// Who made something, and when.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Made {
    /// Who.
    pub by: Option<CoderId>,
    /// When.
    pub at: Option<Timestamp>,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Never changes.
    pub id: CoderId,
    /// Name, may be empty.
    pub name: String,
    /// Initials or a login, may be empty.
    pub initials: String,
}

/// A code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Never changes.
    pub id: CodeId,
    /// The code above it.
    pub parent: Option<CodeId>,
    /// What people call it; other codes may be called the same.
    pub name: String,
    /// What it means.
    pub description: String,
    /// `#rrggbb`, lower case.
    pub color: Option<String>,
    /// `false` for a folder that is not meant to code with.
    pub codable: bool,
    /// Memos on it.
    pub notes: Vec<MemoId>,
}

/// What values of a variable are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VariableKind {
    /// Words.
    Text,
    /// Yes or no.
    Boolean,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Float,
    /// Days.
    Date,
    /// Days with a time.
    DateTime,
}

/// An attribute of cases or sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// Never changes.
    pub id: AttributeId,
    /// What people call it.
    pub name: String,
    /// What it means.
    pub description: String,
    /// What its values are.
    pub kind: VariableKind,
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub enum TypedValue {
    /// Words.
    Text(String),
    /// Yes or no.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A finite number.
    Float(f64),
    /// A day.
    Date(Date),
    /// A day with a time.
    DateTime(DateTime),
}

/// A value of a variable.
#[derive(Debug, Clone, PartialEq)]
pub struct VariableValue {
    /// The variable.
    pub variable: AttributeId,
    /// The value.
    pub value: TypedValue,
}

/// A respondent.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Never changes.
    pub id: RespondentId,
    /// What people call it; may be empty.
    pub name: String,
    /// What is known in words.
    pub description: String,
    /// Codes on the case as a whole.
    pub codes: Vec<CodeId>,
    /// Values of variables.
    pub values: Vec<VariableValue>,
    /// Sources of this case.
    pub sources: Vec<SourceId>,
    /// Selections of this case.
    pub selections: Vec<SelectionId>,
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Memo {
    /// Never changes.
    pub id: MemoId,
    /// Its title; may be empty.
    pub name: String,
    /// What it says.
    pub words: String,
    /// Who wrote it, when.
    pub made: Made,
}

/// Which way a link points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Neither.
    Associative,
    /// From origin to target.
    OneWay,
    /// Both ways.
    Bidirectional,
}

/// A relation between two things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Never changes.
    pub id: LinkId,
    /// What it says; may be empty.
    pub name: String,
    /// Which way.
    pub direction: Option<Direction>,
    /// From.
    pub origin: Option<Uuid>,
    /// To.
    pub target: Option<Uuid>,
    /// Memos on it.
    pub notes: Vec<MemoId>,
}

/// A group of things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set {
    /// Never changes.
    pub id: SetId,
    /// What people call it.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Codes in it.
    pub codes: Vec<CodeId>,
    /// Sources in it.
    pub sources: Vec<SourceId>,
    /// Memos in it.
    pub notes: Vec<MemoId>,
}

impl Foreign {
    /// Every selection of every source and text.
    pub fn selections(&self) -> impl Iterator<Item = &Selection> {
        self.sources.iter().flat_map(|source| {
            let texts = source.texts.iter().flat_map(|text| &text.selections);
            source.selections.iter().chain(texts)
        })
    }

    /// Every coding: of selections, and of whole sources.
    pub fn codings(&self) -> impl Iterator<Item = &Coding> {
        let whole = self.sources.iter().flat_map(|source| &source.codings);
        whole.chain(self.selections().flat_map(|selection| &selection.codings))
    }

    /// How many levels the codes have; 0 without codes.
    pub fn depth(&self) -> usize {
        let mut levels: BTreeMap<CodeId, usize> = BTreeMap::new();
        for code in &self.codes {
            let above = code.parent.and_then(|parent| levels.get(&parent));
            let level = above.copied().unwrap_or(0) + 1;
            levels.insert(code.id, level);
        }
        levels.into_values().max().unwrap_or(0)
    }
}

/// Name space of ids that are made from words: the URL of nothing, fixed for ever.
const NAMES: Uuid = Uuid::from_u128(0x8c1d_2f60_5b1e_4c57_9a3e_6f0a_7d42_b915);

/// The id that always belongs to these words.
pub fn named(kind: &str, words: &str) -> Uuid {
    Uuid::new_v5(&NAMES, format!("{kind}\n{words}").as_bytes())
}

/// The id in a GUID, with or without braces, in either case; what is none gets an id of its own that
/// is the same whenever the same words come again.
pub fn guid(text: &str) -> Uuid {
    let text = text.trim();
    let bare = text.trim_start_matches('{').trim_end_matches('}');
    match Uuid::parse_str(bare) {
        Ok(uuid) if !uuid.is_nil() => uuid,
        Ok(_) | Err(_) => named("guid", &text.to_lowercase()),
    }
}

/// A time as programs write it; one without a zone is taken as UTC.
pub fn time(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    text.parse().ok().or_else(|| {
        let civil: DateTime = text.parse().ok()?;
        TimeZone::UTC.to_timestamp(civil).ok()
    })
}

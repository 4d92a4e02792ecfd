//! A study: everything that a project knows at one moment, as plain values. The tables on disk and
//! this value are two projections of the same journal; folding every operation into an empty study
//! gives what the tables hold.

use std::collections::BTreeMap;

use super::assignment::Assignment;
use super::classification::Classification;
use super::codebook::{Code, CodeId};
use super::coding::{Coder, Coding};
use super::contradiction::Contradiction;
use super::decision::Decision;
use super::edit::Edit;
use super::export::Export;
use super::file::File;
use super::id::Id;
use super::memo::Memo;
use super::operation::{Change, Record};
use super::place::Place;
use super::redaction::Redaction;
use super::respondent::{Attribute, Respondent};
use super::round::Round;
use super::route::Stop;
use super::source::Source;
use super::standing::Standing;
use super::translation::Translation;

/// Makes what holds for every kind of record alike, so that a new one is one line below.
macro_rules! study {
    ($($(#[$doc:meta])* $field:ident: $noun:ident;)*) => {
        /// Everything that a project knows, without the texts (they are read one at a time).
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct Study {
            $($(#[$doc])* pub $field: BTreeMap<Id<$noun>, $noun>,)*
        }

        impl Study {
            /// Puts the record in the place of the one with its id.
            pub fn put(&mut self, record: Record) {
                match record {
                    $(Record::$noun(it) => drop(self.$field.insert(it.id, it)),)*
                }
            }

            /// Takes the record with this id out.
            fn remove(&mut self, record: &Record) {
                match record {
                    $(Record::$noun(it) => drop(self.$field.remove(&it.id)),)*
                }
            }

            /// The record with the same noun and id, as it stands now.
            pub fn current(&self, like: &Record) -> Option<Record> {
                match like {
                    $(Record::$noun(it) => self.$field.get(&it.id).cloned().map(Record::from),)*
                }
            }

            /// Every record, noun by noun.
            pub fn records(&self) -> impl Iterator<Item = Record> + '_ {
                std::iter::empty()
                    $(.chain(self.$field.values().cloned().map(Record::from)))*
            }

            /// Names of the tables in which two studies differ.
            pub fn differs(&self, other: &Self) -> Vec<&'static str> {
                let mut names = Vec::new();
                $(if self.$field != other.$field {
                    names.push(stringify!($field));
                })*
                names
            }
        }
    };
}

study! {
    /// Attributes of respondents.
    attributes: Attribute;
    /// Respondents.
    respondents: Respondent;
    /// Sources.
    sources: Source;
    /// Codes, families included.
    codes: Code;
    /// Coders.
    coders: Coder;
    /// Codings; may hold only those that a question needs.
    codings: Coding;
    /// Memos.
    memos: Memo;
    /// Imported files that are not sources.
    files: File;
    /// Files that left the project.
    exports: Export;
    /// Rounds of coding apart.
    rounds: Round;
    /// Who codes which source.
    assignments: Assignment;
    /// Disagreements that are settled.
    decisions: Decision;
    /// How quotes stand with the writers.
    standings: Standing;
    /// How quotes are edited.
    edits: Edit;
    /// Translations of quotes.
    translations: Translation;
    /// Into which values respondents are put, by whom.
    classifications: Classification;
    /// Contradictions between register and notes that are settled.
    contradictions: Contradiction;
    /// Words that are not printed, and those that are suggested.
    redactions: Redaction;
    /// Places.
    places: Place;
    /// Stops on respondents' ways.
    stops: Stop;
}

/// A change that does not fit what is there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{noun} `{name}` is not as it was: it has been changed since")]
pub struct Conflict {
    /// The kind of record.
    pub noun: &'static str,
    /// What people call it.
    pub name: String,
}

impl Study {
    /// Applies one change; refuses it when the record is not what the change says it was.
    pub fn apply(&mut self, change: &Change) -> Result<(), Conflict> {
        let Some(record) = change.record() else {
            return Ok(());
        };
        if self.current(record).as_ref() != change.before.as_ref() {
            return Err(Conflict {
                noun: record.noun(),
                name: self.name_of(record),
            });
        }
        match &change.after {
            Some(after) => self.put(after.clone()),
            None => self.remove(record),
        }
        Ok(())
    }

    /// What people call a record.
    pub fn name_of(&self, record: &Record) -> String {
        match (record.name(), record) {
            (Some(name), _) => name.to_owned(),
            (None, Record::Classification(it)) => {
                let respondent = self.respondents.get(&it.respondent);
                let coder = self.coders.get(&it.coder);
                format!(
                    "{} of {} by {}",
                    it.attribute,
                    respondent.map_or("?", |it| it.name.as_str()),
                    coder.map_or("?", |it| it.name.as_str())
                )
            }
            (None, _) => Id::<Record>::from_uuid(record.uuid()).short(),
        }
    }

    /// The source called `name`.
    pub fn source_named(&self, name: &str) -> Option<&Source> {
        self.sources.values().find(|source| source.name == name)
    }

    /// The respondent called `name`.
    pub fn respondent_named(&self, name: &str) -> Option<&Respondent> {
        self.respondents.values().find(|it| it.name == name)
    }

    /// The coder called `name`.
    pub fn coder_named(&self, name: &str) -> Option<&Coder> {
        self.coders.values().find(|coder| coder.name == name)
    }

    /// The code with this key, or else the only code with this name (letter case is ignored).
    pub fn code_called(&self, word: &str) -> Option<&Code> {
        if let Some(code) = self.codes.values().find(|code| code.key == word) {
            return Some(code);
        }
        let lower = word.to_lowercase();
        let mut named = self
            .codes
            .values()
            .filter(|code| code.key.to_lowercase() == lower || code.name.to_lowercase() == lower);
        named.next().filter(|_| named.next().is_none())
    }

    /// Codes below `code`, however deep, and `code` itself.
    pub fn with_descendants(&self, code: CodeId) -> Vec<CodeId> {
        let mut found = vec![code];
        let mut next = 0;
        while next < found.len() {
            let parent = Some(found[next]);
            let children = self.codes.values().filter(|code| code.parent == parent);
            let fresh: Vec<_> = children
                .map(|code| code.id)
                .filter(|id| !found.contains(id))
                .collect();
            found.extend(fresh);
            next += 1;
        }
        found
    }

    /// Names from the family down to the code, for example `["Push factors", "Poverty"]`.
    pub fn path(&self, code: CodeId) -> Vec<&str> {
        let mut names = Vec::new();
        let mut next = self.codes.get(&code);
        while let Some(code) = next {
            names.push(code.name.as_str());
            if names.len() > self.codes.len() {
                break;
            }
            next = code.parent.and_then(|parent| self.codes.get(&parent));
        }
        names.reverse();
        names
    }

    /// Codes in codebook order: every family followed by what is below it.
    pub fn codebook(&self) -> Vec<&Code> {
        let mut below: BTreeMap<Option<CodeId>, Vec<&Code>> = BTreeMap::new();
        for code in self.codes.values() {
            let parent = code.parent.filter(|parent| self.codes.contains_key(parent));
            below.entry(parent).or_default().push(code);
        }
        for siblings in below.values_mut() {
            siblings.sort_by_key(|code| (code.order, code.id));
            siblings.reverse();
        }
        let mut ordered = Vec::with_capacity(self.codes.len());
        let mut waiting = below.remove(&None).unwrap_or_default();
        while let Some(code) = waiting.pop() {
            ordered.push(code);
            waiting.extend(below.remove(&Some(code.id)).unwrap_or_default());
        }
        ordered
    }

    /// Attributes as the register shows them.
    pub fn register(&self) -> Vec<&Attribute> {
        let mut attributes: Vec<_> = self.attributes.values().collect();
        attributes.sort_by_key(|attribute| (attribute.order, attribute.id));
        attributes
    }
}

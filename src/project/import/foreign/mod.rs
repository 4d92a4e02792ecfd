//! A project of another program becomes part of this one: everything in the operation of the import,
//! under the ids that it brought. What is known by its id, or else by its name, stays as it is here;
//! what is new is added.

mod codes;
mod codings;
mod memos;
mod people;
mod texts;

pub(super) use texts::without_ending;

use std::collections::{BTreeMap, HashMap, HashSet};

use uuid::Uuid;

use super::notes::shortened;
use super::{Importing, Told, count};
use crate::exchange;
use crate::exchange::foreign::{self, Foreign, Read};
use crate::exchange::losses::Losses;
use crate::exchange::positions::{Confidence, Placing};
use crate::model::codebook::CodeId;
use crate::model::coding::CoderId;
use crate::model::hash::Hash;
use crate::model::memo::Thing;
use crate::model::operation::Record;
use crate::model::respondent::RespondentId;
use crate::model::source::SourceId;
use crate::model::span::Span;
use crate::project::ProjectError;

/// A foreign project on its way in.
struct Arriving<'a, 'i> {
    importing: &'a mut Importing<'i>,
    project: &'a Foreign,
    /// Codes are known by their names alone, wherever they hang.
    by_name: bool,
    /// The file, as the project writes it.
    file: &'a str,
    losses: Losses,
    coders: HashMap<CoderId, CoderId>,
    codes: HashMap<CodeId, CodeId>,
    respondents: HashMap<RespondentId, RespondentId>,
    texts: HashMap<SourceId, Placed>,
    /// What a GUID of the foreign project is here, for memos, links and sets.
    things: HashMap<Uuid, Thing>,
    /// What somebody removed here, which a newer export does not bring back.
    removed: Removed,
    counts: BTreeMap<&'static str, Count>,
    told: Vec<Told>,
}

/// A text that has its place in this project.
#[derive(Debug, Clone)]
struct Placed {
    source: SourceId,
    /// The text that the project has now, where it is not the one that came.
    differs: bool,
}

/// Records that were removed here.
#[derive(Debug, Default)]
struct Removed {
    /// Codings, codes and memos by their ids.
    ids: HashSet<Uuid>,
    /// Codings by where they stood: programs that give new ids with every export bring them again.
    places: HashSet<(Uuid, Uuid, Uuid, Span)>,
}

/// Why something stays out that was removed here.
const REMOVED: &str = "it was removed here, and stays removed";

impl Removed {
    fn of(records: Vec<Record>) -> Self {
        let mut removed = Self::default();
        for record in records {
            if let Record::Coding(it) = &record {
                let place = (it.source.uuid(), it.code.uuid(), it.coder.uuid(), it.span);
                removed.places.insert(place);
            }
            removed.ids.insert(record.uuid());
        }
        removed
    }
}

/// How many came, and how many of them are new.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    all: usize,
    new: usize,
}

impl Importing<'_> {
    /// Takes a project or a codebook of another program; gives in words what it was, and whether texts
    /// that may come later were lacking.
    pub(super) fn foreign(
        &mut self,
        mut read: Read,
        file: &str,
        told: &mut Vec<Told>,
    ) -> Result<(String, bool), ProjectError> {
        let lacks = self.texts_of_here(&mut read)?;
        let removed = Removed::of(self.writing.removed()?);
        let mut arriving = Arriving {
            importing: self,
            project: &read.project,
            by_name: read.by_name,
            file,
            losses: read.losses.clone(),
            coders: HashMap::new(),
            codes: HashMap::new(),
            respondents: HashMap::new(),
            texts: HashMap::new(),
            things: HashMap::new(),
            removed,
            counts: BTreeMap::new(),
            told: Vec::new(),
        };
        arriving.users()?;
        arriving.attributes_and_respondents()?;
        arriving.codebook()?;
        arriving.all_texts(&read.originals)?;
        arriving.all_codings()?;
        arriving.all_memos()?;
        let counts = std::mem::take(&mut arriving.counts);
        let losses = std::mem::take(&mut arriving.losses);
        told.extend(how_counted(&read.placings));
        told.append(&mut arriving.told);
        told.extend(losses.iter().cloned().map(Told::Lost));
        let parts: Vec<String> = counts
            .iter()
            .filter(|(_, it)| it.all > 0)
            .map(|(noun, it)| format!("{}, {} new", count(it.all, noun), it.new))
            .collect();
        let program = match read.project.program.trim() {
            "" => String::new(),
            program => format!("from {program}: "),
        };
        let what = match parts.as_slice() {
            [] => format!("{program}nothing in it"),
            parts => format!("{program}{}", parts.join("; ")),
        };
        Ok((what, lacks))
    }
}

impl Importing<'_> {
    /// Texts that did not come along are those of the sources here, known by id or name; says whether
    /// any is lacking that is never in such a file.
    fn texts_of_here(&self, read: &mut Read) -> Result<bool, ProjectError> {
        let mut lacks = false;
        let mut found = BTreeMap::new();
        let mut losses = Losses::default();
        for source in &read.project.sources {
            let lacking = source.texts.iter().filter(|it| it.words.is_none());
            for text in lacking.filter(|_| source.texts.len() == 1) {
                let names = [source.name.as_str(), without_ending(&source.name)];
                let named = names.iter().find_map(|it| self.study.source_named(it));
                let known = self.study.sources.get(&source.id).or(named);
                match (known, read.awaited.contains(&text.id)) {
                    (Some(known), awaited) => {
                        found.insert(text.id, self.writing.text(known.text)?);
                        if !awaited {
                            let why =
                                "its text did not come along; the text that it has here is taken";
                            losses.changed("source", &source.name, why);
                        }
                    }
                    (None, true) => {
                        lacks = true;
                        let why = "its text is not in the file, and no source here has its name; import the text before";
                        losses.left_out("source", &source.name, why);
                    }
                    (None, false) => {}
                }
            }
        }
        read.losses.append(losses);
        if !found.is_empty() {
            exchange::place(read, &found);
        }
        Ok(lacks)
    }
}

impl Arriving<'_, '_> {
    fn counted(&mut self, noun: &'static str, new: bool) {
        let count = self.counts.entry(noun).or_default();
        count.all += 1;
        count.new += usize::from(new);
    }

    /// A name that nothing of its kind has: `name`, `name (2)`, `name (3)`.
    fn free(name: &str, taken: impl Fn(&str) -> bool) -> String {
        let mut free = name.to_owned();
        for number in 2.. {
            if !taken(&free) {
                break;
            }
            free = format!("{name} ({number})");
        }
        free
    }
}

/// How positions were counted, one line for all texts in which it was the same; doubt names the text.
fn how_counted(placings: &[Placing]) -> Vec<Told> {
    let mut groups: Vec<(Vec<&Placing>, &Placing)> = Vec::new();
    for placing in placings {
        let alike = |other: &Placing| {
            other.reading == placing.reading && other.confidence == placing.confidence
        };
        match groups.iter_mut().find(|(_, first)| alike(first)) {
            Some((group, _)) => group.push(placing),
            None => groups.push((vec![placing], placing)),
        }
    }
    let mut told = Vec::new();
    for (group, first) in groups {
        let total = |of: fn(&Placing) -> usize| group.iter().map(|it| of(it)).sum::<usize>();
        let selections = total(|it| it.selections);
        let (confirmed, quoted) = (total(|it| it.confirmed), total(|it| it.quoted));
        let borders = total(|it| it.borders);
        let head = format!(
            "positions of {} in {}",
            count(selections, "selection"),
            count(group.len(), "text")
        );
        let quotes = match quoted {
            0 => "no words are stored with them".to_owned(),
            _ => format!("{confirmed} of {quoted} stored names stand there as words"),
        };
        let ends = format!(
            "{borders} of {} ends at the border of a word",
            2 * selections
        );
        let names = || {
            let names: Vec<&str> = group.iter().map(|it| it.text.as_str()).take(3).collect();
            names.join(", ")
        };
        let misplaced: Vec<&str> = group
            .iter()
            .flat_map(|it| &it.misplaced)
            .map(String::as_str)
            .collect();
        if let Some((first, more)) = misplaced.split_first() {
            let more = match more.len() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            told.push(Told::Remark(format!(
                "at the place of “{}”{more} stand other words; they are coded as their positions say",
                shortened(first)
            )));
        }
        told.push(match first.confidence {
            Confidence::Contradicted => Told::Remark(format!(
                "doubtful: {head} ({}) were taken to count {}, but {quotes}; {ends}; the texts may be others than those that were coded, look at some codings there",
                names(),
                first.reading
            )),
            Confidence::Alike => Told::Remark(format!(
                "{head}: all ways to count agree; {quotes}; {ends}"
            )),
            Confidence::Confirmed => Told::Remark(format!(
                "{head} count {}; confirmed: {quotes}; {ends}",
                first.reading
            )),
            Confidence::Likely => Told::Remark(format!(
                "{head} count {}; likely: {ends}; {quotes}",
                first.reading
            )),
            Confidence::Doubtful => Told::Remark(format!(
                "doubtful: {head} ({}) were taken to count {}, other ways to count fit too; {quotes}; {ends}; look at some codings there",
                names(),
                first.reading
            )),
        });
    }
    told
}

/// The digest of a text and its bytes.
fn digest(words: &str) -> Hash {
    Hash::of(words.as_bytes())
}

/// The id of something that a foreign thing gives rise to.
fn derived(kind: &str, of: Uuid) -> Uuid {
    foreign::named(kind, &of.to_string())
}

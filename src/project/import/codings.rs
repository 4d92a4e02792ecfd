//! A table of codings made elsewhere. Each row must stand at its words.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{Importing, Told, count};
use crate::codebook::slug::slug;
use crate::corpus::codings::{self, CodingRow, MemoRow};
use crate::corpus::role::ColumnMap;
use crate::corpus::sheet::Sheet;
use crate::exchange::losses::Losses;
use crate::model::codebook::{Code, CodeId};
use crate::model::coding::{Coder, CoderId, Coding, CodingId};
use crate::model::hash::Hash;
use crate::model::memo::{Memo, Thing};
use crate::model::operation::Change;
use crate::model::source::{Source, SourceId};
use crate::model::span::{Positions, Span};
use crate::project::codebook::next_order;
use crate::project::{ProjectError, fresh, lookup, now};

/// What is there already, so that a row that comes again is skipped.
type Seen = HashMap<(SourceId, CodeId, CoderId, Span), CodingId>;

impl Importing<'_> {
    /// Takes a table of codings. Rows that do not fit are refused one by one.
    pub(super) fn codings(
        &mut self,
        sheet: &Sheet,
        map: &ColumnMap,
        told: &mut Vec<Told>,
    ) -> Result<Result<String, String>, ProjectError> {
        let read = match codings::codings(sheet, map) {
            Ok(read) => read,
            Err(error) => return Ok(Err(error.to_string())),
        };
        told.extend(read.remarks.into_iter().map(Told::Remark));
        told.extend(
            read.refused
                .iter()
                .map(|error| Told::Refused(error.to_string())),
        );
        let total = read.rows.len() + read.refused.len();
        let mut seen: Seen = self
            .study
            .codings
            .values()
            .map(|it| ((it.source, it.code, it.coder, it.span), it.id))
            .collect();
        // Source by source, so that each text is read once; rows keep their order within a source.
        let mut by_source: BTreeMap<String, Vec<CodingRow>> = BTreeMap::new();
        for row in read.rows {
            by_source.entry(row.source.clone()).or_default().push(row);
        }
        let mut anybody: HashSet<(SourceId, CodeId, Span)> =
            seen.keys().map(|it| (it.0, it.1, it.3)).collect();
        let mut fresh_names = FreshNames::default();
        let mut notes = Losses::default();
        let (mut made, mut again, mut memos) = (0, 0, 0);
        let mut refused: Vec<(usize, String)> = Vec::new();
        for (name, rows) in by_source {
            let source = match lookup::source(&self.study, &name) {
                Ok(source) => source.clone(),
                Err(error) => {
                    refused.extend(rows.iter().map(|row| (row.row, error.to_string())));
                    continue;
                }
            };
            let text = self.writing.text(source.text)?;
            let positions = Positions::of(&text);
            for row in rows {
                match self.coding(&row, &source, &text, &positions, &mut fresh_names)? {
                    Err(reason) => refused.push((row.row, reason)),
                    // Where the table names nobody, it is whoever coded it.
                    Ok(coding)
                        if row.coder.is_none()
                            && anybody.contains(&(coding.source, coding.code, coding.span)) =>
                    {
                        again += 1
                    }
                    Ok(coding) => {
                        let key = (coding.source, coding.code, coding.coder, coding.span);
                        let there = seen.get(&key).copied();
                        let id = there.unwrap_or(coding.id);
                        if there.is_some() {
                            again += 1;
                        } else {
                            made += 1;
                            seen.insert(key, id);
                            anybody.insert((coding.source, coding.code, coding.span));
                            if row.noted {
                                let why = "the table does not say who wrote it, and when";
                                notes.left_out("memo on a coding", "", why);
                            }
                            self.put(Change::made(coding))?;
                        }
                        memos += self.memos_on(id, row.memos)?;
                    }
                }
            }
        }
        fresh_names.tell(told);
        told.extend(notes.iter().cloned().map(Told::Lost));
        refused.sort();
        let missing = refused.len() + read.refused.len();
        told.extend(
            refused
                .into_iter()
                .map(|(row, reason)| Told::Refused(format!("row {row}: {reason}"))),
        );
        if made == 0 && again == 0 && missing > 0 {
            return Ok(Err(format!(
                "none of its {} could be taken",
                count(total, "coding")
            )));
        }
        let mut what = format!(
            "{}: {made} new, {again} there before, {missing} refused",
            count(total, "coding")
        );
        if memos > 0 {
            what.push_str(&format!("; {} new", count(memos, "memo")));
        }
        Ok(Ok(what))
    }

    /// Puts the memos of a row on its coding, but for those that are there; gives how many are new.
    fn memos_on(&mut self, coding: CodingId, rows: Vec<MemoRow>) -> Result<usize, ProjectError> {
        let about = Thing::Coding(coding);
        let mut new = 0;
        for MemoRow { author, at, text } in rows {
            let is_it = |it: &Memo| it.about == about && it.text == text && it.author == author;
            if text.trim().is_empty() || self.study.memos.values().any(is_it) {
                continue;
            }
            new += 1;
            self.put(Change::made(Memo {
                id: fresh(),
                about,
                text,
                author,
                at,
            }))?;
        }
        Ok(new)
    }

    fn coding(
        &mut self,
        row: &CodingRow,
        source: &Source,
        text: &str,
        positions: &Positions<'_>,
        fresh_names: &mut FreshNames,
    ) -> Result<Result<Coding, String>, ProjectError> {
        let span = match positions.span(row.start, row.end) {
            Ok(span) => span,
            Err(error) => return Ok(Err(format!("in source `{}`: {error}", source.name))),
        };
        let words = span.of(text).unwrap_or_default();
        if let Some(expected) = &row.text
            && expected.replace("\r\n", "\n") != words
        {
            return Ok(Err(format!(
                "the text does not stand at {}-{} of source `{}`, there stands “{}”",
                row.start,
                row.end,
                source.name,
                words.chars().take(40).collect::<String>()
            )));
        }
        let code = match self.code_on(&row.code, &row.path, fresh_names)? {
            Ok(code) => code,
            Err(reason) => return Ok(Err(reason)),
        };
        let coder = match self.coder_for(row.coder.as_deref().unwrap_or(self.who), fresh_names)? {
            Ok(coder) => coder,
            Err(reason) => return Ok(Err(reason)),
        };
        Ok(Ok(Coding {
            id: fresh(),
            source: source.id,
            version: source.version,
            span,
            code: code.0,
            definition: code.1,
            coder,
            at: row.at.unwrap_or_else(now),
            words: Hash::of(words.as_bytes()),
        }))
    }

    /// The code that a row names with its path: what is new of it has the names of the path.
    fn code_on(
        &mut self,
        key: &str,
        path: &[String],
        fresh_names: &mut FreshNames,
    ) -> Result<Result<(CodeId, u32), String>, ProjectError> {
        let parts: Vec<&str> = key.split('/').collect();
        if self.study.code_called(key).is_some() || parts.len() != path.len() {
            let name = path.last().map(String::as_str);
            return self.code_named(key, name, fresh_names);
        }
        for depth in 1..parts.len() {
            let above = parts[..depth].join("/");
            if let Err(reason) = self.code_named(&above, Some(&path[depth - 1]), fresh_names)? {
                return Ok(Err(reason));
            }
        }
        self.code_named(key, path.last().map(String::as_str), fresh_names)
    }

    /// The code that a row names, made if need be and allowed: its id and the version of its definition.
    pub(super) fn code_for(
        &mut self,
        word: &str,
        fresh_names: &mut FreshNames,
    ) -> Result<Result<(CodeId, u32), String>, ProjectError> {
        self.code_named(word, None, fresh_names)
    }

    fn code_named(
        &mut self,
        word: &str,
        called: Option<&str>,
        fresh_names: &mut FreshNames,
    ) -> Result<Result<(CodeId, u32), String>, ProjectError> {
        if let Some(found) = fresh_names.known_codes.get(word) {
            return Ok(Ok(*found));
        }
        if let Some(code) = self.study.code_called(word) {
            let found = (code.id, code.version);
            fresh_names.known_codes.insert(word.to_owned(), found);
            return Ok(Ok(found));
        }
        if self.options.no_new {
            return Ok(Err(format!("code `{word}` is not in the codebook")));
        }
        let taken: BTreeSet<&str> = self
            .study
            .codes
            .values()
            .map(|code| code.key.as_str())
            .collect();
        let key: String = word.split('/').map(slug).collect::<Vec<_>>().join("/");
        let key = (1..)
            .map(|number| {
                if number == 1 {
                    key.clone()
                } else {
                    format!("{key}-{number}")
                }
            })
            .find(|key| !taken.contains(key.as_str()))
            .unwrap_or(key);
        let parent = key
            .rsplit_once('/')
            .and_then(|(above, _)| self.study.code_called(above))
            .map(|code| code.id);
        // Below a code that is there, the rest of the path is a name.
        let name = parent.and_then(|_| word.rsplit_once('/'));
        let code = Code {
            spoken: None,
            id: fresh(),
            key,
            name: called
                .unwrap_or_else(|| name.map_or(word, |(_, last)| last))
                .trim()
                .to_owned(),
            parent,
            definition: String::new(),
            use_when: String::new(),
            not_when: String::new(),
            example: String::new(),
            rules: Vec::new(),
            color: None,
            asked: None,
            version: 1,
            order: next_order(&self.study, parent),
        };
        let found = (code.id, code.version);
        fresh_names
            .codes
            .push(format!("{} (`{}`)", code.name, code.key));
        fresh_names.known_codes.insert(word.to_owned(), found);
        self.put(Change::made(code))?;
        Ok(Ok(found))
    }

    pub(super) fn coder_for(
        &mut self,
        name: &str,
        fresh_names: &mut FreshNames,
    ) -> Result<Result<CoderId, String>, ProjectError> {
        if let Some(coder) = self.study.coder_named(name) {
            return Ok(Ok(coder.id));
        }
        if self.options.no_new {
            return Ok(Err(format!("coder `{name}` is not in the project")));
        }
        let coder = Coder {
            id: fresh(),
            name: name.to_owned(),
        };
        let id = coder.id;
        fresh_names.coders.push(name.to_owned());
        self.put(Change::made(coder))?;
        Ok(Ok(id))
    }
}

/// Codes and coders that the project did not have.
#[derive(Default)]
pub(super) struct FreshNames {
    codes: Vec<String>,
    coders: Vec<String>,
    known_codes: HashMap<String, (CodeId, u32)>,
}

impl FreshNames {
    /// Says which names are new.
    pub(super) fn tell(&self, told: &mut Vec<Told>) {
        for (names, noun) in [(&self.codes, "code"), (&self.coders, "coder")] {
            if !names.is_empty() {
                told.push(Told::Remark(format!(
                    "{} added: {}",
                    count(names.len(), noun),
                    names.join(", ")
                )));
            }
        }
    }
}

//! A table of coded segments without positions: each is put where its words stand in its source, if
//! they stand there once.

use std::collections::{BTreeMap, HashMap};

use regex::Regex;

use super::codings::FreshNames;
use super::{Importing, Told, count};
use crate::corpus::role::ColumnMap;
use crate::corpus::segments::{self, SegmentRow};
use crate::corpus::sheet::Sheet;
use crate::exchange::losses::Losses;
use crate::model::codebook::{Code, CodeId};
use crate::model::coding::{Coding, CodingId};
use crate::model::hash::Hash;
use crate::model::memo::{Memo, Thing};
use crate::model::operation::Change;
use crate::model::source::Source;
use crate::model::span::Span;
use crate::project::{ProjectError, fresh, lookup, now};

impl Importing<'_> {
    /// Takes a table of segments. Rows that do not fit are refused one by one.
    pub(super) fn segments(
        &mut self,
        sheet: &Sheet,
        map: &ColumnMap,
        told: &mut Vec<Told>,
    ) -> Result<Result<String, String>, ProjectError> {
        let (rows, wrong, unread) = match segments::segments(sheet, map) {
            Ok(read) => read,
            Err(error) => return Ok(Err(error.to_string())),
        };
        told.extend(wrong.iter().map(|error| Told::Refused(error.to_string())));
        if !unread.is_empty() {
            let s = if unread.len() == 1 { "" } else { "s" };
            told.push(Told::LeftOut(format!(
                "column{s} `{}`: of coded segments the words, their source, codes, coder, comment and date have a place here",
                unread.join("`, `")
            )));
        }
        let total = rows.len() + wrong.len();
        let mut by_source: BTreeMap<String, Vec<SegmentRow>> = BTreeMap::new();
        for row in rows {
            by_source.entry(row.source.clone()).or_default().push(row);
        }
        let mut fresh_names = FreshNames::default();
        let full = self.full_names();
        let (mut made, mut again, mut memos, mut refused) = (0, 0, 0, Vec::new());
        let mut losses = Losses::default();
        for (name, rows) in by_source {
            let source = match self.called(&name) {
                Ok(source) => source,
                Err(reason) => {
                    refused.extend(rows.iter().map(|row| (row.row, reason.clone())));
                    continue;
                }
            };
            let text = self.writing.text(source.text)?;
            // Other programs' tables lose the white space at the ends of words.
            let mut seen: HashMap<_, CodingId> = self
                .study
                .codings
                .values()
                .filter(|it| it.source == source.id)
                .map(|it| {
                    let span = it.span.trimmed(&text).unwrap_or(it.span);
                    ((it.code, it.coder, span), it.id)
                })
                .collect();
            for row in rows {
                let span = match place(&text, &row.text, row.start) {
                    Ok(span) => span,
                    Err(0) => {
                        refused.push((
                            row.row,
                            format!("its words do not stand in source `{}`", source.name),
                        ));
                        continue;
                    }
                    Err(times) => {
                        let why = format!(
                            "its words stand {times} times in source `{}`, expected once",
                            source.name
                        );
                        refused.push((row.row, why));
                        continue;
                    }
                };
                let Some(names) = self.names(&row, &full) else {
                    let why = format!(
                        "its codes `{}` cannot be told apart, expected their codebook to be imported before",
                        row.codes
                    );
                    refused.push((row.row, why));
                    continue;
                };
                let coder = row.coder.as_deref().unwrap_or(self.who);
                let coder = match self.coder_for(coder, &mut fresh_names)? {
                    Ok(coder) => coder,
                    Err(reason) => {
                        refused.push((row.row, reason));
                        continue;
                    }
                };
                let mut first = None;
                for name in names {
                    let (code, definition) = match self.code_below(&name, &mut fresh_names)? {
                        Ok(code) => code,
                        Err(reason) => {
                            refused.push((row.row, reason));
                            continue;
                        }
                    };
                    // Where the table names nobody, it is whoever coded it.
                    let of_anybody = || {
                        let mut all = seen.iter();
                        all.find(|(it, _)| row.coder.is_none() && (it.0, it.2) == (code, span))
                    };
                    let known = seen.get_key_value(&(code, coder, span));
                    if let Some((_, known)) = known.or_else(of_anybody) {
                        first.get_or_insert(*known);
                        again += 1;
                        continue;
                    }
                    made += 1;
                    let id = fresh();
                    first.get_or_insert(id);
                    seen.insert((code, coder, span), id);
                    if row.undated {
                        let why = "it is not written as 2026-01-31 or 31.01.2026; the time of the import stands for it";
                        losses.changed("date of a coding", "", why);
                    }
                    let words = Hash::of(span.of(&text).unwrap_or_default().as_bytes());
                    self.put(Change::made(Coding {
                        id,
                        source: source.id,
                        version: source.version,
                        span,
                        code,
                        definition,
                        coder,
                        at: row.at.unwrap_or_else(now),
                        words,
                    }))?;
                }
                if let (Some(coding), Some(comment)) = (first, &row.comment) {
                    memos += usize::from(self.comment_on(coding, comment, &row)?);
                }
            }
        }
        fresh_names.tell(told);
        told.extend(losses.iter().cloned().map(Told::Lost));
        refused.sort();
        let missing = refused.len() + wrong.len();
        told.extend(
            refused
                .into_iter()
                .map(|(row, why)| Told::Refused(format!("row {row}: {why}"))),
        );
        if made == 0 && again == 0 && missing > 0 {
            return Ok(Err(format!(
                "none of its {} could be placed; import the texts before",
                count(total, "segment")
            )));
        }
        let mut what = format!(
            "{}: {made} new codings, {again} there before, {missing} refused",
            count(total, "segment")
        );
        if memos > 0 {
            what.push_str(&format!("; {} new", count(memos, "memo")));
        }
        Ok(Ok(what))
    }

    /// Puts the comment of a row on its first coding, unless it is there; says whether it was not.
    fn comment_on(
        &mut self,
        coding: CodingId,
        comment: &str,
        row: &SegmentRow,
    ) -> Result<bool, ProjectError> {
        let about = Thing::Coding(coding);
        let is_it = |it: &Memo| it.about == about && it.text == comment;
        if self.study.memos.values().any(is_it) {
            return Ok(false);
        }
        self.put(Change::made(Memo {
            id: fresh(),
            about,
            text: comment.to_owned(),
            author: row.coder.clone().unwrap_or_else(|| self.who.to_owned()),
            at: row.at.unwrap_or_else(now),
        }))?;
        Ok(true)
    }

    /// Codes below others as ATLAS.ti writes them, `Push: Poverty`, with what is above them.
    fn full_names(&self) -> BTreeMap<String, Vec<String>> {
        let path = |code: &Code| {
            let path: Vec<String> = self
                .study
                .path(code.id)
                .into_iter()
                .map(str::to_owned)
                .collect();
            (path.join(": "), path)
        };
        let below = self.study.codes.values().filter(|it| it.parent.is_some());
        below.map(path).collect()
    }

    /// The codes that a row names, each from the top down; `None` where they cannot be told apart.
    fn names(
        &self,
        row: &SegmentRow,
        full: &BTreeMap<String, Vec<String>>,
    ) -> Option<Vec<Vec<String>>> {
        if self.study.code_called(&row.codes).is_some() {
            return Some(vec![vec![row.codes.clone()]]);
        }
        if !row.paths.is_empty() {
            return Some(row.paths.clone());
        }
        let own = self.study.codes.values().map(|it| it.name.as_str());
        let known: Vec<&str> = own.chain(full.keys().map(String::as_str)).collect();
        let names = segments::names(&row.codes, row.count, &known)?;
        let path = |name: &str| match full.get(name) {
            Some(path) if self.study.code_called(name).is_none() => path.clone(),
            _ => vec![name.to_owned()],
        };
        Some(names.into_iter().map(path).collect())
    }

    /// The code at the end of a path; what is new of the path is made.
    fn code_below(
        &mut self,
        path: &[String],
        fresh_names: &mut FreshNames,
    ) -> Result<Result<(CodeId, u32), String>, ProjectError> {
        let [above @ .., name] = path else {
            return Ok(Err("a code without a name".to_owned()));
        };
        if above.is_empty() {
            return self.code_for(name, fresh_names);
        }
        let named = |it: &&Code| {
            let names = self.study.path(it.id);
            names.len() == path.len() && names.iter().zip(path).all(|(a, b)| a == b)
        };
        if let Some(known) = self.study.codes.values().find(named) {
            return Ok(Ok((known.id, known.version)));
        }
        let parent = match self.code_below(above, fresh_names)? {
            Ok((parent, _)) => parent,
            Err(reason) => return Ok(Err(reason)),
        };
        let key = self.study.codes.get(&parent).map(|it| it.key.clone());
        let key = format!("{}/{}", key.unwrap_or_default(), name.replace('/', "-"));
        self.code_for(&key, fresh_names)
    }

    /// The source that another program's table names, with or without the ending of its file.
    fn called(&self, name: &str) -> Result<Source, String> {
        let bare = super::foreign::without_ending(name);
        lookup::source(&self.study, name)
            .or_else(|_| lookup::source(&self.study, bare))
            .cloned()
            .map_err(|error| error.to_string())
    }
}

/// Where words stand, whatever white space is between them; otherwise how often they do. Of several
/// places it is the one at `start`, in characters or in units of UTF-16, as the program counted.
pub(super) fn place(text: &str, words: &str, start: Option<usize>) -> Result<Span, usize> {
    let bare = words.trim().trim_matches(['"', '“', '”']);
    let parts =
        |words: &str| -> Vec<String> { words.split_whitespace().map(regex::escape).collect() };
    let (whole, bare) = (parts(words.trim()), parts(bare));
    // OpenQDA writes double quotes as single ones.
    let quotes: Vec<String> = bare.iter().map(|it| it.replace('\'', "['\"]")).collect();
    for parts in [whole, bare, quotes] {
        if parts.is_empty() {
            continue;
        }
        let Ok(pattern) = Regex::new(&parts.join(r"\s+")) else {
            continue;
        };
        let mut found: Vec<(usize, usize)> = Vec::new();
        found.extend(pattern.find_iter(text).map(|it| (it.start(), it.end())));
        let is_there = |at: usize| {
            let before = &text[..at];
            let counts = [before.chars().count(), before.encode_utf16().count()];
            start.is_some_and(|start| counts.contains(&start))
        };
        let (from, to) = match found.as_slice() {
            [] => continue,
            [only] => *only,
            many => match many.iter().find(|it| is_there(it.0)) {
                Some(there) => *there,
                None => return Err(many.len()),
            },
        };
        return Span::new(text, from, to).map_err(|_| 0);
    }
    Err(0)
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn words_are_found_whatever_white_space_is_between_them() {
        let text = "We left.\n\nThe road was  long. We left again.";
        let span = place(text, "left. The road was long", None).expect("once");
        assert_eq!(span.of(text), Some("left.\n\nThe road was  long"));
        assert_eq!(
            place(text, "\"The road\"", None).expect("once").of(text),
            Some("The road")
        );
        assert_eq!(place(text, "We left", None), Err(2));
        assert_eq!(place(text, "(.*)", None), Err(0));
        let again = place(text, "We left", Some(30)).expect("at 30");
        assert_eq!((again.start, place(text, "We left", Some(9))), (30, Err(2)));
        // 🙂 is one character and two units.
        let text = "🙂 \"Go\", he said. \"Go\".";
        let at = |start| place(text, "'Go'", Some(start)).map(|it| it.start);
        assert_eq!([at(2), at(3), at(17)], [Ok(5), Ok(5), Ok(20)]);
    }
}

//! QualCoder's cases, codings and notes, once codes and texts are there.

use super::qualcoder::Reader;
use super::{number, selection, words};
use crate::exchange::ExchangeError;
use crate::exchange::foreign::{Case, Coding, Made, Memo, Place, Selection};
use crate::model::id::Id;

impl Reader<'_> {
    pub(super) fn cases(&mut self) -> Result<(), ExchangeError> {
        let mut values = self.values("case")?;
        let rows = self.database.rows_of(
            "cases",
            "SELECT caseid, name, memo FROM cases ORDER BY caseid",
            |row| Ok((number(row, 0)?, words(row, 1)?, words(row, 2)?)),
        )?;
        let texts = self.database.rows_of(
            "case_text",
            "SELECT caseid, fid, pos0, pos1 FROM case_text ORDER BY id",
            |row| {
                Ok([
                    number(row, 0)?,
                    number(row, 1)?,
                    number(row, 2)?,
                    number(row, 3)?,
                ])
            },
        )?;
        for (number, name, memo) in rows {
            let mut sources = Vec::new();
            for [_, file, start, end] in texts.iter().filter(|it| it[0] == number) {
                let Some(at) = self.sources.get(file) else {
                    continue;
                };
                let source = &self.read.project.sources[*at];
                let text = source.texts.first().and_then(|it| it.words.as_deref());
                let length = text.map_or(0, |it| it.chars().count() as i64);
                // A part of a text is not the text of one respondent.
                if *start > 0 || (*end < length - 1 && *end > 0) {
                    let why = "a respondent has whole sources here";
                    self.read.losses.left_out("part of a source", &name, why);
                } else if !sources.contains(&source.id) {
                    sources.push(source.id);
                }
            }
            self.read.project.cases.push(Case {
                id: Id::from_uuid(self.id("case", number)),
                name,
                description: memo,
                codes: Vec::new(),
                values: values.remove(&number).unwrap_or_default(),
                sources,
                selections: Vec::new(),
            });
        }
        Ok(())
    }

    pub(super) fn codings(&mut self) -> Result<(), ExchangeError> {
        let rows = self.database.rows(
            "SELECT ctid, cid, fid, pos0, pos1, seltext, owner, date, memo, important FROM code_text ORDER BY fid, pos0, ctid",
            |row| {
                let numbers = [number(row, 0)?, number(row, 1)?, number(row, 2)?, number(row, 3)?, number(row, 4)?];
                let text = [words(row, 5)?, words(row, 6)?, words(row, 7)?, words(row, 8)?, words(row, 9)?];
                Ok((numbers, text))
            },
        )?;
        for ([id, code, file, start, end], [quote, owner, date, memo, important]) in rows {
            let made = self.made(&owner, &date);
            if important == "1" {
                let why = "the mark `important` has no place here";
                self.read.losses.left_out("mark of a coding", "", why);
            }
            let coding = self.coding("coding", id, code, made);
            let own = self.id("selection", id);
            let selection = selection(own, (start, end), quote, memo, vec![coding], made);
            self.put(file, selection, "coding");
        }
        Ok(())
    }

    fn coding(&self, kind: &str, id: i64, code: i64, made: Made) -> Coding {
        Coding {
            id: Id::from_uuid(self.id(kind, id)),
            code: Id::from_uuid(self.id("code", code)),
            made,
            notes: Vec::new(),
        }
    }

    fn put(&mut self, file: i64, selection: Selection, noun: &str) {
        let source = self.sources.get(&file).copied();
        let source = source.and_then(|at| self.read.project.sources.get_mut(at));
        match source.and_then(|it| it.texts.first_mut()) {
            Some(text) => text.selections.push(selection),
            None => {
                let why = "its source is not in the project, or has no text";
                self.read.losses.left_out(noun, &selection.name, why);
            }
        }
    }

    pub(super) fn annotations(&mut self) -> Result<(), ExchangeError> {
        let rows = self.database.rows_of(
            "annotation",
            "SELECT anid, fid, pos0, pos1, memo, owner, date FROM annotation ORDER BY anid",
            |row| {
                let numbers = [
                    number(row, 0)?,
                    number(row, 1)?,
                    number(row, 2)?,
                    number(row, 3)?,
                ];
                Ok((numbers, [words(row, 4)?, words(row, 5)?, words(row, 6)?]))
            },
        )?;
        for ([id, file, start, end], [memo, owner, date]) in rows {
            let made = self.made(&owner, &date);
            let own = self.id("annotation", id);
            let selection = selection(own, (start, end), String::new(), memo, Vec::new(), made);
            self.put(file, selection, "annotation");
        }
        Ok(())
    }

    /// Codings of pictures and recordings.
    pub(super) fn elsewhere(&mut self) -> Result<(), ExchangeError> {
        let areas = self.database.rows_of(
            "code_image",
            "SELECT imid, id, x1, y1, width, height, cid, owner, date, memo FROM code_image ORDER BY imid",
            |row| {
                let numbers = (0..7).map(|at| number(row, at)).collect::<Result<Vec<_>, _>>()?;
                Ok((numbers, [words(row, 7)?, words(row, 8)?, words(row, 9)?]))
            },
        )?;
        let times = self.database.rows_of(
            "code_av",
            "SELECT avid, id, pos0, pos1, cid, owner, date, memo FROM code_av ORDER BY avid",
            |row| {
                let numbers = (0..5)
                    .map(|at| number(row, at))
                    .collect::<Result<Vec<_>, _>>()?;
                Ok((numbers, [words(row, 5)?, words(row, 6)?, words(row, 7)?]))
            },
        )?;
        let areas = areas.into_iter().map(|(it, text)| {
            let corners = [
                it[2],
                it[3],
                it[2].saturating_add(it[4]),
                it[3].saturating_add(it[5]),
            ];
            ("area", it[0], it[1], it[6], Place::Area(corners), text)
        });
        let times = times
            .into_iter()
            .map(|(it, text)| ("time", it[0], it[1], it[4], Place::Time(it[2], it[3]), text));
        for (kind, id, source, code, place, [owner, date, memo]) in areas.chain(times) {
            let made = self.made(&owner, &date);
            let coding = self.coding(kind, id, code, made);
            let own = self.id(&format!("{kind} selection"), id);
            let mut selection = selection(own, (0, 0), String::new(), memo, vec![coding], made);
            selection.place = place;
            let at = self.sources.get(&source).copied();
            if let Some(source) = at.and_then(|at| self.read.project.sources.get_mut(at)) {
                source.selections.push(selection);
            }
        }
        Ok(())
    }

    pub(super) fn journal(&mut self) -> Result<(), ExchangeError> {
        let rows = self.database.rows_of(
            "journal",
            "SELECT jid, name, jentry, owner, date FROM journal ORDER BY jid",
            |row| {
                Ok((
                    number(row, 0)?,
                    [
                        words(row, 1)?,
                        words(row, 2)?,
                        words(row, 3)?,
                        words(row, 4)?,
                    ],
                ))
            },
        )?;
        for (id, [name, entry, owner, date]) in rows {
            let made = self.made(&owner, &date);
            self.read.project.memos.push(Memo {
                id: Id::from_uuid(self.id("journal", id)),
                name,
                words: entry,
                made,
            });
        }
        let graphs =
            self.database
                .rows_of("graph", "SELECT name FROM graph ORDER BY grid", |row| {
                    words(row, 0)
                })?;
        for name in graphs {
            self.read
                .losses
                .left_out("graph", &name, "there are no drawings here");
        }
        Ok(())
    }
}

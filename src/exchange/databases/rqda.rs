//! RQDA: what was deleted is kept with a status, and left out. Codings store their words, which tell
//! whether positions count from 0 or 1 and whether the last character is included.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Database, number, selection, text_source, words};
use crate::exchange::ExchangeError;
use crate::exchange::foreign::{
    Case, Code, Coding, Made, Memo, Read, Set, TypedValue, User, Variable, VariableKind,
    VariableValue, named, time,
};
use crate::exchange::placing::place;
use crate::exchange::positions::{Asked, STANDARD, Weighing};
use crate::model::id::Id;

/// A coding as it is stored.
struct Row {
    id: i64,
    code: i64,
    file: i64,
    start: i64,
    end: i64,
    quote: String,
    owner: String,
    date: String,
    memo: String,
}

/// A project on its way into the plain value.
struct Reader<'d> {
    database: &'d Database,
    read: Read,
    made: String,
    users: HashSet<String>,
}

/// Reads a project.
pub(super) fn read(database: &Database) -> Result<Read, ExchangeError> {
    let projects = database.rows_of("project", "SELECT date, memo FROM project", |row| {
        Ok((words(row, 0)?, words(row, 1)?))
    })?;
    let (made, memo) = projects.into_iter().next().unwrap_or_default();
    let mut reader = Reader {
        database,
        read: Read::default(),
        made,
        users: HashSet::new(),
    };
    reader.read.project.program = "RQDA".to_owned();
    reader.read.project.description = memo;
    reader.read.project.made.at = time(&reader.made);
    reader.codes()?;
    let raws = reader.texts()?;
    reader.codings(&raws)?;
    reader.cases()?;
    reader.journal()?;
    let by_id = raws
        .into_iter()
        .map(|(number, raw)| (Id::from_uuid(reader.id("source", number)), raw))
        .collect();
    let mut read = reader.read;
    place(&by_id, STANDARD, &mut read);
    Ok(read)
}

impl Reader<'_> {
    fn id(&self, kind: &str, what: impl std::fmt::Display) -> uuid::Uuid {
        named(&format!("rqda {kind}"), &format!("{}\n{what}", self.made))
    }

    fn made(&mut self, owner: &str, date: &str) -> Made {
        let at = time(date);
        if owner.trim().is_empty() {
            return Made { by: None, at };
        }
        let id = Id::from_uuid(self.id("user", owner));
        if self.users.insert(owner.to_owned()) {
            self.read.project.users.push(User {
                id,
                name: owner.to_owned(),
                initials: String::new(),
            });
        }
        Made { by: Some(id), at }
    }

    /// Codes are flat; categories share them and become sets.
    fn codes(&mut self) -> Result<(), ExchangeError> {
        let codes = self.database.rows(
            "SELECT id, name, memo, color FROM freecode WHERE status = 1 ORDER BY id",
            |row| {
                Ok((
                    number(row, 0)?,
                    [words(row, 1)?, words(row, 2)?, words(row, 3)?],
                ))
            },
        )?;
        for (id, [name, memo, color]) in codes {
            let color = color.to_lowercase();
            let is_color = color.len() == 7 && color.starts_with('#');
            self.read.project.codes.push(Code {
                id: Id::from_uuid(self.id("code", id)),
                parent: None,
                name,
                description: memo,
                color: is_color.then_some(color),
                codable: true,
                notes: Vec::new(),
            });
        }
        let of = self.database.rows_of(
            "treecode",
            "SELECT catid, cid FROM treecode WHERE status = 1 ORDER BY catid, cid",
            |row| Ok((number(row, 0)?, number(row, 1)?)),
        )?;
        let categories = self.database.rows_of(
            "codecat",
            "SELECT catid, name, memo FROM codecat WHERE status = 1 ORDER BY catid",
            |row| Ok((number(row, 0)?, words(row, 1)?, words(row, 2)?)),
        )?;
        for (category, name, memo) in categories {
            let members = of.iter().filter(|it| it.0 == category);
            self.read.project.sets.push(Set {
                id: Id::from_uuid(self.id("category", category)),
                name,
                description: memo,
                codes: members
                    .map(|it| Id::from_uuid(self.id("code", it.1)))
                    .collect(),
                sources: Vec::new(),
                notes: Vec::new(),
            });
        }
        Ok(())
    }

    fn texts(&mut self) -> Result<BTreeMap<i64, String>, ExchangeError> {
        let rows = self.database.rows(
            "SELECT id, name, file, memo, owner, date FROM source WHERE status = 1 ORDER BY id",
            |row| {
                let text = [words(row, 1)?, words(row, 2)?, words(row, 3)?];
                Ok((number(row, 0)?, text, [words(row, 4)?, words(row, 5)?]))
            },
        )?;
        let mut raws = BTreeMap::new();
        for (number, [name, raw, memo], [owner, date]) in rows {
            let id = Id::from_uuid(self.id("source", number));
            let made = self.made(&owner, &date);
            let text = crate::exchange::positions::canonical(&raw);
            let mut source = text_source(id, name, Some(text), made, Vec::new());
            source.description = memo;
            self.read.project.sources.push(source);
            raws.insert(number, raw);
        }
        Ok(raws)
    }

    fn codings(&mut self, raws: &BTreeMap<i64, String>) -> Result<(), ExchangeError> {
        let rows = self.database.rows(
            "SELECT rowid, cid, fid, selfirst, selend, seltext, owner, date, memo FROM coding WHERE status = 1 ORDER BY fid, selfirst, rowid",
            |row| {
                Ok(Row {
                    id: number(row, 0)?,
                    code: number(row, 1)?,
                    file: number(row, 2)?,
                    start: number(row, 3)?,
                    end: number(row, 4)?,
                    quote: words(row, 5)?,
                    owner: words(row, 6)?,
                    date: words(row, 7)?,
                    memo: words(row, 8)?,
                })
            },
        )?;
        let (first, last) = shift(&rows, raws);
        for row in rows {
            let made = self.made(&row.owner, &row.date);
            let own = self.id("coding", row.id);
            let coding = Coding {
                id: Id::from_uuid(own),
                code: Id::from_uuid(self.id("code", row.code)),
                made,
                notes: Vec::new(),
            };
            let at = (
                row.start.saturating_add(first),
                row.end.saturating_add(last),
            );
            let selection = selection(own, at, row.quote, row.memo, vec![coding], made);
            let source = Id::from_uuid(self.id("source", row.file));
            match self
                .read
                .project
                .sources
                .iter_mut()
                .find(|it| it.id == source)
            {
                Some(source) => source.texts[0].selections.push(selection),
                None => {
                    let why = "its source was deleted";
                    self.read.losses.left_out("coding", &selection.name, why);
                }
            }
        }
        Ok(())
    }

    fn cases(&mut self) -> Result<(), ExchangeError> {
        let of = self.database.rows_of(
            "caselinkage",
            "SELECT caseid, fid FROM caselinkage WHERE status = 1 ORDER BY caseid, fid",
            |row| Ok((number(row, 0)?, number(row, 1)?)),
        )?;
        let values = self.database.rows_of(
            "caseattr",
            "SELECT caseid, variable, value FROM caseAttr WHERE status = 1 ORDER BY caseid, variable",
            |row| Ok((number(row, 0)?, words(row, 1)?, words(row, 2)?)),
        )?;
        let mut variables: BTreeMap<String, ()> = BTreeMap::new();
        variables.extend(values.iter().map(|it| (it.1.clone(), ())));
        for name in variables.into_keys() {
            self.read.project.variables.push(Variable {
                id: Id::from_uuid(self.id("variable", &name)),
                name,
                description: String::new(),
                kind: VariableKind::Text,
            });
        }
        let rows = self.database.rows_of(
            "cases",
            "SELECT id, name, memo FROM cases WHERE status = 1 ORDER BY id",
            |row| Ok((number(row, 0)?, words(row, 1)?, words(row, 2)?)),
        )?;
        for (case, name, memo) in rows {
            let mut sources: Vec<_> = of
                .iter()
                .filter(|it| it.0 == case)
                .map(|it| Id::from_uuid(self.id("source", it.1)))
                .collect();
            sources.dedup();
            let known: HashSet<_> = self.read.project.sources.iter().map(|it| it.id).collect();
            sources.retain(|it| known.contains(it));
            let of_it = values.iter().filter(|it| it.0 == case && !it.2.is_empty());
            let values = of_it.map(|(_, name, value)| VariableValue {
                variable: Id::from_uuid(self.id("variable", name)),
                value: TypedValue::Text(value.clone()),
            });
            let values = values.collect();
            self.read.project.cases.push(Case {
                id: Id::from_uuid(self.id("case", case)),
                name,
                description: memo,
                codes: Vec::new(),
                values,
                sources,
                selections: Vec::new(),
            });
        }
        for table in ["fileattr", "annotation"] {
            let sql = format!("SELECT 1 FROM {table} WHERE status = 1");
            let rows = self.database.rows_of(table, &sql, |_| Ok(()))?;
            for () in rows {
                let noun = match table {
                    "fileattr" => "value of a file",
                    _ => "annotation",
                };
                self.read
                    .losses
                    .left_out(noun, "", "it is not read from RQDA");
            }
        }
        Ok(())
    }

    fn journal(&mut self) -> Result<(), ExchangeError> {
        let rows = self.database.rows_of(
            "journal",
            "SELECT name, journal, owner, date FROM journal WHERE status = 1 ORDER BY rowid",
            |row| {
                Ok([
                    words(row, 0)?,
                    words(row, 1)?,
                    words(row, 2)?,
                    words(row, 3)?,
                ])
            },
        )?;
        for [name, entry, owner, date] in rows {
            let made = self.made(&owner, &date);
            self.read.project.memos.push(Memo {
                id: Id::from_uuid(self.id("journal", &name)),
                name,
                words: entry,
                made,
            });
        }
        Ok(())
    }
}

/// What must be added to first and last so that most stored words stand at their place.
fn shift(rows: &[Row], raws: &BTreeMap<i64, String>) -> (i64, i64) {
    let mut by_file: HashMap<i64, Vec<&Row>> = HashMap::new();
    for row in rows {
        by_file.entry(row.file).or_default().push(row);
    }
    let confirmed = |first: i64, last: i64| -> usize {
        let of_file = by_file.iter().filter_map(|(file, rows)| {
            let asked: Vec<Asked> = rows
                .iter()
                .map(|row| Asked {
                    start: row.start.saturating_add(first),
                    end: row.end.saturating_add(last),
                    quote: row.quote.clone(),
                })
                .collect();
            let (_, placing) = Weighing::of(raws.get(file)?, &asked).placed("", STANDARD);
            Some(placing.confirmed)
        });
        of_file.sum()
    };
    // The first of equals is kept, so the likeliest stand in front.
    let ways = [(0, 0), (-1, 0), (0, 1), (-1, -1)];
    let mut best = (0, 0);
    let mut most = 0;
    for (first, last) in ways {
        let count = confirmed(first, last);
        if count > most {
            most = count;
            best = (first, last);
        }
    }
    best
}

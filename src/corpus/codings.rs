//! A table of codings made elsewhere. Whether the words stand at their places is for the project to
//! check, which has the texts.

use jiff::Timestamp;

use super::register::respondent_name;
use super::role::ColumnMap;
use super::role_words::{Column, plain};
use super::sheet::{Cell, Sheet};
use super::sheet_error::SheetError;

/// One row of a table of codings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodingRow {
    /// The row in the file.
    pub row: usize,
    /// The source's name.
    pub source: String,
    /// Who coded; `None` when the table does not say.
    pub coder: Option<String>,
    /// The code's key or name.
    pub code: String,
    /// First character, counted in Unicode characters from 0.
    pub start: usize,
    /// The character behind the last.
    pub end: usize,
    /// The words that should stand there.
    pub text: Option<String>,
    /// Names from the family down to the code, where the table has them.
    pub path: Vec<String>,
    /// When it was coded, where the table says so.
    pub at: Option<Timestamp>,
    /// Memos on it.
    pub memos: Vec<MemoRow>,
    /// Whether the table has notes on it of which it does not say who wrote them.
    pub noted: bool,
}

/// A memo on a coding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemoRow {
    /// Who wrote it.
    pub author: String,
    /// When.
    pub at: Timestamp,
    /// What it says.
    pub text: String,
}

/// What a table of codings says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Codings {
    /// Rows that name a source, a code and a span.
    pub rows: Vec<CodingRow>,
    /// One error for every row that does not; it names the row.
    pub refused: Vec<SheetError>,
    /// What the user should know.
    pub remarks: Vec<String>,
}

/// Reads codings from a sheet. One bad row does not hide the others: each is refused by itself.
pub fn codings(sheet: &Sheet, map: &ColumnMap) -> Result<Codings, SheetError> {
    let places = Places {
        source: map.need(sheet, Column::Source)?,
        code: map.need(sheet, Column::Code)?,
        start: map.need(sheet, Column::Start)?,
        end: map.need(sheet, Column::End)?,
        coder: map.at(Column::Coder),
        text: map.at(Column::Text),
        path: named(sheet, "path"),
        at: named(sheet, "at"),
        memos: named(sheet, "memos"),
        memos_by: named(sheet, "memos by"),
    };
    let mut codings = Codings {
        rows: Vec::with_capacity(sheet.rows.len()),
        refused: Vec::new(),
        remarks: sheet.remarks.clone(),
    };
    for row in 0..sheet.rows.len() {
        match places.read(sheet, row) {
            Ok(coding) => codings.rows.push(coding),
            Err(error) => codings.refused.push(error),
        }
    }
    Ok(codings)
}

/// Where the columns are.
struct Places {
    source: usize,
    code: usize,
    start: usize,
    end: usize,
    coder: Option<usize>,
    text: Option<usize>,
    path: Option<usize>,
    at: Option<usize>,
    memos: Option<usize>,
    memos_by: Option<usize>,
}

/// The column with this very heading.
fn named(sheet: &Sheet, heading: &str) -> Option<usize> {
    sheet.columns.iter().position(|it| plain(it) == heading)
}

impl Places {
    fn read(&self, sheet: &Sheet, row: usize) -> Result<CodingRow, SheetError> {
        let wrong = |column: usize, expected: &'static str| SheetError::Cell {
            name: sheet.name.clone(),
            row: sheet.number(row),
            column: sheet.columns[column].clone(),
            found: sheet.cell(row, column).to_string(),
            expected,
        };
        let place = |column: usize| {
            position(sheet.cell(row, column))
                .ok_or_else(|| wrong(column, "a position in characters, counted from 0"))
        };
        let (start, end) = (place(self.start)?, place(self.end)?);
        if start >= end {
            return Err(wrong(self.end, "a position behind the start"));
        }
        let source = respondent_name(sheet.cell(row, self.source));
        let code = sheet.cell(row, self.code).words();
        let text = self.text.map(|column| sheet.cell(row, column).to_string());
        let cell = |column: Option<usize>| sheet.cell(row, column?).words();
        let path = cell(self.path).unwrap_or_default();
        let path = path.split(" > ").map(|it| it.trim().to_owned());
        let whole = |column: Option<usize>| Some(sheet.cell(row, column?).to_string());
        let memos = whole(self.memos)
            .zip(whole(self.memos_by))
            .and_then(|(words, by)| memos(&words, &by));
        Ok(CodingRow {
            row: sheet.number(row),
            source: source.ok_or_else(|| wrong(self.source, "the name of a source"))?,
            coder: self
                .coder
                .and_then(|column| sheet.cell(row, column).words()),
            code: code.ok_or_else(|| wrong(self.code, "the key or name of a code"))?,
            start,
            end,
            text: text.filter(|text| !text.is_empty()),
            path: path.filter(|it| !it.is_empty()).collect(),
            at: cell(self.at).and_then(|it| it.parse().ok()),
            noted: memos.is_none() && cell(self.memos).is_some(),
            memos: memos.unwrap_or_default(),
        })
    }
}

/// The memos of a cell, told apart by a line for each that says who wrote it, when, and how many
/// characters it has; `None` where these do not fit the words.
fn memos(words: &str, by: &str) -> Option<Vec<MemoRow>> {
    let words = words.replace("\r\n", "\n");
    let mut rest = words.as_str();
    let mut found = Vec::new();
    for line in by.lines().filter(|it| !it.trim().is_empty()) {
        let mut parts = line.trim().rsplitn(3, ' ');
        let length: usize = parts.next()?.parse().ok()?;
        let at: Timestamp = parts.next()?.parse().ok()?;
        let author = parts.next()?.to_owned();
        if !found.is_empty() {
            rest = rest.strip_prefix("\n\n")?;
        }
        let mut ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
        let (text, after) = rest.split_at(ends.nth(length)?);
        found.push(MemoRow {
            author,
            at,
            text: text.to_owned(),
        });
        rest = after;
    }
    rest.is_empty().then_some(found)
}

/// A whole number that is not negative; spreadsheet programs write it as `95.0`.
fn position(cell: &Cell) -> Option<usize> {
    respondent_name(cell)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::role::decide;
    use super::super::sheet;
    use super::*;

    fn read(text: &str) -> Codings {
        let sheet = sheet::read("c.csv", text.as_bytes()).expect("a sheet");
        let (_, map) = decide(&sheet, &[]).expect("a role");
        codings(&sheet, &map).expect("codings")
    }

    #[test]
    fn rows_are_read() {
        let rows = read(
            "source,coder,code,start,end,text\n306,ana,lamp/on,4,9,the lamp\n306.0,,lamp,0.0,2,\n",
        );
        let rows = rows.rows;
        assert_eq!(rows[0].row, 2);
        assert_eq!(
            (rows[0].source.as_str(), rows[1].source.as_str()),
            ("306", "306")
        );
        assert_eq!((rows[0].start, rows[0].end), (4, 9));
        assert_eq!(rows[0].text.as_deref(), Some("the lamp"));
        assert_eq!((&rows[1].coder, &rows[1].text), (&None, &None));
    }

    #[test]
    fn memos_of_a_cell_are_told_apart() {
        let by = "ana 2026-11-25T10:00:00Z 8\nBen Ali 2026-11-25T11:00:00Z 3\n";
        let found = memos("Да.\r\n\r\nHm?\n\nYes", by).expect("memos");
        let told: Vec<_> = found
            .iter()
            .map(|it| (it.author.as_str(), it.text.as_str()))
            .collect();
        assert_eq!(told, [("ana", "Да.\n\nHm?"), ("Ben Ali", "Yes")][..]);
        assert_eq!(memos("", ""), Some(Vec::new()));
        for (words, by) in [
            ("Yes", ""),
            ("Yes", "ana 2026-11-25T10:00:00Z 2"),
            ("Yes", "ana 2026-11-25T10:00:00Z 4"),
            ("Yes", "ana yesterday 3"),
            ("Yes", "ana"),
        ] {
            assert_eq!(memos(words, by), None, "{by}");
        }
    }

    #[test]
    fn a_refused_row_is_named_with_its_column_and_the_others_stay() {
        let header = "source,code,start,end\n306,lamp,0,4\n";
        let read_row = |row: &str| read(&format!("{header}{row}\n307,lamp,0,4\n"));
        let codings = read_row("306,lamp,x,4");
        assert_eq!((codings.rows.len(), codings.refused.len()), (2, 1));
        assert_eq!(
            codings.refused[0].to_string(),
            "row 3, column `start` of `c.csv` holds `x`, expected a position in characters, counted from 0"
        );
        for row in [
            "306,lamp,4,4",
            "306,,0,4",
            ",lamp,0,4",
            "306,lamp,-1,4",
            "306,lamp,0,4.5",
        ] {
            assert_eq!(read_row(row).refused.len(), 1, "{row}");
        }
    }
}

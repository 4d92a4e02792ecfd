//! A sheet: a header and rows of cells, whatever file it came from. Cells keep the words that were
//! written: "None", "NA" and "null" are words here, and only a reader that knows what a column is
//! for may call them missing.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;

use super::sheet_error::SheetError;
use super::{sheet_csv, sheet_jsonl, sheet_ods, sheet_xlsx, spss};

/// More cells than this are no study's table; the limit keeps hostile files out of memory.
pub(crate) const MAX_CELLS: usize = 4_000_000;
/// More text than this in all cells together is refused.
pub(crate) const MAX_TEXT: usize = 128 << 20;
/// Longer files are refused unread, and so are blocks that unpack to more.
pub(crate) const MAX_BYTES: usize = 128 << 20;
/// No spreadsheet program has more columns.
pub(crate) const MAX_COLUMNS: usize = 16_384;

/// A table with a header.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The file's name, for messages.
    pub name: String,
    /// Headings, each once.
    pub columns: Vec<String>,
    /// What a column's variable asks, where the file says so (SPSS); as many as `columns`.
    pub labels: Vec<Option<String>>,
    /// Rows below the header, each as long as `columns`; rows without any value are left out.
    pub rows: Vec<Vec<Cell>>,
    /// For every row, its number in the file (the first line is 1).
    pub numbers: Vec<usize>,
    /// How the text was encoded, for example `windows-1251`.
    pub encoding: String,
    /// What the user should know.
    pub remarks: Vec<String>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Words, as written.
    Text(String),
    /// A finite number from a file that knows numbers.
    Number(f64),
    /// A date from a file that knows dates.
    Date(Date),
}

/// As a person would type it: `306`, `2.5`, `2025-04-11`.
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
            Self::Date(date) => write!(f, "{date}"),
        }
    }
}

impl Cell {
    /// Words; empty when there are none.
    pub(crate) fn of(text: &str) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text.to_owned())
        }
    }

    /// Whether nothing is in it, or only white space.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::Number(_) | Self::Date(_) => false,
        }
    }

    /// The words without white space around them; `None` when empty.
    pub fn words(&self) -> Option<String> {
        (!self.is_empty()).then(|| self.to_string().trim().to_owned())
    }
}

impl Sheet {
    /// The cell of a row; empty beyond the last column.
    pub fn cell(&self, row: usize, column: usize) -> &Cell {
        const NOTHING: &Cell = &Cell::Empty;
        let cells = self.rows.get(row);
        cells.and_then(|cells| cells.get(column)).unwrap_or(NOTHING)
    }

    /// The number of a row as the file counts.
    pub fn number(&self, row: usize) -> usize {
        self.numbers.get(row).copied().unwrap_or(row + 2)
    }

    /// All rows as words, for readers that need no types.
    pub fn words(&self) -> Vec<Vec<String>> {
        let words = |row: &Vec<Cell>| row.iter().map(ToString::to_string).collect();
        self.rows.iter().map(words).collect()
    }

    /// Makes a sheet of numbered rows of which the first that is filled is the header.
    pub(crate) fn from_grid(
        name: &str,
        encoding: &str,
        grid: Vec<(usize, Vec<Cell>)>,
    ) -> Result<Self, SheetError> {
        let filled = grid
            .into_iter()
            .filter(|(_, row)| row.iter().any(|cell| !cell.is_empty()));
        let mut filled: Vec<_> = filled.collect();
        let above = lines_above(&filled);
        let mut remarks = Vec::new();
        let mut more = 0;
        for (number, row) in filled.drain(..above) {
            let said = row.iter().find_map(Cell::words).unwrap_or_default();
            remarks.push(format!(
                "row {number} of `{name}` stands above the table and is left out: `{said}`"
            ));
            more += most(&mut remarks);
        }
        let mut filled = filled.into_iter();
        let Some((_, header)) = filled.next() else {
            return Err(SheetError::Empty {
                name: name.to_owned(),
            });
        };
        let (numbers, mut rows): (Vec<_>, Vec<_>) = filled.unzip();
        let width = rows
            .iter()
            .map(Vec::len)
            .max()
            .unwrap_or(0)
            .max(header.len());
        // Every row becomes as wide as the widest: one far cell must not make all of them wide.
        Budget::new(name).cells(width.saturating_mul(rows.len()))?;
        let mut kept = Vec::new();
        let mut columns = Vec::new();
        let mut seen = BTreeMap::new();
        for at in 0..width {
            let heading = header.get(at).and_then(Cell::words);
            let used = rows
                .iter()
                .any(|row| row.get(at).is_some_and(|it| !it.is_empty()));
            let heading = match heading {
                Some(heading) => heading.split_whitespace().collect::<Vec<_>>().join(" "),
                None if used => {
                    let made = format!("column {}", at + 1);
                    remarks.push(format!("`{made}` of `{name}` has no heading"));
                    made
                }
                None => continue,
            };
            let times = seen.entry(heading.to_lowercase()).or_insert(0_usize);
            *times += 1;
            if *times > 1 {
                let made = format!("{heading} ({times})");
                remarks.push(format!(
                    "`{name}` has `{heading}` more than once; one is now `{made}`"
                ));
                columns.push(made);
            } else {
                columns.push(heading);
            }
            kept.push(at);
        }
        more += most(&mut remarks);
        if more > 0 {
            remarks.push(format!("{more} more remarks of such kinds on `{name}`"));
        }
        let straight = kept.iter().copied().eq(0..width);
        for row in &mut rows {
            if straight {
                row.resize(width, Cell::Empty);
            } else {
                *row = kept
                    .iter()
                    .map(|at| row.get(*at).cloned().unwrap_or_default())
                    .collect();
            }
        }
        Ok(Self {
            name: name.to_owned(),
            labels: vec![None; columns.len()],
            columns,
            rows,
            numbers,
            encoding: encoding.to_owned(),
            remarks,
        })
    }
}

/// How many rows stand above the header: a title, or a few lines of it, each in one cell, above a table of
/// at least three columns.
fn lines_above(filled: &[(usize, Vec<Cell>)]) -> usize {
    const MOST: usize = 5;
    const COLUMNS: usize = 3;
    let cells = |row: &[Cell]| row.iter().filter(|it| !it.is_empty()).count();
    let above = filled.iter().take_while(|(_, row)| cells(row) == 1).count();
    let table = filled.get(above..above + 2).unwrap_or_default();
    let is_table = table.len() == 2 && table.iter().all(|(_, row)| cells(row) >= 2);
    let is_header = filled
        .get(above)
        .is_some_and(|(_, row)| cells(row) >= COLUMNS);
    match above <= MOST && is_header && is_table {
        true => above,
        false => 0,
    }
}

/// Reads a sheet; `name` tells its kind by the ending.
pub fn read(name: &str, bytes: &[u8]) -> Result<Sheet, SheetError> {
    if bytes.len() > MAX_BYTES {
        return Err(SheetError::TooLarge {
            name: name.to_owned(),
            what: format!("{} bytes", bytes.len()),
            most: MAX_BYTES,
        });
    }
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase());
    match ending.as_deref() {
        Some("csv") => sheet_csv::read(name, bytes, None),
        Some("tsv" | "tab") => sheet_csv::read(name, bytes, Some(b'\t')),
        Some("jsonl") => sheet_jsonl::read(name, bytes),
        Some("xlsx" | "xlsm") => sheet_xlsx::read(name, bytes),
        Some("ods") => sheet_ods::read(name, bytes),
        Some("sav" | "zsav") => spss::read(name, bytes),
        _ => Err(SheetError::Kind {
            name: name.to_owned(),
        }),
    }
}

/// What a table may still grow by. A few bytes of a file can stand for many cells, and one long
/// text can be meant by thousands of them, so both are counted before anything is copied.
pub(crate) struct Budget<'n> {
    name: &'n str,
    cells: usize,
    bytes: usize,
}

impl<'n> Budget<'n> {
    /// A full budget for the file `name`.
    pub(crate) fn new(name: &'n str) -> Self {
        Self {
            name,
            cells: 0,
            bytes: 0,
        }
    }

    /// Takes room for some cells.
    pub(crate) fn cells(&mut self, count: usize) -> Result<(), SheetError> {
        self.cells = self.cells.saturating_add(count);
        self.check(self.cells, MAX_CELLS, "cells")
    }

    /// Takes room for the words of a cell, as often as they are copied.
    pub(crate) fn words(&mut self, cell: &Cell, times: usize) -> Result<(), SheetError> {
        if let Cell::Text(text) = cell {
            self.bytes = self.bytes.saturating_add(text.len().saturating_mul(times));
        }
        self.check(self.bytes, MAX_TEXT, "bytes of text")
    }

    fn check(&self, found: usize, most: usize, what: &str) -> Result<(), SheetError> {
        if found <= most {
            return Ok(());
        }
        Err(SheetError::TooLarge {
            name: self.name.to_owned(),
            what: format!("{found} {what}"),
            most,
        })
    }
}

/// The most that is told about the rows and headings of one sheet.
const MOST_REMARKS: usize = 30;

/// Keeps the first remarks; gives how many went.
fn most(remarks: &mut Vec<String>) -> usize {
    let more = remarks.len().saturating_sub(MOST_REMARKS);
    remarks.truncate(MOST_REMARKS);
    more
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_without_values_and_columns_without_anything_are_left_out() {
        let grid = vec![
            (1, vec![]),
            (
                2,
                vec![Cell::of("lamp"), Cell::Empty, Cell::of("Lamp"), Cell::Empty],
            ),
            (3, vec![Cell::Empty, Cell::of(" ")]),
            (
                4,
                vec![
                    Cell::of("a"),
                    Cell::Empty,
                    Cell::Number(306.0),
                    Cell::of("x"),
                ],
            ),
        ];
        let sheet = Sheet::from_grid("t.xlsx", "UTF-8", grid).expect("a sheet");
        assert_eq!(sheet.columns, ["lamp", "Lamp (2)", "column 4"]);
        assert_eq!(sheet.words(), [["a", "306", "x"]]);
        assert_eq!(sheet.number(0), 4);
        assert_eq!(sheet.remarks.len(), 2);
    }

    #[test]
    fn other_kinds_and_empty_sheets_are_refused() {
        let error = read("a.docx", b"x").expect_err("no sheet");
        assert_eq!(
            error.to_string(),
            "`a.docx` is not a sheet, expected .csv, .tsv, .xlsx, .ods, .sav or .zsav"
        );
        assert!(matches!(
            read("a.csv", b" \n\n"),
            Err(SheetError::Empty { .. })
        ));
    }
}

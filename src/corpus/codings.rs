//! A table of codings made elsewhere. Whether the words stand at their places is for the project to
//! check, which has the texts.

use super::register::respondent_name;
use super::role::ColumnMap;
use super::role_words::Column;
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
}

/// Reads codings from a sheet.
pub fn codings(sheet: &Sheet, map: &ColumnMap) -> Result<Vec<CodingRow>, SheetError> {
    let source = map.need(sheet, Column::Source)?;
    let code = map.need(sheet, Column::Code)?;
    let start = map.need(sheet, Column::Start)?;
    let end = map.need(sheet, Column::End)?;
    let coder = map.at(Column::Coder);
    let text = map.at(Column::Text);
    let wrong = |row: usize, column: usize, expected: &'static str| SheetError::Cell {
        name: sheet.name.clone(),
        row: sheet.number(row),
        column: sheet.columns[column].clone(),
        found: sheet.cell(row, column).to_string(),
        expected,
    };
    (0..sheet.rows.len())
        .map(|row| {
            let place = |column: usize| {
                position(sheet.cell(row, column))
                    .ok_or_else(|| wrong(row, column, "a position in characters, counted from 0"))
            };
            let (first, behind) = (place(start)?, place(end)?);
            if first >= behind {
                return Err(wrong(row, end, "a position behind the start"));
            }
            Ok(CodingRow {
                row: sheet.number(row),
                source: respondent_name(sheet.cell(row, source))
                    .ok_or_else(|| wrong(row, source, "the name of a source"))?,
                coder: coder.and_then(|column| sheet.cell(row, column).words()),
                code: sheet
                    .cell(row, code)
                    .words()
                    .ok_or_else(|| wrong(row, code, "the key or name of a code"))?,
                start: first,
                end: behind,
                text: text
                    .map(|column| sheet.cell(row, column).to_string())
                    .filter(|text| !text.is_empty()),
            })
        })
        .collect()
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

    fn read(text: &str) -> Result<Vec<CodingRow>, SheetError> {
        let sheet = sheet::read("c.csv", text.as_bytes())?;
        let (_, map) = decide(&sheet, &[])?;
        codings(&sheet, &map)
    }

    #[test]
    fn rows_are_read() {
        let rows = read(
            "source,coder,code,start,end,text\n306,ana,lamp/on,4,9,the lamp\n306.0,,lamp,0.0,2,\n",
        );
        let rows = rows.expect("codings");
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
    fn errors_name_row_and_column() {
        let header = "source,code,start,end\n306,lamp,0,4\n";
        let error = read(&format!("{header}306,lamp,x,4\n")).expect_err("a word");
        assert_eq!(
            error.to_string(),
            "row 3, column `start` of `c.csv` holds `x`, expected a position in characters, counted from 0"
        );
        for row in [
            "306,lamp,4,4",
            "306,,0,4",
            ",lamp,0,4",
            "306,lamp,-1,4",
            "306,lamp,0,4.5",
        ] {
            assert!(read(&format!("{header}{row}\n")).is_err(), "{row}");
        }
    }
}

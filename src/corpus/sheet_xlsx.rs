//! Excel workbooks. Cells are streamed: a workbook may claim a cell in row 1,048,576 and column
//! XFD, and a dense table of that size would be 17 thousand million cells.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, SheetVisible, Xlsx};
use jiff::civil::{Date, DateTime};

use super::sheet::{Budget, Cell, MAX_COLUMNS, Sheet};
use super::sheet_error::SheetError;
use super::sheet_zip;

const EXPECTED: &str = "an Excel workbook";

/// Reads the first visible worksheet that holds anything.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Sheet, SheetError> {
    let damaged = |reason: String| SheetError::Damaged {
        name: name.to_owned(),
        expected: EXPECTED,
        reason,
    };
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(damaged(
            "it is encrypted or of an old kind; save it as .xlsx without password".to_owned(),
        ));
    }
    drop(sheet_zip::open(name, EXPECTED, bytes)?);
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes))
        .map_err(|error: calamine::XlsxError| damaged(error.to_string()))?;
    let visible = |visible: SheetVisible| visible == SheetVisible::Visible;
    let titles: Vec<_> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| visible(sheet.visible) && sheet.typ == calamine::SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    for (at, title) in titles.iter().enumerate() {
        let grid = cells(name, &mut workbook, title)?;
        if grid.is_empty() {
            continue;
        }
        let mut sheet = Sheet::from_grid(name, "UTF-8", grid)?;
        if titles.len() > 1 {
            let others = titles.len() - 1;
            sheet.remarks.push(format!(
                "`{name}` has {others} more worksheets than `{title}` (number {}), which were not read",
                at + 1
            ));
        }
        return Ok(sheet);
    }
    Err(SheetError::Empty {
        name: name.to_owned(),
    })
}

/// The filled cells of a worksheet by row; later columns of a merged range are empty, as stored.
fn cells(
    name: &str,
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    title: &str,
) -> Result<Vec<(usize, Vec<Cell>)>, SheetError> {
    let damaged = |error: calamine::XlsxError| SheetError::Damaged {
        name: name.to_owned(),
        expected: EXPECTED,
        reason: format!("worksheet `{title}`: {error}"),
    };
    let mut reader = workbook.worksheet_cells_reader(title).map_err(damaged)?;
    let mut rows: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
    let mut budget = Budget::new(name);
    while let Some(found) = reader.next_cell().map_err(damaged)? {
        let (row, column) = found.get_position();
        let cell = value(found.get_value());
        let column = column as usize;
        if cell.is_empty() || column >= MAX_COLUMNS {
            continue;
        }
        let cells = rows.entry(row).or_default();
        if cells.len() <= column {
            budget.cells(column + 1 - cells.len())?;
            cells.resize(column + 1, Cell::Empty);
        }
        budget.words(&cell, 1)?;
        cells[column] = cell;
    }
    Ok(rows
        .into_iter()
        .map(|(row, cells)| (row as usize + 1, cells))
        .collect())
}

fn value(found: &DataRef<'_>) -> Cell {
    match found {
        DataRef::Empty => Cell::Empty,
        #[expect(
            clippy::cast_precision_loss,
            reason = "a sheet's numbers are floating point anyway"
        )]
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) if number.is_finite() => Cell::Number(*number),
        // No number that a sheet can show; the words stay, to be told.
        DataRef::Float(number) => Cell::Text(number.to_string()),
        DataRef::String(text) => Cell::of(text),
        DataRef::SharedString(text) => Cell::of(text),
        DataRef::Bool(yes) => Cell::of(if *yes { "true" } else { "false" }),
        DataRef::DateTime(moment) => date(*moment),
        DataRef::DateTimeIso(text) => match text.parse::<DateTime>() {
            Ok(moment) => Cell::Date(moment.date()),
            Err(_) => Cell::of(text),
        },
        DataRef::DurationIso(text) => Cell::of(text),
        // `#N/A` and its like are no answer of anybody.
        DataRef::Error(_) => Cell::Empty,
    }
}

fn date(moment: ExcelDateTime) -> Cell {
    let (year, month, day, hour, minute, _, _) = moment.to_ymd_hms_milli();
    if moment.is_duration() || moment.as_f64() < 1.0 {
        return Cell::Text(format!("{hour:02}:{minute:02}"));
    }
    let date = i16::try_from(year)
        .ok()
        .zip(i8::try_from(month).ok())
        .zip(i8::try_from(day).ok());
    match date.and_then(|((year, month), day)| Date::new(year, month, day).ok()) {
        Some(date) => Cell::Date(date),
        None => Cell::Number(moment.as_f64()),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::sheet_zip::tests::pack;
    use super::*;

    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// A workbook with one worksheet of these rows, written by hand.
    pub(crate) fn workbook(rows: &str) -> Vec<u8> {
        let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let book = format!(
            "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{relation}\"><sheets><sheet name=\"List\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
        );
        let links = format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{relation}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
        );
        let styles = format!(
            "<styleSheet xmlns=\"{MAIN}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
        );
        let sheet =
            format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>");
        let root = format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{relation}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        pack(&[
            ("_rels/.rels", root.as_bytes()),
            ("xl/workbook.xml", book.as_bytes()),
            ("xl/_rels/workbook.xml.rels", links.as_bytes()),
            ("xl/styles.xml", styles.as_bytes()),
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ])
    }

    #[test]
    fn numbers_dates_and_words_are_read_and_empty_rows_dropped() {
        let bytes = workbook(
            "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>ID</t></is></c><c r=\"B2\" t=\"inlineStr\"><is><t>seen on</t></is></c></row>\
             <row r=\"3\"><c r=\"A3\"><v>306</v></c><c r=\"B3\" s=\"1\"><v>45758</v></c></row>\
             <row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><t>None</t></is></c></row>\
             <row r=\"900000\"><c r=\"A900000\" s=\"1\"/></row>",
        );
        let sheet = read("t.xlsx", &bytes).expect("a sheet");
        assert_eq!(sheet.columns, ["ID", "seen on"]);
        assert_eq!(sheet.words(), [["306", "2025-04-11"], ["None", ""]]);
        assert_eq!(sheet.numbers, [3, 4]);
    }

    #[test]
    fn a_few_far_cells_are_no_table() {
        let far: String = (1..400)
            .map(|row| format!("<row r=\"{row}\"><c r=\"XFD{row}\"><v>1</v></c></row>"))
            .collect();
        let error = read("t.xlsx", &workbook(&far)).expect_err("too wide");
        assert!(matches!(error, SheetError::TooLarge { .. }), "{error}");
        assert!(matches!(
            read("t.xlsx", &workbook("")),
            Err(SheetError::Empty { .. })
        ));
        assert!(matches!(
            read("t.xlsx", b"no"),
            Err(SheetError::Damaged { .. })
        ));
    }
}

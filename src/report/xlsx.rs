//! Sheets for Excel and LibreOffice: one for each table, numbers as numbers, words always as words
//! (nothing is taken for a formula), the head frozen. The properties name neither author nor time.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::table::{Cell, Column, Row, Table};
use super::{Block, Report};
use crate::model::export::PROPERTY;

/// What a sheet holds at most (Excel's limits), with room for heads and notes.
const ROWS: usize = 1_000_000;
const COLUMNS: usize = 16_384;
const LETTERS: usize = 32_767;
/// Columns are not wider than so many letters; longer words wrap.
const WIDEST: usize = 60;

/// Why writing does not fail.
const FITS: &str = "rows, columns and words are kept within the limits of a sheet";

/// The tables of the report and the numbers of its figures as a workbook; a report without any is
/// one sheet of its words.
pub fn render(report: &Report, mark: Option<&str>) -> Vec<u8> {
    workbook(report, mark).expect(FITS)
}

fn workbook(report: &Report, mark: Option<&str>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let first = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = cut(&report.title);
    let mut properties = DocProperties::new().set_title(title);
    if let Some(mark) = mark {
        properties = properties.set_custom_property(PROPERTY, mark);
    }
    workbook.set_properties(&properties.set_creation_datetime(&first));
    let mut names = Vec::new();
    for table in tables(report) {
        for part in parts(&table) {
            let sheet = workbook.add_worksheet();
            sheet.set_name(name(&part.caption, &mut names))?;
            write(sheet, &part)?;
        }
    }
    workbook.save_to_buffer()
}

/// Every table, and the numbers of every figure; if there is neither, the words.
fn tables(report: &Report) -> Vec<Table> {
    let tables: Vec<Table> = report.tables().collect();
    if !tables.is_empty() {
        return tables;
    }
    let words = report.blocks.iter().filter_map(|block| match block {
        Block::Heading { text, .. } | Block::Paragraph(text) | Block::Note(text) => {
            Some(text.clone())
        }
        Block::Quote(quote) => Some(format!("{} {}", quote.text, quote.attribution)),
        Block::Passage { text, .. } => Some(text.clone()),
        Block::Table(_) | Block::Chart(_) => None,
    });
    let rows = words.map(|text| vec![text]).collect();
    vec![Table::of_text([("text", false)], rows)]
}

/// `table` in pieces that a sheet can hold; the first column begins each.
fn parts(table: &Table) -> Vec<Table> {
    if table.rows.len() <= ROWS && table.columns.len() <= COLUMNS {
        return vec![table.clone()];
    }
    let rest: Vec<usize> = (1..table.columns.len()).collect();
    let mut parts = Vec::new();
    for columns in rest.chunks(COLUMNS - 1) {
        for rows in table.rows.chunks(ROWS) {
            let pick = |cells: &[Cell]| -> Vec<Cell> {
                let places = std::iter::once(&0).chain(columns);
                let cell = |at: &usize| cells.get(*at).cloned().unwrap_or(Cell::Empty);
                places.map(cell).collect()
            };
            let row = |row: &Row| match row {
                Row::Heading(text) => Row::Heading(text.clone()),
                Row::Cells(cells) => Row::Cells(pick(cells)),
                Row::Total(cells) => Row::Total(pick(cells)),
            };
            let heads = std::iter::once(&0).chain(columns);
            parts.push(Table {
                caption: table.caption.clone(),
                columns: heads.map(|at| table.columns[*at].clone()).collect(),
                rows: rows.iter().map(row).collect(),
                notes: table.notes.clone(),
                ..Table::default()
            });
        }
    }
    parts
}

/// A name that no other sheet has and that Excel allows.
fn name(caption: &str, names: &mut Vec<String>) -> String {
    let number = names.len() + 1;
    let allowed = |it: &char| !matches!(it, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
    let words: String = caption
        .chars()
        .filter(|it| !it.is_control())
        .filter(allowed)
        .collect();
    let whole = match words.trim() {
        "" => format!("Table {number}"),
        words => format!("{number} {words}"),
    };
    let name: String = whole.chars().take(31).collect();
    // Letters beyond the first plane count twice there.
    let name = match name.encode_utf16().count() > 31 {
        true => format!("Table {number}"),
        false => name.trim().to_owned(),
    };
    names.push(name.clone());
    name
}

/// Words that fit into a cell; what does not is said to be missing.
fn cut(text: &str) -> String {
    match text.encode_utf16().count() > LETTERS {
        true => text
            .chars()
            .take(LETTERS / 2 - 4)
            .chain(" […]".chars())
            .collect(),
        false => text.to_owned(),
    }
}

fn write(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_align(FormatAlign::Top);
    let head = bold
        .clone()
        .set_text_wrap()
        .set_border_bottom(FormatBorder::Thin);
    let list = table.caption.is_empty();
    let mut row = 0;
    if !list {
        sheet.write_string_with_format(row, 0, cut(&table.caption), &bold)?;
        row += 1;
    }
    let groups = table.groups();
    if !groups.is_empty() {
        let mut column: u16 = 0;
        for (group, many) in groups {
            let many = u16::try_from(many).unwrap_or(u16::MAX);
            let format = bold.clone().set_align(FormatAlign::Center).set_text_wrap();
            if many > 1 {
                let last = column + many - 1;
                sheet.merge_range(row, column, row, last, &cut(group), &format)?;
            } else {
                sheet.write_string_with_format(row, column, cut(group), &format)?;
            }
            column += many;
        }
        row += 1;
    }
    for (column, it) in (0..).zip(&table.columns) {
        let format = match it.number {
            true => head.clone().set_align(FormatAlign::Right),
            false => head.clone(),
        };
        sheet.write_string_with_format(row, column, cut(&it.name), &format)?;
        sheet.set_column_width(column, width(table, usize::from(column)))?;
    }
    let heads = row;
    row += 1;
    for it in &table.rows {
        match it {
            Row::Heading(text) => {
                sheet.write_string_with_format(row, 0, cut(text), &bold)?;
            }
            Row::Cells(cells) | Row::Total(cells) => {
                let format = match it {
                    Row::Total(_) => bold.clone().set_border_top(FormatBorder::Thin),
                    _ => Format::new().set_align(FormatAlign::Top),
                };
                for ((at, cell), column) in (0..).zip(cells).zip(&table.columns) {
                    write_cell(sheet, row, at, cell, column, &format)?;
                }
            }
        }
        row += 1;
    }
    let named = u16::from(!list);
    sheet.set_freeze_panes(heads + 1, named)?;
    if let (true, Some(last)) = (list, table.columns.len().checked_sub(1)) {
        sheet.autofilter(
            heads,
            0,
            row.max(heads + 2) - 1,
            u16::try_from(last).unwrap_or(0),
        )?;
    }
    for note in &table.notes {
        row += 1;
        sheet.write_string(row, 0, cut(note))?;
    }
    Ok(())
}

/// Numbers with the decimals that a reader sees; a percentage is one of Excel's own where no heading
/// says `%`.
fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    at: u16,
    cell: &Cell,
    column: &Column,
    format: &Format,
) -> Result<(), XlsxError> {
    let decimals = |decimals: u8| match decimals {
        0 => "0".to_owned(),
        some => format!("0.{}", "0".repeat(usize::from(some))),
    };
    let shown = column.shows(cell);
    match cell {
        Cell::Empty => {
            sheet.write_blank(row, at, format)?;
        }
        Cell::Number { value, decimals: d } if value.is_finite() => {
            let format = format.clone().set_num_format(decimals(*d));
            sheet.write_number_with_format(row, at, *value, &format)?;
        }
        Cell::Percent { value, decimals: d } if value.is_finite() => {
            let sign = shown.ends_with('%');
            let (value, form) = match sign {
                true => (value / 100.0, format!("{} %", decimals(*d))),
                false => (*value, decimals(*d)),
            };
            let format = format.clone().set_num_format(form);
            sheet.write_number_with_format(row, at, value, &format)?;
        }
        Cell::Text(_) | Cell::Number { .. } | Cell::Percent { .. } => {
            let long = shown.chars().count() > WIDEST || shown.contains('\n');
            let format = match long {
                true => format.clone().set_text_wrap(),
                false => format.clone(),
            };
            sheet.write_string_with_format(row, at, cut(&shown), &format)?;
        }
    }
    Ok(())
}

/// How wide a column is, in letters.
fn width(table: &Table, at: usize) -> f64 {
    let column = &table.columns[at];
    let cells = table.rows.iter().filter_map(|row| match row {
        Row::Cells(cells) | Row::Total(cells) => cells.get(at),
        Row::Heading(_) => None,
    });
    let longest = cells.map(|cell| column.shows(cell).chars().count()).max();
    let words = column.name.split_whitespace();
    let head = words.map(|it| it.chars().count()).max().unwrap_or(0);
    (longest.unwrap_or(0).max(head).clamp(6, WIDEST) + 2) as f64
}

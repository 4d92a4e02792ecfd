//! OpenDocument sheets. Read here as a stream rather than by calamine, which builds a dense table
//! of all sheets first: a row that says it is repeated a million times costs a few bytes in the
//! file and gigabytes there.

use std::io::BufReader;

use jiff::civil::{Date, DateTime};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::sheet::{Budget, Cell, MAX_COLUMNS, Sheet};
use super::sheet_error::SheetError;
use super::sheet_zip;

const EXPECTED: &str = "an OpenDocument sheet";

/// Reads the first sheet that holds anything.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Sheet, SheetError> {
    let damaged = |reason: String| SheetError::Damaged {
        name: name.to_owned(),
        expected: EXPECTED,
        reason,
    };
    let mut archive = sheet_zip::open(name, EXPECTED, bytes)?;
    let part = archive
        .by_name("content.xml")
        .map_err(|error| damaged(error.to_string()))?;
    let mut reader = Reader::from_reader(BufReader::new(part));
    reader.config_mut().expand_empty_elements = true;
    let mut table = Table::new(name);
    let mut buffer = Vec::new();
    let mut others = 0;
    let mut found = None;
    loop {
        buffer.clear();
        let event = reader
            .read_event_into(&mut buffer)
            .map_err(|error| damaged(error.to_string()))?;
        if found.is_none() {
            table.event(&event)?;
        }
        match event {
            Event::Start(tag) if tag.name().as_ref() == "table:table" && found.is_some() => {
                others += 1
            }
            Event::End(tag) if tag.name().as_ref() == "table:table" && found.is_none() => {
                if !table.grid.is_empty() {
                    found = Some(std::mem::take(&mut table.grid));
                }
                table = Table::new(name);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let Some(grid) = found else {
        return Err(SheetError::Empty {
            name: name.to_owned(),
        });
    };
    let mut sheet = Sheet::from_grid(name, "UTF-8", grid)?;
    if others > 0 {
        sheet.remarks.push(format!(
            "`{name}` has {others} more sheets than the first, which were not read"
        ));
    }
    Ok(sheet)
}

/// One sheet while it is read.
struct Table<'n> {
    name: &'n str,
    grid: Vec<(usize, Vec<Cell>)>,
    /// Rows so far, empty ones counted.
    rows: usize,
    budget: Budget<'n>,
    /// How often the row repeats, and its cells.
    row: Option<(usize, Vec<Cell>)>,
    /// Empty cells that count only when a filled one follows.
    gap: usize,
    /// How often the cell repeats, its value, its words.
    cell: Option<(usize, Option<Cell>, String)>,
    paragraphs: usize,
    /// Depth inside an annotation, whose words are not the cell's.
    aside: usize,
}

impl<'n> Table<'n> {
    fn new(name: &'n str) -> Self {
        Self {
            name,
            grid: Vec::new(),
            rows: 0,
            budget: Budget::new(name),
            row: None,
            gap: 0,
            cell: None,
            paragraphs: 0,
            aside: 0,
        }
    }

    fn event(&mut self, event: &Event<'_>) -> Result<(), SheetError> {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => return self.end(tag.name().as_ref()),
            Event::Text(text) => self.write(&text.xml10_content()),
            Event::CData(text) => self.write(&text.xml10_content()),
            Event::GeneralRef(entity) => {
                let char = entity.resolve_char_ref().ok().flatten();
                let word = quick_xml::escape::resolve_predefined_entity(entity);
                self.write(
                    &char
                        .map(String::from)
                        .or(word.map(str::to_owned))
                        .unwrap_or_default(),
                );
            }
            Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::Eof => {}
        }
        Ok(())
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        match tag.name().as_ref() {
            "table:table-row" => {
                self.row = Some((times(tag, "table:number-rows-repeated"), Vec::new()));
                self.gap = 0;
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let repeated = times(tag, "table:number-columns-repeated");
                self.cell = Some((repeated, typed(tag), String::new()));
                self.paragraphs = 0;
            }
            "office:annotation" => self.aside += 1,
            "text:p" if self.aside == 0 => {
                if self.paragraphs > 0 {
                    self.write("\n");
                }
                self.paragraphs += 1;
            }
            "text:s" => self.write(&" ".repeat(times(tag, "text:c").min(1000))),
            "text:tab" => self.write("\t"),
            "text:line-break" => self.write("\n"),
            _ => {}
        }
    }

    fn end(&mut self, tag: &str) -> Result<(), SheetError> {
        match tag {
            "office:annotation" => self.aside = self.aside.saturating_sub(1),
            "table:table-cell" | "table:covered-table-cell" => {
                let (Some((repeated, value, words)), Some((_, row))) =
                    (self.cell.take(), &mut self.row)
                else {
                    return Ok(());
                };
                let value = value.unwrap_or_else(|| Cell::of(&words));
                if value.is_empty() {
                    self.gap = self.gap.saturating_add(repeated);
                    return Ok(());
                }
                let width = row.len().saturating_add(self.gap).saturating_add(repeated);
                if width > MAX_COLUMNS {
                    return Err(SheetError::TooLarge {
                        name: self.name.to_owned(),
                        what: format!("{width} columns"),
                        most: MAX_COLUMNS,
                    });
                }
                self.budget.words(&value, repeated)?;
                row.resize(row.len() + self.gap, Cell::Empty);
                row.resize(width, value);
                self.gap = 0;
            }
            "table:table-row" => {
                let Some((repeated, row)) = self.row.take() else {
                    return Ok(());
                };
                if !row.is_empty() {
                    self.budget.cells(repeated.saturating_mul(row.len()))?;
                    // The row's own words are counted already.
                    for cell in &row {
                        self.budget.words(cell, repeated - 1)?;
                    }
                    let first = self.rows + 1;
                    self.grid
                        .extend((0..repeated).map(|at| (first + at, row.clone())));
                }
                self.rows = self.rows.saturating_add(repeated);
            }
            _ => {}
        }
        Ok(())
    }

    fn write(&mut self, text: &str) {
        if let Some((_, _, words)) = &mut self.cell
            && self.aside == 0
            && self.paragraphs > 0
        {
            words.push_str(text);
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok().flatten()?;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

fn times(tag: &BytesStart<'_>, name: &str) -> usize {
    attribute(tag, name)
        .and_then(|it| it.parse().ok())
        .unwrap_or(1)
        .max(1)
}

/// The value that the cell states; `None` when it is in its words.
fn typed(tag: &BytesStart<'_>) -> Option<Cell> {
    match attribute(tag, "office:value-type")?.as_str() {
        "float" | "currency" => {
            let number = attribute(tag, "office:value")?.parse::<f64>().ok()?;
            number.is_finite().then_some(Cell::Number(number))
        }
        "date" => {
            let text = attribute(tag, "office:date-value")?;
            let date = text
                .parse::<Date>()
                .or_else(|_| text.parse::<DateTime>().map(DateTime::date));
            date.ok().map(Cell::Date)
        }
        "boolean" => attribute(tag, "office:boolean-value").map(|it| Cell::of(&it)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sheet_zip::tests::pack;
    use super::*;

    fn document(rows: &str) -> Vec<u8> {
        let content = format!(
            "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"List\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
        );
        pack(&[("content.xml", content.as_bytes())])
    }

    fn text(words: &str) -> String {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{words}</text:p></table:table-cell>"
        )
    }

    #[test]
    fn values_repeats_and_paragraphs_are_read() {
        let rows = format!(
            "<table:table-row>{}{}<table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>\
             <table:table-row table:number-rows-repeated=\"3\"><table:table-cell/></table:table-row>\
             <table:table-row><table:table-cell office:value-type=\"float\" office:value=\"306\"><text:p>306,00</text:p></table:table-cell>\
             <table:table-cell office:value-type=\"string\"><office:annotation><text:p>aside</text:p></office:annotation><text:p>a lamp &amp;<text:s/>a</text:p><text:p>shelf</text:p></table:table-cell></table:table-row>\
             <table:table-row><table:covered-table-cell/><table:table-cell office:value-type=\"date\" office:date-value=\"2025-04-11T00:00:00\"/></table:table-row>\
             <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>",
            text("ID"),
            text("seen")
        );
        let sheet = read("t.ods", &document(&rows)).expect("a sheet");
        assert_eq!(sheet.columns, ["ID", "seen"]);
        assert_eq!(
            sheet.words(),
            [["306", "a lamp & a\nshelf"], ["", "2025-04-11"]]
        );
        assert_eq!(sheet.numbers, [5, 6]);
    }

    #[test]
    fn repeats_beyond_any_table_are_refused() {
        for (rows, columns) in [
            ("1000000", "16384"),
            ("1", "99999"),
            ("18446744073709551615", "3"),
        ] {
            let rows = format!(
                "<table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell table:number-columns-repeated=\"{columns}\"><text:p>a</text:p></table:table-cell></table:table-row>"
            );
            let error = read("t.ods", &document(&rows)).expect_err("too large");
            assert!(matches!(error, SheetError::TooLarge { .. }), "{error}");
        }
        let long = format!(
            "<table:table-row table:number-rows-repeated=\"100\"><table:table-cell table:number-columns-repeated=\"10000\"><text:p>{}</text:p></table:table-cell></table:table-row>",
            "a".repeat(1000)
        );
        let error = read("t.ods", &document(&long)).expect_err("too long");
        assert!(error.to_string().contains("bytes of text"), "{error}");
        assert!(matches!(
            read("t.ods", &pack(&[])),
            Err(SheetError::Damaged { .. })
        ));
    }
}

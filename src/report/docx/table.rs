//! Tables: a head that is repeated on every page, rows that are not torn apart.

use super::body::{caption, paragraph, run};
use crate::report::page::{Laid, lay};
use crate::report::table::{Cell, Column, Row, Table};

/// The rule under the last row of the head and above a total.
const RULE: &str = "w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"404040\"";
/// Letters where there is little room.
const SMALL: &str = "<w:sz w:val=\"14\"/><w:szCs w:val=\"14\"/>";

/// Appends `table`; its caption bears `number`.
pub fn write(out: &mut String, table: &Table, number: usize) {
    if !table.caption.is_empty() {
        out.push_str(&caption("Table", number, &table.caption, "<w:keepNext/>"));
    }
    if table.columns.is_empty() {
        return;
    }
    let laid = lay(table);
    let letters = if laid.small { SMALL } else { "" };
    let whole: u32 = laid.widths.iter().sum();
    out.push_str(&format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"ReportTable\"/><w:tblW w:w=\"{whole}\" \
         w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0420\" \
         w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"0\" \
         w:noVBand=\"1\"/></w:tblPr><w:tblGrid>"
    ));
    for wide in &laid.widths {
        out.push_str(&format!("<w:gridCol w:w=\"{wide}\"/>"));
    }
    out.push_str("</w:tblGrid>\n");
    head(out, table, &laid, letters);
    for row in &table.rows {
        match row {
            Row::Heading(text) => {
                let words = paragraph("TableHeading", "", &run(text, letters));
                let span = format!("<w:gridSpan w:val=\"{}\"/>", table.columns.len());
                out.push_str(&format!(
                    "<w:tr><w:trPr><w:cantSplit/></w:trPr>{}</w:tr>\n",
                    cell(whole, &span, &words)
                ));
            }
            Row::Cells(cells) => body(out, table, cells, &laid, letters, ""),
            Row::Total(cells) => {
                let rule = format!("<w:tcBorders><w:top {RULE}/></w:tcBorders>");
                let letters = format!("<w:b/><w:bCs/>{letters}");
                body(out, table, cells, &laid, &letters, &rule);
            }
        }
    }
    out.push_str("</w:tbl>\n");
    for note in &table.notes {
        out.push_str(&paragraph("Note", "", &run(note, "")));
    }
    if table.notes.is_empty() {
        // Two tables that touch would be one.
        out.push_str("<w:p/>\n");
    }
}

fn cell(wide: u32, properties: &str, words: &str) -> String {
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{wide}\" w:type=\"dxa\"/>{properties}</w:tcPr>{words}</w:tc>"
    )
}

fn style(column: &Column) -> &'static str {
    match column.number {
        true => "TableNumber",
        false => "TableText",
    }
}

/// The rows that are repeated: groups, where there are any, above names.
fn head(out: &mut String, table: &Table, laid: &Laid, letters: &str) {
    let begin = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
    let bold = format!("<w:b/><w:bCs/>{letters}");
    let name =
        |column: &Column| paragraph(style(column), "<w:keepNext/>", &run(&column.name, &bold));
    let line = format!("<w:tcBorders><w:bottom {RULE}/></w:tcBorders>");
    let low = "<w:vAlign w:val=\"bottom\"/>";
    let groups = table.groups();
    if !groups.is_empty() {
        out.push_str(begin);
        let mut at = 0;
        for (group, many) in &groups {
            let wide = laid.widths[at..at + many].iter().sum();
            let (properties, words) = match group.is_empty() {
                true => (
                    format!("<w:vMerge w:val=\"restart\"/>{line}{low}"),
                    name(&table.columns[at]),
                ),
                false => (
                    format!("<w:gridSpan w:val=\"{many}\"/>{low}"),
                    paragraph(
                        "TableText",
                        "<w:keepNext/><w:jc w:val=\"center\"/>",
                        &run(group, &bold),
                    ),
                ),
            };
            out.push_str(&cell(wide, &properties, &words));
            at += many;
        }
        out.push_str("</w:tr>\n");
    }
    out.push_str(begin);
    for (column, wide) in table.columns.iter().zip(&laid.widths) {
        let merged = !groups.is_empty() && column.group.is_empty();
        out.push_str(&match merged {
            true => cell(
                *wide,
                &format!("<w:vMerge/>{line}{low}"),
                &paragraph(style(column), "", ""),
            ),
            false => cell(*wide, &format!("{line}{low}"), &name(column)),
        });
    }
    out.push_str("</w:tr>\n");
}

fn body(
    out: &mut String,
    table: &Table,
    cells: &[Cell],
    laid: &Laid,
    letters: &str,
    properties: &str,
) {
    out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
    for ((one, column), wide) in cells.iter().zip(&table.columns).zip(&laid.widths) {
        let text = column.shows(one);
        // A number and its sign are not parted.
        let text = match column.number {
            true => text.replace(' ', "\u{a0}"),
            false => text,
        };
        let words = paragraph(style(column), "", &run(&text, letters));
        out.push_str(&cell(*wide, properties, &words));
    }
    out.push_str("</w:tr>\n");
}

//! Tables of an OpenDocument text: a head that is repeated on every page, rows that are not torn
//! apart, and the styles that every cell needs.

use super::body::{Body, span, words};
use super::styles::centimetres;
use crate::report::page::{Laid, lay};
use crate::report::table::{Cell, Column, Row, Table};

impl Body {
    /// Appends a table with its caption and notes.
    pub(super) fn table(&mut self, table: &Table) {
        if !table.caption.is_empty() {
            self.tables += 1;
            self.caption("Table", self.tables, &table.caption, true);
        } else if self.begins.is_some() {
            self.paragraph("Standard", None, "");
        }
        if !table.columns.is_empty() {
            let number = self.derived.len() + self.styles.len();
            let laid = lay(table);
            self.table_styles(number, &laid);
            write_table(&mut self.xml, table, number, &laid);
        }
        for note in &table.notes {
            self.paragraph("Note", None, &words(note));
        }
        if table.notes.is_empty() {
            self.paragraph("Standard", None, "");
        }
    }

    fn table_styles(&mut self, number: usize, laid: &Laid) {
        let whole = centimetres(laid.widths.iter().sum());
        self.styles.push_str(&format!(
            "<style:style style:name=\"T{number}\" style:family=\"table\"><style:table-properties \
             style:width=\"{whole}\" table:align=\"left\"/></style:style>"
        ));
        for (at, wide) in laid.widths.iter().enumerate() {
            self.styles.push_str(&format!(
                "<style:style style:name=\"T{number}C{at}\" style:family=\"table-column\">\
                 <style:table-column-properties style:column-width=\"{}\"/></style:style>",
                centimetres(*wide)
            ));
        }
        self.styles.push_str(&format!(
            "<style:style style:name=\"T{number}R\" style:family=\"table-row\">\
             <style:table-row-properties fo:keep-together=\"always\"/></style:style>"
        ));
        let pad = "fo:padding-left=\"0.15cm\" fo:padding-right=\"0.15cm\"";
        for (name, rule) in [
            ("cell", "fo:border-bottom=\"0.5pt solid #d0d0d0\""),
            (
                "head",
                "style:vertical-align=\"bottom\" fo:border-bottom=\"1pt solid #404040\"",
            ),
            (
                "group",
                "style:vertical-align=\"bottom\" fo:border-top=\"1pt solid #404040\"",
            ),
            (
                "both",
                "style:vertical-align=\"bottom\" fo:border-top=\"1pt solid #404040\" fo:border-bottom=\"1pt solid #404040\"",
            ),
            (
                "total",
                "fo:border-top=\"1pt solid #404040\" fo:border-bottom=\"1pt solid #404040\"",
            ),
        ] {
            self.derived.insert(
                format!("Cell{name}"),
                format!(
                    "<style:style style:name=\"Cell{name}\" style:family=\"table-cell\">\
                     <style:table-cell-properties {pad} {rule}/></style:style>"
                ),
            );
        }
        let small =
            "fo:font-size=\"7pt\" style:font-size-asian=\"7pt\" style:font-size-complex=\"7pt\"";
        let bold = "fo:font-weight=\"bold\" style:font-weight-asian=\"bold\" style:font-weight-complex=\"bold\"";
        for (name, letters) in [("Small", small), ("Bold", bold)] {
            self.derived.insert(
                name.to_owned(),
                format!(
                    "<style:style style:name=\"{name}\" style:family=\"text\">\
                     <style:text-properties {letters}/></style:style>"
                ),
            );
        }
    }
}

fn write_table(out: &mut String, table: &Table, number: usize, laid: &Laid) {
    let text = |style: &str, words: String, bold: bool| {
        let words = if bold { span("Bold", &words) } else { words };
        let words = if laid.small {
            span("Small", &words)
        } else {
            words
        };
        format!("<text:p text:style-name=\"{style}\">{words}</text:p>")
    };
    let style = |column: &Column| match column.number {
        true => "Table_20_Number",
        false => "Table_20_Text",
    };
    let cell = |style: &str, more: &str, words: &str| {
        format!(
            "<table:table-cell table:style-name=\"Cell{style}\" office:value-type=\"string\"{more}>{words}</table:table-cell>"
        )
    };
    out.push_str(&format!(
        "<table:table table:name=\"Table{number}\" table:style-name=\"T{number}\">"
    ));
    for at in 0..table.columns.len() {
        out.push_str(&format!(
            "<table:table-column table:style-name=\"T{number}C{at}\"/>"
        ));
    }
    let row = format!("<table:table-row table:style-name=\"T{number}R\">");
    out.push_str("<table:table-header-rows>");
    let groups = table.groups();
    if !groups.is_empty() {
        out.push_str(&row);
        let mut at = 0;
        for (group, many) in &groups {
            let column = &table.columns[at];
            out.push_str(&match group.is_empty() {
                true => cell(
                    "both",
                    " table:number-rows-spanned=\"2\"",
                    &text(style(column), words(&column.name), true),
                ),
                false => cell(
                    "group",
                    &format!(" table:number-columns-spanned=\"{many}\""),
                    &text("Table_20_Heading", words(group), false),
                ),
            });
            out.push_str(&"<table:covered-table-cell/>".repeat(many - 1));
            at += many;
        }
        out.push_str("</table:table-row>");
    }
    out.push_str(&row);
    for column in &table.columns {
        let words = text(style(column), words(&column.name), true);
        out.push_str(&match (groups.is_empty(), column.group.is_empty()) {
            (true, _) => cell("both", "", &words),
            (false, true) => "<table:covered-table-cell/>".to_owned(),
            (false, false) => cell("head", "", &words),
        });
    }
    out.push_str("</table:table-row></table:table-header-rows>\n");
    for it in &table.rows {
        out.push_str(&row);
        let mut cells = |cells: &[Cell], kind: &str, bold: bool| {
            for (one, column) in cells.iter().zip(&table.columns) {
                let words = text(style(column), words(&column.shows(one)), bold);
                out.push_str(&cell(kind, "", &words));
            }
        };
        match it {
            Row::Heading(heading) => {
                let many = table.columns.len();
                out.push_str(&cell(
                    "cell",
                    &format!(" table:number-columns-spanned=\"{many}\""),
                    &text("Table_20_Heading", words(heading), false),
                ));
                out.push_str(&"<table:covered-table-cell/>".repeat(many - 1));
            }
            Row::Cells(values) => cells(values, "cell", false),
            Row::Total(values) => cells(values, "total", true),
        }
        out.push_str("</table:table-row>\n");
    }
    out.push_str("</table:table>\n");
}

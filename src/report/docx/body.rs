//! Blocks as paragraphs, and pages upright or turned.

use super::figure::Figures;
use super::table;
use crate::model::rendering::Mark;
use crate::report::language::{east_asian, right_to_left, tag};
use crate::report::marks;
use crate::report::page::{MARGIN, SHEET, turned};
use crate::report::xml::escaped;
use crate::report::{Block, QuoteBlock, Report, Setting, marked};

/// What stands in `w:body`; pictures go to `figures`.
pub fn body(report: &Report, figures: &mut Figures) -> String {
    let mut out = String::new();
    let turned = turned(&report.blocks);
    if !report.title.is_empty() {
        out.push_str(&paragraph("Title", "", &run(&report.title, "")));
    }
    let mut tables = 0;
    for (at, block) in report.blocks.iter().enumerate() {
        // A sheet that only holds the title is not ended before the first block.
        if at > 0 && turned[at - 1] != turned[at] {
            let section = format!("<w:pPr>{}</w:pPr>", section(turned[at - 1]));
            out.push_str(&format!("<w:p>{section}</w:p>"));
        }
        match block {
            Block::Heading { level, text } => {
                let style = format!("Heading{}", level.saturating_sub(1).clamp(1, 3));
                out.push_str(&paragraph(&style, "", &run(text, "")));
            }
            Block::Paragraph(text) => out.push_str(&paragraph("", "", &run(text, ""))),
            Block::Note(text) => out.push_str(&paragraph("Note", "", &run(text, ""))),
            Block::Quote(quote) => write_quote(&mut out, quote),
            Block::Passage {
                number,
                speaker,
                text,
                marks,
                language,
            } => {
                let who = match speaker.as_str() {
                    "" => format!("¶{number} "),
                    name => format!("¶{number} {name}: "),
                };
                let language = language.as_deref();
                let mut runs = run(&who, "<w:rStyle w:val=\"Attribution\"/>");
                for (part, found) in marked(text, marks) {
                    let style = if found {
                        "<w:rStyle w:val=\"Found\"/>"
                    } else {
                        ""
                    };
                    runs.push_str(&run(part, &format!("{style}{}", spoken(language))));
                }
                out.push_str(&paragraph("Passage", direction(language), &runs));
            }
            Block::Table(table) => {
                tables += usize::from(!table.caption.is_empty());
                table::write(&mut out, table, tables);
            }
            Block::Chart(chart) => out.push_str(&figures.add(chart)),
        }
    }
    out.push_str(&section(turned.last().copied().unwrap_or(false)));
    out
}

/// The words in their own language, the attribution after them; context stands further in and in
/// grey, so that nobody takes it for the quote.
fn write_quote(out: &mut String, quote: &QuoteBlock) {
    let language = quote.language.as_deref();
    let spoken = spoken(language);
    let direction = direction(language);
    let context = |text: &str, style: &str, keep: &str| match text.is_empty() {
        true => String::new(),
        false => paragraph(style, &format!("{keep}{direction}"), &run(text, &spoken)),
    };
    out.push_str(&context(&quote.before, "Context", "<w:keepNext/>"));
    let mut runs: String = marks::parts(quote)
        .into_iter()
        .map(|(part, mark)| {
            let line = match mark {
                None => "",
                Some(Mark::LeftOut) => "<w:strike/>",
                Some(Mark::PutIn) => "<w:u w:val=\"single\"/>",
            };
            run(&part, &format!("{line}{spoken}"))
        })
        .collect();
    if !quote.attribution.is_empty() {
        runs.push_str(&run(
            &format!(" {}", quote.attribution),
            "<w:rStyle w:val=\"Attribution\"/>",
        ));
    }
    let style = match quote.setting {
        Setting::Apart | Setting::Block => "Quote",
        Setting::Inline => "",
    };
    let keep = match quote.after.is_empty() && quote.place.is_empty() {
        true => "",
        false => "<w:keepNext/>",
    };
    out.push_str(&paragraph(style, &format!("{keep}{direction}"), &runs));
    out.push_str(&context(&quote.after, "ContextAfter", ""));
    if !quote.place.is_empty() {
        out.push_str(&paragraph("Place", "", &run(&quote.place, "")));
    }
}

/// The properties of letters of a language.
fn spoken(language: Option<&str>) -> String {
    let Some(name) = language else {
        return String::new();
    };
    let tag = tag(name);
    let tag = escaped(&tag);
    if right_to_left(language) {
        format!("<w:rtl/><w:lang w:bidi=\"{tag}\"/>")
    } else if east_asian(language) {
        format!("<w:lang w:eastAsia=\"{tag}\"/>")
    } else {
        format!("<w:lang w:val=\"{tag}\"/>")
    }
}

/// The property of a paragraph that is written from right to left.
fn direction(language: Option<&str>) -> &'static str {
    match right_to_left(language) {
        true => "<w:bidi/>",
        false => "",
    }
}

/// A paragraph of `style` with properties beside it.
pub fn paragraph(style: &str, properties: &str, runs: &str) -> String {
    let style = match style.is_empty() {
        true => String::new(),
        false => format!("<w:pStyle w:val=\"{style}\"/>"),
    };
    format!("<w:p><w:pPr>{style}{properties}</w:pPr>{runs}</w:p>\n")
}

/// Letters with these properties; line breaks and tabs are elements of their own, empty lines are
/// dropped.
pub fn run(text: &str, properties: &str) -> String {
    let mut out = format!("<w:r><w:rPr>{properties}</w:rPr>");
    let lines = text
        .split('\n')
        .filter(|it| !it.trim().is_empty() || !text.contains('\n'));
    for (line, words) in lines.enumerate() {
        if line > 0 {
            out.push_str("<w:br/>");
        }
        for (place, part) in words.trim_end_matches('\r').split('\t').enumerate() {
            if place > 0 {
                out.push_str("<w:tab/>");
            }
            if !part.is_empty() {
                out.push_str(&format!(
                    "<w:t xml:space=\"preserve\">{}</w:t>",
                    escaped(part)
                ));
            }
        }
    }
    out.push_str("</w:r>");
    out
}

/// A caption with a number that Word counts itself, so that it can be referred to.
pub fn caption(kind: &str, number: usize, text: &str, keep: &str) -> String {
    let field = format!(
        "<w:fldSimple w:instr=\" SEQ {kind} \\* ARABIC \">{}</w:fldSimple>",
        run(&number.to_string(), "")
    );
    let runs = format!(
        "{}{field}{}",
        run(&format!("{kind} "), ""),
        run(&format!(". {text}"), "")
    );
    paragraph("Caption", keep, &runs)
}

/// The end of a run of pages.
fn section(turned: bool) -> String {
    let [short, long] = SHEET;
    let size = match turned {
        true => format!("<w:pgSz w:w=\"{long}\" w:h=\"{short}\" w:orient=\"landscape\"/>"),
        false => format!("<w:pgSz w:w=\"{short}\" w:h=\"{long}\"/>"),
    };
    format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rIdFooter\"/>{size}<w:pgMar \
         w:top=\"{MARGIN}\" w:right=\"{MARGIN}\" w:bottom=\"{MARGIN}\" w:left=\"{MARGIN}\" \
         w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/></w:sectPr>"
    )
}

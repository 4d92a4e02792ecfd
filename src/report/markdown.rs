//! Markdown (CommonMark, with the tables of GitHub's dialect).

use super::marks;
use super::table::{Cell, Row, Table};
use super::{Block, QuoteBlock, Report, Setting};
use crate::model::rendering::Mark;

/// The report as Markdown.
pub fn render(report: &Report) -> String {
    let mut out = String::new();
    if !report.title.is_empty() {
        out.push_str(&format!("# {}\n\n", escaped(&report.title)));
    }
    for block in &report.blocks {
        match block {
            Block::Heading { level, text } => {
                out.push_str(&format!(
                    "{} {}\n\n",
                    "#".repeat(usize::from(*level)),
                    escaped(text)
                ));
            }
            Block::Paragraph(text) => out.push_str(&format!("{}\n\n", escaped(text))),
            Block::Quote(quote) => {
                for (text, is_quote) in [
                    (&quote.before, false),
                    (&quote.text, true),
                    (&quote.after, false),
                ] {
                    if text.is_empty() {
                        continue;
                    }
                    let words = match is_quote {
                        true => format!("{} {}", spoken(quote), escaped(&quote.attribution)),
                        false => lines(text),
                    };
                    let lead = match quote.setting {
                        Setting::Apart | Setting::Block if is_quote => "> ",
                        Setting::Apart | Setting::Block | Setting::Inline => "",
                    };
                    let lines: Vec<String> = words
                        .trim_end()
                        .lines()
                        .map(|line| format!("{lead}{line}").trim_end().to_owned())
                        .collect();
                    out.push_str(&format!("{}\n\n", lines.join("\n")));
                }
                if !quote.place.is_empty() {
                    out.push_str(&format!("{}\n\n", escaped(&quote.place)));
                }
            }
            Block::Passage {
                number,
                speaker,
                text,
                marks,
                ..
            } => {
                let who = if speaker.is_empty() {
                    String::new()
                } else {
                    format!("{speaker}: ")
                };
                let words: String = super::marked(text, marks)
                    .into_iter()
                    .map(|(part, found)| match found {
                        true => format!("**{}**", escaped(part)),
                        false => escaped(part),
                    })
                    .collect();
                out.push_str(&format!("¶{number} {}{words}\n\n", escaped(&who)));
            }
            Block::Table(table) => write_table(&mut out, table),
            Block::Chart(chart) => write_table(&mut out, &chart.table()),
            Block::Note(text) => out.push_str(&format!("*{}*\n\n", escaped(text.trim()))),
        }
    }
    let end = out.trim_end().len();
    out.truncate(end);
    out.push('\n');
    out
}

/// The words of a quotation; what is left out is struck through, what is put in is strong.
fn spoken(quote: &QuoteBlock) -> String {
    let part = |(text, mark): (String, Option<Mark>)| {
        let sign = match mark {
            None => return lines(&text),
            Some(Mark::LeftOut) => "~~",
            Some(Mark::PutIn) => "**",
        };
        // A mark must not stand beside a space, nor reach over a line.
        let marked = text.split('\n').map(|line| {
            let words = line.trim();
            let at = line.len() - line.trim_start().len();
            match words {
                "" => line.to_owned(),
                _ => format!(
                    "{}{sign}{}{sign}{}",
                    &line[..at],
                    escaped(words),
                    &line[at + words.len()..]
                ),
            }
        });
        marked.collect::<Vec<_>>().join("\n")
    };
    marks::parts(quote).into_iter().map(part).collect()
}

/// Lines of text whose signs are signs.
fn lines(text: &str) -> String {
    text.split('\n').map(escaped).collect::<Vec<_>>().join("\n")
}

/// A table; groups join the names of their columns, and a row across the table stands in its first
/// column, since Markdown knows neither.
fn write_table(out: &mut String, table: &Table) {
    if !table.caption.is_empty() {
        out.push_str(&format!("**{}**\n\n", escaped(table.caption.trim())));
    }
    let line = |cells: &mut dyn Iterator<Item = String>| {
        format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
    };
    let cell = |text: &str| escaped(&text.replace('\n', " "));
    let strong = |text: String| match text.trim() {
        "" => String::new(),
        text => format!("**{text}**"),
    };
    let columns = &table.columns;
    out.push_str(&line(&mut columns.iter().map(|it| cell(&it.flat()))));
    let rule = |number| if number { "---:" } else { "---" }.to_owned();
    out.push_str(&line(&mut columns.iter().map(|it| rule(it.number))));
    for row in &table.rows {
        let shown = |cells: &[Cell]| -> Vec<String> {
            let pairs = columns.iter().zip(cells);
            pairs.map(|(it, one)| cell(&it.shows(one))).collect()
        };
        let cells = match row {
            Row::Heading(text) => {
                let mut cells = vec![String::new(); columns.len()];
                cells[..1].fill(strong(cell(text)));
                cells
            }
            Row::Cells(cells) => shown(cells),
            Row::Total(cells) => shown(cells).into_iter().map(strong).collect(),
        };
        out.push_str(&line(&mut cells.into_iter()));
    }
    out.push('\n');
    for note in &table.notes {
        out.push_str(&format!("{}\n\n", escaped(note)));
    }
}

/// Text whose signs are signs and not markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let begins = text[..at].trim().is_empty();
        let special = matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|')
            || (begins && matches!(letter, '#' | '>' | '-' | '+' | '='));
        if special {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::table::tests::example;

    #[test]
    fn a_table_has_its_caption_flat_heads_headings_total_and_notes() {
        let report = Report {
            title: "A | title".to_owned(),
            blocks: vec![Block::Table(example()), Block::Note("N = 468".to_owned())],
        };
        insta::assert_snapshot!(render(&report), @r"
        # A \| title

        **Codes by category**

        | Code | All (N=468) N | All (N=468) % | Vulnerable child (N=259) N | Vulnerable child (N=259) % |
        | --- | ---: | ---: | ---: | ---: |
        | **Push factors** |  |  |  |  |
        | Кедейлік \<үй> | 169 | 36.1 | 69 | 26.6 |
        | \=1+1 & debt | 3 | 0.6 | 0 | 0.0 |
        | **Any** | **170** | **36.3** | **69** | **26.6** |

        Percentages are of respondents.

        *N = 468*
        ");
    }
}

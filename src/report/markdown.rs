//! Markdown (CommonMark, with the tables of GitHub's dialect).

use super::marks::quoted;
use super::{Block, Report};

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
                        true => format!(
                            "{} {}",
                            quoted(text, quote.language.as_deref()),
                            quote.attribution
                        ),
                        false => text.clone(),
                    };
                    let lead = if is_quote { "> " } else { "" };
                    let lines: Vec<String> = words
                        .trim_end()
                        .lines()
                        .map(|line| format!("{lead}{}", escaped(line)).trim_end().to_owned())
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
            Block::Table { columns, rows } => {
                let line = |cells: &mut dyn Iterator<Item = String>| {
                    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
                };
                out.push_str(&line(&mut columns.iter().map(|(name, _)| escaped(name))));
                out.push_str(&line(
                    &mut columns
                        .iter()
                        .map(|(_, number)| if *number { "---:" } else { "---" }.to_owned()),
                ));
                for row in rows {
                    out.push_str(&line(
                        &mut row.iter().map(|cell| escaped(&cell.replace('\n', " "))),
                    ));
                }
                out.push('\n');
            }
        }
    }
    let end = out.trim_end().len();
    out.truncate(end);
    out.push('\n');
    out
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

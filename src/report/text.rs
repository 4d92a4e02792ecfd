//! Text for a terminal: wrapped and aligned by the columns that letters take, wide scripts included.

use unicode_width::UnicodeWidthStr;

use super::marks::quoted;
use super::{Block, QuoteBlock, Report};

/// Codes of a terminal for bold, and back.
const LIT: &str = "\x1b[1m";
const PLAIN: &str = "\x1b[0m";

/// The report in lines of at most `width` columns (single longer words aside).
pub fn render(report: &Report, width: usize, colour: bool) -> String {
    let mut out = String::new();
    if !report.title.is_empty() {
        out.push_str(&format!(
            "{}\n{}\n\n",
            report.title,
            "=".repeat(report.title.width().min(width))
        ));
    }
    for block in &report.blocks {
        match block {
            Block::Heading { text, .. } => {
                out.push_str(text);
                out.push_str("\n\n");
            }
            Block::Paragraph(text) => {
                wrap(&mut out, text, "", width);
                out.push('\n');
            }
            Block::Quote(quote) => write_quote(&mut out, quote, width),
            Block::Passage {
                number,
                speaker,
                text,
                marks,
                ..
            } => {
                let mut words = match speaker.as_str() {
                    "" => format!("¶{number} "),
                    name => format!("¶{number} {name}: "),
                };
                for (part, found) in super::marked(text, marks) {
                    // Every word is marked by itself, so that a line may break between them.
                    let lit =
                        part.split(' ')
                            .map(|word| match found && colour && !word.is_empty() {
                                true => format!("{LIT}{word}{PLAIN}"),
                                false => word.to_owned(),
                            });
                    words.push_str(&lit.collect::<Vec<_>>().join(" "));
                }
                wrap(&mut out, &words, "  ", width);
                out.push('\n');
            }
            Block::Table { columns, rows } => table(&mut out, columns, rows, width),
        }
    }
    let end = out.trim_end().len();
    out.truncate(end);
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn write_quote(out: &mut String, quote: &QuoteBlock, width: usize) {
    wrap_dim(out, &quote.before, width);
    let words = format!(
        "{} {}",
        quoted(&quote.text, quote.language.as_deref()),
        quote.attribution
    );
    wrap(out, words.trim_end(), "  ", width);
    wrap_dim(out, &quote.after, width);
    if !quote.place.is_empty() {
        out.push_str(&format!("      {}\n", quote.place));
    }
    out.push('\n');
}

/// Context stands further in, so that nobody takes it for the quote.
fn wrap_dim(out: &mut String, text: &str, width: usize) {
    if !text.is_empty() {
        wrap(out, text, "      | ", width);
    }
}

/// Lines of `text`, each behind `lead`.
fn wrap(out: &mut String, text: &str, lead: &str, width: usize) {
    for paragraph in text.split('\n').filter(|line| !line.trim().is_empty()) {
        let room = width.saturating_sub(lead.width()).max(20);
        let mut line = String::new();
        let mut used = 0;
        for word in paragraph.split_whitespace() {
            let wide = word.width() - codes(word);
            if used > 0 && used + 1 + wide > room {
                out.push_str(&format!("{lead}{line}\n"));
                line.clear();
                used = 0;
            }
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
            used += wide;
        }
        out.push_str(&format!("{lead}{line}\n"));
    }
}

/// Columns that the codes of a terminal would take if they were letters.
fn codes(word: &str) -> usize {
    let of = |code: &str| word.matches(code).count() * code.width();
    of(LIT) + of(PLAIN)
}

fn table(out: &mut String, columns: &[(String, bool)], rows: &[Vec<String>], width: usize) {
    let mut widths: Vec<usize> = columns.iter().map(|(name, _)| name.width()).collect();
    for row in rows {
        for (wide, cell) in widths.iter_mut().zip(row) {
            *wide = (*wide).max(cell.width());
        }
    }
    // The widest column gives way until the table fits, but stays readable.
    while widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1) > width {
        match widths.iter_mut().max() {
            Some(widest) if *widest > 12 => *widest -= 1,
            _ => break,
        }
    }
    let head: Vec<String> = columns.iter().map(|(name, _)| name.clone()).collect();
    for row in std::iter::once(&head).chain(rows) {
        let mut line = String::new();
        for ((cell, wide), (_, number)) in row.iter().zip(&widths).zip(columns) {
            let cell = cut(&cell.replace('\n', " "), *wide);
            let gap = " ".repeat(wide.saturating_sub(cell.width()));
            line.push_str(&if *number {
                format!("{gap}{cell}  ")
            } else {
                format!("{cell}{gap}  ")
            });
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out.push('\n');
}

/// At most `width` columns of `text`, with an ellipsis where something is missing.
pub fn cut(text: &str, width: usize) -> String {
    use unicode_segmentation::UnicodeSegmentation;
    if text.width() <= width {
        return text.to_owned();
    }
    let mut cut = String::new();
    for letter in text.graphemes(true) {
        if cut.width() + letter.width() + 1 > width {
            break;
        }
        cut.push_str(letter);
    }
    cut.push('…');
    cut
}

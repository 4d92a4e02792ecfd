//! Text for a terminal: wrapped and aligned by the columns that letters take, wide scripts included.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::marks::plain;
use super::{Block, QuoteBlock, Report, Setting, text_table};

/// Codes of a terminal for bold, and back.
const LIT: &str = "\x1b[1m";
const PLAIN: &str = "\x1b[0m";

/// The report in lines of at most `width` columns.
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
            Block::Table(table) => text_table::write(&mut out, table, width),
            Block::Chart(chart) => text_table::write(&mut out, &chart.table(), width),
            Block::Note(text) => {
                wrap(&mut out, text, "  ", width);
                out.push('\n');
            }
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
    let words = format!("{} {}", plain(quote), quote.attribution);
    let lead = match quote.setting {
        Setting::Apart | Setting::Block => "  ",
        Setting::Inline => "",
    };
    wrap(out, words.trim_end(), lead, width);
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
    let room = width.saturating_sub(lead.width()).max(20);
    for line in wrapped(text, room) {
        out.push_str(&format!("{lead}{line}\n"));
    }
}

/// `text` in lines of at most `room` columns; a longer word is broken between letters.
pub(super) fn wrapped(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n').filter(|line| !line.trim().is_empty()) {
        let mut line = String::new();
        let mut used = 0;
        for word in paragraph.split_whitespace() {
            let wide = word.width() - codes(word);
            if used > 0 && used + 1 + wide > room {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            if wide <= room || codes(word) > 0 {
                line.push_str(word);
                used += wide;
                continue;
            }
            for letter in word.graphemes(true) {
                if used > 0 && used + letter.width() > room {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                }
                line.push_str(letter);
                used += letter.width();
            }
        }
        lines.push(line);
    }
    lines
}

/// Columns that the codes of a terminal would take if they were letters.
fn codes(word: &str) -> usize {
    let of = |code: &str| word.matches(code).count() * code.width();
    of(LIT) + of(PLAIN)
}

/// At most `width` columns of `text`, with an ellipsis where something is missing.
pub fn cut(text: &str, width: usize) -> String {
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

//! LaTeX for xelatex or lualatex: plain packages only. A figure stands there as its numbers, since
//! one file of text cannot hold pictures.

use super::language::right_to_left;
use super::marks;
use super::page::lay;
use super::table::{Cell, Row, Table};
use super::{Block, QuoteBlock, Report, Setting, marked};
use crate::model::export::PROPERTY;

/// Fonts with Cyrillic and Kazakh letters, the first that the computer has; and text from right to
/// left, as either program writes it.
const PREAMBLE: &str = r"\documentclass[11pt,a4paper]{article}
\usepackage{fontspec}
\usepackage{array}
\usepackage{longtable}
\usepackage[margin=25mm]{geometry}
\usepackage{iftex}
\defaultfontfeatures[\rmfamily]{Ligatures=TeXOff}
\IfFontExistsTF{Noto Serif}{\setmainfont{Noto Serif}}{%
\IfFontExistsTF{CMU Serif}{\setmainfont{CMU Serif}}{%
\IfFontExistsTF{Times New Roman}{\setmainfont{Times New Roman}}{%
\IfFontExistsTF{DejaVu Serif}{\setmainfont{DejaVu Serif}}{%
\IfFontExistsTF{DejaVuSerif.ttf}{\setmainfont{DejaVuSerif.ttf}}{}}}}}
\ifXeTeX
  \TeXXeTstate=1
  \newcommand{\backwards}[1]{\beginR #1\endR}
\else
  \newcommand{\backwards}[1]{\bgroup\textdir TRT #1\egroup}
\fi
\newcommand{\attribution}[1]{#1}
\newcommand{\found}[1]{\textbf{#1}}
\newenvironment{context}{\begin{quote}\small}{\end{quote}}
\setlength{\parindent}{0pt}
\setlength{\parskip}{6pt}
\setlength{\LTleft}{0pt}
\sloppy
";

/// The report as LaTeX.
pub fn render(report: &Report, mark: Option<&str>) -> String {
    let mut out = PREAMBLE.to_owned();
    if let Some(mark) = mark {
        out.push_str(&format!("% {PROPERTY}: {mark}\n"));
    }
    out.push_str("\\begin{document}\n");
    if !report.title.is_empty() {
        out.push_str(&format!(
            "\\begin{{flushleft}}\\LARGE\\textbf{{{}}}\\end{{flushleft}}\n",
            escaped(&report.title)
        ));
    }
    for block in &report.blocks {
        match block {
            Block::Heading { level, text } => {
                let name = ["section", "subsection", "subsubsection"]
                    [usize::from(level.saturating_sub(2).min(2))];
                out.push_str(&format!("\\{name}*{{{}}}\n", escaped(text)));
            }
            Block::Paragraph(text) => out.push_str(&format!("\n{}\n", lines(text))),
            Block::Note(text) => out.push_str(&format!("\n{{\\small {}}}\n", lines(text))),
            Block::Quote(quote) => write_quote(&mut out, quote),
            Block::Passage {
                number,
                speaker,
                text,
                marks,
                language,
            } => {
                let who = match speaker.as_str() {
                    "" => String::new(),
                    name => format!("{name}: "),
                };
                let words: String = marked(text, marks)
                    .into_iter()
                    .map(|(part, found)| match found {
                        true => format!("\\found{{{}}}", lines(part)),
                        false => lines(part),
                    })
                    .collect();
                let words = directed(words, language.as_deref());
                out.push_str(&format!("\n¶{number} {}{words}\n", escaped(&who)));
            }
            Block::Table(table) => write_table(&mut out, table),
            Block::Chart(chart) => write_table(&mut out, &chart.table()),
        }
    }
    out.push_str("\\end{document}\n");
    out
}

fn write_quote(out: &mut String, quote: &QuoteBlock) {
    let language = quote.language.as_deref();
    let context = |text: &str| match text.is_empty() {
        true => String::new(),
        false => {
            let words = directed(lines(text), language);
            format!("\\begin{{context}}\n{words}\n\\end{{context}}\n")
        }
    };
    out.push_str(&context(&quote.before));
    let words = directed(lines(&marks::plain(quote)), language);
    let (begin, end) = match quote.setting {
        Setting::Apart | Setting::Block => ("\\begin{quote}", "\n\\end{quote}\n"),
        Setting::Inline => ("", "\n\n"),
    };
    out.push_str(&format!("{begin}\n{words}"));
    if !quote.attribution.is_empty() {
        let attribution = escaped(&quote.attribution);
        out.push_str(&format!(" \\attribution{{{attribution}}}"));
    }
    if !quote.place.is_empty() {
        out.push_str(&format!("\\\\\n{{\\small {}}}", escaped(&quote.place)));
    }
    out.push_str(end);
    out.push_str(&context(&quote.after));
}

fn directed(words: String, language: Option<&str>) -> String {
    match right_to_left(language) {
        true => format!("\\backwards{{{words}}}"),
        false => words,
    }
}

/// A table that goes on over pages, its head repeated.
fn write_table(out: &mut String, table: &Table) {
    if table.columns.is_empty() {
        return;
    }
    let laid = lay(table);
    let whole = laid.widths.iter().sum::<u32>().max(1);
    // What stands between columns has been counted among their widths.
    let share = |wide: &u32| {
        let share = f64::from(*wide) / f64::from(whole.max(super::page::room(false)));
        format!("\\dimexpr {share:.4}\\linewidth-2\\tabcolsep\\relax")
    };
    let columns: String = laid
        .widths
        .iter()
        .zip(&table.columns)
        .map(|(wide, column)| {
            let side = if column.number { "left" } else { "right" };
            format!(">{{\\ragged{side}\\arraybackslash}}p{{{}}}", share(wide))
        })
        .collect();
    let size = if laid.small || laid.landscape {
        "\\tiny"
    } else {
        "\\small"
    };
    out.push_str(&format!("{{{size}\n\\begin{{longtable}}{{{columns}}}\n"));
    if !table.caption.is_empty() {
        out.push_str(&format!("\\caption{{{}}}\\\\\n", escaped(&table.caption)));
    }
    // Letters do not touch the rules.
    let rule = "\\hline\\noalign{\\smallskip}\n";
    let mut head = rule.to_owned();
    let groups = table.groups();
    if !groups.is_empty() {
        let cells = groups.iter().map(|(group, many)| match group.is_empty() {
            true => String::new(),
            false => format!(
                "\\multicolumn{{{many}}}{{c}}{{\\textbf{{{}}}}}",
                escaped(group)
            ),
        });
        let cells: Vec<String> = cells.collect();
        head.push_str(&format!("{} \\\\\n", cells.join(" & ")));
    }
    let names = table.columns.iter().map(|it| bold(&it.name));
    let names: Vec<String> = names.collect();
    head.push_str(&format!("{} \\\\\n{rule}", names.join(" & ")));
    match table.caption.is_empty() {
        true => out.push_str(&format!("{head}\\endhead\n")),
        false => out.push_str(&format!("{head}\\endfirsthead\n{head}\\endhead\n")),
    }
    for row in &table.rows {
        let shown = |cells: &[Cell], form: fn(&str) -> String| -> String {
            let pairs = cells.iter().zip(&table.columns);
            let texts = pairs.map(|(cell, column)| form(&column.shows(cell)));
            texts.collect::<Vec<_>>().join(" & ")
        };
        let line = match row {
            Row::Heading(text) => format!(
                "\\multicolumn{{{}}}{{l}}{{{}}}",
                table.columns.len(),
                bold(text)
            ),
            Row::Cells(cells) => shown(cells, escaped),
            Row::Total(cells) => format!("{rule}{}", shown(cells, bold)),
        };
        out.push_str(&format!("{line} \\\\\n"));
    }
    out.push_str("\\hline\n\\end{longtable}}\n");
    for note in &table.notes {
        out.push_str(&format!("\n{{\\small {}}}\n", lines(note)));
    }
}

fn bold(text: &str) -> String {
    match text.is_empty() {
        true => String::new(),
        false => format!("\\textbf{{{}}}", escaped(text)),
    }
}

/// Text whose line breaks are kept.
fn lines(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    // A line that begins with a bracket would be taken for an argument of the break.
    lines.map(escaped).collect::<Vec<_>>().join("\\\\{}\n")
}

/// Text whose signs are signs and not markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                out.push('\\');
                out.push(letter);
            }
            '[' | ']' => out.push_str(&format!("{{{letter}}}")),
            '\n' | '\r' | '\t' => out.push(' '),
            letter if letter.is_control() => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out
}

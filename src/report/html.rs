//! One self-contained page: no script, no outside file, readable in light and dark and on paper.

use super::marks::quoted;
use super::{Block, Report};

const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#1c1b19;--paper:#fdfcfa;--soft:#6b6760;--line:#d9d4cb;--mark:#b5541c}\
@media(prefers-color-scheme:dark){:root{--ink:#e9e6e0;--paper:#191816;--soft:#a39d93;--line:#3a3732;--mark:#e08a54}}\
body{margin:0 auto;max-width:42rem;padding:2rem 1.25rem;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 Georgia,'Noto Serif','Times New Roman',serif}\
h1{font-size:1.7rem;line-height:1.25}h2{font-size:1.25rem;margin-top:2.5rem;border-bottom:1px solid var(--line);padding-bottom:.3rem}h3{font-size:1.05rem}\
figure{margin:1.4rem 0;break-inside:avoid}blockquote{margin:0;padding-left:1rem;border-left:3px solid var(--mark);white-space:pre-line}\
mark{background:none;color:inherit;font-weight:bold;text-decoration:underline;text-decoration-color:var(--mark);text-decoration-thickness:2px}\
figcaption,.context{color:var(--soft);font-size:.9rem}.context{padding-left:1.2rem;white-space:pre-line}\
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.95rem}th,td{text-align:start;padding:.3rem .8rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}\
td.n,th.n{text-align:end;font-variant-numeric:tabular-nums}\
@media print{body{max-width:none;padding:0;background:#fff;color:#000}}";

/// The report as a page.
pub fn render(report: &Report) -> String {
    let title = if report.title.is_empty() {
        "quotebook"
    } else {
        &report.title
    };
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{0}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{0}</h1>\n",
        escaped(title)
    );
    for block in &report.blocks {
        match block {
            Block::Heading { level, text } => {
                out.push_str(&format!("<h{level}>{}</h{level}>\n", escaped(text)))
            }
            Block::Paragraph(text) => out.push_str(&format!("<p>{}</p>\n", escaped(text))),
            Block::Quote(quote) => {
                let language = quote
                    .language
                    .as_deref()
                    .map_or_else(String::new, |tag| format!(" lang=\"{}\"", escaped(tag)));
                let context = |text: &str| match text.is_empty() {
                    true => String::new(),
                    false => format!(
                        "<div class=\"context\" dir=\"auto\"{language}>{}</div>\n",
                        escaped(text)
                    ),
                };
                let words = quoted(&quote.text, quote.language.as_deref());
                let place = match quote.place.is_empty() {
                    true => String::new(),
                    false => format!("<figcaption>{}</figcaption>\n", escaped(&quote.place)),
                };
                out.push_str(&format!(
                    "<figure>\n{}<blockquote><span dir=\"auto\"{language}>{}</span> {}</blockquote>\n{}{place}</figure>\n",
                    context(&quote.before),
                    escaped(&words),
                    escaped(&quote.attribution),
                    context(&quote.after),
                ));
            }
            Block::Passage {
                number,
                speaker,
                text,
                marks,
                language,
            } => {
                let language = language
                    .as_deref()
                    .map_or_else(String::new, |tag| format!(" lang=\"{}\"", escaped(tag)));
                let words: String = super::marked(text, marks)
                    .into_iter()
                    .map(|(part, found)| match found {
                        true => format!("<mark>{}</mark>", escaped(part)),
                        false => escaped(part),
                    })
                    .collect();
                let who = escaped(speaker);
                out.push_str(&format!(
                    "<p><span class=\"context\">¶{number} {who}</span> <span dir=\"auto\"{language}>{words}</span></p>\n"
                ));
            }
            Block::Table { columns, rows } => {
                let class = |number: bool| if number { " class=\"n\"" } else { "" };
                out.push_str("<div class=\"wide\"><table>\n<thead><tr>");
                for (name, number) in columns {
                    out.push_str(&format!(
                        "<th scope=\"col\"{}>{}</th>",
                        class(*number),
                        escaped(name)
                    ));
                }
                out.push_str("</tr></thead>\n<tbody>\n");
                for row in rows {
                    out.push_str("<tr>");
                    for (cell, (_, number)) in row.iter().zip(columns) {
                        out.push_str(&format!(
                            "<td dir=\"auto\"{}>{}</td>",
                            class(*number),
                            escaped(cell)
                        ));
                    }
                    out.push_str("</tr>\n");
                }
                out.push_str("</tbody></table></div>\n");
            }
        }
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

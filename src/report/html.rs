//! One self-contained page: no script, no outside file, readable in light and dark and on paper.

use std::collections::HashMap;

use super::behind::Behind;
use super::chart::{Chart, svg_leading};
use super::marks;
use super::table::{Row, Table};
use super::xml::escaped;
use super::{Block, Report, Setting};
use crate::model::export::PROPERTY;
use crate::model::rendering::Mark;

const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#1c1b19;--paper:#fdfcfa;--soft:#6b6760;--line:#d9d4cb;--mark:#b5541c}\
@media(prefers-color-scheme:dark){:root{--ink:#e9e6e0;--paper:#191816;--soft:#a39d93;--line:#3a3732;--mark:#e08a54}}\
body{margin:0 auto;max-width:42rem;padding:2rem 1.25rem;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 Georgia,'Noto Serif','Times New Roman',serif}\
h1{font-size:1.7rem;line-height:1.25}h2{font-size:1.25rem;margin-top:2.5rem;border-bottom:1px solid var(--line);padding-bottom:.3rem}h3{font-size:1.05rem}\
figure{margin:1.4rem 0;break-inside:avoid}blockquote{margin:0;padding-left:1rem;border-left:3px solid var(--mark);white-space:pre-line}\
mark{background:none;color:inherit;font-weight:bold;text-decoration:underline;text-decoration-color:var(--mark);text-decoration-thickness:2px}\
figcaption,.context{color:var(--soft);font-size:.9rem}.context{padding-left:1.2rem;white-space:pre-line}\
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.95rem}th,td{text-align:start;padding:.3rem .8rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}\
td.n,th.n{text-align:end;font-variant-numeric:tabular-nums}td.n{white-space:nowrap}\
caption{text-align:start;font-weight:bold;padding-bottom:.4rem}thead{display:table-header-group}th.g{text-align:center}tr{break-inside:avoid}\
tbody th[scope=row]{font-weight:normal}tbody th[scope=rowgroup]{padding-top:.8rem;text-align:start}.total>*{border-top:2px solid var(--line);font-weight:bold}\
figure.chart svg{max-width:100%;height:auto;background:#fff}summary{color:var(--soft);cursor:pointer}\
.note{color:var(--soft);font-size:.9rem;margin:.5rem 0}\
@media print{body{max-width:none;padding:0;background:#fff;color:#000}}";

/// The report as a page.
pub fn render(report: &Report, mark: Option<&str>) -> String {
    let title = if report.title.is_empty() {
        "quotebook"
    } else {
        &report.title
    };
    let mark = mark.map_or_else(String::new, |mark| {
        format!("<meta name=\"{PROPERTY}\" content=\"{}\">\n", escaped(mark))
    });
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         {mark}<title>{0}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{0}</h1>\n",
        escaped(title)
    );
    write_blocks(&mut out, &report.blocks, &|_| None);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// The blocks alone, to stand in a page that has a style of its own. `link` says where a cell leads.
pub fn fragment(blocks: &[Block], link: &dyn Fn(&Behind) -> Option<String>) -> String {
    let mut out = String::new();
    write_blocks(&mut out, blocks, link);
    out
}

fn write_blocks(out: &mut String, blocks: &[Block], link: &dyn Fn(&Behind) -> Option<String>) {
    for block in blocks {
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
                let words: String = marks::parts(quote)
                    .into_iter()
                    .map(|(part, mark)| match mark {
                        None => escaped(&part).into_owned(),
                        Some(Mark::LeftOut) => format!("<del>{}</del>", escaped(&part)),
                        Some(Mark::PutIn) => format!("<ins>{}</ins>", escaped(&part)),
                    })
                    .collect();
                let element = match quote.setting {
                    Setting::Apart | Setting::Block => "blockquote",
                    Setting::Inline => "p",
                };
                let place = match quote.place.is_empty() {
                    true => String::new(),
                    false => format!("<figcaption>{}</figcaption>\n", escaped(&quote.place)),
                };
                out.push_str(&format!(
                    "<figure>\n{}<{element}><span dir=\"auto\"{language}>{words}</span> {}</{element}>\n{}{place}</figure>\n",
                    context(&quote.before),
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
                        false => escaped(part).into_owned(),
                    })
                    .collect();
                let who = escaped(speaker);
                out.push_str(&format!(
                    "<p><span class=\"context\">¶{number} {who}</span> <span dir=\"auto\"{language}>{words}</span></p>\n"
                ));
            }
            Block::Table(table) => write_table(out, table, link),
            Block::Chart(chart) => write_chart(out, chart, link),
            Block::Note(text) => {
                out.push_str(&format!("<p class=\"note\">{}</p>\n", escaped(text)));
            }
        }
    }
}

/// The picture on a ground of its own, so that it can be read in the dark too; its numbers can be
/// unfolded.
fn write_chart(out: &mut String, chart: &Chart, link: &dyn Fn(&Behind) -> Option<String>) {
    let (svg, over) = svg_leading(chart, link);
    let drawing = match over.is_empty() {
        true => svg,
        false => format!("<div class=\"drawing\">{svg}{over}</div>"),
    };
    out.push_str(&format!(
        "<figure class=\"chart\">\n{drawing}<figcaption>{}</figcaption>\n<details><summary>{}</summary>\n",
        escaped(chart.label()),
        escaped(chart.tongue.word("The numbers"))
    ));
    write_table(out, &chart.written(), link);
    out.push_str("</details>\n</figure>\n");
}

/// A table whose head is repeated on every printed page.
fn write_table(out: &mut String, table: &Table, link: &dyn Fn(&Behind) -> Option<String>) {
    let class = |number: bool| if number { " class=\"n\"" } else { "" };
    // What can be scrolled can be reached by keyboard.
    let name = match table.caption.is_empty() {
        true => String::new(),
        false => format!(" role=\"group\" aria-label=\"{}\"", escaped(&table.caption)),
    };
    out.push_str(&format!(
        "<div class=\"wide\" tabindex=\"0\"{name}><table>\n"
    ));
    if !table.caption.is_empty() {
        out.push_str(&format!("<caption>{}</caption>\n", escaped(&table.caption)));
    }
    out.push_str("<thead>");
    let groups = table.groups();
    let mut below = Vec::new();
    if groups.is_empty() {
        below.extend(&table.columns);
    } else {
        out.push_str("<tr>");
        let mut columns = table.columns.iter();
        for (group, many) in &groups {
            let under: Vec<_> = columns.by_ref().take(*many).collect();
            match under.as_slice() {
                [column] if group.is_empty() => out.push_str(&format!(
                    "<th scope=\"col\" rowspan=\"2\"{}>{}</th>",
                    class(column.number),
                    escaped(&column.name)
                )),
                _ => out.push_str(&format!(
                    "<th scope=\"colgroup\" colspan=\"{many}\" class=\"g\">{}</th>",
                    escaped(group)
                )),
            }
            below.extend(under.into_iter().filter(|_| !group.is_empty()));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("<tr>");
    for column in below {
        let name = escaped(&column.name);
        let class = class(column.number);
        out.push_str(&format!("<th scope=\"col\"{class}>{name}</th>"));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    let leads = table.behind.iter().map(|it| ((it.row, it.column), it));
    let leads: HashMap<(usize, usize), &Behind> = leads.collect();
    for (down, row) in table.rows.iter().enumerate() {
        let (cells, total) = match row {
            Row::Heading(text) => {
                out.push_str(&format!(
                    "<tr><th scope=\"rowgroup\" colspan=\"{}\" dir=\"auto\">{}</th></tr>\n",
                    table.columns.len(),
                    escaped(text)
                ));
                continue;
            }
            Row::Cells(cells) => (cells, ""),
            Row::Total(cells) => (cells, " class=\"total\""),
        };
        out.push_str(&format!("<tr{total}>"));
        for (at, (cell, column)) in cells.iter().zip(&table.columns).enumerate() {
            let text = column.shows(cell);
            let text = escaped(&text);
            // The first column of a report's table says what its row is about.
            let (tag, scope) = match at == 0 && !table.caption.is_empty() {
                true => ("th", " scope=\"row\""),
                false => ("td", ""),
            };
            let class = class(column.number);
            let text = match leads.get(&(down, at)).and_then(|it| link(it)) {
                Some(to) => format!("<a href=\"{}\">{text}</a>", escaped(&to)),
                None => text.into_owned(),
            };
            out.push_str(&format!("<{tag}{scope} dir=\"auto\"{class}>{text}</{tag}>"));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
    for note in &table.notes {
        out.push_str(&format!("<p class=\"note\">{}</p>\n", escaped(note)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::table::tests::example;

    #[test]
    fn a_table_says_what_its_heads_are_heads_of() {
        let mut out = String::new();
        write_table(&mut out, &example(), &|_| None);
        insta::assert_snapshot!(out, @r#"
        <div class="wide" tabindex="0" role="group" aria-label="Codes by category"><table>
        <caption>Codes by category</caption>
        <thead><tr><th scope="col" rowspan="2">Code</th><th scope="colgroup" colspan="2" class="g">All (N=468)</th><th scope="colgroup" colspan="2" class="g">Vulnerable child (N=259)</th></tr>
        <tr><th scope="col" class="n">N</th><th scope="col" class="n">%</th><th scope="col" class="n">N</th><th scope="col" class="n">%</th></tr></thead>
        <tbody>
        <tr><th scope="rowgroup" colspan="5" dir="auto">Push factors</th></tr>
        <tr><th scope="row" dir="auto">Кедейлік &lt;үй&gt;</th><td dir="auto" class="n">169</td><td dir="auto" class="n">36.1</td><td dir="auto" class="n">69</td><td dir="auto" class="n">26.6</td></tr>
        <tr><th scope="row" dir="auto">=1+1 &amp; debt</th><td dir="auto" class="n">3</td><td dir="auto" class="n">0.6</td><td dir="auto" class="n">0</td><td dir="auto" class="n">0.0</td></tr>
        <tr class="total"><th scope="row" dir="auto">Any</th><td dir="auto" class="n">170</td><td dir="auto" class="n">36.3</td><td dir="auto" class="n">69</td><td dir="auto" class="n">26.6</td></tr>
        </tbody></table></div>
        <p class="note">Percentages are of respondents.</p>
        "#);
    }
}

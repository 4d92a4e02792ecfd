//! Texts with what is coded in them as one self-contained page: no script, no outside file, for the
//! screen and for paper. Every code has a colour and a number, so that it is told apart in grey too.

use std::collections::{BTreeMap, BTreeSet};

use super::xml::escaped;
use crate::model::codebook::CodeId;
use crate::model::export::PROPERTY;
use crate::model::segment::{CodedMark, CodedText};
use crate::model::study::Study;

/// Colours of codes that have none of their own, told apart by most eyes (Okabe and Ito, 2008).
const COLORS: [&str; 7] = [
    "#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7",
];

const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#1c1b19;--paper:#fdfcfa;--soft:#6b6760;--line:#d9d4cb}\
@media(prefers-color-scheme:dark){:root{--ink:#e9e6e0;--paper:#191816;--soft:#a39d93;--line:#3a3732}}\
body{margin:0 auto;max-width:46rem;padding:2rem 1.25rem;background:var(--paper);color:var(--ink);font:1.0625rem/1.7 Georgia,'Noto Serif','Times New Roman',serif}\
h1{font-size:1.7rem;line-height:1.25}h2{font-size:1.25rem;margin-top:2.5rem;border-bottom:1px solid var(--line);padding-bottom:.3rem;break-after:avoid}\
.text{white-space:pre-wrap;overflow-wrap:break-word}.who,.note{color:var(--soft);font-size:.9rem}\
.codes{list-style:none;padding:0;columns:16rem}.codes li{break-inside:avoid;padding:.1rem 0}\
.codes b{display:inline-block;min-width:1.6em;text-align:center;border-bottom:3px solid var(--c);background:color-mix(in srgb,var(--c) 25%,transparent);margin-inline-end:.5em}\
mark{color:inherit;background:color-mix(in srgb,var(--c) 25%,transparent);border-bottom:2px solid var(--c);padding-bottom:calc(var(--d)*3px);box-decoration-break:clone;-webkit-box-decoration-break:clone}\
sup{font:.65rem/1 sans-serif;color:var(--soft);user-select:none}\
@media print{body{max-width:none;padding:0;background:#fff;color:#000}mark,.codes b{print-color-adjust:exact;-webkit-print-color-adjust:exact}}";

/// The page. `mark` is what it is known again by.
pub fn page(title: &str, study: &Study, texts: &[CodedText], mark: Option<&str>) -> String {
    let used: BTreeSet<CodeId> = texts
        .iter()
        .flat_map(|it| it.marks.iter().map(|it| it.code))
        .collect();
    let codes: Vec<_> = study
        .codebook()
        .into_iter()
        .filter(|it| used.contains(&it.id))
        .collect();
    let numbers: BTreeMap<CodeId, usize> =
        codes.iter().zip(1..).map(|(it, at)| (it.id, at)).collect();
    let mark = mark.map_or_else(String::new, |mark| {
        format!("<meta name=\"{PROPERTY}\" content=\"{}\">\n", escaped(mark))
    });
    let colors: String = codes
        .iter()
        .enumerate()
        .map(|(at, code)| {
            let own = code.color.as_deref().filter(|it| is_color(it));
            let color = own.unwrap_or(COLORS[at % COLORS.len()]);
            format!(".c{}{{--c:{color}}}", at + 1)
        })
        .collect();
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         {mark}<title>{0}</title>\n<style>{STYLE}{colors}</style>\n</head>\n<body>\n<main>\n<h1>{0}</h1>\n<ul class=\"codes\">\n",
        escaped(title)
    );
    for (at, code) in codes.iter().enumerate() {
        let times = texts
            .iter()
            .flat_map(|it| &it.marks)
            .filter(|it| it.code == code.id)
            .count();
        out.push_str(&format!(
            "<li title=\"{}\"><b class=\"c{1}\">{1}</b>{2} ({times})</li>\n",
            escaped(&code.definition),
            at + 1,
            escaped(&study.path(code.id).join(" › ")),
        ));
    }
    out.push_str("</ul>\n");
    let others = study.sources.len().saturating_sub(texts.len());
    if others > 0 {
        out.push_str(&format!(
            "<p class=\"note\">Sources in which nothing is coded, not shown: {others}.</p>\n"
        ));
    }
    for text in texts {
        let language = text.language.as_deref();
        let language = language.map_or_else(String::new, |it| format!(" lang=\"{}\"", escaped(it)));
        out.push_str(&format!("<section>\n<h2>{}</h2>\n", escaped(&text.source)));
        if !text.attribution.is_empty() {
            out.push_str(&format!(
                "<p class=\"who\">{}</p>\n",
                escaped(&text.attribution)
            ));
        }
        out.push_str(&format!(
            "<div class=\"text\" dir=\"auto\"{language}>{}</div>\n</section>\n",
            marked(study, text, &numbers)
        ));
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// `#rrggbb`: what stands in a style sheet must be nothing else.
fn is_color(word: &str) -> bool {
    let digits = word.strip_prefix('#').unwrap_or_default();
    digits.len() == 6 && digits.bytes().all(|it| it.is_ascii_hexdigit())
}

/// The words of a text, each part within the marks that reach over it; behind the last words of a mark
/// stands the number of its code.
fn marked(study: &Study, text: &CodedText, numbers: &BTreeMap<CodeId, usize>) -> String {
    let mut borders: BTreeSet<usize> = BTreeSet::from([0, text.text.len()]);
    borders.extend(
        text.marks
            .iter()
            .flat_map(|it| [it.span.start, it.span.end]),
    );
    let borders: Vec<usize> = borders.into_iter().collect();
    let number = |mark: &CodedMark| numbers.get(&mark.code).copied().unwrap_or(0);
    let mut out = String::new();
    let (mut next, mut open): (usize, Vec<&CodedMark>) = (0, Vec::new());
    for part in borders.windows(2) {
        let (start, end) = (part[0], part[1]);
        while let Some(mark) = text.marks.get(next).filter(|it| it.span.start <= start) {
            open.push(mark);
            next += 1;
        }
        open.retain(|it| it.span.end > start);
        for (depth, mark) in open.iter().enumerate() {
            let names = study.path(mark.code).join(" › ");
            let who = mark.coders.join(", ");
            out.push_str(&format!(
                "<mark class=\"c{}\" style=\"--d:{}\" title=\"{} ({})\">",
                number(mark),
                open.len() - 1 - depth,
                escaped(&names),
                escaped(&who)
            ));
        }
        out.push_str(&escaped(text.text.get(start..end).unwrap_or_default()));
        let ends: Vec<String> = open
            .iter()
            .filter(|it| it.span.end == end)
            .map(|it| number(it).to_string())
            .collect();
        out.push_str(&"</mark>".repeat(open.len()));
        if !ends.is_empty() {
            out.push_str(&format!("<sup>{}</sup>", ends.join(" ")));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::codebook::Code;
    use crate::model::id::Id;
    use crate::model::span::Span;
    use uuid::Uuid;

    fn study() -> Study {
        let mut study = Study::default();
        for (at, (name, color)) in [
            ("A & B", Some("#00ff00")),
            ("C", Some("red;}*{display:none")),
        ]
        .into_iter()
        .enumerate()
        {
            let id = Id::from_uuid(Uuid::from_u128(at as u128 + 1));
            study.codes.insert(
                id,
                Code {
                    spoken: None,
                    id,
                    key: format!("k{at}"),
                    name: name.to_owned(),
                    parent: None,
                    definition: "<b>".to_owned(),
                    use_when: String::new(),
                    not_when: String::new(),
                    example: String::new(),
                    rules: Vec::new(),
                    color: color.map(str::to_owned),
                    asked: None,
                    version: 1,
                    order: at as u32,
                },
            );
        }
        study
    }

    #[test]
    fn overlapping_marks_are_nested_and_everything_is_escaped() {
        let study = study();
        let mark = |start, end, code: u128| CodedMark {
            span: Span { start, end },
            code: Id::from_uuid(Uuid::from_u128(code)),
            coders: vec!["ana".to_owned(), "<ben>".to_owned()],
        };
        let text = CodedText {
            source: "1 < 2".to_owned(),
            attribution: String::new(),
            language: None,
            text: "a <script> b".to_owned(),
            marks: vec![mark(2, 10, 1), mark(6, 12, 2)],
        };
        let numbers = BTreeMap::from([
            (Id::from_uuid(Uuid::from_u128(1)), 1),
            (Id::from_uuid(Uuid::from_u128(2)), 2),
        ]);
        assert_eq!(
            marked(&study, &text, &numbers),
            "a <mark class=\"c1\" style=\"--d:0\" title=\"A &amp; B (ana, &lt;ben&gt;)\">&lt;scr</mark>\
             <mark class=\"c1\" style=\"--d:1\" title=\"A &amp; B (ana, &lt;ben&gt;)\"><mark class=\"c2\" style=\"--d:0\" title=\"C (ana, &lt;ben&gt;)\">ipt&gt;</mark></mark><sup>1</sup>\
             <mark class=\"c2\" style=\"--d:0\" title=\"C (ana, &lt;ben&gt;)\"> b</mark><sup>2</sup>"
        );
        let page = page("T", &study, &[text], None);
        assert!(
            page.contains(".c1{--c:#00ff00}.c2{--c:#56b4e9}</style>"),
            "{page}"
        );
        assert!(
            !page.contains("<script") && !page.contains("display:none"),
            "{page}"
        );
        assert!(page.contains("<h2>1 &lt; 2</h2>"));
    }
}

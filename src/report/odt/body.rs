//! Blocks as elements of an OpenDocument text, with the styles that they need beside the fixed ones.

use std::collections::BTreeMap;

use crate::model::rendering::Mark;
use crate::report::chart::{Chart, Picture};
use crate::report::language::{east_asian, located, right_to_left};
use crate::report::marks;
use crate::report::page::{room, turned};
use crate::report::xml::escaped;
use crate::report::{Block, QuoteBlock, Report, Setting, marked};

/// A figure is not taller than this, so that its caption stays on its page: 20 cm, in pixels.
const TALLEST: f64 = 20.0 / 2.54 * 96.0;

/// What a document consists of.
#[derive(Default)]
pub struct Body {
    /// Automatic styles.
    pub styles: String,
    /// Elements of the text.
    pub xml: String,
    /// Pictures, in their order.
    pub pictures: Vec<Picture>,
    /// Styles of letters by language.
    languages: BTreeMap<String, String>,
    /// Paragraph styles that begin a page, or are written from right to left.
    pub(super) derived: BTreeMap<String, String>,
    pub(super) tables: usize,
    /// The master page that the next paragraph shall begin.
    pub(super) begins: Option<&'static str>,
}

impl Body {
    /// The body of `report`.
    pub fn of(report: &Report) -> Self {
        let mut body = Self::default();
        let turned = turned(&report.blocks);
        body.xml.push_str(
            "<text:sequence-decls><text:sequence-decl text:display-outline-level=\"0\" \
             text:name=\"Table\"/><text:sequence-decl text:display-outline-level=\"0\" \
             text:name=\"Figure\"/></text:sequence-decls>\n",
        );
        if turned.first() == Some(&true) {
            body.begins = Some("Landscape");
        }
        if !report.title.is_empty() {
            let title = words(&report.title);
            body.paragraph("Title", None, &title);
        }
        for (at, block) in report.blocks.iter().enumerate() {
            if at > 0 && turned[at - 1] != turned[at] {
                body.begins = Some(if turned[at] { "Landscape" } else { "Standard" });
            }
            body.block(block);
        }
        let styles = body.languages.values().chain(body.derived.values());
        body.styles.extend(styles.cloned());
        body
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text } => {
                let level = level.saturating_sub(1).clamp(1, 3);
                let style = self.style(&format!("Heading_20_{level}"), None);
                self.xml.push_str(&format!(
                    "<text:h text:style-name=\"{style}\" text:outline-level=\"{level}\">{}</text:h>\n",
                    words(text)
                ));
            }
            Block::Paragraph(text) => self.paragraph("Standard", None, &words(text)),
            Block::Note(text) => self.paragraph("Note", None, &words(text)),
            Block::Quote(quote) => self.quote(quote),
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
                let mut spans = span("Attribution", &words(&who));
                for (part, found) in marked(text, marks) {
                    let part = self.spoken(part, language);
                    spans.push_str(&match found {
                        true => span("Found", &part),
                        false => part,
                    });
                }
                self.paragraph("Passage", language, &spans);
            }
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
        }
    }

    fn quote(&mut self, quote: &QuoteBlock) {
        let language = quote.language.as_deref();
        self.context(&quote.before, "Quote_20_Context", language);
        let mut spans = String::new();
        for (part, mark) in marks::parts(quote) {
            let part = self.spoken(&part, language);
            spans.push_str(&match mark {
                None => part,
                Some(Mark::LeftOut) => span("LeftOut", &part),
                Some(Mark::PutIn) => span("PutIn", &part),
            });
        }
        let style = match quote.setting {
            Setting::Apart | Setting::Block => "Quotations",
            Setting::Inline => "Standard",
        };
        if !quote.attribution.is_empty() {
            let attribution = words(&format!(" {}", quote.attribution));
            spans.push_str(&span("Attribution", &attribution));
        }
        self.paragraph(style, language, &spans);
        self.context(&quote.after, "Quote_20_Context_20_After", language);
        if !quote.place.is_empty() {
            self.paragraph("Quote_20_Place", None, &words(&quote.place));
        }
    }

    fn context(&mut self, text: &str, style: &str, language: Option<&str>) {
        if !text.is_empty() {
            let text = self.spoken(text, language);
            self.paragraph(style, language, &text);
        }
    }

    /// Words in a span that says their language.
    fn spoken(&mut self, text: &str, language: Option<&str>) -> String {
        let Some(tag) = language else {
            return words(text);
        };
        let (language, country) = located(tag);
        let kind = if right_to_left(Some(tag)) {
            "complex"
        } else if east_asian(Some(tag)) {
            "asian"
        } else {
            ""
        };
        let safe: String = language
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect();
        let name = format!("L_{safe}_{country}");
        let attribute = |what: &str, value: &str| match kind {
            "" => format!("fo:{what}=\"{}\"", escaped(value)),
            kind => format!("style:{what}-{kind}=\"{}\"", escaped(value)),
        };
        let country = if country.is_empty() { "none" } else { &country };
        let style = format!(
            "<style:style style:name=\"{name}\" style:family=\"text\"><style:text-properties {} {}/></style:style>",
            attribute("language", &language),
            attribute("country", country)
        );
        self.languages.insert(name.clone(), style);
        span(&name, &words(text))
    }

    /// The style itself, or one made from it that begins a page or is written from right to left.
    fn style(&mut self, style: &str, language: Option<&str>) -> String {
        let begins = self.begins.take();
        let backwards = right_to_left(language);
        if begins.is_none() && !backwards {
            return style.to_owned();
        }
        let page = begins.unwrap_or_default();
        let name = format!("P_{style}_{page}_{backwards}");
        let master = match begins {
            Some(page) => format!(" style:master-page-name=\"{page}\""),
            None => String::new(),
        };
        let properties = match backwards {
            true => {
                "<style:paragraph-properties style:writing-mode=\"rl-tb\" fo:text-align=\"start\"/>"
            }
            false => "",
        };
        let derived = format!(
            "<style:style style:name=\"{name}\" style:family=\"paragraph\" \
             style:parent-style-name=\"{style}\"{master}>{properties}</style:style>"
        );
        self.derived.insert(name.clone(), derived);
        name
    }

    pub(super) fn paragraph(&mut self, style: &str, language: Option<&str>, spans: &str) {
        let style = self.style(style, language);
        self.xml.push_str(&format!(
            "<text:p text:style-name=\"{style}\">{spans}</text:p>\n"
        ));
    }

    pub(super) fn caption(&mut self, kind: &str, number: usize, text: &str, keep: bool) {
        let spans = format!(
            "{kind} <text:sequence text:ref-name=\"ref{kind}{number}\" text:name=\"{kind}\" \
             text:formula=\"ooow:{kind}+1\" style:num-format=\"1\">{number}</text:sequence>. {}",
            words(text)
        );
        if keep {
            self.derived.insert(
                "CaptionAbove".to_owned(),
                "<style:style style:name=\"CaptionAbove\" style:family=\"paragraph\" \
                 style:parent-style-name=\"Caption\"><style:paragraph-properties \
                 fo:keep-with-next=\"always\"/></style:style>"
                    .to_owned(),
            );
            let style = match self.begins {
                Some(_) => "Caption",
                None => "CaptionAbove",
            };
            self.paragraph(style, None, &spans);
        } else {
            self.paragraph("Caption", None, &spans);
        }
    }

    fn chart(&mut self, chart: &Chart) {
        let picture = chart.picture();
        let number = self.pictures.len() + 1;
        let (wide, tall) = (f64::from(picture.width), f64::from(picture.height));
        let widest = f64::from(room(false)) / 1440.0 * 96.0;
        let share = (widest / wide).min(TALLEST / tall).min(1.0);
        let centimetres = |pixels: f64| format!("{:.3}cm", pixels * share * 2.54 / 96.0);
        let frame = format!(
            "<draw:frame draw:name=\"Figure {number}\" text:anchor-type=\"as-char\" \
             svg:width=\"{}\" svg:height=\"{}\"><draw:image xlink:href=\"Pictures/figure{number}.svg\" \
             xlink:type=\"simple\" xlink:show=\"embed\" xlink:actuate=\"onLoad\" \
             draw:mime-type=\"image/svg+xml\"/><draw:image xlink:href=\"Pictures/figure{number}.png\" \
             xlink:type=\"simple\" xlink:show=\"embed\" xlink:actuate=\"onLoad\" \
             draw:mime-type=\"image/png\"/><svg:title>{}</svg:title><svg:desc>{}</svg:desc></draw:frame>",
            centimetres(wide),
            centimetres(tall),
            escaped(&chart.title),
            escaped(&picture.alt)
        );
        self.pictures.push(picture);
        self.paragraph("Figure", None, &frame);
        self.caption("Figure", number, chart.label(), false);
    }
}

/// A span of a style.
pub(super) fn span(style: &str, content: &str) -> String {
    format!("<text:span text:style-name=\"{style}\">{content}</text:span>")
}

/// Words with their line breaks, tabs and runs of spaces, which the format would else drop; empty
/// lines are dropped.
pub(super) fn words(text: &str) -> String {
    let mut out = String::new();
    let mut spaces = 0;
    let lines = text
        .split('\n')
        .filter(|it| !it.trim().is_empty() || !text.contains('\n'));
    for letter in lines.collect::<Vec<_>>().join("\n").chars() {
        if letter == ' ' {
            spaces += 1;
            if spaces == 1 && !out.is_empty() {
                out.push(' ');
            } else {
                out.push_str("<text:s/>");
            }
            continue;
        }
        spaces = 0;
        match letter {
            '\n' => out.push_str("<text:line-break/>"),
            '\t' => out.push_str("<text:tab/>"),
            '\r' => {}
            other => out.push_str(&escaped(other.encode_utf8(&mut [0; 4]))),
        }
    }
    out
}

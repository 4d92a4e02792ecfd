//! Word documents (ECMA-376, transitional): real styles, languages of quotes, repeated heads. The
//! properties name neither author nor time nor path.

mod body;
mod figure;
mod styles;
mod table;

use super::Report;
use super::package::{Part, package};
use super::xml::escaped;
use crate::model::export::PROPERTY;
use figure::Figures;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Default Extension=\"png\" ContentType=\"image/png\"/>\
<Default Extension=\"svg\" ContentType=\"image/svg+xml\"/>\
<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
<Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/>\
<Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>\
<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>";
const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>";
/// The same for the mark.
const MARK_TYPE: &str = "<Override PartName=\"/docProps/custom.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.custom-properties+xml\"/>";
const MARK_RELATION: &str = "<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties\" Target=\"docProps/custom.xml\"/>";
const SETTINGS: &str = "<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
<w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
</w:settings>";
const FOOTER: &str = "<w:ftr xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
<w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>\
</w:ftr>";
const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\" \
xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\"";

/// The report as a Word document.
pub fn render(report: &Report, mark: Option<&str>) -> Vec<u8> {
    let mut figures = Figures::default();
    let body = body::body(report, &mut figures);
    let part = |name: &str, xml: &str| Part::text(name, format!("{DECLARATION}{xml}"));
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let of = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{office}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}{}{}{}</Relationships>",
        of("rIdStyles", "styles", "styles.xml"),
        of("rIdSettings", "settings", "settings.xml"),
        of("rIdFooter", "footer", "footer1.xml"),
        figures.relations()
    );
    let with = |text: &'static str| mark.map_or("", |_| text);
    let mut parts = vec![
        part(
            "[Content_Types].xml",
            &format!("{TYPES}{}</Types>", with(MARK_TYPE)),
        ),
        part(
            "_rels/.rels",
            &format!("{RELATIONS}{}</Relationships>", with(MARK_RELATION)),
        ),
        part(
            "word/document.xml",
            &format!("<w:document {SPACES}><w:body>{body}</w:body></w:document>"),
        ),
        part("word/_rels/document.xml.rels", &relations),
        Part::text("word/styles.xml", styles::xml()),
        part("word/settings.xml", SETTINGS),
        part("word/footer1.xml", FOOTER),
        part("docProps/core.xml", &core(&report.title)),
    ];
    parts.extend(mark.map(|mark| part("docProps/custom.xml", &custom(mark))));
    parts.extend(figures.parts());
    package(&parts)
}

/// The properties: a title and nothing else.
fn core(title: &str) -> String {
    format!(
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title></cp:coreProperties>",
        escaped(title)
    )
}

/// A property of our own, which a word processor leaves as it is.
fn custom(mark: &str) -> String {
    format!(
        "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" \
         xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">\
         <property fmtid=\"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}\" pid=\"2\" name=\"{PROPERTY}\">\
         <vt:lpwstr>{}</vt:lpwstr></property></Properties>",
        escaped(mark)
    )
}

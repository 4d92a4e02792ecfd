//! OpenDocument texts (ODF 1.3), with the same styles as the Word documents.

mod body;
mod styles;
mod table;

use super::Report;
use super::package::{Part, package};
use super::xml::escaped;
use crate::model::export::PROPERTY;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" \
xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" \
office:version=\"1.3\"";
const MIME: &str = "application/vnd.oasis.opendocument.text";

/// The report as an OpenDocument text.
pub fn render(report: &Report, mark: Option<&str>) -> Vec<u8> {
    let mark = mark.map_or_else(String::new, |mark| {
        let name = format!("meta:name=\"{PROPERTY}\"");
        format!(
            "<meta:user-defined {name}>{}</meta:user-defined>",
            escaped(mark)
        )
    });
    let body = body::Body::of(report);
    let mut manifest = String::new();
    let mut entry = |name: &str, kind: &str| {
        manifest.push_str(&format!(
            "<manifest:file-entry manifest:full-path=\"{name}\" manifest:media-type=\"{kind}\"/>"
        ));
    };
    entry("/", MIME);
    for name in ["content.xml", "styles.xml", "meta.xml"] {
        entry(name, "text/xml");
    }
    for at in 1..=body.pictures.len() {
        entry(&format!("Pictures/figure{at}.png"), "image/png");
        entry(&format!("Pictures/figure{at}.svg"), "image/svg+xml");
    }
    let mut parts = vec![
        // The kind of document comes first and is not packed, so that it stands at a known place.
        Part::stored("mimetype", MIME.as_bytes().to_vec()),
        Part::text(
            "content.xml",
            format!(
                "{DECLARATION}<office:document-content {SPACES}><office:automatic-styles>{}\
                 </office:automatic-styles><office:body><office:text>{}</office:text></office:body>\
                 </office:document-content>",
                body.styles, body.xml
            ),
        ),
        Part::text(
            "styles.xml",
            format!(
                "{DECLARATION}<office:document-styles {SPACES}>{}</office:document-styles>",
                styles::xml()
            ),
        ),
        Part::text(
            "meta.xml",
            format!(
                "{DECLARATION}<office:document-meta {SPACES}><office:meta><dc:title>{}</dc:title>\
                 {mark}</office:meta></office:document-meta>",
                escaped(&report.title)
            ),
        ),
        Part::text(
            "META-INF/manifest.xml",
            format!(
                "{DECLARATION}<manifest:manifest \
                 xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" \
                 manifest:version=\"1.3\">{manifest}</manifest:manifest>"
            ),
        ),
    ];
    for (at, picture) in (1..).zip(body.pictures) {
        parts.push(Part::stored(
            format!("Pictures/figure{at}.png"),
            picture.png,
        ));
        parts.push(Part::text(format!("Pictures/figure{at}.svg"), picture.svg));
    }
    package(&parts)
}

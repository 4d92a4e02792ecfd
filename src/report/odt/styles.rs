//! The styles of an OpenDocument text and its two kinds of pages.

use crate::report::page::{MARGIN, SHEET};

/// Twips as centimetres.
pub fn centimetres(twips: u32) -> String {
    format!("{:.3}cm", f64::from(twips) * 2.54 / 1440.0)
}

/// A paragraph style with attributes of paragraph and letters.
fn paragraph(name: &str, shown: &str, parent: &str, more: &str, about: [&str; 2]) -> String {
    let [paragraph, letters] = about;
    let parent = match parent.is_empty() {
        true => String::new(),
        false => format!(" style:parent-style-name=\"{parent}\""),
    };
    format!(
        "<style:style style:name=\"{name}\" style:display-name=\"{shown}\" \
         style:family=\"paragraph\"{parent}{more}><style:paragraph-properties {paragraph}/>\
         <style:text-properties {letters}/></style:style>"
    )
}

/// Letters of all scripts alike: bold or of a size.
fn alike(attribute: &str, value: &str) -> String {
    format!(
        "fo:{attribute}=\"{value}\" style:{attribute}-asian=\"{value}\" style:{attribute}-complex=\"{value}\""
    )
}

/// `styles.xml` below its root.
pub fn xml() -> String {
    let bold = alike("font-weight", "bold");
    let size = |points: &str| alike("font-size", points);
    let heading = |level: usize, points: &str, above: &str| {
        paragraph(
            &format!("Heading_20_{level}"),
            &format!("Heading {level}"),
            "Standard",
            &format!(
                " style:next-style-name=\"Standard\" style:default-outline-level=\"{level}\" \
                 style:class=\"text\""
            ),
            [
                &format!(
                    "fo:keep-with-next=\"always\" fo:margin-top=\"{above}\" fo:margin-bottom=\"0.18cm\""
                ),
                &format!("{bold} {}", size(points)),
            ],
        )
    };
    let soft = format!("fo:color=\"#595959\" {}", size("10pt"));
    let plain =
        |name: &str, shown: &str, about: [&str; 2]| paragraph(name, shown, "Standard", "", about);
    let page = |name: &str, [wide, tall]: [u32; 2], turned: &str| {
        let margin = centimetres(MARGIN);
        format!(
            "<style:page-layout style:name=\"{name}\"><style:page-layout-properties \
             fo:page-width=\"{}\" fo:page-height=\"{}\" style:print-orientation=\"{turned}\" \
             fo:margin-top=\"{margin}\" fo:margin-bottom=\"1.5cm\" fo:margin-left=\"{margin}\" \
             fo:margin-right=\"{margin}\"/><style:footer-style><style:header-footer-properties \
             fo:min-height=\"1cm\" fo:margin-top=\"0.4cm\"/></style:footer-style></style:page-layout>",
            centimetres(wide),
            centimetres(tall)
        )
    };
    let master = |name: &str, layout: &str| {
        format!(
            "<style:master-page style:name=\"{name}\" style:page-layout-name=\"{layout}\">\
             <style:footer><text:p text:style-name=\"Footer\"><text:page-number/></text:p>\
             </style:footer></style:master-page>"
        )
    };
    let [short, long] = SHEET;
    [
        format!(
            "<office:font-face-decls><style:font-face style:name=\"Calibri\" \
             svg:font-family=\"Calibri, Carlito\" style:font-family-generic=\"swiss\"/>\
             </office:font-face-decls><office:styles><style:default-style \
             style:family=\"paragraph\"><style:paragraph-properties fo:hyphenation-ladder-count=\"no-limit\"/>\
             <style:text-properties style:font-name=\"Calibri\" {} fo:language=\"en\" fo:country=\"GB\" \
             style:language-asian=\"zh\" style:country-asian=\"CN\" style:language-complex=\"ar\" \
             style:country-complex=\"SA\"/></style:default-style>",
            size("11pt")
        ),
        paragraph(
            "Standard",
            "Standard",
            "",
            " style:class=\"text\"",
            ["fo:margin-bottom=\"0.21cm\" fo:line-height=\"112%\"", ""],
        ),
        plain(
            "Title",
            "Title",
            ["fo:keep-with-next=\"always\" fo:margin-bottom=\"0.42cm\"", &format!("{bold} {}", size("20pt"))],
        ),
        heading(1, "15pt", "0.63cm"),
        heading(2, "13pt", "0.5cm"),
        heading(3, "11.5pt", "0.39cm"),
        plain(
            "Quotations",
            "Quotations",
            [
                "fo:keep-together=\"always\" fo:margin-top=\"0.14cm\" fo:margin-bottom=\"0.28cm\" \
                 fo:margin-left=\"0.8cm\" fo:margin-right=\"0.5cm\" fo:padding-left=\"0.35cm\" \
                 fo:border-left=\"2.25pt solid #b5541c\"",
                "",
            ],
        ),
        plain(
            "Quote_20_Context",
            "Quote Context",
            ["fo:margin-left=\"1.2cm\" fo:margin-right=\"0.5cm\"", &soft],
        ),
        paragraph(
            "Quote_20_Context_20_After",
            "Quote Context After",
            "Quote_20_Context",
            "",
            ["fo:margin-bottom=\"0.42cm\"", ""],
        ),
        plain("Quote_20_Place", "Quote Place", ["fo:margin-left=\"0.8cm\"", &soft]),
        plain("Passage", "Passage", ["fo:keep-together=\"always\"", ""]),
        plain(
            "Note",
            "Note",
            ["fo:margin-top=\"0.14cm\" fo:margin-bottom=\"0.14cm\"", &soft],
        ),
        plain(
            "Caption",
            "Caption",
            [
                "fo:keep-together=\"always\" fo:margin-top=\"0.42cm\" fo:margin-bottom=\"0.14cm\"",
                &format!("{bold} {}", size("10pt")),
            ],
        ),
        plain("Figure", "Figure", ["fo:keep-with-next=\"always\" fo:margin-top=\"0.35cm\"", ""]),
        plain(
            "Table_20_Text",
            "Table Text",
            [
                "fo:margin-top=\"0.05cm\" fo:margin-bottom=\"0.05cm\" fo:line-height=\"100%\"",
                &size("9pt"),
            ],
        ),
        paragraph(
            "Table_20_Number",
            "Table Number",
            "Table_20_Text",
            "",
            ["fo:text-align=\"end\"", ""],
        ),
        paragraph(
            "Table_20_Heading",
            "Table Heading",
            "Table_20_Text",
            "",
            ["fo:keep-with-next=\"always\"", &bold],
        ),
        plain("Footer", "Footer", ["fo:text-align=\"center\"", &soft]),
        format!(
            "<style:style style:name=\"Attribution\" style:family=\"text\"><style:text-properties \
             fo:color=\"#404040\"/></style:style><style:style style:name=\"Found\" \
             style:family=\"text\"><style:text-properties {bold} \
             style:text-underline-style=\"solid\" style:text-underline-width=\"auto\"/></style:style>\
             <style:style style:name=\"LeftOut\" style:family=\"text\"><style:text-properties \
             style:text-line-through-style=\"solid\"/></style:style><style:style \
             style:name=\"PutIn\" style:family=\"text\"><style:text-properties \
             style:text-underline-style=\"solid\" style:text-underline-width=\"auto\"/></style:style>\
             </office:styles><office:automatic-styles>{}{}</office:automatic-styles>\
             <office:master-styles>{}{}</office:master-styles>",
            page("Upright", [short, long], "portrait"),
            page("Turned", [long, short], "landscape"),
            master("Standard", "Upright"),
            master("Landscape", "Turned")
        ),
    ]
    .concat()
}

//! The styles of a Word document. Their names are those that Word itself has, so that a template of
//! the reader's own takes them over.

/// Half points of text, and of cells of tables.
const SIZES: [&str; 2] = ["22", "18"];

/// Names that Word knows beside its headings.
const BUILT_IN: [&str; 4] = ["Title", "Quote", "caption", "footer"];

/// A paragraph style: id, name, what it is based on, paragraph and run properties.
fn paragraph(id: &str, name: &str, based: &str, next: &str, about: [&str; 2]) -> String {
    let [paragraph, run] = about;
    let own = match BUILT_IN.contains(&name) || name.starts_with("heading ") {
        true => "",
        false => " w:customStyle=\"1\"",
    };
    format!(
        "<w:style w:type=\"paragraph\"{own} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>\
         <w:basedOn w:val=\"{based}\"/><w:next w:val=\"{next}\"/><w:qFormat/>\
         <w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )
}

/// A heading of the outline.
fn heading(level: usize, size: usize, before: usize) -> String {
    paragraph(
        &format!("Heading{level}"),
        &format!("heading {level}"),
        "Normal",
        "Normal",
        [
            &format!(
                "<w:keepNext/><w:keepLines/><w:spacing w:before=\"{before}\" w:after=\"100\" \
                 w:line=\"240\" w:lineRule=\"auto\"/><w:outlineLvl w:val=\"{}\"/>",
                level - 1
            ),
            &format!("<w:b/><w:bCs/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>"),
        ],
    )
}

/// `word/styles.xml`.
pub fn xml() -> String {
    let [text, cells] = SIZES;
    let size = |size: &str| format!("<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>");
    let soft = format!("<w:color w:val=\"595959\"/>{}", size("20"));
    let cell = "<w:spacing w:before=\"30\" w:after=\"30\" w:line=\"240\" w:lineRule=\"auto\"/>";
    let quote = "<w:keepLines/><w:pBdr><w:left w:val=\"single\" w:sz=\"18\" w:space=\"10\" \
                 w:color=\"B5541C\"/></w:pBdr><w:spacing w:before=\"80\" w:after=\"160\"/>\
                 <w:ind w:left=\"454\" w:right=\"284\"/>";
    let rule = |side: &str| {
        format!("<w:{side} w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"404040\"/>")
    };
    [
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:styles \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
            .to_owned(),
        format!(
            "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" \
             w:eastAsia=\"Calibri\" w:cs=\"Arial\"/>{}<w:lang w:val=\"en-GB\" w:eastAsia=\"zh-CN\" \
             w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"120\" \
             w:line=\"269\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>",
            size(text)
        ),
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/>\
         <w:qFormat/></w:style>\
         <w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\">\
         <w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/>\
         <w:unhideWhenUsed/></w:style>\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name \
         w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/><w:unhideWhenUsed/>\
         <w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/>\
         <w:left w:w=\"85\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"85\" \
         w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\
         <w:style w:type=\"numbering\" w:default=\"1\" w:styleId=\"NoList\"><w:name w:val=\"No List\"/>\
         <w:uiPriority w:val=\"99\"/><w:semiHidden/><w:unhideWhenUsed/></w:style>"
            .to_owned(),
        paragraph(
            "Title",
            "Title",
            "Normal",
            "Normal",
            [
                "<w:keepNext/><w:spacing w:after=\"240\" w:line=\"240\" w:lineRule=\"auto\"/>",
                &format!("<w:b/><w:bCs/>{}", size("40")),
            ],
        ),
        heading(1, 30, 360),
        heading(2, 26, 280),
        heading(3, 23, 220),
        paragraph("Quote", "Quote", "Normal", "Normal", [quote, ""]),
        paragraph(
            "Context",
            "Quote Context",
            "Normal",
            "Normal",
            [
                "<w:spacing w:before=\"40\" w:after=\"40\"/><w:ind w:left=\"680\" w:right=\"284\"/>",
                &soft,
            ],
        ),
        paragraph(
            "ContextAfter",
            "Quote Context After",
            "Context",
            "Normal",
            ["<w:spacing w:before=\"40\" w:after=\"240\"/>", ""],
        ),
        paragraph(
            "Place",
            "Quote Place",
            "Normal",
            "Normal",
            ["<w:spacing w:after=\"160\"/><w:ind w:left=\"454\"/>", &soft],
        ),
        paragraph("Passage", "Passage", "Normal", "Passage", ["<w:keepLines/>", ""]),
        paragraph(
            "Note",
            "Note",
            "Normal",
            "Normal",
            ["<w:spacing w:before=\"80\" w:after=\"80\"/>", &soft],
        ),
        paragraph(
            "Caption",
            "caption",
            "Normal",
            "Normal",
            [
                "<w:keepLines/><w:spacing w:before=\"240\" w:after=\"80\" w:line=\"240\" w:lineRule=\"auto\"/>",
                &format!("<w:b/><w:bCs/>{}", size("20")),
            ],
        ),
        paragraph(
            "Figure",
            "Figure",
            "Normal",
            "Caption",
            ["<w:keepNext/><w:spacing w:before=\"200\" w:after=\"0\"/>", ""],
        ),
        paragraph("TableText", "Table Text", "Normal", "TableText", [cell, &size(cells)]),
        paragraph(
            "TableNumber",
            "Table Number",
            "TableText",
            "TableNumber",
            ["<w:jc w:val=\"right\"/>", ""],
        ),
        paragraph(
            "TableHeading",
            "Table Heading",
            "TableText",
            "TableText",
            ["<w:keepNext/>", "<w:b/><w:bCs/>"],
        ),
        paragraph("Footer", "footer", "Normal", "Footer", ["<w:jc w:val=\"center\"/>", &soft]),
        "<w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"Attribution\"><w:name \
         w:val=\"Attribution\"/><w:basedOn w:val=\"DefaultParagraphFont\"/><w:qFormat/><w:rPr>\
         <w:color w:val=\"404040\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"Found\"><w:name \
         w:val=\"Found\"/><w:basedOn w:val=\"DefaultParagraphFont\"/><w:qFormat/><w:rPr><w:b/><w:bCs/>\
         <w:u w:val=\"single\"/></w:rPr></w:style>"
            .to_owned(),
        format!(
            "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"ReportTable\"><w:name \
             w:val=\"Report Table\"/><w:basedOn w:val=\"TableNormal\"/><w:qFormat/><w:tblPr><w:tblBorders>{}{}\
             <w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"D0D0D0\"/></w:tblBorders></w:tblPr>\
             </w:style></w:styles>",
            rule("top"),
            rule("bottom")
        ),
    ]
    .concat()
}

//! What the ending of a file says about the form of an answer.

use std::path::Path;

use anyhow::bail;

use super::arguments::Format;

/// The form that a file asks for; one without an ending is text.
pub(super) fn by_ending(path: &Path) -> anyhow::Result<Format> {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    Ok(match ending.as_deref() {
        Some("json") => Format::Json,
        Some("jsonl") => Format::Jsonl,
        Some("csv") => Format::Csv,
        Some("md") => Format::Md,
        Some("html" | "htm") => Format::Html,
        Some("docx") => Format::Docx,
        Some("odt") => Format::Odt,
        Some("tex") => Format::Tex,
        Some("xlsx") => Format::Xlsx,
        Some("svg") => Format::Svg,
        Some("png") => Format::Png,
        Some("sav") => Format::Sav,
        Some("parquet") => Format::Parquet,
        Some("txt") | None => Format::Text,
        Some(other) => bail!(
            "`.{other}` is not a format, expected .txt, .md, .html, .docx, .odt, .tex, \
             .xlsx, .csv, .json, .jsonl, .parquet, for a figure .svg or .png, for a matrix .sav"
        ),
    })
}

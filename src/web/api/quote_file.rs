//! Quotes as a file: what the command writes, recorded as one that leaves the project, and handed to the
//! browser.

use std::path::Path;

use axum::Json;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::quotes::{Which, expected};
use crate::model::export::spelled;
use crate::project::{Leave, Project, ProjectError, QuoteRequest};
use crate::report::quotes::{By, Layout, Tongues, records, report};
use crate::report::{Format, render_marked};
use crate::web::failure::Failure;
use crate::web::seat::Seat;

/// A file of quotes.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Export {
    #[serde(flatten)]
    which: Which,
    #[serde(default)]
    by: String,
    #[serde(default)]
    translation: String,
    #[serde(default)]
    positions: bool,
    /// Passages of context on each side.
    #[serde(default)]
    context: String,
    format: String,
}

/// Kinds of file: ending, media type.
pub(in crate::web) const FORMATS: [(&str, &str); 9] = [
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("html", "text/html; charset=utf-8"),
    ("md", "text/markdown; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("tex", "application/x-tex; charset=utf-8"),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("csv", "text/csv; charset=utf-8"),
    ("json", "application/json"),
];

impl Export {
    /// The command that writes the same file.
    fn command(&self) -> String {
        let which = &self.which;
        let format = match self.format.as_str() {
            "txt" => "text",
            other => other,
        };
        let options = [
            ("--code", which.code.trim()),
            ("--where", which.query.trim()),
            ("--status", which.status.as_str()),
            ("--by-coder", which.coder.trim()),
            ("--by", self.by.as_str()),
            ("--form", which.form.as_str()),
            ("--translation", self.translation.as_str()),
            ("--context", self.context.trim().trim_start_matches('0')),
            ("--format", format),
        ];
        let mut words = vec!["quotes".to_owned()];
        for (option, value) in options.iter().filter(|it| !it.1.is_empty()) {
            words.extend([(*option).to_owned(), spelled(value)]);
        }
        let switches = [
            ("--starred", !which.starred.is_empty()),
            ("--positions", self.positions),
        ];
        let on = switches.iter().filter(|it| it.1);
        words.extend(on.map(|it| it.0.to_owned()));
        words.join(" ")
    }

    fn bytes(&self, project: &Project, command: &str) -> Result<Vec<u8>, ProjectError> {
        let by = match self.by.as_str() {
            "" | "theme" => By::Theme,
            "category" => By::Category,
            "respondent" => By::Respondent,
            other => {
                let names = "`theme`, `category`, `respondent`";
                return Err(expected("order of quotes", other, names));
            }
        };
        let tongues = match self.translation.as_str() {
            "" | "none" => Tongues::Original,
            "only" => Tongues::Translation,
            "both" => Tongues::Both,
            other => {
                let names = "`none`, `only`, `both`";
                return Err(expected("way to print translations", other, names));
            }
        };
        let context = match self.context.trim() {
            "" => 0,
            number => number.parse().map_err(|_| {
                ProjectError::Refused(format!(
                    "`{number}` is no number of passages, expected one such as 1"
                ))
            })?,
        };
        let request = QuoteRequest {
            context,
            ..self.which.request()?
        };
        let (study, _) = project.kept_study_of_quotes(&request)?;
        let quotes = project.quotes_in(&study, &request)?;
        if quotes.is_empty() {
            return Err(ProjectError::Refused(
                "no quotes found, so no file is written, expected at least one".to_owned(),
            ));
        }
        let layout = Layout {
            by,
            places: self.positions,
            style: &project.settings().style,
            tongues,
            counts: true,
        };
        let mark = project.mark(command)?;
        let document =
            |format| render_marked(&report("", &quotes, layout), format, Some(mark.as_str()));
        Ok(match self.format.as_str() {
            "docx" => document(Format::Docx),
            "odt" => document(Format::Odt),
            "html" => document(Format::Html),
            "md" => document(Format::Markdown),
            "txt" => document(Format::Text {
                width: 100,
                colour: false,
            }),
            "tex" => document(Format::Latex),
            // Quotes are no table: a sheet of rows.
            "xlsx" => render_marked(
                &records(&quotes).report(""),
                Format::Xlsx,
                Some(mark.as_str()),
            ),
            "csv" => records(&quotes).csv().into_bytes(),
            "json" => records(&quotes).json().into_bytes(),
            other => {
                let names = FORMATS.map(|it| it.0).join("`, `");
                return Err(expected("format", other, &format!("`{names}`")));
            }
        })
    }
}

/// `POST /api/quotes/export`: recorded as a file that leaves the project, and handed to the browser.
pub(in crate::web) async fn export(
    seat: Seat,
    Json(export): Json<Export>,
) -> Result<Response, Failure> {
    let kind = FORMATS.iter().find(|it| it.0 == export.format);
    let kind = kind.map_or("application/octet-stream", |it| it.1);
    let letter = |it: char| it.is_ascii_alphanumeric();
    let theme = export.which.code.replace(|it| !letter(it), "-");
    let name = match theme.trim_matches('-') {
        "" => format!("quotes.{}", export.format),
        theme => format!("quotes-{theme}.{}", export.format),
    };
    let file = name.clone();
    let bytes = seat
        .ask(move |project, who| {
            let command = export.command();
            let bytes = export.bytes(project, &command)?;
            let leave = Leave {
                who,
                command: &command,
            };
            project.record_download(Path::new(&file), &bytes, leave)?;
            Ok(bytes)
        })
        .await?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    if let (Ok(kind), Ok(name)) = (
        HeaderValue::from_str(kind),
        HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")),
    ) {
        headers.insert(header::CONTENT_TYPE, kind);
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

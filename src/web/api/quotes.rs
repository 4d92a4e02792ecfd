//! The quote bank: which quotes, how they stand, how they are edited and translated, and as a file.

use std::path::Path;

use axum::Json;
use axum::extract::{Path as InPath, Query};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Answer;
use crate::analysis::disclosure::attributions::recognisable;
use crate::jobs::editing::{Proposed, proposed};
use crate::model::export::spelled;
use crate::model::generalise::Generalisation;
use crate::model::quote::Quote;
use crate::model::rendering::{Form, Mark};
use crate::model::standing::Status;
use crate::project::{Leave, Project, ProjectError, QuoteRequest, StandingEdit, TranslationEdit};
use crate::report::quotes::{By, Layout, Tongues, records, report};
use crate::report::{Format, render_marked};
use crate::web::failure::Failure;
use crate::web::seat::Seat;

/// Which quotes, as the page asks for them; what is empty is not asked.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Which {
    /// Key of a code.
    pub(in crate::web) code: String,
    /// In the query language.
    pub(in crate::web) query: String,
    /// Anything: only those with a star.
    pub(in crate::web) starred: String,
    /// `none`, `candidate`, `approved` or `used`.
    pub(in crate::web) status: String,
    /// `printed`, `clean`, `marked` or `source`.
    pub(in crate::web) form: String,
}

fn expected(what: &str, given: &str, names: &str) -> ProjectError {
    ProjectError::Refused(format!("`{given}` is no {what}, expected one of {names}"))
}

/// How far a quote has come, by its name; `none` is not at all.
fn status(name: &str) -> Result<Option<Status>, ProjectError> {
    let all = [Status::Candidate, Status::Approved, Status::Used];
    match all.into_iter().find(|it| it.name() == name) {
        None if name == "none" => Ok(None),
        None => {
            let names = "`none`, `candidate`, `approved`, `used`";
            Err(expected("status", name, names))
        }
        some => Ok(some),
    }
}

fn form(name: &str) -> Result<Form, ProjectError> {
    let all = [Form::Printed, Form::Clean, Form::Marked, Form::Source];
    let found = all.into_iter().find(|it| it.name() == name);
    match name {
        "" => Ok(Form::Printed),
        name => found.ok_or_else(|| {
            let names = "`printed`, `clean`, `marked`, `source`";
            expected("form of a quote", name, names)
        }),
    }
}

impl Which {
    /// Whether anything is asked for.
    pub(in crate::web) fn is_asked(&self) -> bool {
        let parts = [&self.code, &self.query, &self.starred, &self.status];
        parts.into_iter().any(|it| !it.trim().is_empty())
    }

    fn request(&self) -> Result<QuoteRequest, ProjectError> {
        let some = |text: &str| {
            let text = Some(text.trim()).filter(|it| !it.is_empty());
            text.map(str::to_owned).into_iter().collect()
        };
        Ok(QuoteRequest {
            codes: some(&self.code),
            queries: some(&self.query),
            starred: !self.starred.is_empty(),
            status: match self.status.as_str() {
                "" => None,
                name => Some(status(name)?),
            },
            form: form(&self.form)?,
            ..QuoteRequest::default()
        })
    }
}

/// Quotes, and how many respondents of the study share what the attribution of each tells.
pub(in crate::web) struct Bank {
    pub(in crate::web) quotes: Vec<Quote>,
    pub(in crate::web) shared: Vec<usize>,
}

/// The quotes that are asked for.
pub(in crate::web) fn bank(project: &Project, which: &Which) -> Result<Bank, ProjectError> {
    let request = which.request()?;
    let study = project.study_of_quotes(&request)?;
    let quotes = project.quotes_in(&study, &request)?;
    let template = project.template(&study)?;
    let all = Generalisation::default();
    Ok(Bank {
        shared: recognisable(&study, &quotes, &template, &all).quotes,
        quotes,
    })
}

/// `GET /api/quotes`
pub(in crate::web) async fn list(seat: Seat, Query(which): Query<Which>) -> Answer {
    seat.json(move |project, _| {
        let bank = bank(project, &which)?;
        let rows = records(&bank.quotes).objects();
        let rows = rows.into_iter().zip(&bank.shared);
        Ok(rows
            .map(|(mut row, k)| {
                row["shared_by"] = json!(k);
                row
            })
            .collect())
    })
    .await
}

/// What is said about a quote; what is left out stays as it is.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Standing {
    codings: Vec<String>,
    starred: Option<bool>,
    status: Option<String>,
    note: Option<String>,
}

/// `PATCH /api/quotes`
pub(in crate::web) async fn stand(seat: Seat, Json(said): Json<Standing>) -> Answer {
    seat.json(move |project, who| {
        let Some(first) = said.codings.first().cloned() else {
            return Err(ProjectError::Nothing("change"));
        };
        let mut n = 0;
        if said.starred.is_some() || said.status.is_some() {
            let edit = StandingEdit {
                starred: said.starred,
                status: said.status.as_deref().map(status).transpose()?,
                note: None,
            };
            // A quote of several coders has the best that is said of any of its codings.
            n += project.stand(who, &said.codings, &edit)?;
        }
        if let Some(note) = said.note {
            let with = |note: &str| StandingEdit {
                note: Some(note.to_owned()),
                ..StandingEdit::default()
            };
            n += project.stand(who, &said.codings[1..], &with(""))?;
            n += project.stand(who, &[first], &with(note.trim()))?;
        }
        Ok(json!({ "n": n }))
    })
    .await
}

/// What shall be printed of some codings.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Editing {
    codings: Vec<String>,
    text: String,
    /// Why it is right that a word that denies is lost, put in or moved.
    because: Option<String>,
}

impl Editing {
    fn proposed(&self, project: &Project) -> Result<Proposed, ProjectError> {
        match self.text.trim() {
            "" => Err(ProjectError::Refused(
                "the words are empty, expected those that shall be printed".to_owned(),
            )),
            text => proposed(project, &self.codings, text),
        }
    }
}

/// An edit as the page shows it.
pub(in crate::web) fn shown(proposed: &Proposed) -> Value {
    let marked = &proposed.marked.shown;
    let mut pieces: Vec<Value> = Vec::new();
    let mut at = 0;
    let mut piece = |from: usize, to: usize, mark: &str| {
        if let Some(text) = marked.text.get(from..to).filter(|it| !it.is_empty()) {
            pieces.push(json!([mark, text]));
        }
    };
    for (start, end, mark) in &marked.marks {
        piece(at, *start, "");
        piece(
            *start,
            *end,
            match mark {
                Mark::LeftOut => "del",
                Mark::PutIn => "ins",
            },
        );
        at = *end;
    }
    piece(at, marked.text.len(), "");
    let denials = proposed.denials.iter();
    let changes = proposed.printed.edited.iter().flat_map(|it| &it.changes);
    json!({
        "text": proposed.printed.shown.text,
        "attribution": proposed.attribution,
        "marked": pieces,
        "edits": changes
            .map(|it| json!({ "edit": it.kind.name(), "source": it.source, "start": it.start, "end": it.end, "text": it.text, "with": it.with }))
            .collect::<Vec<_>>(),
        "denials": denials
            .map(|(ours, theirs)| json!({ "text": ours, "source_text": theirs }))
            .collect::<Vec<_>>(),
        "unlisted": proposed.unlisted,
    })
}

/// `POST /api/quotes/preview`
pub(in crate::web) async fn preview(seat: Seat, Json(editing): Json<Editing>) -> Answer {
    seat.json(move |project, _| Ok(shown(&editing.proposed(project)?)))
        .await
}

/// `POST /api/quotes/edit`
pub(in crate::web) async fn edit(seat: Seat, Json(editing): Json<Editing>) -> Answer {
    seat.json(move |project, who| {
        let proposed = editing.proposed(project)?;
        let because = proposed.reason(editing.because.as_deref())?;
        let ids = &proposed.codings;
        let changed = project.edit_quote(who, ids, &proposed.stretches, because)?;
        let mut answer = shown(&proposed);
        answer["changed"] = json!(changed);
        Ok(answer)
    })
    .await
}

/// `DELETE /api/quotes/edit/{coding}`
pub(in crate::web) async fn plain(seat: Seat, InPath(coding): InPath<String>) -> Answer {
    seat.json(move |project, who| Ok(json!({ "n": project.unedit(who, &[coding])? })))
        .await
}

/// A translation; without words the one that is there is taken away.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Translating {
    coding: String,
    language: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    translator: String,
}

/// `POST /api/quotes/translations`
pub(in crate::web) async fn translate(seat: Seat, Json(it): Json<Translating>) -> Answer {
    seat.json(move |project, who| {
        let edit = TranslationEdit {
            language: it.language.trim().to_owned(),
            text: it.text,
            translator: it.translator,
        };
        let changed = project.translate(who, &it.coding, &edit)?;
        Ok(json!({ "changed": changed }))
    })
    .await
}

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
            ("--by", self.by.as_str()),
            ("--form", which.form.as_str()),
            ("--translation", self.translation.as_str()),
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
        let quotes = project.quotes(&self.which.request()?)?;
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

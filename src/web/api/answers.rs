//! Tables, figures, coefficients, disagreements and the audit, as the commands that make them answer.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::analysis::agreement::cases;
use crate::project::{Codings, ProjectError};
use crate::web::asked::{Asked, Field, Form, Kind, Noun};
use crate::web::failure::Failure;
use crate::web::seat::Seat;
use crate::web::told;

/// Settings with their values, as they stand in an address.
pub(in crate::web) type Settings = Query<Vec<(String, String)>>;

/// The largest file that is looked at once.
pub(in crate::web) const LARGEST: usize = 64 << 20;

/// Names of formats, what their files are for browsers, and how they end.
const FORMATS: [(&str, &str); 13] = [
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("odt", "application/vnd.oasis.opendocument.text"),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("csv", "text/csv; charset=utf-8"),
    ("json", "application/json"),
    ("html", "text/html; charset=utf-8"),
    ("md", "text/markdown; charset=utf-8"),
    ("tex", "application/x-tex; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("sav", "application/octet-stream"),
    ("parquet", "application/vnd.apache.parquet"),
    ("jsonl", "application/x-ndjson"),
];

/// The formats that a command can be taken with.
pub(in crate::web) fn formats(form: &Form) -> impl Iterator<Item = &'static str> {
    let is_figure = form.name.starts_with("plot-");
    let is_matrix = form.name == "table-matrix";
    let names = FORMATS.iter().map(|(name, _)| *name);
    names.filter(move |name| match *name {
        "svg" | "png" => is_figure,
        "sav" | "parquet" => is_matrix,
        "jsonl" => false,
        _ => true,
    })
}

fn field(it: &Field) -> Value {
    let (kind, values, noun) = match &it.kind {
        Kind::Switch => ("switch", None, None),
        Kind::Choice(values) => ("choice", Some(values), None),
        Kind::Words(noun) => ("words", None, *noun),
    };
    let noun = noun.map(|it| match it {
        Noun::Codes => "codes",
        Noun::Attributes => "attributes",
        Noun::Coders => "coders",
        Noun::Query => "query",
    });
    json!({
        "name": it.name, "about": it.help, "kind": kind, "values": values, "names": noun,
        "default": it.default, "required": it.required,
    })
}

/// `GET /api/answers`
pub(in crate::web) async fn forms(seat: Seat) -> Json<Value> {
    let of = |form: &Form| {
        json!({
            "command": form.name,
            "about": form.about,
            "settings": form.fields.iter().map(field).collect::<Vec<_>>(),
            "formats": formats(form).collect::<Vec<_>>(),
        })
    };
    Json(json!({ "commands": seat.forms().iter().map(of).collect::<Vec<_>>() }))
}

/// Whether a page asks for the sentences in the language of the visitor; then the answer stands under `answer`,
/// beside the sentences that stay `english`.
fn without_told(mut settings: Vec<(String, String)>) -> (Vec<(String, String)>, bool) {
    let n = settings.len();
    settings.retain(|(name, _)| name != "told");
    let is_told = settings.len() < n;
    (settings, is_told)
}

/// Takes what is no setting of the command out of the settings.
fn asked(form: String, settings: Vec<(String, String)>, bytes: &[u8]) -> Asked {
    let mut asked = Asked {
        form,
        ..Asked::default()
    };
    for (name, value) in settings {
        match name.as_str() {
            "format" => asked.format = Some(value),
            "file" => asked.file = Some((value, bytes.to_vec())),
            _ => asked.settings.push((name, value)),
        }
    }
    asked
}

/// What of an answer is said by the program, and where words of the study may stand, too.
const SAID: [&str; 2] = ["detail", "kind"];
const MAY_BE_SAID: [&str; 3] = ["expected", "place", "what"];

/// An answer. One that a page shows is told in the language of the visitor; files and programs get it as the
/// command line gives it.
async fn answer(seat: &Seat, asked: Asked, is_told: bool) -> Result<Response, Failure> {
    let format = asked.format.clone().unwrap_or_else(|| "json".to_owned());
    let Some((ending, kind)) = FORMATS.iter().find(|(name, _)| *name == format) else {
        let names: Vec<&str> = FORMATS.iter().map(|(name, _)| *name).collect();
        let names = names.join(", ");
        return Err(Failure::refused(format!(
            "`{format}` is not a format, expected one of {names}"
        )));
    };
    let name = asked.form.clone();
    let asked = Asked {
        format: Some(format),
        ..asked
    };
    let mut answered = seat.answer(asked).await?;
    if is_told && let Ok(value) = serde_json::from_slice::<Value>(&answered.bytes) {
        let language = seat.visitor.language;
        let told = told::tell_json(language, json!({ "answer": value }), &SAID, &MAY_BE_SAID);
        answered.bytes = told.to_string().into_bytes();
    }
    let head = [
        (header::CONTENT_TYPE, (*kind).to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}.{ending}\""),
        ),
    ];
    Ok((head, answered.bytes).into_response())
}

/// `GET /api/answers/{command}`
pub(in crate::web) async fn ask(
    seat: Seat,
    Path(command): Path<String>,
    Query(settings): Settings,
) -> Result<Response, Failure> {
    seat.form(&command)?;
    // What changes the project is posted, so that no address does it; a file is recorded.
    let is_change = |(name, value): &(String, String)| match name.as_str() {
        "case" | "file" => true,
        "format" => FORMATS
            .iter()
            .any(|it| it.0 == value.as_str() && it.0 != "json"),
        _ => false,
    };
    if settings.iter().any(is_change) {
        return Err(Failure::refused("this is to be posted"));
    }
    let (settings, is_told) = without_told(settings);
    answer(&seat, asked(command, settings, &[]), is_told).await
}

/// `POST /api/answers/{command}`
pub(in crate::web) async fn post(
    seat: Seat,
    Path(command): Path<String>,
    Query(settings): Settings,
    body: Bytes,
) -> Result<Response, Failure> {
    seat.form(&command)?;
    let (settings, is_told) = without_told(settings);
    answer(&seat, asked(command, settings, &body), is_told).await
}

/// Something that a team decides on.
#[derive(Debug, serde::Deserialize)]
pub(in crate::web) struct Decided {
    case: String,
    decision: String,
    reason: String,
    /// Among whom it is a disagreement, with commas; all where nobody is named.
    #[serde(default)]
    coders: String,
    /// Whether it shall be decided anew if it has been decided.
    #[serde(default)]
    again: bool,
}

/// `POST /api/settle`
pub(in crate::web) async fn settle(seat: Seat, Json(it): Json<Decided>) -> super::Answer {
    if it.decision.trim().is_empty() {
        return Err(Failure::refused(
            "nothing is decided, expected the number of what shall stand, `both` or `neither`",
        ));
    }
    if it.reason.trim().is_empty() {
        return Err(Failure::refused("a decision needs a reason"));
    }
    if !it.again {
        let key = it.case.clone();
        seat.ask(move |project, _| {
            let study = project.study(None, &Codings::None)?;
            match study
                .decisions
                .values()
                .any(|it| cases::key(&it.about) == key)
            {
                true => Err(ProjectError::Doubtful(
                    "this was settled meanwhile, expected a look at how".to_owned(),
                )),
                false => Ok(()),
            }
        })
        .await?;
    }
    let settings = [
        ("coders", it.coders),
        ("case", it.case),
        ("decision", it.decision),
        ("reason", it.reason),
    ];
    let asked = Asked {
        form: "settle".to_owned(),
        settings: settings
            .map(|(name, value)| (name.to_owned(), value))
            .to_vec(),
        ..Asked::default()
    };
    let answered = seat.answer(asked).await?;
    let summary = json!({ "summary": answered.told.join("; ") });
    Ok(Json(seat.tell_json(summary, &["summary"])))
}

//! The quote bank: which quotes, how they stand, and how they are edited and translated.

use axum::Json;
use axum::extract::{Path as InPath, Query};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Answer;
use crate::analysis::disclosure::attributions::recognisable;
use crate::jobs::editing::{Proposed, proposed};
use crate::model::generalise::Generalisation;
use crate::model::quote::Quote;
use crate::model::rendering::{Form, Mark};
use crate::model::standing::Status;
use crate::model::study::Study;
use crate::project::{Project, ProjectError, QuoteRequest, StandingEdit, TranslationEdit};
use crate::report::quotes::records;
use crate::web::pages::quote::theme;
use crate::web::seat::Seat;

/// Which quotes, as the page asks for them; what is empty is not asked.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Which {
    /// Keys of codes, with commas.
    pub(in crate::web) code: String,
    /// In the query language.
    pub(in crate::web) query: String,
    /// Anything: only those with a star.
    pub(in crate::web) starred: String,
    /// `none`, `candidate`, `approved` or `used`.
    pub(in crate::web) status: String,
    /// `printed`, `clean`, `marked` or `source`.
    pub(in crate::web) form: String,
    /// Names of the coders who coded it, with commas.
    pub(in crate::web) coder: String,
    /// In the query language: only quotes of sources in which anything answers it.
    pub(in crate::web) within: String,
    /// Anything: also quotes of respondents who are excluded.
    pub(in crate::web) excluded: String,
    /// The first day of coding, such as 2026-01-31; empty for any.
    pub(in crate::web) coded_from: String,
    /// The last day of coding; empty for any.
    pub(in crate::web) coded_to: String,
}

pub(super) fn expected(what: &str, given: &str, names: &str) -> ProjectError {
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
        let parts = [
            &self.code,
            &self.query,
            &self.starred,
            &self.status,
            &self.coder,
            &self.within,
            &self.coded_from,
            &self.coded_to,
        ];
        parts.into_iter().any(|it| !it.trim().is_empty())
    }

    /// The days of coding that are asked for.
    fn days(&self) -> Result<Option<(Date, Date)>, ProjectError> {
        let day = |text: &str, open: Date| match text.trim() {
            "" => Ok(open),
            text => text
                .parse()
                .map_err(|_| expected("day", text, "the form 2026-01-31")),
        };
        if self.coded_from.is_empty() && self.coded_to.is_empty() {
            return Ok(None);
        }
        let (from, to) = (&self.coded_from, &self.coded_to);
        Ok(Some((day(from, Date::MIN)?, day(to, Date::MAX)?)))
    }

    pub(super) fn request(&self) -> Result<QuoteRequest, ProjectError> {
        let some = |text: &str| {
            let text = Some(text.trim()).filter(|it| !it.is_empty());
            text.map(str::to_owned).into_iter().collect()
        };
        let each = |text: &str| -> Vec<String> {
            let parts = text.split(',').map(str::trim);
            parts
                .filter(|it| !it.is_empty())
                .map(str::to_owned)
                .collect()
        };
        Ok(QuoteRequest {
            codes: each(&self.code),
            queries: some(&self.query),
            coders: each(&self.coder),
            within: some(&self.within),
            excluded: !self.excluded.is_empty(),
            days: self.days()?,
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
    /// Whether quotes of respondents who are excluded are left out.
    pub(in crate::web) fewer: bool,
}

/// The quotes that are asked for.
pub(in crate::web) fn bank(project: &Project, which: &Which) -> Result<Bank, ProjectError> {
    let request = which.request()?;
    let (study, fewer) = project.kept_study_of_quotes(&request)?;
    let quotes = project.quotes_in(&study, &request)?;
    let template = project.template(&study)?;
    let all = Generalisation::default();
    Ok(Bank {
        shared: recognisable(&study, &quotes, &template, &all).quotes,
        quotes,
        fewer,
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
    /// Which edit was seen, as the page names it; empty for none.
    seen: Option<String>,
}

/// Names the edit that the quote of this coding has now; empty where there is none.
pub(in crate::web) fn edit_of(study: &Study, coding: &str) -> String {
    let mut edits = study.edits.values();
    let found = edits.find(|it| it.anchor().is_some_and(|it| it.to_string() == coding));
    found.map_or_else(String::new, |it| it.at.to_string())
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
        if let (Some(seen), Some(first)) = (&editing.seen, proposed.codings.first()) {
            let first = first.to_string();
            let (study, quotes, at) = theme(project, &first)?;
            if edit_of(&study, &first) != *seen && quotes[at].text != editing.text.trim() {
                return Err(ProjectError::Doubtful(format!(
                    "this was changed meanwhile, and reads now: {}",
                    quotes[at].text
                )));
            }
        }
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

//! Sources come in, and respondents: the register, whose source is whose, how somebody is classified and
//! what register and notes differ about.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, about_respondent};
use crate::analysis::register::{Doubt, doubts};
use crate::jobs::answering;
use crate::jobs::imported::records;
use crate::jobs::respondent;
use crate::jobs::settling::{self, Settling};
use crate::model::natural::natural;
use crate::model::respondent::{Attribute, Kind, Value as Given};
use crate::project::{
    ClassifyRequest, Codings, Dropped, ImportOptions, Project, ProjectError, SourceEdit,
};
use crate::report::tongue::Tongue;
use crate::web::failure::Failure;
use crate::web::seat::Seat;

/// All files that come in at once are at most so large.
pub(in crate::web) const LARGEST: usize = 256 << 20;

/// How files come in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Importing {
    /// What columns are for.
    map: String,
    /// Anything: refuse codings whose code or coder is new.
    no_new: String,
    /// Anything: say what would be imported, and change nothing.
    dry_run: String,
}

/// A file of a body.
#[derive(Debug, Deserialize)]
struct Listed {
    name: String,
    size: usize,
}

/// The files of a body: its first line lists their names and sizes, and their bytes follow in that order.
fn files(body: &[u8]) -> Result<Vec<Dropped>, Failure> {
    let wrong =
        || Failure::refused("this is no list of files with their bytes behind it".to_owned());
    let end = body
        .iter()
        .position(|byte| *byte == b'\n')
        .ok_or_else(wrong)?;
    let listed: Vec<Listed> = serde_json::from_slice(&body[..end]).map_err(|_| wrong())?;
    let mut rest = &body[end + 1..];
    let mut files = Vec::new();
    for Listed { name, size } in listed {
        let (bytes, behind) = rest.split_at_checked(size).ok_or_else(wrong)?;
        let bytes = bytes.to_vec();
        files.push(Dropped { name, bytes });
        rest = behind;
    }
    match rest.is_empty() && !files.is_empty() {
        true => Ok(files),
        false => Err(wrong()),
    }
}

/// `POST /api/import`
pub(in crate::web) async fn import(
    seat: Seat,
    Query(how): Query<Importing>,
    body: Bytes,
) -> Answer {
    let files = files(&body)?;
    drop(body);
    let job = move |project: &mut Project, who: &str| {
        let options = ImportOptions {
            map: Some(how.map).filter(|it| !it.trim().is_empty()),
            no_new: !how.no_new.is_empty(),
            // Nobody drops a dictionary as somebody's words.
            dictionaries: true,
            dry_run: !how.dry_run.is_empty(),
            anyway: false,
        };
        let answer = project.import_dropped(who, &files, &options)?;
        if !options.dry_run && answer.has_news() {
            project.refresh_index()?;
        }
        Ok(json!({
            "files": records(&answer).objects(),
            "remarks": answer.remarks,
            "news": answer.has_news(),
            "dry_run": options.dry_run,
        }))
    };
    let answer = seat.ask(job).await?;
    let said = ["what", "remarks", "changed", "left_out", "refused"];
    Ok(Json(seat.tell_json(answer, &said)))
}

/// What is set about a source; what is left out stays as it is.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct OfSource {
    respondent: Option<String>,
    language: Option<String>,
}

/// `PATCH /api/sources/{source}`
pub(in crate::web) async fn source(
    seat: Seat,
    Path(name): Path<String>,
    Json(set): Json<OfSource>,
) -> Answer {
    seat.json(move |project, who| {
        let trimmed = |it: Option<String>| it.map(|it| it.trim().to_owned());
        let edit = SourceEdit {
            language: trimmed(set.language),
            respondent: trimmed(set.respondent),
        };
        Ok(json!({ "n": project.set_sources(who, &[name], &edit)? }))
    })
    .await
}

/// `GET /api/respondents`
pub(in crate::web) async fn list(seat: Seat) -> Answer {
    seat.json(|project, _| {
        let mut study = project.study(None, &Codings::None)?;
        project.conceal_answers(&mut study)?;
        let mut all: Vec<_> = study.respondents.values().collect();
        all.sort_by(|a, b| natural(&a.name, &b.name));
        Ok(all
            .into_iter()
            .map(|it| about_respondent(&study, it))
            .collect())
    })
    .await
}

/// `GET /api/respondents/{respondent}`
pub(in crate::web) async fn one(seat: Seat, Path(name): Path<String>) -> Answer {
    seat.json(move |project, _| {
        let page = respondent::page(project, &name, None, Tongue::English)?;
        let text = crate::report::respondent::json(&page);
        Ok(serde_json::from_str(&text).unwrap_or(Value::Null))
    })
    .await
}

/// Somebody new.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct New {
    respondent: String,
}

/// `POST /api/respondents`
pub(in crate::web) async fn add(seat: Seat, Json(new): Json<New>) -> Answer {
    seat.json(move |project, who| {
        let made = project.add_respondent(who, &new.respondent)?;
        Ok(json!({ "respondent": made.name }))
    })
    .await
}

/// An answer of the register.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Said {
    attribute: String,
    value: String,
    /// Whether an answer that can hardly be is meant.
    #[serde(default)]
    anyway: bool,
}

/// `PATCH /api/respondents/{respondent}`
pub(in crate::web) async fn answer(
    seat: Seat,
    Path(name): Path<String>,
    Json(said): Json<Said>,
) -> Answer {
    let language = seat.visitor.language;
    seat.json(move |project, who| {
        let Said {
            attribute,
            value,
            anyway,
        } = &said;
        let before = project.study(None, &Codings::None)?;
        let is_day = |it: &Attribute| it.name == *attribute && it.kind == Kind::Date;
        let day = match before.attributes.values().any(is_day) {
            true => language.read_day(value),
            false => None,
        };
        let value = &day.map_or_else(|| value.clone(), |day| day.to_string());
        let changed = answering::answer(project, who, &name, attribute, value, *anyway)?;
        let mut study = project.study(None, &Codings::None)?;
        let mut remarks = project.doubts_of(&name)?;
        // What must not be read in the sources is not read back here either.
        project.conceal_answers(&mut study)?;
        let respondent = project.respondent(&name, None)?;
        let shown = study.respondents.get(&respondent.id);
        let value = shown.and_then(|it| it.value(attribute));
        let shown = value.map(|it| match it {
            Given::Date(day) => language.day(*day),
            other => other.to_string(),
        });
        let value = value.map(ToString::to_string);
        let here = |it: &Doubt| {
            let of_it = it.attribute.as_deref().is_none_or(|it| it == attribute);
            of_it && it.respondents.contains(&respondent.name)
        };
        remarks.extend(doubts(&study).into_iter().filter(here).map(|it| it.says));
        Ok(json!({ "changed": changed, "value": value, "shown": shown, "remarks": remarks }))
    })
    .await
}

/// What somebody says of a respondent.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Classifying {
    attribute: String,
    value: String,
    reason: Option<String>,
    #[serde(default)]
    because: Vec<String>,
    #[serde(default)]
    note: String,
    settle: Option<String>,
    #[serde(default)]
    again: bool,
}

/// `POST /api/respondents/{respondent}/classifications`
pub(in crate::web) async fn classify(
    seat: Seat,
    Path(respondent): Path<String>,
    Json(said): Json<Classifying>,
) -> Answer {
    seat.json(move |project, who| {
        if said
            .settle
            .as_deref()
            .is_some_and(|it| it.trim().is_empty())
        {
            return Err(ProjectError::Refused(
                "no reason is given, expected why".to_owned(),
            ));
        }
        let request = ClassifyRequest {
            respondent,
            attribute: said.attribute,
            value: said.value,
            reason: said.reason.filter(|it| !it.is_empty()),
            because: said.because,
            note: said.note,
            settle: said.settle,
            again: said.again,
        };
        let done = project.classify(who, &request)?;
        Ok(json!({
            "value": done.classification.value,
            "changed": done.changed,
            "state": done.state.name(),
            "because": done.classification.because.len(),
        }))
    })
    .await
}

/// How a contradiction is settled.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Ruled {
    contradiction: String,
    /// `register`, `reading` or `both`.
    verdict: String,
    #[serde(default)]
    value: String,
    attribute: Option<String>,
    #[serde(default)]
    because: String,
    #[serde(default)]
    again: bool,
    #[serde(default)]
    anyway: bool,
}

/// `POST /api/contradictions`
pub(in crate::web) async fn settle(seat: Seat, Json(ruled): Json<Ruled>) -> Answer {
    seat.json(move |project, who| {
        let how = Settling {
            register: (ruled.verdict == "register").then_some(ruled.value),
            attribute: ruled.attribute.filter(|it| !it.is_empty()),
            reading: ruled.verdict == "reading",
            both: ruled.verdict == "both",
            because: ruled.because,
            again: ruled.again,
            anyway: ruled.anyway,
        };
        let done = settling::settle(project, who, &ruled.contradiction, &how)?;
        Ok(json!({ "verdict": done.verdict.name(), "differs": done.differs, "doubts": done.misfits }))
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::files;

    #[test]
    fn a_body_is_exactly_the_files_that_it_lists() {
        let body = b"[{\"name\":\"a.txt\",\"size\":2},{\"name\":\"b\",\"size\":0},{\"name\":\"c\",\"size\":1}]\nab\n";
        let found = files(body).expect("files");
        let found: Vec<_> = found
            .iter()
            .map(|it| (it.name.as_str(), &it.bytes[..]))
            .collect();
        assert_eq!(found, [("a.txt", &b"ab"[..]), ("b", b""), ("c", b"\n")]);
        for wrong in [
            &b""[..],
            b"\n",
            b"[]\n",
            b"[{\"name\":\"a\",\"size\":3}]\nab",
            b"[{\"name\":\"a\",\"size\":1}]\nab",
            b"[{\"name\":\"a\",\"size\":-1}]\nab",
            b"[{\"name\":\"a\",\"size\":18446744073709551615}]\nab",
        ] {
            assert!(files(wrong).is_err(), "{wrong:?}");
        }
    }
}

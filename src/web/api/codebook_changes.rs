//! Changes of the codebook over JSON: everything that a command can do to codes, and rules while they are
//! written.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::Path;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Answer;
use crate::project::{CodeEdit, CodePlace, Codings, Leaving, Project, ProjectError, RuleAnswer};
use crate::web::seat::Seat;

/// What shall be different in a code.
#[derive(Debug, Default, Deserialize)]
pub(in crate::web) struct Wording {
    name: Option<String>,
    definition: Option<String>,
    use_when: Option<String>,
    not_when: Option<String>,
    example: Option<String>,
    #[serde(rename = "match")]
    rules: Option<Vec<String>>,
    color: Option<String>,
    asked: Option<String>,
    /// What stood there, by the same names, when somebody began to change it.
    #[serde(default)]
    seen: BTreeMap<String, String>,
}

impl Wording {
    /// Refuses to put something in the place of what was not seen.
    fn replaces_what_was_seen(&self, project: &Project, key: &str) -> Result<(), ProjectError> {
        let study = project.study(None, &Codings::None)?;
        let Some(code) = study.code_called(key) else {
            return Ok(());
        };
        let fields = [
            ("name", &self.name, &code.name),
            ("definition", &self.definition, &code.definition),
            ("use_when", &self.use_when, &code.use_when),
            ("not_when", &self.not_when, &code.not_when),
            ("example", &self.example, &code.example),
        ];
        let plain = |text: &str| text.replace("\r\n", "\n");
        for (name, new, now) in fields {
            let (Some(new), Some(seen)) = (new, self.seen.get(name)) else {
                continue;
            };
            let [new, seen, now] = [new, seen, now].map(|it| plain(it));
            if seen != now && new != now {
                return Err(ProjectError::Doubtful(format!(
                    "this was changed meanwhile, and reads now: {now}"
                )));
            }
        }
        Ok(())
    }
}

impl From<Wording> for CodeEdit {
    fn from(it: Wording) -> Self {
        let rules = it.rules.map(|rules| {
            let rules = rules.iter().map(|rule| rule.trim().to_owned());
            rules.filter(|rule| !rule.is_empty()).collect()
        });
        Self {
            name: it.name,
            definition: it.definition,
            use_when: it.use_when,
            not_when: it.not_when,
            example: it.example,
            rules,
            color: it.color,
            asked: it.asked,
            in_vivo: false,
        }
    }
}

/// A code that is not there yet.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct NewCode {
    code: String,
    parent: Option<String>,
    /// Whether its name is what somebody said.
    #[serde(default)]
    in_vivo: bool,
    #[serde(flatten)]
    wording: Wording,
}

/// `POST /api/codes`
pub(in crate::web) async fn add(seat: Seat, Json(new): Json<NewCode>) -> Answer {
    seat.json(move |project, who| {
        let key = new_key(&new.code)?;
        let parent = new.parent.as_deref().filter(|it| !it.is_empty());
        let edit = CodeEdit {
            in_vivo: new.in_vivo,
            ..new.wording.into()
        };
        let code = project.add_code(who, key, parent, &edit)?;
        Ok(json!({ "code": code.key, "name": code.name }))
    })
    .await
}

fn new_key(key: &str) -> Result<&str, ProjectError> {
    match key.trim() {
        "" => Err(ProjectError::Refused(
            "a code without a key, expected one like `push/poverty`".to_owned(),
        )),
        key => Ok(key),
    }
}

/// `PATCH /api/codes/{code}`
pub(in crate::web) async fn edit(
    seat: Seat,
    Path(key): Path<String>,
    Json(wording): Json<Wording>,
) -> Answer {
    seat.json(move |project, who| {
        wording.replaces_what_was_seen(project, &key)?;
        let edited = project.edit_code(who, &key, &wording.into())?;
        let version = edited.as_ref().map(|it| it.version);
        Ok(json!({ "code": key, "n": usize::from(edited.is_some()), "version": version }))
    })
    .await
}

/// Where a code shall stand; at most one of them says so.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Below {
    parent: Option<String>,
    before: Option<String>,
    after: Option<String>,
}

/// `POST /api/codes/{code}/move`
pub(in crate::web) async fn hang(
    seat: Seat,
    Path(key): Path<String>,
    Json(below): Json<Below>,
) -> Answer {
    seat.json(move |project, who| {
        let some = |it: Option<String>| it.filter(|it| !it.is_empty());
        let place = match (some(below.before), some(below.after), some(below.parent)) {
            (Some(other), None, None) => CodePlace::Before(other),
            (None, Some(other), None) => CodePlace::After(other),
            (None, None, Some(above)) => CodePlace::Below(above),
            (None, None, None) => CodePlace::Top,
            _ => {
                let why =
                    "a code stands in one place, expected one of `parent`, `before` and `after`";
                return Err(ProjectError::Refused(why.to_owned()));
            }
        };
        project.move_code(who, &key, &place)?;
        let study = project.study(None, &Codings::None)?;
        let above = study.code_called(&key).and_then(|it| it.parent);
        let above = above
            .and_then(|id| study.codes.get(&id))
            .map(|it| it.key.clone());
        Ok(json!({ "code": key, "parent": above }))
    })
    .await
}

/// Which codes go.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Merging {
    from: Vec<String>,
}

/// `POST /api/codes/{code}/merge`
pub(in crate::web) async fn merge(
    seat: Seat,
    Path(into): Path<String>,
    Json(which): Json<Merging>,
) -> Answer {
    seat.json(move |project, who| {
        if which.from.is_empty() {
            return Err(ProjectError::Nothing("merge"));
        }
        let n = project.merge_codes(who, &which.from, &into)?;
        Ok(json!({ "code": into, "n": n }))
    })
    .await
}

/// What is split off, and as what.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Splitting {
    into: String,
    query: Option<String>,
    #[serde(default)]
    codings: Vec<String>,
    #[serde(flatten)]
    wording: Wording,
}

/// `POST /api/codes/{code}/split`
pub(in crate::web) async fn split(
    seat: Seat,
    Path(key): Path<String>,
    Json(new): Json<Splitting>,
) -> Answer {
    seat.json(move |project, who| {
        let into = new_key(&new.into)?.to_owned();
        let query = new.query.filter(|it| !it.trim().is_empty());
        if query.is_none() && new.codings.is_empty() {
            return Err(ProjectError::Refused(
                "no coding is to be split off, expected a query or codings".to_owned(),
            ));
        }
        let edit = new.wording.into();
        let n = project.split_code(who, &key, &into, &edit, query.as_deref(), &new.codings)?;
        Ok(json!({ "code": into, "n": n }))
    })
    .await
}

/// What becomes of the codings.
#[derive(Debug, Default, Deserialize)]
pub(in crate::web) struct Removing {
    #[serde(default)]
    uncode: bool,
    recode: Option<String>,
}

/// `DELETE /api/codes/{code}`
pub(in crate::web) async fn remove(
    seat: Seat,
    Path(key): Path<String>,
    Json(what): Json<Removing>,
) -> Answer {
    seat.json(move |project, who| {
        let leaving = match (what.recode.filter(|it| !it.is_empty()), what.uncode) {
            (Some(code), _) => Leaving::Recode(code),
            (None, true) => Leaving::Uncode,
            (None, false) => Leaving::Refuse,
        };
        Ok(json!({ "n": project.remove_code(who, &key, &leaving)? }))
    })
    .await
}

/// Rules that are being written.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Trying {
    code: String,
    #[serde(rename = "match", default)]
    rules: Vec<String>,
}

fn counted(it: &RuleAnswer) -> Value {
    let added: Vec<Value> = it
        .added
        .iter()
        .take(20)
        .map(|(source, start, end, text)| {
            json!({ "source": source, "start": start, "end": end, "text": text })
        })
        .collect();
    json!({
        "code": it.code,
        "n": it.found,
        "respondents": it.respondents,
        "added": it.added.len(),
        "removed": it.removed,
        "examples": added,
    })
}

/// `POST /api/rules`
pub(in crate::web) async fn try_rules(seat: Seat, Json(rules): Json<Trying>) -> Answer {
    let job = move |project: &mut Project, _: &str| {
        let trial = project.try_rules(&rules.code, &rules.rules)?;
        let each: Vec<Value> = trial
            .each
            .iter()
            .map(|it| match it {
                Ok(answer) => json!({ "n": answer.found, "respondents": answer.respondents }),
                Err(error) => json!({ "error": error.to_string() }),
            })
            .collect();
        Ok(json!({ "rules": each, "together": counted(&trial.together) }))
    };
    let trial = seat.ask(job).await?;
    Ok(Json(seat.tell_json(trial, &["error"])))
}

/// Whose rules.
#[derive(Debug, Default, Deserialize)]
pub(in crate::web) struct Applying {
    #[serde(default)]
    codes: Vec<String>,
    #[serde(default)]
    dry_run: bool,
}

/// `POST /api/autocode`
pub(in crate::web) async fn autocode(seat: Seat, Json(which): Json<Applying>) -> Answer {
    seat.json(move |project, _| {
        let answers = project.autocode(&which.codes, which.dry_run)?;
        Ok(json!({
            "n": answers.iter().map(|it| it.added.len()).sum::<usize>(),
            "removed": answers.iter().map(|it| it.removed).sum::<usize>(),
            "codes": answers.iter().map(counted).collect::<Vec<_>>(),
        }))
    })
    .await
}

/// Which codings.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Confirming {
    codings: Vec<String>,
}

/// `POST /api/outdated`
pub(in crate::web) async fn confirm(seat: Seat, Json(which): Json<Confirming>) -> Answer {
    seat.json(move |project, who| Ok(json!({ "n": project.confirm(who, &which.codings)? })))
        .await
}

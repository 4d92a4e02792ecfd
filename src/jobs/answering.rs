//! An answer of the register, before it is kept: whether it can be what was meant.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;

use crate::analysis::register::{Doubtful, doubts};
use crate::model::redact::without;
use crate::model::respondent::Value;
use crate::model::route_faults::{BORN, INTERVIEWED};
use crate::model::study::Study;
use crate::project::{Codings, Misfitting, Project, ProjectError, now};

/// Sets one answer of a respondent. One that cannot be, or that is nearly another one, is only taken
/// `anyway`. False where the register says so already.
///
/// # Errors
///
/// Where the respondent or the attribute is not there, the answer is not of its kind, or doubtful.
pub fn answer(
    project: &mut Project,
    who: &str,
    name: &str,
    attribute: &str,
    typed: &str,
    anyway: bool,
) -> Result<bool, ProjectError> {
    if !anyway {
        refuse_doubtful(project, name, attribute, typed)?;
    }
    project.answer(who, name, attribute, typed)
}

/// Says that nobody else answers so, where few answers are given by many.
fn unheard(study: &Study, name: &str, attribute: &str, value: &Value) -> Option<String> {
    /// So many have answered at least, and at most so many answers are closed ones.
    const MANY: usize = 10;
    const FEW: usize = 5;
    let Value::Text(said) = value else {
        return None;
    };
    let others = study.respondents.values().filter(|it| it.name != name);
    let given: Vec<&Value> = others.filter_map(|it| it.value(attribute)).collect();
    let answers: BTreeSet<String> = given.iter().map(|it| it.to_string()).collect();
    let closed = given.len() >= MANY && answers.len() <= FEW;
    (closed && !answers.contains(said)).then(|| {
        let answers: Vec<String> = answers.into_iter().collect();
        format!(
            "`{attribute}` is `{said}`, which nobody else answers, expected one of `{}`",
            answers.join("`, `")
        )
    })
}

/// Refuses an answer that cannot be, or that is nearly another one.
pub(super) fn refuse_doubtful(
    project: &Project,
    name: &str,
    attribute: &str,
    typed: &str,
) -> Result<(), ProjectError> {
    let study = project.study(None, &Codings::None)?;
    let mut after = study.clone();
    let id = project.respondent(name, None)?.id;
    let value = project.read_answer(&study, name, attribute, typed)?;
    if let Some(says) = value
        .as_ref()
        .and_then(|it| unheard(&study, name, attribute, it))
    {
        let concealed = project.concealed(&study)?;
        return Err(ProjectError::Doubtful(without(&says, &concealed)));
    }
    if let Some(Value::Date(day)) = &value
        && INTERVIEWED.iter().chain(&BORN).any(|it| *it == attribute)
        && *day > TimeZone::system().to_datetime(now()).date()
    {
        return Err(ProjectError::Doubtful(format!(
            "`{attribute}` is {day}, which is yet to come"
        )));
    }
    if let (Some(respondent), Some(value)) = (after.respondents.get_mut(&id), value) {
        respondent.values.insert(attribute.to_owned(), value);
        let before = doubtful(project, &study, name)?;
        let new: Vec<String> = doubtful(project, &after, name)?
            .into_iter()
            .filter(|it| !before.contains(it))
            .collect();
        if !new.is_empty() {
            let concealed = project.concealed(&study)?;
            let says = without(&new.join("; "), &concealed);
            return Err(ProjectError::Doubtful(says));
        }
    }
    Ok(())
}

/// What cannot be, or is nearly something else, of one respondent.
fn doubtful(
    project: &Project,
    study: &Study,
    name: &str,
) -> Result<BTreeSet<String>, ProjectError> {
    let typed = doubts(study).into_iter().filter(|it| {
        matches!(it.kind, Doubtful::Impossible | Doubtful::Spelling)
            && it.respondents.iter().any(|it| it == name)
    });
    let mut all: BTreeSet<String> = typed.map(|it| it.says).collect();
    let (misfits, _) = project.misfits(study)?;
    let of_them = misfits
        .into_iter()
        .filter(|it| it.respondent == name && it.kind == Misfitting::Value);
    all.extend(of_them.map(|it| it.says));
    Ok(all)
}

//! `quotebook respondents --check`

use serde_json::json;

use super::arguments::Format;
use super::{Answer, Context, list};
use crate::analysis::register::{Doubt, doubts};
use crate::model::natural::natural;
use crate::model::study::Study;
use crate::project::{Codings, Project, ProjectError};
use crate::report::records::Records;

pub(super) fn run(context: &Context) -> anyhow::Result<Answer> {
    let project = context.project()?;
    let study = project.study(context.moment, &Codings::None)?;
    let mut records = Records::new(&["respondent", "kind", "attribute", "says"]);
    for it in doubts(&study) {
        let Doubt {
            kind,
            respondents,
            attribute,
            says,
        } = it;
        records.rows.push(vec![
            json!(respondents),
            json!(kind.name()),
            json!(attribute),
            json!(says),
        ]);
    }
    let (broken, wrong) = broken(&project, &study);
    if let Some(error) = wrong.into_iter().next() {
        return Err(error.into());
    }
    for (name, attribute, says) in broken {
        records.rows.push(vec![
            json!([name]),
            json!("broken rule"),
            json!(attribute),
            json!(says),
        ]);
    }
    for (name, attribute, says) in outside(&project, &study) {
        records.rows.push(vec![
            json!([name]),
            json!("unknown value"),
            json!(attribute),
            json!(says),
        ]);
    }
    if records.rows.is_empty() && context.format == Format::Text {
        eprintln!("nothing in the register looks wrong");
        return Ok(Answer::Yes);
    }
    let sound = records.rows.is_empty();
    list::finish(context, records, "The register")?;
    Ok(if sound { Answer::Yes } else { Answer::No })
}

/// Answers that are none of the values of the settings: name, attribute, in words.
pub(super) fn outside(project: &Project, study: &Study) -> Vec<(String, String, String)> {
    let mut found = project.outside_values(study);
    found.sort_by(|a, b| natural(&a.0, &b.0));
    found
}

/// Respondents in a value whose rule the register does not satisfy: name, attribute, in words; and rules
/// that cannot be asked.
pub(super) fn broken(
    project: &Project,
    study: &Study,
) -> (Vec<(String, String, String)>, Vec<ProjectError>) {
    let mut found = Vec::new();
    let (all, wrong) = project.broken_rules(study);
    for it in all {
        let name = study
            .respondents
            .get(&it.respondent)
            .map_or("", |it| it.name.as_str());
        let says = format!(
            "classified as `{}`, which requires `{}` of the register",
            it.value, it.rule
        );
        found.push((name.to_owned(), it.attribute, says));
    }
    found.sort_by(|a, b| natural(&a.0, &b.0));
    (found, wrong)
}

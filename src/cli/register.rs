//! `quotebook respondents --check`

use serde_json::json;

use super::arguments::Format;
use super::{Answer, Context, list};
use crate::analysis::register::{Doubt, doubts};
use crate::model::natural::natural;
use crate::model::study::Study;
use crate::project::{Codings, Project};
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
    for (name, attribute, says) in broken(&project, &study)? {
        records.rows.push(vec![
            json!([name]),
            json!("broken rule"),
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

/// Respondents in a value whose rule the register does not satisfy: name, attribute, in words.
pub(super) fn broken(
    project: &Project,
    study: &Study,
) -> anyhow::Result<Vec<(String, String, String)>> {
    let mut found = Vec::new();
    for it in project.broken_rules(study)? {
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
    Ok(found)
}

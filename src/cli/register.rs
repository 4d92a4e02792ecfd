//! `quotebook respondents --check`

use serde_json::json;

use super::arguments::Format;
use super::{Answer, Context, list};
use crate::analysis::flow::sample_flow;
use crate::analysis::register::{Doubt, doubts};
use crate::jobs::contradicted::left_out;
use crate::project::Codings;
use crate::report::flow;
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
    let (misfits, wrong) = project.misfits(&study)?;
    for error in wrong {
        context.tell(&left_out(&error));
    }
    for it in misfits {
        records.rows.push(vec![
            json!([it.respondent]),
            json!(it.kind.name()),
            json!(it.attribute),
            json!(it.says),
        ]);
    }
    for (attribute, scheme) in &project.settings().classification {
        let people = study.respondents.keys().copied().collect();
        let sample = sample_flow(
            &study,
            &people,
            attribute,
            Some(scheme),
            &Default::default(),
        );
        if let (Some(says), Some((expected, near))) = (flow::meant(&sample), &sample.meant) {
            records.rows.push(vec![
                json!([]),
                json!("reason column"),
                json!(near),
                json!(format!(
                    "{says}; rename the column to `{expected}` and import it again"
                )),
            ]);
        }
    }
    if records.rows.is_empty() && context.format == Format::Text {
        eprintln!("nothing in the register looks wrong");
        return Ok(Answer::Yes);
    }
    let sound = records.rows.is_empty();
    list::finish(context, records, "The register")?;
    Ok(if sound { Answer::Yes } else { Answer::No })
}

//! `quotebook respondent`

use clap::Args;
use serde_json::json;

use super::{Answer, Context};
use crate::jobs::respondent::page;
use crate::report::records::Records;
use crate::report::respondent;
use crate::report::tongue::Tongue;

/// Whose page.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The respondent.
    name: String,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let project = context.project()?;
    let page = page(&project, &args.name, context.moment, Tongue::English)?;
    context.document(
        || respondent::json(&page),
        || {
            let mut records = Records::new(&["respondent", "attribute", "value"]);
            let rows = page.attributes.iter().map(|(name, _, value)| {
                let value = value.as_ref().map(ToString::to_string);
                vec![json!(page.respondent), json!(name), json!(value)]
            });
            records.rows.extend(rows);
            records
        },
        || respondent::report(&page),
    )?;
    Ok(Answer::Yes)
}

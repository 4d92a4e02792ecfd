//! The codebook: the tree with definitions, and how often each code is used.

use std::collections::BTreeMap;

use axum::extract::{Extension, State};
use maud::{Markup, html};

use super::{NoPage, frame, in_path};
use crate::model::codebook::Code;
use crate::project::Codings;
use crate::web::House;
use crate::web::guard::Visitor;

struct Row {
    code: Code,
    /// How far below its family.
    depth: usize,
    codings: usize,
}

/// `GET /codebook`
pub(in crate::web) async fn show(
    State(house): State<House>,
    Extension(visitor): Extension<Visitor>,
) -> Result<Markup, NoPage> {
    let job = |project: &mut crate::project::Project| {
        let study = project.study(None, &Codings::All)?;
        let mut counts: BTreeMap<_, usize> = BTreeMap::new();
        for coding in study.codings.values() {
            *counts.entry(coding.code).or_default() += 1;
        }
        Ok(study
            .codebook()
            .into_iter()
            .map(|code| Row {
                code: code.clone(),
                depth: study.path(code.id).len().saturating_sub(1),
                codings: counts.get(&code.id).copied().unwrap_or_default(),
            })
            .collect::<Vec<_>>())
    };
    let rows = house.0.desk.ask(&visitor.coder, job).await?;
    let language = visitor.language;
    let page = html! {
        h1 { (language.say("codebook")) }
        ul.codebook {
            @for row in &rows {
                li class={ "depth-" (row.depth.min(4)) } {
                    @let code = &row.code;
                    h2 { bdi { (code.name) } " " span.quiet { (code.key) } }
                    @if !code.definition.is_empty() { p dir="auto" { (code.definition) } }
                    @if !code.use_when.is_empty() { p dir="auto" { "✓ " (code.use_when) } }
                    @if !code.not_when.is_empty() { p dir="auto" { "✗ " (code.not_when) } }
                    @if row.codings > 0 {
                        p { a href={ "/quotes?code=" (in_path(&code.key)) } {
                            (language.say_of("n-codings", &[("n", row.codings)]))
                        } }
                    }
                }
            }
        }
    };
    Ok(frame(&visitor, &language.say("codebook"), None, page))
}

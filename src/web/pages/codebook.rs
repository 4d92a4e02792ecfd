//! The codebook: the tree with definitions, and how often each code is used.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{NoPage, frame, in_path};
use crate::model::codebook::Code;
use crate::project::{Codings, Project};
use crate::web::seat::Seat;

struct Row {
    code: Code,
    /// How far below its family.
    depth: usize,
    codings: usize,
}

/// `GET /codebook`
pub(in crate::web) async fn show(seat: Seat) -> Result<Markup, NoPage> {
    let job = |project: &mut Project, _: &str| {
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
    let rows = seat.ask(job).await?;
    let language = seat.visitor.language;
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
    Ok(frame(&seat, &language.say("codebook"), None, page))
}

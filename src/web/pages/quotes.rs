//! The quotes of a theme with their attributions, as they may be printed within the team.

use axum::extract::Query;
use maud::{Markup, html};
use serde::Deserialize;

use super::{NoPage, frame, in_path};
use crate::model::quote::Quote;
use crate::project::{Codings, Project, QuoteRequest};
use crate::report::quotes::words;
use crate::web::seat::Seat;

/// So many quotes are shown.
const SHOWN: usize = 300;

/// Which quotes.
#[derive(Debug, Default, Deserialize)]
pub(in crate::web) struct Which {
    /// Key of a code; empty for none yet.
    #[serde(default)]
    code: String,
    /// In the query language.
    #[serde(default)]
    query: String,
}

/// `GET /quotes`
pub(in crate::web) async fn show(seat: Seat, Query(which): Query<Which>) -> Result<Markup, NoPage> {
    let (code, query) = (which.code.clone(), which.query.clone());
    let job = move |project: &mut Project, _: &str| {
        let study = project.study(None, &Codings::None)?;
        let codes: Vec<(String, String)> = study
            .codebook()
            .iter()
            .map(|it| (it.key.clone(), study.path(it.id).join(" › ")))
            .collect();
        let request = QuoteRequest {
            codes: vec![code.clone()],
            queries: [query]
                .into_iter()
                .filter(|it| !it.trim().is_empty())
                .collect(),
            ..QuoteRequest::default()
        };
        let found = match code.is_empty() {
            true => Ok(Vec::new()),
            // A query that is wrong is an answer of this page.
            false => project.quotes(&request).map_err(|error| error.to_string()),
        };
        let style = &project.settings().style;
        let printed = |quote: Quote| (words(&quote, style), quote);
        let quotes = found.map(|found| found.into_iter().map(printed).collect::<Vec<_>>());
        Ok((codes, quotes))
    };
    let (codes, quotes) = seat.ask(job).await?;
    let say = |name: &str| seat.say(name);
    let page = html! {
        h1 { (say("quotes")) }
        form.search action="/quotes" {
            label { span.quiet { (say("theme")) }
                select name="code" {
                    option value="" {}
                    @for (key, path) in &codes {
                        option value=(key) selected[*key == which.code] { (path) }
                    }
                }
            }
            label { span.quiet { (say("query")) }
                input name="query" type="search" value=(which.query) autocomplete="off" dir="auto"; }
            button { (say("show")) }
        }
        @match &quotes {
            Err(error) => pre.error role="alert" { (error) }
            Ok(quotes) if which.code.is_empty() && quotes.is_empty() => p { (say("theme-help")) }
            Ok(quotes) => {
                p { (seat.say_of("n-quotes", &[("n", quotes.len())])) }
                @if quotes.len() > SHOWN { p { (seat.say_of("first-shown", &[("n", SHOWN)])) } }
                ul.quotes {
                    @for (words, quote) in quotes.iter().take(SHOWN) {
                        li {
                            p.quiet { (quote.theme.join(" › ")) " · "
                                a href={ "/sources/" (in_path(&quote.source)) } { bdi { (quote.source) } } }
                            blockquote dir="auto" lang=[quote.language.as_deref()] {
                                (words) " " span { (quote.attribution) }
                            }
                            button type="button" data-copy { (say("copy")) }
                        }
                    }
                }
            }
        }
    };
    Ok(frame(&seat, &say("quotes"), None, page))
}

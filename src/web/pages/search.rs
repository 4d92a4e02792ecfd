//! Passages that answer a query, with what answers marked.

use axum::extract::Query;
use maud::{Markup, html};

use super::{NoPage, frame, in_path};
use crate::project::SearchRequest;
use crate::web::api::Question;
use crate::web::seat::Seat;

/// So many passages are shown.
const SHOWN: usize = 200;

struct Found {
    source: String,
    passage: usize,
    /// Pieces of the passage, and whether they answer.
    pieces: Vec<(bool, String)>,
}

struct All {
    found: Vec<Found>,
    passages: usize,
    sources: usize,
    respondents: usize,
}

/// A text cut where its marks begin and end; marks are in bytes from its beginning.
fn pieces(text: &str, marks: &[std::ops::Range<usize>]) -> Vec<(bool, String)> {
    let mut pieces = Vec::new();
    let mut done = 0;
    for mark in marks {
        let start = mark.start.clamp(done, text.len());
        let end = mark.end.clamp(start, text.len());
        for (marked, range) in [(false, done..start), (true, start..end)] {
            if let Some(piece) = text.get(range).filter(|piece| !piece.is_empty()) {
                pieces.push((marked, piece.to_owned()));
            }
        }
        done = end;
    }
    if let Some(rest) = text.get(done..).filter(|rest| !rest.is_empty()) {
        pieces.push((false, rest.to_owned()));
    }
    pieces
}

/// `GET /search`
pub(in crate::web) async fn show(
    seat: Seat,
    Query(question): Query<Question>,
) -> Result<Markup, NoPage> {
    let query = question.query.clone();
    let answer = match query.trim().is_empty() {
        true => None,
        false => Some(
            seat.ask(move |project, _| {
                let request = SearchRequest {
                    query,
                    limit: Some(SHOWN),
                    ..SearchRequest::default()
                };
                // A query that is wrong is an answer of this page.
                Ok(project
                    .search(&request)
                    .map_err(|error| error.to_string())
                    .map(|answer| All {
                        found: answer
                            .hits
                            .iter()
                            .map(|hit| {
                                let begin = hit.span.range().start;
                                let marks: Vec<_> = hit
                                    .marks
                                    .iter()
                                    .map(|mark| {
                                        let mark = mark.range();
                                        mark.start.saturating_sub(begin)
                                            ..mark.end.saturating_sub(begin)
                                    })
                                    .collect();
                                Found {
                                    source: answer
                                        .study
                                        .sources
                                        .get(&hit.source)
                                        .map(|it| it.name.clone())
                                        .unwrap_or_default(),
                                    passage: hit.passage + 1,
                                    pieces: pieces(&hit.text, &marks),
                                }
                            })
                            .collect(),
                        passages: answer.passages,
                        sources: answer.sources,
                        respondents: answer.respondents,
                    }))
            })
            .await?,
        ),
    };
    let say = |name: &str| seat.say(name);
    let page = html! {
        h1 { (say("search")) }
        form.search action="/search" role="search" {
            label { span.quiet { (say("query")) }
                input name="query" type="search" value=(question.query) autocomplete="off" dir="auto"; }
            button { (say("search")) }
        }
        @match &answer {
            None => p { (say("query-help")) }
            Some(Err(error)) => pre.error role="alert" { (error) }
            Some(Ok(all)) => {
                p { (seat.say_of("found", &[("n", all.passages), ("sources", all.sources), ("respondents", all.respondents)])) }
                @if all.passages > all.found.len() {
                    p { (seat.say_of("first-shown", &[("n", all.found.len())])) }
                }
                ol.hits {
                    @for hit in &all.found {
                        li {
                            a href={ "/sources/" (in_path(&hit.source)) "#p" (hit.passage) } { bdi { (hit.source) } " · " (hit.passage) }
                            p dir="auto" {
                                @for (marked, piece) in &hit.pieces {
                                    @if *marked { mark { (piece) } } @else { (piece) }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    Ok(frame(&seat, &say("search"), None, page))
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn marks_cut_the_text_and_lose_nothing() {
        let text = "нет угля, no coal";
        let cut = pieces(text, &[7..15, 12..17, 21..400]);
        assert_eq!(
            cut.iter()
                .map(|(_, piece)| piece.as_str())
                .collect::<String>(),
            text
        );
        assert_eq!(cut[1], (true, "угля".to_owned()));
        assert_eq!(cut.last().map(|(marked, _)| *marked), Some(true));
    }
}

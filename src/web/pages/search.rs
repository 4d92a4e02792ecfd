//! Passages that answer a query, with what answers marked; what is ticked is coded at once.

use axum::extract::Query;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use super::dialogs::{choosing, keys, words};
use super::{NoPage, frame, in_path, querying, wrong};
use crate::model::answer::Hit;
use crate::model::sentence::sentence_around;
use crate::model::span::Span;
use crate::project::{Project, ProjectError, SearchRequest};
use crate::web::seat::Seat;

/// So many passages are shown at first, and so many more each time.
const SHOWN: usize = 200;

/// Words that the script says.
const WORDS: [&str; 9] = [
    "saved",
    "not-saved",
    "offline",
    "undone",
    "choose-code",
    "nothing-ticked",
    "n-ticked",
    "coded-places",
    "not-sent",
];

/// Keys of the page.
const KEYS: [(&str, &str); 9] = [
    ("/", "key-query"),
    ("↑ / ↓", "key-suggestion"),
    ("j / k", "key-next-hit"),
    ("x", "key-tick"),
    ("a", "key-tick-all"),
    ("c", "key-code-ticked"),
    ("1 … 9", "key-last"),
    ("o", "key-open-source"),
    ("u", "key-undo"),
];

/// What is looked for, and how much of it is shown.
#[derive(Debug, Default, Deserialize)]
pub(in crate::web) struct Which {
    /// In the query language.
    #[serde(default)]
    query: String,
    /// So many passages.
    shown: Option<usize>,
}

struct Found {
    source: String,
    passage: usize,
    who: String,
    /// Pieces of the passage, and whether they answer.
    pieces: Vec<(bool, String)>,
    /// First character of the passage.
    start: usize,
    /// What is coded of it when it is ticked, in characters: all of it, its sentences, its words.
    places: String,
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

/// The marks of a hit that lie in its passage, in bytes from the passage's beginning.
fn inside(hit: &Hit) -> Vec<Span> {
    let at = |at: usize| at.clamp(hit.span.start, hit.span.end) - hit.span.start;
    let marks = hit.marks.iter().map(|mark| Span {
        start: at(mark.start),
        end: at(mark.end),
    });
    marks.filter(|mark| mark.start < mark.end).collect()
}

/// What is coded of a hit, in characters of its source.
fn places(hit: &Hit, marks: &[Span]) -> String {
    let words = Span {
        start: hit.words.start - hit.span.start,
        end: hit.words.end - hit.span.start,
    };
    let said = |mark: &Span| Span {
        start: mark.start.max(words.start),
        end: mark.end.min(words.end),
    };
    let marks: Vec<Span> = marks
        .iter()
        .map(said)
        .filter(|it| it.start < it.end)
        .collect();
    let marks = if marks.is_empty() { vec![words] } else { marks };
    let mut sentences: Vec<Span> = marks
        .iter()
        .map(|mark| sentence_around(&hit.text, words, *mark))
        .collect();
    sentences.dedup();
    let told = |spans: &[Span]| -> Vec<(usize, usize)> {
        let trimmed = spans.iter().filter_map(|it| it.trimmed(&hit.text));
        trimmed
            .map(|it| it.to_chars(&hit.text))
            .map(|(start, end)| (start + hit.start, end + hit.start))
            .collect()
    };
    json!({ "passage": told(&[words]), "sentence": told(&sentences), "words": told(&marks) })
        .to_string()
}

fn all(project: &Project, query: String, shown: usize) -> Result<All, ProjectError> {
    let request = SearchRequest {
        query,
        limit: Some(shown),
        ..SearchRequest::default()
    };
    let answer = project.search(&request)?;
    let template = project.template(&answer.study).ok();
    let mut told = (*answer.study).clone();
    project.conceal_answers(&mut told)?;
    let found = answer.hits.iter().map(|hit| {
        let marks = inside(hit);
        let source = answer.study.sources.get(&hit.source);
        let who = source.and_then(|it| told.respondents.get(&it.respondent?));
        let printed = hit.mask.whole(&hit.text);
        let ranges = marks.iter().map(|it| printed.place(0, *it).range());
        let ranges: Vec<_> = ranges.collect();
        Found {
            source: source.map(|it| it.name.clone()).unwrap_or_default(),
            passage: hit.passage + 1,
            who: match (&template, who) {
                (Some(template), Some(who)) => template.fill(Some(who)),
                _ => String::new(),
            },
            pieces: pieces(&printed.text, &ranges),
            start: hit.start,
            places: places(hit, &marks),
        }
    });
    Ok(All {
        found: found.collect(),
        passages: answer.passages,
        sources: answer.sources,
        respondents: answer.respondents,
    })
}

/// `GET /search`
pub(in crate::web) async fn show(seat: Seat, Query(which): Query<Which>) -> Result<Markup, NoPage> {
    let query = which.query.clone();
    let shown = which.shown.unwrap_or(SHOWN).clamp(1, 5000);
    let answer = match query.trim().is_empty() {
        true => None,
        false => Some(
            // A query that is wrong is an answer of this page.
            seat.ask(move |project, _| {
                Ok(all(project, query, shown).map_err(|error| error.to_string()))
            })
            .await?,
        ),
    };
    let say = |name: &str| seat.say(name);
    let page = html! {
        div.title {
            h1 { (say("search")) }
            p { button #help type="button" { (say("keys")) " (?)" } }
        }
        form.search #search action="/search" role="search" {
            label.grow { span.quiet { (say("query")) }
                (querying(&seat, "query", "query", &which.query, None)) }
            button { (say("search")) }
        }
        @match &answer {
            None => p { (say("query-help")) },
            Some(Err(error)) => (wrong(&seat, error)),
            Some(Ok(all)) => (hits(&seat, all, &which.query, shown)),
        }
        (choosing(&seat))
        (keys(&seat, &KEYS))
        (words(&seat, &WORDS))
    };
    Ok(frame(&seat, &say("search"), Some("search.js"), page))
}

fn hits(seat: &Seat, all: &All, query: &str, shown: usize) -> Markup {
    let say = |name: &str| seat.say(name);
    let numbers = [
        ("n", all.passages),
        ("sources", all.sources),
        ("respondents", all.respondents),
    ];
    html! {
        p { (seat.say_of("found", &numbers)) }
        @if !all.found.is_empty() {
            form.ticked #ticked {
                label.line { input #all type="checkbox"; " " (say("tick-all")) }
                label { span.quiet { (say("code-what")) } " "
                    select #unit {
                        option value="sentence" { (say("unit-sentence")) }
                        option value="words" { (say("unit-words")) }
                        option value="passage" { (say("unit-passage")) }
                    }
                }
                button #code type="button" { (say("code-ticked")) }
                span #count role="status" {}
            }
        }
        ol.hits #hits {
            @for hit in &all.found {
                @let place = format!("{} · {}", hit.source, hit.passage);
                li data-source=(hit.source) data-start=(hit.start) data-places=(hit.places) {
                    p.where {
                        input type="checkbox" aria-label={ (say("tick")) ": " (place) };
                        " " a href={ "/sources/" (in_path(&hit.source)) "?q=" (in_path(query)) "#p" (hit.passage) } {
                            bdi { (hit.source) } " · " (hit.passage) }
                        " " span.quiet { bdi { (hit.who) } }
                    }
                    p.said dir="auto" {
                        @for (marked, piece) in &hit.pieces {
                            @if *marked { mark { (piece) } } @else { (piece) }
                        }
                    }
                }
            }
        }
        @if all.passages > all.found.len() {
            p { (seat.say_of("first-shown", &[("n", all.found.len())])) " "
                a href={ "/search?query=" (in_path(query)) "&shown=" (shown + SHOWN) "#hits" } { (say("show-more")) } }
        }
    }
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

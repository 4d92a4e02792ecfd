//! The overview: what is there, what is waiting, and what each of the three users does next.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::{NoPage, frame, in_path};
use crate::model::classification::{State, outcomes};
use crate::model::coding::CONSENSUS;
use crate::model::natural::natural;
use crate::model::source::SourceId;
use crate::model::standing::Status as Standing;
use crate::project::{Codings, Project, ProjectError, Status};
use crate::web::seat::Seat;

/// What waits for each of the three.
#[derive(Default)]
struct Next {
    sources: usize,
    /// Sources for this coder that nothing of theirs is in yet (those assigned to them, if any are).
    uncoded: Vec<String>,
    /// Rounds that are blind, and whether coding has ended.
    rounds: Vec<(String, bool)>,
    /// Quotes with a star, candidates, approved, used.
    starred: usize,
    candidates: usize,
    approved: usize,
    used: usize,
    /// Respondents whose classifiers differ.
    unsettled: Vec<String>,
    /// Answers that are none of the values of the settings.
    outside: Vec<String>,
    /// Whether several coders have coded.
    several: bool,
}

fn next(project: &Project, who: &str) -> Result<Next, ProjectError> {
    let study = project.study(None, &Codings::All)?;
    let own = study.coder_named(who).map(|it| it.id);
    let mine = study.codings.values().filter(|it| Some(it.coder) == own);
    let mine: BTreeSet<SourceId> = mine.map(|it| it.source).collect();
    let assigned = study.assignments.values();
    let assigned: Vec<_> = assigned
        .filter(|it| Some(it.coder) == own)
        .map(|it| it.source)
        .collect();
    let mut uncoded: Vec<String> = study
        .sources
        .values()
        .filter(|it| assigned.is_empty() || assigned.contains(&it.id))
        .filter(|it| !mine.contains(&it.id))
        .map(|it| it.name.clone())
        .collect();
    uncoded.sort_by(|a, b| natural(a, b));
    let standings = || study.standings.values();
    let count = |status| standings().filter(|it| it.status == Some(status)).count();
    let name = |id| study.respondents.get(id).map(|it| it.name.clone());
    let mut unsettled: Vec<String> = outcomes(&study)
        .iter()
        .filter(|(_, it)| it.state == State::Unsettled)
        .filter_map(|((id, _), _)| name(id))
        .collect();
    unsettled.sort_by(|a, b| natural(a, b));
    unsettled.dedup();
    let mut outside: Vec<String> = project
        .misfits(&study)?
        .0
        .into_iter()
        .map(|it| it.respondent)
        .collect();
    outside.sort_by(|a, b| natural(a, b));
    outside.dedup();
    let consensus = study.coder_named(CONSENSUS).map(|it| it.id);
    let mut coders: Vec<_> = study.codings.values().map(|it| it.coder).collect();
    coders.sort_unstable();
    coders.dedup();
    coders.retain(|it| Some(*it) != consensus);
    Ok(Next {
        sources: study.sources.len(),
        uncoded,
        rounds: project
            .rounds()?
            .iter()
            .filter(|it| it.revealed.is_none())
            .map(|it| (it.name.clone(), it.closed.is_some()))
            .collect(),
        starred: standings().filter(|it| it.starred).count(),
        candidates: count(Standing::Candidate),
        approved: count(Standing::Approved),
        used: count(Standing::Used),
        unsettled,
        outside,
        several: coders.len() > 1,
    })
}

/// `GET /`
pub(in crate::web) async fn show(seat: Seat) -> Result<Markup, NoPage> {
    let (status, next) = seat
        .ask(|project, who| Ok((project.status()?, next(project, who)?)))
        .await?;
    let say = |name: &str| seat.say(name);
    let title = match status.title.is_empty() {
        true => say("overview"),
        false => status.title.clone(),
    };
    let page = html! {
        h1 { (title) }
        dl.counts {
            @for (what, n) in &status.counts {
                div { dt { (say(what)) } dd { (seat.count(*n)) } }
            }
        }
        // What lies in the folders is of today.
        @if seat.visitor.moment.is_none() { (waiting(&seat, &status)) }
        h2 { (say("next")) }
        div.users {
            section {
                h3 { (say("for-coders")) }
                ul { (for_coders(&seat, &next)) }
            }
            section {
                h3 { (say("for-writers")) }
                ul { (for_writers(&seat, &next, &status)) }
            }
            section {
                h3 { (say("for-reviewers")) }
                ul { (for_reviewers(&seat, &next)) }
            }
        }
    };
    Ok(frame(&seat, &say("overview"), None, page))
}

/// Names, the first few of them as links.
fn few(names: &[String], path: &str) -> Markup {
    html! {
        @for (at, name) in names.iter().take(8).enumerate() {
            @if at > 0 { ", " }
            a href={ (path) (in_path(name)) } { bdi { (name) } }
        }
        @if names.len() > 8 { ", …" }
    }
}

fn waiting(seat: &Seat, status: &Status) -> Markup {
    let waiting = [
        ("waiting-new", &status.new_files),
        ("waiting-changed", &status.changed_files),
        ("waiting-respondent", &status.without_respondent),
        ("waiting-notes", &status.without_notes),
    ];
    let link = |what: &str| match what {
        "waiting-respondent" => Some("/sources/"),
        "waiting-notes" => Some("/respondents/"),
        _ => None,
    };
    html! {
        @if waiting.iter().any(|(_, names)| !names.is_empty()) {
            h2 { (seat.say("waiting")) }
            ul {
                @for (what, names) in waiting.iter().filter(|(_, names)| !names.is_empty()) {
                    li {
                        (seat.say_of(what, &[("n", names.len())])) ": "
                        @match link(what) {
                            Some(path) => (few(names, path)),
                            None => {
                                (names.iter().take(8).map(String::as_str).collect::<Vec<_>>().join(", "))
                                @if names.len() > 8 { ", …" }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn for_coders(seat: &Seat, next: &Next) -> Markup {
    let say = |name: &str| seat.say(name);
    html! {
        @for (name, closed) in &next.rounds {
            li { (say(match closed { true => "round-closed", false => "round-open" })) " " strong { bdi { (name) } } }
        }
        @match next.uncoded.first() {
            Some(first) => {
                li { a href={ "/sources/" (in_path(first)) } { (say("code-next")) " " bdi { (first) } } }
                li { (seat.say_of("uncoded-sources", &[("n", next.uncoded.len())])) }
            }
            None if next.sources == 0 => li { a href="/sources" { (say("first-files")) } }
            None => li { (say("all-coded")) }
        }
        li { a href="/sources" { (say("next-coder")) } }
        li { a href="/codebook" { (say("next-codebook")) } }
    }
}

fn for_writers(seat: &Seat, next: &Next, status: &Status) -> Markup {
    let say = |name: &str| seat.say(name);
    let standing = [
        ("starred=on", "n-starred", next.starred),
        ("status=candidate", "n-candidates", next.candidates),
        ("status=approved", "n-approved", next.approved),
        ("status=used", "n-used", next.used),
    ];
    html! {
        @for (query, word, n) in standing.into_iter().filter(|it| it.2 > 0) {
            li { a href={ "/quotes?" (query) } { (seat.say_of(word, &[("n", n)])) } }
        }
        @if !status.idle_edits.is_empty() {
            li.few { (seat.say_of("idle-edits", &[("n", status.idle_edits.len())])) ": " (status.idle_edits.join(", ")) }
        }
        @if !status.suggestions.is_empty() {
            li { (seat.say_of("to-redact", &[("n", status.suggestions.len())])) }
        }
        li { a href="/quotes" { (say("next-writer")) } }
        li { a href="/tables" { (say("next-tables")) } }
        li { a href="/audit" { (say("next-audit")) } }
    }
}

fn for_reviewers(seat: &Seat, next: &Next) -> Markup {
    let say = |name: &str| seat.say(name);
    html! {
        @if next.several {
            li { a href="/disagreements" { (say("next-disagreements")) } }
            li { a href="/agreement" { (say("next-agreement")) } }
        } @else {
            li { (say("one-coder-yet")) }
        }
        @if !next.unsettled.is_empty() {
            li { (seat.say_of("n-unsettled", &[("n", next.unsettled.len())])) ": " (few(&next.unsettled, "/respondents/")) }
        }
        @if !next.outside.is_empty() {
            li { (seat.say_of("n-outside", &[("n", next.outside.len())])) ": " (few(&next.outside, "/respondents/")) }
        }
        li { a href="/respondents" { (say("next-register")) } }
        li { a href="/history" { (say("next-reviewer")) } }
    }
}

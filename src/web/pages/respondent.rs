//! One respondent: all that `quotebook respondent` prints, and where it is settled: classifications with
//! the words that they rest on, and what register and notes differ about.

use axum::extract::Path;
use maud::{Markup, html};

use super::{NoPage, frame, in_path, words};
use crate::jobs::respondent::{page, quotes};
use crate::model::natural::natural;
use crate::model::settings::Scheme;
use crate::project::{Codings, Project, ProjectError};
use crate::report::respondent::{OfClassification, OfContradiction, Page};
use crate::report::tongue::Tongue;
use crate::web::seat::Seat;
use crate::web::told;

/// Words that the script says.
const WORDS: [&str; 6] = [
    "take-anyway",
    "saved",
    "not-saved",
    "offline-kept",
    "still-differ",
    "choose-value",
];

/// Words of the respondent that somebody has coded.
struct Coded {
    coding: String,
    code: String,
    text: String,
    language: Option<String>,
}

struct Shown {
    page: Page,
    schemes: Vec<(String, Scheme)>,
    coded: Vec<Coded>,
    before: Option<String>,
    after: Option<String>,
}

fn read(project: &Project, name: &str, tongue: Tongue) -> Result<Shown, ProjectError> {
    let page = page(project, name, None, tongue)?;
    let study = project.study(None, &Codings::All)?;
    let respondent = project.respondent(name, None)?;
    let coded = quotes(project, &study, &respondent, None)?;
    let coded = coded.into_iter().filter_map(|it| {
        Some(Coded {
            coding: it.codings.first()?.to_string(),
            code: it.theme.last().cloned().unwrap_or_default(),
            text: it.original,
            language: it.language,
        })
    });
    let mut names: Vec<&str> = study
        .respondents
        .values()
        .map(|it| it.name.as_str())
        .collect();
    names.sort_by(|a, b| natural(a, b));
    let at = names.iter().position(|it| *it == name);
    let beside = |at: Option<usize>| at.and_then(|at| names.get(at)).map(|it| (*it).to_owned());
    let schemes = project.settings().classification.iter();
    Ok(Shown {
        schemes: schemes
            .filter(|(_, scheme)| !scheme.values.is_empty())
            .map(|(name, scheme)| (name.clone(), scheme.clone()))
            .collect(),
        coded: coded.collect(),
        before: beside(at.and_then(|at| at.checked_sub(1))),
        after: beside(at.map(|at| at + 1)),
        page,
    })
}

/// `GET /respondents/{respondent}`
pub(in crate::web) async fn show(seat: Seat, Path(name): Path<String>) -> Result<Markup, NoPage> {
    let asked = name.clone();
    let tongue = seat.visitor.language.tongue();
    let shown = seat
        .ask(move |project, _| read(project, &asked, tongue))
        .await?;
    let say = |name: &str| seat.say(name);
    let page = &shown.page;
    let none = || html! { p.quiet { (say("none")) } };
    let main = html! {
        h1 { (say("respondent")) " " bdi { (name) } }
        p.beside {
            @if let Some(before) = &shown.before { a href={ "/respondents/" (in_path(before)) } { "← " bdi { (before) } } }
            " " a href="/respondents" { (say("respondents")) } " "
            @if let Some(after) = &shown.after { a href={ "/respondents/" (in_path(after)) } { bdi { (after) } " →" } }
        }
        @if !page.attribution.is_empty() { p { (say("quoted-as")) " " bdi { (page.attribution) } } }
        h2 { (say("attributes")) }
        dl.facts {
            @for (name, label, value) in &page.attributes {
                dt title=(label) { (name) }
                dd { @match value { Some(value) => bdi { (value) }, None => span.quiet { (say("no-answer")) } } }
            }
        }
        h2 { (say("sources")) }
        @if page.sources.is_empty() { (none()) }
        ul { @for it in &page.sources {
            li { a href={ "/sources/" (in_path(&it.source)) } { bdi { (it.source) } }
                @if let Some(language) = &it.language { " · " (language) }
                " · " (seat.say_of("n-characters", &[("n", it.characters)]))
                " · " (seat.say_of("n-codings", &[("n", it.codings)])) }
        } }
        h2 { (say("codes")) }
        @if page.codes.is_empty() { (none()) }
        ul { @for it in &page.codes {
            li { a href={ "/quotes?code=" (in_path(&it.code)) } { (it.name) } " " span.quiet { (it.code) }
                " · " (seat.say_of("n-codings", &[("n", it.codings)])) " · " (it.coders.join(", ")) }
        } }
        h2 { (say("quotes-used")) }
        @if page.quotes.is_empty() { (none()) }
        ul.quotes { @for it in &page.quotes {
            li {
                p.quiet { (it.theme.join(" › ")) @if it.starred { " · ★" } @if let Some(status) = it.status { " · " (say(&format!("status-{}", status.name()))) } }
                blockquote dir="auto" lang=[it.language.as_deref()] { (it.text) " " span { (it.attribution) } }
                @if let Some(id) = it.codings.first() { a.button href={ "/quotes/" (id) } { (say("edit")) } }
            }
        } }
        h2 { (say("route")) }
        @if page.route.is_empty() { (none()) }
        @else { div.wide.route tabindex="0" role="region" aria-label=(say("route")) { (told::answer(seat.visitor.language, &page.route, &|_| None)) } }
        h2 { (say("classifications")) }
        @if page.classifications.is_empty() { (none()) }
        @for it in &page.classifications { (classification(&seat, it)) }
        @for (attribute, scheme) in &shown.schemes { (classify(&seat, page, attribute, scheme, &shown.coded)) }
        h2 { (say("contradictions")) }
        @if page.contradictions.is_empty() { (none()) }
        @for it in &page.contradictions { (contradiction(&seat, page, it)) }
        (words(&seat, &WORDS))
    };
    let title = format!("{} {name}", say("respondent"));
    Ok(frame(&seat, &title, Some("respondent.js"), main))
}

fn classification(seat: &Seat, it: &OfClassification) -> Markup {
    html! {
        div.said {
            p { strong { (it.attribute) ": " bdi { (it.value) } }
                @if !it.reason.is_empty() { " (" (it.reason) ")" }
                " · " (it.coder) " · " (seat.say(&format!("state-{}", it.state))) }
            @if it.because.is_empty() && it.lost == 0 { p.few { (seat.say("no-evidence")) } }
            @if it.lost > 0 { p.few { (seat.say("lost-evidence")) } }
            @if !it.note.is_empty() { p dir="auto" { (it.note) } }
            @for (text, place, language) in &it.because {
                blockquote dir="auto" lang=[language.as_deref()] { (text) " " span.quiet { (place) } }
            }
        }
    }
}

/// Puts the respondent into a value because of words, or settles what classifiers differ about.
fn classify(seat: &Seat, page: &Page, attribute: &str, scheme: &Scheme, coded: &[Coded]) -> Markup {
    let say = |name: &str| seat.say(name);
    let differ = page
        .classifications
        .iter()
        .any(|it| it.attribute == attribute && it.state == "unsettled");
    let values = |name: &str| {
        html! {
            @for class in &scheme.values {
                div.choice {
                    label { input type="radio" name=(name) value=(class.name) required; " " strong { (class.name) } }
                    @for (word, text) in [("", &class.definition), ("✓ ", &class.use_when), ("✗ ", &class.not_when)] {
                        @if !text.is_empty() { p.quiet dir="auto" { (word) (text) } }
                    }
                    @if !class.reasons.is_empty() {
                        label { span { (say("reason")) } " "
                            select data-reason=(class.name) {
                                option value="" {}
                                @for reason in &class.reasons { option value=(reason.name) title=(reason.definition) { (reason.name) } }
                            }
                        }
                    }
                }
            }
        }
    };
    html! {
        details.noprint {
            summary { (say("classify")) ": " (attribute) }
            form.classify data-respondent=(page.respondent) data-attribute=(attribute) {
                fieldset { legend { (say("value")) } (values("value")) }
                fieldset { legend { (say("because-words")) }
                    @if coded.is_empty() { p.quiet { (say("nothing-coded")) } }
                    @for it in coded {
                        label.evidence { input type="checkbox" name="because" value=(it.coding); " "
                            span.quiet { (it.code) ": " } span dir="auto" lang=[it.language.as_deref()] { (it.text) } }
                    }
                }
                label { span { (say("note")) } textarea name="note" rows="2" dir="auto" {} }
                p { button { (say("save")) } }
            }
        }
        details.noprint open[differ] {
            summary { (say("settle-value")) ": " (attribute) }
            form.classify data-settle data-respondent=(page.respondent) data-attribute=(attribute) {
                @if differ { p.few { (say("they-differ")) } }
                fieldset { legend { (say("value")) } (values("value")) }
                label { span { (say("why")) } textarea name="settle" rows="2" required dir="auto" {} }
                label.tick { input type="checkbox" name="again"; " " (say("again")) }
                p { button { (say("settle-value")) } }
            }
        }
    }
}

fn contradiction(seat: &Seat, page: &Page, it: &OfContradiction) -> Markup {
    let say = |name: &str| seat.say(name);
    let is_open = it.state == "open";
    let source = it
        .place
        .rsplit_once(':')
        .map_or(it.place.as_str(), |it| it.0);
    html! {
        div.said {
            p { strong { (seat.tell(&it.says).unwrap_or_else(|| it.says.clone())) } " · " (say("register-says")) " " bdi { (it.register) } " · "
                @if is_open { span.few { (say("open-yet")) } }
                @else { (seat.told(&it.state)) @if !it.reason.is_empty() { ": " bdi { (it.reason) } } } }
            @if !it.text.is_empty() {
                blockquote dir="auto" lang=[it.language.as_deref()] { (it.text) " " a href={ "/sources/" (in_path(source)) } { (it.place) } }
            }
            @if !it.text.is_empty() {
                details.noprint {
                    summary { (say("settle-value")) }
                    form.ruling data-contradiction=(it.contradiction) {
                        label.short { span { (say("verdict")) }
                            select name="verdict" required {
                                option value="" {}
                                option value="register" { (say("verdict-register")) }
                                option value="reading" { (say("verdict-reading")) }
                                option value="both" { (say("verdict-both")) }
                            }
                        }
                        label.short { span { (say("right-answer")) } input name="value" autocomplete="off" dir="auto"; }
                        label.short { span { (say("attribute")) }
                            select name="attribute" { option value="" {} @for (name, ..) in &page.attributes { option { (name) } } } }
                        label { span { (say("why")) } textarea name="because" rows="2" required dir="auto" {} }
                        @if !is_open { label.tick { input type="checkbox" name="again"; " " (say("again")) } }
                        p { button { (say("save")) } }
                    }
                }
            }
        }
    }
}

//! One code of the codebook: what it says, where it hangs, its rules, what it meant before, and all that
//! can become of it.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::codebook::Row;
use super::{in_path, querying};
use crate::model::codebook::{Code, CodeId};
use crate::model::coding::Coding;
use crate::model::memo::{Memo, Thing};
use crate::model::study::Study;
use crate::project::{CodeVersion, Project, ProjectError};
use crate::web::api::codebook::code_of;
use crate::web::seat::Seat;

/// A code with all that the page says about it.
pub(super) struct Opened {
    pub(super) code: Code,
    path: String,
    codings: usize,
    respondents: usize,
    older: usize,
    versions: Vec<CodeVersion>,
    memos: Vec<Memo>,
    /// Itself and what is below it: it can neither hang there nor go there.
    within: BTreeSet<CodeId>,
}

/// The code called so.
pub(super) fn opened(project: &Project, study: &Study, key: &str) -> Result<Opened, ProjectError> {
    let code = code_of(study, key)?;
    let used: Vec<&Coding> = study
        .codings
        .values()
        .filter(|it| it.code == code.id)
        .collect();
    let people: BTreeSet<_> = used
        .iter()
        .filter_map(|it| study.sources.get(&it.source)?.respondent)
        .collect();
    Ok(Opened {
        path: study.path(code.id).join(" › "),
        codings: used.len(),
        respondents: people.len(),
        older: used
            .iter()
            .filter(|it| it.definition < code.version)
            .count(),
        versions: project.code_versions(&code.key)?,
        memos: memos(study, code.id),
        within: study.with_descendants(code.id).into_iter().collect(),
        code: code.clone(),
    })
}

/// The memos on a code, oldest first.
fn memos(study: &Study, code: CodeId) -> Vec<Memo> {
    let on = study.memos.values();
    let mut on: Vec<Memo> = on
        .filter(|it| it.about == Thing::Code(code))
        .cloned()
        .collect();
    on.sort_by_key(|it| (it.at, it.id));
    on
}

/// The panel of a code.
pub(super) fn panel(seat: &Seat, it: &Opened, rows: &[Row]) -> Markup {
    let say = |name: &str| seat.say(name);
    let code = &it.code;
    html! {
        section.panel #panel tabindex="-1" aria-labelledby="panel-title" data-code=(code.key) data-codings=(it.codings) {
            h2 #panel-title { bdi { (code.name) } " " span.quiet { (code.key) } }
            p.quiet { (it.path) }
            p {
                a href={ "/quotes?code=" (in_path(&code.key)) } {
                    (seat.say_of("n-codings", &[("n", it.codings)])) }
                " · " (seat.say_of("n-respondents", &[("n", it.respondents)]))
                @if it.older > 0 {
                    " · " a href={ "/codebook/older?code=" (in_path(&code.key)) } {
                        (seat.say_of("n-older", &[("n", it.older)])) }
                }
            }
            (wording(seat, code))
            (place(seat, it, rows))
            (rules(seat, code))
            details {
                summary { (say("merge-code")) }
                form data-change="merge" {
                    label { span { (say("merge-into")) } (others(it, rows, "into")) }
                    p { button { (say("merge-code")) } }
                }
            }
            details #split {
                summary { (say("split-code")) }
                form data-change="split" data-keep="split" {
                    label { span { (say("new-code-key")) } input name="into" required autocomplete="off"; }
                    label { span { (say("code-name")) } input name="name" autocomplete="off" dir="auto"; }
                    label { span { (say("split-where")) } (querying(seat, "split-query", "query", "", None)) }
                    p #split-count role="status" {}
                    ul.ticks #split-list {}
                    p { button { (say("split-code")) } }
                }
            }
            details {
                summary { (say("remove-code")) }
                form data-change="remove" {
                    @if it.codings > 0 {
                        fieldset {
                            legend { (seat.say_of("remove-codings", &[("n", it.codings)])) }
                            label.line { input type="radio" name="leaving" value="recode" checked; " " (say("leaving-recode")) }
                            label { span { (say("other-code")) } (others(it, rows, "recode")) }
                            label.line { input type="radio" name="leaving" value="uncode"; " " (say("leaving-uncode")) }
                        }
                    }
                    p { button { (say("remove-code")) } }
                }
            }
            (notes(seat, it))
            (history(seat, it))
        }
    }
}

fn wording(seat: &Seat, code: &Code) -> Markup {
    let say = |name: &str| seat.say(name);
    let texts = [
        ("definition", &code.definition, 3),
        ("use_when", &code.use_when, 2),
        ("not_when", &code.not_when, 2),
        ("example", &code.example, 2),
    ];
    html! {
        form #wording data-change="wording" data-keep={ "wording:" (code.key) } {
            label { span { (say("code-name")) } input #name name="name" value=(code.name) required autocomplete="off" dir="auto"; }
            @for (name, text, rows) in texts {
                label { span { (say(&name.replace('_', "-"))) }
                    textarea name=(name) rows=(rows) dir="auto" { (text) } }
            }
            div.row {
                label.line { input type="checkbox" name="colored" checked[code.color.is_some()]; " " (say("own-color")) }
                label.line { span { (say("color")) } " " input type="color" name="color" value=(code.color.as_deref().unwrap_or("#59626e")); }
            }
            label { span { (say("asked")) } input name="asked" value=(code.asked.as_deref().unwrap_or_default())
                autocomplete="off" dir="auto" placeholder="attends_school:yes"; }
            p { button { (say("save")) } " " span.quiet { (seat.say_of("version-now", &[("n", code.version as usize)])) } }
        }
    }
}

fn place(seat: &Seat, it: &Opened, rows: &[Row]) -> Markup {
    let say = |name: &str| seat.say(name);
    html! {
        form data-change="move" {
            div.row {
                label.grow { span { (say("parent")) }
                    select #parent name="parent" {
                        option value="" { (say("to-family")) }
                        @for row in rows.iter().filter(|row| !it.within.contains(&row.code.id)) {
                            option value=(row.code.key) selected[it.code.parent == Some(row.code.id)] { (row.path) }
                        }
                    }
                }
                button { (say("move-code")) }
                button type="button" data-shift="-1" title="Alt + ↑" { (say("shift-up")) }
                button type="button" data-shift="1" title="Alt + ↓" { (say("shift-down")) }
            }
        }
    }
}

fn others(it: &Opened, rows: &[Row], name: &str) -> Markup {
    html! {
        select name=(name) {
            option value="" {}
            @for row in rows.iter().filter(|row| !it.within.contains(&row.code.id)) {
                option value=(row.code.key) { (row.path) }
            }
        }
    }
}

fn rules(seat: &Seat, code: &Code) -> Markup {
    let say = |name: &str| seat.say(name);
    html! {
        form #rules data-change="rules" data-keep={ "rules:" (code.key) } {
            label { span { (say("rules")) }
                textarea #match name="match" rows=(code.rules.len().clamp(2, 8)) dir="auto" spellcheck="false" { (code.rules.join("\n")) } }
            p.quiet { (say("rules-help")) }
            div aria-live="polite" { ol #found {} }
            p #together role="status" {}
            p { button { (say("save-rules")) } " " button type="button" data-change="apply" { (say("apply-rules")) } }
        }
    }
}

fn notes(seat: &Seat, it: &Opened) -> Markup {
    let say = |name: &str| seat.say(name);
    html! {
        h3 { (say("memos")) }
        ul.versions {
            @for memo in &it.memos {
                li { p.quiet { time datetime=(memo.at) { (seat.visitor.language.moment(memo.at)) } " · " bdi { (memo.author) } }
                    p.said dir="auto" { (memo.text) } }
            }
        }
        form data-change="memo" data-keep={ "memo:" (it.code.key) } {
            label { span { (say("memo-on-code")) } textarea name="text" rows="2" required dir="auto" {} }
            p { button { (say("save")) } }
        }
    }
}

fn history(seat: &Seat, it: &Opened) -> Markup {
    let say = |name: &str| seat.say(name);
    let texts = |code: &Code| {
        [
            ("definition", code.definition.clone()),
            ("use-when", code.use_when.clone()),
            ("not-when", code.not_when.clone()),
            ("example", code.example.clone()),
        ]
    };
    html! {
        h3 { (say("definition-history")) }
        ol.versions reversed {
            @for (at, version) in it.versions.iter().enumerate().rev() {
                @let before = at.checked_sub(1).and_then(|at| it.versions.get(at));
                li {
                    p { time datetime=(version.at) { (seat.visitor.language.moment(version.at)) }
                        " · " bdi { (version.by) } " · " (seat.say_of("version-n", &[("n", version.code.version as usize)]))
                        @if before.is_none_or(|it| it.code.name != version.code.name) { " · " bdi { (version.code.name) } }
                        @if before.is_some_and(|it| it.code.parent != version.code.parent) { " · " (say("was-moved")) }
                    }
                    @for (name, text) in texts(&version.code) {
                        @let old = before.map(|it| texts(&it.code)).and_then(|all| all.into_iter().find(|it| it.0 == name)).map(|it| it.1);
                        @if old.as_deref().unwrap_or_default() != text {
                            p dir="auto" { span.quiet { (say(name)) ": " }
                                @if let Some(old) = old.filter(|it| !it.is_empty()) { del { (old) } " " }
                                ins { (text) } }
                        }
                    }
                }
            }
        }
    }
}

//! The part of the table of routes for codes and codings.

use axum::routing::{delete, get, patch, post};

use super::api::{codebook, codebook_changes, reshape, vocabulary};
use super::pages;
use super::routes::{Route, page};

/// What the pages for codes and codings ask for.
pub(super) const ROUTES: &[Route] = &[
    page(
        "/codebook/older",
        "Codings made under an older definition of their code.",
        || get(pages::older::show),
    ),
    Route {
        method: "post",
        path: "/api/codes",
        about: "Add a code.",
        takes: &[
            ("code", "string", "Its key, for example `push/poverty`."),
            (
                "parent",
                "string",
                "The code above it, when the key does not say.",
            ),
            ("name", "string", "What readers call it."),
            (
                "in_vivo",
                "boolean",
                "Its name is what somebody said: while a round is blind, others are not shown it.",
            ),
            ("definition", "string", "What it means."),
            ("use_when", "string", "When to use it."),
            ("not_when", "string", "When not to use it."),
            ("example", "string", "Words that show it well."),
            (
                "match",
                "array",
                "Rules for autocoding, in the query language.",
            ),
            ("color", "string", "`#rrggbb`; empty for none."),
            (
                "asked",
                "string",
                "To whom it applies, in the query language; empty for everybody.",
            ),
        ],
        handler: || post(codebook_changes::add),
    },
    page(
        "/api/codes/{code}",
        "One code, how often it is used, and what it meant from when on.",
        || get(codebook::code),
    ),
    Route {
        method: "patch",
        path: "/api/codes/{code}",
        about: "Change what a code says. A changed meaning is a new version.",
        takes: &[
            ("name", "string", "What readers call it."),
            ("definition", "string", "What it means."),
            ("use_when", "string", "When to use it."),
            ("not_when", "string", "When not to use it."),
            ("example", "string", "Words that show it well."),
            (
                "match",
                "array",
                "Rules for autocoding, in the query language.",
            ),
            ("color", "string", "`#rrggbb`; empty for none."),
            (
                "asked",
                "string",
                "To whom it applies, in the query language; empty for everybody.",
            ),
        ],
        handler: || patch(codebook_changes::edit),
    },
    Route {
        method: "delete",
        path: "/api/codes/{code}",
        about: "Remove a code; refused if it is used, unless it is said what becomes of its codings.",
        takes: &[
            ("uncode", "boolean", "Remove its codings too."),
            ("recode", "string", "Give its codings this code."),
        ],
        handler: || delete(codebook_changes::remove),
    },
    Route {
        method: "get",
        path: "/api/codes/{code}/codings",
        about: "The codings with a code.",
        takes: &[(
            "query",
            "string",
            "Only those that answer this, in the query language.",
        )],
        handler: || get(codebook::codings),
    },
    Route {
        method: "post",
        path: "/api/codes/{code}/move",
        about: "Hang a code below another one, or put it beside a sibling.",
        takes: &[
            (
                "parent",
                "string",
                "The code above it from now on; empty for none.",
            ),
            (
                "before",
                "string",
                "The code that it stands before from now on.",
            ),
            (
                "after",
                "string",
                "The code that it stands behind from now on.",
            ),
        ],
        handler: || post(codebook_changes::hang),
    },
    Route {
        method: "post",
        path: "/api/codes/{code}/merge",
        about: "Merge other codes into this one.",
        takes: &[("from", "array", "Keys of the codes that go.")],
        handler: || post(codebook_changes::merge),
    },
    Route {
        method: "post",
        path: "/api/codes/{code}/split",
        about: "Give some codings of a code a new code beside it.",
        takes: &[
            ("into", "string", "Key of the new code."),
            (
                "query",
                "string",
                "The codings that answer this, in the query language.",
            ),
            ("codings", "array", "Ids of codings."),
            ("name", "string", "What readers call it."),
            ("definition", "string", "What it means."),
            ("use_when", "string", "When to use it."),
            ("not_when", "string", "When not to use it."),
            ("example", "string", "Words that show it well."),
            (
                "match",
                "array",
                "Rules for autocoding, in the query language.",
            ),
            ("color", "string", "`#rrggbb`; empty for none."),
            (
                "asked",
                "string",
                "To whom it applies, in the query language; empty for everybody.",
            ),
        ],
        handler: || post(codebook_changes::split),
    },
    Route {
        method: "post",
        path: "/api/rules",
        about: "What rules would find if they were those of a code; changes nothing.",
        takes: &[
            ("code", "string", "The code."),
            ("match", "array", "Rules, in the query language."),
        ],
        handler: || post(codebook_changes::try_rules),
    },
    Route {
        method: "post",
        path: "/api/autocode",
        about: "Apply the rules of the codebook, as the coder `rules`.",
        takes: &[
            (
                "codes",
                "array",
                "Only those of these codes and of the ones below them.",
            ),
            (
                "dry_run",
                "boolean",
                "Say what would be coded, and change nothing.",
            ),
        ],
        handler: || post(codebook_changes::autocode),
    },
    page(
        "/api/codebook/problems",
        "Double names, empty definitions, overlapping rules, unused codes.",
        || get(codebook::problems),
    ),
    page(
        "/api/codebook/files/{file}",
        "The codebook as a file: `codebook.csv`, or the TOML file of a family.",
        || get(codebook::file),
    ),
    page(
        "/api/outdated",
        "Codings made under an older definition of their code.",
        || get(codebook::outdated),
    ),
    Route {
        method: "post",
        path: "/api/outdated",
        about: "Confirm codings under the definition that their code has now.",
        takes: &[("codings", "array", "Ids of codings.")],
        handler: || post(codebook_changes::confirm),
    },
    Route {
        method: "patch",
        path: "/api/codings/{coding}",
        about: "Give a coding another code, or other ends.",
        takes: &[
            ("code", "string", "Its new code."),
            ("start", "integer", "First character, from 0."),
            ("end", "integer", "The character after the last one."),
            (
                "text",
                "string",
                "The words that stand there; refused if they do not.",
            ),
        ],
        handler: || patch(reshape::change),
    },
    Route {
        method: "post",
        path: "/api/codings/{coding}/divide",
        about: "Split a passage off a coding: some of its words become a coding of their own.",
        takes: &[
            ("start", "integer", "First character, from 0."),
            ("end", "integer", "The character after the last one."),
            (
                "text",
                "string",
                "The words that stand there; refused if they do not.",
            ),
            ("code", "string", "Another code for them."),
        ],
        handler: || post(reshape::divide),
    },
    Route {
        method: "post",
        path: "/api/codings/{coding}/join",
        about: "Make one coding of several of one coder with one code.",
        takes: &[("with", "array", "Ids of the others.")],
        handler: || post(reshape::join),
    },
    Route {
        method: "post",
        path: "/api/places",
        about: "Code many places at once, in one operation.",
        takes: &[
            (
                "places",
                "objects",
                "Each with `source`, `start`, `end` and `text`.",
            ),
            ("codes", "array", "Keys of codes."),
        ],
        handler: || post(reshape::code_places),
    },
    page(
        "/api/sources/{source}/read",
        "The passages of a source that who asks has read, from 0.",
        || get(reshape::read),
    ),
    Route {
        method: "post",
        path: "/api/sources/{source}/read",
        about: "Note that passages have been read.",
        takes: &[("passages", "integers", "Numbers of passages, from 0.")],
        handler: || post(reshape::note_read),
    },
    page(
        "/api/vocabulary",
        "What can stand in a query: fields, their values, operators.",
        || get(vocabulary::vocabulary),
    ),
];

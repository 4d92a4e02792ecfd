//! Everything that the server answers, in one table: the router, the description of the API and the
//! test that nobody gets in unasked are all made of it.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, delete, get, post};

use super::guard::{ENTER, guard};
use super::once::once;
use super::{House, api, assets, coding_routes, failure::Failure, live, pages, writing_routes};

/// One thing that can be asked for.
pub(super) struct Route {
    /// `get`, `post`, `patch` or `delete`.
    pub(super) method: &'static str,
    /// Its path; parts in braces are names.
    pub(super) path: &'static str,
    /// What it does, in one line.
    pub(super) about: &'static str,
    /// Fields of the JSON, or of the query of a `get`, that it takes: name, type (`array` is one of
    /// strings, `integers` and `objects` are arrays too), meaning.
    pub(super) takes: &'static [(&'static str, &'static str, &'static str)],
    pub(super) handler: fn() -> MethodRouter<House>,
}

/// The whole table.
pub(super) fn all() -> impl Iterator<Item = &'static Route> {
    ROUTES
        .iter()
        .chain(coding_routes::ROUTES)
        .chain(writing_routes::ROUTES)
}

/// The table, without the parts of other files.
const ROUTES: &[Route] = &[
    page(ENTER, "Use a one-time link.", || get(pages::enter)),
    page("/", "What is in the project, and what to do next.", || {
        get(pages::overview::show)
    }),
    page(
        "/sources",
        "All sources, and how far each is coded.",
        || get(pages::sources::show),
    ),
    page("/sources/{source}", "Read and code one source.", || {
        get(pages::read::show)
    }),
    page(
        "/codebook",
        "The tree of codes with their definitions.",
        || get(pages::codebook::show),
    ),
    page(
        "/quotes",
        "The quotes of a theme with their attributions.",
        || get(pages::quotes::show),
    ),
    page("/search", "Passages that answer a query.", || {
        get(pages::search::show)
    }),
    page(
        "/history",
        "Who did what, when; take anything back.",
        || get(pages::history::show),
    ),
    page("/tables", "The first table.", || get(pages::tables::first)),
    page(
        "/tables/{command}",
        "A table or a figure, with its settings.",
        || get(pages::tables::show),
    ),
    page("/agreement", "How far coders agree.", || {
        get(pages::agreement::show)
    }),
    page(
        "/disagreements",
        "What coders differ about, settled one by one.",
        || get(pages::agreement::disagreements),
    ),
    page("/audit", "A draft held against the sources.", || {
        get(pages::audit::show)
    }),
    page(
        "/api/answers",
        "The commands that answer here, with their settings.",
        || get(api::answers::forms),
    ),
    Route {
        method: "get",
        path: "/api/answers/{command}",
        about: "What a command answers, as JSON. Its settings are those that `/api/answers` lists.",
        takes: &[
            ("format", "string", "json."),
            (
                "told",
                "string",
                "Anything, with json: the sentences in the language of the visitor; the answer stands under `answer`, and `english` lists what stays English.",
            ),
        ],
        handler: || get(api::answers::ask),
    },
    Route {
        method: "post",
        path: "/api/answers/{command}",
        about: "The same as a file, which is recorded as one that leaves the project, or about the file that is the body. Settings stand in the address, with `format`, and `file`, the name of the body.",
        takes: &[],
        handler: || post(api::answers::post).layer(DefaultBodyLimit::max(api::answers::LARGEST)),
    },
    Route {
        method: "post",
        path: "/api/settle",
        about: "Decide what coders differ about.",
        takes: &[
            ("case", "string", "The disagreement."),
            (
                "decision",
                "string",
                "As `quotebook settle` reads it: `1`, `1+2`, `both`, `neither`, `120-188 CODE`.",
            ),
            ("reason", "string", "Why."),
            (
                "coders",
                "string",
                "Among whom; as in the list that the case is of.",
            ),
            ("again", "boolean", "Decide anew what has been decided."),
        ],
        handler: || post(api::answers::settle),
    },
    page("/assets/{file}", "Style and scripts.", || get(assets::file)),
    page("/api", "The description of this API (OpenAPI 3.1).", || {
        get(api::description)
    }),
    page("/api/status", "Counts, and what is waiting.", || {
        get(api::status)
    }),
    page(
        "/api/sources",
        "All sources with their respondents.",
        || get(api::sources),
    ),
    page(
        "/api/sources/{source}",
        "The text of a source, its passages and its respondent.",
        || get(api::source),
    ),
    page(
        "/api/sources/{source}/codings",
        "The codings of a source.",
        || get(api::codings),
    ),
    page("/api/codes", "The codebook, in reading order.", || {
        get(api::codes)
    }),
    Route {
        method: "get",
        path: "/api/search",
        about: "Passages that answer a query, at most 1000.",
        takes: &[
            ("query", "string", "In the query language."),
            ("source", "string", "Only in this source."),
        ],
        handler: || get(api::search),
    },
    page("/api/history", "The journal, without its changes.", || {
        get(api::history)
    }),
    page(
        "/api/events",
        "An event `changed` whenever the project has changed.",
        || get(live::events),
    ),
    Route {
        method: "post",
        path: "/api/codings",
        about: "Code a place. Answered once it is on the disk.",
        takes: &[
            ("source", "string", "The source."),
            ("start", "integer", "First character, from 0."),
            ("end", "integer", "The character after the last one."),
            (
                "text",
                "string",
                "The words that stand there; refused if they do not.",
            ),
            ("codes", "array", "Keys of codes."),
        ],
        handler: || post(api::changes::code),
    },
    Route {
        method: "delete",
        path: "/api/codings/{coding}",
        about: "Remove a coding.",
        takes: &[],
        handler: || delete(api::changes::uncode),
    },
    Route {
        method: "get",
        path: "/api/memos",
        about: "The memos on a source and on its codings, the oldest first.",
        takes: &[("source", "string", "The source.")],
        handler: || get(api::memos),
    },
    Route {
        method: "post",
        path: "/api/memos",
        about: "Write a memo.",
        takes: &[
            (
                "on",
                "string",
                "What it is on: a source, a respondent, a code, a coding.",
            ),
            ("text", "string", "The memo."),
        ],
        handler: || post(api::changes::memo),
    },
    Route {
        method: "post",
        path: "/api/undo",
        about: "Take back an operation: the one named, else the last one of who asks.",
        takes: &[("operation", "string", "Its id; left out, the last one.")],
        handler: || post(api::changes::undo),
    },
];

pub(super) const fn page(
    path: &'static str,
    about: &'static str,
    handler: fn() -> MethodRouter<House>,
) -> Route {
    Route {
        method: "get",
        path,
        about,
        takes: &[],
        handler,
    }
}

/// The router; every request passes the guard first, also those for what is not there.
pub(super) fn router(house: House) -> Router {
    let routes = all().fold(Router::new(), |router, route| {
        router.route(route.path, (route.handler)())
    });
    routes
        .fallback(|| async { pages::NoPage::from(Failure::missing("there is no such page")) })
        .layer(from_fn_with_state(house.clone(), once))
        .layer(from_fn_with_state(house.clone(), guard))
        .with_state(house)
}

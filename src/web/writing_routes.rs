//! The part of the table of routes for quotes, sources, respondents and the history.

use axum::extract::DefaultBodyLimit;
use axum::routing::{delete, get, patch, post};

use super::routes::{Route, page};
use super::{api, pages};

/// What the pages of writers and of those who look after the register ask for.
pub(super) const ROUTES: &[Route] = &[
    // Quotes.
    page(
        "/quotes/{coding}",
        "Edit one quote beside its source.",
        || get(pages::quote::show),
    ),
    Route {
        method: "get",
        path: "/api/quotes",
        about: "Quotes, with how many respondents share what the attribution of each tells.",
        takes: &[
            ("code", "string", "Key of a code."),
            ("query", "string", "In the query language."),
            ("starred", "string", "Anything: only those with a star."),
            (
                "within",
                "string",
                "In the query language: only of sources in which anything answers.",
            ),
            (
                "excluded",
                "string",
                "Anything: also of respondents who are excluded.",
            ),
            (
                "coded_from",
                "string",
                "Only those coded on this day of UTC or later.",
            ),
            (
                "coded_to",
                "string",
                "Only those coded on this day of UTC or earlier.",
            ),
            (
                "status",
                "string",
                "`none`, `candidate`, `approved` or `used`.",
            ),
            (
                "form",
                "string",
                "`printed`, `clean`, `marked` or `source`.",
            ),
            ("coder", "string", "Who coded it."),
        ],
        handler: || get(api::quotes::list),
    },
    Route {
        method: "patch",
        path: "/api/quotes",
        about: "Say how a quote stands; what is left out stays as it is.",
        takes: &[
            ("codings", "array", "The codings of the quote."),
            ("starred", "boolean", "With or without a star."),
            (
                "status",
                "string",
                "`none`, `candidate`, `approved` or `used`.",
            ),
            ("note", "string", "A note; an empty one takes it away."),
        ],
        handler: || patch(api::quotes::stand),
    },
    Route {
        method: "post",
        path: "/api/quotes/preview",
        about: "What an edit would print and do to the words of the source; nothing is kept.",
        takes: &[
            ("codings", "array", "Codings whose words it is made of."),
            ("text", "string", "The quote as it shall be printed."),
        ],
        handler: || post(api::quotes::preview),
    },
    Route {
        method: "post",
        path: "/api/quotes/edit",
        about: "Keep an edit of a quote.",
        takes: &[
            ("codings", "array", "Codings whose words it is made of."),
            ("text", "string", "The quote as it shall be printed."),
            (
                "because",
                "string",
                "Why it is right that a word that denies is lost, put in or moved.",
            ),
        ],
        handler: || post(api::quotes::edit),
    },
    Route {
        method: "delete",
        path: "/api/quotes/edit/{coding}",
        about: "Take the edit of a quote away.",
        takes: &[],
        handler: || delete(api::quotes::plain),
    },
    Route {
        method: "post",
        path: "/api/quotes/translations",
        about: "Keep a translation of a quote; without words the one that is there is taken away.",
        takes: &[
            ("coding", "string", "A coding of the quote."),
            ("language", "string", "Tag of the language, such as `en`."),
            ("text", "string", "The words."),
            ("translator", "string", "Who translated."),
        ],
        handler: || post(api::quotes::translate),
    },
    Route {
        method: "post",
        path: "/api/quotes/export",
        about: "Quotes as a file, recorded as one that leaves the project.",
        takes: &[
            ("code", "string", "Key of a code."),
            ("query", "string", "In the query language."),
            ("starred", "string", "Anything: only those with a star."),
            (
                "within",
                "string",
                "In the query language: only of sources in which anything answers.",
            ),
            (
                "excluded",
                "string",
                "Anything: also of respondents who are excluded.",
            ),
            (
                "coded_from",
                "string",
                "Only those coded on this day of UTC or later.",
            ),
            (
                "coded_to",
                "string",
                "Only those coded on this day of UTC or earlier.",
            ),
            (
                "status",
                "string",
                "`none`, `candidate`, `approved` or `used`.",
            ),
            (
                "form",
                "string",
                "`printed`, `clean`, `marked` or `source`.",
            ),
            ("coder", "string", "Who coded it."),
            ("by", "string", "`theme`, `category` or `respondent`."),
            ("translation", "string", "`none`, `only` or `both`."),
            ("context", "string", "Passages of context on each side."),
            (
                "positions",
                "boolean",
                "Also where each stands and who coded it.",
            ),
            (
                "format",
                "string",
                "`docx`, `odt`, `html`, `md`, `txt`, `tex`, `xlsx`, `csv` or `json`.",
            ),
        ],
        handler: || post(api::quote_file::export),
    },
    // Sources and respondents.
    page("/respondents", "The register as a table.", || {
        get(pages::respondents::show)
    }),
    page(
        "/respondents/{respondent}",
        "All that is known of one respondent.",
        || get(pages::respondent::show),
    ),
    Route {
        method: "post",
        path: "/api/import",
        about: "Import files. The body is a line of JSON that lists them, as `[{\"name\": .., \"size\": ..}]`, and then their bytes. `dry_run`, `map` and `no_new` stand in the address.",
        takes: &[],
        handler: || {
            post(api::register::import).layer(DefaultBodyLimit::max(api::register::LARGEST))
        },
    },
    Route {
        method: "patch",
        path: "/api/sources/{source}",
        about: "Set what is known about a source; what is left out stays as it is.",
        takes: &[
            ("respondent", "string", "Who speaks; empty for nobody."),
            (
                "language",
                "string",
                "Tag of the language; empty for not known.",
            ),
        ],
        handler: || patch(api::register::source),
    },
    page("/api/respondents", "The register.", || {
        get(api::register::list)
    }),
    Route {
        method: "post",
        path: "/api/respondents",
        about: "Take somebody new into the register.",
        takes: &[("respondent", "string", "The name.")],
        handler: || post(api::register::add),
    },
    page(
        "/api/respondents/{respondent}",
        "All that is known of one respondent.",
        || get(api::register::one),
    ),
    Route {
        method: "patch",
        path: "/api/respondents/{respondent}",
        about: "Set one answer of the register.",
        takes: &[
            ("attribute", "string", "Name of the attribute."),
            ("value", "string", "The answer; empty for none."),
            (
                "anyway",
                "boolean",
                "Also an answer that can hardly be; otherwise it is refused with 409.",
            ),
        ],
        handler: || patch(api::register::answer),
    },
    Route {
        method: "post",
        path: "/api/respondents/{respondent}/classifications",
        about: "Classify a respondent, or settle what classifiers differ about.",
        takes: &[
            ("attribute", "string", "Name of the attribute."),
            ("value", "string", "The value."),
            ("reason", "string", "Which of the value's reasons."),
            (
                "because",
                "array",
                "The words that it rests on: ids of codings.",
            ),
            ("note", "string", "A note."),
            ("settle", "string", "Settle it, for this reason."),
            (
                "again",
                "boolean",
                "In the place of how it was settled before.",
            ),
        ],
        handler: || post(api::register::classify),
    },
    Route {
        method: "post",
        path: "/api/contradictions",
        about: "Settle what register and notes differ about.",
        takes: &[
            ("contradiction", "string", "Its name."),
            ("verdict", "string", "`register`, `reading` or `both`."),
            ("value", "string", "With `register`: the right answer."),
            (
                "attribute",
                "string",
                "Which one is corrected, where several are read.",
            ),
            ("because", "string", "Why."),
            (
                "anyway",
                "boolean",
                "Also an answer that can hardly be; otherwise it is refused with 409.",
            ),
            (
                "again",
                "boolean",
                "In the place of how it was settled before.",
            ),
        ],
        handler: || post(api::register::settle),
    },
    // History.
    Route {
        method: "post",
        path: "/api/redo",
        about: "Do again what was taken back last.",
        takes: &[],
        handler: || post(api::changes::redo),
    },
];

//! The files of the page: style, scripts and words, built into the program.

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::failure::Failure;

/// Name, kind and content of every file.
const FILES: &[(&str, &str, &str)] = &[
    ("icon.svg", "image/svg+xml", include_str!("assets/icon.svg")),
    (
        "answers.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/answers.js"),
    ),
    (
        "settle.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/settle.js"),
    ),
    (
        "audit.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/audit.js"),
    ),
    (
        "page.css",
        "text/css; charset=utf-8",
        include_str!("assets/page.css"),
    ),
    (
        "page.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/page.js"),
    ),
    (
        "read.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/read.js"),
    ),
    (
        "form.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/form.js"),
    ),
    (
        "quotes.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/quotes.js"),
    ),
    (
        "sources.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/sources.js"),
    ),
    (
        "register.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/register.js"),
    ),
    (
        "respondent.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/respondent.js"),
    ),
    (
        "history.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/history.js"),
    ),
    (
        "queue.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/queue.js"),
    ),
    (
        "text.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/text.js"),
    ),
    (
        "dialogs.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/dialogs.js"),
    ),
    (
        "likeness.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/likeness.js"),
    ),
    (
        "marks.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/marks.js"),
    ),
    (
        "reading.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/reading.js"),
    ),
    (
        "book.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/book.js"),
    ),
    (
        "codebook.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/codebook.js"),
    ),
    (
        "older.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/older.js"),
    ),
    (
        "complete.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/complete.js"),
    ),
    (
        "search.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/search.js"),
    ),
];

/// One file.
pub(super) async fn file(Path(name): Path<String>) -> Result<Response, Failure> {
    let found = FILES.iter().find(|(known, ..)| *known == name);
    let (_, kind, content) = found.ok_or_else(|| Failure::missing(format!("no file `{name}`")))?;
    Ok(([(header::CONTENT_TYPE, *kind)], *content).into_response())
}

#[cfg(test)]
mod tests {
    use super::FILES;

    #[test]
    fn what_a_browser_keeps_is_kept_for_one_project_and_one_coder() {
        let mut seen = 0;
        // Switches of the browser hold no words.
        let switches = ["\"quotebook:keys-off\"", "\"quotebook:others\""];
        for (name, _, content) in FILES {
            let content = switches
                .iter()
                .fold((*content).to_owned(), |it, switch| it.replace(switch, ""));
            assert!(!content.contains("\"quotebook:"), "{name}");
            for key in content.split("`quotebook:").skip(1) {
                let key = key.split('`').next().unwrap_or_default();
                assert!(
                    key.contains("${mark}") || key.contains("dataset.mark}"),
                    "{name}: {key}"
                );
                seen += 1;
            }
        }
        assert!(seen >= 7, "{seen}");
    }
}

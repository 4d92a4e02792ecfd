//! Before anything is routed: is it this server that is meant, this server's page that asks, and
//! somebody who was let in? And what every answer says to the browser.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::House;
use super::failure::{Failure, Untold};
use super::language::Language;
use super::pages::no_page;
use super::seat::{Seat, Visitor};
use super::told::tell;

/// The path of one-time links, the only one that needs no session.
pub(super) const ENTER: &str = "/enter";

/// Nothing but the program's own files, no script within a page, no frames, nothing kept.
const HEADERS: [(&str, &str); 7] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cache-control", "no-store"),
];

/// Lets a request through, or refuses it.
pub(super) async fn guard(State(house): State<House>, request: Request, next: Next) -> Response {
    let language = language(request.headers());
    let mut response = match admit(&house, &request) {
        Ok(None) => next.run(request).await,
        Ok(Some(visitor)) if visitor.moment.is_some() && changes(&request) => Failure::locked(
            "this is the project as it was, which cannot be changed, expected it as it is now",
        )
        .in_language(visitor.language),
        Ok(Some(visitor)) => {
            let mut request = request;
            request.extensions_mut().insert(visitor.clone());
            let response = next.run(request).await;
            // What cannot be shown or done is said in the language of the visitor, too.
            let extensions = response.extensions();
            match (extensions.get::<Failure>(), extensions.get::<Untold>()) {
                (Some(failure), _) => no_page(&Seat::of(&house, &visitor), &failure.clone()),
                (None, Some(Untold(failure))) => failure.clone().in_language(visitor.language),
                (None, None) => response,
            }
        }
        Err((status, words)) => (status, plain(language, words)).into_response(),
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    response
}

/// The language that somebody has chosen or whose browser likes.
pub(super) fn language(headers: &HeaderMap) -> Language {
    Language::chosen(
        cookie(headers, "quotebook-language"),
        text(headers, header::ACCEPT_LANGUAGE),
    )
}

/// A line of plain words, for those who see no page yet.
pub(super) fn plain(language: Language, words: &str) -> String {
    let told = tell(language, words);
    told.unwrap_or_else(|| words.to_owned()) + "\n"
}

/// Whether a request asks for a change. A preview and the audit of a draft are sent like one, and are none.
fn changes(request: &Request) -> bool {
    let reads = ["/api/quotes/preview", "/api/answers/audit"];
    !matches!(*request.method(), Method::GET | Method::HEAD)
        && !reads.contains(&request.uri().path())
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The value of a cookie.
fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

fn admit(house: &House, request: &Request) -> Result<Option<Visitor>, (StatusCode, &'static str)> {
    let headers = request.headers();
    let doors = &house.0.doors;
    let host = text(headers, header::HOST).filter(|host| doors.is_host(host));
    let Some(host) = host else {
        return Err((
            StatusCode::MISDIRECTED_REQUEST,
            "this is not the host that was asked for",
        ));
    };
    // A browser says where a request comes from; one that changes something must say it.
    let own = format!("http://{host}");
    let foreign = match headers.get(header::ORIGIN) {
        Some(origin) => origin.as_bytes() != own.as_bytes(),
        None => !matches!(*request.method(), Method::GET | Method::HEAD),
    };
    if foreign {
        return Err((
            StatusCode::FORBIDDEN,
            "only the page of this server may ask for this",
        ));
    }
    if request.uri().path() == ENTER {
        return Ok(None);
    }
    let session = cookie(headers, &doors.cookie()).and_then(|key| doors.coder(key));
    let Some(coder) = session else {
        return Err((
            StatusCode::UNAUTHORIZED,
            "not let in: open the link that `quotebook serve` printed; each link works once",
        ));
    };
    let language = language(headers);
    let moment = cookie(headers, &doors.moment()).and_then(|it| it.parse().ok());
    Ok(Some(Visitor {
        coder,
        language,
        moment,
    }))
}

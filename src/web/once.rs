//! A change that a page sends twice, because the answer to the first was lost on the way, is made once:
//! the page gives every change a name (`Idempotency-Key`), and the answer is kept under it for a while. The
//! journal keeps the name for ever, so that a change is not made twice either where the server was ended
//! in between.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

use axum::Json;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use tokio::sync::watch;

use super::House;
use super::failure::{Failure, Untold};
use super::seat::Visitor;
use crate::project::ChangeName;

/// So many answers are kept.
const KEPT: usize = 1000;
/// The largest answer to a change, in bytes.
const LARGEST: usize = 4 << 20;

/// The name of a change.
const NAME: &str = "idempotency-key";

#[derive(Clone)]
struct Told {
    status: StatusCode,
    kind: Option<HeaderValue>,
    body: Bytes,
    /// What the guard says in the language of the visitor.
    untold: Option<Untold>,
}

type Telling = watch::Sender<Option<Told>>;
type Waiting = watch::Receiver<Option<Told>>;

/// The answers that were given last, and all changes that were made before the server was started.
pub(super) struct Once {
    answers: Mutex<Answers>,
    made: HashSet<ChangeName>,
}

#[derive(Default)]
struct Answers {
    order: VecDeque<String>,
    given: HashMap<String, Waiting>,
}

impl Once {
    /// Knows the changes of the journal; of these no answer is left.
    pub(super) fn new(made: HashSet<ChangeName>) -> Self {
        Self {
            answers: Mutex::default(),
            made,
        }
    }

    /// Where the answer to a change will be; with a sender for whoever is the first to ask.
    fn place(&self, name: &str) -> (Waiting, Option<Telling>) {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(waiting) = answers.given.get(name) {
            return (waiting.clone(), None);
        }
        let (tell, waiting) = watch::channel(None);
        answers.given.insert(name.to_owned(), waiting.clone());
        answers.order.push_back(name.to_owned());
        if answers.order.len() > KEPT
            && let Some(oldest) = answers.order.pop_front()
        {
            answers.given.remove(&oldest);
        }
        (waiting, Some(tell))
    }

    fn forget(&self, name: &str) {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.given.remove(name);
        answers.order.retain(|it| it != name);
    }
}

/// Does a named change once; what has no name is done as often as it is asked for.
pub(super) async fn once(State(house): State<House>, mut request: Request, next: Next) -> Response {
    let name = request.headers().get(NAME).and_then(|it| it.to_str().ok());
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
    let Some(name) = name.filter(|it| changes && it.len() <= 100) else {
        return next.run(request).await;
    };
    // Nobody is told what another one was answered.
    let who = request.extensions().get::<Visitor>();
    let who = who.map_or("", |it| it.coder.as_str());
    let name = format!("{who}\n{} {}\n{name}", request.method(), request.uri());
    let change = ChangeName::of(&name);
    if house.0.once.made.contains(&change) {
        // Made by a server that was ended before it could say so.
        return Json(json!({ "made": true })).into_response();
    }
    request.extensions_mut().insert(change);
    let (mut waiting, first) = house.0.once.place(&name);
    if let Some(tell) = first {
        let house = house.clone();
        // Goes on when the browser has gone: it will ask again.
        tokio::spawn(async move {
            let (parts, body) = next.run(request).await.into_parts();
            let body = to_bytes(body, LARGEST).await.unwrap_or_default();
            if parts.status.is_server_error() {
                house.0.once.forget(&name);
            }
            tell.send_replace(Some(Told {
                status: parts.status,
                kind: parts.headers.get(header::CONTENT_TYPE).cloned(),
                body,
                untold: parts.extensions.get::<Untold>().cloned(),
            }));
        });
    }
    let told = waiting.wait_for(Option::is_some).await;
    match told.ok().and_then(|it| it.clone()) {
        Some(told) => {
            let mut response = (told.status, told.body).into_response();
            if let Some(kind) = told.kind {
                response.headers_mut().insert(header::CONTENT_TYPE, kind);
            }
            if let Some(untold) = told.untold {
                response.extensions_mut().insert(untold);
            }
            response
        }
        None => Failure::broken().into_response(),
    }
}

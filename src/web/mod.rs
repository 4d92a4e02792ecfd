//! Front door: the page. A server on the loopback address that shows one project to browsers of this
//! computer. Handlers call jobs of `project`, as commands do; the page and the command line are two
//! spellings of the same jobs. The only room with async, and async stops at its door: a project is
//! used by threads of its own (`desk`).
//!
//! A request passes `guard` (who asks, from where) before it is routed; `routes` is the one table of
//! what there is; `pages` write HTML, `api` writes JSON.

mod api;
mod asked;
mod assets;
mod coding_routes;
mod desk;
mod doors;
mod failure;
mod guard;
mod language;
mod live;
mod once;
mod pages;
mod routes;
mod seat;
mod told;
mod writing_routes;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::broadcast;

pub use asked::{Answered, Answers, Asked, Field, Form, Kind, Noun};
use desk::Desk;
use doors::Doors;
use once::Once;

use crate::model::hash::Hash;

/// What is served, and to whom.
pub struct Serving {
    /// The folder of the project.
    pub root: PathBuf,
    /// Who sits at the page.
    pub coder: String,
    /// The port; `None` takes the usual one, or any that is free.
    pub port: Option<u16>,
    /// What commands answer to pages.
    pub answers: Answers,
}

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The port is taken, or may not be used.
    #[error(
        "port `{port}` of the loopback address cannot be used, expected a free one from 1024 up"
    )]
    Port {
        /// The port.
        port: u16,
        /// Why.
        source: std::io::Error,
    },
    /// The system refuses.
    #[error("the page cannot be served, expected a system that lets programs listen on 127.0.0.1")]
    System(#[from] std::io::Error),
    /// The project cannot be opened.
    #[error(transparent)]
    Project(#[from] crate::project::ProjectError),
    /// No chance to be had for keys.
    #[error("the system gives no random numbers, expected them for the key of the page")]
    Chance,
}

/// The port that is tried first, so that a page is found at the same place again.
const USUAL_PORT: u16 = 4750;

/// What all requests share.
#[derive(Clone)]
struct House(Arc<Inner>);

struct Inner {
    desk: Desk,
    doors: Doors,
    answers: Answers,
    changes: broadcast::Sender<()>,
    once: Once,
    /// Tells this project from others that were served at the same port.
    mark: String,
}

/// Serves the page until the program is ended. `ready` gets every link that lets a browser in: one at
/// the start, and the next one whenever one is used.
pub fn serve(
    serving: Serving,
    ready: impl Fn(&str) + Send + Sync + 'static,
) -> Result<(), ServeError> {
    // A project that cannot be opened is told before anything is served.
    let project = crate::project::Project::open(&serving.root)?;
    let made = project.change_names()?;
    let mark = mark(&serving.root, &project.copy().to_string());
    drop(project);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = listen(serving.port).await?;
        let address = listener.local_addr()?;
        let doors = Doors::new(address.port(), &serving.coder, Box::new(ready))
            .ok_or(ServeError::Chance)?;
        let (changes, _) = broadcast::channel(16);
        live::watch(serving.root.clone(), changes.clone());
        let house = House(Arc::new(Inner {
            desk: Desk::new(&serving.root),
            doors,
            answers: serving.answers,
            changes,
            once: Once::new(made),
            mark,
        }));
        house.0.doors.announce();
        axum::serve(listener, routes::router(house)).await?;
        Ok(())
    })
}

/// Tells a project from every other one, also from one that was at the same place before.
fn mark(root: &Path, copy: &str) -> String {
    let whole = std::fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    let mut named = whole.as_os_str().as_encoded_bytes().to_vec();
    named.extend(copy.as_bytes());
    Hash::of(&named).to_string()
}

async fn listen(port: Option<u16>) -> Result<TcpListener, ServeError> {
    let at = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    match port {
        Some(port) => TcpListener::bind(at(port))
            .await
            .map_err(|source| ServeError::Port { port, source }),
        None => match TcpListener::bind(at(USUAL_PORT)).await {
            Ok(listener) => Ok(listener),
            Err(_) => Ok(TcpListener::bind(at(0)).await?),
        },
    }
}

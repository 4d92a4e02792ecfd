//! Tells open pages that the project has changed, whoever changed it: another browser, or a command.

use std::convert::Infallible;
use std::path::PathBuf;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use futures_util::stream::unfold;
use tokio::sync::broadcast::{self, error::RecvError};

use super::House;
use crate::project::Project;

/// How often the journal is looked at.
const EVERY: Duration = Duration::from_millis(300);

/// Watches the journal from a thread and counts its changes.
pub(super) fn watch(root: PathBuf, changes: broadcast::Sender<u64>) {
    std::thread::spawn(move || {
        let Ok(project) = Project::open(&root) else {
            return;
        };
        let mut last = project.state().ok();
        let mut count = 0_u64;
        loop {
            std::thread::sleep(EVERY);
            let Ok(now) = project.state() else { continue };
            if last.as_ref() != Some(&now) {
                last = Some(now);
                count += 1;
                // Nobody may be looking.
                let _ = changes.send(count);
            }
        }
    });
}

/// A stream with one event for every change.
pub(super) async fn events(
    State(house): State<House>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let stream = unfold(house.0.changes.subscribe(), |mut changes| async {
        let data = match changes.recv().await {
            Ok(count) => count.to_string(),
            // Whoever was too slow has missed something; that is all it needs to know.
            Err(RecvError::Lagged(_)) => "0".to_owned(),
            Err(RecvError::Closed) => return None,
        };
        Some((Ok(Event::default().event("changed").data(data)), changes))
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}

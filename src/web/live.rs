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
use super::seat::Seat;
use crate::model::hash::Hash;
use crate::project::Project;

/// How often the journal is looked at.
const EVERY: Duration = Duration::from_millis(300);

/// Watches the journal from a thread and says when it has changed.
pub(super) fn watch(root: PathBuf, changes: broadcast::Sender<()>) {
    std::thread::spawn(move || {
        let Ok(project) = Project::open(&root) else {
            return;
        };
        let mut last = project.state().ok();
        loop {
            std::thread::sleep(EVERY);
            let Ok(now) = project.state() else { continue };
            if last.as_ref() != Some(&now) {
                last = Some(now);
                // Nobody may be looking.
                let _ = changes.send(());
            }
        }
    });
}

/// A stream with one event for every change that the visitor may know of: in a blind round what others do
/// is not even heard of, and nothing is counted that would tell it.
pub(super) async fn events(
    seat: Seat,
    State(house): State<House>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let changes = house.0.changes.subscribe();
    let at_first = seen(&seat).await;
    let begun = (changes, seat, at_first);
    let stream = unfold(begun, |(mut changes, seat, before)| async move {
        loop {
            match changes.recv().await {
                // Whoever was too slow has missed something; that is all it needs to know.
                Ok(()) | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return None,
            }
            let now = seen(&seat).await;
            // Where it cannot be said, nothing is said.
            if now.is_some() && now != before {
                let event = Event::default().event("changed").data("yes");
                return Some((Ok(event), (changes, seat, now)));
            }
        }
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}

async fn seen(seat: &Seat) -> Option<Hash> {
    seat.ask(|project, _| project.seen_so_far()).await.ok()
}

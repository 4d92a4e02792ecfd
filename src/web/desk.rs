//! Where work on the project is done: threads that hold it open for each person, so that what was
//! read for one request serves the next. Jobs come in from async and answers go back to it.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::SystemTime;

use jiff::Timestamp;
use tokio::sync::oneshot;

use super::failure::Failure;
use crate::project::{ChangeName, Project, ProjectError, SETTINGS};

/// So many jobs are done at once: one that takes long does not keep a coding waiting.
const THREADS: usize = 2;

type Job = Box<dyn FnOnce(&mut Shelf) + Send>;

/// Hands jobs to the threads.
pub(super) struct Desk {
    jobs: mpsc::Sender<Job>,
}

/// Who looks, and at which moment; `None` is now.
pub(super) type View = (String, Option<Timestamp>);

/// So many views are kept open: one for each person, and some of other times.
const KEPT: usize = 16;

/// The project as each person sees it, and the settings file that it was opened with.
struct Shelf {
    root: PathBuf,
    open: HashMap<View, (Option<SystemTime>, Project)>,
}

impl Shelf {
    fn project(&mut self, view: &View) -> Result<&mut Project, ProjectError> {
        let about = std::fs::metadata(self.root.join(SETTINGS));
        let written = about.and_then(|about| about.modified()).ok();
        let stale = |(opened, _): &(Option<SystemTime>, Project)| *opened != written;
        if self.open.get(view).is_none_or(stale) {
            if self.open.len() >= KEPT {
                self.open.clear();
            }
            let project = Project::open(&self.root)?.seen_by(&view.0);
            let project = match view.1 {
                Some(moment) => project.as_of(moment),
                None => project,
            };
            self.open.insert(view.clone(), (written, project));
        }
        match self.open.get_mut(view) {
            Some((_, project)) => Ok(project),
            None => Err(ProjectError::NotFound(self.root.clone())),
        }
    }
}

impl Desk {
    /// Threads for the project in `root`. They end when the desk goes.
    pub(super) fn new(root: &Path) -> Self {
        let (jobs, waiting) = mpsc::channel::<Job>();
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..THREADS {
            let waiting = Arc::clone(&waiting);
            let root = root.to_owned();
            std::thread::spawn(move || {
                let mut shelf = Shelf {
                    root,
                    open: HashMap::new(),
                };
                loop {
                    let next = waiting
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .recv();
                    let Ok(job) = next else { break };
                    // A job that fails beyond its errors leaves nothing half read behind.
                    if catch_unwind(AssertUnwindSafe(|| job(&mut shelf))).is_err() {
                        shelf.open.clear();
                    }
                }
            });
        }
        Self { jobs }
    }

    /// Does a job with the project as it is in this view; the change that it makes has this name.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        view: View,
        name: Option<ChangeName>,
        job: impl FnOnce(&mut Project) -> Result<T, ProjectError> + Send + 'static,
    ) -> Result<T, Failure> {
        let (tell, told) = oneshot::channel();
        let sent = self.jobs.send(Box::new(move |shelf| {
            let answer = shelf.project(&view).and_then(|project| {
                project.name_next(name);
                let answer = job(project);
                project.name_next(None);
                answer
            });
            // Nobody waits any more where the browser has gone.
            let _ = tell.send(answer.map_err(Failure::from));
        }));
        match (sent, told.await) {
            (Ok(()), Ok(answer)) => answer,
            _ => Err(Failure::broken()),
        }
    }
}

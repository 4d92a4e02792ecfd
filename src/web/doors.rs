//! Who may come in: one-time links, which become sessions. A session says who sits there; nothing
//! here assumes that it is one person only.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::model::hash::Hash;

/// Links and sessions, both kept as digests, so that neither can be read out of the memory of a
/// program that was stopped.
pub(super) struct Doors {
    port: u16,
    coder: String,
    tell: Box<dyn Fn(&str) + Send + Sync>,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    /// The link that has not been used yet.
    link: Option<(String, Hash)>,
    sessions: HashMap<Hash, String>,
}

/// 256 bits of the system's chance, in hexadecimal digits.
fn key() -> Option<String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).ok()?;
    Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

impl Doors {
    /// Doors of a server at `port`, where `coder` sits; `None` where the system has no chance.
    pub(super) fn new(
        port: u16,
        coder: &str,
        tell: Box<dyn Fn(&str) + Send + Sync>,
    ) -> Option<Self> {
        let doors = Self {
            port,
            coder: coder.to_owned(),
            tell,
            known: Mutex::default(),
        };
        doors.fresh_link()?;
        Some(doors)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fresh_link(&self) -> Option<()> {
        let key = key()?;
        let hash = Hash::of(key.as_bytes());
        self.known().link = Some((key, hash));
        Some(())
    }

    /// Tells the link that lets the next browser in.
    pub(super) fn announce(&self) {
        let link = self
            .known()
            .link
            .as_ref()
            .map(|(key, _)| format!("http://127.0.0.1:{}/enter?key={key}", self.port));
        if let Some(link) = link {
            (self.tell)(&link);
        }
    }

    /// Uses a link up and opens a session: its key, for the cookie. `None` when the link is not, or no
    /// longer, one.
    pub(super) fn enter(&self, link: &str) -> Option<String> {
        let session = key()?;
        {
            let mut known = self.known();
            let (_, hash) = known.link.as_ref()?;
            if *hash != Hash::of(link.as_bytes()) {
                return None;
            }
            known.link = None;
            known
                .sessions
                .insert(Hash::of(session.as_bytes()), self.coder.clone());
        }
        self.fresh_link()?;
        self.announce();
        Some(session)
    }

    /// Who sits at the browser that shows this session.
    pub(super) fn coder(&self, session: &str) -> Option<String> {
        self.known()
            .sessions
            .get(&Hash::of(session.as_bytes()))
            .cloned()
    }

    /// The name of the cookie: cookies know no ports, so that two projects need two names.
    pub(super) fn cookie(&self) -> String {
        format!("quotebook-{}", self.port)
    }

    /// The name of the cookie that holds the moment that is looked at. It is no secret, and only makes
    /// less possible.
    pub(super) fn moment(&self) -> String {
        format!("quotebook-as-of-{}", self.port)
    }

    /// Whether a `Host` is this server.
    pub(super) fn is_host(&self, host: &str) -> bool {
        ["127.0.0.1", "localhost"]
            .iter()
            .any(|name| host == format!("{name}:{}", self.port))
    }
}

//! How far each coder has read: which passages of a source were long enough on their screen. It is a
//! help for one's own eyes and no part of the study: it is in no journal, in no copy and in no count of
//! agreement, and lies among what the project can do without.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::{CACHE, Project, ProjectError, lookup, write_own};
use crate::model::hash::Hash;
use crate::model::source::Source;

/// Numbers of passages (from 0) by the digest of the text that they are of: a corrected text is read
/// anew.
type Read = BTreeMap<String, BTreeSet<usize>>;

impl Project {
    /// One file for each coder; a name may hold what a file name must not.
    fn reading_of(&self, who: &str) -> PathBuf {
        let name = format!("{}.json", Hash::of(who.as_bytes()));
        self.root.join(CACHE).join("read").join(name)
    }

    fn all_read(&self, who: &str) -> Read {
        let file = std::fs::read(self.reading_of(who));
        // What cannot be read has not been read.
        file.ok()
            .and_then(|file| serde_json::from_slice(&file).ok())
            .unwrap_or_default()
    }

    /// The passages of each source that `who` has read, by the source's text.
    pub fn has_read(&self, who: &str) -> impl Fn(&Source) -> BTreeSet<usize> + use<> {
        let read = self.all_read(who);
        move |source| {
            let passages = read.get(&source.text.to_string());
            passages.cloned().unwrap_or_default()
        }
    }

    /// Notes that `who` has read these passages of a source. Gives all that they have read of it.
    pub fn note_read(
        &self,
        who: &str,
        source: &str,
        passages: &[usize],
    ) -> Result<BTreeSet<usize>, ProjectError> {
        let study = self.held_study()?;
        let source = lookup::source(&study, source)?;
        let mut read = self.all_read(who);
        let of_source = read.entry(source.text.to_string()).or_default();
        of_source.extend(passages);
        let of_source = of_source.clone();
        let file = self.reading_of(who);
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(ProjectError::file(folder, "made"))?;
        }
        let content = serde_json::to_vec(&read).unwrap_or_default();
        write_own(&file, &content)?;
        Ok(of_source)
    }
}

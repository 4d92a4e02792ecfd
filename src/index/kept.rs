//! The index as it is kept: one folder for each state of the texts, made under another name and
//! renamed when it is whole, so that a folder that is there is complete.

use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tantivy::columnar::Column;
use tantivy::directory::MmapDirectory;
use tantivy::{DocAddress, DocId, Searcher};

use super::IndexError;
use super::build::{self, Input};
use super::found::Entry;
use super::schema::{Fields, LABEL, NUMBERS, schema};
use crate::model::hash::Hash;
use crate::model::span::Span;

/// Raised whenever what the index holds changes, so that an older one is made anew.
const FORMAT: u32 = 1;
/// How the folders are called before the state that they hold.
const PREFIX: &str = "index-";

/// An index that can be asked.
pub struct Index {
    searcher: Searcher,
    fields: Fields,
    segments: Vec<Columns>,
    everything: OnceLock<Vec<Entry>>,
}

/// Where a passage stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The passage.
    pub span: Span,
    /// What was said: the passage without its label.
    pub words: Span,
    /// Characters of the text before the passage.
    pub characters: usize,
    /// The speaker's label.
    pub speaker: Option<String>,
}

/// The columns of one segment.
struct Columns {
    numbers: [Column<u64>; NUMBERS.len()],
    labels: Option<tantivy::columnar::StrColumn>,
}

/// What an index of these texts is called: a digest of all that it is made from, so that one that
/// bears the name cannot be behind.
fn name(input: &Input<'_>) -> String {
    let mut made_from = format!("{FORMAT}\n");
    for label in input.interviewers {
        let _ = writeln!(made_from, "{label}");
    }
    for source in input.sources {
        let language = source.language.as_deref().unwrap_or_default();
        let _ = writeln!(made_from, "{} {} {language}", source.id, source.text);
    }
    Hash::of(made_from.as_bytes()).to_string()
}

impl Index {
    /// Whether there is an index in `cache` that was made from these texts.
    pub fn is_there(cache: &Path, input: &Input<'_>) -> bool {
        folder(cache, &name(input)).is_dir()
    }

    /// The index in `cache`, if it is there, whole and made from these texts.
    pub fn open(cache: &Path, input: &Input<'_>) -> Result<Self, IndexError> {
        let name = name(input);
        let folder = folder(cache, &name);
        if !folder.is_dir() {
            return Err(IndexError::Unusable(
                "there is none for the texts as they are".to_owned(),
            ));
        }
        // The library trusts its files; damaged ones can make it panic.
        guarded(|| {
            let directory = MmapDirectory::open(&folder).map_err(IndexError::unusable)?;
            let mut index = tantivy::Index::open(directory).map_err(IndexError::unusable)?;
            index.set_tokenizers(build::tokenizers());
            let damaged = index.validate_checksum().map_err(IndexError::unusable)?;
            if let Some(file) = damaged.into_iter().next() {
                return Err(IndexError::Unusable(format!(
                    "`{}` is damaged",
                    file.display()
                )));
            }
            let meta = index.load_metas().map_err(IndexError::unusable)?;
            if meta.payload.as_deref() != Some(name.as_str()) {
                return Err(IndexError::Unusable(
                    "it was made from other texts".to_owned(),
                ));
            }
            Self::of(&index)
        })
    }

    /// Makes the index anew and keeps it in `cache`, in place of any other.
    pub fn renew(cache: &Path, input: &Input<'_>) -> Result<Self, IndexError> {
        let name = name(input);
        std::fs::create_dir_all(cache).map_err(IndexError::unusable)?;
        let draft = tempfile::Builder::new()
            .prefix("new-")
            .tempdir_in(cache)
            .map_err(IndexError::unusable)?;
        build::on_disk(draft.path(), input, &name)?;
        let place = folder(cache, &name);
        // What is there is damaged, or another process has just made the same.
        if place.exists() {
            let aside = draft.path().with_extension("old");
            if std::fs::rename(&place, &aside).is_ok() {
                let _ = std::fs::remove_dir_all(aside);
            }
        }
        let made = draft.keep();
        if std::fs::rename(&made, &place).is_err() {
            let _ = std::fs::remove_dir_all(&made);
        }
        tidy(cache, &place);
        Self::open(cache, input)
    }

    /// An index in memory, for texts as they once were.
    pub fn in_memory(input: &Input<'_>) -> Result<Self, IndexError> {
        Self::of(&build::in_memory(input, "")?)
    }

    fn of(index: &tantivy::Index) -> Result<Self, IndexError> {
        let reader = index
            .reader_builder()
            .reload_policy(tantivy::ReloadPolicy::Manual);
        let reader: tantivy::IndexReader = reader.try_into().map_err(IndexError::unusable)?;
        let searcher = reader.searcher();
        let segments = searcher.segment_readers().iter().map(|segment| {
            let fast = segment.fast_fields();
            let column = |name: &str| fast.u64(name);
            let [source, passage, start, end, said, characters] = NUMBERS;
            Ok(Columns {
                numbers: [
                    column(source)?,
                    column(passage)?,
                    column(start)?,
                    column(end)?,
                    column(said)?,
                    column(characters)?,
                ],
                labels: fast.str(LABEL)?,
            })
        });
        let segments = segments
            .collect::<tantivy::Result<_>>()
            .map_err(IndexError::unusable)?;
        Ok(Self {
            fields: schema().1,
            searcher,
            segments,
            everything: OnceLock::new(),
        })
    }

    pub(super) fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    pub(super) fn fields(&self) -> Fields {
        self.fields
    }

    /// The passage that a segment keeps under `doc`.
    pub(super) fn entry(&self, segment: u32, doc: DocId, score: f32) -> Entry {
        let [source, passage, ..] = &self.segments[segment as usize].numbers;
        Entry {
            source: source.first(doc).unwrap_or(0) as u32,
            passage: passage.first(doc).unwrap_or(0) as u32,
            doc: DocAddress::new(segment, doc),
            score,
        }
    }

    /// Where a passage stands.
    pub(super) fn placed(&self, at: DocAddress) -> Placed {
        let columns = &self.segments[at.segment_ord as usize];
        let number = |which: usize| columns.numbers[which].first(at.doc_id).unwrap_or(0) as usize;
        let span = self.placed_span(at);
        let words = Span {
            start: number(4),
            end: span.end,
        };
        let speaker = columns.labels.as_ref().and_then(|labels| {
            let mut label = String::new();
            let ordinal = labels.term_ords(at.doc_id).next()?;
            labels
                .ord_to_str(ordinal, &mut label)
                .ok()?
                .then_some(label)
        });
        Placed {
            span,
            words,
            characters: number(5),
            speaker,
        }
    }

    /// What was said in a passage: where it stands without its label.
    pub(super) fn said_span(&self, at: DocAddress) -> Span {
        let columns = &self.segments[at.segment_ord as usize];
        let number = |which: usize| columns.numbers[which].first(at.doc_id).unwrap_or(0) as usize;
        let (start, end) = (number(4), number(3));
        Span { start, end }
    }

    /// Where a passage stands, no more.
    pub(super) fn placed_span(&self, at: DocAddress) -> Span {
        let columns = &self.segments[at.segment_ord as usize];
        let number = |which: usize| columns.numbers[which].first(at.doc_id).unwrap_or(0) as usize;
        let (start, end) = (number(2), number(3));
        Span { start, end }
    }

    /// Every passage in reading order.
    pub(super) fn everything(&self) -> &[Entry] {
        self.everything.get_or_init(|| {
            let segments = (0..).zip(self.searcher.segment_readers());
            let mut all: Vec<Entry> = segments
                .flat_map(|(segment, reader)| {
                    (0..reader.max_doc()).map(move |doc| self.entry(segment, doc, 0.0))
                })
                .collect();
            all.sort_by_key(Entry::key);
            all
        })
    }

    /// The passages of one source, in order.
    pub(super) fn passages_of(&self, source: u32) -> &[Entry] {
        let all = self.everything();
        let from = all.partition_point(|entry| entry.source < source);
        let to = all.partition_point(|entry| entry.source <= source);
        &all[from..to]
    }
}

fn folder(cache: &Path, name: &str) -> PathBuf {
    cache.join(format!("{PREFIX}{}", &name[..16]))
}

/// Removes indexes of other states and half-made ones that nobody has touched for an hour.
fn tidy(cache: &Path, keep: &Path) {
    let Ok(entries) = std::fs::read_dir(cache) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let old = || {
            let age = entry
                .metadata()
                .and_then(|it| it.modified())
                .map(|it| it.elapsed());
            matches!(age, Ok(Ok(age)) if age.as_secs() > 3600)
        };
        let other = name.starts_with(PREFIX) && entry.path() != keep;
        if other || (name.starts_with("new-") && old()) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

/// Runs what may panic on damaged files.
pub(super) fn guarded<T>(job: impl FnOnce() -> Result<T, IndexError>) -> Result<T, IndexError> {
    catch_unwind(AssertUnwindSafe(job))
        .unwrap_or_else(|_| Err(IndexError::Unusable("it is damaged".to_owned())))
}

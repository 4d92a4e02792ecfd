//! The house: the project folder and its jobs; the only place where edges meet.

mod append;
mod archive;
mod assignments;
mod audit;
mod autocode;
mod classify;
mod code_place;
mod codebook;
mod codebook_files;
mod coding;
mod concealed;
mod contradictions;
mod definitions;
mod demo;
mod dropped;
mod editing;
mod error;
mod evidence;
mod export;
mod exports;
mod history;
mod import;
mod kept;
mod lookup;
mod merge;
mod misfits;
mod numbering;
mod places;
mod quotes;
mod reading;
mod redact;
mod register;
mod reshape;
mod round;
mod routes;
mod rules;
mod scheme;
mod search;
mod segments;
mod settings;
mod settle;
mod sources;
mod standing;
mod status;
mod table;
mod tables;
mod writing;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use jiff::Timestamp;
use uuid::Uuid;

use crate::index::Index;
use crate::model::blind::Blind;
use crate::model::classification;
use crate::model::id::Id;
use crate::model::numbering::Numbering;
use crate::model::operation::{Change, OperationId};
use crate::model::respondent::{Attribute, Kind};
use crate::model::settings::Settings;
use crate::model::source::Source;
use crate::model::study::Study;
use crate::store::{Store, Writing};

pub use append::ChangeName;
pub use archive::ArchiveAnswer;
pub use audit::{DraftFile, Remark, read_draft};
pub use autocode::{RuleAnswer, RuleTrial};
pub use classify::{Classified, ClassifyRequest};
pub use code_place::CodePlace;
pub use codebook::{CodeEdit, Leaving};
pub use coding::{Place, Reach};
pub use contradictions::Ruling;
pub use definitions::{CodeVersion, outdated};
pub use dropped::Dropped;
pub use editing::{IdleEdit, QuotedPart, TranslationEdit};
pub use error::ProjectError;
pub use evidence::Placed;
pub use export::{
    Carrier, EXCLUDED, ExportAnswer, ExportRequest, Fate, Loss, Losses, Profile, blind, staying,
};
pub use exports::{Leave, Trace};
pub use history::HistoryLine;
pub use import::{FileAnswer, ImportAnswer, ImportOptions, Outcome, READER, Told};
pub use kept::leave_out;
pub use merge::MergeAnswer;
pub use misfits::{Misfit, Misfitting, newly};
pub use numbering::{NumberingRequest, read_key};
pub use places::{PlaceEdit, read_gazetteer};
pub use quotes::QuoteRequest;
pub use redact::{Found, RedactionLine};
pub use round::RoundRequest;
pub use routes::StopEdit;
pub use rules::{RULES_FOLDER, example_answers, rules_in, shipped_rules};
pub use search::{Answering, IndexState, SearchAnswer, SearchRequest};
pub use settings::{STARTER, read_settings};
pub use settle::{Settled, Settlement};
pub use sources::SourceEdit;
pub use standing::StandingEdit;
pub use status::Status;
pub use table::{BareTable, read_table};
pub use tables::Selection;
pub use writing::write_whole;
use writing::{Replaces, Staged, spares_the_project, sync_folder, write_own};

pub use crate::codebook::check::Problem;
pub use crate::corpus::pdf::answer as read_pdf;
pub use crate::index::IndexError;
pub use crate::store::{Codings, Entry, Fault, State};

/// Name of the settings file.
pub const SETTINGS: &str = "quotebook.toml";
/// Name of the database.
pub const DATABASE: &str = "quotebook.db";
/// Folder of everything that can be made again.
pub const CACHE: &str = ".quotebook";

/// An open project.
pub struct Project {
    root: PathBuf,
    store: Store,
    settings: Settings,
    /// Who looks: a coder sees only their own codings while a round is blind.
    viewer: String,
    /// What the next change is called, if it has a name.
    next: Option<ChangeName>,
    /// The moment that is looked at where none is asked for; `None` is now.
    moment: Option<Timestamp>,
    /// Public numbers, where everybody looks.
    numbering: Option<Rc<Numbering>>,
    held: RefCell<Option<Held>>,
}

/// What a search has read, kept for the next one while nobody writes.
struct Held {
    state: State,
    study: Rc<Study>,
    index: Option<Rc<Index>>,
}

/// An operation in the making.
#[derive(Debug, Default)]
pub struct Draft {
    /// What is done, for example `code.rename`.
    pub action: &'static str,
    /// One line for people.
    pub summary: String,
    /// What changes.
    pub changes: Vec<Change>,
    /// The operation that this one takes back.
    pub undoes: Option<OperationId>,
}

impl Project {
    /// Makes a project in `root`: commented settings, `corpus/`, `codebook/` and the database.
    /// Files that are there already stay as they are.
    pub fn init(root: &Path) -> Result<Self, ProjectError> {
        let database = root.join(DATABASE);
        if database.exists() {
            return Err(ProjectError::Exists(root.to_owned()));
        }
        for folder in [root.to_owned(), root.join("corpus"), root.join("codebook")] {
            std::fs::create_dir_all(&folder).map_err(ProjectError::file(&folder, "made"))?;
        }
        let settings = root.join(SETTINGS);
        if !settings.exists() {
            write_own(&settings, STARTER.as_bytes())?;
        }
        let settings = read_settings(&settings)?;
        let store = Store::create(&database, Uuid::now_v7())?;
        let mut project = Self {
            root: root.to_owned(),
            store,
            settings,
            viewer: String::new(),
            next: None,
            moment: None,
            numbering: None,
            held: RefCell::default(),
        };
        project.add_standard_attributes()?;
        Ok(project)
    }

    /// `category`, `gender` and `age` exist in every project.
    fn add_standard_attributes(&mut self) -> Result<(), ProjectError> {
        self.change("quotebook", &Codings::None, |_, _, draft| {
            draft.action = "project.init";
            draft.summary = "make the project".to_owned();
            let standard = [
                ("category", Kind::Text),
                ("gender", Kind::Text),
                ("age", Kind::Number),
            ];
            draft
                .changes
                .extend((0..).zip(standard).map(|(order, (name, kind))| {
                    let (name, label) = (name.to_owned(), name.to_owned());
                    Change::made(Attribute {
                        id: fresh(),
                        name,
                        label,
                        kind,
                        order,
                    })
                }));
            Ok(())
        })?;
        Ok(())
    }

    /// The project folder that `start` lies in: the nearest folder upwards with a database.
    pub fn find(start: &Path) -> Result<PathBuf, ProjectError> {
        start
            .ancestors()
            .find(|folder| folder.join(DATABASE).is_file())
            .map(Path::to_owned)
            .ok_or_else(|| ProjectError::NotFound(start.to_owned()))
    }

    /// Opens the project in `root`.
    pub fn open(root: &Path) -> Result<Self, ProjectError> {
        let database = root.join(DATABASE);
        if !database.is_file() {
            return Err(ProjectError::NotFound(root.to_owned()));
        }
        let settings = root.join(SETTINGS);
        let settings = if settings.exists() {
            read_settings(&settings)?
        } else {
            Settings::default()
        };
        let store = Store::open(&database)?;
        Ok(Self {
            root: root.to_owned(),
            store,
            settings,
            viewer: String::new(),
            next: None,
            moment: None,
            numbering: None,
            held: RefCell::default(),
        })
    }

    /// The project as this person may see it. Until it is said who looks, nobody's codings are shown
    /// while a round is blind.
    #[must_use]
    pub fn seen_by(mut self, viewer: &str) -> Self {
        viewer.clone_into(&mut self.viewer);
        self.held = RefCell::default();
        self
    }

    /// The project as it was at a moment: whatever is read is of then, and nothing can be changed.
    #[must_use]
    pub fn as_of(mut self, moment: Timestamp) -> Self {
        self.moment = Some(moment);
        self.held = RefCell::default();
        self
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Which copy of the project this is; another project, also one at the same place, is another copy.
    pub fn copy(&self) -> Uuid {
        self.store.copy()
    }

    /// What people set.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Everything that the project knows now, or knew at `moment`, as far as the viewer may see it;
    /// in public, under public numbers.
    pub fn study(
        &self,
        moment: Option<Timestamp>,
        codings: &Codings,
    ) -> Result<Study, ProjectError> {
        let mut study = self.seen(moment, codings)?;
        self.disguise(&mut study)?;
        Ok(study)
    }

    /// The same under the names that the team uses, for questions about it.
    fn seen(&self, moment: Option<Timestamp>, codings: &Codings) -> Result<Study, ProjectError> {
        let moment = moment.or(self.moment);
        let mut study = self.store.study(codings)?;
        // What is blind today is blind in the past too.
        let blind = Blind::new(&study, &self.viewer);
        if let Some(moment) = moment {
            let today = study;
            study = self.study_at(moment)?;
            // The journal is folded whole; of today only those that are asked for are read.
            study.codings.retain(|_, it| match codings {
                Codings::None => false,
                Codings::All => true,
                Codings::Of(codes) => codes.contains(&it.code),
                Codings::In(sources) => sources.contains(&it.source),
            });
            self.conceal_the_past(&today, &mut study)?;
        }
        blind.apply(&mut study);
        classification::apply(&mut study);
        Ok(study)
    }

    /// What the viewer may see.
    pub fn blind(&self) -> Result<Blind, ProjectError> {
        Ok(Blind::new(&*self.held_study()?, &self.viewer))
    }

    /// The text of a source, in the version that `source` is in.
    pub fn text(&self, source: &Source) -> Result<String, ProjectError> {
        Ok(self.store.text(source.text)?)
    }

    /// Differs from what it was whenever anybody has changed the project.
    pub fn state(&self) -> Result<State, ProjectError> {
        Ok(self.store.state()?)
    }

    /// Everything that is wrong with the database.
    pub fn faults(&self, deep: bool) -> Result<Vec<Fault>, ProjectError> {
        Ok(self.store.faults(deep)?)
    }

    /// Writes the database as one file to `path`, while others may go on writing.
    pub fn backup(&self, path: &Path) -> Result<(), ProjectError> {
        spares_the_project(path, Some(&self.root), Replaces::Nothing)?;
        let folder = path
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let draft = tempfile::Builder::new()
            .prefix(".quotebook-backup")
            .tempdir_in(folder)
            .map_err(ProjectError::file(path, "written"))?;
        let file = draft.path().join(DATABASE);
        self.store.backup(&file)?;
        std::fs::rename(&file, path).map_err(ProjectError::file(path, "written"))?;
        sync_folder(folder);
        Ok(())
    }

    /// The only way in which a project changes: as the only writer, `plan` looks at the study as it
    /// is and says what shall change; then the operation is written to the journal and carried out.
    /// A plan without changes writes nothing. Returns once the change is on the disk.
    pub(crate) fn change<T>(
        &mut self,
        actor: &str,
        codings: &Codings,
        plan: impl FnOnce(&Study, &Writing<'_>, &mut Draft) -> Result<T, ProjectError>,
    ) -> Result<(T, Option<OperationId>), ProjectError> {
        if self.moment.is_some() {
            return Err(ProjectError::Refused(
                "this is the project as it was, which cannot be changed, expected it as it is now"
                    .to_owned(),
            ));
        }
        let name = self.next.take();
        self.store.write(|writing| {
            let study = writing.study(codings)?;
            let mut draft = Draft::default();
            let answer = plan(&study, writing, &mut draft)?;
            let id = append::append(writing, actor, name, draft)?;
            Ok((answer, id))
        })
    }
}

/// The time, to the microsecond.
pub(crate) fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
}

/// A fresh id.
pub(crate) fn fresh<T>() -> Id<T> {
    Id::from_uuid(Uuid::now_v7())
}

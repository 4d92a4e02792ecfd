//! What an import says about every file.

use crate::exchange::losses::Loss;

/// What an import did, file by file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportAnswer {
    /// One for every file, in the order of their names.
    pub files: Vec<FileAnswer>,
    /// What concerns the project as a whole: respondents without notes, notes without a respondent.
    pub remarks: Vec<String>,
}

/// What became of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileAnswer {
    /// The file, relative to the project where it lies inside.
    pub file: String,
    /// What became of it.
    pub outcome: Outcome,
    /// What else the user should hear.
    pub told: Vec<Told>,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Imported for the first time; what it was, in words.
    New(String),
    /// Known, with changed content; what it was, in words.
    Changed(String),
    /// Known and the same.
    Same,
    /// Not a kind of file that is imported.
    Ignored,
    /// Not imported; the reason.
    Refused(String),
}

/// Something to hear about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// For information.
    Remark(String),
    /// Something is there in another form than it came in; what it is now.
    Changed(String),
    /// Something that this program has no place for stays out; the reason.
    LeftOut(String),
    /// Things of one kind are there in another form or stay out.
    Lost(Loss),
    /// Part of the file was not imported; the reason.
    Refused(String),
}

impl ImportAnswer {
    /// Whether anything came in.
    pub fn has_news(&self) -> bool {
        let news =
            |file: &FileAnswer| matches!(file.outcome, Outcome::New(_) | Outcome::Changed(_));
        self.files.iter().any(news)
    }

    /// Whether no file was refused.
    pub fn is_whole(&self) -> bool {
        self.files.iter().all(|file| {
            !matches!(file.outcome, Outcome::Refused(_))
                && !file
                    .told
                    .iter()
                    .any(|told| matches!(told, Told::Refused(_)))
        })
    }
}

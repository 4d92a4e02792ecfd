//! Public numbers and their key: drawn, kept in a file that is never in the project folder, encrypted
//! with a passphrase in the age format (C2SP, age v1), and put in the place of names wherever a study
//! leaves the project.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use age::secrecy::SecretString;
use jiff::Timestamp;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Codings, Project, ProjectError, write_whole};
use crate::model::numbering::Numbering;
use crate::model::operation::Record;
use crate::model::redact::Concealed;
use crate::model::study::Study;

/// What guessing a passphrase costs, as a power of two: 64 MB and about a fifth of a second for each.
const WORK: u8 = 16;
/// Keys that ask for more are not opened: that would take minutes.
const MOST_WORK: u8 = 22;
/// A shorter passphrase is guessed.
const SHORTEST: usize = 8;

/// Which numbers to draw.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NumberingRequest {
    /// The file of the key.
    pub key: PathBuf,
    /// The report that they are for; `None` for numbers that are the same in every report.
    pub report: Option<String>,
    /// Draws the same numbers again; without it they are drawn by the chance of this computer.
    pub seed: Option<u64>,
}

impl Project {
    /// Draws public numbers for all who have none and writes the key. Gives it, and how many are new.
    pub fn renumber(
        &self,
        request: &NumberingRequest,
        passphrase: &str,
    ) -> Result<(Numbering, usize), ProjectError> {
        self.lies_elsewhere(&request.key)?;
        if passphrase.chars().count() < SHORTEST {
            return Err(ProjectError::Advised {
                says: format!(
                    "the passphrase is too short, expected at least {SHORTEST} characters"
                ),
                advice: "four or five words that belong together for nobody but you are long and easily kept",
            });
        }
        let known = match request.key.exists() {
            true => Some(read_key(&request.key, passphrase)?),
            false => None,
        };
        if let Some(known) = known.as_ref().filter(|it| it.report != request.report) {
            let named = |report: &Option<String>| match report {
                Some(name) => format!("for report `{name}`"),
                None => "for every report".to_owned(),
            };
            return Err(ProjectError::Refused(format!(
                "`{}` is a key {}, expected one {} or another file",
                request.key.display(),
                named(&known.report),
                named(&request.report)
            )));
        }
        if known.is_some() && request.seed.is_some() {
            return Err(ProjectError::Advised {
                says: format!(
                    "`{}` has its numbers already, which no seed draws anew, expected no `--seed` with it or a file that is not there yet",
                    request.key.display()
                ),
                advice: "without `--seed` those who are new get numbers, and all others keep theirs",
            });
        }
        let mut chance = ChaCha8Rng::from_seed(seed(request));
        let mut numbering = known.unwrap_or_else(|| Numbering {
            report: request.report.clone(),
            salt: uuid::Builder::from_random_bytes(chance.random()).into_uuid(),
            ..Numbering::default()
        });
        let study = self.seen(None, &Codings::None)?;
        let fresh = numbering.extend(&study, |below| chance.random_range(0..below));
        write_key(&request.key, &numbering, passphrase)?;
        Ok((numbering, fresh))
    }

    /// A key in the project folder would be copied, sent and backed up with what it hides.
    fn lies_elsewhere(&self, key: &Path) -> Result<(), ProjectError> {
        let folder = key
            .parent()
            .filter(|it| !it.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let real = |path: &Path| {
            path.canonicalize()
                .map_err(ProjectError::file(path, "read"))
        };
        let (folder, root) = (real(folder)?, real(&self.root)?);
        // A link may lead into the folder, too.
        let target = key.canonicalize().unwrap_or_else(|_| folder.clone());
        match folder.starts_with(&root) || target.starts_with(&root) {
            false => Ok(()),
            true => Err(ProjectError::Advised {
                says: format!(
                    "`{}` lies in the project folder, expected a place outside of it for the key",
                    key.display()
                ),
                advice: "whoever gets a copy of the folder would get the key too; name a place such as `--key ../study.key.age`",
            }),
        }
    }

    /// The project as everybody may see it: public numbers in place of names, and no more told of
    /// respondents than the public attribution tells.
    #[must_use]
    pub fn in_public(self, numbering: Rc<Numbering>) -> Self {
        Self {
            numbering: Some(numbering),
            ..self
        }
    }

    /// Whether names are public numbers.
    pub fn is_public(&self) -> bool {
        self.numbering.is_some()
    }

    /// What must not be seen in public: the study with its names, and the words that are redacted.
    pub fn secrets(
        &self,
        moment: Option<Timestamp>,
    ) -> Result<(Study, Vec<Concealed>), ProjectError> {
        let mut study = self.seen(moment, &Codings::All)?;
        let now = self.seen(None, &Codings::All)?;
        let concealed = self.concealed(&now)?;
        // Names of today are secrets too where a study of the past is written.
        let gone_now = |it: &Record| study.current(it).is_none();
        let added: Vec<Record> = now.records().filter(gone_now).collect();
        for record in added {
            study.put(record);
        }
        Ok((study, concealed))
    }

    /// Puts public numbers in the place of names, in public.
    pub(super) fn disguise(&self, study: &mut Study) -> Result<(), ProjectError> {
        match &self.numbering {
            None => Ok(()),
            Some(numbering) => numbering
                .disguise(study)
                .map_err(|error| ProjectError::Refused(error.to_string())),
        }
    }

    /// In public, tells no more of respondents than the public attribution does.
    pub fn tell_less(&self, study: &mut Study) -> Result<(), ProjectError> {
        if self.is_public() {
            let (_, general) = self.public_attribution(study)?;
            general.apply(study);
        }
        Ok(())
    }
}

/// Where chance begins.
fn seed(request: &NumberingRequest) -> [u8; 32] {
    let mut digest = Sha256::new();
    match request.seed {
        Some(seed) => digest.update(seed.to_le_bytes()),
        // Each has 74 bits of the chance of this computer in it.
        None => (0..8).for_each(|_| digest.update(Uuid::now_v7().as_bytes())),
    }
    digest.update(request.report.as_deref().unwrap_or_default().as_bytes());
    digest.finalize().into()
}

/// Reads a key.
pub fn read_key(path: &Path, passphrase: &str) -> Result<Numbering, ProjectError> {
    let bytes = std::fs::read(path).map_err(ProjectError::file(path, "read"))?;
    let mut identity = age::scrypt::Identity::new(SecretString::from(passphrase.to_owned()));
    identity.set_max_work_factor(MOST_WORK);
    let refused = |why: String, advice| ProjectError::Advised {
        says: format!("`{}` {why}", path.display()),
        advice,
    };
    let plain = age::decrypt(&identity, &bytes).map_err(|error| {
        refused(
            format!(
                "could not be decrypted, expected a key of `quotebook renumber` and its passphrase ({error})"
            ),
            "type the passphrase that the key was made with, capitals and spaces too, and look whether `QUOTEBOOK_PASSPHRASE` holds another; a passphrase that is lost cannot be found again, and `quotebook renumber --key` with a new file draws other numbers",
        )
    })?;
    serde_json::from_slice(&plain).map_err(|error| {
        refused(
            format!("is no key of public numbers ({error})"),
            "name the file that `quotebook renumber --key FILE` wrote",
        )
    })
}

fn write_key(path: &Path, numbering: &Numbering, passphrase: &str) -> Result<(), ProjectError> {
    let refused = |why: String| ProjectError::Refused(format!("`{}` {why}", path.display()));
    let plain = serde_json::to_vec(numbering)
        .map_err(|error| refused(format!("could not be written ({error})")))?;
    let mut recipient = age::scrypt::Recipient::new(SecretString::from(passphrase.to_owned()));
    recipient.set_work_factor(WORK);
    let bytes = age::encrypt(&recipient, &plain)
        .map_err(|error| refused(format!("could not be encrypted ({error})")))?;
    write_whole(path, &bytes)
}

//! From what shall be printed to an edit of a quote, as it is shown before it is kept.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::audit::editing::{Original, Part, Proposal, Ready, Refusal, propose};
use crate::model::coding::CodingId;
use crate::model::edit::{Edit, Stretch};
use crate::model::edited::{Wording, worded};
use crate::model::id::Id;
use crate::model::rendering::Form;
use crate::model::source::SourceId;
use crate::model::span::Span;
use crate::model::study::Study;
use crate::project::{Codings, Project, ProjectError, QuotedPart};

/// Sources that are looked at for words that are not those of the codings.
const LIKELIEST: usize = 6;

/// An edit that can be kept, and how it reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// The codings whose words it is made of.
    pub codings: Vec<CodingId>,
    /// Their words with what is done to them.
    pub stretches: Vec<Stretch>,
    /// For every word that denies and is lost, put in or moved: the words of the quote, and those of the
    /// source.
    pub denials: Vec<(String, String)>,
    /// Whether nobody could look for words that deny, since there is no list of them for the language.
    pub unlisted: bool,
    /// BCP 47 tag of the language of the first source.
    pub language: Option<String>,
    /// The quote as it is printed, without what is redacted.
    pub printed: Wording,
    /// The words of the source with what is done to them marked.
    pub marked: Wording,
    /// The bracket after it.
    pub attribution: String,
}

impl Proposed {
    /// The reason that is kept with it: one is asked for exactly where a word that denies does not stand
    /// as it was said.
    ///
    /// # Errors
    ///
    /// Where one is asked for and there is none.
    pub fn reason(&self, because: Option<&str>) -> Result<Option<String>, ProjectError> {
        if self.denials.is_empty() {
            return Ok(None);
        }
        match because.map(str::trim).filter(|it| !it.is_empty()) {
            Some(because) => Ok(Some(because.to_owned())),
            None => {
                let found = self.denials.iter();
                let found: Vec<String> = found
                    .map(|(ours, theirs)| format!("the quote has `{ours}`, the source `{theirs}`"))
                    .collect();
                Err(ProjectError::Refused(format!(
                    "a word that denies is lost, put in or moved: {}; expected the denials of the source, or `--force --because REASON`",
                    found.join("; ")
                )))
            }
        }
    }
}

/// The edit of the quote of these codings that prints `typed`.
///
/// # Errors
///
/// Where words are nobody's, another's or out of order, and the codings are not of one respondent.
pub fn proposed(
    project: &Project,
    codings: &[String],
    typed: &str,
) -> Result<Proposed, ProjectError> {
    let (ids, parts) = project.quoted(codings)?;
    let study = project.study(None, &Codings::All)?;
    let proposal = proposal(project, &study, typed, &parts)?;
    let edit = Edit {
        id: Id::from_uuid(Uuid::nil()),
        codings: ids,
        stretches: proposal.stretches,
        because: None,
        by: String::new(),
        at: jiff::Timestamp::UNIX_EPOCH,
    };
    let first = parts.first().ok_or_else(none)?;
    let shown = |form| wording(project, &study, &edit, &parts, form);
    let respondent = first.source.respondent;
    let respondent = respondent.and_then(|id| study.respondents.get(&id));
    Ok(Proposed {
        denials: proposal.denials,
        unlisted: proposal.unlisted,
        language: first.source.language.clone(),
        printed: shown(Form::Printed)?,
        marked: shown(Form::Marked)?,
        attribution: project.template(&study)?.fill(respondent),
        codings: edit.codings,
        stretches: edit.stretches,
    })
}

fn none() -> ProjectError {
    ProjectError::Refused("there is no coding, expected at least one".to_owned())
}

fn proposal(
    project: &Project,
    study: &Study,
    typed: &str,
    parts: &[QuotedPart],
) -> Result<Proposal, ProjectError> {
    let settings = project.settings();
    let own = parts.iter().map(|it| Part {
        source: &it.source,
        text: it.text.clone(),
        spans: it.spans.clone(),
    });
    let original = Original::new(own.collect(), &settings.interviewers).ok_or_else(none)?;
    let others = |questions: &[String]| -> Result<Vec<Ready>, ProjectError> {
        let mut ready: Vec<Ready> = Vec::new();
        for id in project
            .likeliest(study, questions, LIKELIEST, None)?
            .into_iter()
            .flatten()
        {
            if let Some(source) = study.sources.get(&id)
                && ready.iter().all(|it| it.id != id)
            {
                let text = project.text(source)?;
                ready.push(Ready::of(source, text, &settings.interviewers));
            }
        }
        Ok(ready)
    };
    let furthest = settings.audit.furthest;
    propose(typed, &original, &settings.style, furthest, &others)?.map_err(|refusals| {
        let reasons: Vec<String> = refusals.iter().map(|it| refused(study, it)).collect();
        ProjectError::Refused(reasons.join("; "))
    })
}

/// A refusal in words.
fn refused(study: &Study, refusal: &Refusal) -> String {
    match refusal {
        Refusal::NothingKept => {
            "none of these words stands in the coding, expected words of it".to_owned()
        }
        Refusal::Unused => {
            "one of the codings gives no word to the quote, expected words of each".to_owned()
        }
        Refusal::Reordered(words) => format!(
            "`{words}` stands in the source before what comes before it here, or behind what comes behind it, expected the order of the source"
        ),
        Refusal::Outside(words) => format!(
            "`{words}` was said, but not in the words that are coded, expected the codings of all words"
        ),
        Refusal::Interviewer(words) => {
            format!("`{words}` is what the interviewer said, expected words of the respondent")
        }
        Refusal::Other(words, who) => {
            let name = who.and_then(|id| study.respondents.get(&id));
            let name = name.map_or("somebody else".to_owned(), |it| format!("`{}`", it.name));
            format!("`{words}` is what {name} said, expected words of one respondent")
        }
        Refusal::Nobodys(words) => format!(
            "`{words}` is not in the source, expected words of it, or square brackets around your own"
        ),
        Refusal::Distant(ours, theirs, count) => format!(
            "`{ours}` leaves out {count} words within one sentence, where the source has `{theirs}`, expected fragments that stand nearer to each other"
        ),
    }
}

/// An edit as it will be shown: without what is redacted.
fn wording(
    project: &Project,
    study: &Study,
    edit: &Edit,
    parts: &[QuotedPart],
    form: Form,
) -> Result<Wording, ProjectError> {
    let codings = edit.codings.iter();
    let codings: Vec<_> = codings
        .filter_map(|id: &CodingId| study.codings.get(id))
        .collect();
    let texts = |id| {
        let part = parts.iter().find(|it| it.source.id == id)?;
        Some(part.text.as_str())
    };
    let first = parts.first().ok_or_else(none)?;
    let span = first.spans.first().copied().unwrap_or(Span {
        start: 0,
        end: first.text.len(),
    });
    let concealed = project.concealed(study)?;
    let mut masks = BTreeMap::new();
    for part in parts {
        let mask = project.mask(study, &part.source, &part.text)?;
        masks.insert(part.source.id, (mask, part.text.as_str()));
    }
    let hidden = |id: SourceId, at: Span| {
        let (mask, text) = masks.get(&id)?;
        mask.touches(at).then(|| mask.words(text, at).into_owned())
    };
    Ok(worded(
        study,
        Some(edit),
        &codings,
        (first.text.as_str(), span),
        texts,
        hidden,
        (&project.settings().style, form, &concealed),
    ))
}

//! A contradiction is settled: the register is corrected, the reading is, or both are true.

use super::answering::refuse_doubtful;
use super::contradicted::{Contradictions, Wrong};
use crate::analysis::contradictions::Found;
use crate::model::contradiction::Verdict;
use crate::model::nearest::nearest;
use crate::project::{Codings, Project, ProjectError, Ruling, newly};

/// How one is settled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settling {
    /// The register is wrong: this is the answer (empty for no answer).
    pub register: Option<String>,
    /// Which attribute is corrected, where the rule reads several.
    pub attribute: Option<String>,
    /// The notes are misread.
    pub reading: bool,
    /// Both are true.
    pub both: bool,
    /// Why.
    pub because: String,
    /// In the place of how it was settled before.
    pub again: bool,
    /// Also an answer that can hardly be.
    pub anyway: bool,
}

/// What has become of a contradiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// What was made of it.
    pub verdict: Verdict,
    /// Whether register and notes still differ.
    pub differs: bool,
    /// What in the register fits the settings no longer.
    pub misfits: Vec<String>,
}

/// Settles the contradiction of this name.
///
/// # Errors
///
/// Where it is none (any more), and where it is not said what is made of it.
pub fn settle(
    project: &mut Project,
    who: &str,
    name: &str,
    how: &Settling,
) -> Result<Settled, Wrong> {
    let all = Contradictions::of(project, None)?;
    let wanted = name.to_lowercase();
    let found = all.found.iter().find(|it| it.name() == wanted).cloned();
    let found = found.or_else(|| all.settled_as(&wanted));
    let refused = |says: String| Wrong::from(ProjectError::Refused(says));
    let it = &found.ok_or_else(|| unknown(&all, name))?;
    let verdict = match (&how.register, how.reading, how.both) {
        (Some(_), ..) => Verdict::Register,
        (None, true, _) => Verdict::Reading,
        (None, false, true) => Verdict::Both,
        (None, false, false) => {
            let says = "expected one of `--register VALUE`, `--reading` and `--both`";
            return Err(refused(says.to_owned()));
        }
    };
    let names: Vec<&String> = it.register.keys().collect();
    let correction = match (&how.register, &how.attribute, names.as_slice()) {
        (None, ..) => None,
        (Some(answer), Some(name), names) if names.contains(&name) => {
            Some((name.clone(), answer.clone()))
        }
        (Some(answer), None, [name]) => Some(((*name).clone(), answer.clone())),
        (Some(_), ..) => {
            let names: Vec<&str> = names.iter().map(|it| it.as_str()).collect();
            return Err(refused(format!(
                "expected `--attribute` with one of `{}`",
                names.join("`, `")
            )));
        }
    };
    if how.because.trim().is_empty() {
        return Err(refused("no reason is given, expected why".to_owned()));
    }
    if let Some((attribute, answer)) = correction.as_ref().filter(|_| !how.anyway) {
        refuse_doubtful(project, all.respondent(it), attribute, answer)?;
    }
    let ruling = Ruling {
        rule: it.rule.clone(),
        respondent: it.respondent,
        source: it.source,
        words: it.words,
        register: it.register.clone(),
        codings: it.codings.clone(),
        verdict,
        correction,
        reason: how.because.clone(),
        again: how.again,
    };
    let misfits = |project: &Project| -> Result<_, ProjectError> {
        Ok(project.misfits(&project.study(None, &Codings::None)?)?.0)
    };
    let before = misfits(project)?;
    project.settle_contradiction(who, &ruling)?;
    let misfits = newly(&before, &misfits(project)?);
    let left = Contradictions::of_one(project, None, it.respondent)?;
    let differs = left.open().any(|other| {
        other.rule == it.rule && other.source == it.source && other.sentence == it.sentence
    });
    Ok(Settled {
        verdict,
        differs,
        misfits,
    })
}

/// That no contradiction is called so, with those that are nearest: of whom or of which rule it may be the
/// name, or one that begins so.
fn unknown(all: &Contradictions, word: &str) -> ProjectError {
    let lower = word.to_lowercase();
    let about = all.found.iter().filter(|it| {
        let begins = lower.len() > 2 && it.name().starts_with(&lower);
        begins || all.respondent(it) == word || it.rule == word
    });
    let mut near: Vec<String> = about.map(Found::name).collect();
    if near.is_empty() {
        let names: Vec<String> = all.found.iter().map(Found::name).collect();
        near = nearest(word, names.iter().map(String::as_str));
    }
    ProjectError::Unknown {
        noun: "contradiction",
        name: word.to_owned(),
        near,
    }
}

//! Blindness: what a coder is not shown while a round goes on. One rule, asked of every record that
//! leaves the project.

use std::collections::BTreeSet;

use super::classification::Classification;
use super::codebook::{Code, CodeId};
use super::coding::{CONSENSUS, CoderId, Coding, RULES};
use super::contradiction::Contradiction;
use super::memo::{Memo, Thing};
use super::operation::Operation;
use super::record::Record;
use super::respondent::RespondentId;
use super::round::Round;
use super::source::SourceId;
use super::study::Study;

/// What one person may see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Blind {
    rounds: Vec<Round>,
    viewer: String,
    own: Option<CoderId>,
    /// Coders that are no persons: nobody is influenced by a rule.
    open: Vec<CoderId>,
    /// Names of coders, for what keeps names.
    names: Vec<(String, CoderId)>,
    /// Whose the sources are.
    people: Vec<(RespondentId, SourceId)>,
    /// Codes that are kept from the viewer.
    codes: BTreeSet<CodeId>,
    /// The consensus reads nothing but itself.
    only: Option<Option<CoderId>>,
}

impl Blind {
    /// What `viewer` may see of `study`.
    pub fn new(study: &Study, viewer: &str) -> Self {
        let id = |name: &str| study.coder_named(name).map(|it| it.id);
        let coders = study.coders.values();
        let mut blind = Self {
            rounds: study.rounds.values().cloned().collect(),
            viewer: viewer.to_owned(),
            own: id(viewer),
            open: [RULES, CONSENSUS].into_iter().filter_map(id).collect(),
            names: coders.map(|it| (it.name.clone(), it.id)).collect(),
            people: study
                .sources
                .values()
                .filter_map(|it| Some((it.respondent?, it.id)))
                .collect(),
            codes: BTreeSet::new(),
            only: (viewer == CONSENSUS).then(|| id(CONSENSUS)),
        };
        let hidden = study.codes.values().filter(|it| blind.hides_code(it));
        blind.codes = hidden.map(|it| it.id).collect();
        blind
    }

    /// The rounds that are not revealed.
    pub fn rounds(&self) -> impl Iterator<Item = &Round> {
        self.rounds.iter().filter(|round| round.revealed.is_none())
    }

    /// Whether anything may be hidden at all.
    pub fn is_blind(&self) -> bool {
        self.only.is_some() || self.rounds().next().is_some()
    }

    /// Whether a coding is kept from the viewer.
    pub fn hides(&self, coding: &Coding) -> bool {
        if let Some(consensus) = self.only {
            return Some(coding.coder) != consensus;
        }
        let free = Some(coding.coder) == self.own || self.open.contains(&coding.coder);
        let mut apart = self
            .rounds()
            .filter(|it| it.is_about(coding.coder, coding.source));
        let shown = || self.rounds.iter().any(|round| round.has_shown(coding));
        if self.codes.contains(&coding.code) {
            return true;
        }
        !free && apart.next().is_some() && !shown()
    }

    /// Whether a code is kept from the viewer: one that a coder of a round has made of words that were
    /// said tells what they coded.
    pub fn hides_code(&self, code: &Code) -> bool {
        let Some(spoken) = code.spoken.filter(|it| Some(it.by) != self.own) else {
            return false;
        };
        let shown = |round: &Round| {
            round.has_coder(spoken.by) && round.revealed.is_some_and(|at| spoken.at <= at)
        };
        self.rounds().any(|round| round.has_coder(spoken.by)) && !self.rounds.iter().any(shown)
    }

    /// Whether a classification is kept from the viewer: it is about the respondent's sources and about
    /// those of its evidence.
    pub fn hides_classification(&self, it: &Classification) -> bool {
        let of_respondent = self.people.iter().filter(|(id, _)| *id == it.respondent);
        let sources: Vec<SourceId> = of_respondent
            .map(|(_, source)| *source)
            .chain(it.because.iter().map(|it| it.source))
            .collect();
        let about = |round: &Round| {
            let here = || sources.iter().any(|id| round.is_about(it.coder, *id));
            match sources.is_empty() {
                true => round.has_coder(it.coder) && round.sources.is_empty(),
                false => here(),
            }
        };
        let free = Some(it.coder) == self.own || self.open.contains(&it.coder);
        let shown = |round: &Round| about(round) && round.revealed.is_some_and(|at| it.at <= at);
        !free && self.rounds().any(about) && !self.rounds.iter().any(shown)
    }

    /// Whether a settled contradiction is kept from the viewer: where codings are one side.
    pub fn hides_contradiction(&self, it: &Contradiction) -> bool {
        it.coded && it.by != self.viewer && self.rounds().next().is_some()
    }

    /// Whether a memo is kept from the viewer.
    pub fn hides_memo(&self, memo: &Memo) -> bool {
        let author = self.names.iter().find(|(name, _)| *name == memo.author);
        let about = |round: &&Round| match (memo.about, author) {
            (_, None) => round.coders.is_empty(),
            (Thing::Source(source), Some((_, author))) => round.is_about(*author, source),
            (_, Some((_, author))) => round.has_coder(*author),
        };
        let shown = || {
            self.rounds
                .iter()
                .any(|it| about(&it) && it.revealed.is_some_and(|at| memo.at <= at))
        };
        memo.author != self.viewer && self.rounds().any(|round| about(&round)) && !shown()
    }

    /// Whether what somebody made of the words of codings is kept from the viewer.
    fn hides_of(&self, by: &str) -> bool {
        by != self.viewer && self.rounds().next().is_some()
    }

    /// Whether a record is kept from the viewer.
    pub fn hides_record(&self, record: &Record) -> bool {
        match record {
            Record::Coding(coding) => self.hides(coding),
            Record::Code(code) => self.hides_code(code),
            Record::Memo(memo) => self.hides_memo(memo),
            // Its command tells what they are looking at.
            Record::Export(it) => self.hides_of(&it.by),
            Record::Classification(it) => self.hides_classification(it),
            // It may be on codings.
            Record::Contradiction(it) => self.hides_contradiction(it),
            // It is on a coding, which may be hidden.
            Record::Standing(it) => self.hides_of(&it.by),
            Record::Edit(it) => self.hides_of(&it.by),
            Record::Translation(it) => self.hides_of(&it.by),
            _ => false,
        }
    }

    /// How much of an operation the viewer may know.
    pub fn of_operation(&self, operation: &Operation) -> Shown {
        let records = || {
            operation
                .changes
                .iter()
                .filter_map(|change| change.record())
        };
        let hidden = records().filter(|it| self.hides_record(it)).count();
        // The coder who is made with the first coding tells as much as the coding.
        let others =
            records().filter(|it| !self.hides_record(it) && !matches!(it, Record::Coder(_)));
        match (hidden, others.count()) {
            (0, _) => Shown::Whole,
            (_, 0) => Shown::Nothing,
            _ => Shown::Partly,
        }
    }

    /// Leaves out what the viewer may not see.
    pub fn apply(&self, study: &mut Study) {
        if self.is_blind() {
            study.codings.retain(|_, coding| !self.hides(coding));
            study.codes.retain(|_, code| !self.hides_code(code));
            // What hangs below such a code is a family of its own for now.
            for code in study.codes.values_mut() {
                code.parent = code.parent.filter(|id| !self.codes.contains(id));
            }
            study
                .classifications
                .retain(|_, it| !self.hides_classification(it));
            study
                .contradictions
                .retain(|_, it| !self.hides_contradiction(it));
            study.memos.retain(|_, memo| !self.hides_memo(memo));
            study.edits.retain(|_, edit| !self.hides_of(&edit.by));
            let translations = &mut study.translations;
            translations.retain(|_, it| !self.hides_of(&it.by));
            let apart = self.rounds().next().is_some();
            study.exports.retain(|_, it| !apart || it.by == self.viewer);
            let standings = &mut study.standings;
            standings.retain(|_, it| !self.hides_of(&it.by));
        }
    }
}

/// How much of an operation may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// All of it.
    Whole,
    /// That it was made, not what was done to codings.
    Partly,
    /// Not even that.
    Nothing,
}

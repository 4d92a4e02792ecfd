//! The part of a study that a table is about: respondents with their sources, codes, and the codings
//! of the coders chosen. A code counts where any of these coders coded it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::codebook::{Code, CodeId};
use crate::model::coding::{CoderId, Coding};
use crate::model::natural::natural;
use crate::model::respondent::RespondentId;
use crate::model::source::SourceId;
use crate::model::study::Study;

/// Which part of a study; `None` and empty lists mean all.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// Only these respondents.
    pub respondents: Option<BTreeSet<RespondentId>>,
    /// Only these sources.
    pub sources: Option<BTreeSet<SourceId>>,
    /// Only these codes; those below them are listed too.
    pub codes: Vec<CodeId>,
    /// Only these coders.
    pub coders: Vec<CoderId>,
}

/// A code of the table, and how it stands in the codebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The code.
    pub code: CodeId,
    /// 0 for the highest of the table.
    pub depth: usize,
    /// Whether other codes of the table are below it. Its numbers count whoever has it or any code
    /// below it.
    pub is_parent: bool,
}

/// Respondents, sources, codes and codings of a table.
#[derive(Debug, Clone)]
pub struct Sample<'s> {
    /// The study.
    pub study: &'s Study,
    /// Respondents that have a source, by their names.
    pub respondents: Vec<RespondentId>,
    /// Sources, by their names; those whose respondent is not known too.
    pub sources: Vec<SourceId>,
    /// Codes in codebook order.
    pub rows: Vec<Row>,
    /// Codings with these codes in these sources.
    pub codings: Vec<&'s Coding>,
    /// For every code of the table, its place in `rows` and those of the codes above it.
    upward: HashMap<CodeId, Vec<usize>>,
}

impl<'s> Sample<'s> {
    /// The part of `study` that is asked for.
    pub fn new(study: &'s Study, part: &Part) -> Self {
        let mut sources: Vec<_> = study
            .sources
            .values()
            .filter(|it| {
                part.sources
                    .as_ref()
                    .is_none_or(|wanted| wanted.contains(&it.id))
            })
            .filter(|it| match (&part.respondents, it.respondent) {
                (None, _) => true,
                (Some(wanted), Some(who)) => wanted.contains(&who),
                // Who speaks is not known, so only the source itself can answer.
                (Some(_), None) => part.sources.is_some(),
            })
            .collect();
        sources.sort_by(|a, b| natural(&a.name, &b.name));
        let speaking: BTreeSet<_> = sources.iter().filter_map(|it| it.respondent).collect();
        let mut people: Vec<_> = speaking
            .iter()
            .filter_map(|id| study.respondents.get(id))
            .collect();
        people.sort_by(|a, b| natural(&a.name, &b.name));
        let here: BTreeSet<SourceId> = sources.iter().map(|it| it.id).collect();
        let (rows, upward) = rows(study, &part.codes);
        let coders: BTreeSet<CoderId> = part.coders.iter().copied().collect();
        let codings = study
            .codings
            .values()
            .filter(|it| coders.is_empty() || coders.contains(&it.coder))
            .filter(|it| here.contains(&it.source) && upward.contains_key(&it.code))
            .collect();
        Self {
            study,
            respondents: people.into_iter().map(|it| it.id).collect(),
            sources: sources.into_iter().map(|it| it.id).collect(),
            rows,
            codings,
            upward,
        }
    }

    /// Places in `rows` of a code and of those above it, itself first.
    pub fn upward(&self, code: CodeId) -> &[usize] {
        self.upward.get(&code).map_or(&[], Vec::as_slice)
    }

    /// Who speaks in a source.
    pub fn respondent(&self, source: SourceId) -> Option<RespondentId> {
        self.study.sources.get(&source)?.respondent
    }

    /// The code of a row.
    pub fn code(&self, row: &Row) -> Option<&'s Code> {
        self.study.codes.get(&row.code)
    }

    /// Places of the respondents in `respondents`.
    pub fn places(&self) -> HashMap<RespondentId, usize> {
        self.respondents.iter().copied().zip(0..).collect()
    }

    /// How many respondents have no coding at all here: for a table they are respondents without the
    /// code, and perhaps nobody has read them yet.
    pub fn without_codings(&self) -> usize {
        let coded: BTreeSet<_> = self
            .codings
            .iter()
            .filter_map(|it| self.respondent(it.source))
            .collect();
        self.respondents.len() - coded.len()
    }
}

type Upward = HashMap<CodeId, Vec<usize>>;

/// The codes of a table in codebook order, and for each the places of itself and those above.
fn rows(study: &Study, wanted: &[CodeId]) -> (Vec<Row>, Upward) {
    let wanted: BTreeSet<CodeId> = wanted.iter().copied().collect();
    let mut rows: Vec<Row> = Vec::new();
    let mut upward = Upward::new();
    let is_wanted = |code: &&Code| wanted.is_empty() || wanted.contains(&code.id);
    for code in study.codebook().into_iter().filter(is_wanted) {
        let mut path = vec![rows.len()];
        // Parents come before their children, so what is above is known by now.
        let above = code.parent.and_then(|parent| upward.get(&parent));
        path.extend(above.into_iter().flatten());
        for place in &path[1..] {
            rows[*place].is_parent = true;
        }
        rows.push(Row {
            code: code.id,
            depth: path.len() - 1,
            is_parent: false,
        });
        upward.insert(code.id, path);
    }
    (rows, upward)
}

/// Codes that are asked for and have no coding here, those below them included.
pub fn without_codings(study: &Study, asked: &[CodeId], coders: &[CoderId]) -> Vec<CodeId> {
    let mut counts: BTreeMap<CodeId, usize> = BTreeMap::new();
    for coding in study.codings.values() {
        if coders.is_empty() || coders.contains(&coding.coder) {
            *counts.entry(coding.code).or_default() += 1;
        }
    }
    let is_unused = |id: &&CodeId| {
        !study
            .with_descendants(**id)
            .iter()
            .any(|it| counts.contains_key(it))
    };
    asked.iter().filter(is_unused).copied().collect()
}

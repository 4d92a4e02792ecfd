//! What a team settles: the differences of its coders, put together so that each is decided once,
//! and what all of them agree on.

use std::collections::{BTreeMap, BTreeSet};

use super::continuum::Mark;
use super::decisions::Question;
use super::disagreements::{self, Kind};
use crate::model::codebook::CodeId;
use crate::model::coding::{CoderId, CodingId};
use crate::model::decision::Decision;
use crate::model::hash::Hash;
use crate::model::source::SourceId;
use crate::model::span::{Positions, Span};

/// One thing that a coder, or several, said about some words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The words.
    pub span: Span,
    /// The code.
    pub code: CodeId,
    /// Who said so.
    pub by: Vec<CoderId>,
}

/// A disagreement to be settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Names it; stays the same while the codings do.
    pub key: String,
    /// The source.
    pub source: SourceId,
    /// The kind of its costliest difference.
    pub kind: Kind,
    /// What was said, in reading order.
    pub candidates: Vec<Candidate>,
    /// Those who have read the source and said nothing here.
    pub silent: Vec<CoderId>,
    /// The codings that differ, in order of their ids.
    pub about: Vec<CodingId>,
    /// Decisions on single characters and codes that are made differently here.
    pub cost: usize,
}

impl Case {
    /// All words that anybody marked.
    pub fn place(&self) -> Span {
        let spans = self.candidates.iter().map(|it| it.span);
        // A case has at least one candidate.
        spans
            .reduce(Span::union)
            .unwrap_or(Span { start: 0, end: 0 })
    }

    /// What was decided about it.
    pub fn decision<'d>(
        &self,
        mut decisions: impl Iterator<Item = &'d Decision>,
    ) -> Option<&'d Decision> {
        decisions.find(|it| it.about == self.about)
    }
}

/// Something that every coder who read the source said alike.
pub type Agreed = (SourceId, Span, CodeId);

/// What there is to settle, in reading order, and what is agreed on, among those who have looked at each
/// source, where these are two at least.
pub fn of(question: &Question<'_>) -> (Vec<Case>, Vec<Agreed>) {
    let mut cases = Vec::new();
    let mut agreed = Vec::new();
    for (source, continuum, looked) in question.looked_at_by_two() {
        let text = question.texts.get(&source).map_or("", String::as_str);
        let positions = Positions::of(text);
        let span = |mark: &Mark| positions.span(mark.start, mark.end).ok();
        let mut ids: BTreeMap<(usize, Mark), Vec<CodingId>> = BTreeMap::new();
        for coding in question
            .study
            .codings
            .values()
            .filter(|it| it.source == source)
        {
            let coder = question.coders.iter().position(|id| *id == coding.coder);
            let code = question.codes.iter().position(|id| *id == coding.code);
            if let (Some(coder), Some(code)) = (coder, code) {
                let (start, end) = (
                    positions.chars(coding.span.start),
                    positions.chars(coding.span.end),
                );
                ids.entry((coder, Mark { start, end, code }))
                    .or_default()
                    .push(coding.id);
            }
        }
        let differences = disagreements::of(&continuum, &looked);
        let groups = grouped(&differences);
        let differing: BTreeSet<Mark> = groups
            .iter()
            .flat_map(|(marks, _)| marks.iter().map(|(_, mark)| *mark))
            .collect();
        let said = || looked.iter().map(|at| &continuum.coders[*at]);
        for mark in said().next().into_iter().flatten() {
            let by_all = said().all(|marks| marks.contains(mark));
            if by_all && !differing.contains(mark) {
                agreed.extend(span(mark).map(|span| (source, span, question.codes[mark.code])));
            }
        }
        for (marks, members) in groups {
            let mut by: BTreeMap<Mark, Vec<CoderId>> = BTreeMap::new();
            for (coder, mark) in &marks {
                by.entry(*mark).or_default().push(question.coders[*coder]);
            }
            let candidates: Vec<Candidate> = by
                .into_iter()
                .filter_map(|(mark, by)| {
                    let (span, code) = (span(&mark)?, question.codes[mark.code]);
                    Some(Candidate { span, code, by })
                })
                .collect();
            let heard = |coder: &CoderId| candidates.iter().any(|it| it.by.contains(coder));
            let mut about: Vec<CodingId> = marks
                .iter()
                .filter_map(|it| ids.get(it))
                .flatten()
                .copied()
                .collect();
            about.sort();
            let of_case = members.iter().map(|at| &differences[*at]);
            let costliest = of_case.clone().max_by_key(|it| it.cost).map(|it| it.kind);
            cases.push(Case {
                key: key(&about),
                source,
                kind: costliest.unwrap_or(Kind::OnlyOne),
                silent: looked
                    .iter()
                    .map(|at| question.coders[*at])
                    .filter(|it| !heard(it))
                    .collect(),
                candidates,
                about,
                cost: of_case.map(|it| it.cost).sum(),
            });
        }
    }
    (cases, agreed)
}

/// What a disagreement about these codings is called: eight digits of the digest of their ids.
pub fn key(about: &[CodingId]) -> String {
    let ids: Vec<String> = about.iter().map(ToString::to_string).collect();
    Hash::of(ids.join(" ").as_bytes()).to_string()[..8].to_owned()
}

/// A coder's mark.
type Said = (usize, Mark);

/// Differences that share a mark belong together. Gives the marks of each group, and the numbers of
/// its differences, in reading order.
fn grouped(differences: &[disagreements::Difference]) -> Vec<(BTreeSet<Said>, Vec<usize>)> {
    let mut groups: Vec<(BTreeSet<Said>, Vec<usize>)> = Vec::new();
    for (at, difference) in differences.iter().enumerate() {
        let marks = difference
            .marks
            .iter()
            .filter_map(|(coder, mark)| Some((*coder, (*mark)?)));
        let mut marks: BTreeSet<Said> = marks.collect();
        let mut members = vec![at];
        // With more than two coders a mark that two of them made alike differs from the third's twice.
        let alike = |known: &BTreeSet<Said>, new: &BTreeSet<Said>| {
            new.iter()
                .any(|(_, mark)| known.iter().any(|(_, other)| other == mark))
        };
        while let Some(place) = groups.iter().position(|(known, _)| alike(known, &marks)) {
            let (known, of) = groups.remove(place);
            marks.extend(known);
            members.extend(of);
        }
        members.sort_unstable();
        groups.push((marks, members));
    }
    groups.sort_by_key(|(marks, _)| marks.iter().map(|(_, mark)| (mark.start, mark.end)).min());
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::agreement::continuum::Continuum;

    fn mark(start: usize, end: usize, code: usize) -> Mark {
        Mark { start, end, code }
    }

    #[test]
    fn what_hangs_together_is_one_case_whoever_said_it() {
        let continuum = Continuum::new(
            100,
            vec![
                vec![mark(0, 10, 0), mark(20, 30, 0), mark(50, 60, 1)],
                vec![mark(0, 10, 0), mark(20, 30, 0)],
                vec![mark(2, 10, 0), mark(70, 75, 1)],
            ],
        );
        let groups = grouped(&disagreements::of(&continuum, &[0, 1, 2]));
        let marks: Vec<Vec<(usize, usize)>> = groups
            .iter()
            .map(|(marks, _)| {
                marks
                    .iter()
                    .map(|(coder, mark)| (*coder, mark.start))
                    .collect()
            })
            .collect();
        assert_eq!(
            marks,
            [
                vec![(0, 0), (1, 0), (2, 2)],
                vec![(0, 20), (1, 20)],
                vec![(0, 50)],
                vec![(2, 70)]
            ]
        );
    }
}

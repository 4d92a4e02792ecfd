//! From codings to tables: what each coder decided about each unit of the study.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{Cells, members};
pub use super::cells::{Decisions, OfSets};
use super::continuum::{Continuum, Mark};
use super::ratings::MISSING;
use super::sets::{Set, SetRatings};
use crate::model::codebook::CodeId;
use crate::model::coding::{CONSENSUS, CoderId, Coding};
use crate::model::passage::passages;
use crate::model::sentence::sentences;
use crate::model::source::SourceId;
use crate::model::span::{Positions, Span};
use crate::model::study::Study;

/// What coders are compared on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A respondent: all that they said.
    Respondent,
    /// A source.
    Source,
    /// A paragraph or speaker turn.
    Paragraph,
    /// A sentence (UAX 29).
    Sentence,
    /// A character.
    Character,
    /// What anybody marked.
    Segment,
}

/// Which coders are compared on what.
pub struct Question<'s> {
    /// The study, with its codings.
    pub study: &'s Study,
    /// The texts of the sources in question.
    pub texts: &'s BTreeMap<SourceId, String>,
    /// The coders.
    pub coders: Vec<CoderId>,
    /// The codes; each is a decision of its own.
    pub codes: Vec<CodeId>,
    /// The unit.
    pub unit: Unit,
    /// For segments: the least share of their union that two have in common to be one.
    pub overlap: f64,
    /// Whether units that nobody gave the code count.
    pub uncoded: bool,
}

/// All that is compared: the decisions on each code, those on all codes together, and sets of codes.
pub struct Tables {
    /// One table for each code, in the order of the question.
    pub codes: Vec<Decisions>,
    /// Every decision on every code as a unit of its own.
    pub together: Decisions,
    /// The codes of each unit as a set; not for characters and segments.
    pub sets: Option<OfSets>,
}

/// The characters of some texts as units: whether each coder gave them the code.
pub fn of_characters(continua: &[Continuum], code: usize) -> Decisions {
    let mut cells = Cells::default();
    let coders = continua.first().map_or(0, |it| it.coders.len());
    for (group, continuum) in (0..).zip(continua) {
        cells.add_characters(group, continuum, &vec![true; coders], code, true);
    }
    cells.table(coders)
}

/// A unit: where it stands and whom it belongs to.
struct Place {
    group: u32,
    parts: Vec<(SourceId, Span)>,
}

impl<'s> Question<'s> {
    /// The codings in question: by these coders, with these codes, in sources whose text is given.
    fn codings(&self) -> impl Iterator<Item = (usize, usize, &'s Coding)> + '_ {
        let coder = |id: CoderId| self.coders.iter().position(|it| *it == id);
        let code = |id: CodeId| self.codes.iter().position(|it| *it == id);
        let here = self.study.codings.values();
        here.filter(|it| self.texts.contains_key(&it.source))
            .filter_map(move |it| Some((coder(it.coder)?, code(it.code)?, it)))
    }

    /// Which sources each coder has looked at: those that were assigned to them, and those in which
    /// they coded anything at all. The consensus has looked wherever something was settled.
    pub fn looked_at(&self) -> Vec<BTreeSet<SourceId>> {
        let mut seen = vec![BTreeSet::new(); self.coders.len()];
        let mut looked = |coder: CoderId, source: SourceId| {
            if let Some(at) = self.coders.iter().position(|it| *it == coder) {
                seen[at].insert(source);
            }
        };
        for coding in self.study.codings.values() {
            looked(coding.coder, coding.source);
        }
        for assignment in self.study.assignments.values() {
            looked(assignment.coder, assignment.source);
        }
        if let Some(consensus) = self.study.coder_named(CONSENSUS) {
            for decision in self.study.decisions.values() {
                looked(consensus.id, decision.source);
            }
        }
        seen
    }

    /// The sources that at least two of the coders looked at, in the order of their names.
    pub fn common(&self) -> Vec<SourceId> {
        let seen = self.looked_at();
        let mut common: Vec<SourceId> = self
            .texts
            .keys()
            .copied()
            .filter(|id| seen.iter().filter(|it| it.contains(id)).count() >= 2)
            .collect();
        common.sort_by(|a, b| {
            let name = |id| self.study.sources.get(id).map_or("", |it| it.name.as_str());
            crate::model::natural::natural(name(a), name(b))
        });
        common
    }

    /// How many of the codings in question each coder made, in the common sources.
    pub fn counts(&self) -> Vec<usize> {
        let common: BTreeSet<SourceId> = self.common().into_iter().collect();
        let mut counts = vec![0; self.coders.len()];
        for (coder, _, coding) in self.codings() {
            counts[coder] += usize::from(common.contains(&coding.source));
        }
        counts
    }

    /// The tables of the question.
    pub fn tables(&self) -> Tables {
        match self.unit {
            Unit::Character => self.by_code(|code, cells| self.characters(code, cells)),
            Unit::Segment => self.by_code(|code, cells| self.segments(code, cells)),
            _ => self.by_place(),
        }
    }

    fn by_code(&self, fill: impl Fn(usize, &mut Cells)) -> Tables {
        let mut together = Cells::default();
        let codes = (0..self.codes.len())
            .map(|code| {
                let mut cells = Cells::default();
                fill(code, &mut cells);
                together.cells.extend(&cells.cells);
                together.groups.extend(&cells.groups);
                together.weights.extend(&cells.weights);
                cells.table(self.coders.len())
            })
            .collect();
        Tables {
            codes,
            together: together.table(self.coders.len()),
            sets: None,
        }
    }

    /// Units that are there before anybody codes.
    fn by_place(&self) -> Tables {
        let seen = self.looked_at();
        let places = self.places();
        let mut at: BTreeMap<SourceId, Vec<(Span, usize)>> = BTreeMap::new();
        for (unit, place) in places.iter().enumerate() {
            for (source, span) in &place.parts {
                at.entry(*source).or_default().push((*span, unit));
            }
        }
        let coders = self.coders.len();
        let mut chosen: Vec<Option<Set>> = places
            .iter()
            .flat_map(|place| {
                seen.iter().map(|seen| {
                    let looked = place.parts.iter().any(|(source, _)| seen.contains(source));
                    looked.then(Set::new)
                })
            })
            .collect();
        for (coder, code, coding) in self.codings() {
            let Some(units) = at.get(&coding.source) else {
                continue;
            };
            let first = units.partition_point(|(span, _)| span.end <= coding.span.start);
            for (_, unit) in units[first..]
                .iter()
                .take_while(|(span, _)| span.start < coding.span.end)
            {
                if let Some(set) = &mut chosen[unit * coders + coder] {
                    set.insert(code as u16);
                }
            }
        }
        let tables = self.by_code(|code, cells| {
            for (place, unit) in places.iter().zip(chosen.chunks_exact(coders)) {
                let decided = |set: &Option<Set>| match set {
                    Some(set) => u16::from(set.contains(&(code as u16))),
                    None => MISSING,
                };
                let row: Vec<u16> = unit.iter().map(decided).collect();
                if self.uncoded || row.contains(&1) {
                    cells.cells.extend(row);
                    cells.groups.push(place.group);
                    cells.weights.push(1.0);
                }
            }
        });
        let units = places.iter().zip(chosen.chunks_exact(coders));
        let coded = units
            .filter(|(_, unit)| self.uncoded || unit.iter().flatten().any(|set| !set.is_empty()));
        let (groups, sets): (Vec<u32>, Vec<&[Option<Set>]>) =
            coded.map(|(place, unit)| (place.group, unit)).unzip();
        let sets = SetRatings::new(coders, &sets.concat());
        Tables {
            sets: Some(OfSets {
                members: members(sets.ratings.row_of(), &groups, &vec![1.0; groups.len()]),
                sets,
            }),
            ..tables
        }
    }

    fn places(&self) -> Vec<Place> {
        let common = self.common();
        let whole = |id: &SourceId| {
            let end = self.texts.get(id).map_or(0, String::len);
            (*id, Span { start: 0, end })
        };
        let mut places: Vec<Place> = Vec::new();
        if self.unit == Unit::Respondent {
            // A source of nobody in particular stands for itself.
            let mut of: BTreeMap<_, usize> = BTreeMap::new();
            for id in &common {
                let who = self.study.sources.get(id).and_then(|it| it.respondent);
                let next = places.len();
                let unit = who.map_or(next, |who| *of.entry(who).or_insert(next));
                if unit == next {
                    let group = next as u32;
                    places.push(Place {
                        group,
                        parts: Vec::new(),
                    });
                }
                places[unit].parts.push(whole(id));
            }
            return places;
        }
        for (group, id) in (0..).zip(&common) {
            let Some(text) = self.texts.get(id) else {
                continue;
            };
            let spans = match self.unit {
                Unit::Paragraph => passages(text).into_iter().map(|it| it.span).collect(),
                Unit::Sentence => passages(text)
                    .iter()
                    .flat_map(|it| sentences(text, it.span))
                    .filter_map(|it| it.trimmed(text))
                    .collect(),
                _ => vec![whole(id).1],
            };
            let parts = spans.into_iter().map(|span| vec![(*id, span)]);
            places.extend(parts.map(|parts| Place { group, parts }));
        }
        places
    }

    /// What each coder marked, in characters, in each source that all of them looked at.
    pub fn continua(&self) -> Vec<Continuum> {
        let all = self.looked_at_by_two().into_iter();
        all.filter(|(_, _, looked)| looked.len() == self.coders.len())
            .map(|(_, continuum, _)| continuum)
            .collect()
    }

    /// The common sources with what each coder marked there, and the numbers of those who looked at it: who
    /// has not looked has not said that nothing is there.
    pub fn looked_at_by_two(&self) -> Vec<(SourceId, Continuum, Vec<usize>)> {
        let sources = self.common().into_iter().zip(self.looked_continua());
        let numbers = |looked: Vec<bool>| {
            let all = looked.into_iter().enumerate();
            all.filter_map(|(at, looked)| looked.then_some(at))
                .collect()
        };
        sources
            .map(|(id, (continuum, looked))| (id, continuum, numbers(looked)))
            .collect()
    }

    /// How many sources each two of the coders, by their numbers, have looked at, where there are any.
    pub fn pairs(&self) -> Vec<(usize, usize, usize)> {
        let seen = self.looked_at();
        let common: BTreeSet<SourceId> = self.common().into_iter().collect();
        let mut pairs = Vec::new();
        for (one, of_one) in seen.iter().enumerate() {
            for (other, of_other) in seen.iter().enumerate().skip(one + 1) {
                let both = of_one.intersection(of_other);
                match both.filter(|it| common.contains(it)).count() {
                    0 => {}
                    n => pairs.push((one, other, n)),
                }
            }
        }
        pairs
    }

    fn looked_continua(&self) -> Vec<(Continuum, Vec<bool>)> {
        let seen = self.looked_at();
        let mut by_source: BTreeMap<SourceId, Vec<(usize, usize, Span)>> = BTreeMap::new();
        for (coder, code, coding) in self.codings() {
            by_source
                .entry(coding.source)
                .or_default()
                .push((coder, code, coding.span));
        }
        let common = self.common();
        let made = common.iter().map(|id| {
            let text = self.texts.get(id).map_or("", String::as_str);
            let positions = Positions::of(text);
            let mut coders = vec![Vec::new(); self.coders.len()];
            for (coder, code, span) in by_source.get(id).into_iter().flatten() {
                coders[*coder].push(Mark {
                    start: positions.chars(span.start),
                    end: positions.chars(span.end),
                    code: *code,
                });
            }
            let looked = seen.iter().map(|it| it.contains(id)).collect();
            (Continuum::new(positions.chars(text.len()), coders), looked)
        });
        made.collect()
    }

    fn characters(&self, code: usize, cells: &mut Cells) {
        for (group, (continuum, looked)) in (0..).zip(self.looked_continua()) {
            cells.add_characters(group, &continuum, &looked, code, self.uncoded);
        }
    }

    /// A segment is a unit; those of several coders are one when they overlap enough.
    fn segments(&self, code: usize, cells: &mut Cells) {
        for (group, (continuum, looked)) in (0..).zip(self.looked_continua()) {
            let mut units: Vec<(Mark, Vec<bool>)> = Vec::new();
            for (coder, marks) in continuum.coders.iter().enumerate() {
                for mark in marks.iter().filter(|mark| mark.code == code) {
                    let share = |it: &Mark| {
                        let shared = it.shared(mark) as f64;
                        shared / ((it.length() + mark.length()) as f64 - shared)
                    };
                    let fits = units
                        .iter_mut()
                        .filter(|(it, by)| {
                            !by[coder] && share(it) >= self.overlap && share(it) > 0.0
                        })
                        .max_by(|a, b| share(&a.0).total_cmp(&share(&b.0)));
                    match fits {
                        Some((_, by)) => by[coder] = true,
                        None => {
                            let by = (0..self.coders.len()).map(|it| it == coder).collect();
                            units.push((*mark, by));
                        }
                    }
                }
            }
            for (_, by) in units {
                let cell = |(by, looked): (&bool, &bool)| match looked {
                    true => u16::from(*by),
                    false => MISSING,
                };
                cells.cells.extend(by.iter().zip(&looked).map(cell));
                cells.groups.push(group);
                cells.weights.push(1.0);
            }
        }
    }
}

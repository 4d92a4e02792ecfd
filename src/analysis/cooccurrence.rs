//! Which codes occur together: in one respondent, source or passage, on words in common, or near each
//! other.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::disclosure::tables::Suppressed;
use super::sample::{Row, Sample};
use crate::model::passage::passages;
use crate::model::source::SourceId;
use crate::model::span::Span;

/// What together means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Together {
    /// One respondent has both.
    Respondent,
    /// One source has both.
    Source,
    /// Both touch one passage.
    Passage,
    /// A segment of the one and a segment of the other have characters in common; every such pair of
    /// different segments counts.
    Overlap,
    /// A segment of the one and a segment of the other stand at most so many passages apart (0: in
    /// one passage); every such pair counts.
    Near(usize),
}

impl Together {
    /// The word for it.
    pub fn name(self) -> String {
        match self {
            Self::Respondent => "respondent".to_owned(),
            Self::Source => "source".to_owned(),
            Self::Passage => "passage".to_owned(),
            Self::Overlap => "overlap".to_owned(),
            Self::Near(passages) => format!("near/{passages}"),
        }
    }

    /// What is counted, in the plural.
    pub fn counted(self) -> &'static str {
        match self {
            Self::Respondent => "respondents",
            Self::Source => "sources",
            Self::Passage => "passages",
            Self::Overlap | Self::Near(_) => "pairs of segments",
        }
    }

    /// What the single codes count, in the plural.
    pub fn units(self) -> &'static str {
        match self {
            Self::Overlap | Self::Near(_) => "segments",
            Self::Respondent | Self::Source | Self::Passage => self.counted(),
        }
    }
}

/// Two codes.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// Place of the one in the rows.
    pub one: usize,
    /// Place of the other, which comes later.
    pub other: usize,
    /// Units (or pairs of segments) that have both.
    pub n: u64,
    /// Units of the rarer code that have the other one too.
    pub of_rarer: u64,
    /// The respondents or the sources with both, by their places in `names`, where these are counted.
    pub with: Vec<usize>,
}

/// Codes together.
#[derive(Debug, Clone, PartialEq)]
pub struct Cooccurrence {
    /// What together means.
    pub together: Together,
    /// The codes that were used.
    pub rows: Vec<Row>,
    /// Units that each of them has.
    pub units: Vec<u64>,
    /// All units of the sample, for respondents and sources; `None` where units are made by codings.
    pub all: Option<u64>,
    /// Pairs that occur, in the order of the rows.
    pub pairs: Vec<Pair>,
    /// Names of all respondents or sources, where these are what is counted.
    pub names: Vec<String>,
    /// What was kept back, where small counts are.
    pub suppressed: Option<Suppressed>,
}

impl Cooccurrence {
    /// Jaccard's coefficient (1901), called c-coefficient in ATLAS.ti: n / (n₁ + n₂ − n). Pairs of
    /// segments may be so many that it would be above 1 or below 0: then there is none.
    pub fn jaccard(&self, pair: &Pair) -> Option<f64> {
        let either = (self.units[pair.one] + self.units[pair.other]).checked_sub(pair.n)?;
        (either >= pair.n && either > 0).then(|| pair.n as f64 / either as f64)
    }

    /// The share of the rarer code's units that have the other code too.
    pub fn share_of_rarer(&self, pair: &Pair) -> Option<f64> {
        let rarer = self.units[pair.one].min(self.units[pair.other]);
        (rarer > 0).then(|| pair.of_rarer as f64 / rarer as f64)
    }
}

/// Passages of each source, for the questions that ask for them.
pub type PassagesOf = BTreeMap<SourceId, Vec<Span>>;

/// The passages of these texts, found side by side.
pub fn passages_of(texts: &BTreeMap<SourceId, String>) -> PassagesOf {
    let spans = |text: &str| passages(text).iter().map(|it| it.span).collect();
    let texts: Vec<_> = texts.iter().collect();
    let found: Vec<_> = texts
        .par_iter()
        .map(|(id, text)| (**id, spans(text)))
        .collect();
    found.into_iter().collect()
}

/// How the codes of a sample occur together. Codes that others of the table are below are left out:
/// they occur with those always. Codes that were not used are left out too.
pub fn cooccurrence(
    sample: &Sample<'_>,
    together: Together,
    passages: &PassagesOf,
) -> Cooccurrence {
    let places: HashMap<_, usize> = sample
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| !row.is_parent)
        .map(|(at, row)| (row.code, at))
        .collect();
    let segments: BTreeSet<(SourceId, Span, usize)> = sample
        .codings
        .iter()
        .filter_map(|it| Some((it.source, it.span, *places.get(&it.code)?)))
        .collect();
    let mut found = match together {
        Together::Respondent => {
            let people = sample.places();
            let unit = |source, _| {
                let who = sample.respondent(source).and_then(|id| people.get(&id));
                who.map(|it| (*it, *it)).into_iter().collect()
            };
            of_units(sample, &segments, unit)
        }
        Together::Source => {
            let order: HashMap<SourceId, usize> = sample.sources.iter().copied().zip(0..).collect();
            let unit = |source, _| {
                order
                    .get(&source)
                    .map(|it| (*it, *it))
                    .into_iter()
                    .collect()
            };
            of_units(sample, &segments, unit)
        }
        Together::Passage => {
            let order: HashMap<SourceId, usize> = sample.sources.iter().copied().zip(0..).collect();
            let unit = |source, span| {
                let spans = passages.get(&source).map_or(&[][..], Vec::as_slice);
                let source = order.get(&source).copied().unwrap_or(0);
                touched(spans, span).map(|at| (source, at)).collect()
            };
            of_units(sample, &segments, unit)
        }
        Together::Overlap => of_pairs(sample, &segments, |_, span| span),
        Together::Near(reach) => of_pairs(sample, &segments, |source, span| {
            let spans = passages.get(&source).map_or(&[][..], Vec::as_slice);
            let touched = touched(spans, span);
            // Places instead of characters, made longer by the reach: near is overlapping there.
            Span {
                start: touched.start,
                end: touched.end.max(touched.start + 1) + reach,
            }
        }),
    };
    let study = sample.study;
    found.names = match together {
        Together::Respondent => {
            let people = sample
                .respondents
                .iter()
                .map(|id| study.respondents.get(id));
            people
                .map(|it| it.map_or_else(String::new, |it| it.name.clone()))
                .collect()
        }
        Together::Source => {
            let sources = sample.sources.iter().map(|id| study.sources.get(id));
            sources
                .map(|it| it.map_or_else(String::new, |it| it.name.clone()))
                .collect()
        }
        Together::Passage | Together::Overlap | Together::Near(_) => Vec::new(),
    };
    found.together = together;
    found.all = match together {
        Together::Respondent => Some(sample.respondents.len() as u64),
        Together::Source => Some(sample.sources.len() as u64),
        Together::Passage | Together::Overlap | Together::Near(_) => None,
    };
    used(found)
}

/// Which passages a span touches.
fn touched(passages: &[Span], span: Span) -> std::ops::Range<usize> {
    let first = passages.partition_point(|it| it.end <= span.start);
    let last = passages.partition_point(|it| it.start < span.end);
    first..last.max(first)
}

type Segments = BTreeSet<(SourceId, Span, usize)>;

/// Units that have or have not each code.
fn of_units(
    sample: &Sample<'_>,
    segments: &Segments,
    units: impl Fn(SourceId, Span) -> Vec<(usize, usize)>,
) -> Cooccurrence {
    let mut codes: BTreeMap<(usize, usize), BTreeSet<usize>> = BTreeMap::new();
    for (source, span, code) in segments {
        for unit in units(*source, *span) {
            codes.entry(unit).or_default().insert(*code);
        }
    }
    let mut found = nothing(sample);
    let mut pairs: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for ((unit, _), codes) in &codes {
        let codes: Vec<usize> = codes.iter().copied().collect();
        for (at, one) in codes.iter().enumerate() {
            found.units[*one] += 1;
            for other in &codes[at + 1..] {
                pairs.entry((*one, *other)).or_default().push(*unit);
            }
        }
    }
    found.pairs = pairs
        .into_iter()
        .map(|((one, other), units)| Pair {
            one,
            other,
            n: units.len() as u64,
            of_rarer: units.len() as u64,
            with: units,
        })
        .collect();
    found
}

/// Pairs of segments of one source that overlap, in characters or in whatever `place` turns them to.
fn of_pairs(
    sample: &Sample<'_>,
    segments: &Segments,
    place: impl Fn(SourceId, Span) -> Span,
) -> Cooccurrence {
    let mut by_source: BTreeMap<SourceId, Vec<(Span, usize)>> = BTreeMap::new();
    let mut found = nothing(sample);
    for (source, span, code) in segments {
        found.units[*code] += 1;
        let here = by_source.entry(*source).or_default();
        here.push((place(*source, *span), *code));
    }
    let mut pairs: BTreeMap<(usize, usize), [u64; 3]> = BTreeMap::new();
    for mut here in by_source.into_values() {
        here.sort_unstable();
        // For each segment the codes that it was seen with, so that it counts once for each.
        let mut met: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); here.len()];
        for (at, (span, code)) in here.iter().enumerate() {
            for (other_at, (other, other_code)) in here.iter().enumerate().skip(at + 1) {
                if other.start >= span.end {
                    break;
                }
                if code != other_code {
                    let key = (*code.min(other_code), *code.max(other_code));
                    pairs.entry(key).or_default()[0] += 1;
                    met[at].insert(*other_code);
                    met[other_at].insert(*code);
                }
            }
        }
        for ((_, code), met) in here.iter().zip(met) {
            for other in met {
                let key = (*code.min(&other), other.max(*code));
                pairs.entry(key).or_default()[if *code < other { 1 } else { 2 }] += 1;
            }
        }
    }
    let pair = |((one, other), [n, of_one, of_other]): ((usize, usize), [u64; 3])| {
        let of_rarer = match found.units[one].cmp(&found.units[other]) {
            Ordering::Less => of_one,
            Ordering::Equal => of_one.max(of_other),
            Ordering::Greater => of_other,
        };
        Pair {
            one,
            other,
            n,
            of_rarer,
            with: Vec::new(),
        }
    };
    found.pairs = pairs.into_iter().map(pair).collect();
    found
}

fn nothing(sample: &Sample<'_>) -> Cooccurrence {
    Cooccurrence {
        together: Together::Overlap,
        rows: sample.rows.clone(),
        units: vec![0; sample.rows.len()],
        names: Vec::new(),
        all: None,
        pairs: Vec::new(),
        suppressed: None,
    }
}

/// Only the codes that were used.
fn used(found: Cooccurrence) -> Cooccurrence {
    let kept: Vec<usize> = (0..found.rows.len())
        .filter(|at| found.units[*at] > 0)
        .collect();
    let place: HashMap<usize, usize> = kept.iter().copied().zip(0..).collect();
    let moved = |pair: &Pair| {
        Some(Pair {
            one: *place.get(&pair.one)?,
            other: *place.get(&pair.other)?,
            ..pair.clone()
        })
    };
    Cooccurrence {
        rows: kept.iter().map(|at| found.rows[*at]).collect(),
        units: kept.iter().map(|at| found.units[*at]).collect(),
        pairs: found.pairs.iter().filter_map(moved).collect(),
        ..found
    }
}

#[cfg(test)]
mod tests {
    use super::super::example::{interview, study};
    use super::super::sample::Part;
    use super::*;

    #[test]
    fn every_kind_of_together() {
        let mut it = study(&[], &["f", "f/a", "f/b", "f/c"]);
        // Passages of 100 characters each.
        interview(
            &mut it,
            "1",
            &[],
            &[
                ("ana", "f/a", 0, 20),
                ("ben", "f/a", 0, 20),
                ("ana", "f/b", 10, 30),
                ("ana", "f/b", 15, 40),
                ("ana", "f/a", 50, 60),
                ("ana", "f/c", 250, 260),
            ],
        );
        interview(
            &mut it,
            "2",
            &[],
            &[("ana", "f/a", 0, 20), ("ana", "f/b", 310, 320)],
        );
        let sample = Sample::new(&it, &Part::default());
        let spans: Vec<Span> = (0..5)
            .map(|at| Span {
                start: at * 100,
                end: at * 100 + 100,
            })
            .collect();
        let passages: PassagesOf = sample
            .sources
            .iter()
            .map(|id| (*id, spans.clone()))
            .collect();
        let shown = |together| {
            let found = cooccurrence(&sample, together, &passages);
            let name = |at: usize| it.codes[&found.rows[at].code].name.clone();
            let pairs: Vec<String> = found
                .pairs
                .iter()
                .map(|pair| {
                    let jaccard = found
                        .jaccard(pair)
                        .map_or("-".to_owned(), |it| format!("{it:.2}"));
                    let share = found
                        .share_of_rarer(pair)
                        .map_or("-".to_owned(), |it| format!("{it:.2}"));
                    format!(
                        "{}{} {} {jaccard} {share}",
                        name(pair.one),
                        name(pair.other),
                        pair.n
                    )
                })
                .collect();
            (found.units, pairs)
        };
        let all = |lines: &[&str]| lines.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            shown(Together::Respondent),
            (
                vec![2, 2, 1],
                all(&["ab 2 1.00 1.00", "ac 1 0.50 1.00", "bc 1 0.50 1.00"])
            )
        );
        assert_eq!(shown(Together::Source).1.len(), 3);
        assert_eq!(
            shown(Together::Passage),
            (vec![2, 2, 1], all(&["ab 1 0.33 0.50"]))
        );
        // Two segments of b overlap one of the three of a (coded twice): two pairs.
        assert_eq!(
            shown(Together::Overlap),
            (vec![3, 3, 1], all(&["ab 2 0.50 0.67"]))
        );
        // In one passage: each of two a with each of two b; more pairs than the coefficient can hold.
        assert_eq!(
            shown(Together::Near(0)),
            (vec![3, 3, 1], all(&["ab 4 - 0.67"]))
        );
        let near = shown(Together::Near(2)).1;
        assert_eq!(
            near,
            all(&["ab 4 - 0.67", "ac 2 1.00 1.00", "bc 2 1.00 1.00"])
        );
    }
}

//! What answers a part of a query: whole sources and passages, and how such answers are put together.

use std::collections::BTreeSet;

use tantivy::DocAddress;

/// Number of a source in reading order.
pub type Ordinal = u32;

/// A passage that answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// Its source.
    pub source: Ordinal,
    /// Its number in the source, from 0.
    pub passage: u32,
    /// Where the index keeps it.
    pub doc: DocAddress,
    /// BM25, added up over the words that were found.
    pub score: f32,
}

impl Entry {
    /// Its place in reading order.
    pub fn key(&self) -> (Ordinal, u32) {
        (self.source, self.passage)
    }
}

/// Sources that answer as a whole, and passages of other sources.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// Whole sources.
    pub whole: BTreeSet<Ordinal>,
    /// Passages in reading order, none twice. A passage of a whole source may stand here for its
    /// score's sake.
    pub passages: Vec<Entry>,
}

impl Found {
    /// These sources.
    pub fn sources(whole: BTreeSet<Ordinal>) -> Self {
        Self {
            whole,
            passages: Vec::new(),
        }
    }

    /// These passages, in whatever order.
    pub fn passages(mut passages: Vec<Entry>) -> Self {
        passages.sort_by_key(Entry::key);
        passages.dedup_by_key(|entry| entry.key());
        Self {
            whole: BTreeSet::new(),
            passages,
        }
    }

    /// What answers both.
    pub fn and(&self, other: &Self) -> Self {
        let mut passages = Vec::new();
        each(&self.passages, &other.passages, |left, right| {
            match (left, right) {
                (Some(left), Some(right)) => passages.push(sum(left, right)),
                (Some(one), None) if other.whole.contains(&one.source) => passages.push(*one),
                (None, Some(one)) if self.whole.contains(&one.source) => passages.push(*one),
                _ => {}
            }
        });
        Self {
            whole: self.whole.intersection(&other.whole).copied().collect(),
            passages,
        }
    }

    /// What answers either.
    pub fn or(&self, other: &Self) -> Self {
        let mut passages = Vec::new();
        each(&self.passages, &other.passages, |left, right| {
            passages.extend(match (left, right) {
                (Some(left), Some(right)) => Some(sum(left, right)),
                (one, other) => one.or(other).copied(),
            });
        });
        Self {
            whole: self.whole.union(&other.whole).copied().collect(),
            passages,
        }
    }

    /// What does not answer. `sources` is how many there are, `all` every passage in reading order.
    pub fn not(&self, sources: usize, all: &[Entry]) -> Self {
        let touched: BTreeSet<Ordinal> = self.passages.iter().map(|it| it.source).collect();
        let whole = (0..sources as Ordinal)
            .filter(|source| !self.whole.contains(source) && !touched.contains(source))
            .collect();
        let mut passages = Vec::new();
        each(&self.passages, all, |found, one| {
            if let (None, Some(one)) = (found, one)
                && touched.contains(&one.source)
                && !self.whole.contains(&one.source)
            {
                passages.push(*one);
            }
        });
        Self { whole, passages }
    }

    /// Every passage that answers, those of whole sources too. `all` is every passage in reading
    /// order.
    pub fn every_passage(&self, all: &[Entry]) -> Vec<Entry> {
        let mut passages = Vec::new();
        each(&self.passages, all, |found, one| {
            passages.extend(match (found, one) {
                (Some(found), _) => Some(*found),
                (None, Some(one)) if self.whole.contains(&one.source) => Some(*one),
                _ => None,
            });
        });
        passages
    }
}

/// Walks through two lists in reading order, side by side.
fn each(left: &[Entry], right: &[Entry], mut visit: impl FnMut(Option<&Entry>, Option<&Entry>)) {
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    loop {
        match (
            left.peek().map(|it| it.key()),
            right.peek().map(|it| it.key()),
        ) {
            (None, None) => return,
            (Some(one), Some(other)) if one == other => visit(left.next(), right.next()),
            (Some(one), other) if other.is_none_or(|other| one < other) => visit(left.next(), None),
            _ => visit(None, right.next()),
        }
    }
}

fn sum(left: &Entry, right: &Entry) -> Entry {
    Entry {
        score: left.score + right.score,
        ..*left
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(source: Ordinal, passage: u32) -> Entry {
        let doc = DocAddress::new(0, source * 10 + passage);
        Entry {
            source,
            passage,
            doc,
            score: 0.0,
        }
    }

    const SOURCES: u32 = 3;
    const PASSAGES: u32 = 3;

    fn all() -> Vec<Entry> {
        (0..SOURCES)
            .flat_map(|source| (0..PASSAGES).map(move |passage| entry(source, passage)))
            .collect()
    }

    prop_compose! {
        fn found()(whole in prop::collection::btree_set(0..SOURCES, 0..3usize), passages in prop::collection::vec((0..SOURCES, 0..PASSAGES), 0..5)) -> Found {
            let passages = passages.into_iter().map(|(source, passage)| entry(source, passage)).collect();
            Found { whole, ..Found::passages(passages) }
        }
    }

    /// The answer as a plain set of passages.
    fn set(found: &Found) -> BTreeSet<(Ordinal, u32)> {
        found.every_passage(&all()).iter().map(Entry::key).collect()
    }

    proptest! {
        #[test]
        fn the_algebra_is_that_of_sets_of_passages(a in found(), b in found()) {
            prop_assert_eq!(set(&a.and(&b)), &set(&a) & &set(&b));
            prop_assert_eq!(set(&a.or(&b)), &set(&a) | &set(&b));
            let everything: BTreeSet<_> = all().iter().map(Entry::key).collect();
            let not = a.not(SOURCES as usize, &all());
            prop_assert_eq!(set(&not), &everything - &set(&a));
            prop_assert_eq!(set(&not.not(SOURCES as usize, &all())), set(&a));
        }
    }
}

//! Which counts are not printed, so that none that is below the threshold can be read or worked out:
//! the small ones, and as many others as it takes that what is known leaves each of them a range at
//! least as wide as the threshold (complementary suppression; Willenborg and de Waal 2001, Elements of
//! Statistical Disclosure Control, ch. 6). A nought is no small count: it is printed, but may be kept
//! back with others, so that a gap does not say that somebody is there.

use std::collections::BTreeSet;

use super::solve::{Constraint, Relation, extreme};

/// Counts and what everybody knows about them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct System {
    counts: Vec<Count>,
    /// A whole and its parts.
    sums: Vec<(usize, Vec<usize>)>,
    /// The first is at most the second.
    below: Vec<(usize, usize)>,
    /// The first is at most the others together.
    covered: Vec<(usize, Vec<usize>)>,
    /// For each count what is known about it.
    known: Vec<Vec<Known>>,
}

/// Something that is known, by its place in the list of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Known {
    Sum(usize),
    Covered(usize),
    Below(usize),
}

/// Systems of so many counts are reckoned whole, before another count is kept back to be safe.
const SMALL: usize = 40;

/// One count.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Count {
    n: u64,
    state: State,
    /// Whether it was kept back from the beginning.
    given: bool,
    /// What it costs to keep it back although it is not small.
    cost: u64,
}

/// Whether a count is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It may be.
    Free,
    /// It is printed elsewhere already.
    Printed,
    /// It is kept back.
    Hidden,
}

impl System {
    /// Adds a count; gives its place. `cost` says how much a reader would miss it.
    pub fn count(&mut self, n: u64, state: State, cost: u64) -> usize {
        let given = state == State::Hidden;
        self.counts.push(Count {
            n,
            state,
            given,
            cost,
        });
        self.counts.len() - 1
    }

    /// Everybody knows that `whole` is the sum of `parts`.
    pub fn sum(&mut self, whole: usize, parts: Vec<usize>) {
        self.sums.push((whole, parts));
    }

    /// Everybody knows that `small` is at most `large`.
    pub fn at_most(&mut self, small: usize, large: usize) {
        self.below.push((small, large));
    }

    /// Everybody may think that `whole` is at most `parts` together; taken for known where it is true.
    pub fn covered(&mut self, whole: usize, parts: Vec<usize>) {
        let together: u64 = parts.iter().map(|at| self.counts[*at].n).sum();
        if self.counts[whole].n <= together {
            self.covered.push((whole, parts));
        }
    }

    /// Whether a count is kept back.
    pub fn is_hidden(&self, at: usize) -> bool {
        self.counts[at].state == State::Hidden
    }

    /// Keeps back what must be. Gives the counts that can be worked out all the same, because what
    /// gives them away is printed elsewhere.
    pub fn suppress(&mut self, threshold: u64) -> Vec<usize> {
        self.index();
        for it in &mut self.counts {
            if it.state == State::Free && it.n > 0 && it.n < threshold {
                it.state = State::Hidden;
            }
        }
        let mut safe: BTreeSet<usize> = BTreeSet::new();
        let mut lost: BTreeSet<usize> = BTreeSet::new();
        loop {
            // Who learns of a nought learns of nobody: it is kept back only for the sake of others.
            let some = |at: &usize| self.is_hidden(*at) && self.counts[*at].n > 0;
            let hidden = (0..self.counts.len()).filter(some);
            let open = hidden.filter(|at| !safe.contains(at) && !lost.contains(at));
            // The largest first: what protects it protects small ones, too.
            let Some(at) = open.max_by_key(|at| (self.counts[*at].n, std::cmp::Reverse(*at)))
            else {
                break;
            };
            // Each step tells less, so that what is safe stays so.
            if self.is_safe(at, threshold) {
                safe.insert(at);
                continue;
            }
            match self.neighbour(at) {
                Some(more) => self.counts[more].state = State::Hidden,
                None => drop(lost.insert(at)),
            }
        }
        // What is not small and can be worked out exactly tells nothing new when it is printed.
        for at in lost.clone() {
            let count = self.counts[at];
            if count.n >= threshold
                && !count.given
                && self.range(at).is_some_and(|(low, high)| low == high)
            {
                self.counts[at].state = State::Free;
                lost.remove(&at);
            }
        }
        lost.into_iter()
            .filter(|at| width(self.range(*at)) < threshold as f64)
            .collect()
    }

    fn index(&mut self) {
        self.known = vec![Vec::new(); self.counts.len()];
        for (at, (whole, parts)) in self.sums.iter().enumerate() {
            for it in parts.iter().chain([whole]) {
                self.known[*it].push(Known::Sum(at));
            }
        }
        for (at, (whole, parts)) in self.covered.iter().enumerate() {
            for it in parts.iter().chain([whole]) {
                self.known[*it].push(Known::Covered(at));
            }
        }
        for (at, (small, large)) in self.below.iter().enumerate() {
            self.known[*small].push(Known::Below(at));
            self.known[*large].push(Known::Below(at));
        }
    }

    /// Whether what is known leaves a hidden count a range at least as wide as the threshold. Where the
    /// sums alone leave it one while everything else is as it truly is, they do.
    fn is_safe(&self, at: usize, threshold: u64) -> bool {
        let wide = |some: &BTreeSet<usize>| width(self.range_among(at, some)) >= threshold as f64;
        let near = self.component(at, true);
        if wide(&near) {
            return true;
        }
        let all = self.component(at, false);
        let is_large = all.len() > SMALL && self.beside(at).next().is_some();
        !is_large && all.len() > near.len() && wide(&all)
    }

    /// The free counts of the sums that a count is in.
    fn beside(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let sums = self.known[at]
            .iter()
            .filter(|it| matches!(it, Known::Sum(_)));
        let members = sums.flat_map(|it| self.members(*it));
        members.filter(|it| self.counts[*it].state == State::Free)
    }

    fn members(&self, known: Known) -> Vec<usize> {
        let all =
            |(whole, parts): &(usize, Vec<usize>)| parts.iter().copied().chain([*whole]).collect();
        match known {
            Known::Sum(at) => all(&self.sums[at]),
            Known::Covered(at) => all(&self.covered[at]),
            Known::Below(at) => vec![self.below[at].0, self.below[at].1],
        }
    }

    /// The count that is missed least of those that would tell less about `at`, if kept back too:
    /// those that stand in a sum with it first, then those that stand with others that are kept back.
    fn neighbour(&self, at: usize) -> Option<usize> {
        let cost = |it: &usize| {
            let count = self.counts[*it];
            let nought = if count.n == 0 { 1_000 } else { 0 };
            (count.cost + nought, count.n, *it)
        };
        if let Some(found) = self.beside(at).min_by_key(cost) {
            return Some(found);
        }
        let component = self.component(at, false);
        let known = component.iter().flat_map(|it| self.known[*it].iter());
        let members = known.flat_map(|it| self.members(*it));
        let free = members.filter(|it| self.counts[*it].state == State::Free);
        free.min_by_key(cost)
    }

    /// The hidden counts that hang together with `at`, by sums alone or by everything.
    fn component(&self, at: usize, sums: bool) -> BTreeSet<usize> {
        let mut found = BTreeSet::from([at]);
        let mut waiting = vec![at];
        while let Some(at) = waiting.pop() {
            let known = self.known[at].iter();
            let known = known.filter(|it| !sums || matches!(it, Known::Sum(_)));
            for it in known.flat_map(|it| self.members(*it)) {
                if self.is_hidden(it) && found.insert(it) {
                    waiting.push(it);
                }
            }
        }
        found
    }

    /// The least and the greatest that a hidden count may be, as far as everybody knows.
    pub fn range(&self, at: usize) -> Option<(f64, f64)> {
        self.range_among(at, &self.component(at, false))
    }

    /// The same where only `some` of the counts may be other than they are.
    fn range_among(&self, at: usize, some: &BTreeSet<usize>) -> Option<(f64, f64)> {
        let some: Vec<usize> = some.iter().copied().collect();
        let place = |it: usize| some.binary_search(&it).ok();
        let mut constraints = Vec::new();
        let known: BTreeSet<Known> = some
            .iter()
            .flat_map(|it| self.known[*it].iter().copied())
            .collect();
        for it in known {
            let (terms, relation) = match it {
                Known::Sum(at) => (of(&self.sums[at]), Relation::Equal),
                Known::Covered(at) => (of(&self.covered[at]), Relation::AtMost),
                Known::Below(at) => {
                    let (small, large) = self.below[at];
                    (of(&(small, vec![large])), Relation::AtMost)
                }
            };
            let fixed = terms.iter().filter(|(it, _)| place(*it).is_none());
            let fixed: f64 = fixed
                .map(|(it, factor)| factor * self.counts[*it].n as f64)
                .sum();
            let open = terms
                .iter()
                .filter_map(|(it, factor)| Some((place(*it)?, *factor)));
            constraints.push(Constraint {
                terms: open.collect(),
                relation,
                bound: -fixed,
            });
        }
        let wanted = place(at)?;
        // Whatever is not bounded from above is at most as much as everybody together.
        let all: u64 = self.counts.iter().map(|it| it.n).max().unwrap_or(0);
        constraints.push(Constraint {
            terms: vec![(wanted, 1.0)],
            relation: Relation::AtMost,
            bound: all.max(1) as f64 * 2.0,
        });
        let least = extreme(some.len(), &constraints, wanted, false)?;
        let greatest = extreme(some.len(), &constraints, wanted, true)?;
        Some((least, greatest))
    }
}

/// A whole less its parts.
fn of((whole, parts): &(usize, Vec<usize>)) -> Vec<(usize, f64)> {
    let parts = parts.iter().map(|it| (*it, -1.0));
    std::iter::once((*whole, 1.0)).chain(parts).collect()
}

/// How far apart they are; 0 where it is not known that both may be.
fn width(range: Option<(f64, f64)>) -> f64 {
    range.map_or(0.0, |(least, greatest)| greatest - least)
}

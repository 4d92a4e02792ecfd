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
}

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
    /// gives them away is printed elsewhere: none, unless it was printed without care.
    pub fn suppress(&mut self, threshold: u64) -> Vec<usize> {
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
            if self.width(at) >= threshold as f64 {
                safe.insert(at);
                continue;
            }
            match self.neighbour(at) {
                Some(more) => {
                    self.counts[more].state = State::Hidden;
                }
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
        // Nothing that was safe became less so: every step since told less. What was lost may be safe.
        lost.into_iter()
            .filter(|at| self.width(*at) < threshold as f64)
            .collect()
    }

    /// The count that is missed least of those that would tell less about `at`, if kept back too.
    fn neighbour(&self, at: usize) -> Option<usize> {
        let component = self.component(at);
        let near = |some: &[usize]| some.iter().any(|it| component.contains(it));
        let mut candidates: BTreeSet<usize> = BTreeSet::new();
        let sums = self.sums.iter().chain(&self.covered);
        for (whole, parts) in sums.filter(|(whole, parts)| component.contains(whole) || near(parts))
        {
            candidates.insert(*whole);
            candidates.extend(parts);
        }
        for (small, large) in &self.below {
            if near(&[*small, *large]) {
                candidates.extend([*small, *large]);
            }
        }
        // Those that stand beside it first, then those that stand beside what is kept back already.
        let beside = |it: &usize| {
            let own = |whole: &usize, parts: &Vec<usize>| {
                let has = |wanted: &usize| whole == wanted || parts.contains(wanted);
                has(it) && has(&at)
            };
            let mut sums = self.sums.iter().chain(&self.covered);
            sums.any(|(whole, parts)| own(whole, parts))
        };
        let free = |it: &usize| self.counts[*it].state == State::Free;
        candidates.into_iter().filter(free).min_by_key(|it| {
            let count = self.counts[*it];
            let nought = if count.n == 0 { 1_000 } else { 0 };
            (!beside(it), count.cost + nought, count.n, *it)
        })
    }

    /// The hidden counts that hang together with `at`.
    fn component(&self, at: usize) -> BTreeSet<usize> {
        let mut found = BTreeSet::from([at]);
        let mut waiting = vec![at];
        while let Some(at) = waiting.pop() {
            let mut reach = |some: &mut dyn Iterator<Item = usize>| {
                for it in some.filter(|it| self.is_hidden(*it)) {
                    if found.insert(it) {
                        waiting.push(it);
                    }
                }
            };
            for (whole, parts) in self.sums.iter().chain(&self.covered) {
                if *whole == at || parts.contains(&at) {
                    reach(&mut parts.iter().copied().chain([*whole]));
                }
            }
            for (small, large) in &self.below {
                if *small == at || *large == at {
                    reach(&mut [*small, *large].into_iter());
                }
            }
        }
        found
    }

    /// How far apart the least and the greatest are that a hidden count may be; 0 where it is not
    /// known that both may be.
    pub fn width(&self, at: usize) -> f64 {
        let Some((least, greatest)) = self.range(at) else {
            return 0.0;
        };
        greatest - least
    }

    /// The least and the greatest that a hidden count may be, as far as everybody knows.
    pub fn range(&self, at: usize) -> Option<(f64, f64)> {
        let component: Vec<usize> = self.component(at).into_iter().collect();
        let place = |it: usize| component.binary_search(&it).ok();
        let mut constraints = Vec::new();
        let mut add = |terms: &[(usize, f64)], relation: Relation| {
            let mut known = 0.0;
            let mut open: Vec<(usize, f64)> = Vec::new();
            for (it, factor) in terms {
                match place(*it) {
                    Some(place) => open.push((place, *factor)),
                    None => known += factor * self.counts[*it].n as f64,
                }
            }
            if !open.is_empty() {
                constraints.push(Constraint {
                    terms: open,
                    relation,
                    bound: -known,
                });
            }
        };
        let of = |whole: usize, parts: &[usize]| -> Vec<(usize, f64)> {
            let parts = parts.iter().map(|it| (*it, -1.0));
            std::iter::once((whole, 1.0)).chain(parts).collect()
        };
        for (whole, parts) in &self.sums {
            add(&of(*whole, parts), Relation::Equal);
        }
        for (whole, parts) in &self.covered {
            add(&of(*whole, parts), Relation::AtMost);
        }
        for (small, large) in &self.below {
            add(&of(*small, &[*large]), Relation::AtMost);
        }
        let wanted = place(at)?;
        // Whatever is not bounded from above is at most as much as everybody together.
        let all: u64 = self.counts.iter().map(|it| it.n).max().unwrap_or(0);
        constraints.push(Constraint {
            terms: vec![(wanted, 1.0)],
            relation: Relation::AtMost,
            bound: all.max(1) as f64 * 2.0,
        });
        let least = extreme(component.len(), &constraints, wanted, false)?;
        let greatest = extreme(component.len(), &constraints, wanted, true)?;
        Some((least, greatest))
    }
}

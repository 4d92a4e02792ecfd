//! Which units of several coders belong together: the alignment with the least disorder (Mathet,
//! Widlöcher and Métivier 2015, section 4). Exact, also for more than two coders.

use std::collections::HashMap;

/// A unit on a line, with the number of its code.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    /// Where it begins.
    pub start: f64,
    /// Where it ends.
    pub end: f64,
    /// Number of the code.
    pub code: usize,
}

/// How far two units are apart: `position` times the difference of their borders plus `code` times
/// that of their codes. A unit beside none is 1 apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dissimilarity {
    /// α.
    pub position: f64,
    /// β.
    pub code: f64,
}

impl Dissimilarity {
    /// ((|s - s'| + |e - e'|) / (l + l'))².
    pub fn of_position(one: &Unit, other: &Unit) -> f64 {
        let borders = (one.start - other.start).abs() + (one.end - other.end).abs();
        (borders / (one.end - one.start + other.end - other.start)).powi(2)
    }

    fn of(self, one: &Unit, other: &Unit) -> f64 {
        let code = f64::from(one.code != other.code);
        self.position * Self::of_position(one, other) + self.code * code
    }
}

/// Units that stand for one another: numbers in the list of all units, one of a coder at most.
pub type Together = Vec<usize>;

/// An alignment of all units.
#[derive(Debug, Clone, PartialEq)]
pub struct Alignment {
    /// Every unit, coder after coder.
    pub units: Vec<Unit>,
    /// Every unit in exactly one of these.
    pub together: Vec<Together>,
    /// The sum of their costs over the mean number of units of a coder.
    pub disorder: f64,
}

/// Units that may stand together, and what it saves to have them so instead of each alone.
struct Candidate {
    units: Together,
    saved: f64,
}

/// The alignment of least disorder; without any unit it has none.
pub fn best(coders: &[Vec<Unit>], dissimilarity: Dissimilarity) -> Alignment {
    let mut of_coder = Vec::new();
    let mut units = Vec::new();
    for (coder, own) in coders.iter().enumerate() {
        for unit in own {
            units.push(*unit);
            of_coder.push(coder);
        }
    }
    // From left to right, so that what is still open lies close together.
    let mut order: Vec<usize> = (0..units.len()).collect();
    order.sort_by(|a, b| {
        let middle = |at: usize| units[at].start + units[at].end;
        middle(*a).total_cmp(&middle(*b)).then(a.cmp(b))
    });
    let line: Vec<(usize, Unit)> = order.iter().map(|at| (of_coder[*at], units[*at])).collect();
    let candidates = candidates(&line, coders.len(), dissimilarity);

    let mut search = Search {
        candidates: &candidates,
        units: line.len(),
        known: HashMap::new(),
    };
    let saved = search.saved(0, &[]);
    let mut together = Vec::new();
    let (mut at, mut taken) = (0, Vec::new());
    while at < line.len() {
        let (_, chosen) = search.known[&(at, taken.clone())];
        let members = match chosen {
            Some(which) => candidates[at][which].units.clone(),
            None => vec![at],
        };
        (at, taken) = search.next(at, &taken, &members[1..]);
        together.push(members.into_iter().map(|place| order[place]).collect());
    }
    let mean = units.len() as f64 / coders.len().max(1) as f64;
    Alignment {
        disorder: (units.len() as f64 - saved) / mean,
        units,
        together,
    }
}

/// For each unit the candidates that begin with it, with at least two units.
fn candidates(
    line: &[(usize, Unit)],
    coders: usize,
    dissimilarity: Dissimilarity,
) -> Vec<Vec<Candidate>> {
    let pairs = (coders * coders.saturating_sub(1) / 2).max(1) as f64;
    let mut all = Vec::new();
    for first in 0..line.len() {
        let mut found = Vec::new();
        let mut open = vec![(vec![first], 0.0)];
        while let Some((units, apart)) = open.pop() {
            let last = units.last().copied().unwrap_or(first);
            for next in last + 1..line.len() {
                if units.iter().any(|at| line[*at].0 == line[next].0) {
                    continue;
                }
                let more: Vec<f64> = units
                    .iter()
                    .map(|at| dissimilarity.of(&line[*at].1, &line[next].1))
                    .collect();
                // Alone, this unit costs 1 and those before it keep their pairs with nobody; beside
                // them, those pairs cost what they differ. A unit that only makes things worse may
                // still be worth its place when others join, but never beyond what all can save.
                let apart = apart + more.iter().sum::<f64>();
                if apart >= pairs * coders as f64 {
                    continue;
                }
                let mut units = units.clone();
                units.push(next);
                let count = units.len() as f64;
                let saved = count - (apart + pairs - count * (count - 1.0) / 2.0) / pairs;
                if saved > 1e-12 && !splits(line, &units, saved, pairs, dissimilarity) {
                    found.push(Candidate {
                        units: units.clone(),
                        saved,
                    });
                }
                if units.len() < coders {
                    open.push((units, apart));
                }
            }
        }
        found.sort_by(|a, b| b.saved.total_cmp(&a.saved));
        all.push(found);
    }
    all
}

/// Whether taking one unit out of `units` saves at least as much.
fn splits(
    line: &[(usize, Unit)],
    units: &[usize],
    saved: f64,
    pairs: f64,
    dissimilarity: Dissimilarity,
) -> bool {
    let count = units.len() as f64 - 1.0;
    units.len() > 2
        && units.iter().any(|out| {
            let rest = || units.iter().filter(|at| *at != out);
            let mut apart = 0.0;
            for (at, one) in rest().enumerate() {
                for other in rest().skip(at + 1) {
                    apart += dissimilarity.of(&line[*one].1, &line[*other].1);
                }
            }
            count - (apart + pairs - count * (count - 1.0) / 2.0) / pairs >= saved
        })
}

/// What can be saved from a unit on, by which later units are taken already.
type Known = HashMap<(usize, Vec<usize>), (f64, Option<usize>)>;

struct Search<'c> {
    candidates: &'c [Vec<Candidate>],
    units: usize,
    known: Known,
}

impl Search<'_> {
    /// The most that can be saved from unit `at` on, the units `taken` after it being in use.
    fn saved(&mut self, at: usize, taken: &[usize]) -> f64 {
        if at >= self.units {
            return 0.0;
        }
        if let Some((saved, _)) = self.known.get(&(at, taken.to_vec())) {
            return *saved;
        }
        let (after, rest) = self.next(at, taken, &[]);
        let mut best = (self.saved(after, &rest), None);
        let candidates = self.candidates;
        for (which, candidate) in candidates[at].iter().enumerate() {
            if candidate.units.iter().any(|it| taken.contains(it)) {
                continue;
            }
            let (after, rest) = self.next(at, taken, &candidate.units[1..]);
            let saved = candidate.saved + self.saved(after, &rest);
            if saved > best.0 + 1e-12 {
                best = (saved, Some(which));
            }
        }
        self.known.insert((at, taken.to_vec()), best);
        best.0
    }

    /// The first unit after `at` that is free when `more` are taken too, and what is taken beyond it.
    fn next(&self, at: usize, taken: &[usize], more: &[usize]) -> (usize, Vec<usize>) {
        let mut all: Vec<usize> = taken.iter().chain(more).copied().collect();
        all.sort_unstable();
        let mut after = at + 1;
        while all.contains(&after) {
            after += 1;
        }
        all.retain(|it| *it > after);
        (after, all)
    }
}

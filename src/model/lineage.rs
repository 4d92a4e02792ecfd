//! Who knew what: operations of several copies of a project, and which of them each was made in the
//! knowledge of. An operation knows the one before it in its copy, those that a merge had brought in
//! by then, and everything that these knew.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::hash::Hash;

/// A place in the lineage: which line, and how far along it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    line: usize,
    step: usize,
}

/// How far along each line something is known.
type Known = Rc<BTreeMap<usize, usize>>;

/// Operations as they are added, parents first. Those that follow one another without a fork are one
/// line.
#[derive(Debug, Default)]
pub struct Lineage {
    places: HashMap<Hash, (Place, Known)>,
    /// The last step of each line.
    ends: Vec<usize>,
}

impl Lineage {
    /// Adds the operation `hash`, which follows `previous` and knows `others` too. Parents that were
    /// never added (they are withheld, or this is the first one) are passed over.
    pub fn add(&mut self, hash: Hash, previous: Hash, others: &[Hash]) -> Place {
        let parent = self.places.get(&previous).cloned();
        let place = match &parent {
            Some((at, _)) if self.ends[at.line] == at.step => Place {
                line: at.line,
                step: at.step + 1,
            },
            _ => {
                self.ends.push(0);
                let line = self.ends.len() - 1;
                Place { line, step: 0 }
            }
        };
        self.ends[place.line] = place.step;
        let forks = parent.as_ref().is_some_and(|(at, _)| at.line != place.line);
        let mut known = parent
            .as_ref()
            .map(|(_, known)| known.clone())
            .unwrap_or_default();
        let mut more: Vec<(Place, Known)> = others
            .iter()
            .filter_map(|other| self.places.get(other).cloned())
            .collect();
        more.extend(parent.filter(|_| forks));
        if !more.is_empty() {
            let all = Rc::make_mut(&mut known);
            for (at, theirs) in more {
                let steps = theirs.iter().map(|(line, step)| (*line, *step));
                for (line, step) in steps.chain([(at.line, at.step)]) {
                    let mine = all.entry(line).or_insert(step);
                    *mine = step.max(*mine);
                }
            }
        }
        self.places.insert(hash, (place, known));
        place
    }

    /// Whether the operation `hash` was made in the knowledge of the one at `earlier`.
    pub fn knows(&self, hash: Hash, earlier: Place) -> bool {
        self.places.get(&hash).is_some_and(|(at, known)| {
            let own = at.line == earlier.line && earlier.step <= at.step;
            own || known
                .get(&earlier.line)
                .is_some_and(|step| earlier.step <= *step)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: u8) -> Hash {
        Hash([name; 32])
    }

    #[test]
    fn an_operation_knows_its_line_its_merges_and_what_they_knew() {
        let mut lineage = Lineage::default();
        let mut add = |name, previous, others: &[u8]| {
            let others: Vec<Hash> = others.iter().map(|it| named(*it)).collect();
            lineage.add(named(name), named(previous), &others)
        };
        // 1 - 2 - 3 and a fork 1 - 4 - 5; 6 follows 3 and has merged 4; 7 follows 6.
        let one = add(1, 0, &[]);
        let two = add(2, 1, &[]);
        let four = add(4, 1, &[]);
        add(3, 2, &[]);
        let five = add(5, 4, &[]);
        add(6, 3, &[4]);
        add(7, 6, &[]);
        let knows = |name, place| lineage.knows(named(name), place);
        assert!(knows(3, one) && knows(3, two) && !knows(3, four));
        assert!(knows(5, one) && knows(5, four) && !knows(5, two));
        assert!(knows(7, four) && knows(7, two) && !knows(7, five));
    }
}

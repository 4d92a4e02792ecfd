//! Where in a source printed words stand most likely: the shortest stretch that holds all of their
//! groups of three words that the source has at all. Groups that a mark or a bracket cuts are not
//! looked for. It says where to compare, and nothing about what is found there.

use std::collections::HashMap;

use super::printed::{Printed, Role};
use super::words::Words;

/// Of so many groups none is looked for further when so few (one in eight) are found.
const MANY: usize = 8;

/// A stretch of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Words of the source, with room on both sides.
    pub words: (usize, usize),
    /// How many groups were looked for.
    pub wanted: usize,
    /// How many of them are in the source.
    pub found: usize,
}

/// The window of the printed words `from..to` in `told`; `None` where hardly any of their groups is.
pub fn window(printed: &Printed, (from, to): (usize, usize), told: &Words) -> Option<Window> {
    let plain = |group: usize| {
        let whole = move |at: &usize| {
            let all = *at..*at + group;
            all.clone().all(|at| printed.roles[at] == Role::Plain)
                && all.skip(1).all(|at| !printed.omits_before(at))
        };
        (from..=to.saturating_sub(group)).filter(move |at| at + group <= to && whole(at))
    };
    let group = (1..=3).rev().find(|group| plain(*group).next().is_some())?;
    // Where all groups of three are damaged, those of two may not be.
    let found = by_groups(printed, &plain(group).collect::<Vec<_>>(), group, told);
    let (place, wanted, found) = match found {
        Some(found) => found,
        None if group > 1 && to - from < 3 * MANY => by_groups(
            printed,
            &plain(group - 1).collect::<Vec<_>>(),
            group - 1,
            told,
        )?,
        None => return None,
    };
    // A fragment of a word or two has no group of three to be found by.
    let omits = (from + 1..to).any(|at| printed.omits_before(at));
    let room = (to - from)
        + if omits {
            room_of(printed, (from, to))
        } else {
            40
        };
    Some(Window {
        words: (
            place.0.saturating_sub(room),
            (place.1 + room).min(told.len()),
        ),
        wanted,
        found,
    })
}

/// Room for the fragments at the ends, which may be too short to be found.
fn room_of(printed: &Printed, (from, to): (usize, usize)) -> usize {
    let inside = |it: &(usize, usize)| it.0 >= from && it.1 <= to;
    let fragments: Vec<(usize, usize)> = printed.fragments().into_iter().filter(inside).collect();
    let short = |it: Option<&(usize, usize)>| it.is_some_and(|it| it.1 - it.0 < 6);
    match short(fragments.first()) || short(fragments.last()) {
        true => 300,
        false => 80,
    }
}

/// The shortest stretch with all groups that are found, how many were wanted and how many are found.
fn by_groups(
    printed: &Printed,
    starts: &[usize],
    group: usize,
    told: &Words,
) -> Option<((usize, usize), usize, usize)> {
    let mut wanted: HashMap<u64, usize> = HashMap::new();
    // A bit for each group, so that most words of the source need no look into the table.
    let mut bits = [0_u64; 64];
    for at in starts {
        let key = printed.words.digest((*at, at + group));
        let next = wanted.len();
        wanted.entry(key).or_insert(next);
        bits[(key >> 6 & 63) as usize] |= 1 << (key & 63);
    }
    let mut hits: Vec<(usize, usize)> = Vec::new();
    for at in 0..(told.len() + 1).saturating_sub(group) {
        let key = told.digest((at, at + group));
        if bits[(key >> 6 & 63) as usize] & 1 << (key & 63) != 0
            && let Some(number) = wanted.get(&key)
        {
            hits.push((at, *number));
        }
    }
    let mut seen = vec![false; wanted.len()];
    for (_, number) in &hits {
        seen[*number] = true;
    }
    let found = seen.iter().filter(|it| **it).count();
    if found == 0 || (wanted.len() >= MANY && found * MANY < wanted.len()) {
        return None;
    }
    let (start, end) = narrowest(&hits, wanted.len(), found)?;
    Some(((start, end + group), wanted.len(), found))
}

/// The shortest stretch that holds `every` group that is found at all. Hits are place and number of
/// the group.
fn narrowest(hits: &[(usize, usize)], groups: usize, every: usize) -> Option<(usize, usize)> {
    let mut counts = vec![0_usize; groups];
    let mut held = 0;
    let mut from = 0;
    let mut shortest: Option<(usize, usize)> = None;
    for &(end, group) in hits {
        counts[group] += 1;
        held += usize::from(counts[group] == 1);
        while held == every {
            let (start, first) = hits[from];
            if shortest.is_none_or(|(a, b)| end - start < b - a) {
                shortest = Some((start, end));
            }
            counts[first] -= 1;
            held -= usize::from(counts[first] == 0);
            from += 1;
        }
    }
    shortest
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn the_window_lies_around_the_words_and_is_none_where_they_are_not() {
        let filler = "the road went on past one mill and another ".repeat(300);
        let source = words(&format!("{filler} we had a red bag with us then {filler}"));
        let printed = Printed::of("We had a red bag ... with us then", &[]);
        let found = window(&printed, (0, printed.words.len()), &source).expect("there");
        assert_eq!((found.wanted, found.found), (4, 4));
        let middle = source.len() / 2;
        assert!(
            found.words.0 < middle && middle < found.words.1,
            "{found:?}"
        );
        assert!(found.words.1 - found.words.0 < 700, "{found:?}");
        let other = Printed::of(
            "Seven foxes stood at the gate and sang for the moon all night",
            &[],
        );
        assert_eq!(window(&other, (0, other.words.len()), &source), None);
    }
}

//! The cheapest way to read printed words in order out of a source: a table of costs in the manner
//! of Needleman and Wunsch (1970) with affine gaps (Gotoh 1982), free at both ends of the source and
//! all but free where the print marks an omission. It only finds the place; what a difference means
//! is judged elsewhere, and no difference is ever taken for none.

use std::collections::HashMap;

use super::printed::{Printed, Role};
use super::told::Told;
use super::words::Words;

/// Costs. A word changed costs less than one put in and one left out; several words put in beside a
/// marked omission cost less than changing what is omitted into them; a sentence left out costs less
/// than the one before it put in.
const CHANGED: i32 = 14_000;
const PUT_IN: Gap = Gap {
    open: 5_000,
    each: 10_000,
};
const LEFT_OUT: Gap = Gap {
    open: 9_000,
    each: 600,
};
const OMITTED: Gap = Gap {
    open: 6_000,
    each: 5,
};
const REPLACED: Gap = Gap {
    open: 2_000,
    each: 3_500,
};
/// A bracketed word in place of another.
const BRACKETED: i32 = 1_000;
/// Beginning right after a word that denies what follows.
const GOVERNED: i32 = 4_000;
const NEVER: i32 = i32::MAX / 4;

/// Pieces of words that may be one word on the other side: printed, told.
const JOINS: [(usize, usize); 6] = [(1, 2), (2, 1), (1, 3), (3, 1), (2, 3), (3, 2)];

#[derive(Clone, Copy)]
struct Gap {
    open: i32,
    each: i32,
}

/// One step through both texts. Numbers are those of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The same word or words; several where one side has parted what the other has not.
    Same {
        /// First printed word and how many.
        printed: (usize, usize),
        /// First word of the source and how many.
        source: (usize, usize),
    },
    /// A printed word in place of another.
    Changed {
        /// The printed word.
        printed: usize,
        /// The word of the source.
        source: usize,
    },
    /// A printed word that is not in the source.
    PutIn {
        /// The printed word.
        printed: usize,
    },
    /// A word of the source that is not printed.
    LeftOut {
        /// The printed word before which it would stand.
        before: usize,
        /// The word of the source.
        source: usize,
    },
}

/// A way through both texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Path {
    /// What it costs; 0 only where every word is the same.
    pub cost: i32,
    /// Its steps in order, without what stands before the first and after the last printed word.
    pub steps: Vec<Step>,
}

/// States of the table.
const MATCH: usize = 0;
const OUT: usize = 1;
const IN: usize = 2;

/// What became of a cell: the operation of its match, and the states that its three values came from.
#[derive(Clone, Copy, Default)]
struct Trace {
    operation: u8,
    from: [u8; 3],
}

type Row = Vec<[i32; 3]>;

fn best(cell: [i32; 3]) -> (i32, u8) {
    let mut found = (cell[MATCH], MATCH as u8);
    for state in [OUT, IN] {
        if cell[state] < found.0 {
            found = (cell[state], state as u8);
        }
    }
    found
}

/// The cheapest path of the printed words `from..to` through the words `window` of `told`.
pub fn path(
    printed: &Printed,
    (from, to): (usize, usize),
    told: &Told,
    window: (usize, usize),
) -> Path {
    let (rows, columns) = (to - from, window.1 - window.0);
    let width = columns + 1;
    let joined = joined(&printed.words, (from, to), &told.words, window);
    let mut traces = vec![Trace::default(); (rows + 1) * width];
    // The row that is filled and the three before it, the nearest first.
    let mut before: [Row; 3] = [const { Vec::new() }; 3];
    let mut row: Row = vec![[NEVER; 3]; width];
    for (column, cell) in row.iter_mut().enumerate() {
        let at = window.0 + column;
        cell[OUT] = if told.is_governed(at) { GOVERNED } else { 0 };
    }
    for done in 1..=rows {
        before.rotate_right(1);
        std::mem::swap(&mut before[0], &mut row);
        row.clear();
        row.resize(width, [NEVER; 3]);
        let word = from + done - 1;
        let role = printed.roles[word];
        let skip = border(printed, from, to, from + done);
        let mut joins = joined[done].iter().peekable();
        for column in 0..width {
            let trace = &mut traces[done * width + column];
            let mut cell = [NEVER; 3];
            if column > 0 {
                let there = window.0 + column - 1;
                let (cost, state) = best(before[0][column - 1]);
                let changed = match role {
                    _ if printed.words.same(word, &told.words, there) => 0,
                    Role::Plain => CHANGED,
                    Role::Bracketed => BRACKETED,
                    Role::Furniture => NEVER,
                };
                let governed = state == OUT as u8 && done > 1 && told.is_governed(there);
                cell[MATCH] = cost.saturating_add(changed) + if governed { GOVERNED } else { 0 };
                trace.operation = u8::from(changed != 0);
                trace.from[MATCH] = state;
            }
            while let Some((_, number)) = joins.next_if(|(end, _)| *end == column) {
                let (taken, given) = JOINS[usize::from(*number) - 2];
                let (cost, state) = best(before[taken - 1][column - given]);
                if cost < cell[MATCH] {
                    cell[MATCH] = cost;
                    trace.operation = *number;
                    trace.from[MATCH] = state;
                }
            }
            let above = before[0][column];
            let (cost, state) = best(above);
            let gap = match role {
                Role::Plain => PUT_IN,
                Role::Bracketed | Role::Furniture => Gap { open: 0, each: 0 },
            };
            let (opened, extended) = (cost + gap.open + gap.each, above[IN] + gap.each);
            let from_in = extended <= opened;
            cell[IN] = if from_in { extended } else { opened };
            trace.from[IN] = if from_in { IN as u8 } else { state };
            if column > 0 && done < rows {
                let there = window.0 + column - 1;
                let left = row[column - 1];
                let (cost, state) = best(left);
                let gap = match told.is_aside(there) {
                    true => Gap { open: 0, each: 0 },
                    false => skip,
                };
                let (opened, extended) = (cost + gap.open + gap.each, left[OUT] + gap.each);
                let from_out = extended <= opened;
                cell[OUT] = if from_out { extended } else { opened };
                trace.from[OUT] = if from_out { OUT as u8 } else { state };
            }
            row[column] = cell;
        }
    }
    let ends = row.iter().map(|cell| best(*cell));
    let end = ends
        .enumerate()
        .min_by_key(|(column, (cost, _))| (*cost, *column));
    let Some((column, (cost, state))) = end else {
        return Path::default();
    };
    let steps = walk_back(&traces, width, (rows, column), state, (from, window.0));
    Path { cost, steps }
}

/// Where pieces of words are one word on the other side: for every number of printed words that are
/// done, the columns in which such a word ends and the number of the operation, in order.
fn joined(
    printed: &Words,
    (from, to): (usize, usize),
    told: &Words,
    window: (usize, usize),
) -> Vec<Vec<(usize, u8)>> {
    let mut found = vec![Vec::new(); to - from + 1];
    for given in 1..=3 {
        let mut wanted: HashMap<u64, Vec<(usize, u8)>> = HashMap::new();
        // A bit for each, so that most words need no look into the table.
        let mut bits = [0_u64; 64];
        for (number, (taken, _)) in (2..).zip(JOINS).filter(|(_, join)| join.1 == given) {
            for first in from..to.saturating_sub(taken - 1) {
                if let Some(key) = printed.spelled(first, taken) {
                    let done = first + taken - from;
                    wanted.entry(key).or_default().push((done, number));
                    bits[(key >> 6 & 63) as usize] |= 1 << (key & 63);
                }
            }
        }
        for there in window.0..window.1.saturating_sub(given - 1) {
            let Some(key) = told.spelled(there, given) else {
                continue;
            };
            if bits[(key >> 6 & 63) as usize] & 1 << (key & 63) != 0 {
                for (done, number) in wanted.get(&key).into_iter().flatten() {
                    found[*done].push((there + given - window.0, *number));
                }
            }
        }
    }
    for ends in &mut found {
        ends.sort_unstable();
    }
    found
}

/// What leaving out words costs before printed word `at`.
fn border(printed: &Printed, from: usize, to: usize, at: usize) -> Gap {
    let bracketed = |at: usize| printed.roles[at] == Role::Bracketed;
    if printed.omits_before(at) {
        OMITTED
    } else if (at > from && bracketed(at - 1)) || (at < to && bracketed(at)) {
        REPLACED
    } else {
        LEFT_OUT
    }
}

fn walk_back(
    traces: &[Trace],
    width: usize,
    (mut row, mut column): (usize, usize),
    mut state: u8,
    (from, start): (usize, usize),
) -> Vec<Step> {
    let mut steps = Vec::new();
    while row > 0 {
        let trace = traces[row * width + column];
        let next = trace.from[usize::from(state)];
        match usize::from(state) {
            MATCH => {
                let (taken, given) = match trace.operation {
                    0 | 1 => (1, 1),
                    join => JOINS[usize::from(join) - 2],
                };
                row -= taken;
                column -= given;
                let (printed, source) = (from + row, start + column);
                steps.push(match trace.operation {
                    1 => Step::Changed { printed, source },
                    _ => Step::Same {
                        printed: (printed, taken),
                        source: (source, given),
                    },
                });
            }
            OUT => {
                column -= 1;
                let (before, source) = (from + row, start + column);
                steps.push(Step::LeftOut { before, source });
            }
            _ => {
                row -= 1;
                steps.push(Step::PutIn {
                    printed: from + row,
                });
            }
        }
        state = next;
    }
    steps.reverse();
    steps
}

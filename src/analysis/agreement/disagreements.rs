//! Where coders differ, why, and what each difference costs.

use std::collections::BTreeMap;

use super::continuum::{Continuum, Mark};

/// Why two coders differ about some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Only one of them coded the words.
    OnlyOne,
    /// Both did, with different codes.
    DifferentCode,
    /// Both gave the same code, to more or fewer words.
    DifferentBorders,
}

impl Kind {
    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::OnlyOne => "only one coded it",
            Self::DifferentCode => "different code",
            Self::DifferentBorders => "different borders",
        }
    }
}

/// One difference of two coders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Why.
    pub kind: Kind,
    /// The two coders, by their numbers, and what each marked.
    pub marks: [(usize, Option<Mark>); 2],
    /// Characters by which starts and ends are apart; 0 unless only the borders differ.
    pub distance: usize,
    /// Decisions on single characters and codes that the two made differently: what agreement loses.
    pub cost: usize,
}

impl Difference {
    /// Where it is: all that either of them marked.
    pub fn place(&self) -> (usize, usize) {
        let marks = || self.marks.iter().filter_map(|(_, mark)| *mark);
        let start = marks().map(|mark| mark.start).min().unwrap_or(0);
        (start, marks().map(|mark| mark.end).max().unwrap_or(start))
    }
}

/// Every difference of every pair of these coders, who have looked at a text, in its order. Marks with the
/// same code that overlap most belong together first, then marks with different codes; what is left stands
/// alone.
pub fn of(continuum: &Continuum, looked: &[usize]) -> Vec<Difference> {
    let mut found = Vec::new();
    for (at, one) in looked.iter().enumerate() {
        for other in &looked[at + 1..] {
            pair(continuum, *one, *other, &mut found);
        }
    }
    found.sort_by_key(|it| (it.place(), it.marks));
    found
}

/// What two coders said about the same words; one of them may have said nothing.
pub type Pair = [Option<Mark>; 2];

/// Every mark of two coders once, beside the one of the other that it belongs to, also where both are
/// the same.
pub fn pairs(continuum: &Continuum, one: usize, other: usize) -> Vec<Pair> {
    let (a, b) = (&continuum.coders[one], &continuum.coders[other]);
    let (mut left, mut right) = (vec![true; a.len()], vec![true; b.len()]);
    let mut found = Vec::new();
    for same_code in [true, false] {
        let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
        for (at, mark) in a.iter().enumerate().filter(|(at, _)| left[*at]) {
            for (to, theirs) in b.iter().enumerate().filter(|(to, _)| right[*to]) {
                let shared = mark.shared(theirs);
                if shared > 0 && (mark.code == theirs.code) == same_code {
                    pairs.push((shared, at, to));
                }
            }
        }
        pairs.sort_by(|x, y| y.0.cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        for (_, at, to) in pairs {
            if left[at] && right[to] {
                (left[at], right[to]) = (false, false);
                found.push([Some(a[at]), Some(b[to])]);
            }
        }
    }
    let of_one = a.iter().zip(left).filter(|(_, left)| *left);
    found.extend(of_one.map(|(it, _)| [Some(*it), None]));
    let of_other = b.iter().zip(right).filter(|(_, left)| *left);
    found.extend(of_other.map(|(it, _)| [None, Some(*it)]));
    found
}

fn pair(continuum: &Continuum, one: usize, other: usize, found: &mut Vec<Difference>) {
    for [mine, theirs] in pairs(continuum, one, other) {
        let marks = [(one, mine), (other, theirs)];
        let (kind, distance, cost) = match (mine, theirs) {
            (Some(a), Some(b)) if a == b => continue,
            (Some(a), Some(b)) => {
                let all = a.length() + b.length();
                let distance = a.start.abs_diff(b.start) + a.end.abs_diff(b.end);
                match a.code == b.code {
                    true => (Kind::DifferentBorders, distance, all - 2 * a.shared(&b)),
                    false => (Kind::DifferentCode, 0, all),
                }
            }
            (Some(alone), None) | (None, Some(alone)) => (Kind::OnlyOne, 0, alone.length()),
            (None, None) => continue,
        };
        found.push(Difference {
            kind,
            marks,
            distance,
            cost,
        });
    }
}

/// How often one of two coders gave each code, or none (`None`), where the other gave each code, or
/// none, summed over pairs of coders: the confusion matrix, by numbers of codes. Whoever comes first
/// among the coders is the first of a pair.
pub type Confusion = BTreeMap<[Option<usize>; 2], usize>;

/// The confusion matrix of these texts, each with the coders who have looked at it.
pub fn confusion<'c>(continua: impl Iterator<Item = (&'c Continuum, &'c [usize])>) -> Confusion {
    let mut cells = Confusion::new();
    for (continuum, looked) in continua {
        for (at, one) in looked.iter().enumerate() {
            for other in &looked[at + 1..] {
                for pair in pairs(continuum, *one, *other) {
                    *cells
                        .entry(pair.map(|it| it.map(|it| it.code)))
                        .or_default() += 1;
                }
            }
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize, code: usize) -> Mark {
        Mark { start, end, code }
    }

    #[test]
    fn differences_are_classed_and_what_is_the_same_is_none() {
        let one = vec![
            mark(0, 10, 0),
            mark(20, 30, 0),
            mark(40, 50, 0),
            mark(60, 70, 1),
        ];
        let other = vec![mark(0, 10, 0), mark(22, 35, 0), mark(45, 50, 1)];
        let found = of(&Continuum::new(100, vec![one, other]), &[0, 1]);
        let kinds: Vec<(Kind, usize, usize)> = found
            .iter()
            .map(|it| (it.kind, it.distance, it.cost))
            .collect();
        assert_eq!(
            kinds,
            [
                (Kind::DifferentBorders, 7, 7),
                (Kind::DifferentCode, 0, 15),
                (Kind::OnlyOne, 0, 10),
            ]
        );
    }

    #[test]
    fn who_has_not_looked_differs_from_nobody() {
        let all = vec![vec![mark(0, 10, 0)], vec![mark(0, 10, 0)], Vec::new()];
        let continuum = Continuum::new(100, all);
        assert_eq!(of(&continuum, &[0, 1]), []);
        assert_eq!(of(&continuum, &[0, 1, 2]).len(), 2);
    }

    #[test]
    fn the_confusion_matrix_counts_every_mark_once() {
        let one = vec![
            mark(0, 10, 0),
            mark(20, 30, 0),
            mark(40, 50, 0),
            mark(60, 70, 1),
        ];
        let other = vec![
            mark(0, 10, 0),
            mark(22, 35, 0),
            mark(45, 50, 1),
            mark(90, 95, 1),
        ];
        let texts = [Continuum::new(100, vec![one, other])];
        let cells: Vec<_> = confusion(texts.iter().map(|it| (it, [0, 1].as_slice())))
            .into_iter()
            .collect();
        assert_eq!(
            cells,
            [
                ([None, Some(1)], 1),
                ([Some(0), Some(0)], 2),
                ([Some(0), Some(1)], 1),
                ([Some(1), None], 1),
            ]
        );
    }
}

//! Where coders differ, why, and what each difference costs.

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

/// Every difference of every pair of coders in a text, in its order. Marks with the same code that
/// overlap most belong together first, then marks with different codes; what is left stands alone.
pub fn of(continuum: &Continuum) -> Vec<Difference> {
    let coders = continuum.coders.len();
    let mut found = Vec::new();
    for one in 0..coders {
        for other in one + 1..coders {
            pair(continuum, one, other, &mut found);
        }
    }
    found.sort_by_key(|it| (it.place(), it.marks));
    found
}

fn pair(continuum: &Continuum, one: usize, other: usize, found: &mut Vec<Difference>) {
    let (a, b) = (&continuum.coders[one], &continuum.coders[other]);
    let (mut left, mut right) = (vec![true; a.len()], vec![true; b.len()]);
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
        for (shared, at, to) in pairs {
            if !left[at] || !right[to] {
                continue;
            }
            (left[at], right[to]) = (false, false);
            let (mine, theirs) = (a[at], b[to]);
            let all = mine.length() + theirs.length();
            let distance = mine.start.abs_diff(theirs.start) + mine.end.abs_diff(theirs.end);
            if same_code && distance == 0 {
                continue;
            }
            found.push(Difference {
                kind: match same_code {
                    true => Kind::DifferentBorders,
                    false => Kind::DifferentCode,
                },
                marks: [(one, Some(mine)), (other, Some(theirs))],
                distance: if same_code { distance } else { 0 },
                cost: if same_code { all - 2 * shared } else { all },
            });
        }
    }
    let alone = |mark: &Mark, marks| Difference {
        kind: Kind::OnlyOne,
        marks,
        distance: 0,
        cost: mark.length(),
    };
    let of_one = a.iter().zip(left).filter(|(_, left)| *left);
    found.extend(of_one.map(|(it, _)| alone(it, [(one, Some(*it)), (other, None)])));
    let of_other = b.iter().zip(right).filter(|(_, left)| *left);
    found.extend(of_other.map(|(it, _)| alone(it, [(one, None), (other, Some(*it))])));
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
        let found = of(&Continuum::new(100, vec![one, other]));
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
}

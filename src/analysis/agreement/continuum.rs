//! A text as several coders cut it up.

use std::collections::BTreeMap;

/// One coder's span: characters `start..end`, with a code by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// First character, from 0.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
    /// Number of the code.
    pub code: usize,
}

impl Mark {
    /// How many characters it has.
    pub fn length(&self) -> usize {
        self.end - self.start
    }

    /// How many characters two marks share.
    pub fn shared(&self, other: &Self) -> usize {
        self.end
            .min(other.end)
            .saturating_sub(self.start.max(other.start))
    }
}

/// One text with what each coder set in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Continuum {
    /// Characters of the text.
    pub length: usize,
    /// The marks of each coder, by their start; none is empty or ends beyond the text.
    pub coders: Vec<Vec<Mark>>,
}

impl Continuum {
    /// A text with its marks. Marks without a character are left out, ends beyond the text are cut.
    pub fn new(length: usize, coders: Vec<Vec<Mark>>) -> Self {
        let tidy = |marks: Vec<Mark>| {
            let cut = marks.into_iter().map(|mark| Mark {
                end: mark.end.min(length),
                ..mark
            });
            let mut marks: Vec<Mark> = cut.filter(|mark| mark.start < mark.end).collect();
            marks.sort_unstable();
            marks
        };
        Self {
            length,
            coders: coders.into_iter().map(tidy).collect(),
        }
    }

    /// The same text with only the marks whose code `code` gives another number to; those without a
    /// number are left out.
    #[must_use]
    pub fn recoded(&self, code: impl Fn(usize) -> Option<usize>) -> Self {
        let recode = |mark: &Mark| code(mark.code).map(|code| Mark { code, ..*mark });
        let coders = self.coders.iter();
        Self {
            length: self.length,
            coders: coders
                .map(|marks| marks.iter().filter_map(recode).collect())
                .collect(),
        }
    }

    /// The same text in which marks of one coder that overlap are cut into parts that do not, each
    /// with the set of codes that lie on it: what unitizing measures need. Also gives the sets, by
    /// their numbers.
    #[must_use]
    pub fn by_sets(&self) -> (Self, Vec<Vec<usize>>) {
        let mut sets: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
        let mut coders = Vec::new();
        for marks in &self.coders {
            let mut borders: Vec<usize> = marks.iter().flat_map(|it| [it.start, it.end]).collect();
            borders.sort_unstable();
            borders.dedup();
            let mut parts = Vec::new();
            for border in borders.windows(2) {
                let (start, end) = (border[0], border[1]);
                let here = marks.iter().filter(|it| it.start <= start && end <= it.end);
                let mut codes: Vec<usize> = here.map(|it| it.code).collect();
                codes.sort_unstable();
                codes.dedup();
                if !codes.is_empty() {
                    let next = sets.len();
                    let code = *sets.entry(codes).or_insert(next);
                    parts.push(Mark { start, end, code });
                }
            }
            coders.push(parts);
        }
        let mut names = vec![Vec::new(); sets.len()];
        for (set, number) in sets {
            names[number] = set;
        }
        let length = self.length;
        (Self { length, coders }, names)
    }
}

/// Characters on which two lists of marks overlap, whatever their codes; marks of one list must not
/// overlap each other.
pub(super) fn overlaps<'m>(
    one: &'m [Mark],
    other: &'m [Mark],
) -> impl Iterator<Item = (&'m Mark, &'m Mark, usize)> {
    let mut from = 0;
    one.iter().flat_map(move |mark| {
        while from < other.len() && other[from].end <= mark.start {
            from += 1;
        }
        let here = other[from..].iter().take_while(|it| it.start < mark.end);
        here.map(move |it| (mark, it, mark.shared(it)))
    })
}

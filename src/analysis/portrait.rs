//! Where in their sources codes stand: the codings of each source as spans on lanes.

use std::collections::BTreeMap;

use super::sample::Sample;
use crate::model::codebook::CodeId;
use crate::model::source::SourceId;
use crate::model::span::Positions;

/// More codes than these are put together by the highest codes above them.
const LANES: usize = 16;

/// One source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strip {
    /// The source.
    pub source: SourceId,
    /// Characters that it has.
    pub length: usize,
    /// Lane, start and end (characters), without overlaps within a lane.
    pub marks: Vec<(usize, usize, usize)>,
}

/// Sources with their codings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portrait {
    /// What the lanes stand for, in codebook order.
    pub lanes: Vec<CodeId>,
    /// Sources that have codings, by their names.
    pub strips: Vec<Strip>,
}

/// The lanes of a sample: every code that was given, or the highest codes of the table where these
/// are too many.
pub fn lanes(sample: &Sample<'_>) -> Vec<CodeId> {
    let given: Vec<CodeId> = sample
        .rows
        .iter()
        .map(|row| row.code)
        .filter(|code| sample.codings.iter().any(|it| it.code == *code))
        .collect();
    if given.len() <= LANES {
        return given;
    }
    let used = |code: CodeId| {
        let place = sample.rows.iter().position(|row| row.code == code);
        let mut codings = sample.codings.iter();
        place.is_some_and(|place| codings.any(|it| sample.upward(it.code).contains(&place)))
    };
    let highest = sample.rows.iter().filter(|row| row.depth == 0);
    highest.map(|row| row.code).filter(|it| used(*it)).collect()
}

/// The portrait of those sources of a sample whose texts are given. What several coders marked with
/// one code is one mark.
pub fn portrait(sample: &Sample<'_>, texts: &BTreeMap<SourceId, String>) -> Portrait {
    let lanes = lanes(sample);
    // Every code's lane: its own, or that of the nearest code above it.
    let lane = |code: CodeId| {
        let above = sample.upward(code).iter();
        let mut above = above.map(|place| sample.rows[*place].code);
        above.find_map(|code| lanes.iter().position(|it| *it == code))
    };
    let mut strips = Vec::new();
    for source in &sample.sources {
        let Some(text) = texts.get(source) else {
            continue;
        };
        let positions = Positions::of(text);
        let codings = sample.codings.iter().filter(|it| it.source == *source);
        let mut marks: Vec<(usize, usize, usize)> = codings
            .filter(|it| it.span.of(text).is_some())
            .filter_map(|it| {
                let (start, end) = (positions.chars(it.span.start), positions.chars(it.span.end));
                Some((lane(it.code)?, start, end))
            })
            .collect();
        marks.sort_unstable();
        marks.dedup_by(|next, kept| {
            let same = next.0 == kept.0 && next.1 <= kept.2;
            if same {
                kept.2 = kept.2.max(next.2);
            }
            same
        });
        if !marks.is_empty() {
            strips.push(Strip {
                source: *source,
                length: text.chars().count(),
                marks,
            });
        }
    }
    Portrait { lanes, strips }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::example::{code, interview, study};
    use crate::analysis::sample::Part;

    #[test]
    fn marks_of_one_code_are_one_and_many_codes_share_the_lane_of_their_family() {
        let mut small = study(&[], &["push", "push/debt", "push/home", "pull"]);
        let codings = [
            ("ana", "push/debt", 0, 4),
            ("bek", "push/debt", 2, 8),
            ("ana", "push/debt", 10, 12),
            ("ana", "pull", 2, 12),
        ];
        interview(&mut small, "1", &[], &codings);
        let sample = Sample::new(&small, &Part::default());
        let texts = BTreeMap::from([(sample.sources[0], "Қарызболды".repeat(2))]);
        let found = portrait(&sample, &texts);
        assert_eq!(
            found.lanes,
            [code(&small, "push/debt"), code(&small, "pull")]
        );
        let strip = &found.strips[0];
        assert_eq!(strip.length, 20);
        // Bytes 0-8, 10-12 and 2-12 as characters.
        assert_eq!(strip.marks, [(0, 0, 4), (0, 5, 6), (1, 1, 6)]);

        let keys: Vec<String> = (0..=LANES).map(|it| format!("push/{it}")).collect();
        let mut keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        keys.insert(0, "push");
        let mut large = study(&[], &keys);
        let codings: Vec<_> = keys[1..].iter().map(|key| ("ana", *key, 0, 2)).collect();
        interview(&mut large, "1", &[], &codings);
        let sample = Sample::new(&large, &Part::default());
        assert_eq!(lanes(&sample), [code(&large, "push")]);
    }
}

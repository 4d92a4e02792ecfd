//! Tables without what could tell of a few: small counts and what would give them away are taken out
//! of the values themselves, so that no format can show them.

use std::collections::BTreeMap;

use super::counts::{Counts, Hidden, Unprintable};
use crate::analysis::attributes::{AttributeTable, Of};
use crate::analysis::crosstab::{Crosstab, Percent, Share};
use crate::analysis::factors::FactorTable;
use crate::model::codebook::CodeId;
use crate::model::study::Study;

/// What was taken out of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suppressed {
    /// The threshold.
    pub threshold: u64,
    /// Counts that were taken out, those of columns that are left out aside.
    pub cells: usize,
    /// Columns that are left out.
    pub columns: Vec<String>,
}

fn left_out(hidden: &Hidden, at: usize) -> bool {
    hidden[0][at]
}

fn keep<T>(values: &mut Vec<T>, hidden: &Hidden) {
    let mut at = 0;
    values.retain(|_| {
        at += 1;
        !left_out(hidden, at - 1)
    });
}

/// Takes out of a line what is kept back of it, and says how much that was.
fn take_out(line: &mut Vec<Share>, kept_back: &[bool], hidden: &Hidden) -> usize {
    let mut count = 0;
    for (at, share) in line.iter_mut().enumerate() {
        if kept_back[at] {
            *share = Share::HIDDEN;
            count += usize::from(!left_out(hidden, at));
        }
    }
    keep(line, hidden);
    count
}

fn names(groups: &[Vec<String>], hidden: &Hidden) -> Vec<String> {
    let all = groups.iter().enumerate();
    let gone = all.filter(|(at, _)| left_out(hidden, at + 1));
    gone.map(|(_, name)| name.join(" · ")).collect()
}

/// Codes by group without what could tell of a few. It counts respondents.
pub fn suppress_crosstab(
    study: &Study,
    table: &mut Crosstab,
    threshold: u64,
) -> Result<(), Unprintable> {
    let groups: Vec<Vec<String>> = table
        .heads
        .iter()
        .skip(1)
        .map(|it| it.name.clone())
        .collect();
    let mut counts = Counts {
        lines: vec![table.heads.iter().map(|it| it.base).collect()],
        groups: groups.clone(),
        ..Counts::default()
    };
    let place: BTreeMap<CodeId, usize> =
        table.lines.iter().map(|it| it.row.code).zip(1..).collect();
    let mut children: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (line, at) in table.lines.iter().zip(1..) {
        counts
            .lines
            .push(line.cells.iter().map(|it| it.n).collect());
        if table.percent != Percent::Asked {
            counts.shares.push((at, 0));
        }
        let parent = study.codes.get(&line.row.code).and_then(|it| it.parent);
        if let Some(above) = parent.and_then(|id| place.get(&id)) {
            counts.below.push((at, *above));
            children.entry(*above).or_default().push(at);
        }
    }
    counts.covered = children.into_iter().collect();
    let codes = table.lines.len();
    if table.percent == Percent::Asked {
        // How many were asked is printed for each code.
        for (line, at) in table.lines.iter().zip(1..) {
            counts
                .lines
                .push(line.cells.iter().map(|it| it.base).collect());
            let asked = counts.lines.len() - 1;
            counts.shares.extend([(at, asked), (asked, 0)]);
        }
    }
    let hidden = counts.hidden(threshold)?;
    let mut cells = 0;
    for (at, line) in table.lines.iter_mut().enumerate() {
        let mut kept_back = hidden[at + 1].clone();
        let without_base = match table.percent {
            Percent::Asked => hidden[at + 1 + codes].clone(),
            Percent::Row => vec![kept_back[0]; kept_back.len()],
            Percent::Column | Percent::Total => vec![false; kept_back.len()],
        };
        kept_back
            .iter_mut()
            .zip(without_base)
            .for_each(|(it, more)| *it |= more);
        cells += take_out(&mut line.cells, &kept_back, &hidden);
        line.not_asked = None;
    }
    keep(&mut table.heads, &hidden);
    table.suppressed = Some(Suppressed {
        threshold,
        cells,
        columns: names(&groups, &hidden),
    });
    Ok(())
}

/// One attribute by group without what could tell of a few.
pub fn suppress_attribute(table: &mut AttributeTable, threshold: u64) -> Result<(), Unprintable> {
    let groups: Vec<Vec<String>> = table.heads.iter().skip(1).map(|it| it.0.clone()).collect();
    let n = |line: &[Share]| -> Vec<u64> { line.iter().map(|it| it.n).collect() };
    let (valid, missing) = (n(&table.valid), n(&table.missing));
    let asked: Vec<u64> = valid.iter().zip(&missing).map(|(a, b)| a + b).collect();
    let base: Vec<u64> = table.heads.iter().map(|it| it.1).collect();
    // Everybody, asked, valid, missing, not asked, then the values.
    let mut lines = vec![base.clone(), asked.clone(), valid, missing];
    lines.push(base.iter().zip(&asked).map(|(a, b)| a - b).collect());
    let first = lines.len();
    lines.extend(table.lines.iter().map(|(_, shares)| n(shares)));
    let values: Vec<usize> = (first..lines.len()).collect();
    let counts = Counts {
        lines,
        groups: groups.clone(),
        sums: vec![(0, vec![1, 4]), (1, vec![2, 3]), (2, values)],
        ..Counts::default()
    };
    let hidden = counts.hidden(threshold)?;
    let mut cells = take_out(&mut table.valid, &hidden[2], &hidden);
    cells += take_out(&mut table.missing, &hidden[3], &hidden);
    if let Some(not_asked) = &mut table.not_asked {
        cells += take_out(not_asked, &hidden[4], &hidden);
    }
    let width = base.len();
    let mut gaps = vec![false; width];
    for (at, (_, shares)) in table.lines.iter_mut().enumerate() {
        let mut kept_back = hidden[first + at].clone();
        let without_base = match table.of {
            Of::Valid => hidden[2].clone(),
            Of::Row => vec![kept_back[0]; width],
            Of::Total => vec![hidden[2][0]; width],
            Of::Asked => hidden[1].clone(),
        };
        kept_back
            .iter_mut()
            .zip(without_base)
            .for_each(|(it, more)| *it |= more);
        gaps.iter_mut()
            .zip(&kept_back)
            .for_each(|(it, more)| *it |= more);
        cells += take_out(shares, &kept_back, &hidden);
    }
    // A mean is one equation more about the values, and those of all but one group give that of the one.
    let gap = gaps
        .iter()
        .zip(&hidden[2])
        .map(|(gap, valid)| *gap || *valid);
    summaries(&mut table.summaries, &gap.collect::<Vec<_>>(), &hidden);
    if cells > 0 || hidden[0].contains(&true) {
        table.known.clear();
    }
    keep(&mut table.heads, &hidden);
    table.suppressed = Some(Suppressed {
        threshold,
        cells,
        columns: names(&groups, &hidden),
    });
    Ok(())
}

/// Numbers of codes per respondent without what could tell of a few.
pub fn suppress_factors(table: &mut FactorTable, threshold: u64) -> Result<(), Unprintable> {
    let groups: Vec<Vec<String>> = table.heads.iter().skip(1).map(|it| it.0.clone()).collect();
    let mut cells = 0;
    let mut columns = None;
    for family in &mut table.families {
        let mut lines = vec![table.heads.iter().map(|it| it.1).collect::<Vec<u64>>()];
        lines.extend(
            family
                .lines
                .iter()
                .map(|line| line.iter().map(|it| it.n).collect()),
        );
        let counts = Counts {
            sums: vec![(0, (1..lines.len()).collect())],
            lines,
            groups: groups.clone(),
            ..Counts::default()
        };
        let hidden = counts.hidden(threshold)?;
        let mut gaps = vec![false; table.heads.len()];
        for (line, kept_back) in family.lines.iter_mut().zip(&hidden[1..]) {
            gaps.iter_mut()
                .zip(kept_back)
                .for_each(|(it, more)| *it |= more);
            cells += take_out(line, kept_back, &hidden);
        }
        summaries(&mut family.summaries, &gaps, &hidden);
        columns = Some(hidden);
    }
    // Which columns are left out follows from the respondents alone, family by family the same.
    let hidden = columns.unwrap_or_else(|| vec![vec![false; table.heads.len()]]);
    keep(&mut table.heads, &hidden);
    table.suppressed = Some(Suppressed {
        threshold,
        cells,
        columns: names(&groups, &hidden),
    });
    Ok(())
}

/// Means and ranges: none of a column with a gap, and none of any group where one has a gap or is left
/// out, since that of all would give it back.
fn summaries<T>(summaries: &mut Vec<Option<T>>, gaps: &[bool], hidden: &Hidden) {
    if summaries.is_empty() {
        return;
    }
    let gone = |at: usize| gaps[at] || left_out(hidden, at);
    let any = (1..gaps.len()).any(gone);
    for (at, it) in summaries.iter_mut().enumerate() {
        if gone(at) || (at > 0 && any) {
            *it = None;
        }
    }
    keep(summaries, hidden);
}

//! The timeline of coding, and new codes from interview to interview.

use super::in_words;
use crate::analysis::saturation::Saturation;
use crate::analysis::timeline::Timeline;
use crate::model::study::Study;
use crate::report::chart::{Chart, Curve, Grid, Kind};
use crate::report::table::Cell;

/// Codings in each stretch of time, coder by coder.
pub fn timeline(study: &Study, found: &Timeline) -> Chart {
    let coder = |id| {
        study
            .coders
            .get(id)
            .map_or_else(String::new, |it| it.name.clone())
    };
    let stretch = found.stretch.name();
    let all: u64 = found.stretches.iter().flat_map(|(_, counts)| counts).sum();
    let grid = Grid {
        rows_are: stretch.to_owned(),
        measure: format!("codings per {stretch} (UTC)"),
        columns: found.coders.iter().map(coder).collect(),
        rows: found
            .stretches
            .iter()
            .map(|(begin, counts)| {
                let number = |n: &u64| Cell::Number {
                    value: *n as f64,
                    decimals: 0,
                };
                (
                    found.stretch.label(*begin),
                    counts.iter().map(number).collect(),
                )
            })
            .collect(),
    };
    Chart {
        title: format!("Codings per {stretch}"),
        caption: format!("Codings per {stretch} and coder (n = {all} codings)"),
        alt: in_words("Column chart", &grid),
        kind: Kind::Timeline(grid),
    }
}

/// New codes and all codes so far, and where nothing new came any more.
pub fn saturation(study: &Study, found: &Saturation) -> Chart {
    let name = |id| {
        study
            .sources
            .get(id)
            .map_or_else(String::new, |it| it.name.clone())
    };
    let settings = found.settings;
    // Without the dust of the division by 100.
    let percent = (1e5 * settings.threshold).round() / 1e3;
    let marks = found.reached.iter().map(|run| {
        let why = format!(
            "after interview {}, interviews {} to {} bring {} new codes: at or below {percent} % of the \
             codes of the first {} (base {}, run {}; Guest, Namey and Chen 2020)",
            run.from - 1,
            run.from,
            run.to,
            run.new,
            settings.base,
            settings.base,
            settings.run
        );
        (run.from - 1, why)
    });
    let last = found.interviews.last().map_or(0, |it| it.so_far);
    let curve = Curve {
        steps_are: "interviews, in their order".to_owned(),
        measure: "different codes so far".to_owned(),
        added_are: "new codes".to_owned(),
        steps: found
            .interviews
            .iter()
            .map(|it| (name(&it.source), it.new.len() as f64))
            .collect(),
        marks: marks.collect(),
    };
    let many = found.interviews.len();
    let reached = match found.reached {
        Some(run) => format!("nothing new after interview {}", run.from - 1),
        None => format!("the threshold of {percent} % was not reached"),
    };
    Chart {
        title: "New codes, interview by interview".to_owned(),
        caption: format!(
            "New codes in {many} coded interviews (base {}, run {}, threshold {percent} %): {reached}",
            settings.base, settings.run
        ),
        alt: format!(
            "Curve of different codes over {many} interviews, ending at {last}; {reached}."
        ),
        kind: Kind::Curve(curve),
    }
}

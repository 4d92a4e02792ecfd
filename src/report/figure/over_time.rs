//! The timeline of coding, and new codes from interview to interview.

use super::in_words;
use crate::analysis::saturation::{InSteps, Saturation};
use crate::analysis::timeline::Timeline;
use crate::model::study::Study;
use crate::report::behind::{Leads, term};
use crate::report::chart::{Chart, Curve, Grid, Kind};
use crate::report::table::Cell;
use crate::report::tongue::Tongue;

/// Codings in each stretch of time, coder by coder.
pub fn timeline(study: &Study, found: &Timeline, tongue: Tongue) -> Chart {
    let coder = |id| {
        study
            .coders
            .get(id)
            .map_or_else(String::new, |it| it.name.clone())
    };
    let stretch = found.stretch.name();
    let per = format!("Codings per {stretch}");
    let per = tongue.word(&per);
    let all: u64 = found.stretches.iter().flat_map(|(_, counts)| counts).sum();
    let mut behind = Vec::new();
    for (row, (begin, counts)) in found.stretches.iter().enumerate() {
        for (at, (id, n)) in found.coders.iter().zip(counts).enumerate() {
            let leads = Leads::Coded {
                coder: coder(id),
                days: (*begin, found.stretch.last(*begin)),
            };
            behind.extend((*n > 0).then(|| leads.from(row, at + 1)));
        }
    }
    let grid = Grid {
        rows_are: tongue.word(stretch).to_owned(),
        measure: tongue.word("codings (UTC)").to_owned(),
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
        title: per.to_owned(),
        caption: tongue.say("{0} and coder (n = {1} codings)", &[&per, &all]),
        alt: in_words("Column chart", &grid, tongue),
        tongue,
        behind,
        kind: Kind::Timeline(grid),
    }
}

/// New codes and all codes so far, and where nothing new came any more.
pub fn saturation(study: &Study, found: &Saturation, tongue: Tongue) -> Chart {
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
        let why = tongue.say(
            "after interview {0}, interviews {1} to {2} bring {3} new codes: at or below {4} % of the codes of the first {5} (base {5}, run {6}; Guest, Namey and Chen 2020)",
            &[
                &(run.from - 1),
                &run.from,
                &run.to,
                &run.new,
                &percent,
                &settings.base,
                &settings.run,
            ],
        );
        (run.from - 1, why)
    });
    let mut behind = Vec::new();
    for (row, it) in found.interviews.iter().enumerate() {
        let name = name(&it.source);
        let codes = it.new.iter().filter_map(|id| study.codes.get(id));
        let codes: Vec<String> = codes.map(|it| it.key.clone()).collect();
        let query = term("source", &name).filter(|_| !codes.is_empty());
        behind.extend(query.map(|query| Leads::Quotes { codes, query }.from(row, 2)));
        behind.push(Leads::Source { name, at: None }.from(row, 1));
    }
    let last = found.interviews.last().map_or(0, |it| it.so_far);
    let curve = Curve {
        steps_are: tongue.word("interviews, in their order").to_owned(),
        measure: tongue.word("different codes so far").to_owned(),
        added_are: tongue.word("new codes").to_owned(),
        steps: found
            .interviews
            .iter()
            .map(|it| (name(&it.source), it.new.len() as f64))
            .collect(),
        marks: marks.collect(),
    };
    let many = found.interviews.len();
    let reached = match found.reached {
        Some(run) => tongue.say("nothing new after interview {0}", &[&(run.from - 1)]),
        None => tongue.say("the threshold of {0} % was not reached", &[&percent]),
    };
    Chart {
        title: tongue.word("New codes, interview by interview").to_owned(),
        caption: tongue.say(
            "New codes in {0} coded interviews (base {1}, run {2}, threshold {3} %): {4}",
            &[&many, &settings.base, &settings.run, &percent, &reached],
        ),
        alt: tongue.say(
            "Curve of different codes over {0} interviews, ending at {1}; {2}.",
            &[&many, &last, &reached],
        ),
        tongue,
        behind,
        kind: Kind::Curve(curve),
    }
}

/// All codes so far in steps of so many interviews, none of which is told by itself.
pub fn saturation_in_steps(found: &InSteps, tongue: Tongue) -> Chart {
    let settings = found.settings;
    let percent = (1e5 * settings.threshold).round() / 1e3;
    let reached = match found.reached_at {
        Some(at) => tongue.say("nothing new after interview {0}", &[&at]),
        None => tongue.say("the threshold of {0} % was not reached", &[&percent]),
    };
    let mut before = 0;
    let steps = found.steps.iter().map(|(number, so_far)| {
        let added = so_far - before;
        before = *so_far;
        (number.to_string(), added as f64)
    });
    Chart {
        title: tongue.word("New codes, interview by interview").to_owned(),
        caption: tongue.say(
            "New codes in {0} coded interviews (base {1}, run {2}, threshold {3} %): {4}",
            &[
                &found.interviews,
                &settings.base,
                &settings.run,
                &percent,
                &reached,
            ],
        ),
        alt: tongue.say(
            "Curve of different codes over {0} interviews, ending at {1}; {2}.",
            &[
                &found.interviews,
                &found.steps.last().map_or(0, |it| it.1),
                &reached,
            ],
        ),
        tongue,
        behind: Vec::new(),
        kind: Kind::Curve(Curve {
            steps_are: tongue.word("interviews, in their order").to_owned(),
            measure: tongue.word("different codes so far").to_owned(),
            added_are: tongue.word("new codes").to_owned(),
            steps: steps.collect(),
            marks: Vec::new(),
        }),
    }
}

//! When did interviews stop bringing new codes? New codes interview by interview, and the share of new
//! information after Guest, Namey and Chen (2020), A simple method to assess and report thematic
//! saturation in qualitative research, PLOS ONE 15(5): e0232076.

use std::collections::{BTreeSet, HashMap};

use super::sample::Sample;
use crate::model::codebook::CodeId;
use crate::model::natural::natural;
use crate::model::source::SourceId;

/// What the method is told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Interviews whose codes are the base (the authors: 4).
    pub base: usize,
    /// Interviews in which new codes are looked for at a time (the authors: 2).
    pub run: usize,
    /// New codes of a run over codes of the base, as a share of 1, at which there is nothing new
    /// (the authors: 0.05, or 0).
    pub threshold: f64,
}

/// The authors' own numbers.
impl Default for Settings {
    fn default() -> Self {
        Self {
            base: 4,
            run: 2,
            threshold: 0.05,
        }
    }
}

/// One interview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interview {
    /// The source.
    pub source: SourceId,
    /// Its value of the ordering attribute, in words.
    pub place: Option<String>,
    /// Different codes in it.
    pub codes: usize,
    /// Codes that no interview before had, in codebook order.
    pub new: Vec<CodeId>,
    /// Different codes up to here.
    pub so_far: usize,
}

/// One run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Run {
    /// Number of its first interview, from 1.
    pub from: usize,
    /// Number of its last interview.
    pub to: usize,
    /// Codes that are new in it.
    pub new: usize,
    /// `new` over the codes of the base; `None` when the base has none.
    pub ratio: Option<f64>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Saturation {
    /// What the method was told.
    pub settings: Settings,
    /// The interviews in their order.
    pub interviews: Vec<Interview>,
    /// Different codes of the base; `None` when there are fewer interviews than it takes.
    pub base: Option<usize>,
    /// The runs, each one interview after the one before.
    pub runs: Vec<Run>,
    /// The first run at or below the threshold. Saturation was reached with the interview before it;
    /// the run itself confirms it (the authors write 6⁺²).
    pub reached: Option<Run>,
    /// Interviews without a value to order by; they come last.
    pub without_place: usize,
}

/// The same for everybody: each interview is of one respondent, so that codes are told in steps of so many
/// interviews, and of no interview by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct InSteps {
    /// What the method was told.
    pub settings: Settings,
    /// How many interviews there are.
    pub interviews: usize,
    /// Numbers of interviews, and the different codes up to there.
    pub steps: Vec<(usize, usize)>,
    /// After which interview there is nothing new, if it was reached.
    pub reached_at: Option<usize>,
}

impl Saturation {
    /// What may be told where nothing is of fewer than `least` respondents. `None` where there are not so
    /// many interviews.
    pub fn in_steps(&self, least: usize) -> Option<InSteps> {
        let many = self.interviews.len();
        let least = least.max(1);
        // What is left at the end belongs to the last step.
        let steps = (1..=many / least).map(|step| match (step + 1) * least > many {
            true => many,
            false => step * least,
        });
        let steps = steps.filter_map(|at| Some((at, self.interviews.get(at - 1)?.so_far)));
        let steps: Vec<(usize, usize)> = steps.collect();
        (!steps.is_empty()).then(|| InSteps {
            settings: self.settings,
            interviews: many,
            steps,
            reached_at: self.reached.map(|it| it.from - 1),
        })
    }
}

/// New codes in the order of an attribute of the respondents, or of the sources' names. Interviews
/// without any coding are left out: nobody has read them yet. Only codes that were given themselves
/// count, not those above them.
pub fn saturation(sample: &Sample<'_>, order: Option<&str>, settings: Settings) -> Saturation {
    let codes_of = codes_of(sample);
    let value = |id: &SourceId| {
        let who = sample.study.respondents.get(&sample.respondent(*id)?)?;
        who.value(order?)
    };
    let mut sources: Vec<SourceId> = sample
        .sources
        .iter()
        .copied()
        .filter(|id| codes_of.contains_key(id))
        .collect();
    // Stable, so that equal values keep the order of names.
    sources.sort_by(|a, b| match (value(a), value(b)) {
        (Some(one), Some(other)) => one
            .partial_cmp(other)
            .filter(|it| it.is_ne())
            .unwrap_or_else(|| natural(&one.to_string(), &other.to_string())),
        (one, other) => one.is_none().cmp(&other.is_none()),
    });
    let places: HashMap<CodeId, usize> = sample.rows.iter().map(|it| it.code).zip(0..).collect();
    let mut seen: BTreeSet<CodeId> = BTreeSet::new();
    let mut interviews = Vec::with_capacity(sources.len());
    for id in &sources {
        let codes = &codes_of[id];
        let mut new: Vec<CodeId> = codes
            .iter()
            .copied()
            .filter(|it| seen.insert(*it))
            .collect();
        new.sort_by_key(|code| places.get(code));
        interviews.push(Interview {
            source: *id,
            place: value(id).map(ToString::to_string),
            codes: codes.len(),
            new,
            so_far: seen.len(),
        });
    }
    let base = match settings.base {
        0 => None,
        number => interviews.get(number - 1).map(|it| it.so_far),
    };
    let runs = runs(&interviews, base, settings);
    let is_reached = |run: &&Run| run.ratio.is_some_and(|it| it <= settings.threshold);
    Saturation {
        settings,
        base,
        reached: runs.iter().find(is_reached).copied(),
        runs,
        without_place: match order {
            Some(_) => interviews.iter().filter(|it| it.place.is_none()).count(),
            None => 0,
        },
        interviews,
    }
}

fn codes_of(sample: &Sample<'_>) -> HashMap<SourceId, BTreeSet<CodeId>> {
    let mut found: HashMap<SourceId, BTreeSet<CodeId>> = HashMap::new();
    for coding in &sample.codings {
        found.entry(coding.source).or_default().insert(coding.code);
    }
    found
}

fn runs(interviews: &[Interview], base: Option<usize>, settings: Settings) -> Vec<Run> {
    let Some(base) = base else {
        return Vec::new();
    };
    let run = settings.run.max(1);
    let last = (interviews.len() + 1).saturating_sub(run);
    (settings.base..last)
        .map(|start| {
            let new = interviews[start..start + run]
                .iter()
                .map(|it| it.new.len())
                .sum();
            Run {
                from: start + 1,
                to: start + run,
                new,
                ratio: (base > 0).then(|| new as f64 / base as f64),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::example::{interview, study, word};
    use super::super::sample::Part;
    use super::*;
    use crate::model::respondent::{Kind, Value};
    use crate::model::study::Study;

    /// New codes by interview as in the worked example of the authors' table: 10 in the first four,
    /// then 2, 1, 0, 0, 1, 0.
    fn example() -> Study {
        let codes: Vec<String> = (0..14).map(|at| format!("c{at:02}")).collect();
        let keys: Vec<&str> = codes.iter().map(String::as_str).collect();
        let mut it = study(&[("day", Kind::Number)], &keys);
        let mut so_far = 0;
        for (at, new) in [4, 3, 2, 1, 2, 1, 0, 0, 1, 0].into_iter().enumerate() {
            let mut codings: Vec<_> = (so_far..so_far + new)
                .map(|it| ("ana", keys[it], 0, 5))
                .collect();
            codings.push(("ana", keys[0], 0, 5));
            so_far += new;
            // Names run against the days.
            let day = [("day", Value::Number(at as f64))];
            interview(&mut it, &format!("{}", 20 - at), &day, &codings);
        }
        interview(&mut it, "30", &[("day", Value::Number(3.5))], &[]);
        it
    }

    #[test]
    fn runs_follow_each_other_by_one_interview() {
        let study = example();
        let sample = Sample::new(&study, &Part::default());
        let found = saturation(&sample, Some("day"), Settings::default());
        let new: Vec<usize> = found.interviews.iter().map(|it| it.new.len()).collect();
        assert_eq!(new, [4, 3, 2, 1, 2, 1, 0, 0, 1, 0]);
        assert_eq!(found.base, Some(10));
        let runs: Vec<(usize, usize, usize)> = found
            .runs
            .iter()
            .map(|it| (it.from, it.to, it.new))
            .collect();
        assert_eq!(
            runs,
            [(5, 6, 3), (6, 7, 1), (7, 8, 0), (8, 9, 1), (9, 10, 1)]
        );
        assert_eq!(found.runs[0].ratio, Some(0.3));
        // Six interviews, and two more that confirm it: 6+2.
        assert_eq!(found.reached.map(|it| it.from - 1), Some(6));
        let strict = saturation(
            &sample,
            Some("day"),
            Settings {
                threshold: 0.0,
                ..Settings::default()
            },
        );
        assert_eq!(strict.reached.map(|it| it.to), Some(8));
    }

    #[test]
    fn steps_tell_of_no_interview_by_itself() {
        let study = example();
        let sample = Sample::new(&study, &Part::default());
        let found = saturation(&sample, Some("day"), Settings::default());
        let steps = found.in_steps(4).expect("ten interviews");
        assert_eq!(
            steps.steps,
            [(4, 10), (10, 14)],
            "the last two are with those before"
        );
        assert_eq!(steps.reached_at, Some(6));
        assert_eq!(found.in_steps(5).expect("ten").steps, [(5, 12), (10, 14)]);
        assert_eq!(found.in_steps(11), None);
    }

    #[test]
    fn the_order_matters_and_too_few_interviews_have_no_base() {
        let study = example();
        let sample = Sample::new(&study, &Part::default());
        let by_name = saturation(&sample, None, Settings::default());
        assert_eq!(by_name.interviews[0].new.len(), 1);
        assert_ne!(by_name.base, Some(10));
        let long = saturation(
            &sample,
            None,
            Settings {
                base: 11,
                ..Settings::default()
            },
        );
        assert_eq!((long.base, long.runs.len(), long.reached), (None, 0, None));
        let mut open = example();
        let first = *open.respondents.keys().next().expect("one");
        if let Some(it) = open.respondents.get_mut(&first) {
            it.values.insert("day".to_owned(), word("soon"));
            it.values.clear();
        }
        let sample = Sample::new(&open, &Part::default());
        let found = saturation(&sample, Some("day"), Settings::default());
        assert_eq!((found.without_place, found.interviews.len()), (1, 10));
        assert_eq!(found.interviews[9].place, None);
    }
}

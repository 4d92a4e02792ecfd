//! Telling less with the least loss: every way of putting the numbers of an attribution into bands and
//! of leaving attributes out is tried, and its loss is what a reader learns less, in bits (the entropy
//! of what is told of the respondents of the study; Shannon 1948).

use std::collections::{BTreeMap, BTreeSet};

use super::attributions::Told;
use crate::model::attribution::Template;
use crate::model::generalise::Generalisation;
use crate::model::respondent::{Kind, RespondentId};
use crate::model::study::Study;

/// Widths of bands that are tried.
const WIDTHS: [u32; 5] = [2, 3, 5, 10, 20];
/// More ways than these are not tried: attributes beyond them are told as they are or not at all.
const MOST: usize = 20_000;

/// How exactly an attribute is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// As it is.
    Exact,
    /// In bands of this width.
    Band(u32),
    /// Not at all.
    Dropped,
}

/// One way of telling less.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// How exactly each attribute is told.
    pub levels: Vec<(String, Level)>,
    /// What a reader learns less, in bits.
    pub loss: f64,
    /// How many respondents share the attribution that the fewest share, of those who are quoted.
    pub smallest: usize,
    /// Respondents that are quoted under an attribution that too few share.
    pub below: usize,
}

impl Way {
    /// The bands, as people write them, by attribute.
    pub fn bands(&self) -> BTreeMap<String, String> {
        let band = |(name, level): &(String, Level)| match level {
            Level::Band(width) => Some((name.clone(), width.to_string())),
            Level::Exact | Level::Dropped => None,
        };
        self.levels.iter().filter_map(band).collect()
    }

    /// The attributes that are not told.
    pub fn dropped(&self) -> Vec<&str> {
        let dropped = self.levels.iter().filter(|(_, it)| *it == Level::Dropped);
        dropped.map(|(name, _)| name.as_str()).collect()
    }

    fn told(&self) -> usize {
        self.levels.len() - self.dropped().len()
    }

    fn drops(&self, name: &str) -> bool {
        self.dropped().contains(&name)
    }
}

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// The attribution as it is.
    AsItIs,
    /// Bands only, every attribute told.
    BandsOnly,
    /// Two attributes at most.
    TwoAttributes,
    /// Without the category.
    NoCategory,
    /// Whatever loses least.
    Least,
}

impl Wish {
    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::AsItIs => "as it is",
            Self::BandsOnly => "bands only",
            Self::TwoAttributes => "two attributes only",
            Self::NoCategory => "without category",
            Self::Least => "least loss",
        }
    }
}

/// For each wish the way that reaches `threshold` for everybody who is quoted and loses least; where
/// none does, the one that leaves the fewest below it.
pub fn ways(
    study: &Study,
    template: &Template,
    quoted: &BTreeSet<RespondentId>,
    threshold: usize,
) -> Vec<(Wish, Way)> {
    let all = every_way(study, template, quoted, threshold);
    let best = |wish: Wish| -> Option<(Wish, Way)> {
        let fits = |way: &&Way| match wish {
            Wish::AsItIs => way.levels.iter().all(|(_, it)| *it == Level::Exact),
            Wish::BandsOnly => way.dropped().is_empty(),
            Wish::TwoAttributes => way.told() <= 2,
            Wish::NoCategory => way.drops("category"),
            Wish::Least => true,
        };
        let order = |a: &&Way, b: &&Way| {
            a.below
                .cmp(&b.below)
                .then(a.loss.total_cmp(&b.loss))
                .then(a.dropped().len().cmp(&b.dropped().len()))
                .then(a.levels.cmp(&b.levels))
        };
        all.iter()
            .filter(fits)
            .min_by(order)
            .map(|it| (wish, it.clone()))
    };
    let wishes = [
        Wish::AsItIs,
        Wish::BandsOnly,
        Wish::TwoAttributes,
        Wish::NoCategory,
        Wish::Least,
    ];
    wishes.into_iter().filter_map(best).collect()
}

fn every_way(
    study: &Study,
    template: &Template,
    quoted: &BTreeSet<RespondentId>,
    threshold: usize,
) -> Vec<Way> {
    let mut names: Vec<&str> = Vec::new();
    for name in template.attributes() {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let mut count = 1usize;
    let mut choices: Vec<Vec<Level>> = Vec::new();
    for name in &names {
        let is_number = study
            .attributes
            .values()
            .any(|it| it.name == *name && it.kind == Kind::Number);
        let mut levels = vec![Level::Exact];
        if is_number && count * (WIDTHS.len() + 2) <= MOST {
            levels.extend(WIDTHS.map(Level::Band));
        }
        levels.push(Level::Dropped);
        count = count.saturating_mul(levels.len());
        choices.push(levels);
    }
    // What each respondent has of each attribute at each level.
    let values: Vec<BTreeMap<Level, Vec<Option<String>>>> = names
        .iter()
        .zip(&choices)
        .map(|(name, levels)| {
            let at = |level: &Level| (*level, values_at(study, name, *level));
            levels.iter().map(at).collect()
        })
        .collect();
    let people: Vec<RespondentId> = study.respondents.keys().copied().collect();
    let mut ways = Vec::new();
    let mut at = vec![0usize; names.len()];
    let mut exact = None;
    for _ in 0..count.min(MOST) {
        let levels: Vec<Level> = at.iter().zip(&choices).map(|(at, it)| it[*at]).collect();
        let told: Vec<Vec<Option<&String>>> = (0..people.len())
            .map(|who| {
                let of = |(place, level): (usize, &Level)| values[place].get(level)?[who].as_ref();
                levels.iter().enumerate().map(of).collect()
            })
            .collect();
        let entropy = entropy(&told);
        let exact = *exact.get_or_insert(entropy);
        let shared: Vec<usize> = people
            .iter()
            .zip(&told)
            .filter(|(id, _)| quoted.contains(id))
            .map(|(_, own)| sharing(own, &told))
            .collect();
        ways.push(Way {
            levels: names
                .iter()
                .map(|it| (*it).to_owned())
                .zip(levels)
                .collect(),
            loss: (exact - entropy).max(0.0),
            smallest: shared.iter().copied().min().unwrap_or(people.len()),
            below: shared.iter().filter(|k| **k < threshold).count(),
        });
        for (digit, levels) in at.iter_mut().zip(&choices) {
            *digit += 1;
            if *digit < levels.len() {
                break;
            }
            *digit = 0;
        }
    }
    ways
}

/// The values of all respondents, in the order of their ids.
fn values_at(study: &Study, name: &str, level: Level) -> Vec<Option<String>> {
    let bands = match level {
        Level::Dropped => return vec![None; study.respondents.len()],
        Level::Exact => BTreeMap::new(),
        Level::Band(width) => BTreeMap::from([(name.to_owned(), width.to_string())]),
    };
    // A width is always a band.
    let general = Generalisation::new(study, &bands).unwrap_or_default();
    let value = |it| general.of(it).value(name).map(ToString::to_string);
    study.respondents.values().map(value).collect()
}

/// Of how many all that is told of `own` is true.
fn sharing(own: &[Option<&String>], all: &[Vec<Option<&String>>]) -> usize {
    let fits = |other: &&Vec<Option<&String>>| {
        own.iter()
            .zip(other.iter())
            .all(|(own, other)| own.is_none() || own == other)
    };
    all.iter().filter(fits).count()
}

fn entropy(told: &[Vec<Option<&String>>]) -> f64 {
    let mut sizes: BTreeMap<&Vec<Option<&String>>, usize> = BTreeMap::new();
    for one in told {
        *sizes.entry(one).or_default() += 1;
    }
    let all = told.len() as f64;
    let part = |size: usize| {
        let share = size as f64 / all;
        -share * share.log2()
    };
    sizes.into_values().map(part).sum()
}

/// What is told, as `female, 10-14`.
pub fn words(told: &Told) -> String {
    let values: Vec<&str> = told.iter().map(|(_, value)| value.as_str()).collect();
    values.join(", ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::attributions::recognisable;
    use super::super::attributions::tests::{people, quotes};
    use super::*;
    use crate::model::settings::ATTRIBUTION;

    fn template() -> Template {
        Template::parse(ATTRIBUTION).expect("template")
    }

    #[test]
    fn the_least_loss_is_found_and_reaches_the_threshold() {
        // Ages 10 to 14 in two categories: bands of 5 leave three in one category and two in the other.
        let study = people(&[
            ("a", 10.0),
            ("a", 12.0),
            ("a", 14.0),
            ("b", 11.0),
            ("b", 13.0),
        ]);
        let quoted: BTreeSet<RespondentId> = study.respondents.keys().copied().collect();
        let found: BTreeMap<&str, Way> = ways(&study, &template(), &quoted, 2)
            .into_iter()
            .map(|(wish, way)| (wish.name(), way))
            .collect();
        assert_eq!(
            (found["as it is"].smallest, found["as it is"].below),
            (1, 5)
        );
        let least = &found["least loss"];
        assert_eq!((least.smallest, least.below), (2, 0));
        assert_eq!(
            least.bands(),
            BTreeMap::from([("age".to_owned(), "5".to_owned())])
        );
        assert!(least.dropped().is_empty());
        assert!(found["without category"].loss >= least.loss);
        // Nobody reaches more than there are.
        let none = ways(&study, &template(), &quoted, 6);
        assert!(none.iter().all(|(_, way)| way.below > 0));
    }

    proptest! {
        #[test]
        fn what_is_promised_is_what_the_attributions_then_have(
            of in proptest::collection::vec((0usize..3, 6u8..25), 1..30), threshold in 1usize..6)
        {
            let of: Vec<(&str, f64)> = of.iter().map(|(category, age)| (["a", "b", "c"][*category], f64::from(*age))).collect();
            let study = people(&of);
            let quoted: BTreeSet<RespondentId> = study.respondents.keys().copied().collect();
            let all = ways(&study, &template(), &quoted, threshold);
            let least = all.iter().find(|(wish, _)| *wish == Wish::Least).map(|(_, way)| way).expect("a way");
            for (_, way) in &all {
                prop_assert!(way.below >= least.below);
                prop_assert!(way.below > least.below || way.loss >= least.loss - 1e-9);
                let less = Template::parse(&template().without(&way.dropped())).expect("template");
                let general = Generalisation::new(&study, &way.bands()).expect("bands");
                let found = recognisable(&study, &quotes(&study), &less, &general);
                prop_assert_eq!(found.quotes.iter().copied().min(), Some(way.smallest));
            }
        }
    }
}

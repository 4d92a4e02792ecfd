//! Choosing illustrative quotes: for each code as many as asked for, spread as the respondents who have
//! the code are, and nobody too often in the whole.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use crate::model::codebook::CodeId;
use crate::model::respondent::RespondentId;

/// A quote that may be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Its code.
    pub code: CodeId,
    /// Who speaks.
    pub respondent: Option<RespondentId>,
    /// Its length.
    pub words: usize,
    /// Whether somebody marked it as a good one.
    pub starred: bool,
}

/// How to choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// Quotes for each code.
    pub each: usize,
    /// Words of a quote, both ends included.
    pub length: (usize, usize),
    /// Quotes of one respondent in the whole; `None` for no limit.
    pub most: Option<usize>,
    /// Decides between candidates that are equally good; without it the earlier one is taken.
    pub seed: Option<u64>,
}

/// What the spread looks at: each attribute's value of each respondent, as a number of that attribute.
/// Who has no value of an attribute is not in it.
pub type Strata = Vec<BTreeMap<RespondentId, usize>>;

/// An unused respondent is worth as much as half a quote in the wrong group.
const REPEATED: f64 = 0.5;
/// The price of a second quote of one respondent under one code.
const SAME_CODE: f64 = 10.0;

/// The places of the chosen candidates, in the order of the candidates.
///
/// Codes with few respondents choose first. Under each code the next quote is a starred one if there
/// is any, and of those the cheapest: how far the quotes chosen so far are then from the spread of the
/// respondents with this code (for each attribute half the sum over its values of |quotes − due|, the
/// mean over attributes), and half a quote for each time that the respondent has been quoted already.
pub fn pick(candidates: &[Candidate], strata: &Strata, wish: Wish) -> Vec<usize> {
    let mut by_code: BTreeMap<CodeId, Vec<usize>> = BTreeMap::new();
    let mut coded: BTreeMap<CodeId, BTreeSet<RespondentId>> = BTreeMap::new();
    let mut order: Vec<CodeId> = Vec::new();
    for (at, it) in candidates.iter().enumerate() {
        let people = coded.entry(it.code).or_insert_with(|| {
            order.push(it.code);
            BTreeSet::new()
        });
        people.extend(it.respondent);
        if (wish.length.0..=wish.length.1).contains(&it.words) {
            by_code.entry(it.code).or_default().push(at);
        }
    }
    // Stable: codes with as many respondents keep the order they came in.
    order.sort_by_key(|code| coded[code].len());
    let mut chance = wish.seed.map(ChaCha8Rng::seed_from_u64);
    let mut uses: HashMap<RespondentId, usize> = HashMap::new();
    let mut chosen = Vec::new();
    for code in order {
        let Some(mut left) = by_code.remove(&code) else {
            continue;
        };
        if let Some(chance) = &mut chance {
            left.shuffle(chance);
        }
        let mut spread = Spread::due(&coded[&code], strata, wish.each.min(left.len()));
        let mut under_code: Vec<usize> = Vec::new();
        while under_code.len() < wish.each {
            let price = |at: usize| {
                let who = candidates[at].respondent;
                let times = who.and_then(|id| uses.get(&id)).copied().unwrap_or(0);
                let again = under_code
                    .iter()
                    .any(|it| who.is_some() && candidates[*it].respondent == who);
                let price = spread.apart_with(strata, who)
                    + REPEATED * times as f64
                    + if again { SAME_CODE } else { 0.0 };
                // Candidates that are equally good stay so, whatever rounding makes of their sums.
                (price * 1e9).round()
            };
            let is_free = |at: &usize| {
                let times = candidates[*at].respondent.and_then(|id| uses.get(&id));
                wish.most
                    .is_none_or(|most| times.copied().unwrap_or(0) < most)
            };
            let priced = left.iter().copied().filter(is_free);
            let best = priced
                .map(|at| (!candidates[at].starred, price(at), at))
                .reduce(|a, b| match a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)) {
                    std::cmp::Ordering::Greater => b,
                    _ => a,
                });
            let Some((_, _, at)) = best else { break };
            left.retain(|it| *it != at);
            under_code.push(at);
            spread.take(strata, candidates[at].respondent);
            if let Some(who) = candidates[at].respondent {
                *uses.entry(who).or_default() += 1;
            }
        }
        chosen.extend(under_code);
    }
    chosen.sort_unstable();
    chosen
}

/// For each attribute how many quotes of each value are still due (or too many, below 0).
struct Spread {
    left: Vec<BTreeMap<usize, f64>>,
}

impl Spread {
    /// So many quotes in the shares of these people; people without a value have no share.
    fn due(people: &BTreeSet<RespondentId>, strata: &Strata, quotes: usize) -> Self {
        let of = |values: &BTreeMap<RespondentId, usize>| {
            let known: Vec<usize> = people
                .iter()
                .filter_map(|id| values.get(id).copied())
                .collect();
            let mut shares: BTreeMap<usize, f64> = BTreeMap::new();
            for value in &known {
                *shares.entry(*value).or_default() += quotes as f64 / known.len() as f64;
            }
            shares
        };
        Self {
            left: strata.iter().map(of).collect(),
        }
    }

    /// Takes a quote of somebody off.
    fn take(&mut self, strata: &Strata, who: Option<RespondentId>) {
        for (left, values) in self.left.iter_mut().zip(strata) {
            if let Some(value) = who.and_then(|id| values.get(&id)) {
                *left.entry(*value).or_default() -= 1.0;
            }
        }
    }

    /// By how much a quote of somebody more puts the quotes farther from what is due, in quotes; the
    /// mean over attributes. What the quotes so far are apart is the same for every candidate.
    fn apart_with(&self, strata: &Strata, who: Option<RespondentId>) -> f64 {
        if strata.is_empty() {
            return 0.0;
        }
        let change =
            |(left, values): (&BTreeMap<usize, f64>, &BTreeMap<RespondentId, usize>)| match who
                .and_then(|id| values.get(&id))
            {
                Some(value) => {
                    let left = left.get(value).copied().unwrap_or(0.0);
                    (left - 1.0).abs() - left.abs()
                }
                None => 1.0,
            };
        let changes = self.left.iter().zip(strata).map(change);
        changes.sum::<f64>() / 2.0 / strata.len() as f64
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::model::id::Id;

    fn who(number: u128) -> RespondentId {
        Id::from_uuid(Uuid::from_u128(number))
    }

    fn candidate(code: u128, person: u128) -> Candidate {
        Candidate {
            code: Id::from_uuid(Uuid::from_u128(code)),
            respondent: Some(who(person)),
            words: 10,
            starred: false,
        }
    }

    const WISH: Wish = Wish {
        each: 4,
        length: (1, 100),
        most: None,
        seed: None,
    };

    /// Of the respondents with the code three quarters are in group 0.
    fn many() -> (Vec<Candidate>, Strata) {
        let candidates = (0..40).map(|at| candidate(1, at)).collect();
        let groups = (0..40).map(|at| (who(at), usize::from(at >= 30))).collect();
        (candidates, vec![groups])
    }

    #[test]
    fn quotes_are_spread_as_the_coded_respondents_are() {
        let (candidates, strata) = many();
        for seed in [None, Some(1), Some(2)] {
            let chosen = pick(&candidates, &strata, Wish { seed, ..WISH });
            let in_group = chosen.iter().filter(|at| **at >= 30).count();
            assert_eq!((chosen.len(), in_group), (4, 1), "{chosen:?}");
        }
        let with = |seed| {
            pick(
                &candidates,
                &strata,
                Wish {
                    seed: Some(seed),
                    ..WISH
                },
            )
        };
        assert_eq!(with(7), with(7));
        assert_ne!(with(7), with(8));
    }

    #[test]
    fn nobody_is_quoted_again_while_others_are_left() {
        // Two codes with the same five people, and one that only person 0 has, twice.
        let mut candidates: Vec<_> = (0..5).map(|at| candidate(1, at)).collect();
        candidates.extend((0..5).map(|at| candidate(2, at)));
        candidates.extend([candidate(3, 0), candidate(3, 0)]);
        let wish = Wish { each: 2, ..WISH };
        let chosen = pick(&candidates, &Vec::new(), wish);
        let mut people: Vec<_> = chosen[..4].iter().map(|at| at % 5).collect();
        people.sort_unstable();
        people.dedup();
        assert_eq!((chosen.len(), people.len()), (6, 4), "{chosen:?}");
        let most = Some(1);
        let chosen = pick(&candidates, &Vec::new(), Wish { most, ..wish });
        assert_eq!(chosen.len(), 5, "{chosen:?}");
    }

    #[test]
    fn starred_ones_come_first_and_length_is_kept() {
        let (mut candidates, strata) = many();
        candidates[39].starred = true;
        candidates[0].words = 101;
        let chosen = pick(&candidates, &strata, WISH);
        assert!(chosen.contains(&39) && !chosen.contains(&0), "{chosen:?}");
        candidates[39].words = 0;
        assert!(!pick(&candidates, &strata, WISH).contains(&39));
        assert!(pick(&[], &strata, WISH).is_empty());
    }
}

//! The flow of the sample: how many were interviewed, who was left out and why, who was kept, and into
//! which values of a classification. Every respondent is in one place, so that each line adds up to
//! the one above it.

use std::collections::{BTreeMap, BTreeSet};

use super::crosstab::Share;
use super::routes::{hidden, is_small};
use crate::model::classification::{UNSETTLED, reasons_of};
use crate::model::natural::natural;
use crate::model::nearest::nearest;
use crate::model::respondent::RespondentId;
use crate::model::settings::{Scheme, excludes};
use crate::model::study::Study;

/// What a group is called whose value nobody has given.
pub const UNCLASSIFIED: &str = "not classified";
/// What stands for a reason that nobody has given.
pub const NO_REASON: &str = "no reason given";

/// Names of respondents by what is said of them.
pub type Names = BTreeMap<String, Vec<String>>;

/// The flow of a sample.
#[derive(Debug, Clone, PartialEq)]
pub struct SampleFlow {
    /// Name of the attribute.
    pub attribute: String,
    /// Everybody in the register (or in the part of it that was asked for).
    pub interviewed: u64,
    /// Who was left out, of all.
    pub excluded: Share,
    /// Why, of those left out.
    pub reasons: Vec<(String, Share)>,
    /// Who was kept, of all.
    pub kept: Share,
    /// In which value, of those kept; those on whom classifiers differ and those without a value are
    /// kept too, in groups of their own.
    pub values: Vec<(String, Share)>,
    /// Names of the respondents of each reason.
    pub of_reasons: Names,
    /// Names of the respondents of each value.
    pub of_values: Names,
    /// How many of those kept have no notes.
    pub without_notes: u64,
    /// Where reasons are read from, and the attribute that may be meant, where nobody has the first.
    pub meant: Option<(String, String)>,
}

impl SampleFlow {
    /// Whether any number is kept back.
    pub fn is_partial(&self) -> bool {
        let shares = self.reasons.iter().chain(&self.values).map(|it| it.1);
        self.excluded.hidden || self.kept.hidden || shares.into_iter().any(|it| it.hidden)
    }

    /// Keeps small numbers back, and what would give them back: everybody is in one place, so a single
    /// one that is kept back would follow from the rest.
    pub fn suppress(&mut self, least: u64) {
        let shut = |shares: &mut [(String, Share)], hidden: &[bool]| {
            for ((_, share), hidden) in shares.iter_mut().zip(hidden) {
                if *hidden {
                    *share = Share::HIDDEN;
                }
            }
        };
        let of = |shares: &[(String, Share)]| -> Vec<bool> {
            let rows: Vec<Vec<u64>> = shares.iter().map(|it| vec![it.1.n]).collect();
            hidden(&rows, least).into_iter().map(|it| it[0]).collect()
        };
        if !is_small(self.excluded.n, least) && !is_small(self.kept.n, least) {
            let (reasons, values) = (of(&self.reasons), of(&self.values));
            shut(&mut self.reasons, &reasons);
            shut(&mut self.values, &values);
        } else {
            // One of the two tells the other, and the values of each tell their sum.
            (self.excluded, self.kept) = (Share::HIDDEN, Share::HIDDEN);
            let all = vec![true; self.reasons.len()];
            shut(&mut self.reasons, &all);
            let mut values = of(&self.values);
            if !values.contains(&true) {
                let open = self.values.iter().enumerate().filter(|(_, it)| it.1.n > 0);
                if let Some((at, _)) = open.min_by_key(|(_, it)| it.1.n) {
                    values[at] = true;
                }
            }
            shut(&mut self.values, &values);
            for (_, share) in &mut self.values {
                // The base is the sum.
                share.base = 0;
            }
        }
        if is_small(self.without_notes, least) {
            self.without_notes = 0;
        }
    }
}

/// The flow of these respondents through the values of `attribute`. Without a scheme a value named
/// `excluded` leaves out; `out` are those whom other attributes leave out, and which these are.
pub fn sample_flow(
    study: &Study,
    people: &BTreeSet<RespondentId>,
    attribute: &str,
    scheme: Option<&Scheme>,
    out: &BTreeMap<RespondentId, String>,
) -> SampleFlow {
    let declared = || scheme.into_iter().flat_map(|it| &it.values);
    let (mut values, mut reasons) = (BTreeMap::new(), BTreeMap::new());
    let (mut of_values, mut of_reasons) = (Names::new(), Names::new());
    let reasons_of = reasons_of(attribute);
    let speaking: BTreeSet<RespondentId> = study
        .sources
        .values()
        .filter_map(|it| it.respondent)
        .collect();
    let (mut excluded, mut without_notes) = (0, 0);
    let known = people.iter().filter_map(|id| study.respondents.get(id));
    for respondent in known {
        let value = respondent.value(attribute).map(ToString::to_string);
        let own = value.as_ref().is_some_and(|it| excludes(scheme, it));
        let because = match (own, out.get(&respondent.id)) {
            (true, _) => Some(reasons_of.clone()),
            (false, other) => other.map(|it| self::reasons_of(it)),
        };
        match (because, value) {
            (Some(because), _) => {
                let reason = respondent.value(&because).map(ToString::to_string);
                let reason = reason.unwrap_or_else(|| NO_REASON.to_owned());
                let names = of_reasons.entry(reason.clone()).or_default();
                names.push(respondent.name.clone());
                *reasons.entry(reason).or_default() += 1;
                excluded += 1;
            }
            (None, value) => {
                let value = value.unwrap_or_else(|| UNCLASSIFIED.to_owned());
                let names = of_values.entry(value.clone()).or_default();
                names.push(respondent.name.clone());
                *values.entry(value).or_default() += 1;
                without_notes += u64::from(!speaking.contains(&respondent.id));
            }
        }
    }
    let no_reason = reasons.contains_key(NO_REASON) && out.is_empty();
    let meant = no_reason.then(|| near(study, &reasons_of)).flatten();
    let meant = meant.map(|it| (reasons_of, it));
    let interviewed = people.len() as u64;
    let kept = interviewed - excluded;
    let of = |n: u64, base: u64| Share::of(n, base);
    let order: Vec<&str> = declared().map(|it| it.name.as_str()).collect();
    let because = declared().flat_map(|it| &it.reasons);
    let because: Vec<&str> = because.map(|it| it.name.as_str()).collect();
    SampleFlow {
        attribute: attribute.to_owned(),
        interviewed,
        excluded: of(excluded, interviewed),
        reasons: ordered(reasons, &because, excluded),
        kept: of(kept, interviewed),
        values: ordered(values, &order, kept),
        of_reasons,
        of_values,
        without_notes,
        meant,
    }
}

/// The attribute that may hold the reasons where none is called `expected`.
fn near(study: &Study, expected: &str) -> Option<String> {
    const WORDS: [&str; 5] = ["reason", "reasons", "why", "причина", "себебі"];
    let register = study.register();
    if register.iter().any(|it| it.name == expected) {
        return None;
    }
    let names = || register.iter().map(|it| it.name.as_str());
    let says_so = |it: &&str| it.split('_').any(|part| WORDS.contains(&part));
    // `reason_for_leaving` is another reason.
    let about = |it: &&str| says_so(it) && (!it.contains('_') || it.contains("exclu"));
    let found = names().find(about).map(str::to_owned);
    // The classification itself is like its reasons, and is none.
    let others = names().filter(|it| !expected.starts_with(it));
    found.or_else(|| nearest(expected, others).into_iter().next())
}

/// Those that are declared in their order, others as people sort them, what is open last.
fn ordered(counts: BTreeMap<String, u64>, order: &[&str], base: u64) -> Vec<(String, Share)> {
    let mut all: Vec<(String, Share)> = counts
        .into_iter()
        .map(|(name, n)| (name, Share::of(n, base)))
        .collect();
    let place = |name: &str| {
        let open = [UNSETTLED, UNCLASSIFIED, NO_REASON];
        let last = open
            .iter()
            .position(|it| *it == name)
            .map_or(0, |at| at + 1);
        let declared = order.iter().position(|it| *it == name);
        (last, declared.unwrap_or(order.len()))
    };
    all.sort_by(|(a, _), (b, _)| place(a).cmp(&place(b)).then_with(|| natural(a, b)));
    all
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::model::id::Id;
    use crate::model::respondent::{Respondent, Value};

    #[test]
    fn every_line_adds_up_to_the_one_above() {
        let mut study = Study::default();
        let said = [
            Some(("b", None)),
            Some(("a", None)),
            Some(("excluded", Some("late"))),
            Some(("excluded", None)),
            Some((UNSETTLED, None)),
            None,
        ];
        for (number, said) in (0..).zip(said) {
            let text = |it: &str| Value::Text(it.to_owned());
            let mut values = BTreeMap::new();
            if let Some((value, reason)) = said {
                values.insert("category".to_owned(), text(value));
                if let Some(reason) = reason {
                    values.insert("category_reason".to_owned(), text(reason));
                }
            }
            let id = Id::from_uuid(Uuid::from_u128(number));
            let name = number.to_string();
            study
                .respondents
                .insert(id, Respondent { id, name, values });
        }
        let people = study.respondents.keys().copied().collect();
        let flow = sample_flow(&study, &people, "category", None, &BTreeMap::new());
        assert_eq!((flow.interviewed, flow.excluded.n, flow.kept.n), (6, 2, 4));
        let names = |of: &[(String, Share)]| of.iter().map(|it| it.0.clone()).collect::<Vec<_>>();
        assert_eq!(names(&flow.values), ["a", "b", UNSETTLED, UNCLASSIFIED]);
        assert_eq!(names(&flow.reasons), ["late", NO_REASON]);
        assert_eq!(
            flow.values.iter().map(|it| it.1.n).sum::<u64>(),
            flow.kept.n
        );
        assert_eq!(
            flow.reasons.iter().map(|it| it.1.n).sum::<u64>(),
            flow.excluded.n
        );
    }

    #[test]
    fn where_no_reason_is_read_the_attribute_that_may_be_meant_is_named() {
        use crate::model::respondent::{Attribute, Kind};
        let flow = |name: &str| {
            let mut study = Study::default();
            let id = Id::from_uuid(Uuid::from_u128(1));
            let text = |it: &str| Value::Text(it.to_owned());
            let values = [("category", "excluded"), (name, "late")];
            let values = values.map(|(name, it)| (name.to_owned(), text(it))).into();
            let person = Respondent {
                id,
                name: "1".to_owned(),
                values,
            };
            study.respondents.insert(id, person);
            let id = Id::from_uuid(Uuid::from_u128(2));
            let attribute = Attribute {
                id,
                name: name.to_owned(),
                label: name.to_owned(),
                kind: Kind::Text,
                order: 0,
            };
            study.attributes.insert(id, attribute);
            let people = study.respondents.keys().copied().collect();
            sample_flow(&study, &people, "category", None, &BTreeMap::new()).meant
        };
        let meant = |name: &str| Some(("category_reason".to_owned(), name.to_owned()));
        assert_eq!(flow("reason"), meant("reason"));
        assert_eq!(flow("exclusion_reason"), meant("exclusion_reason"));
        assert_eq!(flow("categry_reason"), meant("categry_reason"));
        assert_eq!(flow("category_reason"), None);
        assert_eq!(flow("reason_for_leaving"), None);
    }
}

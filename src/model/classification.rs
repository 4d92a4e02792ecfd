//! Classifications: into which value of an attribute somebody puts a respondent, and because of which
//! words. What the study then says about the respondent follows from all of them and is kept nowhere
//! else.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::coding::{CONSENSUS, CoderId};
use super::hash::Hash;
use super::id::Id;
use super::respondent::{Attribute, Kind, RespondentId, Value};
use super::source::SourceId;
use super::span::Span;
use super::study::Study;

/// The id of a classification.
pub type ClassificationId = Id<Classification>;

/// The value of a respondent on whom classifiers differ, until it is settled.
pub const UNSETTLED: &str = "unsettled";

/// One classifier's word on one attribute of one respondent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Classification {
    /// Never changes.
    pub id: ClassificationId,
    /// The respondent.
    pub respondent: RespondentId,
    /// Name of the attribute.
    pub attribute: String,
    /// The value.
    pub value: String,
    /// Which of the value's reasons, where it has any (why somebody is excluded); else empty.
    #[serde(default)]
    pub reason: String,
    /// The words that it rests on; may be none.
    #[serde(default)]
    pub because: Vec<Evidence>,
    /// The classifier's note; of what is settled, why.
    #[serde(default)]
    pub note: String,
    /// Who classified; `consensus` for what is settled.
    pub coder: CoderId,
    /// When.
    pub at: Timestamp,
}

/// Words that a classification rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The source.
    pub source: SourceId,
    /// The text of the source that `span` counts in, so that it is found in a corrected one.
    pub text: Hash,
    /// Where the words stand.
    pub span: Span,
    /// Digest of the words.
    pub words: Hash,
}

/// How far classifiers have come with one attribute of one respondent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// One has classified.
    Single,
    /// Several have, and agree.
    Agreed,
    /// They differed, and it was decided.
    Settled,
    /// They differ.
    Unsettled,
}

impl State {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Agreed => "agreed",
            Self::Settled => "settled",
            Self::Unsettled => "unsettled",
        }
    }
}

/// What the classifications of one attribute of one respondent come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome<'s> {
    /// How far they have come.
    pub state: State,
    /// The classifiers' words, by the names of the classifiers.
    pub all: Vec<&'s Classification>,
    /// What was settled.
    pub settled: Option<&'s Classification>,
}

impl Outcome<'_> {
    /// What holds; `None` while classifiers differ.
    pub fn value(&self) -> Option<&str> {
        self.holds().map(|it| it.value.as_str())
    }

    /// The reason that holds, if there is one.
    pub fn reason(&self) -> Option<&str> {
        let reason = self.holds().map(|it| it.reason.as_str());
        reason.filter(|it| !it.is_empty())
    }

    fn holds(&self) -> Option<&Classification> {
        match self.state {
            State::Single | State::Agreed => self.all.first().copied().or(self.settled),
            State::Settled => self.settled,
            State::Unsettled => None,
        }
    }
}

/// The outcome of every respondent and attribute that anybody has classified.
pub fn outcomes(study: &Study) -> BTreeMap<(RespondentId, &str), Outcome<'_>> {
    let mut all: BTreeMap<(RespondentId, &str), Vec<&Classification>> = BTreeMap::new();
    for it in study.classifications.values() {
        let key = (it.respondent, it.attribute.as_str());
        all.entry(key).or_default().push(it);
    }
    let consensus = study.coder_named(CONSENSUS).map(|it| it.id);
    let name = |it: &&Classification| study.coders.get(&it.coder).map(|it| it.name.as_str());
    let outcome = |mut of: Vec<_>| {
        of.sort_by(|a, b| name(a).cmp(&name(b)));
        outcome(of, consensus)
    };
    all.into_iter()
        .map(|(key, of)| (key, outcome(of)))
        .collect()
}

fn outcome(all: Vec<&Classification>, consensus: Option<CoderId>) -> Outcome<'_> {
    let (settled, all): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|it| Some(it.coder) == consensus);
    let said = |it: &Classification| (it.value.clone(), it.reason.clone());
    // It holds whatever is said later, until it is settled anew.
    let settled = settled.into_iter().max_by_key(|it| it.at);
    let different: BTreeSet<_> = all.iter().map(|it| said(it)).collect();
    let agreed = different.len() < 2 && settled.is_none_or(|it| different.contains(&said(it)));
    let state = match (agreed, settled.is_some(), all.len()) {
        (true, _, 2..) => State::Agreed,
        (_, true, _) => State::Settled,
        (true, false, _) => State::Single,
        (false, false, _) => State::Unsettled,
    };
    Outcome {
        state,
        all,
        settled,
    }
}

/// The attribute that holds the reasons of `attribute`.
pub fn reasons_of(attribute: &str) -> String {
    format!("{attribute}_reason")
}

/// Gives respondents the values that their classifications come to, in the place of those of the
/// register; [`UNSETTLED`] where classifiers differ. Everything that reads a study counts, names and
/// attributes them so.
pub fn apply(study: &mut Study) {
    if study.classifications.is_empty() {
        return;
    }
    let values: Vec<(RespondentId, String, String, Option<String>)> = outcomes(study)
        .into_iter()
        .map(|((respondent, attribute), outcome)| {
            let value = outcome.value().unwrap_or(UNSETTLED).to_owned();
            let reason = outcome.reason().map(str::to_owned);
            (respondent, attribute.to_owned(), value, reason)
        })
        .collect();
    for name in values.iter().flat_map(|(_, attribute, _, reason)| {
        let reasons = reason.as_ref().map(|_| reasons_of(attribute));
        [Some(attribute.clone()), reasons].into_iter().flatten()
    }) {
        if !study.attributes.values().any(|it| it.name == name) {
            // No record of its own: it is there while anybody is classified by it.
            let id = Id::from_uuid(Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes()));
            let label = name.replace('_', " ");
            let (kind, order) = (Kind::Text, u32::MAX);
            let attribute = Attribute {
                id,
                name,
                label,
                kind,
                order,
            };
            study.attributes.insert(id, attribute);
        }
    }
    for (respondent, attribute, value, reason) in values {
        let Some(respondent) = study.respondents.get_mut(&respondent) else {
            continue;
        };
        let reasons = reasons_of(&attribute);
        respondent.values.insert(attribute, Value::Text(value));
        match reason {
            Some(reason) => drop(respondent.values.insert(reasons, Value::Text(reason))),
            None => drop(respondent.values.remove(&reasons)),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::coding::Coder;
    use super::super::respondent::Respondent;
    use super::*;

    fn id<T>(number: u128) -> Id<T> {
        Id::from_uuid(Uuid::from_u128(number))
    }

    /// A respondent `1` classified by these coders, in this order of time.
    fn study(said: &[(&str, &str)]) -> Study {
        let mut study = Study::default();
        for (number, name) in (1..).zip(["ana", "bek", CONSENSUS]) {
            let name = name.to_owned();
            study.coders.insert(
                id(number),
                Coder {
                    id: id(number),
                    name,
                },
            );
        }
        let values = BTreeMap::from([("category".to_owned(), Value::Text("old".to_owned()))]);
        let name = "1".to_owned();
        study.respondents.insert(
            id(1),
            Respondent {
                id: id(1),
                name,
                values,
            },
        );
        for (number, (coder, value)) in (1..).zip(said) {
            let coder = study.coder_named(coder).expect("coder").id;
            let it = Classification {
                id: id(number),
                respondent: id(1),
                attribute: "category".to_owned(),
                value: (*value).to_owned(),
                reason: String::new(),
                because: Vec::new(),
                note: String::new(),
                coder,
                at: Timestamp::from_second(number as i64).expect("time"),
            };
            study.classifications.insert(it.id, it);
        }
        study
    }

    fn comes_to(said: &[(&str, &str)]) -> (State, String) {
        let mut study = study(said);
        let state = outcomes(&study).values().next().expect("one").state;
        apply(&mut study);
        let value = study.respondents[&id(1)].values["category"].to_string();
        (state, value)
    }

    #[test]
    fn the_only_the_common_and_the_settled_value_hold() {
        let of = |state, value: &str| (state, value.to_owned());
        assert_eq!(comes_to(&[("ana", "x")]), of(State::Single, "x"));
        assert_eq!(
            comes_to(&[("ana", "x"), ("bek", "x")]),
            of(State::Agreed, "x")
        );
        let differ = [("ana", "x"), ("bek", "y")];
        assert_eq!(comes_to(&differ), of(State::Unsettled, UNSETTLED));
        let settled = [differ[0], differ[1], (CONSENSUS, "y")];
        assert_eq!(comes_to(&settled), of(State::Settled, "y"));
    }

    #[test]
    fn what_was_settled_holds_whatever_is_said_later() {
        let of = |state, value: &str| (state, value.to_owned());
        let anew = |value| [("bek", "y"), (CONSENSUS, "y"), ("ana", value)];
        assert_eq!(comes_to(&anew("x")), of(State::Settled, "y"));
        assert_eq!(comes_to(&anew("y")), of(State::Agreed, "y"));
        let all_others = [("ana", "x"), (CONSENSUS, "z"), ("bek", "x"), ("ana", "x")];
        assert_eq!(comes_to(&all_others), of(State::Settled, "z"));
    }

    #[test]
    fn the_register_speaks_where_nobody_classified() {
        let mut study = study(&[]);
        apply(&mut study);
        assert_eq!(
            study.respondents[&id(1)].values["category"].to_string(),
            "old"
        );
    }
}

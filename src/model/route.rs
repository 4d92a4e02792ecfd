//! Routes: a respondent's stops in their order, from the origin to the destination. Each stop is a
//! record of its own, so that two people can work on one route.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::hash::Hash;
use super::id::Id;
use super::place::PlaceId;
use super::respondent::RespondentId;
use super::source::SourceId;
use super::span::Span;
use super::study::Study;
use super::when::{Stay, When};

/// The id of a stop.
pub type StopId = Id<Stop>;

/// One place on a respondent's way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stop {
    /// Never changes.
    pub id: StopId,
    /// Whose way.
    pub respondent: RespondentId,
    /// Where on it: 1 is the first. Where two copies gave one number twice, ids decide.
    pub order: u32,
    /// The place.
    pub place: PlaceId,
    /// What the place was to the respondent.
    pub kind: StopKind,
    /// When the respondent came there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrived: Option<When>,
    /// How long the respondent stayed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stayed: Option<Stay>,
    /// By what means the respondent came there.
    #[serde(default)]
    pub how: String,
    /// In whose company.
    #[serde(default)]
    pub with: String,
    /// Where in the notes this is said.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
}

impl Stop {
    /// A stop of which no more is known: a transit, until something else is said.
    pub fn new(id: StopId, respondent: RespondentId, order: u32, place: PlaceId) -> Self {
        Self {
            id,
            respondent,
            order,
            place,
            kind: StopKind::Transit,
            arrived: None,
            stayed: None,
            how: String::new(),
            with: String::new(),
            evidence: Vec::new(),
        }
    }
}

/// What a place is on a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StopKind {
    /// Where it begins.
    Origin,
    /// Passed through.
    Transit,
    /// Arrived at.
    Destination,
}

impl StopKind {
    /// The kinds in the order in which a way has them.
    pub const ALL: [Self; 3] = [Self::Origin, Self::Transit, Self::Destination];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Origin => "origin",
            Self::Transit => "transit",
            Self::Destination => "destination",
        }
    }

    /// Reads the word for it, in English, Russian or Kazakh.
    pub fn parse(word: &str) -> Option<Self> {
        match word.trim().to_lowercase().as_str() {
            "origin"
            | "start"
            | "home"
            | "o"
            | "from"
            | "departure"
            | "place of origin"
            | "происхождение"
            | "отправление"
            | "начало"
            | "откуда"
            | "выезд"
            | "место выезда"
            | "место отправления"
            | "исход"
            | "исходный пункт"
            | "дом"
            | "қайдан"
            | "шыққан жері" => Some(Self::Origin),
            "transit"
            | "t"
            | "via"
            | "stop"
            | "транзит"
            | "транзитный"
            | "транзитная"
            | "проездом"
            | "промежуточный"
            | "промежуточная"
            | "промежуточный пункт"
            | "аралық" => Some(Self::Transit),
            "destination"
            | "end"
            | "d"
            | "to"
            | "place of destination"
            | "назначение"
            | "место назначения"
            | "пункт назначения"
            | "прибытие"
            | "место прибытия"
            | "конец"
            | "конечный пункт"
            | "куда"
            | "қайда"
            | "барған жері" => Some(Self::Destination),
            _ => None,
        }
    }
}

/// A segment that speaks of a stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The source.
    pub source: SourceId,
    /// The version of its text that `span` counts in.
    pub version: u32,
    /// Where in it.
    pub span: Span,
    /// Digest of the words that stand there.
    pub words: Hash,
}

/// Every respondent that has a route, with the stops in their order.
pub fn routes(study: &Study) -> BTreeMap<RespondentId, Vec<&Stop>> {
    let mut routes: BTreeMap<RespondentId, Vec<&Stop>> = BTreeMap::new();
    for stop in study.stops.values() {
        routes.entry(stop.respondent).or_default().push(stop);
    }
    for stops in routes.values_mut() {
        stops.sort_by_key(|it| (it.order, it.id));
    }
    routes
}

/// The stops of one respondent in their order.
pub fn route_of(study: &Study, respondent: RespondentId) -> Vec<&Stop> {
    let own = study
        .stops
        .values()
        .filter(|it| it.respondent == respondent);
    let mut stops: Vec<&Stop> = own.collect();
    stops.sort_by_key(|it| (it.order, it.id));
    stops
}

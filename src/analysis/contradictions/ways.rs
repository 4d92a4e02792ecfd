//! The order in which the notes tell two places, held against the stops of a route.

use regex::{Captures, Regex};

use crate::analysis::place_names::PlaceNames;
use crate::model::place::PlaceId;
use crate::model::respondent::RespondentId;
use crate::model::route::{Stop, route_of};
use crate::model::study::Study;

/// What `{earlier}` and `{later}` stand for: the first word of a place.
pub(super) const EARLIER: &str = r"(?P<earlier>\p{L}+)";
/// The same of the place after it.
pub(super) const LATER: &str = r"(?P<later>\p{L}+)";

/// A respondent's way with the names of its places.
pub(super) struct Way<'s> {
    stops: Vec<&'s Stop>,
    names: PlaceNames,
    /// The places in their order, as people read them.
    pub says: String,
}

impl<'s> Way<'s> {
    /// The way of a respondent; `None` where it has no two stops.
    pub fn of(study: &'s Study, respondent: RespondentId) -> Option<Self> {
        let stops = route_of(study, respondent);
        let places: Vec<_> = stops
            .iter()
            .filter_map(|it| study.places.get(&it.place))
            .collect();
        let says: Vec<&str> = places.iter().map(|it| it.name.as_str()).collect();
        (stops.len() > 1).then(|| Self {
            says: says.join(" → "),
            names: PlaceNames::new(places),
            stops,
        })
    }

    /// Where in a sentence two places are told in the other order (bytes).
    pub fn reversed(&self, sentence: &str, patterns: &[Regex]) -> Option<(usize, usize)> {
        let mut all = patterns
            .iter()
            .flat_map(|it| it.captures_iter(sentence))
            .peekable();
        all.peek()?;
        let named = self.names.find(sentence);
        let place = |found: &Captures<'_>, side: &str| -> Option<PlaceId> {
            let start = found.name(side)?.start();
            let here = named.iter().find(|it| it.span.start == start)?;
            Some(here.place)
        };
        let found = all.find(|it| {
            let told = place(it, "earlier").zip(place(it, "later"));
            told.is_some_and(|(earlier, later)| self.has_before(later, earlier))
        })?;
        let whole = found.get(0)?;
        Some((whole.start(), whole.end()))
    }

    /// Whether all stops at `one` are before all stops at `other`.
    fn has_before(&self, one: PlaceId, other: PlaceId) -> bool {
        let last = self.stops.iter().rposition(|it| it.place == one);
        let first = self.stops.iter().position(|it| it.place == other);
        last.zip(first).is_some_and(|(last, first)| last < first)
    }
}

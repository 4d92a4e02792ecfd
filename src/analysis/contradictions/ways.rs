//! The order in which the notes tell two places, and the years in which they tell of one, held against
//! the stops of a route.

use regex::{Captures, Regex};

use crate::analysis::place_names::PlaceNames;
use crate::model::place::PlaceId;
use crate::model::respondent::Respondent;
use crate::model::route::{Stop, route_of};
use crate::model::route_faults::Life;
use crate::model::study::Study;

/// What `{earlier}` and `{later}` stand for: the first word of a place.
pub(super) const EARLIER: &str = r"(?P<earlier>\p{L}+)";
/// The same of the place after it.
pub(super) const LATER: &str = r"(?P<later>\p{L}+)";

/// The first word of the place that is told with a year.
pub(super) const PLACE: &str = r"(?P<place>\p{L}+)";

/// A respondent's way with the names of its places.
pub(super) struct Way<'s> {
    stops: Vec<&'s Stop>,
    names: PlaceNames,
    life: Life,
    /// The places in their order, as people read them, each with when it was reached.
    pub says: String,
}

impl<'s> Way<'s> {
    /// The way of a respondent; `None` where it has no stops. With `times` it says when they were
    /// reached.
    pub fn of(study: &'s Study, respondent: &Respondent, times: bool) -> Option<Self> {
        let stops = route_of(study, respondent.id);
        let names = stops.iter().filter_map(|it| study.places.get(&it.place));
        let names = PlaceNames::new(names);
        let says: Vec<String> = stops
            .iter()
            .filter_map(|it| {
                let name = &study.places.get(&it.place)?.name;
                Some(match it.arrived.filter(|_| times) {
                    Some(at) => format!("{name} ({at})"),
                    None => name.clone(),
                })
            })
            .collect();
        (!stops.is_empty()).then(|| Self {
            says: says.join(" → "),
            names,
            life: Life::of(respondent),
            stops,
        })
    }

    /// Where in a sentence a place is told with a year in which no stop there can have been reached
    /// (bytes).
    pub fn in_another_year(&self, sentence: &str, patterns: &[Regex]) -> Option<(usize, usize)> {
        let mut all = patterns
            .iter()
            .flat_map(|it| it.captures_iter(sentence))
            .peekable();
        all.peek()?;
        let named = self.names.find(sentence);
        let found = all.find(|it| {
            let start = it.name("place").map(|it| it.start());
            let here = named.iter().find(|it| Some(it.span.start) == start);
            let year = it.name("number").and_then(|it| it.as_str().parse().ok());
            here.zip(year)
                .is_some_and(|(here, year)| self.is_never(here.place, year))
        })?;
        let whole = found.get(0)?;
        Some((whole.start(), whole.end()))
    }

    /// Whether it is known of every stop at a place, of which there is one at least, that it was not
    /// reached in this year.
    fn is_never(&self, place: PlaceId, year: i16) -> bool {
        let mut here = self.stops.iter().filter(|it| it.place == place).peekable();
        here.peek().is_some()
            && here.all(|stop| {
                let days = stop.arrived.and_then(|it| it.days(self.life.born));
                days.is_some_and(|(first, last)| !(first.year()..=last.year()).contains(&year))
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

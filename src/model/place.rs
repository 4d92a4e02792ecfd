//! Places: where respondents come from, pass through and arrive. A place has one name; other
//! spellings of it are aliases, and nobody but people decides that two spellings are one place.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::id::Id;
use super::study::Study;

/// The id of a place.
pub type PlaceId = Id<Place>;

/// A town, a village, a region: whatever a respondent names as where they were.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Never changes.
    pub id: PlaceId,
    /// As tables and maps write it. Unique.
    pub name: String,
    /// Other spellings of it, in any language.
    #[serde(default, with = "spellings")]
    pub aliases: BTreeSet<String>,
    /// The country that it lies in; empty while nobody has said.
    #[serde(default)]
    pub country: String,
    /// Where it lies, if anybody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Coordinates>,
}

/// Where on earth something lies, in degrees (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Coordinates {
    /// -90 (south) to 90 (north).
    pub latitude: f64,
    /// -180 (west) to 180 (east).
    pub longitude: f64,
}

impl Coordinates {
    /// Coordinates that lie on earth; `None` for others.
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        let fits = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
        fits.then_some(Self {
            latitude,
            longitude,
        })
    }

    /// Kilometres to another place, along the surface of a sphere of the earth's mean radius
    /// (haversine, Sinnott 1984).
    pub fn kilometres(self, other: Self) -> f64 {
        const RADIUS: f64 = 6371.0;
        let (one, two) = (self.latitude.to_radians(), other.latitude.to_radians());
        let across = (other.longitude - self.longitude).to_radians();
        let half = |angle: f64| (angle / 2.0).sin().powi(2);
        let chord = half(two - one) + one.cos() * two.cos() * half(across);
        2.0 * RADIUS * chord.sqrt().min(1.0).asin()
    }
}

impl Place {
    /// Its name and its other spellings.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }

    /// Whether it is only a word so far: nobody has said which country it lies in, or where.
    pub fn is_unknown(&self) -> bool {
        self.country.is_empty() && self.at.is_none()
    }

    /// Whether `word` is its name or one of its spellings, letter case and white space aside.
    pub fn is_called(&self, word: &str) -> bool {
        let word = folded(word);
        self.spellings().any(|it| folded(it) == word)
    }
}

/// A spelling without what no reader would call a difference: letter case, white space, and whether
/// accents are letters of their own.
pub fn folded(spelling: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let composed: String = spelling.nfc().collect();
    let words: Vec<&str> = composed.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

impl Study {
    /// The place that is called `word`: the one of this name, or else the first with this alias.
    pub fn place_called(&self, word: &str) -> Option<&Place> {
        let wanted = folded(word);
        let named = self.places.values().find(|it| folded(&it.name) == wanted);
        named.or_else(|| self.places.values().find(|it| it.is_called(&wanted)))
    }
}

/// Aliases as an object with one field for each, so that what two people add apart comes together.
mod spellings {
    use std::collections::{BTreeMap, BTreeSet};

    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(
        aliases: &BTreeSet<String>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_map(aliases.iter().map(|it| (it, true)))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeSet<String>, D::Error> {
        let all = BTreeMap::<String, bool>::deserialize(deserializer)?;
        Ok(all.into_keys().collect())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn aliases_are_fields_so_that_two_peoples_come_together() {
        let place = Place {
            id: Id::from_uuid(Uuid::nil()),
            name: "Kyzylorda".to_owned(),
            aliases: ["Kizilorda", "Қызылорда"].map(str::to_owned).into(),
            country: String::new(),
            at: Coordinates::new(44.85, 65.51),
        };
        let json = serde_json::to_value(&place).expect("JSON");
        assert_eq!(json["aliases"]["Kizilorda"], true);
        assert_eq!(serde_json::from_value::<Place>(json).expect("back"), place);
        assert!(place.is_called(" қызылорда ") && !place.is_called("Kyzyl-Orda"));
        assert!(!place.is_unknown());
    }

    #[test]
    fn distances_are_those_of_the_globe() {
        let at = |latitude, longitude| Coordinates::new(latitude, longitude).expect("on earth");
        // A quarter of a meridian, and once around half of the equator.
        let quarter = at(0.0, 20.0).kilometres(at(90.0, 20.0));
        assert!((quarter - 10_007.5).abs() < 1.0, "{quarter}");
        let half = at(0.0, -90.0).kilometres(at(0.0, 90.0));
        assert!((half - 20_015.1).abs() < 1.0, "{half}");
        assert_eq!(Coordinates::new(91.0, 0.0), None);
        assert_eq!(Coordinates::new(f64::NAN, 0.0), None);
    }
}

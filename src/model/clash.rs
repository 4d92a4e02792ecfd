//! Clashes: what two copies of a project did to one thing without knowing of each other, and what
//! became of it. Nothing is dropped: both sides stay in the journal.

use std::fmt;

use serde_json::{Map, Value as Json};

use super::operation::OperationId;

/// Two changes that cannot both stand as they were meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clash {
    /// The later operation.
    pub operation: OperationId,
    /// Who did it.
    pub actor: String,
    /// The kind of record.
    pub noun: &'static str,
    /// What people call it.
    pub name: String,
    /// What clashed, and what holds.
    pub kind: ClashKind,
}

/// How two changes clash.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClashKind {
    /// Both set one property; the later one holds.
    Property {
        /// Its name.
        property: String,
        /// What holds.
        kept: String,
        /// What the other wanted.
        lost: String,
    },
    /// One removed what the other changed or still uses; it stays.
    Removed,
    /// Both gave a name to different things; the later thing has another one now.
    Named {
        /// The name that both wanted.
        wanted: String,
    },
    /// Both moved codes so that one would be above itself; the later move does not hold.
    Circle,
    /// A coding was made on a text that the other corrected, and its words are gone.
    Lost,
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            noun, name, actor, ..
        } = self;
        match &self.kind {
            ClashKind::Property {
                property,
                kept,
                lost,
            } => write!(
                f,
                "{noun} `{name}`: both changed its {property}; `{kept}` (by {actor}, later) holds, not `{lost}`"
            ),
            ClashKind::Removed => write!(
                f,
                "{noun} `{name}`: one removed what the other changed or uses; it stays"
            ),
            ClashKind::Named { wanted } => write!(
                f,
                "{noun} `{name}`: both named something `{wanted}`; the later one ({actor}) has the new name"
            ),
            ClashKind::Circle => write!(
                f,
                "{noun} `{name}`: both moved codes so that it would be above itself; the later move ({actor}) does not hold"
            ),
            ClashKind::Lost => write!(
                f,
                "{noun} `{name}` by {actor}: its words are gone from the corrected text; it is left out"
            ),
        }
    }
}

/// A property that two sides set differently.
pub(super) struct Difference {
    pub(super) property: String,
    pub(super) kept: String,
    pub(super) lost: String,
}

/// What `current` becomes when somebody who did not know it turned `before` into `after`: every
/// property that they changed is theirs, every other stays. `differing` collects what both changed.
pub(super) fn merged(
    before: Option<&Json>,
    after: &Json,
    current: &Json,
    path: &str,
    differing: &mut Vec<Difference>,
) -> Json {
    if let (Json::Object(after), Json::Object(current)) = (after, current) {
        let empty = Map::new();
        let before = before.and_then(Json::as_object).unwrap_or(&empty);
        let mut whole = Map::new();
        let names = current
            .keys()
            .chain(after.keys().filter(|name| !current.contains_key(*name)));
        for name in names {
            let (was, new, now) = (before.get(name), after.get(name), current.get(name));
            let inner = match path {
                "" => name.clone(),
                path => format!("{path} {name}"),
            };
            let value = match (new, now) {
                // Untouched by them.
                (new, now) if new == was => now.cloned(),
                (new, None) => new.cloned(),
                (Some(new), Some(now)) => Some(merged(was, new, now, &inner, differing)),
                (None, Some(now)) if Some(now) == was => None,
                // They took away what somebody else changed: it stays.
                (None, Some(now)) => Some(now.clone()),
            };
            if let Some(value) = value {
                whole.insert(name.clone(), value);
            }
        }
        return Json::Object(whole);
    }
    let plain = |value: &Json| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    if Some(after) != before && Some(current) != before && after != current && !is_blank(current) {
        if is_blank(after) && before.is_none() {
            return current.clone();
        }
        differing.push(Difference {
            property: path.to_owned(),
            kept: plain(after),
            lost: plain(current),
        });
    }
    after.clone()
}

/// Nothing that anybody wrote.
fn is_blank(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::String(text) => text.is_empty(),
        Json::Array(items) => items.is_empty(),
        Json::Object(fields) => fields.is_empty(),
        Json::Bool(said) => !said,
        Json::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(before: Option<Json>, after: Json, current: Json) -> (Json, Vec<String>) {
        let mut differing = Vec::new();
        let whole = merged(before.as_ref(), &after, &current, "", &mut differing);
        (whole, differing.into_iter().map(|it| it.property).collect())
    }

    #[test]
    fn what_only_one_side_changed_is_kept_from_both() {
        let before = json!({"name": "a", "color": "red", "values": {"x": 1, "y": 2}});
        let after = json!({"name": "b", "color": "red", "values": {"x": 3, "y": 2}});
        let current = json!({"name": "a", "color": "blue", "values": {"x": 1, "y": 4}});
        let expected = json!({"name": "b", "color": "blue", "values": {"x": 3, "y": 4}});
        assert_eq!(of(Some(before), after, current), (expected, vec![]));
    }

    #[test]
    fn what_both_changed_is_the_later_ones_and_told() {
        let before = json!({"name": "a", "values": {"x": 1}});
        let after = json!({"name": "b", "values": {}});
        let current = json!({"name": "c", "values": {"x": 2}});
        let (whole, told) = of(Some(before), after, current);
        assert_eq!(whole, json!({"name": "b", "values": {"x": 2}}));
        assert_eq!(told, ["name"]);
    }

    #[test]
    fn of_two_that_were_made_apart_the_fuller_one_speaks() {
        let after = json!({"definition": "", "rules": ["x"]});
        let current = json!({"definition": "No money.", "rules": []});
        let expected = json!({"definition": "No money.", "rules": ["x"]});
        assert_eq!(of(None, after, current), (expected, vec![]));
    }
}

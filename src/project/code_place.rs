//! Where a code stands in the tree: below which other one, and between which of its siblings.

use super::{Codings, Project, ProjectError, lookup};
use crate::model::codebook::{Code, CodeId};
use crate::model::operation::Change;
use crate::model::study::Study;

/// Where a code shall stand; codes are named by keys or names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodePlace {
    /// A family, behind all others.
    Top,
    /// Below this one, behind what is there; where it hangs there already, it stays as it is.
    Below(String),
    /// Beside this one, before it.
    Before(String),
    /// Beside this one, behind it.
    After(String),
}

impl Project {
    /// Puts a code somewhere else. Its key stays, and so do its codings and what is below it.
    pub fn move_code(
        &mut self,
        actor: &str,
        key: &str,
        place: &CodePlace,
    ) -> Result<(), ProjectError> {
        self.change(actor, &Codings::None, |study, _, draft| {
            let code = lookup::code(study, key)?;
            let (parent, beside) = match place {
                CodePlace::Top => (None, None),
                CodePlace::Below(above) => (Some(lookup::code(study, above)?.id), None),
                CodePlace::Before(other) | CodePlace::After(other) => {
                    let other = lookup::code(study, other)?;
                    (other.parent, Some(other))
                }
            };
            let above = parent.and_then(|id| study.codes.get(&id));
            if let Some(above) = above
                && study.with_descendants(code.id).contains(&above.id)
            {
                let (key, parent) = (code.key.clone(), above.key.clone());
                return Err(ProjectError::Circle { key, parent });
            }
            draft.action = "code.move";
            draft.summary = match (place, beside, above) {
                (CodePlace::Before(_), Some(other), _) => {
                    format!("move `{}` before `{}`", code.key, other.key)
                }
                (_, Some(other), _) => format!("move `{}` behind `{}`", code.key, other.key),
                (_, None, Some(above)) => format!("move `{}` below `{}`", code.key, above.key),
                (_, None, None) => format!("move `{}` to the top", code.key),
            };
            if beside.is_none() && code.parent == parent {
                return Ok(());
            }
            let others = siblings(study, parent, code.id);
            let at = match (place, beside) {
                (_, None) => others.len(),
                // A code beside itself stays where it is.
                (_, Some(other)) if other.id == code.id => return Ok(()),
                (place, Some(other)) => {
                    let found = others.iter().position(|it| it.id == other.id);
                    found.unwrap_or(0) + usize::from(matches!(place, CodePlace::After(_)))
                }
            };
            draft
                .changes
                .extend(placed(study, code, parent, &others, at));
            Ok(())
        })?;
        Ok(())
    }
}

/// The codes below `parent` in their order, without one.
fn siblings(study: &Study, parent: Option<CodeId>, without: CodeId) -> Vec<&Code> {
    let codes = study.codes.values();
    let mut siblings: Vec<&Code> = codes
        .filter(|it| it.parent == parent && it.id != without)
        .collect();
    siblings.sort_by_key(|it| (it.order, it.id));
    siblings
}

/// What changes where `code` comes to stand before the `at`-th of `others`: it, and as few of those
/// behind it as must make room.
fn placed(
    study: &Study,
    code: &Code,
    parent: Option<CodeId>,
    others: &[&Code],
    at: usize,
) -> Vec<Change> {
    let (before, behind) = others.split_at(at.min(others.len()));
    let stands = code.parent == parent && {
        let mut now = siblings(study, parent, code.id);
        now.push(code);
        now.sort_by_key(|it| (it.order, it.id));
        now.iter().position(|it| it.id == code.id) == Some(before.len())
    };
    if stands {
        return Vec::new();
    }
    let mut next = 0;
    let mut changes = Vec::new();
    let row = before.iter().copied().chain([code]);
    for it in row.chain(behind.iter().copied()) {
        let order = match it.id == code.id {
            true => next,
            false => it.order.max(next),
        };
        next = order + 1;
        let moved = Code {
            parent,
            order,
            ..it.clone()
        };
        if moved != *it {
            changes.push(Change::replaced(it.clone(), moved));
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::model::id::Id;

    fn code(number: u128, order: u32) -> Code {
        serde_json::from_value(serde_json::json!({
            "id": Id::<Code>::from_uuid(Uuid::from_u128(number)), "key": number.to_string(),
            "name": number.to_string(), "version": 1, "order": order,
        }))
        .expect("a code")
    }

    fn keys(study: &Study) -> String {
        study.codebook().iter().map(|it| it.key.as_str()).collect()
    }

    #[test]
    fn a_code_goes_between_its_siblings_whatever_their_numbers_are() {
        // Two of one number, as where copies were merged, and a gap.
        for orders in [[0, 1, 2, 3], [0, 0, 0, 0], [5, 5, 9, 9]] {
            for moved in 1..=4u128 {
                for at in 0..=3 {
                    let mut study = Study::default();
                    for (number, order) in (1..).zip(orders) {
                        let it = code(number, order);
                        study.codes.insert(it.id, it);
                    }
                    let id = Id::from_uuid(Uuid::from_u128(moved));
                    let own = study.codes[&id].clone();
                    let others = siblings(&study, None, id);
                    let mut wanted: Vec<&str> = others.iter().map(|it| it.key.as_str()).collect();
                    wanted.insert(at, &own.key);
                    let wanted = wanted.concat();
                    let was = keys(&study);
                    let changes = placed(&study, &own, None, &others, at);
                    assert_eq!(changes.is_empty(), was == wanted, "{orders:?} {moved} {at}");
                    for record in changes.into_iter().filter_map(|it| it.after) {
                        study.put(record);
                    }
                    assert_eq!(keys(&study), wanted, "{orders:?} {moved} {at}");
                }
            }
        }
    }
}

//! Codes and sets, which a codebook and a project have in common.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::archive::Element;
use crate::exchange::foreign::{Code, Set, guid, named};
use crate::exchange::losses::Losses;
use crate::model::codebook::CodeId;
use crate::model::id::Id;

/// The GUID of an element; what has none is named after `kind` and `else_named`.
pub(super) fn own(element: &Element, kind: &str, else_named: &str) -> Uuid {
    match element.get("guid") {
        Some(text) if !text.trim().is_empty() => guid(text),
        _ => named(kind, else_named),
    }
}

/// The GUID that a reference leads to: `targetGUID`, or `guid` as codebooks and Transana write it.
pub(super) fn target(element: &Element) -> Option<Uuid> {
    let text = element.get("targetGUID").or_else(|| element.get("guid"))?;
    (!text.trim().is_empty()).then(|| guid(text))
}

/// Targets of all children of a name.
pub(super) fn targets<T>(element: &Element, name: &str) -> Vec<Id<T>> {
    let found = element.all(name).filter_map(target);
    found.map(Id::from_uuid).collect()
}

/// The words of a child, without white space around them.
pub(super) fn words_of(element: &Element, child: &str) -> String {
    element
        .child(child)
        .map_or_else(String::new, |it| it.words.trim().to_owned())
}

/// The codes of a `CodeBook` element, each after the one above it.
pub(super) fn codes(book: Option<&Element>, losses: &mut Losses) -> Vec<Code> {
    let mut codes = Vec::new();
    let mut seen = BTreeSet::new();
    // Last one first: what is below a code comes before the next code.
    let mut waiting: Vec<(&Element, Option<CodeId>, String)> = Vec::new();
    let lists = book.into_iter().flat_map(|book| book.all("Codes"));
    let roots: Vec<&Element> = lists.flat_map(|list| list.all("Code")).collect();
    waiting.extend(roots.into_iter().rev().map(|it| (it, None, String::new())));
    while let Some((element, parent, above)) = waiting.pop() {
        let name = element.get("name").unwrap_or_default().trim().to_owned();
        let path = format!("{above}\n{name}");
        let id = Id::from_uuid(own(element, "code", &path));
        if !seen.insert(id) {
            losses.left_out("code", &name, "another code has the same GUID");
            continue;
        }
        let description = match element.child("Description") {
            Some(_) => words_of(element, "Description"),
            None => element.get("description").unwrap_or_default().to_owned(),
        };
        codes.push(Code {
            id,
            parent,
            color: element
                .get("color")
                .and_then(|text| color(text, &name, losses)),
            description,
            codable: !matches!(element.get("isCodable"), Some("false" | "0")),
            notes: targets(element, "NoteRef"),
            name,
        });
        let below: Vec<&Element> = element.all("Code").collect();
        waiting.extend(
            below
                .into_iter()
                .rev()
                .map(|it| (it, Some(id), path.clone())),
        );
    }
    codes
}

/// `#rgb` and `#rrggbb` as `#rrggbb`, and the `rgba(r, g, b, a)` that some write.
fn color(text: &str, code: &str, losses: &mut Losses) -> Option<String> {
    let text = text.trim().to_lowercase();
    let hex = text
        .strip_prefix('#')
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let read = match hex {
        Some(digits) if digits.len() == 6 => Some(text.clone()),
        Some(digits) if digits.len() == 3 => {
            let twice = digits.chars().flat_map(|digit| [digit, digit]);
            Some(format!("#{}", twice.collect::<String>()))
        }
        _ => parts(&text),
    };
    if read.is_none() && !text.is_empty() {
        losses.left_out("color", code, "a color is written `#rrggbb`");
    }
    read
}

fn parts(text: &str) -> Option<String> {
    let inner = text
        .strip_prefix("rgba(")
        .or_else(|| text.strip_prefix("rgb("))?;
    let numbers: Vec<u8> = inner
        .trim_end_matches(')')
        .split(',')
        .take(3)
        .map(|part| part.trim().parse().ok())
        .collect::<Option<_>>()?;
    let [red, green, blue] = numbers[..] else {
        return None;
    };
    Some(format!("#{red:02x}{green:02x}{blue:02x}"))
}

/// The sets of a `Sets` element.
pub(super) fn sets(sets: Option<&Element>) -> Vec<Set> {
    let all = sets.into_iter().flat_map(|sets| sets.all("Set"));
    all.map(|element| {
        let name = element.get("name").unwrap_or_default().to_owned();
        Set {
            id: Id::from_uuid(own(element, "set", &name)),
            description: words_of(element, "Description"),
            codes: targets(element, "MemberCode"),
            sources: targets(element, "MemberSource"),
            notes: targets(element, "MemberNote"),
            name,
        }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::tree;

    #[test]
    fn codes_come_in_order_below_their_parents() {
        let xml = "<CodeBook xmlns='urn:QDA-XML:codebook:0:4'><Codes>\
            <Code name='b' guid='{0A000000-0000-0000-0000-00000000000B}' color='#F80' isCodable='false'>\
              <Code name='b1' guid='0a000000-0000-0000-0000-0000000000b1'/>\
              <Description>\n first\n second </Description></Code>\
            <Code name='a' color='rgba(1, 2, 255, 1)' description='as an attribute'/>\
            <Code name='twice' guid='0a000000-0000-0000-0000-0000000000B1'/></Codes><Sets/></CodeBook>";
        let mut losses = Losses::default();
        let codes = codes(Some(&tree(xml).expect("tree")), &mut losses);
        let names: Vec<_> = codes.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["b", "b1", "a"]);
        assert_eq!(codes[1].parent, Some(codes[0].id));
        assert_eq!(
            codes[0].id.to_string(),
            "0a000000-0000-0000-0000-00000000000b"
        );
        assert_eq!(codes[0].description, "first\n second");
        assert!(!codes[0].codable && codes[1].codable);
        let colors: Vec<_> = codes.iter().map(|it| it.color.as_deref()).collect();
        assert_eq!(colors, [Some("#ff8800"), None, Some("#0102ff")]);
        assert_eq!(codes[2].description, "as an attribute");
        assert_eq!(losses.iter().count(), 1);
    }
}

//! JSON-LD as Web Annotations are written in it: one thing or a list of them, words or objects, and
//! selectors.

use serde_json::Value as Json;
use uuid::Uuid;

use super::foreign::{Anchor, guid, named};

/// `type` is a word or a list of words.
pub(super) fn is(json: &Json, wanted: &str) -> bool {
    match json {
        Json::String(word) => word == wanted,
        Json::Array(all) => all.iter().any(|it| is(it, wanted)),
        _ => false,
    }
}

pub(super) fn is_of(json: &Json, wanted: &str) -> bool {
    json.get("type").is_some_and(|it| is(it, wanted))
}

/// The first of these members that holds words.
pub(super) fn first<'j>(json: &'j Json, names: &[&str]) -> Option<&'j str> {
    let mut found = names.iter().filter_map(|it| json.get(it)?.as_str());
    found.find(|it| !it.trim().is_empty())
}

/// One thing, or a list of things.
pub(super) fn each(json: Option<&Json>) -> Vec<&Json> {
    match json {
        None | Some(Json::Null) => Vec::new(),
        Some(Json::Array(all)) => all.iter().collect(),
        Some(one) => vec![one],
    }
}

/// An address: a string, or the `id` of an object.
pub(super) fn address(json: &Json) -> Option<&str> {
    json.as_str()
        .or_else(|| first(json, &["id", "@id", "source"]))
}

/// The id that an address is, or always stands for.
pub(super) fn id_of(kind: &str, address: &str) -> Uuid {
    match address.strip_prefix("urn:uuid:") {
        Some(own) => guid(own),
        None => named(kind, address),
    }
}

/// What stands behind the last slash of an address, without what a browser adds.
pub(super) fn last_part(address: &str) -> String {
    let bare = address.split(['#', '?']).next().unwrap_or(address);
    let part = bare.trim_end_matches('/').rsplit(['/', ':']).next();
    decoded(part.unwrap_or(bare))
}

/// `a%20b` is `a b`.
pub(super) fn decoded(words: &str) -> String {
    let (mut out, mut at) = (Vec::new(), 0);
    let bytes = words.as_bytes();
    while let Some(byte) = bytes.get(at) {
        let hex = (*byte == b'%').then(|| words.get(at + 1..at + 3)).flatten();
        let letter = hex.and_then(|it| u8::from_str_radix(it, 16).ok());
        out.push(letter.unwrap_or(*byte));
        at += if letter.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).unwrap_or_else(|_| words.to_owned())
}

pub(super) fn is_motivated(json: &Json, by: &str) -> bool {
    json.get("motivation").is_some_and(|it| is(it, by))
}

/// What a selector says.
pub(super) enum Chosen<'j> {
    Position(i64, i64),
    Quote(Anchor),
    Other(&'j str),
}

pub(super) fn chosen(selector: &Json) -> Chosen<'_> {
    let number = |name: &str| selector.get(name).and_then(Json::as_i64);
    let words = |name: &str| {
        let words = selector.get(name).and_then(Json::as_str);
        words.unwrap_or_default().to_owned()
    };
    if is_of(selector, "TextPositionSelector")
        && let (Some(start), Some(end)) = (number("start"), number("end"))
    {
        return Chosen::Position(start, end);
    }
    if is_of(selector, "TextQuoteSelector") && !words("exact").trim().is_empty() {
        return Chosen::Quote(Anchor {
            exact: words("exact"),
            prefix: words("prefix"),
            suffix: words("suffix"),
        });
    }
    // RFC 5147: `char=10,20`.
    let fragment = selector.get("value").and_then(Json::as_str);
    if is_of(selector, "FragmentSelector")
        && let Some((start, end)) = fragment
            .and_then(|it| it.strip_prefix("char=")?.split(';').next())
            .and_then(|it| it.split_once(','))
            .and_then(|(start, end)| Some((start.parse().ok()?, end.parse().ok()?)))
    {
        return Chosen::Position(start, end);
    }
    Chosen::Other(first(selector, &["type"]).unwrap_or("selector"))
}

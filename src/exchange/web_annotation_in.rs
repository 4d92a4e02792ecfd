//! W3C Web Annotation (Recommendation of 23 February 2017), in: one annotation, a list, a page or a
//! collection of them as JSON-LD. Tags become codes, other bodies memos. Texts are not in such files:
//! one lies beside it, or is a source of the project already; positions are tested against the words
//! that stand with them. Nothing that an address leads to is opened.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value as Json;
use uuid::Uuid;

use super::ExchangeError;
use super::foreign::{
    Anchor, Code, Coding, Made, Memo, Place, Read, Selection, SelectionId, Source, SourceKind,
    Text, User, named, time,
};
use super::placing::place;
use super::positions::{STANDARD, canonical};
use super::web_annotation_json::{
    Chosen, address, chosen, decoded, each, first, id_of, is, is_motivated, is_of, last_part,
};
use crate::model::codebook::CodeId;
use crate::model::coding::CoderId;
use crate::model::id::Id;
use crate::model::source::SourceId;

/// What the form is called in its files.
const CONTEXT: &str = "www.w3.org/ns/anno";
/// The largest file, in MiB.
const LARGEST_MIB: usize = 64;
/// The code of highlights that bear no tag.
const MARKED: &str = "highlight";

/// Whether plain JSON holds annotations.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1 << 16)];
    head.windows(CONTEXT.len())
        .any(|it| it == CONTEXT.as_bytes())
}

/// What is met on the way.
struct Reading<'p> {
    path: &'p Path,
    read: Read,
    codes: BTreeSet<CodeId>,
    users: BTreeSet<CoderId>,
    selections: BTreeSet<SelectionId>,
    /// Places of texts in the list of sources.
    texts: BTreeMap<SourceId, usize>,
    raws: BTreeMap<SourceId, String>,
}

/// Reads the annotations in `bytes`; texts are looked for beside them at `path`.
pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<Read, ExchangeError> {
    if bytes.len() > LARGEST_MIB << 20 {
        return Err(ExchangeError::Large {
            what: "its JSON",
            most: LARGEST_MIB,
        });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let json: Json = serde_json::from_slice(bytes)?;
    let mut items = Vec::new();
    let mut reading = Reading {
        path,
        read: Read::default(),
        codes: BTreeSet::new(),
        users: BTreeSet::new(),
        selections: BTreeSet::new(),
        texts: BTreeMap::new(),
        raws: BTreeMap::new(),
    };
    reading.collect(&json, &mut items);
    if items.is_empty()
        && json
            .get("type")
            .is_none_or(|it| !is(it, "AnnotationCollection"))
    {
        return Err(ExchangeError::Annotations);
    }
    let generator = json.get("generator").and_then(|it| first(it, &["name"]));
    reading.read.by_name = true;
    reading.read.project.program = generator.unwrap_or("Web Annotation").to_owned();
    reading.read.project.name = first(&json, &["label"]).unwrap_or_default().to_owned();
    for item in items {
        reading.annotation(item);
    }
    let Reading { mut read, raws, .. } = reading;
    place(&raws, STANDARD, &mut read);
    Ok(read)
}

impl<'p> Reading<'p> {
    /// Every annotation in collections, pages and lists.
    fn collect<'j>(&mut self, json: &'j Json, items: &mut Vec<&'j Json>) {
        if let Json::Array(all) = json {
            all.iter().for_each(|it| self.collect(it, items));
        } else if is_of(json, "AnnotationCollection") || is_of(json, "AnnotationPage") {
            for part in ["first", "items"] {
                each(json.get(part))
                    .into_iter()
                    .for_each(|it| self.collect(it, items));
            }
            if json.get("first").is_some_and(Json::is_string) || json.get("next").is_some() {
                let why = "it lies elsewhere, and addresses are not opened";
                self.read.losses.left_out("page of annotations", "", why);
            }
        } else if let Some(graph) = json.get("@graph") {
            self.collect(graph, items);
        } else if is_of(json, "Annotation") || json.get("target").is_some() {
            items.push(json);
        }
    }

    fn annotation(&mut self, json: &Json) {
        let own = match address(json) {
            Some(address) => id_of("web annotation", address),
            None => named("web annotation", &json.to_string()),
        };
        let made = Made {
            by: each(json.get("creator"))
                .first()
                .and_then(|it| self.user(it)),
            at: first(json, &["created", "modified"]).and_then(time),
        };
        let (mut codes, comments) = self.bodies(json);
        if codes.is_empty() && (comments.is_empty() || is_motivated(json, "highlighting")) {
            codes.push(self.code(None, MARKED));
        }
        let targets = each(json.get("target"));
        if targets.is_empty() {
            let why = "it has no target";
            self.read.losses.left_out("annotation", "", why);
        }
        let several = targets.len() > 1;
        for (number, target) in targets.into_iter().enumerate() {
            let id = match several {
                true => named("web annotation target", &format!("{own}\n{number}")),
                false => own,
            };
            self.target(target, id, &codes, &comments, made);
        }
    }

    /// Codes and comments of an annotation.
    fn bodies(&mut self, json: &Json) -> (Vec<CodeId>, Vec<String>) {
        let mut bodies = each(json.get("body"));
        let value = json.get("bodyValue");
        bodies.extend(value);
        let motivated = is_motivated(json, "tagging");
        let (mut ids, mut tags, mut comments) = (Vec::new(), Vec::new(), Vec::new());
        for body in bodies {
            let purpose = body.get("purpose").or_else(|| json.get("motivation"));
            let is_tag = purpose.map_or(motivated, |it| is(it, "tagging") || is(it, "classifying"));
            let words = body.as_str().or_else(|| first(body, &["value", "chars"]));
            let is_address = body.is_string() && value.is_none_or(|it| it != body);
            match (is_tag, words) {
                (true, Some(words)) if !is_address => tags.push(words.trim().to_owned()),
                (true, _) => match address(body) {
                    Some(found) => {
                        let shown = first(body, &["label", "name"]);
                        ids.push((found.to_owned(), shown.map(str::to_owned)));
                    }
                    None => self.read.losses.left_out("body", "", "it says nothing"),
                },
                (false, Some(words)) if !is_address => comments.push(words.to_owned()),
                (false, _) => {
                    let why = "it is not words, and addresses are not opened";
                    self.read
                        .losses
                        .left_out("body", address(body).unwrap_or_default(), why);
                }
            }
        }
        // A code by its address and by its name is one code where there is one of each.
        let codes = match (ids.as_slice(), tags.as_slice()) {
            ([(found, None)], [tag]) => vec![self.code(Some(found), tag)],
            _ => {
                let by_address = ids.iter().map(|(found, shown)| {
                    let last = last_part(found);
                    (Some(found.as_str()), shown.clone().unwrap_or(last))
                });
                let by_name = tags.iter().map(|tag| (None, tag.clone()));
                let all: Vec<_> = by_address.chain(by_name).collect();
                all.into_iter()
                    .map(|(found, name)| self.code(found, &name))
                    .collect()
            }
        };
        (codes, comments)
    }

    fn code(&mut self, address: Option<&str>, name: &str) -> CodeId {
        let id = Id::from_uuid(match address {
            Some(address) => id_of("web annotation tag", address),
            None => named("web annotation tag", name),
        });
        if self.codes.insert(id) {
            self.read.project.codes.push(Code {
                id,
                parent: None,
                name: name.to_owned(),
                description: String::new(),
                color: None,
                codable: true,
                notes: Vec::new(),
            });
        }
        id
    }

    fn user(&mut self, json: &Json) -> Option<CoderId> {
        let name = first(json, &["name", "nickname", "email"]);
        let found = address(json).or(name)?;
        let id = Id::from_uuid(id_of("web annotation creator", found));
        if self.users.insert(id) {
            self.read.project.users.push(User {
                id,
                name: name.map_or_else(|| last_part(found), str::to_owned),
                initials: String::new(),
            });
        }
        Some(id)
    }

    fn target(
        &mut self,
        json: &Json,
        own: Uuid,
        codes: &[CodeId],
        comments: &[String],
        made: Made,
    ) {
        let source = json.get("source").unwrap_or(json);
        let Some(found) = address(source) else {
            let why = "it does not say what it is of";
            self.read.losses.left_out("target", "", why);
            return;
        };
        let label =
            first(json, &["label", "title"]).or_else(|| first(source, &["label", "title", "name"]));
        let at = self.source(found, label);
        let notes: Vec<_> = comments
            .iter()
            .enumerate()
            .map(|(number, words)| {
                let id =
                    Id::from_uuid(named("web annotation comment", &format!("{own}\n{number}")));
                self.read.project.memos.push(Memo {
                    id,
                    name: String::new(),
                    words: words.clone(),
                    made,
                });
                id
            })
            .collect();
        let codings: Vec<Coding> = codes
            .iter()
            .enumerate()
            .map(|(number, code)| Coding {
                id: Id::from_uuid(match number {
                    0 => own,
                    _ => named("web annotation coding", &format!("{own}\n{number}")),
                }),
                code: *code,
                made,
                notes: if number == 0 {
                    notes.clone()
                } else {
                    Vec::new()
                },
            })
            .collect();
        let Some(source) = self.read.project.sources.get_mut(at) else {
            return;
        };
        let selectors = each(json.get("selector"));
        let Some(text) = source.texts.first_mut().filter(|_| !selectors.is_empty()) else {
            source.codings.extend(codings);
            return;
        };
        let (mut place, mut anchor) = (None, None);
        for selector in selectors {
            match chosen(selector) {
                Chosen::Position(start, end) => place = place.or(Some((start, end))),
                Chosen::Quote(found) => anchor = anchor.or(Some(found)),
                Chosen::Other(kind) => {
                    let why =
                        "only positions in a text and words with what stands around them are read";
                    self.read.losses.left_out("selector", kind, why);
                }
            }
        }
        let id: SelectionId = Id::from_uuid(own);
        if !self.selections.insert(id) {
            let why = "another annotation has its id";
            self.read
                .losses
                .left_out("annotation", &own.to_string(), why);
            return;
        }
        let (start, end) = place.unwrap_or((-1, -1));
        text.selections.push(Selection {
            id,
            name: anchor
                .as_ref()
                .map_or_else(String::new, |it: &Anchor| it.exact.clone()),
            description: String::new(),
            place: Place::Nowhere { start, end },
            notes: if codings.is_empty() {
                notes
            } else {
                Vec::new()
            },
            codings,
            made,
        });
        if let Some(anchor) = anchor {
            self.read.anchors.insert(id, anchor);
        }
    }

    /// The source of an address, with its text where that lies beside the annotations.
    fn source(&mut self, found: &str, label: Option<&str>) -> usize {
        let id: SourceId = Id::from_uuid(id_of("web annotation source", found));
        if let Some(at) = self.texts.get(&id) {
            return *at;
        }
        let name = label.map_or_else(|| last_part(found), str::to_owned);
        let is_name = |it: &&str| !it.contains(['/', '\\', ':']) && !it.starts_with('.');
        let file = Some(found).filter(is_name).map(decoded);
        let raw = file.and_then(|it| super::beside(&self.path.with_file_name(it)));
        let at = self.read.project.sources.len();
        self.texts.insert(id, at);
        self.read.project.sources.push(Source {
            id,
            kind: SourceKind::Text,
            name: name.clone(),
            description: String::new(),
            path: None,
            texts: vec![Text {
                id,
                name,
                words: raw.as_deref().map(canonical),
                rich: None,
                encoding: "UTF-8".to_owned(),
                moments: Vec::new(),
                selections: Vec::new(),
                notes: Vec::new(),
                made: Made::default(),
            }],
            selections: Vec::new(),
            codings: Vec::new(),
            notes: Vec::new(),
            values: Vec::new(),
            made: Made::default(),
        });
        match raw {
            Some(raw) => {
                self.read.originals.insert(id, raw.clone().into_bytes());
                self.raws.insert(id, raw);
            }
            None => {
                self.read.awaited.insert(id);
            }
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn annotation(selectors: &str) -> String {
        format!(
            r#"{{"@context":"http://www.w3.org/ns/anno.jsonld","id":"http://example.org/a1","type":"Annotation",
            "motivation":"tagging","creator":{{"id":"http://example.org/ana","name":"ana"}},"created":"2026-01-02T03:04:05Z",
            "body":[{{"type":"TextualBody","value":"work","purpose":"tagging"}},{{"type":"TextualBody","value":"see above","purpose":"commenting"}}],
            "target":{{"source":"talk%201.txt","selector":[{selectors}]}}}}"#
        )
    }

    fn placed(text: &str, selectors: &str) -> (Read, Option<String>) {
        let folder = tempfile::tempdir().expect("folder");
        std::fs::write(folder.path().join("talk 1.txt"), text).expect("text");
        let path = folder.path().join("a.jsonld");
        let read = read(&path, annotation(selectors).as_bytes()).expect("read");
        let text = &read.project.sources[0].texts[0];
        let words = match text.selections[0].place {
            Place::Words(span) => span.of(text.words.as_deref().expect("words")),
            _ => None,
        };
        let words = words.map(str::to_owned);
        (read, words)
    }

    const POSITION: &str = r#"{"type":"TextPositionSelector","start":2,"end":9}"#;
    const QUOTE: &str =
        r#"{"type":"TextQuoteSelector","exact":"We left","prefix":"mill. ","suffix":" at dawn"}"#;

    #[test]
    fn positions_are_tested_against_the_words_beside_them() {
        let (read, words) = placed("🙂 We left. Home.", &format!("{POSITION},{QUOTE}"));
        assert_eq!(words.as_deref(), Some("We left"));
        assert_eq!(
            (read.losses.iter().count(), read.placings[0].confirmed),
            (0, 1)
        );
        assert_eq!(read.project.users[0].name, "ana");
        assert_eq!(read.project.memos[0].words, "see above");
        // Somebody counted UTF-16 units.
        let shifted = POSITION.replace('2', "3").replace('9', "10");
        let (_, words) = placed("🙂 We left. Home.", &format!("{shifted},{QUOTE}"));
        assert_eq!(words.as_deref(), Some("We left"));
    }

    #[test]
    fn words_that_have_moved_are_found_by_what_stands_around_them() {
        let text = "We left. The mill. We left at dawn. We left again.";
        let (read, words) = placed(text, &format!("{POSITION},{QUOTE}"));
        assert_eq!(words.as_deref(), Some("We left"));
        let Place::Words(span) = read.project.sources[0].texts[0].selections[0].place else {
            unreachable!("nowhere");
        };
        assert_eq!(span.start, 19);
        assert_eq!(
            read.losses.iter().next().expect("loss").to_string(),
            "1 selection (talk 1.txt): its words do not stand at its position; they were found by what stands around them"
        );
        // What stands around them is no help.
        let bare = r#"{"type":"TextQuoteSelector","exact":"We left"}"#;
        let (read, words) = placed(text, &format!("{POSITION},{bare}"));
        assert_eq!(words, None);
        assert_eq!(
            read.losses.iter().next().expect("loss").to_string(),
            "1 selection (talk 1.txt): its words stand 3 times in the text, none of them at its position"
        );
        let (_, words) = placed(text, r#"{"type":"TextQuoteSelector","exact":"The mill"}"#);
        assert_eq!(words.as_deref(), Some("The mill"));
        let (_, words) = placed(text, r#"{"type":"FragmentSelector","value":"char=9,17"}"#);
        assert_eq!(words.as_deref(), Some("The mill"));
    }

    #[test]
    fn other_json_is_refused_and_addresses_are_not_opened() {
        let said = |json: &str| match read(Path::new("x.jsonld"), json.as_bytes()) {
            Ok(read) => format!("{:?}", read.project.sources),
            Err(error) => error.to_string(),
        };
        assert_eq!(
            said("{}"),
            "there are no annotations in it, expected Web Annotations (W3C)"
        );
        assert!(said("{").starts_with("its JSON cannot be read"));
        let away = annotation(QUOTE).replace("talk%201.txt", "../../etc/hostname");
        assert!(said(&away).contains("words: None"));
        assert!(said(&"[".repeat(5000)).starts_with("its JSON cannot be read"));
    }
}

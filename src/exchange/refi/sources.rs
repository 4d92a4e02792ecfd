//! The sources of a project: texts with their selections, and media with what can be said of them.
//! All positions are read first; how they are counted is decided over the whole project.

use std::collections::{BTreeMap, BTreeSet};

use super::codebook::{own, target, targets, words_of};
use super::package::{Found, Package};
use super::read::{decoded, made, strangers, values};
use crate::archive::Element;
use crate::exchange::ExchangeError;
use crate::exchange::foreign::{
    Coding, Moment, Place, Read, Rich, Selection, Source, SourceKind, Text, guid, named,
};
use crate::exchange::losses::Losses;
use crate::exchange::placing::place;
use crate::exchange::positions::{self, Reading, STANDARD, Unit};
use crate::model::id::Id;
use crate::model::source::SourceId;

/// Reads the `Sources` element.
pub(super) fn read(
    element: Option<&Element>,
    package: &mut Package<'_>,
    read: &mut Read,
) -> Result<(), ExchangeError> {
    let mut reading = Shelf {
        package,
        losses: std::mem::take(&mut read.losses),
        raws: BTreeMap::new(),
        originals: BTreeMap::new(),
        seen: BTreeSet::new(),
    };
    let variables = &read.project.variables;
    let mut sources = Vec::new();
    for element in element.into_iter().flat_map(|it| &it.children) {
        let kind = match &*element.name {
            "TextSource" => SourceKind::Text,
            "PDFSource" => SourceKind::Pdf,
            "PictureSource" => SourceKind::Picture,
            "AudioSource" => SourceKind::Audio,
            "VideoSource" => SourceKind::Video,
            other => {
                let why = "the standard does not have this kind of source";
                reading.losses.left_out("source", other, why);
                continue;
            }
        };
        let mut source = reading.source(element, kind)?;
        source.values = values(element, variables, &mut reading.losses);
        sources.push(source);
    }
    read.project.sources = sources;
    read.originals = reading.originals;
    read.losses = reading.losses;
    let prefer = habit(&read.project.program);
    place(&reading.raws, prefer, read);
    Ok(())
}

/// Texts of sources that are no texts themselves.
const PARTS: [&str; 3] = ["Representation", "TextDescription", "Transcript"];
/// Children of such sources that are read.
const OF_SOURCES: [&str; 11] = [
    "Description",
    "Representation",
    "TextDescription",
    "Transcript",
    "PDFSelection",
    "PictureSelection",
    "AudioSelection",
    "VideoSelection",
    "Coding",
    "NoteRef",
    "VariableValue",
];
/// Children of texts that are read.
const OF_TEXTS: [&str; 8] = [
    "Description",
    "PlainTextContent",
    "PlainTextSelection",
    "TranscriptSelection",
    "SyncPoint",
    "Coding",
    "NoteRef",
    "VariableValue",
];

struct Shelf<'r, 'b> {
    package: &'r mut Package<'b>,
    losses: Losses,
    /// Texts with their marks and line ends.
    raws: BTreeMap<SourceId, String>,
    originals: BTreeMap<SourceId, Vec<u8>>,
    seen: BTreeSet<SourceId>,
}

impl Shelf<'_, '_> {
    fn source(&mut self, element: &Element, kind: SourceKind) -> Result<Source, ExchangeError> {
        let path = element.get("path").unwrap_or_default();
        let text_path = element.get("plainTextPath").unwrap_or_default();
        let name = match element.get("name").map(str::trim) {
            Some(name) if !name.is_empty() => name.to_owned(),
            _ => named_by_path(text_path),
        };
        let id = self.fresh(
            own(element, "source", &format!("{name}\n{path}\n{text_path}")),
            &name,
        );
        let mut texts = Vec::new();
        match kind {
            SourceKind::Text => {
                let text = self.text(element, id, &name)?;
                let name = name.clone();
                texts.push(Text { name, ..text });
            }
            SourceKind::Pdf | SourceKind::Picture => {
                let part = match kind {
                    SourceKind::Pdf => "Representation",
                    _ => "TextDescription",
                };
                if let Some(element) = element.child(part) {
                    let own = own(element, "text", &id.to_string());
                    let own = self.fresh(own, &name);
                    texts.push(self.text(element, own, &name)?);
                }
            }
            SourceKind::Audio | SourceKind::Video => {
                for (number, element) in element.all("Transcript").enumerate() {
                    let own = own(element, "text", &format!("{id}\n{number}"));
                    let own = self.fresh(own, &name);
                    texts.push(self.text(element, own, &name)?);
                }
            }
        }
        if kind == SourceKind::Pdf
            && let Some(text) = texts.first()
            && !path.is_empty()
        {
            match self.package.original(path)? {
                Found::File(bytes) => _ = self.originals.insert(text.id, bytes),
                Found::Large => {
                    let why = match text.words.is_some() {
                        true => "it is too large; its text came along",
                        false => "it is too large, and its text did not come along",
                    };
                    self.losses.left_out("PDF", &name, why);
                }
                Found::Missing | Found::Outside => {
                    let why = match text.words.is_some() {
                        true => "it did not come along, its text did",
                        false => "neither it nor its text came along",
                    };
                    self.losses.left_out("PDF", &name, why);
                }
            }
        }
        let mut of_texts = Vec::new();
        if kind != SourceKind::Text {
            for part in PARTS.iter().flat_map(|name| element.all(name)) {
                of_texts.extend(codings(part));
                if !words_of(part, "Description").is_empty() {
                    let why = "its source has one of its own";
                    self.losses.left_out("description of a text", &name, why);
                }
            }
            strangers(element, &OF_SOURCES, &mut self.losses);
        }
        let selections = element.children.iter().filter_map(elsewhere).collect();
        Ok(Source {
            id,
            kind,
            description: words_of(element, "Description"),
            path: Some(path.to_owned()).filter(|path| !path.is_empty()),
            selections,
            // A text's own children were read with it.
            codings: codings(element).into_iter().chain(of_texts).collect(),
            notes: match kind {
                SourceKind::Text => Vec::new(),
                _ => targets(element, "NoteRef"),
            },
            values: Vec::new(),
            made: made(element),
            texts,
            name,
        })
    }

    /// A GUID that no other source has.
    fn fresh(&mut self, uuid: uuid::Uuid, name: &str) -> SourceId {
        let mut id = Id::from_uuid(uuid);
        if self.seen.contains(&id) {
            let why = "another source has the same GUID; it has one of its own now";
            self.losses.changed("source", name, why);
        }
        while !self.seen.insert(id) {
            id = Id::from_uuid(named("again", &id.to_string()));
        }
        id
    }

    fn text(
        &mut self,
        element: &Element,
        id: SourceId,
        above: &str,
    ) -> Result<Text, ExchangeError> {
        strangers(element, &OF_TEXTS, &mut self.losses);
        let name = element.get("name").unwrap_or_default().trim().to_owned();
        let shown = if name.is_empty() { above } else { &name };
        let rich = self.rich(element, shown)?;
        let mut encoding = "UTF-8".to_owned();
        let (mut raw, mut told) = (None, false);
        if let Some(path) = element.get("plainTextPath").filter(|it| !it.is_empty()) {
            match self.package.file(path)? {
                Found::File(bytes) => {
                    let (text, found) = decoded(path, &bytes)?;
                    encoding = found;
                    raw = Some(text);
                    self.originals.insert(id, bytes);
                }
                Found::Missing => {
                    let why = "the file of its text did not come along";
                    self.losses.left_out("source", shown, why);
                    told = true;
                }
                Found::Outside | Found::Large => {
                    let why = "the file of its text lies outside the project";
                    self.losses.left_out("source", shown, why);
                    told = true;
                }
            }
        }
        if raw.is_none()
            && let Some(inline) = element.child("PlainTextContent")
        {
            raw = Some(inline.words.clone());
        }
        if raw.is_none() && !told {
            self.losses
                .left_out("source", shown, "there is no text in it");
        }
        if let Some(rich) = &rich {
            self.originals.insert(id, rich.bytes.clone());
        }
        let moments = element.all("SyncPoint").map(|it| Moment {
            id: own(it, "moment", &format!("{id}\n{:?}", it.get("position"))),
            milliseconds: number(it, "timeStamp"),
            at: number(it, "position"),
        });
        let text = Text {
            id,
            words: raw.as_deref().map(positions::canonical),
            rich,
            encoding,
            moments: moments.collect(),
            selections: element.children.iter().filter_map(in_text).collect(),
            notes: targets(element, "NoteRef"),
            made: made(element),
            name,
        };
        if let Some(raw) = raw {
            self.raws.insert(id, raw);
        }
        Ok(text)
    }

    fn rich(&mut self, element: &Element, name: &str) -> Result<Option<Rich>, ExchangeError> {
        let Some(path) = element.get("richTextPath").filter(|it| !it.is_empty()) else {
            return Ok(None);
        };
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        if ending.eq_ignore_ascii_case("txt") {
            return Ok(None);
        }
        match self.package.original(path)? {
            Found::File(bytes) => Ok(Some(Rich {
                ending: ending.to_lowercase(),
                bytes,
            })),
            Found::Large => {
                let why = "the file with its looks is too large; its words came along";
                self.losses.left_out("formatted text", name, why);
                Ok(None)
            }
            Found::Missing | Found::Outside => {
                let why = "the file with its looks did not come along";
                self.losses.left_out("formatted text", name, why);
                Ok(None)
            }
        }
    }
}

/// The name of the file where it is one that a person gave: qc writes no other.
fn named_by_path(path: &str) -> String {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    match uuid::Uuid::parse_str(stem) {
        Ok(_) => String::new(),
        Err(_) => file.to_owned(),
    }
}

fn number(element: &Element, name: &str) -> Option<i64> {
    element.get(name)?.trim().parse().ok()
}

fn codings(element: &Element) -> Vec<Coding> {
    let all = element.all("Coding").map(|it| {
        // One without a code leads to nothing, which is said of all such at the end.
        let code = it.child("CodeRef").and_then(target);
        let code = code.unwrap_or_else(|| named("code", "none"));
        let made = made(it);
        let name = format!("{:?}\n{code}\n{:?}", element.get("guid"), made.by);
        Coding {
            id: Id::from_uuid(own(it, "coding", &name)),
            code: Id::from_uuid(code),
            made,
            notes: targets(it, "NoteRef"),
        }
    });
    all.collect()
}

fn selection(element: &Element, place: Place) -> Selection {
    let name = element.get("name").unwrap_or_default().to_owned();
    Selection {
        id: Id::from_uuid(own(element, "selection", &format!("{name}\n{place:?}"))),
        description: words_of(element, "Description"),
        codings: codings(element),
        notes: targets(element, "NoteRef"),
        made: made(element),
        place,
        name,
    }
}

/// A selection in a text; its positions are settled later.
fn in_text(element: &Element) -> Option<Selection> {
    let place = match &*element.name {
        "PlainTextSelection" => Place::Nowhere {
            start: number(element, "startPosition").unwrap_or(-1),
            end: number(element, "endPosition").unwrap_or(-1),
        },
        "TranscriptSelection" => {
            let end = |name| {
                let text = element.get(name).filter(|it| !it.is_empty())?;
                Some(guid(text))
            };
            Place::Moments(end("fromSyncPoint"), end("toSyncPoint"))
        }
        _ => return None,
    };
    Some(selection(element, place))
}

/// A selection on a page, in a picture or in a recording.
fn elsewhere(element: &Element) -> Option<Selection> {
    let side = |name| number(element, name).unwrap_or(0);
    let corners = || ["firstX", "firstY", "secondX", "secondY"].map(side);
    let place = match &*element.name {
        "PDFSelection" => {
            let content = element.child("Representation");
            let content = content.and_then(|it| it.child("PlainTextContent"));
            Place::Page {
                page: side("page"),
                corners: corners(),
                words: content.map(|it| it.words.clone()),
            }
        }
        "PictureSelection" => Place::Area(corners()),
        "AudioSelection" | "VideoSelection" => Place::Time(side("begin"), side("end")),
        _ => return None,
    };
    Some(selection(element, place))
}

/// How a program is known to count.
fn habit(program: &str) -> Reading {
    if program.contains("NVivo") && program.contains("Windows") {
        return Reading {
            unit: Unit::Utf16,
            ..STANDARD
        };
    }
    STANDARD
}

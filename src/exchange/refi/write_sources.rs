//! Sources for another program: each text a file of its own, positions counted as its reader counts.

use super::write::{Attribute, description, guid, made, notes, plain_guid, some, values};
use crate::archive::XmlWriter;
use crate::exchange::foreign::{Coding, Place, Selection, Source, SourceKind, Text};
use crate::exchange::losses::Losses;
use crate::exchange::positions::Unit;
use crate::exchange::profile::Profile;
use crate::model::span::Positions;

/// The sources of one project in the making, with the files that go beside it.
pub(super) struct Sources {
    profile: Profile,
    files: Vec<(String, Vec<u8>)>,
}

/// Counts positions of one text as the reader of a profile does.
struct Counting<'t> {
    positions: Positions<'t>,
    lines: Vec<usize>,
    profile: Profile,
}

impl<'t> Counting<'t> {
    fn of(text: &'t str, profile: Profile) -> Self {
        let lines = text.match_indices('\n').map(|(at, _)| at).collect();
        Self {
            positions: Positions::of(text),
            lines,
            profile,
        }
    }

    fn at(&self, byte: usize) -> usize {
        let reading = self.profile.reading();
        let count = match reading.unit {
            Unit::Characters => self.positions.chars(byte),
            Unit::Utf16 => self.positions.utf16(byte),
            Unit::Bytes => byte,
        };
        let wide = self.profile.has_wide_line_ends() && !reading.folded;
        let lines = self.lines.partition_point(|at| *at < byte);
        count + if wide { lines } else { 0 }
    }
}

impl Sources {
    pub(super) fn new(profile: Profile) -> Self {
        let files = Vec::new();
        Self { profile, files }
    }

    /// Names and bytes of the files, in the order of the sources.
    pub(super) fn files(self) -> Vec<(String, Vec<u8>)> {
        self.files
    }

    /// Writes a source and what is selected in it.
    pub(super) fn source(&mut self, xml: &mut XmlWriter, source: &Source, losses: &mut Losses) {
        if let (SourceKind::Text, [text]) = (source.kind, source.texts.as_slice()) {
            self.text(xml, "TextSource", text, Some(source), losses);
            return;
        }
        let element = match source.kind {
            SourceKind::Text => "TextSource",
            SourceKind::Pdf => "PDFSource",
            SourceKind::Picture => "PictureSource",
            SourceKind::Audio => "AudioSource",
            SourceKind::Video => "VideoSource",
        };
        let taken = self.medium(source);
        let inside = |path: &String| path.starts_with("internal");
        if taken.is_none() && source.path.as_ref().is_some_and(inside) {
            losses.left_out("file of a source", &source.name, "it was not taken along");
        }
        let [by, at] = made(&source.made);
        let attributes = [
            ("guid", Some(guid(source.id))),
            ("name", some(&source.name)),
            ("path", taken.or_else(|| source.path.clone())),
            by,
            at,
        ];
        xml.element(element, &attributes, |xml| {
            description(xml, &source.description);
            match source.kind {
                SourceKind::Pdf => {
                    places(xml, source);
                    for text in &source.texts {
                        self.text(xml, "Representation", text, None, losses);
                    }
                }
                SourceKind::Picture => {
                    for text in &source.texts {
                        self.text(xml, "TextDescription", text, None, losses);
                    }
                    places(xml, source);
                }
                SourceKind::Audio | SourceKind::Video => {
                    for text in &source.texts {
                        self.transcript(xml, text, losses);
                    }
                    places(xml, source);
                }
                SourceKind::Text => {}
            }
            codings(xml, &source.codings);
            notes(xml, &source.notes);
            values(xml, &source.values);
        });
    }

    /// Puts a PDF beside the project; gives the path to it.
    fn medium(&mut self, source: &Source) -> Option<String> {
        let rich = source.texts.first()?.rich.as_ref();
        let rich = rich.filter(|rich| source.kind == SourceKind::Pdf && rich.ending == "pdf")?;
        let file = format!("{}.pdf", guid(source.id));
        self.files
            .push((format!("sources/{file}"), rich.bytes.clone()));
        Some(format!("internal://{file}"))
    }

    /// Attributes of a text; its words and its file with looks go beside the project.
    fn attributes(&mut self, text: &Text) -> Vec<Attribute<'static>> {
        let name = guid(text.id);
        // A PDF is the source itself.
        let looks = text.rich.as_ref().filter(|rich| rich.ending != "pdf");
        let rich = looks.map(|rich| {
            let file = format!("{name}.{}", rich.ending);
            self.files
                .push((format!("sources/{file}"), rich.bytes.clone()));
            format!("internal://{file}")
        });
        let plain = text.words.as_ref().map(|words| {
            let words = match self.profile.has_wide_line_ends() {
                true => words.replace('\n', "\r\n"),
                false => words.clone(),
            };
            let file = format!("{name}.txt");
            self.files
                .push((format!("sources/{file}"), words.into_bytes()));
            format!("internal://{file}")
        });
        let [by, at] = made(&text.made);
        vec![
            ("guid", Some(name)),
            ("name", some(&text.name)),
            ("richTextPath", rich),
            ("plainTextPath", plain),
            by,
            at,
        ]
    }

    fn text(
        &mut self,
        xml: &mut XmlWriter,
        element: &str,
        text: &Text,
        of: Option<&Source>,
        losses: &mut Losses,
    ) {
        let mut attributes = self.attributes(text);
        if let Some(source) = of {
            attributes[1].1 = some(&source.name);
        }
        let words = text.words.as_deref().unwrap_or_default();
        let counting = Counting::of(words, self.profile);
        xml.element(element, &attributes, |xml| {
            description(xml, of.map_or("", |source| &source.description));
            for selection in &text.selections {
                let (start, end) = match selection.place {
                    Place::Words(span) => (
                        counting.at(span.start).to_string(),
                        counting.at(span.end).to_string(),
                    ),
                    Place::Nowhere { start, end } => (start.to_string(), end.to_string()),
                    _ => {
                        let why = "a text has selections of words alone";
                        losses.left_out("selection", &selection.name, why);
                        continue;
                    }
                };
                let place = [("startPosition", Some(start)), ("endPosition", Some(end))];
                selected(xml, "PlainTextSelection", selection, &place);
            }
            codings(xml, of.map_or(&[], |source| &source.codings));
            notes(xml, &text.notes);
            values(xml, of.map_or(&[], |source| &source.values));
        });
    }

    fn transcript(&mut self, xml: &mut XmlWriter, text: &Text, losses: &mut Losses) {
        let attributes = self.attributes(text);
        let words = text.words.as_deref();
        let counting = Counting::of(words.unwrap_or_default(), self.profile);
        xml.element("Transcript", &attributes, |xml| {
            for moment in &text.moments {
                let position = moment.at.map(|at| match (words, usize::try_from(at)) {
                    (Some(_), Ok(byte)) => counting.at(byte).to_string(),
                    _ => at.to_string(),
                });
                let attributes = [
                    ("guid", Some(plain_guid(moment.id))),
                    ("timeStamp", moment.milliseconds.map(|it| it.to_string())),
                    ("position", position),
                ];
                xml.empty("SyncPoint", &attributes);
            }
            for selection in &text.selections {
                let Place::Moments(from, to) = selection.place else {
                    let why = "a transcript has selections between moments alone";
                    losses.left_out("selection", &selection.name, why);
                    continue;
                };
                let place = [
                    ("fromSyncPoint", from.map(plain_guid)),
                    ("toSyncPoint", to.map(plain_guid)),
                ];
                selected(xml, "TranscriptSelection", selection, &place);
            }
            notes(xml, &text.notes);
        });
    }
}

/// Selections outside of texts.
fn places(xml: &mut XmlWriter, source: &Source) {
    for selection in &source.selections {
        let corners = |corners: &[i64; 4]| {
            let names = ["firstX", "firstY", "secondX", "secondY"];
            let all = names.into_iter().zip(corners);
            all.map(|(name, side)| (name, Some(side.to_string())))
                .collect::<Vec<_>>()
        };
        match &selection.place {
            Place::Page {
                page,
                corners: at,
                words,
            } => {
                let mut place = vec![("page", Some(page.to_string()))];
                place.extend(corners(at));
                let id = crate::exchange::foreign::named("words", &guid(selection.id));
                selection_with(xml, "PDFSelection", selection, &place, |xml| {
                    if let Some(words) = words {
                        let own = [("guid", Some(plain_guid(id)))];
                        xml.element("Representation", &own, |xml| {
                            xml.words("PlainTextContent", words);
                        });
                    }
                });
            }
            Place::Area(at) => selected(xml, "PictureSelection", selection, &corners(at)),
            Place::Time(begin, end) => {
                let element = match source.kind {
                    SourceKind::Video => "VideoSelection",
                    _ => "AudioSelection",
                };
                let place = [
                    ("begin", Some(begin.to_string())),
                    ("end", Some(end.to_string())),
                ];
                selected(xml, element, selection, &place);
            }
            Place::Words(_) | Place::Nowhere { .. } | Place::Moments(..) => {}
        }
    }
}

fn selected(
    xml: &mut XmlWriter,
    element: &str,
    selection: &Selection,
    place: &[Attribute<'static>],
) {
    selection_with(xml, element, selection, place, |_| {});
}

fn selection_with(
    xml: &mut XmlWriter,
    element: &str,
    selection: &Selection,
    place: &[Attribute<'static>],
    inside: impl FnOnce(&mut XmlWriter),
) {
    let mut attributes = vec![
        ("guid", Some(guid(selection.id))),
        ("name", some(&selection.name)),
    ];
    attributes.extend_from_slice(place);
    attributes.extend(made(&selection.made));
    xml.element(element, &attributes, |xml| {
        description(xml, &selection.description);
        inside(xml);
        codings(xml, &selection.codings);
        notes(xml, &selection.notes);
    });
}

fn codings(xml: &mut XmlWriter, all: &[Coding]) {
    for coding in all {
        let [by, at] = made(&coding.made);
        xml.element(
            "Coding",
            &[("guid", Some(guid(coding.id))), by, at],
            |xml| {
                xml.empty("CodeRef", &[("targetGUID", Some(guid(coding.code)))]);
                notes(xml, &coding.notes);
            },
        );
    }
}

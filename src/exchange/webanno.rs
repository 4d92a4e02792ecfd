//! WebAnno TSV 3.x, as INCEpTION exports it: sentences, their tokens with positions, and for each
//! layer columns of values on the tokens. Spans become codings; chains, relations and slots, for which
//! there is no place here, are counted and left out.

use std::collections::BTreeMap;
use std::path::Path;

use super::ExchangeError;
use super::foreign::{
    Code, Coding, Made, Place, Read, Selection, Source, SourceKind, Text, User, named,
};
use super::placing::place;
use super::positions::canonical;
use super::webanno_layers::{Layer, Reach, reaches, split, unescaped};
use super::webanno_text::{Sentences, reading};
use crate::model::codebook::CodeId;
use crate::model::coding::CoderId;
use crate::model::id::Id;
use crate::model::source::SourceId;

/// How a file begins.
const MAGIC: &[u8] = b"#FORMAT=WebAnno TSV 3";
/// Whether a table is one of these.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.starts_with(MAGIC)
}

/// Reads the annotations in `bytes`; a text that lies beside them at `path` is used if it holds their
/// tokens, otherwise the text is put together from the sentences.
pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<Read, ExchangeError> {
    let lines = std::str::from_utf8(bytes).map_err(|_| ExchangeError::Encoding("it".to_owned()))?;
    let lines = lines.trim_start_matches('\u{feff}');
    let (name, coder) = names(path);
    let mut layers: Vec<Layer> = Vec::new();
    let mut sentences = Sentences::default();
    let mut rows: Vec<Vec<&str>> = Vec::new();
    let mut read = Read::default();
    read.project.program = "WebAnno TSV".to_owned();
    for line in lines.lines() {
        if let Some(layer) = Layer::of(line) {
            layers.push(layer);
        } else if let Some(words) = line.strip_prefix("#Text=") {
            sentences.text(words);
        } else if line.starts_with('#') || line.trim().is_empty() {
            sentences.pause();
        } else {
            let mut cells = line.split('\t');
            let number = cells.next().unwrap_or_default();
            let (place, words) = (cells.next(), cells.next());
            match (place.and_then(span), words) {
                (Some((start, end)), Some(words)) => {
                    sentences.token(number, start, end, words);
                    rows.push(cells.collect());
                }
                _ => {
                    let why = "it has no positions of a token";
                    read.losses.left_out("line", number, why);
                }
            }
        }
    }
    let made = sentences.assembled()?;
    let beside = path.with_extension("txt");
    let raw = match super::beside(&beside) {
        Some(raw) if sentences.fit(&raw, made.unit) == sentences.tokens().len() => raw,
        Some(_) | None => {
            if made.filled {
                let why = "white space between its sentences is not in the file; line ends stand for it, unless the source is here already";
                read.losses.changed("text", &name, why);
            }
            made.text.clone()
        }
    };
    let source: SourceId = Id::from_uuid(named("webanno", &format!("{name}\n{raw}")));
    if let Some(coder) = &coder {
        let id: CoderId = Id::from_uuid(named("webanno user", coder));
        read.project.users.push(User {
            id,
            name: coder.clone(),
            initials: String::new(),
        });
    }
    let by = read.project.users.first().map(|it| it.id);
    let found = reaches(&layers, &rows, &mut read);
    let selections = selections(
        &layers,
        &found,
        &sentences,
        source,
        by,
        &mut read.project.codes,
    );
    read.project.sources.push(Source {
        id: source,
        kind: SourceKind::Text,
        name: name.clone(),
        description: String::new(),
        path: None,
        texts: vec![Text {
            id: source,
            name,
            words: Some(canonical(&raw)),
            rich: None,
            encoding: "UTF-8".to_owned(),
            moments: Vec::new(),
            selections,
            notes: Vec::new(),
            made: Made::default(),
        }],
        selections: Vec::new(),
        codings: Vec::new(),
        notes: Vec::new(),
        values: Vec::new(),
        made: Made::default(),
    });
    read.originals.insert(source, raw.clone().into_bytes());
    place(
        &BTreeMap::from([(source, raw)]),
        reading(made.unit),
        &mut read,
    );
    Ok(read)
}

/// The name of the document and of who annotated it: exports of a project have a folder for each
/// document with a file for each annotator, others a file for each document.
fn names(path: &Path) -> (String, Option<String>) {
    let plain =
        |it: Option<&std::ffi::OsStr>| it.unwrap_or_default().to_string_lossy().into_owned();
    let stem = plain(path.file_stem());
    let folder = path.parent().map(|it| plain(it.file_name()));
    let document = folder.filter(|it| {
        let ending = it.rsplit_once('.').map(|it| it.1.to_lowercase());
        ending.is_some_and(|it| ["txt", "pdf", "html", "xml", "tsv", "docx"].contains(&it.as_str()))
    });
    match document {
        Some(document) => (document, Some(stem)),
        None => (stem, None),
    }
}

fn span(place: &str) -> Option<(i64, i64)> {
    let (start, end) = place.split_once('-')?;
    Some((start.parse().ok()?, end.parse().ok()?))
}

/// Annotations of one layer with one value are codings of one code below the layer's; where a layer has
/// several features, the feature stands between them.
fn selections(
    layers: &[Layer],
    found: &[(usize, Reach)],
    sentences: &Sentences,
    source: SourceId,
    by: Option<CoderId>,
    codes: &mut Vec<Code>,
) -> Vec<Selection> {
    let mut known: BTreeMap<Vec<String>, CodeId> = BTreeMap::new();
    let mut code = |path: &[&str]| -> CodeId {
        let mut parent = None;
        for depth in 1..=path.len() {
            let own: Vec<String> = path[..depth].iter().map(|it| (*it).to_owned()).collect();
            parent = Some(*known.entry(own).or_insert_with_key(|own| {
                let id = Id::from_uuid(named("webanno code", &own.join("\n")));
                codes.push(Code {
                    id,
                    parent,
                    name: own.last().cloned().unwrap_or_default(),
                    description: String::new(),
                    color: None,
                    codable: true,
                    notes: Vec::new(),
                });
                id
            }));
        }
        parent.unwrap_or_else(|| Id::from_uuid(named("webanno code", "")))
    };
    let located = sentences.located();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let mut selections = Vec::new();
    for (of, reach) in found {
        let layer = &layers[*of];
        let features = layer.columns.iter().flatten().count();
        let mut made: Vec<CodeId> = Vec::new();
        for (feature, value) in layer.columns.iter().zip(&reach.values) {
            let (Some(feature), Some(value)) = (feature, value) else {
                continue;
            };
            // A feature may hold several values.
            for value in split(value, ';') {
                let value = unescaped(value);
                made.push(match features {
                    0 | 1 => code(&[&layer.name, &value]),
                    _ => code(&[&layer.name, feature, &value]),
                });
            }
        }
        if made.is_empty() {
            made.push(code(&[&layer.name]));
        }
        let ((start, end), words) = located.reach(reach.first, reach.last);
        let own = format!(
            "{source}\n{by:?}\n{}\n{start}\n{end}\n{:?}",
            layer.name, reach.values
        );
        let nth = times.entry(own.clone()).or_default();
        *nth += 1;
        let id = |part: &str| named("webanno annotation", &format!("{own}\n{nth}\n{part}"));
        let made_by = Made { by, at: None };
        selections.push(Selection {
            id: Id::from_uuid(id("")),
            name: words,
            description: String::new(),
            place: Place::Nowhere { start, end },
            codings: made
                .into_iter()
                .map(|code| Coding {
                    id: Id::from_uuid(id(&code.to_string())),
                    code,
                    made: made_by,
                    notes: Vec::new(),
                })
                .collect(),
            notes: Vec::new(),
            made: made_by,
        });
    }
    selections
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "#FORMAT=WebAnno TSV 3.3\n\
        #T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue\n\
        #T_SP=webanno.custom.Theme|Label\n\
        #T_CH=de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink|referenceRelation|referenceType\n\
        #T_RL=webanno.custom.Cause|Kind|BT_webanno.custom.Theme\n\n\n\
        #Text=Мы 🙂 left \\_home\\_ .\n\
        1-1\t0-2\tМы\tPRON\t_\t*->1-1\tnom\t_\t_\t\n\
        1-2\t3-5\t🙂\t_\tjoy\\|relief\t_\t_\t_\t_\t\n\
        1-3\t6-10\tleft\tVERB\tleaving[1]|loss[2]\t_\t_\t_\t_\t\n\
        1-4\t11-17\t\\_home\\_\t_\tleaving[1]\t_\t_\tsoon\t1-2\t\n\
        1-5\t18-19\t.\t_\t_\t_\t_\t_\t_\t\n\n\
        #Text=The mill\n#Text=closed.\n\
        2-1\t20-23\tThe\t_\t_\t_\t_\t_\t_\t\n\
        2-2\t24-28\tmill\t_\t*[3]\t_\t_\t_\t_\t\n\
        2-3\t29-35\tclosed\t_\t*[3]\t_\t_\t_\t_\t\n\
        2-4\t35-36\t.\t_\t_\t_\t_\t_\t_\t\n";

    fn coded(read: &Read) -> Vec<(String, String)> {
        let text = &read.project.sources[0].texts[0];
        let words = text.words.as_deref().expect("words");
        let code = |id| {
            let code = read.project.codes.iter().find(|it| it.id == id);
            code.expect("code").name.clone()
        };
        let all = text.selections.iter().flat_map(|selection| {
            let Place::Words(span) = selection.place else {
                unreachable!("nowhere: {selection:?}");
            };
            let words = span.of(words).expect("words").to_owned();
            let codings = selection.codings.iter();
            codings.map(move |it| (words.clone(), code(it.code)))
        });
        all.collect()
    }

    #[test]
    fn spans_are_codings_and_the_rest_is_counted() {
        let read = read(Path::new("nowhere/talk.tsv"), FILE.as_bytes()).expect("read");
        let expected = [
            ("🙂", "joy|relief"),
            ("left _home_", "leaving"),
            ("left", "loss"),
            ("mill\nclosed", "Theme"),
        ];
        let expected = expected.map(|(words, code)| (words.to_owned(), code.to_owned()));
        assert_eq!(coded(&read), expected);
        let losses: Vec<String> = read.losses.iter().map(ToString::to_string).collect();
        assert_eq!(
            losses,
            [
                "1 text (talk): white space between its sentences is not in the file; line ends stand for it, unless the source is here already",
                "2 annotations of grammar (POS, …): grammar is not coded here",
                "1 link of a chain (CoreferenceLink): there are no chains here",
                "1 relation (Cause): there are no relations here",
            ]
        );
        assert_eq!(read.placings[0].confirmed, 4);
        assert_eq!(
            read.placings[0].reading,
            reading(super::super::positions::Unit::Utf16)
        );
    }

    #[test]
    fn who_counts_characters_is_told_by_the_tokens() {
        let shifted = FILE
            .replace("\t3-5\t", "\t3-4\t")
            .replace("\t6-10\t", "\t5-9\t")
            .replace("\t11-17\t", "\t10-16\t")
            .replace("\t18-19\t", "\t17-18\t")
            .replace("\t20-23\t", "\t19-22\t")
            .replace("\t24-28\t", "\t23-27\t")
            .replace("\t29-35\t", "\t28-34\t")
            .replace("\t35-36\t", "\t34-35\t");
        let first = read(Path::new("nowhere/talk.tsv"), FILE.as_bytes()).expect("read");
        let second = read(Path::new("nowhere/talk.tsv"), shifted.as_bytes()).expect("read");
        assert_eq!(coded(&first), coded(&second));
    }

    #[test]
    fn a_sentence_without_tokens_keeps_the_others_in_their_places() {
        let file = FILE.replace("#Text=The mill\n", "#Text=-\n\n#Text=The mill\n");
        let file = ["20-23", "24-28", "29-35", "35-36"]
            .iter()
            .fold(file, |file, place| {
                let (start, end) = place.split_once('-').expect("a place");
                let moved = |it: &str| it.parse::<usize>().expect("a number") + 2;
                file.replace(
                    &format!("\t{place}\t"),
                    &format!("\t{}-{}\t", moved(start), moved(end)),
                )
            });
        let first = read(Path::new("nowhere/talk.tsv"), FILE.as_bytes()).expect("read");
        let second = read(Path::new("nowhere/talk.tsv"), file.as_bytes()).expect("read");
        assert_eq!(coded(&first), coded(&second));
        assert_eq!(second.placings[0].confirmed, 4);
    }

    #[test]
    fn folders_name_the_document_and_files_the_annotator() {
        assert_eq!(
            names(Path::new("x/annotation/talk.txt/ana.tsv")),
            ("talk.txt".to_owned(), Some("ana".to_owned()))
        );
        assert_eq!(names(Path::new("x/talk.tsv")), ("talk".to_owned(), None));
    }
}

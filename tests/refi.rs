//! REFI-QDA files of real products: read, with the counts that were measured independently.

use std::path::{Path, PathBuf};

use quotebook::archive::{pack, part};
use quotebook::exchange::foreign::{Foreign, Place, Read, SourceKind};
use quotebook::exchange::positions::{Placing, agrees};
use quotebook::exchange::profile::Profile;
use quotebook::exchange::{Kind, write};
use serde_json::Value as Json;

use crate::schema::Schema;
use crate::shared::shared;

/// The folder of samples, with its `verification.json`.
pub(crate) fn samples() -> PathBuf {
    std::env::var_os("QUOTEBOOK_REFI_SAMPLES")
        .map_or_else(|| shared("data/refi/samples"), PathBuf::from)
}

fn verified() -> Vec<Json> {
    let path = samples().join("verification.json");
    let text = std::fs::read_to_string(&path).expect("verification.json");
    serde_json::from_str(&text).expect("JSON")
}

fn read(path: &Path) -> Result<Read, String> {
    let bytes = std::fs::read(path).expect("sample");
    quotebook::exchange::read(path, &bytes).map_err(|error| error.to_string())
}

fn kinds(project: &Foreign, wanted: SourceKind) -> usize {
    let all = project.sources.iter().filter(|it| it.kind == wanted);
    all.count()
}

fn places(project: &Foreign, wanted: impl Fn(&Place) -> bool) -> usize {
    let all = project.selections().filter(|it| wanted(&it.place));
    all.count()
}

#[test]
fn refi_samples() {
    let all = verified();
    assert!(!all.is_empty());
    for sample in &all {
        let name = sample["rel"].as_str().expect("rel");
        let read = read(&samples().join(name));
        // A file that the independent check could not open or parse is refused.
        let unzipped = sample["unzip"].as_str().unwrap_or("n/a");
        let opened = matches!(unzipped, "ok" | "n/a");
        if !opened || sample["counts"].is_null() || sample["root"].is_null() {
            assert!(read.is_err(), "{name} was read");
            continue;
        }
        let read = read.expect(name);
        let project = &read.project;
        let count = |noun: &str| sample["counts"][noun].as_u64().unwrap_or(0) as usize;
        let memos = project.memos.len();
        // What cannot be kept is counted, and said.
        let lost = |noun: &str| -> usize {
            let all = read.losses.iter().filter(|it| it.noun == noun);
            all.map(|it| it.count).sum()
        };
        let in_text = |place: &Place| matches!(place, Place::Words(_) | Place::Nowhere { .. });
        for (noun, found) in [
            ("User", project.users.len()),
            ("Code", project.codes.len() + lost("code")),
            ("Variable", project.variables.len()),
            ("Case", project.cases.len()),
            ("TextSource", kinds(project, SourceKind::Text)),
            ("PDFSource", kinds(project, SourceKind::Pdf)),
            ("PictureSource", kinds(project, SourceKind::Picture)),
            ("AudioSource", kinds(project, SourceKind::Audio)),
            ("VideoSource", kinds(project, SourceKind::Video)),
            (
                "PlainTextSelection",
                places(project, in_text) + lost("selection inside a memo"),
            ),
            (
                "PDFSelection",
                places(project, |it| matches!(it, Place::Page { .. })),
            ),
            (
                "PictureSelection",
                places(project, |it| matches!(it, Place::Area(_))),
            ),
            (
                "TranscriptSelection",
                places(project, |it| matches!(it, Place::Moments(..))),
            ),
            (
                "Coding",
                project.codings().count() + lost("coding") + lost("coding inside a memo"),
            ),
            ("Note", memos),
            ("Set", project.sets.len()),
            ("Link", project.links.len()),
        ] {
            assert_eq!(found, count(noun), "{name}: {noun}");
        }
        let timed = places(project, |it| matches!(it, Place::Time(..)));
        assert_eq!(
            timed,
            count("AudioSelection") + count("VideoSelection"),
            "{name}"
        );
        assert_eq!(
            project.depth() as u64,
            sample["code_depth"].as_u64().unwrap_or(0),
            "{name}"
        );
        words_stand_at_their_quotes(name, &read, sample);
    }
}

fn words_stand_at_their_quotes(name: &str, read: &Read, sample: &Json) {
    let (mut agreeing, mut inside) = (0, 0);
    for text in read.project.sources.iter().flat_map(|it| &it.texts) {
        let words = text.words.as_deref().unwrap_or_default();
        for selection in &text.selections {
            if let Place::Words(span) = selection.place {
                inside += 1;
                let found = span.of(words).expect("inside");
                agreeing += usize::from(agrees(found, &selection.name));
            }
        }
    }
    let best = |of: &Json| {
        let counts = of.as_object().into_iter().flatten();
        counts.filter_map(|(_, it)| it.as_u64()).max().unwrap_or(0) as usize
    };
    // Measured once, by trying every way to count.
    assert!(
        agreeing >= best(&sample["name_match"]),
        "{name}: {agreeing} quotes"
    );
    // Where no words are stored, selections still begin and end with words.
    let total = |of: fn(&Placing) -> usize| read.placings.iter().map(of).sum::<usize>();
    let selections = total(|it| it.selections);
    if agreeing == 0 && selections >= 20 {
        let borders = total(|it| it.borders);
        assert!(
            borders * 100 >= selections * 190,
            "{name}: {borders} borders of {selections}"
        );
    }
    let in_memos = read.losses.iter();
    let in_memos = in_memos.filter(|it| it.noun == "selection inside a memo");
    let inside = inside + in_memos.map(|it| it.count).sum::<usize>();
    assert!(inside >= best(&sample["inside"]), "{name}: {inside} inside");
}

/// The XML of a `.qdpx` as it must be: the first member, without byte order mark.
pub(crate) fn xml_of(qdpx: &[u8]) -> String {
    let xml = part(qdpx, "project.qde", 64)
        .expect("archive")
        .expect("project.qde");
    let xml = String::from_utf8(xml).expect("UTF-8");
    assert!(xml.starts_with("<?xml "), "a mark before the declaration");
    xml
}

const PROFILES: [Profile; 5] = [
    Profile::Standard,
    Profile::Nvivo,
    Profile::Maxqda,
    Profile::Atlasti,
    Profile::Qualcoder,
];

/// The project read back from what was written for a profile, and whether a loss was said.
fn written(project: &Foreign, profile: Profile) -> (Foreign, bool) {
    let (bytes, losses) = write(project, Kind::Qdpx, profile).expect("written");
    if profile == Profile::Standard {
        let (again, _) = write(project, Kind::Qdpx, profile).expect("written");
        assert_eq!(bytes, again);
    }
    assert_eq!(Schema::of("Project").faults(&xml_of(&bytes)), [""; 0]);
    let read = quotebook::exchange::read(Path::new("x.qdpx"), &bytes).expect("read back");
    // Recordings and pictures are never part of the value.
    let said = losses.iter().any(|it| it.noun != "file of a source");
    (read.project, said)
}

#[test]
fn what_is_written_reads_as_it_was_or_the_loss_is_said() {
    for sample in verified() {
        let name = sample["rel"].as_str().expect("rel");
        let Ok(mut read) = read(&samples().join(name)) else {
            continue;
        };
        for profile in PROFILES {
            if profile != Profile::Standard {
                // Packing Word files five times says nothing more.
                let sources = read.project.sources.iter_mut();
                sources
                    .flat_map(|it| &mut it.texts)
                    .for_each(|it| it.rich = None);
            }
            let (back, said) = written(&read.project, profile);
            assert_eq!(back != read.project, said, "{name} for {profile:?}");
        }
        let (bytes, losses) = write(&read.project, Kind::Qdc, Profile::Standard).expect("written");
        if !read.project.codes.is_empty() && losses.is_empty() {
            let xml = String::from_utf8(bytes.clone()).expect("UTF-8");
            assert_eq!(Schema::of("Codebook").faults(&xml), [""; 0], "{name}");
            let back = quotebook::exchange::read(Path::new("x.qdc"), &bytes).expect("read back");
            assert_eq!(back.project.codes, read.project.codes, "{name}");
            assert_eq!(back.project.sets, read.project.sets, "{name}");
        }
    }
}

/// A project of this XML and these files, as an archive.
fn packed(xml: &str, files: &[(&str, &[u8])]) -> Read {
    let all = [("Some name.QDE", xml.as_bytes())];
    let bytes = pack(all.into_iter().chain(files.iter().copied())).expect("archive");
    quotebook::exchange::read(Path::new("x.QDPX"), &bytes).expect("read")
}

fn words_of(read: &Read) -> Vec<String> {
    let texts = read.project.sources.iter().flat_map(|it| &it.texts);
    let found = texts.flat_map(|text| {
        let words = text.words.as_deref().unwrap_or_default();
        text.selections.iter().filter_map(|it| match it.place {
            Place::Words(span) => span.of(words).map(str::to_owned),
            _ => None,
        })
    });
    found.collect()
}

const CODE: &str = "<Codes><Code guid='20000000-0000-4000-8000-00000000000A' name='work' isCodable='true'/></Codes>";

#[test]
fn what_real_files_do_is_read() {
    // No namespace, a mark before the declaration, children in no order, braces and either case,
    // an empty container, a reversed and an empty selection, a dangling code, one GUID twice.
    let xml = format!(
        "\u{feff}<Project name='x'><Sets/><Sources>\
         <TextSource guid='{{40000000-0000-4000-8000-00000000000a}}' name='one'>\
           <PlainTextSelection guid='50000000-0000-4000-8000-000000000001' startPosition='8' endPosition='3'>\
             <Coding><CodeRef targetGUID='{{20000000-0000-4000-8000-00000000000a}}'/></Coding></PlainTextSelection>\
           <PlainTextSelection startPosition='4' endPosition='4'/>\
           <PlainTextContent>We left the mill.</PlainTextContent>\
           <Coding><CodeRef targetGUID='20000000-0000-4000-8000-0000000000FF'/></Coding></TextSource>\
         <TextSource guid='40000000-0000-4000-8000-00000000000A' name='two'><PlainTextContent>Two</PlainTextContent></TextSource>\
         </Sources><CodeBook>{CODE}</CodeBook></Project>"
    );
    let read = packed(&xml, &[]);
    assert_eq!(words_of(&read), ["left "]);
    let code = read.project.codes[0].id;
    let coded: Vec<_> = read.project.codings().map(|it| it.code).collect();
    assert_eq!(coded, [code]);
    assert_ne!(read.project.sources[0].id, read.project.sources[1].id);
    let said: Vec<String> = read.losses.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "1 source (two): another source has the same GUID; it has one of its own now",
            "1 selection (one): its end came before its start; they are turned",
            "1 selection (one): it is empty",
            "1 coding (one): it leads to nothing in the project",
        ]
    );
    // The same again gives the same ids.
    assert_eq!(packed(&xml, &[]).project, read.project);
}

#[test]
fn transcripts_and_pages_come_with_their_words() {
    let coding = "<Coding><CodeRef targetGUID='20000000-0000-4000-8000-00000000000A'/></Coding>";
    let xml = format!(
        "<Project name='x'><CodeBook>{CODE}</CodeBook><Sources>\
         <AudioSource name='talk.m4a' path='relative:///talk.m4a'>\
           <Transcript name='talk' plainTextPath='internal://t.txt'>\
             <TranscriptSelection fromSyncPoint='90000000-0000-4000-8000-000000000001' toSyncPoint='90000000-0000-4000-8000-000000000002'>{coding}</TranscriptSelection>\
             <SyncPoint guid='90000000-0000-4000-8000-000000000001' position='5' timeStamp='10'/>\
             <SyncPoint guid='90000000-0000-4000-8000-000000000002' position='9' timeStamp='5000'/>\
           </Transcript></AudioSource>\
         <PDFSource name='page.pdf' path='internal://p.pdf'>\
           <PDFSelection guid='50000000-0000-4000-8000-000000000009' page='0' firstX='1' firstY='2' secondX='3' secondY='4' name='the oven'>{coding}</PDFSelection>\
           <Representation plainTextPath='internal://r.txt'>\
             <PlainTextSelection guid='50000000-0000-4000-8000-000000000009' startPosition='4' endPosition='12' name='the oven'>{coding}</PlainTextSelection>\
           </Representation></PDFSource></Sources></Project>"
    );
    // Windows-1252, as ATLAS.ti writes transcripts.
    let read = packed(
        &xml,
        &[
            ("SOURCES/t.txt", b"Caf\xe9 then home"),
            ("sources/R.TXT", b"See the oven."),
            ("sources/p.pdf", b"%PDF"),
        ],
    );
    let talk = &read.project.sources[0].texts[0];
    assert_eq!(
        (talk.words.as_deref(), talk.encoding.as_str()),
        (Some("Café then home"), "windows-1252")
    );
    assert_eq!(talk.moments[0].at, Some(6));
    assert_eq!(words_of(&read), ["the oven"]);
    assert_eq!(read.project.codings().count(), 3);
    let page = read.project.sources[1].texts[0].id;
    assert_eq!(read.originals[&page], b"%PDF");
}

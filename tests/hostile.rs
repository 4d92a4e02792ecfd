//! Files made to hurt are refused, in bounded time and memory, and leave nothing behind.
#![cfg(unix)]

use std::process::Command;

use flate2::{Compress, Compression, Crc, FlushCompress};

use crate::sandbox::Sandbox;

/// A deflate stream that unpacks to so many MiB of spaces after `head`: one block that depends on
/// nothing before it, repeated.
fn deflated(head: &str, mebibytes: usize) -> Vec<u8> {
    let block = |bytes: &[u8]| {
        let mut compress = Compress::new(Compression::best(), false);
        let mut out = Vec::with_capacity(bytes.len() + 1000);
        compress
            .compress_vec(bytes, &mut out, FlushCompress::Full)
            .expect("deflate");
        out
    };
    let mut stream = block(head.as_bytes());
    stream.extend(block(&vec![b' '; 1 << 20]).repeat(mebibytes));
    // An empty last block.
    stream.extend([3, 0]);
    stream
}

/// A zip archive; its directory says that every member is small.
fn zip(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let small = |(name, packed): &(&str, Vec<u8>)| Member {
        name: (*name).to_owned(),
        packed: packed.clone(),
        check: 0,
        size: 1000,
        mode: 0,
    };
    zip_of(&members.iter().map(small).collect::<Vec<_>>())
}

/// A member of a zip archive and what the directory says of it.
#[derive(Clone)]
struct Member {
    name: String,
    packed: Vec<u8>,
    check: u32,
    size: u32,
    /// That of a link, for example.
    mode: u32,
}

impl Member {
    /// One as programs pack it.
    fn of(name: &str, bytes: &[u8]) -> Self {
        let mut compress = Compress::new(Compression::best(), false);
        let mut packed = Vec::with_capacity(bytes.len() + 1000);
        compress
            .compress_vec(bytes, &mut packed, FlushCompress::Finish)
            .expect("deflate");
        let mut check = Crc::new();
        check.update(bytes);
        Self {
            name: name.to_owned(),
            packed,
            check: check.sum(),
            size: bytes.len() as u32,
            mode: 0o100_644,
        }
    }

    /// One that unpacks to so many MiB, as it says.
    fn bomb(name: &str, mebibytes: usize) -> Self {
        Self {
            packed: deflated("", mebibytes),
            size: (mebibytes << 20) as u32,
            ..Self::of(name, b"")
        }
    }
}

fn zip_of(members: &[Member]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for Member {
        name,
        packed: data,
        check,
        size,
        mode,
    } in members
    {
        let offset = bytes.len() as u32;
        let mut fields: Vec<u8> = [20_u16, 0, 8, 0, 0].map(u16::to_le_bytes).concat();
        fields.extend(
            [*check, data.len() as u32, *size]
                .map(u32::to_le_bytes)
                .concat(),
        );
        fields.extend([name.len() as u16, 0].map(u16::to_le_bytes).concat());
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&fields);
        bytes.extend(name.as_bytes());
        bytes.extend(data);
        directory.extend(b"PK\x01\x02\x14\x03");
        directory.extend(&fields);
        directory.extend([0_u16, 0, 0].map(u16::to_le_bytes).concat());
        directory.extend([mode << 16, offset].map(u32::to_le_bytes).concat());
        directory.extend(name.as_bytes());
    }
    let start = bytes.len() as u32;
    let count = members.len() as u16;
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06");
    bytes.extend([0_u16, 0, count, count].map(u16::to_le_bytes).concat());
    bytes.extend(
        [directory.len() as u32, start]
            .map(u32::to_le_bytes)
            .concat(),
    );
    bytes.extend([0, 0]);
    bytes
}

const ENTITIES: &str = "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>\
    <!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>\
    <!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'><!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'>]><x>&e;</x>";

const TEXT_OF_A_BOMB: &str =
    "<Project><Sources><TextSource name='a' plainTextPath='internal://a.txt'/></Sources></Project>";

#[test]
fn hostile_files_are_refused_within_ten_seconds_and_512_mebibytes() {
    let nested =
        |open: &str, close: &str| format!("<x>{}{}</x>", open.repeat(10_000), close.repeat(10_000));
    let small = |text: &str| deflated(text, 0);
    let gibibytes = |head: &str| deflated(head, 4096);
    let sheet = "<worksheet><sheetData><row><c t='inlineStr'><is><t>";
    let workbook =
        "<workbook xmlns:r='r'><sheets><sheet name='a' sheetId='1' r:id='r1'/></sheets></workbook>";
    let relations = "<Relationships><Relationship Id='r1' Type='worksheet' Target='worksheets/sheet1.xml'/></Relationships>";
    let book = |sheet: Vec<u8>| {
        zip(&[
            ("xl/workbook.xml", small(workbook)),
            ("xl/_rels/workbook.xml.rels", small(relations)),
            ("xl/worksheets/sheet1.xml", sheet),
        ])
    };
    let word = |document: Vec<u8>| zip(&[("word/document.xml", document)]);
    let open = |content: Vec<u8>| zip(&[("content.xml", content)]);
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("bomb.docx", word(gibibytes("<w:document><w:body><w:p>"))),
        ("entities.docx", word(small(ENTITIES))),
        ("deep.docx", word(small(&nested("<w:p>", "</w:p>")))),
        ("bomb.odt", open(gibibytes("<office:document-content>"))),
        ("entities.odt", open(small(ENTITIES))),
        ("deep.odt", open(small(&nested("<text:p>", "</text:p>")))),
        ("bomb.xlsx", book(gibibytes(sheet))),
        ("deep.xlsx", book(small(&nested("<row>", "</row>")))),
        ("bomb.ods", open(gibibytes("<office:document-content>"))),
        ("cut.docx", word(small("<w:document>"))[..40].to_vec()),
        (
            "deep.rtf",
            format!("{{\\rtf1 {}", "{".repeat(1_000_000)).into_bytes(),
        ),
        ("nul.txt", vec![0; 100_000]),
        (
            "noise.txt",
            (0..200_000_u32)
                .map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8)
                .collect(),
        ),
        (
            "wrong.srt",
            b"1\n00:00:01,000 --> 00:00:02,000\n\xff\xfe\x00\xd8\n".to_vec(),
        ),
        ("quotes.csv", "\"".repeat(3_000_001).into_bytes()),
        ("zero.sav", vec![0; 4096]),
        (
            "bomb.qdpx",
            zip(&[("project.qde", gibibytes("<Project><Sources>"))]),
        ),
        (
            "bombs.qdpx",
            zip(&[
                ("project.qde", small(TEXT_OF_A_BOMB)),
                ("sources/a.txt", gibibytes("a")),
            ]),
        ),
        ("entities.qdpx", zip(&[("project.qde", small(ENTITIES))])),
        ("page.qdpx", b"<!DOCTYPE html><html></html>".to_vec()),
        (
            "cut.qdpx",
            zip(&[("project.qde", small("<Project/>"))])[..60].to_vec(),
        ),
        ("deep.qde", nested("<Code>", "</Code>").into_bytes()),
        (
            "wide.qde",
            format!("<Project>{}</Project>", "<a/>".repeat(1_500_000)).into_bytes(),
        ),
        ("other.qdc", b"<x/>".to_vec()),
    ];
    for (name, bytes) in &files {
        assert!(bytes.len() <= 6 << 20, "{name}: {}", bytes.len());
        let sandbox = Sandbox::new();
        std::fs::write(sandbox.path().join("corpus").join(name), bytes).expect(name);
        // Memory in KiB, processor time in seconds.
        let script = "ulimit -v 524288; ulimit -t 10; exec \"$0\" import";
        let said = Command::new("sh")
            .args(["-c", script, env!("CARGO_BIN_EXE_quotebook")])
            .current_dir(sandbox.path())
            .output()
            .expect("sh");
        let out = String::from_utf8_lossy(&said.stdout).into_owned();
        let code = said.status.code();
        assert!(
            code == Some(1),
            "{name}: {code:?} {out}{}",
            String::from_utf8_lossy(&said.stderr)
        );
        assert!(out.contains(&format!("refused  corpus/{name}")), "{out}");
        assert_eq!(sandbox.run(&["sources"]).code, 1, "{name}");
        sandbox.ok(&["check", "--deep"]);
    }
}

/// The files of a small study's archive, without their digests.
fn archived(study: &Sandbox) -> Vec<(String, Vec<u8>)> {
    study.write("corpus/b1.txt", "We left when the mill closed.\n");
    study.ok(&["import"]);
    study.ok(&["archive", "study.zip"]);
    let bytes = std::fs::read(study.path().join("study.zip")).expect("archive");
    let members = quotebook::exchange::study_archive::read(&bytes).expect("members");
    members.into_iter().collect()
}

fn sums(members: &[(String, Vec<u8>)]) -> String {
    let line = |(name, bytes): &(String, Vec<u8>)| {
        format!("{}  {name}\n", quotebook::model::hash::Hash::of(bytes))
    };
    members.iter().map(line).collect()
}

/// These members with these digests.
fn packed(members: &[(String, Vec<u8>)], sums: &str) -> Vec<Member> {
    let mut all: Vec<Member> = members
        .iter()
        .map(|(name, bytes)| Member::of(name, bytes))
        .collect();
    all.push(Member::of("SHA256SUMS", sums.as_bytes()));
    all
}

fn names_in(folder: &std::path::Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("folder")
        .map(|it| {
            it.expect("entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

#[test]
fn an_archive_chooses_no_other_place_on_the_disk() {
    let study = Sandbox::new();
    let mut members = archived(&study);
    let rules = b"# Rules.\n".to_vec();
    let strange = [
        "contradictions/../../out.toml",
        "contradictions/..\\..\\out.toml",
        "contradictions\\out.toml:stream.toml",
        "contradictions//tmp/out.toml",
        "contradictions/C:\\out.toml",
        "contradictions/CON.toml",
        "contradictions/lpt1.x.toml",
        "contradictions/.toml",
        "contradictions/../quotebook.db",
    ];
    for name in [
        "../out.toml",
        "/tmp/out.toml",
        "corpus/out.toml",
        "contradictions/own.toml",
    ] {
        members.push((name.to_owned(), rules.clone()));
    }
    for name in strange {
        members.push((name.to_owned(), rules.clone()));
    }
    let link = "contradictions/link.toml".to_owned();
    members.push((link.clone(), b"/etc/hostname".to_vec()));
    let mut zipped = packed(&members, &sums(&members));
    for member in zipped.iter_mut().filter(|it| it.name == link) {
        member.mode = 0o120_777;
    }
    std::fs::create_dir(study.path().join("in")).expect("folder");
    std::fs::write(study.path().join("in/hostile.zip"), zip_of(&zipped)).expect("archive");
    let before = names_in(study.path());
    let said = study.run(&["restore", "in/hostile.zip", "in/back"]);
    assert_eq!(said.code, 0, "{}", said.err);
    for name in strange {
        assert!(
            said.err.contains(&format!("left out {name:?}")),
            "{name}: {}",
            said.err
        );
    }
    assert_eq!(names_in(study.path()), before);
    assert_eq!(names_in(&study.path().join("in")), ["back", "hostile.zip"]);
    let back = study.path().join("in/back");
    assert_eq!(
        names_in(&back.join("contradictions")),
        ["link.toml", "own.toml"]
    );
    assert_eq!(names_in(&back.join("corpus")), [""; 0]);
    let link = back.join(link);
    assert!(!link.is_symlink());
    assert_eq!(std::fs::read(link).expect("file"), b"/etc/hostname");
    study.ok(&["check", "--deep", "--project", back.to_str().expect("path")]);
}

#[test]
fn what_is_there_already_is_not_written_over_or_through() {
    let study = Sandbox::new();
    study.write("quotebook.toml", "title = \"Bakers\"\n");
    archived(&study);
    let back = study.path().join("back");
    std::fs::create_dir(&back).expect("folder");
    std::os::unix::fs::symlink("../out.toml", back.join("quotebook.toml")).expect("link");
    let said = study.run(&["restore", "study.zip", "back"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.err.contains("left out \"quotebook.toml\""),
        "{}",
        said.err
    );
    assert!(!study.path().join("out.toml").exists());
}

#[test]
fn archives_that_unpack_to_too_much_or_say_one_thing_twice_are_refused() {
    let study = Sandbox::new();
    let members = archived(&study);
    let digests = sums(&members);
    let bomb = |name: &str| {
        let mut all = packed(&members, &digests);
        all.retain(|it| it.name != name);
        all.push(Member::bomb(name, 4000));
        all
    };
    let named = format!("{digests}{}  earlier/x\n", "0".repeat(64));
    let mut earlier = packed(&members, &named);
    earlier.push(Member::bomb("earlier/x", 300));
    let mut twice = packed(&members, &digests);
    twice.push(Member::of("history.jsonl", b"{}\n"));
    let many = packed(&members, &digests.repeat(10_000));
    for (why, members) in [
        ("is larger than 256 MiB", bomb("history.jsonl")),
        ("is larger than 256 MiB", bomb("SHA256SUMS")),
        ("is larger than 256 MiB", earlier),
        ("`history.jsonl` is missing or not as", twice),
        ("stands twice in `SHA256SUMS`", many),
    ] {
        let file = "hostile.zip";
        std::fs::write(study.path().join(file), zip_of(&members)).expect("archive");
        let script = "ulimit -v 1048576; ulimit -t 20; exec \"$0\" restore \"$1\" back";
        let said = Command::new("sh")
            .args(["-c", script, env!("CARGO_BIN_EXE_quotebook"), file])
            .current_dir(study.path())
            .output()
            .expect("sh");
        let err = String::from_utf8_lossy(&said.stderr).into_owned();
        assert_eq!(said.status.code(), Some(2), "{why}: {err}");
        assert!(
            err.contains("is not restored: ") && err.contains(why),
            "{why}: {err}"
        );
        assert!(!study.path().join("back").exists(), "{why}");
    }
}

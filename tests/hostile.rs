//! Files made to hurt are refused, in bounded time and memory, and leave nothing behind.
#![cfg(unix)]

use std::process::Command;

use flate2::{Compress, Compression, FlushCompress};

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
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, data) in members {
        let offset = bytes.len() as u32;
        let mut fields: Vec<u8> = [20_u16, 0, 8, 0, 0].map(u16::to_le_bytes).concat();
        fields.extend(
            [0_u32, data.len() as u32, 1000]
                .map(u32::to_le_bytes)
                .concat(),
        );
        fields.extend([name.len() as u16, 0].map(u16::to_le_bytes).concat());
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&fields);
        bytes.extend(name.as_bytes());
        bytes.extend(data);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&fields);
        directory.extend([0_u16, 0, 0].map(u16::to_le_bytes).concat());
        directory.extend([0_u32, offset].map(u32::to_le_bytes).concat());
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

//! Projects of other programs in and out, through the command line.

use std::path::Path;

use quotebook::archive::{pack, part};
use serde_json::Value as Json;

use crate::refi::xml_of;
use crate::sandbox::Sandbox;
use crate::schema::Schema;
use crate::shared::shared;

const FIRST: &str =
    "Interview with a baker.\r\nWe left when the mill closed 🙂. My sister stayed.\r\n";

/// An invented project: two coders, a code tree, a case with values, a picture and a memo. `more` is
/// put behind the first selection.
fn project(more: &str) -> Vec<u8> {
    // Positions as the standard counts: characters, CR LF as two.
    let xml = format!(
        r##"<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="Bakers" origin="Some Program 2" creationDateTime="2026-03-01T09:00:00Z">
 <Sources>
  <PictureSource guid="50000000-0000-4000-8000-000000000001" name="oven.jpg" path="internal://oven.jpg">
   <PictureSelection guid="50000000-0000-4000-8000-000000000002" firstX="1" firstY="2" secondX="3" secondY="4"><Coding guid="50000000-0000-4000-8000-000000000003"><CodeRef targetGUID="20000000-0000-4000-8000-000000000002"/></Coding></PictureSelection>
  </PictureSource>
  <TextSource guid="{{40000000-0000-4000-8000-00000000000A}}" name="Baker 1.txt" plainTextPath="internal://40.TXT">
   <PlainTextSelection guid="50000000-0000-4000-8000-00000000000B" name="the mill closed 🙂" startPosition="38" endPosition="55">
    <Description>a turning point</Description>
    <Coding guid="60000000-0000-4000-8000-000000000001" creatingUser="10000000-0000-4000-8000-000000000001" creationDateTime="2026-03-02T10:00:00Z"><CodeRef targetGUID="20000000-0000-4000-8000-000000000002"/></Coding>
    <Coding guid="60000000-0000-4000-8000-000000000002" creatingUser="10000000-0000-4000-8000-000000000002"><CodeRef targetGUID="20000000-0000-4000-8000-000000000002"/><NoteRef targetGUID="70000000-0000-4000-8000-000000000001"/></Coding>
   </PlainTextSelection>
   {more}
   <PlainTextSelection guid="50000000-0000-4000-8000-00000000000C" name="nowhere" startPosition="900" endPosition="910">
    <Coding guid="60000000-0000-4000-8000-000000000003"><CodeRef targetGUID="20000000-0000-4000-8000-000000000002"/></Coding>
   </PlainTextSelection>
  </TextSource>
 </Sources>
 <CodeBook><Codes>
  <Code guid="20000000-0000-4000-8000-000000000001" name="Leaving" isCodable="false">
   <Code guid="20000000-0000-4000-8000-000000000002" name="Work lost" isCodable="true" color="#C00"><Description>No work any more.</Description></Code>
  </Code>
 </Codes></CodeBook>
 <Users><User guid="10000000-0000-4000-8000-000000000001" name="ana"/><User guid="{{10000000-0000-4000-8000-000000000002}}" name="ben"/></Users>
 <Variables><Variable guid="30000000-0000-4000-8000-000000000001" name="Age" typeOfVariable="Integer"/></Variables>
 <Cases><Case guid="d0000000-0000-4000-8000-000000000001" name="B1">
  <VariableValue><VariableRef targetGUID="30000000-0000-4000-8000-000000000001"/><IntegerValue>41</IntegerValue></VariableValue>
  <SourceRef targetGUID="40000000-0000-4000-8000-00000000000a"/></Case></Cases>
 <Notes><Note guid="70000000-0000-4000-8000-000000000001" name="Doubt"><PlainTextContent>Is it work or place?</PlainTextContent></Note></Notes>
 <Sets><Set guid="80000000-0000-4000-8000-000000000001" name="Main"><MemberCode targetGUID="20000000-0000-4000-8000-000000000002"/></Set></Sets>
</Project>"##
    );
    pack([
        ("Bakers.qde", xml.as_bytes()),
        ("Sources/40.txt", FIRST.as_bytes()),
        ("Sources/oven.jpg", b"no picture"),
    ])
    .expect("archive")
}

fn put(sandbox: &Sandbox, name: &str, bytes: &[u8]) {
    std::fs::write(sandbox.path().join(name), bytes).expect(name);
}

/// What lists show; an empty one ends with 1.
fn tables(sandbox: &Sandbox) -> Vec<String> {
    ["sources", "codes", "coders", "respondents", "codings"]
        .map(|noun| sandbox.run(&[noun, "--format", "json"]).out)
        .to_vec()
}

fn list(answer: &Json, column: &str) -> Vec<String> {
    let all = answer[column].as_array().expect(column).iter();
    all.map(|it| it.as_str().expect("words").to_owned())
        .collect()
}

#[test]
fn a_project_of_another_program_comes_in_with_a_loss_report() {
    let sandbox = Sandbox::new();
    put(&sandbox, "bakers.qdpx", &project(""));
    let before = tables(&sandbox);
    let foretold = sandbox.json(&["import", "bakers.qdpx", "--dry-run"]);
    assert_eq!(tables(&sandbox), before);
    let said = sandbox.json(&["import", "bakers.qdpx"]);
    assert_eq!(foretold, said);
    assert_eq!(
        list(&said[0], "remarks"),
        [
            "positions of 2 selections in 1 text count characters, CR LF as two, byte order mark not counted; confirmed: 1 of 2 stored names stand there as words; 2 of 4 ends at the border of a word",
        ]
    );
    assert_eq!(
        list(&said[0], "changed"),
        [
            "1 code (Leaving): it was not meant to code with; here every code is",
            "1 coding: it has no date; the date of the project stands for it",
            "1 set (Main): it is a memo on the project that lists its members",
        ]
    );
    assert_eq!(
        list(&said[0], "left_out"),
        [
            "1 selection (Baker 1.txt): its positions are not in the text",
            "1 source (oven.jpg): pictures hold no words",
            "1 picture selection (oven.jpg): pictures hold no words",
            "1 coding: pictures hold no words",
            "1 coding (nowhere): its selection has no place in the text",
        ]
    );
    let codings = sandbox.json(&["codings"]);
    assert_eq!(codings.len(), 2);
    for coding in &codings {
        assert_eq!(coding["text"], "the mill closed 🙂");
        assert_eq!(coding["code"], "leaving/work-lost");
    }
    let quotes = sandbox.ok(&["quotes", "--code", "leaving"]);
    assert!(
        quotes.contains("B1") && quotes.contains("41 years"),
        "{quotes}"
    );
    sandbox.ok(&["check", "--deep"]);
    put(&sandbox, "other.qdpx", &project("<Description/>"));
    assert_eq!(sandbox.run(&["import", "other.qdpx", "--no-new"]).code, 1);
    // Again, and under another name: nothing changes.
    let whole = tables(&sandbox);
    assert_eq!(
        sandbox.json(&["import", "bakers.qdpx"])[0]["outcome"],
        "same"
    );
    put(&sandbox, "copy.qdpx", &project(""));
    sandbox.ok(&["import", "copy.qdpx"]);
    assert_eq!(tables(&sandbox), whole);
    // One operation, which undo takes back.
    sandbox.ok(&["undo", "2"]);
    assert_eq!(tables(&sandbox), before);
}

#[test]
fn a_newer_export_adds_what_is_new_and_keeps_what_was_changed_here() {
    let sandbox = Sandbox::new();
    put(&sandbox, "bakers.qdpx", &project(""));
    sandbox.ok(&["import", "bakers.qdpx"]);
    sandbox.ok(&["codebook", "rename", "leaving/work-lost", "Lost work"]);
    let more = r#"<PlainTextSelection guid="50000000-0000-4000-8000-0000000000DD" name="My sister stayed" startPosition="57" endPosition="73">
        <Coding guid="60000000-0000-4000-8000-0000000000DD" creatingUser="10000000-0000-4000-8000-000000000001"><CodeRef targetGUID="20000000-0000-4000-8000-000000000002"/></Coding>
       </PlainTextSelection>"#;
    put(&sandbox, "bakers.qdpx", &project(more));
    let said = sandbox.ok(&["import", "bakers.qdpx"]);
    assert!(said.contains("3 codings, 1 new"), "{said}");
    let codings = sandbox.json(&["codings"]);
    let words: Vec<_> = codings
        .iter()
        .filter_map(|it| it["text"].as_str())
        .collect();
    assert_eq!(
        words.iter().filter(|it| **it == "My sister stayed").count(),
        1
    );
    assert_eq!(words.len(), 3);
    let codes = sandbox.json(&["codes"]);
    assert!(
        codes.iter().any(|it| it["name"] == "Lost work"),
        "{codes:?}"
    );
}

#[test]
fn what_was_removed_here_does_not_come_back_with_a_newer_export() {
    let sandbox = Sandbox::new();
    put(&sandbox, "bakers.qdpx", &project(""));
    sandbox.ok(&["import", "bakers.qdpx"]);
    let codings = sandbox.json(&["codings", "--by-coder", "ana"]);
    let own = codings[0]["coding"].as_str().expect("id").to_owned();
    sandbox.ok(&["uncode", &own]);
    let newer = |number: usize| {
        format!(
            r#"<PlainTextSelection guid="50000000-0000-4000-8000-0000000000D{number}" name="My sister stayed" startPosition="57" endPosition="73">
            <Coding guid="60000000-0000-4000-8000-0000000000D{number}" creatingUser="10000000-0000-4000-8000-00000000000{number}"><CodeRef targetGUID="20000000-0000-4000-8000-000000000002"/></Coding>
           </PlainTextSelection>"#
        )
    };
    put(&sandbox, "bakers.qdpx", &project(&newer(1)));
    let said = sandbox.json(&["import", "bakers.qdpx"]);
    let why = "1 coding (the mill closed 🙂): it was removed here, and stays removed";
    assert!(
        list(&said[0], "left_out").contains(&why.to_owned()),
        "{said:?}"
    );
    let shown = |sandbox: &Sandbox| {
        let rows = sandbox.json(&["codings"]);
        let mut all: Vec<_> = rows
            .iter()
            .map(|it| format!("{} {}", it["coder"], it["text"]))
            .collect();
        all.sort();
        all
    };
    let expected = [
        r#""ana" "My sister stayed""#,
        r#""ben" "the mill closed 🙂""#,
    ];
    assert_eq!(shown(&sandbox), expected);
    // Nor where the other program gives its codings new ids with every export.
    let bytes = part(&project(&newer(1)), "Bakers.qde", 1);
    let xml = String::from_utf8(bytes.expect("archive").expect("project")).expect("UTF-8");
    let xml = xml.replace(
        "60000000-0000-4000-8000-000000000001",
        "60000000-0000-4000-8000-0000000000EE",
    );
    let archive = pack([
        ("Bakers.qde", xml.as_bytes()),
        ("Sources/40.txt", FIRST.as_bytes()),
    ]);
    put(&sandbox, "bakers.qdpx", &archive.expect("archive"));
    sandbox.ok(&["import", "bakers.qdpx"]);
    assert_eq!(shown(&sandbox), expected);
    // A code that was removed comes back only for a coding that is new.
    sandbox.ok(&["codebook", "remove", "leaving/work-lost", "--uncode"]);
    put(&sandbox, "bakers.qdpx", &project(&newer(1)));
    let said = sandbox.ok(&["import", "bakers.qdpx"]);
    assert!(
        said.contains("1 code (Work lost): it was removed here"),
        "{said}"
    );
    assert_eq!(sandbox.run(&["codings"]).code, 1);
    put(&sandbox, "bakers.qdpx", &project(&newer(2)));
    sandbox.ok(&["import", "bakers.qdpx"]);
    assert_eq!(shown(&sandbox), [r#""ben" "My sister stayed""#]);
    sandbox.ok(&["check", "--deep"]);
    // An import that was taken back was no decision about what it brought.
    let other = Sandbox::new();
    put(&other, "bakers.qdpx", &project(""));
    other.ok(&["import", "bakers.qdpx"]);
    other.ok(&["undo"]);
    other.ok(&["import", "bakers.qdpx"]);
    assert_eq!(other.json(&["codings"]).len(), 2);
}

#[test]
fn a_loose_project_finds_its_texts_beside_it() {
    let sandbox = Sandbox::new();
    let folder = sandbox.path().join("loose");
    std::fs::create_dir_all(folder.join("sources")).expect("folder");
    let xml = "<Project name='x'><Sources><TextSource name='one' plainTextPath='internal://one.txt'/>\
        <TextSource name='two' plainTextPath='absolute:///etc/hostname'/></Sources></Project>";
    std::fs::write(folder.join("any.qde"), xml).expect("qde");
    std::fs::write(folder.join("sources/One.txt"), "Some words.").expect("text");
    let said = sandbox.ok(&["import", "loose/any.qde"]);
    assert!(said.contains("1 source, 1 new"), "{said}");
    assert!(
        said.contains("1 source (two): the file of its text lies outside the project"),
        "{said}"
    );
    assert!(Path::new(&folder).exists());
}

/// The lists of a project without what belongs to where it lies.
fn content(sandbox: &Sandbox) -> Vec<Vec<Json>> {
    ["sources", "codes", "coders", "respondents", "codings"]
        .map(|noun| {
            let mut rows = sandbox.json(&[noun]);
            for row in rows.iter_mut().filter_map(Json::as_object_mut) {
                for own in [
                    "file",
                    "version",
                    "encoding",
                    "id",
                    "definition",
                    "use_when",
                    "not_when",
                    "example",
                    "rules",
                ] {
                    row.remove(own);
                }
            }
            rows.sort_by_key(ToString::to_string);
            rows
        })
        .to_vec()
}

#[test]
fn a_project_that_leaves_for_any_program_comes_back_as_it_was() {
    let study = Sandbox::new();
    put(&study, "bakers.qdpx", &project(""));
    study.ok(&["import", "bakers.qdpx"]);
    study.write(
        "corpus/second.txt",
        "Снег 🙂.\nWe had no coal.\n\nNone at all.\n",
    );
    study.write(
        "codebook/more.csv",
        "code,name,definition,use_when\nstaying/kin,Kin,Family.,When kin is named.\n",
    );
    study.ok(&["import"]);
    study.ok(&[
        "code",
        "second",
        "--text",
        "no coal.\n\nNone",
        "staying/kin",
        "leaving/work-lost",
    ]);
    study.ok(&["memo", "project", "two\nlines & more"]);
    study.ok(&["memo", "respondent:B1", "on a respondent"]);
    let was = content(&study);
    for profile in ["standard", "nvivo", "maxqda", "atlasti", "qualcoder"] {
        let said = study.json(&["export", "out.qdpx", "--for", profile]);
        assert_eq!(list(&said[0], "left_out"), [""; 0], "{profile}");
        let bytes = std::fs::read(study.path().join("out.qdpx")).expect("out");
        study.ok(&["export", "out.qdpx", "--for", profile]);
        assert_eq!(
            std::fs::read(study.path().join("out.qdpx")).expect("out"),
            bytes
        );
        assert_eq!(
            Schema::of("Project").faults(&xml_of(&bytes)),
            [""; 0],
            "{profile}"
        );
        // Counted by hand: 15 and 29, one more after the emoji, one more for each line end.
        let place = match profile {
            "nvivo" => "startPosition=\"17\" endPosition=\"33\"",
            _ => "startPosition=\"15\" endPosition=\"29\"",
        };
        assert!(xml_of(&bytes).contains(place), "{profile}");
        let other = Sandbox::new();
        put(&other, "out.qdpx", &bytes);
        let said = other.ok(&["import", "out.qdpx"]);
        assert!(!said.contains("doubtful"), "{profile}: {said}");
        assert_eq!(content(&other), was, "{profile}");
        other.ok(&["check", "--deep"]);
    }
    let said = study.json(&["export", "out.qdc"]);
    assert_eq!(
        list(&said[0], "changed"),
        ["1 code (staying/kin): when to use it, when not and its example stand in its description"]
    );
    let codebook = std::fs::read_to_string(study.path().join("out.qdc")).expect("out");
    assert_eq!(Schema::of("Codebook").faults(&codebook), [""; 0]);
    assert_eq!(study.run(&["export", "out.doc"]).code, 2);
}

#[test]
fn tables_of_segments_find_their_words() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "corpus/b1.txt",
        "We left when the mill closed.\nMy sister stayed. We left.\n",
    );
    sandbox.write(
        "codebook/codes.csv",
        "Code;Comment;Code Group 1\nBread, cake;;\nwork;;\n",
    );
    sandbox.ok(&["import"]);
    let table = "Number;Reference;Name;Text Content;Document;Codes;Number of Codes\n\
        1:1;;;\"\"\"the mill  closed.\"\"\";b1.docx;Bread, cake, work;2\n\
        1:2;;;We left;b1;work;1\n1:3;;;nowhere;b1;work;1\n1:4;;;My sister;b9;work;1\n1:5;;;My sister;b1;a, b, c;2\n";
    sandbox.write("quotes.csv", table);
    let said = sandbox.run(&["import", "quotes.csv", "--format", "json"]);
    assert_eq!(said.code, 1);
    let said: Vec<Json> = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(
        said[0]["what"],
        "5 segments: 2 new codings, 0 there before, 4 refused"
    );
    assert_eq!(
        list(&said[0], "refused"),
        [
            "row 3: its words stand 2 times in source `b1`, expected once",
            "row 4: its words do not stand in source `b1`",
            "row 5: there is no source `b9` in the project",
            "row 6: its codes `a, b, c` cannot be told apart, expected their codebook to be imported before",
        ]
    );
    let codings = sandbox.json(&["codings"]);
    let mut codes: Vec<_> = codings
        .iter()
        .filter_map(|it| it["code"].as_str())
        .collect();
    codes.sort_unstable();
    assert_eq!(codes, ["bread-cake", "work"]);
    assert!(
        codings
            .iter()
            .all(|it| it["text"] == "the mill  closed." || it["text"] == "the mill closed.")
    );
    // Columns of any other program, by mapping.
    sandbox.write(
        "dovetail.csv",
        "Highlight,Note,Tags\nMy sister stayed,b1,kin\n",
    );
    sandbox.ok(&[
        "import",
        "dovetail.csv",
        "--map",
        "Highlight=text,Note=source,Tags=code",
    ]);
    assert_eq!(sandbox.json(&["codings"]).len(), 3);
}

#[test]
fn codings_leave_as_web_annotations_and_for_brat() {
    let study = Sandbox::new();
    put(&study, "bakers.qdpx", &project(""));
    study.ok(&["import", "bakers.qdpx"]);
    study.ok(&["export", "out.jsonld"]);
    let text = std::fs::read_to_string(study.path().join("out.jsonld")).expect("out");
    let collection: Json = serde_json::from_str(&text).expect("JSON");
    assert_eq!(collection["total"], 2);
    let first = &collection["first"]["items"][0];
    assert_eq!(first["id"], "urn:uuid:60000000-0000-4000-8000-000000000001");
    assert_eq!(first["creator"]["name"], "ana");
    assert_eq!(first["created"], "2026-03-02T10:00:00Z");
    assert_eq!(first["body"][1]["value"], "Work lost");
    let selectors = &first["target"]["selector"];
    // The text that leaves has LF line ends, so one character less stands before.
    assert_eq!(
        (&selectors[0]["start"], &selectors[0]["end"]),
        (&37.into(), &54.into())
    );
    assert_eq!(selectors[1]["exact"], "the mill closed 🙂");
    assert_eq!(selectors[1]["prefix"], "view with a baker.\nWe left when ");
    assert_eq!(selectors[1]["suffix"], ". My sister stayed.\n");
    let said = study.json(&["export", "out.brat.zip"]);
    assert!(
        list(&said[0], "left_out").contains(&"2 dates of a coding: brat keeps none".to_owned()),
        "{said:?}"
    );
    let bytes = std::fs::read(study.path().join("out.brat.zip")).expect("out");
    let member = |name: &str| {
        let bytes = part(&bytes, name, 1).expect("archive").expect(name);
        String::from_utf8(bytes).expect("UTF-8")
    };
    assert_eq!(member("ben/Baker 1.txt"), FIRST.replace("\r\n", "\n"));
    let line = "T1\tLeaving_2f_Work_20_lost 37 54\tthe mill closed 🙂\n";
    assert_eq!(
        member("ana/Baker 1.ann").lines().next(),
        line.lines().next()
    );
    assert_eq!(
        member("ben/Baker 1.ann"),
        format!("{line}#1\tAnnotatorNotes T1\tDoubt  Is it work or place?\n")
    );
    assert!(
        member("ana/annotation.conf").starts_with("[entities]\nLeaving\nLeaving_2f_Work_20_lost\n")
    );
}

#[test]
fn recordings_and_pages_are_coded_at_their_words() {
    let sandbox = Sandbox::new();
    let coding = |id: &str| {
        format!(
            "<Coding guid='{id}'><CodeRef targetGUID='20000000-0000-4000-8000-00000000000A'/></Coding>"
        )
    };
    let xml = format!(
        "<Project name='x' creationDateTime='2026-01-01T00:00:00'><CodeBook><Codes><Code guid='20000000-0000-4000-8000-00000000000A' name='work' isCodable='true'/></Codes></CodeBook><Sources>\
         <AudioSource name='talk.m4a'><Transcript><PlainTextContent>We left the mill.</PlainTextContent>\
           <SyncPoint guid='90000000-0000-4000-8000-000000000001' position='3'/><SyncPoint guid='90000000-0000-4000-8000-000000000002' position='7'/>\
           <TranscriptSelection fromSyncPoint='90000000-0000-4000-8000-000000000001' toSyncPoint='90000000-0000-4000-8000-000000000002'>{}</TranscriptSelection></Transcript></AudioSource>\
         <PDFSource name='page.pdf'><PDFSelection page='1' firstX='1' firstY='2' secondX='3' secondY='4'><Representation><PlainTextContent>the oven</PlainTextContent></Representation>{}</PDFSelection>\
           <Representation><PlainTextContent>Here is the oven.</PlainTextContent></Representation>{}</PDFSource></Sources></Project>",
        coding("60000000-0000-4000-8000-000000000001"),
        coding("60000000-0000-4000-8000-000000000002"),
        coding("60000000-0000-4000-8000-000000000003"),
    );
    put(
        &sandbox,
        "x.qdpx",
        &pack([("project.qde", xml.as_bytes())]).expect("archive"),
    );
    sandbox.ok(&["import", "x.qdpx"]);
    let codings = sandbox.json(&["codings"]);
    let mut found: Vec<_> = codings
        .iter()
        .map(|it| {
            (
                it["source"].as_str().expect("source"),
                it["text"].as_str().expect("text"),
            )
        })
        .collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("page", "Here is the oven."),
            ("page", "the oven"),
            ("talk", "left")
        ]
    );
}

#[test]
fn a_text_that_was_changed_here_is_not_put_back() {
    let sandbox = Sandbox::new();
    put(&sandbox, "bakers.qdpx", &project(""));
    sandbox.ok(&["import", "bakers.qdpx"]);
    // A name is taken out of the text.
    sandbox.write(
        "corpus/Baker 1.txt",
        "Interview with a baker.\nWe left when [a place] closed 🙂. My sister stayed.\n",
    );
    sandbox.ok(&["import", "corpus"]);
    let more = r#"<PlainTextSelection guid="50000000-0000-4000-8000-0000000000DD" name="My sister stayed" startPosition="57" endPosition="73">
        <Coding guid="60000000-0000-4000-8000-0000000000DD"><CodeRef targetGUID="20000000-0000-4000-8000-000000000002"/></Coding>
       </PlainTextSelection>"#;
    put(&sandbox, "bakers.qdpx", &project(more));
    let said = sandbox.ok(&["import", "bakers.qdpx"]);
    assert!(
        said.contains("its text has another version here, which stays"),
        "{said}"
    );
    let codings = sandbox.json(&["codings"]);
    let words: Vec<_> = codings
        .iter()
        .filter_map(|it| it["text"].as_str())
        .collect();
    assert!(words.contains(&"My sister stayed"), "{words:?}");
    assert!(!words.iter().any(|it| it.contains("mill")), "{words:?}");
    sandbox.ok(&["check", "--deep"]);
}

#[test]
fn what_a_project_wrote_changes_nothing_in_it() {
    let study = Sandbox::new();
    study.write("corpus/b1.txt", "We left when the mill closed 🙂.\n");
    study.write("corpus/b2.txt", "Nobody came.\n");
    study.write(
        "corpus/respondents.csv",
        "ID,gender,age,Home village?\nb1,female,41,Alma\nb2,male,30,Bura\n",
    );
    study.write(
        "codebook/codes.csv",
        "code,name,definition,use_when,example,match\nwork,Work,Work or none.,It is named.,The mill.,mill\n",
    );
    study.write(
        "quotebook.toml",
        "title = \"Bakers\"\n\n[[classification.category.values]]\nname = \"worker\"\ndefinition = \"Worked.\"\nreasons = [{ name = \"mill\", definition = \"It closed.\" }]\n",
    );
    study.ok(&["import"]);
    study.ok(&["code", "b1", "--text", "the mill closed 🙂", "work"]);
    study.ok(&["memo", "project", "To do."]);
    study.ok(&[
        "classify",
        "b1",
        "worker",
        "--reason",
        "mill",
        "--because",
        "b1:the mill",
    ]);
    let asked = ["respondents", "codes", "codings", "sources", "coders"];
    let said = || asked.map(|what| study.ok(&[what, "--format", "json"]));
    let attributes = || study.run(&["respondents", "--format", "csv"]).out;
    let was = (said(), attributes());
    let operations = || study.json(&["history"]).len();
    for file in [
        "own.qdpx",
        "own.qdc",
        "own.jsonld",
        "own.csv",
        "own.jsonl",
        "own.xlsx",
        "own.sav",
    ] {
        study.ok(&["export", file, "--no-starters"]);
    }
    study.ok(&["respondents", "--format", "csv", "-o", "people.csv"]);
    study.ok(&["respondents", "--format", "xlsx", "-o", "people.xlsx"]);
    study.ok(&["codebook", "export", "codes.xlsx"]);
    for file in [
        "own.qdpx",
        "own.qdc",
        "own.jsonld",
        "own.csv",
        "own.jsonl",
        "own.xlsx",
        "own.sav",
        "people.csv",
        "people.xlsx",
        "codes.xlsx",
    ] {
        let heard = study.ok(&["import", file]);
        assert!(!heard.contains("changed: "), "{file}: {heard}");
        assert!(
            !heard.contains(", 1 new") && !heard.contains("values"),
            "{file}: {heard}"
        );
        assert_eq!((said(), attributes()), was, "{file}");
        let before = operations();
        study.ok(&["import", file]);
        assert_eq!(operations(), before, "{file}");
    }
    // A respondent of whom a list says another thing is another matter.
    study.write("people.csv", "respondent,gender,age\nb1,female,42\n");
    study.ok(&["import", "people.csv"]);
    assert_ne!(attributes(), was.1);
}

#[test]
fn lists_of_codes_of_atlas_ti_are_one_tree() {
    let folder = shared("data/refi/samples/other/atlasti-csv");
    let study = Sandbox::new();
    let import = |name: &str| study.ok(&["import", folder.join(name).to_str().expect("path")]);
    let said = import("20250914_code_list_frequencies.csv");
    assert!(said.contains("left out: column `Density`"), "{said}");
    let codes = study.json(&["codes"]);
    assert!(codes.iter().any(|it| !it["parent"].is_null()), "{said}");
    // The codebook has the same codes, named from the top down.
    let said = import("20250914_codebook_full.csv");
    assert!(said.contains(": 0 new"), "{said}");
    assert_eq!(study.json(&["codes"]).len(), codes.len());
    // The list of quotations names them from the top down too, with commas inside and between.
    study.write(
        "corpus/[ATLAS] - Codifying Fragments.txt",
        "Check the publishing and receiving messages via MQTTBox.\n",
    );
    study.ok(&["import"]);
    study.run(&[
        "import",
        folder
            .join("20250914_quotation_export.csv")
            .to_str()
            .expect("path"),
    ]);
    let found = study.json(&["codings"]);
    let keys: Vec<&str> = found.iter().filter_map(|it| it["code"].as_str()).collect();
    assert!(
        keys.iter().filter(|it| it.contains('/')).count() >= 3,
        "{keys:?}"
    );
}

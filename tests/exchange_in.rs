//! Annotations and tables of other programs, through the command line.

use serde_json::Value as Json;

use crate::sandbox::Sandbox;

const TEXT: &str = "🙂 We left when the mill closed.\n\nMy sister stayed. We had no coal.\n";

fn study() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("corpus/baker.txt", TEXT);
    sandbox.ok(&["import"]);
    sandbox
}

/// What a column of the answer about the only file says.
fn said(answer: &[Json], column: &str) -> Vec<String> {
    let all = answer[0][column].as_array().expect(column).iter();
    all.map(|it| it.as_str().expect("words").to_owned())
        .collect()
}

/// Code, coder and words of every coding.
fn codings(sandbox: &Sandbox) -> Vec<[String; 3]> {
    let answer = sandbox.run(&["codings", "--format", "json"]).out;
    let rows: Vec<Json> = serde_json::from_str(&answer).unwrap_or_default();
    let cell = |row: &Json, name: &str| row[name].as_str().expect(name).to_owned();
    let mut all: Vec<[String; 3]> = rows
        .iter()
        .map(|row| ["code", "coder", "text"].map(|name| cell(row, name)))
        .collect();
    all.sort();
    all
}

/// Foretold as it is, and the second time nothing new, also under another name.
fn imported(sandbox: &Sandbox, file: &str, content: &str, other: &str) -> Vec<Json> {
    let before = codings(sandbox);
    for file in [file, other] {
        let path = sandbox.path().join(file);
        std::fs::create_dir_all(path.parent().expect("folder")).expect("folder");
        std::fs::write(path, content).expect(file);
    }
    let foretold = sandbox.json(&["import", file, "--dry-run"]);
    assert_eq!(codings(sandbox), before);
    let answer = sandbox.json(&["import", file]);
    assert_eq!(foretold, answer);
    let after = codings(sandbox);
    assert_ne!(after, before);
    assert_eq!(sandbox.json(&["import", file])[0]["outcome"], "same");
    sandbox.ok(&["import", other]);
    assert_eq!(codings(sandbox), after);
    sandbox.ok(&["check", "--deep"]);
    answer
}

#[test]
fn webanno_tables_find_their_source_and_say_what_stays_out() {
    let sandbox = study();
    let table = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Theme|Label\n\
        #T_RL=webanno.custom.Cause|Kind|BT_webanno.custom.Theme\n\n\n\
        #Text=🙂 We left when the mill closed .\n\
        1-1\t0-2\t🙂\t_\t_\t_\t\n1-2\t3-5\tWe\tleaving[1]\t_\t_\t\n1-3\t6-10\tleft\tleaving[1]|loss\t_\t_\t\n\
        1-4\t11-15\twhen\t_\tsoon\t1-2\t\n1-5\t16-19\tthe\t_\t_\t_\t\n1-6\t20-24\tmill\t_\t_\t_\t\n\
        1-7\t25-31\tclosed\t_\t_\t_\t\n1-8\t31-32\t.\t_\t_\t_\t\n\n\
        #Text=My sister stayed . \n2-1\t34-36\tMy\tkin\\|home[2]\t_\t_\t\n2-2\t37-43\tsister\tkin\\|home[2]\t_\t_\t\n\
        2-3\t44-50\tstayed\t_\t_\t_\t\n2-4\t50-51\t.\t_\t_\t_\t\n\n\
        #Text=We had no coal .\n3-1\t52-54\tWe\t_\t_\t_\t\n3-2\t55-58\thad\t_\t_\t_\t\n3-3\t59-61\tno\t*\t_\t_\t\n\
        3-4\t62-66\tcoal\t_\t_\t_\t\n3-5\t66-67\t.\t_\t_\t_\t\n";
    // Sentences as the program writes them: with the white space of the text.
    let table = table
        .replace("closed .\n1", "closed.\n1")
        .replace("stayed . \n", "stayed.\n")
        .replace("coal .\n", "coal.\n");
    let answer = imported(
        &sandbox,
        "annotation/baker.txt/ben.tsv",
        &table,
        "again/baker.txt/ben.tsv",
    );
    assert_eq!(
        codings(&sandbox),
        [
            ["theme", "ben", "no"],
            ["theme/kin-home", "ben", "My sister"],
            ["theme/leaving", "ben", "We left"],
            ["theme/loss", "ben", "left"],
        ]
        .map(|row| row.map(str::to_owned))
    );
    assert!(
        said(&answer, "remarks")[0].contains("confirmed: 4 of 4"),
        "{answer:?}"
    );
    assert_eq!(
        said(&answer, "left_out"),
        ["1 relation (Cause): there are no relations here"]
    );
    assert!(
        said(&answer, "changed").contains(
            &"1 source (baker): its source here has the same words with other white space, which stays; codings are placed in it".to_owned()
        ),
        "{answer:?}"
    );
    // Without the source, the text comes from the sentences.
    let other = Sandbox::new();
    std::fs::write(other.path().join("baker.tsv"), &table).expect("table");
    let said = other.ok(&["import", "baker.tsv"]);
    assert!(said.contains("left out: 1 relation (Cause)"), "{said}");
    assert_eq!(codings(&other).len(), 4);
    let sheet = Sandbox::new();
    sheet.write("people.tsv", "respondent\tage\nb1\t41\n");
    sheet.ok(&["import", "people.tsv"]);
    assert_eq!(sheet.json(&["respondents"]).len(), 1);
}

#[test]
fn web_annotations_come_back_and_are_tested_against_their_words() {
    let sandbox = study();
    sandbox.ok(&["codebook", "add", "work"]);
    sandbox.ok(&["code", "baker", "--text", "the mill closed", "work"]);
    sandbox.ok(&["export", "out.jsonld"]);
    let whole = std::fs::read_to_string(sandbox.path().join("out.jsonld")).expect("out");
    // Our own come back as what they were.
    let was = codings(&sandbox);
    let answer = sandbox.json(&["import", "out.jsonld"]);
    assert_eq!(codings(&sandbox), was);
    assert!(
        answer[0]["what"]
            .as_str()
            .expect("what")
            .contains("1 coding, 0 new"),
        "{answer:?}"
    );
    // Another copy that has the text takes them up; one without it says so.
    let copy = study();
    copy.write("out.jsonld", &whole.replace("urn:uuid:", "urn:other:"));
    copy.ok(&["import", "out.jsonld"]);
    assert_eq!(codings(&copy), was);
    let bare = Sandbox::new();
    bare.write("out.jsonld", &whole);
    let answer = bare.json(&["import", "out.jsonld"]);
    assert!(
        said(&answer, "left_out").contains(
            &"1 source (baker): its text is not in the file, and no source here has its name; import the text before".to_owned()
        ),
        "{answer:?}"
    );
    // Positions beside their words.
    let moved = r#"[{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:x:1","type":"Annotation","motivation":"tagging",
        "creator":{"name":"ben"},"body":{"type":"TextualBody","value":"cold","purpose":"tagging"},
        "target":{"source":"http://example.org/baker.txt","selector":[{"type":"TextPositionSelector","start":1,"end":8},
        {"type":"TextQuoteSelector","exact":"no coal"}]}},
        {"id":"urn:x:2","type":"Annotation","body":{"type":"TextualBody","value":"a comment"},
        "target":{"source":"http://example.org/baker.txt","selector":{"type":"SvgSelector","value":"<svg/>"}}}]"#;
    let answer = imported(&sandbox, "moved.json", moved, "again.jsonld");
    assert!(
        codings(&sandbox).contains(&["cold", "ben", "no coal"].map(str::to_owned)),
        "{answer:?}"
    );
    assert!(
        said(&answer, "changed").contains(
            &"1 selection (baker.txt): its words do not stand at its position; they were found by what stands around them".to_owned()
        ),
        "{answer:?}"
    );
    assert!(
        said(&answer, "left_out")[0].starts_with("1 selector (SvgSelector)"),
        "{answer:?}"
    );
}

#[test]
fn tables_of_nvivo_dovetail_and_dedoose_are_known_by_their_headings() {
    let sandbox = study();
    let node = "Name: Work lost\n\n<Files\\\\Talks\\\\baker> - § 1 reference coded  [ 4.35% Coverage]\n\nReference 1 - 4.35% Coverage\n\nthe mill closed\n";
    imported(&sandbox, "Work lost.txt", node, "copy.txt");
    let dovetail = "Highlight ID,Highlight,Note title,Tags,Created by\nh1,My sister stayed.,baker,\"kin, home\",ben\n";
    imported(&sandbox, "highlights.csv", dovetail, "copy.csv");
    let dedoose = "Media Title,Excerpt Range,Excerpt Creator,Excerpt Copy,Codes Applied Combined,Code: Cold Applied,\"Code: Cold\\No, none Applied\"\n\
        baker.txt,52-67,cem,We had no coal.,\"Cold, No, none\",True,True\n";
    imported(&sandbox, "excerpts.csv", dedoose, "again.csv");
    let reports = "File Name,Code,Coverage,Reference Number,Coded By Initials,Text\nbaker,Nodes\\\\Leaving\\\\At once,0.2,1,ANA,We left\n";
    imported(&sandbox, "summary.csv", reports, "more.csv");
    assert_eq!(
        codings(&sandbox),
        [
            ["cold", "cem", "We had no coal."],
            ["cold/no-none", "cem", "We had no coal."],
            ["home", "ben", "My sister stayed."],
            ["kin", "ben", "My sister stayed."],
            ["leaving/at-once", "ANA", "We left"],
            ["work-lost", "ana", "the mill closed"],
        ]
        .map(|row| row.map(str::to_owned))
    );
    // What the user says beats every heading.
    sandbox.write("mine.csv", "Highlight,Note,Tags\nWe left,baker,gone\n");
    sandbox.ok(&[
        "import",
        "mine.csv",
        "--map",
        "Highlight=text,Note=source,Tags=code",
    ]);
    assert_eq!(codings(&sandbox).len(), 7);
}

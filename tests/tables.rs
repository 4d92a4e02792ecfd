//! Tables as report writers ask for them: their arithmetic against published tables and against sums
//! made here another way, their bases, and what is refused.

use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::sandbox::Sandbox;
use crate::shared::shared;

fn asked(sandbox: &Sandbox, args: &[&str]) -> Value {
    let args = [args, &["--format", "json"]].concat();
    serde_json::from_str(&sandbox.ok(&args)).expect("JSON")
}

/// The cells of a code as `n/base percent`.
fn cells(found: &Value, code: &str) -> Vec<String> {
    let codes = found["codes"].as_array().expect("codes");
    let line = codes.iter().find(|it| it["code"] == code).expect(code);
    let cells = line["cells"].as_array().expect("cells").iter();
    cells
        .map(|it| {
            let percent = it["percent"].as_f64().expect("percent");
            format!("{}/{} {percent:.1}", it["n"], it["base"])
        })
        .collect()
}

/// A number between 0 and `below` that is the same on every machine.
fn chance(seed: &mut u64, below: usize) -> usize {
    *seed = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) as usize % below
}

/// Somebody of the invented register.
struct Person {
    name: String,
    category: &'static str,
    age: usize,
    factors: Vec<usize>,
}

const CATEGORIES: [(&str, usize, usize); 3] = [
    ("vulnerable", 259, 69),
    ("exploited", 103, 54),
    ("street", 106, 46),
];
const FACTORS: [&str; 5] = [
    "push/poverty",
    "push/debt",
    "push/no-jobs",
    "push/quarrels",
    "push/no-school",
];

/// 468 respondents in three categories, of whom 69, 54 and 46 name poverty; ages and other factors by
/// chance.
fn register() -> Vec<Person> {
    let (mut seed, mut people) = (7, Vec::new());
    for (category, size, poor) in CATEGORIES {
        for at in 0..size {
            let mut factors: Vec<usize> = (1..FACTORS.len())
                .filter(|_| chance(&mut seed, 4) == 0)
                .collect();
            factors.extend((at < poor).then_some(0));
            people.push(Person {
                name: (people.len() + 1).to_string(),
                category,
                age: 8 + chance(&mut seed, 18),
                factors,
            });
        }
    }
    people
}

/// The register as a project, coded by ana, and by ben who repeats every third coding.
fn project(people: &[Person]) -> Sandbox {
    let sandbox = Sandbox::new();
    let mut table = "ID,category,gender,age,interview_date\n".to_owned();
    let mut codings = "source,coder,code,start,end\n".to_owned();
    let mut count = 0;
    for (at, it) in people.iter().enumerate() {
        let gender = ["female", "male"][at % 2];
        table += &format!(
            "{},{},{gender},{},2025-03-{:02}\n",
            it.name,
            it.category,
            it.age,
            1 + at % 28
        );
        let text = format!(
            "Interviewer: What was it like?\n\nRespondent: We left in spring, number {}.\n",
            it.name
        );
        sandbox.write(&format!("corpus/{}.txt", it.name), &text);
        for factor in &it.factors {
            codings += &format!("{},ana,{},44,51\n", it.name, FACTORS[*factor]);
            if count % 3 == 0 {
                codings += &format!("{},ben,{},44,51\n", it.name, FACTORS[*factor]);
            }
            count += 1;
        }
    }
    sandbox.write("corpus/respondents.csv", &table);
    sandbox.ok(&["import"]);
    sandbox.ok(&["codebook", "add", "push", "--name", "Push factors"]);
    for key in FACTORS {
        sandbox.ok(&["codebook", "add", key]);
    }
    sandbox.write("codings.csv", &codings);
    sandbox.ok(&["codings", "import", "codings.csv"]);
    sandbox
}

#[test]
fn the_percentages_of_a_published_report_come_out() {
    let people = register();
    let sandbox = project(&people);
    let found = asked(&sandbox, &["table", "--by", "category", "--test", "--ci"]);
    let bases: Vec<&Value> = found["groups"]
        .as_array()
        .expect("groups")
        .iter()
        .map(|it| &it["base"])
        .collect();
    assert_eq!(bases, [468, 103, 106, 259]);
    assert_eq!(
        cells(&found, "push/poverty"),
        ["169/468 36.1", "54/103 52.4", "46/106 43.4", "69/259 26.6"]
    );
    let any = |category: &str| {
        let here = people
            .iter()
            .filter(|it| category.is_empty() || it.category == category);
        here.filter(|it| !it.factors.is_empty()).count()
    };
    let whole = cells(&found, "push");
    for (cell, category) in whole.iter().zip(["", "exploited", "street", "vulnerable"]) {
        assert!(
            cell.starts_with(&format!("{}/", any(category))),
            "{cell} {category}"
        );
    }
    // SciPy 1.17.1 has 24.3917 for these counts.
    let codes = found["codes"].as_array().expect("codes");
    let poverty = codes
        .iter()
        .find(|it| it["code"] == "push/poverty")
        .expect("poverty");
    let test = &poverty["test"];
    assert!((test["chi_square"].as_f64().expect("value") - 24.391_696_841_8).abs() < 1e-9);
    assert_eq!(
        (&test["df"], &test["test"]),
        (&2.into(), &"chi_square".into())
    );
    assert!(test["p_holm"].as_f64() > test["p"].as_f64());
    assert!(poverty["cells"][1]["residual"].as_f64() > Some(1.96));
    assert!(poverty["cells"][3]["residual"].as_f64() < Some(-1.96));
    // Who coded it, and in which order, makes no difference to what any of them coded.
    let both = asked(
        &sandbox,
        &["table", "--by", "category", "--coders", "ben,ana"],
    );
    assert_eq!(cells(&both, "push/poverty"), cells(&found, "push/poverty"));
    let text = sandbox.ok(&["table", "--by", "category", "--codes", "push/poverty"]);
    insta::assert_snapshot!(text, @r"
    Codes by category: respondents
    ───────────────────────────────────────────────────────────────────────────
             All (N=468)  exploited (N=103)  street (N=106)  vulnerable (N=259)
    Code        N      %        N         %      N        %        N          %
    ───────────────────────────────────────────────────────────────────────────
    poverty   169   36.1       54      52.4     46     43.4       69       26.6
    ───────────────────────────────────────────────────────────────────────────
    Percentages are of the respondents with notes in the column (N).
    299 of 468 respondents have no coding of these codes by these coders, and count as not having them;
    whether somebody has read them the table does not know.
    ");
}

#[test]
fn bands_and_factor_counts_are_those_of_the_register() {
    let people = register();
    let sandbox = project(&people);
    let bands = "age:8-10,11-13,14-16,17-19,20-22,23+";
    let found = asked(
        &sandbox,
        &[
            "table",
            "attribute",
            "age",
            "--by",
            "category",
            "--band",
            bands,
        ],
    );
    let groups = ["", "exploited", "street", "vulnerable"];
    let is_in = |it: &&Person, group: &str| group.is_empty() || it.category == group;
    for (value, (low, high)) in found["values"].as_array().expect("values").iter().zip([
        (8, 10),
        (11, 13),
        (14, 16),
        (17, 19),
        (20, 22),
        (23, 99),
    ]) {
        for (cell, group) in value["cells"].as_array().expect("cells").iter().zip(groups) {
            let n = people
                .iter()
                .filter(|it| is_in(it, group) && (low..=high).contains(&it.age))
                .count();
            assert_eq!(cell["n"], n, "{low} {group}");
        }
    }
    for (summary, group) in found["summaries"]
        .as_array()
        .expect("summaries")
        .iter()
        .zip(groups)
    {
        let ages: Vec<usize> = people
            .iter()
            .filter(|it| is_in(it, group))
            .map(|it| it.age)
            .collect();
        let mean = ages.iter().sum::<usize>() as f64 / ages.len() as f64;
        assert!((summary["mean"].as_f64().expect("mean") - mean).abs() < 1e-9);
        assert_eq!(
            summary["lowest"].as_f64(),
            ages.iter().min().map(|it| *it as f64)
        );
    }
    let found = asked(
        &sandbox,
        &["table", "factors", "--by", "category", "--codes", "push"],
    );
    let family = &found["families"][0];
    assert_eq!(family["codes_below"], 5);
    for (line, number) in family["respondents"]
        .as_array()
        .expect("lines")
        .iter()
        .zip(0..)
    {
        for (cell, group) in line["cells"].as_array().expect("cells").iter().zip(groups) {
            let here = people.iter().filter(|it| is_in(it, group));
            assert_eq!(
                cell["n"],
                here.filter(|it| it.factors.len().min(3) == number).count()
            );
        }
    }
}

#[test]
fn a_matrix_goes_to_spss_and_comes_back_with_its_labels() {
    let people = register();
    let sandbox = project(&people);
    sandbox.ok(&["table", "matrix", "-o", "matrix.sav"]);
    sandbox.ok(&["table", "matrix", "-o", "again.sav"]);
    let bytes = |name: &str| std::fs::read(sandbox.path().join(name)).expect("file");
    assert!(
        bytes("matrix.sav") == bytes("again.sav"),
        "two files of one matrix differ"
    );
    sandbox.ok(&["table", "matrix", "-o", "matrix.parquet"]);
    assert_eq!(&bytes("matrix.parquet")[..4], b"PAR1");

    let other = Sandbox::new();
    std::fs::copy(
        sandbox.path().join("matrix.sav"),
        other.path().join("corpus/register.sav"),
    )
    .expect("copy");
    other.ok(&["import"]);
    let back = other.json(&["respondents"]);
    assert_eq!(back.len(), people.len());
    let by_name: BTreeMap<&str, &Value> = back
        .iter()
        .map(|it| (it["respondent"].as_str().expect("name"), it))
        .collect();
    for it in &people {
        let found = by_name[it.name.as_str()];
        assert_eq!(found["category"], it.category);
        assert_eq!(found["age"], it.age);
        let poor = if it.factors.contains(&0) {
            "coded"
        } else {
            "not coded"
        };
        assert_eq!(found["attributes"]["push_poverty"], poor, "{}", it.name);
    }
    // A question's words are the variable's label.
    let label = asked(&other, &["table", "attribute", "push_poverty"]);
    let coded = label["values"]
        .as_array()
        .expect("values")
        .iter()
        .find(|it| it["value"] == "coded");
    assert_eq!(coded.expect("coded")["cells"][0]["n"], 169);
    let page = other.ok(&["table", "attribute", "push_poverty", "--format", "md"]);
    assert!(page.contains("Push factors › poverty"), "{page}");
    // Counts instead of presence, and only as a matrix.
    let rows = sandbox.json(&["table", "matrix", "--cells", "segments", "--rows", "source"]);
    assert_eq!(rows.len(), people.len());
    let refused = sandbox.run(&["quotes", "-o", "q.sav"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("no matrix"), "{}", refused.err);
}

#[test]
fn what_cannot_be_asked_is_refused_with_what_there_is() {
    let sandbox = Sandbox::new();
    sandbox.write("corpus/1.txt", "We left early.\n");
    sandbox.write("corpus/2.txt", "They stayed.\n");
    sandbox.write(
        "corpus/respondents.csv",
        "ID,gender,age,town\n1,female,14,\n2,male,17,\n",
    );
    sandbox.ok(&["import"]);
    sandbox.ok(&["codebook", "add", "a"]);
    sandbox.ok(&["codebook", "add", "b"]);
    let empty = sandbox.run(&["table", "--by", "gender"]);
    assert_eq!((empty.code, empty.out.as_str()), (1, ""));
    assert!(empty.err.contains("the table is empty"), "{}", empty.err);
    sandbox.ok(&["code", "1", "0-7", "a"]);
    for (args, why) in [
        (
            vec!["--by", "gendr"],
            "there is no attribute `gendr` in the project (did you mean `gender`?), expected one of category, gender, age",
        ),
        (
            vec!["--by", "town"],
            "no respondent here has a value for `town`, expected one of the attributes that are filled in: gender, age",
        ),
        (
            vec!["--by", "age", "--band", "age:10-14,14-20"],
            "the bands `10–14` and `14–20` overlap",
        ),
        (
            vec!["--by", "age", "--band", "age:10-14,16-20"],
            "between the bands `10–14` and `16–20` there is a gap",
        ),
        (
            vec!["--by", "age", "--band", "age:10-14,15-16"],
            "`17` lies in none of the bands 10–14, 15–16",
        ),
        (
            vec!["--by", "gender", "--band", "age:5"],
            "`--band` is for `age`, which is not in the table",
        ),
        (
            vec!["--by", "gender", "--band", "gender:5"],
            "`gender` holds words for respondent 1 (`female`), respondent 2 (`male`), expected numbers",
        ),
        (
            vec!["--codes", "b"],
            "code `b` has no codings, expected one of those that have: a",
        ),
        (vec!["--codes", "c"], "there is no code `c`"),
        (vec!["--coders", "zoe"], "there is no coder `zoe`"),
        (
            vec!["--where", "age:>50"],
            "no respondent and no source answers `age:>50`, of 2 respondents and 2 sources",
        ),
        (
            vec!["--by", "gender", "--test", "--count", "segments"],
            "expected `--count respondents`",
        ),
    ] {
        let said = sandbox.run(&[vec!["table"], args.clone()].concat());
        assert_eq!(said.code, 2, "{args:?} {}", said.out);
        assert!(said.err.contains(why), "{args:?}: {}", said.err);
    }
    let said = sandbox.run(&["table", "attribute", "town"]);
    assert_eq!(said.code, 1, "{}", said.err);
    let lone = sandbox.run(&["table", "cooccurrence"]);
    assert_eq!(lone.code, 1, "{}", lone.err);
    let machines = sandbox.run(&["table", "cooccurrence", "--format", "json"]);
    let found: Value = serde_json::from_str(&machines.out).expect("JSON");
    assert_eq!(
        (machines.code, found["pairs"].as_array().map(Vec::len)),
        (1, Some(0))
    );
}

#[test]
fn who_was_not_asked_is_no_part_of_the_base() {
    let sandbox = Sandbox::new();
    for (name, text) in [
        ("1", "The class was full."),
        ("2", "I sat at the back."),
        ("3", "No class for me."),
    ] {
        sandbox.write(&format!("corpus/{name}.txt"), text);
    }
    sandbox.write(
        "corpus/respondents.csv",
        "ID,age,in_school,teacher\n1,10,yes,kind\n2,12,yes,\n3,30,no,\n",
    );
    sandbox.write(
        "codebook/school.toml",
        "family = \"School\"\nasked = 'in_school:yes'\n\n[[code]]\nid = \"school/class\"\nname = \"Class\"\n\n[[code]]\nid = \"school/seat\"\nname = \"Seat\"\nasked = 'age:<11'\n",
    );
    sandbox.ok(&["import"]);
    for (source, place, code) in [
        ("1", "4-9", "school/class"),
        ("2", "2-5", "school/seat"),
        ("3", "3-8", "school/class"),
    ] {
        sandbox.ok(&["code", source, place, code]);
    }
    let found = asked(&sandbox, &["table", "--percent", "asked"]);
    // The code's own word, else that of its family; respondent 3 was not asked and has the code.
    assert_eq!(cells(&found, "school/class"), ["1/2 50.0"]);
    assert_eq!(found["codes"][1]["not_asked"], 1);
    assert_eq!(cells(&found, "school/seat"), ["0/1 0.0"]);
    let plain = asked(&sandbox, &["table"]);
    assert_eq!(cells(&plain, "school/class"), ["2/3 66.7"]);
    // The codebook is written as it was read.
    sandbox.ok(&["codebook", "export", "out.csv"]);
    let csv = std::fs::read_to_string(sandbox.path().join("out.csv")).expect("csv");
    assert!(csv.contains("in_school:yes"), "{csv}");
    sandbox.ok(&["codebook", "edit", "school/seat", "--asked", "age:<13"]);
    let wider = asked(&sandbox, &["table", "--percent", "asked"]);
    assert_eq!(cells(&wider, "school/seat"), ["1/2 50.0"]);
    // Questions of the register, by the settings.
    let settings =
        std::fs::read_to_string(sandbox.path().join("quotebook.toml")).expect("settings");
    sandbox.write(
        "quotebook.toml",
        &format!("{settings}\n[asked]\nteacher = \"in_school:yes\"\n"),
    );
    let found = asked(
        &sandbox,
        &["table", "attribute", "teacher", "--percent", "asked"],
    );
    assert_eq!(
        (
            &found["values"][0]["cells"][0]["n"],
            &found["values"][0]["cells"][0]["base"]
        ),
        (&1.into(), &2.into())
    );
    assert_eq!(
        (&found["missing"][0]["n"], &found["not_asked"][0]["n"]),
        (&1.into(), &1.into())
    );
    sandbox.write(
        "quotebook.toml",
        &format!("{settings}\n[asked]\nteacher = \"in_scool:yes\"\n"),
    );
    let said = sandbox.run(&["table", "attribute", "teacher"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err
            .contains("in `[asked]` of `teacher` in quotebook.toml"),
        "{}",
        said.err
    );
}

#[test]
fn codes_together_are_those_of_a_reckoning_made_another_way() {
    let data = TempDir::new().expect("folder");
    let made = Command::new("python3")
        .arg(shared("bench/gen.py"))
        .arg(data.path())
        .envs([
            ("N_DOCS", "60"),
            ("WORDS", "1000"),
            ("N_CODINGS", "2400"),
            ("SEED", "1"),
        ])
        .stdout(Stdio::null())
        .status()
        .expect("python3");
    assert!(made.success());
    let sandbox = Sandbox::new();
    for entry in std::fs::read_dir(data.path().join("docs")).expect("docs") {
        let path = entry.expect("entry").path();
        std::fs::copy(
            &path,
            sandbox
                .path()
                .join("corpus")
                .join(path.file_name().expect("name")),
        )
        .expect("copy");
    }
    std::fs::copy(
        data.path().join("attributes.csv"),
        sandbox.path().join("corpus/respondents.csv"),
    )
    .expect("copy");
    std::fs::copy(
        data.path().join("codebook.csv"),
        sandbox.path().join("codebook/codebook.csv"),
    )
    .expect("copy");
    sandbox.ok(&["import"]);
    let codings = data.path().join("codings.csv");
    sandbox.ok(&[
        "codings",
        "import",
        codings.to_str().expect("path"),
        "--map",
        "doc=source",
    ]);
    let truth: Value = serde_json::from_str(
        &std::fs::read_to_string(data.path().join("truth.json")).expect("truth"),
    )
    .expect("JSON");
    let codes: Vec<&str> = truth["codes"]
        .as_array()
        .expect("codes")
        .iter()
        .map(|it| it.as_str().expect("code"))
        .collect();

    // Every coding counted by one coder or the other.
    let mut sums: BTreeMap<String, u64> = BTreeMap::new();
    for coder in ["alice", "bob"] {
        let found = asked(
            &sandbox,
            &["table", "--count", "segments", "--coders", coder],
        );
        for it in found["codes"]
            .as_array()
            .expect("codes")
            .iter()
            .filter(|it| it["has_codes_below"] == false)
        {
            *sums
                .entry(it["name"].as_str().expect("name").to_owned())
                .or_default() += it["cells"][0]["n"].as_u64().expect("n");
        }
    }
    for code in &codes {
        assert_eq!(truth["per_code"][code]["n"], sums[*code], "{code}");
    }

    // Pairs of overlapping codings as the generator counts them, then of different segments.
    let mut reader = csv::Reader::from_path(&codings).expect("codings");
    let all: Vec<(String, String, usize, usize)> = reader
        .records()
        .map(|row| {
            let row = row.expect("row");
            (
                row[1].to_owned(),
                row[2].to_owned(),
                row[3].parse().expect("start"),
                row[4].parse().expect("end"),
            )
        })
        .collect();
    let pairs = |segments: &[(String, String, usize, usize)]| {
        let mut pairs: BTreeMap<(String, String), u64> = BTreeMap::new();
        for (at, one) in segments.iter().enumerate() {
            for other in &segments[at + 1..] {
                if one.0 == other.0 && one.1 != other.1 && one.2 < other.3 && other.2 < one.3 {
                    let key = (
                        one.1.clone().min(other.1.clone()),
                        one.1.clone().max(other.1.clone()),
                    );
                    *pairs.entry(key).or_default() += 1;
                }
            }
        }
        pairs
    };
    let counted = pairs(&all);
    for (at, one) in codes.iter().enumerate() {
        for (other_at, other) in codes.iter().enumerate().skip(at + 1) {
            let key = ((*one).min(*other).to_owned(), (*one).max(*other).to_owned());
            let n = counted.get(&key).copied().unwrap_or(0);
            assert_eq!(
                truth["cooccurrence_segment_pairs"][at][other_at], n,
                "{key:?}"
            );
        }
    }
    let different: BTreeSet<_> = all.into_iter().collect();
    let expected = pairs(&different.into_iter().collect::<Vec<_>>());
    let found = asked(&sandbox, &["table", "cooccurrence", "--unit", "overlap"]);
    let named = |key: &Value| key.as_str().expect("key").replace('/', "_");
    let found: BTreeMap<(String, String), u64> = found["pairs"]
        .as_array()
        .expect("pairs")
        .iter()
        .map(|it| {
            let (one, other) = (named(&it["code"]), named(&it["other_code"]));
            (
                (one.clone().min(other.clone()), one.max(other)),
                it["n"].as_u64().expect("n"),
            )
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn published_counts_of_dialogues_and_their_speakers() {
    let corpus = shared("data/corpora/08-dialogues-casino-demographics");
    let sandbox = Sandbox::new();
    for entry in std::fs::read_dir(corpus.join("documents")).expect("documents") {
        let path = entry.expect("entry").path();
        std::fs::copy(
            &path,
            sandbox
                .path()
                .join("corpus")
                .join(path.file_name().expect("name")),
        )
        .expect("copy");
    }
    std::fs::copy(
        corpus.join("codebook.csv"),
        sandbox.path().join("codebook/codebook.csv"),
    )
    .expect("copy");
    std::fs::copy(
        corpus.join("participants.csv"),
        sandbox.path().join("corpus/participants.csv"),
    )
    .expect("copy");
    sandbox.ok(&["import"]);
    sandbox.ok(&[
        "codings",
        "import",
        corpus.join("codings.csv").to_str().expect("path"),
    ]);
    let found = asked(&sandbox, &["table", "--count", "segments"]);
    let by_code: BTreeMap<&str, &Value> = found["codes"]
        .as_array()
        .expect("codes")
        .iter()
        .map(|it| (it["code"].as_str().expect("code"), &it["cells"][0]["n"]))
        .collect();
    let mut reader = csv::Reader::from_path(corpus.join("expected.csv")).expect("expected");
    let mut compared = 0;
    for row in reader.records() {
        let row = row.expect("row");
        let Some(code) = row[0].strip_prefix("utterances with code ") else {
            continue;
        };
        assert_eq!(by_code[code].as_u64(), row[1].parse().ok(), "{code}");
        compared += 1;
    }
    assert_eq!(compared, 10);
    // Speakers, counted here from the table itself.
    let mut reader = csv::Reader::from_path(corpus.join("participants.csv")).expect("participants");
    let mut genders: BTreeMap<String, u64> = BTreeMap::new();
    for row in reader.records() {
        *genders.entry(row.expect("row")[3].to_owned()).or_default() += 1;
    }
    let found = asked(&sandbox, &["table", "attribute", "gender"]);
    for value in found["values"].as_array().expect("values") {
        let name = value["value"].as_str().expect("value");
        assert_eq!(value["cells"][0]["n"], genders[name], "{name}");
    }
    assert_eq!(found["valid"][0]["base"], 2060);
}

#[test]
fn themes_of_a_survey_by_how_often_people_use_it() {
    let corpus = shared("data/corpora/07-survey-jupyter-ux-2015");
    let sandbox = Sandbox::new();
    for name in ["respondents.csv", "answers.csv"] {
        std::fs::copy(corpus.join(name), sandbox.path().join("corpus").join(name)).expect("copy");
    }
    std::fs::copy(
        corpus.join("codebook.csv"),
        sandbox.path().join("codebook/codebook.csv"),
    )
    .expect("copy");
    sandbox.ok(&["import"]);
    let said = sandbox.run(&[
        "codings",
        "import",
        corpus.join("codings.csv").to_str().expect("path"),
        "--map",
        "unit_id=source",
    ]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    // The authors count answers; an answer is a source.
    let found = asked(&sandbox, &["table", "--count", "sources"]);
    let by_code: BTreeMap<&str, &Value> = found["codes"]
        .as_array()
        .expect("codes")
        .iter()
        .map(|it| (it["code"].as_str().expect("code"), &it["cells"][0]["n"]))
        .collect();
    let mut reader = csv::Reader::from_path(corpus.join("expected.csv")).expect("expected");
    let mut compared = 0;
    for row in reader.records() {
        let row = row.expect("row");
        let parts: Vec<&str> = row[0].split('"').collect();
        let (Some(question), Some((_, theme))) = (parts.get(1), row[0].split_once("with theme "))
        else {
            continue;
        };
        let code = format!("{question}/{theme}");
        assert_eq!(
            by_code[code.as_str()].as_u64(),
            row[1].parse().ok(),
            "{code}"
        );
        compared += 1;
    }
    assert_eq!(compared, 81);
    // Respondents by an attribute, reckoned here from the two tables.
    let mut often: BTreeMap<String, String> = BTreeMap::new();
    for row in csv::Reader::from_path(corpus.join("respondents.csv"))
        .expect("respondents")
        .records()
    {
        let row = row.expect("row");
        often.insert(row[0].to_owned(), row[2].to_owned());
    }
    let mut people: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in csv::Reader::from_path(corpus.join("codings.csv"))
        .expect("codings")
        .records()
    {
        let row = row.expect("row");
        if &row[2] == "hinderances/development" {
            people
                .entry(often[&row[0]].clone())
                .or_default()
                .insert(row[0].to_owned());
        }
    }
    let found = asked(
        &sandbox,
        &[
            "table",
            "--by",
            "how_often",
            "--codes",
            "hinderances/development",
        ],
    );
    for cell in &found["codes"][0]["cells"].as_array().expect("cells")[1..] {
        let name = cell["group"]["how_often"].as_str().expect("group");
        let name = if name == "missing" { "" } else { name };
        assert_eq!(
            cell["n"].as_u64(),
            Some(people.get(name).map_or(0, BTreeSet::len) as u64),
            "{name}"
        );
    }
}

#[test]
fn dictionaries_become_rules_that_code() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "corpus/1.txt",
        "Respondent: We had bread and coals, but no money at all.\n\nInterviewer: Bread?\n",
    );
    sandbox.write(
        "needs.dic",
        "%\n1\tNeeds\n%\nbread\t1\ncoal*\t1\nno money\t1\n",
    );
    sandbox.write("people.yml", "People:\n  Kin: [aunt*, '*less']\n");
    sandbox.ok(&["import"]);
    sandbox.ok(&["codebook", "import", "needs.dic", "people.yml"]);
    let keys: Vec<Value> = sandbox
        .json(&["codes"])
        .into_iter()
        .map(|it| it["code"].clone())
        .collect();
    assert_eq!(keys, ["needs", "people", "people/kin"]);
    sandbox.ok(&["autocode"]);
    let found = asked(&sandbox, &["table", "--count", "segments"]);
    assert_eq!(cells(&found, "needs"), ["1/1 100.0"]);
    // In a corpus a file of settings is no dictionary.
    sandbox.write("corpus/settings.yml", "a: [b]\n");
    sandbox.ok(&["import"]);
    assert_eq!(sandbox.json(&["codes"]).len(), 3);
    sandbox.write("bad.dic", "%\n1\tNeeds\n%\nbread\t7\n");
    let said = sandbox.run(&["codebook", "import", "bad.dic"]);
    assert!((said.out + &said.err).contains("line 4 of `bad.dic`: `7` is not a category"));
}

#[test]
fn quotes_are_picked_and_weighed_against_the_sample() {
    let people = register();
    let sandbox = project(&people);
    let args = [
        "quotes", "--code", "push", "--pick", "4", "--spread", "category", "--seed", "5",
    ];
    let first = sandbox.json(&args);
    assert_eq!(first.len(), 20);
    assert_eq!(first, sandbox.json(&args));
    let who: BTreeSet<&str> = first
        .iter()
        .map(|it| it["respondent"].as_str().expect("name"))
        .collect();
    assert_eq!(
        who.len(),
        20,
        "somebody is quoted twice though others are left"
    );
    // Of 169 respondents with poverty 69, 54 and 46: of four quotes two, one and one.
    let mut of_poverty: BTreeMap<&str, usize> = BTreeMap::new();
    for it in first.iter().filter(|it| it["code"] == "push/poverty") {
        *of_poverty
            .entry(it["category"].as_str().expect("category"))
            .or_default() += 1;
    }
    assert_eq!(
        of_poverty,
        BTreeMap::from([("exploited", 1), ("street", 1), ("vulnerable", 2)])
    );
    let balance: Vec<&str> = ["balance"]
        .into_iter()
        .chain(args[1..].iter().copied())
        .collect();
    let found = asked(&sandbox, &balance);
    assert_eq!(
        (
            &found["quotes"],
            &found["quoted"]["n"],
            &found["quoted"]["base"]
        ),
        (&20.into(), &20.into(), &468.into())
    );
    assert_eq!(
        found["codes_without_quote"].as_array().map(Vec::len),
        Some(0)
    );
    let groups = found["groups"].as_array().expect("groups");
    let sum = |part: &str| {
        groups
            .iter()
            .map(|it| it[part]["n"].as_u64().expect("n"))
            .sum::<u64>()
    };
    assert_eq!((groups.len(), sum("sample"), sum("quotes")), (3, 468, 20));
    let none = sandbox.run(&["quotes", "--pick", "2", "--length", "50-"]);
    assert_eq!(none.code, 1, "{}", none.out);
    assert_eq!(
        sandbox
            .run(&["quotes", "--pick", "2", "--length", "9-5"])
            .code,
        2
    );
    assert_eq!(sandbox.run(&["quotes", "--seed", "2"]).code, 2);
}

#[test]
fn words_and_saturation_say_what_they_count() {
    let sandbox = Sandbox::new();
    for (name, said) in [
        ("1", "The stove was cold and the stove was old."),
        ("2", "A cold room and a warm stove."),
        ("3", "My aunt was kind."),
    ] {
        sandbox.write(
            &format!("corpus/{name}.txt"),
            &format!("Interviewer: Was the stove warm?\n\nRespondent: {said}\n"),
        );
    }
    sandbox.write(
        "corpus/respondents.csv",
        "ID,gender\n1,female\n2,female\n3,male\n",
    );
    sandbox.ok(&["import"]);
    let ids = sandbox.json(&["sources"]);
    for it in &ids {
        sandbox.ok(&[
            "sources",
            "set",
            it["source"].as_str().expect("name"),
            "--language",
            "en",
        ]);
    }
    let found = asked(&sandbox, &["table", "words", "--by", "gender"]);
    assert_eq!(
        (&found["base"], &found["respondents"]),
        (&20.into(), &3.into())
    );
    let words = found["words"].as_array().expect("words");
    let stove = &words[0];
    assert_eq!(
        (&stove["word"], &stove["n"], &stove["respondents"]),
        (&"stove".into(), &3.into(), &2.into())
    );
    assert_eq!(stove["groups"][0]["n"], 3);
    assert!(!words.iter().any(|it| it["word"] == "the"));
    let near = sandbox.json(&[
        "table", "words", "--near", "stove", "--window", "2", "--least", "1",
    ]);
    assert_eq!((&near[0]["word"], near.len()), (&"old".into(), 2));
    let said = sandbox.run(&["table", "words", "--near", "stoves"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("such as `stove`"), "{}", said.err);

    sandbox.ok(&["codebook", "add", "a"]);
    sandbox.ok(&["codebook", "add", "b"]);
    for (source, code) in [("1", "a"), ("2", "a"), ("3", "a")] {
        sandbox.ok(&["code", source, "46-52", code]);
    }
    let found = asked(
        &sandbox,
        &["table", "saturation", "--base", "1", "--run", "2"],
    );
    assert_eq!(
        (&found["base"], &found["reached_at"]),
        (&1.into(), &1.into())
    );
    sandbox.ok(&["code", "3", "46-52", "b"]);
    let found = asked(
        &sandbox,
        &["table", "saturation", "--base", "1", "--run", "2"],
    );
    assert_eq!(
        (&found["reached_at"], &found["runs"][0]["ratio"]),
        (&Value::Null, &1.0.into())
    );
}

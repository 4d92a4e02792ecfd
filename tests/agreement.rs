//! How far coders agree, asked of the program.

use serde_json::Value;

use crate::sandbox::Sandbox;

fn asked(sandbox: &Sandbox, args: &[&str]) -> Value {
    let args = [&["agreement"], args, &["--format", "json"]].concat();
    serde_json::from_str(&sandbox.ok(&args)).expect("JSON")
}

fn measure<'v>(of: &'v Value, name: &str) -> &'v Value {
    let all = of["measures"].as_array().expect("measures");
    all.iter()
        .find(|it| it["measure"] == name)
        .expect("measure")
}

/// Four respondents with two sentences each; ana and ben agree on the first, differ on the second
/// and third; ben never opened the fourth.
fn study() -> Sandbox {
    let sandbox = Sandbox::new();
    for name in ["1", "2", "3", "4"] {
        sandbox.write(
            &format!("corpus/{name}.txt"),
            "It was cold 🙂. We left early.\n",
        );
    }
    sandbox.write(
        "corpus/respondents.csv",
        "ID,gender\n1,female\n2,male\n3,female\n4,male\n",
    );
    sandbox.ok(&["import"]);
    sandbox.ok(&["codebook", "add", "a"]);
    sandbox.ok(&["codebook", "add", "b"]);
    let code = |source: &str, place: &str, code: &str, who: &str| {
        sandbox.ok(&["code", source, place, code, "--coder", who]);
    };
    code("1", "0-6", "a", "ana");
    code("1", "0-14", "a", "ben");
    code("2", "0-6", "a", "ana");
    code("2", "16-22", "b", "ben");
    code("3", "16-22", "b", "ana");
    code("3", "16-22", "b", "ben");
    code("4", "0-6", "a", "ana");
    sandbox
}

#[test]
fn coders_are_compared_where_both_have_looked_and_code_by_code() {
    let sandbox = study();
    let found = asked(&sandbox, &[]);
    assert_eq!(found["unit"], "respondent");
    assert_eq!(found["coders"], serde_json::json!(["ana", "ben"]));
    // Respondent 4 was not looked at by ben, which is not the same as having no code.
    assert_eq!(found["n"], 3);
    assert_eq!(found["codings"], serde_json::json!([3, 3]));
    let code = &found["codes"][0];
    assert_eq!((&code["code"], &code["n"]), (&"a".into(), &3.into()));
    assert_eq!(code["coded"], serde_json::json!([2, 1]));
    let percent = measure(code, "percent_agreement");
    assert!((percent["value"].as_f64().expect("value") - 2.0 / 3.0).abs() < 1e-12);
    assert!(percent["low"].is_number() && percent["high"].is_number());
    // p_o = 2/3, p_e = (2/3)(1/3) + (1/3)(2/3) = 4/9: kappa = 0.4.
    let kappa = measure(code, "cohen_kappa")["value"]
        .as_f64()
        .expect("value");
    assert!((kappa - 0.4).abs() < 1e-12);
    // Beside it, the characters: three texts of 30.
    assert_eq!(found["beside"][0]["unit"], "character");
    assert_eq!(found["beside"][0]["n"], 90);
    let characters = &found["beside"][0]["codes"][0];
    assert_eq!(characters["coded"], serde_json::json!([12, 14]));
}

#[test]
fn every_unit_counts_what_it_says() {
    let sandbox = study();
    for (unit, n, coded) in [
        ("source", 3, [2, 1]),
        ("paragraph", 3, [2, 1]),
        ("sentence", 6, [2, 1]),
        ("character", 90, [12, 14]),
        ("segment", 3, [2, 1]),
    ] {
        let found = asked(
            &sandbox,
            &["--unit", unit, "--codes", "a", "--overlap", "0.4"],
        );
        let n = if unit == "segment" { 2 } else { n };
        assert_eq!(found["codes"][0]["n"], n, "{unit}");
        assert_eq!(
            found["codes"][0]["coded"],
            serde_json::json!(coded),
            "{unit}"
        );
    }
    let without = asked(
        &sandbox,
        &["--unit", "source", "--codes", "a", "--uncoded", "exclude"],
    );
    assert_eq!(without["codes"][0]["n"], 2);
    let women = asked(&sandbox, &["--where", "gender:female"]);
    assert_eq!(women["n"], 2);
}

#[test]
fn what_cannot_be_computed_says_why() {
    let sandbox = study();
    let found = asked(
        &sandbox,
        &["--unit", "segment", "--codes", "b", "--where", "source:3"],
    );
    let kappa = measure(&found["codes"][0], "cohen_kappa");
    assert_eq!(kappa["value"], Value::Null);
    assert_eq!(
        kappa["undefined"],
        "no variation: every unit has the same code"
    );
    for (args, why) in [
        (
            vec!["--coders", "ana"],
            "at least two coders, there is one: `ana`",
        ),
        (vec!["--coders", "ana,bem"], "did you mean `ben`"),
        (vec!["--codes", "c"], "no code `c`"),
        (
            vec!["--measure", "cohen_kapa"],
            "did you mean `cohen_kappa`",
        ),
        (vec!["--where", "source:4"], "nothing to compare"),
        (vec!["--overlap", "2"], "`2` is not a share"),
    ] {
        let said = sandbox.run(&[vec!["agreement"], args.clone()].concat());
        assert_eq!(said.code, 2, "{args:?}");
        assert!(said.err.contains(why), "{args:?}: {}", said.err);
    }
}

#[test]
fn bare_tables_need_no_project() {
    let sandbox = Sandbox::new();
    std::fs::remove_file(sandbox.path().join("quotebook.db")).expect("database");
    // Krippendorff (2011), data C: 4 coders, missing values; alpha nominal 0.743, ordinal 0.815,
    // interval 0.849, ratio 0.797.
    let wide = "unit,A,B,C,D\n1,1,1,,1\n2,2,2,3,2\n3,3,3,3,3\n4,3,3,3,3\n5,2,2,2,2\n6,1,2,3,4\n\
                7,4,4,4,4\n8,1,1,2,1\n9,2,2,2,2\n10,,5,5,5\n11,,,1,1\n12,,3,,\n";
    sandbox.write("wide.csv", wide);
    let mut long = "unit,coder,value\n".to_owned();
    for line in wide.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        for (coder, value) in ["A", "B", "C", "D"].iter().zip(&cells[1..]) {
            long += &format!("{},{coder},{value}\n", cells[0]);
        }
    }
    sandbox.write("long.csv", &long);
    for (level, expected) in [
        ("nominal", 0.743),
        ("ordinal", 0.815),
        ("interval", 0.849),
        ("ratio", 0.797),
    ] {
        for file in ["wide.csv", "long.csv"] {
            let found = asked(&sandbox, &["--ratings", file, "--level", level]);
            let alpha = measure(&found, &format!("krippendorff_alpha_{level}"));
            let value = alpha["value"].as_f64().expect("value");
            assert!((value - expected).abs() < 5e-4, "{file} {level}: {value}");
        }
    }
    sandbox.write("spans.csv", "coder,code,start,end\na,n,0,100\nb,n,50,200\n");
    let found = asked(&sandbox, &["--spans", "spans.csv", "--length", "1000"]);
    // NVivo's example: 85 % and kappa 0.318.
    let code = &found["codes"][0];
    assert_eq!(measure(code, "percent_agreement")["value"], 0.85);
    let kappa = measure(code, "cohen_kappa")["value"]
        .as_f64()
        .expect("value");
    assert!((kappa - 0.318_181_818).abs() < 1e-6);

    sandbox.write("one.csv", "unit,A\n1,1\n");
    sandbox.write("odd.csv", "unit,A,B\n1,x,y\n");
    sandbox.write("apart.csv", "unit,A,B\n1,x,\n2,,x\n");
    for (args, why) in [
        (vec!["--ratings", "one.csv"], "one coder (`A`)"),
        (
            vec!["--ratings", "odd.csv", "--level", "interval"],
            "`x` is not a number",
        ),
        (
            vec!["--ratings", "odd.csv", "--categories", "x,z"],
            "`y` is not among the categories",
        ),
        (
            vec!["--ratings", "apart.csv"],
            "no unit was rated by two coders",
        ),
        (
            vec!["--spans", "spans.csv", "--length", "150"],
            "row 2: `50-200` is not within the text",
        ),
        (
            vec!["--spans", "odd.csv", "--length", "9"],
            "no column `coder`",
        ),
    ] {
        let said = sandbox.run(&[vec!["agreement"], args.clone()].concat());
        assert_eq!(said.code, 2, "{args:?} {}", said.out);
        assert!(said.err.contains(why), "{args:?}: {}", said.err);
    }
}

#[test]
fn what_coders_differ_about_is_shown_with_the_words_of_each() {
    let sandbox = study();
    let found = sandbox.json(&["disagreements"]);
    let kinds: Vec<&str> = found
        .iter()
        .map(|it| it["kind"].as_str().expect("kind"))
        .collect();
    assert_eq!(
        kinds,
        [
            "different borders",
            "only one coded it",
            "only one coded it"
        ]
    );
    assert_eq!(
        (&found[0]["words"], &found[0]["other_words"]),
        (&"It was".into(), &"It was cold 🙂.".into())
    );
    assert_eq!(
        (&found[0]["distance"], &found[0]["cost"]),
        (&8.into(), &8.into())
    );
    assert_eq!(found[1]["text"], "It was");
    assert_eq!(found[1]["other_code"], Value::Null);
    let text = sandbox.ok(&["disagreements", "--codes", "a", "--sort", "source"]);
    insta::assert_snapshot!(text, @"
    2 differences; they cost 14 decisions on single characters

    kind               cases  cost  of all
    only one coded it      1     6    43 %
    different code         0     0     0 %
    different borders      1     8    57 %

    Confusion matrix
    ───────────────────
             ben
    ana      a  nothing
    ───────────────────
    a        1        1
    nothing  0
    ───────────────────
    Segments of one coder beside those of the other that share most words with them: the same code
    first, then another one, then nothing.

    1 0–14: different borders (8 characters apart)

    ana, a: It was

    ben, a: It was cold 🙂.

    2 0–6: only one coded it

    ana, a: It was

    ben: nothing
    ");
}

#[test]
fn one_coder_can_be_the_key_and_programs_elsewhere_can_be_compared_with() {
    let sandbox = study();
    let found = asked(&sandbox, &["--against", "ben"]);
    assert_eq!(found["coders"], serde_json::json!(["ben", "ana"]));
    let names = "nvivo_percent,nvivo_kappa,c_alpha_binary_char,gamma,maxqda_kappa_rk,char_recall";
    let found = asked(&sandbox, &["--unit", "character", "--measure", names]);
    let code = &found["codes"][0];
    // Of 90 characters ana gave the code 12, ben 14, both 6.
    let percent = measure(code, "nvivo_percent")["value"]
        .as_f64()
        .expect("value");
    assert!((percent - 76.0 / 90.0).abs() < 1e-12, "{percent}");
    let recall = measure(code, "char_recall")["value"]
        .as_f64()
        .expect("value");
    assert!((recall - 0.5).abs() < 1e-12, "{recall}");
    assert!(measure(&found, "gamma")["value"].is_number());
    assert!(measure(&found, "maxqda_kappa_rk")["value"].is_number());
}

#[test]
fn drift_is_seen_part_by_part() {
    let sandbox = study();
    let found = asked(&sandbox, &["--over-time", "3", "--unit", "source"]);
    assert_eq!(
        (&found["period"], &found["n"]),
        (&"batch 1".into(), &1.into())
    );
    let later = found["beside"].as_array().expect("later");
    assert_eq!(later.len(), 2);
    assert_eq!(later[1]["period"], "batch 3");
    let percent = |of: &Value| measure(of, "percent_agreement")["value"].as_f64();
    // Source 1 was finished first, 2 next; on 2 nothing is agreed, on 3 everything.
    assert_eq!(
        [&found, &later[0], &later[1]].map(percent),
        [1.0, 0.0, 1.0].map(Some)
    );
    let weeks = asked(&sandbox, &["--over-time"]);
    assert!(weeks["period"].as_str().expect("week").contains("-W"));
    assert_eq!(sandbox.run(&["agreement", "--over-time", "soon"]).code, 2);
}

#[test]
fn every_value_has_limits_or_says_why_not() {
    let sandbox = study();
    for unit in [
        "respondent",
        "source",
        "paragraph",
        "sentence",
        "character",
        "segment",
    ] {
        for resample in ["source", "unit"] {
            let args = [
                "--measure",
                "all",
                "--unit",
                unit,
                "--resample",
                resample,
                "--replicates",
                "20",
            ];
            let found = asked(&sandbox, &args);
            let codes = found["codes"].as_array().expect("codes").iter();
            let all = codes.flat_map(|it| it["measures"].as_array().expect("measures"));
            let all: Vec<&Value> = found["measures"]
                .as_array()
                .expect("measures")
                .iter()
                .chain(all)
                .collect();
            assert!(all.len() > 20, "{unit}");
            for it in all {
                let told = it["interval"]
                    .as_str()
                    .is_some_and(|how| how.starts_with("no interval: "));
                let limits = it["low"].is_number() && it["high"].is_number();
                let undefined = it["value"].is_null() && it["undefined"].is_string();
                assert!(undefined || limits || told, "{unit} {it}");
            }
        }
    }
    let by_unit = asked(
        &sandbox,
        &[
            "--unit",
            "sentence",
            "--resample",
            "unit",
            "--measure",
            "scott_pi,alpha_jaccard,gwet_ac1",
        ],
    );
    assert_eq!(
        measure(&by_unit, "alpha_jaccard")["interval"],
        "bootstrap by unit"
    );
    assert_eq!(
        measure(&by_unit, "scott_pi")["interval"],
        "bootstrap by unit"
    );
    assert_eq!(measure(&by_unit, "gwet_ac1")["interval"], "closed form");
}

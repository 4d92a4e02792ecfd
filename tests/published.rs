//! Figures from the literature, and values that independent programs agree on.

use std::collections::BTreeSet;
use std::path::PathBuf;

use quotebook::analysis::agreement::alignment::Dissimilarity;
use quotebook::analysis::agreement::bootstrap::{by_units, of_krippendorff};
use quotebook::analysis::agreement::continuum::{Continuum, Mark};
use quotebook::analysis::agreement::gamma::{Sampler, Settings, gamma};
use quotebook::analysis::agreement::interval::{normal, student};
use quotebook::analysis::agreement::krippendorff::{Metric, alpha};
use quotebook::analysis::agreement::measure;
use quotebook::analysis::agreement::ratings::{MISSING, Ratings};
use quotebook::analysis::agreement::sets::{Distance, Set, SetRatings};
use quotebook::analysis::agreement::spans::{Same, characters, spans};
use quotebook::analysis::agreement::unitizing::{Lengths, Reading};
use quotebook::analysis::agreement::weights::Weights;
use quotebook::analysis::agreement::{Value, alpha_u_2004, boundary, cohen, mv_alpha, qda};
use serde_json::Value as Json;

use crate::shared::shared;

/// The folder of data sets with their values: `QUOTEBOOK_AGREEMENT_FIXTURES`, or the shared one.
fn folder() -> PathBuf {
    std::env::var_os("QUOTEBOOK_AGREEMENT_FIXTURES")
        .map_or_else(|| shared("data/agreement/fixtures"), PathBuf::from)
}

#[test]
fn published_agreement() {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder())
        .expect("folder of fixtures")
        .map(|entry| entry.expect("entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no fixtures in {}", folder().display());
    let (mut wrong, mut right) = (Vec::new(), 0);
    for path in &files {
        let text = std::fs::read_to_string(path).expect("fixture");
        let fixture: Json = serde_json::from_str(&text).expect("JSON");
        let name = fixture["name"].as_str().expect("name");
        for (measure, expected) in fixture["expected"].as_object().expect("expected") {
            let found = computed(&fixture, measure);
            let fits = match (&found, expected.as_f64()) {
                (Some(Ok(value)), Some(expected)) => {
                    (value - expected).abs() <= tolerance(&fixture, measure)
                }
                (Some(Err(_)), None) => true,
                _ => false,
            };
            match fits {
                true => right += 1,
                false => wrong.push(format!("{name}: {measure} is {found:?}, not {expected}")),
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{right} right, {} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

fn tolerance(fixture: &Json, measure: &str) -> f64 {
    let given = &fixture["tolerance"];
    let own = given.get(measure).or_else(|| given.get("default"));
    own.unwrap_or(given).as_f64().expect("tolerance")
}

fn computed(fixture: &Json, measure: &str) -> Option<Value> {
    match fixture["kind"].as_str().expect("kind") {
        "coding_sets" => of_sets(fixture, measure),
        kind if kind.starts_with("coding") => of_ratings(fixture, measure),
        "segmentation" => of_masses(fixture, measure),
        _ => of_spans(fixture, measure),
    }
}

/// The categories of a fixture: declared, or those that occur, numbers by size.
fn categories(fixture: &Json) -> Vec<Json> {
    if let Some(declared) = fixture["data"]["table"]["categories"].as_array() {
        return declared.clone();
    }
    if let Some(declared) = fixture["params"]["categories"].as_array() {
        return declared.clone();
    }
    let rows = fixture["data"]["coders_by_units"].as_array().expect("data");
    let mut seen: Vec<Json> = Vec::new();
    for cell in rows.iter().flat_map(|row| row.as_array().expect("row")) {
        if !cell.is_null() && !seen.contains(cell) {
            seen.push(cell.clone());
        }
    }
    seen.sort_by(|a, b| match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        _ => a.to_string().cmp(&b.to_string()),
    });
    seen
}

fn ratings(fixture: &Json) -> Ratings {
    let data = &fixture["data"];
    if let Some(table) = data["table"]["rows_coder1_columns_coder2"].as_array() {
        let size = table.len() as u16;
        let mut cells = Vec::new();
        for (one, row) in (0..).zip(table) {
            for (other, count) in (0..).zip(row.as_array().expect("row")) {
                for _ in 0..count.as_f64().expect("count").round() as usize {
                    cells.extend([one, other]);
                }
            }
        }
        return Ratings::new(2, (0..size).map(f64::from).collect(), &cells);
    }
    let categories = categories(fixture);
    let values = (0..).zip(&categories);
    let values = values
        .map(|(at, it)| it.as_f64().unwrap_or(f64::from(at)))
        .collect();
    let coders: Vec<&Vec<Json>> = data["coders_by_units"]
        .as_array()
        .expect("data")
        .iter()
        .map(|row| row.as_array().expect("row"))
        .collect();
    let number = |cell: &Json| {
        let at = categories.iter().position(|known| known == cell);
        at.map_or(MISSING, |at| at as u16)
    };
    let cells: Vec<u16> = (0..coders[0].len())
        .flat_map(|unit| coders.iter().map(move |coder| &coder[unit]))
        .map(number)
        .collect();
    Ratings::new(coders.len(), values, &cells)
}

/// The distances or weights that a fixture brings along.
fn own_distance(fixture: &Json) -> Vec<f64> {
    if let Some(rows) = fixture["params"]["disagreement_weights"].as_array() {
        let rows = rows.iter().flat_map(|row| row.as_array().expect("row"));
        return rows.map(|it| it.as_f64().expect("weight")).collect();
    }
    let given = fixture["params"]["distance"].as_object().expect("distance");
    let categories = categories(fixture);
    let distance = |one: &Json, other: &Json| {
        let key = |a: &Json, b: &Json| {
            let (a, b) = (a.as_str().expect("name"), b.as_str().expect("name"));
            given.get(&format!("{a}|{b}")).and_then(Json::as_f64)
        };
        key(one, other).or_else(|| key(other, one)).unwrap_or(0.0)
    };
    let all = categories.iter();
    all.flat_map(|one| categories.iter().map(move |other| distance(one, other)))
        .collect()
}

fn of_ratings(fixture: &Json, measure: &str) -> Option<Value> {
    let ratings = ratings(fixture);
    let nominal = Weights::nominal(ratings.categories());
    let named = |name: &str| measure::of_ratings(name, &ratings).expect(name);
    let drawn = |low: bool, drawn: Result<quotebook::analysis::agreement::bootstrap::Drawn, _>| {
        drawn.map(|it| {
            if low {
                it.interval.low
            } else {
                it.interval.high
            }
        })
    };
    let low = measure.ends_with("_low");
    let end = |it: quotebook::analysis::agreement::interval::Interval| match low {
        true => it.low,
        false => it.high,
    };
    let own = || Weights::from_disagreement(ratings.categories(), &own_distance(fixture));
    Some(match measure {
        "krippendorff_alpha_custom" => alpha(&ratings, &Metric::Own(own_distance(fixture))),
        "cohen_kappa_weighted" => cohen::kappa(&ratings, &own()),
        "cohen_kappa_weighted_se" => cohen::standard_error(&ratings, &own()),
        "cohen_kappa_ci95_low" | "cohen_kappa_ci95_high" => {
            let error = cohen::standard_error(&ratings, &nominal);
            error.and_then(|error| Ok(end(normal(named("cohen_kappa")?, error))))
        }
        "gwet_ac1_ci95_low" | "gwet_ac1_ci95_high" => {
            let error = named("gwet_ac1_se");
            error.and_then(|error| Ok(end(student(named("gwet_ac1")?, error, ratings.units()))))
        }
        "alpha_boot_units_ci95_low" | "alpha_boot_units_ci95_high" => drawn(
            low,
            by_units(&ratings, 20_000, 1, |it| alpha(it, &Metric::Nominal)),
        ),
        "alpha_boot_krippendorff_ci95_low" | "alpha_boot_krippendorff_ci95_high" => {
            drawn(low, of_krippendorff(&ratings, &Metric::Nominal, 20_000, 1))
        }
        other => return measure::of_ratings(other, &ratings),
    })
}

fn of_sets(fixture: &Json, measure: &str) -> Option<Value> {
    let rows = fixture["data"]["coders_by_units"].as_array().expect("data");
    let rows: Vec<&Vec<Json>> = rows
        .iter()
        .map(|row| row.as_array().expect("row"))
        .collect();
    let set = |cell: &'_ Json| -> Option<Vec<String>> {
        let labels = cell.as_array()?.iter();
        Some(
            labels
                .map(|it| it.as_str().expect("label").to_owned())
                .collect(),
        )
    };
    let labels: BTreeSet<String> = rows
        .iter()
        .flat_map(|row| row.iter())
        .filter_map(set)
        .flatten()
        .collect();
    let labels: Vec<String> = labels.into_iter().collect();
    let number = |label: &String| labels.binary_search(label).expect("known") as u16;
    let cells: Vec<Option<Set>> = (0..rows[0].len())
        .flat_map(|unit| rows.iter().map(move |row| &row[unit]))
        .map(|cell| set(cell).map(|labels| labels.iter().map(number).collect()))
        .collect();
    let table = SetRatings::new(rows.len(), &cells);
    Some(match measure {
        "alpha_jaccard" => table.alpha(Distance::Jaccard),
        "alpha_masi" => table.alpha(Distance::Masi),
        "alpha_passonneau2004" => table.alpha(Distance::Passonneau2004),
        "alpha_dkpro_masi" => table.alpha(Distance::MasiOfDkpro),
        "mv_alpha_nominal" => mv_alpha::nominal(&table),
        _ => return None,
    })
}

fn of_masses(fixture: &Json, measure: &str) -> Option<Value> {
    let masses = |coder: usize| -> Vec<usize> {
        let sizes = fixture["data"]["masses"][coder].as_array().expect("masses");
        sizes
            .iter()
            .map(|it| it.as_u64().expect("size") as usize)
            .collect()
    };
    let near = fixture["params"]["n_t"].as_u64().expect("n_t") as usize;
    (measure == "boundary_similarity")
        .then(|| Ok(boundary::similarity(&masses(0), &masses(1), near)))
}

fn of_spans(fixture: &Json, measure: &str) -> Option<Value> {
    let data = &fixture["data"];
    let length = data.get("length").unwrap_or(&data["continuum_length"]);
    let rows = data["coders"].as_array().expect("coders");
    let rows: Vec<&Vec<Json>> = rows
        .iter()
        .map(|row| row.as_array().expect("spans"))
        .collect();
    let code_of = |span: &Json| span["code"].as_str().map(str::to_owned);
    let mut codes: BTreeSet<String> = rows
        .iter()
        .flat_map(|row| row.iter())
        .filter_map(code_of)
        .collect();
    for declared in fixture["params"]["codes"].as_array().into_iter().flatten() {
        codes.extend(declared.as_str().map(str::to_owned));
    }
    let codes: Vec<String> = codes.into_iter().collect();
    let number = |code: &str| codes.iter().position(|it| it == code);
    let mark = |span: &Json| Mark {
        start: span["start"].as_u64().expect("start") as usize,
        end: span["end"].as_u64().expect("end") as usize,
        code: number(span["code"].as_str().expect("code")).expect("known"),
    };
    let continuum = Continuum::new(
        length.as_u64().expect("length") as usize,
        rows.iter()
            .map(|row| row.iter().map(mark).collect())
            .collect(),
    );
    let (base, inside) = match measure.split_once('[') {
        Some((base, inside)) => (base, inside.trim_end_matches(']')),
        None => (measure, ""),
    };
    // A code, or a domain of codes, alone: its codes get the number that is asked for.
    let domains = data["domains"].as_object();
    let domain = |code: usize| domains.and_then(|all| all[&codes[code]].as_str());
    let alone = || {
        continuum
            .recoded(|code| (codes[code] == inside || domain(code) == Some(inside)).then_some(0))
    };
    let all = || Lengths::of(&continuum, codes.len());
    let found = |same| spans(&continuum, 0, 1, same);
    let same = match base.rsplit('_').next() {
        Some("exact") => Same::Exact,
        Some("overlap") => Same::Overlap,
        _ => Same::Share(0.5),
    };
    let maxqda = || qda::maxqda(&continuum, 0, 1, 0.9);
    Some(match base {
        "u_alpha_nominal" => all().u_alpha(),
        "u_alpha_binary" if inside.is_empty() => all().binary(),
        "u_alpha_binary" => Lengths::of(&alone(), 1).binary(),
        "cu_alpha_nominal" if inside.is_empty() => all().cu_alpha(Reading::MeanSquared),
        "cu_alpha_nominal" => {
            let within = continuum.recoded(|code| (domain(code) == Some(inside)).then_some(code));
            Lengths::of(&within, codes.len()).cu_alpha(Reading::MeanSquared)
        }
        "cu_alpha_nominal_meansq" => all().cu_alpha(Reading::MeanSquared),
        "cu_alpha_nominal_pairsq" => all().cu_alpha(Reading::PairsSquared),
        "cu_coverage" => all().cu_coverage(),
        "ku_alpha" => all().ku_alpha(number(inside)?, Reading::MeanSquared),
        "ku_coverage" => all().ku_coverage(number(inside)?),
        "alpha_U_2004" => alpha_u_2004::alpha(&continuum, codes.len()),
        "span_precision_exact" | "span_precision_overlap" | "span_precision_iou50" => {
            found(same).precision()
        }
        "span_recall_exact" | "span_recall_overlap" | "span_recall_iou50" => found(same).recall(),
        "span_f1_exact" | "span_f1_overlap" | "span_f1_iou50" => found(same).f1(),
        "char_precision" => characters(&continuum, 0, 1).precision(),
        "char_recall" => characters(&continuum, 0, 1).recall(),
        "char_f1" => characters(&continuum, 0, 1).f1(),
        "nvivo_percent" => qda::nvivo_percent(&continuum, number(inside)?),
        "nvivo_kappa" => qda::nvivo_kappa(&continuum, number(inside)?),
        "c_alpha_binary_char" => qda::c_alpha_binary(&alone(), 0),
        "Cu_alpha_domains" => {
            let names: BTreeSet<&str> = (0..codes.len()).filter_map(domain).collect();
            let place = |code| names.iter().position(|it| Some(*it) == domain(code));
            qda::cu_alpha_of_domains(&continuum, names.len(), place)
        }
        "maxqda_agreements" => Ok(maxqda().agreements),
        "maxqda_tests" => Ok(maxqda().tests),
        "maxqda_segment_percent_90" => maxqda().percent(),
        "maxqda_kappa_rk" => maxqda().kappa(),
        "gamma_observed_disorder" | "gamma" => {
            let weight = |name: &str| -> f64 {
                let (_, rest) = inside.split_once(name).expect("weight");
                let number = rest.trim_start_matches('=').split(',').next();
                number.expect("number").parse().expect("number")
            };
            let computed = gamma(
                &continuum,
                Settings {
                    dissimilarity: Dissimilarity {
                        position: weight("alpha"),
                        code: weight("beta"),
                    },
                    sampler: Sampler::Statistical,
                    samples: if base == "gamma" { 300 } else { 2 },
                    precision: if base == "gamma" { 0.02 } else { 1.0 },
                    seed: 1,
                },
            );
            computed.and_then(|it| match base {
                "gamma" => it.value(),
                _ => Ok(it.observed.disorder),
            })
        }
        _ => return None,
    })
}

/// Codings of headlines by many coders (van Atteveldt, van der Velden and Boukes 2021): the values
/// of those rows that `keep` holds, as a long table.
fn headlines(
    keep: impl Fn(&str, &str, &str) -> bool,
    of: impl Fn(&str, &str) -> String,
) -> Vec<Vec<String>> {
    let file = shared("data/corpora/06-coded-headlines-ecosent/codings.csv");
    let mut reader = csv::Reader::from_path(file).expect("codings.csv");
    let header = reader.headers().expect("header").clone();
    let at = |name: &str| header.iter().position(|it| it == name).expect("column");
    let (document, coder, code) = (at("document_id"), at("coder"), at("code"));
    let (value, unit) = (at("value"), at("unit_id"));
    let rows = reader.records().map(|row| row.expect("row"));
    rows.filter(|row| keep(&row[document], &row[coder], &row[code]))
        .map(|row| {
            vec![
                row[unit].to_owned(),
                row[coder].to_owned(),
                of(&row[code], &row[value]),
            ]
        })
        .filter(|row| !row[2].is_empty())
        .collect()
}

#[test]
fn headlines_of_many_coders_give_the_published_figures() {
    let columns = ["unit", "coder", "value"].map(str::to_owned);
    let value = |_: &str, value: &str| value.to_owned();
    let rated = |rows: &[Vec<String>]| {
        let table = quotebook::analysis::agreement::table::ratings(&columns, rows, "interval", &[]);
        table.expect("table").ratings
    };
    let crowd = rated(&headlines(
        |text, who, _| text == "gold_headlines" && who.starts_with("crowd"),
        value,
    ));
    let students = rated(&headlines(
        |text, who, _| text == "gold_headlines" && who.starts_with("student"),
        value,
    ));
    let pair = rated(&headlines(
        |_, who, _| who == "crowd_1" || who == "crowd_2",
        value,
    ));
    let news = headlines(
        |text, _, code| text == "reliability_sample" && code.ends_with("economic_news"),
        |code, _| f64::from(u8::from(code == "economic_news")).to_string(),
    );
    let news = rated(&news);
    for (ratings, measure, expected) in [
        (&crowd, "krippendorff_alpha_nominal", 0.5351),
        (&crowd, "krippendorff_alpha_ordinal", 0.6867),
        (&crowd, "krippendorff_alpha_interval", 0.6871),
        (&students, "krippendorff_alpha_nominal", 0.6563),
        (&students, "krippendorff_alpha_ordinal", 0.8137),
        (&students, "krippendorff_alpha_interval", 0.8170),
        (&pair, "cohen_kappa", 0.5350),
        (&pair, "cohen_kappa_linear", 0.6041),
        (&pair, "percent_agreement", 0.6901),
        (&news, "krippendorff_alpha_nominal", 0.6719),
    ] {
        let value = measure::of_ratings(measure, ratings)
            .expect(measure)
            .expect("a value");
        assert!(
            (value - expected).abs() < 5.1e-5,
            "{measure}: {value}, not {expected}"
        );
    }
}

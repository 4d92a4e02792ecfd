//! How fast every table and figure of routes and of respondents is with 500 respondents whose routes have
//! up to eight stops, from a cold start of the program, and how that grows: `cargo bench --bench routes -- 1 10`. The notes
//! are those of the other benches; the routes are made here, from the number of the respondent alone.

mod generated;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use quotebook::project::{ImportOptions, Project};

type Done<T = ()> = Result<T, Box<dyn Error>>;

/// What a person waits for, at most, with 500 respondents.
const AIM: Duration = Duration::from_millis(200);

/// Every kind of table and figure.
const ASKED: &[&[&str]] = &[
    &["routes"],
    &["routes", "--by", "category"],
    &["routes", "--by", "category,gender", "--suppress", "5"],
    &["routes", "--to", "Place 7", "--by", "category"],
    &["routes", "--format", "json"],
    &["routes", "--candidates"],
    &["places"],
    &["places", "--suggest"],
    &["places", "--found"],
    &["plot", "routes", "--format", "svg"],
    &["plot", "routes", "--transits", "3", "--format", "svg"],
    &["plot", "routes", "--format", "png"],
    &["plot", "map", "--format", "svg"],
    &["plot", "map", "--format", "png"],
    &["plot", "map", "--suppress", "5", "--format", "svg"],
    &["table", "flow"],
    &["plot", "flow", "--format", "svg"],
    &["plot", "flow", "--format", "png"],
    &["respondent", "s1R0001"],
    &["respondents", "--check"],
    &["classifications"],
    &["contradictions"],
];

fn main() -> Done {
    let sizes: Vec<usize> = std::env::args().filter_map(|it| it.parse().ok()).collect();
    let mut before: Vec<Duration> = Vec::new();
    for size in if sizes.is_empty() { vec![1] } else { sizes } {
        let project = project(size)?;
        println!(
            "\n{} respondents, cold start, median of {}",
            500 * size,
            runs(size)
        );
        let mut times = Vec::new();
        for (at, args) in ASKED.iter().enumerate() {
            let time = median(&project, args, size)?;
            let growth = before.get(at).map_or(String::new(), |smaller| {
                format!("  {:5.1}x", time.as_secs_f64() / smaller.as_secs_f64())
            });
            let slow = if size == 1 && time > AIM {
                "  over the aim"
            } else {
                ""
            };
            println!(
                "{:9.1} ms{growth}{slow}  {}",
                time.as_secs_f64() * 1e3,
                args.join(" ")
            );
            times.push(time);
        }
        before = times;
    }
    Ok(())
}

fn runs(size: usize) -> usize {
    if size > 1 { 5 } else { 15 }
}

/// The median time of whole processes.
fn median(project: &Path, args: &[&str], size: usize) -> Done<Duration> {
    let mut times = Vec::new();
    for _ in 0..runs(size) {
        let begin = Instant::now();
        Command::new(env!("CARGO_BIN_EXE_quotebook"))
            .args(args)
            .current_dir(project)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        times.push(begin.elapsed());
    }
    times.sort();
    Ok(times[times.len() / 2])
}

/// The generated study with routes as a project, made once.
fn project(size: usize) -> Done<PathBuf> {
    let data = generated::study(size)?;
    let folder = data.with_file_name(format!("{size}-routes"));
    if folder.join("ready").exists() {
        return Ok(folder);
    }
    let _ = std::fs::remove_dir_all(&folder);
    let mut project = Project::init(&folder)?;
    let files = ["docs", "attributes.csv"].map(|name| data.join(name));
    project.import("bench", &files, &ImportOptions::default())?;
    let study = project.study(None, &quotebook::project::Codings::None)?;
    let names: Vec<&str> = study
        .respondents
        .values()
        .map(|it| it.name.as_str())
        .collect();
    std::fs::write(folder.join("places.csv"), places())?;
    std::fs::write(folder.join("routes.csv"), routes(&names))?;
    let begin = Instant::now();
    project.import("bench", &[], &ImportOptions::default())?;
    println!("routes imported in {:.2} s", begin.elapsed().as_secs_f64());
    std::fs::write(folder.join("ready"), "")?;
    Ok(folder)
}

/// Sixty places on a grid, in three countries, some of them with two spellings.
fn places() -> String {
    let mut table = "place,aliases,country,latitude,longitude\n".to_owned();
    for at in 0..60 {
        let country = ["Kazakhstan", "Uzbekistan", "Kyrgyzstan"][at % 3];
        let (north, east) = (40.0 + (at % 8) as f64 * 1.6, 55.0 + (at / 8) as f64 * 3.5);
        table.push_str(&format!(
            "Place {at},Место {at},{country},{north:.1},{east:.1}\n"
        ));
    }
    table
}

/// One to eight stops for everybody; some spellings are in no list of places.
fn routes(names: &[&str]) -> String {
    let mut table = "respondent,order,place,kind,arrived,stay,how\n".to_owned();
    for (who, name) in names.iter().enumerate() {
        let stops = 1 + who * 7 % 8;
        for stop in 0..stops {
            let place = match (who * stop) % 40 {
                39 => format!("Halt{}", ["A", "B", "C", "D"][who % 4]),
                _ => format!("Place {}", (who * 13 + stop * (who % 5 + 11)) % 60),
            };
            let kind = match stop {
                0 => "origin",
                it if it + 1 == stops => "destination",
                _ => "transit",
            };
            table.push_str(&format!(
                "{name},{},{place},{kind},,{} weeks,by bus\n",
                stop + 1,
                1 + who % 9
            ));
        }
    }
    table
}

//! How fast every table of a study of 500 notes is, from a cold start of the program, and how that
//! grows: `cargo bench --bench tables -- 1 10`. The data are those of the other benches.

mod generated;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use quotebook::project::{ImportOptions, Project};

type Done<T = ()> = Result<T, Box<dyn Error>>;

/// What a person waits for, at most, with 500 notes.
const AIM: Duration = Duration::from_millis(100);

/// Every kind of table.
const TABLES: &[&[&str]] = &[
    &["table"],
    &["table", "--by", "category"],
    &["table", "--by", "category,gender"],
    &["table", "--by", "category", "--test", "--ci"],
    &[
        "table",
        "--by",
        "age",
        "--band",
        "age:10",
        "--percent",
        "row",
    ],
    &["table", "--where", "gender:female", "--by", "category"],
    &["table", "--count", "sources", "--by", "category"],
    &["table", "--count", "segments", "--by", "category"],
    &["table", "--count", "words", "--by", "category"],
    &["table", "factors", "--by", "category"],
    &[
        "table",
        "attribute",
        "age",
        "--band",
        "age:10",
        "--by",
        "category",
    ],
    &["table", "cooccurrence"],
    &["table", "cooccurrence", "--unit", "source"],
    &["table", "cooccurrence", "--unit", "overlap"],
    &["table", "cooccurrence", "--unit", "passage"],
    &["table", "cooccurrence", "--unit", "near", "--within", "2"],
    &["table", "matrix", "--format", "csv"],
    &["table", "matrix", "--format", "sav"],
    &["table", "matrix", "--format", "parquet"],
    &["table", "saturation"],
    &["table", "words"],
    &["table", "words", "--by", "category"],
    &["balance", "--pick", "3"],
];

fn main() -> Done {
    let sizes: Vec<usize> = std::env::args().filter_map(|it| it.parse().ok()).collect();
    let mut before: Vec<Duration> = Vec::new();
    for size in if sizes.is_empty() { vec![1] } else { sizes } {
        let project = project(size)?;
        println!(
            "\n{} notes, cold start, median of {}",
            500 * size,
            runs(size)
        );
        let mut times = Vec::new();
        for (at, args) in TABLES.iter().enumerate() {
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
        let status = Command::new(env!("CARGO_BIN_EXE_quotebook"))
            .args(args)
            .current_dir(project)
            .stdout(Stdio::null())
            .status()?;
        times.push(begin.elapsed());
        assert!(status.success(), "{args:?}");
    }
    times.sort();
    Ok(times[times.len() / 2])
}

/// The generated study as a project, made once.
fn project(size: usize) -> Done<PathBuf> {
    let data = generated::study(size)?;
    let folder = data.with_file_name(format!("{size}-tables"));
    if folder.join("ready").exists() {
        return Ok(folder);
    }
    let _ = std::fs::remove_dir_all(&folder);
    let mut project = Project::init(&folder)?;
    let files = ["docs", "attributes.csv", "codebook.csv"].map(|name| data.join(name));
    project.import("bench", &files, &ImportOptions::default())?;
    let options = ImportOptions {
        map: Some("doc=source".to_owned()),
        ..ImportOptions::default()
    };
    project.import("bench", &[data.join("codings.csv")], &options)?;
    std::fs::write(folder.join("ready"), "")?;
    Ok(folder)
}

//! How fast the main job is, how much memory it takes, and how it grows: every time stands beside
//! that of the parts it is built on (an inverted index alone, SQLite alone), measured in the same run.
//!
//! `cargo bench` makes the study of `../shared/bench/gen.py` (or of `QUOTEBOOK_SHARED`) under
//! `target/bench-data`; `cargo bench -- 1 10` adds one ten times as large.

mod generated;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use quotebook::model::passage::passages;
use quotebook::project::{ImportOptions, Place, Project, SearchRequest};
use rusqlite::Connection;
use tantivy::schema::{Schema, TEXT};

type Done<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Done {
    let sizes: Vec<usize> = std::env::args().filter_map(|it| it.parse().ok()).collect();
    let mut before = BTreeMap::new();
    for size in if sizes.is_empty() { vec![1] } else { sizes } {
        let data = generated::study(size)?;
        println!("\n{} notes", 500 * size);
        println!("{:44}{:>11}{:>11}  beside", "", "time", "peak MiB");
        let mut table = Table::default();
        let project = import(&data, size, &mut table)?;
        cold(&data, &project, size, &mut table)?;
        warm(&data, &project, &mut table)?;
        commits(&project, &mut table)?;
        for (what, time) in table.times {
            if let Some(smaller) = before.insert(what.clone(), time) {
                let growth = time.as_secs_f64() / smaller.as_secs_f64();
                println!("grows {growth:5.1}x  {what}");
            }
        }
    }
    Ok(())
}

/// What was measured so far.
#[derive(Default)]
struct Table {
    times: Vec<(String, Duration)>,
}

impl Table {
    fn row(&mut self, what: &str, time: Duration, peak: Option<f64>, beside: &[(&str, Duration)]) {
        let beside: Vec<String> = beside
            .iter()
            .map(|(name, other)| {
                let ratio = time.as_secs_f64() / other.as_secs_f64();
                format!("{name} {} ({ratio:.2}x)", shown(*other))
            })
            .collect();
        let peak = peak.map_or(String::new(), |peak| format!("{peak:.0}"));
        println!(
            "{what:44}{:>11}{peak:>11}  {}",
            shown(time),
            beside.join(", ")
        );
        self.times.push((what.to_owned(), time));
    }
}

fn shown(time: Duration) -> String {
    match time.as_secs_f64() {
        seconds if seconds >= 1.0 => format!("{seconds:.2} s"),
        seconds => format!("{:.2} ms", seconds * 1e3),
    }
}

fn texts(data: &Path) -> Done<Vec<String>> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(data.join("docs"))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Done<_>>()?;
    files.sort();
    files
        .iter()
        .map(|path| Ok(std::fs::read_to_string(path)?))
        .collect()
}

fn timed<T>(job: impl FnOnce() -> Done<T>) -> Done<(T, Duration)> {
    let begin = Instant::now();
    let made = job()?;
    Ok((made, begin.elapsed()))
}

/// The program as a person starts it: the median time of so many runs, and the most memory (Linux).
fn program(project: &Path, args: &[&str], runs: usize) -> Done<(Duration, Option<f64>)> {
    let start = || {
        Command::new(env!("CARGO_BIN_EXE_quotebook"))
            .args(args)
            .current_dir(project)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
    };
    let mut times = Vec::new();
    for _ in 0..runs {
        let (code, time) = timed(|| Ok(start()?.wait()?.code()))?;
        assert_eq!(code, Some(0), "{args:?}");
        times.push(time);
    }
    times.sort();
    // Looked at while it runs, in a run of its own; an import is only run once.
    let mut peak: Option<f64> = None;
    if runs > 1 {
        let mut child = start()?;
        while child.try_wait()?.is_none() {
            peak = high_water(child.id()).or(peak);
            std::thread::sleep(Duration::from_micros(200));
        }
    }
    Ok((times[times.len() / 2], peak))
}

fn high_water(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib / 1024.0)
}

/// Import with index, beside SQLite's full-text table and a bare inverted index over the same texts.
fn import(data: &Path, size: usize, table: &mut Table) -> Done<PathBuf> {
    let folder = data.with_file_name(format!("{size}-project"));
    let fresh = || -> Done {
        let _ = std::fs::remove_dir_all(&folder);
        Project::init(&folder)?;
        std::fs::copy(
            data.join("attributes.csv"),
            folder.join("corpus/respondents.csv"),
        )?;
        std::fs::copy(
            data.join("codebook.csv"),
            folder.join("codebook/codebook.csv"),
        )?;
        for entry in std::fs::read_dir(data.join("docs"))? {
            let path = entry?.path();
            std::fs::copy(
                &path,
                folder.join("corpus").join(path.file_name().ok_or("name")?),
            )?;
        }
        Ok(())
    };
    let texts = texts(data)?;
    let mut best = [Duration::MAX; 3];
    for _ in 0..3 {
        fresh()?;
        let (ours, _) = program(&folder, &["import"], 1)?;
        let (_, fts5) = timed(|| fts5(&texts, &folder.join("fts5.db")))?;
        let (_, bare) = timed(|| inverted(&texts, &folder.join("bare")))?;
        for (best, time) in best.iter_mut().zip([ours, fts5, bare]) {
            *best = time.min(*best);
        }
    }
    let beside = [("FTS5", best[1]), ("tantivy alone", best[2])];
    table.row("import with index", best[0], None, &beside);

    let mut project = Project::open(&folder)?;
    let codings = data.join("codings.csv");
    let map = Some("doc=source".to_owned());
    let options = ImportOptions {
        map,
        ..ImportOptions::default()
    };
    let (_, time) = timed(|| Ok(project.import("bench", &[codings], &options)?))?;
    table.row("import of the codings", time, None, &[]);
    Ok(folder)
}

fn fts5(texts: &[String], path: &Path) -> Done {
    let mut base = Connection::open(path)?;
    base.execute_batch("PRAGMA journal_mode = WAL; CREATE VIRTUAL TABLE t USING fts5(words);")?;
    let writing = base.transaction()?;
    for text in texts {
        writing.execute("INSERT INTO t VALUES (?1)", [text])?;
    }
    writing.commit()?;
    drop(base);
    Ok(std::fs::remove_file(path)?)
}

fn inverted(texts: &[String], folder: &Path) -> Done {
    std::fs::create_dir(folder)?;
    let mut schema = Schema::builder();
    let words = schema.add_text_field("words", TEXT);
    let index = tantivy::Index::create_in_dir(folder, schema.build())?;
    let mut writer: tantivy::IndexWriter = index.writer(100_000_000)?;
    for text in texts {
        for passage in passages(text) {
            let said = passage.words.of(text).unwrap_or_default();
            writer.add_document(tantivy::doc!(words => said))?;
        }
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(std::fs::remove_dir_all(folder)?)
}

/// Words and phrases to look for, by how often they occur.
fn queries(data: &Path) -> Done<Vec<(String, String)>> {
    let read: BTreeMap<String, serde_json::Value> =
        serde_json::from_str(&std::fs::read_to_string(data.join("queries.json"))?)?;
    let quoted = |words: &str| match words.contains(' ') {
        true => format!("\"{words}\""),
        false => words.to_owned(),
    };
    Ok(read
        .iter()
        .map(|(name, query)| {
            (
                name.clone(),
                quoted(query["q"].as_str().unwrap_or_default()),
            )
        })
        .collect())
}

/// Whole processes, started cold.
fn cold(data: &Path, project: &Path, size: usize, table: &mut Table) -> Done {
    let runs = if size > 1 { 5 } else { 21 };
    for (name, query) in queries(data)? {
        let args = ["search", &query, "--limit", "20"];
        let (time, peak) = program(project, &args, runs)?;
        table.row(&format!("search, {name}"), time, peak, &[]);
        let args = ["search", &query, "--format", "json"];
        let (time, peak) = program(project, &args, runs.min(5))?;
        table.row(&format!("search, {name}, every passage"), time, peak, &[]);
    }
    let truth: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(data.join("truth.json"))?)?;
    let code = most_used(&truth).ok_or("truth.json names no code")?;
    let args = ["quotes", "--code", &code, "--format", "json"];
    let (time, peak) = program(project, &args, runs)?;
    table.row("quotes of the most used code", time, peak, &[]);
    let (time, peak) = program(project, &["status"], runs)?;
    table.row("status", time, peak, &[]);
    Ok(())
}

fn most_used(truth: &serde_json::Value) -> Option<String> {
    let codes = truth["per_code"].as_object()?;
    let count = |it: &serde_json::Value| it["n"].as_u64();
    codes
        .iter()
        .max_by_key(|(_, it)| count(it))
        .map(|(code, _)| code.clone())
}

/// Questions to an open project.
fn warm(data: &Path, project: &Path, table: &mut Table) -> Done {
    let project = Project::open(project)?;
    for (name, query) in queries(data)? {
        let request = SearchRequest {
            query,
            ranked: true,
            limit: Some(20),
            moment: None,
            kept: false,
        };
        project.search(&request)?;
        let mut times = Vec::new();
        for _ in 0..300 {
            times.push(timed(|| Ok(project.search(&request)?))?.1);
        }
        times.sort();
        table.row(
            &format!("search, {name}, open project, p50"),
            times[150],
            None,
            &[],
        );
        table.row(
            &format!("search, {name}, open project, p99"),
            times[296],
            None,
            &[],
        );
    }
    Ok(())
}

/// One coding made durable, beside one row made durable by SQLite alone on the same disk.
fn commits(folder: &Path, table: &mut Table) -> Done {
    let bare = Connection::open(folder.join("bare.db"))?;
    bare.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (words TEXT);",
    )?;
    let mut project = Project::open(folder)?;
    let study = project.study(None, &quotebook::project::Codings::None)?;
    let source = study
        .sources
        .values()
        .next()
        .ok_or("no source")?
        .name
        .clone();
    let code = study.codes.values().last().ok_or("no code")?.key.clone();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for at in 0..100 {
        let place = Place::Characters(at * 7, at * 7 + 5);
        let codes = [code.clone()];
        ours.push(timed(|| Ok(project.code("bench", &source, &place, &codes)?))?.1);
        let row = || Ok(bare.execute("INSERT INTO t VALUES (?1)", ["one coding"])?);
        theirs.push(timed(row)?.1);
    }
    ours.sort();
    theirs.sort();
    table.row(
        "one coding committed",
        ours[50],
        None,
        &[("bare commit", theirs[50])],
    );
    Ok(())
}

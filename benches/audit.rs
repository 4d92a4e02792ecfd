//! How fast a draft is audited: 450 claims against 500 notes (25 MB) whose index is there, and against
//! ten times as many; all of them right, and half of them wrong.
//!
//! `cargo bench --bench audit` makes the study of `../shared/bench/gen.py` (or of `QUOTEBOOK_SHARED`)
//! under `target/bench-data`; `cargo bench --bench audit -- 1 10` adds one ten times as large.

mod generated;

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use quotebook::model::passage::passages;
use quotebook::model::sentence::sentences;
use quotebook::project::{Codings, ImportOptions, Project};

type Done<T = ()> = Result<T, Box<dyn Error>>;

const CLAIMS: usize = 450;

fn main() -> Done {
    let sizes: Vec<usize> = std::env::args().filter_map(|it| it.parse().ok()).collect();
    for size in if sizes.is_empty() { vec![1] } else { sizes } {
        let root = project(size)?;
        for (what, wrong) in [("all right", false), ("half wrong", true)] {
            let draft = root.join("draft.md");
            std::fs::write(&draft, text(&root, wrong)?)?;
            let mut times = Vec::new();
            for _ in 0..5 {
                let begin = Instant::now();
                let said = Command::new(env!("CARGO_BIN_EXE_quotebook"))
                    .args(["audit", "draft.md", "--format", "json", "-o", "audit.json"])
                    .current_dir(&root)
                    .stdout(Stdio::null())
                    .status()?;
                assert_eq!(said.code(), Some(i32::from(wrong)));
                times.push(begin.elapsed().as_secs_f64());
            }
            times.sort_by(f64::total_cmp);
            println!(
                "{CLAIMS} claims, {what}, against {:5} notes {:7.0} ms",
                500 * size,
                times[2] * 1e3
            );
        }
    }
    Ok(())
}

/// A project with its index, made once.
fn project(size: usize) -> Done<PathBuf> {
    let data = generated::study(size)?;
    let root = data.with_file_name(format!("{size}-audit"));
    if root.join("ready").exists() {
        return Ok(root);
    }
    let _ = std::fs::remove_dir_all(&root);
    let mut project = Project::init(&root)?;
    let files = ["docs", "attributes.csv"].map(|name| data.join(name));
    project.import("bench", &files, &ImportOptions::default())?;
    project.refresh_index()?;
    std::fs::write(root.join("ready"), "")?;
    Ok(root)
}

/// A draft: of 450 respondents some sentences with an omission; where `wrong`, every other claim with a
/// word changed, a wrong number, or a sentence of somebody else.
fn text(root: &Path, wrong: bool) -> Done<String> {
    let project = Project::open(root)?;
    let study = project.study(None, &Codings::None)?;
    let mut sources: Vec<_> = study.sources.values().collect();
    sources.sort_by(|a, b| a.name.cmp(&b.name));
    let step = (sources.len() / CLAIMS).max(1);
    let mut draft = "# Findings\n\n".to_owned();
    let mut last = String::new();
    for (at, source) in sources.iter().step_by(step).take(CLAIMS).enumerate() {
        let text = project.text(source)?;
        let name = source
            .respondent
            .and_then(|id| study.respondents.get(&id))
            .ok_or("who")?;
        let said = passages(&text)
            .into_iter()
            .filter(|it| it.speaker.as_deref() != Some("I"))
            .map(|it| sentences(&text, it.words))
            .max_by_key(Vec::len)
            .ok_or("a turn")?;
        let all: Vec<&str> = said
            .iter()
            .filter_map(|it| it.of(&text))
            .map(str::trim)
            .collect();
        let mut words = format!("{}... {}", all[1..3].join(" "), all[4..].join(" "));
        let mut number = name.name.clone();
        match at % 6 {
            1 if wrong => words = words.replacen(' ', " xylophone ", 2),
            3 if wrong => number = study.respondents.values().next().ok_or("one")?.name.clone(),
            5 if wrong => write!(words, "... {last}")?,
            _ => {}
        }
        last = all[0].to_owned();
        writeln!(draft, "“{words}” ({number})\n")?;
    }
    Ok(draft)
}

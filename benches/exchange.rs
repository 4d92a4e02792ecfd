//! How long a study of 500 notes takes to leave as REFI-QDA and to come in again, whole processes from a
//! cold start: `cargo bench --bench exchange -- 1 4`. The data are those of the other benches. Figures
//! are medians, for 4 studies together also how that grows.

mod generated;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use quotebook::project::{ImportOptions, Project};
use tempfile::TempDir;

type Done<T = ()> = Result<T, Box<dyn Error>>;

/// What a person waits for, at most, with 500 notes.
const AIM: Duration = Duration::from_secs(3);

/// Forms that the study leaves in.
const FORMS: [&str; 6] = [
    "out.qdpx",
    "out.jsonld",
    "out.brat.zip",
    "out.csv",
    "out.parquet",
    "out.html",
];

fn main() -> Done {
    let sizes: Vec<usize> = std::env::args().filter_map(|it| it.parse().ok()).collect();
    let mut before: Vec<Duration> = Vec::new();
    for size in if sizes.is_empty() { vec![1] } else { sizes } {
        let project = project(size)?;
        println!("\n{} notes, cold start, median of {RUNS}", 500 * size);
        let mut times = Vec::new();
        for form in FORMS {
            let args = ["export", form, "--no-starters"];
            times.push((
                format!("export {form}"),
                median(&args, || Ok(Kept::At(&project)))?,
            ));
        }
        let archive = project.join("out.qdpx");
        let annotations = project.join("out.jsonld");
        let import = |path: &Path| -> Done<Duration> {
            let path = path.display().to_string();
            median(&["import", &path], || Ok(Kept::New(fresh()?)))
        };
        times.push(("import out.qdpx".to_owned(), import(&archive)?));
        let again = archive.display().to_string();
        let known = fresh()?;
        run(&["import", &again], known.path())?;
        // Under another name, so that it is not known by its bytes.
        let copy = project.join("copy.qdpx");
        std::fs::copy(&archive, &copy)?;
        let copy = copy.display().to_string();
        let args = ["import", copy.as_str(), "--dry-run"];
        times.push((
            "import out.qdpx again".to_owned(),
            median(&args, || Ok(Kept::At(known.path())))?,
        ));
        let annotations = annotations.display().to_string();
        let args = ["import", annotations.as_str(), "--dry-run"];
        times.push((
            "import out.jsonld again".to_owned(),
            median(&args, || Ok(Kept::At(known.path())))?,
        ));
        for (at, (what, time)) in times.iter().enumerate() {
            let growth = before.get(at).map_or(String::new(), |smaller| {
                format!("  {:5.1}x", time.as_secs_f64() / smaller.as_secs_f64())
            });
            let slow = if size == 1 && *time > AIM {
                "  over the aim"
            } else {
                ""
            };
            println!("{:9.1} ms{growth}{slow}  {what}", time.as_secs_f64() * 1e3);
        }
        before = times.into_iter().map(|it| it.1).collect();
    }
    Ok(())
}

const RUNS: usize = 5;

/// Where a run takes place.
enum Kept<'k> {
    /// In a project that is there.
    At(&'k Path),
    /// In a new one, which is gone after it.
    New(TempDir),
}

/// The median time of whole processes; what each is run in is made before.
fn median<'k>(args: &[&str], make: impl Fn() -> Done<Kept<'k>>) -> Done<Duration> {
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let place = make()?;
        let folder = match &place {
            Kept::At(folder) => folder,
            Kept::New(folder) => folder.path(),
        };
        let begin = Instant::now();
        run(args, folder)?;
        times.push(begin.elapsed());
    }
    times.sort();
    Ok(times[times.len() / 2])
}

fn run(args: &[&str], folder: &Path) -> Done {
    let status = Command::new(env!("CARGO_BIN_EXE_quotebook"))
        .args(args)
        .current_dir(folder)
        .stdout(Stdio::null())
        .status()?;
    assert!(status.success(), "{args:?}");
    Ok(())
}

/// A project with nothing in it.
fn fresh() -> Done<TempDir> {
    let folder = TempDir::new()?;
    Project::init(folder.path())?;
    Ok(folder)
}

/// The generated study as a project, made once.
fn project(size: usize) -> Done<PathBuf> {
    let data = generated::study(size)?;
    let folder = data.with_file_name(format!("{size}-exchange"));
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

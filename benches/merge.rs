//! How fast two copies of a project are merged: 10,000 codings of one coder into 10,000 of another,
//! all operations of their own, beside importing as many codings as one table.

use std::path::Path;
use std::time::{Duration, Instant};

use quotebook::project::{ImportOptions, Place, Project};

type Done<T> = Result<T, Box<dyn std::error::Error>>;

/// Sources, and codings that each coder makes in each.
const SOURCES: usize = 200;
const EACH: usize = 50;

fn main() -> Done<()> {
    let folder = tempfile::tempdir()?;
    let base = folder.path().join("base");
    drop(Project::init(&base)?);
    for at in 0..SOURCES {
        let text: String = (0..EACH)
            .map(|word| format!("Word{word} was said here. "))
            .collect();
        std::fs::write(base.join(format!("corpus/{at}.txt")), text)?;
    }
    let codes = "family = \"F\"\nid = \"f\"\n[[code]]\nid = \"a\"\nname = \"A\"\n[[code]]\nid = \"b\"\nname = \"B\"\n";
    std::fs::write(base.join("codebook/codes.toml"), codes)?;
    let mut project = Project::open(&base)?;
    project.import("rita", &[], &ImportOptions::default())?;
    let table: String = (0..SOURCES)
        .flat_map(|at| (0..EACH).map(move |word| (at, word)))
        .map(|(at, word)| format!("{at},ana,a,{},{}\n", word * 20, word * 20 + 5))
        .collect();
    let codings = folder.path().join("codings.csv");
    std::fs::write(&codings, format!("source,coder,code,start,end\n{table}"))?;
    drop(project);
    let [one, other, third] = ["one", "other", "third"].map(|name| folder.path().join(name));
    for copy in [&one, &other, &third] {
        std::fs::create_dir(copy)?;
        Project::open(&base)?.backup(&copy.join("quotebook.db"))?;
    }
    for (copy, who, code) in [(&one, "ana", "a"), (&other, "bek", "b")] {
        coded(copy, who, code)?;
    }
    let (baseline, _) = timed(|| {
        let mut project = Project::open(&third)?;
        Ok(project.import(
            "ana",
            std::slice::from_ref(&codings),
            &ImportOptions::default(),
        )?)
    })?;
    let (time, answer) = timed(|| Ok(Project::open(&one)?.merge(&other, false)?))?;
    let new = answer.merged.new.get("coding").copied().unwrap_or(0);
    assert_eq!(new, SOURCES * EACH);
    println!(
        "merge of {new} codings into as many: {:.0} ms = {:.1} x an import of as many as one table",
        time.as_secs_f64() * 1e3,
        time.as_secs_f64() / baseline.as_secs_f64()
    );
    let (time, answer) = timed(|| Ok(Project::open(&one)?.merge(&other, false)?))?;
    assert!(answer.merged.operations.is_empty());
    println!(
        "merge of what is there already: {:.0} ms",
        time.as_secs_f64() * 1e3
    );
    let (time, faults) = timed(|| Ok(Project::open(&one)?.faults(true)?))?;
    assert!(faults.is_empty());
    println!(
        "check --deep of the whole: {:.0} ms",
        time.as_secs_f64() * 1e3
    );
    Ok(())
}

/// Every coding an operation of its own, as people make them.
fn coded(copy: &Path, who: &str, code: &str) -> Done<()> {
    let mut project = Project::open(copy)?;
    for at in 0..SOURCES {
        for word in 0..EACH {
            let words = Place::Words(format!("Word{word} was"), None);
            project.code(who, &at.to_string(), &words, &[code.to_owned()])?;
        }
    }
    Ok(())
}

fn timed<T>(job: impl FnOnce() -> Done<T>) -> Done<(Duration, T)> {
    let begin = Instant::now();
    let answer = job()?;
    Ok((begin.elapsed(), answer))
}

//! What we write is opened by another implementation: qualitative-coding, from PyPI, without a screen.
//! Installed once below the target folder; without Python or PyPI the test says that it is skipped.
#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::sandbox::Sandbox;

/// The last version that was seen to work.
const PACKAGE: &str = "qualitative-coding==1.7.8";

/// The program, installed; or why it is not.
fn installed() -> Result<PathBuf, String> {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("qualitative-coding");
    let program = home.join("bin/qc");
    if home.join("ready").exists() {
        return Ok(program);
    }
    let run = |command: &mut Command| -> Result<(), String> {
        let done = command.output().map_err(|error| error.to_string())?;
        let said = String::from_utf8_lossy(&done.stderr);
        match done.status.success() {
            true => Ok(()),
            false => Err(said.lines().last().unwrap_or_default().to_owned()),
        }
    };
    run(Command::new("python3").args(["-m", "venv"]).arg(&home))?;
    run(Command::new(home.join("bin/pip")).args([
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--retries",
        "0",
        "--timeout",
        "10",
        PACKAGE,
    ]))?;
    std::fs::write(home.join("ready"), "").map_err(|error| error.to_string())?;
    Ok(program)
}

#[test]
fn another_implementation_opens_the_project_that_we_write() {
    let program = match installed() {
        Ok(program) => program,
        Err(why) => {
            eprintln!("skipped: {PACKAGE} could not be installed: {why}");
            return;
        }
    };
    let study = Sandbox::new();
    let text = "🙂 We left when the mill closed.\nMy sister stayed.\nWe had no coal.\n";
    study.write("corpus/b1.txt", text);
    study.write("corpus/r.csv", "ID,gender,age\nb1,female,41\n");
    study.ok(&["import"]);
    study.ok(&["codebook", "add", "work", "--name", "Work lost"]);
    study.ok(&["codebook", "add", "work/cold", "--name", "Cold & dark"]);
    for (words, code, coder) in [
        ("We left when the mill closed.", "work", "ana"),
        ("We had no coal.", "work/cold", "ben"),
        ("We had no coal.", "work", "ben"),
    ] {
        study.ok(&["code", "b1", "--text", words, code, "--coder", coder]);
    }
    study.ok(&["memo", "source:b1", "two\nlines"]);
    for profile in ["standard", "nvivo", "maxqda", "atlasti", "qualcoder"] {
        study.ok(&["export", "out.qdpx", "--for", profile]);
        let folder = tempfile::tempdir().expect("folder");
        let done = Command::new(&program)
            .args(["init", "--import"])
            .arg(study.path().join("out.qdpx"))
            .current_dir(folder.path())
            // Its reader stops in a debugger otherwise.
            .env("PYTHONBREAKPOINT", "0")
            .output()
            .expect("qc");
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{profile}: {said}");
        let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect(name);
        let wide = ["nvivo", "maxqda"].contains(&profile);
        let words = if wide {
            text.replace('\n', "\r\n")
        } else {
            text.to_owned()
        };
        assert_eq!(read("corpus/b1.txt"), words, "{profile}");
        assert_eq!(
            read("codebook.yaml"),
            "- Work lost:\n  - Cold & dark\n",
            "{profile}"
        );
        let path = folder.path().join("qualitative_coding.sqlite3");
        let database = rusqlite::Connection::open(path).expect("database");
        let mut rows = database
            .prepare("SELECT coder_id, code_id FROM coded_line ORDER BY 1, 2")
            .expect("codings");
        let rows = rows
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .expect("rows");
        let rows: Vec<(String, String)> = rows.map(|it| it.expect("row")).collect();
        let expected = [
            ("ana", "Work lost"),
            ("ben", "Cold & dark"),
            ("ben", "Work lost"),
        ];
        let expected = expected.map(|(coder, code)| (coder.to_owned(), code.to_owned()));
        assert_eq!(rows, expected, "{profile}");
    }
}

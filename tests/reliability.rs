//! Nothing acknowledged is lost: killed programs, two writers, damage on the disk.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::Duration;

use crate::sandbox::Sandbox;

fn with_note() -> Sandbox {
    let sandbox = Sandbox::new();
    let text: String = (0..400)
        .map(|number| format!("Sentence number {number} was said. "))
        .collect();
    sandbox.write("corpus/9.txt", &text);
    sandbox.ok(&["import"]);
    sandbox.ok(&["codebook", "add", "a"]);
    sandbox
}

#[test]
fn two_hundred_kills_lose_nothing_that_was_acknowledged() {
    let sandbox = with_note();
    let mut acknowledged = Vec::new();
    for round in 0..200_u64 {
        let place = format!("{}-{}", round * 10, round * 10 + 5);
        let mut child = sandbox
            .command(&["code", "9", &place, "a"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("program");
        // Spread over the run time of the program, beginning and end included.
        std::thread::sleep(Duration::from_micros(round * 150));
        let _ = child.kill();
        let out = child.wait_with_output().expect("output").stdout;
        acknowledged.extend(
            String::from_utf8(out)
                .expect("UTF-8")
                .lines()
                .map(str::to_owned),
        );
    }
    sandbox.ok(&["check", "--deep"]);
    assert!(
        !acknowledged.is_empty() && acknowledged.len() < 200,
        "no round was cut off, or all were"
    );
    let there: Vec<String> = match sandbox.run(&["codings", "--format", "json"]) {
        said if said.code == 0 => {
            let rows: Vec<serde_json::Value> = serde_json::from_str(&said.out).expect("JSON");
            rows.iter()
                .map(|row| row["coding"].as_str().expect("id").to_owned())
                .collect()
        }
        _ => Vec::new(),
    };
    assert!(
        acknowledged.iter().all(|id| there.contains(id)),
        "{} of {}",
        there.len(),
        acknowledged.len()
    );
}

#[test]
fn two_hundred_kills_of_an_import_leave_all_of_it_or_nothing() {
    let sandbox = Sandbox::new();
    let folder = |round: u32| {
        let folder = format!("corpus/{round}");
        std::fs::create_dir(sandbox.path().join(&folder)).expect("folder");
        for note in 0..3 {
            let text = format!("Note {note} of round {round}. ").repeat(200);
            sandbox.write(&format!("{folder}/r{round}-{note}.txt"), &text);
        }
        folder
    };
    let whole = std::time::Instant::now();
    sandbox.ok(&["import", &folder(0)]);
    let step = whole.elapsed() / 200;
    let mut finished = vec![0];
    for round in 1..=200 {
        let mut child = sandbox
            .command(&["import", &folder(round)])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("program");
        std::thread::sleep(step * round);
        let _ = child.kill();
        if child.wait().expect("end").success() {
            finished.push(round);
        }
    }
    sandbox.ok(&["check", "--deep"]);
    let mut there: BTreeMap<u32, usize> = BTreeMap::new();
    for source in sandbox.json(&["sources"]) {
        let name = source["source"].as_str().expect("name");
        let round = name[1..].split('-').next().expect("round");
        *there.entry(round.parse().expect("number")).or_default() += 1;
    }
    assert!(
        there.values().all(|notes| *notes == 3),
        "a part of an import: {there:?}"
    );
    let lost: Vec<_> = finished
        .iter()
        .filter(|it| !there.contains_key(it))
        .collect();
    assert!(lost.is_empty(), "acknowledged and missing: {lost:?}");
    assert!(there.len() < 201, "no round was cut off");
}

#[test]
fn two_writers_for_ten_seconds_lose_nothing_and_meet_no_lock() {
    let sandbox = with_note();
    let end = std::time::Instant::now() + Duration::from_secs(10);
    let write = |coder: &str| {
        let mut written = 0;
        while std::time::Instant::now() < end && written < 1000 {
            let place = format!("{}-{}", written * 10, written * 10 + 5);
            sandbox.ok(&["code", "9", &place, "a", "--coder", coder]);
            written += 1;
        }
        written
    };
    let written: usize = std::thread::scope(|scope| {
        let writers = ["ana", "ben"].map(|coder| scope.spawn(move || write(coder)));
        writers.map(|it| it.join().expect("writer")).iter().sum()
    });
    assert_eq!(sandbox.json(&["codings"]).len(), written);
    sandbox.ok(&["check", "--deep"]);
}

/// A disk that fills up, as a limit on the size of files: writing beyond it fails.
#[cfg(unix)]
#[test]
fn a_full_disk_gives_a_clear_error_and_leaves_a_whole_project() {
    let sandbox = with_note();
    let before = sandbox.json(&["sources"]);
    let text: String = (0..30_000)
        .map(|at| format!("Line {at} was said.\n\n"))
        .collect();
    for note in 0..4 {
        sandbox.write(&format!("corpus/long-{note}.txt"), &text);
    }
    let blocks = 512;
    let held = std::fs::metadata(sandbox.path().join("quotebook.db")).expect("database");
    for room in [0, 8, 100, 500] {
        let limit = held.len() / blocks + room;
        let script = format!("trap '' XFSZ; ulimit -f {limit}; exec \"$0\" import");
        let said = std::process::Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_quotebook")])
            .current_dir(sandbox.path())
            .output()
            .expect("sh");
        let error = String::from_utf8_lossy(&said.stderr);
        assert_eq!(said.status.code(), Some(2), "{room}: {error}");
        assert!(error.contains("disk"), "{room}: {error}");
        sandbox.ok(&["check", "--deep"]);
        assert_eq!(sandbox.json(&["sources"]), before, "{room}");
    }
    sandbox.ok(&["import"]);
    assert_eq!(sandbox.json(&["sources"]).len(), 5);
}

#[test]
fn a_flipped_bit_in_a_stored_text_is_found() {
    let sandbox = with_note();
    sandbox.ok(&["check", "--deep"]);
    let database = sandbox.path().join("quotebook.db");
    let mut bytes = std::fs::read(&database).expect("database");
    let needle = b"Sentence number 7 was";
    let at = bytes
        .windows(needle.len())
        .position(|window| window == needle)
        .expect("text");
    bytes[at] ^= 1;
    std::fs::write(&database, bytes).expect("database");
    let said = sandbox.run(&["check"]);
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(
        said.out
            .contains("the stored text of source `9` is not what was imported"),
        "{}",
        said.out
    );
}

#[test]
fn a_backup_is_a_whole_project() {
    let sandbox = with_note();
    sandbox.ok(&["code", "9", "0-8", "a"]);
    let copy = tempfile::TempDir::new().expect("folder");
    let file = copy.path().join("quotebook.db");
    sandbox.ok(&["backup", file.to_str().expect("path")]);
    let codings = sandbox.json(&["codings", "--project", copy.path().to_str().expect("path")]);
    assert_eq!(codings, sandbox.json(&["codings"]));
}

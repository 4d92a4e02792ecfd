//! Nothing acknowledged is lost: killed programs, two writers, damage on the disk.

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
fn two_writers_lose_nothing_and_meet_no_lock() {
    let sandbox = with_note();
    let write = |coder: &str, count: usize| {
        for number in 0..count {
            let place = format!("{}-{}", number * 10, number * 10 + 5);
            sandbox.ok(&["code", "9", &place, "a", "--coder", coder]);
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(|| write("ana", 60));
        scope.spawn(|| write("ben", 60));
    });
    assert_eq!(sandbox.json(&["codings"]).len(), 120);
    sandbox.ok(&["check", "--deep"]);
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

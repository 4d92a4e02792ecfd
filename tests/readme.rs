//! The commands of the README, run as they stand there.
#![cfg(unix)]

use std::process::Command;

use tempfile::TempDir;

const PUSH: &str = r#"
family = "Push factors"
id = "push"
[[code]]
id = "push/poverty"
name = "Poverty"
definition = "Basic needs were not met."
match = ['"no money"']
[[code]]
id = "push/debt"
name = "Debt"
definition = "Money was owed."
"#;

const PULL: &str = r#"
family = "Pull factors"
id = "pull"
[[code]]
id = "pull/work"
name = "Work"
definition = "Work was hoped for elsewhere."
"#;

const NOTE: &str = "Interviewer: How was that winter?

Respondent: We had no money for coal, and my aunt wrote that there was work.

Interviewer: What did you do?

Respondent: I asked whether we could pay later. Everyone had quarrels about firewood.
";

#[test]
fn the_five_minutes_of_the_readme_run_as_written() {
    let readme = include_str!("../README.md");
    let (_, walk) = readme.split_once("## Your own notes").expect("the walk");
    let blocks: Vec<&str> = walk
        .split("```sh\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    assert!(blocks.len() >= 6, "{blocks:?}");

    let folder = TempDir::new().expect("folder");
    let files = format!(
        "cat > corpus/306.txt <<'END'\n{NOTE}END\n\
         cat > corpus/respondents.csv <<'END'\nID,category,gender,age\n306,vulnerable child,female,14\nEND\n\
         cat > codebook/push.toml <<'END'\n{PUSH}END\n\
         cat > codebook/pull.toml <<'END'\n{PULL}END\n\
         printf '“We had no money for coal...” (306, vulnerable child, female, 14 years)\n' > report.md\n\
         cat > codings.csv <<'END'\nsource,coder,code,start,end\n306,ben,pull/work,46,100\n306,ben,push/debt,46,60\nEND\n"
    );
    let script = format!("set -eux\n{}{files}{}", blocks[0], blocks[1..].concat());
    let bin = std::path::Path::new(env!("CARGO_BIN_EXE_quotebook"));
    let path = std::env::var("PATH").expect("PATH");
    let bin = bin.parent().expect("folder").display();
    let said = Command::new("sh")
        .args(["-c", &script])
        .current_dir(folder.path())
        .env("PATH", format!("{bin}:{path}"))
        .env("QUOTEBOOK_CODER", "ana")
        .output()
        .expect("sh");
    let out = String::from_utf8_lossy(&said.stdout);
    let err = String::from_utf8_lossy(&said.stderr);
    assert!(said.status.success(), "{out}\n{err}");
    assert!(
        out.contains("“no money for coal” (306, vulnerable child, female, 14 years)"),
        "{out}\n{err}"
    );
}

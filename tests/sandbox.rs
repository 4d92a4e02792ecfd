//! A project in a folder of its own, and the program run in it.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A fresh project.
pub(crate) struct Sandbox {
    folder: TempDir,
}

/// What a command said.
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Sandbox {
    pub(crate) fn new() -> Self {
        let sandbox = Self {
            folder: TempDir::new().expect("folder"),
        };
        sandbox.ok(&["init"]);
        sandbox
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, file: &str, content: &str) {
        std::fs::write(self.path().join(file), content).expect(file);
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_quotebook"));
        command
            .args(args)
            .current_dir(self.path())
            .env("QUOTEBOOK_CODER", "ana")
            .env("QUOTEBOOK_PASSPHRASE", "horse of staples");
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Said {
        let Output {
            status,
            stdout,
            stderr,
        } = self.command(args).output().expect("program");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Said {
            code: status.code().unwrap_or(-1),
            out: text(stdout),
            err: text(stderr),
        }
    }

    /// Runs a command that must succeed and gives its answer.
    pub(crate) fn ok(&self, args: &[&str]) -> String {
        let said = self.run(args);
        assert_eq!(said.code, 0, "{args:?}\n{}{}", said.out, said.err);
        said.out
    }

    /// The JSON answer of a command that must succeed.
    pub(crate) fn json(&self, args: &[&str]) -> Vec<serde_json::Value> {
        let args = [args, &["--format", "json"]].concat();
        serde_json::from_str(&self.ok(&args)).expect("JSON")
    }
}

/// The text of everything in an archive, archives inside it included; of what is none, its own.
pub(crate) fn unzipped(bytes: &[u8]) -> String {
    use std::io::Read;
    let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else {
        return String::from_utf8_lossy(bytes).into_owned();
    };
    let mut all = String::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).expect("entry");
        all.push_str(&entry.name().expect("name"));
        let mut inside = Vec::new();
        entry.read_to_end(&mut inside).expect("content");
        all.push_str(&unzipped(&inside));
    }
    all
}

//! The generated study that benches measure on.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The study that everything is measured on, made once: as many studies of 500 notes as `size` says,
/// each from a seed of its own, put together.
pub fn study(size: usize) -> Result<PathBuf, Box<dyn std::error::Error>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared =
        std::env::var_os("QUOTEBOOK_SHARED").map_or_else(|| here.join("../shared"), PathBuf::from);
    let folder = here.join(format!("target/bench-data/{size}"));
    if folder.join("queries.json").exists() {
        return Ok(folder);
    }
    std::fs::create_dir_all(folder.join("docs"))?;
    let mut tables = [
        ("attributes.csv", String::new()),
        ("codings.csv", String::new()),
    ];
    for seed in 1..=size {
        let part = folder.join("part");
        let made = Command::new("python3")
            .arg(shared.join("bench/gen.py"))
            .arg(&part)
            .env("SEED", seed.to_string())
            .stdout(Stdio::null())
            .status()?;
        assert!(
            made.success(),
            "gen.py needs python3 and {}",
            shared.display()
        );
        for entry in std::fs::read_dir(part.join("docs"))? {
            let path = entry?.path();
            let name = path
                .file_name()
                .ok_or("name")?
                .to_string_lossy()
                .into_owned();
            std::fs::rename(&path, folder.join(format!("docs/s{seed}{name}")))?;
        }
        for (name, table) in &mut tables {
            let rows = std::fs::read_to_string(part.join(*name))?;
            let rows = rows.replace("R0", &format!("s{seed}R0"));
            let skip = usize::from(seed > 1);
            table.extend(rows.split_inclusive('\n').skip(skip));
        }
        for name in ["codebook.csv", "truth.json", "queries.json"] {
            std::fs::copy(part.join(name), folder.join(name))?;
        }
        std::fs::remove_dir_all(&part)?;
    }
    for (name, table) in tables {
        std::fs::write(folder.join(name), table)?;
    }
    Ok(folder)
}

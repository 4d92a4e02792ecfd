//! The example study, embedded in the program.

use std::path::Path;

use rust_embed::Embed;

use super::{DATABASE, ImportAnswer, ImportOptions, Project, ProjectError, SETTINGS, write_own};

/// Title of the example study; its folder is known by it.
const TITLE: &str = "Leaving home: an invented example study";
/// Who imports it.
const WHO: &str = "demo";
/// What its settings have beside those of every new project.
const SETTINGS_MORE: &str = include_str!("demo.toml");

#[derive(Embed)]
#[folder = "corpus/"]
struct Corpus;

#[derive(Embed)]
#[folder = "codebook/"]
struct Codebook;

impl Project {
    /// The example study in `root`: written and imported where it is not there yet. Files that are
    /// there stay as they are; a folder with a project of its own is refused.
    pub fn demo(root: &Path) -> Result<(Self, ImportAnswer), ProjectError> {
        if root.join(DATABASE).exists() && Self::open(root)?.settings().title != TITLE {
            return Err(ProjectError::Exists(root.to_owned()));
        }
        let missing = |folder: &str, names: Vec<String>| -> Vec<(String, String)> {
            let there = |name: &String| root.join(folder).join(name).exists();
            let names = names.into_iter().filter(|name| !there(name));
            names.map(|name| (folder.to_owned(), name)).collect()
        };
        let mut files = missing("corpus", Corpus::iter().map(String::from).collect());
        files.extend(missing(
            "codebook",
            Codebook::iter().map(String::from).collect(),
        ));
        for folder in ["corpus", "codebook"] {
            let folder = root.join(folder);
            std::fs::create_dir_all(&folder).map_err(ProjectError::file(&folder, "made"))?;
        }
        for (folder, name) in files {
            let file = match folder.as_str() {
                "corpus" => Corpus::get(&name),
                _ => Codebook::get(&name),
            };
            if let Some(file) = file {
                write_own(&root.join(folder).join(&name), &file.data)?;
            }
        }
        let settings = root.join(SETTINGS);
        if !settings.exists() {
            let text = super::STARTER.replacen("My study", TITLE, 1) + SETTINGS_MORE;
            write_own(&settings, text.as_bytes())?;
        }
        let mut project = match root.join(DATABASE).exists() {
            true => Self::open(root)?,
            false => Self::init(root)?,
        };
        let answer = project.import(WHO, &[], &ImportOptions::default())?;
        project.refresh_index()?;
        Ok((project, answer))
    }
}

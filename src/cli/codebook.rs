//! `quotebook codebook`

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::json;

use super::arguments::Format;
use super::history::count;
use super::{Answer, Context, import, list};
use crate::model::redact::conceal_code;
use crate::project::{
    CodeEdit, CodePlace, Codings, ExportRequest, ImportOptions, Leaving, Project,
};
use crate::report::records::Records;
use crate::report::table::Table;
use crate::report::{self, Block, Report};

/// What to do with the codebook.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Show the codes (as `quotebook codes`).
    Show,
    /// Import codebook files (as `quotebook import`), and dictionaries as rules: LIWC and WordStat
    /// (`.dic`, `.cat`), Yoshikoder (`.ykd`), YAML.
    Import {
        /// Files and folders.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Write the codebook to files.
    Export {
        /// A `.csv` or `.xlsx` file, a `.qdc` file for other programs (REFI-QDA), a document to read
        /// (`.docx`, `.odt`, `.html`, `.md`, `.tex`), or a folder for one TOML file per family (a `.toml`
        /// file where there is one family).
        path: PathBuf,
    },
    /// Name double names, empty definitions, overlapping rules and unused codes.
    Check,
    /// Show what a code was called and meant from when on.
    Versions {
        /// The code.
        code: String,
    },
    /// Add a code, for example `push/no-jobs`.
    Add {
        /// What queries call it; what stands before the last slash is the code above it.
        key: String,
        /// The code above it, when the key does not say.
        #[arg(long)]
        parent: Option<String>,
        /// Its name is what somebody said: while a round is blind, others are not shown it.
        #[arg(long)]
        in_vivo: bool,
        #[command(flatten)]
        edit: Wording,
    },
    /// Change what a code says. A changed meaning is a new version of its definition.
    Edit {
        /// The code.
        code: String,
        #[command(flatten)]
        edit: Wording,
    },
    /// Give a code another name. Its key and its codings stay.
    Rename {
        /// The code.
        code: String,
        /// Its new name.
        name: String,
    },
    /// Hang a code below another one, or put it before or behind a sibling.
    Move {
        /// The code.
        code: String,
        /// The code above it from now on; without it the code becomes a family.
        parent: Option<String>,
        /// Put it beside this code, before it.
        #[arg(long, value_name = "CODE", conflicts_with_all = ["parent", "after"])]
        before: Option<String>,
        /// Put it beside this code, behind it.
        #[arg(long, value_name = "CODE", conflicts_with = "parent")]
        after: Option<String>,
    },
    /// Merge codes into another one.
    Merge {
        /// The codes that go.
        #[arg(required = true)]
        from: Vec<String>,
        /// The code that stays.
        #[arg(long)]
        into: String,
    },
    /// Split a code: some of its codings get a new code beside it.
    Split {
        /// The code.
        code: String,
        /// Key of the new code.
        #[arg(long, value_name = "KEY")]
        into: String,
        /// The codings that answer this, in the query language.
        #[arg(
            long = "where",
            value_name = "QUERY",
            required_unless_present = "codings"
        )]
        filter: Option<String>,
        /// Codings by their ids, as `quotebook codings` shows them.
        codings: Vec<String>,
        #[command(flatten)]
        edit: Wording,
    },
    /// Remove a code.
    Remove {
        /// The code.
        code: String,
        /// Remove its codings too.
        #[arg(long, conflicts_with = "recode")]
        uncode: bool,
        /// Give its codings this code.
        #[arg(long, value_name = "CODE")]
        recode: Option<String>,
    },
}

#[derive(Debug, Args)]
struct Wording {
    /// What readers call it.
    #[arg(long)]
    name: Option<String>,
    /// What it means.
    #[arg(long)]
    definition: Option<String>,
    /// When to use it.
    #[arg(long)]
    use_when: Option<String>,
    /// When not to use it.
    #[arg(long)]
    not_when: Option<String>,
    /// Words that show it well.
    #[arg(long)]
    example: Option<String>,
    /// A rule for autocoding; may be given several times and replaces the rules there were.
    #[arg(long = "match", value_name = "QUERY")]
    rules: Option<Vec<String>>,
    /// Colour, `#rrggbb`.
    #[arg(long)]
    color: Option<String>,
    /// To whom it applies, in the query language, for tables with `--percent asked`; empty for
    /// everybody.
    #[arg(long, value_name = "QUERY")]
    asked: Option<String>,
}

impl From<&Wording> for CodeEdit {
    fn from(edit: &Wording) -> Self {
        Self {
            name: edit.name.clone(),
            definition: edit.definition.clone(),
            use_when: edit.use_when.clone(),
            not_when: edit.not_when.clone(),
            example: edit.example.clone(),
            rules: edit.rules.clone(),
            color: edit.color.clone(),
            asked: edit.asked.clone(),
            in_vivo: false,
        }
    }
}

/// The form of a document that the ending of a file asks for.
fn document(path: &Path) -> Option<report::Format> {
    let ending = path.extension()?.to_string_lossy().to_lowercase();
    Some(match ending.as_str() {
        "docx" => report::Format::Docx,
        "odt" => report::Format::Odt,
        "html" | "htm" => report::Format::Html,
        "md" => report::Format::Markdown,
        "tex" => report::Format::Latex,
        "xlsx" => report::Format::Xlsx,
        _ => return None,
    })
}

/// Whether it shall be a codebook as other programs exchange them (REFI-QDA).
fn is_refi(path: &Path) -> bool {
    let ending = path.extension();
    ending.is_some_and(|it| it.eq_ignore_ascii_case("qdc"))
}

/// The codebook as a sheet that can be imported again.
fn sheet(project: &Project) -> anyhow::Result<Report> {
    let (columns, rows) = project.codebook_table()?;
    let columns = columns.iter().map(|it| ((*it).to_owned(), false));
    Ok(Report {
        title: "Codebook".to_owned(),
        blocks: vec![Block::Table(Table::of_text(columns, rows))],
    })
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let mut project = context.project()?;
    let who = context.coder(&project);
    match &args.action {
        Action::Show => return list::codes(context, &list::CodesArguments::default()),
        Action::Import { paths } => {
            let options = ImportOptions {
                dictionaries: true,
                ..ImportOptions::default()
            };
            return import::import(context, paths, &options);
        }
        Action::Export { path } if document(path).is_some() => {
            let mut study = project.study(context.moment, &Codings::None)?;
            project.conceal_written(&mut study)?;
            let report = match document(path) {
                Some(report::Format::Xlsx) => sheet(&project)?,
                Some(_) | None => report::codebook::report(&study),
            };
            let form = document(path).unwrap_or(report::Format::Docx);
            let mark = context.mark_of_file()?;
            context.write_to(path, &report::render_marked(&report, form, mark.as_deref()))?;
            eprintln!("wrote {}", path.display());
        }
        Action::Export { path } if is_refi(path) => {
            let request = ExportRequest {
                moment: context.moment,
                ..ExportRequest::default()
            };
            let (bytes, answer) = project.exported(path, &request)?;
            context.write_to(path, &bytes)?;
            eprintln!("wrote {}", path.display());
            for loss in &answer.losses {
                eprintln!("note: {loss}");
            }
        }
        Action::Export { path } => {
            for file in project.export_codebook(path)? {
                eprintln!("wrote {}", file.display());
            }
        }
        Action::Check => {
            let mut records = Records::new(&["code", "problem", "text"]);
            let problems = project.codebook_problems()?;
            records.rows.extend(problems.iter().map(|problem| {
                vec![
                    json!(problem.code),
                    json!(problem.fault.name()),
                    json!(problem.sentence),
                ]
            }));
            if problems.is_empty() && context.format == Format::Text {
                eprintln!("the codebook has no problems");
            } else {
                context.list(records, "Codebook")?;
            }
            return Ok(if problems.is_empty() {
                Answer::Yes
            } else {
                Answer::No
            });
        }
        Action::Versions { code } => {
            let columns = [
                "at",
                "coder",
                "version",
                "name",
                "definition",
                "use_when",
                "not_when",
            ];
            let mut records = Records::new(&columns);
            let mut versions = project.code_versions(code)?;
            let concealed = project.concealed(&project.study(None, &Codings::None)?)?;
            for it in &mut versions {
                conceal_code(&mut it.code, &concealed);
            }
            records.rows.extend(versions.iter().map(|it| {
                let (at, code) = (it.at.to_string(), &it.code);
                vec![
                    json!(at),
                    json!(it.by),
                    json!(code.version),
                    json!(code.name),
                    json!(code.definition),
                    json!(code.use_when),
                    json!(code.not_when),
                ]
            }));
            context.list(records, "Definitions")?;
        }
        Action::Add {
            key,
            parent,
            in_vivo,
            edit,
        } => {
            let edit = CodeEdit {
                in_vivo: *in_vivo,
                ..edit.into()
            };
            let code = project.add_code(&who, key, parent.as_deref(), &edit)?;
            eprintln!("added `{}` ({})", code.key, code.name);
        }
        Action::Edit { code, edit } => match project.edit_code(&who, code, &edit.into())? {
            Some(code) => eprintln!("`{}` has definition {} now", code.key, code.version),
            None => eprintln!("nothing changed"),
        },
        Action::Rename { code, name } => {
            let edit = CodeEdit {
                name: Some(name.clone()),
                ..CodeEdit::default()
            };
            match project.edit_code(&who, code, &edit)? {
                Some(code) => eprintln!("`{}` is called {} now", code.key, code.name),
                None => eprintln!("nothing changed"),
            }
        }
        Action::Move {
            code,
            parent,
            before,
            after,
        } => {
            let place = match (parent, before, after) {
                (_, Some(other), _) => CodePlace::Before(other.clone()),
                (_, _, Some(other)) => CodePlace::After(other.clone()),
                (Some(parent), ..) => CodePlace::Below(parent.clone()),
                (None, None, None) => CodePlace::Top,
            };
            project.move_code(&who, code, &place)?;
            eprintln!("moved `{code}`");
        }
        Action::Merge { from, into } => {
            let codings = project.merge_codes(&who, from, into)?;
            eprintln!("merged into `{into}`: {}", count(codings, "coding"));
        }
        Action::Split {
            code,
            into,
            filter,
            codings,
            edit,
        } => {
            let edit = edit.into();
            let codings =
                project.split_code(&who, code, into, &edit, filter.as_deref(), codings)?;
            eprintln!("split `{into}` off `{code}`: {}", count(codings, "coding"));
        }
        Action::Remove {
            code,
            uncode,
            recode,
        } => {
            let leaving = match (uncode, recode) {
                (_, Some(code)) => Leaving::Recode(code.clone()),
                (true, None) => Leaving::Uncode,
                (false, None) => Leaving::Refuse,
            };
            let codings = project.remove_code(&who, code, &leaving)?;
            let what = if *uncode { "removed" } else { "recoded" };
            eprintln!("removed `{code}`; {} {what}", count(codings, "coding"));
        }
    }
    Ok(Answer::Yes)
}

//! Starters: a short script in R and one in Python that read a file of data and count something in it,
//! to begin from. They read the file that lies beside them, wherever both are moved.

/// Forms of data that have starters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Data {
    /// Coded segments as CSV.
    Csv,
    /// Coded segments as JSON Lines.
    Jsonl,
    /// Coded segments as Parquet.
    Parquet,
    /// The matrix of codes by respondent as SPSS data.
    Sav,
}

/// Columns of coded segments that hold numbers.
const NUMBERS: [&str; 5] = ["start", "end", "page", "age", "definition"];

/// How the first line of a starter ends.
const WRITTEN: &str = "which quotebook wrote; begin from here.";

/// The script in R for the data in `file`.
pub fn r(data: Data, file: &str) -> String {
    let numbers = NUMBERS.map(|it| format!("\"{it}\"")).join(", ");
    let name = literal(file);
    let (package, read) = match data {
        // Base R will do.
        Data::Csv => (
            "",
            format!(
                "# Words stay words: no column is guessed to be anything else.\n\
                 segments <- read.csv(file.path(here, {name}), colClasses = \"character\",\n                     \
                 encoding = \"UTF-8\", na.strings = \"\", check.names = FALSE)\n\
                 for (column in c({numbers})) {{\n  segments[[column]] <- as.numeric(segments[[column]])\n}}\n"
            ),
        ),
        Data::Jsonl => (
            "library(jsonlite) # install.packages(\"jsonlite\")\n",
            format!(
                "segments <- stream_in(file(file.path(here, {name}), encoding = \"UTF-8\"), verbose = FALSE)\n"
            ),
        ),
        Data::Parquet => (
            "library(arrow) # install.packages(\"arrow\")\n",
            format!("segments <- as.data.frame(read_parquet(file.path(here, {name})))\n"),
        ),
        Data::Sav => (
            "library(haven) # install.packages(\"haven\")\n",
            format!("cases <- read_sav(file.path(here, {name}))\n"),
        ),
    };
    let use_it = match data {
        Data::Csv | Data::Jsonl | Data::Parquet => {
            "cat(nrow(segments), \"segments of\", length(unique(segments$source)), \"sources\\n\")\n\n\
             # How many respondents each code has.\n\
             known <- segments[!is.na(segments$respondent), ]\n\
             counts <- tapply(known$respondent, known$code, function(it) length(unique(it)))\n\
             print(sort(counts, decreasing = TRUE))\n"
        }
        Data::Sav => {
            "cat(nrow(cases), \"respondents\\n\")\n\n\
             # What each variable is.\n\
             print(sapply(cases, function(it) attr(it, \"label\")))\n\n\
             # How many respondents each code has.\n\
             is_code <- sapply(cases, function(it) setequal(names(attr(it, \"labels\")), c(\"not coded\", \"coded\")))\n\
             print(sort(colSums(as.data.frame(cases)[is_code], na.rm = TRUE), decreasing = TRUE))\n"
        }
    };
    format!(
        "# {}\n\n{package}\n# The folder of this script, when it is run with Rscript.\n\
         script <- sub(\"^--file=\", \"\", grep(\"^--file=\", commandArgs(FALSE), value = TRUE))\n\
         here <- if (length(script) == 1) dirname(script) else \".\"\n\n{read}\n{use_it}",
        what(data, file)
    )
}

/// The script in Python for the data in `file`.
pub fn python(data: Data, file: &str) -> String {
    let numbers = NUMBERS.map(|it| format!("\"{it}\"")).join(", ");
    let name = literal(file);
    let (packages, read) = match data {
        Data::Csv => (
            "import pandas as pd  # pip install pandas\n",
            format!(
                "# Words stay words: no column is guessed to be anything else.\n\
                 segments = pd.read_csv(HERE / {name}, dtype=str, keep_default_na=False)\n\
                 for column in ({numbers}):\n    segments[column] = pd.to_numeric(segments[column], errors=\"coerce\")\n"
            ),
        ),
        Data::Jsonl => (
            "import pandas as pd  # pip install pandas\n",
            format!("segments = pd.read_json(HERE / {name}, lines=True, dtype=False)\n"),
        ),
        Data::Parquet => (
            "import pandas as pd  # pip install pandas pyarrow\n",
            format!("segments = pd.read_parquet(HERE / {name})\n"),
        ),
        Data::Sav => (
            "import pyreadstat  # pip install pyreadstat\n",
            format!("cases, about = pyreadstat.read_sav(HERE / {name})\n"),
        ),
    };
    let use_it = match data {
        Data::Csv | Data::Jsonl | Data::Parquet => {
            "print(len(segments), \"segments of\", segments[\"source\"].nunique(), \"sources\")\n\n\
             # How many respondents each code has.\n\
             known = segments[segments[\"respondent\"].fillna(\"\") != \"\"]\n\
             counts = known.groupby(\"code\")[\"respondent\"].nunique()\n\
             print(counts.sort_values(ascending=False).to_string())\n"
        }
        Data::Sav => {
            "print(len(cases), \"respondents\")\n\n\
             # What each variable is.\n\
             for name, label in about.column_names_to_labels.items():\n    print(f\"{name}: {label}\")\n\n\
             # How many respondents each code has.\n\
             labels = about.variable_value_labels\n\
             codes = [name for name in cases if set(labels.get(name, {}).values()) == {\"not coded\", \"coded\"}]\n\
             print(cases[codes].sum().astype(int).sort_values(ascending=False).to_string())\n"
        }
    };
    format!(
        "\"\"\"{}\"\"\"\n\nfrom pathlib import Path\n\n{packages}\nHERE = Path(__file__).resolve().parent\n\n{read}\n{use_it}",
        what(data, file).replace('\\', "\\\\").replace('"', "'")
    )
}

fn what(data: Data, file: &str) -> String {
    let what = match data {
        Data::Csv | Data::Jsonl | Data::Parquet => "coded segments",
        Data::Sav => "codes by respondent",
    };
    let file: String = file.chars().filter(|it| !it.is_control()).collect();
    format!("Reads the {what} in {file}, {WRITTEN}")
}

/// Whether a script is a starter of another file than this one.
pub fn is_of_another(script: &str, file: &str) -> bool {
    let head = script.lines().next().unwrap_or_default();
    head.contains(WRITTEN) && !script.contains(&literal(file))
}

/// The name as a string of both languages.
fn literal(name: &str) -> String {
    let mut out = "\"".to_owned();
    for letter in name.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            letter if letter.is_control() => {
                out.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_its_string() {
        let name = "a\"); system(\"x\n.csv";
        assert_eq!(literal(name), r#""a\"); system(\"x\u000a.csv""#);
        for script in [r(Data::Csv, name), python(Data::Csv, name)] {
            // The first line is a comment.
            let (head, script) = script.split_once('\n').expect("lines");
            assert!(head.ends_with("begin from here.") || head.ends_with("begin from here.\"\"\""));
            assert!(!script.contains("a\"); system"), "{script}");
            assert!(script.contains(r#"a\"); system(\"x"#), "{script}");
        }
        assert!(!python(Data::Sav, "a\"\"\"b.sav").contains("a\"\"\"b"));
    }

    #[test]
    fn a_starter_is_of_the_file_that_it_reads() {
        let script = r(Data::Csv, "segments.csv");
        assert!(!is_of_another(&script, "segments.csv"));
        assert!(is_of_another(&script, "segments.jsonl"));
        assert!(!is_of_another("# mine\n", "segments.csv"));
    }

    #[test]
    fn the_starter_of_a_table_in_python() {
        insta::assert_snapshot!(python(Data::Csv, "segments.csv"), @r#"
        """Reads the coded segments in segments.csv, which quotebook wrote; begin from here."""

        from pathlib import Path

        import pandas as pd  # pip install pandas

        HERE = Path(__file__).resolve().parent

        # Words stay words: no column is guessed to be anything else.
        segments = pd.read_csv(HERE / "segments.csv", dtype=str, keep_default_na=False)
        for column in ("start", "end", "page", "age", "definition"):
            segments[column] = pd.to_numeric(segments[column], errors="coerce")

        print(len(segments), "segments of", segments["source"].nunique(), "sources")

        # How many respondents each code has.
        known = segments[segments["respondent"].fillna("") != ""]
        counts = known.groupby("code")["respondent"].nunique()
        print(counts.sort_values(ascending=False).to_string())
        "#);
    }
}

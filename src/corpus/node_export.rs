//! What NVivo exports of a code (once a node): a text that lists, file by file, the references coded
//! at it. It comes as a text, Word or web file, and is a table of coded segments.

use super::sheet::{Cell, Sheet};

/// The table in such a text; `None` where it is none. `name` is the file's, which is called as the
/// code is unless the text says otherwise.
pub fn sheet(name: &str, text: &str) -> Option<Sheet> {
    let mut grid: Vec<(usize, Vec<Cell>)> = vec![(
        0,
        ["file name", "coded text", "code", "coverage"]
            .map(Cell::of)
            .to_vec(),
    )];
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut code = stem.to_owned();
    let mut source: Option<String> = None;
    let mut reference: Option<(usize, String, Vec<&str>)> = None;
    let mut close =
        |source: &Option<String>, code: &str, it: Option<(usize, String, Vec<&str>)>| {
            if let (Some(source), Some((number, coverage, lines))) = (source, it) {
                let words = lines.join("\n");
                let cells = [source.as_str(), words.trim(), code, &coverage];
                grid.push((number, cells.map(Cell::of).to_vec()));
            }
        };
    for (number, line) in text.lines().enumerate() {
        let number = number + 1;
        let line = line.trim();
        if let Some(file) = file(line) {
            close(&source, &code, reference.take());
            source = Some(file);
        } else if let Some(coverage) = coverage(line).filter(|_| source.is_some()) {
            close(&source, &code, reference.take());
            reference = Some((number, coverage, Vec::new()));
        } else if let Some((_, _, lines)) = &mut reference {
            lines.push(line);
        } else if let (None, Some(own)) = (&source, line.strip_prefix("Name:")) {
            code = own.trim().to_owned();
        } else if !line.is_empty() && source.is_none() && number > HEAD {
            return None;
        }
    }
    close(&source, &code, reference.take());
    if grid.len() < 2 {
        return None;
    }
    Sheet::from_grid(name, "UTF-8", grid).ok()
}

/// A file heading stands within so many lines; before it only the code's name and description.
const HEAD: usize = 40;

/// `<Files\\Interviews\\Anna> - § 3 references coded  [ 4.35% Coverage]` is `Anna`.
fn file(line: &str) -> Option<String> {
    let (place, rest) = line.rsplit_once(" - § ")?;
    let rest = rest.trim_start_matches(|it: char| it.is_ascii_digit() || it == ',');
    let is_head = rest.trim_start().starts_with("reference")
        && rest.contains(" coded")
        && rest.ends_with(']');
    let place = place.trim_start_matches('<').trim_end_matches('>');
    let known = ["Files", "Internals", "Externals", "Memos", "Cases"];
    let root = place.split('\\').next().unwrap_or_default();
    let last = place
        .rsplit('\\')
        .next()
        .filter(|it| !it.trim().is_empty())?;
    (is_head && known.contains(&root)).then(|| last.trim().to_owned())
}

/// `Reference 2 - 0.92% Coverage` is `0.92%`.
fn coverage(line: &str) -> Option<String> {
    let (number, rest) = line.strip_prefix("Reference ")?.split_once(" - ")?;
    let is_number = !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit());
    let share = rest
        .strip_suffix(" Coverage")
        .filter(|it| it.ends_with('%'))?;
    is_number.then(|| share.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::role::{Role, decide};
    use super::super::segments::{recognised, segments};
    use super::*;

    const EXPORT: &str = "Name: Work lost\n\n<Files\\\\Interviews\\\\Baker 1> - § 2 references coded  [ 4.35% Coverage]\n\n\
        Reference 1 - 0.92% Coverage\n\nWe left when\nthe mill closed.\n\nReference 2 - 3.43% Coverage\n\nMy sister stayed.\n\n\
        <Internals\\\\Baker 2> - § 1 reference coded  [1.00% Coverage]\n\nReference 1 - 1.00% Coverage\n\nNo coal.\n";

    #[test]
    fn references_are_rows() {
        let sheet = sheet("export.txt", EXPORT).expect("an export");
        let (role, map) = decide(&sheet, &recognised(&sheet).expect("known")).expect("role");
        assert_eq!(role, Role::Segments);
        let (rows, refused, _) = segments(&sheet, &map).expect("rows");
        assert!(refused.is_empty());
        let rows: Vec<_> = rows
            .iter()
            .map(|it| {
                (
                    it.row,
                    it.source.as_str(),
                    it.text.as_str(),
                    it.codes.as_str(),
                )
            })
            .collect();
        assert_eq!(
            rows,
            [
                (5, "Baker 1", "We left when\nthe mill closed.", "Work lost"),
                (10, "Baker 1", "My sister stayed.", "Work lost"),
                (16, "Baker 2", "No coal.", "Work lost"),
            ]
        );
    }

    #[test]
    fn notes_stay_notes() {
        for text in [
            "We left when the mill closed.\n",
            "Reference 1 - 0.92% Coverage\n\nWe left.\n",
            "It said <Files\\\\x> - § 2 references coded somewhere.\n",
        ] {
            assert_eq!(sheet("note.txt", text), None, "{text}");
        }
        let named = EXPORT.replace("Name: Work lost\n", "");
        let sheet = sheet("Push.docx", &named).expect("an export");
        assert_eq!(sheet.cell(0, 2).to_string(), "Push");
    }
}

//! Open answers: every filled cell of an answer column becomes one text. Words such as "None" and
//! "NA" are answers: people write them.

use std::collections::BTreeMap;

use super::register::respondent_name;
use super::role::ColumnMap;
use super::role_words::Column;
use super::sheet::{Cell, Sheet};
use super::sheet_error::SheetError;

/// The answers of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// Answers in the order of the rows.
    pub answers: Vec<Answer>,
    /// How many cells were empty and are not there.
    pub empty: usize,
    /// What the user should know.
    pub remarks: Vec<String>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The row in the file.
    pub row: usize,
    /// The name of the source that it becomes; unique in the sheet.
    pub name: String,
    /// Who answered.
    pub respondent: Option<String>,
    /// The words, as written.
    pub text: String,
    /// What was asked.
    pub title: Option<String>,
}

/// Reads the answers from a sheet.
pub fn answers(sheet: &Sheet, map: &ColumnMap) -> Result<Answers, SheetError> {
    map.need(sheet, Column::Text)?;
    let texts = map.all(Column::Text);
    let who = map.at(Column::Respondent);
    let asked = map.at(Column::Title);
    let source = map.at(Column::Source);
    let mut found = Vec::new();
    let mut empty = 0;
    let mut remarks = sheet.remarks.clone();
    for row in 0..sheet.rows.len() {
        let respondent = who.and_then(|column| respondent_name(sheet.cell(row, column)));
        let source = source.and_then(|column| respondent_name(sheet.cell(row, column)));
        for column in &texts {
            let cell = sheet.cell(row, *column);
            // White space that has a name of its own in the table is an answer there: leaving it out
            // would make our count differ from the survey's.
            let blank = cell.is_empty();
            if blank && (*cell == Cell::Empty || source.is_none()) {
                empty += 1;
                continue;
            }
            if blank {
                let row = sheet.number(row);
                remarks.push(format!("row {row}: the answer is only white space"));
            }
            // With one question per column, its heading is the question.
            let heading = || {
                sheet.labels[*column]
                    .as_ref()
                    .unwrap_or(&sheet.columns[*column])
                    .clone()
            };
            let title = match asked {
                Some(asked) => sheet.cell(row, asked).words(),
                None => (texts.len() > 1).then(heading),
            };
            let who = source.as_ref().or(respondent.as_ref());
            let stem = who
                .cloned()
                .unwrap_or_else(|| format!("row {}", sheet.number(row)));
            let name = if texts.len() > 1 {
                format!("{stem}-{}", sheet.columns[*column])
            } else {
                stem
            };
            let respondent = respondent.clone();
            found.push(Answer {
                row: sheet.number(row),
                name,
                respondent,
                text: cell.to_string(),
                title,
            });
        }
    }
    name_apart(&mut found);
    Ok(Answers {
        answers: found,
        empty,
        remarks,
    })
}

/// Answers of the same name get the question, and then a number: `r1-wishes-2`.
fn name_apart(answers: &mut [Answer]) {
    let count = |answers: &[Answer]| {
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for answer in answers {
            *times.entry(answer.name.clone()).or_default() += 1;
        }
        times
    };
    let times = count(answers);
    for answer in answers.iter_mut() {
        if let Some(title) = &answer.title
            && times[&answer.name] > 1
            && title.chars().count() <= 40
        {
            answer.name = format!("{}-{title}", answer.name);
        }
    }
    let times = count(answers);
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for answer in answers.iter_mut() {
        if times[&answer.name] == 1 {
            continue;
        }
        let number = taken.entry(answer.name.clone()).or_default();
        loop {
            *number += 1;
            let name = format!("{}-{number}", answer.name);
            if !times.contains_key(&name) {
                answer.name = name;
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::role::decide;
    use super::super::role_words::parse_map;
    use super::super::sheet;
    use super::*;

    fn read(text: &str, wish: Option<&str>) -> Answers {
        let sheet = sheet::read("a.csv", text.as_bytes()).expect("a sheet");
        let wishes = wish
            .map(|wish| parse_map(wish).expect("a mapping"))
            .unwrap_or_default();
        let (_, map) = decide(&sheet, &wishes).expect("a role");
        answers(&sheet, &map).expect("answers")
    }

    fn names(answers: &Answers) -> Vec<&str> {
        answers
            .answers
            .iter()
            .map(|answer| answer.name.as_str())
            .collect()
    }

    #[test]
    fn every_filled_row_is_a_source_and_words_for_nothing_are_words() {
        let text = "id,question,answer\n1,lamp,None\n1,shelf, A low one. \n2,lamp,NA\n2,shelf,\n1,lamp,null\n";
        let answers = read(text, None);
        assert_eq!(names(&answers), ["1-lamp-1", "1-shelf", "2", "1-lamp-2"]);
        assert_eq!(answers.empty, 1);
        assert_eq!(answers.answers[0].text, "None");
        assert_eq!(answers.answers[1].text, " A low one. ");
        assert_eq!(answers.answers[3].respondent.as_deref(), Some("1"));
        assert_eq!(answers.answers[2].title.as_deref(), Some("lamp"));
    }

    #[test]
    fn one_source_per_column_when_the_map_says_so() {
        let answers = read(
            "id,lamp,shelf\n7,on,\n8,off,low\n",
            Some("lamp=text,shelf=text"),
        );
        assert_eq!(names(&answers), ["7-lamp", "8-lamp", "8-shelf"]);
        assert_eq!(answers.answers[2].title.as_deref(), Some("shelf"));
    }

    #[test]
    fn made_names_do_not_meet_given_ones() {
        let answers = read("id,text\n1,a\n1,b\n1-1,c\n", None);
        assert_eq!(names(&answers), ["1-2", "1-3", "1-1"]);
    }
}

//! What a sheet is for, told by its header: a register of respondents, open answers, a codebook or
//! codings. Guesses only where one reading is possible, and says how to decide otherwise.

use super::classifications;
use super::role_words::{Column, plain};
use super::sheet::{Cell, Sheet};
use super::sheet_error::SheetError;

/// What a sheet holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Respondents and their attributes.
    Register,
    /// Answers in the respondents' own words; each becomes a source.
    OpenAnswers,
    /// Codes.
    Codebook,
    /// Codings.
    Codings,
    /// Coded segments by their words, without positions.
    Segments,
    /// Into which values respondents are put.
    Classifications,
    /// Stops on respondents' ways.
    Routes,
    /// Places with their country and coordinates.
    Places,
}

impl Role {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::OpenAnswers => "open answers",
            Self::Codebook => "codebook",
            Self::Codings => "codings",
            Self::Segments => "segments",
            Self::Classifications => "classifications",
            Self::Routes => "routes",
            Self::Places => "places",
        }
    }
}

/// Which column of a sheet is for what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnMap {
    roles: Vec<Option<Column>>,
    /// What the user said, which beats every heading.
    wished: Vec<Option<Column>>,
}

impl ColumnMap {
    /// Where the (first) column for `role` is.
    pub fn at(&self, role: Column) -> Option<usize> {
        self.roles.iter().position(|it| *it == Some(role))
    }

    /// All columns for `role`.
    pub fn all(&self, role: Column) -> Vec<usize> {
        (0..self.roles.len())
            .filter(|at| self.roles[*at] == Some(role))
            .collect()
    }

    /// What a column is for; `None` when nothing is known about it.
    pub fn role(&self, column: usize) -> Option<Column> {
        self.roles.get(column).copied().flatten()
    }

    /// The same without a column, unless the user said what it is for.
    pub fn without(&self, column: usize) -> Self {
        let mut map = self.clone();
        let is_wished = self.wished.get(column).is_some_and(Option::is_some);
        if let (Some(role), false) = (map.roles.get_mut(column), is_wished) {
            *role = Some(Column::Skip);
        }
        map
    }

    /// The headings with those that the user mapped replaced by the names of their roles, for
    /// readers (of codebooks) that go by headings alone.
    pub fn headings(&self, sheet: &Sheet) -> Vec<String> {
        let taken = |heading: &str| {
            let names = |role: &Option<Column>| role.is_some_and(|role| role.name() == heading);
            self.wished.iter().any(names)
        };
        let heading = |(heading, wish): (&String, &Option<Column>)| match wish {
            Some(role) => role.name().to_owned(),
            None if taken(&plain(heading)) => format!("{heading} (not mapped)"),
            None => heading.clone(),
        };
        sheet
            .columns
            .iter()
            .zip(&self.wished)
            .map(heading)
            .collect()
    }

    /// Where the column for `role` is, or the error that it is missing.
    pub(crate) fn need(&self, sheet: &Sheet, role: Column) -> Result<usize, SheetError> {
        self.at(role).ok_or_else(|| SheetError::Needs {
            name: sheet.name.clone(),
            role: role.name(),
        })
    }
}

/// Tells what a sheet is for. `wishes` (from `--map`) beat every heading.
pub fn decide(sheet: &Sheet, wishes: &[(String, Column)]) -> Result<(Role, ColumnMap), SheetError> {
    let wished = wished(sheet, wishes)?;
    if wishes.is_empty() && classifications::is_one(sheet) {
        return Ok((Role::Classifications, map(sheet, &wished, &[])?));
    }
    let has = |role: Column| {
        let open = |at: usize| wished[at].is_none() && role.rank(&sheet.columns[at]).is_some();
        wished.contains(&Some(role)) || (0..wished.len()).any(open)
    };
    let is_wished = |role: Column| wished.contains(&Some(role));
    // Many tables number their rows: only what is called an order of stops makes a route.
    let is_order = |it: &String| Column::Order.rank(it).is_some_and(|rank| rank < 2);
    let ordered = is_wished(Column::Order)
        || (0..wished.len()).any(|at| wished[at].is_none() && is_order(&sheet.columns[at]));
    let stops = ordered || is_wished(Column::Kind) || has(Column::Kind) && has(Column::Stay);
    if has(Column::Respondent) && has(Column::Place) && stops {
        return Ok((Role::Routes, map(sheet, &wished, &ROUTES)?));
    }
    let located = has(Column::Latitude) && has(Column::Longitude) || has(Column::Aliases);
    let named = has(Column::Place) && (located || has(Column::Country));
    if !has(Column::Respondent) && (named || has(Column::Name) && located) {
        let kind = match has(Column::Place) {
            true => &PLACES[1..],
            false => &PLACES[..],
        };
        return Ok((Role::Places, map(sheet, &wished, kind)?));
    }
    // Codebooks may sort their codes into categories; codes have neither gender nor age.
    let aged = has(Column::Gender) || has(Column::Age);
    let person = aged || has(Column::Category);
    let code = has(Column::Code) || has(Column::Name);
    let best = |role: Column, ranks: usize| {
        let ranked = |at: usize| {
            role.rank(&sheet.columns[at])
                .is_some_and(|rank| rank < ranks)
        };
        is_wished(role) || (0..wished.len()).any(|at| wished[at].is_none() && ranked(at))
    };
    // Registers have names, groups and comments too: these tell a codebook only beside a code.
    let meaning = has(Column::Rules)
        || best(Column::Definition, 1)
        || best(Column::Parent, 2)
        || has(Column::Code) && (has(Column::Definition) || has(Column::Parent));
    if has(Column::Source) && has(Column::Code) && has(Column::Start) && has(Column::End) {
        return Ok((Role::Codings, map(sheet, &wished, &CODINGS)?));
    }
    if is_wished(Column::Code) && is_wished(Column::Text) && has(Column::Source) {
        return Ok((Role::Segments, map(sheet, &wished, &CODINGS)?));
    }
    let codes_wished =
        is_wished(Column::Definition) || is_wished(Column::Name) || is_wished(Column::Code);
    let answers_wished = is_wished(Column::Text);
    if code && meaning && !answers_wished && (codes_wished || !(aged || strong(sheet, &wished))) {
        return Ok((Role::Codebook, map(sheet, &wished, &CODES)?));
    }
    if has(Column::Text) && (has(Column::Respondent) || has(Column::Source) || answers_wished) {
        return Ok((Role::OpenAnswers, map(sheet, &wished, &ANSWERS)?));
    }
    if !(has(Column::Respondent) || has(Column::Source) && person) {
        return Err(SheetError::NoRole {
            name: sheet.name.clone(),
            columns: list(sheet),
        });
    }
    let mut found = map(sheet, &wished, &REGISTER)?;
    let long: Vec<_> = (0..sheet.columns.len())
        .filter(|at| found.roles[*at].is_none() && is_long(sheet, *at))
        .collect();
    let Some(first) = long.first() else {
        return Ok((Role::Register, found));
    };
    let beside = [
        Column::Category,
        Column::Gender,
        Column::Age,
        Column::Attribute,
    ]
    .into_iter()
    .find_map(|role| found.at(role));
    if let Some(beside) = beside {
        return Err(SheetError::TextsOrRegister {
            name: sheet.name.clone(),
            column: sheet.columns[*first].clone(),
            attribute: sheet.columns[beside].clone(),
        });
    }
    for at in long {
        found.roles[at] = Some(Column::Text);
    }
    Ok((Role::OpenAnswers, found))
}

const CODINGS: [Column; 6] = [
    Column::Source,
    Column::Code,
    Column::Start,
    Column::End,
    Column::Coder,
    Column::Text,
];
const CODES: [Column; 5] = [
    Column::Code,
    Column::Name,
    Column::Parent,
    Column::Definition,
    Column::Rules,
];
const ANSWERS: [Column; 7] = [
    Column::Respondent,
    Column::Source,
    Column::Text,
    Column::Title,
    Column::Category,
    Column::Gender,
    Column::Age,
];
const ROUTES: [Column; 9] = [
    Column::Respondent,
    Column::Place,
    Column::Order,
    Column::Kind,
    Column::Arrived,
    Column::Stay,
    Column::How,
    Column::With,
    Column::Evidence,
];
const PLACES: [Column; 6] = [
    Column::Name,
    Column::Place,
    Column::Country,
    Column::Latitude,
    Column::Longitude,
    Column::Aliases,
];
const REGISTER: [Column; 5] = [
    Column::Respondent,
    Column::Source,
    Column::Category,
    Column::Gender,
    Column::Age,
];

/// The columns that `--map` speaks of.
fn wished(sheet: &Sheet, wishes: &[(String, Column)]) -> Result<Vec<Option<Column>>, SheetError> {
    let mut roles = vec![None; sheet.columns.len()];
    for (heading, role) in wishes {
        let lower = heading.to_lowercase();
        let exact = sheet.columns.iter().position(|column| column == heading);
        let found = exact.or_else(|| {
            sheet
                .columns
                .iter()
                .position(|it| it.to_lowercase() == lower)
        });
        let Some(at) = found else {
            return Err(SheetError::NoColumn {
                name: sheet.name.clone(),
                column: heading.clone(),
                columns: list(sheet),
            });
        };
        if let Some(other) = roles.iter().position(|it| *it == Some(*role))
            && other != at
            && !matches!(role, Column::Text | Column::Attribute | Column::Skip)
        {
            return Err(two(sheet, *role, other, at));
        }
        roles[at] = Some(*role);
    }
    Ok(roles)
}

/// Gives every role of one kind of sheet its best column: by heading, or else by what an SPSS file
/// says that the variable asks.
fn map(sheet: &Sheet, wished: &[Option<Column>], kind: &[Column]) -> Result<ColumnMap, SheetError> {
    let mut roles = wished.to_vec();
    for role in kind {
        if roles.contains(&Some(*role)) {
            continue;
        }
        let free = |at: &usize| roles[*at].is_none();
        let by_heading = |at: usize| Some((role.rank(&sheet.columns[at])?, at));
        let by_label = |at: usize| Some((role.rank(sheet.labels[at].as_deref()?)?, at));
        let mut found: Vec<_> = (0..roles.len())
            .filter(free)
            .filter_map(by_heading)
            .collect();
        if found.is_empty() {
            found = (0..roles.len()).filter(free).filter_map(by_label).collect();
        }
        found.sort_unstable();
        let Some((rank, at)) = found.first().copied() else {
            continue;
        };
        if let Some((_, other)) = found.get(1).filter(|other| other.0 == rank) {
            return Err(two(sheet, *role, at, *other));
        }
        roles[at] = Some(*role);
    }
    Ok(ColumnMap {
        roles,
        wished: wished.to_vec(),
    })
}

/// Whether a heading names the respondent outright and not just some number.
fn strong(sheet: &Sheet, wished: &[Option<Column>]) -> bool {
    let named = |at: usize| {
        Column::Respondent
            .rank(&sheet.columns[at])
            .is_some_and(|rank| rank < 2)
    };
    (0..wished.len())
        .any(|at| wished[at] == Some(Column::Respondent) || wished[at].is_none() && named(at))
}

/// Whether most of a column's cells are filled and half of those hold a sentence or more.
fn is_long(sheet: &Sheet, column: usize) -> bool {
    let lengths: Vec<_> = (0..sheet.rows.len())
        .filter_map(|row| match sheet.cell(row, column) {
            Cell::Text(text) => Some(text.chars().count()),
            Cell::Empty | Cell::Number(_) | Cell::Date(_) => None,
        })
        .collect();
    let long = lengths.iter().filter(|length| **length >= 80).count();
    lengths.len() * 2 >= sheet.rows.len() && long * 2 > lengths.len()
}

fn two(sheet: &Sheet, role: Column, first: usize, second: usize) -> SheetError {
    SheetError::TwoColumns {
        name: sheet.name.clone(),
        role: role.name(),
        first: sheet.columns[first].clone(),
        second: sheet.columns[second].clone(),
    }
}

fn list(sheet: &Sheet) -> String {
    let quoted: Vec<_> = sheet
        .columns
        .iter()
        .map(|column| format!("`{column}`"))
        .collect();
    quoted.join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::role_words::parse_map;
    use super::super::sheet;
    use super::*;

    fn read(text: &str) -> Sheet {
        sheet::read("t.csv", text.as_bytes()).expect("a sheet")
    }

    fn role(header: &str) -> Role {
        decide(&read(&format!("{header}\n")), &[])
            .expect("a role")
            .0
    }

    #[test]
    fn headers_tell_what_a_sheet_is() {
        for header in [
            "respondent,category,gender,age",
            "doc,respondent_id,category,gender,age",
            "ID,Sex,Age,Place",
            "№,пол,возраст,место",
            "Код респондента,Категория",
            "code,gender,age",
            "респонденттің нөмірі,жынысы,жасы",
            "respondent_id,status,how_often,group",
            "ID,name,place,comment",
            "№,name,category,group",
        ] {
            assert_eq!(role(header), Role::Register, "{header}");
        }
        for header in [
            "source,coder,code,start,end,text",
            "document_id,coder,code,value,raw_value,start,end,unit_id,text",
            "coder,doc,code,start,end",
        ] {
            assert_eq!(role(header), Role::Codings, "{header}");
        }
        for header in [
            "path,name,parent,description,color",
            "code,group,definition",
            "tag,description,number of highlights",
            "code,search_pattern",
            "code,category,description",
            "id,name,parent,definition,use_when",
        ] {
            assert_eq!(role(header), Role::Codebook, "{header}");
        }
        for header in [
            "respondent_id,question,answer_no,unit_id,text",
            "participant_id,priority,item,answer",
            "номер,вопрос,ответ",
        ] {
            assert_eq!(role(header), Role::OpenAnswers, "{header}");
        }
    }

    #[test]
    fn doubts_are_errors_that_say_how_to_decide() {
        let error = decide(&read("respondent,participant,age\n"), &[]).expect_err("two");
        assert_eq!(
            error.to_string(),
            "`t.csv` has two columns for `respondent`: `respondent` and `participant`, expected one; say which with `--map respondent=respondent,participant=attribute`"
        );
        let wishes = parse_map("respondent=respondent,participant=attribute").expect("a mapping");
        assert!(decide(&read("respondent,participant,age\n"), &wishes).is_ok());
        assert!(matches!(
            decide(&read("lamp,shelf\n"), &[]),
            Err(SheetError::NoRole { .. })
        ));
        let wishes = parse_map("door=respondent").expect("a mapping");
        assert!(matches!(
            decide(&read("lamp\n"), &wishes),
            Err(SheetError::NoColumn { .. })
        ));
    }

    #[test]
    fn a_mapping_renames_the_columns_of_a_codebook() {
        let sheet = read("title,name,definition\n");
        let wishes = parse_map("title=name").expect("a mapping");
        let (role, map) = decide(&sheet, &wishes).expect("a role");
        assert_eq!(role, Role::Codebook);
        assert_eq!(
            map.headings(&sheet),
            ["name", "name (not mapped)", "definition"]
        );
    }

    #[test]
    fn long_texts_are_answers_unless_attributes_stand_beside_them() {
        let words = "the lamp in the hall was moved to the shelf near the window ".repeat(3);
        let sheet = read(&format!("id,lamp,shelf\n1,{words},{words}\n2,{words},\n"));
        let (role, map) = decide(&sheet, &[]).expect("a role");
        assert_eq!(
            (role, map.all(Column::Text)),
            (Role::OpenAnswers, vec![1, 2])
        );
        let sheet = read(&format!("id,age,lamp\n1,30,{words}\n"));
        assert!(matches!(
            decide(&sheet, &[]),
            Err(SheetError::TextsOrRegister { .. })
        ));
        for (wish, expected) in [
            ("lamp=attribute", Role::Register),
            ("lamp=text", Role::OpenAnswers),
        ] {
            let wishes = parse_map(wish).expect("a mapping");
            assert_eq!(decide(&sheet, &wishes).expect("a role").0, expected);
        }
    }
}

//! A comparison of coders: coefficients for each code and for all together, with what they rest on.

use super::bootstrap::Drawing;
use super::continuum::Continuum;
use super::decisions::{Decisions, Question, Unit, of_characters};
use super::measured::{
    Measured, OF_DECISIONS, OF_LEVELS, OF_SETS, of_decisions, of_ratings, of_sets,
};
use super::measured_spans::{OF_SPANS, ON_REQUEST, of_spans};
use super::ratings::Ratings;

/// How far some coders agree.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Which part of the work, when it is looked at part by part.
    pub period: Option<String>,
    /// Whether they put each unit into one of several values, rather than gave it codes or not.
    pub classified: bool,
    /// What they were compared on.
    pub unit: String,
    /// Their names.
    pub coders: Vec<String>,
    /// How many codings (or ratings) of each were compared.
    pub codings: Vec<usize>,
    /// How many units at least two of them looked at.
    pub n: f64,
    /// All codes together: every decision on every code counts as one.
    pub measures: Vec<Measured>,
    /// Each code.
    pub codes: Vec<OfCode>,
}

/// How far they agree on one code.
#[derive(Debug, Clone, PartialEq)]
pub struct OfCode {
    /// The code.
    pub code: String,
    /// Units.
    pub n: f64,
    /// How many of them each coder gave the code.
    pub coded: Vec<f64>,
    /// The coefficients.
    pub measures: Vec<Measured>,
}

/// The coefficients that are given unless others are asked for.
pub fn usual(coders: usize) -> Vec<String> {
    let kappa = if coders == 2 {
        "cohen_kappa"
    } else {
        "fleiss_kappa"
    };
    let names = [
        "percent_agreement",
        kappa,
        "krippendorff_alpha_nominal",
        "gwet_ac1",
    ];
    names.map(str::to_owned).to_vec()
}

/// Every name of a coefficient.
pub fn names() -> Vec<&'static str> {
    let levels = OF_LEVELS.iter().flat_map(|(_, names)| *names);
    let all = OF_DECISIONS
        .iter()
        .chain(levels)
        .chain(OF_SETS)
        .chain(OF_SPANS)
        .chain(ON_REQUEST);
    all.copied().collect()
}

fn is_of_spans(name: &str) -> bool {
    OF_SPANS.contains(&name) || ON_REQUEST.contains(&name)
}

/// Every coefficient that makes sense for a unit.
pub fn all(unit: Unit) -> Vec<String> {
    let more = match unit {
        Unit::Character | Unit::Segment => OF_SPANS,
        _ => OF_SETS,
    };
    OF_DECISIONS
        .iter()
        .chain(more)
        .map(|it| (*it).to_owned())
        .collect()
}

impl Unit {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Respondent => "respondent",
            Self::Source => "source",
            Self::Paragraph => "paragraph",
            Self::Sentence => "sentence",
            Self::Character => "character",
            Self::Segment => "segment",
        }
    }
}

fn pairable(ratings: &Ratings) -> f64 {
    ratings.pairable().map(|row| row.times).sum()
}

fn coded(ratings: &Ratings) -> Vec<f64> {
    let mut coded = vec![0.0; ratings.coders()];
    for row in ratings.rows() {
        for (sum, cell) in coded.iter_mut().zip(row.cells) {
            *sum += if *cell == 1 { row.times } else { 0.0 };
        }
    }
    coded
}

/// Compares the coders of a question.
pub fn of_question(question: &Question<'_>, names: &[String], drawing: Drawing) -> Comparison {
    let study = question.study;
    let drawing = Drawing {
        what: match (question.unit, drawing.units) {
            (Unit::Respondent, false) => "bootstrap by respondent",
            _ => drawing.what,
        },
        ..drawing
    };
    let tables = question.tables();
    let continua = match names.iter().any(|name| is_of_spans(name)) {
        true => question.continua(),
        false => Vec::new(),
    };
    let codes = question.codes.len();
    let measures = names.iter().filter_map(|name| {
        of_decisions(name, &tables.together, drawing)
            .or_else(|| of_sets(name, tables.sets.as_ref()?, drawing))
            .or_else(|| of_spans(name, &continua, codes, drawing))
    });
    let of_code = |(at, decisions): (usize, &Decisions)| {
        let alone = alone(&continua, at);
        let measures = names.iter().filter_map(|name| {
            of_decisions(name, decisions, drawing).or_else(|| of_spans(name, &alone, 1, drawing))
        });
        let key = study
            .codes
            .get(&question.codes[at])
            .map(|code| code.key.clone());
        OfCode {
            code: key.unwrap_or_default(),
            n: pairable(&decisions.ratings),
            coded: coded(&decisions.ratings),
            measures: measures.collect(),
        }
    };
    let name = |id| {
        study
            .coders
            .get(id)
            .map_or_else(String::new, |it| it.name.clone())
    };
    let first = tables.codes.first();
    Comparison {
        period: None,
        classified: false,
        unit: question.unit.name().to_owned(),
        coders: question.coders.iter().map(name).collect(),
        codings: question.counts(),
        n: match question.unit {
            Unit::Segment => pairable(&tables.together.ratings),
            _ => first.map_or(0.0, |it| pairable(&it.ratings)),
        },
        measures: measures.collect(),
        codes: tables.codes.iter().enumerate().map(of_code).collect(),
    }
}

/// The texts with one code alone.
fn alone(continua: &[Continuum], code: usize) -> Vec<Continuum> {
    let only = |it: &Continuum| it.recoded(|own| (own == code).then_some(0));
    continua.iter().map(only).collect()
}

/// Compares the coders of a bare table of ratings; units stand alone.
pub fn of_table(
    ratings: &Ratings,
    coders: Vec<String>,
    names: &[String],
    drawing: Drawing,
) -> Comparison {
    let members: Vec<Vec<(u32, f64)>> = ratings
        .row_of()
        .iter()
        .map(|row| vec![(*row, 1.0)])
        .collect();
    let measures = names
        .iter()
        .filter_map(|name| of_ratings(name, ratings, &members, drawing));
    let made = |coder: usize| -> f64 {
        let is_rated = |cell: u16| usize::from(cell) < ratings.categories();
        ratings
            .rows()
            .filter(|row| is_rated(row.cells[coder]))
            .map(|row| row.times)
            .sum()
    };
    Comparison {
        period: None,
        classified: false,
        unit: "unit".to_owned(),
        codings: (0..coders.len())
            .map(|coder| made(coder) as usize)
            .collect(),
        coders,
        n: pairable(ratings),
        measures: measures.collect(),
        codes: Vec::new(),
    }
}

/// Compares the coders of bare spans in one or more texts.
pub fn of_marks(
    continua: &[Continuum],
    coders: Vec<String>,
    codes: &[String],
    names: &[String],
    drawing: Drawing,
) -> Comparison {
    let of_code = |(at, code): (usize, &String)| {
        let decisions = of_characters(continua, at);
        let alone = alone(continua, at);
        let measures = names.iter().filter_map(|name| {
            of_decisions(name, &decisions, drawing).or_else(|| of_spans(name, &alone, 1, drawing))
        });
        OfCode {
            code: code.clone(),
            n: pairable(&decisions.ratings),
            coded: coded(&decisions.ratings),
            measures: measures.collect(),
        }
    };
    let made = |coder: usize| continua.iter().map(|it| it.coders[coder].len()).sum();
    let spans = |name: &String| of_spans(name, continua, codes.len(), drawing);
    Comparison {
        period: None,
        classified: false,
        unit: Unit::Character.name().to_owned(),
        codings: (0..coders.len()).map(made).collect(),
        coders,
        n: continua.iter().map(|it| it.length as f64).sum(),
        measures: names.iter().filter_map(spans).collect(),
        codes: codes.iter().enumerate().map(of_code).collect(),
    }
}

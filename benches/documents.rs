//! How fast documents are written: 2,000 quotes under 54 headings in every format, ten times as many,
//! and each kind of picture that a figure is; times of the best of three runs.

use std::time::Instant;

use quotebook::report::chart::{Chart, Grid, Kind, svg};
use quotebook::report::table::{Cell, Column, Row, Table};
use quotebook::report::{Block, Format, QuoteBlock, Report, render};

const SENTENCES: [(&str, &str); 3] = [
    (
        "en",
        "We had no money for coal that winter, and my aunt wrote that there was work.",
    ),
    (
        "ru",
        "Денег на уголь не было, и тётя написала, что в городе есть работа.",
    ),
    (
        "kk",
        "Көмірге ақша болмады, тәтем қалада жұмыс бар деп жазды.",
    ),
];

fn quotes(many: usize) -> Report {
    let mut blocks = Vec::new();
    for at in 0..many {
        if at % (many / 54) == 0 {
            let text = format!("Push factors › Theme {}", at / (many / 54) + 1);
            blocks.push(Block::Heading { level: 2, text });
        }
        let (language, sentence) = SENTENCES[at % SENTENCES.len()];
        blocks.push(Block::Quote(QuoteBlock {
            text: vec![sentence; at % 4 + 1].join(" "),
            attribution: format!(
                "({}, vulnerable child, female, {} years)",
                at % 468,
                at % 15 + 8
            ),
            language: Some(language.to_owned()),
            ..QuoteBlock::default()
        }));
    }
    Report {
        title: "Quotes".to_owned(),
        blocks,
    }
}

fn table(rows: usize) -> Report {
    let number = |at: usize| Column::number("%").under(format!("Group {at} (N=100)"));
    let mut columns = vec![Column::text("Code")];
    columns.extend((0..6).map(number));
    let row = |at: usize| {
        let mut cells = vec![Cell::Text(format!("Көмірге ақша болмады {at}"))];
        cells.extend((0..6).map(|it| Cell::Percent {
            value: ((at * 7 + it) % 100) as f64,
            decimals: 1,
        }));
        Row::Cells(cells)
    };
    let table = Table {
        caption: "Codes by group".to_owned(),
        columns,
        rows: (0..rows).map(row).collect(),
        notes: Vec::new(),
        ..Table::default()
    };
    Report {
        title: String::new(),
        blocks: vec![Block::Table(table)],
    }
}

fn main() {
    let (few, many, rows) = (quotes(2_000), quotes(20_000), table(2_000));
    println!("{:<44} {:>9} {:>9}", "", "ms", "aim");
    timed("docx of 2,000 quotes", Some(300), || {
        render(&few, Format::Docx).len()
    });
    timed("docx of 20,000 quotes", Some(3_000), || {
        render(&many, Format::Docx).len()
    });
    timed("odt of 2,000 quotes", Some(300), || {
        render(&few, Format::Odt).len()
    });
    timed("html of 2,000 quotes", None, || {
        render(&few, Format::Html).len()
    });
    timed("tex of 2,000 quotes", None, || {
        render(&few, Format::Latex).len()
    });
    timed("xlsx, table of 2,000 rows", None, || {
        render(&rows, Format::Xlsx).len()
    });
    timed("docx, table of 2,000 rows", None, || {
        render(&rows, Format::Docx).len()
    });
    timed("odt, table of 2,000 rows", None, || {
        render(&rows, Format::Odt).len()
    });
    let grid = Grid {
        rows_are: "Code".to_owned(),
        measure: "% of respondents".to_owned(),
        columns: (1..=3).map(|it| format!("Group {it} (N=100)")).collect(),
        rows: (0..30)
            .map(|row| {
                let cell = |column| Cell::Percent {
                    value: ((row * 7 + column * 13) % 100) as f64,
                    decimals: 1,
                };
                (
                    format!("Көмірге ақша болмады {row}"),
                    (0..3).map(cell).collect(),
                )
            })
            .collect(),
    };
    let chart = Chart {
        behind: Vec::new(),
        tongue: Default::default(),
        title: "Codes by group".to_owned(),
        caption: String::new(),
        alt: String::new(),
        kind: Kind::Bars(grid),
    };
    timed("svg of 90 bars", None, || svg(&chart).len());
    timed("png of 90 bars", None, || chart.picture().png.len());
}

/// Prints the time of the best of three runs beside what is aimed at, in milliseconds.
fn timed(what: &str, aim: Option<u128>, mut job: impl FnMut() -> usize) {
    let mut best = f64::MAX;
    let mut bytes = 0;
    for _ in 0..3 {
        let start = Instant::now();
        bytes = job();
        best = best.min(start.elapsed().as_secs_f64() * 1e3);
    }
    let aim = aim.map_or_else(String::new, |it| it.to_string());
    println!("{what:<44} {best:>9.1} {aim:>9}   {} kB", bytes / 1_000);
}

//! Every kind of figure, with few and many names, long and short, in three languages: nothing is cut
//! off, and the same figure has the same bytes.

use resvg::usvg::{Group, Node};

use super::picture::{svg, tree};
use super::{Chart, Curve, Grid, Kind, Map, Network, Portrait, Sankey, Spot, Strip};
use crate::report::table::Cell;

/// Names as long as they come, in Russian, Kazakh and English.
const NAMES: [&str; 10] = [
    "Бедность",
    "Әкесі немесе шешесі қайтыс болған, жесір не жетім қалған",
    "No school",
    "Ссоры в семье",
    "Ішімдік пен есірткі отбасында",
    "Basic needs of the family were not met for a long time: food, clothes, fuel",
    "Долги",
    "Үйсіздік",
    "Жұмыссыздық",
    "Потребностинеудовлетворялисьсовершенно",
];

fn name(at: usize) -> String {
    match at / NAMES.len() {
        0 => NAMES[at].to_owned(),
        round => format!("{} {round}", NAMES[at % NAMES.len()]),
    }
}

fn grid(rows: usize, columns: usize, percent: bool) -> Grid {
    let groups = [
        "barlığы (N=468)",
        "трафик құрбаны (N=103)",
        "vulnerable child (N=259)",
    ];
    let cell = |row: usize, column: usize| {
        let value = ((row * 37 + column * 53) % 97) as f64;
        // Some are nought, some are missing.
        match (row * 7 + column) % 9 {
            0 => Cell::Empty,
            _ if percent => Cell::Percent {
                value: if row % 5 == 3 { 0.0 } else { value },
                decimals: 1,
            },
            _ => Cell::count(value as usize),
        }
    };
    Grid {
        rows_are: "Code".to_owned(),
        measure: "% of respondents · респонденттердің үлесі".to_owned(),
        columns: (0..columns)
            .map(|at| match columns <= 3 {
                true => groups[at].to_owned(),
                false => name(at),
            })
            .collect(),
        rows: (0..rows)
            .map(|row| {
                (
                    name(row),
                    (0..columns).map(|column| cell(row, column)).collect(),
                )
            })
            .collect(),
    }
}

/// Every figure that is tested, with a name for it.
pub(super) fn figures() -> Vec<(&'static str, Chart)> {
    let chart = |kind: Kind| Chart {
        behind: Vec::new(),
        tongue: Default::default(),
        title:
            "Push factors by category: Отбасыдағы жағдай және үйден кету себептері, as respondents \
                named them"
                .to_owned(),
        caption: "Codes by category (N = 468 respondents)".to_owned(),
        alt: "Poverty <leads> in \"each\" group & is followed by debt.".to_owned(),
        kind,
    };
    let hundred = |rows: usize| {
        let mut grid = grid(rows, 5, true);
        for (_, cells) in &mut grid.rows {
            let sum: f64 = cells.iter().filter_map(super::scale::value).sum();
            for cell in cells {
                if let Cell::Percent { value, .. } = cell {
                    *value *= 100.0 / sum.max(1.0);
                }
            }
        }
        grid
    };
    let timeline = |rows: usize| {
        let mut grid = grid(rows, 3, false);
        for (at, (name, _)) in grid.rows.iter_mut().enumerate() {
            *name = format!("2025-{:02}-{:02}", at / 28 + 1, at % 28 + 1);
        }
        grid
    };
    let network = |nodes: usize| Network {
        measure: "respondents with both codes".to_owned(),
        nodes: (0..nodes)
            .map(|at| (name(at), (at * 7 % 31) as f64))
            .collect(),
        links: (0..nodes * 2)
            .map(|at| (at % nodes, (at * 3 + 1) % nodes, (at * 5 % 17) as f64))
            .filter(|(one, other, _)| one != other)
            .collect(),
    };
    let portrait = |sources: usize, codes: usize| Portrait {
        codes: (0..codes).map(name).collect(),
        sources: (0..sources)
            .map(|at| Strip {
                name: format!("{} {at}", if at == 1 { NAMES[1] } else { "сұхбат" }),
                length: 4000 + at * 100,
                marks: (0..12)
                    .map(|it| {
                        let start = (it * 977 + at * 313) % 4000;
                        (it % codes, start, start + 40 + it * 13)
                    })
                    .collect(),
            })
            .collect(),
    };
    let curve = |steps: usize| {
        Curve {
        steps_are: "interviews, in their order".to_owned(),
        measure: "different codes so far".to_owned(),
        added_are: "new codes".to_owned(),
        steps: (0..steps).map(|at| (at.to_string(), (12 / (at + 1)) as f64)).collect(),
        marks: vec![(
            6.min(steps.max(1)),
            "base size 4, run length 2: new information has fallen to 0 % or below 5 % here (Guest, \
             Namey and Chen 2020)"
                .to_owned(),
        )],
    }
    };
    let sankey = |values: usize| Sankey {
        numbers: true,
        measure: "respondents".to_owned(),
        layers: ["category", "gender", "household"]
            .iter()
            .map(|layer| ((*layer).to_owned(), (0..values).map(name).collect()))
            .collect(),
        flows: (0..2)
            .flat_map(|layer| {
                (0..values * values).map(move |at| {
                    (
                        layer,
                        at / values,
                        at % values,
                        ((at * 13 + layer) % 11) as f64,
                    )
                })
            })
            .collect(),
    };
    // Close together, across the date line, and all over the earth.
    let map = |spots: usize, east: f64, step: f64| Map {
        measure: "respondents · респонденттер".to_owned(),
        nowhere: vec![name(0)],
        below: format!(
            "Not drawn, without coordinates: {}",
            [name(0), name(1), name(2), name(3)].join(", ")
        ),
        spots: (0..spots)
            .map(|at| Spot {
                name: name(at),
                country: ["Қазақстан", "Uzbekistan", ""][at % 3].to_owned(),
                latitude: (40.0 + step * (at * 7 % 13) as f64).min(88.0),
                longitude: (east + step * (at * 5 % 17) as f64 + 180.0).rem_euclid(360.0) - 180.0,
                n: [at % 4, at % 3, at % 5].map(|it| it as f64),
            })
            .collect(),
        arrows: (0..spots * 2)
            .map(|at| {
                (
                    at % spots.max(1),
                    (at * 3 + 1) % spots.max(1),
                    (at * 5 % 17) as f64,
                )
            })
            .collect(),
    };
    vec![
        ("map-1", chart(Kind::Map(map(1, 65.0, 1.0)))),
        ("map-12", chart(Kind::Map(map(12, 60.0, 1.2)))),
        ("map-40", chart(Kind::Map(map(40, 60.0, 0.8)))),
        ("map-date-line", chart(Kind::Map(map(8, 172.0, 2.0)))),
        ("map-earth", chart(Kind::Map(map(30, -170.0, 20.0)))),
        ("bars-3", chart(Kind::Bars(grid(3, 3, true)))),
        ("bars-30", chart(Kind::Bars(grid(30, 3, true)))),
        ("bars-none", chart(Kind::Bars(grid(0, 1, true)))),
        ("stacked-3", chart(Kind::Stacked(hundred(3)))),
        ("stacked-30", chart(Kind::Stacked(hundred(30)))),
        ("heatmap-3", chart(Kind::HeatMap(grid(3, 3, false)))),
        ("heatmap-30", chart(Kind::HeatMap(grid(30, 30, false)))),
        ("timeline-3", chart(Kind::Timeline(timeline(3)))),
        ("timeline-60", chart(Kind::Timeline(timeline(60)))),
        ("network-3", chart(Kind::Network(network(3)))),
        ("network-30", chart(Kind::Network(network(30)))),
        ("portrait-3", chart(Kind::Portrait(portrait(3, 4)))),
        ("portrait-30", chart(Kind::Portrait(portrait(30, 8)))),
        ("curve-3", chart(Kind::Curve(curve(3)))),
        ("curve-200", chart(Kind::Curve(curve(200)))),
        ("sankey-3", chart(Kind::Sankey(sankey(3)))),
        ("sankey-9", chart(Kind::Sankey(sankey(9)))),
    ]
}

/// Words that reach over the edge of the sheet.
fn outside(group: &Group, size: (f32, f32), found: &mut Vec<String>) {
    for node in group.children() {
        match node {
            Node::Group(inner) => outside(inner, size, found),
            Node::Text(text) => {
                let frame = text.abs_bounding_box();
                let inside = frame.left() >= 0.0
                    && frame.top() >= 0.0
                    && frame.right() <= size.0
                    && frame.bottom() <= size.1;
                if !inside {
                    let words = text.chunks().iter().map(|it| it.text().to_owned());
                    found.push(format!("{} at {frame:?}", words.collect::<String>()));
                }
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

#[test]
fn no_word_is_cut_off_at_the_edge_of_any_figure() {
    for (name, chart) in figures() {
        let tree = tree(&svg(&chart));
        let size = (tree.size().width(), tree.size().height());
        let mut found = Vec::new();
        outside(tree.root(), size, &mut found);
        assert!(found.is_empty(), "{name} {size:?}: {found:#?}");
    }
}

#[test]
fn a_figure_says_what_it_shows_and_its_words_are_words() {
    for (name, chart) in figures() {
        let svg = svg(&chart);
        let begin = "role=\"img\">\n<title>Codes by category (N = 468 respondents)</title>\n\
                     <desc>Poverty &lt;leads&gt; in &quot;each&quot; group &amp; is followed by debt.</desc>";
        assert!(svg.contains(begin), "{name}: {svg}");
        assert!(svg.contains("font-family=\"DejaVu Sans,"), "{name}");
        assert!(svg.contains("Отбасыдағы"), "{name}");
        assert!(!svg.contains("dy="), "{name}");
        assert_eq!(svg, super::svg(&chart), "{name}");
    }
}

#[test]
fn the_numbers_of_a_figure_are_a_table() {
    let chart = figures().into_iter().find(|it| it.0 == "bars-3");
    let (_, chart) = chart.expect("bars");
    insta::assert_snapshot!(chart.table().records().csv(), @r#"
    Code,% of respondents · респонденттердің үлесі barlığы (N=468),% of respondents · респонденттердің үлесі трафик құрбаны (N=103),% of respondents · респонденттердің үлесі vulnerable child (N=259)
    Бедность,,53,9
    "Әкесі немесе шешесі қайтыс болған, жесір не жетім қалған",37,90,
    No school,74,30,83
    "#);
}

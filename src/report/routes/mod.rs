//! Tables of routes: destinations with their origins and transits, borders, corridors, lengths of stay.

mod json;
mod people;
mod stays;

use super::behind::Leads;
use super::records::Records;
use super::shares::{percent, titled, whole};
use super::table::{Cell, Column, Row, Table};
use super::{Block, Report};
use crate::analysis::crosstab::Share;
use crate::analysis::groups::Groups;
use crate::analysis::routes::{
    Chain, Corridor, Crossing, Line, RouteTable, StayLine, Ways, hidden, is_small,
};
use crate::model::place::PlaceId;
use crate::model::respondent::RespondentId;

pub use super::route::of_respondent;

/// Everything that is said about routes.
pub struct Document<'d> {
    /// Whose ways.
    pub ways: &'d Ways<'d>,
    /// The groups of its columns.
    pub groups: &'d Groups,
    /// Destinations and borders.
    pub table: &'d RouteTable,
    /// Pairs of stops.
    pub corridors: &'d [Corridor],
    /// Whole ways.
    pub chains: &'d [Chain],
    /// Lengths of stay.
    pub stays: &'d [StayLine],
    /// At most so many corridors and chains in a table for people.
    pub limit: usize,
    /// Fewer respondents than these are not shown; 0 shows all.
    pub least: u64,
}

/// A row of a table by group: its name, what is known beside, and how many.
struct Counted<'d> {
    name: String,
    beside: String,
    n: &'d [u64],
    who: Vec<RespondentId>,
}

impl Document<'_> {
    fn name(&self, place: Option<PlaceId>) -> &str {
        place.map_or("not said", |it| self.ways.name(it))
    }

    fn country(&self, place: Option<PlaceId>) -> &str {
        let place = place.and_then(|it| self.ways.study.places.get(&it));
        place.map_or("", |it| it.country.as_str())
    }

    fn base(&self) -> u64 {
        self.table.heads[0].1
    }

    /// The document.
    pub fn report(&self) -> Report {
        let mut blocks = vec![
            Block::Table(self.destinations()),
            Block::Table(self.borders()),
        ];
        blocks.extend(self.origins().map(Block::Table));
        blocks.push(Block::Table(self.pairs()));
        blocks.push(Block::Table(self.whole_ways()));
        blocks.extend(self.lengths().map(Block::Table));
        Report {
            title: String::new(),
            blocks,
        }
    }

    fn destinations(&self) -> Table {
        let rows: Vec<Counted<'_>> = self
            .table
            .destinations
            .iter()
            .map(|it| Counted {
                name: match it.place {
                    Some(_) => self.name(it.place).to_owned(),
                    None => "no destination".to_owned(),
                },
                beside: self.country(it.place).to_owned(),
                n: &it.n,
                who: self.who(&|id| self.ways.destination(id) == it.place),
            })
            .collect();
        let mut table = self.by_group("Destinations", ["Destination", "Country"], &rows);
        table
            .notes
            .push("A respondent is counted once, at the last destination of the route.".to_owned());
        table
    }

    fn borders(&self) -> Table {
        let crossing = self.table.crossing.iter().filter(|it| it.1[0] > 0);
        let rows: Vec<Counted<'_>> = crossing
            .map(|(kind, n)| Counted {
                name: kind.name().to_owned(),
                beside: String::new(),
                n,
                who: self.who(&|id| self.ways.crossing(id) == *kind),
            })
            .collect();
        let mut table = self.by_group("Internal and cross-border routes", ["Route", ""], &rows);
        if self
            .table
            .crossing
            .iter()
            .any(|(kind, n)| *kind == Crossing::Unknown && n[0] > 0)
        {
            table.notes.push(
                "Not known: the country of a place is not known, or the route has only one stop."
                    .to_owned(),
            );
        }
        table
    }

    /// Origins and transits under each destination.
    fn origins(&self) -> Option<Table> {
        let (columns, width) = self.columns(["Place", "Stop"]);
        let mut rows = Vec::new();
        let mut behind = Vec::new();
        for (it, closed) in self.table.destinations.iter().zip(self.closed()) {
            let base = match closed[0] {
                true => self.masked(it.n[0]).shown(),
                false => it.n[0].to_string(),
            };
            rows.push(Row::Heading(match it.place {
                Some(_) => format!("To {} (N={base})", self.name(it.place)),
                None => format!("Without a destination (N={base})"),
            }));
            for (kind, lines) in [("origin", &it.origins), ("transit", &it.transits)] {
                for (line, shut) in lines.iter().zip(self.marks(kind, lines, &closed)) {
                    let words = [self.name(line.place), kind];
                    let who = self.who(&|id| {
                        self.ways.destination(id) == it.place
                            && match kind {
                                "origin" => self.ways.origin(id) == line.place,
                                _ => self.passes(id, line.place),
                            }
                    });
                    behind.extend(self.behind(rows.len(), width, &who, &shut));
                    rows.push(self.cells(words, &line.n, &it.n, &shut, width));
                }
            }
        }
        (!rows.is_empty()).then(|| Table {
            caption: format!(
                "Origins and transits by destination (N = {} respondents with a route)",
                self.base()
            ),
            columns,
            rows,
            behind,
            notes: self.notes(vec![
                "Percentages are of the respondents with this destination. Who passed several places is counted at each; origins add up to all."
                    .to_owned(),
            ]),
        })
    }

    /// Which cells of the destinations are hidden.
    fn closed(&self) -> Vec<Vec<bool>> {
        let all = self.table.destinations.iter().map(|it| it.n.clone());
        hidden(&all.collect::<Vec<_>>(), self.least)
    }

    /// Which cells of the origins or transits of a destination are hidden, of which `closed` are.
    /// Transits add up to nothing, so that each is a table of its own.
    fn marks(&self, kind: &str, lines: &[Line], closed: &[bool]) -> Vec<Vec<bool>> {
        let n: Vec<Vec<u64>> = lines.iter().map(|it| it.n.clone()).collect();
        let mut marks = match kind {
            "origin" => hidden(&n, self.least),
            _ => {
                let one = |n: &Vec<u64>| hidden(&[n.clone(), n.clone()], self.least).swap_remove(0);
                n.iter().map(one).collect()
            }
        };
        for row in &mut marks {
            row.iter_mut()
                .zip(closed)
                .for_each(|(it, closed)| *it |= closed);
        }
        marks
    }

    fn columns(&self, names: [&str; 2]) -> (Vec<Column>, usize) {
        let words = names.iter().filter(|it| !it.is_empty());
        let mut columns: Vec<Column> = words.map(|it| Column::text(*it)).collect();
        let width = columns.len();
        for (name, base) in &self.table.heads {
            let head = titled(name, *base);
            columns.push(Column::number("N").under(&head));
            columns.push(Column::number("%").under(&head));
        }
        (columns, width)
    }

    /// A row; `bases` are what its percentages are of.
    fn cells(
        &self,
        words: [&str; 2],
        n: &[u64],
        bases: &[u64],
        shut: &[bool],
        width: usize,
    ) -> Row {
        let word = |text: &&str| match *text {
            "" => Cell::Empty,
            text => Cell::Text(text.to_owned()),
        };
        let mut cells: Vec<Cell> = words.iter().take(width).map(word).collect();
        for ((n, base), shut) in n.iter().zip(bases).zip(shut) {
            cells.extend(match shut {
                true => [self.masked(*n), Cell::Empty],
                false => [whole(*n), percent(Share::of(*n, *base))],
            });
        }
        Row::Cells(cells)
    }

    /// What stands in the place of a number that is not shown.
    fn masked(&self, n: u64) -> Cell {
        Cell::Text(match is_small(n, self.least) {
            true => format!("<{}", self.least),
            false => "…".to_owned(),
        })
    }

    fn by_group(&self, what: &str, names: [&str; 2], rows: &[Counted<'_>]) -> Table {
        let (columns, width) = self.columns(names);
        let n: Vec<Vec<u64>> = rows.iter().map(|it| it.n.to_vec()).collect();
        let bases: Vec<u64> = self.table.heads.iter().map(|it| it.1).collect();
        let shut = hidden(&n, self.least);
        let mut lines: Vec<Row> = rows
            .iter()
            .zip(&shut)
            .map(|(it, shut)| self.cells([&it.name, &it.beside], it.n, &bases, shut, width))
            .collect();
        let mut behind = Vec::new();
        for ((at, it), shut) in rows.iter().enumerate().zip(&shut) {
            behind.extend(self.behind(at, width, &it.who, shut));
        }
        let open = vec![false; bases.len()];
        behind.extend(self.behind(rows.len(), width, &self.ways.people, &open));
        if let Row::Cells(cells) = self.cells(
            ["Respondents with a route", ""],
            &bases,
            &bases,
            &open,
            width,
        ) {
            lines.push(Row::Total(cells));
        }
        Table {
            caption: format!("{what} (N = {} respondents with a route)", self.base()),
            columns,
            rows: lines,
            notes: self.notes(Vec::new()),
            behind,
        }
    }

    fn notes(&self, mut notes: Vec<String>) -> Vec<String> {
        if self.least > 0 {
            notes.push(format!(
                "<{}: fewer respondents than these are not shown; …: not shown, since it would tell what is not.",
                self.least
            ));
        }
        notes
    }

    /// A table of rows that are each so many of all.
    fn ranked(
        &self,
        caption: &str,
        columns: &[&str],
        rows: Vec<(Vec<String>, u64, Vec<RespondentId>)>,
    ) -> Table {
        let all = rows.len();
        let (shown, small): (Vec<_>, Vec<_>) = rows
            .into_iter()
            .partition(|(_, n, _)| !is_small(*n, self.least));
        let mut notes = Vec::new();
        if shown.len() > self.limit {
            notes.push(format!("The most frequent {} of {all}.", self.limit));
        }
        if !small.is_empty() {
            notes.push(format!(
                "{} not shown, each of fewer than {} respondents.",
                small.len(),
                self.least
            ));
        }
        let mut heads: Vec<Column> = columns.iter().map(|it| Column::text(*it)).collect();
        heads.extend([Column::number("N"), Column::number("%")]);
        let base = self.base();
        let at = columns.len();
        let behind = shown.iter().take(self.limit).enumerate();
        let behind = behind
            .filter_map(|(row, (_, _, who))| Some(Leads::people(&self.names(who))?.from(row, at)));
        let behind = behind.collect();
        let row = |(words, n, _): (Vec<String>, u64, Vec<RespondentId>)| {
            let mut cells: Vec<Cell> = words.into_iter().map(Cell::Text).collect();
            cells.extend([whole(n), percent(Share::of(n, base))]);
            Row::Cells(cells)
        };
        Table {
            caption: format!("{caption} (N = {base} respondents with a route)"),
            columns: heads,
            rows: shown.into_iter().take(self.limit).map(row).collect(),
            notes,
            behind,
        }
    }

    fn pairs(&self) -> Table {
        let rows = self.corridors.iter().map(|it| {
            let words = [
                self.ways.name(it.from),
                self.ways.name(it.to),
                it.crossing.name(),
            ];
            let goes = |id| {
                let mut pairs = self.ways.stops(id).windows(2);
                pairs.any(|pair| (pair[0].place, pair[1].place) == (it.from, it.to))
            };
            (words.map(str::to_owned).to_vec(), it.n, self.who(&goes))
        });
        self.ranked(
            "Corridors: from stop to stop",
            &["From", "To", "Border"],
            rows.collect(),
        )
    }

    fn whole_ways(&self) -> Table {
        let rows = self.chains.iter().map(|it| {
            let goes = |id| {
                let places = self.ways.stops(id).iter().map(|it| it.place);
                places.eq(it.places.iter().copied())
            };
            (vec![self.chain(it)], it.n, self.who(&goes))
        });
        self.ranked("Whole routes", &["Route"], rows.collect())
    }

    fn chain(&self, chain: &Chain) -> String {
        let names: Vec<&str> = chain.places.iter().map(|it| self.ways.name(*it)).collect();
        names.join(" → ")
    }

    /// The rows of all tables.
    pub fn records(&self) -> Records {
        let tables: Vec<Table> = self.report().tables().collect();
        Table::all_records(&tables)
    }
}

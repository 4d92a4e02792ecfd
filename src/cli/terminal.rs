//! The terminal that an answer is written to, if it is one.

/// Columns of the terminal; a file is written for 100.
pub(super) fn width() -> usize {
    terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0).max(40))
}

pub(super) fn terminal() -> bool {
    use std::io::IsTerminal;
    std::io::stdout().is_terminal()
}

/// Whether standard output is a terminal that may show colours (no-color.org).
pub(super) fn colour() -> bool {
    terminal() && std::env::var_os("NO_COLOR").is_none_or(|it| it.is_empty())
}

//! The program `quotebook`: everything is in the library.
fn main() -> std::process::ExitCode {
    quotebook::cli::main()
}

//! The process that reads a PDF: started with [`COMMAND`], it takes the file on its input and gives an
//! [`Extract`] or a reason, as JSON, on its output.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use super::super::note_error::NoteError;
use super::{Extract, glyphs, paragraphs};

/// The hidden command of the program.
pub const COMMAND: &str = "read-pdf";
/// The longest that a PDF may take.
const TIME: Duration = Duration::from_secs(60);
/// Address space of the child, in bytes.
#[cfg(unix)]
const MEMORY: u64 = 2 << 30;
/// Stack of the reader, in bytes.
const STACK: usize = 64 << 20;
/// The most that an answer may be, in bytes.
const ANSWER: u64 = 256 << 20;

/// In the child: reads the PDF and writes the answer.
pub fn answer(mut input: impl Read, mut output: impl Write) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let limit = Rlimit {
            current: Some(MEMORY),
            maximum: Some(MEMORY),
        };
        // Where the system has no such limit, time alone is one.
        let _ = setrlimit(Resource::As, limit);
    }
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let read = here(bytes);
    output.write_all(&serde_json::to_vec(&read)?)?;
    output.flush()
}

/// Reads a PDF in this process, without a limit to memory and time. A reader that breaks off is a
/// reason like any other.
pub fn here(bytes: Vec<u8>) -> Result<Extract, String> {
    let reader = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || glyphs::sheets(bytes).map(|sheets| paragraphs::extract(&sheets)))
        .map_err(|error| error.to_string())?;
    let broken = |_| Err("its reader broke off, the file may be damaged".to_owned());
    reader.join().unwrap_or_else(broken)
}

/// In the program: has a child read the PDF.
pub fn extract(bytes: &[u8]) -> Result<Extract, NoteError> {
    let broken = |what: &str| NoteError::Pdf(what.to_owned());
    let program = std::env::current_exe().map_err(|error| broken(&error.to_string()))?;
    let mut child = Command::new(program)
        .arg(COMMAND)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| broken(&format!("its reader could not be started: {error}")))?;
    let said = converse(&mut child, bytes);
    // It has said what it had to say, or is too slow.
    let _ = child.kill();
    let _ = child.wait();
    let said = said.ok_or_else(|| {
        broken(&format!(
            "reading it took longer than {} seconds",
            TIME.as_secs()
        ))
    })?;
    let read: Result<Extract, String> = serde_json::from_slice(&said)
        .map_err(|_| broken("its reader broke off, the file may be damaged"))?;
    let extract = read.map_err(NoteError::Pdf)?;
    let stands = |at: &usize| extract.text.is_char_boundary(*at);
    let marks = extract.highlights.iter();
    if !extract.pages.iter().all(stands)
        || !marks.clone().all(|it| stands(&it.start) && stands(&it.end))
    {
        return Err(broken("its reader gave places that are none"));
    }
    match extract.text.trim().is_empty() {
        true => Err(broken(
            "there is no text in it; if it is a scan, its text must be recognised first",
        )),
        false => Ok(extract),
    }
}

/// Gives the child its input while taking its output; `None` when time is up.
fn converse(child: &mut Child, bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut input, output) = (child.stdin.take()?, child.stdout.take()?);
    let (send, said) = mpsc::channel();
    std::thread::scope(|scope| {
        // A child that does not listen breaks the pipe.
        scope.spawn(move || input.write_all(bytes));
        scope.spawn(move || {
            let mut all = Vec::new();
            let _ = output.take(ANSWER).read_to_end(&mut all);
            let _ = send.send(all);
        });
        let said = said.recv_timeout(TIME).ok();
        if said.is_none() {
            // The threads end with the pipes.
            let _ = child.kill();
        }
        said
    })
}

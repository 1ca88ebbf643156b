//! Where output goes: whether it is a terminal, how wide it is, whether it wants colours.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use gouji_render::printable::clean;

use crate::failure::Failure;

/// Of lines that go into a file or a pipe.
const DEFAULT_WIDTH: u16 = 120;

/// Columns of the terminal that the standard output is, within reason.
pub(crate) fn width() -> u16 {
    if !io::stdout().is_terminal() {
        return DEFAULT_WIDTH;
    }
    terminal_size::terminal_size().map_or(DEFAULT_WIDTH, |(width, _)| width.0.clamp(60, 200))
}

/// Whether the standard output wants colours: a terminal does, unless `NO_COLOR` and its kin say otherwise.
pub(crate) fn wants_color() -> bool {
    AutoStream::choice(&io::stdout()) != ColorChoice::Never
}

/// Whether the standard output is a terminal.
pub(crate) fn is_watched() -> bool {
    io::stdout().is_terminal()
}

/// The standard output: line by line for a person, in large pieces for a program.
pub(crate) fn stdout() -> Box<dyn Write> {
    if io::stdout().is_terminal() {
        return Box::new(anstream::stdout());
    }
    Box::new(io::BufWriter::with_capacity(1 << 16, io::stdout()))
}

/// Prints to the standard output and sees that it arrives.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = stdout();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|cause| Failure::Write { name: "标准输出".to_owned(), cause })
}

/// A word to the user beside the results.
pub(crate) fn say(text: impl Display) {
    // Where even the standard error is closed, there is nobody to tell.
    let _ = writeln!(io::stderr(), "{text}");
}

/// Why nothing came of it.
pub(crate) fn complain(text: &str) {
    say(format_args!("gouji: {}", text.split('\n').map(clean).collect::<Vec<_>>().join("\n")));
}

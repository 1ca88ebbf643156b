//! Ctrl-C, and being told to end: within a second, with what is done kept, and nothing left lying about.

use std::sync::{Mutex, OnceLock, PoisonError};

use gouji_engine::leftovers;

use crate::failure::Failure;
use crate::terminal;

/// The exit status of a program that Ctrl-C ended, as shells have it.
const STATUS: i32 = 130;

/// What is to be done before the program ends, and what to say of it.
type Farewell = Box<dyn FnOnce() -> String + Send>;

static FAREWELL: Mutex<Option<Farewell>> = Mutex::new(None);

/// From now on the program ends so.
pub(crate) fn watch() -> Result<(), Failure> {
    static WATCHED: OnceLock<Result<(), String>> = OnceLock::new();
    let watched = WATCHED.get_or_init(|| ctrlc::set_handler(leave).map_err(|error| error.to_string()));
    watched.clone().map_err(|why| Failure::Usage(format!("不能响应中断信号（{why}）")))
}

/// What is to be done then.
pub(crate) fn before_leaving(farewell: impl FnOnce() -> String + Send + 'static) {
    *FAREWELL.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(farewell));
}

/// Nothing is left to be done then: what it needed can be closed.
pub(crate) fn nothing_left() {
    *FAREWELL.lock().unwrap_or_else(PoisonError::into_inner) = None;
}

/// Runs on a thread of its own, beside whatever the program is doing.
fn leave() {
    let farewell = FAREWELL.lock().unwrap_or_else(PoisonError::into_inner).take();
    let said = farewell.map_or_else(|| "没有写出结果文件".to_owned(), |farewell| farewell());
    leftovers::remove();
    terminal::say(format_args!("\n已停止；{said}"));
    std::process::exit(STATUS);
}

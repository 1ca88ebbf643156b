//! The log, for whoever looks for the reason of something: on the standard error, never among the results.

use std::env;
use std::io::{self, IsTerminal};

use tracing_subscriber::EnvFilter;

use crate::failure::Failure;

/// The variable that says what is logged, in the words of tracing-subscriber: `debug`, `gouji_engine=trace`.
const VARIABLE: &str = "GOUJI_LOG";

/// Starts the log: by [`VARIABLE`] if it is set, else by the number of `-v`.
pub(crate) fn begin(verbose: u8) -> Result<(), Failure> {
    let filter = match env::var(VARIABLE) {
        Ok(filter) if !filter.is_empty() => EnvFilter::try_new(&filter).map_err(|_| {
            let right = "应为 error、warn、info、debug、trace 之一，或“模块=级别”";
            Failure::Usage(format!("环境变量 {VARIABLE} 的值“{filter}”不对，{right}"))
        })?,
        _ if verbose == 0 => return Ok(()),
        _ => EnvFilter::new(if verbose == 1 { "debug" } else { "trace" }),
    };
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .with_target(verbose > 1)
        .without_time()
        .init();
    Ok(())
}

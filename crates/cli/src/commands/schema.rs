//! `gouji schema`: the contract that programs which read our results rely on.

use crate::failure::Failure;
use crate::terminal;

pub(crate) fn run() -> Result<u8, Failure> {
    terminal::print(gouji_render::json::JSON_SCHEMA)?;
    Ok(0)
}

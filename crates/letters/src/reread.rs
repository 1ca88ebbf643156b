//! The tables of a report, read once more: the ledger does not keep them.

use gouji_core::report::Report;
use gouji_core::seen::Seen;
use gouji_core::wire;
use gouji_engine::{Input, manifest};
use gouji_ledger::Case;
use gouji_reader::source::Limits;

/// The tables of the report as it was checked; or a sentence that says why they are not there.
pub fn seen(case: &Case) -> Result<Seen, String> {
    let path = case.checked.path.clone();
    let again = |why: String| format!("没有附表：报告的文件现在读不出来（{why}）。");
    let input = Input::File(path);
    let (reading, bytes) = gouji_engine::read(&input, &Limits::default()).map_err(again)?;
    if manifest::sha256(&bytes) != case.checked.sha256 {
        return Err("没有附表：报告的文件在检查以后改动过。".to_owned());
    }
    let encoded = wire::encode(&reading.draft);
    let report = Report::read(&encoded).map_err(|why| again(why.to_string()))?;
    Ok(Seen::of(&report))
}

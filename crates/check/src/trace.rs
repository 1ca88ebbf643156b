//! How a report was recognised, with every place in a person's terms.

use gouji_core::finding::Spot;
use gouji_core::report::Report;
use gouji_core::trace::Trace;
use gouji_core::verdict::At;
use gouji_core::wire;
use gouji_reader::Reading;

use crate::locate::Locator;

/// What the stages of recognition did with a report that was read out of these bytes; or a Chinese sentence that says why
/// that cannot be told.
pub fn trace(reading: &Reading, bytes: &[u8]) -> Result<Trace<At>, String> {
    let encoded = wire::encode(&reading.draft);
    let report = Report::read(&encoded).map_err(|error| error.to_string())?;
    let locator = Locator::new(report, reading, bytes);
    Ok(reading.trace().map(|place| locator.at(Spot::Text(place))))
}

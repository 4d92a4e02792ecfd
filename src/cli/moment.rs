//! Times as people write them.

use anyhow::bail;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// A time as people write it. A day means the end of that day, where this computer is.
pub(super) fn moment(text: &str) -> anyhow::Result<Timestamp> {
    let text = text.trim();
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(at);
    }
    let local = |time: DateTime| Ok(TimeZone::system().to_timestamp(time)?);
    if let Ok(day) = text.parse::<Date>()
        && text.len() <= 10
    {
        let end = local(day.tomorrow()?.at(0, 0, 0, 0))?;
        return Ok(end.checked_sub(1.microsecond())?);
    }
    match text.parse::<DateTime>() {
        Ok(time) => local(time),
        Err(_) => {
            bail!("`{text}` is not a time, expected a form like 2026-11-20 or 2026-11-20T14:30")
        }
    }
}

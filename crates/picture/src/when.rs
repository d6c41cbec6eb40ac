//! When a camera says that a picture was taken.

use chrono::NaiveDate;
use exif::{DateTime, Exif, In, Reader, Tag, Value};
use wuyou_domain::photo::CameraTime;

/// The time of the shutter, as the camera's clock had it.
pub(crate) fn taken(remarks: Vec<u8>) -> Option<CameraTime> {
    let remarks = Reader::new().read_raw(remarks).ok()?;
    let mut time = DateTime::from_ascii(text(&remarks, Tag::DateTimeOriginal)?).ok()?;
    if let Some(offset) = text(&remarks, Tag::OffsetTimeOriginal) {
        // A zone that cannot be read is none.
        let _ = time.parse_offset(offset);
    }
    let day = NaiveDate::from_ymd_opt(
        i32::from(time.year),
        u32::from(time.month),
        u32::from(time.day),
    )?;
    let local = day.and_hms_opt(
        u32::from(time.hour),
        u32::from(time.minute),
        u32::from(time.second),
    )?;
    Some(CameraTime {
        local,
        offset_minutes: time.offset.map(i32::from),
    })
}

fn text(remarks: &Exif, tag: Tag) -> Option<&[u8]> {
    match &remarks.get_field(tag, In::PRIMARY)?.value {
        Value::Ascii(lines) => lines.first().map(Vec::as_slice),
        _ => None,
    }
}

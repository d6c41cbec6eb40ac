//! A file that is to become a photo: its bytes, and why it cannot be one.

use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wuyou_contract::ErrorCode;
use wuyou_contract::photo::PhotoFile;
use wuyou_picture::{MOST_BYTES, Picture, PictureError, Size, take};

/// A picture and when its file was last changed.
pub(super) struct Read {
    pub(super) picture: Picture,
    pub(super) modified_at: Option<i64>,
}

/// Reads a file; `go_on` is asked between the steps.
pub(super) fn read(
    file: &PhotoFile,
    size: Size,
    go_on: &dyn Fn() -> bool,
) -> Result<Read, ErrorCode> {
    let (bytes, modified_at) = match (&file.path, &file.data) {
        (Some(path), _) => at_place(Path::new(path))?,
        (None, Some(data)) => (pasted(data)?, file.modified_at),
        (None, None) => return Err(ErrorCode::PhotoEmpty),
    };
    Ok(Read {
        picture: take(&bytes, size, go_on).map_err(why)?,
        modified_at,
    })
}

fn at_place(path: &Path) -> Result<(Vec<u8>, Option<i64>), ErrorCode> {
    let facts = fs::metadata(path).map_err(|_| ErrorCode::PhotoFile)?;
    // A pipe or a device would never end.
    if !facts.is_file() || !path.is_absolute() {
        return Err(ErrorCode::PhotoFile);
    }
    if facts.len() > MOST_BYTES {
        return Err(ErrorCode::PhotoTooLarge);
    }
    let modified = facts.modified().ok();
    let since = modified.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    let at = since.and_then(|since| i64::try_from(since.as_millis()).ok());
    let bytes = fs::read(path).map_err(|_| ErrorCode::PhotoFile)?;
    Ok((bytes, at))
}

fn pasted(data: &str) -> Result<Vec<u8>, ErrorCode> {
    let length = u64::try_from(data.len()).unwrap_or(u64::MAX);
    if length / 4 * 3 > MOST_BYTES + 3 {
        return Err(ErrorCode::PhotoTooLarge);
    }
    STANDARD.decode(data).map_err(|_| ErrorCode::PhotoDamaged)
}

fn why(error: PictureError) -> ErrorCode {
    match error {
        PictureError::Empty => ErrorCode::PhotoEmpty,
        PictureError::TooLarge => ErrorCode::PhotoTooLarge,
        PictureError::TooManyPoints => ErrorCode::PhotoTooManyPoints,
        PictureError::Heic => ErrorCode::PhotoHeic,
        PictureError::Format => ErrorCode::PhotoFormat,
        PictureError::Damaged => ErrorCode::PhotoDamaged,
        PictureError::Stopped => ErrorCode::PhotoCancelled,
    }
}

/// A picture for the screen.
pub(super) fn shown(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

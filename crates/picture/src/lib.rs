//! Photos of any camera in, small clean JPEGs out.
//!
//! Every file is hostile until it is read: it is looked at by its content and never by its name,
//! bounded in bytes and in points before anything is decoded, and a file that ends too early is
//! refused instead of shown in half. What comes out is made anew from the points alone, upright,
//! so that nothing the camera wrote beside them (place, owner, serial) is kept.
//!
//! What must not live here: where pictures are kept, whose they are, any rule about them.

mod clean;
mod jpeg;
mod when;

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

use thiserror::Error;
use wuyou_domain::photo::CameraTime;

pub use clean::{Size, THUMB_BYTES};

/// Largest file that is read, in bytes.
pub const MOST_BYTES: u64 = 60 * 1024 * 1024;
/// Most points: a phone's camera has 12 to 64 million.
pub const MOST_POINTS: u64 = 65_000_000;
/// Most memory the points of one picture may take, in bytes.
const MOST_MEMORY: u64 = 400 * 1024 * 1024;

/// Why a file is no picture for us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PictureError {
    /// Nothing is in it.
    #[error("the file is empty")]
    Empty,
    /// More bytes than are read.
    #[error("more than {MOST_BYTES} bytes")]
    TooLarge,
    /// More points than are decoded.
    #[error("more than {MOST_POINTS} points")]
    TooManyPoints,
    /// A picture as iPhones keep them.
    #[error("HEIC")]
    Heic,
    /// No picture of a kind that is read.
    #[error("no JPEG, PNG, WebP or BMP")]
    Format,
    /// It ends too early, or what is in it cannot be.
    #[error("damaged")]
    Damaged,
    /// Somebody wishes to stop.
    #[error("stopped")]
    Stopped,
}

/// A picture as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The JPEG.
    pub jpeg: Vec<u8>,
    /// A small JPEG of the same.
    pub thumb: Vec<u8>,
    /// Points across.
    pub width: u32,
    /// Points down.
    pub height: u32,
    /// When the camera says it was taken.
    pub taken: Option<CameraTime>,
    /// The name of this content: BLAKE3 of `jpeg`, in hex.
    pub key: String,
    /// BLAKE3 of the file it came from, in hex: the same photo is known again at another quality.
    pub source_key: String,
}

/// Reads a file, turns it upright, makes it small, and leaves everything else out. `go_on` is asked
/// between the steps.
///
/// # Errors
/// Why it is no picture for us.
pub fn take(bytes: &[u8], size: Size, go_on: &dyn Fn() -> bool) -> Result<Picture, PictureError> {
    let carry_on = || go_on().then_some(()).ok_or(PictureError::Stopped);
    let format = format_of(bytes)?;
    if format == ImageFormat::Jpeg && !jpeg::is_whole(bytes) {
        return Err(PictureError::Damaged);
    }
    carry_on()?;
    let (points, taken) = decode(bytes, format)?;
    carry_on()?;
    let (jpeg, width, height) = clean::fit(&points, size)?;
    carry_on()?;
    let thumb = clean::thumb(&points)?;
    Ok(Picture {
        key: blake3::hash(&jpeg).to_hex().to_string(),
        source_key: blake3::hash(bytes).to_hex().to_string(),
        jpeg,
        thumb,
        width,
        height,
        taken,
    })
}

fn format_of(bytes: &[u8]) -> Result<ImageFormat, PictureError> {
    if bytes.is_empty() {
        return Err(PictureError::Empty);
    }
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MOST_BYTES {
        return Err(PictureError::TooLarge);
    }
    if is_heic(bytes) {
        return Err(PictureError::Heic);
    }
    match image::guess_format(bytes) {
        Ok(
            format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP | ImageFormat::Bmp),
        ) => Ok(format),
        _ => Err(PictureError::Format),
    }
}

/// HEIC and its relatives begin with a box `ftyp` that names them.
fn is_heic(bytes: &[u8]) -> bool {
    const BRANDS: [&[u8]; 10] = [
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis",
    ];
    bytes.get(4..8) == Some(b"ftyp")
        && bytes
            .get(8..12)
            .is_some_and(|brand| BRANDS.contains(&brand))
}

/// The points, upright, at most about twice as fine as they are ever kept.
fn decode(
    bytes: &[u8],
    format: ImageFormat,
) -> Result<(DynamicImage, Option<CameraTime>), PictureError> {
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), format)
        .into_decoder()
        .map_err(|error| told(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_POINTS || decoder.total_bytes() > MOST_MEMORY {
        return Err(PictureError::TooManyPoints);
    }
    if width == 0 || height == 0 {
        return Err(PictureError::Damaged);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    decoder.set_limits(limits).map_err(|error| told(&error))?;
    // A camera's remark that cannot be read is no reason to refuse its picture.
    let remarks = decoder.exif_metadata().ok().flatten();
    let taken = remarks.and_then(when::taken);
    let turn = decoder.orientation().ok();
    let points = DynamicImage::from_decoder(decoder).map_err(|error| told(&error))?;
    let mut points = clean::coarse(points);
    if let Some(turn) = turn {
        points.apply_orientation(turn);
    }
    Ok((points, taken))
}

fn told(error: &image::ImageError) -> PictureError {
    match error {
        image::ImageError::Limits(_) => PictureError::TooManyPoints,
        image::ImageError::Unsupported(_) => PictureError::Format,
        _ => PictureError::Damaged,
    }
}

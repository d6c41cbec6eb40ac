//! Making pictures small, from their points alone.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ExtendedColorType, RgbImage};

use crate::PictureError;

/// Most bytes of a thumbnail.
pub const THUMB_BYTES: usize = 24 * 1024;
/// The longer side of a thumbnail.
const THUMB_SIDE: u32 = 240;

/// How fine a picture is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// At most 200 KB: enough to see a house, a plate, a leak.
    Plain,
    /// At most 800 KB: papers whose small print must be read.
    Sharp,
}

impl Size {
    /// Most bytes.
    #[must_use]
    pub const fn bytes(self) -> usize {
        match self {
            Self::Plain => 200 * 1024,
            Self::Sharp => 800 * 1024,
        }
    }

    /// The longer side.
    const fn side(self) -> u32 {
        match self {
            Self::Plain => 1600,
            Self::Sharp => 2600,
        }
    }
}

/// Twice as fine as the finest that is kept; what a camera has beyond that costs memory only.
pub(crate) fn coarse(points: DynamicImage) -> DynamicImage {
    let most = 2 * Size::Sharp.side();
    if points.width().max(points.height()) <= most {
        return points;
    }
    points.thumbnail(most, most)
}

/// A JPEG within the bytes of the size, with its width and height.
pub(crate) fn fit(points: &DynamicImage, size: Size) -> Result<(Vec<u8>, u32, u32), PictureError> {
    squeeze(points, size.side(), size.bytes())
}

/// The small JPEG of the lists.
pub(crate) fn thumb(points: &DynamicImage) -> Result<Vec<u8>, PictureError> {
    Ok(squeeze(points, THUMB_SIDE, THUMB_BYTES)?.0)
}

/// Lowers the quality, and then the size, until it fits.
fn squeeze(
    points: &DynamicImage,
    side: u32,
    most: usize,
) -> Result<(Vec<u8>, u32, u32), PictureError> {
    let mut side = side;
    loop {
        let fitted = flat(&smaller(points, side));
        for quality in [82, 72, 60] {
            let bytes = encode(&fitted, quality)?;
            if bytes.len() <= most {
                return Ok((bytes, fitted.width(), fitted.height()));
            }
        }
        if side < 32 {
            return Err(PictureError::Damaged);
        }
        side = side / 5 * 4;
    }
}

fn smaller(points: &DynamicImage, side: u32) -> DynamicImage {
    if points.width().max(points.height()) <= side {
        return points.clone();
    }
    // Far too fine: first roughly, which needs no memory beside the result.
    let rough = if points.width().max(points.height()) > 4 * side {
        &points.thumbnail(2 * side, 2 * side)
    } else {
        points
    };
    rough.resize(side, side, FilterType::CatmullRom)
}

/// Without what can be seen through: paper is white.
fn flat(points: &DynamicImage) -> RgbImage {
    if !points.color().has_alpha() {
        return points.to_rgb8();
    }
    let seen = points.to_rgba8();
    RgbImage::from_fn(seen.width(), seen.height(), |x, y| {
        let [red, green, blue, alpha] = seen.get_pixel(x, y).0;
        let over = |colour: u8| {
            let mixed = u16::from(colour) * u16::from(alpha) + 255 * (255 - u16::from(alpha));
            u8::try_from(mixed / 255).unwrap_or(u8::MAX)
        };
        image::Rgb([over(red), over(green), over(blue)])
    })
}

fn encode(points: &RgbImage, quality: u8) -> Result<Vec<u8>, PictureError> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .encode(
            points.as_raw(),
            points.width(),
            points.height(),
            ExtendedColorType::Rgb8,
        )
        .map_err(|_| PictureError::Damaged)?;
    Ok(bytes)
}

//! Whatever a file is, it becomes a small clean JPEG or a word why not.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use proptest::prelude::*;
use wuyou_picture::{MOST_BYTES, Picture, PictureError, Size, THUMB_BYTES, take};

fn noise(width: u32, height: u32) -> DynamicImage {
    let mut seed = 0x2545_f491_u32;
    RgbImage::from_fn(width, height, |x, y| {
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        let [grain, _, other, _] = seed.to_le_bytes();
        Rgb([grain, u8::try_from((x + y) % 256).unwrap(), other])
    })
    .into()
}

fn file(points: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    points.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn taken(bytes: &[u8]) -> Result<Picture, PictureError> {
    take(bytes, Size::Plain, &|| true)
}

/// A JPEG whose camera wrote down when, where and which way up.
fn with_remarks(jpeg: &[u8]) -> Vec<u8> {
    // Little-endian TIFF: orientation 6 (turn right), a sub-directory with the time and the zone,
    // and a directory of the place.
    let mut tiff: Vec<u8> = b"II\x2a\x00\x08\x00\x00\x00".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        let mut bytes = tag.to_le_bytes().to_vec();
        bytes.extend(kind.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value.to_le_bytes());
        bytes
    };
    tiff.extend(3_u16.to_le_bytes());
    tiff.extend(entry(0x0112, 3, 1, 6));
    tiff.extend(entry(0x8769, 4, 1, 50));
    tiff.extend(entry(0x8825, 4, 1, 107));
    tiff.extend(0_u32.to_le_bytes());
    assert_eq!(tiff.len(), 50);
    tiff.extend(2_u16.to_le_bytes());
    tiff.extend(entry(0x9003, 2, 20, 80));
    tiff.extend(entry(0x9011, 2, 7, 100));
    tiff.extend(0_u32.to_le_bytes());
    assert_eq!(tiff.len(), 80);
    tiff.extend(b"2026:11:21 10:00:00\0");
    tiff.extend(b"+08:00\0");
    assert_eq!(tiff.len(), 107);
    tiff.extend(1_u16.to_le_bytes());
    tiff.extend(entry(0x0001, 2, 2, u32::from_le_bytes(*b"N\0\0\0")));
    tiff.extend(0_u32.to_le_bytes());
    tiff.extend(b"GPSGPSGPS");
    let mut segment = b"Exif\0\0".to_vec();
    segment.extend(tiff);
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend([0xFF, 0xE1]);
    bytes.extend(u16::try_from(segment.len() + 2).unwrap().to_be_bytes());
    bytes.extend(segment);
    bytes.extend(&jpeg[2..]);
    bytes
}

#[test]
fn every_kind_that_is_read_comes_out_as_a_small_jpeg_of_the_same_content() {
    let points = noise(300, 200);
    for format in [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Bmp,
    ] {
        let picture = taken(&file(&points, format)).unwrap();
        assert_eq!((picture.width, picture.height), (300, 200), "{format:?}");
        assert_eq!(
            image::guess_format(&picture.jpeg).unwrap(),
            ImageFormat::Jpeg
        );
        assert_eq!(picture.key.len(), 64);
    }
}

#[test]
fn the_noisiest_large_photo_keeps_within_its_bytes_and_paper_stays_sharper() {
    let bytes = file(&noise(4000, 3000), ImageFormat::Jpeg);
    let plain = taken(&bytes).unwrap();
    let sharp = take(&bytes, Size::Sharp, &|| true).unwrap();
    assert!(plain.jpeg.len() <= 200 * 1024, "{}", plain.jpeg.len());
    assert!(sharp.jpeg.len() <= 800 * 1024, "{}", sharp.jpeg.len());
    assert!(plain.thumb.len() <= THUMB_BYTES, "{}", plain.thumb.len());
    assert!(sharp.width > plain.width);
    assert_eq!(sharp.source_key, plain.source_key);
    assert_ne!(sharp.key, plain.key);
}

#[test]
fn a_photo_comes_out_upright_with_its_time_known_and_nothing_of_the_camera_in_it() {
    let bytes = with_remarks(&file(&noise(300, 200), ImageFormat::Jpeg));
    let picture = taken(&bytes).unwrap();
    assert_eq!((picture.width, picture.height), (200, 300));
    let time = picture.taken.unwrap();
    assert_eq!(time.local.to_string(), "2026-11-21 10:00:00");
    assert_eq!(time.offset_minutes, Some(480));
    for made in [&picture.jpeg, &picture.thumb] {
        for word in [b"Exif".as_slice(), b"GPSGPS", b"2026:11:21"] {
            assert!(!made.windows(word.len()).any(|at| at == word), "{word:?}");
        }
    }
}

#[test]
fn what_can_be_seen_through_is_white_paper() {
    let clear = RgbaImage::from_pixel(8, 8, Rgba([0, 0, 0, 0]));
    let picture = taken(&file(&clear.into(), ImageFormat::Png)).unwrap();
    let shown = image::load_from_memory(&picture.jpeg).unwrap().to_rgb8();
    assert!(shown.pixels().all(|point| point.0.iter().all(|c| *c > 250)));
}

#[test]
fn what_is_no_picture_of_ours_is_refused_with_its_reason() {
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    let pdf = b"%PDF-1.7\n1 0 obj".to_vec();
    for (bytes, why) in [
        (Vec::new(), PictureError::Empty),
        (heic, PictureError::Heic),
        (pdf, PictureError::Format),
        (b"PK\x03\x04 a workbook".to_vec(), PictureError::Format),
        (b"GIF89a".to_vec(), PictureError::Format),
        (vec![0xFF, 0xD8, 0xFF], PictureError::Damaged),
        (
            vec![0; usize::try_from(MOST_BYTES).unwrap() + 1],
            PictureError::TooLarge,
        ),
    ] {
        assert_eq!(taken(&bytes), Err(why), "{:?}", bytes.get(..8));
    }
}

#[test]
fn a_file_that_ends_too_early_is_refused_wherever_it_ends() {
    let points = noise(120, 90);
    for format in [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Bmp,
    ] {
        let bytes = with_thumb_end(&file(&points, format), format);
        for part in 1..20 {
            let cut = bytes.len() * part / 20;
            let refused = taken(&bytes[..cut]);
            assert!(refused.is_err(), "{format:?} of {cut} bytes");
        }
        taken(&bytes).unwrap();
    }
}

/// A JPEG with a comment that holds the mark of an end, as the small pictures in remarks do.
fn with_thumb_end(bytes: &[u8], format: ImageFormat) -> Vec<u8> {
    if format != ImageFormat::Jpeg {
        return bytes.to_vec();
    }
    let mut made = bytes[..2].to_vec();
    made.extend([0xFF, 0xFE, 0x00, 0x06, 0xFF, 0xD9, 0xFF, 0xD9]);
    made.extend(&bytes[2..]);
    made
}

#[test]
fn what_a_phone_appends_behind_a_picture_does_not_matter() {
    let mut bytes = file(&noise(60, 40), ImageFormat::Jpeg);
    bytes.extend(b"a short film");
    taken(&bytes).unwrap();
}

#[test]
fn a_small_file_with_the_points_of_a_wall_is_refused_before_it_is_decoded() {
    // The head of a PNG of 60,000 by 60,000 points, with its right checksum.
    let head = b"IHDR\x00\x00\xea\x60\x00\x00\xea\x60\x08\x02\x00\x00\x00";
    let mut bytes = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d".to_vec();
    bytes.extend(head);
    bytes.extend(crc(head).to_be_bytes());
    bytes.extend(b"\x00\x00\x00\x00IDAT");
    bytes.extend(crc(b"IDAT").to_be_bytes());
    assert_eq!(taken(&bytes), Err(PictureError::TooManyPoints));
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                (sum >> 1) ^ 0xEDB8_8320
            } else {
                sum >> 1
            }
        })
    })
}

#[test]
fn who_stops_gets_nothing() {
    let bytes = file(&noise(60, 40), ImageFormat::Jpeg);
    let stopped = take(&bytes, Size::Plain, &|| false);
    assert_eq!(stopped, Err(PictureError::Stopped));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn no_damage_to_a_file_does_more_than_refuse_it(
        which in 0_usize..4,
        places in prop::collection::vec((0_usize..4096, any::<u8>()), 1..12),
    ) {
        let formats = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Bmp];
        let mut bytes = file(&noise(40, 30), formats[which]);
        let length = bytes.len();
        for (at, byte) in places {
            bytes[at % length] = byte;
        }
        if let Ok(picture) = taken(&bytes) {
            prop_assert!(picture.jpeg.len() <= Size::Plain.bytes());
        }
    }
}

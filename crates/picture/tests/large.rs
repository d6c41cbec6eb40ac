//! A file of forty megabytes is taken in without hundreds of megabytes of memory. A program of its
//! own, so that nothing else is in its memory.
#![allow(clippy::unwrap_used, reason = "tests")]

use wuyou_picture::{Size, take};

/// A bitmap as a scanner writes it: 24 bits a point, nothing squeezed.
fn bitmap(width: u32, height: u32) -> Vec<u8> {
    let row = (width * 3).next_multiple_of(4);
    let points = row * height;
    let mut bytes = b"BM".to_vec();
    bytes.extend((54 + points).to_le_bytes());
    bytes.extend([0; 4]);
    bytes.extend(54_u32.to_le_bytes());
    bytes.extend(40_u32.to_le_bytes());
    bytes.extend(width.to_le_bytes());
    bytes.extend(height.to_le_bytes());
    bytes.extend(1_u16.to_le_bytes());
    bytes.extend(24_u16.to_le_bytes());
    bytes.extend([0; 4]);
    bytes.extend(points.to_le_bytes());
    bytes.extend([0; 16]);
    bytes.extend((0..points).map(|at| u8::try_from((at / 977) % 251).unwrap()));
    bytes
}

/// The most memory this program has had, in bytes; none where the system does not tell.
fn most_memory() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = told.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib * 1024)
}

#[test]
fn a_picture_of_forty_megabytes_comes_out_small_and_asks_for_less_than_two_hundred() {
    let file = bitmap(4_320, 3_240);
    let bytes = file.len() as u64;
    assert!(bytes > 40_000_000, "{bytes}");
    let before = most_memory();
    let picture = take(&file, Size::Plain, &|| true).unwrap();
    assert!(picture.jpeg.len() <= 200 * 1024, "{}", picture.jpeg.len());
    if let (Some(before), Some(after)) = (before, most_memory()) {
        let more = after - before;
        assert!(more < 200_000_000, "{more} bytes beside the file");
    }
}

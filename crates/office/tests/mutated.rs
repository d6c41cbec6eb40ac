//! The old files of a dealer with bits turned over, pieces cut out and ends cut off: refused or
//! read, never a panic, and never for long. `WUYOU_FUZZ_SECONDS` tries for longer than a moment.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};
use wuyou_office::{Limits, Workbook};

/// A sequence without any pattern that matters here (Knuth's constants).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }
}

fn mutated(good: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = good.to_vec();
    for _ in 0..=dice.below(8) {
        if bytes.is_empty() {
            break;
        }
        let at = dice.below(bytes.len());
        match dice.below(6) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..(at + dice.below(500)).min(bytes.len()))),
            2 => bytes[at] = b"\"\n,\0\xff'<&"[dice.below(8)],
            _ => bytes[at] ^= 1 << dice.below(8),
        }
    }
    bytes
}

#[test]
fn old_files_damaged_anywhere_are_refused_or_read_in_time() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/liuhe");
    if !folder.is_dir() {
        writeln!(
            std::io::stderr(),
            "SKIPPED: {} is not here",
            folder.display()
        )
        .unwrap();
        return;
    }
    let seconds = std::env::var("WUYOU_FUZZ_SECONDS")
        .ok()
        .and_then(|s| s.parse().ok());
    let until = Instant::now() + Duration::from_secs(seconds.unwrap_or(2));
    let limits = Limits {
        inflated_bytes: 32 << 20,
        cells: 400_000,
        text_bytes: 16 << 20,
        ..Limits::default()
    };
    let names = ["customers.xlsx", "repairs.csv", "serials.csv"];
    let files = names.map(|name| std::fs::read(folder.join(name)).unwrap());
    let mut dice = Dice(seconds.unwrap_or(7));
    let (mut tries, mut read) = (0, 0);
    while Instant::now() < until {
        for (name, good) in names.iter().zip(&files) {
            let bytes = mutated(good, &mut dice);
            let begun = Instant::now();
            let outcome = std::panic::catch_unwind(|| Workbook::read_within(&bytes, name, limits));
            let keep = || {
                let kept = std::env::temp_dir().join(format!("wuyou-mutated-{tries}-{name}"));
                std::fs::write(&kept, &bytes).unwrap();
                kept.display().to_string()
            };
            assert!(outcome.is_ok(), "a panic: {}", keep());
            let took = begun.elapsed();
            assert!(took < Duration::from_secs(20), "{took:?}: {}", keep());
            tries += 1;
            read += usize::from(outcome.unwrap().is_ok());
        }
    }
    writeln!(
        std::io::stderr(),
        "{tries} damaged files, {read} of them still tables"
    )
    .unwrap();
    assert!(tries > 0);
}

//! Whether a JPEG is there to its end. Decoders paint what is missing grey and say nothing.

/// Whether the markers lead from the beginning of the picture to its end. What a phone appends after
/// that (a film, a second picture) does not matter.
pub(crate) fn is_whole(bytes: &[u8]) -> bool {
    const END: u8 = 0xD9;
    const SCAN: u8 = 0xDA;
    let mut at = 2;
    while let Some((marker, next)) = marker(bytes, at) {
        at = match marker {
            END => return true,
            // Markers without a length.
            0x01 | 0xD0..=0xD8 => next,
            _ => {
                let Some(&[high, low]) = bytes.get(next..next + 2) else {
                    return false;
                };
                let end = next + usize::from(u16::from_be_bytes([high, low])).max(2);
                if marker == SCAN {
                    after_scan(bytes, end)
                } else {
                    end
                }
            }
        };
    }
    false
}

/// The marker at a place and where its content begins. Any number of `FF` may stand before it.
fn marker(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    if bytes.get(at) != Some(&0xFF) {
        return None;
    }
    let skipped = bytes.get(at..)?.iter().position(|byte| *byte != 0xFF)?;
    Some((bytes[at + skipped], at + skipped + 1))
}

/// Where the coded points of a scan end: at the first marker that is no restart and no stuffed byte.
fn after_scan(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(pair) = bytes.get(at..at + 2) {
        match *pair {
            [0xFF, 0x00 | 0xD0..=0xD7] => at += 2,
            [0xFF, 0xFF] => at += 1,
            [0xFF, _] => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

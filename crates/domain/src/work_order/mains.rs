//! The voltage of the mains as it was measured (R118), in tenths of a volt.

/// What a meter can show there: more is a slip of the keys.
pub const TENTHS_MAX: i64 = 4_800;

/// Below this the reading deserves a second look: 220 V less a fifth.
pub const USUAL_FROM: i64 = 1_760;

/// Above this too: 220 V and a fifth.
pub const USUAL_TO: i64 = 2_640;

/// Whether a meter can have shown it.
#[must_use]
pub const fn is_reading(tenths: i64) -> bool {
    tenths >= 0 && tenths <= TENTHS_MAX
}

/// Whether it lies where a household's mains lies. A reading outside is kept all the same: it may be
/// the very cause.
#[must_use]
pub const fn is_usual(tenths: i64) -> bool {
    tenths >= USUAL_FROM && tenths <= USUAL_TO
}

/// `219.5 V`, `220 V`.
#[must_use]
pub fn shown(tenths: i64) -> String {
    match tenths % 10 {
        0 => format!("{} V", tenths / 10),
        part => format!("{}.{part} V", tenths / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_is_kept_within_a_meters_range_and_looked_at_twice_outside_the_usual() {
        for (tenths, reading, usual, text) in [
            (-1, false, false, None),
            (0, true, false, Some("0 V")),
            (1_759, true, false, Some("175.9 V")),
            (1_760, true, true, Some("176 V")),
            (2_195, true, true, Some("219.5 V")),
            (2_640, true, true, Some("264 V")),
            (2_641, true, false, Some("264.1 V")),
            (4_800, true, false, Some("480 V")),
            (4_801, false, false, None),
        ] {
            assert_eq!(is_reading(tenths), reading, "{tenths}");
            assert_eq!(is_usual(tenths), usual, "{tenths}");
            if let Some(text) = text {
                assert_eq!(shown(tenths), text);
            }
        }
    }
}

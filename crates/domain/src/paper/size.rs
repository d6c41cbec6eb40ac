//! Sizes of paper, and the shift of a printer that takes it in askew.

use serde::Serialize;

use super::PaperError;

/// The largest shift, in micrometres: a centimetre each way.
pub const OFFSET_MAX_UM: i32 = 10_000;

const UM_PER_MM: f64 = 1_000.0;

/// What is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 148 × 210 mm.
    A5,
    /// Continuous paper with holes, 241 × 93.1 mm: a third of a sheet.
    Form241x93,
    /// Continuous paper with holes, 241 × 140 mm: half a sheet.
    Form241x140,
    /// Continuous paper with holes, 241 × 279 mm: a whole sheet.
    Form241x279,
    /// A roll of 80 mm, as long as it takes.
    Roll80,
    /// A roll of 58 mm, as long as it takes.
    Roll58,
}

/// What a template needs to know of the paper.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Measures {
    /// How wide it is.
    pub width_mm: f64,
    /// How high it is; none on a roll.
    pub height_mm: Option<f64>,
    /// What stays empty on either side.
    pub margin_x_mm: f64,
    /// What stays empty above and below.
    pub margin_y_mm: f64,
    /// The size of the letters.
    pub size_pt: f64,
}

impl Paper {
    /// Every kind, in the order they are offered.
    pub const ALL: [Self; 7] = [
        Self::A4,
        Self::A5,
        Self::Form241x93,
        Self::Form241x140,
        Self::Form241x279,
        Self::Roll80,
        Self::Roll58,
    ];

    /// Its sizes.
    #[must_use]
    pub const fn measures(self) -> Measures {
        // Continuous paper loses 12.7 mm on either side to the holes; rolls print 72 and 48 mm.
        let (width_mm, height_mm, margin_x_mm, margin_y_mm, size_pt) = match self {
            Self::A4 => (210.0, Some(297.0), 15.0, 14.0, 10.5),
            Self::A5 => (148.0, Some(210.0), 10.0, 9.0, 8.5),
            Self::Form241x93 => (241.0, Some(93.1), 16.0, 4.0, 7.5),
            Self::Form241x140 => (241.0, Some(140.0), 16.0, 5.0, 8.5),
            Self::Form241x279 => (241.0, Some(279.0), 16.0, 9.0, 10.5),
            Self::Roll80 => (80.0, None, 4.0, 4.0, 9.0),
            Self::Roll58 => (58.0, None, 5.0, 4.0, 8.0),
        };
        Measures {
            width_mm,
            height_mm,
            margin_x_mm,
            margin_y_mm,
            size_pt,
        }
    }
}

/// How far everything on the paper is moved, in micrometres: right and down.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Offset {
    /// To the right.
    pub right_um: i32,
    /// Down.
    pub down_um: i32,
}

impl Offset {
    /// Whether a printer can be that much askew.
    ///
    /// # Errors
    /// [`PaperError::Offset`] beyond [`OFFSET_MAX_UM`].
    pub fn check(self) -> Result<(), PaperError> {
        let within = |um: i32| um.unsigned_abs() <= OFFSET_MAX_UM.unsigned_abs();
        if within(self.right_um) && within(self.down_um) {
            Ok(())
        } else {
            Err(PaperError::Offset)
        }
    }

    /// To the right.
    #[must_use]
    pub fn right_mm(self) -> f64 {
        f64::from(self.right_um) / UM_PER_MM
    }

    /// Down.
    #[must_use]
    pub fn down_mm(self) -> f64 {
        f64::from(self.down_um) / UM_PER_MM
    }
}

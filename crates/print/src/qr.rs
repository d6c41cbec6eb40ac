//! The code that leads from a paper back to its record.

use qrcode::{Color, EcLevel, QrCode};
use serde::Serialize;
use wuyou_domain::paper::PaperError;

/// Light modules around the code, without which a reader may not find it.
const QUIET: usize = 2;
const DARK: u8 = 0;
const LIGHT: u8 = 255;

/// A code as a square of grey values.
#[derive(Debug, Serialize)]
pub(crate) struct Code {
    text: String,
    side: usize,
    pixels: Vec<u8>,
}

impl Code {
    /// The code of a short text. A quarter of it may be smudged.
    pub(crate) fn of(text: &str) -> Result<Self, PaperError> {
        let code = QrCode::with_error_correction_level(text, EcLevel::Q)
            .map_err(|error| crate::failed(&error))?;
        let inner = code.width();
        let side = inner + 2 * QUIET;
        let mut pixels = vec![LIGHT; side * side];
        for (at, color) in code.to_colors().into_iter().enumerate() {
            if color == Color::Dark {
                let (x, y) = (at % inner + QUIET, at / inner + QUIET);
                if let Some(pixel) = pixels.get_mut(y * side + x) {
                    *pixel = DARK;
                }
            }
        }
        Ok(Self {
            text: text.to_owned(),
            side,
            pixels,
        })
    }
}

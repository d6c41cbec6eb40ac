//! Pages as the dots a receipt printer of 80 or 58 mm prints (ESC/POS), from the same layout as PDF
//! and preview, so that every character of the shipped font comes out, whatever the printer has.

use typst::utils::Scalar;
use typst_layout::Page;
use typst_render::RenderOptions;
use wuyou_domain::paper::Paper;

/// What receipt printers have: 203 dots an inch.
const DOTS_PER_MM: f64 = 8.0;
const POINTS_PER_MM: f64 = 72.0 / 25.4;
/// Darker than this is a dot: grey letters are printed, what smoothing leaves around them is not.
const DARK_BELOW: u32 = 168;
/// Rows of one picture: small printers have room for about this much.
const BAND_ROWS: usize = 128;

const INITIALISE: [u8; 2] = [0x1B, b'@'];
/// GS v 0, a picture at its own size.
const PICTURE: [u8; 4] = [0x1D, b'v', b'0', 0];
/// GS V 66 0: on to the knife and cut; a printer without one ignores it.
const CUT: [u8; 4] = [0x1D, b'V', 66, 0];

/// The dots of a page: rows of bytes, the leftmost dot first.
struct Dots {
    row_bytes: usize,
    bytes: Vec<u8>,
}

/// A page as what the printer is sent, cut off after it; none on paper that is no roll.
pub(crate) fn commands(page: &Page, paper: Paper) -> Option<Vec<u8>> {
    if paper.measures().height_mm.is_some() {
        return None;
    }
    let mut sent = INITIALISE.to_vec();
    let dots = dots(page, paper);
    for band in dots.bytes.chunks(dots.row_bytes * BAND_ROWS) {
        sent.extend(PICTURE);
        sent.extend(little_endian(dots.row_bytes));
        sent.extend(little_endian(band.len() / dots.row_bytes));
        sent.extend(band);
    }
    sent.extend(CUT);
    Some(sent)
}

/// What lies between the margins; beyond them the printer has no dots.
fn dots(page: &Page, paper: Paper) -> Dots {
    let picture = typst_render::render(
        page,
        &RenderOptions {
            pixel_per_pt: Scalar::new(DOTS_PER_MM / POINTS_PER_MM),
            ..RenderOptions::default()
        },
    );
    let measures = paper.measures();
    let from = whole(measures.margin_x_mm * DOTS_PER_MM);
    let row_bytes = whole((measures.width_mm - 2.0 * measures.margin_x_mm) * DOTS_PER_MM) / 8;
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let mut bytes = vec![0_u8; row_bytes * height];
    for (row, line) in bytes.chunks_mut(row_bytes).enumerate() {
        for (column, byte) in line.iter_mut().enumerate() {
            for bit in 0..8 {
                let x = from + column * 8 + bit;
                let pixel = picture.pixels().get(row * width + x);
                let dark = x < width
                    && pixel.is_some_and(|dot| {
                        let light = u32::from(dot.red()) * 299
                            + u32::from(dot.green()) * 587
                            + u32::from(dot.blue()) * 114;
                        // What nothing was painted on is white paper.
                        let bare = (255 - u32::from(dot.alpha())) * 1_000;
                        light + bare < DARK_BELOW * 1_000
                    });
                if dark {
                    *byte |= 0x80 >> bit;
                }
            }
        }
    }
    Dots { row_bytes, bytes }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "some hundred dots"
)]
fn whole(dots: f64) -> usize {
    dots.round() as usize
}

fn little_endian(number: usize) -> [u8; 2] {
    u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes()
}

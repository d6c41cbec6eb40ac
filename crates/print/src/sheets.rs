//! A job that is laid out: its pages as PDF and as pictures, and what the font could not print.

use std::collections::BTreeMap;

use typst::foundations::Smart;
use typst::layout::{Abs, Frame, FrameItem, Point};
use typst::text::TextItem;
use typst_layout::{Page, PagedDocument};
use typst_pdf::PdfOptions;
use typst_svg::SvgOptions;
use wuyou_domain::paper::{
    Missing, Offset, PagePicture, Paper, PaperError, Pdf, Pictures, RollBytes,
};

use crate::roll;
use crate::world::told;

const UM_PER_MM: f64 = 1_000.0;
/// The glyph a font shows for what it does not have.
const NOTDEF: u16 = 0;

/// The finished pages.
#[derive(Debug)]
pub struct Sheets {
    document: PagedDocument,
    paper: Paper,
}

impl Sheets {
    /// The pages of all parts, one after the other; none without a part.
    pub(crate) fn new(parts: Vec<PagedDocument>, offset: Offset, paper: Paper) -> Option<Self> {
        let mut parts = parts.into_iter();
        let mut document = parts.next()?;
        if offset == Offset::default() && parts.len() == 0 {
            return Some(Self { document, paper });
        }
        // Moved after the layout, so that a shift never breaks a line or a page anew.
        let shift = Point::new(Abs::mm(offset.right_mm()), Abs::mm(offset.down_mm()));
        let moved = |page: &Page| {
            let mut page = page.clone();
            page.frame.translate(shift);
            page
        };
        let mut pages: Vec<Page> = document.pages().iter().map(moved).collect();
        for part in parts {
            pages.extend(part.pages().iter().map(moved));
        }
        let info = document.info_mut().clone();
        Some(Self {
            document: PagedDocument::new(pages.into(), info),
            paper,
        })
    }

    /// Everything a screen shows.
    #[must_use]
    pub fn looked_at(&self, at_most: usize) -> Pictures {
        Pictures {
            page_count: self.page_count(),
            pages: self.pictures(at_most),
            missing: self.missing(),
        }
    }

    /// Everything a file needs.
    ///
    /// # Errors
    /// As [`Sheets::pdf`].
    pub fn written(&self) -> Result<Pdf, PaperError> {
        Ok(Pdf {
            page_count: self.page_count(),
            bytes: self.pdf()?,
            missing: self.missing(),
        })
    }

    /// Everything a receipt printer needs.
    ///
    /// # Errors
    /// [`PaperError::NoRoll`] on paper that is no roll.
    pub fn rolled(&self) -> Result<RollBytes, PaperError> {
        let mut bytes = Vec::new();
        let mut ends = Vec::new();
        for page in self.document.pages() {
            let piece = roll::commands(page, self.paper).ok_or(PaperError::NoRoll)?;
            bytes.extend(piece);
            ends.push(bytes.len());
        }
        Ok(RollBytes {
            page_count: self.page_count(),
            bytes,
            ends,
            missing: self.missing(),
        })
    }

    /// How many pages there are.
    #[must_use]
    pub fn page_count(&self) -> usize {
        self.document.pages().len()
    }

    /// The pages as PDF, with the letters they use.
    ///
    /// # Errors
    /// [`PaperError::Failed`] when they cannot be written.
    pub fn pdf(&self) -> Result<Vec<u8>, PaperError> {
        let options = PdfOptions {
            creator: Smart::Custom(Some("Wuyou".into())),
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&self.document, &options)
            .map_err(|problems| PaperError::Failed(told(&problems)))
    }

    /// The first pages as pictures.
    #[must_use]
    pub fn pictures(&self, at_most: usize) -> Vec<PagePicture> {
        let pages = self.document.pages().iter().take(at_most);
        pages
            .map(|page| PagePicture {
                svg: typst_svg::svg(page, &SvgOptions::default()),
                width_um: micrometres(page.frame.width()),
                height_um: micrometres(page.frame.height()),
            })
            .collect()
    }

    /// The characters that would come out as empty boxes.
    #[must_use]
    pub fn missing(&self) -> Vec<Missing> {
        let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, page) in self.document.pages().iter().enumerate() {
            each_text(&page.frame, &mut |item| {
                for text in unprintable(item) {
                    let pages = found.entry(text).or_default();
                    if pages.last() != Some(&(at + 1)) {
                        pages.push(at + 1);
                    }
                }
            });
        }
        let named = found.into_iter();
        named.map(|(text, pages)| Missing { text, pages }).collect()
    }

    /// Everything that stands on a page, in the order it was laid out; for tests and for search.
    #[must_use]
    pub fn text_of_page(&self, number: usize) -> String {
        let mut text = String::new();
        if let Some(page) = number
            .checked_sub(1)
            .and_then(|at| self.document.pages().get(at))
        {
            each_text(&page.frame, &mut |item| text.push_str(&item.text));
        }
        text
    }
}

fn each_text(frame: &Frame, see: &mut impl FnMut(&TextItem)) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => each_text(&group.frame, see),
            FrameItem::Text(text) => see(text),
            _ => {}
        }
    }
}

fn unprintable(item: &TextItem) -> impl Iterator<Item = String> + '_ {
    let lost = item.glyphs.iter().filter(|glyph| glyph.id == NOTDEF);
    lost.filter_map(|glyph| item.text.get(glyph.range()))
        .map(ToOwned::to_owned)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a length of paper: positive, and far below four kilometres"
)]
fn micrometres(length: Abs) -> u32 {
    (length.to_mm() * UM_PER_MM).round() as u32
}

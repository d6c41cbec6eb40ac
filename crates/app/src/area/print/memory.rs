//! What this PC remembers of its paper: which paper for which document, how far the printer shifts
//! each, and the numbers printed for customers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wuyou_contract::print::{PrintDocument, PrintPaper, PrintSettings, PrintSettingsSet};
use wuyou_domain::paper::{Offset, Shop};
use wuyou_store::{Local, View, settings};

use super::usual_paper;
use crate::failure::Outcome;

/// The longest number, with what is written beside it.
pub(super) const PHONE_MAX: usize = 40;
/// The longest name of a printer.
pub(super) const PRINTER_MAX: usize = 200;

const PAPER: &str = "print_paper";
const PHONE: &str = "print_phone";
const COMPLAINT_PHONE: &str = "print_complaint_phone";
const EMERGENCY_PHONE: &str = "print_emergency_phone";
const PRINTER: &str = "print_roll_printer";

/// What is remembered of paper, as it is stored.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Kept {
    #[serde(default)]
    papers: BTreeMap<PrintDocument, PrintPaper>,
    /// Right and down, in micrometres.
    #[serde(default)]
    offsets_um: BTreeMap<PrintPaper, (i32, i32)>,
}

impl Kept {
    fn load(view: View<'_>) -> Outcome<Self> {
        let text = settings::get(view, PAPER)?;
        // What a later version wrote is no reason not to print.
        Ok(text
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default())
    }
}

/// What this PC remembers.
pub(super) struct Memory {
    kept: Kept,
    pub(super) shop: Shop,
}

impl Memory {
    pub(super) fn load(view: View<'_>) -> Outcome<Self> {
        let phones = printed(view)?;
        let name = settings::get(view, settings::DEALER_NAME)?;
        let code = settings::get(view, settings::DEALER_CODE)?;
        Ok(Self {
            kept: Kept::load(view)?,
            shop: Shop {
                name: name.or(code).unwrap_or_default(),
                phone: phones.phone,
                complaint_phone: phones.complaint_phone,
                emergency_phone: phones.emergency_phone,
            },
        })
    }

    pub(super) fn paper(&self, document: PrintDocument) -> PrintPaper {
        let kept = self.kept.papers.get(&document).copied();
        kept.unwrap_or_else(|| usual_paper(document))
    }

    pub(super) fn offset(&self, paper: PrintPaper) -> Offset {
        let kept = self.kept.offsets_um.get(&paper).copied();
        let (right_um, down_um) = kept.unwrap_or_default();
        Offset { right_um, down_um }
    }
}

/// Remembers how a document was printed.
pub(super) fn keep(
    local: &Local<'_>,
    document: PrintDocument,
    paper: PrintPaper,
    offset: Offset,
) -> Outcome<()> {
    let mut kept = Kept::load(local.view())?;
    kept.papers.insert(document, paper);
    kept.offsets_um
        .insert(paper, (offset.right_um, offset.down_um));
    let text = serde_json::to_string(&kept).unwrap_or_default();
    Ok(settings::set(local, PAPER, Some(&text))?)
}

/// The numbers printed for customers, and the receipt printer of this PC.
pub(super) fn printed(view: View<'_>) -> Outcome<PrintSettings> {
    Ok(PrintSettings {
        phone: settings::get(view, PHONE)?,
        complaint_phone: settings::get(view, COMPLAINT_PHONE)?,
        emergency_phone: settings::get(view, EMERGENCY_PHONE)?,
        printer: settings::get(view, PRINTER)?,
    })
}

/// Keeps what was given; an empty one is removed.
pub(super) fn keep_printed(
    local: &Local<'_>,
    given: &PrintSettingsSet,
    checked: &PrintSettings,
) -> Outcome<()> {
    for (key, given, checked) in [
        (PHONE, &given.phone, &checked.phone),
        (
            COMPLAINT_PHONE,
            &given.complaint_phone,
            &checked.complaint_phone,
        ),
        (
            EMERGENCY_PHONE,
            &given.emergency_phone,
            &checked.emergency_phone,
        ),
        (PRINTER, &given.printer, &checked.printer),
    ] {
        if given.is_some() {
            settings::set(local, key, checked.as_deref())?;
        }
    }
    Ok(())
}

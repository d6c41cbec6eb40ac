//! What other parts of the product know about an order, and which steps it stands against
//! (`model.md` §3.2, the column "guard").

use super::{Effect, Refusal};
use crate::codes::codes;

codes! {
    /// What the gate of certificates (R003) says of the technician, the task and the day.
    Gate {
        /// The technician may go.
        Allowed = "allowed",
        /// The technician may go; the list of revocations is old.
        Warned = "warned",
        /// The technician may not go, but headquarters has decided otherwise.
        Overridden = "overridden",
        /// The technician may not go.
        Blocked = "blocked",
    }
}

codes! {
    /// What stands against a step.
    Unmet {
        /// The technician may not be sent to this task on this day (R003).
        CertificateGate = "certificate_gate",
        /// The technician is absent on that day.
        TechnicianAbsent = "technician_absent",
        /// The safety check before the work was not done.
        SafetyCheckMissing = "safety_check_missing",
        /// The arrival of the part is not booked.
        PartNotBooked = "part_not_booked",
        /// An installation whose machine nobody has named (R117).
        MachineMissing = "machine_missing",
        /// The checklist has open items.
        ChecklistIncomplete = "checklist_incomplete",
        /// Work in warranty is free.
        WarrantyCharge = "warranty_charge",
        /// Something is not paid.
        PaymentOpen = "payment_open",
        /// An old part was not given back.
        PartsNotReturned = "parts_not_returned",
        /// A photo is missing.
        PhotosMissing = "photos_missing",
    }
}

/// The facts of other parts. What is absent is not known and is not demanded.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(deny_unknown_fields, default)]
pub struct Proofs {
    /// What the gate of certificates says of the technician: of who is to be dispatched on the day of
    /// the visit, of who works on the day of the work.
    pub gate: Option<Gate>,
    /// Whether that technician is absent on the day of the visit.
    pub technician_absent: Option<bool>,
    /// Whether the safety check before the work was done.
    pub safety_checked: Option<bool>,
    /// Whether the arrival of the missing part is booked.
    pub part_booked: Option<bool>,
    /// Whether the machine that is put to work is known.
    pub machine_known: Option<bool>,
    /// Whether every item of the checklist is answered.
    pub checklist_complete: Option<bool>,
    /// Whether the work is free by warranty or 三包.
    pub in_warranty: Option<bool>,
    /// Whether everything charged is paid, reversed or written off.
    pub payments_settled: Option<bool>,
    /// Whether the old parts that go back were given back.
    pub parts_returned: Option<bool>,
    /// Whether the photos the work needs are there.
    pub photos_present: Option<bool>,
}

/// Refuses what is known to be otherwise.
fn unless(against: bool, unmet: Unmet) -> Result<(), Refusal> {
    if against {
        Err(Refusal::Unmet(unmet))
    } else {
        Ok(())
    }
}

impl Proofs {
    pub(super) fn guard_dispatch(&self) -> Result<Vec<Effect>, Refusal> {
        unless(
            self.technician_absent == Some(true),
            Unmet::TechnicianAbsent,
        )?;
        match self.gate {
            Some(Gate::Blocked) => Err(Refusal::Unmet(Unmet::CertificateGate)),
            Some(Gate::Warned) => Ok(vec![Effect::WarnCertificate]),
            Some(Gate::Overridden) => Ok(vec![Effect::LogOverride]),
            Some(Gate::Allowed) | None => Ok(vec![]),
        }
    }

    /// What held when somebody was sent may hold no more when they come, or when they are done.
    fn guard_work(&self) -> Result<(), Refusal> {
        let blocked = self.gate == Some(Gate::Blocked);
        unless(blocked, Unmet::CertificateGate)
    }

    pub(super) fn guard_start(&self) -> Result<(), Refusal> {
        self.guard_work()?;
        unless(
            self.safety_checked == Some(false),
            Unmet::SafetyCheckMissing,
        )
    }

    pub(super) fn guard_part_arrived(&self) -> Result<(), Refusal> {
        unless(self.part_booked == Some(false), Unmet::PartNotBooked)
    }

    pub(super) fn guard_finish(&self, charge_fen: Option<i64>) -> Result<(), Refusal> {
        self.guard_work()?;
        unless(self.machine_known == Some(false), Unmet::MachineMissing)?;
        unless(
            self.checklist_complete == Some(false),
            Unmet::ChecklistIncomplete,
        )?;
        let charged = charge_fen.is_some_and(|fen| fen != 0);
        unless(
            self.in_warranty == Some(true) && charged,
            Unmet::WarrantyCharge,
        )
    }

    pub(super) fn guard_close(&self) -> Result<(), Refusal> {
        unless(self.payments_settled == Some(false), Unmet::PaymentOpen)?;
        unless(self.parts_returned == Some(false), Unmet::PartsNotReturned)?;
        unless(self.photos_present == Some(false), Unmet::PhotosMissing)
    }
}

//! What the shop has on record of a machine, as the warranty rules ask for it.
//!
//! Old office files hold dates that cannot be. The machine's own three dates are judged by the
//! rules, and the card says which to correct; repairs whose dates cannot be are left out of the
//! count and stay visible in the machine's history.

use chrono::NaiveDate;
use wuyou_contract::warranty::WarrantyRepair;
use wuyou_domain::calendar::Holidays;
use wuyou_domain::id::UnitId;
use wuyou_domain::reference::{CauseBook, CauseClass};
use wuyou_domain::safety::{Gas, UnitLife};
use wuyou_domain::serial::ModelBook;
use wuyou_domain::time::local_date;
use wuyou_domain::warranty::remedy::{
    DelayCause, LastRepair, RemedyRules, RepairCause, RepairEvent, RepairHistory, RepairKind,
    RepairOutcome, count_repairs,
};
use wuyou_domain::warranty::{ProofKind, SaleProof, UnitFacts, UnusableReason, UnusableSpell};
use wuyou_domain::work_order::{Kind, State};
use wuyou_store::View;
use wuyou_store::work_order::{self, OrderEventRow, WorkOrderRow};

use super::{unexpected, word};
use crate::failure::Outcome;

/// A machine as the rules see it.
pub(super) struct Record {
    pub(super) facts: UnitFacts,
    pub(super) sold_on: Option<NaiveDate>,
    /// When the fault that is being worked on was reported.
    pub(super) reported_at: Option<i64>,
    pub(super) handed_in_on: Option<NaiveDate>,
    pub(super) delay_cause: Option<DelayCause>,
    pub(super) last_repair: Option<LastRepair>,
    /// For machines that burn gas.
    pub(super) life: Option<UnitLife>,
    /// Finished repairs whose dates can be, the latest first.
    finished: Vec<Finished>,
}

struct Finished {
    order: WorkOrderRow,
    reported_on: NaiveDate,
    finished_on: NaiveDate,
}

impl Record {
    pub(super) fn load(view: View<'_>, id: UnitId, as_of: NaiveDate) -> Outcome<Self> {
        let unit = wuyou_store::unit::get(view, id)?;
        let date = |text: &Option<String>| text.as_deref().and_then(|text| text.parse().ok());
        let (made_on, sold_on) = (date(&unit.made_on), date(&unit.sold_on));
        let book = ModelBook::built_in();
        let model = unit.model_code.as_deref().and_then(|code| book.find(code));
        let mut orders = work_order::of_unit(view, id)?;
        orders.retain(|order| order.kind == Kind::Repair.code());
        let mut record = Self {
            facts: UnitFacts {
                model: model.map(|model| model.code.clone()),
                commissioned_on: date(&unit.installed_on),
                made_on,
                proofs: Vec::from_iter(sold_on.map(|on| SaleProof {
                    kind: ProofKind::DealerRecord,
                    on,
                })),
                ..UnitFacts::default()
            },
            sold_on,
            reported_at: None,
            handed_in_on: None,
            delay_cause: None,
            last_repair: None,
            life: gas_of(unit.gas.as_deref(), model).map(|gas| UnitLife {
                sold_on,
                made_on,
                gas,
                converted_from: None,
                maker_years: model.and_then(|model| model.life_years),
                findings: Vec::new(),
            }),
            finished: Vec::new(),
        };
        let open_fault = orders.iter().find(|order| is_open(order));
        let open_fault = open_fault.and_then(|order| order.fault_code.clone());
        for order in orders {
            record.add(view, order, as_of)?;
        }
        record.last_repair = record.finished.first().map(|last| LastRepair {
            completed_on: last.finished_on,
            same_fault: open_fault.is_some() && last.order.fault_code == open_fault,
            under_warranty: last.order.charge_fen == Some(0),
        });
        Ok(record)
    }

    /// Adds a repair order, the latest first.
    fn add(&mut self, view: View<'_>, order: WorkOrderRow, as_of: NaiveDate) -> Outcome<()> {
        let Some(reported_on) = local_date(order.received_at) else {
            return Ok(());
        };
        let events = work_order::events(view, order.id)?;
        let spells = spells(&events, as_of);
        let after_sale = |on: NaiveDate| self.sold_on.is_none_or(|sold_on| sold_on <= on);
        if is_open(&order) && after_sale(reported_on) && reported_on <= as_of {
            self.reported_at = Some(order.received_at);
            let since = spells.iter().map(|spell| spell.from).min();
            self.handed_in_on = since.filter(|on| after_sale(*on));
            let waits = order.state == State::WaitingPart.code();
            self.delay_cause = self.handed_in_on.map(|_| match waits {
                true => DelayCause::Parts,
                false => DelayCause::Repairer,
            });
        }
        let made_on = self.facts.made_on;
        let possible = |on: NaiveDate| made_on.is_none_or(|made_on| made_on <= on);
        let spells = spells.into_iter().filter(|spell| possible(spell.from));
        self.facts.unusable.extend(spells);
        let finished_on = order.finished_at.and_then(local_date);
        if let Some(finished_on) = finished_on.filter(|on| reported_on <= *on && *on <= as_of) {
            self.finished.push(Finished {
                order,
                reported_on,
                finished_on,
            });
        }
        Ok(())
    }

    /// Every finished repair and whether it counts, and how many do.
    pub(super) fn counted(
        &self,
        validity_end: Option<NaiveDate>,
        as_of: NaiveDate,
    ) -> Outcome<(Vec<WarrantyRepair>, u32)> {
        let history = RepairHistory {
            exchanged_on: None,
            // Without an end nothing was in validity.
            validity_end: validity_end.unwrap_or(FIRST_DAY),
            events: self.finished.iter().map(Finished::event).collect(),
            as_of,
        };
        let decided = RemedyRules::built_in()
            .and_then(|rules| count_repairs(&history, rules, Holidays::built_in()))
            .map_err(|error| unexpected(&error))?;
        let rows = self.finished.iter().zip(&decided.result.events);
        let rows = rows.map(|(finished, counted)| WarrantyRepair {
            work_order_id: finished.order.id.0,
            no: finished.order.no.clone(),
            finished_on: finished.finished_on.to_string(),
            counts: counted.counts,
            reason: word(&format!("repair-count-{}", counted.reason.code())),
        });
        Ok((rows.collect(), decided.result.count))
    }
}

/// The first day the rules calculate with.
const FIRST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(wuyou_domain::rule::FIRST_YEAR, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

impl Finished {
    fn event(&self) -> RepairEvent {
        let (cause, outcome) = cause_of(self.order.cause.as_deref());
        RepairEvent {
            visit: self.order.no.clone(),
            kind: RepairKind::Repair,
            outcome,
            cause,
            fault: self.order.fault_code.clone(),
            authorised: true,
            reported_on: self.reported_on,
            completed_on: Some(self.finished_on),
            learned_on: None,
        }
    }
}

/// Where the trouble came from, by the word the technician wrote. What the list of causes does not
/// know counts as the machine's own fault: in doubt for the customer.
fn cause_of(text: Option<&str>) -> (RepairCause, RepairOutcome) {
    let book = CauseBook::built_in();
    let class = text.and_then(|text| book.class_of_text(text));
    let cause = match class {
        Some(CauseClass::Use) => RepairCause::UserError,
        // Any cause of the site: the count gives all of them the same reason.
        Some(CauseClass::Environment) => RepairCause::Voltage,
        Some(CauseClass::Outside) => RepairCause::NotThisMachine,
        _ => RepairCause::PerformanceFault,
    };
    match class {
        Some(CauseClass::NoFaultFound) => (cause, RepairOutcome::NoFaultFound),
        _ => (cause, RepairOutcome::Completed),
    }
}

/// Whether a repair is still to be done.
fn is_open(order: &WorkOrderRow) -> bool {
    !matches!(
        State::from_code(&order.state),
        None | Some(State::Finished | State::Confirmed | State::Closed | State::Cancelled)
    )
}

/// When the machine could not be used, by the steps of a repair: from the start of the work to its
/// finish, of which a postponement by the customer is the customer's.
fn spells(events: &[OrderEventRow], as_of: NaiveDate) -> Vec<UnusableSpell> {
    let mut spells: Vec<UnusableSpell> = Vec::new();
    let mut open: Option<(NaiveDate, UnusableReason)> = None;
    for event in events {
        let Some(on) = local_date(event.occurred_at).filter(|on| *on <= as_of) else {
            continue;
        };
        let (from, reason) = match (State::from_code(&event.to_state), open) {
            (Some(State::InProgress), _) => (on, Some(UnusableReason::Repair)),
            (Some(State::WaitingPart), Some(_)) => (on, Some(UnusableReason::WaitingPart)),
            (Some(State::Postponed), Some(_)) => (on, Some(UnusableReason::Customer)),
            (Some(State::Finished | State::Cancelled | State::Closed), Some(_)) => (on, None),
            // Dispatched again after the customer's pause: still the customer's until work goes on.
            _ => continue,
        };
        if let Some((since, because)) = open.take() {
            spells.push(UnusableSpell {
                from: since,
                to: Some(from),
                reason: because,
            });
        }
        open = reason.map(|reason| (from, reason));
    }
    spells.extend(open.map(|(from, reason)| UnusableSpell {
        from,
        to: None,
        reason,
    }));
    spells
}

/// What it burns: as registered, else as its model can.
fn gas_of(gas: Option<&str>, model: Option<&wuyou_domain::serial::Model>) -> Option<Gas> {
    match gas {
        Some("natural_gas") => Some(Gas::Natural),
        Some("lpg") => Some(Gas::Lpg),
        Some("manufactured_gas") => Some(Gas::Manufactured),
        Some(_) => None,
        None => model
            .filter(|model| !model.gas.is_empty())
            .map(|_| Gas::Natural),
    }
}

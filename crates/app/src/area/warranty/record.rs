//! What the shop has on record of a machine, as the warranty rules ask for it.
//!
//! Old office files hold dates that cannot be. The machine's own three dates are judged by the
//! rules, and the card says which to correct; repairs whose dates cannot be are left out of the
//! count and stay visible in the machine's history.

use chrono::NaiveDate;
use wuyou_contract::warranty::WarrantyRepair;
use wuyou_domain::calendar::Holidays;
use wuyou_domain::custody::{Event, State as Custody};
use wuyou_domain::id::{UnitId, WorkOrderId};
use wuyou_domain::rule::RuleError;
use wuyou_domain::safety::{Gas, UnitLife};
use wuyou_domain::serial::{Model, ModelBook};
use wuyou_domain::time::local_date;
use wuyou_domain::warranty::remedy::{
    DelayCause, ExclusionCode, LastRepair, RemedyLaw, RemedyRules, RepairCause, RepairHistory,
    count_repairs,
};
use wuyou_domain::warranty::{Move, ProofKind, SaleProof, UnitFacts, UnusableSpell};
use wuyou_domain::work_order::{Kind, State, Step};
use wuyou_store::View;
use wuyou_store::custody;
use wuyou_store::unit::UnitRow;
use wuyou_store::work_order::{self, OrderEventRow, WorkOrderRow};

use super::repair::{Finished, about, fault_of, finished};
use super::spell::{Delay, spells};
use super::word;
use crate::area::exclusion;
use crate::failure::Outcome;

/// A machine as the rules see it.
pub(super) struct Record {
    pub(super) facts: UnitFacts,
    pub(super) sold_on: Option<NaiveDate>,
    /// For machines that burn gas.
    pub(super) life: Option<UnitLife>,
    /// Repairs that are still to be done.
    open: Vec<OpenRepair>,
    /// Finished repairs whose dates can be, the latest first.
    finished: Vec<Finished>,
}

/// A repair that is still to be done.
struct OpenRepair {
    order: WorkOrderId,
    /// When the fault was reported; of a reopened order, when it was reopened.
    reported_at: i64,
    reported_on: NaiveDate,
    fault: Option<String>,
    /// When the machine could not be used, since that report.
    spells: Vec<UnusableSpell>,
}

/// The fault that is being worked on; a fault of today where there is none.
pub(super) struct Case {
    pub(super) reported_at: i64,
    pub(super) reported_on: NaiveDate,
    pub(super) handed_in_on: Option<NaiveDate>,
    pub(super) delay_cause: Option<DelayCause>,
    pub(super) last_repair: Option<LastRepair>,
}

impl Record {
    pub(super) fn load(
        view: View<'_>,
        id: UnitId,
        (now_at, as_of): (i64, NaiveDate),
    ) -> Outcome<Self> {
        let (mut record, orders) = Self::bare(view, id, as_of)?;
        for order in orders {
            for (claimed_at, ground) in exclusion::upheld_grounds(view, &order, now_at)? {
                record.exclude(order.id, claimed_at, ground);
            }
        }
        Ok(record)
    }

    /// Marks the repair that a claim was about: the one of the last report before the claim.
    fn exclude(&mut self, order: WorkOrderId, claimed_at: i64, ground: ExclusionCode) {
        let mut open = self.open.iter();
        if open.any(|open| open.order == order && open.reported_at <= claimed_at) {
            return;
        }
        let mut of_order = self.finished.iter_mut().filter(|one| one.order == order);
        // The latest is first.
        let round = of_order.find(|one| one.reported_at <= claimed_at);
        // What was done since on another machine is not this one's.
        if let Some(round) = round.filter(|one| one.until_at.is_none_or(|at| claimed_at < at)) {
            round.excluded = Some(excluded(ground));
        }
    }

    /// The machine with its repair orders, before anything claimed about them is looked at.
    fn bare(view: View<'_>, id: UnitId, as_of: NaiveDate) -> Outcome<(Self, Vec<WorkOrderRow>)> {
        let unit = wuyou_store::unit::get(view, id)?;
        let date = |text: &Option<String>| text.as_deref().and_then(|text| text.parse().ok());
        let (made_on, sold_on) = (date(&unit.made_on), date(&unit.sold_on));
        let book = ModelBook::built_in();
        let model = unit.model_code.as_deref().and_then(|code| book.find(code));
        let mut orders = work_order::worked_on(view, id)?;
        orders.retain(|order| order.kind == Kind::Repair.code());
        let mut record = Self {
            facts: UnitFacts {
                model: model.map(|model| model.code.clone()),
                commissioned_on: date(&unit.commissioned_on).or(date(&unit.installed_on)),
                made_on,
                invoiced_on: date(&unit.invoice_on),
                proofs: proofs(sold_on, date(&unit.delivered_on)),
                ..history(view, id)?
            },
            sold_on,
            life: gas_of(unit.gas.as_deref(), model).map(|gas| UnitLife {
                sold_on,
                made_on,
                gas,
                converted_from: None,
                maker_years: model.and_then(|model| model.life_years),
                findings: Vec::new(),
                stopped: custody_of(&unit).is_some_and(Custody::is_stopped),
            }),
            open: Vec::new(),
            finished: Vec::new(),
        };
        for order in &orders {
            let events = work_order::events(view, order.id)?;
            record.add((order, id), &events, model, as_of);
        }
        record.finished.sort_by_key(|repair| -repair.finished_at);
        Ok((record, orders))
    }

    /// Adds a repair order, as far as it is about this machine.
    fn add(
        &mut self,
        (order, unit): (&WorkOrderRow, UnitId),
        events: &[OrderEventRow],
        model: Option<&Model>,
        as_of: NaiveDate,
    ) {
        if order.unit_id == Some(unit) {
            self.open.extend(open_repair(order, events, model, as_of));
        }
        let made_on = self.facts.made_on;
        let possible = |on: NaiveDate| made_on.is_none_or(|made_on| made_on <= on);
        let spells = spells(&about(order, events, unit), as_of).into_iter();
        let spells = spells.filter(|spell| possible(spell.from));
        self.facts.unusable.extend(spells);
        let mut finished = finished(order, events, model, as_of);
        finished.retain(|one| one.unit == Some(unit));
        self.finished.extend(finished);
    }

    /// The fault in hand: that of the latest report on an order which is open, among those not
    /// before the sale, else one that is reported now.
    pub(super) fn case(
        &self,
        sold_on: Option<NaiveDate>,
        law: &RemedyLaw,
        (now_at, as_of): (i64, NaiveDate),
    ) -> Case {
        let after_sale = |on: NaiveDate| sold_on.is_none_or(|sold_on| sold_on <= on);
        let open = self.open.iter();
        let open = open.filter(|open| after_sale(open.reported_on));
        let Some(open) = open.max_by_key(|open| open.reported_at) else {
            return Case {
                reported_at: now_at,
                reported_on: as_of,
                handed_in_on: None,
                delay_cause: None,
                last_repair: None,
            };
        };
        let delay = Delay::of(&open.spells, as_of);
        let handed_in_on = delay.handed_in_on(as_of).filter(|on| after_sale(*on));
        Case {
            reported_at: open.reported_at,
            reported_on: open.reported_on,
            handed_in_on,
            delay_cause: handed_in_on.and_then(|_| delay.cause(law)),
            last_repair: self.last_repair(open),
        }
    }

    /// The latest repair before this report that mended the same fault: the order's own before it
    /// was reopened, or another's with the same code.
    fn last_repair(&self, open: &OpenRepair) -> Option<LastRepair> {
        let same = |repair: &&Finished| {
            let code = repair.event.fault.as_ref();
            repair.order == open.order || (code.is_some() && code == open.fault.as_ref())
        };
        let mut before = self.finished.iter();
        let last = before.find(|repair| {
            repair.finished_at <= open.reported_at && repair.mended() && same(repair)
        })?;
        Some(LastRepair {
            completed_on: last.finished_on,
            same_fault: true,
            under_warranty: last.free,
        })
    }

    /// When each repair was finished, as [`Self::counted`] lists them.
    pub(super) fn finished_at(&self) -> Vec<i64> {
        self.finished.iter().map(|one| one.finished_at).collect()
    }

    /// Every finished repair and whether it counts, and how many do.
    ///
    /// # Errors
    /// The rule's.
    pub(super) fn counted(
        &self,
        validity_end: Option<NaiveDate>,
        as_of: NaiveDate,
    ) -> Result<(Vec<WarrantyRepair>, u32), RuleError> {
        let history = RepairHistory {
            exchanged_on: self.facts.came_by_exchange_on,
            // Without an end nothing was in validity.
            validity_end: validity_end.unwrap_or(FIRST_DAY),
            events: self.finished.iter().map(Finished::counted).collect(),
            as_of,
        };
        let rules = RemedyRules::built_in()?;
        let decided = count_repairs(&history, rules, Holidays::built_in())?;
        let rows = self.finished.iter().zip(&decided.result.events);
        let rows = rows.map(|(finished, counted)| WarrantyRepair {
            work_order_id: finished.order.0,
            no: finished.no.clone(),
            finished_on: finished.finished_on.to_string(),
            counts: counted.counts,
            reason: word(&format!("repair-count-{}", counted.reason.code())),
        });
        Ok((rows.collect(), decided.result.count))
    }
}

/// What the rules ask for about cover; what is claimed about its repairs changes nothing in it.
pub(super) fn facts(view: View<'_>, id: UnitId, as_of: NaiveDate) -> Outcome<UnitFacts> {
    let (record, _) = Record::bare(view, id, as_of)?;
    Ok(record.facts)
}

/// Where the trouble came from, by the ground of a confirmed claim that holds: none of these counts.
const fn excluded(ground: ExclusionCode) -> RepairCause {
    match ground {
        ExclusionCode::X2 => RepairCause::UnauthorisedDamage,
        // Any cause of the site: the count gives all of them the same reason.
        ExclusionCode::X5 | ExclusionCode::X7 => RepairCause::Voltage,
        ExclusionCode::X1 | ExclusionCode::X3 | ExclusionCode::X4 | ExclusionCode::X6 => {
            RepairCause::UserError
        }
    }
}

/// What proves the day of sale beside an invoice: the shop's own record of it, else a delivery.
fn proofs(sold_on: Option<NaiveDate>, delivered_on: Option<NaiveDate>) -> Vec<SaleProof> {
    let sale = sold_on.map(|on| (ProofKind::DealerRecord, on));
    let proof = sale.or(delivered_on.map(|on| (ProofKind::DeliveryNote, on)));
    Vec::from_iter(proof.map(|(kind, on)| SaleProof { kind, on }))
}

/// What a machine's chain of custody tells: exchanges, new owners, moves.
fn history(view: View<'_>, id: UnitId) -> Outcome<UnitFacts> {
    let mut facts = UnitFacts::default();
    for row in custody::events(view, id)? {
        let (Some(event), Ok(on)) = (Event::from_code(&row.step), row.occurred_on.parse()) else {
            continue;
        };
        match event {
            Event::Sell if row.other_unit_id.is_some() => facts.came_by_exchange_on = Some(on),
            Event::ExchangeOut => facts.exchanged_away_on = Some(on),
            Event::Transfer => facts.resold_on.push(on),
            // Whatever the shop itself has on record was done by an authorised outlet.
            Event::Relocate => facts.moves.push(Move {
                on,
                authorised: true,
            }),
            _ => {}
        }
    }
    Ok(facts)
}

/// The first day the rules calculate with.
const FIRST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(wuyou_domain::rule::FIRST_YEAR, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// The order as a repair that is still to be done; nothing where it is not, or was reported ahead
/// of today (another PC's clock).
fn custody_of(unit: &UnitRow) -> Option<Custody> {
    Custody::from_code(unit.state.as_deref()?)
}

fn open_repair(
    order: &WorkOrderRow,
    events: &[OrderEventRow],
    model: Option<&Model>,
    as_of: NaiveDate,
) -> Option<OpenRepair> {
    if !is_open(order) {
        return None;
    }
    let begun = |event: &&OrderEventRow| event.step == Step::Reopen.code();
    let reopened = events.iter().rfind(begun);
    let reported_at = reopened.map_or(order.received_at, |event| event.occurred_at);
    let reported_on = local_date(reported_at).filter(|on| *on <= as_of)?;
    let ends = [Step::Reopen.code(), Step::Finish.code()];
    let since = events
        .iter()
        .rposition(|event| ends.contains(&event.step.as_str()));
    let since = since.map_or(0, |place| place + 1);
    Some(OpenRepair {
        order: order.id,
        reported_at,
        reported_on,
        fault: fault_of(order, model),
        spells: spells(events.get(since..).unwrap_or_default(), as_of),
    })
}

/// Whether a repair is still to be done.
fn is_open(order: &WorkOrderRow) -> bool {
    !matches!(
        State::from_code(&order.state),
        None | Some(State::Finished | State::Confirmed | State::Closed | State::Cancelled)
    )
}

/// What it burns: as registered, else as its model can.
fn gas_of(gas: Option<&str>, model: Option<&Model>) -> Option<Gas> {
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

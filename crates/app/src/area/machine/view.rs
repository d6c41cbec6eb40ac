//! The life of a machine as its page shows it.

use chrono::NaiveDate;
use wuyou_contract::ErrorCode;
use wuyou_contract::machine::{
    CustodyEntry, CustodyNeed, CustodyOption, CustodyParty, InspectionEntry, MachineDetail,
    MachineSale, PartyKind,
};
use wuyou_domain::custody::{Event, GAPS, State, TRANSITIONS};
use wuyou_domain::id::UnitId;
use wuyou_domain::machine::{Who, steps_from};
use wuyou_domain::time::local_date;
use wuyou_store::custody::{CustodyEventRow, PartyRow};
use wuyou_store::inspection::{self, InspectionRow};
use wuyou_store::unit::UnitRow;

use super::chain::Chain;
use super::{sheet, upkeep};
use crate::app::{Acting, App};
use crate::area::work_order::role;
use crate::failure::Outcome;
use crate::show::code_from;

/// Shows the life of a machine.
pub(super) fn get(app: &App, acting: &Acting, id: UnitId) -> Outcome<MachineDetail> {
    let today = local_date(acting.now_at).ok_or(ErrorCode::FutureTime)?;
    let who = Who::from(role(acting)?);
    app.database()?.read(|view| {
        let chain = Chain::load(view, id)?;
        let inspections = inspection::of_unit(view, id)?;
        let unsold = is_unsold(chain.state);
        let stopped = chain.state.is_stopped();
        let stop = chain.last(Event::Stop).filter(|_| stopped);
        let waits = matches!(
            chain.state,
            State::Sold | State::Installing | State::Stopped | State::InUse
        );
        let never = !chain.commissioned_here();
        // A machine of an old list is in use and was never commissioned here; nothing asks for it.
        let asked = chain.state != State::InUse || chain.unit.installed_on.is_none();
        let history = wuyou_store::custody::history(view, id)?;
        let mut events: Vec<_> = history.iter().map(entry).collect();
        events.reverse();
        Ok(MachineDetail {
            unit_id: id.0,
            state: code_from(Some(chain.state.code())),
            sale: sale(&chain.unit, today),
            can_sell: unsold && steps(&chain, who).contains(&Event::Sell),
            was_display: unsold && chain.was_display(),
            commissioned_on: chain.unit.commissioned_on.clone(),
            label_no: chain.unit.label_no.clone(),
            can_commission: waits && never && asked,
            stop: stop.map(|(_, row)| entry(row)),
            steps: options(&chain, who),
            events,
            inspections: inspections.into_iter().map(attempt).collect(),
            maintenance: upkeep::shown(view, id, today)?,
        })
    })
}

/// Whether nobody has bought it yet.
pub(super) fn is_unsold(state: State) -> bool {
    matches!(
        state,
        State::Made | State::Shipped | State::InStock | State::Display | State::Lent
    )
}

fn steps(chain: &Chain, who: Who) -> Vec<Event> {
    let mut steps = steps_from(TRANSITIONS, &chain.state, who);
    for step in steps_from(GAPS, &chain.state, who) {
        if !steps.contains(&step) {
            steps.push(step);
        }
    }
    // A row of the table may have several ends.
    let mut once = Vec::new();
    for step in steps {
        if !once.contains(&step) {
            once.push(step);
        }
    }
    once
}

/// What may be done now; selling and commissioning have forms of their own, an exchange or a return
/// a case of its own.
fn options(chain: &Chain, who: Who) -> Vec<CustodyOption> {
    let steps = steps(chain, who).into_iter();
    let steps = steps.filter(|step| {
        !matches!(
            step,
            Event::Sell | Event::Commission | Event::ExchangeOut | Event::Return
        )
    });
    // Nobody installs what belongs to no household.
    let homeless = chain.unit.customer_id.is_none();
    let steps = steps.filter(|step| {
        let at_home = matches!(step, Event::Install | Event::Transfer | Event::Relocate);
        !(homeless && at_home)
    });
    steps
        .filter_map(|step| {
            Some(CustodyOption {
                step: code_from(Some(step.code()))?,
                needs: needs(step),
            })
        })
        .collect()
}

fn needs(step: Event) -> Vec<CustodyNeed> {
    match step {
        Event::Lend | Event::Receive => vec![CustodyNeed::PartyName],
        Event::Transfer => vec![CustodyNeed::Customer],
        Event::Relocate => vec![CustodyNeed::Address],
        Event::Release => vec![CustodyNeed::SafeAgain],
        _ => vec![],
    }
}

fn sale(unit: &UnitRow, today: NaiveDate) -> MachineSale {
    let day = |text: &Option<String>| -> Option<NaiveDate> { text.as_deref()?.parse().ok() };
    let late = |promised: &Option<String>, done: Option<NaiveDate>| {
        let promised = day(promised)?;
        // Not done yet: only a promise that has passed says something.
        let done = done.or((today > promised).then_some(today))?;
        i32::try_from(done.signed_duration_since(promised).num_days()).ok()
    };
    let installed = day(&unit.installed_on).or_else(|| day(&unit.commissioned_on));
    MachineSale {
        channel: code_from(unit.sale_channel.as_deref()),
        sold_on: unit.sold_on.clone(),
        price_fen: unit.price_fen,
        invoice_no: unit.invoice_no.clone(),
        invoice_on: unit.invoice_on.clone(),
        deliver_by_on: unit.deliver_by_on.clone(),
        delivered_on: unit.delivered_on.clone(),
        late_days: late(&unit.deliver_by_on, day(&unit.delivered_on)),
        install_by_on: unit.install_by_on.clone(),
        installed: installed.is_some(),
        install_late_days: late(&unit.install_by_on, installed),
    }
}

fn entry(row: &CustodyEventRow) -> CustodyEntry {
    CustodyEntry {
        id: row.id.0,
        step: code_from(Some(&row.step)),
        state: code_from(Some(&row.to_state)),
        occurred_on: row.occurred_on.clone(),
        from: party(&row.from),
        to: party(&row.to),
        document: row.document.clone(),
        note: row.note.clone(),
        staff_name: row.staff_name.clone(),
        gap: row.gap,
        other_unit_id: row.other_unit_id.map(|id| id.0),
        other_serial: row.other_serial.clone(),
    }
}

fn party(row: &PartyRow) -> CustodyParty {
    CustodyParty {
        kind: code_from(Some(&row.kind)).unwrap_or(PartyKind::Unknown),
        name: row.customer_name.clone().or_else(|| {
            // The shop is "we" on its own screens; its code is for headquarters.
            let ours = row.kind == wuyou_domain::custody::PartyKind::Dealer.code();
            row.name.clone().filter(|_| !ours)
        }),
        customer_id: row.customer_id.map(|id| id.0),
    }
}

fn attempt(row: InspectionRow) -> InspectionEntry {
    InspectionEntry {
        id: row.id.0,
        findings: sheet::findings_of(&row),
        status: code_from(Some(&row.status)),
        inspected_on: row.inspected_on,
        staff_name: row.staff_name,
        paper_no: row.paper_no,
        label_no: row.label_no,
        version: row.checklist_version,
        suspect: row.suspect,
    }
}

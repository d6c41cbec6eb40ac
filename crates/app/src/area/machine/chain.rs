//! Taking a step of the chain of custody within an edit: load, decide, save.

use chrono::NaiveDate;
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::custody::{self, Effect, Event, Facts, Party, PartyKind, Refusal, State};
use wuyou_domain::id::{CustodyEventId, CustomerId, UnitId, WorkOrderId};
use wuyou_domain::machine::{Refused, Who};
use wuyou_domain::time::local_date;
use wuyou_store::custody::{CustodyEventRow, PartyRow};
use wuyou_store::unit::UnitRow;
use wuyou_store::{Id, Tx, View, settings};
use wuyou_sync::value::Value;

use super::danger::seen_since_stop;
use super::upkeep;
use crate::app::{Acting, App};
use crate::area::return_visit;
use crate::area::work_order::role;
use crate::failure::Outcome;
use crate::input::single;

/// A machine with the steps that brought it where it stands.
pub(super) struct Chain {
    pub(super) unit: UnitRow,
    pub(super) events: Vec<CustodyEventRow>,
    pub(super) state: State,
    /// The shop's code: its name as a party.
    dealer: String,
}

/// A step to be taken.
pub(super) struct Move {
    pub(super) event: Event,
    pub(super) on: NaiveDate,
    /// The field of the form the day stands in.
    pub(super) on_field: &'static str,
    pub(super) document: Option<String>,
    pub(super) note: Option<String>,
    /// The household it goes to.
    pub(super) customer: Option<CustomerId>,
    /// The borrower or carrier.
    pub(super) party_name: Option<String>,
    pub(super) display_declared: bool,
    pub(super) safe_again: bool,
    /// The checklist of commissioning is passed just now.
    pub(super) passed: bool,
    /// The other machine of an exchange.
    pub(super) other: Option<UnitId>,
    pub(super) order: Option<WorkOrderId>,
    /// What changes of the machine beside its state and its household.
    pub(super) fields: Vec<(&'static str, Value)>,
}

impl Move {
    pub(super) fn new(event: Event, on: NaiveDate, on_field: &'static str) -> Self {
        Self {
            event,
            on,
            on_field,
            document: None,
            note: None,
            customer: None,
            party_name: None,
            display_declared: false,
            safe_again: false,
            passed: false,
            other: None,
            order: None,
            fields: Vec::new(),
        }
    }
}

impl Chain {
    pub(super) fn load(view: View<'_>, id: UnitId) -> Outcome<Self> {
        let unit = wuyou_store::unit::get(view, id)?;
        Ok(Self {
            state: state_of(&unit),
            events: wuyou_store::custody::events(view, id)?,
            dealer: settings::get(view, settings::DEALER_CODE)?.ok_or(ErrorCode::NotReady)?,
            unit,
        })
    }

    /// The places of a step in the history, the oldest first.
    fn all(&self, event: Event) -> impl Iterator<Item = (usize, &CustodyEventRow)> {
        let events = self.events.iter().enumerate();
        events.filter(move |(_, row)| row.step == event.code())
    }

    pub(super) fn last(&self, event: Event) -> Option<(usize, &CustodyEventRow)> {
        self.all(event).last()
    }

    pub(super) fn was_display(&self) -> bool {
        self.state == State::Display || self.all(Event::Display).next().is_some()
    }

    /// Whether it was commissioned where it stands now. Machines of old lists are in use without any
    /// step on record: somebody commissioned them long ago.
    pub(super) fn commissioned_here(&self) -> bool {
        let commissioned = self.last(Event::Commission).map(|(at, _)| at);
        match self.last(Event::Relocate) {
            Some((moved, _)) => commissioned.is_some_and(|at| at > moved),
            None => commissioned.is_some() || self.unit.commissioned_on.is_some(),
        }
    }

    /// Who holds it by the record.
    fn holder(&self) -> Option<Party> {
        self.events.last().and_then(|event| party_of(&event.to))
    }

    fn dealer(&self) -> Party {
        party(PartyKind::Dealer, &self.dealer)
    }

    fn owner(&self) -> Option<Party> {
        self.unit.customer_id.map(household)
    }

    /// Who holds it: by the record, unless it was bound to another household since.
    fn current(&self) -> Party {
        match (self.holder(), self.owner()) {
            (Some(holder), Some(owner)) if holder.kind == PartyKind::Customer => owner,
            (Some(holder), _) => holder,
            (None, Some(owner)) => owner,
            (None, None) => self.dealer(),
        }
    }

    /// From whom a step goes to whom.
    fn sides(&self, step: &Move) -> Outcome<(Party, Party)> {
        let current = self.current();
        let buyer = || {
            step.customer
                .map(household)
                .ok_or_else(|| needed("customer_id"))
        };
        let owner = || {
            self.owner()
                .ok_or_else(|| single("customer_id", "sell_first", None))
        };
        Ok(match step.event {
            Event::Ship => (party(PartyKind::Factory, ""), self.dealer()),
            Event::Receive => (sender(step), self.dealer()),
            Event::Display => (self.dealer(), self.dealer()),
            Event::Lend => {
                let name = step
                    .party_name
                    .as_deref()
                    .ok_or_else(|| needed("party_name"))?;
                (self.dealer(), party(PartyKind::Borrower, name))
            }
            Event::TakeBack => (current, self.dealer()),
            Event::Sell => {
                let from = match current.kind {
                    PartyKind::Dealer | PartyKind::Borrower => current,
                    _ => self.dealer(),
                };
                (from, buyer()?)
            }
            Event::Transfer => (owner()?, buyer()?),
            Event::Install | Event::Commission | Event::Relocate => (owner()?, owner()?),
            Event::Stop | Event::Release => (current.clone(), current),
            Event::Fetch => (owner()?, self.dealer()),
            Event::BringBack => (self.dealer(), owner()?),
            Event::Return | Event::ExchangeOut => (current, self.dealer()),
            Event::SendBack => (self.dealer(), party(PartyKind::Factory, "")),
            Event::Scrap => (party(PartyKind::Factory, ""), party(PartyKind::Factory, "")),
            Event::Lose => (current, party(PartyKind::Unknown, "")),
            Event::Recover => {
                let lost = self
                    .last(Event::Lose)
                    .and_then(|(_, row)| party_of(&row.from));
                (
                    party(PartyKind::Unknown, ""),
                    lost.unwrap_or_else(|| self.dealer()),
                )
            }
        })
    }

    /// Refuses a day that cannot be: before the step before it, or before the machine was made,
    /// sold or installed.
    fn check_day(&self, step: &Move, now_at: i64) -> Outcome<()> {
        let today = local_date(now_at).ok_or(ErrorCode::FutureTime)?;
        if step.on > today {
            return Err(single(step.on_field, "date_future", None).into());
        }
        // Whatever else is on record of a later day, a machine that was a danger is stopped.
        if step.event == Event::Stop {
            return Ok(());
        }
        // Where another PC's clock runs fast, today counts.
        let day = |text: &Option<String>| text.as_deref().and_then(|text| text.parse().ok());
        let last = self
            .events
            .iter()
            .filter_map(|row| row.occurred_on.parse().ok())
            .max();
        if last.is_some_and(|last: NaiveDate| step.on < last.min(today)) {
            return Err(single(step.on_field, "before_last_custody", None).into());
        }
        let unit = &self.unit;
        let unsold = matches!(
            step.event,
            Event::Ship
                | Event::Receive
                | Event::Display
                | Event::Lend
                | Event::TakeBack
                | Event::Sell
        );
        let before = [day(&unit.made_on), day(&unit.shipped_on)].into_iter();
        let after = [day(&unit.sold_on), day(&unit.installed_on)].into_iter();
        let known = before.chain(after.filter(|_| !unsold)).flatten().max();
        if known.is_some_and(|known: NaiveDate| step.on < known.min(today)) {
            return Err(single(step.on_field, "before_unit_date", None).into());
        }
        Ok(())
    }

    /// Takes a step: decides it by the rule, writes it, and moves the machine.
    pub(super) fn take(
        &mut self,
        app: &App,
        acting: &Acting,
        tx: &mut Tx<'_>,
        step: Move,
    ) -> Outcome<()> {
        self.check_day(&step, acting.now_at)?;
        let (from, to) = self.sides(&step)?;
        let facts = Facts {
            holder: self.holder(),
            from: Some(from.clone()),
            to: Some(to.clone()),
            document: step.document.clone(),
            was_display: self.was_display(),
            display_declared: step.display_declared,
            commissioning_passed: step.passed || self.commissioned_here() || self.is_old(),
            safe_again: step.safe_again,
            seen: match step.event {
                Event::Release => seen_since_stop(tx.view(), self)?,
                _ => None,
            },
            before_loss: self.before_loss(),
        };
        let taken = custody::next(self.state, step.event, Who::from(role(acting)?), &facts)
            .map_err(|refused| refusal(refused, step.event))?;
        let row = self.row(acting, &step, (&from, &to), &taken)?;
        tx.insert("custody_event", CustodyEventId(app.new_id(acting)), &row)?;
        tx.update("unit", self.unit.id, &changes(&step, taken.state))?;
        let ends = [Event::Return, Event::ExchangeOut, Event::Lose];
        if ends.contains(&step.event) {
            upkeep::cancel_open(tx, self.unit.id)?;
        }
        // The new household, or the new machine, has visits of its own.
        if matches!(
            step.event,
            Event::Return | Event::ExchangeOut | Event::Transfer
        ) {
            return_visit::drop_of_unit(tx, self.unit.id)?;
        }
        *self = Self::load(tx.view(), self.unit.id)?;
        Ok(())
    }

    /// In use by an old list, with no step on record since.
    fn is_old(&self) -> bool {
        self.unit.state.as_deref() == Some(State::InUse.code()) && self.events.is_empty()
            || self
                .events
                .first()
                .is_some_and(|row| row.from_state == State::InUse.code())
                && self.last(Event::Relocate).is_none()
    }

    fn before_loss(&self) -> Option<State> {
        let (_, lost) = self.last(Event::Lose)?;
        State::from_code(&lost.from_state)
    }

    /// The step as a row.
    fn row(
        &self,
        acting: &Acting,
        step: &Move,
        (from, to): (&Party, &Party),
        taken: &custody::Taken,
    ) -> Outcome<Vec<(&'static str, Value)>> {
        let gap = taken.effects.contains(&Effect::AskAboutGap);
        let declared = taken.effects.contains(&Effect::DeclareDisplay);
        let mut row = vec![
            ("unit_id", self.unit.id.value()),
            ("step", step.event.code().into()),
            ("from_state", self.state.code().into()),
            ("to_state", taken.state.code().into()),
            ("occurred_on", step.on.to_string().into()),
            ("document", step.document.clone().into()),
            ("staff_id", acting.staff()?.value()),
            ("note", step.note.clone().into()),
            ("gap", gap.into()),
            ("display_declared", declared.into()),
            ("other_unit_id", step.other.map(Id::row_id).into()),
            ("work_order_id", step.order.map(Id::row_id).into()),
        ];
        row.extend(side(from, ["from_kind", "from_name", "from_customer_id"]));
        row.extend(side(to, ["to_kind", "to_name", "to_customer_id"]));
        Ok(row)
    }
}

/// What a step changes of the machine.
fn changes(step: &Move, state: State) -> Vec<(&'static str, Value)> {
    let mut fields = step.fields.clone();
    fields.push(("state", state.code().into()));
    match step.event {
        Event::Sell | Event::Transfer => {
            fields.push(("customer_id", step.customer.map(Id::row_id).into()));
        }
        Event::Return | Event::ExchangeOut => {
            fields.push(("customer_id", Value::Null));
            fields.push(("address_id", Value::Null));
        }
        _ => {}
    }
    fields
}

/// Where a machine stands. What an old list said nothing of stands by what else is known.
pub(super) fn state_of(unit: &UnitRow) -> State {
    let known = unit.state.as_deref().and_then(State::from_code);
    known.unwrap_or(match (unit.customer_id, &unit.installed_on) {
        (Some(_), Some(_)) => State::InUse,
        (Some(_), None) => State::Sold,
        (None, _) => State::Made,
    })
}

fn party(kind: PartyKind, name: &str) -> Party {
    Party {
        kind,
        name: name.to_owned(),
    }
}

fn household(id: CustomerId) -> Party {
    party(PartyKind::Customer, &id.to_string())
}

/// A machine comes from a carrier where one is named, else from the factory.
fn sender(step: &Move) -> Party {
    match &step.party_name {
        Some(name) => party(PartyKind::Carrier, name),
        None => party(PartyKind::Factory, ""),
    }
}

fn party_of(row: &PartyRow) -> Option<Party> {
    let kind = PartyKind::from_code(&row.kind)?;
    let name = match row.customer_id {
        Some(id) => id.to_string(),
        None => row.name.clone().unwrap_or_default(),
    };
    Some(Party { kind, name })
}

/// A party as its three columns.
fn side(party: &Party, columns: [&'static str; 3]) -> Vec<(&'static str, Value)> {
    let [kind, name, customer] = columns;
    let mut fields = vec![(kind, Value::from(party.kind.code()))];
    match party.name.parse::<CustomerId>() {
        Ok(id) if party.kind == PartyKind::Customer => fields.push((customer, id.value())),
        _ if party.name.is_empty() => {}
        _ => fields.push((name, party.name.as_str().into())),
    }
    fields
}

fn needed(field: &str) -> ApiError {
    single(field, "required", None)
}

/// What a refused step tells the person.
fn refusal(refused: custody::Refused, event: Event) -> ApiError {
    match refused {
        Refused::NotAllowed => ErrorCode::MachineStep.into(),
        Refused::Role if event == Event::Release => ErrorCode::MachineRelease.into(),
        Refused::Role => ErrorCode::MachineRole.into(),
        Refused::Guard(reason) => match reason {
            Refusal::NoDocument => needed("document"),
            Refusal::NoFrom | Refusal::NoTo => needed("party_name"),
            Refusal::SameOwner => single("customer_id", "same_owner", None),
            Refusal::DisplayNotDeclared => single("display_declared", "display_not_declared", None),
            Refusal::NotSeen => ErrorCode::DangerVisitFirst.into(),
            Refusal::NotSafe => single("safe_again", "not_safe", None),
            Refusal::NotCommissioned => ErrorCode::NotCommissioned.into(),
            Refusal::NoStateBefore => ErrorCode::MachineStep.into(),
        },
    }
}

//! From the example's file to changes as the app makes them.

use uuid::Uuid;
use wuyou_domain::id::{CustomerTagId, StaffId, UnitId, derived};
use wuyou_domain::number::compose;
use wuyou_domain::promise::{PromiseTable, promise_for};
use wuyou_domain::sla;
use wuyou_domain::time::local_date;
use wuyou_domain::work_order::{Kind, State, Step, TRANSITIONS};
use wuyou_sync::change::{Change, Op};
use wuyou_sync::clock;
use wuyou_sync::registry;
use wuyou_sync::value::RowId;

use super::row::{Row, plain, wrong};
use super::{Contact, Customer, Example, Group, Order, OrderStep};
use crate::admin::Refusal;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
/// The staff and customers were typed in this long before the first order.
const TYPED_IN_MS: i64 = 40 * DAY_MS;
/// The example's PC is the dealer's first.
const PC_CODE: &str = "A";

/// Everything the example's PC saved, each group at its instant.
pub(super) fn groups(example: &Example, code: &str, now_at: i64) -> Result<Vec<Group>, Refusal> {
    let maker = Maker { code, example };
    let begun_at = now_at - TYPED_IN_MS;
    let mut groups = vec![maker.staff(begun_at)?];
    for (at, customer) in (0_i64..).zip(&example.customers) {
        groups.push(maker.customer(customer, begun_at + (at + 1) * 5 * MINUTE_MS)?);
    }
    for (number, order) in (1_u32..).zip(&example.orders) {
        maker.order(order, number, now_at, &mut groups)?;
    }
    Ok(groups)
}

/// Makes changes of one dealer.
struct Maker<'c> {
    code: &'c str,
    example: &'c Example,
}

/// A step of an order, as its event says it.
struct Happened<'h> {
    step: &'h str,
    from: Option<State>,
    to: State,
    at: i64,
    by: &'h str,
    note: Option<&'h str>,
}

impl Maker<'_> {
    fn row(&self, entity: &str, op: Op, id: RowId, at: i64, by: &str) -> Result<Row, Refusal> {
        let entity = registry::entity(entity).ok_or_else(|| wrong(entity))?;
        Ok(Row {
            change: Change {
                entity: entity.id,
                op,
                group_end: false,
                row: id,
                base_seq: 0,
                hlc: clock::at(at),
                staff: self.staff_id(by),
                fields: Vec::new(),
            },
        })
    }

    fn insert(&self, entity: &str, id: RowId, at: i64, by: &str) -> Result<Row, Refusal> {
        self.row(entity, Op::Insert, id, at, by)
    }

    fn id(&self, area: &str, parts: &[&str]) -> RowId {
        let mut all = vec!["example", self.code];
        all.extend(parts);
        derived(area, &all).into_bytes()
    }

    fn staff_id(&self, key: &str) -> RowId {
        if key == "manager" {
            return StaffId::owner_of(self.code).0.into_bytes();
        }
        self.id("staff", &[key])
    }

    fn staff(&self, at: i64) -> Result<Group, Refusal> {
        let mut changes = Vec::new();
        for person in &self.example.staff {
            let row = self
                .insert("staff", self.staff_id(&person.key), at, "manager")?
                .set("name", person.name.as_str())?
                .set("role", person.role.as_str())?
                .set("phone", person.phone.as_str())?
                .set("disabled", false)?;
            changes.push(row.done());
        }
        Ok(Group { at, changes })
    }

    fn customer(&self, customer: &Customer, at: i64) -> Result<Group, Refusal> {
        let key = customer.key.as_str();
        let id = self.id("customer", &[key]);
        let by = "clerk";
        let mut changes = vec![
            self.insert("customer", id, at, by)?
                .set("name", customer.name.as_str())?
                .set("kind", customer.kind.as_str())?
                .set("note", customer.note.clone())?
                .set("origin", "pc")?
                .done(),
        ];
        for person in &customer.people {
            let person_id = self.id("person", &[key, &person.name]);
            let row = self
                .insert("person", person_id, at, by)?
                .set("customer_id", id)?
                .set("name", person.name.as_str())?
                .set("relation", person.relation.as_str())?;
            changes.push(row.done());
            changes.push(self.phone(key, &person.phone, Some(person_id), at)?);
        }
        for number in &customer.phones {
            changes.push(self.phone(key, number, None, at)?);
        }
        changes.extend(self.place(customer, id, at)?);
        for tag in &customer.tags {
            let tag_id = CustomerTagId::of(Uuid::from_bytes(id).into(), tag)
                .0
                .into_bytes();
            let row = self
                .insert("customer_tag", tag_id, at, by)?
                .set("customer_id", id)?
                .set("tag", tag.as_str())?;
            changes.push(row.done());
        }
        Ok(Group { at, changes })
    }

    fn phone(
        &self,
        key: &str,
        number: &str,
        person: Option<RowId>,
        at: i64,
    ) -> Result<Change, Refusal> {
        Ok(self
            .insert("phone", self.id("phone", &[key, number]), at, "clerk")?
            .set("customer_id", self.id("customer", &[key]))?
            .set("person_id", person)?
            .set("number", number)?
            .done())
    }

    /// The household's address and the machine that hangs there.
    fn place(&self, customer: &Customer, id: RowId, at: i64) -> Result<Vec<Change>, Refusal> {
        let (address, unit) = (&customer.address, &customer.unit);
        let address_id = self.id("address", &[&customer.key]);
        let landmark = Some(address.landmark.as_str()).filter(|text| !text.is_empty());
        let place = self
            .insert("address", address_id, at, "clerk")?
            .set("customer_id", id)?
            .set("town", address.town.as_str())?
            .set("village", address.village.as_str())?
            .set("detail", address.detail.as_str())?
            .set("landmark", landmark)?;
        let machine = self
            .insert("unit", unit_id(&unit.serial), at, "clerk")?
            .set("serial", unit.serial.as_str())?
            .set("model_code", unit.model_code.as_str())?
            .set("customer_id", id)?
            .set("address_id", address_id)?
            .set("state", "in_use")?
            .set("installed_on", unit.installed_on.as_str())?
            .set("gas", unit.gas.as_str())?;
        Ok(vec![place.done(), machine.done()])
    }

    /// An order: taking it, then each step and contact at its time.
    fn order(
        &self,
        order: &Order,
        number: u32,
        now_at: i64,
        groups: &mut Vec<Group>,
    ) -> Result<(), Refusal> {
        let received_at = now_at - order.received_minutes_ago * MINUTE_MS;
        let key = number.to_string();
        groups.push(self.take_order(order, &key, number, received_at)?);
        let mut state = State::Registered;
        for (index, step) in order.steps.iter().enumerate() {
            let at = received_at + step.after_minutes * MINUTE_MS;
            let is_last = index + 1 == order.steps.len();
            let (group, next) = self.step(order, &key, state, step, (at, is_last))?;
            groups.push(group);
            state = next;
        }
        for contact in &order.contacts {
            groups.push(self.contact(order, &key, contact, received_at)?);
        }
        Ok(())
    }

    fn take_order(&self, order: &Order, key: &str, number: u32, at: i64) -> Result<Group, Refusal> {
        let by = order.taken_by.as_str();
        let customer = self.id("customer", &[&order.customer]);
        let (request, id) = (self.id("request", &[key]), self.id("work_order", &[key]));
        let unit = self.unit_of(order)?;
        let date = local_date(at).ok_or_else(|| wrong("date"))?;
        let no = compose(self.code, PC_CODE, date, number);
        let table = PromiseTable::default();
        let kind = Kind::from_code(&order.kind).ok_or_else(|| wrong(&order.kind))?;
        let marks = sla::Marks {
            safety: order.safety,
            no_heat: false,
        };
        let kind = sla::Kind::of_order(kind, marks);
        let promise = promise_for(at, kind, &table).ok_or_else(|| wrong("promise"))?;
        let asked = self
            .insert("request", request, at, by)?
            .set("no", no.as_str())?
            .set("kind", order.kind.as_str())?
            .set("channel", order.channel.as_str())?
            .set("customer_id", customer)?
            .set("unit_id", unit)?
            .set("text", order.fault.as_str())?
            .set("safety", order.safety)?
            .set("received_at", at)?
            .set("state", "ordered")?;
        let work = self
            .insert("work_order", id, at, by)?
            .set("no", no.as_str())?
            .set("kind", order.kind.as_str())?
            .set("request_id", request)?
            .set("customer_id", customer)?
            .set("unit_id", unit)?
            .set("state", State::Registered.code())?
            .set("fault_text", order.fault.as_str())?
            .set("received_at", at)?
            .set("reply_due_at", promise.reply_due_at)?
            .set("finish_target_at", promise.finish_target_at)?
            .set("finish_limit_at", promise.finish_limit_at)?
            .set("promise_version", table.version.as_str())?
            .set("safety", order.safety)?
            .set("origin", "pc")?;
        let event = self.event(
            key,
            &Happened {
                step: "register",
                from: None,
                to: State::Registered,
                at,
                by,
                note: None,
            },
        )?;
        Ok(Group {
            at,
            changes: vec![asked.done(), work.done(), event],
        })
    }

    fn event(&self, key: &str, what: &Happened<'_>) -> Result<Change, Refusal> {
        let id = self.id("order_event", &[key, what.step]);
        Ok(self
            .insert("order_event", id, what.at, what.by)?
            .set("work_order_id", self.id("work_order", &[key]))?
            .set("step", what.step)?
            .set("from_state", what.from.map(State::code))?
            .set("to_state", what.to.code())?
            .set("occurred_at", what.at)?
            .set("staff_id", self.staff_id(what.by))?
            .set("note", what.note)?
            .done())
    }

    fn step(
        &self,
        order: &Order,
        key: &str,
        from: State,
        step: &OrderStep,
        (at, is_last): (i64, bool),
    ) -> Result<(Group, State), Refusal> {
        let taken = Step::from_code(&step.step).ok_or_else(|| wrong(&step.step))?;
        let to = TRANSITIONS
            .iter()
            .find(|transition| transition.from == from && transition.step == taken)
            .ok_or_else(|| wrong("a step that does not exist from its state"))?
            .to;
        let id = self.id("work_order", &[key]);
        let mut row = self
            .row("work_order", Op::Update, id, at, &step.by)?
            .set("state", to.code())?;
        match taken {
            Step::Reply => row = row.set("replied_at", at)?,
            Step::Schedule => {
                row = row
                    .set("window_from_at", at + DAY_MS)?
                    .set("window_to_at", at + DAY_MS + 4 * 60 * MINUTE_MS)?;
            }
            Step::Dispatch => {
                let technician = order.technician.as_deref().map(|key| self.staff_id(key));
                row = row.set("technician_id", technician)?;
            }
            Step::WaitPart => row = row.set("part_eta_at", at + 6 * DAY_MS)?,
            Step::Finish => row = row.set("finished_at", at)?,
            Step::Close => row = row.set("closed_at", at)?,
            _ => {}
        }
        if is_last {
            for (field, value) in &order.fields {
                row = row.set(field, plain(value)?)?;
            }
        }
        let event = self.event(
            key,
            &Happened {
                step: &step.step,
                from: Some(from),
                to,
                at,
                by: &step.by,
                note: step.note.as_deref(),
            },
        )?;
        let group = Group {
            at,
            changes: vec![row.done(), event],
        };
        Ok((group, to))
    }

    fn contact(
        &self,
        order: &Order,
        key: &str,
        contact: &Contact,
        received_at: i64,
    ) -> Result<Group, Refusal> {
        let at = received_at + contact.after_minutes * MINUTE_MS;
        let id = self.id("contact", &[key, &contact.after_minutes.to_string()]);
        let row = self
            .insert("contact", id, at, &contact.by)?
            .set("customer_id", self.id("customer", &[&order.customer]))?
            .set("request_id", self.id("request", &[key]))?
            .set("work_order_id", self.id("work_order", &[key]))?
            .set("channel", "phone")?
            .set("direction", contact.direction.as_str())?
            .set("text", contact.text.as_str())?
            .set("result", contact.result.as_str())?
            .set("occurred_at", at)?
            .set("staff_id", self.staff_id(&contact.by))?;
        Ok(Group {
            at,
            changes: vec![row.done()],
        })
    }

    fn unit_of(&self, order: &Order) -> Result<RowId, Refusal> {
        let customer = self
            .example
            .customers
            .iter()
            .find(|customer| customer.key == order.customer)
            .ok_or_else(|| wrong("an order of an unknown customer"))?;
        Ok(unit_id(&customer.unit.serial))
    }
}

fn unit_id(serial: &str) -> RowId {
    UnitId::of_serial(serial).0.into_bytes()
}

//! Households with phones, address and machine, and what is said with them.

use rand::RngExt as _;
use uuid::Uuid;
use wuyou_domain::id::{ContactId, CustomerId, MaintenanceId, UnitId};
use wuyou_store::{Id, StoreError};

use super::order::said;
use super::writer::{Day, Home, Writer, date_at};

const TAGS: &[&str] = &["老客户", "分期", "出租房", "村委会", "难沟通"];
const MODELS: &[&str] = &["L1P20", "L1P24", "L1P26", "L1P32"];

impl Writer<'_> {
    /// A household as intake, sale and years of care leave it.
    pub(super) fn home(&mut self, day: &mut Day<'_, '_>) -> Result<(), StoreError> {
        let nth = self.made_of("customer");
        let person = self.people[nth % self.people.len()].clone();
        let (id, address) = (CustomerId(self.id(day)), self.id(day));
        let of_customer = ("customer_id", id.value());
        let fields = [
            ("name", person.name.as_str().into()),
            ("kind", "household".into()),
            ("origin", "pc".into()),
        ];
        self.put(day, "customer", id, &fields)?;
        let number = ("number", person.phone.as_str().into());
        let phone = self.id(day);
        self.put(day, "phone", phone, &[of_customer.clone(), number])?;
        let place = [
            of_customer.clone(),
            ("town", person.town.as_str().into()),
            ("village", person.village.as_str().into()),
            ("detail", person.detail.as_str().into()),
        ];
        self.put(day, "address", address, &place)?;
        self.second_phone(day, id, nth)?;
        if self.one_in(8) {
            let tag = self.one_of(TAGS);
            let tag_id = wuyou_domain::id::CustomerTagId::of(id, tag);
            let fields = [of_customer.clone(), ("tag", tag.into())];
            self.put(day, "customer_tag", tag_id, &fields)?;
        }
        let unit = self.machine(day, &person.serial, (id, address))?;
        self.settle(
            day,
            Home {
                id,
                unit,
                phone: person.phone,
            },
            nth,
        )?;
        day.tx.end_group()
    }

    fn second_phone(
        &mut self,
        day: &mut Day<'_, '_>,
        id: CustomerId,
        nth: usize,
    ) -> Result<(), StoreError> {
        if !self.one_in(5) {
            return Ok(());
        }
        let phone = self.id(day);
        let number = format!("0413{:07}", nth * 31 % 10_000_000);
        let fields = [
            ("customer_id", id.value()),
            ("number", number.as_str().into()),
            ("label", "家里".into()),
        ];
        self.put(day, "phone", phone, &fields)?;
        self.second_phones.push(phone);
        Ok(())
    }

    fn machine(
        &mut self,
        day: &mut Day<'_, '_>,
        serial: &str,
        (customer, address): (CustomerId, Uuid),
    ) -> Result<UnitId, StoreError> {
        let unit = UnitId::of_serial(serial);
        let since = date_at(day.now_at);
        let fields = [
            ("serial", serial.into()),
            ("model_code", self.one_of(MODELS).into()),
            ("customer_id", customer.value()),
            ("address_id", address.value()),
            ("state", "in_use".into()),
            ("sold_on", since.as_str().into()),
            ("installed_on", since.as_str().into()),
        ];
        self.put(day, "unit", unit, &fields)?;
        self.maintenance(day, unit)?;
        Ok(unit)
    }

    /// Two of five machines have their yearly maintenance planned, spread over the coming year; a
    /// few are late.
    fn maintenance(&mut self, day: &mut Day<'_, '_>, unit: UnitId) -> Result<(), StoreError> {
        if self.one_in(3) {
            let done = date_at(day.now_at);
            self.kept(day, unit, (&done, &done), true)?;
        }
        if self.rng.random_range(0..5) > 1 {
            return Ok(());
        }
        let ahead = self.rng.random_range(-5..360);
        let (due, remind) = (self.date_in(ahead), self.date_in(ahead - 60));
        self.kept(day, unit, (&due, &remind), false)
    }

    fn kept(
        &mut self,
        day: &mut Day<'_, '_>,
        unit: UnitId,
        (due_on, remind_on): (&str, &str),
        done: bool,
    ) -> Result<(), StoreError> {
        let id = MaintenanceId::of(unit, due_on.parse().unwrap_or_default());
        let mut fields = vec![
            ("unit_id", unit.value()),
            ("due_on", due_on.into()),
            ("remind_on", remind_on.into()),
            ("state", if done { "done" } else { "open" }.into()),
        ];
        if done {
            fields.push(("done_on", due_on.into()));
        }
        self.put(day, "maintenance", id, &fields)
    }

    /// Every two-hundredth file turns out to be of a household that is there already.
    fn settle(&mut self, day: &mut Day<'_, '_>, home: Home, nth: usize) -> Result<(), StoreError> {
        if nth % 200 == 199
            && let Some(first) = self.homes.last()
        {
            let into = [("merged_into", first.id.value())];
            day.tx.update("customer", home.id, &into)?;
            *self.made.rows.entry("merged").or_default() += 1;
            return Ok(());
        }
        self.homes.push(home);
        Ok(())
    }

    /// Something that was said.
    pub(super) fn contact(
        &mut self,
        day: &mut Day<'_, '_>,
        home: usize,
        about: Option<(Uuid, Uuid)>,
        nth: i64,
    ) -> Result<ContactId, StoreError> {
        self.contacts += 1;
        self.busy_contacts += usize::from(home == 0);
        let Home {
            id: customer,
            phone,
            ..
        } = self.homes[home].clone();
        let id = ContactId(self.id(day));
        let inward = self.one_in(3);
        let result = if self.one_in(6) {
            "no_answer"
        } else {
            "reached"
        };
        let at = self.moment(day).min(day.now_at - nth);
        let text = said(&mut self.rng);
        let mut fields = vec![
            ("customer_id", customer.value()),
            (
                "channel",
                self.one_of(&["phone", "phone", "phone", "wechat", "visit"])
                    .into(),
            ),
            ("direction", if inward { "in" } else { "out" }.into()),
            ("text", text.as_str().into()),
            ("result", if inward { "reached" } else { result }.into()),
            ("occurred_at", at.into()),
            ("staff_id", self.one_of(&self.clerks.clone()).value()),
            ("phone", phone.as_str().into()),
        ];
        if let Some((request, order)) = about {
            fields.push(("request_id", request.value()));
            fields.push(("work_order_id", order.value()));
        }
        self.put(day, "contact", id, &fields)?;
        Ok(id)
    }
}

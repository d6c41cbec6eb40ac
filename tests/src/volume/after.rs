//! What follows an order now and then: visits, promises, complaints, remedy cases.

use rand::RngExt as _;
use wuyou_domain::id::{ComplaintId, PromiseId, RemedyCaseId, ReturnVisitId};
use wuyou_domain::time::DAY_MS;
use wuyou_store::{Id, StoreError};
use wuyou_sync::value::Value;

use super::order::{Taken, said};
use super::writer::{Day, Writer, date_at};

/// The steps of a complaint, up to any of which one may have come.
const STEPS: &[(&str, &str)] = &[
    ("register", "received"),
    ("acknowledge", "acknowledged"),
    ("assess", "assessed"),
    ("investigate", "investigating"),
    ("answer", "answered"),
    ("accept", "accepted"),
    ("carry_out", "carrying_out"),
    ("close", "closed_satisfied"),
];

impl Writer<'_> {
    pub(super) fn after(&mut self, day: &mut Day<'_, '_>, taken: &Taken) -> Result<(), StoreError> {
        if taken.is_closed() && taken.nth.is_multiple_of(3) {
            self.visit(day, taken)?;
        }
        if taken.nth % 33 == 5 {
            self.promise(day, taken)?;
        }
        if taken.nth % 100 == 9 {
            self.complaint(day, taken)?;
        }
        if taken.nth % 1_000 == 19 {
            self.remedy(day, taken)?;
        }
        Ok(())
    }

    /// Whether it is one of the latest, which nobody has brought to an end yet.
    fn is_late(&self, taken: &Taken) -> bool {
        taken.nth + (self.plan.orders / 40).max(120) >= self.plan.orders
    }

    fn visit(&mut self, day: &mut Day<'_, '_>, taken: &Taken) -> Result<(), StoreError> {
        let done = taken.at + 7 * DAY_MS < self.plan.now_at && !self.one_in(400);
        let id = ReturnVisitId::of(taken.id.0, "after_repair", "0");
        let state = if done { "done" } else { "planned" };
        let fields = [
            ("kind", "after_repair".into()),
            ("customer_id", taken.home.id.value()),
            ("unit_id", taken.home.unit.value()),
            ("work_order_id", taken.id.value()),
            ("state", state.into()),
            ("anchor_on", date_at(taken.at).as_str().into()),
            ("from_on", date_at(taken.at + DAY_MS).as_str().into()),
            ("to_on", date_at(taken.at + 7 * DAY_MS).as_str().into()),
            ("served_by_id", taken.technician.value()),
        ];
        self.put(day, "return_visit", id, &fields)?;
        if !done {
            return Ok(());
        }
        let answer = self.id(day);
        let csat = self.one_of(&[5, 5, 5, 4, 4, 3, 2]);
        let mut fields: Vec<(&str, Value)> = vec![
            ("return_visit_id", id.value()),
            ("occurred_at", (taken.at + 2 * DAY_MS).into()),
            ("staff_id", self.one_of(&self.clerks.clone()).value()),
            ("questionnaire_code", "V4".into()),
            ("questionnaire_version", "questionnaires-2026-1".into()),
            ("answers", "{}".into()),
            ("result", "satisfied".into()),
            ("works", Value::Int(1)),
            ("csat", Value::Int(csat)),
        ];
        if self.one_in(12) {
            fields.push(("suggestion", "来之前先打个电话".into()));
        }
        self.put(day, "visit_answer", answer, &fields)
    }

    fn promise(&mut self, day: &mut Day<'_, '_>, taken: &Taken) -> Result<(), StoreError> {
        let id = PromiseId(self.id(day));
        let open = self.is_late(taken);
        let due = if open {
            let days = self.rng.random_range(-4..10);
            self.date_in(days)
        } else {
            date_at(taken.at + 3 * DAY_MS)
        };
        let state = match (open, taken.nth % 10) {
            (true, _) => "open",
            (false, 0) => "broken",
            (false, _) => "kept",
        };
        let mut fields: Vec<(&str, Value)> = vec![
            ("text", "月底前把烟管换成加长的".into()),
            ("due_on", due.as_str().into()),
            ("owner_id", self.one_of(&self.clerks.clone()).value()),
            ("state", state.into()),
            ("customer_id", taken.home.id.value()),
            ("work_order_id", taken.id.value()),
            ("made_at", taken.at.into()),
        ];
        if state == "kept" {
            fields.push(("kept_on", due.as_str().into()));
        }
        self.put(day, "promise", id, &fields)
    }

    fn complaint(&mut self, day: &mut Day<'_, '_>, taken: &Taken) -> Result<(), StoreError> {
        let id = ComplaintId(self.id(day));
        let last = if self.is_late(taken) {
            taken.nth / 100 % 6
        } else {
            STEPS.len() - 1
        };
        let (_, state) = STEPS[last];
        let text = said(&mut self.rng);
        let mut fields: Vec<(&str, Value)> = vec![
            ("no", self.no(day)?.as_str().into()),
            ("customer_id", taken.home.id.value()),
            ("unit_id", taken.home.unit.value()),
            ("work_order_id", taken.id.value()),
            ("channel", "phone".into()),
            ("category", "product".into()),
            ("item", "no_heat".into()),
            ("text", text.as_str().into()),
            ("severity", "normal".into()),
            ("received_at", taken.at.into()),
            ("owner_id", self.owner().value()),
            ("state", state.into()),
            ("sat_before", 2.into()),
        ];
        if last >= 2 {
            fields.push(("class", "C".into()));
        }
        self.put(day, "complaint", id, &fields)?;
        let mut from: Option<&str> = None;
        for (nth, (event, to)) in STEPS.iter().take(last + 1).enumerate() {
            let at = taken.at + i64::try_from(nth).unwrap_or(0) * DAY_MS / 4;
            let mut fields: Vec<(&str, Value)> = vec![
                ("complaint_id", id.value()),
                ("event", (*event).into()),
                ("to_state", (*to).into()),
                ("occurred_at", at.min(self.plan.now_at).into()),
                ("staff_id", self.owner().value()),
            ];
            if let Some(from) = from {
                fields.push(("from_state", from.into()));
            }
            from = Some(*to);
            let id = self.id(day);
            self.put(day, "complaint_event", id, &fields)?;
        }
        Ok(())
    }

    fn remedy(&mut self, day: &mut Day<'_, '_>, taken: &Taken) -> Result<(), StoreError> {
        let id = RemedyCaseId(self.id(day));
        let state = if self.is_late(taken) {
            "opened"
        } else {
            "withdrawn"
        };
        let text = said(&mut self.rng);
        let fields = [
            ("no", self.no(day)?.as_str().into()),
            ("customer_id", taken.home.id.value()),
            ("unit_id", taken.home.unit.value()),
            ("work_order_id", taken.id.value()),
            ("ground", "quality".into()),
            ("claim", "exchange".into()),
            ("text", text.as_str().into()),
            ("opened_at", taken.at.into()),
            ("reported_at", taken.at.into()),
            ("owner_id", self.owner().value()),
            ("state", state.into()),
        ];
        self.put(day, "remedy_case", id, &fields)?;
        let event = self.id(day);
        let fields = [
            ("remedy_case_id", id.value()),
            ("event", "open".into()),
            ("to_state", "opened".into()),
            ("occurred_at", taken.at.into()),
            ("staff_id", self.owner().value()),
            ("text", text.as_str().into()),
            ("claim", "exchange".into()),
        ];
        self.put(day, "remedy_event", event, &fields)?;
        if state == "withdrawn" {
            let event = self.id(day);
            let fields = [
                ("remedy_case_id", id.value()),
                ("event", "withdraw".into()),
                ("from_state", "opened".into()),
                ("to_state", "withdrawn".into()),
                ("occurred_at", (taken.at + DAY_MS).into()),
                ("staff_id", self.owner().value()),
            ];
            self.put(day, "remedy_event", event, &fields)?;
        }
        Ok(())
    }
}

//! Requests, their orders with every step, the money and the parts.

use rand::RngExt as _;
use rand::rngs::SmallRng;
use uuid::Uuid;
use wuyou_domain::id::{RequestId, StaffId, WorkOrderId};
use wuyou_store::{Id, StoreError};
use wuyou_sync::value::Value;
use wuyou_testkit::pick;

use super::writer::{Day, Home, Writer};

const HOUR: i64 = 3_600_000;
/// What became of an order, and by which steps.
const PATHS: &[(&str, &[(&str, &str)])] = &[
    ("registered", &[]),
    ("replied", &[("reply", "replied")]),
    (
        "scheduled",
        &[("reply", "replied"), ("schedule", "scheduled")],
    ),
    (
        "dispatched",
        &[("reply", "replied"), ("dispatch", "dispatched")],
    ),
    (
        "in_progress",
        &[
            ("reply", "replied"),
            ("dispatch", "dispatched"),
            ("start", "in_progress"),
        ],
    ),
    (
        "waiting_part",
        &[
            ("reply", "replied"),
            ("dispatch", "dispatched"),
            ("wait_part", "waiting_part"),
        ],
    ),
    (
        "postponed",
        &[("reply", "replied"), ("postpone", "postponed")],
    ),
    (
        "finished",
        &[
            ("reply", "replied"),
            ("dispatch", "dispatched"),
            ("start", "in_progress"),
            ("finish", "finished"),
        ],
    ),
    (
        "confirmed",
        &[
            ("reply", "replied"),
            ("dispatch", "dispatched"),
            ("finish", "finished"),
            ("confirm", "confirmed"),
        ],
    ),
    (
        "closed",
        &[
            ("reply", "replied"),
            ("dispatch", "dispatched"),
            ("start", "in_progress"),
            ("finish", "finished"),
            ("confirm", "confirmed"),
            ("close", "closed"),
        ],
    ),
    ("cancelled", &[("cancel", "cancelled")]),
];
const OPEN_PATHS: usize = 9;
const CLOSED: usize = 9;
const CANCELLED: usize = 10;
/// One of so many orders is open, the latest ones.
const OPEN_ONE_IN: usize = 200;

/// What a caller or a clerk says, different nearly every time.
pub(super) fn said(rng: &mut SmallRng) -> String {
    const SAID: &[&str] = &[
        "屋里不热",
        "点不着火",
        "显示E1",
        "漏水，地上一片",
        "声音大，像拖拉机",
        "热水忽冷忽热",
        "一会儿就自己停",
        "压力表到零了",
        "遥控器没反应",
        "问什么时候上门",
        "说好下午去",
        "配件到了，约明天",
        "换了电池还是不行",
        "去年冬天修过一次",
        "问保修到哪天",
        "谢谢师傅，现在好了",
    ];
    let (hour, house) = (rng.random_range(8..21_u8), rng.random_range(1..400_u16));
    format!(
        "{}，{}，{hour}点以后在家，门牌{house}",
        pick(rng, SAID),
        pick(rng, SAID)
    )
}

/// An order as the next rows need it.
#[derive(Debug, Clone)]
pub(super) struct Taken {
    pub(super) id: WorkOrderId,
    pub(super) request: RequestId,
    pub(super) no: String,
    pub(super) home: Home,
    pub(super) technician: StaffId,
    pub(super) at: i64,
    pub(super) nth: usize,
    path: usize,
}

impl Taken {
    pub(super) fn is_closed(&self) -> bool {
        self.path == CLOSED
    }
}

impl Writer<'_> {
    /// An order with all that hangs on it.
    pub(super) fn order(&mut self, day: &mut Day<'_, '_>) -> Result<(), StoreError> {
        let nth = self.orders;
        self.orders += 1;
        // The busiest household calls some forty times.
        let place = if nth.is_multiple_of((self.plan.orders / 40).max(2)) {
            0
        } else {
            self.rng.random_range(0..self.homes.len())
        };
        let open = (self.plan.orders / OPEN_ONE_IN).max(OPEN_PATHS);
        let path = match nth {
            _ if nth + open >= self.plan.orders => nth % OPEN_PATHS,
            _ if nth % 33 == 7 => CANCELLED,
            _ => CLOSED,
        };
        let taken = Taken {
            id: WorkOrderId(self.id(day)),
            request: RequestId(self.id(day)),
            no: self.no(day)?,
            home: self.homes[place].clone(),
            technician: self.one_of(&self.technicians.clone()),
            at: self.moment(day) - 3 * HOUR,
            nth,
            path,
        };
        self.request(day, &taken)?;
        self.order_row(day, &taken)?;
        self.steps(day, &taken)?;
        for nth in 0..self.rng.random_range(1..=3) {
            if self.contacts < self.plan.contacts {
                let about = Some((taken.request.0, taken.id.0));
                self.contact(day, place, about, nth)?;
            }
        }
        if taken.is_closed() && self.rng.random_range(0..5) < 2 {
            self.money(day, &taken)?;
        }
        self.after(day, &taken)?;
        day.tx.end_group()?;
        if self.one_in(4) {
            self.enquiry(day, nth)?;
        }
        Ok(())
    }

    fn request(&mut self, day: &mut Day<'_, '_>, taken: &Taken) -> Result<(), StoreError> {
        let text = said(&mut self.rng);
        let fields = [
            ("no", self.no(day)?.as_str().into()),
            ("kind", "repair".into()),
            ("channel", "phone".into()),
            ("customer_id", taken.home.id.value()),
            ("unit_id", taken.home.unit.value()),
            ("caller_phone", taken.home.phone.as_str().into()),
            ("text", text.as_str().into()),
            ("received_at", taken.at.into()),
            ("owner_id", self.one_of(&self.clerks.clone()).value()),
            ("state", "ordered".into()),
        ];
        self.put(day, "request", taken.request, &fields)
    }

    /// A question that needs no order; the latest are still open.
    fn enquiry(&mut self, day: &mut Day<'_, '_>, nth: usize) -> Result<(), StoreError> {
        let home = self.rng.random_range(0..self.homes.len());
        let (id, at) = (RequestId(self.id(day)), self.moment(day));
        let open = nth + (self.plan.orders / 1_000).max(8) >= self.plan.orders;
        let text = said(&mut self.rng);
        let fields = [
            ("no", self.no(day)?.as_str().into()),
            ("kind", "enquiry".into()),
            ("channel", "phone".into()),
            ("customer_id", self.homes[home].id.value()),
            ("caller_phone", self.homes[home].phone.as_str().into()),
            ("text", text.as_str().into()),
            ("received_at", at.into()),
            ("state", if open { "open" } else { "answered" }.into()),
        ];
        self.put(day, "request", id, &fields)?;
        day.tx.end_group()
    }

    fn order_row(&mut self, day: &mut Day<'_, '_>, taken: &Taken) -> Result<(), StoreError> {
        let (state, steps) = PATHS[taken.path];
        let at = taken.at;
        let text = said(&mut self.rng);
        // Of open orders some are late, some are due today, some have time.
        let limit = match taken.path {
            CLOSED | CANCELLED => at + 48 * HOUR,
            _ => self.plan.now_at + self.one_of(&[-26, -3, 2, 6, 30, 60, 100]) * HOUR,
        };
        let mut fields: Vec<(&str, Value)> = vec![
            ("no", taken.no.as_str().into()),
            ("kind", "repair".into()),
            ("request_id", taken.request.value()),
            ("customer_id", taken.home.id.value()),
            ("unit_id", taken.home.unit.value()),
            ("state", state.into()),
            ("fault_text", text.as_str().into()),
            ("received_at", at.into()),
            ("reply_due_at", (at + HOUR / 2).into()),
            ("finish_target_at", (limit - 12 * HOUR).into()),
            ("finish_limit_at", limit.into()),
            ("origin", "pc".into()),
        ];
        let took = |step: &str| steps.iter().any(|(taken, _)| *taken == step);
        if took("reply") {
            fields.push(("replied_at", (at + HOUR / 3).into()));
        }
        if took("dispatch") {
            fields.push(("technician_id", taken.technician.value()));
        }
        if state == "scheduled" {
            fields.push(("window_from_at", limit.into()));
            fields.push(("window_to_at", (limit + 2 * HOUR).into()));
        }
        if took("finish") {
            fields.push(("cause", "进气过滤网堵".into()));
            fields.push(("result", "清洗，试机正常".into()));
            fields.push(("finished_at", (at + 2 * HOUR).into()));
        }
        if taken.is_closed() {
            fields.push(("closed_at", (at + 3 * HOUR).into()));
        }
        self.put(day, "work_order", taken.id, &fields)
    }

    fn steps(&mut self, day: &mut Day<'_, '_>, taken: &Taken) -> Result<(), StoreError> {
        let (_, steps) = PATHS[taken.path];
        let mut from = None;
        let all = std::iter::once(&("register", "registered")).chain(steps);
        for (nth, (step, to)) in all.enumerate() {
            let at = taken.at + i64::try_from(nth).unwrap_or(0) * HOUR / 3;
            let mut fields: Vec<(&str, Value)> = vec![
                ("work_order_id", taken.id.value()),
                ("step", (*step).into()),
                ("to_state", (*to).into()),
                ("occurred_at", at.into()),
                ("staff_id", self.one_of(&self.clerks.clone()).value()),
            ];
            if let Some(from) = from {
                fields.push(("from_state", Value::from(from)));
            }
            if *step == "dispatch" {
                fields.push(("technician_id", taken.technician.value()));
            }
            from = Some(*to);
            let id = self.id(day);
            self.put(day, "order_event", id, &fields)?;
        }
        Ok(())
    }

    /// What was charged and how it was paid; a few owe it.
    fn money(&mut self, day: &mut Day<'_, '_>, taken: &Taken) -> Result<(), StoreError> {
        let price = self.rng.random_range(4..60_i64) * 1_000;
        let line = wuyou_domain::id::ChargeLineId::of(taken.id, ("labour", "上门检修"), 0);
        let fields = [
            ("work_order_id", taken.id.value()),
            ("kind", "labour".into()),
            ("name", "上门检修".into()),
            ("quantity", 1.into()),
            ("unit_fen", price.into()),
            ("amount_fen", price.into()),
            ("basis", "typed".into()),
        ];
        self.put(day, "charge_line", line, &fields)?;
        let fields = [("charge_fen", price.into())];
        day.tx.update("work_order", taken.id, &fields)?;
        let owes = self.one_in(100);
        let id = self.id(day);
        let method = if owes {
            "credit"
        } else {
            self.one_of(&["cash", "wechat", "wechat", "alipay"])
        };
        let mut fields = vec![
            ("work_order_id", taken.id.value()),
            ("method", method.into()),
            ("amount_fen", price.into()),
            ("receipt_no", self.no(day)?.as_str().into()),
            ("occurred_at", (taken.at + 2 * HOUR).into()),
            ("staff_id", taken.technician.value()),
        ];
        if owes {
            fields.push(("due_on", self.date_in(14).as_str().into()));
        }
        self.put(day, "payment", id, &fields)?;
        if self.one_in(2) {
            let id: Uuid = self.id(day);
            let fields = [
                ("part_code", "P-1003".into()),
                ("part_name", "点火电极".into()),
                ("quantity", (-1).into()),
                ("kind", "use".into()),
                ("work_order_id", taken.id.value()),
                ("occurred_at", (taken.at + 2 * HOUR).into()),
            ];
            self.put(day, "stock_move", id, &fields)?;
        }
        Ok(())
    }
}

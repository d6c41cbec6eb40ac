//! The merge table of docs/sync-protocol.md, a case per row, and what a push may and may not do.

#![allow(clippy::unwrap_used, reason = "a test stops where it goes wrong")]

use wuyou_sync::change::{Change, Op};
use wuyou_sync::clock;
use wuyou_sync::hash::{CHAIN_START, chain};
use wuyou_sync::message::Push;
use wuyou_sync::registry::{self, CARRIED, DELETED_AT};
use wuyou_sync::server::{
    DeviceState, Loaded, PushCheck, PushPlan, RowKey, RowState, Rows, SERVER, check_push, load_for,
    plan_push,
};
use wuyou_sync::value::{RowId, Value};

const NOW: i64 = 1_795_276_200_000;
const A: RowId = [0xA; 16];
const B: RowId = [0xB; 16];
const ROW: RowId = [7; 16];

/// A server's rows, given out as they are asked for and no others.
struct Table<'r>(&'r Loaded);

impl Rows for Table<'_> {
    type Error = std::convert::Infallible;

    fn load(&mut self, keys: &[RowKey]) -> Result<Loaded, Self::Error> {
        let found = keys
            .iter()
            .filter_map(|key| Some((*key, self.0.get(key)?.clone())));
        Ok(found.collect())
    }

    fn load_hanging(&mut self, on: &[RowKey]) -> Result<Loaded, Self::Error> {
        let hangs = |(key, row): &(&RowKey, &RowState)| {
            let fields = registry::entity_by_id(key.0).unwrap().fields.iter();
            row.deleted_at.is_none()
                && fields.zip(&row.values).any(|(field, value)| {
                    let holder = registry::holder(field).map(|holder| holder.id);
                    holder
                        .zip(value.as_id())
                        .is_some_and(|held| on.contains(&held))
                })
        };
        let found = self.0.iter().filter(hangs);
        Ok(found.map(|(key, row)| (*key, row.clone())).collect())
    }
}

/// A dealer's server with two PCs.
struct Server {
    head: (u64, [u8; 32]),
    rows: Loaded,
    devices: [DeviceState; 2],
}

fn device(id: RowId) -> DeviceState {
    DeviceState {
        id,
        last_dseq: 0,
        chain: CHAIN_START,
    }
}

impl Server {
    fn new() -> Self {
        Self {
            head: (0, CHAIN_START),
            rows: Loaded::new(),
            devices: [device(A), device(B)],
        }
    }

    /// A server with one row of an entity, made by A; both PCs have read it.
    fn with(entity: &str, fields: &[(&str, Value)]) -> Self {
        let mut server = Self::new();
        let plan = server.push(A, &[change(entity, Op::Insert, 0, 0, fields)]);
        assert!(plan.rejected.is_empty(), "{:?}", plan.rejected);
        server
    }

    fn push(&mut self, from: RowId, changes: &[Change]) -> PushPlan {
        let device = self
            .devices
            .iter_mut()
            .find(|device| device.id == from)
            .unwrap();
        let push = Push {
            first_dseq: device.last_dseq + 1,
            previous_chain: device.chain,
            changes: changes
                .iter()
                .map(|change| change.encode().unwrap())
                .collect(),
        };
        let PushCheck::New { changes } = check_push(device, &push) else {
            panic!("not taken");
        };
        let loaded = load_for(&mut Table(&self.rows), &from, &changes).unwrap();
        let plan = plan_push(self.head, *device, changes, loaded, NOW);
        *device = plan.device;
        self.head = (plan.head_seq, plan.log_hash);
        for (entity, id, row) in &plan.rows {
            self.rows.insert((entity.id, *id), row.clone());
        }
        plan
    }

    fn row(&self, entity: &str) -> &RowState {
        &self.rows[&(registry::entity(entity).unwrap().id, ROW)]
    }

    fn value(&self, entity: &str, field: &str) -> Value {
        let fields = registry::entity(entity).unwrap().fields;
        let at = fields.iter().position(|f| f.name == field).unwrap();
        self.row(entity).values[at].clone()
    }

    /// Field, kept and other value of every conflict.
    fn conflicts(&self) -> Vec<(String, String, String)> {
        let entity = registry::entity("conflict").unwrap();
        let text = |row: &RowState, name: &str| {
            let at = entity.fields.iter().position(|f| f.name == name).unwrap();
            row.values[at].as_text().unwrap().to_owned()
        };
        let rows = self.rows.iter().filter(|(key, _)| key.0 == entity.id);
        rows.map(|(_, row)| {
            (
                text(row, "field"),
                text(row, "kept_value"),
                text(row, "other_value"),
            )
        })
        .collect()
    }
}

/// A change of the one row: `base` is what its PC had read, `minute` its clock.
fn change(entity: &str, op: Op, base: u64, minute: i64, fields: &[(&str, Value)]) -> Change {
    let entity = registry::entity(entity).unwrap();
    let number = |name: &str| match name {
        "deleted_at" => DELETED_AT,
        name => entity.field(name).unwrap().id,
    };
    let mut fields: Vec<(u8, Value)> = fields.iter().map(|(n, v)| (number(n), v.clone())).collect();
    fields.sort_by_key(|(id, _)| *id);
    Change {
        entity: entity.id,
        op,
        group_end: true,
        row: ROW,
        base_seq: base,
        hlc: clock::at(NOW + minute * 60_000),
        staff: [9; 16],
        fields,
    }
}

fn update_all(entity: &str, base: u64, minute: i64, fields: &[(&str, Value)]) -> Change {
    change(entity, Op::Update, base, minute, fields)
}

fn update(entity: &str, base: u64, minute: i64, field: &str, value: impl Into<Value>) -> Change {
    change(entity, Op::Update, base, minute, &[(field, value.into())])
}

fn customer() -> Server {
    Server::with(
        "customer",
        &[
            ("name", "李四".into()),
            ("kind", "household".into()),
            ("origin", "pc".into()),
        ],
    )
}

fn order() -> Server {
    Server::with(
        "work_order",
        &[
            ("no", "LH-A-1".into()),
            ("kind", "repair".into()),
            ("state", "registered".into()),
            ("received_at", NOW.into()),
        ],
    )
}

fn moment(at: i64) -> Value {
    Value::Int(NOW + at)
}

/// Minute of the clock and value of an edit.
type Edit<'v> = (i64, &'v str);

/// The rule, a server, a field, A's edit, B's edit, what stands, how many conflicts.
type Case = (
    &'static str,
    fn() -> Server,
    &'static str,
    Edit<'static>,
    Edit<'static>,
    &'static str,
    usize,
);

#[rustfmt::skip]
const CASES: &[Case] = &[
    ("later wins", customer, "name", (1, "甲"), (2, "乙"), "乙", 1),
    ("earlier loses", customer, "name", (2, "甲"), (1, "乙"), "甲", 1),
    ("the device breaks ties", customer, "name", (1, "甲"), (1, "乙"), "乙", 1),
    ("equal values", customer, "name", (1, "甲"), (2, "甲"), "甲", 0),
    ("a clock far ahead", customer, "name", (9_999_999, "甲"), (6, "乙"), "乙", 1),
    ("quiet, later", customer, "origin", (1, "usb"), (2, "hq"), "hq", 0),
    ("quiet, earlier", customer, "origin", (2, "usb"), (1, "hq"), "usb", 0),
    ("the farther state", order, "state", (2, "scheduled"), (1, "dispatched"), "dispatched", 0),
    ("the nearer state", order, "state", (1, "dispatched"), (2, "scheduled"), "dispatched", 0),
    ("no way from one to the other", order, "state", (1, "cancelled"), (2, "replied"), "replied", 1),
];

/// A edits first, B without knowing of it; gives the server and B's plan.
fn concurrent(
    mut server: Server,
    field: &str,
    a: (i64, Value),
    b: (i64, Value),
) -> (Server, PushPlan) {
    let entity = if server.rows.contains_key(&(2, ROW)) {
        "customer"
    } else {
        "work_order"
    };
    server.push(A, &[update(entity, 1, a.0, field, a.1)]);
    let plan = server.push(B, &[update(entity, 1, b.0, field, b.1)]);
    (server, plan)
}

#[test]
fn each_kind_of_field_merges_as_the_table_says() {
    for (rule, server, field, a, b, stands, conflicts) in CASES {
        let (server, plan) = concurrent(server(), field, (a.0, a.1.into()), (b.0, b.1.into()));
        let entity = if server.rows.contains_key(&(2, ROW)) {
            "customer"
        } else {
            "work_order"
        };
        assert_eq!(server.value(entity, field), (*stands).into(), "{rule}");
        assert_eq!(server.conflicts().len(), *conflicts, "{rule}");
        // B hears whether its value stands, and if not, which one does.
        assert_eq!(plan.log[0].as_sent, stands == &b.1, "{rule}");
        let lost = plan.log[0]
            .lost
            .iter()
            .map(|(_, value)| value.as_text().unwrap());
        assert!(lost.eq((stands != &b.1).then_some(*stands)), "{rule}");
        assert!(plan.log.last().unwrap().group_end, "{rule}");
    }
}

#[test]
fn what_is_stricter_stands_whatever_the_clocks_say_and_a_person_is_told() {
    let unit = [
        ("serial", Value::from("L1P241602802954S")),
        ("state", "sold".into()),
    ];
    let complaint = [
        ("no", Value::from("LH-A-T1")),
        ("channel", "phone".into()),
        ("category", "charges".into()),
        ("text", "漏气".into()),
        ("severity", "normal".into()),
        ("received_at", NOW.into()),
        ("state", "received".into()),
    ];
    for (entity, insert, field, strict, lax) in [
        ("unit", unit.as_slice(), "state", "stopped", "in_use"),
        (
            "unit",
            unit.as_slice(),
            "state",
            "stopped_in_repair",
            "in_use",
        ),
        ("complaint", complaint.as_slice(), "class", "A", "C"),
    ] {
        for (a, b) in [(strict, lax), (lax, strict)] {
            for (a_at, b_at) in [(1, 2), (2, 1)] {
                let mut server = Server::with(entity, insert);
                server.push(A, &[update(entity, 1, a_at, field, a)]);
                server.push(B, &[update(entity, 1, b_at, field, b)]);
                assert_eq!(server.value(entity, field), strict.into(), "{a} then {b}");
                assert_eq!(server.conflicts().len(), 1, "{a} then {b}");
            }
        }
        // Whoever knew of it ends it.
        let mut server = Server::with(entity, insert);
        server.push(A, &[update(entity, 1, 1, field, strict)]);
        server.push(B, &[update(entity, 2, 2, field, lax)]);
        assert_eq!(server.value(entity, field), lax.into());
    }
}

#[test]
fn a_proposal_that_was_sent_back_is_not_approved_by_who_did_not_know() {
    let case = [
        ("no", Value::from("LH001-R-1")),
        ("customer_id", Value::Id(ROW)),
        ("unit_id", Value::Id(ROW)),
        ("ground", "quality".into()),
        ("claim", "exchange".into()),
        ("text", "点火三次都灭".into()),
        ("opened_at", NOW.into()),
        ("reported_at", NOW.into()),
        ("state", "proposed".into()),
        ("proposal_id", Value::Id([1; 16])),
        ("reopened_count", 0.into()),
    ];
    let back = [
        ("state", Value::from("opened")),
        ("proposal_id", Value::Null),
        ("reopened_count", 1.into()),
    ];
    for sent_back_first in [true, false] {
        let mut server = customer();
        let unit = [("serial", Value::from("L1P241602802954S"))];
        server.push(A, &[change("unit", Op::Insert, 0, 0, &unit)]);
        server.push(A, &[change("remedy_case", Op::Insert, 0, 0, &case)]);
        let base = server.head.0;
        let back = update_all("remedy_case", base, 1, &back);
        let saw = [
            ("proposal_id", Value::Id([1; 16])),
            ("reopened_count", Value::Int(0)),
        ];
        let approved = [("state", Value::from("approved"))];
        let approved = step_of("remedy_case", (base, 2), &approved, &saw);
        let both = [back, approved];
        let [first, second] = if sent_back_first { [0, 1] } else { [1, 0] };
        server.push(A, std::slice::from_ref(&both[first]));
        server.push(B, std::slice::from_ref(&both[second]));
        assert_eq!(server.value("remedy_case", "state"), "opened".into());
        assert_eq!(server.value("remedy_case", "proposal_id"), Value::Null);
        assert_eq!(
            server.conflicts().len(),
            1,
            "the approval is shown to a person"
        );
    }
}

#[test]
fn the_first_reply_stays_whatever_the_clocks_say() {
    let (server, plan) = concurrent(order(), "replied_at", (5, moment(5)), (9, moment(9)));
    assert_eq!(server.value("work_order", "replied_at"), moment(5));
    assert_eq!((server.conflicts().len(), plan.log.len()), (1, 2));
}

#[test]
fn of_two_calls_from_a_cold_house_the_earlier_counts_whoever_was_heard_first() {
    for (first, second) in [(5, 9), (9, 5)] {
        // The later clock and the first to be heard both say nothing of when the customer called.
        for clocks in [(1, 2), (2, 1)] {
            let (server, plan) = concurrent(
                order(),
                "no_heat_at",
                (clocks.0, moment(first)),
                (clocks.1, moment(second)),
            );
            assert_eq!(server.value("work_order", "no_heat_at"), moment(5));
            assert_eq!((server.conflicts().len(), plan.log.len()), (0, 1));
            assert_eq!(plan.log[0].as_sent, second == 5);
        }
    }
    let mut server = order();
    server.push(A, &[update("work_order", 1, 5, "no_heat_at", moment(5))]);
    let read = server.head.0;
    server.push(B, &[update("work_order", read, 9, "no_heat_at", moment(9))]);
    let put_right = server.value("work_order", "no_heat_at");
    assert_eq!(put_right, moment(9), "who knew of the first may correct it");
}

/// A step of the order as a PC sends it: its fields, and what it saw of the state's companions.
fn step(base: u64, minute: i64, fields: &[(&str, Value)], saw: &[(&str, Value)]) -> Change {
    let entity = registry::entity("work_order").unwrap();
    let mask = saw.iter().fold(0_i64, |mask, (name, _)| {
        mask | 1 << entity.field(name).unwrap().id
    });
    let all: Vec<(&str, Value)> = fields.iter().chain(saw).cloned().collect();
    let mut change = change("work_order", Op::Update, base, minute, &all);
    change.fields.push((CARRIED, mask.into()));
    change.fields.sort_by_key(|(id, _)| *id);
    change
}

/// A finished order that both PCs have read; A opens it again, B confirms and closes it.
fn finished_then_apart() -> (Server, Change, [Change; 2]) {
    let mut server = order();
    let finish = [("state", "finished".into()), ("finished_at", moment(1))];
    server.push(A, &[update_all("work_order", 1, 1, &finish)]);
    let base = server.head.0;
    let reopen = step(
        base,
        2,
        &[
            ("state", "registered".into()),
            ("finished_at", Value::Null),
            ("finish_limit_at", moment(99)),
            ("reopened_count", Value::Int(1)),
        ],
        &[("closed_at", Value::Null)],
    );
    let saw = [("finished_at", moment(1)), ("reopened_count", Value::Null)];
    let confirm = step(base, 60, &[("state", "confirmed".into())], &saw);
    let close = [("state", "closed".into()), ("closed_at", moment(61))];
    let close = step(base, 61, &close, &saw);
    (server, reopen, [confirm, close])
}

#[test]
fn an_order_opened_again_is_never_closed_quietly_whoever_comes_first() {
    for reopened_first in [true, false] {
        let (mut server, reopen, close) = finished_then_apart();
        if reopened_first {
            server.push(A, &[reopen]);
            server.push(B, &close);
        } else {
            server.push(B, &close);
            server.push(A, &[reopen]);
        }
        let stands = |field| server.value("work_order", field);
        assert_eq!(stands("state"), "registered".into());
        assert_eq!(stands("finish_limit_at"), moment(99));
        assert_eq!(stands("reopened_count"), Value::Int(1));
        assert_eq!(
            (stands("finished_at"), stands("closed_at")),
            (Value::Null, Value::Null)
        );
        let [(field, kept, other)] = &server.conflicts()[..] else {
            panic!("{:?}", server.conflicts());
        };
        assert_eq!(field, "state");
        assert!(kept.starts_with(r#"{"state":"registered","#), "{kept}");
        assert!(other.starts_with(r#"{"state":"closed","#), "{other}");
        assert!(
            other.contains(&format!(r#""closed_at":{}"#, NOW + 61)),
            "{other}"
        );
        assert!(
            other.contains(&format!(r#""finished_at":{}"#, NOW + 1)),
            "{other}"
        );
    }
}

/// The fields a step of a complaint edits, and those it saw.
fn complaint_step(
    base: u64,
    minute: i64,
    edits: &[(&str, Value)],
    saw: &[(&str, Value)],
) -> Change {
    step_of("complaint", (base, minute), edits, saw)
}

/// A step of a state: what it changes, and the companions its PC had read, which it carries along.
fn step_of(
    entity: &str,
    (base, minute): (u64, i64),
    edits: &[(&str, Value)],
    saw: &[(&str, Value)],
) -> Change {
    let number = |name: &str| registry::entity(entity).unwrap().field(name).unwrap().id;
    let mask = saw
        .iter()
        .fold(0_i64, |mask, (name, _)| mask | 1 << number(name));
    let all: Vec<(&str, Value)> = edits.iter().chain(saw).cloned().collect();
    let mut change = change(entity, Op::Update, base, minute, &all);
    change.fields.push((CARRIED, mask.into()));
    change.fields.sort_by_key(|(id, _)| *id);
    change
}

#[test]
fn a_complaint_opened_again_is_never_closed_quietly_by_an_older_closing() {
    for reopened_first in [true, false] {
        let fields = [
            ("no", "LH-A-T1".into()),
            ("channel", "phone".into()),
            ("category", "charges".into()),
            ("text", "收费多".into()),
            ("severity", "normal".into()),
            ("received_at", NOW.into()),
            ("state", "carrying_out".into()),
        ];
        let mut server = Server::with("complaint", &fields);
        let base = server.head.0;
        let open = [("reopened_count", Value::Null)];
        // A closes, the customer comes back, A opens it again; B, who knew of neither, closes later.
        let closed = [
            ("state", "closed_satisfied".into()),
            ("sat_after", Value::Int(5)),
        ];
        let first = complaint_step(base, 1, &closed, &open);
        let again = complaint_step(
            base,
            2,
            &[
                ("state", "assessed".into()),
                ("sat_after", Value::Null),
                ("reopened_count", Value::Int(1)),
            ],
            &[],
        );
        let late = complaint_step(base, 60, &closed, &open);
        if reopened_first {
            server.push(A, &[first, again]);
            server.push(B, &[late]);
        } else {
            server.push(B, &[late]);
            server.push(A, &[first, again]);
        }
        let stands = |field| server.value("complaint", field);
        assert_eq!(
            stands("state"),
            "assessed".into(),
            "first: {reopened_first}"
        );
        assert_eq!(
            (stands("sat_after"), stands("reopened_count")),
            (Value::Null, Value::Int(1))
        );
        if !reopened_first {
            // B's closing is the one A opened again: nothing of it is lost.
            assert!(server.conflicts().is_empty());
            continue;
        }
        let [(field, kept, other)] = &server.conflicts()[..] else {
            panic!("{:?}", server.conflicts());
        };
        assert_eq!(field, "state");
        assert!(kept.starts_with(r#"{"state":"assessed","#), "{kept}");
        assert!(
            other.starts_with(r#"{"state":"closed_satisfied","#),
            "{other}"
        );
    }
}

#[test]
fn a_state_stands_with_its_own_companions_or_not_at_all() {
    for (cancelled_at, stands) in [(1, "dispatched"), (4, "cancelled")] {
        for cancelled_first in [true, false] {
            let mut server = order();
            server.push(A, &[update("work_order", 1, 0, "state", "replied")]);
            let end = [("state", "cancelled".into()), ("closed_at", moment(5))];
            let window = [("window_from_at", Value::Null)];
            let cancel = step(2, cancelled_at, &end, &window);
            let saw = [("closed_at", Value::Null), ("window_from_at", Value::Null)];
            let dispatch = step(2, 3, &[("state", "dispatched".into())], &saw);
            if cancelled_first {
                server.push(A, &[cancel]);
                server.push(B, &[dispatch]);
            } else {
                server.push(B, &[dispatch]);
                server.push(A, &[cancel]);
            }
            let closed = if stands == "cancelled" {
                moment(5)
            } else {
                Value::Null
            };
            assert_eq!(server.value("work_order", "state"), stands.into());
            assert_eq!(server.value("work_order", "closed_at"), closed);
            assert_eq!(server.conflicts().len(), 1);
        }
    }
}

/// A dispatched order that both PCs have read; A moves the visit without moving the state.
fn moved_apart(minute: i64) -> (Server, Change) {
    let mut server = order();
    let sent = [
        ("state", "dispatched".into()),
        ("window_from_at", moment(3)),
    ];
    server.push(A, &[update_all("work_order", 1, 1, &sent)]);
    let moved = [
        ("state", "dispatched".into()),
        ("window_from_at", moment(7)),
    ];
    let saw = [("replied_at", Value::Null), ("reopened_count", Value::Null)];
    let moved = step(server.head.0, minute, &moved, &saw);
    (server, moved)
}

#[test]
fn a_time_moved_by_us_never_stands_on_an_order_the_customer_put_off_meanwhile() {
    for (minute, stands) in [(2, "postponed"), (4, "dispatched")] {
        for moved_first in [true, false] {
            let (mut server, moved) = moved_apart(minute);
            let off = [
                ("state", "postponed".into()),
                ("window_from_at", Value::Null),
            ];
            let off = step(server.head.0, 3, &off, &[("reopened_count", Value::Null)]);
            if moved_first {
                server.push(A, &[moved]);
                server.push(B, &[off]);
            } else {
                server.push(B, &[off]);
                server.push(A, &[moved]);
            }
            let window = if stands == "postponed" {
                Value::Null
            } else {
                moment(7)
            };
            let case = format!("{minute} {moved_first} {:?}", server.conflicts());
            assert_eq!(server.value("work_order", "state"), stands.into(), "{case}");
            let shown = server.value("work_order", "window_from_at");
            assert_eq!(shown, window, "{case}");
            assert_eq!(server.conflicts().len(), 1, "a person sees both: {case}");
        }
    }
}

#[test]
fn a_time_moved_while_the_technician_began_takes_nothing_back() {
    for moved_first in [true, false] {
        let (mut server, moved) = moved_apart(4);
        let saw = [
            ("window_from_at", moment(3)),
            ("reopened_count", Value::Null),
        ];
        let start = step(server.head.0, 3, &[("state", "in_progress".into())], &saw);
        if moved_first {
            server.push(A, &[moved]);
            server.push(B, &[start]);
        } else {
            server.push(B, &[start]);
            server.push(A, &[moved]);
        }
        assert_eq!(server.value("work_order", "state"), "in_progress".into());
        assert_eq!(server.value("work_order", "window_from_at"), moment(7));
        assert!(server.conflicts().is_empty());
    }
}

#[test]
fn what_a_step_only_carries_along_overwrites_nothing() {
    let mut server = order();
    server.push(
        A,
        &[step(
            1,
            1,
            &[("state", "scheduled".into()), ("window_from_at", moment(7))],
            &[],
        )],
    );
    let plan = server.push(
        B,
        &[step(
            1,
            2,
            &[("state", "dispatched".into())],
            &[("window_from_at", Value::Null)],
        )],
    );
    assert_eq!(server.value("work_order", "state"), "dispatched".into());
    assert_eq!(server.value("work_order", "window_from_at"), moment(7));
    assert_eq!(plan.log[0].lost, [(16, moment(7))]);
    assert!(server.conflicts().is_empty());
}

#[test]
fn every_urging_counts_however_many_pcs_note_one() {
    let fields = [
        ("no", "LH-A-1".into()),
        ("kind", "repair".into()),
        ("channel", "phone".into()),
        ("text", "不热".into()),
        ("received_at", NOW.into()),
        ("state", "open".into()),
    ];
    let mut server = Server::with("request", &fields);
    server.push(A, &[update("request", 1, 1, "urged_count", 1_i64)]);
    let again = [1, 2].map(|said: i64| update("request", 1, 0, "urged_count", said));
    let plan = server.push(B, &again);
    assert_eq!(server.value("request", "urged_count"), Value::Int(3));
    let merged = Change::decode(&plan.log[1].change).unwrap();
    assert_eq!(merged.fields, [(14, Value::Int(3))]);
    assert!(!plan.log[1].as_sent && server.conflicts().is_empty());
}

#[test]
fn an_edit_that_knew_the_other_one_just_stands_whatever_the_clocks_say() {
    let mut server = customer();
    server.push(A, &[update("customer", 1, 60, "name", "甲")]);
    let plan = server.push(B, &[update("customer", 2, -60, "name", "乙")]);
    assert!(plan.log[0].as_sent);
    // B's second edit, made offline after its first, knows that one too.
    server.push(B, &[update("customer", 2, -59, "name", "丙")]);
    assert_eq!(server.value("customer", "name"), "丙".into());
    assert!(server.conflicts().is_empty());
}

#[test]
fn edit_beats_delete_in_either_order_and_a_person_is_told() {
    let mut late_edit = customer();
    late_edit.push(A, &[update("customer", 1, 5, "deleted_at", moment(5))]);
    let plan = late_edit.push(B, &[update("customer", 1, 1, "name", "乙")]);
    assert!(!plan.log[0].as_sent && plan.log[0].lost.is_empty());
    let mut late_delete = customer();
    late_delete.push(A, &[update("customer", 1, 1, "name", "乙")]);
    let plan = late_delete.push(B, &[update("customer", 1, 5, "deleted_at", moment(5))]);
    assert_eq!(plan.log[0].lost, [(DELETED_AT, Value::Null)]);
    for server in [late_edit, late_delete] {
        assert_eq!(server.row("customer").deleted_at, None);
        assert_eq!(server.value("customer", "name"), "乙".into());
        let other = (NOW + 5).to_string();
        assert_eq!(
            server.conflicts(),
            [("deleted_at".into(), "null".into(), other)]
        );
    }
}

#[test]
fn deleted_twice_is_deleted_once_and_a_known_delete_stays() {
    let mut server = customer();
    server.push(A, &[update("customer", 1, 1, "deleted_at", moment(1))]);
    server.push(B, &[update("customer", 1, 2, "deleted_at", moment(2))]);
    assert_eq!(server.row("customer").deleted_at, Some(NOW + 1));
    // B has seen the delete and still corrects the note.
    server.push(B, &[update("customer", 3, 3, "note", "搬走了")]);
    assert_eq!(server.row("customer").deleted_at, Some(NOW + 1));
    assert!(server.conflicts().is_empty());
}

const CHILD: RowId = [8; 16];

/// A row that hangs on the one household.
fn hanging(entity: &str, op: Op, base: u64, fields: &[(&str, Value)]) -> Change {
    let mut fields = fields.to_vec();
    if op == Op::Insert {
        fields.push(("customer_id", ROW.into()));
    }
    let mut change = change(entity, op, base, 3, &fields);
    change.row = CHILD;
    change
}

fn call(base: u64) -> Change {
    let fields = [
        ("no", "LH-B-1".into()),
        ("kind", "repair".into()),
        ("state", "registered".into()),
        ("received_at", NOW.into()),
    ];
    hanging("work_order", Op::Insert, base, &fields)
}

#[test]
fn a_household_is_not_deleted_under_a_call_that_did_not_know_of_it() {
    for deleted_first in [true, false] {
        let mut server = customer();
        let delete = update("customer", 1, 5, "deleted_at", moment(5));
        if deleted_first {
            server.push(A, &[delete]);
            let plan = server.push(B, &[call(1)]);
            assert!(plan.log[0].as_sent);
            let revival = Change::decode(&plan.log[1].change).unwrap();
            assert_eq!((revival.entity, revival.row), (2, ROW));
            assert_eq!(
                (plan.log[1].device, revival.fields),
                (SERVER, vec![(63, Value::Null)])
            );
        } else {
            server.push(B, &[call(1)]);
            server.push(A, &[delete]);
        }
        assert_eq!(server.row("customer").deleted_at, None);
        let other = (NOW + 5).to_string();
        assert_eq!(
            server.conflicts(),
            [("deleted_at".into(), "null".into(), other)]
        );
        // Whoever has read all that may delete the household.
        let base = server.head.0;
        server.push(A, &[update("customer", base, 9, "deleted_at", moment(9))]);
        assert_eq!(server.row("customer").deleted_at, Some(NOW + 9));
    }
}

#[test]
fn an_edit_of_a_part_keeps_the_household_and_a_deleted_part_does_not() {
    let phone = |server: &mut Server| {
        let number = [("number", "13804712207".into())];
        server.push(A, &[hanging("phone", Op::Insert, 1, &number)]);
        server.head.0
    };
    for (field, value, stays) in [
        ("label", Value::from("儿子"), true),
        ("deleted_at", moment(3), false),
    ] {
        for deleted_first in [true, false] {
            let mut server = customer();
            let base = phone(&mut server);
            let edit = hanging("phone", Op::Update, base, &[(field, value.clone())]);
            let delete = update("customer", base, 5, "deleted_at", moment(5));
            if deleted_first {
                server.push(A, &[delete]);
                server.push(B, &[edit]);
            } else {
                server.push(B, &[edit]);
                server.push(A, &[delete]);
            }
            assert_eq!(
                server.row("customer").deleted_at.is_none(),
                stays,
                "{field}"
            );
            assert_eq!(server.conflicts().len(), usize::from(stays), "{field}");
        }
    }
}

#[test]
fn an_own_edit_does_not_hide_the_others_from_a_delete() {
    let mut server = customer();
    server.push(A, &[update("customer", 1, 1, "note", "加班晚归")]);
    // B overwrites the note without having read A's, then deletes the household.
    server.push(B, &[update("customer", 1, 2, "note", "已搬走")]);
    let plan = server.push(B, &[update("customer", 1, 3, "deleted_at", moment(3))]);
    assert_eq!(plan.log[0].lost, [(DELETED_AT, Value::Null)]);
    assert_eq!(server.row("customer").deleted_at, None);
}

#[test]
fn the_first_decision_of_a_conflict_stays() {
    let mut server = customer();
    server.push(A, &[update("customer", 1, 4, "name", "甲")]);
    server.push(B, &[update("customer", 1, 1, "name", "乙")]);
    let base = server.head.0;
    let (entity, id) = *server.rows.keys().find(|key| key.0 == 12).unwrap();
    let decide = |minute, resolution: &str, name: &str| {
        let fields = [
            ("resolved_at", moment(minute)),
            ("resolution", resolution.into()),
        ];
        let mut decision = change("conflict", Op::Update, base, minute, &fields);
        (decision.entity, decision.row) = (entity, id);
        let mut edit = update("customer", base, minute, "name", name);
        edit.group_end = false;
        [edit, decision]
    };
    server.push(A, &decide(6, "other", "乙"));
    let plan = server.push(B, &decide(9, "kept", "甲"));
    // B's decision does not count, but what it wanted is put before a person again.
    assert_eq!(plan.log[1].lost.len(), 2);
    let row = &server.rows[&(entity, id)];
    assert_eq!(server.value("customer", "name"), "甲".into());
    let open = server
        .rows
        .iter()
        .filter(|(key, row)| key.0 == 12 && row.values[11].is_null());
    assert_eq!(open.count(), 1, "{row:?}");
}

#[test]
fn a_device_that_loses_again_updates_its_conflict_and_a_third_has_its_own() {
    let mut server = customer();
    server.push(A, &[update("customer", 1, 4, "name", "甲")]);
    server.push(B, &[update("customer", 1, 1, "name", "乙")]);
    server.push(B, &[update("customer", 1, 2, "name", "丙")]);
    assert_eq!(
        server.conflicts(),
        [("name".into(), "\"甲\"".into(), "\"丙\"".into())]
    );
    // Now B's clock wins over A's value: A's is kept beside, B's own row stays.
    server.push(B, &[update("customer", 1, 5, "name", "丁")]);
    assert_eq!(server.value("customer", "name"), "丁".into());
    assert_eq!(server.conflicts().len(), 2);
}

#[test]
fn a_decision_over_a_value_that_was_replaced_does_not_count() {
    let mut server = customer();
    server.push(A, &[update("customer", 1, 4, "name", "甲")]);
    server.push(B, &[update("customer", 1, 1, "name", "乙")]);
    let seen = server.head.0;
    let (entity, id) = *server.rows.keys().find(|key| key.0 == 12).unwrap();
    let decide = |base| Change {
        entity,
        row: id,
        ..change(
            "conflict",
            Op::Update,
            base,
            9,
            &[("resolution", "kept".into())],
        )
    };
    server.push(B, &[update("customer", 1, 2, "name", "丙")]);
    let outdated = server.push(A, &[decide(seen)]);
    assert_eq!(outdated.log[0].lost.len(), 1);
    let current = server.push(A, &[decide(server.head.0)]);
    assert!(current.log[0].as_sent);
    // Only the decision is a PC's to write.
    let mut forged = decide(server.head.0);
    forged.fields = vec![(4, "\"x\"".into())];
    assert_eq!(
        server.push(A, &[forged]).rejected[0].answer.code,
        "sync.not_yours"
    );
}

#[test]
fn one_bad_change_refuses_its_group_and_nothing_else() {
    let mut server = customer();
    let inner = |mut change: Change| {
        change.group_end = false;
        change
    };
    let plan = server.push(
        A,
        &[
            inner(update("customer", 1, 1, "note", "好")),
            update("customer", 1, 2, "kind", "castle"),
            update("customer", 1, 3, "preferred_time", "晚上"),
        ],
    );
    let refused: Vec<_> = plan
        .rejected
        .iter()
        .map(|r| (r.dseq, r.answer.code.as_str()))
        .collect();
    assert_eq!(refused, [(2, "sync.group_refused"), (3, "sync.bad_value")]);
    assert_eq!(
        plan.rejected[1].answer.current,
        Some(vec![(2, "household".into())])
    );
    assert_eq!((plan.log.len(), plan.device.last_dseq), (1, 4));
    assert_eq!(server.value("customer", "note"), Value::Null);
    assert_eq!(server.value("customer", "preferred_time"), "晚上".into());
}

#[test]
fn every_refusal_has_its_code() {
    let nobody = Value::Id([1; 16]);
    let mut unknown = update("customer", 1, 1, "name", "x");
    unknown.entity = 99;
    let mut elsewhere = update("customer", 1, 1, "name", "x");
    elsewhere.row = [8; 16];
    let mut person = change(
        "person",
        Op::Insert,
        1,
        1,
        &[("customer_id", nobody), ("name", "x".into())],
    );
    person.row = [3; 16];
    let mut bare = change("customer", Op::Insert, 1, 1, &[("name", "x".into())]);
    bare.row = [4; 16];
    let cases = [
        (unknown, "sync.unknown_entity"),
        (elsewhere, "sync.unknown_row"),
        (person, "sync.unknown_parent"),
        (bare, "sync.missing_field"),
        (
            update("customer", 1, 1, "name", Value::Null),
            "sync.missing_field",
        ),
        (
            update("customer", 1, 1, "name", "长".repeat(61)),
            "sync.bad_value",
        ),
        (update("customer", 1, 1, "name", 5_i64), "sync.bad_value"),
    ];
    for (change, code) in cases {
        let plan = customer().push(B, &[change]);
        assert_eq!(plan.rejected[0].answer.code, code);
        assert!(plan.log.is_empty() && plan.rows.is_empty(), "{code}");
    }
    let mut orders = order();
    let renumbered = orders.push(B, &[update("work_order", 1, 1, "no", "LH-B-1")]);
    assert_eq!(renumbered.rejected[0].answer.code, "sync.immutable");
    let fields = [
        ("channel", "phone".into()),
        ("direction", "in".into()),
        ("text", "催单".into()),
        ("occurred_at", NOW.into()),
    ];
    let mut contacts = Server::with("contact", &fields);
    let again = contacts.push(B, &[change("contact", Op::Insert, 0, 1, &fields)]);
    assert!(again.log[0].as_sent, "the same contact again is no news");
    let changed = contacts.push(B, &[update("contact", 1, 1, "text", "改")]);
    assert_eq!(changed.rejected[0].answer.code, "sync.append_only");
}

#[test]
fn a_field_of_a_newer_program_is_passed_on_as_it_is() {
    let mut server = customer();
    server.push(A, &[update("customer", 1, 5, "name", "甲")]);
    let mut newer = update("customer", 1, 1, "name", "乙");
    newer.fields.push((40, "新".into()));
    let plan = server.push(B, &[newer]);
    let merged = Change::decode(&plan.log[0].change).unwrap();
    assert_eq!(merged.fields, [(40, "新".into())]);
    assert_eq!(plan.log[1].device, SERVER);
}

#[test]
fn a_push_is_new_a_replay_a_gap_a_fork_or_broken() {
    let bytes = |note: &str| update("customer", 0, 0, "note", note).encode().unwrap();
    let all: Vec<Vec<u8>> = ["一", "二", "三", "四"].into_iter().map(bytes).collect();
    let chain_of = |count: usize| all[..count].iter().fold(CHAIN_START, |c, b| chain(&c, b));
    let held = DeviceState {
        id: A,
        last_dseq: 2,
        chain: chain_of(2),
    };
    let push = |first: usize, range: std::ops::Range<usize>| Push {
        first_dseq: first as u64,
        previous_chain: chain_of(first - 1),
        changes: all[range].to_vec(),
    };
    let new = |check: PushCheck| match check {
        PushCheck::New { changes } => changes.iter().map(|c| c.dseq).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(new(check_push(&held, &push(3, 2..4))), [3, 4]);
    assert_eq!(
        new(check_push(&held, &push(1, 0..4))),
        [3, 4],
        "what is held is skipped"
    );
    assert_eq!(
        new(check_push(&held, &push(1, 0..2))),
        [0_u64; 0],
        "a replay"
    );
    assert_eq!(
        new(check_push(&held, &push(1, 0..1))),
        [0_u64; 0],
        "a shorter replay"
    );
    assert_eq!(new(check_push(&held, &Push::default())), [0_u64; 0]);
    assert_eq!(
        check_push(&held, &push(4, 3..4)),
        PushCheck::Gap { expected_dseq: 3 }
    );
    let mut other = push(1, 0..3);
    other.changes[1] = bytes("别的");
    assert_eq!(check_push(&held, &other), PushCheck::Fork { last_dseq: 2 });
    let mut moved = push(3, 2..3);
    moved.previous_chain[0] ^= 1;
    assert_eq!(check_push(&held, &moved), PushCheck::Fork { last_dseq: 2 });
    let mut open = update("customer", 0, 0, "note", "半");
    open.group_end = false;
    let mut cut = push(3, 2..3);
    cut.changes.push(open.encode().unwrap());
    assert_eq!(check_push(&held, &cut), PushCheck::Malformed { dseq: 4 });
    let zero = Push {
        first_dseq: 0,
        ..push(1, 0..1)
    };
    assert_eq!(check_push(&held, &zero), PushCheck::Malformed { dseq: 0 });
}

//! What people do on a PC: random groups of edits over what the screen shows, good and bad.

use std::collections::BTreeMap;

use rand::RngExt;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use wuyou_sync::change::{Change, Op};
use wuyou_sync::hash;
use wuyou_sync::registry::{self, CARRIED, DELETED_AT, WORK_ORDER_STEPS, WORK_ORDER_UNIT};
use wuyou_sync::server::RowKey;
use wuyou_sync::value::{RowId, Value};

use crate::bug::Bug;
use crate::device::Device;
use crate::options::Options;

/// A field number no registry has yet: a newer program's.
pub(crate) const FUTURE_FIELD: u8 = 40;

/// First byte of the ids of each dealer's rows; one turned bit does not make one into the other.
pub(crate) const DEALER_TAGS: [u8; 2] = [0x0f, 0xf0];

/// What is to be recorded as one change.
enum Draft {
    Change(u8, Op, RowId, BTreeMap<u8, Value>),
    Bytes(Vec<u8>),
}

/// A person at a device.
pub(crate) struct Editor<'a> {
    pub(crate) device: &'a mut Device,
    pub(crate) rng: &'a mut StdRng,
    pub(crate) options: &'a Options,
    pub(crate) now_at: i64,
    group: Vec<(Draft, bool)>,
    /// What the device had read when the form was opened, if that is not what it has read now.
    opened: Option<u64>,
    /// Nothing more goes into this group.
    alone: bool,
}

fn entity(name: &str) -> u8 {
    registry::entity(name).unwrap().id
}

fn fields(pairs: impl IntoIterator<Item = (u8, Value)>) -> BTreeMap<u8, Value> {
    pairs.into_iter().collect()
}

impl<'a> Editor<'a> {
    pub(crate) fn new(
        device: &'a mut Device,
        rng: &'a mut StdRng,
        options: &'a Options,
        now_at: i64,
    ) -> Self {
        Self {
            device,
            rng,
            options,
            now_at,
            group: Vec::new(),
            opened: None,
            alone: false,
        }
    }

    /// One transaction of one to five changes.
    pub(crate) fn group(mut self) {
        if self.rng.random_bool(0.05) {
            return self.left_open();
        }
        let wanted = self.rng.random_range(1..=5);
        for _ in 0..20 {
            if self.group.len() >= wanted || self.alone {
                break;
            }
            if self.rng.random_bool(self.options.bad_edit) {
                self.bad();
            } else {
                self.good();
            }
        }
        self.commit();
    }

    /// A form that was opened some pages of the log ago and is saved now.
    fn left_open(mut self) {
        let cursor = self.device.disk.cursor.seq;
        self.opened = Some(cursor.saturating_sub(self.rng.random_range(0..12)));
        self.change_customer();
        self.commit();
    }

    fn commit(self) {
        let Self {
            opened,
            device,
            rng,
            options,
            now_at,
            group,
            ..
        } = self;
        let last = group.len().saturating_sub(1);
        let bad_group = group.iter().any(|(_, bad)| *bad);
        let mut recorded = Vec::new();
        // Where a group ends in unreadable bytes its end cannot be seen: the next one may go with it.
        let mut doubtful = bad_group || std::mem::take(&mut device.open_end);
        let staff = device.id;
        for (at, (draft, _)) in group.into_iter().enumerate() {
            let hlc = device.tick(now_at);
            let base_seq = match options.bug {
                Some(Bug::BaseSeqIgnored) => u64::MAX,
                _ => opened.unwrap_or(device.disk.cursor.seq),
            };
            let (bytes, change) = match draft {
                Draft::Bytes(bytes) => {
                    device.open_end = at == last;
                    (bytes, None)
                }
                Draft::Change(entity, op, row, fields) => {
                    let change = Change {
                        entity,
                        op,
                        group_end: at == last,
                        row,
                        base_seq,
                        hlc,
                        staff,
                        fields: fields.into_iter().collect(),
                    };
                    (change.encode().unwrap(), Some(change))
                }
            };
            let with_outbox = options.bug != Some(Bug::OutboxAfterRow)
                || !rng.random_bool(options.crash_before_commit);
            let reopens = change
                .as_ref()
                .is_some_and(|change| reopens(device, change));
            device.record(bytes, change.as_ref(), with_outbox);
            if reopens {
                device.reopened.insert(device.disk.last_dseq);
            }
            if let Some(change) = &change {
                doubtful |= leans_on(change, &device.doubtful_rows);
            }
            recorded.push((device.disk.last_dseq, change));
        }
        for (dseq, change) in recorded {
            if bad_group {
                device.bad.insert(dseq);
            }
            if doubtful {
                device.doubtful.insert(dseq);
                let made = change.filter(|change| change.op == Op::Insert);
                device.doubtful_rows.extend(made.map(|c| (c.entity, c.row)));
            }
        }
    }

    fn put(&mut self, entity: u8, op: Op, row: RowId, fields: BTreeMap<u8, Value>, bad: bool) {
        self.group
            .push((Draft::Change(entity, op, row, fields), bad));
    }

    pub(crate) fn insert(&mut self, name: &str, row: RowId, pairs: Vec<(u8, Value)>) {
        self.put(entity(name), Op::Insert, row, fields(pairs), false);
    }

    pub(crate) fn update(&mut self, key: RowKey, pairs: Vec<(u8, Value)>) {
        self.put(key.0, Op::Update, key.1, fields(pairs), false);
    }

    pub(crate) fn id(&mut self) -> RowId {
        let mut id: RowId = self.rng.random();
        id[0] = DEALER_TAGS[self.device.dealer];
        id
    }

    fn derived(&self, nature: &str) -> RowId {
        let mut id = [0; 16];
        id.copy_from_slice(&hash::chain(&[0; 32], nature.as_bytes())[..16]);
        id[0] = DEALER_TAGS[self.device.dealer];
        id
    }

    pub(crate) fn word(&mut self) -> Value {
        (*["甲", "乙", "丙", "丁"].choose(self.rng).unwrap()).into()
    }

    /// A word or nothing.
    fn maybe(&mut self) -> Value {
        if self.rng.random_bool(0.2) {
            Value::Null
        } else {
            self.word()
        }
    }

    /// One of the first rows of an entity: the same few rows on every PC.
    pub(crate) fn some(&mut self, name: &str) -> Option<RowKey> {
        let entity = entity(name);
        let rows = &self.device.disk.rows.0;
        let range = rows.range((entity, [0; 16])..=(entity, [0xff; 16]));
        let hot: Vec<RowKey> = range
            .take(self.options.hot_rows)
            .map(|(key, _)| *key)
            .collect();
        hot.choose(self.rng).copied()
    }

    /// One of the households that are not deleted here.
    fn household(&mut self) -> Option<RowKey> {
        let key = self.some("customer")?;
        self.shown(&key, DELETED_AT).is_none().then_some(key)
    }

    /// The rows of an entity that are shown under a household.
    fn under(&self, name: &str, field: u8, household: &RowKey) -> Vec<RowKey> {
        let entity = entity(name);
        let rows = &self.device.disk.rows.0;
        let range = rows.range((entity, [0; 16])..=(entity, [0xff; 16]));
        let theirs = |row: &crate::fold::Row| {
            row.get(&field).and_then(Value::as_id) == Some(household.1)
                && !row.contains_key(&DELETED_AT)
        };
        range
            .filter(|(_, row)| theirs(row))
            .map(|(key, _)| *key)
            .collect()
    }

    /// Whether the household of an order is there.
    fn has_household(&self, order: &RowKey) -> bool {
        let household = self.shown(order, 4).and_then(|value| value.as_id());
        household.is_none_or(|id| self.shown(&(entity("customer"), id), DELETED_AT).is_none())
    }

    pub(crate) fn shown(&self, key: &RowKey, field: u8) -> Option<Value> {
        self.device.disk.rows.0.get(key)?.get(&field).cloned()
    }

    /// Whether the group changes a row already; what is shown of it is older than that.
    pub(crate) fn is_drafted(&self, key: RowKey) -> bool {
        self.group.iter().any(|(draft, _)| {
            matches!(draft, Draft::Change(entity, _, row, _) if (*entity, *row) == key)
        })
    }

    fn good(&mut self) {
        match self.rng.random_range(0..20) {
            0 => self.customer(),
            1 | 2 => self.tag(),
            3 | 4 => self.unit(),
            5..=7 => self.change_customer(),
            8 => self.delete_or_undelete(),
            9 => self.order(),
            10 | 11 => self.advance_order(),
            12 => self.contact(),
            13 => self.decide(),
            14 => self.urge(),
            15 => self.delete_household(),
            16 => self.phone(),
            _ => self.any(),
        }
    }

    fn customer(&mut self) {
        let row = self.id();
        let (name, note) = (self.word(), self.maybe());
        self.insert(
            "customer",
            row,
            vec![(1, name), (2, "household".into()), (3, note)],
        );
    }

    fn phone(&mut self) {
        let Some(customer) = self.household() else {
            return self.customer();
        };
        let (person, phone) = (self.id(), self.id());
        let name = self.word();
        self.insert("person", person, vec![(1, customer.1.into()), (2, name)]);
        let number = Value::Text(format!("138{}", self.rng.random_range(0..3)));
        let links = vec![(1, customer.1.into()), (2, person.into()), (3, number)];
        self.insert("phone", phone, links);
    }

    /// The tag's id follows from customer and tag: two PCs make the same row.
    fn tag(&mut self) {
        let Some(customer) = self.household() else {
            return self.customer();
        };
        let tag = self.word();
        let row = self.derived(&format!("{:?}{tag:?}", customer.1));
        let key = (entity("customer_tag"), row);
        if self.device.disk.rows.0.contains_key(&key) && self.rng.random_bool(0.8) {
            let now = Value::Int(self.now_at);
            let value = if self.shown(&key, DELETED_AT).is_some() {
                Value::Null
            } else {
                now
            };
            self.update(key, vec![(DELETED_AT, value)]);
        } else {
            self.insert("customer_tag", row, vec![(1, customer.1.into()), (2, tag)]);
        }
    }

    /// The unit's id follows from its serial.
    fn unit(&mut self) {
        let serial = format!("SN{}", self.rng.random_range(0..self.options.hot_rows));
        let row = self.derived(&serial);
        let key = (entity("unit"), row);
        let mut pairs = vec![(2, self.maybe()), (11, self.maybe())];
        if let Some(customer) = self.household().filter(|_| self.rng.random_bool(0.5)) {
            pairs.push((3, customer.1.into()));
        }
        if self.device.disk.rows.0.contains_key(&key) && self.rng.random_bool(0.9) {
            pairs.truncate(self.rng.random_range(1..=pairs.len()));
            self.update(key, pairs);
        } else {
            pairs.push((1, serial.into()));
            self.insert("unit", row, pairs);
        }
    }

    fn change_customer(&mut self) {
        let Some(key) = self.some("customer") else {
            return self.customer();
        };
        let mut pairs = vec![
            (1, self.word()),
            (3, self.maybe()),
            (4, self.maybe()),
            (5, "pc".into()),
        ];
        if self.rng.random_bool(0.1) {
            pairs.push((FUTURE_FIELD, self.word()));
        }
        let from = self.rng.random_range(0..pairs.len());
        let to = self.rng.random_range(from + 1..=pairs.len());
        self.update(key, pairs[from..to].to_vec());
    }

    fn delete_or_undelete(&mut self) {
        let name = *["customer", "phone", "unit", "work_order"]
            .choose(self.rng)
            .unwrap();
        let Some(key) = self.some(name) else {
            return;
        };
        let alive = self.shown(&key, DELETED_AT).is_none();
        if name == "customer" && alive {
            return self.delete_household();
        }
        if name == "work_order" && (self.hides() || !self.has_household(&key)) {
            return;
        }
        // A household that is deleted here is not deleted again beside something else.
        let again = name == "customer";
        let back = self.shown(&key, DELETED_AT).is_some() && (again || self.rng.random_bool(0.8));
        let value = if back {
            Value::Null
        } else {
            Value::Int(self.now_at)
        };
        self.update(key, vec![(DELETED_AT, value)]);
    }

    /// Deletes a household without open orders, as the program does: its row alone.
    fn delete_household(&mut self) {
        // Whoever deletes a household does nothing else with the same press.
        let Some(key) = self.household().filter(|_| self.group.is_empty()) else {
            return;
        };
        let is_open = |order: &RowKey| {
            let state = self.shown(order, 6);
            !matches!(
                state.as_ref().and_then(Value::as_text),
                Some("closed" | "cancelled")
            )
        };
        if self.hides() || self.under("work_order", 4, &key).iter().any(is_open) {
            return;
        }
        let at = Value::Int(self.now_at);
        self.alone = true;
        if self.options.bug == Some(Bug::PartsDeletedOneByOne) {
            for phone in self.under("phone", 1, &key) {
                self.update(phone, vec![(DELETED_AT, at.clone())]);
            }
        }
        self.update(key, vec![(DELETED_AT, at)]);
    }

    /// While a refusal hides own edits, nobody can see here whether a household is deleted or an
    /// order is open.
    fn hides(&self) -> bool {
        let mut hidden = self.device.disk.outbox.range(..=self.device.hidden_to);
        hidden.any(|(_, own)| own.seq.is_none() && !own.refused)
    }

    /// A request is made, or its caller urges.
    fn urge(&mut self) {
        if let Some(key) = self.some("request").filter(|_| self.rng.random_bool(0.8)) {
            let drafted = self.is_drafted(key);
            let count = self.shown(&key, 14).and_then(|value| value.as_int());
            if !drafted {
                self.update(key, vec![(14, Value::Int(count.unwrap_or(0) + 1))]);
            }
            return;
        }
        let row = self.id();
        let text = self.word();
        let pairs = vec![
            (
                1,
                Value::Text(format!("{row:?}").chars().take(40).collect()),
            ),
            (2, "repair".into()),
            (3, "phone".into()),
            (8, text),
            (10, self.now_at.into()),
            (13, "open".into()),
        ];
        self.insert("request", row, pairs);
    }

    fn order(&mut self) {
        let row = self.id();
        let mut pairs = vec![
            (
                1,
                Value::Text(format!("{row:?}").chars().take(40).collect()),
            ),
            (2, "repair".into()),
            (6, "registered".into()),
            (10, self.now_at.into()),
        ];
        // An old slip is written down when the work is done already.
        if self.rng.random_bool(0.4) {
            pairs[2].1 = "finished".into();
            pairs.push((24, self.now_at.into()));
        }
        if let Some(household) = self.household().filter(|_| !self.hides()) {
            pairs.push((4, household.1.into()));
        }
        if let Some(unit) = self.some("unit") {
            pairs.push((5, unit.1.into()));
        }
        self.insert("work_order", row, pairs);
    }

    fn advance_order(&mut self) {
        let Some(key) = self.some("work_order") else {
            return self.order();
        };
        let state = self.shown(&key, 6);
        let from = state
            .as_ref()
            .and_then(Value::as_text)
            .unwrap_or("registered");
        let next: Vec<&str> = WORK_ORDER_STEPS
            .iter()
            .filter(|(start, _)| *start == from)
            .map(|(_, to)| *to)
            .collect();
        let Some(to) = next.choose(self.rng).copied() else {
            return;
        };
        let drafted = self.group.iter().any(|(draft, _)| {
            matches!(draft, Draft::Change(entity, _, row, _) if (*entity, *row) == key)
        });
        if drafted || self.hides() || !self.has_household(&key) {
            return;
        }
        let pairs = self.step(&key, to);
        self.update(key, pairs);
        let event = self.id();
        let pairs = vec![
            (1, key.1.into()),
            (2, "step".into()),
            (4, to.into()),
            (5, self.now_at.into()),
        ];
        self.insert("order_event", event, pairs);
    }

    /// A step's fields, and the companions of the state as they are shown, marked as carried.
    fn step(&mut self, key: &RowKey, to: &str) -> Vec<(u8, Value)> {
        let (now, word) = (Value::Int(self.now_at), self.word());
        let back = self.shown(key, 29).and_then(|value| value.as_int());
        let back = Value::Int(back.unwrap_or(0) + 1);
        let marked = self.options.bug != Some(Bug::ReopenUnmarked);
        let stays = self.shown(key, 6).as_ref().and_then(Value::as_text) == Some(to);
        let mut edited: BTreeMap<u8, Value> = fields(match to {
            // The visit moves; where the order stands stays.
            _ if stays => vec![(16, now.clone()), (17, now)],
            "replied" => vec![(15, now)],
            "scheduled" => vec![(16, now.clone()), (17, now)],
            "waiting_part" => vec![(18, word)],
            "finished" => vec![(24, now)],
            "closed" | "cancelled" => vec![(25, now)],
            "postponed" => vec![(16, Value::Null), (17, Value::Null)],
            "registered" => vec![
                (11, now),
                (15, Value::Null),
                (16, Value::Null),
                (17, Value::Null),
                (24, Value::Null),
                (25, Value::Null),
                (29, back),
            ],
            _ => vec![],
        });
        if !marked {
            edited.remove(&29);
        }
        edited.retain(|id, value| self.shown(key, *id).unwrap_or(Value::Null) != *value);
        edited.insert(6, to.into());
        if self.options.bug != Some(Bug::CompanionsNotSent) {
            let mut mask = 0_i64;
            for id in WORK_ORDER_UNIT.companions {
                if let std::collections::btree_map::Entry::Vacant(place) = edited.entry(*id) {
                    let rows = &self.device.disk.rows.0;
                    place.insert(rows[key].get(id).cloned().unwrap_or(Value::Null));
                    mask |= 1 << id;
                }
            }
            edited.insert(CARRIED, mask.into());
        }
        edited.into_iter().collect()
    }

    fn contact(&mut self) {
        let row = self.id();
        let text = self.word();
        let mut pairs = vec![
            (4, "phone".into()),
            (5, "in".into()),
            (6, text),
            (8, self.now_at.into()),
        ];
        if let Some(customer) = self.household() {
            pairs.push((1, customer.1.into()));
        }
        self.insert("contact", row, pairs);
    }

    /// Decides over an open conflict; sometimes sets the field as well.
    fn decide(&mut self) {
        let Some(key) = self.some("conflict") else {
            return;
        };
        let resolution = *["kept", "other"].choose(self.rng).unwrap();
        let staff = self.device.id;
        let pairs = vec![
            (12, self.now_at.into()),
            (13, staff.into()),
            (14, resolution.into()),
        ];
        self.update(key, pairs);
    }

    /// Something the server must not take.
    fn bad(&mut self) {
        let (row, word) = (self.id(), self.word());
        let (entity, op, row, pairs) = match self.rng.random_range(0..9) {
            0 => {
                let nobody = self.id();
                (
                    entity("phone"),
                    Op::Insert,
                    row,
                    vec![(1, nobody.into()), (3, word)],
                )
            }
            1 => (entity("customer"), Op::Insert, row, vec![(1, word)]),
            2 => {
                let long = Value::Text("长".repeat(61));
                (
                    entity("customer"),
                    Op::Insert,
                    row,
                    vec![(1, long), (2, "company".into())],
                )
            }
            3 => {
                // A derived row under a customer's nature, with a value that does not fit.
                let serial = format!("SN{}", self.rng.random_range(0..self.options.hot_rows));
                let row = self.derived(&serial);
                let pairs = vec![(1, serial.into()), (6, "2026-02-30".into()), (11, word)];
                (entity("unit"), Op::Insert, row, pairs)
            }
            4 => (200, Op::Insert, row, vec![(1, word)]),
            5 => (entity("customer"), Op::Update, row, vec![(1, word)]),
            6 => match self.some("contact") {
                Some(key) => (key.0, Op::Update, key.1, vec![(6, "改写".into())]),
                None => return,
            },
            7 => match self.some("conflict") {
                Some(key) => (key.0, Op::Update, key.1, vec![(4, word)]),
                None => return,
            },
            _ => {
                let bytes = vec![0xff; self.rng.random_range(0..40)];
                self.group.push((Draft::Bytes(bytes), true));
                return;
            }
        };
        self.put(entity, op, row, fields(pairs), true);
    }
}

/// Whether a change opens an order again that is finished on this PC.
fn reopens(device: &Device, change: &Change) -> bool {
    let shown = device.disk.rows.0.get(&(change.entity, change.row));
    let state = shown.and_then(|row| row.get(&6)).and_then(Value::as_text);
    change.entity == entity("work_order")
        && change.value(6).and_then(Value::as_text) == Some("registered")
        && matches!(state, Some("finished" | "confirmed" | "closed"))
}

/// Whether a change touches or refers to a row that the server may not have.
fn leans_on(change: &Change, rows: &std::collections::HashSet<RowKey>) -> bool {
    let ids = change.fields.iter().filter_map(|(_, value)| value.as_id());
    rows.contains(&(change.entity, change.row))
        || ids
            .into_iter()
            .any(|id| rows.iter().any(|(_, row)| *row == id))
}

//! Requests: whether one may become another kind (R009, R089), and which may be the same one taken
//! twice (`model.md` §3.1, Request; R011).
//!
//! [`convert`] keeps the request: its number, its words and the time its clocks start from.
//! Two offline PCs may both take the call of a customer who rings twice. [`suggest`] finds such
//! pairs and says why; a person decides, nothing is merged here or elsewhere without one.

mod tried;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::codes::codes;
use crate::explain::{Arg, Decision, Explanation, Line, line};
use crate::policy::{Content, Document, bad_policy, built_in_document};
use crate::rule::RuleError;
use crate::time::DAY_MS;
use crate::work_order;

pub use tried::{TRIED, tried_in, with_tried};

/// Most requests compared at once.
pub const REQUESTS_MAX: usize = 20_000;
/// Most requests that may share one number, household or machine; above, it is a switchboard or a
/// building project, where sharing says nothing.
pub const SHARED_MAX: usize = 200;

codes! {
    /// What a customer wants.
    Kind {
        /// 报修
        Repair = "repair",
        /// 咨询
        Enquiry = "enquiry",
        /// 安装
        Install = "install",
        /// 保养
        Maintenance = "maintenance",
        /// 投诉
        Complaint = "complaint",
        /// 建议
        Suggestion = "suggestion",
        /// 表扬
        Praise = "praise",
        /// 退换
        Return = "return",
        /// 售前
        PreSale = "pre_sale",
    }
}

codes! {
    /// What two requests have in common.
    Shared {
        /// 同一电话、同一机器，两台电脑，间隔很短: surely one and the same call.
        SameCall = "same_call",
        /// 同一电话
        Phone = "same_phone",
        /// 同一户
        Household = "same_household",
        /// 同一机器
        Unit = "same_unit",
        /// 同一类型
        Kind = "same_kind",
        /// 时间相近
        NearInTime = "near_in_time",
    }
}

codes! {
    /// Where a request stands.
    State {
        /// 待处理
        Open = "open",
        /// 已转工单
        Ordered = "ordered",
        /// 已答复
        Answered = "answered",
        /// 已关闭
        Closed = "closed",
    }
}

impl Kind {
    /// The order a request of this kind opens, if it opens one.
    #[must_use]
    pub const fn order(self) -> Option<work_order::Kind> {
        match self {
            Self::Repair => Some(work_order::Kind::Repair),
            Self::Install => Some(work_order::Kind::Install),
            Self::Maintenance => Some(work_order::Kind::Maintenance),
            Self::Enquiry
            | Self::Complaint
            | Self::Suggestion
            | Self::Praise
            | Self::Return
            | Self::PreSale => None,
        }
    }
}

/// A request as far as its conversion goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conversion {
    /// What it is now.
    pub from: Kind,
    /// What it is to become.
    pub to: Kind,
    /// Where it stands.
    pub state: State,
    /// Where its order stands, if one was opened.
    pub order: Option<work_order::State>,
}

/// What a conversion does beside the new kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Converted {
    /// It waits for an answer.
    Waits,
    /// An order of the kind is opened.
    OpensOrder(work_order::Kind),
    /// The order it has becomes one of the kind.
    ChangesOrder(work_order::Kind),
}

/// Why a request may not become another kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotConverted {
    /// It is of that kind already.
    Same,
    /// It is answered, closed, or its order is finished: what comes now is a new request.
    Done,
    /// Its order is under way or would be left without a reason: cancel the order first.
    OrderUnderWay,
}

/// Whether a request may become another kind, and what that does. While nobody has been sent, an
/// order follows its request to another kind of order; after that, and for kinds without an order,
/// it has to be cancelled first, so that no order is ever left without its reason.
///
/// # Errors
/// [`NotConverted`] with the reason.
pub fn convert(conversion: &Conversion) -> Result<Converted, NotConverted> {
    use work_order::State as Order;
    if conversion.from == conversion.to {
        return Err(NotConverted::Same);
    }
    let fresh = match conversion.to.order() {
        Some(kind) => Converted::OpensOrder(kind),
        None => Converted::Waits,
    };
    match (conversion.state, conversion.order) {
        (State::Answered | State::Closed, _) => Err(NotConverted::Done),
        (State::Open | State::Ordered, None | Some(Order::Cancelled)) => Ok(fresh),
        (_, Some(Order::Finished | Order::Confirmed | Order::Closed)) => Err(NotConverted::Done),
        (_, Some(Order::Registered | Order::Replied | Order::Scheduled)) => {
            let kind = conversion.to.order().ok_or(NotConverted::OrderUnderWay)?;
            Ok(Converted::ChangesOrder(kind))
        }
        (_, Some(_)) => Err(NotConverted::OrderUnderWay),
    }
}

impl Shared {
    /// The message that names it.
    #[must_use]
    pub fn message_key(self) -> String {
        format!("request-{}", self.code().replace('_', "-"))
    }
}

/// What each thing in common is worth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Points {
    /// The same number.
    pub same_phone: u32,
    /// The same household.
    pub same_household: u32,
    /// The same machine.
    pub same_unit: u32,
    /// The same kind of request.
    pub same_kind: u32,
    /// Received within [`DuplicatePolicy::near_days`].
    pub near_in_time: u32,
}

/// The figures of duplicate suggestions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DuplicatePolicy {
    /// Minutes within which the same number and machine on two PCs are one call; both ends count.
    pub same_call_minutes: u32,
    /// Days within which two requests are near in time.
    pub near_days: u32,
    /// Points from which a pair is suggested.
    pub suggest_from: u32,
    /// What each thing in common is worth.
    pub points: Points,
}

impl DuplicatePolicy {
    const fn worth(&self, shared: Shared) -> u32 {
        match shared {
            Shared::SameCall => 0,
            Shared::Phone => self.points.same_phone,
            Shared::Household => self.points.same_household,
            Shared::Unit => self.points.same_unit,
            Shared::Kind => self.points.same_kind,
            Shared::NearInTime => self.points.near_in_time,
        }
    }
}

impl Content for DuplicatePolicy {
    const KIND: &'static str = "duplicate_request";

    fn check(&self) -> Result<(), RuleError> {
        let worths = Shared::ALL.iter().map(|shared| self.worth(*shared));
        let facts = [
            (
                "same_call_minutes",
                (1..=1_440).contains(&self.same_call_minutes),
            ),
            ("near_days", (1..=366).contains(&self.near_days)),
            ("points", worths.clone().all(|worth| worth <= 1_000)),
            ("suggest_from", self.suggest_from >= 1),
        ];
        if let Some((field, _)) = facts.into_iter().find(|(_, holds)| !holds) {
            return Err(bad_policy(field, "out of range"));
        }
        if self.suggest_from > worths.sum() {
            return Err(bad_policy(
                "suggest_from",
                "no pair can have as many points",
            ));
        }
        Ok(())
    }
}

built_in_document! {
    /// The figures the program comes with, until headquarters sends others.
    pub fn built_in() -> DuplicatePolicy = "duplicate_request-2026-1";
}

/// A request as far as duplicates go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestRow {
    /// The row.
    pub id: Uuid,
    /// The PC it was taken on.
    pub device: Uuid,
    /// The number, normalised.
    pub phone: Option<String>,
    /// The household.
    pub customer: Option<Uuid>,
    /// The machine.
    pub unit: Option<Uuid>,
    /// What is wanted.
    pub kind: Kind,
    /// Whether it still waits to be dealt with.
    pub open: bool,
    /// When it was received, Unix ms.
    pub received_at: i64,
}

/// Two requests that may be one. The earlier is kept if a person merges them: its time of receipt
/// is the one the promise runs from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Suggestion {
    /// The request received first.
    pub earlier: Uuid,
    /// The other.
    pub later: Uuid,
    /// What they have in common.
    pub shared: Vec<Shared>,
    /// The points of it.
    pub points: u32,
}

impl Suggestion {
    /// Whether it is one call taken on two PCs.
    #[must_use]
    pub fn is_same_call(&self) -> bool {
        self.shared.contains(&Shared::SameCall)
    }
}

/// The pairs that may be one request, surest first: one call on two PCs, then by points.
///
/// One call is suggested whatever became of the two; otherwise both must still be open, of the same
/// kind, and share the number or the household.
///
/// # Errors
/// [`RuleError::OutOfRange`] for more than [`REQUESTS_MAX`] rows.
pub fn suggest(
    rows: &[RequestRow],
    document: &Document<DuplicatePolicy>,
) -> Result<Vec<Decision<Suggestion>>, RuleError> {
    if rows.len() > REQUESTS_MAX {
        return Err(RuleError::OutOfRange {
            field: "rows".into(),
        });
    }
    let mut pairs = candidates(rows);
    pairs.extend(calls(rows, &document.content));
    let pairs = pairs.into_iter();
    let pairs = pairs.filter_map(|(a, b)| compare(&rows[a], &rows[b], document));
    let mut suggestions: Vec<_> = pairs.collect();
    suggestions.sort_by_key(|decision| {
        let pair = &decision.result;
        let surest = (!pair.is_same_call(), u32::MAX - pair.points);
        (surest, pair.earlier, pair.later)
    });
    suggestions.dedup_by_key(|decision| (decision.result.earlier, decision.result.later));
    Ok(suggestions)
}

/// Pairs that may be one call: the same number and machine on two PCs within the time. Found also
/// where the number is a crowd's.
fn calls(rows: &[RequestRow], policy: &DuplicatePolicy) -> Vec<(usize, usize)> {
    let mut by_call: BTreeMap<(&str, Uuid), Vec<usize>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        if let Some(key) = row.phone.as_deref().zip(row.unit) {
            by_call.entry(key).or_default().push(index);
        }
    }
    let mut pairs = Vec::new();
    for mut group in by_call.into_values() {
        group.sort_by_key(|index| rows[*index].received_at);
        for (place, a) in group.iter().enumerate() {
            let near = group[place + 1..]
                .iter()
                .take(SHARED_MAX)
                .filter(|b| is_same_call(&rows[*a], &rows[**b], policy));
            pairs.extend(near.map(|b| (*a.min(b), *a.max(b))));
        }
    }
    pairs
}

fn is_same_call(a: &RequestRow, b: &RequestRow, policy: &DuplicatePolicy) -> bool {
    shared(a, b, policy).contains(&Shared::SameCall)
}

/// Pairs that share a number or a household: only these can be suggested otherwise.
fn candidates(rows: &[RequestRow]) -> BTreeSet<(usize, usize)> {
    let mut by_phone: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut by_customer: BTreeMap<Uuid, Vec<usize>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        if let Some(phone) = row.phone.as_deref().filter(|phone| !phone.is_empty()) {
            by_phone.entry(phone).or_default().push(index);
        }
        if let Some(customer) = row.customer {
            by_customer.entry(customer).or_default().push(index);
        }
    }
    let mut pairs = BTreeSet::new();
    let groups = by_phone.into_values().chain(by_customer.into_values());
    for group in groups.filter(|group| group.len() <= SHARED_MAX) {
        for (place, a) in group.iter().enumerate() {
            pairs.extend(group[place + 1..].iter().map(|b| (*a, *b)));
        }
    }
    pairs
}

/// Whether two requests may be one, and why.
#[must_use]
pub fn compare(
    a: &RequestRow,
    b: &RequestRow,
    document: &Document<DuplicatePolicy>,
) -> Option<Decision<Suggestion>> {
    if a.id == b.id {
        return None;
    }
    let policy = &document.content;
    let shared = shared(a, b, policy);
    let same_call = shared.contains(&Shared::SameCall);
    let points = shared.iter().map(|shared| policy.worth(*shared)).sum();
    let likely = a.open
        && b.open
        && shared.contains(&Shared::Kind)
        && (shared.contains(&Shared::Phone) || shared.contains(&Shared::Household))
        && points >= policy.suggest_from;
    if !same_call && !likely {
        return None;
    }
    let (earlier, later) = if (a.received_at, a.id) <= (b.received_at, b.id) {
        (a, b)
    } else {
        (b, a)
    };
    let steps = shared.iter().map(|shared| Line {
        key: "request-shared",
        args: vec![("what", Arg::Key(shared.message_key()))],
    });
    let mut steps: Vec<_> = steps.collect();
    steps.push(line!("request-suggested", points = points));
    let why = Explanation {
        rows: vec![if same_call {
            "3.1.same_call"
        } else {
            "3.1.likely"
        }],
        steps,
        versions: vec![document.version_ref()],
        ..Explanation::default()
    };
    let result = Suggestion {
        earlier: earlier.id,
        later: later.id,
        shared,
        points,
    };
    Some(Decision { result, why })
}

fn shared(a: &RequestRow, b: &RequestRow, policy: &DuplicatePolicy) -> Vec<Shared> {
    let phone = a.phone.as_deref().is_some_and(|phone| !phone.is_empty()) && a.phone == b.phone;
    let unit = a.unit.is_some() && a.unit == b.unit;
    let apart = a.received_at.abs_diff(b.received_at);
    let minutes = |minutes: u32| u64::from(minutes) * 60_000;
    let same_call =
        phone && unit && a.device != b.device && apart <= minutes(policy.same_call_minutes);
    let facts = [
        (Shared::SameCall, same_call),
        (Shared::Phone, phone),
        (
            Shared::Household,
            a.customer.is_some() && a.customer == b.customer,
        ),
        (Shared::Unit, unit),
        (Shared::Kind, a.kind == b.kind),
        (
            Shared::NearInTime,
            apart <= u64::from(policy.near_days) * DAY_MS.unsigned_abs(),
        ),
    ];
    let held = facts.into_iter().filter(|(_, holds)| *holds);
    held.map(|(shared, _)| shared).collect()
}

#[cfg(test)]
mod tests;

//! Row ids: one newtype per entity over a UUID, so that ids of different entities cannot be mixed.
//!
//! Most ids are time-ordered (UUIDv7) and made on the PC by an [`IdSource`]. Some rows are *the same
//! row by nature* wherever they are typed (a machine is its serial, a tag is its text): their ids
//! are derived from that nature, so two offline PCs create one row instead of two that collide.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Makes new row ids. The product's source is time-ordered and random; tests give a fixed one.
pub trait IdSource {
    /// A new time-ordered id for `now_at` (Unix milliseconds).
    fn next_id(&self, now_at: i64) -> Uuid;
}

/// Namespace of ids that are derived from a row's nature. Never change it: derived ids are stored.
const DERIVED: Uuid = Uuid::from_u128(0x7d0f_52e6_0a3b_5a58_9d37_57d7_0c7e_a001);

/// Derives the id of a row that is the same row on every PC.
///
/// `area` is the entity's name, `parts` its nature (already normalised). Parts are separated by a
/// byte that cannot occur in text, so `["ab", "c"]` and `["a", "bc"]` differ.
#[must_use]
pub fn derived(area: &str, parts: &[&str]) -> Uuid {
    let mut name = area.to_owned();
    for part in parts {
        name.push('\u{1f}');
        name.push_str(part);
    }
    Uuid::new_v5(&DERIVED, name.as_bytes())
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )*};
}

ids! {
    /// A household, company or project (客户).
    CustomerId;
    /// A person of a household (联系人).
    PersonId;
    /// A phone number of a household (电话).
    PhoneId;
    /// A place a household or machine is at (地址).
    AddressId;
    /// A tag on a household (标签).
    CustomerTagId;
    /// An old name of a town or village (旧地名).
    PlaceNameId;
    /// When a town holds its market (赶集日).
    MarketDayId;
    /// One machine (机器).
    UnitId;
    /// What a shop does on certain days (活动).
    ShopEventId;
    /// What the shop made of a suggested event (活动建议).
    EventSuggestionId;
    /// A block of a list of shipped machines (出厂记录).
    ShipmentId;
    /// What a person of the shop can do (技能).
    StaffSkillId;
    /// A certificate the shop has written down itself (自登的资格证).
    OwnCertificateId;
    /// A machine of another maker (别家品牌的机器), known on this PC alone.
    OtherMachineId;
    /// A service request (服务请求).
    RequestId;
    /// A work order (工单).
    WorkOrderId;
    /// One step in a work order's life (工单经过).
    OrderEventId;
    /// A contact with a customer (联系记录).
    ContactId;
    /// A planned return visit (回访).
    ReturnVisitId;
    /// What a household answered at a return visit (回访答卷).
    VisitAnswerId;
    /// A person of the shop (员工).
    StaffId;
    /// A line of what an order costs (费用).
    ChargeLineId;
    /// Money that came in or went back (收款).
    PaymentId;
    /// A quote, or that it was agreed to (报价).
    QuoteEventId;
    /// A part that came or went (配件进出).
    StockMoveId;
    /// The cash box closed for a day (日结).
    CashCloseId;
    /// Two versions of one field that a person decides (冲突).
    ConflictId;
    /// A complaint or grumble (投诉).
    ComplaintId;
    /// One step in a complaint's life (投诉经过).
    ComplaintEventId;
    /// A remedy case (退换案).
    RemedyCaseId;
    /// One step of a remedy case.
    RemedyEventId;
    /// Headquarters' decision over a proposal (总部批复).
    RemedyRulingId;
    /// One step of a claim that 三包 does not cover (拒免).
    ExclusionEventId;
    /// A promise given to a customer (承诺).
    PromiseId;
    /// A promise was given into other hands (换负责人).
    PromiseEventId;
    /// Days on which a person of the shop is away (请假).
    AbsenceId;
    /// A certificate headquarters gave a person (资格证).
    CertificateId;
    /// A look at a customer's file, or an export (访问记录).
    AccessEntryId;
    /// One attempt at a checklist of commissioning (调试检查).
    InspectionId;
    /// One step of a machine's chain of custody (流转).
    CustodyEventId;
    /// One yearly maintenance of a machine (保养).
    MaintenanceId;
    /// Somebody took note of an alert (预警知悉).
    AlertAckId;
    /// A day that was closed (日结).
    DayCloseId;
    /// A consent or its withdrawal (同意).
    ConsentId;
    /// A recall or stop-use notice of headquarters (召回、停用通知).
    RecallId;
    /// What was done at one machine for a notice (召回处理).
    RecallOutcomeId;
    /// A price list or a list of service plans of headquarters (价目表、服务套餐).
    PublicationId;
    /// A price of the shop's own (本店价).
    OwnPriceId;
    /// One step of a service plan sold to a machine (服务套餐).
    PlanEventId;
    /// Headquarters lets somebody go whom the gate holds back (总部放行).
    CertificatePermitId;
    /// What a customer objected to on the spot (现场异议).
    ObjectionId;
    /// What somebody objects to of a figure of the scorecard, or the answer to it (评分异议).
    ScoreObjectionId;
    /// One step against a danger at an order (停用、挂牌、告知).
    DangerStepId;
    /// A photo of a household, machine, order or case (照片).
    PhotoId;
    /// A care call that was made or left (关怀).
    CareCallId;
    /// Who answers on one night (值班).
    DutyId;
    /// What the shop has settled for all its PCs.
    ShopSettingId;
    /// Two households somebody found not to be the same (不是同一家).
    HouseholdApartId;
    /// One PC of a dealer (电脑).
    DeviceId;
}

impl UnitId {
    /// The id of the machine with this normalised serial: the same on every PC of every dealer.
    #[must_use]
    pub fn of_serial(serial: &str) -> Self {
        Self(derived("unit", &[serial]))
    }
}

impl PhotoId {
    /// The id of a picture at a record: the same on every PC, so that two which add it at once add
    /// one, and one that was taken away and is added again lives again.
    #[must_use]
    pub fn of_content(owner: Uuid, content_key: &str) -> Self {
        Self(derived("photo", &[&owner.to_string(), content_key]))
    }
}

impl MaintenanceId {
    /// The id of a machine's maintenance that is due on this day: the same on every PC, so that two
    /// which plan it at once plan one.
    #[must_use]
    pub fn of(unit: UnitId, due_on: NaiveDate) -> Self {
        Self(derived(
            "maintenance",
            &[&unit.to_string(), &due_on.to_string()],
        ))
    }
}

impl ChargeLineId {
    /// The id of a line of what an order costs: the `nth` of this kind and name. Two PCs that write
    /// down one order's costs write the same lines, so that nothing is charged twice.
    #[must_use]
    pub fn of(order: WorkOrderId, (kind, name): (&str, &str), nth: usize) -> Self {
        Self(derived(
            "charge_line",
            &[&order.to_string(), kind, name, &nth.to_string()],
        ))
    }
}

impl PaymentId {
    /// The id of the row that takes a payment back: there is one, whoever does it.
    #[must_use]
    pub fn of_reversal(payment: Self) -> Self {
        Self(derived("payment", &[&payment.to_string(), "reversal"]))
    }

    /// The id of the row that lets go what a refund gave back beyond what was owed: it is taken back
    /// with the refund.
    #[must_use]
    pub fn of_waiver(refund: Self) -> Self {
        Self(derived("payment", &[&refund.to_string(), "waiver"]))
    }
}

impl PaymentId {
    /// The id of what a paper sheet brought in: an order has one sheet each time it is worked on, so
    /// two PCs that type it record one payment.
    #[must_use]
    pub fn of_sheet(order: WorkOrderId, round: usize) -> Self {
        let parts = [order.to_string(), round.to_string()];
        Self(derived("payment", &[&parts[0], "sheet", &parts[1]]))
    }
}

impl StockMoveId {
    /// The id of the `nth` move of this part that a paper sheet tells of, used or brought back: two PCs
    /// that type the sheet book it once.
    #[must_use]
    pub fn of_sheet(
        (order, round): (WorkOrderId, usize),
        (kind, part): (&str, &str),
        nth: usize,
    ) -> Self {
        let parts = [order.to_string(), round.to_string(), nth.to_string()];
        Self(derived(
            "stock_move",
            &[&parts[0], "sheet", &parts[1], kind, part, &parts[2]],
        ))
    }
}

impl RequestId {
    /// The id of the request of this kind that a return visit leads to: two PCs that record the visit
    /// make one of it.
    #[must_use]
    pub fn of_visit(visit: ReturnVisitId, kind: &str) -> Self {
        let visit = visit.to_string();
        Self(derived("request", &[&visit, "return_visit", kind]))
    }
}

impl WorkOrderId {
    /// The id of the order that a request of a return visit becomes.
    #[must_use]
    pub fn of_request(request: RequestId) -> Self {
        Self(derived("work_order", &[&request.to_string(), "request"]))
    }
}

impl OrderEventId {
    /// The id of the entry that takes a step of an order back: it names the step by it.
    #[must_use]
    pub fn of_undo(step: Self) -> Self {
        Self(derived("order_event", &[&step.to_string(), "undo"]))
    }
}

impl PlanEventId {
    /// The id of the row by which the money of a second cancellation comes back: two PCs that take it
    /// back write the same row.
    #[must_use]
    pub fn of_recovery(contract: Self, cancellation: Self) -> Self {
        let parts = [contract.to_string(), cancellation.to_string()];
        Self(derived("plan_event", &[&parts[0], &parts[1], "recovery"]))
    }
}

impl ComplaintId {
    /// The id of the complaint that an objection of a visit becomes: two PCs that close the order make
    /// one of it.
    #[must_use]
    pub fn of_objection(objection: ObjectionId) -> Self {
        Self(derived("complaint", &[&objection.to_string(), "objection"]))
    }

    /// The id of the complaint that a return visit becomes: two PCs that record the call make one of it.
    #[must_use]
    pub fn of_visit(visit: ReturnVisitId) -> Self {
        Self(derived("complaint", &[&visit.to_string(), "return_visit"]))
    }
}

impl RemedyCaseId {
    /// The id of the case that a call goes on as: two PCs that go on from it make one of it.
    #[must_use]
    pub fn of_request(request: RequestId) -> Self {
        Self(derived("remedy_case", &[&request.to_string(), "request"]))
    }

    /// The id of the `nth` case that a day's reports after two counted repairs open for a machine:
    /// two PCs that open it on one day open one, and a report of another day never falls into a case
    /// that is over.
    #[must_use]
    pub fn of_repairs(unit: UnitId, reported_on: NaiveDate, nth: u32) -> Self {
        let parts = [unit.to_string(), reported_on.to_string(), nth.to_string()];
        Self(derived(
            "remedy_case",
            &[&parts[0], "repairs", &parts[1], &parts[2]],
        ))
    }
}

impl RemedyEventId {
    /// The id of the step that carries out a proposal: it is carried out once, whoever does it.
    #[must_use]
    pub fn of_execution(case: RemedyCaseId, proposal: Self) -> Self {
        Self(derived(
            "remedy_event",
            &[&case.to_string(), &proposal.to_string(), "execute"],
        ))
    }
}

impl CertificatePermitId {
    /// The id of a permit: for one person, task and days there is one, however often it is given.
    #[must_use]
    pub fn of(staff: StaffId, task: &str, from_on: NaiveDate, until_on: NaiveDate) -> Self {
        let parts = [staff.to_string(), from_on.to_string(), until_on.to_string()];
        Self(derived(
            "certificate_permit",
            &[&parts[0], task, &parts[1], &parts[2]],
        ))
    }
}

impl RemedyRulingId {
    /// The id of headquarters' decision over a proposal: there is one.
    #[must_use]
    pub fn of_proposal(proposal: Uuid) -> Self {
        Self(derived("remedy_ruling", &[&proposal.to_string()]))
    }
}

impl CustomerTagId {
    /// The id of this tag on this customer.
    #[must_use]
    pub fn of(customer: CustomerId, tag: &str) -> Self {
        Self(derived("customer_tag", &[&customer.to_string(), tag]))
    }
}

impl PlaceNameId {
    /// The id of an old name: whichever PC writes it down, it is one row.
    #[must_use]
    pub fn of(kind: &str, old_name: &str, town: Option<&str>) -> Self {
        let town = town.unwrap_or_default();
        Self(derived("place_name", &[kind, old_name, town]))
    }
}

impl MarketDayId {
    /// The id of a town's market: whichever PC writes it down, it is one row.
    #[must_use]
    pub fn of(town: &str) -> Self {
        Self(derived("market_day", &[town]))
    }
}

impl ReturnVisitId {
    /// The id of the visit of this kind that follows from one occasion: a machine and the day it was
    /// commissioned, an order and how often it was reopened, a complaint and its end. Whichever PC
    /// plans it, it is one visit.
    #[must_use]
    pub fn of(about: Uuid, kind: &str, anchor: &str) -> Self {
        Self(derived("return_visit", &[&about.to_string(), kind, anchor]))
    }
}

impl CertificateId {
    /// The id of the certificate with this number: typed twice, it is one.
    #[must_use]
    pub fn of_no(no: &str) -> Self {
        Self(derived("certificate", &[no]))
    }
}

impl StaffSkillId {
    /// The id of a person's skill: whoever writes it down, it is one.
    #[must_use]
    pub fn of(staff: StaffId, skill: &str) -> Self {
        Self(derived("staff_skill", &[&staff.to_string(), skill]))
    }
}

impl OwnCertificateId {
    /// The id of a person's certificate of a kind, as the shop keeps it until headquarters issues its
    /// own: two PCs that write it down write one row.
    #[must_use]
    pub fn of(staff: StaffId, kind: &str) -> Self {
        Self(derived("own_certificate", &[&staff.to_string(), kind]))
    }
}

impl CareCallId {
    /// The id of the call about this occasion: whichever PC makes it, it is one.
    #[must_use]
    pub fn of(kind: &str, about: Uuid, when: &str) -> Self {
        Self(derived("care_call", &[kind, &about.to_string(), when]))
    }
}

impl DutyId {
    /// The id of the night that begins on this date.
    #[must_use]
    pub fn of(night_on: NaiveDate) -> Self {
        Self(derived("duty", &[&night_on.to_string()]))
    }
}

impl HouseholdApartId {
    /// The id of what is said of two households, whichever of them is named first.
    #[must_use]
    pub fn of_pair(one: CustomerId, other: CustomerId) -> Self {
        let (first, second) = (one.0.min(other.0), one.0.max(other.0));
        Self(derived(
            "household_apart",
            &[&first.to_string(), &second.to_string()],
        ))
    }
}

impl ShopSettingId {
    /// The id of the shop's one row: whichever PC settles something first, it is the same.
    #[must_use]
    pub fn of_shop() -> Self {
        Self(derived("shop_setting", &[]))
    }
}

impl RecallId {
    /// The id of the notice with this number: the same at every dealer.
    #[must_use]
    pub fn of_no(no: &str) -> Self {
        Self(derived("recall", &[no]))
    }
}

impl PublicationId {
    /// The id of the list of this kind with this number: the same at every dealer.
    #[must_use]
    pub fn of_no(kind: &str, no: &str) -> Self {
        Self(derived("publication", &[kind, no]))
    }
}

impl ShipmentId {
    /// The id of a block of the list with this number: given twice, it is one.
    #[must_use]
    pub fn of_block(no: &str, block: usize) -> Self {
        Self(derived("shipment", &[no, &block.to_string()]))
    }
}

impl EventSuggestionId {
    /// The id of what the shop made of a suggestion of one year: whichever PC answers it, it is one.
    #[must_use]
    pub fn of(key: &str) -> Self {
        Self(derived("event_suggestion", &[key]))
    }
}

impl OwnPriceId {
    /// The id of the shop's own price of this line: typed on two PCs, it is one.
    #[must_use]
    pub fn of(kind: &str, code: &str) -> Self {
        Self(derived("own_price", &[kind, code]))
    }
}

impl StaffId {
    /// The id of the shop's owner, the person every new shop starts with.
    #[must_use]
    pub fn owner_of(dealer_code: &str) -> Self {
        Self(derived("staff", &[dealer_code, "owner"]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_has_the_same_id_on_every_pc_and_no_other_machine_has_it() {
        assert_eq!(
            UnitId::of_serial("L1P2418035177652"),
            UnitId::of_serial("L1P2418035177652")
        );
        assert_ne!(
            UnitId::of_serial("L1P2418035177652"),
            UnitId::of_serial("L1P2418035177653")
        );
    }

    #[test]
    fn a_case_of_a_days_reports_is_one_on_every_pc_and_another_on_another_day() {
        let unit = UnitId::of_serial("L1P2418035177652");
        let case = |on: &str, nth| RemedyCaseId::of_repairs(unit, on.parse().unwrap(), nth);
        assert_eq!(case("2026-01-05", 1), case("2026-01-05", 1));
        assert_ne!(case("2026-01-05", 1), case("2026-02-05", 1));
        assert_ne!(case("2026-01-05", 1), case("2026-01-05", 2));
    }

    #[test]
    fn parts_of_a_derived_id_do_not_run_together() {
        assert_ne!(derived("x", &["ab", "c"]), derived("x", &["a", "bc"]));
    }
}

//! Every synced entity. A test holds this list against the real tables of both databases.
//!
//! Besides its fields every table has the columns of [`META_COLUMNS`], kept by the stores from the
//! changes themselves, and `deleted_at`, which travels as field number [`DELETED_AT`].

use crate::entity::{Entity, Field, Kind, Merge, Privacy};

mod archive;
mod care;
mod complaint;
mod conflict;
mod danger;
mod field;
mod machine;
mod market_day;
mod objection;
mod order_money;
mod photo;
mod place_name;
mod recall;
mod remedy_case;
mod return_visit;
mod score;
mod service;
mod shipment;
mod shop_event;
mod staff;
mod tariff;
mod today;
mod unit;

pub use complaint::{
    COMPLAINT_ADVANCE, COMPLAINT_STATES, PROMISE_ADVANCE, PROMISE_STATES, RECOVERIES,
};
pub use order_money::{EXCLUSION_EVIDENCE, EXCLUSION_GROUNDS, PAYMENT_METHODS};
pub use remedy_case::{REMEDY_CASE_ADVANCE, REMEDY_CASE_STATES};

/// The field number of `deleted_at`, the tombstone every editable entity has.
pub const DELETED_AT: u8 = 63;

/// The field number under which a change says which of its fields it only carries along: an integer
/// with one bit for each field number. A carried field is no edit; it says what the device saw of a
/// state's companions ([`StateUnit`]) when it took the step.
pub const CARRIED: u8 = 60;

/// Field numbers from here on are no columns: [`CARRIED`], two of the server's own, the tombstone.
pub const RESERVED: u8 = CARRIED;

/// A state and the fields that are true only together with it. Where two such sets meet and the
/// states do not simply lead from one to the other, one set stands whole.
#[derive(Debug)]
pub struct StateUnit {
    /// The entity's table.
    pub entity: &'static str,
    /// The number of the state.
    pub state: u8,
    /// The number of the field that every step back raises by one.
    pub back: u8,
    /// The numbers of the companions, `back` among them.
    pub companions: &'static [u8],
}

impl StateUnit {
    /// Whether a field belongs to the set.
    #[must_use]
    pub fn covers(&self, field: u8) -> bool {
        field == self.state || self.companions.contains(&field)
    }
}

/// A work order's state with its promise, reply, visit, part, and ends.
pub static WORK_ORDER_UNIT: StateUnit = StateUnit {
    entity: "work_order",
    state: 6,
    back: 29,
    companions: &[11, 12, 13, 14, 15, 16, 17, 18, 19, 24, 25, 29, 41],
};

/// A complaint's state with how content the customer is at its end, the case outside, and how often
/// it was opened again. What was found and offered is text that a person compares by itself.
pub static COMPLAINT_UNIT: StateUnit = StateUnit {
    entity: "complaint",
    state: 20,
    back: 30,
    companions: &[23, 27, 30],
};

/// A remedy case's state with the proposal that stands, its sum, and how often it went back: what
/// was sent back is not approved by who did not know of it.
pub static REMEDY_CASE_UNIT: StateUnit = StateUnit {
    entity: "remedy_case",
    state: 13,
    back: 37,
    companions: &[35, 36, 37],
};

/// The state of an entity with its companions, if it has one.
#[must_use]
pub fn state_unit(entity: &Entity) -> Option<&'static StateUnit> {
    [&WORK_ORDER_UNIT, &COMPLAINT_UNIT, &REMEDY_CASE_UNIT]
        .into_iter()
        .find(|unit| unit.entity == entity.name)
}

/// The entity whose row a reference hangs on. People of the shop hold nothing: an order does not
/// bring back who once worked on it.
#[must_use]
pub fn holder(field: &Field) -> Option<&'static Entity> {
    match field.kind {
        Kind::Ref(parent) if parent != "staff" => entity(parent),
        _ => None,
    }
}

/// Columns that follow from the changes: who wrote the row first and last, when, and on which PC.
pub const META_COLUMNS: &[&str] = &[
    "created_at",
    "created_by",
    "updated_at",
    "updated_by",
    "updated_device",
    "deleted_at",
];

/// The tombstone as a field, so that it merges like one.
pub static DELETED_FIELD: Field = Field {
    id: DELETED_AT,
    name: "deleted_at",
    kind: Kind::Instant,
    required: false,
    merge: Merge::LastWriter,
    privacy: Privacy::None,
};

/// The work-order states' allowed steps, as pairs. A test holds them against the domain's table.
pub const WORK_ORDER_STEPS: &[(&str, &str)] = &[
    ("registered", "replied"),
    ("registered", "scheduled"),
    ("registered", "postponed"),
    ("registered", "cancelled"),
    ("replied", "scheduled"),
    ("replied", "dispatched"),
    ("replied", "postponed"),
    ("replied", "cancelled"),
    ("scheduled", "scheduled"),
    ("scheduled", "dispatched"),
    ("scheduled", "postponed"),
    ("scheduled", "cancelled"),
    ("postponed", "scheduled"),
    ("postponed", "cancelled"),
    ("dispatched", "dispatched"),
    ("dispatched", "in_progress"),
    ("dispatched", "postponed"),
    ("dispatched", "cancelled"),
    ("in_progress", "in_progress"),
    ("waiting_part", "waiting_part"),
    ("in_progress", "waiting_part"),
    ("in_progress", "finished"),
    ("in_progress", "postponed"),
    ("waiting_part", "in_progress"),
    ("waiting_part", "postponed"),
    ("finished", "confirmed"),
    ("finished", "closed"),
    ("finished", "registered"),
    ("confirmed", "closed"),
    ("confirmed", "registered"),
    ("closed", "registered"),
];

/// The steps of [`WORK_ORDER_STEPS`] that only carry an order forward. With the steps back
/// (reopening, postponing) every state could be reached from every other, and none would be the
/// farther one of two concurrent ones; and a cancelled order beside a finished one is for a person.
pub const WORK_ORDER_ADVANCE: &[(&str, &str)] = &[
    ("registered", "replied"),
    ("registered", "scheduled"),
    ("replied", "scheduled"),
    ("replied", "dispatched"),
    ("scheduled", "dispatched"),
    ("dispatched", "in_progress"),
    ("in_progress", "waiting_part"),
    ("waiting_part", "in_progress"),
    ("in_progress", "finished"),
    ("finished", "confirmed"),
    ("finished", "closed"),
    ("confirmed", "closed"),
];

/// The states of a work order.
pub const WORK_ORDER_STATES: &[&str] = &[
    "registered",
    "replied",
    "scheduled",
    "dispatched",
    "in_progress",
    "waiting_part",
    "postponed",
    "finished",
    "confirmed",
    "closed",
    "cancelled",
];

/// What an order is for (R047). A test holds the list against the domain.
pub const WORK_ORDER_KINDS: &[&str] = &[
    "repair",
    "install",
    "maintenance",
    "commissioning",
    "inspection",
    "demonstration",
    "use_training",
    "relocation",
    "introduction",
    "delivery",
    "part_sale",
    "tour",
];

/// On whose side a cause lies (R118). A test holds the list against the domain.
pub const CAUSE_CLASSES: &[&str] = &[
    "product",
    "installation",
    "use",
    "environment",
    "repair_quality",
    "part_quality",
    "outside",
    "no_fault_found",
];

/// Reasons a customer contacts the shop (R009).
pub const REQUEST_KINDS: &[&str] = &[
    "repair",
    "enquiry",
    "install",
    "maintenance",
    "complaint",
    "suggestion",
    "praise",
    "return",
    "pre_sale",
];

/// How a contact happens (R082, R139).
pub const CHANNELS: &[&str] = &[
    "phone", "wechat", "visit", "counter", "letter", "card", "email", "online", "other",
];

/// The states of a return visit.
pub const RETURN_VISIT_STATES: &[&str] = &[
    "planned",
    "due",
    "trying",
    "done",
    "unreached",
    "refused",
    "wrong_number",
    "sampled",
    "audit_passed",
    "audit_failed",
];

/// The return-visit states' allowed steps, as pairs. A test holds them against the domain's table.
pub const RETURN_VISIT_STEPS: &[(&str, &str)] = &[
    ("planned", "due"),
    ("due", "trying"),
    ("trying", "trying"),
    ("due", "done"),
    ("trying", "done"),
    ("trying", "unreached"),
    ("due", "refused"),
    ("trying", "refused"),
    ("due", "wrong_number"),
    ("trying", "wrong_number"),
    ("wrong_number", "due"),
    ("done", "sampled"),
    ("unreached", "sampled"),
    ("refused", "sampled"),
    ("wrong_number", "sampled"),
    ("sampled", "audit_passed"),
    ("sampled", "audit_failed"),
];

/// The steps of [`RETURN_VISIT_STEPS`] that only carry a visit forward: without the correction of a
/// number, which makes it due again, and without trying once more.
pub const RETURN_VISIT_ADVANCE: &[(&str, &str)] = &[
    ("planned", "due"),
    ("due", "trying"),
    ("due", "done"),
    ("trying", "done"),
    ("trying", "unreached"),
    ("due", "refused"),
    ("trying", "refused"),
    ("due", "wrong_number"),
    ("trying", "wrong_number"),
    ("done", "sampled"),
    ("unreached", "sampled"),
    ("refused", "sampled"),
    ("wrong_number", "sampled"),
    ("sampled", "audit_passed"),
    ("sampled", "audit_failed"),
];

/// What a return visit follows from.
pub const RETURN_VISIT_KINDS: &[&str] = &[
    "first_visit",
    "second_visit",
    "yearly",
    "after_repair",
    "after_maintenance",
    "after_complaint",
];

/// How an effective return visit came out.
pub const RETURN_VISIT_RESULTS: &[&str] = &["satisfied", "settled", "to_order", "to_complaint"];

/// Every synced entity, parents before children.
pub static ENTITIES: &[Entity] = &[
    staff::STAFF,
    archive::CUSTOMER,
    archive::PERSON,
    archive::PHONE,
    archive::ADDRESS,
    archive::CUSTOMER_TAG,
    archive::CONSENT,
    archive::HOUSEHOLD_APART,
    unit::UNIT,
    service::REQUEST,
    service::WORK_ORDER,
    service::ORDER_EVENT,
    service::CONTACT,
    return_visit::RETURN_VISIT,
    return_visit::VISIT_ANSWER,
    complaint::COMPLAINT,
    complaint::COMPLAINT_EVENT,
    complaint::PROMISE,
    complaint::PROMISE_EVENT,
    remedy_case::REMEDY_CASE,
    remedy_case::REMEDY_EVENT,
    remedy_case::REMEDY_RULING,
    danger::DANGER_STEP,
    objection::OBJECTION,
    order_money::EXCLUSION_EVENT,
    order_money::CHARGE_LINE,
    order_money::PAYMENT,
    order_money::QUOTE_EVENT,
    order_money::STOCK_MOVE,
    order_money::CASH_CLOSE,
    machine::INSPECTION,
    machine::CUSTODY_EVENT,
    machine::MAINTENANCE,
    photo::PHOTO,
    today::ALERT_ACK,
    today::DAY_CLOSE,
    conflict::CONFLICT,
    staff::ABSENCE,
    staff::CERTIFICATE,
    staff::CERTIFICATE_PERMIT,
    score::SCORE_OBJECTION,
    staff::ACCESS_ENTRY,
    recall::RECALL,
    recall::RECALL_OUTCOME,
    care::CARE_CALL,
    care::DUTY,
    tariff::PUBLICATION,
    tariff::OWN_PRICE,
    tariff::PLAN_EVENT,
    care::SHOP_SETTING,
    staff::OWN_CERTIFICATE,
    staff::STAFF_SKILL,
    shop_event::SHOP_EVENT,
    place_name::PLACE_NAME,
    market_day::MARKET_DAY,
    shipment::SHIPMENT,
    shop_event::EVENT_SUGGESTION,
];

/// The fields of a `conflict` row that a person at the dealer may fill.
pub const CONFLICT_DECISION: &[&str] = &["resolved_at", "resolved_by", "resolution"];

/// The entity with this table name.
#[must_use]
pub fn entity(name: &str) -> Option<&'static Entity> {
    ENTITIES.iter().find(|entity| entity.name == name)
}

/// The entity with this number.
#[must_use]
pub fn entity_by_id(id: u8) -> Option<&'static Entity> {
    ENTITIES.iter().find(|entity| entity.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn numbers_and_names_are_unique_and_references_point_to_earlier_entities() {
        let mut ids = HashSet::new();
        let mut seen: Vec<&str> = Vec::new();
        for entity in ENTITIES {
            assert!(ids.insert(entity.id), "entity number {} twice", entity.id);
            let mut fields = HashSet::new();
            let mut names = HashSet::new();
            for field in entity.fields {
                assert!(field.id < RESERVED, "{}.{}", entity.name, field.name);
                assert!(
                    fields.insert(field.id),
                    "{}.{} number twice",
                    entity.name,
                    field.name
                );
                assert!(
                    names.insert(field.name),
                    "{}.{} name twice",
                    entity.name,
                    field.name
                );
                assert!(
                    !META_COLUMNS.contains(&field.name),
                    "{}.{}",
                    entity.name,
                    field.name
                );
                if let Kind::Ref(parent) = field.kind {
                    assert!(
                        seen.contains(&parent),
                        "{}.{} -> {parent}",
                        entity.name,
                        field.name
                    );
                }
            }
            seen.push(entity.name);
        }
    }

    #[test]
    fn the_companions_of_a_state_are_fields_of_its_entity() {
        for unit in [&WORK_ORDER_UNIT, &COMPLAINT_UNIT, &REMEDY_CASE_UNIT] {
            let of = entity(unit.entity).unwrap();
            let field = |id| of.field_by_id(id).map(|(_, field)| field);
            assert_eq!(field(unit.state).unwrap().name, "state");
            let back = field(unit.back).unwrap();
            assert_eq!((back.name, back.merge), ("reopened_count", Merge::Quiet));
            assert!(unit.companions.contains(&unit.back));
            // Both sets of a contested state stand in one conflict row, which has its limit.
            let text = |kind| match kind {
                Kind::Text(most) => most,
                _ => 0,
            };
            let long = unit
                .companions
                .iter()
                .map(|id| text(field(*id).unwrap().kind));
            assert!(long.sum::<usize>() < 1_000, "{}", unit.entity);
        }
    }

    #[test]
    fn the_steps_that_merge_states_are_the_steps_of_the_domain() {
        let mut ours: Vec<_> = WORK_ORDER_STEPS.to_vec();
        let mut theirs: Vec<_> = wuyou_domain::work_order::TRANSITIONS
            .iter()
            .map(|t| (t.from.code(), t.to.code()))
            .collect();
        ours.sort_unstable();
        theirs.sort_unstable();
        theirs.dedup();
        assert_eq!(ours, theirs);
        for step in WORK_ORDER_ADVANCE {
            assert!(ours.contains(step), "{step:?}");
        }
    }

    #[test]
    fn the_services_of_an_order_are_those_of_the_domain() {
        let kinds = wuyou_domain::work_order::Kind::ALL.iter();
        let theirs: Vec<_> = kinds.map(|kind| kind.code()).collect();
        assert_eq!(WORK_ORDER_KINDS, theirs);
        let classes = wuyou_domain::reference::CauseClass::ALL.iter();
        let theirs: Vec<_> = classes.map(|class| class.code()).collect();
        assert_eq!(CAUSE_CLASSES, theirs);
    }

    #[test]
    fn the_states_of_a_return_visit_merge_by_the_steps_of_the_domain() {
        use wuyou_domain::return_visit::Kind;
        use wuyou_domain::return_visit::state::{Result, State, TRANSITIONS};
        let pair = |row: &wuyou_domain::machine::Row<State, _>| (row.from.code(), row.to.code());
        let theirs: HashSet<_> = TRANSITIONS.iter().map(pair).collect();
        let ours: HashSet<_> = RETURN_VISIT_STEPS.iter().copied().collect();
        assert_eq!(ours, theirs);
        assert_eq!(ours.len(), RETURN_VISIT_STEPS.len());
        assert!(RETURN_VISIT_ADVANCE.iter().all(|step| ours.contains(step)));
        let codes = |all: &[State]| all.iter().map(|state| state.code()).collect::<Vec<_>>();
        assert_eq!(RETURN_VISIT_STATES, codes(State::ALL));
        let kinds: Vec<_> = Kind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(RETURN_VISIT_KINDS, kinds);
        let results: Vec<_> = Result::ALL.iter().map(|result| result.code()).collect();
        assert_eq!(RETURN_VISIT_RESULTS, results);
    }
}

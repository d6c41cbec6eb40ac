//! Who decides over two versions of one field (`model.md` §3.1, conflict inbox).

use super::{Action, Actor, ConflictKind, Context, Permission, permitted};
use crate::explain::Decision;
use crate::rule::RuleError;

/// What tells who lives where and how to reach them: whoever picked up the phone knows it.
const HOUSEHOLD: [&str; 5] = ["customer", "person", "phone", "address", "customer_tag"];

/// What a conflict is about, by the table and column with two versions. `co_owned` says that
/// headquarters has a part in the row: a complaint of class A or B, or one it has taken over.
#[must_use]
pub fn conflict_kind(entity: &str, field: &str, co_owned: bool) -> ConflictKind {
    match (entity, field) {
        ("complaint", _) if co_owned => ConflictKind::ComplaintAB,
        ("certificate", _) => ConflictKind::Certificate,
        ("remedy_case", _) => ConflictKind::RemedyCase,
        ("unit", "serial") => ConflictKind::Serial,
        // Whether a row is gone, or is another one, is more than a value of it.
        (_, "deleted_at" | "merged_into") => ConflictKind::Ordinary,
        (_, "owner_id") => ConflictKind::Light,
        (entity, _) if HOUSEHOLD.contains(&entity) => ConflictKind::Light,
        _ => ConflictKind::Ordinary,
    }
}

/// Whether a person may decide a conflict of this kind.
///
/// # Errors
/// As [`permitted`].
pub fn decide_conflict(
    kind: ConflictKind,
    actor: Actor,
) -> Result<Decision<Permission>, RuleError> {
    let context = Context {
        conflict: Some(kind),
        ..Context::default()
    };
    permitted(Action::DecideConflict, actor, &context)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ConflictKind::{Certificate, ComplaintAB, Light, Ordinary, Serial};

    fn deciders(kind: ConflictKind) -> Vec<Actor> {
        let may = |actor: &&Actor| decide_conflict(kind, **actor).unwrap().result.allowed();
        Actor::ALL.iter().filter(may).copied().collect()
    }

    #[test]
    fn a_conflict_is_of_the_kind_that_says_who_decides() {
        for (entity, field, co_owned, kind) in [
            ("customer", "name", false, Light),
            ("address", "village", false, Light),
            ("request", "owner_id", false, Light),
            ("customer", "deleted_at", false, Ordinary),
            ("customer", "merged_into", false, Ordinary),
            ("work_order", "state", false, Ordinary),
            ("work_order", "technician_id", false, Ordinary),
            ("complaint", "state", false, Ordinary),
            ("complaint", "state", true, ComplaintAB),
            ("complaint", "owner_id", true, ComplaintAB),
            ("unit", "state", false, Ordinary),
            ("unit", "serial", false, Serial),
            ("staff", "role", false, Ordinary),
            ("certificate", "state", false, Certificate),
        ] {
            assert_eq!(
                conflict_kind(entity, field, co_owned),
                kind,
                "{entity}.{field}"
            );
        }
    }

    #[test]
    fn the_desk_decides_what_is_light_the_manager_what_is_the_shops_and_no_one_else_of_the_shop() {
        let shop = [
            Actor::Clerk,
            Actor::Technician,
            Actor::Manager,
            Actor::Visitor,
        ];
        let of_shop = |kind| {
            let mut people = deciders(kind);
            people.retain(|actor| shop.contains(actor));
            people
        };
        assert_eq!(of_shop(Light), [Actor::Clerk, Actor::Manager]);
        assert_eq!(of_shop(Ordinary), [Actor::Manager]);
        for kind in [Serial, Certificate, ComplaintAB, ConflictKind::RemedyCase] {
            assert_eq!(of_shop(kind), [], "{kind:?}");
            assert!(!deciders(kind).is_empty(), "{kind:?}");
        }
    }
}

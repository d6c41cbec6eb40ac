//! The warranty card: which basis decides, and where the machine stands.

use super::*;

#[test]
fn a_boiler_is_covered_from_its_commissioning_by_the_makers_policy() {
    let facts = UnitFacts {
        invoiced_on: some("2026-01-28"),
        commissioned_on: some("2026-01-31"),
        ..boiler()
    };
    let card = card(&facts, "2026-11-21");
    assert_eq!(card.standing, Standing::In);
    assert_eq!(card.decided_by, Some(CoverKind::Policy));
    assert_eq!(card.end_on, some("2028-01-31"));
    assert_eq!(card.remaining_days, Some(436));
    assert_eq!(card.confidence, Confidence::A);
    assert_eq!(card.provisional, [Provisional::HolidaysMissing]);
    assert_eq!(card.bases.len(), 1, "boilers are not on the list");
    assert_eq!(card.parts.len(), 5);
    assert!(
        card.parts
            .iter()
            .all(|part| part.end_on == day("2029-01-31"))
    );
    assert!(card.yearly_maintenance && !card.repair_only);
    assert_eq!(card.repairs_count_from, None);
}

#[test]
fn the_law_decides_between_equal_ends_and_the_policy_is_shown_beside_it() {
    let facts = UnitFacts {
        invoiced_on: some("2026-01-28"),
        ..heater()
    };
    let card = card(&facts, "2026-11-21");
    assert_eq!(card.decided_by, Some(CoverKind::Statute));
    let kinds: Vec<_> = card
        .bases
        .iter()
        .map(|basis| (basis.kind, basis.end_on))
        .collect();
    let end = some("2027-01-28");
    assert_eq!(kinds, [(CoverKind::Statute, end), (CoverKind::Policy, end)]);
    assert_eq!(card.parts.len(), 1);
    assert_eq!(card.parts[0].kind, CoverKind::Statute);
    assert!(!card.yearly_maintenance);
}

//! The documents: complete, sound, and written in both languages.

use super::*;
use crate::policy::{Content as _, load};

#[test]
fn the_table_of_the_program_has_every_cell_of_the_reference() {
    let stages = |kind| {
        let rule = table().content.kind(kind).unwrap();
        rule.stages
            .keys()
            .map(|stage| stage.code())
            .collect::<Vec<_>>()
            .join(" ")
    };
    for (kind, expected) in [
        (
            Kind::Repair,
            "first_reply schedule on_site parts finish confirm",
        ),
        (
            Kind::NoHeat,
            "first_reply schedule on_site parts finish confirm",
        ),
        (Kind::Safety, "first_reply schedule on_site finish confirm"),
        (Kind::Install, "first_reply schedule on_site finish"),
        (
            Kind::Maintenance,
            "first_reply schedule on_site finish confirm",
        ),
        (Kind::Enquiry, "first_reply finish"),
        (
            Kind::ComplaintA,
            "first_reply schedule on_site finish confirm",
        ),
        (Kind::ComplaintB, "first_reply finish confirm"),
        (Kind::ComplaintC, "first_reply finish confirm"),
        (Kind::ComplaintD, "first_reply finish"),
    ] {
        assert_eq!(stages(kind), expected, "{kind:?}");
    }
    let content = &table().content;
    assert_eq!((content.warn_percent, content.mode), (80, Mode::Natural));
    assert_eq!(table().version, "2026-11", "orders in the field store it");
    let length = |kind, stage| content.stage(kind, stage).unwrap().limit.elapsed_ms();
    for (kind, stage, hours) in [
        (Kind::Repair, Stage::Schedule, 24),
        (Kind::NoHeat, Stage::Schedule, 4),
        (Kind::Install, Stage::Schedule, 24),
        (Kind::Maintenance, Stage::Schedule, 72),
        (Kind::NoHeat, Stage::OnSite, 24),
        (Kind::Safety, Stage::OnSite, 2),
        (Kind::Repair, Stage::Parts, 7 * 24),
        (Kind::NoHeat, Stage::Parts, 3 * 24),
        (Kind::Repair, Stage::Confirm, 3 * 24),
        (Kind::NoHeat, Stage::Confirm, 24),
        (Kind::Safety, Stage::Confirm, 24),
        (Kind::Maintenance, Stage::Confirm, 7 * 24),
        (Kind::ComplaintB, Stage::Confirm, 24),
        (Kind::ComplaintC, Stage::Confirm, 3 * 24),
    ] {
        assert_eq!(
            length(kind, stage),
            Some(hours * HOUR_MS),
            "{kind:?} {stage:?}"
        );
    }
    assert_eq!(content.stage(Kind::Enquiry, Stage::Parts), None);
}

/// The table with one place of its content changed.
fn refused(place: &str, value: serde_json::Value) -> String {
    let mut json = serde_json::to_value(table()).unwrap();
    *json.pointer_mut(place).unwrap() = value;
    match load::<SlaTable>(&json.to_string()) {
        Ok(_) => "accepted".to_owned(),
        Err(error) => error.field().unwrap_or_default().to_owned(),
    }
}

fn day(after: &str, days: u32) -> serde_json::Value {
    serde_json::json!({"form": "end_of_day", "after": after, "days": days})
}

fn hours(after: &str, count: u32) -> serde_json::Value {
    serde_json::json!({"form": "elapsed", "after": after, "count": count, "unit": "hours"})
}

#[test]
fn a_time_that_cannot_be_meant_is_refused() {
    let finish = "/content/kinds/repair/stages/finish";
    let target = &format!("{finish}/target");
    let limit = &format!("{finish}/limit");
    let reply = "/content/kinds/repair/stages/first_reply/limit";
    let site = "/content/kinds/safety/stages/on_site/rural_limit";
    let warned = "/content/kinds/repair/stages/parts/headquarters_warned";
    let waited = "/content/kinds/repair/stages/parts/limit";
    let cases: [(&str, _, _); 20] = [
        (target, day("receipt", 4), "kinds.repair.finish"),
        (target, day("receipt", 3), "accepted"),
        (target, hours("receipt", 73), "kinds.repair.finish"),
        (target, hours("receipt", 72), "accepted"),
        (target, day("appointment", 1), "kinds.repair.finish"),
        (limit, hours("receipt", 300), "kinds.repair.finish"),
        (limit, day("receipt", 367), "kinds.repair.finish"),
        (limit, day("receipt", 366), "accepted"),
        (limit, day("finished", 3), "kinds.repair.finish"),
        (reply, hours("receipt", 0), "kinds.repair.first_reply"),
        (
            reply,
            hours("receipt", 366 * 24 + 1),
            "kinds.repair.first_reply",
        ),
        (reply, hours("receipt", 366 * 24), "accepted"),
        (reply, hours("appointment", 1), "kinds.repair.first_reply"),
        (reply, day("appointment", 0), "kinds.repair.first_reply"),
        (reply, hours("part_ordered", 1), "kinds.repair.first_reply"),
        (site, hours("receipt", 9), "accepted"),
        (site, hours("finished", 9), "kinds.safety.on_site"),
        (warned, hours("part_ordered", 169), "kinds.repair.parts"),
        (warned, hours("part_ordered", 168), "accepted"),
        (waited, hours("receipt", 99), "kinds.repair.parts"),
    ];
    for (place, value, field) in cases {
        assert_eq!(refused(place, value.clone()), field, "{place} {value}");
    }
}

#[test]
fn shares_and_levels_that_cannot_be_meant_are_refused() {
    for (place, value, field) in [
        ("/content/warn_percent", 0.into(), "warn_percent"),
        ("/content/warn_percent", 101.into(), "warn_percent"),
        ("/content/warn_percent", 100.into(), "accepted"),
        (
            "/content/reply_soon_minutes",
            1441.into(),
            "reply_soon_minutes",
        ),
        ("/content/reply_soon_minutes", 1440.into(), "accepted"),
        (
            "/content/pausable",
            serde_json::json!(["finish", "parts"]),
            "pausable",
        ),
        (
            "/content/pausable",
            serde_json::json!(["first_reply"]),
            "pausable",
        ),
        ("/content/pausable", serde_json::json!([]), "accepted"),
        (
            "/content/kinds/repair/escalation/l3",
            serde_json::json!({"when": "after_limit", "hours": 366 * 24 + 1}),
            "kinds.repair.escalation.l3",
        ),
        (
            "/content/kinds/repair/escalation/l3",
            serde_json::json!({"when": "after_limit", "hours": 366 * 24}),
            "accepted",
        ),
        (
            "/content/kinds/enquiry/confirmed_by",
            serde_json::json!({"how": "sample", "percent": 0}),
            "kinds.enquiry.confirmed_by",
        ),
        (
            "/content/kinds/enquiry/confirmed_by",
            serde_json::json!({"how": "sample", "percent": 100}),
            "accepted",
        ),
        (
            "/content/kinds/repair/confirmed_by",
            serde_json::json!({"how": "return_visits"}),
            "kinds.repair.confirmed_by",
        ),
    ] {
        assert_eq!(refused(place, value.clone()), field, "{place} {value}");
    }
}

#[test]
fn a_ladder_that_is_no_ladder_is_refused() {
    use serde_json::json;
    let (warning, limit, at_once) = (
        json!({"when": "warning"}),
        json!({"when": "limit"}),
        json!({"when": "at_once"}),
    );
    let after = |hours: u32| json!({"when": "after_limit", "hours": hours});
    let safety = "/content/kinds/safety/escalation";
    let repair = "/content/kinds/repair/escalation";
    for (place, ladder, field) in [
        (
            safety,
            json!({"l1": after(999)}),
            "kinds.safety.escalation.l2",
        ),
        (safety, json!({}), "kinds.safety.escalation.l1"),
        (repair, json!({}), "kinds.repair.escalation.l1"),
        (repair, json!({"l1": warning}), "kinds.repair.escalation.l2"),
        (repair, json!({"l1": warning, "l2": limit}), "accepted"),
        (repair, json!({"l1": limit, "l2": limit}), "accepted"),
        (
            repair,
            json!({"l1": after(1), "l2": after(2)}),
            "kinds.repair.escalation.l1",
        ),
        (
            repair,
            json!({"l1": limit, "l2": warning}),
            "kinds.repair.escalation.l2",
        ),
        (
            repair,
            json!({"l1": warning, "l2": after(3), "l3": limit}),
            "kinds.repair.escalation.l3",
        ),
        (
            repair,
            json!({"l1": warning, "l2": after(3), "l3": after(2)}),
            "kinds.repair.escalation.l3",
        ),
        (
            repair,
            json!({"l1": warning, "l2": limit, "l3": at_once, "l4": warning}),
            "kinds.repair.escalation.l4",
        ),
        (
            safety,
            json!({"l1": warning, "l2": limit, "l3": at_once}),
            "kinds.safety.escalation.l4",
        ),
        (
            safety,
            json!({"l1": warning, "l2": limit, "l3": limit, "l4": at_once}),
            "kinds.safety.escalation.l3",
        ),
        (
            "/content/kinds/complaint_a/escalation",
            json!({"l1": warning, "l2": limit}),
            "kinds.complaint_a.escalation.l3",
        ),
    ] {
        assert_eq!(refused(place, ladder.clone()), field, "{place} {ladder}");
    }
    let tolerance = "/content/clock_tolerance_seconds";
    assert_eq!(refused(tolerance, 3600.into()), "accepted");
    assert_eq!(refused(tolerance, 3601.into()), "clock_tolerance_seconds");
    assert_eq!(
        refused(tolerance, u32::MAX.into()),
        "clock_tolerance_seconds"
    );
}

#[test]
fn a_field_nobody_knows_is_refused_wherever_it_stands() {
    use serde_json::json;
    let (repair, install) = ("/content/kinds/repair", "/content/kinds/install");
    for (place, value) in [
        (
            format!("{repair}/escalation/l1"),
            json!({"when": "warning", "hours": 3}),
        ),
        (
            format!("{repair}/escalation/l2"),
            json!({"when": "limit", "hours": 3}),
        ),
        (
            format!("{repair}/escalation/l1"),
            json!({"when": "at_once", "to": "l4"}),
        ),
        (
            format!("{install}/confirmed_by"),
            json!({"how": "return_visits", "percent": 10}),
        ),
    ] {
        assert_ne!(
            refused(&place, value.clone()),
            "accepted",
            "{place} {value}"
        );
    }
}

#[test]
fn a_table_names_every_kind_and_both_promises_of_each() {
    let mut content = table().content.clone();
    content.kinds.remove(&Kind::ComplaintD);
    assert_eq!(
        content.check().unwrap_err().field(),
        Some("kinds.complaint_d")
    );
    for stage in [Stage::FirstReply, Stage::Finish] {
        let mut content = table().content.clone();
        content
            .kinds
            .get_mut(&Kind::Repair)
            .unwrap()
            .stages
            .remove(&stage);
        let place = format!("kinds.repair.{}", stage.code());
        assert_eq!(content.check().unwrap_err().field(), Some(place.as_str()));
    }
}

#[test]
fn an_end_of_day_is_no_target_of_a_limit_by_the_clock() {
    let mut content = table().content.clone();
    let rule = content.kinds.get_mut(&Kind::Safety).unwrap();
    let finish = rule.stages.get_mut(&Stage::Finish).unwrap();
    finish.target = Some(Period::EndOfDay {
        after: StartsAt::Receipt,
        days: 0,
    });
    assert_eq!(
        content.check().unwrap_err().field(),
        Some("kinds.safety.finish")
    );
}

#[test]
fn the_figures_of_the_authority_are_checked_too() {
    for (acceptance_working_days, mediation_working_days, field) in [
        (0, 45, Some("acceptance_working_days")),
        (7, 5_001, Some("mediation_working_days")),
    ] {
        let periods = ExternalPeriods {
            acceptance_working_days,
            mediation_working_days,
        };
        assert_eq!(periods.check().unwrap_err().field(), field);
    }
    let periods = external_built_in().unwrap().content;
    assert_eq!(
        (
            periods.acceptance_working_days,
            periods.mediation_working_days
        ),
        (7, 45)
    );
}

#[test]
fn a_case_finds_the_version_it_was_received_under() {
    let mut newer = table().clone();
    newer.version = "2027-01".to_owned();
    let tables = [table().clone(), newer];
    assert_eq!(of_version(&tables, "2027-01").unwrap().version, "2027-01");
    assert_eq!(of_version(&tables, "2026-11").unwrap().version, "2026-11");
    assert_eq!(of_version(&tables, "1"), None);
    let mut case = case(Kind::Repair, "2026-11-21 09:00", vec![]);
    case.version = Some("2027-01".to_owned());
    let other = clocks(&case, table(), list(), case.received_at).unwrap_err();
    assert_eq!(
        (other.code(), other.field()),
        ("rule.bad_value", Some("version"))
    );
    assert!(clocks(&case, &tables[1], list(), case.received_at).is_ok());
}

#[test]
fn every_code_has_its_word_in_both_languages() {
    let mut keys = Vec::new();
    let mut all = |before: &str, codes: Vec<&'static str>| {
        keys.extend(codes.into_iter().map(|code| format!("{before}{code}")));
    };
    all(
        "sla-stage-",
        Stage::ALL.iter().map(|code| code.code()).collect(),
    );
    all(
        "sla-receiver-",
        Receiver::ALL.iter().map(|code| code.code()).collect(),
    );
    all(
        "sla-cause-",
        PauseCause::ALL.iter().map(|code| code.code()).collect(),
    );
    all(
        "sla-suspicion-",
        Suspicion::ALL.iter().map(|code| code.code()).collect(),
    );
    all(
        "sla-is-",
        ClockState::ALL.iter().map(|code| code.code()).collect(),
    );
    let states = ClockState::ALL.iter().map(|state| words::state_key(*state));
    all("", states.collect());
    for key in keys {
        for language in [Language::Zh, Language::En] {
            assert_ne!(render_key(&key, language), key);
        }
    }
}

#[test]
fn every_cell_has_a_row_of_its_own() {
    for kind in Kind::ALL {
        for stage in Stage::ALL {
            let name = format!("sla.{}.{}", kind.code(), stage.code());
            assert_eq!(due::row(*kind, *stage), Some(name.as_str()));
        }
    }
}

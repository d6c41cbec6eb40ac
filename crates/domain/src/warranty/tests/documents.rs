//! The documents: sound, consistent with the models, and refused when they are not.

use super::*;
use crate::policy::{Content, Document, load};
use crate::serial::ModelBook;

const LIST: &str = crate::policy::policy_file!("statutory_list-1995-1");
const POLICY: &str = crate::policy::policy_file!("warranty_policy-2024-1");

#[test]
fn the_built_in_documents_read_and_nobody_has_checked_them_yet() {
    let policies = Policies::built_in();
    assert_eq!(policies.statutory.len(), 1);
    assert_eq!(policies.warranty.len(), 2);
    assert!(
        policies
            .statutory
            .iter()
            .all(|list| list.reviewed_by.is_none())
    );
    assert!(
        policies
            .warranty
            .iter()
            .all(|policy| policy.reviewed_by.is_none())
    );
    let goods = &policies.statutory[0].content.goods;
    assert!(goods.iter().all(|good| good.reviewed_by.is_none()));
}

#[test]
fn the_policy_promises_what_the_models_say() {
    let list = &Policies::built_in().statutory[0].content;
    for policy in &Policies::built_in().warranty {
        let rows = &policy.content.models;
        assert_eq!(rows.len(), ModelBook::built_in().models.len());
        for model in &ModelBook::built_in().models {
            let row = policy.content.model(&model.code).unwrap();
            assert_eq!(row.months, model.warranty_months, "{}", model.code);
            assert_eq!(
                row.main_part_months, model.main_part_months,
                "{}",
                model.code
            );
            assert_eq!(row.product_class, model.class.code(), "{}", model.code);
            let listed = ModelBook::built_in().on_statutory_list(model.class);
            assert_eq!(
                Some(list.good(&row.product_class).is_some()),
                listed,
                "{}",
                model.code
            );
            assert_ne!(
                list.good(&row.product_class).is_some(),
                list.unlisted(&row.product_class).is_some(),
                "{}",
                model.code
            );
            assert!(!row.main_parts.is_empty());
        }
    }
}

#[test]
fn the_list_says_what_the_table_says() {
    let list = &Policies::built_in().statutory[0].content;
    for (class, months, part_months, parts, dep_ppm, decides) in [
        ("gas_water_heater", 12, 12, 1, 500, true),
        ("air_conditioner", 12, 36, 3, 1000, false),
        ("colour_tv", 12, 36, 4, 1000, true),
        ("refrigerator", 12, 36, 0, 500, false),
    ] {
        let good = list.good(class).unwrap();
        assert_eq!(
            (
                good.months,
                good.main_part_months,
                good.main_parts.len(),
                good.dep_ppm
            ),
            (months, part_months, parts, dep_ppm),
            "{class}"
        );
        assert_eq!(good.may_decide(), decides, "{class}");
    }
    assert!(list.good("gas_boiler").is_none());
    assert!(list.unlisted("gas_water_heater").is_none());
}

#[test]
fn a_row_nobody_read_decides_once_headquarters_has_checked_it() {
    let mut good = Policies::built_in().statutory[0]
        .content
        .good("refrigerator")
        .unwrap()
        .clone();
    assert!(!good.may_decide());
    good.reviewed_by = Some("法务".into());
    assert!(good.may_decide());
    good.reviewed_by = None;
    good.trust = Trust::Official;
    assert!(good.may_decide());
}

fn refused<T: Content>(json: &str) -> Option<String> {
    let document: Result<Document<T>, _> = load(json);
    document
        .err()
        .map(|error| error.field().unwrap_or("").to_owned())
}

#[test]
fn a_list_that_does_not_hold_together_is_refused() {
    let heater = r#""months": 12, "main_part_months": 12, "dep_ppm": 500"#;
    for (from, to, field) in [
        (
            heater,
            r#""months": 0, "main_part_months": 12, "dep_ppm": 500"#,
            "goods[0].months",
        ),
        (
            heater,
            r#""months": 601, "main_part_months": 12, "dep_ppm": 500"#,
            "goods[0].months",
        ),
        (
            heater,
            r#""months": 12, "main_part_months": 0, "dep_ppm": 500"#,
            "goods[0].main_part_months",
        ),
        (
            heater,
            r#""months": 12, "main_part_months": 12, "dep_ppm": 1000001"#,
            "goods[0].dep_ppm",
        ),
        ("\"colour_tv\"", "\"air_conditioner\"", "goods[2]"),
        ("\"colour_tv\"", "\" \"", "goods[2]"),
        ("\"gas_boiler\"", "\"colour_tv\"", "not_listed[0]"),
        ("\"secondary\"", "\"hearsay\"", "document"),
    ] {
        assert!(LIST.contains(from), "{from}");
        let json = LIST.replacen(from, to, 1);
        assert_eq!(
            refused::<StatutoryList>(&json).as_deref(),
            Some(field),
            "{to}"
        );
    }
    let most = LIST.replacen(
        heater,
        r#""months": 600, "main_part_months": 1, "dep_ppm": 1000000"#,
        1,
    );
    assert_eq!(refused::<StatutoryList>(&most), None);
}

#[test]
fn a_policy_that_does_not_hold_together_is_refused() {
    let row = r#""months": 24, "main_part_months": 36"#;
    for (from, to, field) in [
        (
            "\"max_shelf_months\": 12",
            "\"max_shelf_months\": 601",
            "max_shelf_months",
        ),
        (
            "\"grace_months\": 6",
            "\"grace_months\": 601",
            "grace_months",
        ),
        (
            "\"part_min_days\": 90",
            "\"part_min_days\": 18601",
            "part_min_days",
        ),
        ("\"code\": \"pump\"", "\"code\": \"fan\"", "parts[3]"),
        ("\"WEB-L1P20\"", "\"WEB-L1P18\"", "models[1]"),
        (
            row,
            r#""months": 0, "main_part_months": 36"#,
            "models[0].months",
        ),
        (
            row,
            r#""months": 24, "main_part_months": 0"#,
            "models[0].main_part_months",
        ),
        (
            "\"dep_ppm\": 500",
            "\"dep_ppm\": 1000001",
            "models[0].dep_ppm",
        ),
        (
            "\"pump\", \"main_board\"]",
            "\"pump\", \"hose\"]",
            "models[0].main_parts",
        ),
        ("\"commissioning\"", "\"whenever\"", "document"),
        ("\"grace_months\": 6,", "", "document"),
    ] {
        assert!(POLICY.contains(from), "{from}");
        let json = POLICY.replacen(from, to, 1);
        assert_eq!(
            refused::<WarrantyPolicy>(&json).as_deref(),
            Some(field),
            "{to}"
        );
    }
    for (from, to) in [
        ("\"max_shelf_months\": 12", "\"max_shelf_months\": 600"),
        ("\"part_min_days\": 90", "\"part_min_days\": 18600"),
    ] {
        assert_eq!(
            refused::<WarrantyPolicy>(&POLICY.replacen(from, to, 1)),
            None,
            "{to}"
        );
    }
}

#[test]
fn the_policy_of_the_day_of_sale_decides() {
    let policies = Policies::built_in();
    let version = |on: &str| {
        policies
            .warranty_on(day(on))
            .map(|policy| policy.version.as_str())
    };
    assert_eq!(version("2009-12-31"), None);
    assert_eq!(version("2024-06-30"), Some("2010-1"));
    assert_eq!(version("2024-07-01"), Some("2024-1"));
    assert!(policies.statutory_on(day("1995-08-24")).is_none());
    assert!(policies.statutory_on(day("1995-08-25")).is_some());
    assert_eq!(policies.warranty[1].version_ref().kind, "warranty_policy");
    assert_eq!(policies.statutory[0].version_ref().kind, "statutory_list");
}

//! One name for an area at every level: contract, use case, rule, screen.

use anyhow::Result;

use super::{Finding, Tree};

/// Modules of the contract that are not areas.
const NOT_AREAS: &[&str] = &["lib", "wire", "command", "error", "matrix", "typescript"];

/// Areas whose rules or screens stand under another name, with the place. Everything else is
/// expected at `crates/domain/src/<area>` and `ui/src/features/<area>`.
const ELSEWHERE: &[Home] = &[
    Home {
        area: "access",
        rules: "crates/domain/src/permission.rs",
        screen: "ui/src/features/settings",
    },
    Home {
        area: "alert",
        rules: "crates/domain/src/sla/escalation.rs",
        screen: "ui/src/parts/alert",
    },
    Home {
        area: "backup",
        rules: "crates/store/src",
        screen: "ui/src/features/settings",
    },
    Home {
        area: "care",
        rules: "crates/domain/src/care.rs",
        screen: "ui/src/parts/care",
    },
    Home {
        area: "conflict",
        rules: "crates/sync/src",
        screen: "ui/src/features/conflict",
    },
    Home {
        area: "consent",
        rules: "crates/domain/src/privacy",
        screen: "ui/src/parts/consent",
    },
    Home {
        area: "contact",
        rules: "crates/domain/src/work_order.rs",
        screen: "ui/src/features/work_order",
    },
    Home {
        area: "counter",
        rules: "crates/domain/src/work_order/counter.rs",
        screen: "ui/src/features/counter",
    },
    Home {
        area: "customer",
        rules: "crates/domain/src/phone.rs",
        screen: "ui/src/features/customer",
    },
    Home {
        area: "diagnosis",
        rules: "crates/store/src/diagnosis.rs",
        screen: "ui/src/features/settings",
    },
    Home {
        area: "draft",
        rules: "crates/store/src",
        screen: "ui/src/shared",
    },
    Home {
        area: "duty",
        rules: "crates/domain/src/duty.rs",
        screen: "ui/src/parts/duty",
    },
    Home {
        area: "exclusion",
        rules: "crates/domain/src/warranty/remedy/exclusion.rs",
        screen: "ui/src/parts/exclusion",
    },
    Home {
        area: "explain",
        rules: "crates/domain/src/explain.rs",
        screen: "ui/src/shared/ui",
    },
    Home {
        area: "export",
        rules: "crates/domain/src/permission.rs",
        screen: "ui/src/shared/ui",
    },
    Home {
        area: "fault",
        rules: "crates/domain/src/reference",
        screen: "ui/src/features/intake",
    },
    Home {
        area: "machine",
        rules: "crates/domain/src/custody",
        screen: "ui/src/parts/machine",
    },
    Home {
        area: "money",
        rules: "crates/domain/src/warranty/remedy",
        screen: "ui/src/features/money",
    },
    Home {
        area: "print",
        rules: "crates/domain/src/paper",
        screen: "ui/src/parts/print",
    },
    Home {
        area: "danger",
        rules: "crates/domain/src/work_order/danger.rs",
        screen: "ui/src/parts/danger",
    },
    Home {
        area: "objection",
        rules: "crates/domain/src/complaint",
        screen: "ui/src/parts/objection",
    },
    Home {
        area: "score",
        rules: "crates/domain/src/score.rs",
        screen: "ui/src/features/staff",
    },
    Home {
        area: "photo",
        rules: "crates/domain/src/photo.rs",
        screen: "ui/src/parts/photo",
    },
    Home {
        area: "job",
        rules: "crates/store/src/progress.rs",
        screen: "ui/src/shared/ui/JobBar.vue",
    },
    Home {
        area: "other_machine",
        rules: "crates/domain/src/warranty/other_brands.rs",
        screen: "ui/src/features/unit",
    },
    Home {
        area: "phone",
        rules: "crates/domain/src/phone.rs",
        screen: "ui/src/parts/customer",
    },
    Home {
        area: "greeting",
        rules: "crates/domain/src/greeting.rs",
        screen: "ui/src/parts/greeting",
    },
    Home {
        area: "market_day",
        rules: "crates/domain/src/market_day.rs",
        screen: "ui/src/parts/market_day",
    },
    Home {
        area: "place_name",
        rules: "crates/domain/src/place_name.rs",
        screen: "ui/src/parts/place_name",
    },
    Home {
        area: "preference",
        rules: "crates/store/src/preference.rs",
        screen: "ui/src/shared/ui",
    },
    Home {
        area: "recall",
        rules: "crates/domain/src/recall.rs",
        screen: "ui/src/parts/recall",
    },
    Home {
        area: "recent",
        rules: "crates/store/src/recent.rs",
        screen: "ui/src/app",
    },
    Home {
        area: "recovery",
        rules: "crates/store/src/backup.rs",
        screen: "ui/src/parts/recovery",
    },
    Home {
        area: "request",
        rules: "crates/domain/src/number.rs",
        screen: "ui/src/features/intake",
    },
    Home {
        area: "roster",
        rules: "crates/domain/src/certificate",
        screen: "ui/src/features/staff",
    },
    Home {
        area: "search",
        rules: "crates/domain/src/pinyin.rs",
        screen: "ui/src/app",
    },
    Home {
        area: "service_plan",
        rules: "crates/domain/src/service_plan.rs",
        screen: "ui/src/parts/service_plan",
    },
    Home {
        area: "setup",
        rules: "crates/store/src",
        screen: "ui/src/features/setup",
    },
    Home {
        area: "sheet",
        rules: "crates/domain/src/work_order",
        screen: "ui/src/features/sheet",
    },
    Home {
        area: "sla",
        rules: "crates/domain/src/sla.rs",
        screen: "ui/src/parts/work_order",
    },
    Home {
        area: "staff",
        rules: "crates/domain/src/staff.rs",
        screen: "ui/src/features/settings",
    },
    Home {
        area: "stock",
        rules: "crates/domain/src/work_order",
        screen: "ui/src/features/stock",
    },
    Home {
        area: "sync",
        rules: "crates/sync/src",
        screen: "ui/src/features/sync",
    },
    Home {
        area: "trash",
        rules: "crates/domain/src/trash.rs",
        screen: "ui/src/features/settings",
    },
    Home {
        area: "undo",
        rules: "crates/store/src/edit",
        screen: "ui/src/app",
    },
    Home {
        area: "unit",
        rules: "crates/domain/src/serial.rs",
        screen: "ui/src/features/unit",
    },
    Home {
        area: "update",
        rules: "crates/update/src",
        screen: "ui/src/parts/update",
    },
    Home {
        area: "warranty",
        rules: "crates/domain/src/warranty.rs",
        screen: "ui/src/parts/warranty",
    },
];

/// Use cases that stand within another area's, with the place.
const WITHIN: &[(&str, &str)] = &[("sheet", "crates/app/src/area/work_order/sheet")];

struct Home {
    area: &'static str,
    rules: &'static str,
    screen: &'static str,
}

/// Every area of the contract has its use cases, rules and screen where one looks for them.
pub(super) fn areas(tree: &Tree) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for area in contract_areas(tree) {
        let contract = format!("crates/contract/src/{area}.rs");
        let home = ELSEWHERE.iter().find(|home| home.area == area);
        let same = |folder: &str| format!("{folder}/{area}");
        let rules = home.map_or_else(|| same("crates/domain/src"), |home| home.rules.to_owned());
        let screen = home.map_or_else(|| same("ui/src/features"), |home| home.screen.to_owned());
        let within = WITHIN.iter().find(|(name, _)| *name == area);
        let use_case = within.map_or_else(
            || same("crates/app/src/area"),
            |(_, place)| (*place).to_owned(),
        );
        for (level, place) in [("use case", use_case), ("rule", rules), ("screen", screen)] {
            if !tree.exists(&place) && !tree.exists(&format!("{place}.rs")) {
                let message = format!("area {area} has no {level} at {place}");
                findings.push(Finding::new(&contract, 0, message));
            }
        }
    }
    Ok(findings)
}

fn contract_areas(tree: &Tree) -> Vec<&str> {
    tree.files()
        .filter_map(|file| {
            file.path
                .strip_prefix("crates/contract/src/")?
                .strip_suffix(".rs")
        })
        .filter(|name| !name.contains('/') && !NOT_AREAS.contains(name))
        .collect()
}

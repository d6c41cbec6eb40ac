//! Fault codes, causes, parts, complaint categories, kinds of service.

use super::*;
use crate::policy::load;
use crate::warranty::remedy::RepairCause;

/// What `reference.md` says of each code: phone, safety.
const TABLE: &[(&str, &str, ByPhone, SafetyLevel)] = {
    use ByPhone::{No, Partly, SafetyOnly, Yes};
    use SafetyLevel::{Caution, ClassA, None, StopUse};
    &[
        ("E01", "点火失败", Yes, Caution),
        ("E02", "没点火却测到火焰（伪火）", No, None),
        ("E03", "水温过高保护", Partly, Caution),
        ("E04", "水压不足", Yes, None),
        ("E05", "水压过高", Yes, None),
        ("E06", "采暖温度传感器故障", No, None),
        ("E07", "热水温度传感器故障", No, None),
        ("E08", "风压开关故障", Partly, Caution),
        ("E09", "风机故障", No, None),
        ("E10", "烧着烧着熄火", No, None),
        ("E11", "气阀驱动故障", No, StopUse),
        ("E12", "关机后还有火（残火）", No, StopUse),
        ("E13", "回水温度异常", No, None),
        ("E14", "水泵卡死", Partly, None),
        ("E15", "水不循环", Partly, None),
        ("E16", "防冻启动失败", Partly, StopUse),
        ("E17", "冻结保护", No, StopUse),
        ("E18", "电压过低，低于 176 V", Yes, None),
        ("E19", "电压过高，高于 253 V", Yes, StopUse),
        ("E20", "没接地线或零火接反", No, StopUse),
        ("E21", "显示板和主板连不上", No, None),
        ("E22", "主板存储出错", No, Caution),
        ("E23", "复位次数太多", Yes, None),
        ("E24", "三通阀故障", No, None),
        ("E25", "水流传感器故障", No, None),
        ("E26", "热水过热", No, Caution),
        ("E27", "热水不热", Partly, None),
        ("E28", "排烟温度过高", No, StopUse),
        ("E29", "冷凝水排不出去", Partly, Caution),
        ("E30", "烟道温度传感器故障", No, None),
        ("E31", "CO 报警联动", SafetyOnly, ClassA),
        ("E32", "燃气泄漏报警", SafetyOnly, ClassA),
        ("E33", "温控器没信号", Yes, None),
        ("E34", "室外温度探头故障", No, None),
        ("E35", "膨胀罐失效", No, None),
        ("E36", "安全阀滴水", Partly, Caution),
        ("E37", "机器里面漏水", No, StopUse),
        ("E38", "响声大", Partly, None),
        ("E39", "频繁启动停止", Partly, None),
        ("E40", "地暖有一路不热", Partly, None),
    ]
};

#[test]
fn the_forty_codes_stand_in_order_with_phone_and_safety_as_laid_down() {
    let codes = &FaultBook::built_in().codes;
    let rows: Vec<_> = codes
        .iter()
        .map(|f| (f.code.as_str(), f.name.zh.as_str(), f.by_phone, f.safety))
        .collect();
    assert_eq!(rows, TABLE);
}

#[test]
fn only_the_cold_underfloor_loop_is_no_fault_of_the_product() {
    let codes = FaultBook::built_in().codes.iter();
    let others: Vec<_> = codes
        .filter(|fault| !fault.product_fault)
        .map(|fault| fault.code.as_str())
        .collect();
    assert_eq!(others, ["E40"]);
}

#[test]
fn a_family_shows_only_codes_of_parts_it_has() {
    let book = FaultBook::built_in();
    let count = |family: &str| book.of_family(family).count();
    assert_eq!(count("L1PB"), 40);
    assert_eq!(count("L1P"), 39);
    assert_eq!(count("N1P"), 34);
    assert_eq!(count("JSQ"), 0);
    assert!(book.find("L1P", "E29").is_none(), "no condensate");
    for hot_water in ["E07", "E24", "E25", "E26", "E27"] {
        assert!(book.find("N1P", hot_water).is_none(), "{hot_water}");
        assert!(book.find("L1P", hot_water).is_some(), "{hot_water}");
    }
}

#[test]
fn a_code_is_found_however_it_is_typed() {
    let book = FaultBook::built_in();
    for typed in ["E01", "e1", "E 01", "Ｅ０１", "e-1", "E001"] {
        let found = book.find("L1P", typed).map(|fault| fault.code.as_str());
        assert_eq!(found, Some("E01"), "{typed}");
    }
    let ten = book.find("L1P", "e10").unwrap();
    assert_eq!(ten.code, "E10");
    assert!(book.find("L1P", "1").is_none());
    assert!(book.find("L1P", "").is_none());
    assert!(book.find("L1P", "E41").is_none());
}

#[test]
fn a_machine_is_asked_through_its_model() {
    let (book, models) = (FaultBook::built_in(), ModelBook::built_in());
    let name = |model: &str, code: &str| {
        let fault = book.of_model(models, model, code);
        fault.map(|fault| fault.name.en.as_str())
    };
    assert_eq!(name("WEB-L1PB26", "E29"), Some("Condensate drain blocked"));
    assert_eq!(name("L1P24", "e29"), None);
    assert_eq!(name("海尔 24", "E01"), None);
}

#[test]
fn the_same_code_means_something_else_on_another_family() {
    let mut book = FaultBook::built_in().clone();
    let mut other = book.codes[2].clone();
    other.code = "E1".into();
    other.families = vec!["JSQ".into()];
    book.codes.push(other);
    assert_eq!(book.check(), Ok(()));
    assert_eq!(book.find("JSQ", "E1").unwrap().name.zh, "水温过高保护");
    assert_eq!(book.find("L1P", "E1").unwrap().name.zh, "点火失败");
    book.codes[40].families.push("L1P".into());
    assert_eq!(
        book.check().unwrap_err().field(),
        Some("codes[40].code"),
        "E1 and E01 are the same to a clerk"
    );
}

#[test]
fn class_a_codes_send_people_out_before_anything_else() {
    let codes = FaultBook::built_in().codes.iter();
    for fault in codes.filter(|fault| fault.safety == SafetyLevel::ClassA) {
        let both = fault.steps[0].zh.as_str();
        assert!(both.contains("开窗"), "{both}");
        assert!(both.contains("出来") || both.contains("离开"), "{both}");
    }
}

#[test]
fn only_what_a_customer_can_do_is_read_out() {
    let book = FaultBook::built_in();
    let read = |code: &str| {
        let lines = book.find("L1PB", code).unwrap().read_out().iter();
        lines.map(|line| line.zh.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(read("E01").len(), 4);
    assert_eq!(read("E01")[0], "问客户灶具能不能点着");
    assert_eq!(read("E27"), ["把进水阀关小一点"]);
    assert!(read("E12").is_empty());
    // Nobody is told on the phone to open the machine or to measure in it.
    for fault in &book.codes {
        for line in fault.read_out() {
            for tool in ["拆下", "更换", "测阻值", "测动压", "吹通"] {
                assert!(!line.zh.contains(tool), "{} {}", fault.code, line.zh);
            }
        }
    }
}

#[test]
fn fault_codes_that_do_not_hold_together_are_refused_with_the_place() {
    type Change = fn(&mut FaultBook);
    let cases: &[(&str, Change)] = &[
        ("codes", |b| b.codes.clear()),
        ("codes[0].code", |b| b.codes[0].code = "E 1".into()),
        ("codes[40].code", |b| b.codes.push(b.codes[0].clone())),
        ("codes[1].name.en", |b| b.codes[1].name.en.clear()),
        ("codes[1].families", |b| b.codes[1].families.clear()),
        ("codes[1].causes", |b| b.codes[1].causes.clear()),
        ("codes[1].steps", |b| b.codes[1].steps.clear()),
        ("codes[1].steps", |b| {
            b.codes[1].steps = vec![b.codes[1].steps[0].clone(); 13];
        }),
        ("codes[1].causes[2].text.zh", |b| {
            b.codes[1].causes[2].text.zh.clear();
        }),
        ("codes[1].steps[3].zh", |b| b.codes[1].steps[3].zh.clear()),
        ("codes[0].safety_note", |b| b.codes[0].safety_note = None),
        ("codes[0].safety_note", |b| {
            b.codes[0].safety = SafetyLevel::None;
        }),
        ("codes[0].safety_note.en", |b| {
            b.codes[0].safety_note.as_mut().unwrap().en.clear();
        }),
        ("codes[0].by_phone", |b| {
            b.codes[0].by_phone = ByPhone::SafetyOnly;
        }),
        ("codes[30].by_phone", |b| b.codes[30].by_phone = ByPhone::No),
        ("codes[0].phone_steps", |b| b.codes[0].phone_steps = 7),
        ("codes[0].phone_steps", |b| b.codes[0].phone_steps = 0),
        ("codes[1].phone_steps", |b| b.codes[1].phone_steps = 1),
    ];
    for (field, change) in cases {
        let found = field_after(FaultBook::built_in(), change);
        assert_eq!(found.as_deref(), Some(*field));
    }
    let twelve = field_after(FaultBook::built_in(), |b| {
        b.codes[1].steps = vec![b.codes[1].steps[0].clone(); 12];
    });
    assert_eq!(twelve, None);
}

#[test]
fn product_parts_and_workmanship_count_and_the_rest_does_not() {
    let book = CauseBook::built_in();
    let expected = [
        (CauseClass::Product, 5, true),
        (CauseClass::Installation, 4, true),
        (CauseClass::Use, 4, false),
        (CauseClass::Environment, 6, false),
        (CauseClass::RepairQuality, 1, true),
        (CauseClass::PartQuality, 1, true),
        (CauseClass::Outside, 4, false),
        (CauseClass::NoFaultFound, 1, false),
    ];
    assert_eq!(expected.map(|row| row.0), *CauseClass::ALL);
    for (class, count, counts) in expected {
        let causes: Vec<_> = book.causes.iter().filter(|c| c.class == class).collect();
        assert_eq!(causes.len(), count, "{class:?}");
        for cause in causes {
            assert_eq!(book.is_performance_fault(&cause.code), Some(counts));
        }
        assert_eq!(book.class(class).unwrap().class, class);
    }
    let repair_cause = |code: &str| book.find(code).unwrap().repair_cause;
    assert_eq!(repair_cause("env_voltage"), Some(RepairCause::Voltage));
    assert_eq!(
        repair_cause("use_no_refill"),
        Some(RepairCause::WaterPressure)
    );
    assert_eq!(repair_cause("env_gas_supply"), Some(RepairCause::GasSupply));
    assert_eq!(book.is_performance_fault("xyz"), None);
    assert_eq!(book.find("env_voltage").unwrap().name.zh, "电压不稳");
    assert_eq!(book.find("xyz"), None);
}

#[test]
fn gas_and_fumes_that_come_out_are_a_danger_whoever_is_to_blame() {
    let book = CauseBook::built_in();
    let marked = book.causes.iter().filter(|cause| cause.danger);
    let marked: Vec<_> = marked.map(|cause| cause.code.as_str()).collect();
    assert_eq!(
        marked,
        [
            "product_gas_leak",
            "product_flue_leak",
            "install_flue",
            "install_gas"
        ]
    );
    for (text, danger) in [
        ("烟道没装好：卡箍脱开", true),
        ("灶前阀接头漏燃气", true),
        ("膨胀罐漏气", false),
        ("起火电极老化", false),
        ("flue installation fault", true),
        ("水路没装好", false),
        ("停气、欠费或气压不稳", false),
    ] {
        assert_eq!(book.names_danger(text), danger, "{text}");
    }
}

#[test]
fn causes_that_do_not_hold_together_are_refused_with_the_place() {
    type Change = fn(&mut CauseBook);
    let cases: &[(&str, Change)] = &[
        ("classes[8].code", |b| b.classes.push(b.classes[0].clone())),
        ("causes[26].code", |b| b.causes.push(b.causes[0].clone())),
        ("classes[0].name.zh", |b| b.classes[0].name.zh.clear()),
        ("causes[5].name.zh", |b| b.causes[5].name.zh.clear()),
        ("causes[25].class", |b| drop(b.classes.pop())),
        ("causes[0].repair_cause", |b| {
            b.causes[0].repair_cause = None
        }),
        ("causes[0].repair_cause", |b| {
            b.causes[0].repair_cause = Some(RepairCause::UserError);
        }),
        ("causes[9].repair_cause", |b| {
            b.causes[9].repair_cause = None
        }),
        ("causes[9].repair_cause", |b| {
            b.causes[9].repair_cause = Some(RepairCause::PerformanceFault);
        }),
        ("causes[25].repair_cause", |b| {
            b.causes[25].repair_cause = Some(RepairCause::UserError);
        }),
    ];
    for (field, change) in cases {
        let found = field_after(CauseBook::built_in(), change);
        assert_eq!(found.as_deref(), Some(*field));
    }
}

#[test]
fn main_parts_differ_between_boilers_and_water_heaters() {
    let book = PartBook::built_in();
    let main = |family: &'static str| -> Vec<&str> {
        let parts = book.of_family(family);
        let main = parts.filter(|part| part.is_main_part_in(family));
        main.map(|part| part.code.as_str()).collect()
    };
    let boiler = [
        "main-board",
        "gas-valve",
        "fan",
        "pump",
        "plate-heat-exchanger",
        "main-heat-exchanger",
    ];
    assert_eq!(main("L1P"), boiler);
    assert_eq!(main("JSQ"), ["ignition-electrode", "igniter"]);
    assert_eq!(main("DR"), ["tank", "heating-element"]);
    let wearing = book.parts.iter().filter(|part| !part.warranty_part);
    let wearing: Vec<_> = wearing.map(|part| part.code.as_str()).collect();
    assert_eq!(wearing, ["o-ring-set", "strainer", "magnesium-anode"]);
    assert!(book.find("pump").unwrap().fits("N1P"));
    assert!(!book.find("pump").unwrap().fits("JSQ"));
    assert_eq!(book.find("xyz"), None);
}

#[test]
fn parts_that_do_not_hold_together_are_refused_with_the_place() {
    type Change = fn(&mut PartBook);
    let cases: &[(&str, Change)] = &[
        ("parts", |b| b.parts.clear()),
        ("parts[25].code", |b| b.parts.push(b.parts[0].clone())),
        ("parts[2].name.en", |b| b.parts[2].name.en.clear()),
        ("parts[2].families", |b| b.parts[2].families.clear()),
        ("parts[4].main_part_in", |b| {
            b.parts[4].main_part_in.push("JSQ".into());
        }),
        ("parts[4].main_part_in[3].code", |b| {
            b.parts[4].main_part_in.push("L1P".into());
        }),
        ("parts[4].main_part_in", |b| {
            b.parts[4].warranty_part = false
        }),
        ("parts[4].end_of_life_on", |b| {
            b.parts[4].end_of_life_on = chrono::NaiveDate::from_ymd_opt(2201, 1, 1);
        }),
    ];
    for (field, change) in cases {
        let found = field_after(PartBook::built_in(), change);
        assert_eq!(found.as_deref(), Some(*field));
    }
    let ending = field_after(PartBook::built_in(), |b| {
        b.parts[4].end_of_life_on = chrono::NaiveDate::from_ymd_opt(2030, 12, 31);
    });
    assert_eq!(ending, None);
}

#[test]
fn only_complaints_of_safety_are_handled_as_danger() {
    let book = ComplaintCategories::built_in();
    let codes: Vec<_> = book.categories.iter().map(|c| c.code.as_str()).collect();
    assert_eq!(
        codes,
        [
            "product",
            "installation",
            "repair",
            "timeliness",
            "attitude",
            "charges",
            "promise",
            "return_exchange",
            "safety",
            "privacy",
            "sales",
            "third_party",
            "other"
        ]
    );
    let danger = book.categories.iter().filter(|c| c.safety);
    assert_eq!(
        danger.map(|c| c.code.as_str()).collect::<Vec<_>>(),
        ["safety"]
    );
    let safety = book.find("safety").unwrap();
    assert_eq!(safety.item("scald").unwrap().name.zh, "烫伤");
    assert_eq!(safety.item("xyz"), None);
    assert_eq!(book.find("xyz"), None);
}

#[test]
fn complaint_categories_that_do_not_hold_together_are_refused_with_the_place() {
    type Change = fn(&mut ComplaintCategories);
    let cases: &[(&str, Change)] = &[
        ("categories", |b| b.categories.clear()),
        ("categories[13].code", |b| {
            b.categories.push(b.categories[0].clone());
        }),
        ("categories[4].name.zh", |b| b.categories[4].name.zh.clear()),
        ("categories[0].items[5].code", |b| {
            let again = b.categories[0].items[0].clone();
            b.categories[0].items.push(again);
        }),
        ("categories[0].items[1].name.en", |b| {
            b.categories[0].items[1].name.en.clear();
        }),
    ];
    for (field, change) in cases {
        let found = field_after(ComplaintCategories::built_in(), change);
        assert_eq!(found.as_deref(), Some(*field));
    }
}

#[test]
fn every_kind_of_service_tells_whether_it_costs() {
    let book = ServiceTypes::built_in();
    let charge = |code: &str| book.find(code).map(|kind| kind.charge);
    for (code, expected) in [
        ("introduction", ServiceCharge::Free),
        ("demonstration", ServiceCharge::Free),
        ("installation", ServiceCharge::PriceList),
        ("commissioning", ServiceCharge::Free),
        ("repair", ServiceCharge::ByWarranty),
        ("inspection", ServiceCharge::Free),
        ("maintenance", ServiceCharge::PriceList),
    ] {
        assert_eq!(charge(code), Some(expected), "{code}");
    }
    assert_eq!(charge("xyz"), None);
    let unnamed = field_after(book, |b| b.types[1].name.zh.clear());
    assert_eq!(unnamed.as_deref(), Some("types[1].name.zh"));
    let twice = field_after(book, |b| b.types.push(b.types[0].clone()));
    assert_eq!(twice.as_deref(), Some("types[14].code"));
}

#[test]
fn a_document_of_another_kind_is_not_taken() {
    for (name, json) in &FILES[2..] {
        assert!(load::<CauseBook>(json).is_err(), "{name}");
    }
}

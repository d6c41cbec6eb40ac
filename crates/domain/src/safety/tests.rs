//! The vectors of `rules.md` §2.4, and properties.

use proptest::prelude::*;

use super::*;
use crate::explain::{Language, line, render_all, render_key};
use crate::policy::Content as _;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn policy() -> Document<SafetyPolicy> {
    built_in().unwrap().clone()
}

fn plain(sold_on: &str, gas: Gas, maker_years: Option<u32>) -> Result<ScrapDate, RuleError> {
    let input = ScrapDateInput {
        sold_on: day(sold_on),
        gas,
        maker_years,
    };
    scrap_date(&policy(), &input).map(|decision| decision.result)
}

fn sold(sold_on: &str) -> UnitLife {
    UnitLife {
        sold_on: Some(day(sold_on)),
        made_on: None,
        gas: Gas::Natural,
        converted_from: None,
        maker_years: None,
        findings: vec![],
        stopped: false,
    }
}

fn judged(unit: &UnitLife, as_of: &str) -> Decision<Assessment> {
    assess(&policy(), unit, day(as_of)).unwrap()
}

#[test]
fn the_scrap_date_is_that_of_the_table() {
    // Day of sale, gas, the maker's years, last day, warning, data error.
    for row in [
        "2018-11-21 NG - 2026-11-21 2026-05-21 -",
        "2018-11-21 LPG - 2026-11-21 2026-05-21 -",
        "2020-02-29 NG - 2028-02-29 2027-08-29 -",
        "2020-02-29 MG - 2026-02-28 2025-08-28 -",
        "2018-11-21 NG 10 2028-11-21 2028-05-21 -",
        "2018-11-21 NG 8 2026-11-21 2026-05-21 -",
        "2018-11-21 NG 6 2026-11-21 2026-05-21 error",
        "2018-11-21 MG 6 2024-11-21 2024-05-21 -",
        "2018-11-21 MG 5 2024-11-21 2024-05-21 error",
        "2018-11-21 LPG 0 2026-11-21 2026-05-21 error",
        // 31 August less six months: February has no 31st.
        "2018-08-31 NG - 2026-08-31 2026-02-28 -",
    ] {
        let cell: Vec<_> = row.split(' ').collect();
        let expected = ScrapDate {
            scrap_on: day(cell[3]),
            warn_on: day(cell[4]),
            data_error: cell[5] == "error",
        };
        let got = plain(
            cell[0],
            Gas::from_code(cell[1]).unwrap(),
            cell[2].parse().ok(),
        );
        assert_eq!(got, Ok(expected), "{row}");
    }
}

#[test]
fn no_rest_day_moves_the_scrap_date() {
    // 15 February 2026 lies in the Spring Festival holidays.
    let scrap = plain("2018-02-15", Gas::Natural, None).unwrap();
    assert_eq!(scrap.scrap_on, day("2026-02-15"));
}

#[test]
fn what_cannot_be_meant_is_refused_by_field() {
    for (sold_on, maker, field) in [
        ("2018-11-21", Some(101), "maker_years"),
        ("2018-11-21", Some(u32::MAX), "maker_years"),
        ("1899-12-31", None, "sold_on"),
        ("2199-01-01", None, "sold_on"),
    ] {
        let error = plain(sold_on, Gas::Natural, maker).unwrap_err();
        assert_eq!(
            (error.code(), error.field()),
            ("rule.out_of_range", Some(field)),
            "{sold_on}"
        );
    }
    let hundred = plain("2018-11-21", Gas::Natural, Some(100)).unwrap();
    assert_eq!(hundred.scrap_on, day("2118-11-21"));
}

#[test]
fn the_question_is_read_strictly() {
    let read = |text| serde_json::from_str::<ScrapDateInput>(text);
    let input = read(r#"{"sold_on":"2018-11-21","gas":"MG"}"#).unwrap();
    assert_eq!((input.gas, input.maker_years), (Gas::Manufactured, None));
    assert!(read(r#"{"sold_on":"2018-11-21","gas":"coal"}"#).is_err());
    assert!(read(r#"{"sold_on":"2018-11-21","gas":"NG","x":1}"#).is_err());
    let same = read(r#"{"sold_on":"2018-11-21","gas":"natural_gas","maker_years":10}"#);
    assert_eq!(same.unwrap().gas, Gas::Natural);
}

#[test]
fn a_machine_passes_through_its_states_day_by_day() {
    let unit = sold("2018-11-21");
    for (as_of, state) in [
        ("2025-11-20", LifeState::Ok),
        ("2025-11-21", LifeState::Approaching),
        ("2026-05-20", LifeState::Approaching),
        ("2026-05-21", LifeState::Near),
        ("2026-11-21", LifeState::Near),
        ("2026-11-22", LifeState::Past),
    ] {
        let got = judged(&unit, as_of).result;
        assert_eq!(got.state, state, "{as_of}");
        assert_eq!(got.scrap_on, Some(day("2026-11-21")));
        assert_eq!(got.warn_on, Some(day("2026-05-21")));
        assert_eq!(got.notice_on, Some(day("2025-11-21")));
        assert!(!got.estimated && !got.data_error);
    }
}

#[test]
fn each_state_asks_for_what_it_must() {
    use Demand::{AdviceSigned, FindDate, ManagerApproval, RedBar, StopUse, TellCustomer};
    let unit = sold("2018-11-21");
    assert_eq!(judged(&unit, "2020-01-01").result.demands, []);
    assert_eq!(judged(&unit, "2025-12-01").result.demands, [TellCustomer]);
    let past = judged(&unit, "2027-01-01").result;
    for demand in [RedBar, AdviceSigned, ManagerApproval] {
        assert!(past.demands.contains(&demand), "{demand:?}");
    }
    assert!(!past.demands.contains(&StopUse));
    assert!(needs_manager(&past, true) && !needs_manager(&past, false));
    let near = judged(&unit, "2026-06-01").result;
    assert!(!needs_manager(&near, true));
    let unknown = UnitLife {
        sold_on: None,
        ..unit
    };
    assert_eq!(judged(&unknown, "2026-01-01").result.demands, [FindDate]);
}

#[test]
fn a_machine_that_was_stopped_for_danger_is_never_in_order_however_young() {
    let unit = UnitLife {
        stopped: true,
        ..sold("2025-01-05")
    };
    assert_eq!(judged(&unit, "2026-01-05").result.state, LifeState::Stopped);
}

#[test]
fn any_finding_stops_a_machine_whatever_its_age_or_dates() {
    for criterion in Criterion::ALL {
        let unit = UnitLife {
            findings: vec![*criterion],
            ..sold("2026-01-01")
        };
        let got = judged(&unit, "2026-02-01");
        assert_eq!(got.result.state, LifeState::Stopped, "{criterion:?}");
        assert!(got.result.demands.contains(&Demand::StopUse));
        assert!(needs_manager(&got.result, false));
        assert_eq!(got.why.basis[0].key, "basis-gb17905-criteria");
        let text = render_all(&got.why, Language::Zh).join("\n");
        let word = render_key(
            &format!("safety-criterion-{}", criterion.code()),
            Language::Zh,
        );
        assert!(text.contains(&word), "{text}");
    }
    let undated = UnitLife {
        sold_on: None,
        findings: vec![Criterion::FlameRollOut],
        ..sold("2026-01-01")
    };
    let got = judged(&undated, "2026-02-01").result;
    assert_eq!((got.state, got.scrap_on), (LifeState::Stopped, None));
    assert!(!got.estimated);
}

#[test]
fn only_what_was_found_is_named() {
    let unit = UnitLife {
        findings: vec![Criterion::ChamberBurnt],
        ..sold("2026-01-01")
    };
    let got = judged(&unit, "2026-02-01");
    let found = got.why.steps.iter().filter(|s| s.key == "safety-finding");
    assert_eq!(found.count(), 1);
}

#[test]
fn without_a_day_of_sale_the_day_of_make_is_an_estimate() {
    let unit = UnitLife {
        sold_on: None,
        made_on: Some(day("2018-03-05")),
        ..sold("2026-01-01")
    };
    let got = judged(&unit, "2026-01-01");
    assert_eq!(got.result.scrap_on, Some(day("2026-03-05")));
    assert!(got.result.estimated);
    assert_eq!(got.result.state, LifeState::Near);
    assert_eq!(got.why.missing, [line!("safety-missing-sale")]);
    let both = UnitLife {
        made_on: Some(day("2018-03-05")),
        ..sold("2018-11-21")
    };
    let got = judged(&both, "2026-01-01");
    assert_eq!(got.result.scrap_on, Some(day("2026-11-21")));
    assert!(!got.result.estimated && got.why.missing.is_empty());
}

#[test]
fn a_converted_machine_keeps_the_earlier_end_unless_policy_says_otherwise() {
    let unit = UnitLife {
        converted_from: Some(Gas::Manufactured),
        ..sold("2020-01-10")
    };
    let got = judged(&unit, "2021-01-01");
    assert_eq!(got.result.scrap_on, Some(day("2026-01-10")));
    assert!(got.why.steps.contains(&line!("safety-converted")));
    let mut lenient = policy();
    lenient.content.conversion = Conversion::PresentGas;
    let got = assess(&lenient, &unit, day("2021-01-01")).unwrap().result;
    assert_eq!(got.scrap_on, Some(day("2028-01-10")));
    let back = UnitLife {
        gas: Gas::Manufactured,
        converted_from: Some(Gas::Natural),
        ..unit.clone()
    };
    assert_eq!(
        judged(&back, "2021-01-01").result.scrap_on,
        Some(day("2026-01-10"))
    );
    let same = UnitLife {
        converted_from: Some(Gas::Natural),
        ..unit
    };
    let got = judged(&same, "2021-01-01");
    assert_eq!(got.result.scrap_on, Some(day("2028-01-10")));
    assert!(!got.why.steps.contains(&line!("safety-converted")));
}

#[test]
fn where_both_gases_have_the_same_life_the_present_one_is_named() {
    let unit = UnitLife {
        converted_from: Some(Gas::Lpg),
        ..sold("2020-01-10")
    };
    let text = render_all(&judged(&unit, "2021-01-01").why, Language::En);
    assert!(text.contains(&"Natural gas: statutory life 8 years.".to_owned()));
}

#[test]
fn a_maker_figure_too_short_for_either_gas_is_a_data_error() {
    // Seven years: enough for manufactured gas, too few for natural gas.
    for (gas, from) in [
        (Gas::Natural, Gas::Manufactured),
        (Gas::Manufactured, Gas::Natural),
    ] {
        let unit = UnitLife {
            gas,
            converted_from: Some(from),
            maker_years: Some(7),
            ..sold("2020-01-10")
        };
        let got = judged(&unit, "2021-01-01");
        assert!(got.result.data_error);
        assert_eq!(got.result.scrap_on, Some(day("2027-01-10")));
        let text = render_all(&got.why, Language::Zh);
        for told in [
            "人工煤气：法定使用年限 6 年。",
            "厂家标注 7 年，比法定长，按厂家的算。",
            "厂家标注 7 年，比天然气的法定年限短，资料有误，请总部核对。",
            "2020年1月10日（周五）售出，加 7 年，用到 2027年1月10日（周日）为止。",
        ] {
            assert!(text.contains(&told.to_owned()), "{told} {text:?}");
        }
        assert!(!text.iter().any(|line| line.contains("按法定年限算")));
    }
}

#[test]
fn dates_out_of_order_are_refused_by_field() {
    let error = |unit: &UnitLife| {
        let error = assess(&policy(), unit, day("2026-01-01")).unwrap_err();
        (error.code(), error.field().unwrap().to_owned())
    };
    let future = |field: &str| ("rule.in_future", field.to_owned());
    assert_eq!(error(&sold("2026-01-02")), future("sold_on"));
    let made = UnitLife {
        made_on: Some(day("2026-01-02")),
        ..sold("2026-01-01")
    };
    assert_eq!(error(&made), future("made_on"));
    let before = UnitLife {
        made_on: Some(day("2025-12-31")),
        ..sold("2025-12-30")
    };
    assert_eq!(
        error(&before),
        ("rule.end_before_start", "sold_on".to_owned())
    );
    assert!(assess(&policy(), &sold("2026-01-01"), day("2026-01-01")).is_ok());
    assert!(assess(&policy(), &sold("2026-01-01"), day("2201-01-01")).is_err());
}

#[test]
fn the_explanation_says_which_life_counts() {
    let steps = |maker| {
        let input = ScrapDateInput {
            sold_on: day("2018-11-21"),
            gas: Gas::Natural,
            maker_years: maker,
        };
        let why = scrap_date(&policy(), &input).unwrap().why;
        assert_eq!(why.basis, [Basis::statute("basis-gb17905-life")]);
        assert_eq!(why.versions, [policy().version_ref()]);
        (
            why.steps.iter().any(|s| s.key == "safety-maker-longer"),
            why.notes.iter().any(|s| s.key == "safety-maker-shorter"),
        )
    };
    assert_eq!(steps(None), (false, false));
    assert_eq!(steps(Some(8)), (false, false));
    assert_eq!(steps(Some(10)), (true, false));
    assert_eq!(steps(Some(6)), (false, true));
    let text = render_all(&judged(&sold("2018-11-21"), "2026-12-01").why, Language::En);
    assert!(text.contains(&"Natural gas: statutory life 8 years.".to_owned()));
    assert!(text.contains(&"Result: past its life; replacement advised.".to_owned()));
}

#[test]
fn each_state_names_its_row() {
    let row = |as_of| judged(&sold("2018-11-21"), as_of).why.rows;
    assert_eq!(row("2019-01-01"), ["2.4.ok"]);
    assert_eq!(row("2025-12-01"), ["2.4.approaching"]);
    assert_eq!(row("2026-06-01"), ["2.4.near"]);
    assert_eq!(row("2026-12-01"), ["2.4.past"]);
}

#[test]
fn every_code_has_its_word_in_both_languages() {
    let keys = Gas::ALL.iter().map(|c| format!("safety-gas-{}", c.code()));
    let keys = keys.chain(
        Criterion::ALL
            .iter()
            .map(|c| format!("safety-criterion-{}", c.code())),
    );
    let states = LifeState::ALL
        .iter()
        .map(|c| format!("safety-state-{}", c.code()));
    let demands = Demand::ALL
        .iter()
        .map(|c| format!("safety-demand-{}", c.code()));
    for key in keys.chain(states).chain(demands) {
        for language in [Language::Zh, Language::En] {
            assert_ne!(render_key(&key, language), key);
        }
    }
}

#[test]
fn a_table_that_does_not_hold_together_is_refused() {
    let broken = |change: fn(&mut SafetyPolicy)| {
        let mut content = policy().content;
        change(&mut content);
        content.check().map_err(|e| e.field().unwrap().to_owned())
    };
    let place = |field: &str| Err(field.to_owned());
    assert_eq!(broken(|_| ()), Ok(()));
    assert_eq!(broken(|p| p.lives.truncate(2)), place("lives"));
    assert_eq!(broken(|p| p.lives.push(p.lives[0].clone())), place("lives"));
    assert_eq!(broken(|p| p.lives[0].years = 0), place("lives.NG"));
    assert_eq!(broken(|p| p.lives[2].years = 51), place("lives.MG"));
    assert_eq!(broken(|p| p.warn_months = 0), place("warn_months"));
    assert_eq!(broken(|p| p.warn_months = 13), place("warn_months"));
    assert_eq!(broken(|p| p.warn_months = 12), Ok(()));
    assert_eq!(broken(|p| p.notice_months = 72), place("notice_months"));
    assert_eq!(broken(|p| p.notice_months = 71), Ok(()));
    assert_eq!(
        broken(|p| p.demands.push(p.demands[0].clone())),
        place("demands")
    );
    assert_eq!(
        broken(|p| p.demands.retain(|d| d.state != LifeState::Stopped)),
        place("demands")
    );
}

fn any_gas() -> impl Strategy<Value = Gas> {
    proptest::sample::select(Gas::ALL)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_life_is_never_shorter_than_the_law_and_the_warning_never_after_its_end(
        offset in 0_u64..60_000, gas in any_gas(), maker in proptest::option::of(0_u32..=100)
    ) {
        let sold_on = day("1930-01-01") + chrono::Days::new(offset);
        let input = ScrapDateInput { sold_on, gas, maker_years: maker };
        let Ok(got) = scrap_date(&policy(), &input) else { return Ok(()) };
        let statutory = policy().content.years(gas).unwrap();
        let floor = plus_months(sold_on, statutory * 12).unwrap();
        prop_assert!(got.result.scrap_on >= floor);
        prop_assert!(got.result.warn_on < got.result.scrap_on);
        prop_assert!(got.result.warn_on > sold_on);
        prop_assert!(got.why.dates().any(|date| date == got.result.scrap_on));
        prop_assert!(got.why.dates().any(|date| date == got.result.warn_on));
    }

    #[test]
    fn a_conversion_never_lengthens_a_life(
        gas in any_gas(), from in any_gas(), maker in proptest::option::of(0_u32..=30)
    ) {
        let unit = UnitLife { gas, maker_years: maker, ..sold("2020-02-29") };
        let converted = UnitLife { converted_from: Some(from), ..unit.clone() };
        let (plain, after) = (judged(&unit, "2021-01-01"), judged(&converted, "2021-01-01"));
        prop_assert!(after.result.scrap_on <= plain.result.scrap_on);
    }
}

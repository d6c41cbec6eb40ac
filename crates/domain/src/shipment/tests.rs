use super::*;
use crate::import::Cell;
use crate::serial::{ModelBook, mod37_36};

fn serial(number: u32) -> String {
    let body = format!("L1P282411{number:06}");
    format!("{body}{}", mod37_36(&body).unwrap())
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn sheet(rows: &[&str]) -> Vec<Vec<Cell>> {
    let head = "机器编号,型号,生产日期,发货日期,代理商";
    let lines = std::iter::once(head).chain(rows.iter().copied());
    lines
        .map(|line| line.split(',').map(Cell::of_text).collect())
        .collect()
}

fn faults(row: &str) -> (usize, &'static str) {
    let rows = sheet(&[row]);
    let faults = read_rows(&rows, ModelBook::built_in(), day("2026-11-23")).unwrap_err();
    (faults[0].row, faults[0].code)
}

fn shipped(number: u32, on: &str) -> Shipped {
    Shipped {
        shipped_on: day(on),
        model: "WEB-L1P28".into(),
        made_on: Some(day("2024-11-02")),
        serial: serial(number),
    }
}

#[test]
fn a_row_is_a_machine_with_its_days_and_the_shop_it_went_to() {
    let messy = format!(
        " {} ,,2024-11-02,2024年12月1日,lh001",
        serial(7).to_lowercase()
    );
    let rows = read_rows(&sheet(&[&messy]), ModelBook::built_in(), day("2026-11-23")).unwrap();
    assert_eq!(rows[0].dealer, "LH001");
    assert_eq!(rows[0].row, 2);
    // The model is told by the serial where the list leaves it out.
    assert_eq!(rows[0].shipped, shipped(7, "2024-12-01"));
}

#[test]
fn every_row_that_cannot_be_is_told_with_its_number() {
    let right = serial(7);
    let slip = format!("{}9", &right[..15]);
    let other = if slip == right {
        format!("{}8", &right[..15])
    } else {
        slip
    };
    for (row, code) in [
        (format!("{other},,,2026-11-01,LH001"), "bad_serial"),
        (
            format!("{right},WEB-L1P24,,2026-11-01,LH001"),
            "other_model",
        ),
        (
            format!("{right},沃暖999,,2026-11-01,LH001"),
            "unknown_model",
        ),
        ("ZZ9999,,,2026-11-01,LH001".to_owned(), "no_model"),
        (format!("{right},,明天,2026-11-01,LH001"), "bad_made"),
        (format!("{right},,,,LH001"), "bad_shipped"),
        (format!("{right},,,2026-11-24,LH001"), "not_yet"),
        (
            format!("{right},,2026-11-02,2026-11-01,LH001"),
            "date_order",
        ),
        (format!("{right},,,2026-11-01,柳河"), "bad_dealer"),
    ] {
        assert_eq!(faults(&row), (2, code), "{row}");
    }
    let twice = format!("{right},,,2026-11-01,LH001");
    let rows = sheet(&[&twice, &twice]);
    let told = read_rows(&rows, ModelBook::built_in(), day("2026-11-23")).unwrap_err();
    assert_eq!((told[0].row, told[0].code), (3, "twice"));
    let none = read_rows(&sheet(&[]), ModelBook::built_in(), day("2026-11-23")).unwrap_err();
    assert_eq!(none[0].code, "empty");
}

#[test]
fn thirty_thousand_serials_are_a_few_dozen_rows_and_read_back_whole() {
    let all: Vec<Shipped> = (0..30_000)
        .map(|number| {
            shipped(
                number,
                if number % 2 == 0 {
                    "2024-12-01"
                } else {
                    "2025-01-08"
                },
            )
        })
        .collect();
    let cut = blocks(&all).unwrap();
    assert!(cut.len() <= 30, "{}", cut.len());
    assert!(cut.iter().all(|block| block.chars().count() <= 25_000));
    let mut back: Vec<Shipped> = cut.iter().flat_map(|block| read_block(block)).collect();
    back.sort();
    let mut wanted = all.clone();
    wanted.sort();
    assert_eq!(back, wanted);
    let mut turned = all;
    turned.reverse();
    assert_eq!(blocks(&turned).unwrap(), cut);
    assert_eq!(read_block("no list"), []);
}

fn holding(number: u32, at: i64) -> Holding {
    Holding {
        serial: serial(number),
        model: None,
        state: Some("in_use".into()),
        bound: true,
        registered_at: at,
    }
}

#[test]
fn a_serial_at_two_shops_is_told_with_who_was_shipped_it_first() {
    let shops = [
        Held {
            machines: vec![holding(1, 10), holding(2, 10), holding(3, 10)],
            shipped: vec![],
        },
        Held {
            machines: vec![holding(1, 20), holding(2, 20)],
            shipped: vec![shipped(1, "2026-01-01")],
        },
    ];
    let told = across(&shops);
    let of = |number| told.iter().find(|one| one.serial == serial(number));
    let order = |number| {
        of(number)
            .unwrap()
            .holders
            .iter()
            .map(|one| one.shop)
            .collect::<Vec<_>>()
    };
    assert_eq!(order(1), [1, 0], "who was shipped it, though it came later");
    assert_eq!(
        order(2),
        [0, 1],
        "without a shipment, who registered it first"
    );
    assert_eq!(of(1).unwrap().shipped_to, None);
    assert_eq!(of(3), None);
}

#[test]
fn a_serial_shipped_to_another_shop_is_told_unless_it_was_shipped_here_too() {
    let shops = [
        Held {
            machines: vec![holding(1, 10), holding(2, 10)],
            shipped: vec![shipped(2, "2026-05-01")],
        },
        Held {
            machines: vec![],
            shipped: vec![shipped(1, "2026-01-01"), shipped(2, "2026-01-01")],
        },
    ];
    let told = across(&shops);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].serial, serial(1));
    assert_eq!(told[0].shipped_to, Some((1, "2026-01-01".into())));
}

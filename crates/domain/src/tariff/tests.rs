use super::*;
use crate::import::Cell;
use proptest::prelude::*;

fn item(kind: LineKind, code: &str, unit_fen: i64) -> PriceItem {
    PriceItem {
        code: code.to_owned(),
        kind,
        name: code.to_owned(),
        name_en: code.to_owned(),
        unit_fen,
    }
}

fn way(town: Option<&str>, km_to: Option<u32>, unit_fen: i64) -> TravelFee {
    TravelFee {
        town: town.map(ToOwned::to_owned),
        km_to,
        unit_fen,
        dealer: None,
    }
}

fn book() -> PriceBook {
    PriceBook {
        items: vec![
            item(LineKind::Labour, "人工费", 8_000),
            item(LineKind::Part, "fan", 26_000),
        ],
        travel: vec![
            way(Some("柳南乡"), Some(8), 2_000),
            way(Some("五道沟镇"), None, 5_000),
            way(None, Some(10), 3_000),
            way(None, None, 6_000),
        ],
    }
}

fn wanted<'a>(kind: LineKind, code: Option<&'a str>, name: &'a str) -> Wanted<'a> {
    Wanted { kind, code, name }
}

#[test]
fn the_way_costs_what_the_township_says_and_of_all_others_the_common_fee() {
    let book = book();
    for (town, fen) in [
        (Some("柳南乡"), 2_000),
        (Some(" 柳 南 "), 2_000),
        (Some("五道沟"), 5_000),
        (Some("五道沟乡"), 5_000),
        (Some("孤山子镇"), 6_000),
        (Some(""), 6_000),
        (None, 6_000),
    ] {
        assert_eq!(book.way_to(town).unwrap().unit_fen, fen, "{town:?}");
    }
    let only_named = PriceBook {
        travel: vec![way(Some("柳南乡"), None, 2_000)],
        ..PriceBook::default()
    };
    assert_eq!(only_named.way_to(Some("孤山子镇")), None);
    assert_eq!(only_named.way_to(None), None);
}

#[test]
fn a_line_is_known_by_its_code_or_its_name_and_a_farther_way_is_above_the_list() {
    let book = book();
    let of = |line, town| book.ceiling(line, town);
    let labour = LineKind::Labour;
    assert_eq!(of(wanted(labour, Some("人工费"), "x"), None), Some(8_000));
    assert_eq!(of(wanted(labour, None, " 人工费 "), None), Some(8_000));
    assert_eq!(of(wanted(LineKind::Part, None, "人工费"), None), None);
    assert_eq!(
        of(wanted(LineKind::Part, Some("gas-valve"), "气阀"), None),
        None
    );
    let far = wanted(
        LineKind::Travel,
        Some("travel:五道沟镇"),
        "上门费（五道沟镇）",
    );
    assert_eq!(of(far, Some("柳南乡")), Some(2_000));
    let own = wanted(LineKind::Travel, Some("上门费"), "上门费");
    assert_eq!(of(own, Some("柳南")), Some(2_000));
    let band = PriceBook {
        travel: vec![way(None, Some(10), 3_000)],
        ..PriceBook::default()
    };
    let ten = wanted(LineKind::Travel, Some("travel:<=10"), "上门费（10 公里内）");
    assert_eq!(band.ceiling(ten, Some("柳南乡")), Some(3_000));
    assert_eq!(band.ceiling(own, Some("柳南乡")), None);
}

#[test]
fn a_shop_may_be_cheaper_and_price_what_the_list_lacks_but_never_be_dearer() {
    let own = [
        item(LineKind::Labour, "人工费", 6_000),
        item(LineKind::Part, "fan", 30_000),
        item(LineKind::Part, "气阀", 21_000),
    ];
    let rows = merged(Some(&book()), &own);
    let row = |code: &str| rows.iter().find(|row| row.item.code == code).unwrap();
    assert_eq!(row("人工费").item.unit_fen, 6_000);
    assert_eq!(row("人工费").hq_fen, Some(8_000));
    assert!(!row("人工费").is_above());
    assert_eq!(
        row("fan").item.unit_fen,
        26_000,
        "a price above does not count"
    );
    assert!(row("fan").is_above());
    assert_eq!(
        (row("气阀").item.unit_fen, row("气阀").hq_fen),
        (21_000, None)
    );
    assert_eq!(rows.len(), 2 + 4 + 1);
    assert_eq!(merged(None, &own).len(), 3, "no list: the shop's own");
}

#[test]
fn a_list_that_says_a_thing_twice_or_nothing_is_refused() {
    assert_eq!(book().check(), Ok(()));
    assert!(PriceBook::default().check().is_err());
    let with = |fee| {
        let mut book = book();
        book.travel.push(fee);
        book.check().unwrap_err().field().map(ToOwned::to_owned)
    };
    assert_eq!(
        with(way(Some("柳南"), None, 1)).as_deref(),
        Some("travel[4].town")
    );
    assert_eq!(
        with(way(None, Some(10), 1)).as_deref(),
        Some("travel[4].town")
    );
    assert_eq!(
        with(way(None, Some(0), 1)).as_deref(),
        Some("travel[4].km_to")
    );
    assert_eq!(
        with(way(Some("x"), None, -1)).as_deref(),
        Some("travel[4].unit_fen")
    );
}

fn sheet(rows: &[&[&str]]) -> Vec<Vec<Cell>> {
    let row = |row: &&[&str]| row.iter().map(|text| Cell::of_text(*text)).collect();
    rows.iter().map(row).collect()
}

#[test]
fn a_sheet_with_headings_becomes_a_list() {
    let rows = sheet(&[
        &["服务价目表（2026 年冬）"],
        &["类别", "名称", "单价（元）", "乡镇", "公里"],
        &["工时", "检修人工费", "80", "", ""],
        &["保养", "年度保养", "￥120.50", "", ""],
        &["配件", "风机", "260元", "", ""],
        &["", "", "", "", ""],
        &["上门", "", "20", "柳南乡、城关镇", "8"],
        &["上门", "", "30", "", "10公里"],
        &["上门", "", "60", "其他乡镇", ""],
    ]);
    let book = read_rows(&rows).unwrap();
    assert_eq!(book.check(), Ok(()));
    let prices: Vec<_> = book
        .items
        .iter()
        .map(|item| (&*item.code, item.unit_fen))
        .collect();
    assert_eq!(
        prices,
        [("检修人工费", 8_000), ("年度保养", 12_050), ("fan", 26_000)],
        "a part without a code is the part of that name"
    );
    let ways: Vec<_> = book
        .travel
        .iter()
        .map(|fee| (fee.town.as_deref(), fee.km_to))
        .collect();
    assert_eq!(
        ways,
        [
            (Some("柳南乡"), Some(8)),
            (Some("城关镇"), Some(8)),
            (None, Some(10)),
            (None, None)
        ]
    );
}

#[test]
fn every_row_that_cannot_be_read_is_told_with_its_number() {
    let rows = sheet(&[
        &["类别", "名称", "单价", "乡镇", "公里"],
        &["工时", "人工费", "八十", "", ""],
        &["别的", "人工费", "80", "", ""],
        &["工时", "", "80", "", ""],
        &["工时", "人工费", "80", "", ""],
        &["工时", "人工费", "90", "", ""],
        &["上门", "", "20", "柳南乡", "远"],
        &["上门", "", "20", "柳南乡", ""],
        &["上门", "", "25", "柳南", ""],
    ]);
    let faults = read_rows(&rows).unwrap_err();
    let told: Vec<_> = faults.iter().map(|one| (one.row, one.code)).collect();
    assert_eq!(
        told,
        [
            (2, "bad_price"),
            (3, "bad_kind"),
            (4, "bad_name"),
            (6, "twice"),
            (7, "bad_km"),
            (9, "twice")
        ]
    );
    let none = read_rows(&sheet(&[&["a", "b"]])).unwrap_err();
    assert_eq!(none[0].code, "no_heading");
    let empty = read_rows(&sheet(&[&["名称", "单价"]])).unwrap_err();
    assert_eq!(empty[0].code, "empty");
}

proptest! {
    #[test]
    fn no_price_that_counts_is_above_headquarters(hq in 0i64..100_000, own in 0i64..100_000) {
        let book = PriceBook { items: vec![item(LineKind::Part, "p", hq)], travel: Vec::new() };
        let rows = merged(Some(&book), &[item(LineKind::Part, "p", own)]);
        prop_assert_eq!(rows.len(), 1);
        prop_assert_eq!(rows[0].item.unit_fen, own.min(hq));
        prop_assert_eq!(rows[0].is_above(), own > hq);
    }
}

#[test]
fn a_dealers_own_fee_stands_before_that_of_all_and_those_of_others_are_left_out() {
    let fee = |town: Option<&str>, unit_fen: i64, dealer: Option<&str>| TravelFee {
        town: town.map(ToOwned::to_owned),
        km_to: None,
        unit_fen,
        dealer: dealer.map(ToOwned::to_owned),
    };
    let book = PriceBook {
        items: Vec::new(),
        travel: vec![
            fee(Some("柳南乡"), 2_000, None),
            fee(None, 6_000, None),
            fee(Some("柳南"), 3_500, Some("LH001")),
            fee(None, 9_000, Some("MH002")),
        ],
    };
    assert_eq!(book.check(), Ok(()));
    let way = |dealer: &str, town: &str| {
        let own = book.clone().for_dealer(dealer);
        own.way_to(Some(town))
            .map(|item| (item.unit_fen, item.code))
    };
    let expected = |fen: i64, code: &str| Some((fen, code.to_owned()));
    assert_eq!(way("LH001", "柳南乡"), expected(3_500, "travel:柳南"));
    assert_eq!(way("LH001", "别处"), expected(6_000, "travel:*"));
    assert_eq!(way("MH002", "柳南乡"), expected(2_000, "travel:柳南乡"));
    assert_eq!(way("MH002", "别处"), expected(9_000, "travel:*"));
}

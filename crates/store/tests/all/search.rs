//! Search: what is stored is found by every way people ask for it, and nothing typed is syntax.

use crate::common::Shop;
use proptest::prelude::*;
use wuyou_domain::id::{CustomerId, UnitId};
use wuyou_domain::pinyin;
use wuyou_store::search::{HitKind, MatchedField, SearchHit, fts_query, search};
use wuyou_store::{Id, StoreError};
use wuyou_sync::value::Value;
use wuyou_testkit::{NOW_AT, households, rng};

impl Shop {
    fn search(&self, typed: &str) -> Vec<SearchHit> {
        self.db.read(|view| search(view, typed, 200, &[])).unwrap()
    }

    fn finds(&self, typed: &str, id: CustomerId) -> bool {
        self.search(typed).iter().any(|hit| hit.id == id.0)
    }
}

fn part(shop: &Shop, entity: &str, customer: CustomerId, fields: &[(&str, Value)]) {
    let mut all = vec![("customer_id", customer.value())];
    all.extend_from_slice(fields);
    shop.edit(|tx| tx.insert(entity, shop.id(), &all));
}

#[test]
fn a_household_is_found_by_name_pinyin_phone_serial_place_tag_and_note() {
    let shop = Shop::new(1);
    let id = shop.customer("曾红梅");
    part(&shop, "person", id, &[("name", "王建国".into())]);
    part(&shop, "phone", id, &[("number", "13804712207".into())]);
    part(
        &shop,
        "address",
        id,
        &[
            ("town", "柳河镇".into()),
            ("village", "大槐树村".into()),
            ("detail", "3组12号".into()),
            ("landmark", "供销社对面".into()),
        ],
    );
    part(&shop, "customer_tag", id, &[("tag", "狗凶".into())]);
    shop.edit(|tx| tx.update("customer", id, &[("note", "钥匙在邻居家".into())]));
    for typed in [
        "曾",
        "曾红",
        "红梅",
        "zenghongmei",
        "zenghong",
        "zhm",
        "ZHM",
        "建国",
        "王建国",
        "wjg",
        "wangjianguo",
        "13804712207",
        "138 0471 2207",
        "+86 138-0471-2207",
        "2207",
        "12207",
        "13804",
        "047122",
        "大槐树",
        "槐树村",
        "柳河",
        "供销社",
        "狗凶",
        "钥匙",
        "3组12",
        "曾红梅 槐树",
        "红梅 2207",
        "zhm 2207",
        "槐树 zhm",
        "王建国 柳河镇 2207",
    ] {
        assert!(shop.finds(typed, id), "{typed}");
    }
    for typed in [
        "cenghongmei2",
        "国曾",
        "梅王",
        "9999",
        "李",
        "zhm 9999",
        "红梅 9999",
        "槐树 李",
    ] {
        assert!(!shop.finds(typed, id), "{typed}");
    }
}

#[test]
fn a_name_is_found_by_what_a_dialect_makes_of_its_sounds_behind_those_spelt_so() {
    let shop = Shop::new(31);
    let nan = shop.customer("刘南");
    let lan = shop.customer("刘兰");
    let zhang = shop.customer("张福花");
    for (typed, id) in [
        ("niulan", nan),
        ("liulan", nan),
        ("liunan", lan),
        ("zanghuhua", zhang),
        ("zhangfufua", zhang),
        ("zhh", zhang),
    ] {
        assert!(shop.finds(typed, id), "{typed}");
    }
    let order: Vec<_> = shop.search("liunan").iter().map(|hit| hit.id).collect();
    assert_eq!(order, [nan.0, lan.0], "who is spelt so comes first");
    // Initials that are somebody's are not everybody's who sounds alike.
    assert!(shop.finds("ll", lan) && !shop.finds("ll", nan));
    assert!(!shop.finds("wanglan", nan));
}

#[test]
fn a_village_is_found_by_its_spelling_with_the_group_and_beside_a_name() {
    let shop = Shop::new(32);
    let there = shop.customer("王建国");
    let place = |id: CustomerId, village: &str, detail: &str| {
        let address = shop.id();
        let fields = [
            ("customer_id", id.value()),
            ("village", village.into()),
            ("detail", detail.into()),
        ];
        shop.edit(|tx| tx.insert("address", address, &fields));
        address
    };
    let address = place(there, "东沟村", "东沟村三组，供销社北第二家");
    let twelfth = shop.customer("王建国");
    place(twelfth, "东沟村", "十二组");
    let away = shop.customer("王建国");
    place(away, "南湖村", "三组");
    for typed in [
        "dgc",
        "dgc3z",
        "dgc3",
        "donggoucun",
        "donggou",
        "wjg dgc",
        "DGC",
    ] {
        assert!(shop.finds(typed, there), "{typed}");
        assert!(!shop.finds(typed, away), "{typed}");
    }
    assert!(shop.finds("dgc12z", twelfth) && !shop.finds("dgc3z", twelfth));
    // 南 is said 兰, 湖 is said 扶.
    assert!(shop.finds("lanhu", away) && shop.finds("nanfu", away) && shop.finds("wjg lfc", away));
    let hit = &shop.search("dgc3z")[0];
    assert_eq!(hit.matched_field, MatchedField::Place);
    assert_eq!(hit.matched.as_deref(), Some("东沟村"));
    // A household that moves is found where it lives now.
    shop.edit(|tx| tx.update("address", address, &[("village", "西坡村".into())]));
    assert!(shop.finds("xpc", there) && !shop.finds("dgc", there));
    let kept = shop.db.search_fingerprint().unwrap();
    shop.db.rebuild_search().unwrap();
    assert_eq!(shop.db.search_fingerprint().unwrap(), kept);
}

#[test]
fn machines_orders_and_requests_are_found_by_the_end_and_the_beginning_of_their_number() {
    let shop = Shop::new(2);
    let customer = shop.customer("王建国");
    let unit = UnitId::of_serial("L1P2418035177652");
    let (order, request) = (shop.id(), shop.id());
    shop.edit(|tx| {
        tx.insert(
            "unit",
            unit,
            &[
                ("serial", "L1P2418035177652".into()),
                ("customer_id", customer.value()),
            ],
        )?;
        tx.insert(
            "request",
            request,
            &[
                ("no", "LH001-A-20261121-0007".into()),
                ("kind", "repair".into()),
                ("channel", "phone".into()),
                ("text", "不热".into()),
                ("received_at", NOW_AT.into()),
                ("state", "ordered".into()),
                ("customer_id", customer.value()),
            ],
        )?;
        tx.insert(
            "work_order",
            order,
            &[
                ("no", "LH001-A-20261121-0008".into()),
                ("kind", "repair".into()),
                ("state", "registered".into()),
                ("received_at", NOW_AT.into()),
                ("customer_id", customer.value()),
            ],
        )
    });
    for (typed, id, kind) in [
        ("7652", unit.0, HitKind::Unit),
        ("l1p24180", unit.0, HitKind::Unit),
        ("035177652", unit.0, HitKind::Unit),
        ("L1P2418035177652", unit.0, HitKind::Unit),
        ("0007", request, HitKind::Request),
        ("1121-0007", request, HitKind::Request),
        ("LH001-A-20261121-0007", request, HitKind::Request),
        ("lh001-a", order, HitKind::WorkOrder),
        ("0008", order, HitKind::WorkOrder),
        ("A-20261121-0008", order, HitKind::WorkOrder),
    ] {
        let hits = shop.search(typed);
        let hit = hits.iter().find(|hit| hit.id == id);
        let hit = hit.unwrap_or_else(|| panic!("{typed}: {hits:?}"));
        assert_eq!(
            (hit.kind, hit.customer_id),
            (kind, Some(customer)),
            "{typed}"
        );
    }
    let only = |kinds: &[HitKind]| {
        let hits = shop
            .db
            .read(|view| search(view, "lh001", 10, kinds))
            .unwrap();
        hits.into_iter().map(|hit| hit.kind).collect::<Vec<_>>()
    };
    assert_eq!(only(&[HitKind::Request]), [HitKind::Request]);
    assert_eq!(only(&[HitKind::Unit]), []);
}

fn complaint(shop: &Shop, fields: &[(&'static str, Value)]) -> uuid::Uuid {
    let id = shop.id();
    let mut all = vec![
        ("channel", "phone".into()),
        ("category", "charges".into()),
        ("severity", "normal".into()),
        ("received_at", NOW_AT.into()),
        ("state", "received".into()),
    ];
    all.extend_from_slice(fields);
    shop.edit(|tx| tx.insert("complaint", id, &all));
    id
}

/// A household with a phone, its complaint, and a remedy case about its machine.
fn complaining(shop: &Shop) -> (CustomerId, uuid::Uuid, uuid::Uuid) {
    let customer = shop.customer("曾红梅");
    part(shop, "phone", customer, &[("number", "13804712207".into())]);
    part(shop, "address", customer, &[("village", "大槐树村".into())]);
    let unit = UnitId::of_serial("L1P2418035177652");
    let complained = complaint(
        shop,
        &[
            ("no", "LH001-A-20261121-0009".into()),
            ("customer_id", customer.value()),
            ("text", "上门费算了两次".into()),
            ("remedy_sought", "退还八十元".into()),
        ],
    );
    let case = shop.id();
    shop.edit(|tx| {
        tx.insert(
            "unit",
            unit,
            &[
                ("serial", "L1P2418035177652".into()),
                ("customer_id", customer.value()),
            ],
        )?;
        tx.insert(
            "remedy_case",
            case,
            &[
                ("no", "LH001-A-20261121-0010".into()),
                ("customer_id", customer.value()),
                ("unit_id", unit.value()),
                ("ground", "quality".into()),
                ("claim", "exchange".into()),
                ("text", "点火三次都灭".into()),
                ("opened_at", NOW_AT.into()),
                ("reported_at", NOW_AT.into()),
                ("state", "opened".into()),
            ],
        )
    });
    (customer, complained, case)
}

#[test]
fn complaints_and_cases_are_found_by_number_by_who_it_is_and_by_what_they_say() {
    let shop = Shop::new(21);
    let (customer, complained, case) = complaining(&shop);
    let strangers = complaint(
        &shop,
        &[
            ("no", "LH001-A-20261121-0011".into()),
            ("caller_name", "路过的老周".into()),
            ("caller_phone", "13904715566".into()),
            ("text", "师傅抽烟".into()),
        ],
    );
    let both = [complained, case];
    for (typed, wanted) in [
        ("0009", &[complained][..]),
        ("LH001-A-20261121-0010", &[case]),
        ("lh001-a-20261121", &both),
        ("曾红梅", &both),
        ("zhm", &both),
        ("2207", &both),
        ("13804712207", &both),
        ("上门费", &[complained]),
        ("八十元", &[complained]),
        ("三次都灭", &[case]),
        ("老周", &[strangers]),
        ("5566", &[strangers]),
        ("抽烟", &[strangers]),
    ] {
        let hits = shop.search(typed);
        for id in wanted {
            assert!(hits.iter().any(|hit| hit.id == *id), "{typed}: {hits:?}");
        }
        let ids: std::collections::HashSet<_> = hits.iter().map(|hit| hit.id).collect();
        assert_eq!(ids.len(), hits.len(), "{typed}: each once");
    }
    // A village has many households: what they complained of is not told with its name.
    assert!(!shop.search("大槐树").iter().any(|hit| hit.id == complained));
    // They leave the likely ones their room, and a list of households is not narrowed by them.
    let few = shop.db.read(|view| search(view, "曾红梅", 3, &[])).unwrap();
    assert_eq!(few[0].id, customer.0);
    assert_eq!(few.len(), 2);
    let listed = HitKind::OF_HOUSEHOLDS;
    let hits = shop.db.read(|view| search(view, "上门费", 10, listed));
    assert_eq!(hits.unwrap(), []);
    // A deleted household takes what it complained of from sight.
    shop.edit(|tx| tx.delete("customer", customer));
    for typed in ["0009", "上门费", "曾红梅"] {
        assert_eq!(shop.search(typed), [], "{typed}");
    }
}

#[test]
fn what_a_complaint_says_is_found_by_its_words_of_today_and_by_the_household_it_was_merged_into() {
    let shop = Shop::new(22);
    let (customer, complained, _) = complaining(&shop);
    let other = shop.customer("孙大姐");
    shop.edit(|tx| {
        tx.update("complaint", complained, &[("text", "配件贵了一倍".into())])?;
        tx.update("customer", customer, &[("merged_into", other.value())])
    });
    assert!(!shop.search("上门费").iter().any(|hit| hit.id == complained));
    let hits = shop.search("一倍");
    assert_eq!(hits[0].id, complained);
    assert_eq!(hits[0].customer_id, Some(other));
    assert!(hits[0].subtitle.starts_with("孙大姐"), "{hits:?}");
    assert!(shop.search("孙大姐").iter().any(|hit| hit.id == complained));
    // A row of before the index is found once it is built anew, and kept and built are the same.
    let kept = shop.db.search_fingerprint().unwrap();
    shop.db.rebuild_search().unwrap();
    assert_eq!(shop.db.search_fingerprint().unwrap(), kept);
    shop.edit(|tx| tx.delete("complaint", complained));
    assert!(!shop.search("一倍").iter().any(|hit| hit.id == complained));
}

#[test]
fn the_likeliest_comes_first() {
    let shop = Shop::new(3);
    let place = shop.customer("赵六");
    part(&shop, "address", place, &[("village", "王建国村".into())]);
    let within = shop.customer("小王建国");
    let prefix = shop.customer("王建国强");
    let order: Vec<_> = shop.search("王建国").iter().map(|hit| hit.id).collect();
    assert_eq!(order, [prefix.0, within.0, place.0]);

    let suffix = shop.customer("甲");
    part(
        &shop,
        "phone",
        suffix,
        &[("number", "13900004712207".into())],
    );
    let exact = shop.customer("乙");
    part(&shop, "phone", exact, &[("number", "04712207".into())]);
    let hits = shop.search("04712207");
    let found: Vec<_> = hits.iter().map(|hit| (hit.id, hit.matched_field)).collect();
    assert_eq!(
        found,
        [
            (exact.0, MatchedField::Phone),
            (suffix.0, MatchedField::PhonePart)
        ]
    );
    assert_eq!(hits[1].matched.as_deref(), Some("13900004712207"));
}

#[test]
fn a_whole_number_is_answered_alone_and_a_short_one_hides_no_longer_one() {
    let shop = Shop::new(9);
    let unit = |serial: &str| {
        let id = UnitId::of_serial(serial);
        shop.edit(|tx| tx.insert("unit", id, &[("serial", serial.into())]));
        id.0
    };
    let (short, long) = (unit("7652"), unit("L1P2418035177652"));
    let (whole, longer) = (unit("P2418035177652"), unit("L1P2418035177652X"));
    let found = |typed: &str| -> Vec<_> { shop.search(typed).iter().map(|hit| hit.id).collect() };
    let ends = found("7652");
    assert_eq!((ends[0], ends.len()), (short, 3));
    assert_eq!(found("P2418035177652"), [whole]);
    assert_eq!(found("L1P2418035177652"), [long, longer]);
}

/// A name is asked for with and without what begins with it, in this order, up to the limit.
#[test]
fn names_that_begin_with_a_word_come_first_whatever_the_limit() {
    let shop = Shop::new(10);
    let mut within = Vec::new();
    let mut starts = Vec::new();
    for number in 0..6 {
        within.push(shop.customer(&format!("小王建国{number}")).0);
        starts.push(shop.customer(&format!("王建国{number}")).0);
    }
    let all: Vec<_> = starts.iter().chain(&within).copied().collect();
    for limit in 1..=13 {
        let hits = shop.db.read(|view| search(view, "王建国", limit, &[]));
        let found: Vec<_> = hits.unwrap().iter().map(|hit| hit.id).collect();
        assert_eq!(found, all[..limit.min(12)], "limit {limit}");
    }
}

#[test]
fn what_is_renamed_deleted_or_merged_is_not_found_by_what_it_was() {
    let shop = Shop::new(4);
    let id = shop.customer("王建国");
    part(&shop, "phone", id, &[("number", "13804712207".into())]);
    shop.edit(|tx| tx.update("customer", id, &[("name", "李秀英".into())]));
    for (typed, found) in [
        ("王建国", false),
        ("wjg", false),
        ("建国", false),
        ("秀英", true),
        ("lxy", true),
    ] {
        assert_eq!(shop.finds(typed, id), found, "{typed}");
    }
    let into = shop.customer("李秀英");
    shop.edit(|tx| tx.update("customer", id, &[("merged_into", into.value())]));
    for typed in ["秀英", "lxy", "2207", "13804712207", "秀英 2207"] {
        assert!(!shop.finds(typed, id), "{typed}");
        assert!(shop.finds(typed, into), "{typed}");
    }
    shop.edit(|tx| tx.update("customer", id, &[("merged_into", Value::Null)]));
    assert!(shop.finds("2207", id));
    assert!(!shop.finds("2207", into));
    shop.edit(|tx| tx.delete("customer", id));
    for typed in ["秀英", "lxy", "2207", "13804712207"] {
        assert!(!shop.finds(typed, id), "{typed}");
    }
    assert!(shop.finds("秀英", into));
}

/// What breaks search boxes.
const HOSTILE: &[&str] = &[
    "\"",
    "\"\"",
    "'",
    "';--",
    "*",
    "**",
    "a*",
    "^",
    "^王",
    "(",
    ")",
    "()",
    "(王",
    "{name}:王",
    "name:王",
    "text:vip",
    "note:vip",
    "- name:王",
    "NEAR",
    "NEAR(",
    "NEAR(王 建)",
    "AND",
    "OR",
    "NOT",
    "王 AND",
    "AND 王",
    "王 OR OR 国",
    "NOT 王",
    "王 NOT",
    "+",
    "王+国",
    "-",
    "--",
    ":",
    "::",
    ",",
    ".",
    "..",
    "\\",
    "/",
    "%",
    "_",
    "?",
    "?1",
    ":x",
    "@x",
    "$x",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "=",
    "==",
    "~",
    "`",
    "|",
    "||",
    "&",
    "#",
    "!",
    "\0",
    "王\0国",
    "\u{feff}",
    "\u{200b}",
    "\u{202e}王",
    "\u{e000}",
    "\u{fffd}",
    "👨‍👩‍👧",
    "𠮷",
    "䶮",
    "ﬀ",
    "İ",
    "ß",
    "1; DROP TABLE customer",
    "x' OR '1'='1",
    "\"王\" OR \"国\"",
    "王\" OR \"国",
    "rank",
    "rowid:1",
    "search_text:王",
];

#[test]
fn nothing_that_is_typed_is_an_error_or_an_operator() {
    let shop = Shop::new(5);
    let secret = shop.customer("王建国");
    shop.edit(|tx| tx.update("customer", secret, &[("note", "vip".into())]));
    for typed in HOSTILE {
        let hits = shop.db.read(|view| search(view, typed, 50, &[]));
        assert!(hits.is_ok(), "{typed:?}: {hits:?}");
        if let Some(query) = fts_query(typed) {
            let inner = query.replace("\"*", "\"");
            assert!(inner.starts_with('"') && inner.ends_with('"'), "{query}");
            assert_eq!(inner.matches('"').count() % 2, 0, "{query}");
        }
    }
    for typed in ["note:vip", "text:vip", "王 NOT vip", "王 OR 李", "rowid:1"] {
        assert!(shop.search(typed).is_empty(), "{typed}");
    }
    let long = "王".repeat(100_000);
    assert!(shop.search(&long).is_empty());
    assert!(shop.search(&"a ".repeat(50_000)).is_empty());
}

#[test]
fn the_list_of_households_runs_through_all_of_them_once_in_every_order() {
    use std::collections::HashSet;
    use wuyou_store::customer::{self, CustomerQuery, CustomerSort};
    let shop = Shop::new(6);
    let people = households(&mut rng(6), 350);
    shop.edit(|tx| {
        for household in &people {
            shop.household(tx, household);
        }
        Ok(())
    });
    for sort in [
        CustomerSort::Recent,
        CustomerSort::Name,
        CustomerSort::Village,
    ] {
        let mut seen = HashSet::new();
        let mut names = Vec::new();
        let mut after = None;
        loop {
            let query = CustomerQuery {
                sort,
                after,
                limit: 37,
                ..CustomerQuery::default()
            };
            let page = shop.db.read(|view| customer::list(view, &query)).unwrap();
            assert!(page.rows.len() <= 37);
            for row in page.rows {
                assert!(seen.insert(row.id), "{sort:?} {} twice", row.name);
                assert_eq!((row.phone_count, row.unit_count), (1, 1));
                names.push(row.name);
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), people.len(), "{sort:?}");
        if sort == CustomerSort::Name {
            let spelt = |name: &String| pinyin::of_name(name).full.first().cloned();
            assert!(names.is_sorted_by_key(spelt));
        }
    }
    let towns = shop.db.read(customer::towns).unwrap();
    for (town, count) in towns {
        let query = CustomerQuery {
            town: Some(town.clone()),
            limit: 200,
            ..CustomerQuery::default()
        };
        let page = shop.db.read(|view| customer::list(view, &query)).unwrap();
        assert_eq!(page.rows.len(), count.min(200) as usize);
        assert!(
            page.rows
                .iter()
                .all(|row| row.town.as_deref() == Some(&town))
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn every_stored_name_is_found_by_each_reading_its_initials_and_any_two_characters(seed in 0_u64..1_000_000) {
        let shop = Shop::new(seed);
        let people = households(&mut rng(seed), 12);
        let ids: Vec<CustomerId> = shop.edit(|tx| {
            Ok::<_, StoreError>(people.iter().map(|household| shop.household(tx, household)).collect())
        });
        for (household, id) in people.iter().zip(ids) {
            let spelling = pinyin::of_name(&household.name);
            for typed in spelling.full.iter().chain(&spelling.initials) {
                prop_assert!(shop.finds(typed, id), "{} by {}", household.name, typed);
            }
            let chars: Vec<char> = household.name.chars().collect();
            for pair in chars.windows(2) {
                let typed: String = pair.iter().collect();
                prop_assert!(shop.finds(&typed, id), "{} by {}", household.name, typed);
            }
            for digits in 4..=household.phone.len() {
                let typed = &household.phone[household.phone.len() - digits..];
                prop_assert!(shop.finds(typed, id), "{} by {}", household.phone, typed);
            }
            prop_assert!(shop.finds(&household.village, id));
            let end = &household.serial[household.serial.len() - 5..];
            let unit = UnitId::of_serial(&household.serial);
            prop_assert!(shop.search(end).iter().any(|hit| hit.id == unit.0));
        }
    }
}

use proptest::prelude::*;

use super::*;
use crate::explain::{Language, render_all, render_key};

const T: i64 = 1_795_276_200_000;
const MINUTE: i64 = 60_000;

fn document() -> &'static Document<DuplicatePolicy> {
    built_in().unwrap()
}

fn row(id: u128, device: u128, at: i64) -> RequestRow {
    RequestRow {
        id: Uuid::from_u128(id),
        device: Uuid::from_u128(device),
        phone: Some("13800000001".into()),
        customer: None,
        unit: Some(Uuid::from_u128(77)),
        kind: Kind::Repair,
        open: true,
        received_at: at,
    }
}

fn pairs(rows: &[RequestRow]) -> Vec<Suggestion> {
    let suggestions = suggest(rows, document()).unwrap();
    suggestions.into_iter().map(|d| d.result).collect()
}

#[test]
fn one_call_on_two_pcs_within_the_hour_is_suggested_even_when_one_is_settled() {
    let first = row(1, 1, T);
    for (device, minutes, same_call) in [
        (2, 0, true),
        (2, 60, true),
        (2, -60, true),
        (2, 61, false),
        (1, 5, false),
    ] {
        let mut second = row(2, device, T + minutes * MINUTE);
        second.open = false;
        second.kind = Kind::Enquiry;
        let found = pairs(&[first.clone(), second]);
        assert_eq!(found.len(), usize::from(same_call), "{device} {minutes}");
        assert!(found.iter().all(Suggestion::is_same_call));
    }
    let mut late = row(2, 2, T + 60 * MINUTE + 1);
    late.open = false;
    assert!(pairs(&[first.clone(), late]).is_empty());
    // Another machine, or none known, or another number.
    let second = RequestRow {
        open: false,
        ..row(2, 2, T)
    };
    for other in [
        RequestRow {
            unit: Some(Uuid::from_u128(78)),
            ..second.clone()
        },
        RequestRow {
            unit: None,
            ..second.clone()
        },
        RequestRow {
            phone: Some("13800000002".into()),
            ..second.clone()
        },
    ] {
        assert!(pairs(&[first.clone(), other]).is_empty());
    }
}

#[test]
fn other_pairs_are_scored_and_suggested_when_both_are_open_and_of_one_kind() {
    let week = 7 * DAY_MS;
    let bare = RequestRow {
        unit: None,
        ..row(1, 1, T)
    };
    let other = RequestRow {
        id: Uuid::from_u128(2),
        ..bare.clone()
    };
    let at = |at| RequestRow {
        received_at: at,
        ..other.clone()
    };
    let home = Some(Uuid::from_u128(9));
    let household = |row: &RequestRow, phone: Option<&str>| RequestRow {
        customer: home,
        phone: phone.map(str::to_owned),
        ..row.clone()
    };
    for (a, b, points) in [
        (bare.clone(), at(T), Some(70)),
        (bare.clone(), at(T + week), Some(70)),
        (bare.clone(), at(T + week + 1), Some(60)),
        (household(&bare, None), household(&other, None), Some(60)),
        (
            household(&bare, None),
            household(&at(T + week + 1), None),
            None,
        ),
        (
            household(&bare, Some("1")),
            household(&other, Some("1")),
            Some(100),
        ),
        (
            household(&bare, Some("")),
            household(&other, Some("")),
            Some(60),
        ),
        (row(1, 1, T), row(2, 1, T), Some(100)),
    ] {
        let found = pairs(&[a.clone(), b.clone()]);
        assert_eq!(found.first().map(|pair| pair.points), points, "{a:?} {b:?}");
        assert!(found.iter().all(|pair| !pair.is_same_call()));
        assert_eq!(compare(&a, &b, document()).is_some(), points.is_some());
    }
}

#[test]
fn settled_requests_other_wishes_and_the_machine_alone_are_not_suggested() {
    let bare = |id| RequestRow {
        unit: None,
        ..row(id, 1, T)
    };
    let settled = |id| RequestRow {
        open: false,
        ..bare(id)
    };
    let enquiry = RequestRow {
        kind: Kind::Enquiry,
        ..bare(2)
    };
    // A house is sold with its machine.
    let machine = |id, phone: Option<&str>| RequestRow {
        phone: phone.map(str::to_owned),
        ..row(id, 1, T)
    };
    for (a, b) in [
        (bare(1), settled(2)),
        (settled(1), bare(2)),
        (bare(1), enquiry),
        (machine(1, None), machine(2, None)),
        (machine(1, Some("")), machine(2, Some(""))),
    ] {
        assert!(compare(&a, &b, document()).is_none(), "{a:?} {b:?}");
        assert!(pairs(&[a, b]).is_empty());
    }
}

#[test]
fn the_earlier_request_comes_first_and_the_surest_pair_leads() {
    let mut closed = row(4, 2, T + 10 * MINUTE);
    closed.open = false;
    let rows = [row(3, 1, T + 5), row(2, 1, T), closed, row(3, 1, T + 5)];
    let found: Vec<_> = pairs(&rows)
        .into_iter()
        .map(|pair| (pair.earlier.as_u128(), pair.later.as_u128()))
        .collect();
    assert_eq!(found, [(2, 4), (3, 4), (2, 3)]);
    // Received in the same instant: by id, so that both PCs say the same.
    let tie = pairs(&[row(9, 1, T), row(8, 2, T)]);
    assert_eq!(tie[0].earlier, Uuid::from_u128(8));
}

#[test]
fn a_request_is_no_duplicate_of_itself() {
    assert!(pairs(&[row(1, 1, T), row(1, 2, T)]).is_empty());
}

#[test]
fn a_number_shared_by_a_crowd_says_nothing() {
    let crowd = |count: usize| -> Vec<_> {
        let ids = 0..u128::try_from(count).unwrap();
        ids.map(|id| row(id, 1, T)).collect()
    };
    assert!(!pairs(&crowd(SHARED_MAX)).is_empty());
    assert!(pairs(&crowd(SHARED_MAX + 1)).is_empty());
    // But one call on two PCs is one call, whosever the number is.
    let mut all = crowd(SHARED_MAX + 1);
    all[7].device = Uuid::from_u128(2);
    all[7].received_at = T - 61 * MINUTE;
    assert!(pairs(&all).is_empty());
    all.push(row(5_000, 3, T - 120 * MINUTE));
    let found = pairs(&all);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].later, Uuid::from_u128(7));
    let many = crowd(REQUESTS_MAX);
    assert!(suggest(&many, document()).is_ok());
    let error = suggest(&crowd(REQUESTS_MAX + 1), document()).unwrap_err();
    assert_eq!(error.field(), Some("rows"));
}

#[test]
fn a_suggestion_tells_what_the_two_share() {
    let decision = suggest(&[row(1, 1, T), row(2, 2, T)], document())
        .unwrap()
        .remove(0);
    assert_eq!(
        render_all(&decision.why, Language::Zh),
        [
            "共同点：两台电脑在短时间内接到同一电话、同一机器。",
            "共同点：同一电话。",
            "共同点：同一机器。",
            "共同点：同一类型。",
            "共同点：时间相近。",
            "疑似重复（100 分），请人工确认，不会自动合并。",
        ]
    );
    assert_eq!(decision.why.rows, ["3.1.same_call"]);
    assert_eq!(decision.why.versions, [document().version_ref()]);
    let likely = suggest(&[row(1, 1, T), row(2, 1, T)], document()).unwrap();
    assert_eq!(likely[0].why.rows, ["3.1.likely"]);
    for shared in Shared::ALL {
        for language in [Language::Zh, Language::En] {
            let key = shared.message_key();
            assert_ne!(render_key(&key, language), key);
        }
    }
}

#[test]
fn figures_that_do_not_hold_together_are_refused() {
    let sound = &document().content;
    assert_eq!(sound.check(), Ok(()));
    let fault = |path: &str, value: u32| {
        let mut json = serde_json::to_value(sound).unwrap();
        *json.pointer_mut(path).unwrap() = value.into();
        let policy: DuplicatePolicy = serde_json::from_value(json).unwrap();
        let error = policy.check().err();
        error.and_then(|error| error.field().map(str::to_owned))
    };
    let refused = |field: &str| Some(field.to_owned());
    for (path, value, expected) in [
        ("/same_call_minutes", 0, refused("same_call_minutes")),
        ("/same_call_minutes", 1, None),
        ("/same_call_minutes", 1_440, None),
        ("/same_call_minutes", 1_441, refused("same_call_minutes")),
        ("/near_days", 0, refused("near_days")),
        ("/near_days", 366, None),
        ("/near_days", 367, refused("near_days")),
        ("/suggest_from", 0, refused("suggest_from")),
        ("/suggest_from", 1, None),
        ("/suggest_from", 130, None),
        ("/suggest_from", 131, refused("suggest_from")),
        ("/points/same_phone", 1_000, None),
        ("/points/same_phone", 1_001, refused("points")),
        ("/points/same_household", 1_001, refused("points")),
        ("/points/same_unit", 1_001, refused("points")),
        ("/points/same_kind", 1_001, refused("points")),
        ("/points/near_in_time", 1_001, refused("points")),
    ] {
        assert_eq!(fault(path, value), expected, "{path} {value}");
    }
}

fn any_row() -> impl Strategy<Value = RequestRow> {
    let ids = (0..40_u128, 0..2_u128, 0..3_u128, 0..3_u128, 0..3_u128);
    (ids, any::<bool>(), 0..200_i64).prop_map(|((id, device, phone, home, unit), open, n)| {
        let some = |n: u128| (n > 0).then(|| Uuid::from_u128(n));
        RequestRow {
            id: Uuid::from_u128(id),
            device: Uuid::from_u128(device),
            phone: (phone > 0).then(|| phone.to_string()),
            customer: some(home),
            unit: some(unit),
            kind: if id % 2 == 0 {
                Kind::Repair
            } else {
                Kind::Install
            },
            open,
            received_at: T + n * MINUTE,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn suggestions_do_not_depend_on_the_order_of_the_rows(
        rows in prop::collection::btree_map(0..40_u128, any_row(), 0..12),
    ) {
        let mut rows: Vec<_> = rows
            .into_iter()
            .map(|(id, row)| RequestRow { id: Uuid::from_u128(id), ..row })
            .collect();
        let before = pairs(&rows);
        rows.reverse();
        prop_assert_eq!(&pairs(&rows), &before);
        for pair in before {
            prop_assert!(pair.earlier != pair.later);
            prop_assert!(pair.is_same_call() || pair.points >= document().content.suggest_from);
        }
    }
}

#[test]
fn an_open_request_becomes_any_other_kind_and_opens_the_order_of_it() {
    for from in Kind::ALL {
        for to in Kind::ALL {
            let conversion = Conversion {
                from: *from,
                to: *to,
                state: State::Open,
                order: None,
            };
            let expected = match to.order() {
                _ if from == to => Err(NotConverted::Same),
                Some(kind) => Ok(Converted::OpensOrder(kind)),
                None => Ok(Converted::Waits),
            };
            assert_eq!(convert(&conversion), expected, "{from:?} {to:?}");
        }
    }
}

#[test]
fn no_conversion_leaves_an_order_without_its_reason_or_wakes_what_is_done() {
    use work_order::State as Order;
    let of = |state, order, to| {
        convert(&Conversion {
            from: Kind::Repair,
            to,
            state,
            order,
        })
    };
    for order in Order::ALL {
        let ordered = |to| of(State::Ordered, Some(*order), to);
        let (to_order, to_talk) = (ordered(Kind::Maintenance), ordered(Kind::Complaint));
        match order {
            Order::Registered | Order::Replied | Order::Scheduled => {
                let kind = work_order::Kind::Maintenance;
                assert_eq!(to_order, Ok(Converted::ChangesOrder(kind)));
                assert_eq!(to_talk, Err(NotConverted::OrderUnderWay));
            }
            Order::Cancelled => {
                let kind = work_order::Kind::Maintenance;
                assert_eq!(to_order, Ok(Converted::OpensOrder(kind)));
                assert_eq!(to_talk, Ok(Converted::Waits));
            }
            Order::Finished | Order::Confirmed | Order::Closed => {
                assert_eq!(to_order, Err(NotConverted::Done));
                assert_eq!(to_talk, Err(NotConverted::Done));
            }
            Order::Dispatched | Order::InProgress | Order::WaitingPart | Order::Postponed => {
                assert_eq!(to_order, Err(NotConverted::OrderUnderWay));
                assert_eq!(to_talk, Err(NotConverted::OrderUnderWay));
            }
        }
    }
    for done in [State::Answered, State::Closed] {
        for order in [None, Some(Order::Cancelled)] {
            assert_eq!(of(done, order, Kind::Complaint), Err(NotConverted::Done));
        }
    }
}

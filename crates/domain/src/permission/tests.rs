use super::Action as A;
use super::*;
use crate::explain::{Language, line, render_all, render_key};
use crate::policy::{Content as _, load};

/// The table as headquarters wrote it: n no, y yes, m masked, s statistics only, * logged; columns
/// as in `Actor::ALL`; first with facts that satisfy every limit, then without any fact.
const WRITTEN: [(A, Option<&str>, &str, &str); 12] = [
    (A::SeeFullPhone, None, "y y y m y* y* n", "m m y m m m n"),
    (A::ExportCustomers, None, "n n y* n n n s", "n n n n n n s"),
    (A::CancelOrder, None, "y n y n y n n", "n n y n y n n"),
    (
        A::GiveFreeOutOfWarranty,
        None,
        "n n y n y n y",
        "n n n n n n y",
    ),
    (
        A::ApproveReturnOrExchange,
        None,
        "n n y n n y y",
        "n n n n n y y",
    ),
    (A::ChangeRules, None, "n n n n n n y", "n n n n n n y"),
    (
        A::DecideConflict,
        Some("light"),
        "y n y n n n y",
        "n n n n n n y",
    ),
    (
        A::DecideConflict,
        Some("ordinary"),
        "n n y n n n y",
        "n n n n n n y",
    ),
    (
        A::DecideConflict,
        Some("serial"),
        "n n n n y n y",
        "n n n n n n y",
    ),
    (
        A::DecideConflict,
        Some("certificate"),
        "n n n n n n y",
        "n n n n n n y",
    ),
    (
        A::DecideConflict,
        Some("remedy_case"),
        "n n n n n n y",
        "n n n n n n y",
    ),
    (
        A::DecideConflict,
        Some("complaint_a_b"),
        "n n n n n y y",
        "n n n n n n y",
    ),
];

fn ask(action: Action, actor: Actor, context: &Context) -> Permission {
    permitted(action, actor, context).unwrap().result
}

/// Facts that satisfy every limit of the table.
fn generous() -> Context {
    Context {
        own_todays_work: Some(true),
        own_job: Some(true),
        in_case: Some(true),
        own_entry: Some(true),
        entered_at: Some(0),
        now_at: Some(0),
        amount_fen: Some(0),
        remedy_row: None,
        conflict: None,
        reason: Some("存档".into()),
    }
}

#[test]
fn every_cell_of_the_table_is_as_headquarters_wrote_it() {
    let letter = |permission: Permission| {
        let letter = match permission.answer {
            Answer::No => "n",
            Answer::Yes => "y",
            Answer::Masked => "m",
            Answer::StatisticsOnly => "s",
        };
        format!("{letter}{}", if permission.logged { "*" } else { "" })
    };
    for (action, conflict, with, without) in WRITTEN {
        let context = Context {
            conflict: conflict.and_then(ConflictKind::from_code),
            ..generous()
        };
        for (facts, expected) in [(&context, with), (&Context::default(), without)] {
            let row: Vec<_> = Actor::ALL
                .iter()
                .map(|actor| letter(ask(action, *actor, facts)))
                .collect();
            assert_eq!(row.join(" "), expected, "{action:?} {conflict:?}");
        }
    }
    assert_eq!(
        built_in().unwrap().content.cells.len(),
        Action::ALL.len() * Actor::ALL.len()
    );
}

#[test]
fn each_scope_is_measured_by_its_own_fact() {
    use Actor as W;
    type Change = fn(&mut Context, Option<bool>);
    let scopes: [(Actor, Action, Change, Answer); 5] = [
        (
            W::Clerk,
            Action::SeeFullPhone,
            |c, v| c.own_todays_work = v,
            Answer::Masked,
        ),
        (
            W::Technician,
            Action::SeeFullPhone,
            |c, v| c.own_job = v,
            Answer::Masked,
        ),
        (
            W::HqService,
            Action::SeeFullPhone,
            |c, v| c.in_case = v,
            Answer::Masked,
        ),
        (
            W::HqQuality,
            Action::SeeFullPhone,
            |c, v| c.in_case = v,
            Answer::Masked,
        ),
        (
            W::Clerk,
            Action::CancelOrder,
            |c, v| c.own_entry = v,
            Answer::No,
        ),
    ];
    for (actor, action, change, otherwise) in scopes {
        for value in [Some(false), None] {
            let mut context = generous();
            change(&mut context, value);
            let denied = ask(action, actor, &context);
            let expected = Permission {
                answer: otherwise,
                logged: false,
            };
            assert_eq!(denied, expected, "{actor:?} {action:?} {value:?}");
            assert!(!denied.allowed());
        }
        assert!(ask(action, actor, &generous()).allowed());
    }
}

#[test]
fn limits_are_inclusive_and_end_just_above() {
    let free = |actor, fen| {
        let context = Context {
            amount_fen: Some(fen),
            ..Context::default()
        };
        ask(Action::GiveFreeOutOfWarranty, actor, &context).allowed()
    };
    assert!(free(Actor::Manager, 30_000) && !free(Actor::Manager, 30_001));
    assert!(free(Actor::HqService, 200_000) && !free(Actor::HqService, 200_001));
    assert!(free(Actor::HqAdmin, AMOUNT_MAX_FEN));

    let approve = |fen, row: Option<&str>| {
        let context = Context {
            amount_fen: fen,
            remedy_row: row.map(str::to_owned),
            ..Context::default()
        };
        ask(Action::ApproveReturnOrExchange, Actor::Manager, &context).allowed()
    };
    assert!(approve(Some(300_000), None) && !approve(Some(300_001), None));
    assert!(approve(Some(680_000), Some("R1")) && approve(None, Some("R2")));
    assert!(!approve(Some(300_001), Some("R3")) && approve(Some(300_000), Some("R3")));
    assert!(!approve(None, Some("R11")));

    let cancel = |age: i64| {
        let context = Context {
            own_entry: Some(true),
            entered_at: Some(1_000),
            now_at: Some(1_000 + age),
            ..Context::default()
        };
        ask(Action::CancelOrder, Actor::Clerk, &context).allowed()
    };
    assert!(cancel(0) && cancel(30 * 60_000) && !cancel(30 * 60_000 + 1));

    let export = |reason: &str| {
        let context = Context {
            reason: Some(reason.to_owned()),
            ..Context::default()
        };
        ask(Action::ExportCustomers, Actor::Manager, &context).allowed()
    };
    assert!(export("年审") && !export(" "));
}

#[test]
fn an_answer_tells_its_limit_and_what_is_missing() {
    let clerk = permitted(Action::CancelOrder, Actor::Clerk, &Context::default()).unwrap();
    assert_eq!(
        render_all(&clerk.why, Language::Zh),
        [
            "权限表",
            "文员要做：取消工单。",
            "限本人登记的，且登记后 30 分钟以内。",
            "不允许。",
            "缺少判断权限所需的事实，这一条视为不符合。",
        ]
    );
    assert_eq!(clerk.why.rows, ["cancel_order"]);
    assert_eq!(clerk.why.versions, [built_in().unwrap().version_ref()]);
    let late = Context {
        entered_at: Some(-30 * 60_000 - 1),
        ..generous()
    };
    let late = permitted(Action::CancelOrder, Actor::Clerk, &late).unwrap();
    assert!(late.why.missing.is_empty());
    let text = render_all(&late.why, Language::En);
    assert_eq!(
        text[text.len() - 2..],
        ["This does not hold.", "Not allowed."]
    );
    let logged = permitted(Action::ExportCustomers, Actor::Manager, &generous()).unwrap();
    assert_eq!(logged.why.notes, [line!("permission-logged")]);
    let manager = permitted(Action::DecideConflict, Actor::Manager, &Context::default());
    let text = render_all(&manager.unwrap().why, Language::Zh).join(" ");
    assert!(
        text.contains("可处理：一般冲突。") && !text.contains("ordinary"),
        "{text}"
    );
    let visitor = permitted(Action::SeeFullPhone, Actor::Visitor, &generous()).unwrap();
    assert!(visitor.why.steps.contains(&line!("permission-masked")));
}

#[test]
fn amounts_and_times_that_cannot_be_meant_are_errors() {
    for (fen, good) in [
        (-1, false),
        (0, true),
        (AMOUNT_MAX_FEN, true),
        (i64::MAX, false),
    ] {
        let context = Context {
            amount_fen: Some(fen),
            ..Context::default()
        };
        let asked = permitted(Action::ChangeRules, Actor::Clerk, &context);
        assert_eq!(asked.is_ok(), good, "{fen}");
    }
    let context = Context {
        entered_at: Some(2),
        now_at: Some(1),
        ..Context::default()
    };
    let error = permitted(Action::CancelOrder, Actor::Clerk, &context).unwrap_err();
    assert_eq!(error.field(), Some("context.entered_at"));
    let ages = Context {
        own_entry: Some(true),
        entered_at: Some(i64::MIN),
        now_at: Some(i64::MAX),
        ..Context::default()
    };
    assert!(!ask(Action::CancelOrder, Actor::Clerk, &ages).allowed());
}

fn cell(action: Action, answer: Answer) -> Cell {
    Cell {
        action,
        actor: Actor::Clerk,
        answer,
        limits: vec![],
        otherwise: Answer::No,
        logged: false,
    }
}

#[test]
fn a_cell_nobody_wrote_is_a_no() {
    let empty = Document {
        content: Table { cells: vec![] },
        ..built_in().unwrap().clone()
    };
    for &action in Action::ALL {
        for &actor in Actor::ALL {
            let asked = permitted_by(&empty, action, actor, &generous()).unwrap();
            assert!(!asked.result.allowed());
        }
    }
}

#[test]
fn a_table_that_does_not_hold_together_is_refused() {
    let plain = cell(Action::CancelOrder, Answer::Yes);
    let with = |change: &dyn Fn(&mut Cell)| {
        let mut cell = plain.clone();
        change(&mut cell);
        let others = built_in().unwrap().content.cells.iter().cloned();
        let other = |other: &Cell| (other.action, other.actor) != (cell.action, cell.actor);
        Table {
            cells: others.filter(other).chain([cell.clone()]).collect(),
        }
    };
    let limited = |limit: Limit| with(&move |cell| cell.limits = vec![limit.clone()]);
    assert_eq!(with(&|_| {}).check(), Ok(()));
    let bad = [
        Table {
            cells: [with(&|_| {}).cells, vec![plain.clone()]].concat(),
        },
        with(&|cell| {
            cell.answer = Answer::No;
            cell.limits = vec![Limit::OwnJob];
        }),
        with(&|cell| {
            cell.answer = Answer::No;
            cell.logged = true;
        }),
        with(&|cell| {
            cell.action = Action::SeeFullPhone;
            cell.otherwise = Answer::Masked;
        }),
        with(&|cell| {
            cell.limits = vec![Limit::OwnJob];
            cell.otherwise = Answer::Yes;
        }),
        with(&|cell| {
            cell.limits = vec![Limit::OwnJob];
            cell.otherwise = Answer::Masked;
        }),
        with(&|cell| cell.answer = Answer::Masked),
        with(&|cell| cell.answer = Answer::StatisticsOnly),
        limited(Limit::OwnEntryMinutes(0)),
        limited(Limit::AmountFen(0)),
        limited(Limit::AmountFen(AMOUNT_MAX_FEN + 1)),
        limited(Limit::AmountFenOrRows {
            fen: 1,
            rows: vec![],
        }),
        limited(Limit::AmountFenOrRows {
            fen: 0,
            rows: vec!["R1".into()],
        }),
        limited(Limit::AmountFenOrRows {
            fen: 1,
            rows: vec!["R1".into(), "R14".into()],
        }),
        limited(Limit::Conflicts(vec![])),
    ];
    for table in bad {
        assert_eq!(
            table.check().unwrap_err().code(),
            "rule.bad_policy",
            "{table:?}"
        );
    }
    for rows in [["R1"], ["R13"]] {
        let rows = rows.map(str::to_owned).to_vec();
        assert_eq!(
            limited(Limit::AmountFenOrRows { fen: 1, rows }).check(),
            Ok(())
        );
    }
}

#[test]
fn a_table_has_a_cell_for_every_action_and_person() {
    let whole = &built_in().unwrap().content;
    for missing in &whole.cells {
        let mut table = whole.clone();
        table.cells.retain(|cell| cell != missing);
        let place = format!("cells.{}.{}", missing.action.code(), missing.actor.code());
        assert_eq!(table.check().unwrap_err().field(), Some(place.as_str()));
    }
}

#[test]
fn a_limit_with_a_field_nobody_knows_is_not_read() {
    let read = |json: &str| serde_json::from_str::<Limit>(json).is_ok();
    assert!(read(
        r#"{"amount_fen_or_rows": {"fen": 1, "rows": ["R1"]}}"#
    ));
    assert!(!read(
        r#"{"amount_fen_or_rows": {"fen": 1, "rows": ["R1"], "all": true}}"#
    ));
}

#[test]
fn the_table_reads_back_as_it_was_written() {
    let json = serde_json::to_string(&built_in().unwrap().content).unwrap();
    let back: Table = serde_json::from_str(&json).unwrap();
    assert_eq!(back, built_in().unwrap().content);
    assert!(!json.contains("\"otherwise\":\"no\"") && !json.contains("\"logged\":false"));
    assert_eq!(
        load::<Table>(crate::policy::policy_file!("permission-2026-1")).unwrap(),
        *built_in().unwrap()
    );
}

#[test]
fn dealers_roles_are_actors_and_headquarters_people_are_told_apart() {
    for role in Role::ALL {
        assert_eq!(Actor::from(role).code(), role.code());
    }
    let hq: Vec<_> = Actor::ALL
        .iter()
        .filter(|actor| actor.is_headquarters())
        .collect();
    assert_eq!(hq, [&Actor::HqService, &Actor::HqQuality, &Actor::HqAdmin]);
}

#[test]
fn every_person_and_action_has_a_name_in_both_languages() {
    for language in [Language::Zh, Language::En] {
        let actors = Actor::ALL
            .iter()
            .map(|a| format!("permission-actor-{}", a.code()));
        let conflicts = ConflictKind::ALL
            .iter()
            .map(|c| format!("permission-conflict-{}", c.code()));
        let actions = Action::ALL
            .iter()
            .map(|a| format!("permission-action-{}", a.code()));
        for key in actors.chain(actions).chain(conflicts) {
            assert_ne!(render_key(&key, language), key);
        }
    }
}

#[test]
fn the_clerks_half_hour_is_the_same_here_and_in_the_machine_of_orders() {
    let cell = built_in()
        .unwrap()
        .content
        .cell(A::CancelOrder, Actor::Clerk);
    let minutes = crate::work_order::OWN_CANCEL_WINDOW_MS / 60_000;
    let limit = Limit::OwnEntryMinutes(u32::try_from(minutes).unwrap());
    assert_eq!(cell.unwrap().limits, [limit]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2000))]

    #[test]
    fn whoever_may_spend_an_amount_may_spend_less(fen in 1..=AMOUNT_MAX_FEN, actor in 0..Actor::ALL.len()) {
        for action in [A::GiveFreeOutOfWarranty, A::ApproveReturnOrExchange] {
            let may = |fen| {
                let context = Context { amount_fen: Some(fen), ..Context::default() };
                ask(action, Actor::ALL[actor], &context).allowed()
            };
            proptest::prop_assert!(!may(fen) || may(fen - 1));
        }
    }
}

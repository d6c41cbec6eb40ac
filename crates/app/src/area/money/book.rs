//! Everything that was paid, and every closing of the cash box, to be taken out.

use chrono::NaiveDate;
use wuyou_contract::ErrorCode;
use wuyou_contract::money::{
    CashClose, CashCloseList, CashCloses, DayMethod, MoneyList, MoneyMove, MoneyMoves, MoneySource,
    PaymentMethod,
};
use wuyou_domain::date_text::DateKind;
use wuyou_domain::time::{end_of_day, local_date, start_of_day};
use wuyou_store::money::{self as store, COUNTED, CashCloseRow, PaymentRow, RemedyMoneyRow};
use wuyou_store::service_plan::{self, PlanEventRow};

use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::Form;
use crate::show::code_from;

/// Before and after every day there is.
const ALWAYS: (&str, &str) = ("", "9");

/// Lists everything that was paid in a span of days, by day.
pub(crate) fn list(app: &App, acting: &Acting, request: MoneyList) -> Outcome<MoneyMoves> {
    let mut form = Form::new(acting.now_at);
    let mut day = |field, typed: Option<&str>| -> Option<NaiveDate> {
        form.date(field, typed, DateKind::Event)?.parse().ok()
    };
    let from = day("from_on", request.from_on.as_deref());
    let to = day("to_on", request.to_on.as_deref());
    form.finish()?;
    let from_at = from.and_then(start_of_day).unwrap_or(i64::MIN);
    let to_at = to.and_then(end_of_day).unwrap_or(i64::MAX);
    let from_on = from.map_or(ALWAYS.0.to_owned(), |on| on.to_string());
    let to_on = to.map_or(ALWAYS.1.to_owned(), |on| on.to_string());
    let (payments, remedies, plans) = app.database()?.read(|view| {
        let payments = store::payments_between(view, from_at, to_at)?;
        let remedies = store::remedies_between(view, &from_on, &to_on)?;
        Outcome::Ok((
            payments,
            remedies,
            service_plan::between(view, &from_on, &to_on)?,
        ))
    })?;
    let mut rows: Vec<MoneyMove> = payments.into_iter().filter_map(paid).collect();
    rows.extend(remedies.into_iter().map(settled));
    rows.extend(plans.into_iter().map(sold));
    // What has no time of its own stands behind what has.
    rows.sort_by(|a, b| {
        let key = |one: &MoneyMove| (one.on.clone(), one.occurred_at.unwrap_or(i64::MAX));
        key(a).cmp(&key(b))
    });
    Ok(MoneyMoves {
        total: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        rows,
    })
}

fn paid(row: PaymentRow) -> Option<MoneyMove> {
    Some(MoneyMove {
        id: row.id.0,
        on: local_date(row.occurred_at)?.to_string(),
        occurred_at: Some(row.occurred_at),
        source: MoneySource::WorkOrder,
        no: row.no,
        customer_name: row.customer_name,
        method: code_from(Some(&row.method)).unwrap_or(PaymentMethod::Cash),
        amount_fen: row.amount_fen,
        receipt_no: Some(row.receipt_no),
        due_on: row.due_on,
        staff: row.staff,
        note: row.note,
        reversed: row.reversed,
    })
}

fn settled(row: RemedyMoneyRow) -> MoneyMove {
    MoneyMove {
        id: row.remedy_case_id.0,
        on: row.done_on,
        occurred_at: None,
        source: MoneySource::RemedyCase,
        no: row.no,
        customer_name: row.customer_name,
        method: code_from(Some(&row.method)).unwrap_or(PaymentMethod::Cash),
        amount_fen: row.amount_fen,
        receipt_no: None,
        due_on: None,
        staff: None,
        note: None,
        reversed: false,
    }
}

fn sold(row: PlanEventRow) -> MoneyMove {
    MoneyMove {
        id: row.id.0,
        on: row.done_on,
        occurred_at: Some(row.occurred_at),
        source: MoneySource::ServicePlan,
        no: row.no,
        customer_name: row.customer_name,
        method: code_from(Some(&row.method)).unwrap_or(PaymentMethod::Cash),
        amount_fen: row.amount_fen,
        receipt_no: Some(row.receipt_no),
        due_on: None,
        staff: row.staff,
        note: row.note,
        reversed: false,
    }
}

/// Lists every closing of the cash box.
pub(crate) fn closes(app: &App, _: &Acting, _: CashCloseList) -> Outcome<CashCloses> {
    let found = app.database()?.read(store::closings)?;
    let mut rows: Vec<CashClose> = Vec::with_capacity(found.len());
    for row in found {
        // Of a day the one that stands comes first.
        let replaced = rows.last().is_some_and(|one| one.on == row.closed_on);
        rows.push(shown(row, replaced).ok_or(ErrorCode::Internal)?);
    }
    Ok(CashCloses {
        total: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        rows,
    })
}

fn shown(row: CashCloseRow, replaced: bool) -> Option<CashClose> {
    let each = COUNTED
        .iter()
        .zip(row.expected_fen.iter().zip(row.counted_fen));
    let methods: Option<Vec<_>> = each
        .map(|(method, (expected_fen, counted_fen))| {
            Some(DayMethod {
                method: code_from(Some(method))?,
                expected_fen: *expected_fen,
                counted_fen: Some(counted_fen),
            })
        })
        .collect();
    let expected_fen: i64 = row.expected_fen.iter().sum();
    let counted_fen: i64 = row.counted_fen.iter().sum();
    Some(CashClose {
        id: row.id.0,
        on: row.closed_on,
        methods: methods?,
        expected_fen,
        counted_fen,
        difference_fen: counted_fen - expected_fen,
        note: row.note,
        closed_at: row.occurred_at,
        closed_by: row.staff,
        replaced,
    })
}

//! Who still owes, and the money of a day.

use chrono::NaiveDate;
use wuyou_contract::ErrorCode;
use wuyou_contract::money::{
    CashCloseNow, DayMethod, DayMoney, DayMoneyGet, DayPlan, DayRemedy, Debt, DebtList, Debts,
    OwedBack, PaymentMethod,
};
use wuyou_domain::date_text::DateKind;
use wuyou_domain::id::CashCloseId;
use wuyou_domain::text;
use wuyou_domain::time::{end_of_day, local_date, start_of_day};
use wuyou_domain::work_order::{CHARGE_MAX_FEN, State};
use wuyou_store::money::{self as store, COUNTED, CashCloseRow, PaymentRow, RemedyMoneyRow};
use wuyou_store::service_plan::{self, PlanEventRow};
use wuyou_store::work_order;
use wuyou_store::{Id, View};
use wuyou_sync::value::Value;

use super::payment;
use crate::app::{Acting, App};
use crate::area::export;
use crate::failure::Outcome;
use crate::input::Form;
use crate::show::{code_from, code_text};

/// Rows of the list of debts on screen.
const DEBTS_SHOWN: usize = 500;

/// Lists who still owes, and whom money is owed back: both by the one balance of an order.
pub(crate) fn debts(app: &App, acting: &Acting, request: DebtList) -> Outcome<Debts> {
    let today = local_date(acting.now_at).ok_or(ErrorCode::FutureTime)?;
    let (mut owing, mut refunds) = app.database()?.read(|view| unsettled(view, today))?;
    owing.sort_by(|a, b| {
        let key = |row: &Debt| (row.due_on.is_none(), row.due_on.clone(), row.finished_at);
        key(a).cmp(&key(b))
    });
    let count = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX);
    let (total, refunds_total) = (count(owing.len()), count(refunds.len()));
    let due_fen = owing.iter().map(|row| row.due_fen).sum();
    let owed_back_fen = refunds.iter().map(|row| row.owed_back_fen).sum();
    if !export::is_whole(acting, request.whole) {
        owing.truncate(DEBTS_SHOWN);
        refunds.truncate(DEBTS_SHOWN);
    }
    Ok(Debts {
        rows: owing,
        total,
        due_fen,
        refunds,
        refunds_total,
        owed_back_fen,
    })
}

fn unsettled(view: View<'_>, today: NaiveDate) -> Outcome<(Vec<Debt>, Vec<OwedBack>)> {
    let (mut owing, mut refunds) = (Vec::new(), Vec::new());
    for row in store::unsettled(view)? {
        let order = work_order::get(view, row.work_order_id)?;
        let open = super::may_change(&order);
        let balance = super::balance(view, &order)?;
        if balance.owed_back_fen() > 0 && !open {
            refunds.push(OwedBack {
                work_order_id: order.id.0,
                no: order.no,
                customer_id: row.customer_id.map(|id| id.0),
                customer_name: row.customer_name,
                paid_fen: balance.paid_fen,
                owed_back_fen: balance.owed_back_fen(),
                cancelled: order.state == State::Cancelled.code(),
            });
        } else if balance.due_fen() > 0 && !open {
            let due_on = balance.credit_due_on.clone();
            let day: Option<NaiveDate> = due_on.as_deref().and_then(|on| on.parse().ok());
            owing.push(Debt {
                work_order_id: order.id.0,
                no: order.no,
                customer_id: row.customer_id.map(|id| id.0),
                customer_name: row.customer_name,
                town: row.town,
                village: row.village,
                total_fen: balance.total_fen,
                due_fen: balance.due_fen(),
                due_on,
                overdue: day.is_some_and(|on| on < today),
                finished_at: order.finished_at.unwrap_or(order.received_at),
            });
        }
    }
    Ok((owing, refunds))
}

/// Shows the money of a day.
pub(crate) fn day(app: &App, acting: &Acting, request: DayMoneyGet) -> Outcome<DayMoney> {
    let mut form = Form::new(acting.now_at);
    let on = day_of(&mut form, request.on.as_deref());
    form.finish()?;
    app.database()?.read(|view| shown(view, on))
}

fn day_of(form: &mut Form, typed: Option<&str>) -> NaiveDate {
    let typed = form.date("on", typed, DateKind::Event);
    let typed = typed.and_then(|on| on.parse().ok());
    typed.unwrap_or_else(|| form.today())
}

fn payments_on(view: View<'_>, on: NaiveDate) -> Outcome<Vec<PaymentRow>> {
    let range = start_of_day(on).zip(end_of_day(on));
    let (from_at, to_at) = range.ok_or(ErrorCode::FutureTime)?;
    Ok(store::payments_between(view, from_at, to_at)?)
}

/// What remedy cases and service plans paid and took on a day.
fn beside(view: View<'_>, on: NaiveDate) -> Outcome<(Vec<RemedyMoneyRow>, Vec<PlanEventRow>)> {
    let on = on.to_string();
    let remedies = store::remedies_between(view, &on, &on)?;
    Ok((remedies, service_plan::between(view, &on, &on)?))
}

/// The sum of each kind of money, in the order of [`COUNTED`].
fn expected(
    payments: &[PaymentRow],
    remedies: &[RemedyMoneyRow],
    plans: &[PlanEventRow],
) -> [i64; 4] {
    COUNTED.map(|method| {
        let paid = remedies.iter().filter(|row| row.method == method);
        let sold = plans.iter().filter(|row| row.method == method);
        sum_of(payments, method)
            + paid.map(|row| row.amount_fen).sum::<i64>()
            + sold.map(|row| row.amount_fen).sum::<i64>()
    })
}

fn sum_of(payments: &[PaymentRow], method: &str) -> i64 {
    let own = payments.iter().filter(|payment| payment.method == method);
    own.map(|payment| payment.amount_fen).sum()
}

/// Whether somebody counted the money of a day, and nothing came to it since: a sheet typed the next
/// morning brings money into a box that was counted already.
pub(crate) fn is_counted(view: View<'_>, on: NaiveDate) -> Outcome<bool> {
    let Some(closing) = store::closing(view, &on.to_string())? else {
        return Ok(false);
    };
    let (remedies, plans) = beside(view, on)?;
    Ok(closing.expected_fen == expected(&payments_on(view, on)?, &remedies, &plans))
}

fn shown(view: View<'_>, on: NaiveDate) -> Outcome<DayMoney> {
    let payments = payments_on(view, on)?;
    let closing = store::closing(view, &on.to_string())?;
    let (remedies, plans) = beside(view, on)?;
    let expected = expected(&payments, &remedies, &plans);
    let counted = closing.as_ref().map(|closing| closing.counted_fen);
    let methods = COUNTED.iter().enumerate().map(|(place, method)| DayMethod {
        method: code_from(Some(method)).unwrap_or(PaymentMethod::Cash),
        expected_fen: expected.get(place).copied().unwrap_or(0),
        counted_fen: counted.and_then(|all| all.get(place).copied()),
    });
    let of = |read: fn(&CashCloseRow) -> Option<String>| closing.as_ref().and_then(read);
    Ok(DayMoney {
        on: on.to_string(),
        methods: methods.collect(),
        credit_fen: sum_of(&payments, "credit"),
        closed_at: closing.as_ref().map(|closing| closing.occurred_at),
        closed_by: of(|closing| closing.staff.clone()),
        note: of(|closing| closing.note.clone()),
        changed_since: closing.as_ref().is_some_and(|c| c.expected_fen != expected),
        payments: payments.into_iter().map(payment::shown).collect(),
        remedies: remedies.into_iter().map(paid_out).collect(),
        plans: plans.into_iter().map(plan).collect(),
    })
}

fn plan(row: PlanEventRow) -> DayPlan {
    DayPlan {
        id: row.id.0,
        no: row.no,
        plan_name: row.plan_name,
        customer_name: row.customer_name,
        method: code_from(Some(&row.method)).unwrap_or(PaymentMethod::Cash),
        amount_fen: row.amount_fen,
        receipt_no: row.receipt_no,
    }
}

fn paid_out(row: RemedyMoneyRow) -> DayRemedy {
    DayRemedy {
        remedy_case_id: row.remedy_case_id.0,
        no: row.no,
        customer_name: row.customer_name,
        method: code_from(Some(&row.method)).unwrap_or(PaymentMethod::Cash),
        amount_fen: row.amount_fen,
    }
}

/// Closes the cash box for a day. It can be counted again: the latest count stands.
pub(crate) fn close_day(app: &App, acting: &Acting, request: CashCloseNow) -> Outcome<DayMoney> {
    let mut form = Form::new(acting.now_at);
    let on = day_of(&mut form, request.on.as_deref());
    let note = form.line("note", request.note.as_deref(), text::LINE_MAX);
    for counted in &request.counted {
        let field = format!("counted.{}", code_text(&counted.method).unwrap_or_default());
        match counted.counted_fen {
            // A day may give back more than it takes in.
            fen if !(-CHARGE_MAX_FEN..=CHARGE_MAX_FEN).contains(&fen) => {
                form.wrong(&field, "amount_range", None)
            }
            _ => {}
        }
    }
    let id = CashCloseId(app.new_id(acting));
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let (remedies, plans) = beside(tx.view(), on)?;
        let expected = expected(&payments_on(tx.view(), on)?, &remedies, &plans);
        let counted = counted(&mut form, &request, expected);
        if counted != expected && note.is_none() {
            form.wrong("note", "close_note", None);
        }
        form.finish()?;
        let mut fields: Vec<(String, Value)> = vec![
            ("closed_on".to_owned(), on.to_string().into()),
            ("note".to_owned(), note.into()),
            ("occurred_at".to_owned(), acting.now_at.into()),
            ("staff_id".to_owned(), acting.staff()?.value()),
        ];
        for (method, (expected, counted)) in COUNTED.iter().zip(expected.iter().zip(counted)) {
            fields.push((format!("expected_{method}_fen"), (*expected).into()));
            fields.push((format!("counted_{method}_fen"), counted.into()));
        }
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.clone()))
            .collect();
        tx.insert("cash_close", id, &fields)?;
        Ok(())
    })?;
    database.read(|view| shown(view, on))
}

/// What was counted; what should be there and was not counted is asked for.
fn counted(form: &mut Form, request: &CashCloseNow, expected: [i64; 4]) -> [i64; 4] {
    let mut all = [0; 4];
    for ((slot, method), expected) in all.iter_mut().zip(COUNTED).zip(expected) {
        let mut given = request.counted.iter();
        let given = given.find(|one| code_text(&one.method).as_deref() == Some(method));
        match given {
            Some(given) => *slot = given.counted_fen,
            None if expected != 0 => form.wrong(&format!("counted.{method}"), "required", None),
            None => {}
        }
    }
    all
}

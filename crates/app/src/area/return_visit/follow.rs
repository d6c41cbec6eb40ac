//! What an effective visit opens: orders, a complaint, a call of the manager — everything its answers
//! called for. It is written with the visit, so that nothing has to be typed twice and nothing is
//! forgotten in between.

use wuyou_contract::request::{RequestKind, RequestState};
use wuyou_contract::work_order::WorkOrderKind;
use wuyou_domain::id::{ComplaintId, RequestId, WorkOrderId};
use wuyou_domain::promise::{PromiseTable, promise_for};
use wuyou_domain::reference::{Answers, Effect, Evaluation, Questionnaire};
use wuyou_domain::return_visit::fit::{Opens, Said};
use wuyou_domain::sla::{Kind, Marks};
use wuyou_domain::work_order::{Kind as OrderKind, Step};
use wuyou_store::return_visit::ReturnVisitRow;
use wuyou_store::{Id, Tx};

use super::script::{has, worded};
use crate::app::{Acting, App};
use crate::area::complaint::{self, OfVisit};
use crate::area::work_order::{self, NewOrder, next_no, take_within};
use crate::failure::Outcome;
use crate::input::single;
use crate::show::{code_of, code_text};

/// What was opened.
#[derive(Debug, Clone, Default)]
pub(super) struct Opened {
    pub(super) request: Option<RequestId>,
    pub(super) order: Option<WorkOrderId>,
    /// What was opened, in words, for whoever reads the visit.
    pub(super) said: Vec<String>,
}

/// What is to be opened.
pub(super) struct Wanted<'a> {
    pub(super) opens: Opens,
    pub(super) ask_manager: bool,
    pub(super) said: Said,
    pub(super) evaluation: &'a Evaluation,
    /// What was said of the problem.
    pub(super) problem: &'a str,
    pub(super) occurred_at: i64,
}

/// The answers that set something going, as one text.
pub(super) fn problem_of(form: &Questionnaire, answers: &Answers, said: &Evaluation) -> String {
    let lines = form.questions.iter().filter_map(|question| {
        let told = said
            .follow_ups
            .iter()
            .any(|one| one.question == question.code && one.effect != Effect::Consent);
        let answer = answers.get(&question.code).filter(|_| told)?;
        Some(format!(
            "{}{}",
            question.text.zh,
            worded(question, answer).zh
        ))
    });
    lines.collect::<Vec<_>>().join("；")
}

/// Opens what the answers and the result ask for.
pub(super) fn open(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    row: &ReturnVisitRow,
    wanted: &Wanted<'_>,
) -> Outcome<Opened> {
    let mut opened = Opened::default();
    if wanted.opens.repair {
        repair(app, acting, tx, row, wanted, &mut opened)?;
    }
    if wanted.opens.maintenance {
        let kind = RequestKind::Maintenance;
        order(app, acting, tx, row, (kind, wanted), &mut opened)?;
    }
    if wanted.opens.complaint {
        complain(app, acting, tx, row, wanted, &mut opened)?;
    }
    if wanted.ask_manager {
        let (request, no) = ask(app, acting, tx, row, RequestKind::Enquiry, wanted)?;
        opened.request.get_or_insert(request);
        opened.said.push(format!("请店长回电 {no}"));
    }
    Ok(opened)
}

/// The mark of a danger that a visit told of.
const fn danger(safety: bool) -> Marks {
    Marks {
        safety,
        no_heat: false,
    }
}

/// The order whose work was not good is opened again as far as the rules go (R016); otherwise a new
/// one is taken.
fn repair(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    row: &ReturnVisitRow,
    wanted: &Wanted<'_>,
    opened: &mut Opened,
) -> Outcome<()> {
    let after_work = row.kind == "after_repair" || row.kind == "after_maintenance";
    let same_fault = after_work && wanted.said.broken && !wanted.said.danger;
    if let (true, Some(order)) = (same_fault, row.work_order_id)
        && take_within(
            app,
            acting,
            tx,
            order,
            (Step::Reopen, wanted.problem),
            wanted.occurred_at,
        )?
    {
        opened.order = Some(order);
        opened.said.push("原工单已重开".to_owned());
        return Ok(());
    }
    order(app, acting, tx, row, (RequestKind::Repair, wanted), opened)
}

/// A new order with its request.
fn order(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    row: &ReturnVisitRow,
    (kind, wanted): (RequestKind, &Wanted<'_>),
    opened: &mut Opened,
) -> Outcome<()> {
    let (request, no) = ask(app, acting, tx, row, kind, wanted)?;
    let (order_kind, marks) = match kind {
        RequestKind::Maintenance => (WorkOrderKind::Maintenance, danger(false)),
        _ => (WorkOrderKind::Repair, danger(wanted.said.danger)),
    };
    let clocks = work_order::kind_of(&order_kind).unwrap_or(OrderKind::Repair);
    let promise = promise_for(
        wanted.occurred_at,
        Kind::of_order(clocks, marks),
        &PromiseTable::default(),
    );
    let own = WorkOrderId::of_request(request);
    let known = tx.view().row("work_order", own)?.is_some();
    let order = NewOrder {
        id: (!known).then_some(own),
        kind: order_kind,
        request: Some(request),
        customer: Some(row.customer_id),
        unit: row.unit_id,
        fault_text: wanted.problem.to_owned(),
        fault_code: None,
        marks,
        no_heat_at: None,
        received_at: wanted.occurred_at,
        promise: promise.ok_or_else(|| single("occurred_at", "time_past", None))?,
    };
    let order = work_order::open(app, acting, tx, &order)?;
    opened.request.get_or_insert(request);
    opened.order.get_or_insert(order);
    opened.said.push(match kind {
        RequestKind::Maintenance => format!("已安排保养 {no}"),
        _ => format!("已转工单 {no}"),
    });
    Ok(())
}

/// A household that is not content with how its complaint was settled has it opened again, as far as
/// the rules let this person; otherwise, and for everything else, there is a complaint of its own.
fn complain(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    row: &ReturnVisitRow,
    wanted: &Wanted<'_>,
    opened: &mut Opened,
) -> Outcome<()> {
    let before = row
        .complaint_id
        .map(|id| ComplaintId(uuid::Uuid::from_bytes(id)));
    if let (Some(before), true) = (before, wanted.said.complaint) {
        let said = (wanted.problem, wanted.occurred_at);
        if let Some(no) = complaint::reopen_within(app, acting, tx, before, said)? {
            opened.said.push(format!("原投诉 {no} 已重开"));
            return Ok(());
        }
    }
    let of = OfVisit {
        visit: row.id,
        before,
        customer: row.customer_id,
        unit: row.unit_id,
        order: row.work_order_id,
        served_by: row.served_by_id,
        category: category_of(row, wanted.evaluation),
        text: wanted.problem,
        danger: wanted.said.danger,
        is_discontent: wanted.said.complaint,
        score: wanted.said.score,
        said_at: wanted.occurred_at,
    };
    let no = complaint::from_visit(app, acting, tx, &of)?;
    opened.said.push(format!("已登记投诉 {no}"));
    Ok(())
}

/// What a complaint of a visit is about: what was answered to says so, else the work it follows from.
fn category_of(row: &ReturnVisitRow, evaluation: &Evaluation) -> &'static str {
    let complains = |code: &str| {
        let mut told = evaluation.follow_ups.iter();
        told.any(|one| one.effect == Effect::Complaint && one.question == code)
    };
    if complains("overcharged") || complains("charges_clear") {
        "charges"
    } else if complains("attitude") {
        "attitude"
    } else if row.kind == "first_visit" {
        "installation"
    } else {
        "repair"
    }
}

fn ask(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    row: &ReturnVisitRow,
    kind: RequestKind,
    wanted: &Wanted<'_>,
) -> Outcome<(RequestId, String)> {
    // Two PCs that record one visit ask for one thing.
    let of = code_text(&kind).unwrap_or_default();
    let own = RequestId::of_visit(row.id, &of);
    let id = match tx.view().row("request", own)? {
        None => own,
        Some(_) => RequestId(app.new_id(acting)),
    };
    let no = next_no(tx, acting)?;
    let ordered = matches!(kind, RequestKind::Repair | RequestKind::Maintenance);
    let state = if ordered {
        RequestState::Ordered
    } else {
        RequestState::Open
    };
    let safety = kind == RequestKind::Repair && has(wanted.evaluation, Effect::SafetyOrder);
    let promise = promise_for(
        wanted.occurred_at,
        Kind::of_order(OrderKind::Repair, danger(safety)),
        &PromiseTable::default(),
    );
    let promise = promise.ok_or_else(|| single("occurred_at", "time_past", None))?;
    tx.insert(
        "request",
        id,
        &[
            ("no", no.clone().into()),
            ("kind", code_of(&kind)),
            ("channel", "phone".into()),
            ("customer_id", row.customer_id.value()),
            ("unit_id", row.unit_id.map(Id::row_id).into()),
            ("text", format!("回访转来：{}", wanted.problem).into()),
            ("safety", safety.into()),
            ("received_at", wanted.occurred_at.into()),
            ("owner_id", acting.staff()?.value()),
            ("next_action_at", promise.reply_due_at.into()),
            ("state", code_of(&state)),
        ],
    )?;
    Ok((id, no))
}

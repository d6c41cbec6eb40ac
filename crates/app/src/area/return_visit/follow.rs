//! What an effective visit opens: an order, a complaint, a call of the manager. It is written with
//! the visit, so that nothing has to be typed twice and nothing is forgotten in between.

use wuyou_contract::request::{RequestKind, RequestState};
use wuyou_contract::return_visit::ReturnVisitResult;
use wuyou_contract::work_order::WorkOrderKind;
use wuyou_domain::id::{RequestId, WorkOrderId};
use wuyou_domain::promise::{PromiseTable, promise_for};
use wuyou_domain::reference::{Answers, Effect, Evaluation, Questionnaire};
use wuyou_domain::sla::{Kind, Marks};
use wuyou_domain::work_order::{Kind as OrderKind, Step};
use wuyou_store::return_visit::ReturnVisitRow;
use wuyou_store::{Id, Tx};

use super::script::{has, worded};
use crate::app::{Acting, App};
use crate::area::work_order::{self, NewOrder, next_no, take_within};
use crate::failure::Outcome;
use crate::input::single;
use crate::show::code_of;

/// What was opened.
#[derive(Debug, Clone, Default)]
pub(super) struct Opened {
    pub(super) request: Option<RequestId>,
    pub(super) order: Option<WorkOrderId>,
    /// What is agreed further, for whoever reads the visit.
    pub(super) next_action: Option<String>,
}

/// What is to be opened.
pub(super) struct Wanted<'a> {
    pub(super) result: ReturnVisitResult,
    pub(super) ask_manager: bool,
    pub(super) evaluation: &'a Evaluation,
    /// What was said of the problem.
    pub(super) problem: String,
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

/// Opens what the result asks for.
pub(super) fn open(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    row: &ReturnVisitRow,
    wanted: &Wanted<'_>,
) -> Outcome<Opened> {
    match wanted.result {
        ReturnVisitResult::ToOrder => order(app, acting, tx, row, wanted),
        ReturnVisitResult::ToComplaint => {
            let (request, no) = ask(app, acting, tx, row, RequestKind::Complaint, wanted)?;
            Ok(Opened {
                request: Some(request),
                order: None,
                next_action: Some(format!("已登记投诉 {no}")),
            })
        }
        ReturnVisitResult::Settled | ReturnVisitResult::Satisfied if wanted.ask_manager => {
            let (request, no) = ask(app, acting, tx, row, RequestKind::Enquiry, wanted)?;
            Ok(Opened {
                request: Some(request),
                order: None,
                next_action: Some(format!("请店长回电 {no}")),
            })
        }
        ReturnVisitResult::Settled | ReturnVisitResult::Satisfied => Ok(Opened::default()),
    }
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
fn order(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    row: &ReturnVisitRow,
    wanted: &Wanted<'_>,
) -> Outcome<Opened> {
    let repair = has(wanted.evaluation, Effect::RepairOrder);
    let safety = has(wanted.evaluation, Effect::SafetyOrder);
    let after_work = row.kind == "after_repair" || row.kind == "after_maintenance";
    if let (true, Some(order)) = (after_work && repair && !safety, row.work_order_id)
        && take_within(
            app,
            acting,
            tx,
            order,
            (Step::Reopen, &wanted.problem),
            wanted.occurred_at,
        )?
    {
        return Ok(Opened {
            request: None,
            order: Some(order),
            next_action: Some("原工单已重开".to_owned()),
        });
    }
    let maintenance = has(wanted.evaluation, Effect::MaintenanceOrder);
    let kind = if maintenance && !repair && !safety {
        RequestKind::Maintenance
    } else {
        RequestKind::Repair
    };
    let (request, no) = ask(app, acting, tx, row, kind, wanted)?;
    let order_kind = match kind {
        RequestKind::Maintenance => WorkOrderKind::Maintenance,
        _ => WorkOrderKind::Repair,
    };
    let clocks = work_order::kind_of(&order_kind).unwrap_or(OrderKind::Repair);
    let marks = danger(safety);
    let promise = promise_for(
        wanted.occurred_at,
        Kind::of_order(clocks, marks),
        &PromiseTable::default(),
    );
    let order = NewOrder {
        kind: order_kind,
        request,
        customer: Some(row.customer_id),
        unit: row.unit_id,
        fault_text: wanted.problem.clone(),
        fault_code: None,
        marks,
        no_heat_at: None,
        received_at: wanted.occurred_at,
        promise: promise.ok_or_else(|| single("occurred_at", "time_past", None))?,
    };
    Ok(Opened {
        request: Some(request),
        order: Some(work_order::open(app, acting, tx, &order)?),
        next_action: Some(format!("已转工单 {no}")),
    })
}

fn ask(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    row: &ReturnVisitRow,
    kind: RequestKind,
    wanted: &Wanted<'_>,
) -> Outcome<(RequestId, String)> {
    let id = RequestId(app.new_id(acting));
    let no = next_no(tx, acting)?;
    let ordered = matches!(kind, RequestKind::Repair | RequestKind::Maintenance);
    let state = if ordered {
        RequestState::Ordered
    } else {
        RequestState::Open
    };
    let safety = has(wanted.evaluation, Effect::SafetyOrder);
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

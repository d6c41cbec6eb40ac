//! Opening a case from a complaint, an order or a machine.

use wuyou_contract::ErrorCode;
use wuyou_contract::remedy_case::{RemedyCaseCreate, RemedyCaseDetail};
use wuyou_domain::id::{
    ComplaintId, CustomerId, RemedyCaseId, RemedyEventId, RequestId, StaffId, UnitId, WorkOrderId,
};
use wuyou_domain::remedy_case::state::State;
use wuyou_domain::remedy_case::{Claim, Ground};
use wuyou_store::customer as households;
use wuyou_store::remedy_case as store;
use wuyou_store::{Id, Tx, View};
use wuyou_sync::value::Value;

use super::story::{OPEN, claim_of, ground_of};
use super::{must_work_here, view};
use crate::app::{Acting, App};
use crate::area::{money, work_order};
use crate::failure::Outcome;
use crate::input::{Form, single};

/// A claim as it was typed and found in order.
struct Typed {
    complaint: Option<ComplaintId>,
    order: Option<WorkOrderId>,
    request: Option<RequestId>,
    unit: Option<UnitId>,
    corrects: Option<RemedyCaseId>,
    ground: Ground,
    claim: Claim,
    text: String,
    owner: Option<StaffId>,
    reported_at: Option<i64>,
}

/// What a case is about, and since when.
struct Matter {
    customer: CustomerId,
    unit: UnitId,
    reported_at: i64,
}

/// Opens a case.
pub(crate) fn create(
    app: &App,
    acting: &Acting,
    request: RemedyCaseCreate,
) -> Outcome<RemedyCaseDetail> {
    let mut typed = read(acting, &request)?;
    let database = app.database()?;
    let id = database.edit(&acting.edit()?, |tx| -> Outcome<RemedyCaseId> {
        fill(tx.view(), &mut typed)?;
        let matter = matter(acting, tx.view(), &typed)?;
        if store::open_of_unit(tx.view(), matter.unit)?.is_some() {
            return Err(ErrorCode::RemedyOpenAlready.into());
        }
        let id = free_id(app, acting, tx.view(), typed.request)?;
        save(app, acting, tx, id, &typed, &matter)?;
        if let Some(request) = typed.request {
            close_request(tx, request)?;
        }
        Ok(id)
    })?;
    database.read(|view| view::detail(acting, view, id))
}

/// The id of the case: two PCs that go on from one call make one case of it.
fn free_id(
    app: &App,
    acting: &Acting,
    view: View<'_>,
    request: Option<RequestId>,
) -> Outcome<RemedyCaseId> {
    if let Some(request) = request {
        let id = RemedyCaseId::of_request(request);
        if view.row("remedy_case", id)?.is_none() {
            return Ok(id);
        }
    }
    Ok(RemedyCaseId(app.new_id(acting)))
}

fn read(acting: &Acting, request: &RemedyCaseCreate) -> Outcome<Typed> {
    let mut form = Form::new(acting.now_at);
    let text = form.required_note("text", &request.text);
    let (ground, claim) = (ground_of(request.ground), claim_of(request.claim));
    if !ground.claims().contains(&claim) {
        form.wrong("claim", "claim_of_ground", None);
    }
    let reported_at = request.reported_at.map(|at| {
        let at = form.happened_at("reported_at", Some(at));
        at.min(acting.now_at)
    });
    form.finish()?;
    Ok(Typed {
        complaint: request.complaint_id.map(ComplaintId),
        order: request.work_order_id.map(WorkOrderId),
        request: request.request_id.map(RequestId),
        unit: request.unit_id.map(UnitId),
        corrects: request.corrects_id.map(RemedyCaseId),
        ground,
        claim,
        text,
        owner: request.owner_id.map(StaffId),
        reported_at,
    })
}

/// Takes what the call knows: its order, its machine and when it came in.
fn fill(view: View<'_>, typed: &mut Typed) -> Outcome<()> {
    let Some(request) = typed.request else {
        return Ok(());
    };
    if store::of_request(view, request)?.is_some() {
        return Err(ErrorCode::RemedyRequestTaken.into());
    }
    let row = wuyou_store::request::get(view, request)?;
    typed.order = typed.order.or(row.work_order_id);
    typed.unit = typed.unit.or(row.unit_id);
    // The period of a claim is kept by the call.
    typed.reported_at = typed.reported_at.or(Some(row.received_at));
    Ok(())
}

/// The case goes on in the call's place. A danger is not closed with a word: somebody goes.
fn close_request(tx: &mut Tx<'_>, request: RequestId) -> Outcome<()> {
    let row = wuyou_store::request::get(tx.view(), request)?;
    if row.state == "open" {
        if row.safety {
            return Err(ErrorCode::RequestSafety.into());
        }
        let fields = [("state", "closed".into()), ("next_action_at", Value::Null)];
        tx.update("request", request, &fields)?;
    }
    Ok(())
}

/// The machine and the household the claim is about: as named, else those of the complaint, the
/// order, or the case that is corrected. The call counts, not the day the case is opened.
fn matter(acting: &Acting, view: View<'_>, typed: &Typed) -> Outcome<Matter> {
    let (mut unit, mut customer, mut reported_at) = (typed.unit, None, typed.reported_at);
    if let Some(case) = typed.corrects {
        let row = store::get(view, case)?;
        unit = unit.or(Some(row.unit_id));
        customer = Some(row.customer_id);
        reported_at = reported_at.or(Some(row.reported_at));
    }
    if let Some(complaint) = typed.complaint {
        let row = wuyou_store::complaint::get(view, complaint)?;
        unit = unit.or(row.unit_id);
        customer = customer.or(row.customer_id);
        reported_at = reported_at.or(Some(row.received_at));
    }
    if let Some(order) = typed.order {
        let row = wuyou_store::work_order::get(view, order)?;
        unit = unit.or(row.unit_id);
        customer = customer.or(row.customer_id);
        if reported_at.is_none() {
            reported_at = Some(money::reported_at(view, &row)?);
        }
    }
    if let Some(request) = typed.request {
        customer = customer.or(wuyou_store::request::get(view, request)?.customer_id);
    }
    let unit = unit.ok_or_else(|| single("unit_id", "choose_one", None))?;
    let row = wuyou_store::unit::get(view, unit)?;
    // What is bought by one household is not claimed about by another.
    let holder = row.customer_id;
    let same = match (holder, customer) {
        (Some(one), Some(other)) => households::root(view, one)? == households::root(view, other)?,
        _ => true,
    };
    if typed.corrects.is_none() && !same {
        return Err(single("unit_id", "not_of_customer", None).into());
    }
    let customer = customer.or(holder);
    Ok(Matter {
        customer: customer.ok_or_else(|| single("unit_id", "sell_first", None))?,
        unit,
        reported_at: reported_at.unwrap_or(acting.now_at).min(acting.now_at),
    })
}

fn save(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    id: RemedyCaseId,
    typed: &Typed,
    matter: &Matter,
) -> Outcome<()> {
    let me = acting.staff()?;
    let owner = typed.owner.unwrap_or(me);
    must_work_here(tx.view(), owner)?;
    let no = work_order::next_no(tx, acting)?;
    let state = State::Opened.code();
    tx.insert(
        "remedy_case",
        id,
        &[
            ("no", no.into()),
            ("customer_id", matter.customer.value()),
            ("unit_id", matter.unit.value()),
            ("complaint_id", typed.complaint.map(Id::row_id).into()),
            ("work_order_id", typed.order.map(Id::row_id).into()),
            ("request_id", typed.request.map(Id::row_id).into()),
            ("corrects_id", typed.corrects.map(Id::row_id).into()),
            ("ground", typed.ground.code().into()),
            ("claim", typed.claim.code().into()),
            ("text", typed.text.as_str().into()),
            ("opened_at", acting.now_at.into()),
            ("reported_at", matter.reported_at.into()),
            ("owner_id", owner.value()),
            ("state", state.into()),
        ],
    )?;
    tx.insert(
        "remedy_event",
        RemedyEventId(app.new_id(acting)),
        &[
            ("remedy_case_id", id.value()),
            ("event", OPEN.into()),
            ("to_state", state.into()),
            ("occurred_at", acting.now_at.into()),
            ("staff_id", me.value()),
            ("text", typed.text.as_str().into()),
            ("claim", typed.claim.code().into()),
        ],
    )?;
    Ok(())
}

//! Which requests a new one may double, told before it is saved.

use uuid::Uuid;
use wuyou_contract::complaint::ComplaintSummary;
use wuyou_contract::remedy_case::RemedyCaseSummary;
use wuyou_contract::request::{
    RequestDuplicate, RequestDuplicates, RequestDuplicatesFound, RequestKind, RequestState,
};
use wuyou_contract::work_order::WorkOrderSummary;
use wuyou_domain::id::{CustomerId, WorkOrderId};
use wuyou_domain::phone::Phone;
use wuyou_domain::request::{self as rule, Kind, Shared};
use wuyou_domain::time::DAY_MS;
use wuyou_store::request::RequestRow;
use wuyou_store::{View, settings};

use super::{is_over, kind_of, shown};
use crate::app::{Acting, App};
use crate::area::{complaint, remedy_case, work_order};
use crate::failure::Outcome;
use crate::show::code_text;

/// Suggestions shown at once.
const SUGGESTED_MOST: usize = 5;

/// Tells which requests a new one may double (R011). Nothing is joined without a person.
pub(crate) fn duplicates(
    app: &App,
    acting: &Acting,
    request: RequestDuplicates,
) -> Outcome<RequestDuplicatesFound> {
    let typed = request.caller_phone.as_deref().unwrap_or_default();
    let phone = Phone::parse(typed).ok();
    let kind = request.kind.unwrap_or(RequestKind::Repair);
    app.database()?.read(|view| {
        let Ok(policy) = rule::built_in() else {
            return Ok(RequestDuplicatesFound {
                rows: Vec::new(),
                complaints: Vec::new(),
                remedy_cases: Vec::new(),
            });
        };
        let new = rule::RequestRow {
            id: Uuid::nil(),
            device: pc(&settings::get(view, settings::PC_CODE)?.unwrap_or_default()),
            phone: phone.as_ref().map(|phone| phone.digits().to_owned()),
            customer: request.customer_id,
            unit: request.unit_id,
            kind: kind_of(&kind).unwrap_or(Kind::Repair),
            open: true,
            received_at: acting.now_at,
        };
        let since_at = acting.now_at - i64::from(policy.content.near_days) * DAY_MS;
        let customer = request.customer_id.map(CustomerId);
        let near = wuyou_store::request::near(view, customer, new.phone.as_deref(), since_at)?;
        let mut found = Vec::new();
        for row in near {
            let order = order_of(acting, view, row.work_order_id)?;
            let known = known(&row, order.as_ref());
            if let Some(suggested) = rule::compare(&known, &new, policy) {
                let surest = (
                    suggested.result.is_same_call(),
                    suggested.result.points,
                    row.received_at,
                );
                found.push((
                    surest,
                    duplicate(row, order, known.open, &suggested.result.shared),
                ));
            }
        }
        found.sort_by_key(|(surest, _)| std::cmp::Reverse(*surest));
        let rows = found.into_iter().take(SUGGESTED_MOST);
        Ok(RequestDuplicatesFound {
            rows: rows.map(|(_, row)| row).collect(),
            complaints: complaints(acting, view, &new)?,
            remedy_cases: remedy_cases(acting, view, &new)?,
        })
    })
}

/// The open complaints a new call may be about: whoever complains, or wants the goods taken back, and
/// did so before.
fn complaints(
    acting: &Acting,
    view: View<'_>,
    new: &rule::RequestRow,
) -> Outcome<Vec<ComplaintSummary>> {
    if !matches!(new.kind, Kind::Complaint | Kind::Return | Kind::Suggestion) {
        return Ok(Vec::new());
    }
    let mut open = match new.customer {
        Some(customer) => complaint::open_of(acting, view, CustomerId(customer))?,
        None => Vec::new(),
    };
    if let Some(phone) = &new.phone {
        for row in complaint::open_of_number(acting, view, phone)? {
            if !open.iter().any(|known| known.id == row.id) {
                open.push(row);
            }
        }
    }
    open.truncate(SUGGESTED_MOST);
    Ok(open)
}

/// The open cases a new call may be about: another claim, or a complaint, of the household or its
/// machine.
fn remedy_cases(
    acting: &Acting,
    view: View<'_>,
    new: &rule::RequestRow,
) -> Outcome<Vec<RemedyCaseSummary>> {
    let (Some(customer), Kind::Return | Kind::Complaint) = (new.customer, new.kind) else {
        return Ok(Vec::new());
    };
    let mut open = remedy_case::open_of(acting, view, CustomerId(customer))?;
    open.retain(|row| new.unit.is_none_or(|unit| unit == row.unit_id));
    open.truncate(SUGGESTED_MOST);
    Ok(open)
}

fn order_of(
    acting: &Acting,
    view: View<'_>,
    order: Option<WorkOrderId>,
) -> Outcome<Option<WorkOrderSummary>> {
    let Some(order) = order else { return Ok(None) };
    let row = wuyou_store::work_order::summary(view, order)?;
    Ok(Some(work_order::summary(acting, row)))
}

fn known(row: &RequestRow, order: Option<&WorkOrderSummary>) -> rule::RequestRow {
    let state = order.and_then(|order| code_text(&order.state));
    let over = is_over(Some(&row.state)) || is_over(state.as_deref());
    rule::RequestRow {
        id: row.id.0,
        device: pc(row.no.split('-').nth(1).unwrap_or_default()),
        phone: row.caller_phone.clone(),
        customer: row.customer_id.map(|id| id.0),
        unit: row.unit_id.map(|id| id.0),
        kind: Kind::from_code(&row.kind).unwrap_or(Kind::Enquiry),
        open: !over,
        received_at: row.received_at,
    }
}

/// The PC a request was taken on, by the letter in its number. The rule only asks whether two are
/// the same, and a row does not keep the device it was made on.
fn pc(letters: &str) -> Uuid {
    let mut bytes = [0; 16];
    for (place, byte) in bytes.iter_mut().zip(letters.bytes()) {
        *place = byte;
    }
    Uuid::from_bytes(bytes)
}

fn duplicate(
    row: RequestRow,
    work_order: Option<WorkOrderSummary>,
    open: bool,
    shared: &[Shared],
) -> RequestDuplicate {
    let request = shown(row);
    RequestDuplicate {
        // Nothing answers for a request that is closed, whatever its order says.
        open: open && request.state != RequestState::Closed,
        request,
        work_order,
        shared: shared.iter().map(|one| one.code().to_owned()).collect(),
        same_call: shared.contains(&Shared::SameCall),
    }
}

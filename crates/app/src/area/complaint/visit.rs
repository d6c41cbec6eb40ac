//! What a household complains of at a return visit: a complaint within the visit's transaction, with
//! everybody who served kept from judging it (R068, R090).

use wuyou_contract::request::Channel;
use wuyou_domain::complaint::Severity;
use wuyou_domain::complaint::state::Event;
use wuyou_domain::id::{
    ComplaintEventId, ComplaintId, CustomerId, ReturnVisitId, StaffId, UnitId, WorkOrderId,
};
use wuyou_domain::time::local_date;
use wuyou_store::complaint as store;
use wuyou_store::{Id, Tx, View};

use super::create::{NOT_ASKED, Typed, fill, write};
use super::story::Story;
use super::view;
use crate::app::{Acting, App};
use crate::failure::Outcome;

/// A complaint as a visit tells it.
pub(crate) struct OfVisit<'a> {
    pub(crate) visit: ReturnVisitId,
    /// The complaint the visit asked about.
    pub(crate) before: Option<ComplaintId>,
    pub(crate) customer: CustomerId,
    pub(crate) unit: Option<UnitId>,
    pub(crate) order: Option<WorkOrderId>,
    /// Who did the work, or answered the complaint before.
    pub(crate) served_by: Option<StaffId>,
    /// What it is about, where no complaint before says so.
    pub(crate) category: &'static str,
    pub(crate) text: &'a str,
    pub(crate) danger: bool,
    /// The household is not content with how the complaint before was settled.
    pub(crate) is_discontent: bool,
    pub(crate) score: Option<i64>,
    pub(crate) said_at: i64,
}

/// Takes a complaint from a visit; gives its number.
pub(crate) fn from_visit(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    of: &OfVisit<'_>,
) -> Outcome<String> {
    let mut typed = typed(tx.view(), of)?;
    fill(acting, tx.view(), &mut typed)?;
    let id = ComplaintId::of_visit(of.visit);
    // Another PC recorded the same call, and its record came first.
    if tx.view().row("complaint", id)?.is_none() {
        write(app, acting, tx, id, &typed)?;
        if let Some(before) = of.before {
            count_ineffective(app, acting, tx, before, (id, of))?;
        }
    }
    Ok(store::get(tx.view(), id)?.no)
}

/// The settlement before did not hold, though this person may not open that complaint again: within
/// the time for reopening it counts as ineffective all the same, and says where it goes on (R023).
fn count_ineffective(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    before: ComplaintId,
    (now, of): (ComplaintId, &OfVisit<'_>),
) -> Outcome<()> {
    let story = Story::load(tx.view(), store::get(tx.view(), before)?)?;
    let until = view::reopen_until_on(&story)?;
    let on = local_date(of.said_at).map(|on| on.to_string());
    if until.is_none() || on > until || !of.is_discontent {
        return Ok(());
    }
    let no = store::get(tx.view(), now)?.no;
    let state = story.row.state.as_str();
    let count = i64::from(story.row.reopened_count) + 1;
    tx.update("complaint", before, &[("reopened_count", count.into())])?;
    tx.insert(
        "complaint_event",
        ComplaintEventId(app.new_id(acting)),
        &[
            ("complaint_id", before.value()),
            ("event", Event::Append.code().into()),
            ("from_state", state.into()),
            ("to_state", state.into()),
            ("occurred_at", of.said_at.into()),
            ("staff_id", acting.staff()?.value()),
            ("text", format!("回访时仍不满意，另记投诉 {no}").into()),
        ],
    )?;
    Ok(())
}

fn typed(view: View<'_>, of: &OfVisit<'_>) -> Outcome<Typed> {
    let before = match of.before {
        Some(id) => Some(store::get(view, id)?),
        None => None,
    };
    let text = before.as_ref().map_or_else(
        || of.text.to_owned(),
        // It is about the same matter, so it counts as a repeat of it.
        |row| format!("投诉 {} 处理后仍不满意：{}", row.no, of.text),
    );
    let category = before.as_ref().map(|row| row.category.clone());
    Ok(Typed {
        request: None,
        customer: Some(of.customer),
        unit: of.unit,
        order: of.order,
        caller_name: None,
        caller_phone: None,
        channel: Channel::Phone,
        category: category.unwrap_or_else(|| of.category.to_owned()),
        item: before.as_ref().and_then(|row| row.item.clone()),
        text: Some(text),
        remedy_sought: Some(NOT_ASKED.to_owned()),
        severity: Severity::Normal,
        safety: of.danger,
        injury: false,
        public_exposure: false,
        about: before.and_then(|row| row.about_staff_id).or(of.served_by),
        owner: None,
        sat_before: of.score.and_then(|score| u8::try_from(score).ok()),
        received_at: Some(of.said_at),
        sent: false,
    })
}

//! Whether a machine may be handed over with the order that puts it to work.

use wuyou_contract::ErrorCode;
use wuyou_domain::custody::State;
use wuyou_domain::id::UnitId;
use wuyou_domain::time::local_date;
use wuyou_domain::work_order::Kind;
use wuyou_store::work_order::WorkOrderRow;
use wuyou_store::{View, inspection};

use super::chain::Chain;
use crate::failure::Outcome;

/// Whether the checklist of a machine stands against finishing an order that puts it to work: `None`
/// where none is asked for, as of machines that were in use before. What is installed has to pass,
/// unless it stood there before anybody asked for the installation (R117).
pub(crate) fn proven(view: View<'_>, unit: UnitId, order: &WorkOrderRow) -> Outcome<Option<bool>> {
    let chain = match Chain::load(view, unit) {
        Ok(chain) => chain,
        Err(failure) if failure.code() == ErrorCode::NotFound => return Ok(None),
        Err(failure) => return Err(failure),
    };
    let waits = matches!(
        chain.state,
        State::Sold | State::Installing | State::Stopped
    );
    let tried = !inspection::of_unit(view, unit)?.is_empty();
    let asked_on = local_date(order.received_at).map(|on| on.to_string());
    let stood = |on: &String| asked_on.as_ref().is_some_and(|asked| on < asked);
    let is_new =
        order.kind == Kind::Install.code() && !chain.unit.installed_on.as_ref().is_some_and(stood);
    Ok((waits || tried || is_new).then(|| chain.commissioned_here()))
}

//! The steps of a sale over the counter, taken one after the other within its edit.

use wuyou_domain::id::WorkOrderId;
use wuyou_domain::work_order::counter::sell as may_sell;
use wuyou_domain::work_order::{Facts, Kind, Proofs, State, Step, StepInput};
use wuyou_store::Tx;
use wuyou_store::work_order as store;

use super::advance::{self, Typed};
use super::fact;
use crate::app::{Acting, App};
use crate::area::money;
use crate::failure::{Outcome, refusal};

/// What is written down when the goods are handed over.
pub(crate) struct HandedOver<'h> {
    /// What it was.
    pub(crate) result: &'h str,
    /// What it costs.
    pub(crate) charge_fen: i64,
}

/// Takes a new order from registered to closed. What is between the finish and the close, the payment,
/// is the caller's.
pub(crate) fn sell(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    id: WorkOrderId,
    handed: &HandedOver<'_>,
    pay: impl FnOnce(&mut Tx<'_>) -> Outcome<()>,
) -> Outcome<()> {
    let input = StepInput {
        result: Some(handed.result.to_owned()),
        charge_fen: Some(handed.charge_fen),
        ..StepInput::default()
    };
    step(app, acting, tx, id, (Step::Reply, StepInput::default()))?;
    let row = store::get(tx.view(), id)?;
    money::settle(tx, acting, &row, (handed.charge_fen, acting.now_at, None))?;
    step(app, acting, tx, id, (Step::Finish, input))?;
    pay(tx)?;
    step(app, acting, tx, id, (Step::Close, StepInput::default()))
}

fn step(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    id: WorkOrderId,
    (step, input): (Step, StepInput),
) -> Outcome<()> {
    let row = store::get(tx.view(), id)?;
    let state = State::from_code(&row.state).unwrap_or(State::Closed);
    let kind = Kind::from_code(&row.kind).unwrap_or(Kind::Repair);
    let (payments_settled, parts_returned) = money::proofs_of_close(tx.view(), &row)?;
    let facts = Facts {
        occurred_at: acting.now_at,
        input: input.clone(),
        proofs: Proofs {
            payments_settled,
            parts_returned,
            ..Proofs::default()
        },
        ..fact::of(&row, &store::events(tx.view(), id)?)
    };
    let role = advance::role(acting)?;
    let taken = may_sell(kind, (state, step), role, &facts, acting.now_at).map_err(refusal)?;
    let typed = Typed {
        step,
        input,
        occurred_at: acting.now_at,
    };
    advance::save(app, acting, tx, &row, (state, &taken, Vec::new()), &typed)?;
    Ok(())
}

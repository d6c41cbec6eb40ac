//! Return visits (回访): planning them after finished work and closed complaints, and taking them back
//! when a case is opened again. The queue, the call with its questionnaire, and what follows from it.

mod call;
mod complete;
mod detail;
mod follow;
mod list;
#[allow(
    dead_code,
    reason = "a machine commissioned, exchanged or returned plans and drops visits; no screen of ours does that yet"
)]
mod plan;
mod script;
mod standing;

pub(crate) use call::{attempt, correct_number};
pub(crate) use complete::complete;
pub(crate) use detail::get;
pub(crate) use list::{counts, list, of_order, suggestions};
#[allow(
    unused_imports,
    reason = "a machine commissioned, exchanged or returned plans and drops visits; no screen of ours does that yet"
)]
pub(crate) use plan::{
    Commissioned, ComplaintEnd, after_complaint, after_finish, drop_of_complaint, drop_of_order, drop_of_unit, plan_for, plan_of_unit,
};
pub(crate) use script::evaluate;

//! Return visits (回访): planning them after finished work and closed complaints, taking them back
//! when a case is opened again; the queue, the call with its questionnaire, and what follows.

mod agree;
mod call;
mod complete;
mod detail;
mod follow;
mod list;
mod plan;
mod script;
mod standing;

pub(crate) use call::{attempt, correct_number};
pub(crate) use complete::complete;
pub(crate) use detail::get;
pub(crate) use list::{audited, counts, list, of_order, suggestions, to_make};
pub(crate) use plan::{
    Commissioned, ComplaintEnd, after_complaint, after_finish, drop_of_complaint, drop_of_order,
    drop_of_unit, plan_for, plan_of_unit,
};
pub(crate) use script::evaluate;

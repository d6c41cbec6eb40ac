//! Return visits (回访): planning them after finished work and closed complaints, and taking them back
//! when a case is opened again. They are kept and synced; no screen shows them yet.

#[allow(
    dead_code,
    reason = "a machine commissioned, exchanged or returned plans and drops visits; no screen of ours does that yet"
)]
mod plan;

#[allow(
    unused_imports,
    reason = "a machine commissioned, exchanged or returned plans and drops visits; no screen of ours does that yet"
)]
pub(crate) use plan::{
    Commissioned, ComplaintEnd, after_complaint, after_finish, drop_of_complaint, drop_of_order,
    drop_of_unit, plan_for,
};

//! Return visits (回访): planning them, the queue, calling, what follows.

#[allow(
    dead_code,
    reason = "some of it is called by the areas of machines and complaints"
)]
mod plan;

#[allow(
    unused_imports,
    reason = "areas of machines and complaints plan visits by these"
)]
pub(crate) use plan::{
    Commissioned, ComplaintEnd, after_complaint, after_finish, drop_of_complaint, drop_of_order,
    drop_of_unit, plan_for,
};

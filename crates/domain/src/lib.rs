//! Pure rules and types of after-sales service.
//!
//! What lives here: ids, closed enums, and every decision the product takes, as functions from
//! values to values. What must not: IO, SQL, async, a clock, randomness. "Today", "now", new ids
//! and the acting person are always arguments, so that a decision can be recomputed years later
//! and on any machine.
//!
//! Start reading at [`work_order`] (the state machine) and [`import`] (office files).
//! Callers: `app` (use cases), `server` (headquarters' views), and tests.

pub mod address;
pub mod date_text;
pub mod id;
pub mod import;
pub mod number;
pub mod phone;
pub mod pinyin;
pub mod promise;
pub mod serial;
pub mod staff;
pub mod text;
pub mod time;
pub mod work_order;

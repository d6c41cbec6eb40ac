//! The contract between the use cases and everything that calls them.
//!
//! Every command is declared once, in [`command`]: its name, request, response and the roles that
//! may call it. The desktop shell, the `wuyou` program and the test host all serve this list; a
//! handler that is missing does not compile, and neither does a command without its permission.
//! The TypeScript types of the screens are generated from here (`cargo xtask codegen`).
//!
//! Modules by business area hold the wire types. Instants are Unix milliseconds (`_at`), dates are
//! `YYYY-MM-DD` text (`_on`), money is integer fen (`_fen`), ids are UUID text.
//! What must not live here: rules, SQL, anything that does something.

#[macro_use]
mod wire;

pub mod access;
pub mod alert;
pub mod backup;
pub mod care;
pub mod command;
pub mod complaint;
pub mod conflict;
pub mod consent;
pub mod contact;
pub mod counter;
pub mod customer;
pub mod danger;
pub mod diagnosis;
pub mod draft;
pub mod duty;
pub mod error;
pub mod exclusion;
pub mod explain;
pub mod export;
pub mod fault;
pub mod greeting;
pub mod import;
pub mod job;
pub mod machine;
pub mod market_day;
pub mod matrix;
pub mod money;
pub mod objection;
pub mod other_machine;
pub mod phone;
pub mod photo;
pub mod place_name;
pub mod preference;
pub mod print;
pub mod promise;
pub mod recall;
pub mod recent;
pub mod recovery;
pub mod remedy_case;
pub mod report;
pub mod request;
pub mod return_visit;
pub mod roster;
pub mod score;
pub mod search;
pub mod service_plan;
pub mod setup;
pub mod sheet;
pub mod shop_event;
pub mod sla;
pub mod staff;
pub mod stock;
pub mod sync;
pub mod today;
pub mod trash;
#[cfg(feature = "codegen")]
pub mod typescript;
pub mod undo;
pub mod unit;
pub mod update;
pub mod warranty;
pub mod work_order;

pub use error::{ApiError, ErrorCode, FieldError, Language};

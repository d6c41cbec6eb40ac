//! Pure rules and types of after-sales service.
//!
//! What lives here: ids, closed enums, and every decision the product takes, as functions from
//! values to values. What must not: IO, SQL, async, a clock, randomness. "Today", "now", new ids
//! and the acting person are always arguments, so that a decision can be recomputed years later
//! and on any machine.
//!
//! - Shape of every rule: [`rule`] (bad input), [`explain`] (an answer with its reasons), [`policy`]
//!   (figures as versioned documents), [`machine`] (states and steps), [`reference`](mod@reference)
//!   and [`localized`] (lists of codes in two languages).
//! - Days and instants: [`time`], [`calendar`], [`date_text`].
//! - The machine and what is owed for it: [`warranty`], [`safety`], [`commissioning`],
//!   [`maintenance`], [`recall`], [`remedy_case`], [`shipment`].
//! - The course of work: [`request`], [`work_order`], [`promise`], [`sla`], [`return_visit`],
//!   [`visit_audit`], [`complaint`], [`custody`], [`campaign`], [`care`], [`greeting`],
//!   [`at_home`], [`market_day`], [`quote`], [`shop_event`].
//! - What proves it: [`photo`].
//! - People and what they may: [`staff`], [`duty`], [`permission`], [`certificate`], [`bonus`], [`privacy`].
//! - Figures and scores: [`kpi`], [`report`], [`survey`], [`assessment`], [`buyer_profile`].
//! - What people type: [`address`], [`phone`], [`pasted`], [`pinyin`], [`serial`], [`text`],
//!   [`import`], and the names of rows, [`id`] and [`number`].
//!
//! Start reading at [`warranty`] and [`sla`] (decisions with their reasons), [`work_order`] (a
//! state machine), [`policy`] (figures are data) and [`import`] (office files).
//! Callers: `app` (use cases), `rulebook` (the rules as JSON), `server` (headquarters' views).

mod codes;

pub mod address;
pub mod assessment;
pub mod at_home;
pub mod bonus;
pub mod buyer_profile;
pub mod calendar;
pub mod campaign;
pub mod care;
pub mod certificate;
pub mod commissioning;
pub mod complaint;
pub mod custody;
pub mod date_text;
pub mod duty;
pub mod explain;
pub mod greeting;
pub mod id;
pub mod import;
pub mod kpi;
pub mod localized;
pub mod machine;
pub mod maintenance;
pub mod market_day;
pub mod number;
pub mod paper;
pub mod pasted;
pub mod permission;
pub mod phone;
pub mod photo;
pub mod pinyin;
pub mod place_name;
pub mod policy;
pub mod privacy;
pub mod promise;
pub mod quote;
pub mod recall;
pub mod reference;
pub mod remedy_case;
pub mod report;
pub mod request;
pub mod return_visit;
pub mod rule;
pub mod safety;
pub mod score;
pub mod serial;
pub mod service_plan;
pub mod shipment;
pub mod shop_event;
pub mod sla;
pub mod staff;
pub mod survey;
pub mod tag;
pub mod tariff;
pub mod text;
pub mod time;
pub mod today;
pub mod trash;
pub mod visit_audit;
pub mod warranty;
pub mod work_order;

//! Search as one types: names, pinyin, phones, serials, places and numbers.
//!
//! A typed text is told by its shape and asked of the fitting indexes in the order of likelihood:
//! exact phone, end of a phone, beginning of one, serial and number; or beginning of a name, name,
//! place; or pinyin.
//! Each step is one statement; the next is asked only while there is room for more hits, and the
//! unlikely ones only when nothing was found.
//! Complaints and remedy cases are found by their number like orders, and besides by what they say and
//! by the household that was found ([`case`]): these come last and take a third of the room at most.

mod bare;
mod case;
mod found;
mod hit;
mod index;
mod mixed;
mod query;
mod shipped;
mod step;
mod text;

pub use bare::{BareKind, bare};
pub use hit::{HitKind, MatchedField, SearchHit};
pub(crate) use index::{Indexer, KeyKind, rebuild_if_outdated, stamp_version};
pub use query::{Reach, search, search_by};
pub use text::fts_query;

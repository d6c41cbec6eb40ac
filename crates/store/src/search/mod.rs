//! Search as one types: names, pinyin, phones, serials, places and numbers.
//!
//! A typed text is told by its shape and asked of the fitting indexes in the order of likelihood:
//! exact phone, phone suffix, phone prefix, name prefix, name, pinyin, serial and number, place.
//! Each step is one statement; the next is asked only while there is room for more hits.

mod index;
mod query;
mod text;

pub(crate) use index::{Indexer, KeyKind, rebuild_if_outdated, stamp_version};
pub use query::{BareKind, HitKind, MatchedField, SearchHit, bare, search};
pub use text::fts_query;

//! The dealer PC's local encrypted database.
//!
//! What lives here: SQL, migrations, one module per business area with typed rows, the generic
//! edit that writes a row and its change-log entry together, the search index, the client's side
//! of sync storage, backups and checks. What must not: decisions (`domain`, `app`), HTTP (`agent`),
//! a clock.
//!
//! Start reading at [`Database`] (folder, lock, key, connections), then [`edit`] (how everything
//! that syncs is written), then an area such as [`customer`]. Reads take a [`View`]:
//! `db.read(|view| customer::get(view, id))`; edits a [`Tx`]:
//! `db.edit(&context, |tx| tx.update("customer", id, &[("note", note.into())]))`.
//! Callers: `app` (use cases) and `agent` (sync).

pub mod access;
pub mod backup;
pub mod care;
pub mod complaint;
pub mod conflict;
mod connection;
pub mod consent;
pub mod contact;
pub mod custody;
pub mod customer;
pub mod danger;
mod database;
pub mod diagnosis;
pub mod draft;
pub mod duty;
pub mod edit;
mod error;
pub mod exclusion;
pub mod held_photo;
pub mod import;
pub mod inspection;
mod key;
pub mod look;
pub mod maintenance;
pub mod market_day;
pub mod money;
mod number;
mod number64;
pub mod objection;
pub mod other_machine;
pub mod outbox;
pub mod page;
pub mod phone;
pub mod photo;
pub mod picture;
pub mod place_name;
pub mod preference;
mod progress;
pub mod promise;
pub mod quote;
pub mod recall;
pub mod receipt;
pub mod recent;
pub mod remedy_case;
pub mod renewal;
pub mod report;
pub mod request;
mod restore;
pub mod return_visit;
pub mod roster;
pub mod schema;
pub mod score;
pub mod search;
pub mod service_plan;
pub mod settings;
pub mod shipment;
pub mod shop_event;
pub mod staff;
pub mod stock;
pub mod sync;
pub mod table;
pub mod tariff;
pub mod timeline;
pub mod today;
pub mod trash;
pub mod unit;
pub mod unit_list;
mod upgrade;
mod view;
#[doc(hidden)]
pub mod watch;
pub mod work_order;

pub use database::{Database, FILE_NAME};
pub use edit::{EditContext, Recorded, Touched, Tx};
pub use error::StoreError;
pub use key::{FileKeyStore, Key, KeyPlace, KeyStore, OsKeyStore, default_key_store};
pub use page::Page;
pub use progress::{Stage, Watch};
pub use table::Row;
pub use view::{Id, Local, View};

//! Use cases: what a person does, as functions that load, decide and save.
//!
//! [`App`] is what every host serves (desktop shell, `wuyou`, test host). It opens the local
//! database, knows who is working, checks the permission of each command and calls the use case.
//! One module per business area; every use case reads in three paragraphs: load from the store,
//! decide with `domain`, save rows and change log in one transaction.
//!
//! What must not live here: SQL (store), rules (domain), sockets (agent), windows (src-tauri).
//! Start reading at [`App::call`].

#![allow(
    clippy::needless_pass_by_value,
    reason = "a use case takes its request whole, as the contract hands it over"
)]

mod app;
mod area;
mod clock;
mod desktop;
mod failure;
mod handlers;
mod input;
pub mod log;
mod place;
mod port;
mod show;

pub use app::{Acting, App, AppParts, Caller};
pub use area::update::UpdateParts;
pub use clock::{Clock, SystemClock, SystemIds};
pub use port::{
    DesktopPort, Enrolment, FolderPort, NoNetwork, OpenPort, PrintPort, SyncOutcome, SyncPort,
    Told, UpdateOffer,
};

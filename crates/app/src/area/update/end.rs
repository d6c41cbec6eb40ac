//! What was chosen is done when the program ends: nobody is typing then.

use std::path::PathBuf;

use wuyou_store::Watch;
use wuyou_store::schema::known_version;
use wuyou_update::install::Done;
use wuyou_update::{UpdateError, When};

use super::{Desk, Own, code, failed, today};
use crate::app::App;
use crate::failure::Outcome;

/// A backup made this short a time ago is the one before the update, in milliseconds.
const FRESH_MS: u64 = 10 * 60 * 1000;

impl App {
    /// Installs what a person chose, or puts back what they asked for. Answers the program to start
    /// afterwards, if one is to be started by the host. Whatever fails leaves the present version as it
    /// is and is told at the next start.
    pub fn install_at_end(&self) -> Option<PathBuf> {
        let own = self.updates.own.get()?;
        let shelf = own.shelf(&self.dir());
        let state = shelf.state();
        if state.going_back {
            return self.put_back(own);
        }
        let choice = state.choice.filter(|choice| choice.when != When::Later)?;
        let desk = self.desk().ok()?;
        let opens = choice.when == When::Now;
        match self.install_chosen(&desk, choice.said_at, opens) {
            Ok(Done::Replaced(program)) => opens.then_some(program),
            Ok(Done::Started | Done::HandedOut(_)) => None,
            Err(failure) => {
                let problem = failure.code().code().to_owned();
                tracing::error!(problem, "the version was not installed");
                let noted = shelf.change(|state| {
                    state.problem = Some(problem);
                    state.choice = None;
                    state.installing = None;
                });
                if let Err(error) = noted {
                    tracing::warn!(%error, "the notes on updates");
                }
                None
            }
        }
    }

    fn install_chosen(&self, desk: &Desk<'_>, said_at: i64, opens: bool) -> Outcome<Done> {
        let now_at = self.now_at();
        // Not without a copy, and not before it is known that there is something to install.
        desk.shelf
            .waiting(desk.here, today(now_at))
            .map_err(failed)?;
        if !opens || now_at.abs_diff(said_at) > FRESH_MS {
            let database = self.database()?;
            crate::area::backup::before_update(&database, now_at, &Watch::default())?;
        }
        let data = (today(now_at), known_version());
        let done = desk.shelf.install(desk.here, &desk.own.way, data, opens);
        let done = done.map_err(failed)?;
        tracing::info!(?done, "a version was put in place");
        Ok(done)
    }

    fn put_back(&self, own: &Own) -> Option<PathBuf> {
        let shelf = own.shelf(&self.dir());
        let key = own.here.as_ref().map(|here| &here.key);
        match shelf.go_back((&own.version, key), &own.way) {
            Ok(Done::Replaced(program)) => Some(program),
            Ok(_) => None,
            Err(error) => {
                tracing::error!(%error, "the former version was not put back");
                let told = match &error {
                    UpdateError::Io(_) => "update.install",
                    error => code(error).code(),
                };
                let noted = shelf.change(|state| {
                    state.going_back = false;
                    state.problem = Some(told.to_owned());
                });
                if let Err(error) = noted {
                    tracing::warn!(%error, "the notes on updates");
                }
                None
            }
        }
    }
}

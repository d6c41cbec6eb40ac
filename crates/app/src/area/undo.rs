//! Taking back one's own edits, the latest first. What can be taken back is kept for each person
//! while the program runs; taking back is a new edit, so it syncs and stands in the change log.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use wuyou_contract::ErrorCode;
use wuyou_contract::undo::{UndoLast, UndoList, UndoStep, UndoSteps, Undone};
use wuyou_domain::id::StaffId;
use wuyou_store::{Touched, Tx};

use crate::app::{Acting, App};
use crate::failure::Outcome;

/// Edits kept of each person.
const MOST: usize = 50;

/// An edit that can be taken back.
#[derive(Debug, Clone)]
struct Step {
    shown: UndoStep,
    touched: Vec<Touched>,
}

/// Everybody's edits since the program was started.
#[derive(Debug, Default)]
pub(crate) struct Steps(Mutex<HashMap<StaffId, VecDeque<Step>>>);

impl Steps {
    fn of<T>(&self, staff: StaffId, work: impl FnOnce(&mut VecDeque<Step>) -> T) -> T {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        work(all.entry(staff).or_default())
    }

    /// Forgets everything: the data the edits were made in is not there any more.
    pub(crate) fn clear(&self) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.clear();
    }
}

/// Runs an edit that its maker can take back. The work answers what to call it.
pub(crate) fn edit(
    app: &App,
    acting: &Acting,
    what: &str,
    work: impl FnOnce(&mut Tx<'_>) -> Outcome<String>,
) -> Outcome<()> {
    let staff = acting.staff()?;
    let (title, touched) = app.database()?.edit_traced(&acting.edit()?, work)?;
    if touched.is_empty() {
        return Ok(());
    }
    let step = Step {
        shown: UndoStep {
            what: what.to_owned(),
            title,
            at: acting.now_at,
        },
        touched,
    };
    app.undo.of(staff, |steps| {
        steps.push_back(step);
        if steps.len() > MOST {
            steps.pop_front();
        }
    });
    Ok(())
}

/// Takes back the latest edit. One that cannot be taken back is told of and left as it is; the next
/// call goes on with the one before it.
pub(crate) fn last(app: &App, acting: &Acting, _: UndoLast) -> Outcome<Undone> {
    let staff = acting.staff()?;
    let step = app
        .undo
        .of(staff, VecDeque::pop_back)
        .ok_or(ErrorCode::UndoNothing)?;
    let done = app.database()?.edit(&acting.edit()?, |tx| -> Outcome<()> {
        for touched in step.touched.iter().rev() {
            if touched.entity() == "photo" && !super::photo::may_undo(acting, tx.view(), touched)? {
                return Err(ErrorCode::UndoChanged.into());
            }
            if !tx.take_back(touched)? {
                return Err(ErrorCode::UndoChanged.into());
            }
        }
        Ok(())
    });
    if let Err(failure) = done {
        // A full disk says nothing about the edit: it can be taken back later.
        if failure.code() != ErrorCode::UndoChanged {
            app.undo.of(staff, |steps| steps.push_back(step));
        }
        return Err(failure);
    }
    let left = app.undo.of(staff, |steps| steps.len());
    Ok(Undone {
        step: step.shown,
        left: u32::try_from(left).unwrap_or(u32::MAX),
    })
}

/// Lists what could be taken back, the latest first.
pub(crate) fn list(app: &App, acting: &Acting, _: UndoList) -> Outcome<UndoSteps> {
    let staff = acting.staff()?;
    let rows = app.undo.of(staff, |steps| {
        let shown = steps.iter().rev().map(|step| step.shown.clone());
        shown.collect()
    });
    Ok(UndoSteps { rows })
}

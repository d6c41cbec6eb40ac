//! Taking back one's own edits, the latest first. What can be taken back is kept for each person
//! while the program runs; taking back is a new edit, so it syncs and stands in the change log.
//!
//! Work over many records is one step of many parts: what of it still stands as it was left is taken
//! back, and of the rest is told why not.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use wuyou_contract::ErrorCode;
use wuyou_contract::draft::Done;
use wuyou_contract::undo::{
    UndoGroupBegin, UndoGroupEnd, UndoKept, UndoLast, UndoList, UndoStep, UndoSteps, Undone,
};
use wuyou_domain::id::StaffId;
use wuyou_domain::text;
use wuyou_store::{Touched, Tx};

use super::greeting::{self, SENT};
use super::work_order::{self, DISPATCH, STEP};
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::Form;

/// Steps kept of each person.
const MOST: usize = 50;
/// How long work over many records takes at most: what is edited later is a step of its own.
const GROUP_MOST: i64 = 10 * 60_000;
/// What work over many records is called beside its title.
const GROUP: &str = "bulk";

/// One edit.
#[derive(Debug, Clone)]
struct Part {
    what: String,
    title: String,
    /// Empty for what has a way back of its own.
    touched: Vec<Touched>,
}

/// What is taken back at once.
#[derive(Debug, Clone)]
struct Step {
    shown: UndoStep,
    parts: Vec<Part>,
}

/// One person's steps, and the work over many records they are at.
#[derive(Debug, Default)]
struct Person {
    steps: VecDeque<Step>,
    group: Option<Step>,
}

impl Person {
    fn keep(&mut self, step: Step) {
        self.steps.push_back(step);
        if self.steps.len() > MOST {
            self.steps.pop_front();
        }
    }

    fn end_group(&mut self) {
        let Some(mut group) = self.group.take() else {
            return;
        };
        if !group.parts.is_empty() {
            group.shown.parts = count(group.parts.len());
            self.keep(group);
        }
    }

    /// Ends work over many records that was begun too long ago.
    fn end_old_group(&mut self, now_at: i64) {
        let begun_at = self.group.as_ref().map(|group| group.shown.at);
        if begun_at.is_some_and(|at| now_at.saturating_sub(at) > GROUP_MOST) {
            self.end_group();
        }
    }
}

/// Everybody's edits since the program was started.
#[derive(Debug, Default)]
pub(crate) struct Steps(Mutex<HashMap<StaffId, Person>>);

impl Steps {
    fn of<T>(&self, staff: StaffId, work: impl FnOnce(&mut Person) -> T) -> T {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        work(all.entry(staff).or_default())
    }

    /// Ends everybody's work over many records: somebody else sits down at this PC.
    pub(crate) fn end_groups(&self) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.values_mut().for_each(Person::end_group);
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
    let (title, touched) = app.database()?.edit_traced(&acting.edit()?, work)?;
    if !touched.is_empty() {
        note(app, acting, what, title, touched)?;
    }
    Ok(())
}

/// Notes a step of an order: what it did where it can be taken back from here. Where it has a way
/// back of its own and no other it did nothing here, and is told only within work over many records.
pub(crate) fn step(
    app: &App,
    acting: &Acting,
    (what, title): (&str, &str),
    touched: Vec<Touched>,
) -> Outcome<()> {
    let staff = acting.staff()?;
    let grouped = app.undo.of(staff, |person| {
        person.end_old_group(acting.now_at);
        person.group.is_some()
    });
    if grouped || !touched.is_empty() {
        note(app, acting, what, title.to_owned(), touched)?;
    }
    Ok(())
}

fn note(
    app: &App,
    acting: &Acting,
    what: &str,
    title: String,
    touched: Vec<Touched>,
) -> Outcome<()> {
    let part = Part {
        what: what.to_owned(),
        title,
        touched,
    };
    app.undo.of(acting.staff()?, |person| {
        person.end_old_group(acting.now_at);
        match &mut person.group {
            Some(group) => group.parts.push(part),
            None => person.keep(Step {
                shown: shown(what, &part.title, acting.now_at),
                parts: vec![part],
            }),
        }
    });
    Ok(())
}

fn shown(what: &str, title: &str, at: i64) -> UndoStep {
    UndoStep {
        what: what.to_owned(),
        title: title.to_owned(),
        at,
        parts: 1,
    }
}

/// Begins work over many records. One that was begun before and never ended, ends.
pub(crate) fn group_begin(app: &App, acting: &Acting, request: UndoGroupBegin) -> Outcome<Done> {
    let mut form = Form::new(acting.now_at);
    let title = form.required("title", &request.title, text::LINE_MAX);
    form.finish()?;
    app.undo.of(acting.staff()?, |person| {
        person.end_group();
        person.group = Some(Step {
            shown: shown(GROUP, &title, acting.now_at),
            parts: Vec::new(),
        });
    });
    Ok(Done {})
}

/// Ends work over many records.
pub(crate) fn group_end(app: &App, acting: &Acting, _: UndoGroupEnd) -> Outcome<Done> {
    app.undo.of(acting.staff()?, Person::end_group);
    Ok(Done {})
}

/// Takes back the latest step. A single edit that cannot be taken back is refused and left as it is;
/// of many, those that can are, and the others are told. The next call goes on with the step before.
pub(crate) fn last(app: &App, acting: &Acting, _: UndoLast) -> Outcome<Undone> {
    let staff = acting.staff()?;
    let taken = app.undo.of(staff, |person| {
        person.end_group();
        person.steps.pop_back()
    });
    let mut step = taken.ok_or(ErrorCode::UndoNothing)?;
    let is_single = step.shown.parts == 1 && step.shown.what != GROUP;
    let (mut done, mut kept) = (0, Vec::new());
    while let Some(part) = step.parts.pop() {
        let refused = match take_back(app, acting, &part) {
            Ok(()) => {
                done += 1;
                continue;
            }
            Err(failure) => failure,
        };
        let code = refused.code();
        if !matches!(
            code,
            ErrorCode::UndoChanged | ErrorCode::UndoOwnWay | ErrorCode::UndoSent
        ) {
            // A full disk says nothing about the edit: what is left can be taken back later.
            step.parts.push(part);
            app.undo.of(staff, |person| person.steps.push_back(step));
            return Err(refused);
        }
        if is_single {
            return Err(refused);
        }
        kept.push(UndoKept {
            what: part.what,
            title: part.title,
            code: code.code().to_owned(),
        });
    }
    let left = app.undo.of(staff, |person| person.steps.len());
    Ok(Undone {
        step: step.shown,
        taken: done,
        kept,
        left: count(left),
    })
}

fn take_back(app: &App, acting: &Acting, part: &Part) -> Outcome<()> {
    if part.touched.is_empty() {
        return Err(ErrorCode::UndoOwnWay.into());
    }
    app.database()?.edit(&acting.edit()?, |tx| {
        if part.what == DISPATCH || part.what == STEP {
            return work_order::take_back_step(acting, tx, &part.what, &part.touched);
        }
        if part.what == SENT {
            return greeting::take_back(app, acting, tx, &part.touched);
        }
        for touched in part.touched.iter().rev() {
            if touched.entity() == "photo" && !super::photo::may_undo(acting, tx.view(), touched)? {
                return Err(ErrorCode::UndoChanged.into());
            }
            if !tx.take_back(touched)? {
                return Err(ErrorCode::UndoChanged.into());
            }
        }
        Ok(())
    })
}

/// Lists what could be taken back, the latest first. Work over many records that was not ended, ends:
/// who looks at the list is past it.
pub(crate) fn list(app: &App, acting: &Acting, _: UndoList) -> Outcome<UndoSteps> {
    let rows = app.undo.of(acting.staff()?, |person| {
        person.end_group();
        let shown = person.steps.iter().rev().map(|step| step.shown.clone());
        shown.collect()
    });
    Ok(UndoSteps { rows })
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

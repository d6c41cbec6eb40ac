//! Kept appointments (R122): whether somebody came within the window the customer chose.

use uuid::Uuid;

use crate::time::HOUR_MS;
use crate::work_order::Step;

/// How long a window is where only its end was kept.
pub const WINDOW_MS: i64 = 2 * HOUR_MS;

/// The steps of one order, the first first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// The order.
    pub order: Uuid,
    /// Who is dispatched now.
    pub who: Option<Uuid>,
    /// The window that stands now.
    pub window: Option<(i64, i64)>,
    /// What was done.
    pub steps: Vec<CourseStep>,
}

/// A step of an order, as far as appointments ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CourseStep {
    /// Which.
    pub step: Step,
    /// When.
    pub at: i64,
    /// The end of the window it agreed.
    pub window_to_at: Option<i64>,
    /// Who was dispatched then.
    pub who: Option<Uuid>,
}

/// What became of an appointment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Somebody came within it.
    Kept,
    /// Nobody did, or at another time.
    Missed,
    /// The customer put it off or gave it up before it was over: nobody missed it.
    Changed,
    /// The work was written down in one moment after it; when somebody came is not known.
    Unknown,
    /// It is not over.
    Open,
}

/// A window that was agreed with a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appointment {
    /// Its end.
    pub to_at: i64,
    /// Whose it was.
    pub who: Option<Uuid>,
    /// What became of it.
    pub outcome: Outcome,
}

/// The windows of an order and what became of each, as of an instant.
#[must_use]
pub fn appointments(course: &Course, as_of_at: i64) -> Vec<Appointment> {
    let agreed = course.steps.iter().enumerate();
    let agreed = agreed.filter(|(_, step)| agrees(step));
    let agreed = agreed.filter_map(|(place, step)| Some((place, step.window_to_at?)));
    agreed
        .map(|(place, to_at)| one(course, place, to_at, as_of_at))
        .collect()
}

/// A time the shop moved by itself is no appointment: the visit is measured by what the customer chose.
fn agrees(step: &CourseStep) -> bool {
    step.window_to_at.is_some() && step.step != Step::MoveWindow
}

fn one(course: &Course, place: usize, to_at: i64, as_of_at: i64) -> Appointment {
    let after = course.steps.get(place + 1..).unwrap_or_default();
    let ends = |step: &&CourseStep| {
        agrees(step) || matches!(step.step, Step::Start | Step::Postpone | Step::Cancel)
    };
    let end = after.iter().find(ends);
    let outcome = match end {
        Some(came) if came.step == Step::Start => arrived(course, after, came.at, to_at),
        Some(other) if other.at < to_at => Outcome::Changed,
        None if as_of_at <= to_at => Outcome::Open,
        // Nobody had come when the customer, or nobody, moved on.
        Some(_) | None => Outcome::Missed,
    };
    Appointment {
        to_at,
        who: end.and_then(|step| step.who).or(course.who),
        outcome,
    }
}

fn arrived(course: &Course, after: &[CourseStep], at: i64, to_at: i64) -> Outcome {
    let from_at = match course.window {
        Some((from_at, known_to_at)) if known_to_at == to_at => from_at,
        _ => to_at.saturating_sub(WINDOW_MS),
    };
    if (from_at..=to_at).contains(&at) {
        return Outcome::Kept;
    }
    // A sheet typed in the evening without the time of arrival has both in one moment.
    let finish = after.iter().find(|step| step.step == Step::Finish);
    if finish.is_some_and(|finish| finish.at == at) {
        Outcome::Unknown
    } else {
        Outcome::Missed
    }
}

//! Recalls and stop-use notices (召回、停用通知, R125): which machines fall in, and when the task of
//! one machine is done.
//!
//! Headquarters publishes a notice by model and serials. Whether a machine falls in is decided from
//! its serial and model alone, so a machine that is registered after the notice came falls in like
//! any other, and a changed or withdrawn notice counts from the moment it arrives. No wish of a
//! household (no marketing, no calls) has a say here: telling of a danger is a legal duty.

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::custody::State as UnitState;
use crate::serial::{self, Model, ModelBook, SerialProblem};

/// Most ranges one notice has.
pub const RANGES_MAX: usize = 50;

codes! {
    /// What a notice is.
    NoticeKind {
        /// 召回
        Recall = "recall",
        /// 停用通知: danger to life, the machine is not to be used.
        StopUse = "stop_use",
    }
}

codes! {
    /// Where a notice stands.
    NoticeState {
        /// In force.
        Published = "published",
        /// Taken back by headquarters.
        Withdrawn = "withdrawn",
    }
}

codes! {
    /// What a notice asks for at each machine.
    Action {
        /// 通知用户
        Contact = "contact",
        /// 上门检查
        Inspect = "inspect",
        /// 更换部件
        ReplacePart = "replace_part",
        /// 停用
        Stop = "stop",
    }
}

codes! {
    /// What was done at a machine.
    Outcome {
        /// 已通知
        Contacted = "contacted",
        /// 已检查
        Inspected = "inspected",
        /// 已更换部件
        PartReplaced = "part_replaced",
        /// 已停用
        Stopped = "stopped",
    }
}

codes! {
    /// Where the task of one machine stands.
    TaskState {
        /// 未处理
        Open = "open",
        /// 处理中: something was done, but not what the notice asks for.
        Begun = "begun",
        /// 已完成
        Done = "done",
    }
}

impl Action {
    /// Whether this outcome is what was asked for, or more.
    #[must_use]
    pub const fn is_met_by(self, outcome: Outcome) -> bool {
        match self {
            Self::Contact => true,
            Self::Inspect => matches!(outcome, Outcome::Inspected | Outcome::PartReplaced),
            Self::ReplacePart => matches!(outcome, Outcome::PartReplaced),
            Self::Stop => matches!(outcome, Outcome::Stopped | Outcome::PartReplaced),
        }
    }
}

impl Outcome {
    /// Whether it is work on the machine, which belongs to an order.
    #[must_use]
    pub const fn is_work(self) -> bool {
        matches!(self, Self::Inspected | Self::PartReplaced)
    }
}

/// Where the task stands, by everything that was done under any version of the notice: what a
/// changed notice asks for is met by what was done before it changed, if it is enough.
#[must_use]
pub fn task(action: Action, outcomes: impl IntoIterator<Item = Outcome>) -> TaskState {
    let mut state = TaskState::Open;
    for outcome in outcomes {
        if action.is_met_by(outcome) {
            return TaskState::Done;
        }
        state = TaskState::Begun;
    }
    state
}

/// Whether there is anything to do at a machine in this state. One that is scrapped, back at the
/// factory or lost is marked all the same, but nobody can be sent to it.
#[must_use]
pub const fn can_be_reached(state: Option<UnitState>) -> bool {
    !matches!(
        state,
        Some(UnitState::Scrapped | UnitState::AtFactory | UnitState::Lost)
    )
}

/// Serials of one model, from one to another, both included; without them the whole model.
///
/// What a newer headquarters adds to it is not refused: an old program must not lose a danger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SerialRange {
    /// The model's code.
    pub model: String,
    /// The first and the last serial, in their plain form.
    #[serde(default)]
    pub serials: Option<(String, String)>,
}

/// Why a text names no serials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RangeProblem {
    /// It is not `MODEL` or `MODEL:FIRST..LAST`.
    Form,
    /// No such model.
    Model,
    /// A serial is none of this model.
    Serial(SerialProblem),
    /// A serial is one of another model.
    OtherModel,
    /// The two serials are of different length.
    Length,
    /// The last comes before the first.
    Order,
}

impl RangeProblem {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Form => "bad_form",
            Self::Model => "unknown_model",
            Self::Serial(_) => "bad_serial",
            Self::OtherModel => "other_model",
            Self::Length => "length_differs",
            Self::Order => "last_before_first",
        }
    }
}

/// Where serials of a range lie in the order of text: a list is searched there first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The least.
    pub from: String,
    /// The greatest.
    pub to: String,
    /// Also those registered as this model, whatever their serial.
    pub model: Option<String>,
}

/// Greater than every character of a serial.
const AFTER: char = '~';

impl SerialRange {
    /// Reads `MODEL` or `MODEL:FIRST..LAST` as headquarters types it. `unlisted` takes a model the
    /// book does not have, whose serials are compared as they stand.
    ///
    /// # Errors
    /// A [`RangeProblem`].
    pub fn read(book: &ModelBook, typed: &str, unlisted: bool) -> Result<Self, RangeProblem> {
        let (model, serials) = match typed.split_once(':') {
            Some((model, serials)) => (model.trim(), Some(serials)),
            None => (typed.trim(), None),
        };
        if model.is_empty() {
            return Err(RangeProblem::Form);
        }
        let known = book.find(model);
        let code = match known {
            Some(known) => known.code.clone(),
            None if unlisted => model.to_owned(),
            None => return Err(RangeProblem::Model),
        };
        let Some(serials) = serials else {
            return Ok(Self {
                model: code,
                serials: None,
            });
        };
        let (first, last) = serials.split_once("..").ok_or(RangeProblem::Form)?;
        let first = read_serial(book, known, first)?;
        let last = read_serial(book, known, last)?;
        if first.len() != last.len() {
            return Err(RangeProblem::Length);
        }
        if body(book, &first) > body(book, &last) {
            return Err(RangeProblem::Order);
        }
        Ok(Self {
            model: code,
            serials: Some((first, last)),
        })
    }

    /// Where its serials lie in the order of text. Whatever falls in lies there.
    #[must_use]
    pub fn span(&self, book: &ModelBook) -> Span {
        match &self.serials {
            Some((first, last)) => Span {
                from: body(book, first).to_owned(),
                to: format!("{}{AFTER}", body(book, last)),
                model: None,
            },
            None => {
                let prefix = book.find(&self.model).and_then(|m| m.serial.as_ref());
                let prefix = prefix.map(|pattern| pattern.prefix.as_str());
                Span {
                    from: prefix.unwrap_or_default().to_owned(),
                    to: prefix.map(|p| format!("{p}{AFTER}")).unwrap_or_default(),
                    model: Some(self.model.clone()),
                }
            }
        }
    }

    /// Whether a machine falls in. What the serial says of the model stands before what was typed;
    /// a serial that follows no rule is compared as it stands, and only where model and length agree.
    #[must_use]
    pub fn holds(&self, book: &ModelBook, serial: &str, model_code: Option<&str>) -> bool {
        if let Some(model) = book.model_of_serial(serial) {
            return model.code == self.model
                && self.serials.as_ref().is_none_or(|(first, last)| {
                    let body = body(book, serial);
                    self::body(book, first) <= body && body <= self::body(book, last)
                });
        }
        let registered = model_code.map(|code| book.find(code).map_or(code, |m| m.code.as_str()));
        registered == Some(self.model.as_str())
            && self.serials.as_ref().is_none_or(|(first, last)| {
                serial.len() == first.len() && first.as_str() <= serial && serial <= last.as_str()
            })
    }
}

/// Whether a machine falls into one of the ranges.
#[must_use]
pub fn falls_in(
    book: &ModelBook,
    ranges: &[SerialRange],
    serial: &str,
    model_code: Option<&str>,
) -> bool {
    let mut ranges = ranges.iter();
    ranges.any(|range| range.holds(book, serial, model_code))
}

/// A serial of the model, in its plain form.
fn read_serial(
    book: &ModelBook,
    model: Option<&Model>,
    typed: &str,
) -> Result<String, RangeProblem> {
    let code = model.map(|model| model.code.as_str());
    let checked = serial::check(book, code, typed).map_err(RangeProblem::Serial)?;
    match (checked.model.as_deref(), code) {
        (Some(found), Some(code)) if found != code => Err(RangeProblem::OtherModel),
        (Some(_), None) => Err(RangeProblem::OtherModel),
        _ => Ok(checked.serial),
    }
}

/// The serial without its check character, which says nothing of the order of making.
fn body<'a>(book: &ModelBook, serial: &'a str) -> &'a str {
    let pattern = book.model_of_serial(serial).and_then(|m| m.serial.as_ref());
    let end = pattern.map_or(serial.len(), |p| p.prefix.len() + p.digits);
    serial.get(..end).unwrap_or(serial)
}

#[cfg(test)]
mod tests;

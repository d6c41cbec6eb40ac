//! Checking what was typed, field by field, so that one answer names everything that is wrong.

mod complaint_texts;
mod list_texts;
mod money_texts;
mod staff_texts;
mod texts;

use chrono::NaiveDate;
use wuyou_contract::{ApiError, FieldError};
use wuyou_domain::calendar::lunar::parse_lunar_day;
use wuyou_domain::date_text::{DateKind, parse_date};
use wuyou_domain::phone::{self, Phone};
use wuyou_domain::serial::{self, CheckedSerial, ModelBook};
use wuyou_domain::staff::is_pin;
use wuyou_domain::text::{self, TextProblem};
use wuyou_domain::time::local_date;

use money_texts::MONEY_TEXTS;
use texts::TEXTS;

/// How far ahead of the clock a typed time may be, for clocks that differ a little.
const FUTURE_GRACE_MS: i64 = 5 * 60 * 1000;

/// Collects what is wrong with a form.
#[derive(Debug)]
pub(crate) struct Form {
    errors: Vec<FieldError>,
    now_at: i64,
}

impl Form {
    /// An empty form, typed at `now_at`.
    pub(crate) fn new(now_at: i64) -> Self {
        Self {
            errors: Vec::new(),
            now_at,
        }
    }

    /// The date in China the form is typed on.
    pub(crate) fn today(&self) -> NaiveDate {
        local_date(self.now_at).unwrap_or_default()
    }

    /// Notes a problem of a field.
    pub(crate) fn wrong(&mut self, field: &str, code: &str, suggestion: Option<String>) {
        self.errors.push(field_error(field, code, suggestion));
    }

    /// The name of a person or household.
    pub(crate) fn name(&mut self, field: &str, typed: &str) -> String {
        match text::person_name(typed) {
            Ok(name) => name,
            Err(problem) => self.text_problem(field, problem),
        }
    }

    /// A line that must be there.
    pub(crate) fn required(&mut self, field: &str, typed: &str, max: usize) -> String {
        match text::required_line(typed, max) {
            Ok(line) => line,
            Err(problem) => self.text_problem(field, problem),
        }
    }

    /// A line that may be absent or blank.
    pub(crate) fn line(&mut self, field: &str, typed: Option<&str>, max: usize) -> Option<String> {
        match text::optional_line(typed?, max) {
            Ok(line) => line,
            Err(problem) => Some(self.text_problem(field, problem)),
        }
    }

    /// A note of several lines that may be absent or blank.
    pub(crate) fn note(&mut self, field: &str, typed: Option<&str>) -> Option<String> {
        match text::optional_note(typed?) {
            Ok(note) => note,
            Err(problem) => Some(self.text_problem(field, problem)),
        }
    }

    /// A note that must be there.
    pub(crate) fn required_note(&mut self, field: &str, typed: &str) -> String {
        match text::optional_note(typed) {
            Ok(Some(note)) => note,
            Ok(None) => self.text_problem(field, TextProblem::Required),
            Err(problem) => self.text_problem(field, problem),
        }
    }

    /// A phone number in any form; blank counts as absent.
    pub(crate) fn phone(&mut self, field: &str, typed: Option<&str>) -> Option<Phone> {
        let typed = typed.map(str::trim).filter(|typed| !typed.is_empty())?;
        match Phone::parse(typed) {
            Ok(phone) => Some(phone),
            Err(problem) => {
                let code = if phone::is_hidden(typed) {
                    "phone_hidden".to_owned()
                } else {
                    format!("phone_{}", problem.code())
                };
                self.wrong(field, &code, phone::suggest(typed));
                None
            }
        }
    }

    /// A date in any typed form, as `YYYY-MM-DD`; blank counts as absent.
    pub(crate) fn date(
        &mut self,
        field: &str,
        typed: Option<&str>,
        kind: DateKind,
    ) -> Option<String> {
        let typed = typed.map(str::trim).filter(|typed| !typed.is_empty())?;
        match parse_date(typed, self.today(), kind) {
            Ok(date) if date > self.today() => {
                self.wrong(field, "date_future", None);
                None
            }
            Ok(date) => Some(date.to_string()),
            Err(problem) => {
                self.wrong(field, &format!("date_{}", problem.code()), None);
                None
            }
        }
    }

    /// A birthday of either calendar, as `YYYY-MM-DD`; blank counts as absent.
    pub(crate) fn birthday(
        &mut self,
        field: &str,
        typed: Option<&str>,
        lunar: bool,
    ) -> Option<String> {
        if !lunar {
            return self.date(field, typed, DateKind::Birthday);
        }
        let typed = typed.map(str::trim).filter(|typed| !typed.is_empty())?;
        match parse_lunar_day(typed, self.today()) {
            Ok(day) => Some(day),
            Err(problem) => {
                self.wrong(field, &format!("date_{}", problem.code()), None);
                None
            }
        }
    }

    /// A day that may lie ahead, within two years of today; blank counts as absent.
    pub(crate) fn day(&mut self, field: &str, typed: Option<&str>) -> Option<NaiveDate> {
        const DAYS_MAX: i64 = 731;
        let typed = typed.map(str::trim).filter(|typed| !typed.is_empty())?;
        let date = self.planned_date(field, typed)?;
        if (date - self.today()).num_days().abs() > DAYS_MAX {
            self.wrong(field, "plan_range", None);
            return None;
        }
        Some(date)
    }

    /// A day ahead in any typed form; the caller says how far back or ahead it may be.
    pub(crate) fn planned_date(&mut self, field: &str, typed: &str) -> Option<NaiveDate> {
        match parse_date(typed.trim(), self.today(), DateKind::Event) {
            Ok(date) => Some(date),
            Err(problem) => {
                self.wrong(field, &format!("date_{}", problem.code()), None);
                None
            }
        }
    }

    /// A serial in any form.
    pub(crate) fn serial(
        &mut self,
        field: &str,
        typed: &str,
        model: Option<&str>,
    ) -> Option<CheckedSerial> {
        match serial::check(ModelBook::built_in(), model, typed) {
            Ok(checked) => Some(checked),
            Err(problem) => {
                let suggestion = problem.suggestion().map(ToOwned::to_owned);
                self.wrong(field, &format!("serial_{}", problem.code()), suggestion);
                None
            }
        }
    }

    /// A PIN.
    pub(crate) fn pin(&mut self, field: &str, typed: &str) {
        if !is_pin(typed) {
            self.wrong(field, "pin_format", None);
        }
    }

    /// When something happened: now when absent, never in the future, never before 1990.
    pub(crate) fn happened_at(&mut self, field: &str, typed: Option<i64>) -> i64 {
        const YEAR_1990: i64 = 631_152_000_000;
        match typed {
            Some(at) if at > self.now_at.saturating_add(FUTURE_GRACE_MS) => {
                self.wrong(field, "time_future", None);
            }
            Some(at) if at < YEAR_1990 => self.wrong(field, "time_past", None),
            Some(at) => return at,
            None => {}
        }
        self.now_at
    }

    /// Notes too many entries of a list.
    pub(crate) fn at_most(&mut self, field: &str, count: usize, max: usize) {
        if count > max {
            self.wrong(field, "too_many", None);
        }
    }

    /// Everything that is wrong, as one error.
    ///
    /// # Errors
    /// `input.invalid` with its fields.
    pub(crate) fn finish(self) -> Result<(), ApiError> {
        if self.errors.is_empty() {
            Ok(())
        } else {
            Err(ApiError::invalid(self.errors))
        }
    }

    fn text_problem(&mut self, field: &str, problem: TextProblem) -> String {
        let code = match problem {
            TextProblem::Required => "required",
            TextProblem::TooLong { .. } => "too_long",
            TextProblem::LooksLikePhone => "looks_like_phone",
        };
        self.wrong(field, code, None);
        String::new()
    }
}

/// An error about a single field.
pub(crate) fn single(field: &str, code: &str, suggestion: Option<String>) -> ApiError {
    ApiError::invalid(vec![field_error(field, code, suggestion)])
}

fn field_error(field: &str, code: &str, suggestion: Option<String>) -> FieldError {
    let (zh, en) = explain(code);
    FieldError {
        field: field.to_owned(),
        code: code.to_owned(),
        message_zh: zh.to_owned(),
        message_en: en.to_owned(),
        suggestion,
    }
}

/// What is wrong with a field and what to do, in both languages.
fn explain(code: &str) -> (&'static str, &'static str) {
    let all = TEXTS.iter().chain(complaint_texts::TEXTS);
    let all = all.chain(list_texts::TEXTS);
    let mut all = all.chain(MONEY_TEXTS).chain(staff_texts::TEXTS);
    let known = all.find(|(known, _, _)| *known == code);
    known.map_or(
        ("这一项不对，请核对。", "Please check this field."),
        |(_, zh, en)| (zh, en),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_795_276_200_000;

    #[test]
    fn one_answer_names_every_field_that_is_wrong() {
        let mut form = Form::new(NOW);
        form.name("name", "138 0471 2207");
        form.phone("phones.0.number", Some("138 0471"));
        form.date("sold_on", Some("2月30日"), DateKind::Event);
        form.serial("serial", "L1P1817090901224", None);
        let error = form.finish().unwrap_err();
        let codes: Vec<_> = error.fields.iter().map(|f| f.code.as_str()).collect();
        assert_eq!(
            codes,
            [
                "looks_like_phone",
                "phone_too_short",
                "date_no_such_day",
                "serial_bad_check"
            ]
        );
        assert!(
            error
                .fields
                .iter()
                .all(|f| f.message_zh != "这一项不对，请核对。")
        );
    }

    #[test]
    fn a_time_in_the_future_is_refused_and_a_slightly_fast_clock_is_not() {
        let mut form = Form::new(NOW);
        assert_eq!(form.happened_at("at", Some(NOW + 60_000)), NOW + 60_000);
        form.happened_at("at", Some(NOW + 3_600_000));
        assert_eq!(form.finish().unwrap_err().fields[0].code, "time_future");
    }
}

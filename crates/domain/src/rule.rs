//! What every rule shares: the errors of bad input and the bounds of what is calculated.
//!
//! A refusal is a result of a rule, never an error; an error means that the question itself makes
//! no sense: an impossible date, an end before its start, an unknown code, missing evidence.

use std::borrow::Cow;

use chrono::{Datelike as _, NaiveDate};

use crate::explain::{Line, line};

/// The first year rules calculate with.
pub const FIRST_YEAR: i32 = 1900;
/// The last year rules calculate with.
pub const LAST_YEAR: i32 = 2200;

/// Why a rule gives no answer. [`Self::code`] is stable; `field` is the path of the input at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// The line is not JSON, or not an object with `id`, `rule`, `input`.
    #[error("not a line of the form {{\"id\",\"rule\",\"input\"}}: {0}")]
    BadLine(String),
    /// There is no such rule.
    #[error("no rule of this name: {0}")]
    UnknownRule(String),
    /// A field that must be there is missing.
    #[error("{field}: missing")]
    Missing {
        /// The field.
        field: Field,
    },
    /// A field the rule does not have; a misspelt one must not be silently ignored.
    #[error("{field}: the rule has no such field")]
    UnknownField {
        /// The field.
        field: Field,
    },
    /// The value is of another kind than the field.
    #[error("{field}: {reason}")]
    BadValue {
        /// The field.
        field: Field,
        /// What is wrong with it.
        reason: String,
    },
    /// A word outside the closed list.
    #[error("{field}: unknown code")]
    UnknownCode {
        /// The field.
        field: Field,
    },
    /// No such day exists, or it is written otherwise than `YYYY-MM-DD`.
    #[error("{field}: no such date")]
    ImpossibleDate {
        /// The field.
        field: Field,
    },
    /// No such instant exists, or it is written otherwise than RFC 3339.
    #[error("{field}: no such instant")]
    ImpossibleInstant {
        /// The field.
        field: Field,
    },
    /// It ends before it starts.
    #[error("{field}: ends before it starts")]
    EndBeforeStart {
        /// The field that is too early.
        field: Field,
    },
    /// It lies after the day the question is asked for.
    #[error("{field}: lies in the future")]
    InFuture {
        /// The field.
        field: Field,
    },
    /// A number or date outside what can be meant.
    #[error("{field}: out of range")]
    OutOfRange {
        /// The field.
        field: Field,
    },
    /// Without this fact the rule cannot decide.
    #[error("{field}: evidence missing")]
    EvidenceMissing {
        /// The field.
        field: Field,
    },
    /// The period is over, so there is nothing to compute (已超有效期).
    #[error("{field}: the period is over")]
    PeriodOver {
        /// The field.
        field: Field,
    },
    /// A policy document that does not hold together.
    #[error("{field}: {reason}")]
    BadPolicy {
        /// The place in the document.
        field: Field,
        /// What is wrong.
        reason: String,
    },
}

/// The path of an input field, such as `unusable[1].to`.
pub type Field = Cow<'static, str>;

impl RuleError {
    /// Every code, in the order above.
    pub const CODES: [&'static str; 14] = [
        "rule.bad_line",
        "rule.unknown_rule",
        "rule.missing",
        "rule.unknown_field",
        "rule.bad_value",
        "rule.unknown_code",
        "rule.impossible_date",
        "rule.impossible_instant",
        "rule.end_before_start",
        "rule.in_future",
        "rule.out_of_range",
        "rule.evidence_missing",
        "rule.period_over",
        "rule.bad_policy",
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        Self::CODES[match self {
            Self::BadLine(_) => 0,
            Self::UnknownRule(_) => 1,
            Self::Missing { .. } => 2,
            Self::UnknownField { .. } => 3,
            Self::BadValue { .. } => 4,
            Self::UnknownCode { .. } => 5,
            Self::ImpossibleDate { .. } => 6,
            Self::ImpossibleInstant { .. } => 7,
            Self::EndBeforeStart { .. } => 8,
            Self::InFuture { .. } => 9,
            Self::OutOfRange { .. } => 10,
            Self::EvidenceMissing { .. } => 11,
            Self::PeriodOver { .. } => 12,
            Self::BadPolicy { .. } => 13,
        }]
    }

    /// The error as a sentence for whoever asked: what is wrong and what to do.
    #[must_use]
    pub fn line(&self) -> Line {
        let field = self.field().unwrap_or_default();
        match self {
            Self::BadLine(_) => line!("rule-bad-line"),
            Self::UnknownRule(name) => line!("rule-unknown-rule", name = name.as_str()),
            Self::Missing { .. } => line!("rule-missing", field = field),
            Self::UnknownField { .. } => line!("rule-unknown-field", field = field),
            Self::BadValue { .. } => line!("rule-bad-value", field = field),
            Self::UnknownCode { .. } => line!("rule-unknown-code", field = field),
            Self::ImpossibleDate { .. } => line!("rule-impossible-date", field = field),
            Self::ImpossibleInstant { .. } => line!("rule-impossible-instant", field = field),
            Self::EndBeforeStart { .. } => line!("rule-end-before-start", field = field),
            Self::InFuture { .. } => line!("rule-in-future", field = field),
            Self::OutOfRange { .. } => line!("rule-out-of-range", field = field),
            Self::EvidenceMissing { .. } => line!("rule-evidence-missing", field = field),
            Self::PeriodOver { .. } => line!("rule-period-over", field = field),
            Self::BadPolicy { .. } => line!("rule-bad-policy", field = field),
        }
    }

    /// What is wrong in technical words, in English; for whoever keeps the table or the document.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        match self {
            Self::BadLine(reason)
            | Self::BadValue { reason, .. }
            | Self::BadPolicy { reason, .. } => Some(reason),
            _ => None,
        }
    }

    /// The field at fault, where there is one.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::BadLine(_) | Self::UnknownRule(_) => None,
            Self::Missing { field }
            | Self::UnknownField { field }
            | Self::BadValue { field, .. }
            | Self::UnknownCode { field }
            | Self::ImpossibleDate { field }
            | Self::ImpossibleInstant { field }
            | Self::EndBeforeStart { field }
            | Self::InFuture { field }
            | Self::OutOfRange { field }
            | Self::EvidenceMissing { field }
            | Self::PeriodOver { field }
            | Self::BadPolicy { field, .. } => Some(field),
        }
    }
}

/// `date`, if rules calculate that far.
///
/// # Errors
/// [`RuleError::OutOfRange`] outside [`FIRST_YEAR`]–[`LAST_YEAR`].
pub fn within_calendar(date: NaiveDate, field: impl Into<Field>) -> Result<NaiveDate, RuleError> {
    if (FIRST_YEAR..=LAST_YEAR).contains(&date.year()) {
        Ok(date)
    } else {
        Err(RuleError::OutOfRange {
            field: field.into(),
        })
    }
}

/// Refuses `end` before `start`, naming `end`'s field.
///
/// # Errors
/// [`RuleError::EndBeforeStart`].
pub fn in_order(
    start: NaiveDate,
    end: NaiveDate,
    field: impl Into<Field>,
) -> Result<(), RuleError> {
    if end < start {
        Err(RuleError::EndBeforeStart {
            field: field.into(),
        })
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_in_technical_words_is_kept_for_who_keeps_the_table() {
        let (field, reason) = (Field::from("levels"), "twice".to_owned());
        for error in [
            RuleError::BadLine(reason.clone()),
            RuleError::BadValue {
                field: field.clone(),
                reason: reason.clone(),
            },
            RuleError::BadPolicy {
                field: field.clone(),
                reason,
            },
        ] {
            assert_eq!(error.detail(), Some("twice"), "{error:?}");
        }
        assert_eq!(RuleError::Missing { field }.detail(), None);
    }
}

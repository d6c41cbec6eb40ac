//! Why a rule answered as it did: basis, rows, dates with their derivation, missing evidence.
//!
//! Rules give message keys with values, never sentences. [`render`] turns them into text of either
//! language from `messages/<language>/<area>.ftl`. A test holds every key used in the sources
//! against both languages.

mod render;

use chrono::NaiveDate;

pub use render::{Language, render, render_all, render_key};

/// An answer together with its reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision<T> {
    /// The answer.
    pub result: T,
    /// Its reasons.
    pub why: Explanation,
}

/// The reasons of an answer, complete enough to recompute it years later.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Explanation {
    /// Law, policy and contract behind the answer, the one that decided first.
    pub basis: Vec<Basis>,
    /// Rows of the decision tables that applied, such as `T3.R1`.
    pub rows: Vec<&'static str>,
    /// How the answer came about, in order; dates with their derivation.
    pub steps: Vec<Line>,
    /// Evidence that would be needed, or would improve the answer.
    pub missing: Vec<Line>,
    /// What to beware of: no list of holidays for a year, provisional figures, …
    pub notes: Vec<Line>,
    /// The versions of the policy documents that decided.
    pub versions: Vec<VersionRef>,
}

/// Which kind of norm stands behind an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BasisKind {
    /// Law: a floor nobody can lower.
    Statute,
    /// The maker's policy.
    Policy,
    /// What was agreed with this customer.
    Contract,
}

/// One norm: an article, a policy clause, an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Basis {
    /// Its kind.
    pub kind: BasisKind,
    /// The message key that names and paraphrases it, such as `basis-sanbao-9`.
    pub key: &'static str,
}

impl Basis {
    /// An article of law.
    #[must_use]
    pub const fn statute(key: &'static str) -> Self {
        Self {
            kind: BasisKind::Statute,
            key,
        }
    }

    /// A clause of the maker's policy.
    #[must_use]
    pub const fn policy(key: &'static str) -> Self {
        Self {
            kind: BasisKind::Policy,
            key,
        }
    }

    /// Something agreed with the customer.
    #[must_use]
    pub const fn contract(key: &'static str) -> Self {
        Self {
            kind: BasisKind::Contract,
            key,
        }
    }
}

/// A version of a policy document.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct VersionRef {
    /// The kind of document: `holidays`, `sla`, `warranty_policy`, …
    pub kind: String,
    /// Its version.
    pub version: String,
}

/// One sentence: a message key and what fills it. Made with [`line!`](crate::explain::line).
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The message.
    pub key: &'static str,
    /// The values in it.
    pub args: Vec<(&'static str, Arg)>,
}

/// A value in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// A date.
    Date(NaiveDate),
    /// An instant; midnight is shown as 24:00 of the day it ends.
    Instant(i64),
    /// A whole number.
    Number(i64),
    /// A measure with decimals, shown with at most two.
    Decimal(f64),
    /// Money in fen, shown in yuan.
    Fen(i64),
    /// Text as it stands: a name, a code.
    Text(String),
    /// Another message: the word for a code.
    Key(String),
}

impl From<NaiveDate> for Arg {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}
impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}
impl From<u32> for Arg {
    fn from(number: u32) -> Self {
        Self::Number(i64::from(number))
    }
}
impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}
impl From<f64> for Arg {
    fn from(number: f64) -> Self {
        Self::Decimal(number)
    }
}
impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// `line!("warranty-ends", on = end, days = 12_i64)`: a sentence with its values.
macro_rules! line {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::explain::Line {
            key: $key,
            args: vec![$((stringify!($name), $crate::explain::Arg::from($value)),)*],
        }
    };
}
pub(crate) use line;

impl Explanation {
    /// Appends another explanation: its reasons are reasons of this answer too.
    pub fn absorb(&mut self, other: Self) {
        for basis in other.basis {
            if !self.basis.contains(&basis) {
                self.basis.push(basis);
            }
        }
        self.rows.extend(other.rows);
        self.steps.extend(other.steps);
        self.missing.extend(other.missing);
        for note in other.notes {
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
        for version in other.versions {
            if !self.versions.contains(&version) {
                self.versions.push(version);
            }
        }
    }

    /// Every date the reasons name.
    pub fn dates(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        let lines = self.steps.iter().chain(&self.missing).chain(&self.notes);
        lines
            .flat_map(|line| &line.args)
            .filter_map(|(_, arg)| match arg {
                Arg::Date(date) => Some(*date),
                _ => None,
            })
    }
}

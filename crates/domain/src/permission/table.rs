//! The permission table as a policy document.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Action, Actor, Answer, ConflictKind};
use crate::policy::{Content, Document, bad_policy, built_in_document};
use crate::rule::RuleError;
use crate::warranty::remedy::Row;

/// Most a permission is asked for: ten million yuan, in fen.
pub const AMOUNT_MAX_FEN: i64 = 1_000_000_000;

/// A limit of a grant. All limits of a cell must hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Limit {
    /// Only for the person's own work of today.
    OwnTodaysWork,
    /// Only for jobs dispatched to the person.
    OwnJob,
    /// Only for a case the person handles.
    ByCase,
    /// Only with a reason given.
    Reason,
    /// Only what the person entered, and no longer ago than this many minutes.
    OwnEntryMinutes(u32),
    /// Up to this much, in fen, the limit included.
    AmountFen(i64),
    /// Up to this much, or whatever the amount on one of these rows of the remedy table.
    AmountFenOrRows {
        /// In fen, the limit included.
        fen: i64,
        /// Rows such as `R1`.
        rows: Vec<String>,
    },
    /// Only conflicts of these kinds.
    Conflicts(Vec<ConflictKind>),
}

/// One cell of the table: what one kind of person may do of one action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// The action.
    pub action: Action,
    /// The person.
    pub actor: Actor,
    /// The answer while all limits hold.
    pub answer: Answer,
    /// What must hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Limit>,
    /// The answer when a limit does not hold; a plain no unless said otherwise.
    #[serde(default = "no", skip_serializing_if = "is_no")]
    pub otherwise: Answer,
    /// Whether using it is written to the access log.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub logged: bool,
}

const fn no() -> Answer {
    Answer::No
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_no(answer: &Answer) -> bool {
    *answer == Answer::No
}

/// The permission table: a cell for every action and person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The cells.
    pub cells: Vec<Cell>,
}

impl Table {
    /// The cell of an action and a person.
    #[must_use]
    pub fn cell(&self, action: Action, actor: Actor) -> Option<&Cell> {
        let mut cells = self.cells.iter();
        cells.find(|cell| cell.action == action && cell.actor == actor)
    }
}

impl Content for Table {
    const KIND: &'static str = "permission";

    fn check(&self) -> Result<(), RuleError> {
        let mut seen = BTreeSet::new();
        for (index, cell) in self.cells.iter().enumerate() {
            let fault = |reason: &str| bad_policy(format!("cells[{index}]"), reason);
            if !seen.insert((cell.action, cell.actor)) {
                return Err(fault("the cell stands twice"));
            }
            if cell.answer == Answer::No && (!cell.limits.is_empty() || cell.logged) {
                return Err(fault("a no has neither limits nor a log"));
            }
            if cell.otherwise != Answer::No && cell.limits.is_empty() {
                return Err(fault("without a limit there is no otherwise"));
            }
            if cell.otherwise == Answer::Yes {
                return Err(fault("a limit must change the answer"));
            }
            for answer in [cell.answer, cell.otherwise] {
                if !fits(answer, cell.action) {
                    return Err(fault("the answer does not fit the action"));
                }
            }
            if !cell.limits.iter().all(is_sound) {
                return Err(fault("a limit without a figure"));
            }
        }
        for action in Action::ALL {
            for actor in Actor::ALL {
                if self.cell(*action, *actor).is_none() {
                    let place = format!("cells.{}.{}", action.code(), actor.code());
                    return Err(bad_policy(place, "missing"));
                }
            }
        }
        Ok(())
    }
}

fn fits(answer: Answer, action: Action) -> bool {
    match answer {
        Answer::No | Answer::Yes => true,
        Answer::Masked => action == Action::SeeFullPhone,
        Answer::StatisticsOnly => action == Action::ExportCustomers,
    }
}

fn is_sound(limit: &Limit) -> bool {
    let amount = |fen: &i64| (1..=AMOUNT_MAX_FEN).contains(fen);
    match limit {
        Limit::OwnTodaysWork | Limit::OwnJob | Limit::ByCase | Limit::Reason => true,
        Limit::OwnEntryMinutes(minutes) => *minutes > 0,
        Limit::AmountFen(fen) => amount(fen),
        Limit::AmountFenOrRows { fen, rows } => {
            let known = |row: &String| Row::from_code(row).is_some();
            amount(fen) && !rows.is_empty() && rows.iter().all(known)
        }
        Limit::Conflicts(kinds) => !kinds.is_empty(),
    }
}

built_in_document! {
    /// The table that ships with the program.
    pub fn built_in() -> Table = "permission-2026-1";
}

/// What holds if the shipped file did not read: an empty table grants nothing.
static NOTHING: Document<Table> = Document {
    version: String::new(),
    source: String::new(),
    effective_on: chrono::NaiveDate::MIN,
    reviewed_by: None,
    content: Table { cells: Vec::new() },
};

/// The table that ships with the program.
pub(super) fn shipped() -> &'static Document<Table> {
    built_in().unwrap_or(&NOTHING)
}

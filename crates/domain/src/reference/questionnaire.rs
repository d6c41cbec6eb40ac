//! The questionnaires of return visits: questions, how each is answered, and what an answer sets
//! going (a machine that does not work becomes an order).

mod answers;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::checklist::check_range;
use super::complaint_category::{Named, check_named};
use super::document::{check_codes, shipped, shipped_content};
use crate::codes::codes;
use crate::localized::Localized;
use crate::policy::{Content, Document, bad_policy};
use crate::rule::RuleError;

pub use answers::{Answer, Answers, Evaluation, FollowUp};

codes! {
    /// What an answer sets going.
    Effect {
        /// A repair order.
        RepairOrder = "repair_order",
        /// A safety case, at once.
        SafetyOrder = "safety_order",
        /// A maintenance order.
        MaintenanceOrder = "maintenance_order",
        /// A complaint.
        Complaint = "complaint",
        /// The manager calls the customer.
        ManagerCall = "manager_call",
        /// A suggestion for headquarters.
        Suggestion = "suggestion",
        /// Somebody explains the use of the machine again.
        Teach = "teach",
        /// Somebody who may become a customer.
        Lead = "lead",
        /// The consent to messages is recorded.
        Consent = "consent",
        /// A note for the care of this household.
        CareNote = "care_note",
    }
}

codes! {
    /// What a question is counted for.
    Measure {
        /// Whether the machine works: without an answer the contact is not effective.
        Working = "working",
        /// The share of satisfied customers.
        Csat = "csat",
        /// The willingness to recommend.
        Nps = "nps",
        /// The points of etiquette that were kept (R049).
        Etiquette = "etiquette",
    }
}

codes! {
    /// When questions are asked.
    Occasion {
        /// First visit after commissioning (V1).
        FirstVisit = "first_visit",
        /// Second visit after commissioning (V2).
        SecondVisit = "second_visit",
        /// After a repair.
        AfterRepair = "after_repair",
        /// After a complaint.
        AfterComplaint = "after_complaint",
        /// After maintenance and before the heating season.
        AfterMaintenance = "after_maintenance",
        /// Survey of the factors of satisfaction (Q-FACTOR).
        Factors = "factors",
    }
}

/// How a question is answered.
///
/// Kinds without figures have braces all the same: only then serde refuses an unknown field there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "kind", deny_unknown_fields)]
pub enum QuestionKind {
    /// Yes or no.
    #[serde(rename = "yes_no")]
    YesNo {},
    /// 1 to 5, 5 is best.
    #[serde(rename = "scale_1_5")]
    ScaleOneToFive {},
    /// 0 to 10, 10 is best.
    #[serde(rename = "scale_0_10")]
    ScaleZeroToTen {},
    /// A number.
    #[serde(rename = "number")]
    Number {
        /// Its unit.
        unit: Localized,
        /// The lowest that can be meant.
        min: f64,
        /// The highest that can be meant.
        max: f64,
    },
    /// An amount, in fen.
    #[serde(rename = "money")]
    Money {},
    /// Free text.
    #[serde(rename = "text")]
    Text {},
    /// One of a list.
    #[serde(rename = "choice")]
    Choice {
        /// The list.
        options: Vec<Named>,
    },
    /// As many of a list as hold, none of them among what may be said.
    #[serde(rename = "checks")]
    Checks {
        /// The list.
        options: Vec<Named>,
    },
}

/// Which answers set something going. The braces are as with [`QuestionKind`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// Yes.
    Yes {},
    /// No.
    No {},
    /// A number of at most this.
    AtMost {
        /// The number.
        value: f64,
    },
    /// A number of at least this.
    AtLeast {
        /// The number.
        value: f64,
    },
    /// This one of the list.
    Option {
        /// Its code.
        code: String,
    },
    /// Anything that is not blank.
    Said {},
}

/// What an answer sets going.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    /// Which answers.
    pub when: Condition,
    /// What follows.
    pub then: Effect,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its stable code, unique in the questionnaire.
    pub code: String,
    /// What is asked.
    pub text: Localized,
    /// How it is answered.
    pub answer: QuestionKind,
    /// Whether it must be answered for the form to count.
    pub required: bool,
    /// What it is counted for.
    #[serde(default)]
    pub measures: Option<Measure>,
    /// What answers set going.
    #[serde(default)]
    pub triggers: Vec<Trigger>,
    /// What to do when many answer badly.
    #[serde(default)]
    pub improvement: Option<Localized>,
}

/// A questionnaire.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Questionnaire {
    /// Its stable code.
    pub code: String,
    /// When it is asked.
    pub occasion: Occasion,
    /// Its name.
    pub name: Localized,
    /// Its questions, in order.
    pub questions: Vec<Question>,
}

/// All questionnaires.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Questionnaires {
    /// The questionnaires.
    pub questionnaires: Vec<Questionnaire>,
}

shipped_content!(Questionnaires, "questionnaires.json");

/// What was asked before the etiquette was: answers of then are still read by it.
static FIRST: LazyLock<Document<Questionnaires>> = LazyLock::new(|| {
    shipped(include_str!(
        "../../data/reference/questionnaires-2026-1.json"
    ))
});

impl Questionnaires {
    /// The document of this version, the present one or one before; none that this program has not.
    #[must_use]
    pub fn of_version(version: &str) -> Option<&'static Document<Self>> {
        let mut known = [Self::document(), &FIRST].into_iter();
        known.find(|document| document.version == version)
    }

    /// The questionnaire of this code.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<&Questionnaire> {
        self.questionnaires.iter().find(|form| form.code == code)
    }

    /// The questionnaire asked on this occasion.
    #[must_use]
    pub fn on(&self, occasion: Occasion) -> Option<&Questionnaire> {
        let mut forms = self.questionnaires.iter();
        forms.find(|form| form.occasion == occasion)
    }
}

impl Questionnaire {
    /// The question of this code.
    #[must_use]
    pub fn question(&self, code: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.code == code)
    }

    fn check(&self, place: &str) -> Result<(), RuleError> {
        self.name.check(&format!("{place}.name"))?;
        let codes = self.questions.iter().map(|q| q.code.as_str());
        check_codes(&format!("{place}.questions"), codes)?;
        let mut measured = BTreeSet::new();
        for (index, question) in self.questions.iter().enumerate() {
            let place = format!("{place}.questions[{index}]");
            question.check(&place)?;
            let again = question.measures.is_some_and(|m| !measured.insert(m));
            if again {
                let reason = "another question measures this";
                return Err(bad_policy(format!("{place}.measures"), reason));
            }
        }
        Ok(())
    }
}

impl Question {
    fn check(&self, place: &str) -> Result<(), RuleError> {
        self.text.check(&format!("{place}.text"))?;
        if let Some(improvement) = &self.improvement {
            improvement.check(&format!("{place}.improvement"))?;
        }
        match &self.answer {
            QuestionKind::Number { min, max, .. } => {
                check_range(&format!("{place}.answer.max"), *min, *max)?;
            }
            QuestionKind::Choice { options } | QuestionKind::Checks { options } => {
                check_named(&format!("{place}.answer.options"), options)?;
            }
            _ => {}
        }
        let kind_fits = match self.measures {
            None => true,
            Some(Measure::Working) => self.answer == (QuestionKind::YesNo {}),
            Some(Measure::Csat) => self.answer == (QuestionKind::ScaleOneToFive {}),
            Some(Measure::Nps) => self.answer == (QuestionKind::ScaleZeroToTen {}),
            Some(Measure::Etiquette) => matches!(self.answer, QuestionKind::Checks { .. }),
        };
        if !kind_fits {
            let reason = "is not measured by an answer of this kind";
            return Err(bad_policy(format!("{place}.measures"), reason));
        }
        for (index, trigger) in self.triggers.iter().enumerate() {
            if !self.answer.can_meet(&trigger.when) {
                let reason = "no answer of this kind can meet it";
                return Err(bad_policy(
                    format!("{place}.triggers[{index}].when"),
                    reason,
                ));
            }
        }
        Ok(())
    }
}

impl QuestionKind {
    /// The lowest and highest number that answers it.
    fn range(&self) -> Option<(f64, f64)> {
        match self {
            Self::ScaleOneToFive {} => Some((1.0, 5.0)),
            Self::ScaleZeroToTen {} => Some((0.0, 10.0)),
            Self::Number { min, max, .. } => Some((*min, *max)),
            Self::Money {} => Some((0.0, answers::MOST_FEN)),
            Self::YesNo {} | Self::Text {} | Self::Choice { .. } | Self::Checks { .. } => None,
        }
    }

    fn can_meet(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Yes {} | Condition::No {} => *self == (Self::YesNo {}),
            Condition::AtMost { value } | Condition::AtLeast { value } => self
                .range()
                .is_some_and(|(min, max)| (min..=max).contains(value)),
            Condition::Option { code } => match self {
                Self::Choice { options } => options.iter().any(|option| option.code == *code),
                _ => false,
            },
            Condition::Said {} => *self == (Self::Text {}),
        }
    }
}

impl Content for Questionnaires {
    const KIND: &'static str = "questionnaires";

    fn check(&self) -> Result<(), RuleError> {
        let forms = &self.questionnaires;
        check_codes("questionnaires", forms.iter().map(|f| f.code.as_str()))?;
        let mut occasions = BTreeSet::new();
        for (index, form) in forms.iter().enumerate() {
            let place = format!("questionnaires[{index}]");
            form.check(&place)?;
            if !occasions.insert(form.occasion) {
                let reason = "another questionnaire is asked then";
                return Err(bad_policy(format!("{place}.occasion"), reason));
            }
        }
        Ok(())
    }
}

//! Reference content that ships with the product: fault codes, causes, checklists, questionnaires,
//! complaint categories, parts. All of it is versioned documents in both languages, in
//! `data/reference`, so that headquarters can send others.

mod cause;
mod checklist;
mod complaint_category;
pub(crate) mod document;
mod fault;
mod library;
mod part;
mod questionnaire;
mod service_type;
mod servqual;
mod skill;
mod symptom;

pub use cause::{Cause, CauseBook, CauseClass, CauseClassEntry};
pub use checklist::{
    CheckField, CheckFieldKind, CheckItem, CheckOutcome, MaintenanceChecklist, NormalRange,
    OutcomeEntry, Reading,
};
pub use complaint_category::{ComplaintCategories, ComplaintCategory, Named};
pub use fault::{ByPhone, FaultBook, FaultCode, LikelyCause, SafetyLevel};
pub use library::{Entry, Library, Listed};
pub use part::{Part, PartBook};
pub use questionnaire::{
    Answer, Answers, Condition, Effect, Evaluation, FollowUp, Measure, Occasion, Question,
    QuestionKind, Questionnaire, Questionnaires, Trigger,
};
pub use service_type::{ServiceCharge, ServiceType, ServiceTypes};
pub use servqual::{ServqualDimension, ServqualForm, ServqualItem};
pub use skill::{Skill, SkillBook, SkillKind, Visit};
pub use symptom::{Danger, FaultFound, FoundBy, Symptom, SymptomBook, Words, find_faults};

pub use crate::localized::Localized;

#[cfg(test)]
mod tests;

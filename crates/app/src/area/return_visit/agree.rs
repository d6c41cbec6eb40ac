//! What a household agreed to at a visit, recorded as a consent like any other (R086).

use wuyou_domain::reference::{Answer, Answers, Effect, Question, Questionnaire};
use wuyou_store::Tx;
use wuyou_store::return_visit::ReturnVisitRow;

use super::call::Call;
use crate::app::{Acting, App};
use crate::area::consent;
use crate::failure::Outcome;

/// Whether the answer to a question is a consent or its refusal.
pub(super) fn asks_consent(question: &Question) -> bool {
    let mut triggers = question.triggers.iter();
    triggers.any(|trigger| trigger.then == Effect::Consent)
}

/// Records what was answered to the questions about consent; what was not asked says nothing.
pub(super) fn write_consents(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    row: &ReturnVisitRow,
    (form, answers): (&Questionnaire, &Answers),
    call: &Call,
) -> Outcome<()> {
    for question in form.questions.iter().filter(|one| asks_consent(one)) {
        if let Some(Answer::YesNo(given)) = answers.get(&question.code) {
            let said = (*given, call.channel, call.occurred_at);
            consent::from_visit(app, acting, tx, row.customer_id, said)?;
        }
    }
    Ok(())
}

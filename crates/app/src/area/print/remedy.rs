//! What was decided about a customer's claim, as it stands on paper for both parties.

use wuyou_contract::ErrorCode;
use wuyou_contract::remedy_case::{
    RemedyAmounts, RemedyCaseDetail, RemedyCaseEvent, RemedyCaseGet, RemedyProposal, RemedyState,
};
use wuyou_domain::explain::Language;
use wuyou_domain::id::RemedyCaseId;
use wuyou_domain::paper::{Line, RemedyDecision};
use wuyou_domain::time::local_date;

use super::collect::Loader;
use super::spell;
use crate::area::remedy_case;
use crate::failure::Outcome;

impl Loader<'_> {
    /// The paper of a case that is approved or refused; before that there is nothing to sign.
    pub(super) fn remedy_decision(&self, id: RemedyCaseId) -> Outcome<RemedyDecision> {
        let asked = RemedyCaseGet {
            id: Some(id.0),
            no: None,
        };
        let case = remedy_case::get(self.app, self.acting, asked)?;
        let claim = spell::claim(case.summary.claim, self.language);
        let ground = spell::ground(case.summary.ground, self.language);
        let mut paper = RemedyDecision {
            no: case.summary.no.clone(),
            customer: case.summary.customer_name.clone(),
            machine: Some(self.machine(&case.unit)),
            serial: Some(case.unit.serial.clone()),
            reported: self.day_at(case.reported_at),
            claim: format!("{claim} · {ground}"),
            said: case.summary.text.clone(),
            carried_out: self.carried_out(&case),
            ..RemedyDecision::default()
        };
        let approved = case.proposal.as_ref();
        let approved = approved.filter(|proposal| proposal.approved_at.is_some());
        match (approved, refusal(&case)) {
            (Some(proposal), _) => self.approved(&mut paper, proposal),
            (None, Some(event)) => self.refused(&mut paper, event),
            (None, None) => return Err(ErrorCode::PrintNothing.into()),
        }
        Ok(paper)
    }

    fn approved(&self, paper: &mut RemedyDecision, proposal: &RemedyProposal) {
        let claim = spell::claim(proposal.claim, self.language);
        let decision = match self.language {
            Language::Zh => format!("同意{claim}"),
            Language::En => format!("{claim} approved"),
        };
        paper.decision = match proposal.percent {
            Some(percent) => format!("{decision} {percent}%"),
            None => decision,
        };
        paper.amounts = self.amounts(&proposal.amounts);
        paper.grounds = self.lines(&spell::of(&proposal.basis, self.language));
        let who = [proposal.approved_by.clone(), proposal.ruling.clone()];
        let when = proposal.approved_at.map(|at| self.day_at(at));
        let parts: Vec<String> = who.into_iter().chain([when]).flatten().collect();
        paper.decided = Some(parts.join(" · "));
    }

    fn refused(&self, paper: &mut RemedyDecision, event: &RemedyCaseEvent) {
        let (zh, en) = ("不同意上述要求", "The claim is refused");
        spell::pick(zh, en, self.language).clone_into(&mut paper.decision);
        paper.reason.clone_from(&event.text);
        if let Some(basis) = &event.basis {
            paper.grounds = self.lines(&spell::of(basis, self.language));
        }
        let parts = [event.staff.clone(), Some(self.day_at(event.at))];
        paper.decided = Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    }

    fn amounts(&self, found: &RemedyAmounts) -> Vec<Line> {
        let all = [
            ("退货款", "Refund", found.refund_fen),
            ("折旧费", "Deduction for use", -found.fee_fen),
            (
                "退回补贴渠道",
                "Back to the scheme",
                found.subsidy_return_fen,
            ),
            ("费用、损失", "Expenses, losses", found.expenses_fen),
            ("客户补差价", "Customer pays", found.difference_fen.max(0)),
            (
                "退客户差价",
                "Difference back",
                (-found.difference_fen).max(0),
            ),
            ("付给客户", "To the customer", found.total_fen),
        ];
        let given = all.into_iter().filter(|(_, _, fen)| *fen != 0);
        given
            .map(|(zh, en, fen)| Line {
                name: spell::pick(zh, en, self.language).to_owned(),
                until: spell::yuan(fen),
            })
            .collect()
    }

    /// When it was done, by which documents, how the money went.
    fn carried_out(&self, case: &RemedyCaseDetail) -> Option<String> {
        let done = case.events.iter().find(|event| event.event == "execute")?;
        let day = done.done_on.as_deref();
        let method = done
            .method
            .map(|method| spell::method(method, self.language));
        let parts = [
            day.map(|on| spell::stored_day(on, self.language)),
            done.document.clone(),
            done.other_serial.clone(),
            method.map(ToOwned::to_owned),
            done.receipt_no.clone(),
        ];
        Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
    }

    fn lines(&self, text: &str) -> Vec<String> {
        text.lines().map(ToOwned::to_owned).collect()
    }

    fn day_at(&self, at: i64) -> String {
        let on = local_date(at).unwrap_or_default().to_string();
        spell::stored_day(&on, self.language)
    }
}

/// The refusal that stands.
fn refusal(case: &RemedyCaseDetail) -> Option<&RemedyCaseEvent> {
    let stands = matches!(
        case.summary.state,
        RemedyState::Refused | RemedyState::Closed
    );
    let mut events = case.events.iter();
    events.find(|event| stands && event.event == "refuse")
}

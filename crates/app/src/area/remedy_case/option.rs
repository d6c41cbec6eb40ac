//! The steps a person may take with a case, and which of them they may not whatever they fill in.

use wuyou_contract::explain::BothLanguages;
use wuyou_contract::remedy_case::{RemedyCaseOption, RemedyStep};
use wuyou_domain::machine::{Refused, Who};
use wuyou_domain::remedy_case::Claim;
use wuyou_domain::remedy_case::state::{Event, EventInput, Refusal, State, next, steps_from};

use wuyou_store::remedy_case::RemedyEventRow;

use super::story::{Story, Wanted, actor};
use crate::app::Acting;
use crate::area::explain::word;
use crate::failure::Outcome;
use crate::show::{code_from, code_text};

/// The rules' event of a step.
pub(super) fn event_of(step: RemedyStep) -> Option<Event> {
    code_text(&step).and_then(|code| Event::from_code(&code))
}

/// The steps the acting person's role may take.
pub(super) fn options(acting: &Acting, story: &Story) -> Outcome<Vec<RemedyCaseOption>> {
    let Ok(actor) = actor(acting) else {
        return Ok(Vec::new());
    };
    let mut options = Vec::new();
    let mut primary = true;
    for event in steps_from(story.state(), Who::from(actor)) {
        let Some(step) = code_from::<RemedyStep>(Some(event.code())) else {
            continue;
        };
        let refused = refused(acting, story, event, Who::from(actor))?;
        let (needs, offers) = fields(story, event);
        let texts = |names: Vec<&str>| names.into_iter().map(ToOwned::to_owned).collect();
        let onward = is_onward(event) && refused.is_none();
        options.push(RemedyCaseOption {
            step,
            needs: texts(needs),
            offers: texts(offers),
            primary: primary && onward,
            refused,
        });
        primary &= !onward;
    }
    Ok(options)
}

const fn is_onward(event: Event) -> bool {
    matches!(
        event,
        Event::Propose
            | Event::Approve
            | Event::Escalate
            | Event::RecordRuling
            | Event::Accept
            | Event::Execute
            | Event::Close
    )
}

/// Why this person may not take a step that their role may, whatever they fill in.
fn refused(
    acting: &Acting,
    story: &Story,
    event: Event,
    who: Who,
) -> Outcome<Option<BothLanguages>> {
    let me = acting.staff()?;
    // A proposal is possible when one of the things that may be given is shown by its evidence.
    let wanted: Vec<Option<Wanted>> = if event == Event::Propose {
        let offers = story.offers.result.iter();
        offers
            .map(|offer| Some(Wanted::plain(offer.claim)))
            .collect()
    } else {
        vec![None]
    };
    let mut found = None;
    for wanted in wanted {
        let facts = story.facts(acting, wanted.as_ref(), acting.now_at, filled())?;
        match next(story.state(), event, (me, who), &facts, acting.now_at) {
            Ok(_) => return Ok(None),
            Err(Refused::Guard(Refusal::Missing(_) | Refusal::InFuture)) => return Ok(None),
            // Missing evidence can be brought, so it is told before what the ground does not give.
            Err(Refused::Guard(Refusal::EvidenceMissing)) => found = Some(Refusal::EvidenceMissing),
            Err(Refused::Guard(reason)) => found = found.or(Some(reason)),
            Err(_) => {}
        }
    }
    Ok(found.map(|reason| word(&Refused::Guard(reason).message_key())))
}

/// Everything filled in, so that only what no filling can change is refused.
fn filled() -> EventInput {
    let text = || Some("·".to_owned());
    EventInput {
        contact_text: text(),
        reason: text(),
        text: text(),
        ruling_no: text(),
        ruling_by: text(),
        document: text(),
        other_serial: text(),
        method: text(),
        receipt_no: text(),
    }
}

/// The fields a step needs, in the order a person fills them, and those it offers.
fn fields(story: &Story, event: Event) -> (Vec<&'static str>, Vec<&'static str>) {
    match event {
        Event::Propose => (vec!["claim"], vec!["percent", "new_price_fen", "text"]),
        Event::Approve => (vec![], vec!["text"]),
        Event::RecordRuling => (vec!["ruling_no", "ruling_by"], vec!["text"]),
        Event::Escalate | Event::SendBack | Event::Refuse | Event::Revise | Event::Reopen => {
            (vec!["reason"], vec![])
        }
        Event::Withdraw => (vec!["reason", "contact_text"], vec![]),
        Event::Accept | Event::Decline | Event::Close => (vec!["contact_text"], vec![]),
        Event::Execute => execution(story),
        Event::Append => (vec!["text"], vec![]),
    }
}

fn execution(story: &Story) -> (Vec<&'static str>, Vec<&'static str>) {
    if story.state() != State::Agreed {
        return (Vec::new(), Vec::new());
    }
    let proposal = story.proposal();
    let claim = proposal.and_then(|event| Claim::from_code(event.claim.as_deref()?));
    let mut needs = match claim {
        Some(Claim::Exchange) => vec!["other_serial", "document"],
        Some(Claim::Return) => vec!["document"],
        Some(Claim::Repair) => vec!["text"],
        Some(Claim::Compensation | Claim::Reduction) | None => Vec::new(),
    };
    let moves = |event: &RemedyEventRow| {
        event.total_fen.unwrap_or(0) > 0 || event.difference_fen.unwrap_or(0) > 0
    };
    if proposal.is_some_and(moves) {
        needs.extend(["method", "receipt_no"]);
    }
    needs.push("done_on");
    (needs, vec![])
}

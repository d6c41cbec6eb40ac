//! Complaints as the screens show them.

use wuyou_contract::complaint::{
    ComplaintDetail, ComplaintEvent, ComplaintOption, ComplaintSeverity, ComplaintStep,
    ComplaintSummary,
};
use wuyou_contract::explain::BothLanguages;
use wuyou_contract::request::Channel;
use wuyou_contract::staff::Role;
use wuyou_contract::work_order::Urgency;
use wuyou_contract::{ErrorCode, Language};
use wuyou_domain::complaint::correction::may_correct;
use wuyou_domain::complaint::state::{
    Event, EventInput, Refusal, allowed_events, next, reopen_until,
};
use wuyou_domain::complaint::{self as rule, Class, Grumble, GrumbleState, suggest_formal};
use wuyou_domain::id::{ComplaintId, RequestId};
use wuyou_domain::reference::ComplaintCategories;
use wuyou_domain::time::{HOUR_MS, local_date};
use wuyou_store::View;
use wuyou_store::complaint::{self as store, ComplaintEventRow, ComplaintRow};
use wuyou_store::work_order::WorkOrderRow;

use super::advance::{actor, event_of};
use super::story::{Stand, Story};
use super::{both, class_shown, failed, state_shown, update};
use crate::app::Acting;
use crate::area::customer;
use crate::area::explain::{sentence, why, word};
use crate::failure::Outcome;
use crate::show::code_from;

/// Due within this counts as close.
const SOON_MS: i64 = 2 * HOUR_MS;

/// A complaint as lists show it.
pub(crate) fn summary(
    acting: &Acting,
    view: View<'_>,
    row: ComplaintRow,
) -> Outcome<ComplaintSummary> {
    summary_of(acting, &Story::load(view, row)?)
}

pub(super) fn summary_of(acting: &Acting, story: &Story) -> Outcome<ComplaintSummary> {
    let row = &story.row;
    let over = story.stand()?.is_over();
    let clocks = story.clocks(&story.deadlines()?.result, acting.now_at);
    let next = clocks
        .iter()
        .filter(|clock| !over && clock.met_at.is_none())
        .min_by_key(|clock| clock.due_at);
    let category = ComplaintCategories::built_in().find(&row.category);
    let item = row.item.as_deref();
    let item = category.and_then(|category| category.item(item?));
    Ok(ComplaintSummary {
        id: row.id.0,
        no: row.no.clone(),
        state: state_shown(&row.state),
        class: class_shown(story.class()),
        assessed: row.class.is_some(),
        customer_id: row.customer_id.map(|id| id.0),
        customer_name: row.customer_name.clone().or(row.caller_name.clone()),
        category: row.category.clone(),
        category_name: category.map_or_else(|| as_it_is(&row.category), |entry| both(&entry.name)),
        item_name: item.map(|item| both(&item.name)),
        text: row.text.clone(),
        owner: row.owner.clone(),
        received_at: row.received_at,
        due_what: next.map(|clock| clock.what),
        due_at: next.map(|clock| clock.due_at),
        urgency: match next {
            _ if over => Urgency::Done,
            Some(clock) => urgency(clock.due_at, acting.now_at),
            None => Urgency::Later,
        },
        reopened_count: row.reopened_count,
        urged_count: row.urged_count,
        conflicted: row.conflicted,
    })
}

fn as_it_is(code: &str) -> BothLanguages {
    BothLanguages {
        zh: code.to_owned(),
        en: code.to_owned(),
    }
}

fn urgency(due_at: i64, now_at: i64) -> Urgency {
    // A day's end belongs to the day.
    let day = |at: i64| local_date(at.saturating_sub(1));
    match due_at {
        _ if due_at <= now_at => Urgency::Overdue,
        _ if due_at - now_at <= SOON_MS => Urgency::Soon,
        _ if day(due_at) == local_date(now_at) => Urgency::Today,
        _ => Urgency::Later,
    }
}

/// A complaint with everything about it.
pub(super) fn detail(acting: &Acting, view: View<'_>, id: ComplaintId) -> Outcome<ComplaintDetail> {
    let story = Story::load(view, store::get(view, id)?)?;
    let deadlines = story.deadlines()?;
    let row = &story.row;
    let order = match row.work_order_id {
        Some(order) => Some(wuyou_store::work_order::get(view, order)?.no),
        None => None,
    };
    let danger = danger_order(view, row)?;
    let unit = match row.unit_id {
        Some(unit) => wuyou_store::unit::find(view, unit)?.map(crate::area::unit::summary),
        None => None,
    };
    let phones = match row.customer_id {
        Some(customer) => customer::phones(view, customer)?,
        None => Vec::new(),
    };
    let owners = deadlines.result.owners.iter();
    Ok(ComplaintDetail {
        summary: summary_of(acting, &story)?,
        class_why: why(&story.suggested.why),
        clocks: story.clocks(&deadlines.result, acting.now_at),
        clocks_why: why(&deadlines.why),
        owners: owners
            .map(|actor| word(&format!("permission-actor-{}", actor.code())))
            .collect(),
        request_id: row.request_id.map(|id| id.0),
        request_no: request_no(view, row.request_id)?,
        work_order_id: row.work_order_id.map(|id| id.0),
        work_order_no: order,
        danger_order_id: danger.as_ref().map(|row| row.id.0),
        danger_order_no: danger.map(|row| row.no),
        unit,
        phones,
        caller_phone: row.caller_phone.as_deref().map(customer::shown_number),
        channel: code_from(Some(&row.channel)).unwrap_or(Channel::Other),
        remedy_sought: row.remedy_sought.clone(),
        severity: code_from(Some(&row.severity)).unwrap_or(ComplaintSeverity::Normal),
        safety: row.safety,
        injury: row.injury,
        public_exposure: row.public_exposure,
        about_staff_id: row.about_staff_id.map(|id| id.0),
        about_staff: row.about_staff.clone(),
        not_corrected: not_corrected(acting, &story)?,
        item: row.item.clone(),
        caller_name: row.caller_name.clone(),
        served: story.served.iter().map(|(_, name)| name.clone()).collect(),
        owner_id: row.owner_id.map(|id| id.0),
        sat_before: row.sat_before,
        sat_after: row.sat_after,
        cause: row.cause.clone(),
        failure_type: code_from(row.failure_type.as_deref()),
        plan: row.plan.clone(),
        external_no: row.external_no.clone(),
        conclusion: row.conclusion.clone(),
        taken_over: row.taken_over,
        reopen_until_on: reopen_until_on(&story)?,
        formal_suggested: formal_suggested(view, &story)?,
        allowed: options(acting, &story)?,
        events: story.events.iter().rev().map(event_shown).collect(),
        conflicts: crate::area::conflict::open_of_row(view, id.0)?,
    })
}

fn request_no(view: View<'_>, id: Option<RequestId>) -> Outcome<Option<String>> {
    let Some(id) = id else { return Ok(None) };
    Ok(wuyou_store::request::find(view, id)?.map(|row| row.no))
}

/// The order that looks after the danger a complaint told of, where it came in with one.
fn danger_order(view: View<'_>, row: &ComplaintRow) -> Outcome<Option<WorkOrderRow>> {
    let Some(request) = row.request_id.filter(|_| row.safety) else {
        return Ok(None);
    };
    let request = wuyou_store::request::get(view, request)?;
    let order = match request.work_order_id {
        Some(order) => Some(wuyou_store::work_order::get(view, order)?),
        None => None,
    };
    Ok(order.filter(|order| order.safety))
}

fn event_shown(row: &ComplaintEventRow) -> ComplaintEvent {
    ComplaintEvent {
        id: row.id.0,
        event: row.event.clone(),
        to_state: state_shown(&row.to_state),
        at: row.occurred_at,
        staff: row.staff_name.clone(),
        handler: row.handler_name.clone(),
        text: row.text.clone(),
        cause: row.cause.clone(),
        class: row
            .class
            .as_deref()
            .and_then(Class::from_code)
            .map(class_shown),
        recovery: code_from(row.recovery.as_deref()),
        sat_after: row.sat_after,
    }
}

pub(super) fn reopen_until_on(story: &Story) -> Outcome<Option<String>> {
    let formal = matches!(story.stand()?, Stand::Formal(state) if state.is_final());
    let closed_on = story.closed_at().filter(|_| formal).and_then(local_date);
    let policy = rule::built_in().map_err(|error| failed(&error))?;
    let until = closed_on.and_then(|on| reopen_until(on, &policy.content).ok());
    Ok(until.map(|on| on.to_string()))
}

/// How many grumbles about the same matter this one belongs to, where the rules suggest to take it
/// formally.
fn formal_suggested(view: View<'_>, story: &Story) -> Outcome<Option<u32>> {
    let noted = Stand::Grumble(GrumbleState::Noted);
    let (Some(customer), true) = (story.row.customer_id, story.stand()? == noted) else {
        return Ok(None);
    };
    let all = store::of_customer(view, customer)?;
    let grumbles: Vec<_> = all
        .into_iter()
        .filter(|row| GrumbleState::from_code(&row.state).is_some())
        .map(|row| Grumble {
            id: row.id.0,
            customer: customer.0,
            topic: row.category,
            at: row.received_at,
        })
        .collect();
    let policy = rule::built_in().map_err(|error| failed(&error))?;
    let suggested = suggest_formal(&grumbles, &policy.content).map_err(|error| failed(&error))?;
    let mine = suggested
        .iter()
        .find(|one| one.grumbles.contains(&story.row.id.0));
    Ok(mine.and_then(|one| u32::try_from(one.grumbles.len()).ok()))
}

/// The steps the acting person's role may take, and which of them this person may not.
fn options(acting: &Acting, story: &Story) -> Outcome<Vec<ComplaintOption>> {
    let Ok(actor) = actor(acting) else {
        return Ok(Vec::new());
    };
    let stand = story.stand()?;
    let steps: Vec<ComplaintStep> = match stand {
        Stand::Grumble(GrumbleState::Noted) => vec![
            ComplaintStep::Settle,
            ComplaintStep::Formalise,
            ComplaintStep::Append,
        ],
        Stand::Grumble(GrumbleState::Settled) => {
            vec![ComplaintStep::Formalise, ComplaintStep::Append]
        }
        Stand::Formal(state) => allowed_events(state, actor)
            .into_iter()
            // Below A and B the shop gives the class itself.
            .filter(|event| *event != Event::RecordClass || story.class().is_co_owned())
            .filter_map(|event| code_from(Some(event.code())))
            .collect(),
    };
    let mut options = Vec::new();
    let mut primary = true;
    for step in steps {
        let refused = refused(acting, story, stand, step)?;
        let onward = !matches!(
            step,
            ComplaintStep::Append
                | ComplaintStep::Reclassify
                | ComplaintStep::RecordClass
                | ComplaintStep::Reopen
        );
        let (needs, offers) = fields(step);
        let texts = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        let mut needs: Vec<String> = texts(needs);
        let ends = matches!(step, ComplaintStep::Close | ComplaintStep::ConcludeExternal);
        if ends && refused.is_none() && story.handled_by(acting.staff()?) {
            // The shop has nobody else; why it was closed without a second pair of eyes is kept.
            needs.push("reason".to_owned());
        }
        options.push(ComplaintOption {
            step,
            needs,
            offers: texts(offers),
            primary: primary && onward && refused.is_none(),
            refused,
        });
        primary &= !onward;
    }
    Ok(options)
}

/// Why this person may not take a step that their role may, whatever they fill in.
fn refused(
    acting: &Acting,
    story: &Story,
    stand: Stand,
    step: ComplaintStep,
) -> Outcome<Option<BothLanguages>> {
    let me = acting.staff()?;
    let Stand::Formal(state) = stand else {
        let own = step == ComplaintStep::Settle && story.judged().contains(&me);
        return Ok(own.then(|| sentence(&Refusal::ComplainedAbout.line())));
    };
    let (Some(event), Ok(actor)) = (event_of(step), actor(acting)) else {
        return Ok(None);
    };
    let facts = story.facts(acting.now_at, filled(story));
    let policy = rule::built_in().map_err(|error| failed(&error))?;
    let taken = next(state, event, (me, actor), &facts, policy, acting.now_at);
    let whoever = [
        Refusal::TakenOver,
        Refusal::ComplainedAbout,
        Refusal::OwnHandling,
        Refusal::ReopenWindow,
    ];
    let refusal = taken.err().filter(|refusal| whoever.contains(refusal));
    Ok(refusal.map(|refusal| sentence(&refusal.line())))
}

/// Why nothing of it may be corrected, or not by this person.
fn not_corrected(acting: &Acting, story: &Story) -> Outcome<Option<BothLanguages>> {
    if !matches!(acting.role, Some(Role::Clerk | Role::Manager)) {
        return Ok(Some(of_code(ErrorCode::ComplaintRole)));
    }
    let class = story.class();
    let plain = update::facts(acting, story, (class, class), story.row.received_at)?;
    let refused = may_correct(&plain).err().and_then(update::code_of_refusal);
    Ok(refused.map(of_code))
}

fn of_code(code: ErrorCode) -> BothLanguages {
    BothLanguages {
        zh: code.message(Language::Zh).to_owned(),
        en: code.message(Language::En).to_owned(),
    }
}

/// Everything filled in, so that only what no filling can change is refused.
fn filled(story: &Story) -> EventInput {
    let text = || Some("·".to_owned());
    EventInput {
        contact_text: text(),
        class: Some(story.class()),
        investigator: Some(wuyou_domain::id::StaffId(uuid::Uuid::nil())),
        cause: text(),
        plan: text(),
        reason: text(),
        sat_after: Some(5),
        external_no: text(),
        conclusion: text(),
        text: text(),
        ruling_no: text(),
        ruling_by: text(),
    }
}

/// The fields a step needs, in the order a person fills them, and those it offers.
fn fields(step: ComplaintStep) -> (&'static [&'static str], &'static [&'static str]) {
    match step {
        ComplaintStep::Settle => (&["text"], &["recovery", "sat_after"]),
        ComplaintStep::Formalise => (&["severity", "remedy_sought"], &[]),
        ComplaintStep::Acknowledge | ComplaintStep::Accept => (&["contact_text"], &[]),
        ComplaintStep::Assess | ComplaintStep::Reclassify => (&["class"], &["reason"]),
        ComplaintStep::Investigate => (&["investigator_id"], &["text"]),
        ComplaintStep::Answer => (
            &["cause", "plan", "contact_text"],
            &["failure_type", "recovery"],
        ),
        ComplaintStep::RecordRuling => (
            &["ruling_no", "ruling_by", "cause", "plan", "contact_text"],
            &["failure_type", "recovery"],
        ),
        ComplaintStep::RecordClass => (&["class", "ruling_no", "ruling_by", "reason"], &[]),
        ComplaintStep::Reject => (&["reason", "contact_text"], &[]),
        ComplaintStep::CarryOut => (&[], &["recovery", "text"]),
        ComplaintStep::Close => (&["sat_after", "contact_text"], &[]),
        ComplaintStep::Escalate | ComplaintStep::Reopen | ComplaintStep::TakeOver => {
            (&["reason"], &[])
        }
        ComplaintStep::GoExternal => (&["external_no"], &[]),
        ComplaintStep::ConcludeExternal => (&["conclusion"], &["sat_after"]),
        ComplaintStep::Append => (&["text"], &["recovery"]),
    }
}

#[cfg(test)]
mod tests {
    use wuyou_domain::complaint::state::State;

    use super::*;
    use crate::show::code_text;

    #[test]
    fn every_event_of_the_rules_is_a_step_of_the_contract_and_every_state_is_known_to_it() {
        for event in Event::ALL {
            let step: Option<ComplaintStep> = code_from(Some(event.code()));
            assert_eq!(step.and_then(event_of), Some(*event));
        }
        let states = State::ALL.iter().map(|state| state.code());
        let grumbles = GrumbleState::ALL.iter().map(|state| state.code());
        for code in states.chain(grumbles) {
            assert_eq!(code_text(&state_shown(code)).as_deref(), Some(code));
        }
    }
}

//! What must be true of a complaint and be filled in before a step is taken.

use super::{Effect, Event, EventInput, Facts, Refusal, Transition, reopen_until};
use crate::complaint::Class;
use crate::complaint::policy::ComplaintPolicy;
use crate::id::StaffId;
use crate::permission::Actor;
use crate::time::local_date;

pub(super) fn guard(
    transition: &Transition,
    (person, actor): (StaffId, Actor),
    facts: &Facts,
    policy: &ComplaintPolicy,
    now_at: i64,
) -> Result<Vec<Effect>, Refusal> {
    guard_time(facts, now_at)?;
    let event = transition.event;
    if facts.taken_over && !actor.is_headquarters() && event != Event::Append {
        return Err(Refusal::TakenOver);
    }
    if judges(event) && facts.complained_about.contains(&person) {
        return Err(Refusal::ComplainedAbout);
    }
    let input = &facts.input;
    match event {
        Event::Acknowledge => {
            needs(&[("contact_text", &input.contact_text)])?;
            Ok(vec![Effect::MarkAcknowledged, Effect::RecordContact])
        }
        Event::Assess => guard_class(facts.suggested_class, actor, input),
        Event::Reclassify => guard_reclassify(facts, actor),
        Event::Investigate => guard_investigate(facts),
        Event::Answer => {
            needs(&[
                ("cause", &input.cause),
                ("plan", &input.plan),
                ("contact_text", &input.contact_text),
            ])?;
            let effects = [
                Effect::MarkReplied,
                Effect::RecordContact,
                Effect::AddHandler,
            ];
            Ok(effects.to_vec())
        }
        Event::RecordRuling => {
            needs(&[
                ("ruling_no", &input.ruling_no),
                ("ruling_by", &input.ruling_by),
                ("cause", &input.cause),
                ("plan", &input.plan),
                ("contact_text", &input.contact_text),
            ])?;
            Ok(vec![Effect::MarkReplied, Effect::RecordContact])
        }
        Event::RecordClass => guard_recorded_class(facts),
        Event::Accept => {
            needs(&[("contact_text", &input.contact_text)])?;
            Ok(vec![Effect::RecordContact])
        }
        Event::Reject => {
            needs(&[
                ("reason", &input.reason),
                ("contact_text", &input.contact_text),
            ])?;
            Ok(vec![Effect::RecordContact])
        }
        Event::CarryOut => Ok(vec![Effect::AddHandler]),
        Event::Close => guard_close(transition, (person, actor), facts, policy),
        Event::Escalate => {
            needs(&[("reason", &input.reason)])?;
            Ok(vec![Effect::InformHeadquarters])
        }
        Event::GoExternal => {
            needs(&[("external_no", &input.external_no)])?;
            Ok(vec![Effect::InformHeadquarters])
        }
        Event::ConcludeExternal => guard_conclude(transition, (person, actor), facts),
        Event::Reopen => guard_reopen(facts, policy, now_at),
        Event::TakeOver => guard_take_over(facts),
        Event::Append => {
            needs(&[("text", &input.text)])?;
            Ok(vec![Effect::RecordNote])
        }
    }
}

/// Not before the latest known step and not after now. Where the latest step is ahead of this clock
/// (another PC's runs fast), now counts.
fn guard_time(facts: &Facts, now_at: i64) -> Result<(), Refusal> {
    if facts.occurred_at > now_at {
        Err(Refusal::InFuture)
    } else if facts.occurred_at < facts.last_event_at.min(now_at) {
        Err(Refusal::BeforeLastStep)
    } else {
        Ok(())
    }
}

/// Events in which a person judges the matter or tells what the customer says to it. Whoever is
/// complained about may still take the call, do what was decided, and add to the record.
const fn judges(event: Event) -> bool {
    match event {
        Event::Assess
        | Event::Reclassify
        | Event::RecordRuling
        | Event::RecordClass
        | Event::Investigate
        | Event::Answer
        | Event::Accept
        | Event::Reject
        | Event::Close
        | Event::ConcludeExternal
        | Event::GoExternal
        | Event::Escalate
        | Event::Reopen
        | Event::TakeOver => true,
        Event::Acknowledge | Event::CarryOut | Event::Append => false,
    }
}

/// Names the first missing field; the tables are ordered as the screen asks them.
fn needs(fields: &[(&'static str, &Option<String>)]) -> Result<(), Refusal> {
    let missing = fields.iter().find(|(_, text)| {
        let text = text.as_deref().unwrap_or_default();
        text.trim().is_empty()
    });
    match missing {
        Some((name, _)) => Err(Refusal::Missing(name)),
        None => Ok(()),
    }
}

/// The class a person gives: below a class A or B that stands, only headquarters' quality goes, and
/// tells why.
fn guard_class(
    standing: Option<Class>,
    actor: Actor,
    input: &EventInput,
) -> Result<Vec<Effect>, Refusal> {
    let class = input.class.ok_or(Refusal::Missing("class"))?;
    let lowered = standing.filter(|standing| class.is_milder_than(*standing));
    if lowered.is_some_and(Class::is_co_owned) {
        if actor != Actor::HqQuality {
            return Err(Refusal::LoweringByHeadquarters);
        }
        needs(&[("reason", &input.reason)])?;
    }
    let inform = match actor {
        Actor::HqQuality => Some(Effect::InformManager),
        _ if class.is_co_owned() => Some(Effect::InformHeadquarters),
        _ => None,
    };
    Ok([Effect::SetClass].into_iter().chain(inform).collect())
}

fn guard_reclassify(facts: &Facts, actor: Actor) -> Result<Vec<Effect>, Refusal> {
    if facts.class.is_some() && facts.class == facts.input.class {
        return Err(Refusal::SameClass);
    }
    // What was assessed stands; without it, what the rules gave.
    guard_class(facts.class.or(facts.suggested_class), actor, &facts.input)
}

/// The class headquarters gave in writing, lower ones too: it is headquarters' word, with its number,
/// whose and why.
fn guard_recorded_class(facts: &Facts) -> Result<Vec<Effect>, Refusal> {
    let input = &facts.input;
    let class = input.class.ok_or(Refusal::Missing("class"))?;
    if facts.class == Some(class) {
        return Err(Refusal::SameClass);
    }
    needs(&[
        ("ruling_no", &input.ruling_no),
        ("ruling_by", &input.ruling_by),
        ("reason", &input.reason),
    ])?;
    Ok(vec![Effect::SetClass])
}

fn guard_investigate(facts: &Facts) -> Result<Vec<Effect>, Refusal> {
    let investigator = facts.input.investigator;
    let investigator = investigator.ok_or(Refusal::Missing("investigator"))?;
    if facts.complained_about.contains(&investigator) {
        return Err(Refusal::InvestigatorComplainedAbout);
    }
    Ok(vec![Effect::AddHandler])
}

/// Who handled it does not close it. A shop of two may have nobody left who did not: then its
/// manager does, says why, and headquarters is told. Answers whether it came to that.
fn guard_four_eyes(
    transition: &Transition,
    (person, actor): (StaffId, Actor),
    facts: &Facts,
) -> Result<bool, Refusal> {
    if !facts.handlers.contains(&person) {
        return Ok(false);
    }
    let mut others = facts.shop.iter().filter(|(other, _)| *other != person);
    let somebody_else = others.any(|(other, role)| {
        let judged = facts.complained_about.contains(other) || facts.handlers.contains(other);
        transition.actors.contains(role) && !judged
    });
    if actor != Actor::Manager || somebody_else || facts.shop.is_empty() {
        return Err(Refusal::OwnHandling);
    }
    needs(&[("reason", &facts.input.reason)])?;
    Ok(true)
}

fn guard_close(
    transition: &Transition,
    who: (StaffId, Actor),
    facts: &Facts,
    policy: &ComplaintPolicy,
) -> Result<Vec<Effect>, Refusal> {
    let alone = guard_four_eyes(transition, who, facts)?;
    let score = facts.input.sat_after;
    let score = score.ok_or(Refusal::Missing("sat_after"))?;
    guard_score(score)?;
    if score < policy.satisfied_from {
        return Err(Refusal::NotSatisfied);
    }
    needs(&[("contact_text", &facts.input.contact_text)])?;
    let effects = [Effect::RecordContact, Effect::RecordSatisfaction];
    let co_owned = facts.class.is_some_and(Class::is_co_owned);
    let inform = (co_owned || alone).then_some(Effect::InformHeadquarters);
    Ok(effects.into_iter().chain(inform).collect())
}

fn guard_score(score: u8) -> Result<(), Refusal> {
    if (1..=5).contains(&score) {
        Ok(())
    } else {
        Err(Refusal::SatisfactionRange)
    }
}

/// What an authority or court decided closes it whatever the customer thinks of it; how content
/// they are is kept where they say it.
fn guard_conclude(
    transition: &Transition,
    who: (StaffId, Actor),
    facts: &Facts,
) -> Result<Vec<Effect>, Refusal> {
    guard_four_eyes(transition, who, facts)?;
    needs(&[("conclusion", &facts.input.conclusion)])?;
    let mut effects = vec![Effect::InformHeadquarters];
    if let Some(score) = facts.input.sat_after {
        guard_score(score)?;
        effects.push(Effect::RecordSatisfaction);
    }
    Ok(effects)
}

fn guard_reopen(
    facts: &Facts,
    policy: &ComplaintPolicy,
    now_at: i64,
) -> Result<Vec<Effect>, Refusal> {
    needs(&[("reason", &facts.input.reason)])?;
    // The step counts when the customer came back, which an offline PC reports later.
    let closed_on = facts.closed_at.and_then(local_date);
    let until = closed_on.and_then(|on| reopen_until(on, policy).ok());
    let on = local_date(facts.occurred_at.min(now_at));
    let in_time = on.zip(until).is_some_and(|(on, until)| on <= until);
    if !in_time {
        return Err(Refusal::ReopenWindow);
    }
    let co_owned = facts.class.is_some_and(Class::is_co_owned);
    let inform = co_owned.then_some(Effect::InformHeadquarters);
    let effects = [Effect::CountReopened, Effect::RestartClocks];
    Ok(effects.into_iter().chain(inform).collect())
}

fn guard_take_over(facts: &Facts) -> Result<Vec<Effect>, Refusal> {
    if facts.taken_over {
        return Err(Refusal::AlreadyTakenOver);
    }
    needs(&[("reason", &facts.input.reason)])?;
    Ok(vec![Effect::MarkTakenOver, Effect::InformManager])
}

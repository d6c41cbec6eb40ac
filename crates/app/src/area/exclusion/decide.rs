//! Confirming a claim, not accepting it, and taking it back.

use wuyou_contract::ErrorCode;
use wuyou_contract::exclusion::{ExclusionDecide, ExclusionDecision, Exclusions};
use wuyou_domain::explain::{Explanation, Language, render, render_key};
use wuyou_domain::id::ExclusionEventId;
use wuyou_domain::remedy_case::articles;
use wuyou_domain::staff::Role;
use wuyou_domain::text;
use wuyou_domain::warranty::remedy::{
    ClaimEvent, ClaimRefusal, ClaimState, Confirmation, confirm_claim,
};
use wuyou_store::{Tx, View};
use wuyou_sync::value::Value;

use super::record::Claim;
use super::{About, found, shown_again, write};
use crate::app::{Acting, App};
use crate::area::money;
use crate::area::work_order::role;
use crate::failure::Outcome;
use crate::input::{Form, single};

/// A decision as it was typed.
struct Typed {
    decision: ExclusionDecision,
    reason: Option<String>,
    ruling: Option<(String, String)>,
}

/// Decides over a claim.
pub(crate) fn decide(app: &App, acting: &Acting, request: ExclusionDecide) -> Outcome<Exclusions> {
    let typed = read(acting, &request)?;
    let id = ExclusionEventId(request.id);
    let event = ExclusionEventId(app.new_id(acting));
    let database = app.database()?;
    let (order, case) = database.edit(&acting.edit()?, |tx| -> Outcome<_> {
        let (about, claim) = found(tx.view(), id)?;
        about.mine(acting)?;
        match typed.decision {
            ExclusionDecision::Confirm => confirm(acting, tx, (&about, &claim), event, &typed)?,
            ExclusionDecision::Refuse => refuse(acting, tx, (&about, &claim), event, &typed)?,
            ExclusionDecision::Withdraw => withdraw(acting, tx, (&about, &claim), event, &typed)?,
        }
        Ok((claim.first.work_order_id, claim.first.remedy_case_id))
    })?;
    shown_again(app, acting, order, case)
}

fn read(acting: &Acting, request: &ExclusionDecide) -> Outcome<Typed> {
    let mut form = Form::new(acting.now_at);
    let reason = form.note("reason", request.reason.as_deref());
    let ruling_no = form.line("ruling_no", request.ruling_no.as_deref(), text::LINE_MAX);
    let ruling_by = form.line("ruling_by", request.ruling_by.as_deref(), text::NAME_MAX);
    if request.decision != ExclusionDecision::Confirm && reason.is_none() {
        form.wrong("reason", "required", None);
    }
    form.finish()?;
    Ok(Typed {
        decision: request.decision,
        reason,
        ruling: ruling_no.zip(ruling_by),
    })
}

/// What a confirmation by the acting person is judged by.
pub(super) fn confirmation(
    acting: &Acting,
    view: View<'_>,
    claim: &Claim,
    (upheld, ruling): (bool, bool),
) -> Outcome<Confirmation> {
    let person = acting.staff()?;
    let staff = wuyou_store::staff::list(view)?;
    let other_manager = staff
        .iter()
        .any(|one| one.id != person && !one.disabled && one.role == Role::Manager.code());
    Ok(Confirmation {
        state: claim.state(),
        upheld,
        claimed_by: claim.first.staff_id,
        person,
        other_manager,
        ruling,
    })
}

fn must_be_manager(acting: &Acting) -> Outcome<()> {
    match role(acting)? {
        Role::Manager => Ok(()),
        _ => Err(ErrorCode::ExclusionRole.into()),
    }
}

fn confirm(
    acting: &Acting,
    tx: &mut Tx<'_>,
    (about, claim): (&About, &Claim),
    event: ExclusionEventId,
    typed: &Typed,
) -> Outcome<()> {
    must_be_manager(acting)?;
    about.open()?;
    about.must_count(tx.view(), claim)?;
    let verdict = about.verdict(tx.view(), claim, acting.now_at)?;
    let judged = (verdict.result.upheld, typed.ruling.is_some());
    let facts = confirmation(acting, tx.view(), claim, judged)?;
    confirm_claim(&facts).map_err(|refused| match refused {
        ClaimRefusal::Decided => ErrorCode::ExclusionOver.into(),
        ClaimRefusal::NotUpheld => ErrorCode::ExclusionNotUpheld.into(),
        ClaimRefusal::OwnClaim => ErrorCode::ExclusionOwn.into(),
        ClaimRefusal::RulingNeeded => single("ruling_no", "ruling_needed", None),
    })?;
    let mut fields = quoted(&verdict.why);
    let (no, by) = typed.ruling.clone().unzip();
    fields.push(("ruling_no", no.into()));
    fields.push(("ruling_by", by.into()));
    fields.push(("text", typed.reason.clone().into()));
    let step = (event, ClaimEvent::Confirm, Some(claim.first.id));
    write(acting, tx, about, step, fields)?;
    match about {
        About::Order(order) => money::reprice(tx, acting, order),
        About::Case(_) => Ok(()),
    }
}

fn refuse(
    acting: &Acting,
    tx: &mut Tx<'_>,
    (about, claim): (&About, &Claim),
    event: ExclusionEventId,
    typed: &Typed,
) -> Outcome<()> {
    must_be_manager(acting)?;
    if claim.state() != ClaimState::Claimed {
        return Err(ErrorCode::ExclusionOver.into());
    }
    let step = (event, ClaimEvent::Refuse, Some(claim.first.id));
    let fields = vec![("text", typed.reason.clone().into())];
    write(acting, tx, about, step, fields)
}

/// Whoever claimed takes it back, or the desk; a finished order becomes free as well, and what was
/// paid for it is owed back.
fn withdraw(
    acting: &Acting,
    tx: &mut Tx<'_>,
    (about, claim): (&About, &Claim),
    event: ExclusionEventId,
    typed: &Typed,
) -> Outcome<()> {
    if !may_withdraw(acting, claim)? {
        return Err(ErrorCode::ExclusionRole.into());
    }
    if claim.state().is_over() {
        return Err(ErrorCode::ExclusionOver.into());
    }
    if let About::Case(_) = about {
        about.open()?;
    }
    let step = (event, ClaimEvent::Withdraw, Some(claim.first.id));
    let fields = vec![("text", typed.reason.clone().into())];
    write(acting, tx, about, step, fields)?;
    match about {
        About::Order(order) => money::set_free(tx, order),
        About::Case(_) => Ok(()),
    }
}

pub(super) fn may_withdraw(acting: &Acting, claim: &Claim) -> Outcome<bool> {
    let own = claim.first.staff_id == acting.staff;
    Ok(own || role(acting)? != Role::Technician)
}

/// The articles and reasons as text of both languages, and the versions that decided.
fn quoted(why: &Explanation) -> Vec<(&'static str, Value)> {
    let book = articles().map(|document| &document.content);
    let text = |language: Language| {
        let quotes =
            why.basis.iter().map(
                |one| match book.as_ref().ok().and_then(|book| book.of(one)) {
                    Some(article) => {
                        let name = article.name.get(language);
                        format!("{name}：{}", article.text.get(language))
                    }
                    None => render_key(one.key, language),
                },
            );
        let steps = why.steps.iter().map(|step| render(step, language));
        quotes.chain(steps).collect::<Vec<_>>().join("\n")
    };
    let versions = why.versions.iter();
    let versions = versions.map(|one| format!("{} {}", one.kind, one.version));
    vec![
        ("basis_zh", text(Language::Zh).into()),
        ("basis_en", text(Language::En).into()),
        ("rules", versions.collect::<Vec<_>>().join(", ").into()),
    ]
}

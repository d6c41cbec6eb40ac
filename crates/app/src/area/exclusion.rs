//! Claims that 三包 does not cover a repair: made with their evidence on an order or a remedy case,
//! confirmed by another person, taken back. Until one is confirmed the repair is free.

mod decide;
mod record;
mod view;

use wuyou_contract::exclusion::{
    ExclusionAdd, ExclusionClaim, ExclusionEvidenceTyped, ExclusionGet, Exclusions,
};
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::date_text::DateKind;
use wuyou_domain::explain::Decision;
use wuyou_domain::id::{ExclusionEventId, RemedyCaseId, WorkOrderId};
use wuyou_domain::remedy_case::state::State as CaseState;
use wuyou_domain::warranty::remedy::{ClaimEvent, ClaimState, ExclusionCode, ExclusionVerdict};
use wuyou_store::exclusion as store;
use wuyou_store::remedy_case::{self, RemedyCaseRow};
use wuyou_store::work_order::{self, WorkOrderRow};
use wuyou_store::{Id, Tx, View};
use wuyou_sync::value::Value;

use crate::app::{Acting, App};
use crate::area::{money, warranty};
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::{code_of, code_text};

pub(crate) use decide::decide;
use record::{Claim, claims};
pub(crate) use view::told;

/// What a claim is about.
enum About {
    Order(Box<WorkOrderRow>),
    Case(Box<RemedyCaseRow>),
}

impl About {
    fn named(
        view: View<'_>,
        order: Option<WorkOrderId>,
        case: Option<RemedyCaseId>,
    ) -> Outcome<Self> {
        match (order, case) {
            (Some(order), None) => Ok(Self::Order(Box::new(work_order::get(view, order)?))),
            (None, Some(case)) => Ok(Self::Case(Box::new(remedy_case::get(view, case)?))),
            _ => Err(single("work_order_id", "choose_one", None).into()),
        }
    }

    fn events(&self, view: View<'_>) -> Outcome<Vec<store::ExclusionEventRow>> {
        Ok(match self {
            Self::Order(order) => store::of_order(view, order.id)?,
            Self::Case(case) => store::of_case(view, case.id)?,
        })
    }

    /// The field that names it in a row.
    fn field(&self) -> (&'static str, Value) {
        match self {
            Self::Order(order) => ("work_order_id", order.id.value()),
            Self::Case(case) => ("remedy_case_id", case.id.value()),
        }
    }

    /// Whether something may still be claimed or confirmed: not on work that is done without a
    /// price agreed before, and not on a case where a proposal stands.
    fn open(&self) -> Result<(), ApiError> {
        match self {
            Self::Order(order) if money::may_change(order) => Ok(()),
            Self::Order(_) => Err(ErrorCode::ExclusionFinished.into()),
            Self::Case(case) if case.state == CaseState::Opened.code() => Ok(()),
            Self::Case(_) => Err(ErrorCode::RemedyLocked.into()),
        }
    }

    /// The claims that count: about an order that was opened again, those made since.
    fn claims(&self, view: View<'_>) -> Outcome<Vec<Claim>> {
        Ok(match self {
            Self::Order(order) => parted(view, order.id)?.0,
            Self::Case(_) => claims(self.events(view)?),
        })
    }

    /// Refuses a claim about a fault that was mended before the order was opened again.
    fn must_count(&self, view: View<'_>, claim: &Claim) -> Outcome<()> {
        let mut counting = self.claims(view)?.into_iter();
        match counting.find(|one| one.first.id == claim.first.id) {
            Some(_) => Ok(()),
            None => Err(ErrorCode::ExclusionOver.into()),
        }
    }

    fn mine(&self, acting: &Acting) -> Outcome<()> {
        match self {
            Self::Order(order) => money::mine(acting, order),
            Self::Case(_) => Ok(()),
        }
    }

    /// What the rules say to a claim about it.
    fn verdict(
        &self,
        view: View<'_>,
        claim: &Claim,
        now_at: i64,
    ) -> Outcome<Decision<ExclusionVerdict>> {
        let (unit, reported_at) = match self {
            Self::Order(order) => (order.unit_id, money::reported_at(view, order)?),
            Self::Case(case) => (Some(case.unit_id), case.reported_at),
        };
        let unit = unit.ok_or(ErrorCode::ExclusionNotNeeded)?;
        warranty::exclusion(
            view,
            unit,
            &claim.claimed(),
            (reported_at.min(now_at), now_at),
        )
    }
}

/// The claims about an order: those about its fault as it is told of now, and those made before it
/// was opened again.
fn parted(view: View<'_>, order: WorkOrderId) -> Outcome<(Vec<Claim>, Vec<Claim>)> {
    let all = claims(store::of_order(view, order)?);
    let reopened_at = match all.is_empty() {
        true => None,
        false => money::reopened_at(view, order)?,
    };
    let is_now =
        |claim: &Claim| reopened_at.is_none_or(|reopened_at| claim.first.occurred_at > reopened_at);
    Ok(all.into_iter().partition(is_now))
}

/// The confirmed claim about the fault of an order that the rules uphold, if there is one: by what
/// is on record, as of the last that happened to the claims, so that every question about the order
/// gets the same answer.
pub(crate) fn upheld_of_order(
    view: View<'_>,
    order: &WorkOrderRow,
) -> Outcome<Option<Decision<ExclusionVerdict>>> {
    let (now, _) = parted(view, order.id)?;
    if now.is_empty() || order.unit_id.is_none() {
        return Ok(None);
    }
    let times = now.iter().map(Claim::last_at);
    let as_of = times.chain([money::reported_at(view, order)?]).max();
    let about = About::Order(Box::new(order.clone()));
    upheld(view, &about, &now, as_of.unwrap_or(order.received_at))
}

/// The grounds of the confirmed claims about an order that the rules uphold today, each with when
/// it was claimed.
pub(crate) fn upheld_grounds(
    view: View<'_>,
    order: &WorkOrderRow,
    now_at: i64,
) -> Outcome<Vec<(i64, ExclusionCode)>> {
    let mut grounds = Vec::new();
    if order.unit_id.is_none() {
        return Ok(grounds);
    }
    let about = About::Order(Box::new(order.clone()));
    for claim in claims(store::of_order(view, order.id)?) {
        if claim.state() == ClaimState::Confirmed
            && about.verdict(view, &claim, now_at)?.result.upheld
        {
            grounds.push((claim.first.occurred_at, claim.ground()));
        }
    }
    Ok(grounds)
}

/// The same about a remedy case or the order it comes from: of the order's claims those about the
/// fault the case is about, neither those from before it was opened again for it nor later ones.
pub(crate) fn upheld_of_case(
    view: View<'_>,
    case: &RemedyCaseRow,
    now_at: i64,
) -> Outcome<Option<Decision<ExclusionVerdict>>> {
    let mut all = claims(store::of_case(view, case.id)?);
    if let Some(order) = case.work_order_id {
        let reopened = money::reopenings(view, order)?;
        let round = |at: i64| reopened.iter().filter(|reopened| **reopened < at).count();
        // The reopening is the report itself, and what is claimed of it is claimed afterwards.
        let own = round(case.reported_at.saturating_add(1));
        let mut of_order = claims(store::of_order(view, order)?);
        of_order.retain(|claim| round(claim.first.occurred_at) == own);
        all.extend(of_order);
    }
    upheld(view, &About::Case(Box::new(case.clone())), &all, now_at)
}

fn upheld(
    view: View<'_>,
    about: &About,
    claims: &[Claim],
    now_at: i64,
) -> Outcome<Option<Decision<ExclusionVerdict>>> {
    for claim in claims {
        if claim.state() == ClaimState::Confirmed {
            let verdict = about.verdict(view, claim, now_at)?;
            if verdict.result.upheld {
                return Ok(Some(verdict));
            }
        }
    }
    Ok(None)
}

/// Why the work of an order is charged all the same.
pub(crate) struct Grounds {
    /// What was done about the fault as it is told of now.
    pub(crate) now: Option<ExclusionCode>,
    /// What was done before the order was opened again.
    pub(crate) before: Option<ExclusionCode>,
}

/// The grounds of the claims about an order that were confirmed and that nobody took back, on any
/// PC; while its lines may change, of those that the rules uphold.
pub(crate) fn grounds(view: View<'_>, order: &WorkOrderRow) -> Outcome<Grounds> {
    let (now, before) = parted(view, order.id)?;
    let confirmed = |claims: &[Claim]| {
        let mut claims = claims.iter();
        claims
            .find(|claim| claim.state() == ClaimState::Confirmed)
            .map(Claim::ground)
    };
    let now = match money::may_change(order) {
        true => upheld_of_order(view, order)?.map(|verdict| verdict.result.code),
        false => confirmed(&now),
    };
    Ok(Grounds {
        now,
        before: confirmed(&before),
    })
}

/// Shows the claims about an order or a case.
pub(crate) fn get(app: &App, acting: &Acting, request: ExclusionGet) -> Outcome<Exclusions> {
    app.database()?.read(|view| {
        let order = request.work_order_id.map(WorkOrderId);
        let about = About::named(view, order, request.remedy_case_id.map(RemedyCaseId))?;
        view::shown(acting, view, &about)
    })
}

/// A piece of evidence that is there, with what it shows.
type Piece = (&'static str, String);

fn evidence(form: &mut Form, typed: &[ExclusionEvidenceTyped]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (place, one) in typed.iter().enumerate() {
        let field = format!("evidence.{place}.text");
        let Some(text) = form.note(&field, one.text.as_deref()) else {
            continue;
        };
        let code = code_text(&one.kind);
        let known = wuyou_domain::warranty::remedy::Evidence::ALL.iter();
        let mut known = known.filter(|kind| Some(kind.code()) == code.as_deref());
        pieces.extend(known.next().map(|kind| (kind.code(), text)));
    }
    pieces
}

/// Claims that 三包 does not cover a repair.
pub(crate) fn claim(app: &App, acting: &Acting, request: ExclusionClaim) -> Outcome<Exclusions> {
    let mut form = Form::new(acting.now_at);
    let text = form.required_note("text", &request.text);
    let found_on = form.date("found_on", request.found_on.as_deref(), DateKind::Event);
    let pieces = evidence(&mut form, &request.evidence);
    form.finish()?;
    let order = request.work_order_id.map(WorkOrderId);
    let case = request.remedy_case_id.map(RemedyCaseId);
    let id = ExclusionEventId(app.new_id(acting));
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let about = About::named(tx.view(), order, case)?;
        about.mine(acting)?;
        about.open()?;
        if let About::Order(order) = &about {
            money::must_be_free(tx.view(), order, acting.now_at)?;
        }
        let ground = code_text(&request.ground);
        let live = about.claims(tx.view())?;
        let twice =
            |one: &&Claim| !one.state().is_over() && Some(one.ground().code()) == ground.as_deref();
        if live.iter().find(twice).is_some() {
            return Err(single("ground", "claimed_already", None).into());
        }
        let fields = vec![
            ("ground", code_of(&request.ground)),
            ("text", text.as_str().into()),
            ("caused_by_it", request.caused_by_it.into()),
            ("found_on", found_on.clone().into()),
        ];
        write(acting, tx, &about, (id, ClaimEvent::Claim, None), fields)?;
        add_pieces(app, acting, tx, (&about, id), &pieces)
    })?;
    shown_again(app, acting, order, case)
}

/// Adds evidence to a claim that is not decided.
pub(crate) fn add(app: &App, acting: &Acting, request: ExclusionAdd) -> Outcome<Exclusions> {
    let mut form = Form::new(acting.now_at);
    let pieces = evidence(&mut form, &request.evidence);
    if pieces.is_empty() && request.caused_by_it.is_none() {
        form.wrong("evidence", "required", None);
    }
    form.finish()?;
    let id = ExclusionEventId(request.id);
    let database = app.database()?;
    let (order, case) = database.edit(&acting.edit()?, |tx| -> Outcome<_> {
        let (about, claim) = found(tx.view(), id)?;
        about.mine(acting)?;
        about.open()?;
        if claim.state() != ClaimState::Claimed {
            return Err(ErrorCode::ExclusionOver.into());
        }
        about.must_count(tx.view(), &claim)?;
        if request.caused_by_it == Some(true) && claim.is_denied() {
            return Err(single("caused_by_it", "cause_denied", None).into());
        }
        if request.caused_by_it.is_some() {
            let event = (
                ExclusionEventId(app.new_id(acting)),
                ClaimEvent::Evidence,
                Some(id),
            );
            let fields = vec![("caused_by_it", request.caused_by_it.into())];
            write(acting, tx, &about, event, fields)?;
        }
        add_pieces(app, acting, tx, (&about, id), &pieces)?;
        Ok((claim.first.work_order_id, claim.first.remedy_case_id))
    })?;
    shown_again(app, acting, order, case)
}

fn shown_again(
    app: &App,
    acting: &Acting,
    order: Option<WorkOrderId>,
    case: Option<RemedyCaseId>,
) -> Outcome<Exclusions> {
    app.database()?
        .read(|view| view::shown(acting, view, &About::named(view, order, case)?))
}

/// A claim with what it is about.
fn found(view: View<'_>, id: ExclusionEventId) -> Outcome<(About, Claim)> {
    let first = store::claim(view, id)?;
    let about = About::named(view, first.work_order_id, first.remedy_case_id)?;
    let all = claims(about.events(view)?);
    let claim = all.into_iter().find(|claim| claim.first.id == id);
    Ok((about, claim.ok_or(ErrorCode::NotFound)?))
}

fn add_pieces(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    (about, claim): (&About, ExclusionEventId),
    pieces: &[Piece],
) -> Outcome<()> {
    for (kind, text) in pieces {
        let id = ExclusionEventId(app.new_id(acting));
        let fields = vec![("evidence", (*kind).into()), ("text", text.as_str().into())];
        let event = (id, ClaimEvent::Evidence, Some(claim));
        write(acting, tx, about, event, fields)?;
    }
    Ok(())
}

fn write(
    acting: &Acting,
    tx: &mut Tx<'_>,
    about: &About,
    (id, event, claim): (ExclusionEventId, ClaimEvent, Option<ExclusionEventId>),
    mut fields: Vec<(&'static str, Value)>,
) -> Outcome<()> {
    fields.push(about.field());
    fields.push(("event", event.code().into()));
    fields.push(("claim_id", claim.map(Id::row_id).into()));
    fields.push(("occurred_at", acting.now_at.into()));
    fields.push(("staff_id", acting.staff()?.value()));
    tx.insert("exclusion_event", id, &fields)?;
    Ok(())
}

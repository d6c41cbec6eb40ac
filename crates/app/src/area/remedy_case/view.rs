//! Cases as the screens show them.

use wuyou_contract::explain::BothLanguages;
use wuyou_contract::remedy_case::{
    RemedyAmounts, RemedyArticle, RemedyCaseDetail, RemedyCaseEvent, RemedyCaseOffer,
    RemedyCaseSummary, RemedyClaim, RemedyEvidence, RemedyExpense, RemedyExpenseKind, RemedyFacts,
    RemedyGround, RemedyOverruled, RemedyProof, RemedyProposal, RemedySettled, RemedyState,
};
use wuyou_contract::warranty::Payer;
use wuyou_contract::work_order::Urgency;
use wuyou_domain::explain::Explanation;
use wuyou_domain::id::RemedyCaseId;
use wuyou_domain::remedy_case::state::{Event, State, Verdict, ruled};
use wuyou_domain::remedy_case::{
    Claim, Ground, Offer, Proof, Settlement, articles, due_at, periods,
};
use wuyou_domain::rule::RuleError;
use wuyou_domain::sla::{Deadline, Duty};
use wuyou_domain::warranty::remedy::Depreciation;
use wuyou_store::View;
use wuyou_store::remedy_case::{self as store, RemedyCaseRow, RemedyEventRow, RulingRow};

use super::failed;
use super::option::options;
use super::story::{Story, Wanted, claim_shown, code, overruled, row_code, since_at, standing};
use crate::app::Acting;
use crate::area::explain::{both, why, word};
use crate::area::{customer, today};
use crate::failure::Outcome;
use crate::show::code_from;

/// A case as lists show it.
pub(super) fn summary(
    acting: &Acting,
    view: View<'_>,
    row: RemedyCaseRow,
) -> Outcome<RemedyCaseSummary> {
    let events = store::events(view, row.id)?;
    summary_of(acting, &row, &events)
}

pub(super) fn summary_of(
    acting: &Acting,
    row: &RemedyCaseRow,
    events: &[RemedyEventRow],
) -> Outcome<RemedyCaseSummary> {
    let due_at = due(row, events)?;
    Ok(RemedyCaseSummary {
        id: row.id.0,
        no: row.no.clone(),
        state: code_from(Some(standing(row).code())).unwrap_or(RemedyState::Opened),
        ground: code_from(Some(&row.ground)).unwrap_or(RemedyGround::Quality),
        claim: code_from(Some(&row.claim)).unwrap_or(RemedyClaim::Repair),
        customer_id: row.customer_id.0,
        customer_name: row.customer_name.clone(),
        unit_id: row.unit_id.0,
        serial: row.serial.clone(),
        text: row.text.clone(),
        total_fen: row.total_fen,
        owner: row.owner.clone(),
        opened_at: row.opened_at,
        due_what: due_what(standing(row)).map(ToOwned::to_owned),
        due_at,
        urgency: match due_at {
            Some(_) => today::urgency(due_at, acting.now_at),
            None => Urgency::Done,
        },
        reopened_count: row.reopened_count,
        urged_count: row.urged_count,
        conflicted: row.conflicted,
        overruled: overruled(row, events).is_some(),
    })
}

/// What is due next, for the alerts.
pub(super) fn deadline(
    row: &RemedyCaseRow,
    events: &[RemedyEventRow],
) -> Outcome<Option<Deadline>> {
    let duty = due_what(standing(row)).and_then(Duty::from_code);
    let due = duty.zip(due(row, events)?);
    Ok(due.map(|(duty, due_at)| Deadline {
        duty,
        from_at: since_at(row, events),
        due_at,
        met_at: None,
    }))
}

/// What is due next, as the screens name it.
fn due_what(state: State) -> Option<&'static str> {
    Some(match state {
        State::Opened => "decide",
        State::Proposed => "approve",
        State::WithHeadquarters => "ruling",
        State::Approved | State::Refused | State::Declined => "tell",
        State::Agreed => "execute",
        State::Executed => "close",
        State::Closed | State::Withdrawn => return None,
    })
}

/// When the next step of a case is due.
fn due(row: &RemedyCaseRow, events: &[RemedyEventRow]) -> Outcome<Option<i64>> {
    let state = standing(row);
    let proposed = row.proposal_id.and_then(|id| {
        let event = events.iter().find(|event| event.id == id)?;
        Claim::from_code(event.claim.as_deref()?)
    });
    let asked = Claim::from_code(&row.claim).unwrap_or(Claim::Repair);
    let ground = Ground::from_code(&row.ground).unwrap_or(Ground::Quality);
    let periods = periods().map_err(|error| failed(&error))?;
    let given = (ground, proposed.unwrap_or(asked));
    Ok(due_at(
        state,
        since_at(row, events),
        given,
        &periods.content,
    ))
}

/// A case with everything about it.
pub(super) fn detail(
    acting: &Acting,
    view: View<'_>,
    id: RemedyCaseId,
) -> Outcome<RemedyCaseDetail> {
    let story = Story::load(view, store::get(view, id)?, acting.now_at)?;
    let row = &story.row;
    let corrects_no = match row.corrects_id {
        Some(other) => Some(store::get(view, other)?.no),
        None => None,
    };
    let shown = evidence(&story)?;
    Ok(RemedyCaseDetail {
        summary: summary_of(acting, row, &story.events)?,
        unit: crate::area::unit::summary(story.unit.clone()),
        phones: customer::phones(view, row.customer_id)?,
        complaint_id: row.complaint_id.map(|id| id.0),
        complaint_no: row.complaint_no.clone(),
        work_order_id: row.work_order_id.map(|id| id.0),
        work_order_no: row.work_order_no.clone(),
        request_id: row.request_id.map(|id| id.0),
        request_no: row.request_no.clone(),
        corrects_id: row.corrects_id.map(|id| id.0),
        corrects_no,
        reported_at: row.reported_at,
        owner_id: row.owner_id.map(|id| id.0),
        overruled: story.overruled().map(|(typed, own)| RemedyOverruled {
            typed: ruling(typed).unwrap_or_default(),
            own: format!("{} · {}", own.ruling_no, own.ruling_by),
            text: own.text.clone(),
        }),
        editable: story.state() == State::Opened,
        facts: facts(&story),
        complete: shown.iter().all(|item| item.held || !item.must),
        evidence: shown,
        repairs: story.report.repairs.clone(),
        repairs_counted: repairs_counted(&story),
        repair_days: story.report.repair_days,
        expenses: story.expenses().iter().map(expense).collect(),
        offers: offers(&story)?,
        why: why(&story.offers.why),
        proposal: proposal(&story),
        paid_fen: story.paid_fen(),
        allowed: options(acting, &story)?,
        events: events_shown(&story),
        conflicts: crate::area::conflict::open_of_row(view, id.0)?,
    })
}

fn repairs_counted(story: &Story) -> u32 {
    let counted = story.report.repairs.iter().filter(|repair| repair.counts);
    u32::try_from(counted.count()).unwrap_or(u32::MAX)
}

fn facts(story: &Story) -> RemedyFacts {
    let row = &story.row;
    let channel = story.channel();
    RemedyFacts {
        invoice_no: story.invoice_no().cloned(),
        invoice_on: story.invoice_on().cloned(),
        price_fen: story.price_fen(),
        subsidy_fen: row.subsidy_fen,
        card_no: row.card_no.clone(),
        fault_record: row.fault_record.clone(),
        fault_confirmed: row.fault_confirmed,
        same_model_available: row.same_model_available,
        accepts_exchange: row.accepts_exchange,
        delay_cause: code(&row.delay_cause),
        dep_in_terms: row.dep_in_terms,
        finding_no: row.finding_no.clone(),
        finding_authority: row.finding_authority.clone(),
        finding_on: row.finding_on.clone(),
        received_on: story.received_on().cloned(),
        sale_channel: channel.and_then(|channel| code_from(Some(channel.code()))),
        goods_condition: row.goods_condition.clone(),
        unopened: row.unopened,
        custom_made: row.custom_made,
        unsuitable_confirmed: row.unsuitable_confirmed,
        agreement: row.agreement.clone(),
    }
}

fn evidence(story: &Story) -> Outcome<Vec<RemedyEvidence>> {
    let found = story
        .evidence(story.claim())
        .map_err(|error| failed(&error))?;
    let items = found.result.items.iter();
    Ok(items
        .map(|item| RemedyEvidence {
            proof: proof(item.proof),
            must: item.must,
            held: item.held,
            shown: item.held.then(|| shown(story, item.proof)).flatten(),
        })
        .collect())
}

fn proof(proof: Proof) -> RemedyProof {
    code_from(Some(proof.code())).unwrap_or(RemedyProof::PurchaseInvoice)
}

/// What is there: a number, a day, how many.
fn shown(story: &Story, proof: Proof) -> Option<BothLanguages> {
    let row = &story.row;
    let plain = |text: &Option<String>| text.clone().map(same);
    match proof {
        Proof::PurchaseInvoice => {
            let (no, on) = (story.invoice_no()?, story.invoice_on()?);
            Some(same(format!("{no} · {on}")))
        }
        Proof::WarrantyCard => plain(&row.card_no),
        Proof::Price => {
            let fen = story.price_fen()?;
            Some(same(format!("¥{}.{:02}", fen / 100, fen % 100)))
        }
        Proof::FaultRecord => plain(&row.fault_record),
        Proof::RepairRecords => {
            let (counted, all) = (repairs_counted(story), story.report.repairs.len());
            Some(BothLanguages {
                zh: format!("共修 {all} 次，计入 {counted} 次"),
                en: format!("{all} repairs, {counted} of them count"),
            })
        }
        Proof::RepairDays => {
            let days = story.report.repair_days?;
            Some(BothLanguages {
                zh: format!("这次已修 {days} 天"),
                en: format!("{days} days in repair this time"),
            })
        }
        Proof::Finding => plain(&row.finding_no),
        Proof::Receipt => story.received_on().cloned().map(same),
        Proof::SaleChannel => {
            let channel = story.channel()?;
            Some(word(&format!("remedy_case-channel-{}", channel.code())))
        }
        Proof::GoodsCondition => plain(&row.goods_condition),
        Proof::Agreement => plain(&row.agreement),
        Proof::ExpenseReceipts => None,
    }
}

fn same(text: String) -> BothLanguages {
    BothLanguages {
        zh: text.clone(),
        en: text,
    }
}

fn expense(one: &wuyou_domain::warranty::remedy::Expense) -> RemedyExpense {
    RemedyExpense {
        kind: code_from(Some(one.kind.code())).unwrap_or(RemedyExpenseKind::Other),
        amount_fen: one.amount_fen,
        proven: one.proven,
    }
}

fn offers(story: &Story) -> Outcome<Vec<RemedyCaseOffer>> {
    let offers = story.offers.result.iter();
    offers.map(|offer| offer_shown(story, offer)).collect()
}

fn offer_shown(story: &Story, offer: &Offer) -> Outcome<RemedyCaseOffer> {
    let found = story
        .evidence(offer.claim)
        .map_err(|error| failed(&error))?;
    let lacking = found
        .result
        .items
        .iter()
        .filter(|item| item.must && !item.held);
    let settled = story.settle(&Wanted::plain(offer.claim)).ok();
    let settled = settled.filter(|_| offer.allowed);
    Ok(RemedyCaseOffer {
        claim: claim_shown(offer.claim),
        allowed: offer.allowed,
        owed: offer.owed,
        row: row_code(offer.row),
        payer: code_from(Some(offer.payer.code())).unwrap_or(Payer::Seller),
        depreciation: offer.depreciation == Depreciation::Yes,
        other_model: offer.other_model,
        lacking: lacking.map(|item| proof(item.proof)).collect(),
        amounts: settled.map(|decided| amounts(&decided.result)),
        articles: quotes(story, offer)?,
    })
}

fn quotes(story: &Story, offer: &Offer) -> Outcome<Vec<RemedyArticle>> {
    let book = &articles().map_err(|error| failed(&error))?.content;
    let basis = offer.basis(story.ground()).into_iter();
    let quote = |basis| match book.of(&basis) {
        Some(article) => RemedyArticle {
            name: both(&article.name),
            text: both(&article.text),
            source: Some(article.source.clone()),
        },
        // A promise or an agreement is no law: it is named, not quoted.
        None => RemedyArticle {
            name: word(basis.key),
            text: word(basis.key),
            source: None,
        },
    };
    Ok(basis.map(quote).collect())
}

fn amounts(found: &Settlement) -> RemedyAmounts {
    RemedyAmounts {
        days: found.days,
        fee_fen: found.fee_fen,
        refund_fen: found.refund_fen,
        subsidy_return_fen: found.subsidy_return_fen,
        expenses_fen: found.expenses_fen,
        difference_fen: found.difference_fen,
        total_fen: found.total_fen,
        stake_fen: found.stake_fen,
    }
}

/// The amounts of something before it is proposed.
pub(super) fn settled(acting: &Acting, story: &Story, wanted: &Wanted) -> Outcome<RemedySettled> {
    match story.settle(wanted) {
        Ok(decided) => {
            let row = story.offer(wanted.claim).and_then(|offer| offer.row);
            let stake_fen = decided.result.stake_fen;
            let row = row_code(row);
            Ok(RemedySettled {
                amounts: Some(amounts(&decided.result)),
                may_approve: story.may_approve(acting, stake_fen, row.as_deref())?,
                why: why(&decided.why),
            })
        }
        Err(error) => Ok(RemedySettled {
            amounts: None,
            why: why(&missing(&error)),
            may_approve: false,
        }),
    }
}

fn missing(error: &RuleError) -> Explanation {
    Explanation {
        missing: vec![error.line()],
        ..Explanation::default()
    }
}

fn proposal(story: &Story) -> Option<RemedyProposal> {
    let event = story.proposal()?;
    let approval = story.approval();
    Some(RemedyProposal {
        claim: code(&event.claim)?,
        row: event.row.clone(),
        amounts: RemedyAmounts {
            days: event.days.unwrap_or(0),
            fee_fen: event.fee_fen.unwrap_or(0),
            refund_fen: event.refund_fen.unwrap_or(0),
            subsidy_return_fen: event.subsidy_return_fen.unwrap_or(0),
            expenses_fen: event.expenses_fen.unwrap_or(0),
            difference_fen: event.difference_fen.unwrap_or(0),
            total_fen: event.total_fen.unwrap_or(0),
            stake_fen: event.stake_fen.unwrap_or(0),
        },
        percent: event
            .percent
            .and_then(|percent| u32::try_from(percent).ok()),
        new_price_fen: event.new_price_fen,
        basis: basis(event).unwrap_or_else(|| same(String::new())),
        rules: event.rules.clone(),
        at: event.occurred_at,
        staff: event.staff_name.clone(),
        approved_at: story.approved_at(),
        approved_by: approval
            .and_then(|event| event.staff_name.clone())
            .or_else(|| {
                story
                    .approval_of_headquarters()
                    .map(|one| one.ruling_by.clone())
            }),
        ruling: approval.and_then(ruling).or_else(|| {
            let by = story.approval_of_headquarters()?;
            Some(format!("{} · {}", by.ruling_no, by.ruling_by))
        }),
    })
}

fn basis(event: &RemedyEventRow) -> Option<BothLanguages> {
    let zh = event.basis_zh.clone()?;
    let en = event.basis_en.clone().unwrap_or_else(|| zh.clone());
    Some(BothLanguages { zh, en })
}

/// The number of headquarters' answer and who gave it.
fn ruling(event: &RemedyEventRow) -> Option<String> {
    let parts = [event.ruling_no.as_deref(), event.ruling_by.as_deref()];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    (!text.is_empty()).then_some(text)
}

/// The steps, the latest first, with headquarters' decisions in their places.
fn events_shown(story: &Story) -> Vec<RemedyCaseEvent> {
    let mut events: Vec<RemedyCaseEvent> = story.events.iter().rev().map(event_shown).collect();
    for ruling in &story.rulings {
        let decided = ruling_shown(ruling);
        let after = events.iter().position(|one| one.at <= decided.at);
        events.insert(after.unwrap_or(events.len()), decided);
    }
    events
}

fn ruling_shown(ruling: &RulingRow) -> RemedyCaseEvent {
    let verdict = Verdict::from_code(&ruling.verdict);
    let to = ruled(State::WithHeadquarters, verdict);
    RemedyCaseEvent {
        id: ruling.id.0,
        event: format!("ruling_{}", ruling.verdict),
        to_state: code_from(Some(to.code())).unwrap_or(RemedyState::WithHeadquarters),
        at: ruling.occurred_at,
        staff: None,
        text: Some(ruling.text.clone()),
        claim: None,
        row: None,
        total_fen: None,
        expense: None,
        ruling: Some(format!("{} · {}", ruling.ruling_no, ruling.ruling_by)),
        method: None,
        receipt_no: None,
        done_on: None,
        document: None,
        other_serial: None,
        basis: None,
    }
}

fn event_shown(event: &RemedyEventRow) -> RemedyCaseEvent {
    let expense = event.expense_kind.as_ref().map(|_| RemedyExpense {
        kind: code(&event.expense_kind).unwrap_or(RemedyExpenseKind::Other),
        amount_fen: event.amount_fen.unwrap_or(0),
        proven: event.proven.unwrap_or(false),
    });
    RemedyCaseEvent {
        id: event.id.0,
        event: event.event.clone(),
        to_state: code_from(Some(&event.to_state)).unwrap_or(RemedyState::Opened),
        at: event.occurred_at,
        staff: event.staff_name.clone(),
        text: event.text.clone(),
        claim: code(&event.claim),
        row: event.row.clone(),
        total_fen: event.total_fen,
        expense,
        ruling: ruling(event),
        method: code(&event.method),
        receipt_no: event.receipt_no.clone(),
        done_on: event.done_on.clone(),
        document: event.document.clone(),
        other_serial: event.other_serial.clone(),
        basis: basis(event).filter(|_| event.event == Event::Refuse.code()),
    }
}

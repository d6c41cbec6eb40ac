//! What the records and the rules say of a case: the facts of the claim, its evidence, what may be
//! given, the amounts, and the facts its steps are judged by. Nothing of this is stored until it is
//! proposed.

use chrono::NaiveDate;
use wuyou_contract::remedy_case::{RemedyClaim, RemedyGround};
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::calendar::Holidays;
use wuyou_domain::explain::Decision;
use wuyou_domain::id::StaffId;
use wuyou_domain::permission::{self, Action, Actor, Context};
use wuyou_domain::photo::{Kind, Owner};
use wuyou_domain::remedy_case::state::{Event, EventInput, Facts, State, Verdict, ruled};
use wuyou_domain::remedy_case::{
    self as rule, Claim, Evidence, EvidenceInput, Ground, Offer, OfferInput, SettleInput,
    Settlement, deduction_rate,
};
use wuyou_domain::rule::RuleError;
use wuyou_domain::time::local_date;
use wuyou_domain::warranty::Policies;
use wuyou_domain::warranty::remedy::{
    AuthorityFinding, DelayCause, ExclusionVerdict, Expense, ExpenseKind, GoodwillInput,
    NoReasonInput, RemedyCase, RemedyRules, Row, SaleProof, SalesChannel,
};
use wuyou_store::View;
use wuyou_store::remedy_case::{self as store, RemedyCaseRow, RemedyEventRow, RulingRow};
use wuyou_store::unit::UnitRow;

use super::failed;
use crate::app::Acting;
use crate::area::exclusion;
use crate::area::warranty::{self, Report};
use crate::failure::Outcome;
use crate::show::{code_from, code_text};

/// The event a case begins with.
pub(super) const OPEN: &str = "open";
/// The customer called again.
pub(super) const URGE: &str = "urge";
/// The event that puts an expense on record.
pub(super) const EXPENSE: &str = "expense";

/// A case with everything that is known about it as of an instant.
pub(super) struct Story {
    pub(super) row: RemedyCaseRow,
    pub(super) events: Vec<RemedyEventRow>,
    /// Headquarters' decisions over all its proposals, the latest first.
    pub(super) rulings: Vec<RulingRow>,
    pub(super) unit: UnitRow,
    pub(super) report: Report,
    /// An exclusion that is confirmed and holds.
    pub(super) exclusion: Option<ExclusionVerdict>,
    /// Who is complained about in this matter.
    pub(super) judged: Vec<StaffId>,
    /// The invoice was photographed.
    invoice_seen: bool,
    pub(super) offers: Decision<Vec<Offer>>,
    today: NaiveDate,
}

/// Something that would be given.
pub(super) struct Wanted {
    pub(super) claim: Claim,
    pub(super) percent: Option<u32>,
    pub(super) new_price_fen: Option<i64>,
}

impl Wanted {
    pub(super) fn plain(claim: Claim) -> Self {
        Self {
            claim,
            percent: None,
            new_price_fen: None,
        }
    }
}

pub(super) fn claim_of(claim: RemedyClaim) -> Claim {
    match claim {
        RemedyClaim::Exchange => Claim::Exchange,
        RemedyClaim::Return => Claim::Return,
        RemedyClaim::Repair => Claim::Repair,
        RemedyClaim::Compensation => Claim::Compensation,
        RemedyClaim::Reduction => Claim::Reduction,
    }
}

pub(super) fn claim_shown(claim: Claim) -> RemedyClaim {
    match claim {
        Claim::Exchange => RemedyClaim::Exchange,
        Claim::Return => RemedyClaim::Return,
        Claim::Repair => RemedyClaim::Repair,
        Claim::Compensation => RemedyClaim::Compensation,
        Claim::Reduction => RemedyClaim::Reduction,
    }
}

pub(super) fn ground_of(ground: RemedyGround) -> Ground {
    match ground {
        RemedyGround::Quality => Ground::Quality,
        RemedyGround::NoReason => Ground::NoReason,
        RemedyGround::Agreed => Ground::Agreed,
        RemedyGround::Finding => Ground::Finding,
        RemedyGround::Unsuitable => Ground::Unsuitable,
    }
}

/// Whether the invoice was photographed, at the case or at its machine.
fn invoice_seen(view: View<'_>, row: &RemedyCaseRow) -> Outcome<bool> {
    let held = [(Owner::RemedyCase, row.id.0), (Owner::Unit, row.unit_id.0)];
    for (owner, id) in held {
        let photos = wuyou_store::photo::of_owner(view, owner, id)?;
        if photos
            .iter()
            .any(|photo| photo.kind == Kind::Invoice.code())
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A stored day.
pub(super) fn day(text: &Option<String>) -> Option<NaiveDate> {
    text.as_deref()?.parse().ok()
}

/// The acting person, as the rules know them.
pub(super) fn actor(acting: &Acting) -> Result<Actor, ApiError> {
    let code = acting.role.as_ref().and_then(code_text);
    let actor = code.and_then(|code| Actor::from_code(&code));
    actor.ok_or_else(|| ErrorCode::NotSignedIn.into())
}

impl Story {
    pub(super) fn load(view: View<'_>, row: RemedyCaseRow, now_at: i64) -> Outcome<Self> {
        let today = local_date(now_at).ok_or(ErrorCode::FutureTime)?;
        let unit = wuyou_store::unit::find(view, row.unit_id)?.ok_or(ErrorCode::NotFound)?;
        let invoiced_on = day(&row.invoice_on).or(day(&unit.invoice_on));
        let report = warranty::report(view, row.unit_id, invoiced_on, now_at)?;
        let judged = match row.complaint_id {
            Some(complaint) => {
                let complaint = wuyou_store::complaint::get(view, complaint)?;
                complaint.about_staff_id.into_iter().collect()
            }
            None => Vec::new(),
        };
        let events = store::events(view, row.id)?;
        let rulings = store::rulings(view, row.id)?;
        let exclusion = exclusion::upheld_of_case(view, &row, now_at)?;
        let invoice_seen = invoice_seen(view, &row)?;
        let nothing = Decision {
            result: Vec::new(),
            why: wuyou_domain::explain::Explanation::default(),
        };
        let mut story = Self {
            row,
            events,
            rulings,
            unit,
            report,
            exclusion: exclusion.map(|decided| decided.result),
            judged,
            invoice_seen,
            offers: nothing,
            today,
        };
        story.offers = story.decided()?;
        Ok(story)
    }

    pub(super) fn state(&self) -> State {
        standing(&self.row)
    }

    pub(super) fn ground(&self) -> Ground {
        Ground::from_code(&self.row.ground).unwrap_or(Ground::Quality)
    }

    /// What the customer asks for.
    pub(super) fn claim(&self) -> Claim {
        Claim::from_code(&self.row.claim).unwrap_or(Claim::Repair)
    }

    pub(super) fn invoice_no(&self) -> Option<&String> {
        self.row
            .invoice_no
            .as_ref()
            .or(self.unit.invoice_no.as_ref())
    }

    pub(super) fn invoice_on(&self) -> Option<&String> {
        self.row
            .invoice_on
            .as_ref()
            .or(self.unit.invoice_on.as_ref())
    }

    pub(super) fn price_fen(&self) -> Option<i64> {
        self.row.price_fen.or(self.unit.price_fen)
    }

    /// The day of receipt: as noted, else of the delivery, else of the installation.
    pub(super) fn received_on(&self) -> Option<&String> {
        let sale = self.unit.delivered_on.as_ref();
        let noted = self.row.received_on.as_ref().or(sale);
        noted.or(self.unit.installed_on.as_ref())
    }

    pub(super) fn channel(&self) -> Option<SalesChannel> {
        let noted = self.row.sale_channel.as_deref();
        noted.and_then(SalesChannel::from_code).or_else(|| {
            match self.unit.sale_channel.as_deref()? {
                "shop" => Some(SalesChannel::Shop),
                "visit" => Some(SalesChannel::Door),
                "online" => Some(SalesChannel::Online),
                // A project or “other” does not say whether the goods were seen.
                _ => None,
            }
        })
    }

    /// The expenses claimed, the latest of each kind; taken back with nothing.
    pub(super) fn expenses(&self) -> Vec<Expense> {
        let noted = |kind: &ExpenseKind| {
            let mut events = self.events.iter().rev();
            let of_kind = |event: &&RemedyEventRow| {
                event.event == EXPENSE && event.expense_kind.as_deref() == Some(kind.code())
            };
            let found = events.find(of_kind)?;
            let amount_fen = found.amount_fen.filter(|fen| *fen > 0)?;
            Some(Expense {
                kind: *kind,
                amount_fen,
                proven: found.proven.unwrap_or(false),
            })
        };
        ExpenseKind::ALL.iter().filter_map(noted).collect()
    }

    /// The fault as it was reported for this case.
    fn fault(&self) -> Option<RemedyCase> {
        let mut fault = self.report.fault.clone()?;
        let row = &self.row;
        fault.reported_at = row.reported_at;
        fault.fault_confirmed = row.fault_confirmed.unwrap_or(false);
        fault.same_model_available = row.same_model_available;
        fault.customer_accepts_exchange = row.accepts_exchange;
        let noted = row.delay_cause.as_deref().and_then(DelayCause::from_code);
        fault.delay_cause = noted.or(fault.delay_cause);
        // The card with its number is as good as the invoice (三包 Art. 8).
        if row.card_no.is_some() && fault.sold_on.is_some() {
            fault.sale_proof = SaleProof::Proven;
        }
        let reported_on = local_date(row.reported_at)?;
        let received_on = day(&self.received_on().cloned());
        fault.received_on = received_on.filter(|on| *on <= reported_on);
        // A repair that ended after this report is none before it, and takes no claim away.
        fault.last_repair = fault
            .last_repair
            .filter(|last| last.completed_on <= reported_on);
        let finding = AuthorityFinding {
            document_no: row.finding_no.clone(),
            authority: row.finding_authority.clone(),
            found_on: day(&row.finding_on),
        };
        fault.exclusion.clone_from(&self.exclusion);
        fault.finding = (self.ground() == Ground::Finding).then_some(finding);
        Some(fault)
    }

    /// What may be given; nothing where the dates on record do not fit each other.
    fn decided(&self) -> Outcome<Decision<Vec<Offer>>> {
        let received_on = day(&self.received_on().cloned());
        let installed = self.unit.installed_on.is_some() || self.unit.commissioned_on.is_some();
        let mut input = OfferInput {
            ground: self.ground(),
            report: self.fault(),
            no_reason: received_on
                .zip(self.channel())
                .map(|(on, channel)| NoReasonInput {
                    channel,
                    received_on: on,
                    requested_at: self.row.reported_at,
                    custom_made: self.row.custom_made.unwrap_or(false),
                    installed,
                    unsuitable_confirmed: self.row.unsuitable_confirmed.unwrap_or(false),
                }),
            goodwill: received_on.map(|on| GoodwillInput {
                received_on: on,
                requested_at: self.row.reported_at,
                unopened: self.row.unopened.unwrap_or(false),
            }),
            agreement: self.row.agreement.is_some(),
        };
        let rules = RemedyRules::built_in().map_err(|error| failed(&error))?;
        let holidays = Holidays::built_in();
        match rule::offers(&input, rules, holidays) {
            Ok(decided) => Ok(decided),
            // Old files hold dates that cannot be: then nothing is given until they are put right.
            Err(error) => {
                tracing::warn!(code = error.code(), field = error.field(), "remedy case");
                (input.report, input.no_reason, input.goodwill) = (None, None, None);
                Ok(rule::offers(&input, rules, holidays).map_err(|error| failed(&error))?)
            }
        }
    }

    pub(super) fn offer(&self, claim: Claim) -> Option<&Offer> {
        self.offers.result.iter().find(|offer| offer.claim == claim)
    }

    /// What a claim has to be shown by.
    pub(super) fn evidence(&self, claim: Claim) -> Result<Decision<Evidence>, RuleError> {
        let row = &self.row;
        let expenses = self.expenses();
        let proven = expenses.iter().filter(|expense| expense.proven);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let fault = self.report.fault.as_ref();
        rule::evidence(&EvidenceInput {
            ground: self.ground(),
            claim,
            row: self.offer(claim).and_then(|offer| offer.row),
            // A photo of the invoice shows its number.
            invoice: (self.invoice_no().is_some() || self.invoice_seen)
                && self.invoice_on().is_some(),
            warranty_card: row.card_no.is_some(),
            own_record: fault.is_some_and(|fault| fault.sale_proof == SaleProof::Proven),
            price: self.price_fen().is_some(),
            fault_record: row.fault_record.is_some() && row.fault_confirmed == Some(true),
            repairs: fault.map_or(0, |fault| fault.completed_repairs),
            repair_days: self.report.repair_days.unwrap_or(0),
            finding: row.finding_no.is_some()
                && row.finding_authority.is_some()
                && row.finding_on.is_some(),
            receipt: self.received_on().is_some(),
            sale_channel: self.channel().is_some(),
            goods_condition: match self.ground() {
                Ground::Unsuitable => row.unopened.is_some(),
                _ => row.goods_condition.is_some(),
            },
            agreement: row.agreement.is_some(),
            expenses: count(expenses.len()),
            expenses_proven: count(proven.count()),
        })
    }

    /// The amounts of something that would be given today.
    pub(super) fn settle(&self, wanted: &Wanted) -> Result<Decision<Settlement>, RuleError> {
        let fault = self.report.fault.as_ref();
        let sold_on = fault.and_then(|fault| fault.sold_on);
        let invoiced_on = day(&self.invoice_on().cloned()).or(sold_on);
        // The customer's report keeps the period, however late the shop opens the case.
        let claimed_on = local_date(self.row.reported_at).unwrap_or(self.today);
        let rate = self.unit.model_code.as_deref().and_then(|model| {
            let in_terms = self.row.dep_in_terms.unwrap_or(false);
            deduction_rate(Policies::built_in(), model, invoiced_on?, in_terms)
        });
        let input = SettleInput {
            ground: self.ground(),
            claim: wanted.claim,
            row: self.offer(wanted.claim).and_then(|offer| offer.row),
            price_fen: self.price_fen(),
            subsidy_fen: self.row.subsidy_fen.unwrap_or(0),
            rate,
            invoiced_on,
            claimed_on,
            returned_on: self.today.max(claimed_on),
            validity_end: fault.and_then(|fault| fault.validity_end),
            unusable_days: self.report.unusable_days,
            expenses: self.expenses(),
            new_price_fen: wanted.new_price_fen,
            percent: wanted.percent,
        };
        rule::settle(&input, Holidays::built_in())
    }

    /// The proposal that stands.
    pub(super) fn proposal(&self) -> Option<&RemedyEventRow> {
        let id = self.row.proposal_id?;
        self.events.iter().find(|event| event.id == id)
    }

    /// What the shop has put on record as headquarters' approval of the proposal that stands, where
    /// headquarters itself has refused it.
    pub(super) fn overruled(&self) -> Option<(&RemedyEventRow, &RulingRow)> {
        overruled(&self.row, &self.events)
    }

    /// The approval of the proposal that stands; headquarters' own refusal leaves none.
    pub(super) fn approval(&self) -> Option<&RemedyEventRow> {
        if self.state() == State::Refused {
            return None;
        }
        let proposal = self.row.proposal_id?;
        let approves = [Event::Approve.code(), Event::RecordRuling.code()];
        self.events.iter().rev().find(|event| {
            approves.contains(&event.event.as_str()) && event.proposal_id == Some(proposal)
        })
    }

    /// When the proposal that stands was approved, in the shop or by headquarters.
    pub(super) fn approved_at(&self) -> Option<i64> {
        let here = self.approval().map(|event| event.occurred_at);
        here.or_else(|| {
            self.approval_of_headquarters()
                .map(|ruling| ruling.occurred_at)
        })
    }

    /// Headquarters' decision that approves the proposal which stands.
    pub(super) fn approval_of_headquarters(&self) -> Option<&RulingRow> {
        let ruling = self.row.ruling.as_ref();
        ruling.filter(|ruling| ruling.verdict == Verdict::Approve.code())
    }

    /// Whether the acting person may approve as much, by role and amount.
    pub(super) fn may_approve(
        &self,
        acting: &Acting,
        stake_fen: i64,
        row: Option<&str>,
    ) -> Outcome<bool> {
        let context = Context {
            amount_fen: Some(stake_fen.min(permission::AMOUNT_MAX_FEN)),
            remedy_row: row.map(ToOwned::to_owned),
            ..Context::default()
        };
        let action = Action::ApproveReturnOrExchange;
        let decided = permission::permitted(action, actor(acting)?, &context);
        Ok(decided.map_err(|error| failed(&error))?.result.allowed())
    }

    /// The facts the rules judge a step by. What is proposed now comes as `wanted`; else the
    /// proposal that stands counts.
    pub(super) fn facts(
        &self,
        acting: &Acting,
        wanted: Option<&Wanted>,
        occurred_at: i64,
        input: EventInput,
    ) -> Outcome<Facts> {
        let proposal = self.proposal();
        let proposed = proposal.and_then(|event| Claim::from_code(event.claim.as_deref()?));
        let claim = wanted.map(|wanted| wanted.claim).or(proposed);
        let offer = claim.and_then(|claim| self.offer(claim));
        let evidence = claim.and_then(|claim| self.evidence(claim).ok());
        let asked = self.offer(self.claim());
        let (stake_fen, row) = match proposal {
            Some(event) => (event.stake_fen.unwrap_or(i64::MAX), event.row.as_deref()),
            None => (i64::MAX, None),
        };
        // That the customer called again is no step that others follow.
        let steps = self.events.iter().filter(|event| event.event != URGE);
        let latest = steps.map(|event| event.occurred_at).max();
        let executed = Event::Execute.code();
        Ok(Facts {
            claim,
            // Also what the customer pays more for a dearer machine goes through the cash box.
            pays: proposal.is_some_and(|event| {
                event.total_fen.unwrap_or(0) > 0 || event.difference_fen.unwrap_or(0) > 0
            }),
            evidence_complete: evidence.is_some_and(|found| found.result.complete),
            offered: offer.is_some_and(|offer| offer.allowed),
            owed: asked.is_some_and(|offer| offer.owed),
            proposer: proposal.and_then(|event| event.staff_id),
            may_approve: self.may_approve(acting, stake_fen, row)?,
            approval_holds: self.approved_at().is_some(),
            complained_about: self.judged.clone(),
            carried_out: self.events.iter().any(|event| event.event == executed),
            last_event_at: latest.unwrap_or(self.row.opened_at),
            occurred_at,
            input,
        })
    }

    /// What was paid to the customer so far.
    pub(super) fn paid_fen(&self) -> i64 {
        let paid = self
            .events
            .iter()
            .filter(|event| event.event == Event::Execute.code());
        paid.filter_map(|event| event.total_fen).sum()
    }
}

/// Where a case stands: as its steps say, and after headquarters' decision as that says.
pub(super) fn standing(row: &RemedyCaseRow) -> State {
    let state = State::from_code(&row.state).unwrap_or(State::Opened);
    let ruling = row.ruling.as_ref();
    ruled(
        state,
        ruling.and_then(|ruling| Verdict::from_code(&ruling.verdict)),
    )
}

/// A typed approval of headquarters, and headquarters' own refusal of the same proposal.
pub(super) fn overruled<'a>(
    row: &'a RemedyCaseRow,
    events: &'a [RemedyEventRow],
) -> Option<(&'a RemedyEventRow, &'a RulingRow)> {
    let own = row.ruling.as_ref();
    let own = own.filter(|ruling| ruling.verdict == Verdict::Refuse.code())?;
    let typed = |event: &&RemedyEventRow| {
        event.event == Event::RecordRuling.code()
            && event.proposal_id.is_some()
            && event.proposal_id == row.proposal_id
    };
    Some((events.iter().rev().find(typed)?, own))
}

/// When a case came to where it stands: with the latest step that moved it.
pub(super) fn since_at(row: &RemedyCaseRow, events: &[RemedyEventRow]) -> i64 {
    let moved = |event: &&RemedyEventRow| event.from_state.as_ref() != Some(&event.to_state);
    let last = events.iter().rev().find(moved);
    let moved_at = last.map_or(row.opened_at, |event| event.occurred_at);
    match &row.ruling {
        Some(ruling) if row.state != standing(row).code() => ruling.occurred_at.max(moved_at),
        _ => moved_at,
    }
}

/// The row of the table as it is stored.
pub(super) fn row_code(row: Option<Row>) -> Option<String> {
    row.map(|row| row.code().to_owned())
}

/// A stored code of the contract.
pub(super) fn code<T: serde::de::DeserializeOwned>(text: &Option<String>) -> Option<T> {
    code_from(text.as_deref())
}

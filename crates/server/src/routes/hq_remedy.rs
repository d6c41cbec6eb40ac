//! Remedy cases that dealers ask headquarters about, its decisions, and what was refused anywhere.

#![expect(
    unused_qualifications,
    reason = "utoipa's macro writes out the parameters' type"
)]

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use wuyou_domain::id::RemedyRulingId;
use wuyou_domain::remedy_case::state::Verdict;
use wuyou_domain::time::local_date;
use wuyou_server_store::model::{Access, RemedyRefusal, RemedyWaiting};
use wuyou_server_store::{ServerStore, StoreError};
use wuyou_sync::registry;
use wuyou_sync::server::OwnChange;
use wuyou_sync::value::Value;

use super::extract::{DealerAndId, Json, Parameters, line};
use super::hq_work_order::{after_from, after_text};
use crate::auth::ConsoleUser;
use crate::problem::{Code, Problem, ProblemBody};
use crate::state::Shared;

/// A case that waits for headquarters, with the proposal that stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct RemedyCaseRow {
    /// The dealer's code.
    pub dealer_code: String,
    /// The dealer's name.
    pub dealer_name: String,
    /// The case.
    pub id: Uuid,
    /// Its number.
    pub no: String,
    /// The household.
    pub customer_name: Option<String>,
    /// The machine.
    pub serial: Option<String>,
    /// On what ground the customer asks.
    pub ground: String,
    /// For what.
    pub claim: String,
    /// In their words.
    pub text: String,
    /// When.
    pub reported_at: i64,
    /// The proposal a decision is about.
    pub proposal_id: Uuid,
    /// What is proposed.
    pub proposed: Option<String>,
    /// The row of table T3 that gives it.
    pub row: Option<String>,
    /// What goes back of the price.
    pub refund_fen: Option<i64>,
    /// The deduction for use.
    pub fee_fen: Option<i64>,
    /// Expenses paid.
    pub expenses_fen: Option<i64>,
    /// The difference to another model.
    pub difference_fen: Option<i64>,
    /// What the customer gets in money.
    pub total_fen: Option<i64>,
    /// What the shop gives away.
    pub stake_fen: Option<i64>,
    /// The articles as they were quoted.
    pub basis_zh: Option<String>,
    /// The same in English.
    pub basis_en: Option<String>,
    /// Who proposed.
    pub proposed_by: Option<String>,
    /// When.
    pub proposed_at: Option<i64>,
    /// Why the dealer asks.
    pub reason: Option<String>,
    /// Since when.
    pub escalated_at: Option<i64>,
}

impl From<RemedyWaiting> for RemedyCaseRow {
    fn from(row: RemedyWaiting) -> Self {
        Self {
            dealer_code: row.dealer_code,
            dealer_name: row.dealer_name,
            id: Uuid::from_bytes(row.id),
            no: row.no,
            customer_name: row.customer_name,
            serial: row.serial,
            ground: row.ground,
            claim: row.claim,
            text: row.text,
            reported_at: row.reported_at,
            proposal_id: Uuid::from_bytes(row.proposal),
            proposed: row.proposed,
            row: row.row,
            refund_fen: row.refund_fen,
            fee_fen: row.fee_fen,
            expenses_fen: row.expenses_fen,
            difference_fen: row.difference_fen,
            total_fen: row.total_fen,
            stake_fen: row.stake_fen,
            basis_zh: row.basis_zh,
            basis_en: row.basis_en,
            proposed_by: row.proposed_by,
            proposed_at: row.proposed_at,
            reason: row.reason,
            escalated_at: row.escalated_at,
        }
    }
}

/// A refusal, by a dealer or by headquarters.
#[derive(Debug, Serialize, ToSchema)]
pub struct RemedyRefusalRow {
    /// The dealer's code.
    pub dealer_code: String,
    /// The dealer's name.
    pub dealer_name: String,
    /// The case's number.
    pub no: String,
    /// The household.
    pub customer_name: Option<String>,
    /// The machine.
    pub serial: Option<String>,
    /// What was asked for.
    pub claim: Option<String>,
    /// The row that gives what there is instead.
    pub row: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The articles as they were quoted.
    pub basis_zh: Option<String>,
    /// The same in English.
    pub basis_en: Option<String>,
    /// Who refused.
    pub by: Option<String>,
    /// Headquarters did.
    pub by_headquarters: bool,
    /// When.
    pub at: i64,
    /// Where the case stands by the dealer's own steps.
    pub state: String,
}

impl From<RemedyRefusal> for RemedyRefusalRow {
    fn from(row: RemedyRefusal) -> Self {
        Self {
            dealer_code: row.dealer_code,
            dealer_name: row.dealer_name,
            no: row.no,
            customer_name: row.customer_name,
            serial: row.serial,
            claim: row.claim.filter(|claim| !claim.is_empty()),
            row: row.row,
            reason: row.reason,
            basis_zh: row.basis_zh,
            basis_en: row.basis_en,
            by: row.by,
            by_headquarters: row.by_headquarters,
            at: row.at,
            state: row.state,
        }
    }
}

/// What waits for headquarters, and what was refused.
#[derive(Debug, Serialize, ToSchema)]
pub struct RemedyCases {
    /// The server's clock.
    pub now_at: i64,
    /// A page of what waits, the longest waiting first.
    pub waiting: Vec<RemedyCaseRow>,
    /// How many wait in all.
    pub waiting_total: u64,
    /// For `after`; null on the last page.
    pub next: Option<String>,
    /// What was refused, the latest first.
    pub refusals: Vec<RemedyRefusalRow>,
    /// How many were refused in all.
    pub refusals_total: u64,
    /// What to send as `refusals_after` for the next page of them; nothing at the end.
    pub refusals_next: Option<String>,
}

/// Which page of the cases that wait.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RemedyParameters {
    /// `next` of the page before.
    after: Option<String>,
    /// `refusals_next` of the page before.
    refusals_after: Option<String>,
    /// Cases wanted, and as many refusals, 1–200; 100 when absent.
    limit: Option<u32>,
}

/// Lists the cases that wait for headquarters and the refusals of every dealer, both page by page.
#[utoipa::path(get, path = "/api/v1/hq/remedy-cases", operation_id = "list_remedy_cases",
    tag = "console", security(("session" = [])), params(RemedyParameters),
    responses((status = 200, body = RemedyCases),
        (status = "4XX", body = ProblemBody, content_type = "application/problem+json")))]
pub async fn list_remedy_cases(
    State(state): State<Shared>,
    _user: ConsoleUser,
    Parameters(asked): Parameters<RemedyParameters>,
) -> Result<axum::Json<RemedyCases>, Problem> {
    let now_at = state.now_at();
    let limit = asked.limit.unwrap_or(100);
    if !(1..=200).contains(&limit) {
        return Err(Problem::invalid("limit"));
    }
    let place = |text: Option<&str>, name: &'static str| -> Result<_, Problem> {
        let read = |text| after_from(text).ok_or_else(|| Problem::invalid(name));
        text.map(read).transpose()
    };
    let after = place(asked.after.as_deref(), "after")?;
    let refusals_after = place(asked.refusals_after.as_deref(), "refusals_after")?;
    let (waiting, refusals) = state
        .stored(move |store| {
            let waiting = store.remedies_waiting(after, limit)?;
            Ok((waiting, store.remedy_refusals(refusals_after, limit)?))
        })
        .await?;
    Ok(axum::Json(RemedyCases {
        now_at,
        waiting_total: waiting.total,
        next: waiting.next.as_ref().map(after_text),
        waiting: waiting.rows.into_iter().map(Into::into).collect(),
        refusals_total: refusals.total,
        refusals_next: refusals.next.as_ref().map(after_text),
        refusals: refusals.rows.into_iter().map(Into::into).collect(),
    }))
}

/// What headquarters decides.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleRemedy {
    /// The proposal, as it was seen.
    pub proposal_id: Uuid,
    /// `approve` or `refuse`.
    pub verdict: String,
    /// Why, 1–500 characters; the dealer reads it.
    pub note: String,
}

/// A decision.
#[derive(Debug, Serialize, ToSchema)]
pub struct RemedyRuled {
    /// Its number.
    pub ruling_no: String,
}

/// Decides over a proposal. It is written to the access log first, and reaches the dealer's PCs with
/// their next sync. Whoever proposed it works at the dealer, so nobody decides over their own.
#[utoipa::path(post, path = "/api/v1/hq/remedy-cases/{dealer_code}/{id}/ruling",
    operation_id = "rule_remedy_case", tag = "console", security(("session" = [])),
    params(("dealer_code" = String, Path), ("id" = Uuid, Path)), request_body = RuleRemedy,
    responses((status = 200, body = RemedyRuled),
        (status = "4XX", body = ProblemBody, content_type = "application/problem+json")))]
pub async fn rule_remedy_case(
    State(state): State<Shared>,
    user: ConsoleUser,
    at: DealerAndId,
    Json(request): Json<RuleRemedy>,
) -> Result<axum::Json<RemedyRuled>, Problem> {
    let verdict =
        Verdict::from_code(&request.verdict).ok_or_else(|| Problem::invalid("verdict"))?;
    let note = line("note", &request.note, 1, 500)?;
    let now_at = state.now_at();
    let ruling_no = state
        .blocking(move |store| {
            let asked = (request.proposal_id, verdict, note.as_str());
            rule(store, &user.name, &at, asked, now_at)
        })
        .await?;
    Ok(axum::Json(RemedyRuled { ruling_no }))
}

fn rule(
    store: &dyn ServerStore,
    user: &str,
    at: &DealerAndId,
    (proposal, verdict, note): (Uuid, Verdict, &str),
    now_at: i64,
) -> Result<String, Problem> {
    let dealer = store.dealer_by_code(&at.dealer_code)?;
    let dealer = dealer.ok_or(Code::NoRemedy)?.id;
    // Decided by somebody else, taken back by the dealer, or proposed anew meanwhile.
    if !store.remedy_waits(dealer, at.id.into_bytes(), proposal.into_bytes())? {
        return Err(Code::NoRemedy.into());
    }
    let id = RemedyRulingId::of_proposal(proposal);
    let day = local_date(now_at).unwrap_or_default().format("%Y%m%d");
    let tail = id.0.simple().to_string();
    let ruling_no = format!("HQ-{day}-{}", tail.get(..6).unwrap_or_default());
    let action = format!("remedy_case.{}", verdict.code());
    store.log_access(
        &Access {
            actor: user,
            action: &action,
            dealer: Some(dealer),
            row: Some(at.id.into_bytes()),
            reason: Some(note),
        },
        now_at,
    )?;
    let entity = registry::entity("remedy_ruling").ok_or(Code::Internal)?;
    let own = OwnChange {
        entity,
        row: id.0.into_bytes(),
        fields: vec![
            (1, Value::Id(at.id.into_bytes())),
            (2, Value::Id(proposal.into_bytes())),
            (3, verdict.code().into()),
            (4, note.into()),
            (5, ruling_no.as_str().into()),
            (6, user.into()),
            (7, now_at.into()),
        ],
    };
    // Two may decide at once: the transaction that writes takes the first alone.
    match store.write_own(dealer, &own, now_at) {
        Err(StoreError::Own(_)) => Err(Code::NoRemedy)?,
        written => written?,
    }
    Ok(ruling_no)
}

//! Work orders of all dealers, for headquarters' console.

#![expect(
    unused_qualifications,
    reason = "utoipa's macro writes out the parameters' type"
)]

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use wuyou_domain::work_order::State as OrderState;
use wuyou_server_store::ServerStore;
use wuyou_server_store::model::{Access, Colour, OrderAfter, OrderQuery, OrderSort};
use wuyou_sync::value::RowId;

use super::extract::{DealerAndId, Json, Parameters, line};
use super::work_order_dto::{WorkOrderDetail, WorkOrderRow};
use crate::auth::ConsoleUser;
use crate::problem::{Code, Problem, ProblemBody};
use crate::state::Shared;

const DEFAULT_LIMIT: u32 = 50;
const MAX_LIMIT: u32 = 200;

/// Which orders, in which order.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListParameters {
    /// States, comma-separated; `open` stands for all open ones.
    state: Option<String>,
    /// Only this dealer (code).
    dealer: Option<String>,
    /// Colours, comma-separated.
    colour: Option<String>,
    /// Part of number, customer name, village, address or serial; 1–100 characters.
    q: Option<String>,
    /// `received` (newest first) or `due` (earliest finish limit first).
    sort: Option<String>,
    /// The last answer's `next`.
    after: Option<String>,
    /// 1–200; 50 if absent.
    limit: Option<u32>,
}

/// A page of work orders.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkOrders {
    /// The server's clock.
    pub now_at: i64,
    /// The orders.
    pub items: Vec<WorkOrderRow>,
    /// For `after`; null on the last page.
    pub next: Option<String>,
}

/// Whether an order in this state still waits for something to be done.
#[must_use]
pub fn is_open(state: OrderState) -> bool {
    !matches!(
        state,
        OrderState::Finished | OrderState::Confirmed | OrderState::Closed | OrderState::Cancelled
    )
}

fn states(text: &str) -> Result<Vec<&'static str>, Problem> {
    let mut states = Vec::new();
    for name in text.split(',') {
        if name == "open" {
            let open = OrderState::ALL.iter().filter(|state| is_open(**state));
            states.extend(open.map(|state| state.code()));
        } else {
            let state = OrderState::from_code(name).ok_or_else(|| Problem::invalid("state"))?;
            states.push(state.code());
        }
    }
    states.sort_unstable();
    states.dedup();
    Ok(states)
}

fn colours(text: &str) -> Result<Vec<Colour>, Problem> {
    let mut colours = text
        .split(',')
        .map(|name| Colour::from_code(name).ok_or_else(|| Problem::invalid("colour")))
        .collect::<Result<Vec<_>, _>>()?;
    colours.sort_unstable();
    colours.dedup();
    Ok(colours)
}

/// A page's beginning as text: instant, dealer, row.
pub(super) fn after_text(after: &OrderAfter) -> String {
    format!(
        "{}_{}_{}",
        after.at,
        Uuid::from_bytes(after.dealer).simple(),
        Uuid::from_bytes(after.id).simple()
    )
}

pub(super) fn after_from(text: &str) -> Option<OrderAfter> {
    let mut parts = text.splitn(3, '_');
    Some(OrderAfter {
        at: parts.next()?.parse().ok()?,
        dealer: Uuid::try_parse(parts.next()?).ok()?.into_bytes(),
        id: Uuid::try_parse(parts.next()?).ok()?.into_bytes(),
    })
}

impl ListParameters {
    fn query(self, now_at: i64) -> Result<OrderQuery, Problem> {
        let limit = self.limit.unwrap_or(DEFAULT_LIMIT);
        if !(1..=MAX_LIMIT).contains(&limit) {
            return Err(Problem::invalid("limit"));
        }
        let after = match self.after.as_deref() {
            None => None,
            Some(text) => Some(after_from(text).ok_or_else(|| Problem::invalid("after"))?),
        };
        Ok(OrderQuery {
            states: self.state.as_deref().map_or(Ok(Vec::new()), states)?,
            colours: self.colour.as_deref().map_or(Ok(Vec::new()), colours)?,
            dealer: self
                .dealer
                .map(|code| line("dealer", &code, 1, 40))
                .transpose()?,
            text: self.q.map(|text| line("q", &text, 1, 100)).transpose()?,
            sort: match self.sort.as_deref() {
                None | Some("received") => OrderSort::Received,
                Some("due") => OrderSort::Due,
                Some(_) => return Err(Problem::invalid("sort")),
            },
            after,
            limit,
            now_at,
        })
    }
}

/// Lists work orders of all dealers.
#[utoipa::path(get, path = "/api/v1/hq/work-orders", operation_id = "list_work_orders",
    tag = "console", security(("session" = [])), params(ListParameters),
    responses((status = 200, body = WorkOrders),
        (status = "4XX", body = ProblemBody, content_type = "application/problem+json")))]
pub async fn list_work_orders(
    State(state): State<Shared>,
    _user: ConsoleUser,
    Parameters(parameters): Parameters<ListParameters>,
) -> Result<axum::Json<WorkOrders>, Problem> {
    let now_at = state.now_at();
    let query = parameters.query(now_at)?;
    let page = state.stored(move |store| store.work_orders(&query)).await?;
    Ok(axum::Json(WorkOrders {
        now_at,
        next: page.next.as_ref().map(after_text),
        items: page
            .rows
            .into_iter()
            .map(|row| WorkOrderRow::new(row, now_at))
            .collect(),
    }))
}

/// The dealer a code in the address stands for.
fn dealer_id(store: &dyn ServerStore, code: &str) -> Result<RowId, Problem> {
    Ok(store.dealer_by_code(code)?.ok_or(Code::NoOrder)?.id)
}

/// Opens one order: steps, contacts, household with masked phones. Written to the access log.
#[utoipa::path(get, path = "/api/v1/hq/work-orders/{dealer_code}/{id}",
    operation_id = "get_work_order", tag = "console", security(("session" = [])),
    params(("dealer_code" = String, Path), ("id" = Uuid, Path)),
    responses((status = 200, body = WorkOrderDetail),
        (status = "4XX", body = ProblemBody, content_type = "application/problem+json")))]
pub async fn get_work_order(
    State(state): State<Shared>,
    user: ConsoleUser,
    at: DealerAndId,
) -> Result<axum::Json<WorkOrderDetail>, Problem> {
    let now_at = state.now_at();
    let detail = state
        .blocking(move |store| {
            let (dealer, id) = (dealer_id(store, &at.dealer_code)?, at.id.into_bytes());
            let detail = store.work_order(dealer, id, now_at)?.ok_or(Code::NoOrder)?;
            let access = Access {
                actor: &user.name,
                action: "work_order.open",
                dealer: Some(dealer),
                row: Some(id),
                reason: None,
            };
            store.log_access(&access, now_at)?;
            Ok::<_, Problem>(detail)
        })
        .await?;
    Ok(axum::Json(WorkOrderDetail::new(detail, now_at)))
}

/// Why somebody wants to see phones in full.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShowPhones {
    /// The reason, 1–200 characters.
    pub reason: String,
}

/// A phone in full.
#[derive(Debug, Serialize, ToSchema)]
pub struct FullPhone {
    /// Its id.
    pub id: Uuid,
    /// The number.
    pub number: String,
    /// Whose, or which.
    pub label: Option<String>,
}

/// The phones of an order's household.
#[derive(Debug, Serialize, ToSchema)]
pub struct FullPhones {
    /// The phones.
    pub phones: Vec<FullPhone>,
}

/// Shows the household's phones in full. The reason is written to the access log first.
#[utoipa::path(post, path = "/api/v1/hq/work-orders/{dealer_code}/{id}/phones",
    operation_id = "show_phones", tag = "console", security(("session" = [])),
    params(("dealer_code" = String, Path), ("id" = Uuid, Path)), request_body = ShowPhones,
    responses((status = 200, body = FullPhones),
        (status = "4XX", body = ProblemBody, content_type = "application/problem+json")))]
pub async fn show_phones(
    State(state): State<Shared>,
    user: ConsoleUser,
    at: DealerAndId,
    Json(request): Json<ShowPhones>,
) -> Result<axum::Json<FullPhones>, Problem> {
    let reason = line("reason", &request.reason, 1, 200)?;
    let now_at = state.now_at();
    let phones = state
        .blocking(move |store| {
            let (dealer, id) = (dealer_id(store, &at.dealer_code)?, at.id.into_bytes());
            let phones = store.order_phones(dealer, id)?.ok_or(Code::NoOrder)?;
            let access = Access {
                actor: &user.name,
                action: "work_order.phones",
                dealer: Some(dealer),
                row: Some(id),
                reason: Some(&reason),
            };
            store.log_access(&access, now_at)?;
            Ok::<_, Problem>(phones)
        })
        .await?;
    let full = phones.into_iter().map(|phone| FullPhone {
        id: Uuid::from_bytes(phone.id),
        number: phone.number,
        label: phone.label,
    });
    Ok(axum::Json(FullPhones {
        phones: full.collect(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_s_beginning_survives_the_address() {
        let after = OrderAfter {
            at: -5,
            dealer: [1; 16],
            id: [2; 16],
        };
        assert_eq!(after_from(&after_text(&after)), Some(after));
        for bad in ["", "5", "x_y_z", "5__", "5_0_0"] {
            assert_eq!(after_from(bad), None, "{bad}");
        }
    }
}

//! The numbers of headquarters' first page.

use std::collections::BTreeMap;

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use wuyou_domain::work_order::State as OrderState;
use wuyou_server_store::model::{Colour, Dealer, OrderCount, Summary as Stored};

use super::hq_device::is_stale;
use super::hq_work_order::is_open;
use crate::auth::ConsoleUser;
use crate::problem::{Problem, ProblemBody};
use crate::state::Shared;

/// How many PCs.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct DeviceCounts {
    /// Enrolled, revoked ones included.
    pub total: u64,
    /// Not revoked, and not seen for 24 hours.
    pub stale: u64,
    /// Revoked.
    pub revoked: u64,
}

/// One dealer.
#[derive(Debug, Serialize, ToSchema)]
pub struct DealerSummary {
    /// The dealer's code.
    pub dealer_code: String,
    /// The dealer's name.
    pub dealer_name: String,
    /// Open orders.
    pub open: u64,
    /// Orders that are red.
    pub red: u64,
    /// Orders that are yellow.
    pub yellow: u64,
    /// Open orders that are a danger to life.
    pub safety_open: u64,
    /// Conflicts nobody has decided.
    pub conflicts_open: u64,
    /// When any of its PCs synced last.
    pub last_sync_at: Option<i64>,
    /// Its PCs that are not revoked.
    pub devices: u64,
    /// Of those, not seen for 24 hours.
    pub stale_devices: u64,
}

/// The numbers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Summary {
    /// The server's clock.
    pub now_at: i64,
    /// Open orders.
    pub open: u64,
    /// Orders by state; every state is there.
    pub by_state: BTreeMap<&'static str, u64>,
    /// Orders by colour; every colour is there.
    pub by_colour: BTreeMap<&'static str, u64>,
    /// PCs.
    pub devices: DeviceCounts,
    /// Every dealer, by code.
    pub dealers: Vec<DealerSummary>,
}

impl Summary {
    fn new(stored: &Stored, now_at: i64) -> Self {
        let mut by_state: BTreeMap<_, _> = OrderState::ALL
            .iter()
            .map(|state| (state.code(), 0))
            .collect();
        let mut by_colour: BTreeMap<_, _> = Colour::ALL
            .iter()
            .map(|colour| (colour.code(), 0))
            .collect();
        for count in &stored.orders {
            if let Some(state) = OrderState::from_code(&count.state) {
                *by_state.entry(state.code()).or_default() += count.count;
            }
            *by_colour.entry(count.colour.code()).or_default() += count.count;
        }
        let mut devices = DeviceCounts::default();
        for device in &stored.devices {
            devices.total += 1;
            devices.stale += u64::from(is_stale(device, now_at));
            devices.revoked += u64::from(device.revoked_at.is_some());
        }
        Self {
            now_at,
            open: sum(&stored.orders, counts_as_open),
            by_state,
            by_colour,
            devices,
            dealers: stored
                .dealers
                .iter()
                .map(|(dealer, conflicts)| of_dealer(stored, dealer, *conflicts, now_at))
                .collect(),
        }
    }
}

fn counts_as_open(count: &OrderCount) -> bool {
    OrderState::from_code(&count.state).is_some_and(is_open)
}

fn sum(orders: &[OrderCount], wanted: impl Fn(&OrderCount) -> bool) -> u64 {
    orders
        .iter()
        .filter(|count| wanted(count))
        .map(|count| count.count)
        .sum()
}

fn of_dealer(stored: &Stored, dealer: &Dealer, conflicts: u64, now_at: i64) -> DealerSummary {
    let orders: Vec<OrderCount> = stored
        .orders
        .iter()
        .filter(|count| count.dealer == dealer.id)
        .cloned()
        .collect();
    let devices: Vec<_> = stored
        .devices
        .iter()
        .filter(|device| device.dealer_code == dealer.code)
        .collect();
    let in_use = devices.iter().filter(|device| device.revoked_at.is_none());
    let stale = devices.iter().filter(|device| is_stale(device, now_at));
    DealerSummary {
        dealer_code: dealer.code.clone(),
        dealer_name: dealer.name.clone(),
        open: sum(&orders, counts_as_open),
        red: sum(&orders, |count| count.colour == Colour::Red),
        yellow: sum(&orders, |count| count.colour == Colour::Yellow),
        safety_open: sum(&orders, |count| count.safety && counts_as_open(count)),
        conflicts_open: conflicts,
        last_sync_at: devices
            .iter()
            .filter_map(|device| device.last_seen_at)
            .max(),
        devices: in_use.count() as u64,
        stale_devices: stale.count() as u64,
    }
}

/// The numbers of the first page.
#[utoipa::path(get, path = "/api/v1/hq/summary", operation_id = "get_summary", tag = "console",
    security(("session" = [])),
    responses((status = 200, body = Summary),
        (status = "4XX", body = ProblemBody, content_type = "application/problem+json")))]
pub async fn get_summary(
    State(state): State<Shared>,
    _user: ConsoleUser,
) -> Result<axum::Json<Summary>, Problem> {
    let now_at = state.now_at();
    let stored = state.stored(move |store| store.summary(now_at)).await?;
    Ok(axum::Json(Summary::new(&stored, now_at)))
}

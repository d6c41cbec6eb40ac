//! `admin example-data`: one dealer with staff, customers, machines and orders in every state, as if
//! its front-desk PC had synced them over the last month.
//!
//! Everything goes through the same push as a real PC's changes, at the instants it happened, so
//! the log, the stamps and the arrival times are those of real work.

mod build;
mod row;

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};
use wuyou_domain::id::derived;
use wuyou_server_store::ServerStore;
use wuyou_server_store::model::{Dealer, DeviceKey, EnrolAnswer, Enrolment};
use wuyou_sync::change::Change;
use wuyou_sync::hash::{CHAIN_START, Hash, chain};
use wuyou_sync::message::{Push, SyncRequest, SyncResponse};
use wuyou_sync::value::RowId;

use super::{Refusal, log};
use crate::credential::{enrolment_code_hash, hash_of, new_enrolment_code, new_secret};

/// The data, Chinese, in the repository.
const DATA: &str = include_str!("../../data/example.json");
/// A change reaches the server this long after it was made, in milliseconds.
const DELAY_MS: i64 = 90_000;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    #[expect(
        dead_code,
        reason = "tells readers of the file where the names come from"
    )]
    source: String,
    dealer: ExampleDealer,
    pc_name: String,
    staff: Vec<Staff>,
    customers: Vec<Customer>,
    orders: Vec<Order>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExampleDealer {
    name: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Staff {
    key: String,
    name: String,
    role: String,
    phone: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Customer {
    key: String,
    name: String,
    kind: String,
    note: Option<String>,
    tags: Vec<String>,
    people: Vec<Person>,
    phones: Vec<String>,
    address: Address,
    unit: Unit,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    name: String,
    relation: String,
    phone: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Address {
    town: String,
    village: String,
    detail: String,
    landmark: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Unit {
    serial: String,
    model_code: String,
    installed_on: String,
    gas: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    customer: String,
    kind: String,
    received_minutes_ago: i64,
    channel: String,
    fault: String,
    safety: bool,
    taken_by: String,
    steps: Vec<OrderStep>,
    contacts: Vec<Contact>,
    technician: Option<String>,
    /// Fields of the order that are filled in with its last steps.
    fields: BTreeMap<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OrderStep {
    step: String,
    after_minutes: i64,
    by: String,
    note: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contact {
    after_minutes: i64,
    by: String,
    direction: String,
    result: String,
    text: String,
}

/// What is saved together at one instant.
struct Group {
    at: i64,
    changes: Vec<Change>,
}

pub(super) fn load(store: &dyn ServerStore, code: &str, now_at: i64) -> Result<Value, Refusal> {
    let example: Example = serde_json::from_str(DATA)
        .map_err(|error| Refusal::new("server.internal", format!("example data: {error}")))?;
    let dealer = empty_dealer(store, code, &example.dealer.name, now_at)?;
    let (customers, orders) = (example.customers.len(), example.orders.len());
    let mut groups = build::groups(&example, code, now_at)?;
    groups.sort_by_key(|group| group.at);
    let begun_at = groups.first().map_or(now_at, |group| group.at);
    let pc = enrol(store, &dealer, &example.pc_name, begun_at)?;
    let changes = push_all(store, pc, groups)?;
    log(store, "dealer.example_data", Some(dealer.id), None, now_at)?;
    Ok(json!({
        "dealer": dealer.code,
        "name": dealer.name,
        "customers": customers,
        "work_orders": orders,
        "changes": changes,
    }))
}

/// The dealer, made if there is none; refused when somebody works with it already.
fn empty_dealer(
    store: &dyn ServerStore,
    code: &str,
    name: &str,
    now_at: i64,
) -> Result<Dealer, Refusal> {
    if store.dealer_by_code(code)?.is_none() {
        super::dealer::create(store, code, name, now_at)?;
    }
    let dealer = super::dealer::known(store, code)?;
    if !store.devices(Some(dealer.id))?.is_empty() {
        return Err(Refusal::new(
            "admin.not_empty",
            "this dealer has PCs already; example data goes to a new dealer only",
        )
        .with(json!({ "code": code })));
    }
    Ok(dealer)
}

/// Enrols the example's PC as any PC is. Its token is made and forgotten: nobody can use it.
fn enrol(
    store: &dyn ServerStore,
    dealer: &Dealer,
    name: &str,
    now_at: i64,
) -> Result<DeviceKey, Refusal> {
    let unreadable = || Refusal::new("server.internal", "the new code cannot be read");
    let hash = enrolment_code_hash(&new_enrolment_code()?).ok_or_else(unreadable)?;
    let token_hash = hash_of(&new_secret()?);
    store.add_enrolment_code(dealer.id, &hash, now_at, now_at + 1)?;
    let device = derived("device", &["example", &dealer.code]).into_bytes();
    let enrolment = Enrolment {
        code_hash: &hash,
        device,
        name,
        app_version: env!("CARGO_PKG_VERSION"),
        expected_dealer_code: None,
    };
    match store.enrol(&enrolment, &mut |_: RowId| token_hash, now_at)? {
        EnrolAnswer::Enrolled { dealer, .. } => Ok(DeviceKey {
            dealer: dealer.id,
            device,
        }),
        _ => Err(unreadable()),
    }
}

/// Pushes every group at its time. Gives the number of changes.
fn push_all(store: &dyn ServerStore, who: DeviceKey, groups: Vec<Group>) -> Result<u64, Refusal> {
    let (mut dseq, mut previous) = (0, CHAIN_START);
    let (mut cursor, mut log_hash): (u64, Hash) = (0, CHAIN_START);
    for group in groups {
        let mut changes = Vec::with_capacity(group.changes.len());
        let last = group.changes.len().saturating_sub(1);
        for (index, mut change) in group.changes.into_iter().enumerate() {
            change.base_seq = cursor;
            change.group_end = index == last;
            let bytes = change.encode();
            changes
                .push(bytes.map_err(|error| Refusal::new("server.internal", error.to_string()))?);
        }
        let count = changes.len() as u64;
        let next = changes
            .iter()
            .fold(previous, |hash, bytes| chain(&hash, bytes));
        let request = SyncRequest {
            epoch: Some(store.epoch()),
            cursor,
            log_hash,
            client_now_at: group.at + DELAY_MS,
            push: Push {
                first_dseq: dseq + 1,
                previous_chain: previous,
                changes,
            },
            max_changes: 2_000,
        };
        let answer = store.push_and_page(&who, &request, group.at + DELAY_MS)?;
        let SyncResponse::Done(done) = answer else {
            return Err(Refusal::new(
                "server.internal",
                "the example PC cannot sync",
            ));
        };
        if let Some(refused) = done.refused.first() {
            return Err(
                Refusal::new("server.internal", "an example change is refused")
                    .with(json!({ "dseq": refused.dseq, "code": refused.code })),
            );
        }
        (dseq, previous) = (dseq + count, next);
        (cursor, log_hash) = (done.head_seq, done.log_hash);
    }
    Ok(dseq)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wuyou_server_store::SqliteStore;

    const NOW: i64 = 1_795_276_200_000;

    #[test]
    fn the_example_is_whole_shows_every_state_and_loads_once() {
        let dir = tempfile::tempdir().unwrap();
        let store = SqliteStore::open_to_serve(dir.path()).unwrap();
        let answer = load(&store, "LH001", NOW).unwrap();
        assert_eq!(answer["customers"], 20);
        let dealer = store.dealer_by_code("LH001").unwrap().unwrap();
        let found = store.verify(dealer.id).unwrap();
        assert!(found.ok, "{:?}", found.problems);
        let states: std::collections::HashSet<String> = store
            .summary(NOW)
            .unwrap()
            .orders
            .into_iter()
            .map(|count| count.state)
            .collect();
        // Confirmed orders are closed within minutes, so none stands there.
        assert_eq!(states.len(), 10, "{states:?}");
        assert_eq!(
            load(&store, "LH001", NOW).unwrap_err().code(),
            "admin.not_empty"
        );
    }
}

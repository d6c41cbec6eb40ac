//! Serials that two dealers registered, and those a dealer registered that were shipped to another.
//! They are told here; nothing is decided over them.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use wuyou_domain::shipment::{Held, Holder, Holding, Meeting, across, read_block};
use wuyou_server_store::model::{Dealer, Registered};
use wuyou_server_store::{ServerStore, StoreError};

use crate::auth::ConsoleUser;
use crate::problem::{Problem, ProblemBody};
use crate::state::Shared;

/// Most serials told at once.
const ROWS_MOST: usize = 500;

/// A dealer that registered a serial.
#[derive(Debug, Serialize, ToSchema)]
pub struct SerialHolder {
    /// The dealer's code.
    pub dealer_code: String,
    /// The dealer's name.
    pub dealer_name: String,
    /// Where the machine is in its life.
    pub state: Option<String>,
    /// Whether it is bound to a household.
    pub bound: bool,
    /// When a PC of the dealer wrote it down first.
    pub registered_at: i64,
    /// When headquarters shipped it to this dealer.
    pub shipped_on: Option<String>,
}

/// A serial whose dealers do not go together.
#[derive(Debug, Serialize, ToSchema)]
pub struct SerialRow {
    /// The serial.
    pub serial: String,
    /// Its model.
    pub model_code: Option<String>,
    /// Who registered it: first who was shipped it first, then who registered it first.
    pub holders: Vec<SerialHolder>,
    /// The dealer it was shipped to, where that is none of them.
    pub shipped_to_code: Option<String>,
    /// That dealer's name.
    pub shipped_to_name: Option<String>,
    /// When.
    pub shipped_on: Option<String>,
}

/// What does not go together.
#[derive(Debug, Serialize, ToSchema)]
pub struct Serials {
    /// The server's clock.
    pub now_at: i64,
    /// Serials that two dealers or more registered; 500 at most.
    pub twice: Vec<SerialRow>,
    /// How many there are.
    pub twice_total: usize,
    /// Serials one dealer registered that were shipped to another; 500 at most.
    pub elsewhere: Vec<SerialRow>,
    /// How many there are.
    pub elsewhere_total: usize,
}

/// Lists serials that two dealers registered, and those registered by another dealer than they were
/// shipped to.
#[utoipa::path(get, path = "/api/v1/hq/serials", operation_id = "list_serials", tag = "console",
    security(("session" = [])),
    responses((status = 200, body = Serials),
        (status = "4XX", body = ProblemBody, content_type = "application/problem+json")))]
pub async fn list_serials(
    State(state): State<Shared>,
    _user: ConsoleUser,
) -> Result<axum::Json<Serials>, Problem> {
    let now_at = state.now_at();
    let (dealers, shops) = state.stored(read).await?;
    let (twice, elsewhere): (Vec<_>, Vec<_>) = across(&shops)
        .into_iter()
        .partition(|meeting| meeting.holders.len() > 1);
    let rows = |meetings: &[Meeting]| {
        let rows = meetings.iter().take(ROWS_MOST);
        rows.map(|meeting| row(&dealers, meeting)).collect()
    };
    Ok(axum::Json(Serials {
        now_at,
        twice_total: twice.len(),
        twice: rows(&twice),
        elsewhere_total: elsewhere.len(),
        elsewhere: rows(&elsewhere),
    }))
}

/// Dealer by dealer: what each registered, and what was shipped to it by the lists in force.
fn read(store: &dyn ServerStore) -> Result<(Vec<Dealer>, Vec<Held>), StoreError> {
    let dealers = store.dealers()?;
    let mut shops = Vec::with_capacity(dealers.len());
    for dealer in &dealers {
        let machines = store.registered(dealer.id)?.into_iter();
        let lists = store.shipments(dealer.id)?.into_iter();
        let lists = lists.filter(|list| list.state == "published");
        shops.push(Held {
            machines: machines.map(holding).collect(),
            shipped: lists.flat_map(|list| read_block(&list.content)).collect(),
        });
    }
    Ok((dealers, shops))
}

fn holding(unit: Registered) -> Holding {
    Holding {
        serial: unit.serial,
        model: unit.model_code,
        state: unit.state,
        bound: unit.bound,
        registered_at: unit.created_at,
    }
}

fn row(dealers: &[Dealer], meeting: &Meeting) -> SerialRow {
    let to = meeting.shipped_to.as_ref();
    let dealer = to.and_then(|(shop, _)| dealers.get(*shop));
    let mut models = meeting.holders.iter();
    SerialRow {
        serial: meeting.serial.clone(),
        model_code: models.find_map(|one| one.holding.model.clone()),
        holders: meeting
            .holders
            .iter()
            .filter_map(|one| holder(dealers, one))
            .collect(),
        shipped_to_code: dealer.map(|dealer| dealer.code.clone()),
        shipped_to_name: dealer.map(|dealer| dealer.name.clone()),
        shipped_on: to.map(|(_, on)| on.clone()),
    }
}

fn holder(dealers: &[Dealer], one: &Holder) -> Option<SerialHolder> {
    let dealer = dealers.get(one.shop)?;
    Some(SerialHolder {
        dealer_code: dealer.code.clone(),
        dealer_name: dealer.name.clone(),
        state: one.holding.state.clone(),
        bound: one.holding.bound,
        registered_at: one.holding.registered_at,
        shipped_on: one.shipped_on.clone(),
    })
}

//! Headquarters' questions over all dealers: the list of work orders and the first page's numbers.
//!
//! Statements are put together from constant pieces; every value is bound.

use std::collections::HashMap;

use rusqlite::types::Value as Bound;
use rusqlite::{Row, Transaction, params_from_iter};
use wuyou_sync::value::RowId;

use super::admin;
use crate::error::StoreError;
use crate::model::{
    Colour, OrderAfter, OrderCount, OrderPage, OrderQuery, OrderRow, OrderSort, Summary,
};
use crate::store::Result;

/// The columns [`order_row`] reads. `?1` is now everywhere. The address is the machine's, else the
/// household's first.
pub(super) const ORDER_COLUMNS: &str = "w.dealer_id, d.code, d.name, w.id, w.no, w.kind, w.state, \
    coalesce(w.safety, 0), c.name, a.town, a.village, coalesce(t.name, w.technician_name), \
    w.fault_text, u.model_code, u.serial, coalesce(w.received_at, 0), w.reply_due_at, \
    w.replied_at, w.finish_target_at, w.finish_limit_at, w.finished_at, w.closed_at, \
    (SELECT max(e.occurred_at) FROM order_event e \
     WHERE e.dealer_id = w.dealer_id AND e.work_order_id = w.id), \
    l.received_at";

/// How many columns [`ORDER_COLUMNS`] has before the colour.
pub(super) const ORDER_WIDTH: usize = 24;

/// The tables of [`ORDER_COLUMNS`].
pub(super) const ORDER_TABLES: &str = "work_order w \
    JOIN dealer d ON d.id = w.dealer_id \
    LEFT JOIN customer c ON c.dealer_id = w.dealer_id AND c.id = w.customer_id \
    LEFT JOIN unit u ON u.dealer_id = w.dealer_id AND u.id = w.unit_id \
    LEFT JOIN address a ON a.dealer_id = w.dealer_id AND a.id = coalesce(u.address_id, \
     (SELECT x.id FROM address x WHERE x.dealer_id = w.dealer_id \
      AND x.customer_id = w.customer_id AND x.deleted_at IS NULL ORDER BY x.id LIMIT 1)) \
    LEFT JOIN staff t ON t.dealer_id = w.dealer_id AND t.id = w.technician_id \
    LEFT JOIN change_log l ON l.dealer_id = w.dealer_id AND l.seq = w.updated_seq";

/// The colour at `?1`: `wuyou_domain::work_order::due::colour` in SQL, as `docs/api.md` states it; a
/// test below holds the two against each other. An absent instant never makes a colour. 7,200,000 ms
/// are the two hours before a reply is due, 259,200,000 the three days to ask the customer.
pub(super) const COLOUR: &str = "CASE \
    WHEN w.state IN ('confirmed', 'closed', 'cancelled') THEN 'grey' \
    WHEN w.state = 'postponed' \
    AND NOT coalesce(w.safety = 1 OR w.finish_limit_at <= w.postponed_at, 0) THEN 'grey' \
    WHEN w.state = 'finished' THEN \
    CASE WHEN w.finished_at + 259200000 <= ?1 THEN 'yellow' ELSE 'grey' END \
    WHEN (w.replied_at IS NULL AND w.reply_due_at <= ?1) OR w.finish_limit_at <= ?1 THEN 'red' \
    WHEN w.finish_target_at <= ?1 OR (w.replied_at IS NULL AND w.reply_due_at - 7200000 < ?1) \
    OR (w.state IN ('scheduled', 'dispatched') AND w.window_to_at <= ?1) \
    OR (w.state = 'waiting_part' AND w.part_eta_at <= ?1) \
    THEN 'yellow' ELSE 'green' END";

/// What an absent finish limit sorts as: after everything.
const NEVER: &str = "9223372036854775807";

pub(super) fn order_row(row: &Row<'_>) -> Result<OrderRow> {
    let colour: String = row.get(ORDER_WIDTH)?;
    Ok(OrderRow {
        dealer: row.get(0)?,
        dealer_code: row.get(1)?,
        dealer_name: row.get(2)?,
        id: row.get(3)?,
        no: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
        kind: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
        state: row.get::<_, Option<String>>(6)?.unwrap_or_default(),
        colour: Colour::from_code(&colour).ok_or(StoreError::Stored("colour"))?,
        safety: row.get(7)?,
        customer_name: row.get(8)?,
        town: row.get(9)?,
        village: row.get(10)?,
        technician_name: row.get(11)?,
        fault_text: row.get(12)?,
        model_code: row.get(13)?,
        serial: row.get(14)?,
        received_at: row.get(15)?,
        reply_due_at: row.get(16)?,
        replied_at: row.get(17)?,
        finish_target_at: row.get(18)?,
        finish_limit_at: row.get(19)?,
        finished_at: row.get(20)?,
        closed_at: row.get(21)?,
        last_event_at: row.get(22)?,
        arrived_at: row.get(23)?,
    })
}

/// Conditions of a list and the values they bind, numbered from `?2`.
struct Filter {
    conditions: Vec<String>,
    values: Vec<Bound>,
}

impl Filter {
    fn new(now_at: i64) -> Self {
        Self {
            conditions: vec!["w.deleted_at IS NULL".to_owned()],
            values: vec![Bound::Integer(now_at)],
        }
    }

    /// Binds a value and gives its mark.
    fn bind(&mut self, value: Bound) -> String {
        self.values.push(value);
        format!("?{}", self.values.len())
    }

    fn one_of(&mut self, expression: &str, codes: impl Iterator<Item = &'static str>) {
        let marks: Vec<String> = codes
            .map(|code| self.bind(Bound::Text(code.to_owned())))
            .collect();
        if !marks.is_empty() {
            self.conditions
                .push(format!("{expression} IN ({})", marks.join(", ")));
        }
    }

    fn text(&mut self, text: &str) {
        let mark = self.bind(Bound::Text(like(text)));
        let parts = [
            "w.no",
            "c.name",
            "a.town",
            "a.village",
            "a.detail",
            "u.serial",
        ]
        .map(|column| format!("lower({column}) LIKE {mark} ESCAPE '\\'"));
        self.conditions.push(format!("({})", parts.join(" OR ")));
    }

    fn after(&mut self, key: &str, after: &OrderAfter, sort: OrderSort) {
        let (at, dealer, id) = (
            self.bind(Bound::Integer(after.at)),
            self.bind(Bound::Blob(after.dealer.to_vec())),
            self.bind(Bound::Blob(after.id.to_vec())),
        );
        let sign = match sort {
            OrderSort::Received => "<",
            OrderSort::Due => ">",
        };
        self.conditions.push(format!(
            "({key}, w.dealer_id, w.id) {sign} ({at}, {dealer}, {id})"
        ));
    }
}

/// The text as a pattern that finds it anywhere, without meaning of its own. Letters of ASCII are
/// made small, as SQLite's `lower` makes them; others stay as they stand in the data.
fn like(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for character in text.to_ascii_lowercase().chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

pub(super) fn work_orders(tx: &Transaction<'_>, query: &OrderQuery) -> Result<OrderPage> {
    let due_key = format!("coalesce(w.finish_limit_at, {NEVER})");
    let (key, direction) = match query.sort {
        OrderSort::Received => ("w.received_at", "DESC"),
        OrderSort::Due => (due_key.as_str(), "ASC"),
    };
    let mut filter = Filter::new(query.now_at);
    filter.one_of("w.state", query.states.iter().copied());
    filter.one_of(COLOUR, query.colours.iter().map(|colour| colour.code()));
    if let Some(dealer) = &query.dealer {
        let mark = filter.bind(Bound::Text(dealer.clone()));
        filter.conditions.push(format!("d.code = {mark}"));
    }
    if let Some(text) = &query.text {
        filter.text(text);
    }
    if let Some(after) = &query.after {
        filter.after(key, after, query.sort);
    }
    let limit = filter.bind(Bound::Integer(i64::from(query.limit) + 1));
    let sql = format!(
        "SELECT {ORDER_COLUMNS}, {COLOUR}, {key} FROM {ORDER_TABLES} WHERE {} \
         ORDER BY {key} {direction}, w.dealer_id {direction}, w.id {direction} LIMIT {limit}",
        filter.conditions.join(" AND ")
    );
    page(tx, &sql, filter.values, query.limit)
}

fn page(tx: &Transaction<'_>, sql: &str, values: Vec<Bound>, limit: u32) -> Result<OrderPage> {
    let mut select = tx.prepare_cached(sql)?;
    let mut found = select.query(params_from_iter(values))?;
    let (mut rows, mut last_key, mut more) = (Vec::new(), 0, false);
    while let Some(row) = found.next()? {
        // One row more than asked for only tells that there is a next page.
        if rows.len() as u64 == u64::from(limit) {
            more = true;
            break;
        }
        rows.push(order_row(row)?);
        last_key = row.get::<_, Option<i64>>(ORDER_WIDTH + 1)?.unwrap_or(0);
    }
    let next = rows.last().filter(|_| more).map(|row| OrderAfter {
        at: last_key,
        dealer: row.dealer,
        id: row.id,
    });
    Ok(OrderPage { rows, next })
}

pub(super) fn summary(tx: &Transaction<'_>, now_at: i64) -> Result<Summary> {
    let sql = format!(
        "SELECT w.dealer_id, w.state, {COLOUR}, coalesce(w.safety, 0), count(*) \
         FROM work_order w WHERE w.deleted_at IS NULL GROUP BY 1, 2, 3, 4"
    );
    let mut select = tx.prepare_cached(&sql)?;
    let mut found = select.query([now_at])?;
    let mut orders = Vec::new();
    while let Some(row) = found.next()? {
        let colour: String = row.get(2)?;
        orders.push(OrderCount {
            dealer: row.get(0)?,
            state: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
            colour: Colour::from_code(&colour).ok_or(StoreError::Stored("colour"))?,
            safety: row.get(3)?,
            count: row.get::<_, i64>(4)?.cast_unsigned(),
        });
    }
    let open = open_conflicts(tx)?;
    let dealers = admin::dealers(tx)?.into_iter().map(|dealer| {
        let conflicts = open.get(&dealer.id).copied().unwrap_or(0);
        (dealer, conflicts)
    });
    Ok(Summary {
        dealers: dealers.collect(),
        devices: admin::devices(tx, None)?,
        orders,
    })
}

/// How many conflicts of each dealer no person has decided; dealers without any are absent.
pub(super) fn open_conflicts(tx: &Transaction<'_>) -> Result<HashMap<RowId, u64>> {
    let mut select = tx.prepare_cached(
        "SELECT dealer_id, count(*) FROM conflict \
         WHERE resolved_at IS NULL AND deleted_at IS NULL GROUP BY dealer_id",
    )?;
    let rows = select.query_map([], |row| {
        Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned()))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

#[cfg(test)]
mod tests {
    use rusqlite::{Connection, params};
    use wuyou_domain::work_order::State;
    use wuyou_domain::work_order::due::{Instants, colour};

    use super::{COLOUR, like};

    /// An order that was put off, before and after its limit, in danger or not; any other as it is.
    fn put_off(state: State, plain: Instants, limit_at: i64) -> Vec<Instants> {
        if state != State::Postponed {
            return vec![plain];
        }
        let put_off = |danger, postponed_at| Instants {
            danger,
            postponed_at,
            ..plain
        };
        let times = [None, Some(limit_at - 1), Some(limit_at)];
        let both = times.map(|at| [put_off(false, at), put_off(true, at)]);
        both.concat()
    }

    /// Every state with each instant absent or around `NOW`.
    #[test]
    fn headquarters_shows_the_colour_that_the_dealers_pc_shows() {
        const NOW: i64 = 1_795_233_600_000;
        const HOUR: i64 = 3_600_000;
        let db = Connection::open_in_memory().unwrap();
        let sql = format!(
            "SELECT {COLOUR} FROM (SELECT ?2 AS state, ?3 AS reply_due_at, ?4 AS replied_at, \
             ?5 AS finish_target_at, ?6 AS finish_limit_at, ?7 AS window_to_at, \
             ?8 AS part_eta_at, ?9 AS finished_at, ?10 AS postponed_at, ?11 AS safety) w"
        );
        let mut select = db.prepare(&sql).unwrap();
        let step = [None, Some(NOW), Some(NOW + 1)];
        let finish = [None, Some(NOW - HOUR), Some(NOW), Some(NOW + 1)];
        let soon = NOW + 2 * HOUR;
        let mut seen = std::collections::BTreeMap::new();
        for &state in State::ALL {
            for reply_due_at in [None, Some(NOW), Some(NOW + 1), Some(soon - 1), Some(soon)] {
                for replied_at in [None, Some(NOW - HOUR)] {
                    for (target, limit) in finish.iter().flat_map(|a| finish.map(|b| (*a, b))) {
                        for (visit, asked) in step.iter().flat_map(|a| step.map(|b| (*a, b))) {
                            let plain = Instants {
                                reply_due_at,
                                replied_at,
                                finish_target_at: target,
                                finish_limit_at: limit,
                                window_to_at: visit,
                                part_eta_at: visit,
                                finished_at: asked.map(|at| at - 72 * HOUR),
                                ..Instants::default()
                            };
                            for instants in put_off(state, plain, NOW - HOUR) {
                                let bound = params![
                                    NOW,
                                    state.code(),
                                    reply_due_at,
                                    replied_at,
                                    target,
                                    limit,
                                    visit,
                                    visit,
                                    instants.finished_at,
                                    instants.postponed_at,
                                    instants.danger
                                ];
                                let sql: String =
                                    select.query_row(bound, |row| row.get(0)).unwrap();
                                let rule = colour(state, &instants, NOW).code();
                                assert_eq!(sql, rule, "{state:?} {instants:?}");
                                *seen.entry(sql).or_insert(0) += 1;
                            }
                        }
                    }
                }
            }
        }
        assert_eq!(seen.len(), 4, "{seen:?}");
    }

    #[test]
    fn signs_of_the_pattern_language_are_searched_for_as_themselves() {
        assert_eq!(like("50%_A\\"), "%50\\%\\_a\\\\%");
        assert_eq!(like("ＡÄ"), "%ＡÄ%", "lower() leaves them as they are");
    }
}

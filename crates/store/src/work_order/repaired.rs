//! Finished repairs of a span of days, narrowed as the report by cause counts them.

use rusqlite::ToSql;

use crate::error::StoreError;
use crate::view::View;

/// A repair that was finished in the span and stands.
pub(crate) const REPAIRED: &str = "o.kind = 'repair' AND o.state <> 'cancelled'
    AND o.deleted_at IS NULL AND o.finished_at >= :from_at AND o.finished_at < :to_at";

/// Another repair of the same machine, or of the same household where no machine is known, was
/// finished not long before this one came in.
pub(crate) const REPEATS: &str = "CASE WHEN o.unit_id IS NOT NULL THEN EXISTS (
        SELECT 1 FROM work_order p WHERE p.unit_id = o.unit_id AND p.kind = 'repair'
          AND p.id <> o.id AND p.deleted_at IS NULL AND p.state <> 'cancelled'
          AND p.finished_at > o.received_at - :within_ms AND p.finished_at <= o.received_at)
    ELSE EXISTS (
        SELECT 1 FROM work_order p WHERE p.customer_id = o.customer_id AND p.kind = 'repair'
          AND p.id <> o.id AND p.deleted_at IS NULL AND p.state <> 'cancelled'
          AND p.finished_at > o.received_at - :within_ms AND p.finished_at <= o.received_at) END";

/// Of which class the cause is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum OfClass {
    /// Of any.
    #[default]
    Any,
    /// Of this one; of those without a class the causes in these words.
    This(String, Vec<String>),
    /// Of none; these words name one.
    Without(Vec<String>),
}

/// Of which model the machine is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum OfModel {
    /// Of any.
    #[default]
    Any,
    /// Of this one.
    This(String),
    /// No machine is named, or its model is not known.
    Without,
}

/// Which finished repairs. Instants go from the first (included) to the last (not included).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repaired {
    /// Finished from here on.
    pub from_at: i64,
    /// Finished before.
    pub to_at: i64,
    /// Of which class.
    pub class: OfClass,
    /// Of which model.
    pub model: OfModel,
    /// Only those that came within so many milliseconds after another repair.
    pub repeats_within_ms: Option<i64>,
}

impl Repaired {
    /// The condition, as it goes on behind another.
    pub(super) fn condition(&self) -> String {
        let mut sql = format!(" AND {REPAIRED}");
        let words = "(SELECT value FROM json_each(:words))";
        match &self.class {
            OfClass::Any => {}
            // With a plus, so that the days lead to the rows and not the class of all the years.
            OfClass::This(..) => sql.push_str(&format!(
                " AND (+o.cause_class = :class OR (o.cause_class IS NULL AND o.cause IN {words}))"
            )),
            OfClass::Without(_) => sql.push_str(&format!(
                " AND o.cause_class IS NULL AND (o.cause IS NULL OR o.cause NOT IN {words})"
            )),
        }
        let of_model = "EXISTS (SELECT 1 FROM unit m WHERE m.id = o.unit_id AND m.model_code";
        match &self.model {
            OfModel::Any => {}
            OfModel::This(_) => sql.push_str(&format!(" AND {of_model} = :model)")),
            OfModel::Without => sql.push_str(&format!(" AND NOT {of_model} IS NOT NULL)")),
        }
        if self.repeats_within_ms.is_some() {
            sql.push_str(&format!(" AND {REPEATS}"));
        }
        sql
    }

    /// The values of [`Self::condition`].
    pub(super) fn values(&self) -> Vec<Named> {
        let mut values: Vec<Named> = vec![
            (":from_at", Box::new(self.from_at)),
            (":to_at", Box::new(self.to_at)),
        ];
        let json = |words: &[String]| serde_json::Value::from(words).to_string();
        match &self.class {
            OfClass::Any => {}
            OfClass::This(class, words) => {
                values.push((":class", Box::new(class.clone())));
                values.push((":words", Box::new(json(words))));
            }
            OfClass::Without(words) => values.push((":words", Box::new(json(words)))),
        }
        if let OfModel::This(model) = &self.model {
            values.push((":model", Box::new(model.clone())));
        }
        if let Some(within_ms) = self.repeats_within_ms {
            values.push((":within_ms", Box::new(within_ms)));
        }
        values
    }
}

/// A value with its name.
pub(super) type Named = (&'static str, Box<dyn ToSql>);

/// The causes in words of the span's repairs that have no class, each once.
///
/// # Errors
/// The database's error.
pub fn causes_in_words(
    view: View<'_>,
    (from_at, to_at): (i64, i64),
) -> Result<Vec<String>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT DISTINCT o.cause FROM work_order o WHERE {REPAIRED}
         AND o.cause_class IS NULL AND o.cause IS NOT NULL"
    ))?;
    let values = rusqlite::named_params! {":from_at": from_at, ":to_at": to_at};
    let rows = statement.query_map(values, |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

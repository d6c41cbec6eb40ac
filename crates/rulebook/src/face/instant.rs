//! Instants as text.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset, Utc};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

const CHINA_OFFSET_SECONDS: i32 = 8 * 3600;

/// An instant: RFC 3339 with any offset coming in, China time going out. Milliseconds inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Instant(pub(crate) i64);

impl Instant {
    /// Reads RFC 3339 text.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let instant = DateTime::parse_from_rfc3339(text).ok()?;
        Some(Self(instant.timestamp_millis()))
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let zone = FixedOffset::east_opt(CHINA_OFFSET_SECONDS);
        let text = DateTime::<Utc>::from_timestamp_millis(self.0)
            .zip(zone)
            .map(|(at, zone)| at.with_timezone(&zone))
            .map(|at| at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, false));
        match text {
            Some(text) => serializer.serialize_str(&text),
            None => Err(serde::ser::Error::custom("instant outside the calendar")),
        }
    }
}

impl JsonSchema for Instant {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Instant".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date-time" })
    }
}

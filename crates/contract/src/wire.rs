//! How wire types are derived: one place, so that all behave alike.

/// Requests: unknown fields are refused (a misspelt field must not be silently dropped); an absent
/// optional field means "leave as it is", an empty text clears.
macro_rules! request {
    ($($item:item)*) => {$(
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema, ts_rs::TS)]
        #[serde(deny_unknown_fields)]
        #[ts(optional_fields = nullable)]
        $item
    )*};
}

/// Responses: every field is always present; what is not known is null.
macro_rules! response {
    ($($item:item)*) => {$(
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema, ts_rs::TS)]
        $item
    )*};
}

/// Closed codes: snake_case text on the wire.
macro_rules! codes {
    ($($item:item)*) => {$(
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, schemars::JsonSchema, ts_rs::TS)]
        #[serde(rename_all = "snake_case")]
        $item
    )*};
}

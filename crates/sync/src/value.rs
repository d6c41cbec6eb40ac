//! The values fields hold, and their canonical binary form.

use serde::{Deserialize, Serialize};

/// A row's id on the wire and in the tables: 16 bytes of a UUID.
pub type RowId = [u8; 16];

/// A field's value. The order of the variants is part of the wire format and never changes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Value {
    /// Absent.
    Null,
    /// Integers, instants (Unix milliseconds), money (fen), booleans (0 or 1).
    Int(i64),
    /// Text, dates (`YYYY-MM-DD`), closed codes.
    Text(String),
    /// A reference to another row.
    Id(RowId),
}

impl Value {
    /// The text, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self {
            Some(text)
        } else {
            None
        }
    }

    /// The integer, if it is one.
    #[must_use]
    pub fn as_int(&self) -> Option<i64> {
        if let Self::Int(number) = self {
            Some(*number)
        } else {
            None
        }
    }

    /// The reference, if it is one.
    #[must_use]
    pub fn as_id(&self) -> Option<RowId> {
        if let Self::Id(id) = self {
            Some(*id)
        } else {
            None
        }
    }

    /// Whether the field is absent.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::Int(i64::from(yes))
    }
}

impl From<RowId> for Value {
    fn from(id: RowId) -> Self {
        Self::Id(id)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

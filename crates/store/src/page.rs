//! Pages of long lists, by keyset: a page goes on after the last row of the one before, so that it
//! costs the same at the end of a list as at its beginning.

use crate::error::StoreError;

/// Most rows of a page.
pub const PAGE_MAX: u32 = 200;

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Give it back to read on; `None` at the end.
    pub next: Option<String>,
}

/// Where a page goes on: the sort key and the row number of the last row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct After {
    pub(crate) key: String,
    pub(crate) nr: i64,
}

impl After {
    pub(crate) fn token(&self) -> String {
        format!("{}.{}", self.nr, self.key)
    }

    pub(crate) fn read(token: &str) -> Result<Self, StoreError> {
        let parts = token.split_once('.');
        let parsed = parts.and_then(|(nr, key)| nr.parse().ok().map(|nr| (nr, key)));
        let (nr, key) = parsed.ok_or_else(no_place)?;
        Ok(Self {
            key: key.to_owned(),
            nr,
        })
    }

    /// The key as a number, for lists sorted by an instant.
    ///
    /// # Errors
    /// [`StoreError::BadValue`] for a key that is none.
    pub(crate) fn at(&self) -> Result<i64, StoreError> {
        self.key.parse().map_err(|_| no_place())
    }
}

pub(crate) fn no_place() -> StoreError {
    StoreError::BadValue {
        entity: "page".to_owned(),
        field: "after".to_owned(),
        why: "not a place in this list",
    }
}

/// Cuts the one row that was read past the page, and says where to go on.
pub(crate) fn cut<T>(mut rows: Vec<(After, T)>, limit: usize) -> Page<T> {
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = if more {
        rows.last().map(|(after, _)| after.token())
    } else {
        None
    };
    Page {
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        next,
    }
}

/// Rows wanted, within bounds.
pub(crate) fn bounded(limit: u32) -> usize {
    limit.clamp(1, PAGE_MAX) as usize
}

//! Short words to describe fields with.

use crate::entity::{Field, Kind, Merge, Privacy};

pub(super) const fn field(id: u8, name: &'static str, kind: Kind) -> Field {
    Field {
        id,
        name,
        kind,
        required: false,
        merge: Merge::LastWriter,
        privacy: Privacy::None,
    }
}

impl Field {
    pub(super) const fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }
    pub(super) const fn personal(self) -> Self {
        Self {
            privacy: Privacy::Personal,
            ..self
        }
    }
    pub(super) const fn secret(self) -> Self {
        Self {
            privacy: Privacy::Secret,
            ..self
        }
    }
    pub(super) const fn merge(self, merge: Merge) -> Self {
        Self { merge, ..self }
    }
}

pub(super) const NAME: Kind = Kind::Text(60);
pub(super) const LINE: Kind = Kind::Text(200);
/// A line of a form with what the program puts behind it, as the numbers of what followed.
pub(super) const LONG_LINE: Kind = Kind::Text(600);
/// A note of a form (10,000) with what the program puts before or behind it: whatever a form lets
/// through is kept.
pub(super) const NOTE: Kind = Kind::Text(12_000);
pub(super) const CODE: Kind = Kind::Text(40);

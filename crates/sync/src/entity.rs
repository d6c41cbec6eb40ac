//! The description of entities and fields that drives both sides of sync.
//!
//! Table and field names are the same at the dealer and at headquarters. Entity and field numbers
//! are part of the wire format: they are never reused and never change meaning.

/// Who decides over an entity's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The dealer's PCs write it.
    Dealer,
    /// Only the server writes it; a dealer's PC may fill the fields marked so.
    Server,
}

/// How rows of an entity behave (`model.md` §3.0).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Rows can be edited and deleted field by field.
    Editable,
    /// Rows never change after their insert; a correction is a new row.
    AppendOnly,
}

/// How two concurrent edits of one field merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merge {
    /// The later clock wins; both values go to a conflict for a person.
    LastWriter,
    /// The later clock wins without a conflict (bookkeeping nobody decides over).
    Quiet,
    /// The first accepted value stays; the other goes to a conflict.
    FirstStays,
    /// The earliest instant stays, whoever is heard first and whichever clock is later; nobody decides
    /// over it.
    EarliestStays,
    /// Set once with the row; a later different value is refused.
    Immutable,
    /// An edit adds one, whatever number it says: concurrent ones all count.
    Counter,
    /// A state: if by these pairs one of the two can be reached from the other but not the other way
    /// round, the farther one wins without a conflict; otherwise the later clock wins and both go
    /// to a conflict.
    State(&'static [(&'static str, &'static str)]),
    /// One of the first codes stands against each of the second, whichever clock is later, and both
    /// go to a conflict: what is stricter for safety is not undone by somebody who did not know of
    /// it. Otherwise the later clock wins.
    Strict(&'static [&'static str], &'static [&'static str]),
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text of at most this many characters.
    Text(usize),
    /// One of these codes.
    Code(&'static [&'static str]),
    /// An integer.
    Int,
    /// 0 or 1.
    Bool,
    /// An instant, Unix milliseconds.
    Instant,
    /// A date, `YYYY-MM-DD`.
    Date,
    /// A birthday, `YYYY-MM-DD`: also 二月廿九 and 二月三十 of the lunar calendar, in any year.
    Birthday,
    /// A reference to a row of the named entity, which must exist.
    Ref(&'static str),
    /// A reference that is not checked (another stream's row, or any entity's).
    LooseRef,
}

/// How sensitive a field is (PIPL). Decides what logs, exports and erasures may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Privacy {
    /// Says nothing of a person.
    None,
    /// Tells who somebody is or where they live.
    Personal,
    /// A secret that never leaves the tables (PIN hashes).
    Secret,
}

/// One field of an entity.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its number on the wire, unique within the entity.
    pub id: u8,
    /// Its column.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether a new row must have it.
    pub required: bool,
    /// How concurrent edits merge.
    pub merge: Merge,
    /// How sensitive it is.
    pub privacy: Privacy,
}

/// One synced entity.
#[derive(Debug)]
pub struct Entity {
    /// Its number on the wire.
    pub id: u8,
    /// Its table.
    pub name: &'static str,
    /// Who writes it.
    pub owner: Owner,
    /// How its rows behave.
    pub class: Class,
    /// Its fields, ordered by number.
    pub fields: &'static [Field],
}

impl Entity {
    /// The field with this column name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The field with this number, and its position in [`Entity::fields`].
    #[must_use]
    pub fn field_by_id(&self, id: u8) -> Option<(usize, &'static Field)> {
        self.fields
            .iter()
            .enumerate()
            .find(|(_, field)| field.id == id)
    }
}

impl PartialEq for Entity {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Entity {}

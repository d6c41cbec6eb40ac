//! Edits: a business row and its change-log entry, always in one transaction.
//!
//! [`Tx`] is generic over the registry. Every insert, update and delete writes the row, the change's
//! canonical bytes with the next number and chain hash, and the search index. The last change of
//! the transaction carries `group_end`; when [`Database::edit`] returns, all of it is durable.

mod bare;
mod companion;
mod trail;
mod value;

use wuyou_domain::id::StaffId;
use wuyou_sync::change::{Change, Op};
use wuyou_sync::clock::{self, Hlc};
use wuyou_sync::entity::{Class, Entity, Owner};
use wuyou_sync::hash::{self, Hash};
use wuyou_sync::registry::DELETED_AT;
use wuyou_sync::value::{RowId, Value};

use rusqlite::Connection;

use self::value::{bad, guard_immutable, numbered};
use crate::database::Database;
use crate::error::StoreError;
use crate::number64;
use crate::search::Indexer;
use crate::table::{self, Row};
use crate::view::{Id, Local, View};

pub use trail::Touched;

/// Who edits, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EditContext {
    /// The acting person.
    pub actor: StaffId,
    /// The PC's clock, Unix milliseconds.
    pub now_at: i64,
}

/// What one edit recorded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Recorded {
    /// The number of the last change; 0 when nothing was changed.
    pub last_dseq: u64,
    /// How many changes were recorded.
    pub changes: u64,
}

/// A running edit.
#[derive(Debug)]
pub struct Tx<'c> {
    connection: &'c Connection,
    context: EditContext,
    device: RowId,
    base_seq: u64,
    head: Head,
    indexer: Indexer,
    /// The latest change, not yet written: only the commit knows whether it ends the group.
    latest: Option<Change>,
    recorded: u64,
    /// What was done to each row, where somebody may want to take it back.
    trail: Option<Vec<Touched>>,
}

/// Where the device's numbering, chain and clock stand.
#[derive(Debug, Clone, Copy)]
struct Head {
    dseq: u64,
    chain: Hash,
    hlc: Hlc,
}

impl Database {
    /// Runs an edit. When it returns `Ok`, everything in it is on the disk and will be sent; on an
    /// error nothing of it is.
    ///
    /// There is one writer: within `work` use the [`Tx`], never the database's own writing
    /// functions, which would wait for this edit forever.
    ///
    /// # Errors
    /// The closure's error, or the database's.
    pub fn edit<T, E: From<StoreError>>(
        &self,
        context: &EditContext,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.edit_recorded(context, work).map(|(value, _)| value)
    }

    /// As [`Database::edit`], and says what was recorded.
    ///
    /// # Errors
    /// As [`Database::edit`].
    pub fn edit_recorded<T, E: From<StoreError>>(
        &self,
        context: &EditContext,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<(T, Recorded), E> {
        self.write(|connection| {
            let mut tx = Tx::begin(connection, *context)?;
            let value = work(&mut tx)?;
            Ok((value, tx.finish()?))
        })
    }

    /// As [`Database::edit`], and says what was done to each row, in order, for taking it back.
    ///
    /// # Errors
    /// As [`Database::edit`].
    pub fn edit_traced<T, E: From<StoreError>>(
        &self,
        context: &EditContext,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<(T, Vec<Touched>), E> {
        self.write(|connection| {
            let mut tx = Tx::begin(connection, *context)?;
            tx.trail = Some(Vec::new());
            let value = work(&mut tx)?;
            let trail = tx.trail.take().unwrap_or_default();
            tx.finish()?;
            Ok((value, trail))
        })
    }
}

impl<'c> Tx<'c> {
    fn begin(connection: &'c Connection, context: EditContext) -> Result<Self, StoreError> {
        let mut statement = connection.prepare_cached(
            // What the server has of the latest own reading stands in `latest_hlc`, as it counts it.
            "SELECT s.cursor, d.value, o.dseq, o.chain,
             max(CASE WHEN o.dseq > s.acknowledged_dseq THEN o.hlc ELSE 0 END, s.latest_hlc)
             FROM sync_state s
             LEFT JOIN setting d ON d.key = 'device_id'
             LEFT JOIN (SELECT dseq, chain, hlc FROM outbox ORDER BY dseq DESC LIMIT 1) o",
        )?;
        let (base_seq, device, head) = statement.query_row([], |row| {
            let has_changes = row.get::<_, Option<i64>>(2)?.is_some();
            let head = Head {
                dseq: if has_changes {
                    number64::read(row, 2)?
                } else {
                    0
                },
                chain: row.get::<_, Option<Hash>>(3)?.unwrap_or(hash::CHAIN_START),
                hlc: number64::read(row, 4)?,
            };
            Ok((
                number64::read(row, 0)?,
                row.get::<_, Option<String>>(1)?,
                head,
            ))
        })?;
        let device = device
            .and_then(|text| text.parse::<uuid::Uuid>().ok())
            .ok_or_else(|| StoreError::Inconsistent("no device id".to_owned()))?;
        Ok(Self {
            connection,
            context,
            device: device.into_bytes(),
            base_seq,
            head,
            indexer: Indexer::default(),
            latest: None,
            recorded: 0,
            trail: None,
        })
    }

    /// Reads within the edit; sees what it has written.
    #[must_use]
    pub fn view(&self) -> View<'c> {
        View::new(self.connection)
    }

    /// Writes this PC's own tables within the edit.
    #[must_use]
    pub fn local(&self) -> Local<'c> {
        Local::new(self.connection)
    }

    /// Who edits, and when.
    #[must_use]
    pub fn context(&self) -> EditContext {
        self.context
    }

    /// Makes a row. A deleted row with the same id (a tag taken off and put on again) lives again.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when a live row has this id, [`StoreError::BadValue`] for a value the
    /// registry does not allow or a required field that is missing.
    pub fn insert(
        &mut self,
        entity: &str,
        id: impl Id,
        fields: &[(&str, Value)],
    ) -> Result<(), StoreError> {
        let entity = table::entity_named(entity)?;
        if entity.owner == Owner::Server {
            return Err(bad(entity, "", "only headquarters makes these rows"));
        }
        let fields = numbered(entity, fields)?;
        for field in entity.fields.iter().filter(|field| field.required) {
            let given = fields.iter().find(|(number, _)| *number == field.id);
            if given.is_none_or(|(_, value)| value.is_null()) {
                return Err(bad(entity, field.name, "required"));
            }
        }
        let id = id.row_id();
        let mut row = self.new_row(entity, id, &fields);
        match table::insert(self.connection, &mut row) {
            Ok(()) => {
                if let Some(trail) = &mut self.trail {
                    trail.push(Touched::made(&row));
                }
                let given = fields.into_iter().filter(|(_, value)| !value.is_null());
                self.indexer
                    .changed(self.connection, None, &row)
                    .and_then(|()| self.record(Op::Insert, &row, given.collect()))
            }
            Err(StoreError::Sqlite(error)) if is_unique(&error) => self.revive(entity, id, fields),
            Err(error) => Err(error),
        }
    }

    /// Sets fields. Fields that already have the value are left out; if none differs nothing is
    /// written. Says whether anything was.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or [`StoreError::BadValue`] for a value the registry does not
    /// allow, an immutable field that would change, or a row that never changes.
    pub fn update(
        &mut self,
        entity: &str,
        id: impl Id,
        fields: &[(&str, Value)],
    ) -> Result<bool, StoreError> {
        let entity = table::entity_named(entity)?;
        if entity.class == Class::AppendOnly {
            return Err(bad(entity, "", "rows of this kind never change"));
        }
        let before = table::find(self.connection, entity, &id.row_id())?
            .ok_or(StoreError::NotFound(entity.name))?;
        self.set(&before, numbered(entity, fields)?, Op::Update)
    }

    /// As [`Tx::update`], for a step of a state machine: the state goes along also where the step
    /// leaves it as it is, so that the step meets what another PC did with the state meanwhile.
    ///
    /// # Errors
    /// As [`Tx::update`].
    pub fn step(
        &mut self,
        entity: &str,
        id: impl Id,
        fields: &[(&str, Value)],
    ) -> Result<bool, StoreError> {
        let id = id.row_id();
        let before = table::find(self.connection, table::entity_named(entity)?, &id)?;
        let changed = self.update(entity, id, fields)?;
        if let (true, Some(before), Some(sent)) = (changed, before, &mut self.latest) {
            companion::add_state(&before, &mut sent.fields);
        }
        Ok(changed)
    }

    /// As [`Tx::update`], and an edit also where nothing differs: a person has decided that it stays
    /// so, and whoever changed it meanwhile has to hear of that.
    ///
    /// # Errors
    /// As [`Tx::update`].
    pub fn confirm(
        &mut self,
        entity: &str,
        id: impl Id,
        fields: &[(&str, Value)],
    ) -> Result<(), StoreError> {
        let id = id.row_id();
        if self.update(entity, id, fields)? {
            return Ok(());
        }
        let entity = table::entity_named(entity)?;
        let row = table::find(self.connection, entity, &id)?;
        let row = row.ok_or(StoreError::NotFound(entity.name))?;
        let mut fields = numbered(entity, fields)?;
        companion::add(&row, &mut fields);
        self.record(Op::Update, &row, fields)
    }

    /// What is edited from here on was read only up to this place in the log: a form that stood open
    /// does not know what came meanwhile. Never more than this PC has read.
    pub fn knows_only(&mut self, base_seq: u64) {
        self.base_seq = self.base_seq.min(base_seq);
    }

    /// Deletes a row by setting its tombstone. Says whether it was alive.
    ///
    /// # Errors
    /// As [`Tx::update`].
    pub fn delete(&mut self, entity: &str, id: impl Id) -> Result<bool, StoreError> {
        let entity = table::entity_named(entity)?;
        if entity.class == Class::AppendOnly || entity.owner == Owner::Server {
            return Err(bad(entity, "", "rows of this kind are never deleted"));
        }
        let before = table::find(self.connection, entity, &id.row_id())?
            .ok_or(StoreError::NotFound(entity.name))?;
        if before.deleted_at.is_some() {
            return Ok(false);
        }
        let tombstone = vec![(DELETED_AT, Value::Int(self.context.now_at))];
        self.set(&before, tombstone, Op::Update)
    }

    /// Makes a refused change again, now: over the row if it stands here, as a new row if it does
    /// not and the change made one.
    pub(crate) fn repeat(
        &mut self,
        entity: &'static Entity,
        change: &Change,
    ) -> Result<(), StoreError> {
        let fields = companion::without(change);
        if let Some(before) = table::find(self.connection, entity, &change.row)? {
            if change.op == Op::Insert {
                // The server never had this row from here, so the whole of it is sent again, with
                // what was refused laid over what another PC may have made of it meanwhile.
                return self.send_whole(&before, fields);
            }
            return self.set(&before, fields, Op::Update).map(|_| ());
        }
        if change.op != Op::Insert {
            return Err(StoreError::NotFound(entity.name));
        }
        let mut row = self.new_row(entity, change.row, &fields);
        table::insert(self.connection, &mut row)?;
        self.indexer.changed(self.connection, None, &row)?;
        self.record(Op::Insert, &row, fields)
    }

    fn send_whole(&mut self, row: &Row, mut over: Vec<(u8, Value)>) -> Result<(), StoreError> {
        // What never changes stands as the other PC made it.
        over.retain(|(number, value)| {
            guard_immutable(row, *number).is_ok() || row.by_number(*number).as_ref() == Some(value)
        });
        let standing = row.entity.fields.iter().zip(&row.values);
        let mut whole: Vec<(u8, Value)> = standing
            .filter(|(field, value)| {
                !value.is_null() && over.iter().all(|(number, _)| *number != field.id)
            })
            .map(|(field, value)| (field.id, value.clone()))
            .collect();
        whole.extend(over);
        if self.set(row, whole.clone(), Op::Insert)? {
            return Ok(());
        }
        // Nothing differs here, but the server has none of it.
        self.record(Op::Insert, row, whole)
    }

    /// Ends a group of changes here: what follows is a group of its own for sync, while all of it
    /// stays one transaction on this PC. Imports use it, so that a household travels whole and
    /// thousands of them do not have to travel as one.
    ///
    /// # Errors
    /// The database's error.
    pub fn end_group(&mut self) -> Result<(), StoreError> {
        self.write_latest(true)
    }

    fn new_row(&self, entity: &'static Entity, id: RowId, fields: &[(u8, Value)]) -> Row {
        let (at, by) = (self.context.now_at, self.context.actor.row_id());
        let mut row = Row::new(entity, id, at, by, self.device);
        for (number, value) in fields {
            row.set(*number, value.clone());
        }
        row
    }

    fn revive(
        &mut self,
        entity: &'static Entity,
        id: RowId,
        mut fields: Vec<(u8, Value)>,
    ) -> Result<(), StoreError> {
        let before = table::find(self.connection, entity, &id)?;
        let before = before
            .filter(|row| row.deleted_at.is_some())
            .ok_or(StoreError::Exists(entity.name))?;
        fields.push((DELETED_AT, Value::Null));
        self.set(&before, fields, Op::Insert).map(|_| ())
    }

    /// Lays fields over a row. An insert keeps every given field in the change, because the row may
    /// be new to the server; an update keeps those that differ.
    fn set(&mut self, before: &Row, fields: Vec<(u8, Value)>, op: Op) -> Result<bool, StoreError> {
        let differing: Vec<u8> = fields
            .iter()
            .filter(|(number, value)| before.by_number(*number).as_ref() != Some(value))
            .map(|(number, _)| *number)
            .collect();
        if differing.is_empty() {
            return Ok(false);
        }
        for number in &differing {
            guard_immutable(before, *number)?;
        }
        let mut after = before.clone();
        for (number, value) in &fields {
            after.set(*number, value.clone());
        }
        after.meta.updated_at = self.context.now_at;
        after.meta.updated_by = self.context.actor.row_id();
        after.meta.updated_device = self.device;
        if let Some(trail) = &mut self.trail {
            trail.push(Touched::changed(before, &after, &differing));
        }
        table::update(self.connection, &after, &differing, true)?;
        self.indexer
            .changed(self.connection, Some(before), &after)?;
        let mut sent: Vec<_> = fields
            .into_iter()
            .filter(|(number, _)| op == Op::Insert || differing.contains(number))
            .collect();
        if op == Op::Update {
            companion::add(before, &mut sent);
        }
        self.record(op, &after, sent)?;
        Ok(true)
    }

    /// Appends the change to the outbox (the one before it, that is: see `latest`).
    fn record(&mut self, op: Op, row: &Row, fields: Vec<(u8, Value)>) -> Result<(), StoreError> {
        self.write_latest(false)?;
        self.head.hlc = clock::tick(self.head.hlc, self.context.now_at);
        self.latest = Some(Change {
            entity: row.entity.id,
            op,
            group_end: false,
            row: row.id,
            base_seq: self.base_seq,
            hlc: self.head.hlc,
            staff: self.context.actor.row_id(),
            fields,
        });
        Ok(())
    }

    fn write_latest(&mut self, group_end: bool) -> Result<(), StoreError> {
        let Some(mut change) = self.latest.take() else {
            return Ok(());
        };
        change.group_end = group_end;
        let bytes = change.encode().map_err(|error| StoreError::BadValue {
            entity: change.entity.to_string(),
            field: String::new(),
            why: match error {
                wuyou_sync::change::BadChange::TooLong => "too long to be sent",
                wuyou_sync::change::BadChange::Malformed => "cannot be encoded",
            },
        })?;
        self.head.dseq += 1;
        self.head.chain = hash::chain(&self.head.chain, &bytes);
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO outbox (dseq, entity, row_id, change, group_end, hlc, chain, edited_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        statement.execute(rusqlite::params![
            number64::signed(self.head.dseq),
            change.entity,
            change.row,
            bytes,
            group_end,
            number64::signed(change.hlc),
            self.head.chain,
            self.context.now_at,
        ])?;
        self.recorded += 1;
        Ok(())
    }

    fn finish(mut self) -> Result<Recorded, StoreError> {
        self.write_latest(true)?;
        self.indexer.finish(self.connection)?;
        Ok(Recorded {
            last_dseq: if self.recorded == 0 {
                0
            } else {
                self.head.dseq
            },
            changes: self.recorded,
        })
    }
}

fn is_unique(error: &rusqlite::Error) -> bool {
    let cause = error.sqlite_error().map(|cause| cause.extended_code);
    cause == Some(rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE)
}

//! A look into a backup before it takes the place of the data: what it holds, and what of the
//! present data it lacks.
//!
//! The file is read where it lies and never written: without locks, without a log beside it, and
//! with its schema as it is, so that an old one is not brought up to date by being looked at. Data
//! that was put aside with its log is copied first, because reading it would fold the log in.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Rows};
use wuyou_sync::registry::ENTITIES;

use crate::backup::{check_pages, check_references, not_ours, remove_with_log};
use crate::connection::{self, Mode};
use crate::database::{Database, FILE_NAME};
use crate::error::StoreError;
use crate::key::{Key, KeyStore};
use crate::picture;
use crate::progress::{Stage, Watch};
use crate::restore::copy_watched;
use crate::{schema, settings};

/// The copy of data that has a log beside it.
const COPY: &str = "wuyou.look";

/// How a backup's schema stands to this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// Brought up to date when it is restored.
    Older,
    /// As this program writes.
    Same,
    /// Of a newer program; it cannot be restored.
    Newer,
}

/// What a database holds, without what was deleted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Census {
    /// Households.
    pub customers: u64,
    /// Machines.
    pub units: u64,
    /// Orders.
    pub orders: u64,
    /// Orders that are neither closed nor cancelled.
    pub open_orders: u64,
    /// Records of contacts.
    pub contacts: u64,
    /// Complaints.
    pub complaints: u64,
    /// Photos.
    pub photos: u64,
    /// When something was written last, Unix milliseconds.
    pub last_at: Option<i64>,
}

/// What of one kind differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    /// The entity.
    pub entity: &'static str,
    /// Rows of today that the backup does not have: not seen any more after a restore.
    pub new: u64,
    /// Rows of both that were changed or deleted since.
    pub changed: u64,
    /// Rows of the backup that are not there today: back after a restore.
    pub back: u64,
}

/// What a look found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// Its size.
    pub bytes: u64,
    /// What is wrong with it; it cannot be restored then.
    pub damage: Option<String>,
    /// The last step of its schema.
    pub schema: Option<i64>,
    /// How that stands to this program.
    pub age: Age,
    /// The version of the program that wrote it last, where it was noted.
    pub program: Option<String>,
    /// Whose it is.
    pub dealer_code: Option<String>,
    /// Whether it carries the contents of photos.
    pub has_pictures: bool,
    /// What it holds; none when too much of it is damaged.
    pub inside: Option<Census>,
    /// What the present data holds; none when it cannot be opened.
    pub present: Option<Census>,
    /// What differs, by entity; only entities that do.
    pub differences: Vec<Difference>,
}

impl Database {
    /// Looks into a backup, and holds it against the present data. Neither is changed.
    ///
    /// # Errors
    /// [`StoreError::Absent`] for a missing file or another program's, [`StoreError::OtherPc`] for
    /// one of another key, [`StoreError::Cancelled`].
    pub fn look(&self, from: &Path, watch: &Watch) -> Result<Looked, StoreError> {
        self.look_with(from, None, watch)
    }

    /// As [`Database::look`], also into a backup of another PC, with its key from paper.
    ///
    /// # Errors
    /// As [`Database::look`].
    pub fn look_with(
        &self,
        from: &Path,
        key: Option<&Key>,
        watch: &Watch,
    ) -> Result<Looked, StoreError> {
        let _open = self.connections();
        let present = connection::open(&self.file(), self.key(), Mode::Read, false)?;
        let key = key.unwrap_or_else(|| self.key());
        look(self.dir(), key, from, Some(present), watch)
    }
}

/// Looks into a backup of a folder whose database cannot be opened.
///
/// # Errors
/// As [`Database::look`].
pub fn look_closed(
    dir: &Path,
    keys: &dyn KeyStore,
    from: &Path,
    key: Option<&Key>,
    watch: &Watch,
) -> Result<Looked, StoreError> {
    let own = keys.load()?;
    let key = key.or(own.as_ref()).ok_or(StoreError::OtherPc)?;
    look(dir, key, from, None, watch)
}

fn look(
    dir: &Path,
    key: &Key,
    from: &Path,
    present: Option<Connection>,
    watch: &Watch,
) -> Result<Looked, StoreError> {
    watch.stage(Stage::Reading, 0)?;
    let own = from.canonicalize().ok() == dir.join(FILE_NAME).canonicalize().ok();
    if !from.is_file() || own {
        return Err(StoreError::Absent);
    }
    let mut looked = Looked {
        bytes: fs::metadata(from)?.len(),
        damage: None,
        schema: None,
        age: Age::Same,
        program: None,
        dealer_code: None,
        has_pictures: false,
        inside: None,
        present: None,
        differences: Vec::new(),
    };
    let copy = Copy::with_log(dir, from, watch)?;
    let opened = match &copy {
        Some(copy) => connection::open(&copy.0, key, Mode::File, false),
        None => connection::open_unchanging(from, key),
    };
    let mut present = present;
    if let Some(present) = &mut present {
        watch.over(present)?;
        looked.present = Some(census(present)?);
    }
    match opened.map_err(|error| not_ours(from, key, error)) {
        Ok(mut backup) => {
            watch.over(&mut backup)?;
            let read = inside(&backup, present.as_ref(), &mut looked, watch);
            damage_of(read, &mut looked)?;
        }
        Err(StoreError::Damaged(problem)) => looked.damage = Some(problem),
        Err(error) => return Err(error),
    }
    watch.stage(Stage::Done, 0)?;
    Ok(looked)
}

/// A page that cannot be read is an answer about the backup, not a failure of the look.
fn damage_of(read: Result<(), StoreError>, looked: &mut Looked) -> Result<(), StoreError> {
    match read {
        Err(StoreError::Damaged(problem)) => looked.damage = Some(problem),
        other => other?,
    }
    Ok(())
}

fn inside(
    backup: &Connection,
    present: Option<&Connection>,
    looked: &mut Looked,
    watch: &Watch,
) -> Result<(), StoreError> {
    let steps = schema::steps(backup)?;
    let Some(newest) = steps.last() else {
        return Err(StoreError::Absent);
    };
    looked.schema = Some(*newest);
    looked.age = schema::age(&steps);
    looked.program = settings::read(backup, settings::PROGRAM_VERSION)?;
    looked.dealer_code = settings::read(backup, settings::DEALER_CODE)?;
    looked.has_pictures = picture::has_table(backup)?;
    watch.stage(Stage::Checking, 2)?;
    let mut problems = check_pages(backup)?;
    watch.step()?;
    problems.extend(check_references(backup)?);
    watch.step()?;
    looked.damage = problems.into_iter().next();
    looked.inside = Some(census(backup)?);
    if let Some(present) = present {
        looked.differences = differences(backup, present, watch)?;
    }
    Ok(())
}

/// Counts what stands. A table that an older schema does not have yet counts as empty.
fn census(connection: &Connection) -> Result<Census, StoreError> {
    let tables = tables(connection)?;
    let count = |table: &str, which: &str| -> Result<u64, StoreError> {
        if !tables.contains(table) {
            return Ok(0);
        }
        let sql = format!("SELECT count(*) FROM {table} WHERE deleted_at IS NULL{which}");
        let count: i64 = connection.query_row(&sql, [], |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    };
    let mut last_at = None;
    for entity in ENTITIES {
        if tables.contains(entity.name) {
            let sql = format!("SELECT max(updated_at) FROM {}", entity.name);
            let at: Option<i64> = connection.query_row(&sql, [], |row| row.get(0))?;
            last_at = last_at.max(at);
        }
    }
    Ok(Census {
        customers: count("customer", "")?,
        units: count("unit", "")?,
        orders: count("work_order", "")?,
        open_orders: count("work_order", " AND state NOT IN ('closed', 'cancelled')")?,
        contacts: count("contact", "")?,
        complaints: count("complaint", "")?,
        photos: count("photo", "")?,
        last_at,
    })
}

fn tables(connection: &Connection) -> Result<BTreeSet<String>, StoreError> {
    let mut statement =
        connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn differences(
    backup: &Connection,
    present: &Connection,
    watch: &Watch,
) -> Result<Vec<Difference>, StoreError> {
    let then = tables(backup)?;
    watch.stage(Stage::Comparing, u64::try_from(ENTITIES.len()).unwrap_or(0))?;
    let mut found = Vec::new();
    for entity in ENTITIES {
        let difference = difference(entity.name, then.contains(entity.name), backup, present)?;
        if difference.new + difference.changed + difference.back > 0 {
            found.push(difference);
        }
        watch.step()?;
    }
    Ok(found)
}

/// A row as far as it is compared.
type Mark = ([u8; 16], i64, bool);

/// Walks both tables side by side in the order of their ids, so that neither has to fit in memory.
fn difference(
    entity: &'static str,
    is_there: bool,
    backup: &Connection,
    present: &Connection,
) -> Result<Difference, StoreError> {
    let sql = format!("SELECT id, updated_at, deleted_at IS NULL FROM {entity} ORDER BY id");
    let nothing = "SELECT NULL, NULL, NULL WHERE 0";
    let mut then = backup.prepare(if is_there { &sql } else { nothing })?;
    let mut now = present.prepare(&sql)?;
    let (mut then, mut now) = (then.query([])?, now.query([])?);
    let mut difference = Difference {
        entity,
        new: 0,
        changed: 0,
        back: 0,
    };
    let (mut was, mut is) = (next(&mut then)?, next(&mut now)?);
    loop {
        let order = match (&was, &is) {
            (None, None) => return Ok(difference),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((was, ..)), Some((is, ..))) => was.cmp(is),
        };
        match (order, was, is) {
            (Ordering::Less, Some((_, _, stood)), _) => difference.back += u64::from(stood),
            (Ordering::Greater, _, Some((_, _, stands))) => difference.new += u64::from(stands),
            (Ordering::Equal, Some((_, then_at, stood)), Some((_, now_at, stands))) => {
                difference.changed += u64::from(then_at != now_at || stood != stands);
            }
            _ => {}
        }
        if order != Ordering::Greater {
            was = next(&mut then)?;
        }
        if order != Ordering::Less {
            is = next(&mut now)?;
        }
    }
}

fn next(rows: &mut Rows<'_>) -> Result<Option<Mark>, StoreError> {
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    Ok(Some((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// A copy of a file and the log beside it, gone when the look is over.
struct Copy(PathBuf);

impl Copy {
    /// None when there is no log beside the file.
    fn with_log(dir: &Path, from: &Path, watch: &Watch) -> Result<Option<Self>, StoreError> {
        let log = beside(from, "-wal");
        let has_log = fs::metadata(&log).is_ok_and(|facts| facts.len() > 0);
        if !has_log {
            return Ok(None);
        }
        let copy = Self(dir.join(COPY));
        remove_with_log(&copy.0)?;
        for (from, to) in [(from, copy.0.clone()), (&log, beside(&copy.0, "-wal"))] {
            copy_watched(File::open(from)?, &mut File::create_new(to)?, watch)?;
        }
        Ok(Some(copy))
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        // One that cannot go now goes before the next look.
        let _ = remove_with_log(&self.0);
    }
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(suffix);
    path.with_file_name(name)
}

//! The embedded storage: one SQLite file `server.db` in the data folder.
//!
//! One connection writes, a few read. WAL with `synchronous=FULL`, both read back: with anything
//! less, a power cut loses pushes that were already acknowledged. The file is not encrypted (the
//! library could); the server's disk is headquarters' own.

mod access;
mod admin;
mod certificate;
mod enrol;
mod hq;
mod hq_detail;
mod hq_remedy;
mod log;
mod open;
mod publication;
mod recall;
mod renew;
mod rows;
mod shipment;
mod verify;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, Transaction, TransactionBehavior};
use wuyou_sync::hash::Hash;
use wuyou_sync::message::{Epoch, SyncRequest, SyncResponse};
use wuyou_sync::server::OwnChange;
use wuyou_sync::value::RowId;

use crate::model::{
    Access, Certificate, Credential, Dealer, Device, DeviceKey, EnrolAnswer, Enrolment, HqSession,
    HqUser, OrderAfter, OrderDetail, OrderPage, OrderQuery, Permit, Person, Phone, Publication,
    Recall, RecallMachine, Registered, RemedyPage, RemedyRefusalPage, RenewAnswer, Renewal,
    Shipment, Summary, Verification,
};
use crate::push::{self, DealerTx};
use crate::store::{Result, ServerStore};

/// The name of the database in the data folder.
pub const DATABASE_FILE: &str = "server.db";
/// The name of the file whose lock says that a server runs.
pub const LOCK_FILE: &str = "server.lock";
/// The name of the file whose lock is held for the moment a process opens the database, so that two
/// that start together do not both make its tables.
pub const OPENING_FILE: &str = "opening.lock";
/// Readers that are kept open between requests.
const IDLE_READERS: usize = 4;

/// The embedded storage.
#[derive(Debug)]
pub struct SqliteStore {
    path: PathBuf,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    epoch: Epoch,
    /// Held, not read: while it is locked no second server starts here.
    _lock: Option<File>,
}

impl SqliteStore {
    /// Opens the data folder for a server: makes it, locks it, brings it to this program's form.
    ///
    /// # Errors
    /// [`crate::StoreError::Locked`] when another server runs on it; `TooNew`, `Corrupt`, `Full`,
    /// `ReadOnly` as their names say.
    pub fn open_to_serve(dir: &Path) -> Result<Self> {
        let lock = open::lock(dir)?.ok_or(crate::StoreError::Locked)?;
        Self::opened(dir, open::Form::Newest, Some(lock))
    }

    /// Opens the data folder beside a server that may be running; makes a new one.
    ///
    /// # Errors
    /// As [`SqliteStore::open_to_serve`], but a running server is no error, and a database of an
    /// older form, which a running server may be using, is [`crate::StoreError::TooOld`].
    pub fn open_beside(dir: &Path) -> Result<Self> {
        open::make_dir(dir)?;
        Self::opened(dir, open::Form::AsItIs, None)
    }

    fn opened(dir: &Path, form: open::Form, lock: Option<File>) -> Result<Self> {
        let path = dir.join(DATABASE_FILE);
        let opening = open::opening_lock(dir)?;
        let mut writer = open::connect(&path, open::WRITER_CACHE_KIB)?;
        open::bring_to_form(&mut writer, form)?;
        let epoch = open::epoch(&mut writer)?;
        drop(opening);
        Ok(Self {
            path,
            writer: Mutex::new(writer),
            readers: Mutex::new(Vec::new()),
            epoch,
            _lock: lock,
        })
    }

    fn writer(&self) -> MutexGuard<'_, Connection> {
        // A panic while writing rolled its transaction back; the connection itself is sound.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One writing transaction. It takes the write lock at once, so that it cannot fail half-way.
    fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let mut connection = self.writer();
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let value = work(&tx)?;
        tx.commit()?;
        Ok(value)
    }

    /// One reading transaction: everything in it sees the same instant.
    fn read<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let idle = self
            .readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let mut connection = match idle {
            Some(connection) => connection,
            None => open::connect(&self.path, open::READER_CACHE_KIB)?,
        };
        let tx = connection.transaction()?;
        let value = work(&tx);
        tx.finish()?;
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < IDLE_READERS {
            readers.push(connection);
        }
        value
    }
}

impl ServerStore for SqliteStore {
    fn epoch(&self) -> Epoch {
        self.epoch
    }

    fn ping(&self) -> Result<()> {
        self.read(|tx| Ok(tx.query_row("SELECT 1 FROM server_meta LIMIT 1", [], |_| Ok(()))?))
    }

    fn push_and_page(
        &self,
        who: &DeviceKey,
        request: &SyncRequest,
        now_at: i64,
    ) -> Result<SyncResponse> {
        if request.push.changes.is_empty() {
            let (answer, seen) = self.read(|tx| {
                push::page_only(
                    &mut log::SqliteTx::new(tx, *who),
                    &self.epoch,
                    request,
                    now_at,
                )
            })?;
            if seen.worth_writing(now_at) {
                self.write(|tx| log::SqliteTx::new(tx, *who).write_seen(&seen, now_at))?;
            }
            return Ok(answer);
        }
        self.write(|tx| {
            push::push_and_page(
                &mut log::SqliteTx::new(tx, *who),
                &self.epoch,
                request,
                now_at,
            )
        })
    }

    fn enrol(
        &self,
        enrolment: &Enrolment<'_>,
        token_for: &mut dyn FnMut(RowId) -> Hash,
        now_at: i64,
    ) -> Result<EnrolAnswer> {
        self.write(|tx| enrol::enrol(tx, enrolment, token_for, now_at))
    }

    fn renew(&self, renewal: &Renewal<'_>, now_at: i64) -> Result<RenewAnswer> {
        self.write(|tx| renew::renew(tx, renewal, now_at))
    }

    fn credential(&self, who: &DeviceKey) -> Result<Option<Credential>> {
        self.read(|tx| enrol::credential(tx, who))
    }

    fn devices(&self, dealer: Option<RowId>) -> Result<Vec<Device>> {
        self.read(|tx| admin::devices(tx, dealer))
    }

    fn create_dealer(&self, dealer: &Dealer) -> Result<()> {
        self.write(|tx| admin::create_dealer(tx, dealer))
    }

    fn dealer_by_code(&self, code: &str) -> Result<Option<Dealer>> {
        self.read(|tx| admin::dealer_by_code(tx, code))
    }

    fn dealers(&self) -> Result<Vec<Dealer>> {
        self.read(admin::dealers)
    }

    fn add_enrolment_code(
        &self,
        dealer: RowId,
        code_hash: &Hash,
        now_at: i64,
        expires_at: i64,
    ) -> Result<()> {
        self.write(|tx| enrol::add_code(tx, dealer, code_hash, now_at, expires_at))
    }

    fn revoke_device(&self, device: RowId, now_at: i64) -> Result<Vec<Device>> {
        self.write(|tx| admin::revoke_device(tx, device, now_at))
    }

    fn verify(&self, dealer: RowId) -> Result<Verification> {
        self.read(|tx| verify::verify(tx, dealer, self.epoch))
    }

    fn write_own(&self, dealer: RowId, own: &OwnChange, now_at: i64) -> Result<()> {
        self.write(|tx| certificate::write_own(tx, dealer, own, now_at))
    }

    fn people(&self, dealer: RowId) -> Result<Vec<Person>> {
        self.read(|tx| certificate::people(tx, dealer))
    }

    fn certificates(&self, dealer: RowId) -> Result<Vec<Certificate>> {
        self.read(|tx| certificate::certificates(tx, dealer))
    }

    fn publications(&self, dealer: RowId) -> Result<Vec<Publication>> {
        self.read(|tx| publication::publications(tx, dealer))
    }

    fn shipments(&self, dealer: RowId) -> Result<Vec<Shipment>> {
        self.read(|tx| shipment::shipments(tx, dealer))
    }

    fn registered(&self, dealer: RowId) -> Result<Vec<Registered>> {
        self.read(|tx| shipment::registered(tx, dealer))
    }

    fn permits(&self, dealer: RowId) -> Result<Vec<Permit>> {
        self.read(|tx| certificate::permits(tx, dealer))
    }

    fn recalls(&self, dealer: RowId) -> Result<Vec<Recall>> {
        self.read(|tx| recall::recalls(tx, dealer))
    }

    fn recall_machines(&self, dealer: RowId, recall: RowId) -> Result<Vec<RecallMachine>> {
        self.read(|tx| recall::machines(tx, dealer, recall))
    }

    fn create_user(&self, name: &str, password_hash: &str, now_at: i64) -> Result<()> {
        self.write(|tx| access::create_user(tx, name, password_hash, now_at))
    }

    fn user(&self, name: &str) -> Result<Option<HqUser>> {
        self.read(|tx| access::user(tx, name))
    }

    fn login_failed(
        &self,
        name: &str,
        failed_count: u32,
        wait_until_at: Option<i64>,
    ) -> Result<()> {
        self.write(|tx| access::login_failed(tx, name, failed_count, wait_until_at))
    }

    fn start_session(
        &self,
        token_hash: &Hash,
        name: &str,
        now_at: i64,
        expires_at: i64,
    ) -> Result<()> {
        self.write(|tx| access::start_session(tx, token_hash, name, now_at, expires_at))
    }

    fn session(&self, token_hash: &Hash) -> Result<Option<HqSession>> {
        self.read(|tx| access::session(tx, token_hash))
    }

    fn touch_session(&self, token_hash: &Hash, now_at: i64) -> Result<()> {
        self.write(|tx| access::touch_session(tx, token_hash, now_at))
    }

    fn end_session(&self, token_hash: &Hash) -> Result<()> {
        self.write(|tx| access::end_session(tx, token_hash))
    }

    fn log_access(&self, entry: &Access<'_>, now_at: i64) -> Result<()> {
        self.write(|tx| access::log(tx, entry, now_at))
    }

    fn verify_access_log(&self) -> Result<std::result::Result<u64, u64>> {
        self.read(access::verify_log)
    }

    fn work_orders(&self, query: &OrderQuery) -> Result<OrderPage> {
        self.read(|tx| hq::work_orders(tx, query))
    }

    fn work_order(&self, dealer: RowId, id: RowId, now_at: i64) -> Result<Option<OrderDetail>> {
        self.read(|tx| hq_detail::work_order(tx, dealer, id, now_at))
    }

    fn order_phones(&self, dealer: RowId, id: RowId) -> Result<Option<Vec<Phone>>> {
        self.read(|tx| hq_detail::order_phones(tx, dealer, id))
    }

    fn remedies_waiting(&self, after: Option<OrderAfter>, limit: u32) -> Result<RemedyPage> {
        self.read(|tx| hq_remedy::waiting(tx, after, limit))
    }

    fn remedy_waits(&self, dealer: RowId, case: RowId, proposal: RowId) -> Result<bool> {
        self.read(|tx| hq_remedy::waits(tx, dealer, (case, proposal)))
    }

    fn remedy_refusals(&self, after: Option<OrderAfter>, limit: u32) -> Result<RemedyRefusalPage> {
        self.read(|tx| hq_remedy::refusals(tx, after, limit))
    }

    fn summary(&self, now_at: i64) -> Result<Summary> {
        self.read(|tx| hq::summary(tx, now_at))
    }
}

//! What the server asks of its storage. Two implementations: embedded SQLite, and PostgreSQL.
//!
//! The methods block. The server calls them from blocking threads; the PostgreSQL implementation
//! drives its connections itself. Every method is one transaction.

use wuyou_sync::hash::Hash;
use wuyou_sync::message::{Epoch, SyncRequest, SyncResponse};
use wuyou_sync::server::OwnChange;
use wuyou_sync::value::RowId;

use crate::error::StoreError;
use crate::model::{
    Access, Certificate, Credential, Dealer, Device, DeviceKey, EnrolAnswer, Enrolment, HqSession,
    HqUser, OrderAfter, OrderDetail, OrderPage, OrderQuery, Permit, Person, Phone, Publication,
    Recall, RecallMachine, Registered, RemedyPage, RemedyRefusalPage, RenewAnswer, Renewal,
    Shipment, Summary, Verification,
};

/// A result of the storage.
pub type Result<T> = std::result::Result<T, StoreError>;

/// The server's storage.
pub trait ServerStore: Send + Sync {
    /// Which history this database tells. Changes when it is restored from a backup.
    fn epoch(&self) -> Epoch;

    /// Answers when the database can be read.
    ///
    /// # Errors
    /// Any [`StoreError`]: then the server is not healthy.
    fn ping(&self) -> Result<()>;

    // -- dealers' PCs

    /// Takes a device's push and reads it the next page, in one transaction that holds the dealer's
    /// counter: when this returns, the push is on the disk.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing of the push was taken.
    fn push_and_page(
        &self,
        who: &DeviceKey,
        request: &SyncRequest,
        now_at: i64,
    ) -> Result<SyncResponse>;

    /// Exchanges a one-time code for a place among the dealer's PCs, and writes that to the access
    /// log. `token_for` makes the PC's token once the dealer is known, and gives its hash.
    ///
    /// # Errors
    /// [`StoreError`]; then the code is still unused.
    fn enrol(
        &self,
        enrolment: &Enrolment<'_>,
        token_for: &mut dyn FnMut(RowId) -> Hash,
        now_at: i64,
    ) -> Result<EnrolAnswer>;

    /// Gives a PC a new identity of the same dealer, in one transaction: for one that was restored
    /// from a backup, whose former credential ends with it, or that is a copy. Asked again with the
    /// same id and token it answers the same.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing has changed.
    fn renew(&self, renewal: &Renewal<'_>, now_at: i64) -> Result<RenewAnswer>;

    /// What is needed to check a device's token; `None` for an unknown device.
    ///
    /// # Errors
    /// [`StoreError`].
    fn credential(&self, who: &DeviceKey) -> Result<Option<Credential>>;

    /// PCs of a dealer, or of all dealers, by dealer code and letter.
    ///
    /// # Errors
    /// [`StoreError`].
    fn devices(&self, dealer: Option<RowId>) -> Result<Vec<Device>>;

    // -- headquarters' administration

    /// Makes a dealer.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when the code is taken.
    fn create_dealer(&self, dealer: &Dealer) -> Result<()>;

    /// The dealer with this code.
    ///
    /// # Errors
    /// [`StoreError`].
    fn dealer_by_code(&self, code: &str) -> Result<Option<Dealer>>;

    /// Every dealer, by code.
    ///
    /// # Errors
    /// [`StoreError`].
    fn dealers(&self) -> Result<Vec<Dealer>>;

    /// Keeps the hash of a new one-time code.
    ///
    /// # Errors
    /// [`StoreError`].
    fn add_enrolment_code(
        &self,
        dealer: RowId,
        code_hash: &Hash,
        now_at: i64,
        expires_at: i64,
    ) -> Result<()>;

    /// Ends a PC's credentials. Gives its places among dealers; none when there is no such PC.
    ///
    /// # Errors
    /// [`StoreError`].
    fn revoke_device(&self, device: RowId, now_at: i64) -> Result<Vec<Device>>;

    /// Checks everything about a dealer's data that can be checked.
    ///
    /// # Errors
    /// [`StoreError`] only when the check could not be made; what it finds is in the answer.
    fn verify(&self, dealer: RowId) -> Result<Verification>;

    /// Writes a row of headquarters' own, a certificate or a notice, into a dealer's log: every PC of the dealer
    /// gets it with its next sync.
    ///
    /// # Errors
    /// [`StoreError::Own`] when the row does not fit or whom it names is not there; then nothing was
    /// written.
    fn write_own(&self, dealer: RowId, own: &OwnChange, now_at: i64) -> Result<()>;

    /// The people of a dealer, by name.
    ///
    /// # Errors
    /// [`StoreError`].
    fn people(&self, dealer: RowId) -> Result<Vec<Person>>;

    /// The certificates of a dealer's people, by name and end.
    ///
    /// # Errors
    /// [`StoreError`].
    fn certificates(&self, dealer: RowId) -> Result<Vec<Certificate>>;

    /// Headquarters' lists as they stand at a dealer, by kind, day and number.
    ///
    /// # Errors
    /// [`StoreError`].
    fn publications(&self, dealer: RowId) -> Result<Vec<Publication>>;

    /// What was shipped to a dealer, by day, list and block.
    ///
    /// # Errors
    /// [`StoreError`].
    fn shipments(&self, dealer: RowId) -> Result<Vec<Shipment>>;

    /// The machines a dealer registered.
    ///
    /// # Errors
    /// [`StoreError`].
    fn registered(&self, dealer: RowId) -> Result<Vec<Registered>>;

    /// Whom headquarters lets go without a certificate, by name and day.
    ///
    /// # Errors
    /// [`StoreError`].
    fn permits(&self, dealer: RowId) -> Result<Vec<Permit>>;

    /// The recalls and stop-use notices as they stand at a dealer, by day and number.
    ///
    /// # Errors
    /// [`StoreError`].
    fn recalls(&self, dealer: RowId) -> Result<Vec<Recall>>;

    /// A dealer's machines with what was done at them for a notice, by serial.
    ///
    /// # Errors
    /// [`StoreError`].
    fn recall_machines(&self, dealer: RowId, recall: RowId) -> Result<Vec<RecallMachine>>;

    // -- headquarters' console: people

    /// Makes a user of the console.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when the name is taken.
    fn create_user(&self, name: &str, password_hash: &str, now_at: i64) -> Result<()>;

    /// The user with this name.
    ///
    /// # Errors
    /// [`StoreError`].
    fn user(&self, name: &str) -> Result<Option<HqUser>>;

    /// Remembers a wrong password and until when to wait.
    ///
    /// # Errors
    /// [`StoreError`].
    fn login_failed(&self, name: &str, failed_count: u32, wait_until_at: Option<i64>)
    -> Result<()>;

    /// Begins a session after a right password; forgets the wrong ones and ended sessions.
    ///
    /// # Errors
    /// [`StoreError`].
    fn start_session(
        &self,
        token_hash: &Hash,
        name: &str,
        now_at: i64,
        expires_at: i64,
    ) -> Result<()>;

    /// The session with this token.
    ///
    /// # Errors
    /// [`StoreError`].
    fn session(&self, token_hash: &Hash) -> Result<Option<HqSession>>;

    /// Remembers that a session was used.
    ///
    /// # Errors
    /// [`StoreError`].
    fn touch_session(&self, token_hash: &Hash, now_at: i64) -> Result<()>;

    /// Ends a session.
    ///
    /// # Errors
    /// [`StoreError`].
    fn end_session(&self, token_hash: &Hash) -> Result<()>;

    /// Adds a line to the access log.
    ///
    /// # Errors
    /// [`StoreError`]; then what was to be logged must not be shown.
    fn log_access(&self, access: &Access<'_>, now_at: i64) -> Result<()>;

    /// Checks the access log's chain. Gives its length, or the first row that does not fit.
    ///
    /// # Errors
    /// [`StoreError`].
    fn verify_access_log(&self) -> Result<std::result::Result<u64, u64>>;

    // -- headquarters' console: questions over all dealers

    /// A page of work orders.
    ///
    /// # Errors
    /// [`StoreError`].
    fn work_orders(&self, query: &OrderQuery) -> Result<OrderPage>;

    /// One order with its timeline.
    ///
    /// # Errors
    /// [`StoreError`].
    fn work_order(&self, dealer: RowId, id: RowId, now_at: i64) -> Result<Option<OrderDetail>>;

    /// The phones of an order's household, in full.
    ///
    /// # Errors
    /// [`StoreError`].
    fn order_phones(&self, dealer: RowId, id: RowId) -> Result<Option<Vec<Phone>>>;

    /// A page of the remedy cases that wait for headquarters, the longest waiting first.
    ///
    /// # Errors
    /// [`StoreError`].
    fn remedies_waiting(&self, after: Option<OrderAfter>, limit: u32) -> Result<RemedyPage>;

    /// Whether a proposal of a dealer's remedy case waits for headquarters.
    ///
    /// # Errors
    /// [`StoreError`].
    fn remedy_waits(&self, dealer: RowId, case: RowId, proposal: RowId) -> Result<bool>;

    /// What was refused by any dealer or by headquarters, the latest first, page by page.
    ///
    /// # Errors
    /// [`StoreError`].
    fn remedy_refusals(&self, after: Option<OrderAfter>, limit: u32) -> Result<RemedyRefusalPage>;

    /// The numbers of the first page.
    ///
    /// # Errors
    /// [`StoreError`].
    fn summary(&self, now_at: i64) -> Result<Summary>;
}

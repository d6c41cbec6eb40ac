//! What the use cases ask of the network and of the computer. The agent implements it over HTTP; [`NoNetwork`] is the
//! host that has none.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use wuyou_contract::sync::Peer;
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::paper::{Job, PaperError, Pdf, Pictures, Printer, RollBytes};
use wuyou_store::{Database, KeyStore};

/// What headquarters answers to a one-time code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The dealer's code.
    pub dealer_code: String,
    /// The shop's name.
    pub dealer_name: String,
    /// This PC's letter in numbers.
    pub pc_code: String,
    /// This PC's credential.
    pub token: String,
}

/// What one sync did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SyncOutcome {
    /// Changes sent and taken.
    pub pushed: u32,
    /// Changes received.
    pub pulled: u32,
    /// Changes refused.
    pub rejected: u32,
    /// Bytes up and down.
    pub bytes: u32,
    /// Round trips.
    pub rounds: u32,
    /// This PC's clock against headquarters'.
    pub clock_offset_ms: i64,
}

/// A version of the program that headquarters offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateOffer {
    /// Its manifest, letter by letter as it was signed.
    pub manifest: String,
    /// The signature over it.
    pub signature: String,
    /// The length of the whole package.
    pub file_bytes: u64,
}

/// The network as the use cases see it. Calls block; hosts run them off the window's thread.
pub trait SyncPort: Send + Sync {
    /// Exchanges a one-time code for this PC's credential. `dealer_code` is the dealer whose data
    /// the PC holds already: headquarters refuses another dealer's code then, without using it up.
    ///
    /// # Errors
    /// `setup.*` for a wrong code or address, or another dealer's code; `sync.*` when headquarters cannot be reached.
    fn enrol(
        &self,
        server_url: &str,
        code: &str,
        device: (uuid::Uuid, &str),
        dealer_code: Option<&str>,
    ) -> Result<Enrolment, ApiError>;

    /// Sends what waits and receives what is new, until both sides have everything. `now_at` is
    /// this PC's clock.
    ///
    /// # Errors
    /// `sync.*`; everything done before the failure stays done.
    fn sync(&self, database: &Database, now_at: i64) -> Result<SyncOutcome, ApiError>;

    /// Asks for the shop's PCs.
    ///
    /// # Errors
    /// `sync.*`.
    fn peers(&self, database: &Database) -> Result<Vec<Peer>, ApiError>;

    /// Asks which version of the program PCs of this kind are offered.
    ///
    /// # Errors
    /// `sync.*`.
    fn update_offer(&self, _: &Database, _target: &str) -> Result<Option<UpdateOffer>, ApiError> {
        Err(ErrorCode::SyncOffline.into())
    }

    /// Fetches a part of a package: of this kind and version, from this byte on, so many bytes at
    /// most.
    ///
    /// # Errors
    /// `update.none` when it is not offered any more; `sync.*`.
    fn update_part(
        &self,
        _: &Database,
        _of: (&str, &str),
        _part: (u64, u64),
    ) -> Result<Vec<u8>, ApiError> {
        Err(ErrorCode::SyncOffline.into())
    }
}

/// The choice of the data folder. Hosts that are told their folder have none.
pub trait FolderPort: Send + Sync {
    /// Whether a person chose `dir` and it is not there (a disk that is not plugged in).
    fn is_missing(&self, dir: &Path) -> bool;

    /// Makes `dir` the data folder from now on, also at the next start, and answers the folder that
    /// is really used: one inside when `dir` holds other things already.
    ///
    /// # Errors
    /// `setup.folder` when data cannot be kept there.
    fn choose(&self, dir: &Path) -> Result<PathBuf, ApiError>;

    /// Where the key of the data in `dir` is kept.
    fn keys(&self, dir: &Path) -> Arc<dyn KeyStore>;
}

/// Hears documents done and in all, and says whether to go on.
pub type Told<'t> = dyn Fn(usize, usize) -> bool + 't;

/// The press: sets documents. A port, because laying pages out is the largest library of the
/// program, and the use cases need it to decide nothing.
pub trait PrintPort: Send + Sync {
    /// The first pages as pictures.
    ///
    /// # Errors
    /// Why nothing could be set; [`PaperError::Stopped`] when `told` said so.
    fn look(&self, job: &Job, at_most: usize, told: &Told<'_>) -> Result<Pictures, PaperError>;

    /// The whole job as PDF.
    ///
    /// # Errors
    /// Why nothing could be set; [`PaperError::Stopped`] when `told` said so.
    fn write(&self, job: &Job, told: &Told<'_>) -> Result<Pdf, PaperError>;

    /// The whole job as a receipt printer takes it.
    ///
    /// # Errors
    /// Why nothing could be set; [`PaperError::NoRoll`] on paper that is no roll.
    fn roll(&self, job: &Job, told: &Told<'_>) -> Result<RollBytes, PaperError>;

    /// Sends bytes to a receipt printer and waits until it has taken them, not for ever.
    ///
    /// # Errors
    /// What the system says.
    fn send(&self, printer: &Printer, bytes: &[u8]) -> std::io::Result<()>;
}

/// The system's viewer. Hosts without a desktop have none.
pub trait OpenPort: Send + Sync {
    /// Opens a file in the program that people use for its kind; answers whether it was asked to.
    fn open(&self, path: &Path) -> bool;
}

/// The desktop of this PC. Hosts without a window have none.
pub trait DesktopPort: Send + Sync {
    /// Whether the program starts with the PC.
    ///
    /// # Errors
    /// What the system says.
    fn starts_with_pc(&self) -> std::io::Result<bool>;

    /// Lets the program start with the PC, or no more.
    ///
    /// # Errors
    /// What the system says.
    fn set_starts_with_pc(&self, on: bool) -> std::io::Result<()>;

    /// Shows a note of the system.
    ///
    /// # Errors
    /// What the system says.
    fn note(&self, title: &str, text: &str) -> std::io::Result<()>;
}

/// A host without network.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoNetwork;

impl SyncPort for NoNetwork {
    fn enrol(
        &self,
        _: &str,
        _: &str,
        _: (uuid::Uuid, &str),
        _: Option<&str>,
    ) -> Result<Enrolment, ApiError> {
        Err(ErrorCode::SyncOffline.into())
    }

    fn sync(&self, _: &Database, _: i64) -> Result<SyncOutcome, ApiError> {
        Err(ErrorCode::SyncOffline.into())
    }

    fn peers(&self, _: &Database) -> Result<Vec<Peer>, ApiError> {
        Err(ErrorCode::SyncOffline.into())
    }
}

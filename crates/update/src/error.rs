//! Why a package is not taken.

use std::io;

use thiserror::Error;

/// Why a package is not taken.
#[derive(Debug, Error)]
pub enum UpdateError {
    /// This program was built without a key.
    #[error("this program was built without a key for updates")]
    Off,
    /// The key itself cannot be read.
    #[error("the key for updates cannot be read")]
    BadKey,
    /// Not a package of ours, or of a format to come.
    #[error("this is not a package")]
    NotAPackage,
    /// Signed with another key.
    #[error("the package is signed with another key")]
    WrongKey,
    /// Something in it is not what was signed.
    #[error("the package is not as it was signed")]
    Tampered,
    /// Its end is missing.
    #[error("the package is not whole")]
    Cut,
    /// Made for other computers.
    #[error("the package is for another system")]
    WrongTarget,
    /// Not newer than what is installed or was seen.
    #[error("the package is not newer than what was seen")]
    NotNewer,
    /// Too old to be installed.
    #[error("the package has expired")]
    Expired,
    /// There is nothing to install.
    #[error("no package waits")]
    Nothing,
    /// There is no version to go back to.
    #[error("no former version is kept")]
    NoFormer,
    /// The former version cannot read what the present one wrote.
    #[error("the data is newer than the former version")]
    DataNewer,
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// What the system says.
    #[error("the system: {0}")]
    Io(io::Error),
}

impl From<io::Error> for UpdateError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::UnexpectedEof => Self::Cut,
            _ => Self::Io(error),
        }
    }
}

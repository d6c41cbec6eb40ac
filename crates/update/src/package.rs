//! The package file `wuyou-<version>-<target>.wyu`: what it is, who signed that, and the installer.
//!
//! ```text
//! "WUYOU-UPDATE-1\n"
//! length of the manifest (4 bytes, little end first), the manifest (JSON)
//! length of the signature (likewise), the signature (minisign, over the manifest's bytes)
//! the installer: as long as the manifest says, with the hash the manifest says, to the file's end
//! ```
//! Nothing of a file is believed before the signature over its manifest holds.

use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

use chrono::NaiveDate;
use minisign_verify::{PublicKey, Signature};
use semver::Version;
use serde::{Deserialize, Serialize};

use crate::error::UpdateError;

/// How a package begins.
const MAGIC: &[u8; 15] = b"WUYOU-UPDATE-1\n";
/// The format this program reads.
pub const FORMAT: u32 = 1;
/// The longest manifest, in bytes: notes of a release are a page, not a book.
pub const MANIFEST_MOST: usize = 256 * 1024;
/// The longest signature, in bytes.
const SIGNATURE_MOST: usize = 4 * 1024;
/// The largest installer, in bytes.
const INSTALLER_MOST: u64 = 1 << 30;
/// The longest name of a target.
const TARGET_MOST: usize = 40;
/// The ending of a package's name.
pub const ENDING: &str = "wyu";

/// What a package says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The format of the file.
    pub format: u32,
    /// The version it installs.
    pub version: Version,
    /// The system it is for, e.g. `windows-x86_64-nsis`.
    pub target: String,
    /// When it was made.
    pub made_on: NaiveDate,
    /// The last day on which it may be installed: nobody can hold a shop at an old version for ever
    /// by keeping newer ones from it and showing this one again.
    pub expires_on: NaiveDate,
    /// What changes, in Chinese.
    pub notes_zh: String,
    /// What changes, in English.
    pub notes_en: String,
    /// The step of the data's schema this version writes.
    pub data_version: i64,
    /// The installer's length.
    pub size_bytes: u64,
    /// The installer's BLAKE3 hash, in hexadecimal.
    pub blake3: String,
}

impl Manifest {
    /// The name a package of this manifest has.
    #[must_use]
    pub fn file_name(&self) -> String {
        file_name(&self.version, &self.target)
    }

    fn is_sound(&self) -> bool {
        self.format == FORMAT
            && is_target(&self.target)
            && (1..=INSTALLER_MOST).contains(&self.size_bytes)
            && self.made_on <= self.expires_on
            && !self.notes_zh.trim().is_empty()
            && !self.notes_en.trim().is_empty()
    }
}

/// The name of the package of a version for a system.
#[must_use]
pub fn file_name(version: &Version, target: &str) -> String {
    format!("wuyou-{version}-{target}.{ENDING}")
}

/// Whether this can be the name of a system: it becomes a part of names of files.
#[must_use]
pub fn is_target(target: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
    (1..=TARGET_MOST).contains(&target.len()) && target.chars().all(plain)
}

/// A key that packages are signed with: its public half.
#[derive(Debug, Clone)]
pub struct Key(PublicKey);

impl Key {
    /// Reads a key as minisign writes it: its one line, or the whole `.pub` file.
    ///
    /// # Errors
    /// [`UpdateError::BadKey`].
    pub fn read(text: &str) -> Result<Self, UpdateError> {
        let line = text.trim().lines().last().unwrap_or("").trim();
        let key = PublicKey::from_base64(line).map_err(|_| UpdateError::BadKey)?;
        Ok(Self(key))
    }
}

/// What stands before the installer.
#[derive(Debug, Clone)]
pub struct Head {
    manifest: Vec<u8>,
    signature: String,
}

impl Head {
    /// A head from a manifest and its signature as they stand in files.
    #[must_use]
    pub fn new(manifest: Vec<u8>, signature: String) -> Self {
        Self {
            manifest,
            signature,
        }
    }

    /// Reads what stands before the installer, and leaves the reader at the installer.
    ///
    /// # Errors
    /// [`UpdateError::NotAPackage`], [`UpdateError::Cut`], or what the system says.
    pub fn read(from: &mut impl Read) -> Result<Self, UpdateError> {
        let mut magic = [0; MAGIC.len()];
        match from.read_exact(&mut magic) {
            Ok(()) if magic == *MAGIC => {}
            Ok(()) => return Err(UpdateError::NotAPackage),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                return Err(UpdateError::NotAPackage);
            }
            Err(error) => return Err(error.into()),
        }
        let manifest = counted(from, MANIFEST_MOST)?;
        let signature = counted(from, SIGNATURE_MOST)?;
        let signature = String::from_utf8(signature).map_err(|_| UpdateError::NotAPackage)?;
        Ok(Self::new(manifest, signature))
    }

    /// The manifest, once its signature holds.
    ///
    /// # Errors
    /// [`UpdateError::WrongKey`], [`UpdateError::Tampered`], [`UpdateError::NotAPackage`].
    pub fn verified(&self, key: &Key) -> Result<Manifest, UpdateError> {
        let signature = Signature::decode(&self.signature).map_err(|_| UpdateError::Tampered)?;
        key.0
            .verify(&self.manifest, &signature, false)
            .map_err(|error| match error {
                minisign_verify::Error::UnexpectedKeyId => UpdateError::WrongKey,
                _ => UpdateError::Tampered,
            })?;
        let manifest: Manifest =
            serde_json::from_slice(&self.manifest).map_err(|_| UpdateError::NotAPackage)?;
        if manifest.is_sound() {
            Ok(manifest)
        } else {
            Err(UpdateError::NotAPackage)
        }
    }

    /// The manifest's bytes, as they were signed.
    #[must_use]
    pub fn manifest(&self) -> &[u8] {
        &self.manifest
    }

    /// The signature.
    #[must_use]
    pub fn signature(&self) -> &str {
        &self.signature
    }

    fn write(&self, to: &mut impl Write) -> io::Result<()> {
        to.write_all(MAGIC)?;
        for part in [self.manifest.as_slice(), self.signature.as_bytes()] {
            let length = u32::try_from(part.len()).map_err(io::Error::other)?;
            to.write_all(&length.to_le_bytes())?;
            to.write_all(part)?;
        }
        Ok(())
    }
}

fn counted(from: &mut impl Read, most: usize) -> Result<Vec<u8>, UpdateError> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length) as usize;
    if length > most {
        return Err(UpdateError::NotAPackage);
    }
    let mut part = vec![0; length];
    from.read_exact(&mut part)?;
    Ok(part)
}

/// Reads the head of a file and gives its manifest once the signature holds; the installer is not
/// looked at.
///
/// # Errors
/// As [`Head::read`] and [`Head::verified`].
pub fn look(path: &Path, key: &Key) -> Result<Manifest, UpdateError> {
    Head::read(&mut BufReader::new(File::open(path)?))?.verified(key)
}

/// Checks a file to its last byte.
///
/// # Errors
/// As [`look`], and [`UpdateError::Cut`] or [`UpdateError::Tampered`] of the installer.
pub fn check(path: &Path, key: &Key) -> Result<Manifest, UpdateError> {
    unpack(path, key, &mut io::sink())
}

/// Writes the installer of a file, which is checked while it is read: what was written before an
/// error is not to be run.
///
/// # Errors
/// As [`check`], and what writing says.
pub fn unpack(path: &Path, key: &Key, to: &mut impl Write) -> Result<Manifest, UpdateError> {
    let mut from = BufReader::new(File::open(path)?);
    let manifest = Head::read(&mut from)?.verified(key)?;
    let mut hasher = blake3::Hasher::new();
    let mut left = manifest.size_bytes;
    let mut block = vec![0; 64 * 1024];
    loop {
        let read = from.read(&mut block)?;
        let length = u64::try_from(read).unwrap_or(u64::MAX);
        if read == 0 {
            break;
        }
        if length > left {
            return Err(UpdateError::Tampered);
        }
        left -= length;
        hasher.update(&block[..read]);
        to.write_all(&block[..read])?;
    }
    if left > 0 {
        return Err(UpdateError::Cut);
    }
    if hasher.finalize().to_hex().as_str() != manifest.blake3 {
        return Err(UpdateError::Tampered);
    }
    Ok(manifest)
}

/// What the maker of a release says of it.
#[derive(Debug, Clone)]
pub struct About {
    /// The version.
    pub version: Version,
    /// The system.
    pub target: String,
    /// When it was made.
    pub made_on: NaiveDate,
    /// The last day.
    pub expires_on: NaiveDate,
    /// What changes: Chinese, English.
    pub notes: (String, String),
    /// The step of the data's schema.
    pub data_version: i64,
}

/// The manifest of an installer, as bytes to be signed.
///
/// # Errors
/// [`UpdateError::NotAPackage`] when it would not be taken, or what the system says.
pub fn manifest_of(installer: &Path, about: About) -> Result<Vec<u8>, UpdateError> {
    let mut hasher = blake3::Hasher::new();
    let size_bytes = io::copy(&mut File::open(installer)?, &mut hasher)?;
    let manifest = Manifest {
        format: FORMAT,
        version: about.version,
        target: about.target,
        made_on: about.made_on,
        expires_on: about.expires_on,
        notes_zh: about.notes.0,
        notes_en: about.notes.1,
        data_version: about.data_version,
        size_bytes,
        blake3: hasher.finalize().to_hex().to_string(),
    };
    if !manifest.is_sound() {
        return Err(UpdateError::NotAPackage);
    }
    serde_json::to_vec_pretty(&manifest).map_err(|error| UpdateError::Io(error.into()))
}

/// Writes a package.
///
/// # Errors
/// What the system says.
pub fn write(to: &mut impl Write, head: &Head, installer: &mut impl Read) -> io::Result<()> {
    head.write(to)?;
    io::copy(installer, to)?;
    to.flush()
}

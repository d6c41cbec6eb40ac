//! Where the database's key is kept: the system's keychain, or a file only the owner may read.

use std::fmt;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use zeroize::{Zeroize, Zeroizing};

use crate::error::StoreError;

/// Names this folder to the keychain; not secret. Second line: the key's fingerprint.
pub(crate) const FOLDER_FILE: &str = "wuyou.id";
const KEY_FILE: &str = "wuyou.key";
const SERVICE: &str = "wuyou-shouhou";

/// The letters of a code on paper: those of Crockford, none of which looks like another.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The key and its checksum.
const CODE_BYTES: usize = 35;
/// Of five bits each.
const CODE_LETTERS: usize = CODE_BYTES * 8 / 5;

/// A typed character as the paper has it: an input method left on writes it wide, and some letters
/// look like digits.
fn plain(typed: char) -> char {
    let narrow = match typed {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(typed) - 0xFEE0).unwrap_or(typed),
        typed => typed,
    };
    match narrow.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        plain => plain,
    }
}

/// What people put between the groups.
fn is_gap(plain: char) -> bool {
    plain.is_whitespace() || matches!(plain, '-' | '—' | '–' | '·' | '.' | ',')
}

/// What a letter of a code stands for.
fn code_value(plain: char) -> Option<u32> {
    let place = ALPHABET
        .iter()
        .position(|letter| char::from(*letter) == plain)?;
    u32::try_from(place).ok()
}

/// The database's key: 256 random bits. Leaves memory when dropped.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// A new key from the system's generator.
    ///
    /// # Errors
    /// [`StoreError::KeyStore`] when the system has no randomness.
    pub fn random() -> Result<Self, StoreError> {
        let mut bytes = Zeroizing::new([0; 32]);
        getrandom::fill(bytes.as_mut_slice()).map_err(|e| StoreError::KeyStore(e.to_string()))?;
        Ok(Self(bytes))
    }

    /// The key as 64 hexadecimal digits.
    #[must_use]
    pub fn to_hex(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Reads 64 hexadecimal digits.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        let mut bytes = Zeroizing::new([0; 32]);
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// The key as people write it down: fourteen groups of four letters and digits, none of which
    /// looks like another, with a checksum at the end ([`Key::from_recovery_code`]).
    #[must_use]
    pub fn recovery_code(&self) -> String {
        let mut bytes = Zeroizing::new([0_u8; CODE_BYTES]);
        bytes[..32].copy_from_slice(self.0.as_slice());
        bytes[32..].copy_from_slice(&self.checksum());
        let mut text = String::with_capacity(CODE_LETTERS + CODE_LETTERS / 4);
        let (mut held, mut bits) = (0_u32, 0);
        for byte in bytes.iter() {
            held = ((held << 8) | u32::from(*byte)) & 0xFFFF;
            bits += 8;
            while bits >= 5 {
                bits -= 5;
                let letters = text.len() - text.len() / 5;
                if letters > 0 && letters.is_multiple_of(4) && !text.ends_with('-') {
                    text.push('-');
                }
                text.push(char::from(ALPHABET[((held >> bits) & 31) as usize]));
            }
        }
        text
    }

    /// Reads a code as somebody typed it from paper: in any case, with any gaps, and with the
    /// letters that look like digits. `None` where it is not one, or was written wrong.
    #[must_use]
    pub fn from_recovery_code(typed: &str) -> Option<Self> {
        let mut bytes = Zeroizing::new([0_u8; CODE_BYTES]);
        let (mut held, mut bits, mut at) = (0_u32, 0, 0);
        for letter in typed.chars().map(plain).filter(|c| !is_gap(*c)) {
            held = ((held << 5) | code_value(letter)?) & 0xFFFF;
            bits += 5;
            if bits >= 8 {
                bits -= 8;
                *bytes.get_mut(at)? = u8::try_from((held >> bits) & 0xFF).ok()?;
                at += 1;
            }
        }
        let mut key = Zeroizing::new([0_u8; 32]);
        key.copy_from_slice(&bytes[..32]);
        let key = Self(key);
        (at == CODE_BYTES && bits == 0 && bytes[32..] == key.checksum()).then_some(key)
    }

    fn checksum(&self) -> [u8; CODE_BYTES - 32] {
        let hash = blake3::derive_key("wuyou 2026-11-23 recovery code", self.0.as_slice());
        [hash[0], hash[1], hash[2]]
    }

    /// Tells keys apart without giving anything of them away; kept beside the database.
    #[must_use]
    pub(crate) fn fingerprint(&self) -> String {
        blake3::derive_key("wuyou 2026-11-21 key fingerprint", self.0.as_slice())[..8]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

/// Where a key is kept, for the settings screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPlace {
    /// The system's keychain (Windows Credential Manager, macOS Keychain, Secret Service).
    Keychain,
    /// A file in the data folder with owner-only rights.
    File,
}

impl KeyPlace {
    /// The stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Keychain => "keychain",
            Self::File => "file",
        }
    }
}

/// Keeps one key.
pub trait KeyStore: Send + Sync {
    /// The key, if there is one.
    ///
    /// # Errors
    /// [`StoreError::KeyStore`] when the place cannot be asked.
    fn load(&self) -> Result<Option<Key>, StoreError>;

    /// Keeps the key.
    ///
    /// # Errors
    /// [`StoreError::KeyStore`] or a file error.
    fn save(&self, key: &Key) -> Result<(), StoreError>;

    /// Where it keeps it.
    fn place(&self) -> KeyPlace;
}

/// The system's keychain.
#[derive(Debug)]
pub struct OsKeyStore {
    account: String,
}

impl OsKeyStore {
    /// The keychain entry of this data folder. The entry belongs to the folder's random name, so
    /// the folder may be moved.
    ///
    /// # Errors
    /// A file error when the folder cannot be read or made.
    pub fn of(dir: &Path) -> Result<Self, StoreError> {
        Ok(Self {
            account: folder_id(dir)?,
        })
    }

    /// Whether the keychain answers: writes, reads and removes a probe.
    #[must_use]
    pub fn works(&self) -> bool {
        let probe = || -> keyring::Result<bool> {
            let entry = keyring::Entry::new(SERVICE, &format!("{}-probe", self.account))?;
            entry.set_password("probe")?;
            let same = entry.get_password()? == "probe";
            entry.delete_credential()?;
            Ok(same)
        };
        probe().unwrap_or(false)
    }
}

impl KeyStore for OsKeyStore {
    fn load(&self) -> Result<Option<Key>, StoreError> {
        let entry = keyring::Entry::new(SERVICE, &self.account).map_err(keychain)?;
        match entry.get_password() {
            Ok(mut text) => {
                let key = Key::from_hex(&text);
                text.zeroize();
                Ok(key)
            }
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(keychain(error)),
        }
    }

    fn save(&self, key: &Key) -> Result<(), StoreError> {
        let entry = keyring::Entry::new(SERVICE, &self.account).map_err(keychain)?;
        let mut text = key.to_hex();
        let saved = entry.set_password(&text).map_err(keychain);
        text.zeroize();
        saved
    }

    fn place(&self) -> KeyPlace {
        KeyPlace::Keychain
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the form map_err wants")]
fn keychain(error: keyring::Error) -> StoreError {
    StoreError::KeyStore(error.to_string())
}

/// A file in the data folder, for machines without a keychain (servers, tests, plain Linux).
///
/// On Unix the file has mode 0600, set when it is made and again when it is read. On Windows it
/// inherits the rights of its folder, which under the user's profile are the owner's alone; a data
/// folder elsewhere is as open as that place is.
#[derive(Debug)]
pub struct FileKeyStore {
    path: PathBuf,
}

impl FileKeyStore {
    /// The key file of this data folder.
    #[must_use]
    pub fn of(dir: &Path) -> Self {
        Self {
            path: dir.join(KEY_FILE),
        }
    }
}

impl KeyStore for FileKeyStore {
    fn load(&self) -> Result<Option<Key>, StoreError> {
        let mut text = String::new();
        match fs::File::open(&self.path) {
            Ok(mut file) => {
                owner_only(&file);
                file.read_to_string(&mut text)?;
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        }
        let key = Key::from_hex(&text);
        text.zeroize();
        Ok(key)
    }

    fn save(&self, key: &Key) -> Result<(), StoreError> {
        let mut text = key.to_hex();
        let saved = write_private(&self.path, text.as_bytes());
        text.zeroize();
        Ok(saved?)
    }

    fn place(&self) -> KeyPlace {
        KeyPlace::File
    }
}

/// Rights that were widened are narrowed again; where that is not possible the key still opens.
fn owner_only(file: &fs::File) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if file
            .set_permissions(fs::Permissions::from_mode(0o600))
            .is_err()
        {
            tracing::warn!("the key file's rights could not be narrowed");
        }
    }
    #[cfg(not(unix))]
    let _ = file;
}

/// Writes a file whole or not at all, readable by its owner only.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let part = path.with_extension("part");
    let _ = fs::remove_file(&part);
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(&part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&part, path)?;
    sync_folder(path.parent())
}

/// Makes a rename or a new file durable where folders have to be synced (not on Windows).
pub(crate) fn sync_folder(dir: Option<&Path>) -> io::Result<()> {
    #[cfg(unix)]
    if let Some(dir) = dir.filter(|dir| !dir.as_os_str().is_empty()) {
        fs::File::open(dir)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = dir;
    Ok(())
}

fn folder_lines(dir: &Path) -> Result<Option<(String, Option<String>)>, StoreError> {
    match fs::read_to_string(dir.join(FOLDER_FILE)) {
        Ok(text) => {
            let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            Ok(lines
                .next()
                .map(|id| (id.to_owned(), lines.next().map(str::to_owned))))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The folder's random name; made the first time.
fn folder_id(dir: &Path) -> Result<String, StoreError> {
    if let Some((id, _)) = folder_lines(dir)? {
        return Ok(id);
    }
    fs::create_dir_all(dir)?;
    let id = Key::random()?.fingerprint();
    write_private(&dir.join(FOLDER_FILE), format!("{id}\n").as_bytes())?;
    Ok(id)
}

/// Remembers which key belongs to the database of this folder.
pub(crate) fn remember_fingerprint(dir: &Path, key: &Key) -> Result<(), StoreError> {
    let text = format!("{}\n{}\n", folder_id(dir)?, key.fingerprint());
    Ok(write_private(&dir.join(FOLDER_FILE), text.as_bytes())?)
}

/// Whether this is the key of the folder's database; `None` when nobody wrote it down.
pub(crate) fn fingerprint_fits(dir: &Path, key: &Key) -> Result<Option<bool>, StoreError> {
    let known = folder_lines(dir)?.and_then(|(_, fingerprint)| fingerprint);
    Ok(known.map(|known| known == key.fingerprint()))
}

/// The key store to use for a data folder: the file where there is one, else the keychain where it
/// works, else a new file. [`KeyStore::place`] says which.
///
/// # Errors
/// A file error when the folder cannot be read or made.
pub fn default_key_store(dir: &Path) -> Result<Box<dyn KeyStore>, StoreError> {
    let file = FileKeyStore::of(dir);
    if file.path.exists() {
        return Ok(Box::new(file));
    }
    let keychain = OsKeyStore::of(dir)?;
    // A database that is there has its key where it was put, which is not the file. A keychain that
    // is still locked must say so itself: it is not a key that is gone.
    if crate::Database::exists(dir) || keychain.works() {
        return Ok(Box::new(keychain));
    }
    Ok(Box::new(file))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_code_on_paper_is_the_key_however_it_is_typed_and_a_slip_is_noticed() {
        for _ in 0..50 {
            let key = Key::random().unwrap();
            let code = key.recovery_code();
            assert_eq!(code.len(), CODE_LETTERS + CODE_LETTERS / 4 - 1, "{code}");
            assert!(code.split('-').all(|group| group.len() == 4), "{code}");
            assert!(!code.contains(['I', 'L', 'O', 'U']), "{code}");
            let wide: String = code
                .chars()
                .map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap())
                .collect();
            for typed in [
                code.clone(),
                code.to_lowercase().replace('-', " "),
                code.replace('0', "O").replace('1', "l"),
                format!(" {wide}\n"),
            ] {
                let read = Key::from_recovery_code(&typed).unwrap();
                assert_eq!(read.to_hex(), key.to_hex(), "{typed}");
            }
            for at in [0, 7, code.len() - 1] {
                let mut slip: Vec<char> = code.chars().collect();
                slip[at] = if slip[at] == '7' { '8' } else { '7' };
                let slip: String = slip.into_iter().collect();
                assert!(Key::from_recovery_code(&slip).is_none(), "{slip}");
            }
        }
        for typed in [
            "",
            "7",
            "ABCD-EFGH",
            "恢复码",
            &"7".repeat(57),
            &"7".repeat(500),
        ] {
            assert!(Key::from_recovery_code(typed).is_none(), "{typed}");
        }
    }
}

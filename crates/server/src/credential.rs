//! Secrets the server gives out, and how it keeps them: only as hashes.

use std::fmt::Write;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use thiserror::Error;
use uuid::Uuid;
use wuyou_server_store::model::DeviceKey;
use wuyou_sync::hash::Hash;
use wuyou_sync::value::RowId;

/// What device tokens begin with, so that a leaked one is recognised.
const TOKEN_PREFIX: &str = "wyd_";
/// Letters of enrolment codes: Crockford's, without I, L, O and U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters of an enrolment code: 28 of 5 bits each are 140 bits.
const CODE_LETTERS: usize = 28;
/// Letters between two hyphens.
const CODE_GROUP: usize = 4;
/// Passwords have at least so many characters (ASVS 6.2.1).
pub const MIN_PASSWORD_CHARS: usize = 8;
/// Passwords have at most so many bytes: hashing more is only work.
pub const MAX_PASSWORD_BYTES: usize = 1024;

/// Why a secret could not be made or kept.
#[derive(Debug, Error)]
pub enum CredentialError {
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    NoRandomness,
    /// The password hash could not be computed or read.
    #[error("password hashing failed")]
    Hashing,
}

/// Random bytes of the system's generator.
///
/// # Errors
/// [`CredentialError::NoRandomness`].
pub fn random<const N: usize>() -> Result<[u8; N], CredentialError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| CredentialError::NoRandomness)?;
    Ok(bytes)
}

/// A new time-ordered id.
///
/// # Errors
/// [`CredentialError::NoRandomness`].
pub fn new_id(now_at: i64) -> Result<RowId, CredentialError> {
    let millis = u64::try_from(now_at).unwrap_or(0);
    Ok(
        *uuid::Builder::from_unix_timestamp_millis(millis, &random()?)
            .into_uuid()
            .as_bytes(),
    )
}

/// The hash a token or code is kept and found by. They are long and random, so a plain hash is
/// enough: nobody can try them all.
#[must_use]
pub fn hash_of(secret: &str) -> Hash {
    *blake3::hash(secret.as_bytes()).as_bytes()
}

/// Whether two hashes are equal, in a time that does not tell where they differ.
#[must_use]
pub fn same_hash(a: &Hash, b: &Hash) -> bool {
    blake3::Hash::from_bytes(*a) == blake3::Hash::from_bytes(*b)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A new secret of 256 bits.
///
/// # Errors
/// [`CredentialError::NoRandomness`].
pub fn new_secret() -> Result<String, CredentialError> {
    Ok(hex(&random::<32>()?))
}

/// Whether a text is a secret as [`new_secret`] makes them.
#[must_use]
pub fn is_secret(text: &str) -> bool {
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    text.len() == 64 && text.bytes().all(hex)
}

/// A device's token: who it is, and a secret of 256 bits. It names the dealer, so that the device is
/// found by its key; what it names counts only once the hash of the whole token fits.
#[must_use]
pub fn device_token(who: &DeviceKey, secret: &str) -> String {
    format!(
        "{TOKEN_PREFIX}{}{}{secret}",
        Uuid::from_bytes(who.dealer).simple(),
        Uuid::from_bytes(who.device).simple()
    )
}

/// Whom a token claims to be.
#[must_use]
pub fn claimed_device(token: &str) -> Option<DeviceKey> {
    let rest = token.strip_prefix(TOKEN_PREFIX)?;
    if rest.len() != 128 {
        return None;
    }
    let id = |part: Option<&str>| Uuid::try_parse(part?).ok().map(Uuid::into_bytes);
    Some(DeviceKey {
        dealer: id(rest.get(..32))?,
        device: id(rest.get(32..64))?,
    })
}

/// A new enrolment code, in groups a person can read out and type.
///
/// # Errors
/// [`CredentialError::NoRandomness`].
pub fn new_enrolment_code() -> Result<String, CredentialError> {
    let mut code = String::new();
    for (index, byte) in random::<CODE_LETTERS>()?.into_iter().enumerate() {
        if index > 0 && index % CODE_GROUP == 0 {
            code.push('-');
        }
        // 256 is a multiple of 32, so every letter is equally likely.
        code.push(char::from(ALPHABET[usize::from(byte % 32)]));
    }
    Ok(code)
}

/// The hash of a code as a person typed it: case, spaces and hyphens do not matter, and letters that
/// look like digits count as them. `None` for text that cannot be a code.
#[must_use]
pub fn enrolment_code_hash(typed: &str) -> Option<Hash> {
    let mut plain = String::with_capacity(CODE_LETTERS);
    for character in typed.chars() {
        let letter = match character.to_ascii_uppercase() {
            ' ' | '-' | '\u{3000}' | '－' | '—' | '\t' => continue,
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        if plain.len() == CODE_LETTERS || !letter.is_ascii() || !ALPHABET.contains(&(letter as u8))
        {
            return None;
        }
        plain.push(letter);
    }
    (plain.len() == CODE_LETTERS).then(|| hash_of(&plain))
}

/// The hash of a password: Argon2id with 19 MiB, two passes, one lane (the crate's default and the
/// least OWASP advises), as a PHC string. Takes about 30 ms.
///
/// # Errors
/// [`CredentialError::Hashing`].
pub fn hash_password(password: &str) -> Result<String, CredentialError> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|_| CredentialError::Hashing)
}

/// Whether a password fits a PHC string.
#[must_use]
pub fn password_fits(password: &str, phc: &str) -> bool {
    PasswordHash::new(phc).is_ok_and(|hash| {
        Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_typed_carelessly_is_the_same_code() {
        let code = new_enrolment_code().unwrap();
        let hash = enrolment_code_hash(&code).unwrap();
        let careless = code
            .to_lowercase()
            .replace('-', "  ")
            .replace('0', "o")
            .replace('1', "l");
        assert_eq!(enrolment_code_hash(&careless), Some(hash));
        assert_ne!(
            enrolment_code_hash(&new_enrolment_code().unwrap()),
            Some(hash)
        );
        for bad in ["", "1234", "U", &code[1..], &format!("{code}0"), "柳河"] {
            assert_eq!(enrolment_code_hash(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_token_names_its_device_and_nothing_else_does() {
        let who = DeviceKey {
            dealer: [1; 16],
            device: [2; 16],
        };
        let token = device_token(&who, &new_secret().unwrap());
        assert_eq!(claimed_device(&token), Some(who));
        for bad in ["", "wyd_", &token[1..], &format!("{token}0"), "wyd_柳河"] {
            assert_eq!(claimed_device(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_password_is_kept_with_argon2id_and_19_mib() {
        let phc = hash_password("正确的 密码 ").unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{phc}");
        assert!(password_fits("正确的 密码 ", &phc));
        assert!(!password_fits("正确的 密码", &phc));
        assert!(!password_fits("正确的 密码 ", "not a hash"));
    }
}

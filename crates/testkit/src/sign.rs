//! Signatures as the program `minisign` writes them, with a key made from a seed.

use std::fmt;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use blake2::{Blake2b512, Digest as _};

/// A key pair for tests.
pub struct Signer {
    id: [u8; 8],
    pair: Ed25519KeyPair,
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl Signer {
    /// The same key for the same seed.
    ///
    /// # Panics
    /// Never: any 32 bytes are a seed.
    #[must_use]
    pub fn new(seed: u8) -> Self {
        match Ed25519KeyPair::from_seed_unchecked(&[seed; 32]) {
            Ok(pair) => Self {
                id: [seed; 8],
                pair,
            },
            Err(error) => panic!("no key of 32 bytes: {error}"),
        }
    }

    /// The public key's line.
    #[must_use]
    pub fn public_key(&self) -> String {
        let mut bytes = b"Ed".to_vec();
        bytes.extend(self.id);
        bytes.extend(self.pair.public_key().as_ref());
        STANDARD.encode(bytes)
    }

    /// A signature over these bytes.
    #[must_use]
    pub fn sign(&self, bytes: &[u8]) -> String {
        let comment = "timestamp:1763900000\tfile:manifest.json\thashed";
        let hash = Blake2b512::digest(bytes);
        let signature = self.pair.sign(&hash);
        let mut line = b"ED".to_vec();
        line.extend(self.id);
        line.extend(signature.as_ref());
        let mut both = signature.as_ref().to_vec();
        both.extend(comment.as_bytes());
        let global = self.pair.sign(&both);
        format!(
            "untrusted comment: signature for tests\n{}\ntrusted comment: {comment}\n{}\n",
            STANDARD.encode(line),
            STANDARD.encode(global.as_ref()),
        )
    }
}

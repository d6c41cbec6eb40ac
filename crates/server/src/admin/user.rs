//! Users of the console.

use std::io::BufRead;

use serde_json::{Value, json};
use wuyou_server_store::ServerStore;

use super::{Refusal, log};
use crate::credential::{MAX_PASSWORD_BYTES, MIN_PASSWORD_CHARS, hash_password};

pub(super) fn password_from_stdin() -> Result<String, Refusal> {
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(|_| Refusal::new("admin.no_password", "no password on stdin"))?;
    // Only the line's end is taken off: a password is used as it was typed.
    let password = line.strip_suffix('\n').unwrap_or(&line);
    Ok(password.strip_suffix('\r').unwrap_or(password).to_owned())
}

pub(super) fn create(
    store: &dyn ServerStore,
    name: &str,
    password: &str,
    now_at: i64,
) -> Result<Value, Refusal> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 60 || name.chars().any(char::is_control) {
        return Err(Refusal::new(
            "admin.bad_name",
            "a name has 1 to 60 characters",
        ));
    }
    if password.chars().count() < MIN_PASSWORD_CHARS || password.len() > MAX_PASSWORD_BYTES {
        return Err(Refusal::new(
            "admin.bad_password",
            format!("a password has at least {MIN_PASSWORD_CHARS} characters"),
        ));
    }
    store.create_user(name, &hash_password(password)?, now_at)?;
    log(store, "user.create", None, None, now_at)?;
    Ok(json!({ "name": name, "created_at": now_at }))
}

//! What the example tells beside its calls: commands as a shop would give them, one after another,
//! each at its time.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::Datelike as _;
use serde_json::{Map, Value};
use wuyou_contract::ErrorCode;
use wuyou_contract::command::Handlers as _;
use wuyou_domain::privacy::consent::NOTICE_VERSION;
use wuyou_domain::time::{DAY_MS, local_date};

use crate::app::{Acting, App};
use crate::failure::{Failure, Outcome};

/// A drawn nameplate: no photo of anybody's.
const PICTURE: &[u8] = include_bytes!("../../../data/example-nameplate.jpg");

/// One command.
#[derive(serde::Deserialize)]
pub(super) struct Told {
    minutes_ago: i64,
    command: String,
    /// Its request. A text that begins with `$` stands for something known, see [`fill`].
    request: Value,
    /// The name its answer is known by afterwards.
    #[serde(rename = "as")]
    known_as: Option<String>,
}

/// Gives the command and keeps its answer under its name.
pub(super) fn tell(
    app: &App,
    acting: &Acting,
    told: Told,
    known: &mut Map<String, Value>,
) -> Outcome<()> {
    let then = Acting {
        now_at: acting.now_at - told.minutes_ago * 60_000,
        ..*acting
    };
    let request = fill(told.request, known, acting.now_at)?;
    let answer = app
        .dispatch(then, &told.command, request)
        .inspect_err(|error| {
            tracing::error!(command = told.command, code = %error.code, "the example is refused");
        })?;
    known.extend(told.known_as.map(|name| (name, answer)));
    Ok(())
}

/// Puts in what texts stand for: `$day-40` a date by days from now,
/// `$birthday+3` the birthday of an old person on such a date, `$at-90` an instant by minutes,
/// `$notice` the notice that is read out today, `$picture` the drawn picture, `$NAME/a/b` a part of
/// what is known by that name.
pub(super) fn fill(value: Value, known: &Map<String, Value>, now_at: i64) -> Outcome<Value> {
    Ok(match value {
        Value::String(text) => match text.strip_prefix('$') {
            Some(what) => meant(what, known, now_at).ok_or_else(|| unreadable(&text))?,
            None => Value::String(text),
        },
        Value::Array(list) => {
            let filled = list.into_iter().map(|one| fill(one, known, now_at));
            Value::Array(filled.collect::<Outcome<_>>()?)
        }
        Value::Object(fields) => {
            let filled = fields
                .into_iter()
                .map(|(name, one)| Ok((name, fill(one, known, now_at)?)));
            Value::Object(filled.collect::<Outcome<_>>()?)
        }
        other => other,
    })
}

fn meant(what: &str, known: &Map<String, Value>, now_at: i64) -> Option<Value> {
    if let Some(days) = what.strip_prefix("day") {
        let at = now_at + days.parse::<i64>().ok()? * DAY_MS;
        return Some(local_date(at)?.to_string().into());
    }
    if let Some(days) = what.strip_prefix("birthday") {
        let on = local_date(now_at + days.parse::<i64>().ok()? * DAY_MS)?;
        // Nobody was born on 29 February of that year.
        return Some(on.with_year(1958).unwrap_or(on).to_string().into());
    }
    if let Some(minutes) = what.strip_prefix("at") {
        return Some((now_at + minutes.parse::<i64>().ok()? * 60_000).into());
    }
    match what {
        "notice" => Some(NOTICE_VERSION.into()),
        "picture" => Some(STANDARD.encode(PICTURE).into()),
        _ => {
            let (name, path) = what.split_once('/')?;
            known.get(name)?.pointer(&format!("/{path}")).cloned()
        }
    }
}

/// The example was written wrongly.
pub(super) fn unreadable(what: impl std::fmt::Display) -> Failure {
    tracing::error!(%what, "the example data cannot be read");
    ErrorCode::Internal.into()
}

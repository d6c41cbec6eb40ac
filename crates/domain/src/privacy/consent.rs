//! Consent at a time, and what may be sent (Art. 14–16, 24; Consumer Protection Law Art. 29).
//!
//! Consent is a list of rows that only grows. The latest by the time it was said counts, whatever
//! PC it was typed on and whenever it arrives; at the same instant, and where a clock is in doubt,
//! the withdrawal wins. What a queue planned earlier is asked again when it is sent.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::policy::{LegalBasis, MessageKind, PrivacyPolicy, Purpose};
use crate::codes::codes;
use crate::explain::{Arg, Basis, Decision, Explanation, Line, line};
use crate::policy::Document;
use crate::rule::RuleError;

/// The notice that is read out before somebody agrees (`privacy-notice`). A new wording is a new
/// version, so that each consent tells what was said.
pub const NOTICE_VERSION: &str = "2026-1";

/// The notice, with both parties named: the shop, and whom it hands the data to.
#[must_use]
pub fn notice(shop: &str) -> Line {
    line!(
        "privacy-notice",
        shop = shop.to_owned(),
        receiver = Arg::Key("privacy-receiver".into())
    )
}

/// A consent or its withdrawal, as said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsentRow {
    /// Whose.
    pub person: Uuid,
    /// For what.
    pub purpose: Purpose,
    /// Given; otherwise withdrawn.
    pub given: bool,
    /// When it was said, Unix ms.
    pub occurred_at: i64,
    /// The PC's clock was in doubt.
    #[serde(default)]
    pub clock_suspect: bool,
}

codes! {
    /// A consent at a time.
    Consent {
        /// 已同意
        Given = "given",
        /// 已撤回
        Withdrawn = "withdrawn",
        /// 未表示: nothing was said, which is no consent.
        Unsaid = "unsaid",
    }
}

impl Consent {
    /// Whether it allows anything.
    #[must_use]
    pub const fn is_given(self) -> bool {
        matches!(self, Self::Given)
    }
}

/// A person's consent for a purpose at an instant.
///
/// A withdrawal whose clock is in doubt counts at any time until headquarters has cleared it: it
/// may be later than whatever consent there is. A consent whose clock is in doubt does not count.
#[must_use]
pub fn consent_at(
    rows: &[ConsentRow],
    person: Uuid,
    purpose: Purpose,
    at: i64,
) -> Decision<Consent> {
    let of = |row: &&ConsentRow| row.person == person && row.purpose == purpose;
    let mut why = Explanation {
        basis: vec![Basis::statute("basis-pipl-15")],
        ..Explanation::default()
    };
    let mut known: Vec<&ConsentRow> = rows.iter().filter(of).collect();
    let doubtful = known.iter().filter(|row| row.clock_suspect).count();
    let withdrawn_in_doubt = known.iter().any(|row| row.clock_suspect && !row.given);
    known.retain(|row| !row.clock_suspect && row.occurred_at <= at);
    if doubtful > 0 {
        why.notes
            .push(line!("privacy-consent-clock-suspect", count = doubtful));
    }
    let latest = known.iter().max_by_key(|row| (row.occurred_at, !row.given));
    let result = match latest {
        _ if withdrawn_in_doubt => {
            why.steps.push(line!("privacy-consent-withdrawn-in-doubt"));
            Consent::Withdrawn
        }
        None => {
            why.steps.push(line!("privacy-consent-unsaid"));
            Consent::Unsaid
        }
        Some(row) => {
            let (key, consent) = if row.given {
                ("privacy-consent-given", Consent::Given)
            } else {
                ("privacy-consent-withdrawn", Consent::Withdrawn)
            };
            why.steps.push(Line {
                key,
                args: vec![("at", Arg::Instant(row.occurred_at))],
            });
            consent
        }
    };
    Decision { result, why }
}

/// A message that is to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// To whom.
    pub person: Uuid,
    /// What it is.
    pub kind: MessageKind,
    /// When it is sent, Unix ms. When it was planned does not matter.
    pub send_at: i64,
    /// The person wants no commercial messages.
    pub no_marketing: bool,
}

codes! {
    /// Why a message is not sent.
    Obstacle {
        /// 未同意
        NoConsent = "no_consent",
        /// 已撤回同意
        Withdrawn = "withdrawn",
        /// 不接收商业信息
        NoMarketing = "no_marketing",
    }
}

/// Whether a message may be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sending {
    /// It may.
    pub allowed: bool,
    /// The legal basis it stands on.
    pub legal_basis: LegalBasis,
    /// Why not.
    pub obstacles: Vec<Obstacle>,
}

/// Whether a message may be sent, by all that is known when it is sent.
///
/// # Errors
/// [`RuleError::BadPolicy`] for a policy that does not know the kind of message.
pub fn may_send(
    message: &Message,
    rows: &[ConsentRow],
    document: &Document<PrivacyPolicy>,
) -> Result<Decision<Sending>, RuleError> {
    let rule = document.content.message(message.kind)?;
    let mut why = Explanation {
        basis: vec![rule.legal_basis.article()],
        versions: vec![document.version_ref()],
        ..Explanation::default()
    };
    let mut obstacles = Vec::new();
    if let Some(purpose) = rule.purpose {
        let consent = consent_at(rows, message.person, purpose, message.send_at);
        obstacles.extend(match consent.result {
            Consent::Given => None,
            Consent::Withdrawn => Some(Obstacle::Withdrawn),
            Consent::Unsaid => Some(Obstacle::NoConsent),
        });
        why.absorb(consent.why);
    }
    if message.no_marketing && rule.blocked_by_no_marketing {
        obstacles.push(Obstacle::NoMarketing);
        why.basis.push(Basis::statute("basis-consumer-29-messages"));
        why.steps.push(line!("privacy-no-marketing"));
    }
    if message.no_marketing && message.kind.is_about_danger() {
        why.notes.push(line!("privacy-danger-is-told"));
    }
    let allowed = obstacles.is_empty();
    why.steps.push(if allowed {
        line!("privacy-may-send")
    } else {
        line!("privacy-may-not-send")
    });
    Ok(Decision {
        result: Sending {
            allowed,
            legal_basis: rule.legal_basis,
            obstacles,
        },
        why,
    })
}

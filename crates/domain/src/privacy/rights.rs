//! What people may ask for about their data, and how it is refused (Art. 45–50).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::codes::codes;
use crate::explain::{Basis, Decision, Explanation, line};

codes! {
    /// What a person asks for.
    Right {
        /// 查阅、复制
        Copy = "copy",
        /// 更正
        Correct = "correct",
        /// 删除
        Delete = "delete",
        /// 说明
        Explain = "explain",
        /// 撤回同意
        Withdraw = "withdraw",
        /// 拒收商业信息
        StopMarketing = "stop_marketing",
    }
}

codes! {
    /// Whether a refusal holds.
    RefusalOutcome {
        /// The refusal may be sent, with its reason.
        Valid = "valid",
        /// The reason is missing.
        ReasonMissing = "reason_missing",
        /// It cannot be refused at all.
        NotRefusable = "not_refusable",
    }
}

/// Whether a request may be refused with this reason. A reason is a text (Art. 50); withdrawing a
/// consent and stopping advertising are never refused.
#[must_use]
pub fn refuse(right: Right, reason: &str) -> Decision<RefusalOutcome> {
    let mut why = Explanation {
        basis: vec![Basis::statute("basis-pipl-50")],
        ..Explanation::default()
    };
    let result = match right {
        Right::Withdraw | Right::StopMarketing => {
            why.steps.push(line!("privacy-not-refusable"));
            RefusalOutcome::NotRefusable
        }
        Right::Copy | Right::Correct | Right::Delete | Right::Explain => {
            if reason.trim().is_empty() {
                why.missing.push(line!("privacy-refusal-reason"));
                RefusalOutcome::ReasonMissing
            } else {
                why.steps.push(line!("privacy-refusal-told"));
                RefusalOutcome::Valid
            }
        }
    };
    Decision { result, why }
}

/// A person who asks for a copy of their data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExportInput {
    /// Who they are, by the number they call from.
    pub requester: Uuid,
    /// Everybody reached by that number, the requester among them.
    pub sharing_phone: Vec<Uuid>,
    /// The name they gave is that of the record.
    pub name_matches: bool,
    /// The address they gave is that of the record.
    pub address_matches: bool,
}

/// Whose data is handed out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Export {
    /// Nothing is, unless this is true.
    pub allowed: bool,
    /// The one person whose data it is.
    pub person: Option<Uuid>,
    /// Others at the number, whose data is left out.
    pub left_out: Vec<Uuid>,
}

/// Whose data is handed out: the requester's alone, after name and address have been checked, since
/// a family shares its number.
#[must_use]
pub fn export(input: &ExportInput) -> Decision<Export> {
    let mut why = Explanation {
        basis: vec![Basis::statute("basis-pipl-45")],
        ..Explanation::default()
    };
    if !input.name_matches {
        why.missing.push(line!("privacy-export-name"));
    }
    if !input.address_matches {
        why.missing.push(line!("privacy-export-address"));
    }
    let allowed = why.missing.is_empty();
    let mut left_out = input.sharing_phone.clone();
    left_out.retain(|person| *person != input.requester);
    if allowed && !left_out.is_empty() {
        why.notes
            .push(line!("privacy-export-others", count = left_out.len()));
    }
    Decision {
        result: Export {
            allowed,
            person: allowed.then_some(input.requester),
            left_out,
        },
        why,
    }
}

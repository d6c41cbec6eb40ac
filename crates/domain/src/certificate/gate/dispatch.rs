//! The gate as a dispatch asks it: province, override, the lead of a helper.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::policy::GatePolicy;
use super::{
    GateInput, GateResult, Held, Reason, Task, TypeDetail, Verdict, check_certificates, judge,
    reasons_of,
};
use crate::explain::{Basis, Decision, Explanation, line};
use crate::policy::Document;
use crate::rule::RuleError;

/// Headquarters lets a certificate pass that has just expired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HqOverride {
    /// Who at headquarters.
    pub by: String,
    /// Why; it is logged.
    pub reason: String,
}

/// The person a helper goes with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lead {
    /// What the lead does.
    pub task: Task,
    /// What the lead holds.
    pub certificates: Vec<Held>,
}

/// The question of a dispatch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DispatchInput {
    /// Task, day, certificates and list, as in the plain rule.
    pub gate: GateInput,
    /// Where the job is.
    #[serde(default)]
    pub province: Option<String>,
    /// Headquarters' override, if given.
    #[serde(default)]
    pub hq_override: Option<HqOverride>,
    /// The lead of a helper.
    #[serde(default)]
    pub lead: Option<Lead>,
}

/// The answer for a dispatch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Dispatch {
    /// The person may be sent.
    pub allowed: bool,
    /// Why not, or what to beware of.
    pub reasons: Vec<Reason>,
    /// How each required type stands.
    pub details: Vec<TypeDetail>,
    /// Only headquarters' override opened the gate: log it.
    pub overridden: bool,
}

/// Whether a person may be sent, with everything a dispatch knows (§2.5).
///
/// # Errors
/// [`RuleError::EvidenceMissing`] for an override without a reason or a name; otherwise as
/// [`super::gate`].
pub fn dispatch(
    policy: &Document<GatePolicy>,
    input: &DispatchInput,
) -> Result<Decision<Dispatch>, RuleError> {
    check_override(input.hq_override.as_ref())?;
    check_certificates(&input.gate.certificates)?;
    let mut why = reasons_of(policy);
    let (gate, details) = judge_in(policy, input, &input.gate, &mut why)?;
    let mut answer = Dispatch {
        allowed: gate.allowed,
        reasons: gate.reasons,
        details,
        overridden: false,
    };
    if input.hq_override.is_some() && !answer.allowed {
        apply_override(&policy.content, input, &mut answer, &mut why);
    }
    if answer.reasons.contains(&Reason::SecondPersonOnly) {
        ask_lead(policy, input, &mut answer, &mut why)?;
    }
    answer.reasons.sort_unstable();
    Ok(Decision {
        result: answer,
        why,
    })
}

fn judge_in(
    policy: &Document<GatePolicy>,
    input: &DispatchInput,
    gate: &GateInput,
    why: &mut Explanation,
) -> Result<(GateResult, Vec<TypeDetail>), RuleError> {
    let province = input.province.as_deref();
    let rule = policy.content.rule(gate.task)?;
    let required = policy.content.required(gate.task, province)?;
    judge(policy, rule, required, gate, why)
}

fn check_override(given: Option<&HqOverride>) -> Result<(), RuleError> {
    let Some(given) = given else { return Ok(()) };
    for (text, field) in [
        (&given.by, "hq_override.by"),
        (&given.reason, "hq_override.reason"),
    ] {
        if text.trim().is_empty() {
            return Err(RuleError::EvidenceMissing {
                field: field.into(),
            });
        }
    }
    Ok(())
}

/// An override helps against certificates that have just expired, and against nothing else.
fn apply_override(
    policy: &GatePolicy,
    input: &DispatchInput,
    answer: &mut Dispatch,
    why: &mut Explanation,
) {
    let planned_on = input.gate.planned_on;
    let within =
        |valid_to: NaiveDate| (planned_on - valid_to).num_days() <= i64::from(policy.override_days);
    let reaches = answer.details.iter().all(|detail| match detail.verdict {
        Verdict::Held => true,
        Verdict::Expired => detail.valid_to.is_some_and(within),
        _ => false,
    });
    let list_too_old = answer.reasons.contains(&Reason::ListTooOld);
    if reaches && !list_too_old {
        answer.allowed = true;
        answer.overridden = true;
        answer.reasons.push(Reason::HqOverride);
        why.basis.push(Basis::policy("basis-certificate-override"));
        why.steps
            .push(line!("certificate-override", days = policy.override_days));
    } else {
        answer.reasons.push(Reason::OverrideNotApplicable);
        why.steps.push(line!(
            "certificate-override-not",
            days = policy.override_days
        ));
    }
}

/// A helper goes only with someone who may do the task himself.
fn ask_lead(
    policy: &Document<GatePolicy>,
    input: &DispatchInput,
    answer: &mut Dispatch,
    why: &mut Explanation,
) -> Result<(), RuleError> {
    let Some(lead) = &input.lead else {
        answer.allowed = false;
        answer.reasons.push(Reason::LeadMissing);
        why.missing.push(line!("certificate-lead-missing"));
        return Ok(());
    };
    check_certificates(&lead.certificates)?;
    let gate = GateInput {
        task: lead.task,
        certificates: lead.certificates.clone(),
        ..input.gate.clone()
    };
    let (judged, _) = judge_in(policy, input, &gate, why)?;
    // A helper cannot be the lead of a helper.
    if !judged.allowed || judged.reasons.contains(&Reason::SecondPersonOnly) {
        answer.allowed = false;
        answer.reasons.push(Reason::LeadNotCertified);
        why.steps.push(line!("certificate-lead-not-certified"));
    }
    Ok(())
}

//! The gate of dispatch: who may be sent to which task (`rules.md` §2.5, R003).
//!
//! [`gate`] is the plain rule over certificates and the age of the list of revocations. [`dispatch`]
//! adds what a dispatch knows besides: the province's own requirements, an override by headquarters,
//! the certified lead of a helper.

mod dispatch;
mod policy;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use dispatch::{Dispatch, DispatchInput, HqOverride, Lead, dispatch};
pub use policy::{GatePolicy, ProvinceRule, TaskRule, built_in};

use crate::codes::codes;
use crate::explain::{Arg, Basis, Decision, Explanation, Line, line};
use crate::policy::Document;
use crate::rule::{RuleError, in_order, within_calendar};

/// Most certificates one person can mean.
pub const CERTIFICATES_MAX: usize = 100;

codes! {
    /// What someone is sent to do.
    Task {
        /// 安装.
        #[serde(alias = "installation")]
        Install = "install",
        /// 调试.
        #[serde(alias = "commissioning")]
        Commission = "commission",
        /// 维修, gas side.
        #[serde(alias = "gas_repair")]
        RepairGas = "repair_gas",
        /// 维修, anything else.
        Repair = "repair",
        /// 保养.
        Maintenance = "maintenance",
        /// 电话咨询.
        #[serde(alias = "enquiry")]
        Phone = "phone",
        /// 回访.
        #[serde(alias = "visit")]
        ReturnVisit = "return_visit",
        /// 学徒, beside a certified lead.
        #[serde(alias = "apprentice")]
        Helper = "helper",
    }
}

codes! {
    /// Kinds of certificates.
    CertificateType {
        /// 厂家资格（安装）.
        MakerInstall = "maker_install",
        /// 厂家资格（维修）.
        MakerRepair = "maker_repair",
        /// 当地燃气从业证.
        LocalGas = "local_gas",
        /// 电工证.
        Electrician = "electrician",
        /// 高处作业证.
        #[serde(alias = "work_at_height")]
        Height = "height",
    }
}

codes! {
    /// What is known of a certificate's standing.
    Standing {
        /// In force, between its dates.
        #[serde(alias = "active", alias = "expiring")]
        Valid = "valid",
        /// 暂停.
        Suspended = "suspended",
        /// 吊销.
        Revoked = "revoked",
        /// 过期.
        Expired = "expired",
    }
}

codes! {
    /// Why someone may not be sent, or what to beware of.
    Reason {
        /// There is none of a required type.
        Missing = "certificate_missing",
        /// It begins after the planned day.
        NotYetValid = "certificate_not_yet_valid",
        /// It ended before the planned day.
        Expired = "certificate_expired",
        /// 暂停.
        Suspended = "certificate_suspended",
        /// 吊销.
        Revoked = "certificate_revoked",
        /// The list of revocations has not been renewed for some days: a warning.
        ListStale = "revocation_list_stale",
        /// It is too old, or there is none: no gas job on its word.
        ListTooOld = "revocation_list_too_old",
        /// Only as second person beside a certified lead.
        SecondPersonOnly = "second_person_only",
        /// No lead is named for a helper.
        LeadMissing = "lead_missing",
        /// The helper's lead may not do the task himself.
        LeadNotCertified = "lead_not_certified",
        /// Headquarters let an expired certificate pass.
        HqOverride = "hq_override",
        /// Headquarters' override does not reach this case.
        OverrideNotApplicable = "override_not_applicable",
    }
}

codes! {
    /// How the best certificate of a required type stands on the planned day; the better first.
    Verdict {
        /// In force.
        Held = "held",
        /// Begins later.
        NotYetValid = "not_yet_valid",
        /// Over.
        Expired = "expired",
        /// Suspended by headquarters.
        Suspended = "suspended",
        /// Revoked for good.
        Revoked = "revoked",
        /// There is none.
        Missing = "missing",
    }
}

impl Verdict {
    const fn reason(self) -> Option<Reason> {
        match self {
            Self::Held => None,
            Self::NotYetValid => Some(Reason::NotYetValid),
            Self::Expired => Some(Reason::Expired),
            Self::Suspended => Some(Reason::Suspended),
            Self::Revoked => Some(Reason::Revoked),
            Self::Missing => Some(Reason::Missing),
        }
    }
}

/// A certificate someone holds, as the PC knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Held {
    /// Its kind.
    #[serde(rename = "type")]
    pub kind: CertificateType,
    /// The first day.
    pub valid_from: NaiveDate,
    /// The last day.
    pub valid_to: NaiveDate,
    /// Its standing.
    pub state: Standing,
}

/// The question of the plain rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GateInput {
    /// The task.
    pub task: Task,
    /// The planned day.
    pub planned_on: NaiveDate,
    /// What the person holds.
    pub certificates: Vec<Held>,
    /// The day of the last list of revocations; none was ever received if absent.
    #[serde(default)]
    pub revocation_list_on: Option<NaiveDate>,
}

/// The answer of the plain rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct GateResult {
    /// The person may be sent.
    pub allowed: bool,
    /// Why not, or what to beware of.
    pub reasons: Vec<Reason>,
}

/// How one required type stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct TypeDetail {
    /// The type.
    #[serde(rename = "type")]
    pub kind: CertificateType,
    /// How its best certificate stands.
    pub verdict: Verdict,
    /// The last day of that certificate.
    pub valid_to: Option<NaiveDate>,
}

/// Whether a person may be sent to a task on a day (§2.5).
///
/// # Errors
/// [`RuleError::EndBeforeStart`] for a certificate that ends before it begins;
/// [`RuleError::OutOfRange`] outside the calendar or for more than [`CERTIFICATES_MAX`].
pub fn gate(
    policy: &Document<GatePolicy>,
    input: &GateInput,
) -> Result<Decision<GateResult>, RuleError> {
    let rule = policy.content.rule(input.task)?;
    check_certificates(&input.certificates)?;
    let mut why = reasons_of(policy);
    let (result, _) = judge(policy, rule, &rule.requires, input, &mut why)?;
    Ok(Decision { result, why })
}

/// Judges certificates and list; the required types are given, since a province may add to them.
fn judge(
    policy: &Document<GatePolicy>,
    rule: &TaskRule,
    required: &[CertificateType],
    input: &GateInput,
    why: &mut Explanation,
) -> Result<(GateResult, Vec<TypeDetail>), RuleError> {
    let planned_on = within_calendar(input.planned_on, "planned_on")?;
    let details: Vec<_> = required
        .iter()
        .map(|kind| best(*kind, &input.certificates, planned_on))
        .collect();
    let mut reasons: Vec<_> = details.iter().filter_map(|d| d.verdict.reason()).collect();
    let mut allowed = reasons.is_empty();
    why.steps.extend(details.iter().map(detail_line));
    if required.is_empty() {
        why.steps.push(line!("certificate-none-needed"));
    } else if let Some(reason) = list_reason(&policy.content, input, why)? {
        reasons.push(reason);
        allowed &= !(reason == Reason::ListTooOld && rule.gas);
    }
    if rule.second_person_only {
        why.steps.push(line!("certificate-second-person"));
        reasons.push(Reason::SecondPersonOnly);
    }
    reasons.sort_unstable();
    reasons.dedup();
    Ok((GateResult { allowed, reasons }, details))
}

/// The certificate of a type that serves best on the planned day.
fn best(kind: CertificateType, held: &[Held], planned_on: NaiveDate) -> TypeDetail {
    let of_kind = held.iter().filter(|held| held.kind == kind);
    let judged = of_kind.map(|held| (verdict(held, planned_on), held.valid_to));
    // Of two that stand alike the one that lasts longer is the better.
    let best = judged.min_by_key(|(verdict, valid_to)| (*verdict, std::cmp::Reverse(*valid_to)));
    TypeDetail {
        kind,
        verdict: best.map_or(Verdict::Missing, |(verdict, _)| verdict),
        valid_to: best.map(|(_, valid_to)| valid_to),
    }
}

fn verdict(held: &Held, planned_on: NaiveDate) -> Verdict {
    match held.state {
        Standing::Revoked => Verdict::Revoked,
        Standing::Suspended => Verdict::Suspended,
        Standing::Expired => Verdict::Expired,
        Standing::Valid if planned_on < held.valid_from => Verdict::NotYetValid,
        Standing::Valid if planned_on > held.valid_to => Verdict::Expired,
        Standing::Valid => Verdict::Held,
    }
}

fn check_certificates(held: &[Held]) -> Result<(), RuleError> {
    if held.len() > CERTIFICATES_MAX {
        return Err(RuleError::OutOfRange {
            field: "certificates".into(),
        });
    }
    for (index, one) in held.iter().enumerate() {
        let field = |name| format!("certificates[{index}].{name}");
        within_calendar(one.valid_from, field("valid_from"))?;
        within_calendar(one.valid_to, field("valid_to"))?;
        in_order(one.valid_from, one.valid_to, field("valid_to"))?;
    }
    Ok(())
}

fn list_reason(
    policy: &GatePolicy,
    input: &GateInput,
    why: &mut Explanation,
) -> Result<Option<Reason>, RuleError> {
    let Some(list_on) = input.revocation_list_on else {
        why.notes.push(line!("certificate-list-none"));
        return Ok(Some(Reason::ListTooOld));
    };
    let list_on = within_calendar(list_on, "revocation_list_on")?;
    // A list newer than the planned day is fresh.
    let days = (input.planned_on - list_on).num_days().max(0);
    let older_than = |limit: u32| days > i64::from(limit);
    if older_than(policy.list_too_old_days) {
        why.notes
            .push(line!("certificate-list-too-old", on = list_on, days = days));
        Ok(Some(Reason::ListTooOld))
    } else if older_than(policy.list_stale_days) {
        why.notes
            .push(line!("certificate-list-stale", on = list_on, days = days));
        Ok(Some(Reason::ListStale))
    } else {
        Ok(None)
    }
}

fn reasons_of(policy: &Document<GatePolicy>) -> Explanation {
    Explanation {
        basis: vec![Basis::policy("basis-certificates")],
        rows: vec!["R003"],
        versions: vec![policy.version_ref()],
        ..Explanation::default()
    }
}

fn detail_line(detail: &TypeDetail) -> Line {
    let kind = Arg::Key(format!("certificate-type-{}", detail.kind.code()));
    let verdict = Arg::Key(format!("certificate-verdict-{}", detail.verdict.code()));
    match detail.valid_to {
        Some(valid_to) => {
            line!(
                "certificate-judged",
                kind = kind,
                verdict = verdict,
                until = valid_to
            )
        }
        None => line!("certificate-lacking", kind = kind),
    }
}

#[cfg(test)]
mod tests;

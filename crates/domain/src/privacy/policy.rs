//! Legal bases, what a message needs, and how long each kind of record is kept: as data.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::calendar::MONTHS_MAX;
use crate::codes::codes;
use crate::explain::Basis;
use crate::policy::{Content, bad_policy, built_in_document};
use crate::rule::RuleError;

codes! {
    /// Why personal data may be used at all (Art. 13).
    LegalBasis {
        /// 履行合同
        Contract = "contract",
        /// 本人同意
        Consent = "consent",
        /// 法定义务
        LegalDuty = "legal_duty",
        /// 紧急情况
        Emergency = "emergency",
    }
}

impl LegalBasis {
    /// The article it stands on.
    #[must_use]
    pub const fn article(self) -> Basis {
        match self {
            Self::Contract => Basis::statute("basis-pipl-13-contract"),
            Self::Consent => Basis::statute("basis-pipl-13-consent"),
            Self::LegalDuty => Basis::statute("basis-pipl-13-duty"),
            Self::Emergency => Basis::statute("basis-pipl-13-emergency"),
        }
    }
}

codes! {
    /// What a consent is given for. Each is asked for and withdrawn on its own.
    Purpose {
        /// 关怀
        Care = "care",
        /// 生日
        Birthday = "birthday",
        /// 营销
        Marketing = "marketing",
    }
}

codes! {
    /// What is sent to a customer.
    MessageKind {
        /// About an order or request of theirs (服务消息).
        Service = "service",
        /// 满意度调查
        SatisfactionSurvey = "satisfaction_survey",
        /// 关怀
        Care = "care",
        /// 生日祝福
        Birthday = "birthday",
        /// 促销活动
        Campaign = "campaign",
        /// 安全提醒
        Safety = "safety",
        /// 召回
        Recall = "recall",
    }
}

impl MessageKind {
    /// Danger to life: never held back by what the customer wants to be spared.
    #[must_use]
    pub const fn is_about_danger(self) -> bool {
        matches!(self, Self::Safety | Self::Recall)
    }
}

codes! {
    /// What is kept about a person.
    RecordKind {
        /// 联系方式和地址
        ContactData = "contact_data",
        /// 工单
        ServiceOrder = "service_order",
        /// 投诉
        Complaint = "complaint",
        /// 收款
        Payment = "payment",
        /// 三包事实
        WarrantyFact = "warranty_fact",
        /// 安全事实
        SafetyFact = "safety_fact",
        /// 紧急处置记录
        EmergencyNote = "emergency_note",
        /// 营销资料
        MarketingData = "marketing_data",
        /// 同意凭据
        ConsentProof = "consent_proof",
        /// 查看记录
        AccessLog = "access_log",
        /// 影响评估
        ImpactAssessment = "impact_assessment",
    }
}

impl RecordKind {
    /// The message that names it.
    #[must_use]
    pub fn message_key(self) -> String {
        format!("privacy-record-{}", self.code().replace('_', "-"))
    }

    /// Whether it is about the machine and stays, without the person's name, when the person asks
    /// to be forgotten.
    #[must_use]
    pub const fn is_of_machine(self) -> bool {
        matches!(
            self,
            Self::WarrantyFact | Self::SafetyFact | Self::ServiceOrder | Self::EmergencyNote
        )
    }
}

/// How long a record is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    /// This many months after it was made.
    Months(u32),
    /// This many months after the machine's scrap date.
    MonthsAfterScrap(u32),
    /// While the person is a customer.
    WhileInUse(()),
    /// Until the consent is withdrawn.
    UntilWithdrawn(()),
}

/// What a message needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MessageRule {
    /// The legal basis.
    pub legal_basis: LegalBasis,
    /// The consent it needs, where consent is the basis.
    pub purpose: Option<Purpose>,
    /// A customer who wants no commercial messages does not get it.
    pub blocked_by_no_marketing: bool,
}

/// The basis and period of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordRule {
    /// The legal basis.
    pub legal_basis: LegalBasis,
    /// How long it is kept.
    pub keep: Keep,
}

/// The figures of privacy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrivacyPolicy {
    /// What each kind of message needs.
    pub messages: BTreeMap<MessageKind, MessageRule>,
    /// Basis and period of each kind of record.
    pub records: BTreeMap<RecordKind, RecordRule>,
}

impl PrivacyPolicy {
    /// What this kind of message needs.
    ///
    /// # Errors
    /// [`RuleError::BadPolicy`] for a policy without it.
    pub fn message(&self, kind: MessageKind) -> Result<&MessageRule, RuleError> {
        let rule = self.messages.get(&kind);
        rule.ok_or_else(|| bad_policy(format!("messages.{}", kind.code()), "missing"))
    }

    /// Basis and period of this kind of record.
    ///
    /// # Errors
    /// [`RuleError::BadPolicy`] for a policy without it.
    pub fn record(&self, kind: RecordKind) -> Result<&RecordRule, RuleError> {
        let rule = self.records.get(&kind);
        rule.ok_or_else(|| bad_policy(format!("records.{}", kind.code()), "missing"))
    }
}

impl Content for PrivacyPolicy {
    const KIND: &'static str = "privacy";

    fn check(&self) -> Result<(), RuleError> {
        for kind in MessageKind::ALL {
            let rule = self.message(*kind)?;
            let place = format!("messages.{}", kind.code());
            let by_consent = rule.legal_basis == LegalBasis::Consent;
            if by_consent != rule.purpose.is_some() {
                return Err(bad_policy(place, "consent and purpose go together"));
            }
            if kind.is_about_danger() && (by_consent || rule.blocked_by_no_marketing) {
                return Err(bad_policy(place, "danger is told whatever was agreed"));
            }
            if *kind == MessageKind::Campaign && !(by_consent && rule.blocked_by_no_marketing) {
                return Err(bad_policy(place, "needs consent, and can be refused"));
            }
        }
        for kind in RecordKind::ALL {
            let rule = self.record(*kind)?;
            let place = format!("records.{}", kind.code());
            let by_consent = rule.legal_basis == LegalBasis::Consent;
            let (sound, of_machine) = match rule.keep {
                Keep::Months(months) => ((1..=MONTHS_MAX).contains(&months), false),
                Keep::MonthsAfterScrap(months) => ((1..=MONTHS_MAX).contains(&months), true),
                Keep::WhileInUse(()) => (!by_consent, false),
                Keep::UntilWithdrawn(()) => (by_consent, false),
            };
            if !sound || of_machine != kind.is_of_machine() {
                return Err(bad_policy(place, "this period does not fit the record"));
            }
        }
        Ok(())
    }
}

built_in_document! {
    /// The figures the program comes with, until headquarters sends others.
    pub fn built_in() -> PrivacyPolicy = "privacy-2026-1";
}

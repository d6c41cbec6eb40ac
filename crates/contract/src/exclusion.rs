//! Claims that 三包 does not cover a repair (不实行三包): the ground, the evidence it asks for, and
//! who confirmed it. Whatever comes out, the machine is repaired.

use uuid::Uuid;

use crate::explain::{BothLanguages, Why};

codes! {
    /// A ground on which 三包 does not apply.
    pub enum ExclusionGround {
        /// 使用、维护、保管不当
        #[serde(rename = "X1")]
        X1,
        /// 非承担三包修理者拆动
        #[serde(rename = "X2")]
        X2,
        /// 无三包凭证及有效发票
        #[serde(rename = "X3")]
        X3,
        /// 凭证型号不符或涂改
        #[serde(rename = "X4")]
        X4,
        /// 不可抗力
        #[serde(rename = "X5")]
        X5,
        /// 未按规定年度保养（厂家条款）
        #[serde(rename = "X6")]
        X6,
        /// 气源、电压、水质超出范围（厂家条款）
        #[serde(rename = "X7")]
        X7,
    }

    /// A piece of evidence.
    pub enum ExclusionEvidenceKind {
        /// 损坏部位照片
        DamagePhoto,
        /// 原因代码
        CauseCode,
        /// 客户的说明
        CustomerStatement,
        /// 封签破损照片
        SealPhoto,
        /// 损坏由它造成的证明
        CauseProof,
        /// 三包凭证照片
        CertificatePhoto,
        /// 机器铭牌照片
        PlatePhoto,
        /// 事情发生的日期
        EventDate,
        /// 不可抗力的证明
        EventProof,
        /// 保养记录
        MaintenanceRecord,
        /// 实测值
        MeasuredValues,
        /// 说明书规定的范围
        ManualLimits,
    }

    /// Where a claim stands.
    pub enum ExclusionState {
        /// Not decided: the customer pays nothing.
        Claimed,
        /// Confirmed: the price list counts.
        Confirmed,
        /// Not accepted.
        Refused,
        /// Taken back.
        Withdrawn,
    }

    /// What is done with a claim.
    pub enum ExclusionDecision {
        /// 确认
        Confirm,
        /// 不认可
        Refuse,
        /// 撤回
        Withdraw,
    }
}

request! {
    /// Asks for the claims about an order or a remedy case.
    pub struct ExclusionGet {
        /// Which order.
        pub work_order_id: Option<Uuid>,
        /// Or which case.
        pub remedy_case_id: Option<Uuid>,
    }

    /// A piece of evidence as typed: what it shows and where it is kept.
    pub struct ExclusionEvidenceTyped {
        /// Which.
        pub kind: ExclusionEvidenceKind,
        /// What it shows; left empty where it is not there.
        pub text: Option<String>,
    }

    /// Claims that 三包 does not cover the repair.
    pub struct ExclusionClaim {
        /// Of which order.
        pub work_order_id: Option<Uuid>,
        /// Or of which case.
        pub remedy_case_id: Option<Uuid>,
        /// On what ground.
        pub ground: ExclusionGround,
        /// What was found.
        pub text: String,
        /// Whether the damage comes from it; absent while nobody knows.
        pub caused_by_it: Option<bool>,
        /// When the defect was found, in any typed form; the day of the report when absent.
        pub found_on: Option<String>,
        /// The evidence there is.
        pub evidence: Vec<ExclusionEvidenceTyped>,
    }

    /// Adds evidence to a claim.
    pub struct ExclusionAdd {
        /// Which claim.
        pub id: Uuid,
        /// Whether the damage comes from it, now that it is known.
        pub caused_by_it: Option<bool>,
        /// The evidence that came.
        pub evidence: Vec<ExclusionEvidenceTyped>,
    }

    /// Decides over a claim.
    pub struct ExclusionDecide {
        /// Which claim.
        pub id: Uuid,
        /// What.
        pub decision: ExclusionDecision,
        /// Why; needed to refuse and to take back.
        pub reason: Option<String>,
        /// Where nobody else of the shop may confirm: the number of headquarters' answer.
        pub ruling_no: Option<String>,
        /// And who gave it.
        pub ruling_by: Option<String>,
    }
}

response! {
    /// A piece of evidence a ground asks for, or that is there.
    pub struct ExclusionEvidence {
        /// Which.
        pub kind: ExclusionEvidenceKind,
        /// Its name.
        pub name: BothLanguages,
        /// The ground asks for it.
        pub must: bool,
        /// It is there.
        pub held: bool,
        /// What it shows.
        pub text: Option<String>,
    }

    /// A ground that may be claimed.
    pub struct ExclusionChoice {
        /// Which.
        pub ground: ExclusionGround,
        /// Its name.
        pub name: BothLanguages,
        /// The article it rests on.
        pub article: BothLanguages,
        /// Only damage that comes from it is excluded.
        pub must_be_cause: bool,
        /// The evidence it asks for.
        pub evidence: Vec<ExclusionEvidence>,
    }

    /// A claim.
    pub struct Exclusion {
        /// The claim.
        pub id: Uuid,
        /// On what ground.
        pub ground: ExclusionGround,
        /// Its name.
        pub name: BothLanguages,
        /// The article it rests on.
        pub article: BothLanguages,
        /// What was found.
        pub text: String,
        /// Whether the damage comes from it.
        pub caused_by_it: Option<bool>,
        /// When the defect was found.
        pub found_on: Option<String>,
        /// Where it stands.
        pub state: ExclusionState,
        /// The evidence asked for and held.
        pub evidence: Vec<ExclusionEvidence>,
        /// By the rules the ground holds with what is there.
        pub upheld: bool,
        /// Why, or why not.
        pub why: Why,
        /// When it was claimed.
        pub claimed_at: i64,
        /// By whom.
        pub claimed_by: Option<String>,
        /// When it was decided.
        pub decided_at: Option<i64>,
        /// By whom.
        pub decided_by: Option<String>,
        /// Why it was refused or taken back.
        pub reason: Option<String>,
        /// Headquarters' answer, where that was needed.
        pub ruling: Option<String>,
        /// Evidence can be added.
        pub may_add: bool,
        /// The acting person may confirm it, with headquarters' answer where `needs_ruling`.
        pub may_confirm: bool,
        /// Why they may not.
        pub confirm_refused: Option<BothLanguages>,
        /// Nobody else of the shop may confirm it.
        pub needs_ruling: bool,
        /// The acting person may refuse it.
        pub may_refuse: bool,
        /// The acting person may take it back.
        pub may_withdraw: bool,
    }

    /// The claims about an order or a case.
    pub struct Exclusions {
        /// The latest first.
        pub rows: Vec<Exclusion>,
        /// A claim can be made.
        pub may_claim: bool,
        /// A confirmed claim stands: the repair is charged.
        pub stands: bool,
        /// What may be claimed.
        pub choices: Vec<ExclusionChoice>,
    }
}

//! Consents (同意): what somebody of a household agreed to, or took back, as they said it.

use uuid::Uuid;

use crate::explain::BothLanguages;
use crate::request::Channel;

codes! {
    /// What a consent is given for; each is asked for and withdrawn on its own.
    pub enum ConsentPurpose {
        /// 关怀
        Care,
        /// 生日
        Birthday,
        /// 营销
        Marketing,
    }

    /// How a consent stands.
    pub enum ConsentState {
        /// 已同意
        Given,
        /// 不同意或已撤回
        Withdrawn,
        /// 没有问过; no consent.
        Unsaid,
    }
}

request! {
    /// Asks what a household and its people agreed to.
    pub struct ConsentList {
        /// Which household.
        pub customer_id: Uuid,
    }

    /// Records a consent or its withdrawal. Nothing is ever overwritten.
    pub struct ConsentRecord {
        /// Which household.
        pub customer_id: Uuid,
        /// Which of its people; the household's own when absent.
        pub person_id: Option<Uuid>,
        /// For what.
        pub purpose: ConsentPurpose,
        /// Agreed; otherwise refused or taken back.
        pub given: bool,
        /// How it was said; by phone when absent.
        pub channel: Option<Channel>,
        /// When it was said; now when absent.
        pub occurred_at: Option<i64>,
        /// The notice that was read out, as [`Consents`] named it; a consent needs it.
        pub notice_version: Option<String>,
        /// The paper's number or anything else worth knowing.
        pub note: Option<String>,
    }
}

response! {
    /// How one person's consent for one purpose stands.
    pub struct ConsentStanding {
        /// For what.
        pub purpose: ConsentPurpose,
        /// How it stands.
        pub state: ConsentState,
        /// When that was said; null where nothing was.
        pub since_at: Option<i64>,
    }

    /// What one person agreed to.
    pub struct PersonConsents {
        /// The person; null for the household's own.
        pub person_id: Option<Uuid>,
        /// Their name.
        pub name: String,
        /// Every purpose once.
        pub standing: Vec<ConsentStanding>,
    }

    /// One thing that was said.
    pub struct ConsentEntry {
        /// The row.
        pub id: Uuid,
        /// The person; null for the household's own.
        pub person_id: Option<Uuid>,
        /// Who said it, by their name at that time.
        pub person_name: String,
        /// For what.
        pub purpose: ConsentPurpose,
        /// Agreed; otherwise refused or taken back.
        pub given: bool,
        /// Which notice was read out.
        pub notice_version: String,
        /// The shop the notice named.
        pub shop_name: String,
        /// Whom it named as receiving the data.
        pub receiver_name: String,
        /// How it was said.
        pub channel: Channel,
        /// When.
        pub occurred_at: i64,
        /// Who asked.
        pub staff: Option<String>,
        /// The proof, or anything else.
        pub note: Option<String>,
    }

    /// What a household and its people agreed to.
    pub struct Consents {
        /// The notice to read out before somebody agrees; it names both parties.
        pub notice: BothLanguages,
        /// Its version, to be handed back.
        pub notice_version: String,
        /// The household and its people.
        pub people: Vec<PersonConsents>,
        /// Everything that was said, the latest first.
        pub entries: Vec<ConsentEntry>,
    }
}

//! Cards on paper (贺年卡): whom one goes to, and that it was sent.

use uuid::Uuid;

use crate::customer::AtHome;
use crate::explain::BothLanguages;

codes! {
    /// What a card is sent for.
    pub enum GreetingOccasion {
        /// 春节
        SpringFestival,
        /// 供暖季开始
        HeatingSeason,
        /// 生日
        Birthday,
        /// 自己写
        Own,
    }

    /// Why a household gets no card.
    pub enum GreetingLeftOut {
        /// 不收活动消息
        NoMarketing,
        /// 不要打电话
        NoCall,
        /// 收回过同意
        Withdrawn,
        /// 没问过、没同意
        NoConsent,
        /// 近期没有人过生日
        NoBirthday,
    }

    /// How a sheet of labels is cut.
    pub enum LabelCut {
        /// 每张 14 个
        TwoBySeven,
        /// 每张 24 个
        ThreeByEight,
    }
}

request! {
    /// Asks whom a card goes to. Nothing is written.
    pub struct GreetingPlan {
        /// What it is sent for.
        pub occasion: GreetingOccasion,
        /// These households; those of the filter when absent. At most 200 either way.
        pub ids: Option<Vec<Uuid>>,
        /// The filter of the list: what was typed,
        pub query: Option<String>,
        /// the town,
        pub town: Option<String>,
        /// and when somebody is at home.
        pub at_home: Option<AtHome>,
    }

    /// Records that cards were sent: one contact for each household that one goes to.
    pub struct GreetingSent {
        /// What for.
        pub occasion: GreetingOccasion,
        /// What is written on it, at most 120 characters.
        pub text: String,
        /// The households; those that get none are passed over.
        pub ids: Vec<Uuid>,
    }

    /// How labels are printed.
    pub struct PrintLabels {
        /// What the card is sent for.
        pub occasion: GreetingOccasion,
        /// How the sheet is cut.
        pub cut: LabelCut,
        /// What is written on the card: set on labels of its own behind those of the addresses;
        /// none where it is absent.
        pub text: Option<String>,
    }
}

response! {
    /// A household a card goes to.
    pub struct GreetingHousehold {
        /// The household.
        pub customer_id: Uuid,
        /// Its name in the shop.
        pub name: String,
        /// As it stands on the label.
        pub addressee: String,
        /// Where to; null where none is on record, and no label is printed.
        pub address: Option<String>,
    }

    /// So many get none for this reason.
    pub struct GreetingSpared {
        /// Why.
        pub reason: GreetingLeftOut,
        /// How many households.
        pub count: u32,
    }

    /// Whom a card goes to.
    pub struct GreetingPlanned {
        /// Those with an address, by village.
        pub rows: Vec<GreetingHousehold>,
        /// Those without.
        pub without_address: Vec<GreetingHousehold>,
        /// Those that get none.
        pub spared: Vec<GreetingSpared>,
        /// The words offered for this occasion.
        pub text: BothLanguages,
    }

    /// What was recorded.
    pub struct GreetingRecorded {
        /// Contacts that were written.
        pub written: u32,
        /// Households that had theirs of today already.
        pub already: u32,
    }
}

//! Care calls (关怀): whom the shop calls today unasked, and how it came out.

use uuid::Uuid;

codes! {
    /// What a care call is about.
    pub enum CareKind {
        /// 生日
        Birthday,
        /// 安装纪念日
        Anniversary,
        /// 供暖季前检查
        Season,
    }

    /// How a call came out.
    pub enum CareResult {
        /// 一切都好
        Fine,
        /// 有事要办
        Wish,
        /// 留了话
        Message,
    }

    /// Why a call was left.
    pub enum SkipReason {
        /// 打不通
        Unreachable,
        /// 搬走了
        Moved,
        /// 家里不方便
        BadTime,
        /// 刚联系过
        Recent,
        /// 不要再打
        Refused,
        /// 其他
        Other,
    }
}

request! {
    /// Asks for the care calls of today.
    pub struct CareList {}

    /// Records that a care call was made, or why it was left: either a result or a reason.
    pub struct CareFinish {
        /// Which call.
        pub id: Uuid,
        /// How it came out.
        pub result: Option<CareResult>,
        /// Why it was left.
        pub reason: Option<SkipReason>,
        /// Anything worth knowing; another reason needs it.
        pub note: Option<String>,
    }

    /// Sets how many care calls there are in a day.
    pub struct CareSet {
        /// How many, 0 to 50.
        pub per_day: u32,
    }
}

response! {
    /// A number to call.
    pub struct CarePhone {
        /// As it is written.
        pub display: String,
        /// 家里, 儿子, …
        pub label: Option<String>,
    }

    /// A call to make.
    pub struct CareCall {
        /// The call; the same on every PC.
        pub id: Uuid,
        /// What it is about.
        pub kind: CareKind,
        /// The household.
        pub customer_id: Uuid,
        /// Its name.
        pub customer_name: String,
        /// 村, or the town where the village is not known.
        pub village: Option<String>,
        /// Its numbers.
        pub phones: Vec<CarePhone>,
        /// Whose birthday it is.
        pub person_name: Option<String>,
        /// The birthday follows the lunar calendar.
        pub lunar: bool,
        /// The machine of an anniversary.
        pub serial: Option<String>,
        /// The day itself; of a season its last day.
        pub on: String,
        /// The last day of the call.
        pub until_on: String,
        /// How many years it has been.
        pub years: u32,
        /// No maintenance in the last twelve months.
        pub unmaintained: bool,
    }

    /// The care calls of today.
    pub struct CareCalls {
        /// Those still to be made.
        pub rows: Vec<CareCall>,
        /// How many there are in a day.
        pub per_day: u32,
        /// How many were made or left today.
        pub handled: u32,
    }
}

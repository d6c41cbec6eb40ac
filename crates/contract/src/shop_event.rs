//! What a shop does on certain days (节假日活动日历).

use uuid::Uuid;

use crate::explain::BothLanguages;

codes! {
    /// What it is.
    pub enum ShopEventKind {
        /// 免费检查
        FreeCheck,
        /// 节日值班
        Duty,
        /// 巡回服务
        Tour,
        /// 促销
        Promotion,
        /// 培训、讲解
        Training,
        /// 其他
        Other,
    }
}

request! {
    /// Asks for what is done on these days.
    pub struct ShopEventList {
        /// The first day; today when absent.
        pub from_on: Option<String>,
        /// The last day; a year on when absent.
        pub to_on: Option<String>,
        /// Everything that was ever planned, for taking the list out.
        pub whole: Option<bool>,
    }

    /// Writes something down, or changes it.
    pub struct ShopEventSave {
        /// Which; a new one when absent.
        pub id: Option<Uuid>,
        /// What it is called.
        pub name: String,
        /// What it is.
        pub kind: ShopEventKind,
        /// The first day.
        pub from_on: String,
        /// The last day; the same when absent.
        pub to_on: Option<String>,
        /// Where.
        pub place: Option<String>,
        /// What is done there, one in each line.
        pub services: Option<String>,
        /// Whom to call; the shop's number when absent.
        pub phone: Option<String>,
        /// A note.
        pub note: Option<String>,
        /// The suggestion it is made of; it is not made again this year.
        pub suggestion: Option<String>,
    }

    /// Asks what the shop might do in the next 60 days.
    pub struct ShopEventSuggest {}

    /// Says that the shop does not want a suggestion this year.
    pub struct ShopEventUnwanted {
        /// Which.
        pub key: String,
    }

    /// Asks what kind of days these are, for a month to choose from.
    pub struct CalendarDays {
        /// The first day.
        pub from_on: String,
        /// The last day, at most 61 days later.
        pub to_on: String,
    }

    /// Takes one out of the calendar.
    pub struct ShopEventRemove {
        /// Which.
        pub id: Uuid,
    }
}

response! {
    /// Something the shop does.
    pub struct ShopEvent {
        /// The row.
        pub id: Uuid,
        /// What it is called.
        pub name: String,
        /// What it is.
        pub kind: ShopEventKind,
        /// The first day.
        pub from_on: String,
        /// The last day.
        pub to_on: String,
        /// Where.
        pub place: Option<String>,
        /// What is done there, one in each line.
        pub services: Option<String>,
        /// Whom to call.
        pub phone: Option<String>,
        /// A note.
        pub note: Option<String>,
    }

    /// Something the shop might do, by a holiday or the season.
    pub struct ShopEventIdea {
        /// Names it, with its year.
        pub key: String,
        /// What it would be called.
        pub name: BothLanguages,
        /// What it is.
        pub kind: ShopEventKind,
        /// The first day.
        pub from_on: String,
        /// The last day.
        pub to_on: String,
        /// The holiday it hangs on; nothing for a season.
        pub holiday: Option<BothLanguages>,
        /// The day of the holiday, or on which the season turns.
        pub about_on: String,
        /// Why.
        pub reason: BothLanguages,
        /// The year's list of holidays is not published yet: the days may become others.
        pub unlisted: bool,
    }

    /// What the shop might do.
    pub struct ShopEventIdeas {
        /// By the first day.
        pub rows: Vec<ShopEventIdea>,
    }

    /// A day of the lunar calendar.
    pub struct LunarDay {
        /// 正月 is 1, 腊月 is 12.
        pub month: u8,
        /// The leap month (闰月) behind the month of the same number.
        pub leap: bool,
        /// 初一 is 1.
        pub day: u8,
    }

    /// What kind of day it is.
    pub struct CalendarDay {
        /// The day.
        pub on: String,
        /// By the lunar calendar, where its tables reach.
        pub lunar: Option<LunarDay>,
        /// The holiday it belongs to, or is worked for.
        pub holiday: Option<HolidayDay>,
    }

    /// Days one after the other.
    pub struct CalendarPage {
        /// The days.
        pub rows: Vec<CalendarDay>,
    }

    /// A holiday of the list of holidays, day by day.
    pub struct HolidayDay {
        /// The day.
        pub on: String,
        /// What it is called.
        pub name: BothLanguages,
        /// A day off; otherwise a day that is worked for one.
        pub off: bool,
    }

    /// The calendar.
    pub struct ShopEvents {
        /// What the shop does, by its first day.
        pub rows: Vec<ShopEvent>,
        /// The holidays among these days.
        pub holidays: Vec<HolidayDay>,
    }
}

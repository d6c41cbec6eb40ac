//! Who answers after closing time (值班), night by night.

use uuid::Uuid;

request! {
    /// Asks for the nights of a week.
    pub struct DutyWeekGet {
        /// Its first night; today when absent.
        pub from_on: Option<String>,
    }

    /// Asks for every night somebody was named for, for taking the list out.
    pub struct DutyList {}

    /// Says who answers on one night; nobody when no person is named.
    pub struct DutySet {
        /// The night that begins on this date.
        pub on: String,
        /// Who.
        pub staff_id: Option<Uuid>,
        /// The number they answer; their own when absent.
        pub phone: Option<String>,
    }

    /// Says when the shop closes and opens.
    pub struct DutyHours {
        /// `HH:MM`.
        pub closes: String,
        /// `HH:MM`.
        pub opens: String,
    }

    /// Asks who answers tonight.
    pub struct DutyTonightGet {}
}

response! {
    /// One night.
    pub struct DutyNight {
        /// The date on which it begins.
        pub on: String,
        /// Who answers.
        pub staff_id: Option<Uuid>,
        /// Their name.
        pub staff_name: Option<String>,
        /// The number they answer.
        pub phone: Option<String>,
        /// Somebody is named who has left or is away.
        pub gone: bool,
    }

    /// The nights of a week.
    pub struct DutyWeek {
        /// Seven nights.
        pub nights: Vec<DutyNight>,
        /// When the shop closes, `HH:MM`.
        pub closes: String,
        /// When it opens, `HH:MM`.
        pub opens: String,
    }

    /// Every night somebody was named for, the first one first.
    pub struct DutyNights {
        /// The nights.
        pub rows: Vec<DutyNight>,
        /// How many there are.
        pub total: u32,
    }

    /// Who answers tonight.
    pub struct DutyTonight {
        /// The night that is now, or begins today.
        pub night: DutyNight,
        /// The shop is closed now.
        pub closed_now: bool,
        /// Whether the shop has ever named anybody; until then nothing is said.
        pub in_use: bool,
        /// The nights of the next seven nobody answers on.
        pub missing: Vec<String>,
    }
}

//! 赶集日: on which days the towns hold their markets.

use uuid::Uuid;

codes! {
    /// By which calendar a town counts.
    pub enum MarketCalendar {
        /// 农历
        Lunar,
        /// 阳历
        Solar,
    }
}

request! {
    /// Asks for the towns with a market.
    pub struct MarketDayList {}

    /// Writes down when a town holds its market; a town that is there already gets other days.
    pub struct MarketDaySave {
        /// Which town.
        pub town: String,
        /// By which calendar.
        pub calendar: MarketCalendar,
        /// The digits its days end in, as people write them: 三六九, 3,6,9, 五十.
        pub digits: String,
    }

    /// Forgets the market of a town.
    pub struct MarketDayRemove {
        /// Which.
        pub id: Uuid,
    }

    /// Asks where there is a market on some days.
    pub struct MarketDayOn {
        /// The first day.
        pub from_on: String,
        /// The last; the first alone when absent. At most 62 days.
        pub to_on: Option<String>,
    }
}

response! {
    /// When a town holds its market.
    pub struct MarketDay {
        /// The row.
        pub id: Uuid,
        /// Which town.
        pub town: String,
        /// By which calendar.
        pub calendar: MarketCalendar,
        /// The digits its days end in, 0 for 十.
        pub digits: Vec<u32>,
        /// As the village says it: 逢三六九.
        pub said: String,
    }

    /// The towns with a market.
    pub struct MarketDays {
        /// By town.
        pub rows: Vec<MarketDay>,
    }

    /// The towns with a market on a day.
    pub struct MarketsOfDay {
        /// The day.
        pub on: String,
        /// Which towns.
        pub towns: Vec<String>,
    }

    /// Where there is a market on some days.
    pub struct MarketsOfDays {
        /// The days with any.
        pub days: Vec<MarketsOfDay>,
    }
}

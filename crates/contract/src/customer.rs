//! Households (客户) with their people, phones, addresses and tags.

mod merge;

use uuid::Uuid;

use crate::explain::BothLanguages;
use crate::unit::UnitSummary;
use crate::work_order::WorkOrderSummary;

pub use merge::{CustomerApart, CustomerMerge, CustomerSuspects, CustomerUnmerge};

codes! {
    /// What kind of customer it is.
    pub enum CustomerKind {
        /// 家庭
        Household,
        /// 单位
        Company,
        /// 工程
        Project,
    }

    /// When somebody is at home.
    #[derive(Default)]
    pub enum AtHome {
        /// 常年在家
        #[default]
        Always,
        /// 只有春节在家
        SpringFestival,
        /// 只有冬天在家
        HeatingSeason,
        /// 只有夏天在家
        Summer,
        /// 很少在家
        Seldom,
    }
}

request! {
    /// A phone as typed; it is normalised and checked.
    pub struct PhoneInput {
        /// The row, when an existing phone is edited.
        pub id: Option<Uuid>,
        /// The number in any form; absent, an existing phone keeps its own.
        pub number: Option<String>,
        /// Whose it is or what for.
        pub label: Option<String>,
        /// The person it belongs to.
        pub person_id: Option<Uuid>,
        /// The first day on which it was theirs, in any typed form.
        pub valid_from: Option<String>,
        /// The last day on which it was theirs: the number has passed to somebody else.
        pub valid_to: Option<String>,
        /// The day on which somebody of the household said that it is theirs.
        pub confirmed_on: Option<String>,
    }

    /// Whom a household likes to have.
    pub struct PreferredTechnician {
        /// The person of the shop; null for nobody in particular.
        pub id: Option<Uuid>,
    }

    /// A person of the household.
    pub struct PersonInput {
        /// The row, when an existing person is edited.
        pub id: Option<Uuid>,
        /// The name.
        pub name: String,
        /// What the village calls them (外号, 小名).
        pub nickname: Option<String>,
        /// 户主, 儿子, 邻居, …
        pub relation: Option<String>,
        /// WeChat name.
        pub wechat: Option<String>,
        /// Birthday, `YYYY-MM-DD` or any typed form.
        pub birthday_on: Option<String>,
        /// The birthday follows the lunar calendar.
        pub birthday_lunar: Option<bool>,
        /// It is in a leap month (闰月) of the lunar calendar.
        pub birthday_leap: Option<bool>,
    }

    /// Where the household is.
    pub struct AddressInput {
        /// The row, when an existing address is edited.
        pub id: Option<Uuid>,
        /// 乡镇
        pub town: Option<String>,
        /// 村; proposed from the detail when absent.
        pub village: Option<String>,
        /// The whole address below the town, as typed.
        pub detail: Option<String>,
        /// A landmark.
        pub landmark: Option<String>,
        /// How to get there.
        pub route_note: Option<String>,
    }

    /// Makes a household.
    pub struct CustomerCreate {
        /// The household's name.
        pub name: String,
        /// What kind; a household when absent.
        pub kind: Option<CustomerKind>,
        /// Phones; at most 10.
        #[serde(default)]
        pub phones: Vec<PhoneInput>,
        /// People; at most 20.
        #[serde(default)]
        pub people: Vec<PersonInput>,
        /// Addresses; at most 10.
        #[serde(default)]
        pub addresses: Vec<AddressInput>,
        /// Tags (狗凶, 进门穿鞋套, …); at most 20.
        #[serde(default)]
        pub tags: Vec<String>,
        /// Anything worth knowing.
        pub note: Option<String>,
        /// When a visit suits.
        pub preferred_time: Option<String>,
        /// Language or dialect in which they are best spoken to.
        pub language: Option<String>,
        /// They do not want to be called.
        pub no_call: Option<bool>,
        /// They want no commercial messages.
        pub no_marketing: Option<bool>,
        /// Whom they like to have.
        pub preferred_technician: Option<PreferredTechnician>,
        /// When somebody is at home; always when absent.
        pub at_home: Option<AtHome>,
    }

    /// What a form had read of a household when it was opened. It may have stood open, or lain as a
    /// draft, while other PCs' changes arrived.
    pub struct CustomerSeen {
        /// The `seq` of the detail it was made from: who changed the same field since then gets a
        /// conflict to decide instead of being overwritten.
        pub seq: i64,
        /// The phones, people and addresses it showed: only these are deleted when they are missing.
        pub rows: Vec<Uuid>,
        /// The tags it showed, likewise.
        pub tags: Vec<String>,
    }

    /// Changes a household. Lists that are given replace the whole list.
    pub struct CustomerUpdate {
        /// Which household.
        pub id: Uuid,
        /// What the form had read; all there is now when absent.
        pub seen: Option<CustomerSeen>,
        /// The name.
        pub name: Option<String>,
        /// What kind.
        pub kind: Option<CustomerKind>,
        /// Phones: rows that are missing here are deleted.
        pub phones: Option<Vec<PhoneInput>>,
        /// People: rows that are missing here are deleted.
        pub people: Option<Vec<PersonInput>>,
        /// Addresses: rows that are missing here are deleted.
        pub addresses: Option<Vec<AddressInput>>,
        /// Tags: those that are missing here are deleted.
        pub tags: Option<Vec<String>>,
        /// The note.
        pub note: Option<String>,
        /// When a visit suits.
        pub preferred_time: Option<String>,
        /// Language or dialect in which they are best spoken to.
        pub language: Option<String>,
        /// They do not want to be called.
        pub no_call: Option<bool>,
        /// They want no commercial messages.
        pub no_marketing: Option<bool>,
        /// Whom they like to have.
        pub preferred_technician: Option<PreferredTechnician>,
        /// When somebody is at home.
        pub at_home: Option<AtHome>,
    }

    /// Names a household.
    pub struct CustomerGet {
        /// Which household.
        pub id: Uuid,
    }

    /// A page of what happened with a household.
    pub struct CustomerTimeline {
        /// Which household.
        pub id: Uuid,
        /// Only this part; everything when absent.
        pub part: Option<TimelinePart>,
        /// Where to go on: `timeline_next` of the detail, or `next` of the page before.
        pub after: Option<String>,
        /// Entries wanted, at most 200; 50 when absent.
        pub limit: Option<u32>,
    }

    /// Deletes a household that has no open order (kept as a tombstone).
    pub struct CustomerDelete {
        /// Which household.
        pub id: Uuid,
    }

    /// A page of the household list.
    pub struct CustomerList {
        /// Narrows by name, pinyin, phone, serial, village or number.
        pub query: Option<String>,
        /// Only this town.
        pub town: Option<String>,
        /// Only households with somebody at home then; like a town's they come by village.
        pub at_home: Option<AtHome>,
        /// The order.
        pub sort: Option<CustomerSort>,
        /// Where to go on: `next` of the page before.
        pub after: Option<String>,
        /// Rows wanted, at most 200; 100 when absent.
        pub limit: Option<u32>,
    }

    /// Asks for the towns of the shop's households, to narrow lists by them.
    pub struct CustomerTowns {}

    /// Finds households as one types.
    pub struct CustomerSearch {
        /// Name, pinyin, initials, phone or its end, serial, village, number.
        pub query: String,
        /// Most hits, at most 50; 20 when absent.
        pub limit: Option<u32>,
    }
}

codes! {
    /// Parts of a household's timeline.
    pub enum TimelinePart {
        /// Requests, orders and their steps.
        Service,
        /// Contacts and return visits.
        Contact,
        /// Complaints and promises.
        Complaint,
        /// Remedy cases, and claims that 三包 does not cover something.
        Remedy,
        /// Machines: sale, commissioning, custody, maintenance.
        Machine,
        /// Payments and parts.
        Money,
        /// Consents.
        Consent,
    }

    /// The order of the household list.
    pub enum CustomerSort {
        /// Last changed first.
        Recent,
        /// By pinyin.
        Name,
        /// By town and village.
        Village,
    }
}

response! {
    /// A phone.
    pub struct Phone {
        /// The row.
        pub id: Uuid,
        /// Digits only.
        pub number: String,
        /// Grouped for reading: 138 0471 2207.
        pub display: String,
        /// Whose it is or what for.
        pub label: Option<String>,
        /// The person it belongs to.
        pub person_id: Option<Uuid>,
        /// The first day on which it was theirs.
        pub valid_from: Option<String>,
        /// The last day on which it was theirs.
        pub valid_to: Option<String>,
        /// The day on which it was confirmed.
        pub confirmed_on: Option<String>,
        /// Other households that have this number too.
        pub shared_with: Vec<PhoneSharer>,
    }

    /// Another household with the same number.
    pub struct PhoneSharer {
        /// The household.
        pub customer_id: Uuid,
        /// Its name.
        pub name: String,
    }

    /// A person of the household.
    pub struct Person {
        /// The row.
        pub id: Uuid,
        /// The name.
        pub name: String,
        /// What the village calls them.
        pub nickname: Option<String>,
        /// 户主, 儿子, 邻居, …
        pub relation: Option<String>,
        /// WeChat name.
        pub wechat: Option<String>,
        /// Birthday.
        pub birthday_on: Option<String>,
        /// The birthday follows the lunar calendar.
        pub birthday_lunar: bool,
        /// It is in a leap month of the lunar calendar.
        pub birthday_leap: bool,
    }

    /// An address.
    pub struct Address {
        /// The row.
        pub id: Uuid,
        /// 乡镇
        pub town: Option<String>,
        /// 村
        pub village: Option<String>,
        /// The whole address below the town, as typed.
        pub detail: Option<String>,
        /// A landmark.
        pub landmark: Option<String>,
        /// How to get there.
        pub route_note: Option<String>,
    }

    /// A household in a list.
    pub struct CustomerSummary {
        /// The row.
        pub id: Uuid,
        /// The household's name.
        pub name: String,
        /// What the village calls its people.
        pub nicknames: Vec<String>,
        /// What kind.
        pub kind: CustomerKind,
        /// The first phone, grouped.
        pub phone: Option<String>,
        /// How many phones there are.
        pub phone_count: u32,
        /// 乡镇
        pub town: Option<String>,
        /// 村
        pub village: Option<String>,
        /// The whole address below the town.
        pub detail: Option<String>,
        /// Tags.
        pub tags: Vec<String>,
        /// When somebody is at home.
        pub at_home: AtHome,
        /// How many machines.
        pub unit_count: u32,
        /// How many orders are open.
        pub open_order_count: u32,
        /// Two versions wait for a decision.
        pub conflicted: bool,
        /// When it was last changed.
        pub updated_at: i64,
    }

    /// A page of households.
    pub struct CustomerPage {
        /// The rows.
        pub rows: Vec<CustomerSummary>,
        /// Where to go on; null at the end.
        pub next: Option<String>,
        /// How many rows there are in all (without the page limit).
        pub total: u32,
    }

    /// A town with households.
    pub struct Town {
        /// Its name.
        pub name: String,
        /// How many households live there.
        pub customer_count: u32,
    }

    /// The towns.
    pub struct Towns {
        /// The fullest first.
        pub rows: Vec<Town>,
    }

    /// A household with everything about it.
    pub struct CustomerDetail {
        /// The row.
        pub id: Uuid,
        /// How far this PC had read headquarters' log; forms hand it back.
        pub seq: i64,
        /// The household's name.
        pub name: String,
        /// What kind.
        pub kind: CustomerKind,
        /// Anything worth knowing.
        pub note: Option<String>,
        /// When a visit suits.
        pub preferred_time: Option<String>,
        /// Language or dialect in which they are best spoken to.
        pub language: Option<String>,
        /// They do not want to be called.
        pub no_call: bool,
        /// They want no commercial messages.
        pub no_marketing: bool,
        /// When somebody is at home.
        pub at_home: AtHome,
        /// Whom they like to have.
        pub preferred_technician_id: Option<Uuid>,
        /// Their name.
        pub preferred_technician: Option<String>,
        /// Phones; numbers that are no longer theirs come last.
        pub phones: Vec<Phone>,
        /// People.
        pub people: Vec<Person>,
        /// Addresses.
        pub addresses: Vec<Address>,
        /// Tags.
        pub tags: Vec<String>,
        /// The same tags with the day each was given.
        pub tag_days: Vec<TagDays>,
        /// How they changed since the quarter before.
        pub tag_change: TagChange,
        /// Machines.
        pub units: Vec<UnitSummary>,
        /// Orders that are not closed.
        pub open_orders: Vec<WorkOrderSummary>,
        /// Everything that happened, latest first: the first page.
        pub timeline: Vec<TimelineEntry>,
        /// Where `customer.timeline` goes on; null when this is all.
        pub timeline_next: Option<String>,
        /// Households that may be the same.
        pub duplicates: Vec<DuplicateHint>,
        /// The files that were merged into this one.
        pub merged: Vec<MergedFile>,
        /// Fields with two versions.
        pub conflicts: Vec<crate::conflict::ConflictItem>,
        /// When it was made.
        pub created_at: i64,
        /// When it was last changed.
        pub updated_at: i64,
        /// Who changed it last.
        pub updated_by: Option<String>,
    }

    /// A tag and its days.
    pub struct TagDays {
        /// The tag.
        pub tag: String,
        /// The day it was given.
        pub given_on: String,
        /// The day it was taken off; null while the household has it.
        pub taken_off_on: Option<String>,
    }

    /// How the tags changed since the quarter before.
    pub struct TagChange {
        /// The first day of this quarter.
        pub from_on: String,
        /// What the household did not have when the quarter before ended.
        pub new: Vec<TagDays>,
        /// What it had then and has no more.
        pub gone: Vec<TagDays>,
    }

    /// A file that was merged into another and can be taken out again.
    pub struct MergedFile {
        /// Its household.
        pub id: Uuid,
        /// Its name.
        pub name: String,
        /// Its note, which the one that stands for it does not show.
        pub note: Option<String>,
        /// When it was merged.
        pub merged_at: i64,
        /// Who merged it.
        pub merged_by: Option<String>,
    }

    /// Households that have something in common.
    pub struct SuspectGroup {
        /// What: a number, or name and village.
        pub what: String,
        /// `same_phone` or `same_name_and_village`.
        pub reason: String,
        /// The households, the oldest first.
        pub rows: Vec<CustomerSummary>,
    }

    /// Households that may be the same.
    pub struct Suspects {
        /// At most 100 groups.
        pub groups: Vec<SuspectGroup>,
        /// There are more.
        pub more: bool,
    }

    /// Why two households may be the same. Only a hint: nothing is ever merged silently.
    pub struct DuplicateHint {
        /// The other household.
        pub customer_id: Uuid,
        /// Its name.
        pub name: String,
        /// Its village and phone, for comparison.
        pub detail: String,
        /// `same_phone`, `same_name_and_village` or `same_serial`.
        pub reason: String,
    }

    /// A page of a timeline.
    pub struct TimelinePage {
        /// The entries.
        pub rows: Vec<TimelineEntry>,
        /// Where to go on; null at the end.
        pub next: Option<String>,
    }

    /// One thing that happened.
    pub struct TimelineEntry {
        /// The row it stands for.
        pub id: Uuid,
        /// What happened:
        /// - `request`: a request came in; `code` is its kind, `text` what the customer said;
        /// - `work_order`: an order was opened; `code` is its kind, `text` the fault;
        /// - `order_event`: an order took a step; `code` is the step, `to_state` the state after
        ///   it, `text` the note. Besides the steps of `work_order.advance` there are `register`
        ///   (opened), `import` (from an old list) and `resolve` (a conflict over the state was
        ///   decided);
        /// - `contact`: somebody spoke with the customer; `code` is the channel, `result` how it
        ///   ended, `text` what was said;
        /// - `complaint`: a complaint; `title` is its category, `class` its class;
        /// - `complaint_event`: a complaint took a step; `code` is the step;
        /// - `promise`: a promise was given; `code` is the day it is due, `to_state` what became of it;
        /// - `visit_answer`: a return visit was answered; `code` is its kind, `outcome` how it came
        ///   out;
        /// - `visit_end`: a return visit came to nothing; `to_state` says how;
        /// - `consent`: `code` is the purpose, `to_state` `given` or `withdrawn`, `text` whose;
        /// - `payment`: `code` is the method, `amount_fen` the sum, `to_state` `reversed` where it
        ///   takes one back;
        /// - `stock_move`: a part; `code` is the kind of movement, `text` the part, `quantity` how
        ///   many, `to_state` `old` for an old one;
        /// - `machine`: sold or installed; `code` is the state, `no` the serial;
        /// - `inspection`: a checklist; `to_state` is how it ended;
        /// - `custody`: a machine changed hands; `code` is the step;
        /// - `maintenance`: a yearly maintenance was done;
        /// - `photo`: photos taken in together; `code` is what the first shows, `quantity` how many;
        /// - `remedy_case`: a remedy case; `code` is what is asked for, `to_state` where it stands;
        /// - `remedy_event`: a remedy case took a step; `code` is the step, `amount_fen` its sum;
        /// - `exclusion`: a claim that 三包 does not cover something; `code` is what happened to it,
        ///   `to_state` its ground.
        pub kind: String,
        /// When it happened.
        pub at: i64,
        /// Only the day is known.
        pub day_only: bool,
        /// What it is about, in words, where the code has none.
        pub title: Option<BothLanguages>,
        /// The class of a complaint.
        pub class: Option<String>,
        /// How a return visit came out.
        pub outcome: Option<String>,
        /// Money.
        pub amount_fen: Option<i64>,
        /// How many of a part, or how many photos.
        pub quantity: Option<i64>,
        /// The complaint it belongs to.
        pub complaint_id: Option<Uuid>,
        /// The remedy case it belongs to.
        pub remedy_case_id: Option<Uuid>,
        /// The machine it is about, where `no` is its serial.
        pub unit_id: Option<Uuid>,
        /// The finer kind, see `kind`.
        pub code: String,
        /// The text that was typed.
        pub text: Option<String>,
        /// Who did it.
        pub staff: Option<String>,
        /// The order it belongs to.
        pub work_order_id: Option<Uuid>,
        /// The order's or request's number.
        pub no: Option<String>,
        /// The state after it, see `kind`.
        pub to_state: Option<String>,
        /// How a contact ended; null for other kinds, and where nobody said.
        pub result: Option<crate::contact::ContactResult>,
    }
}

//! Households (客户) with their people, phones, addresses and tags.

use uuid::Uuid;

use crate::unit::UnitSummary;
use crate::work_order::WorkOrderSummary;

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
}

request! {
    /// A phone as typed; it is normalised and checked.
    pub struct PhoneInput {
        /// The row, when an existing phone is edited.
        pub id: Option<Uuid>,
        /// The number in any form.
        pub number: String,
        /// Whose it is or what for.
        pub label: Option<String>,
        /// The person it belongs to.
        pub person_id: Option<Uuid>,
    }

    /// A person of the household.
    pub struct PersonInput {
        /// The row, when an existing person is edited.
        pub id: Option<Uuid>,
        /// The name.
        pub name: String,
        /// 户主, 儿子, 邻居, …
        pub relation: Option<String>,
        /// WeChat name.
        pub wechat: Option<String>,
        /// Birthday, `YYYY-MM-DD` or any typed form.
        pub birthday_on: Option<String>,
        /// The birthday follows the lunar calendar.
        pub birthday_lunar: Option<bool>,
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
    }

    /// Names a household.
    pub struct CustomerGet {
        /// Which household.
        pub id: Uuid,
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
    }

    /// A person of the household.
    pub struct Person {
        /// The row.
        pub id: Uuid,
        /// The name.
        pub name: String,
        /// 户主, 儿子, 邻居, …
        pub relation: Option<String>,
        /// WeChat name.
        pub wechat: Option<String>,
        /// Birthday.
        pub birthday_on: Option<String>,
        /// The birthday follows the lunar calendar.
        pub birthday_lunar: bool,
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
        /// Phones.
        pub phones: Vec<Phone>,
        /// People.
        pub people: Vec<Person>,
        /// Addresses.
        pub addresses: Vec<Address>,
        /// Tags.
        pub tags: Vec<String>,
        /// Machines.
        pub units: Vec<UnitSummary>,
        /// Orders that are not closed.
        pub open_orders: Vec<WorkOrderSummary>,
        /// Everything that happened, latest first; at most 200 entries.
        pub timeline: Vec<TimelineEntry>,
        /// Households that may be the same.
        pub duplicates: Vec<DuplicateHint>,
        /// Fields with two versions.
        pub conflicts: Vec<crate::conflict::ConflictItem>,
        /// When it was made.
        pub created_at: i64,
        /// When it was last changed.
        pub updated_at: i64,
        /// Who changed it last.
        pub updated_by: Option<String>,
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
        ///   ended, `text` what was said.
        pub kind: String,
        /// When it happened.
        pub at: i64,
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
        /// The order's state after it, for order events.
        pub to_state: Option<String>,
        /// How a contact ended; null for other kinds, and where nobody said.
        pub result: Option<crate::contact::ContactResult>,
    }
}

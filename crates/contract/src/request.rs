//! Service requests (服务请求): what comes in by phone, WeChat or over the counter.

use uuid::Uuid;

use crate::complaint::ComplaintSummary;
use crate::customer::{CustomerSummary, TimelineEntry};
use crate::promise::PromiseItem;
use crate::remedy_case::{RemedyCaseSummary, RemedyOpened};
use crate::work_order::{RecentWork, WorkOrderDetail, WorkOrderKind, WorkOrderSummary};

codes! {
    /// Why somebody calls.
    pub enum RequestKind {
        /// 报修
        Repair,
        /// 咨询
        Enquiry,
        /// 安装
        Install,
        /// 保养
        Maintenance,
        /// 投诉
        Complaint,
        /// 建议
        Suggestion,
        /// 表扬
        Praise,
        /// 退换
        Return,
        /// 售前
        PreSale,
    }

    /// How they reach the shop.
    pub enum Channel {
        /// 电话
        Phone,
        /// 微信
        Wechat,
        /// 上门
        Visit,
        /// 到店
        Counter,
        /// 信函
        Letter,
        /// 贺年卡
        Card,
        /// 邮件
        Email,
        /// 网上
        Online,
        /// 其他
        Other,
    }

    /// Where a request stands.
    pub enum RequestState {
        /// 待处理
        Open,
        /// 已转工单
        Ordered,
        /// 已答复
        Answered,
        /// 已关闭
        Closed,
    }
}

request! {
    /// Takes a request (来电登记). One transaction makes whatever is new: household, phone, request,
    /// contact, and the work order when one is wanted.
    pub struct RequestCreate {
        /// What they call about, one line is enough.
        pub text: String,
        /// Why they call; a repair when absent.
        pub kind: Option<RequestKind>,
        /// How they reach the shop; phone when absent.
        pub channel: Option<Channel>,
        /// The number they call from, in any form.
        pub caller_phone: Option<String>,
        /// Why there is no number (无电话), needed when it is absent.
        pub no_phone_reason: Option<String>,
        /// Who calls.
        pub caller_name: Option<String>,
        /// The household, when known.
        pub customer_id: Option<Uuid>,
        /// Makes a household with this name when none is given.
        pub new_customer_name: Option<String>,
        /// The new household's town.
        pub town: Option<String>,
        /// The new household's address below the town.
        pub address: Option<String>,
        /// The machine, when known.
        pub unit_id: Option<Uuid>,
        /// The machine of another maker, when it is about one; known on this PC alone.
        pub other_machine_id: Option<Uuid>,
        /// A displayed fault code.
        pub fault_code: Option<String>,
        /// Danger to life: gas, CO, flue.
        pub safety: Option<bool>,
        /// The house is without heat: a repair with clocks of its own (R017).
        pub no_heat: Option<bool>,
        /// When it came in; now when absent. Earlier for paper notes, never in the future.
        pub received_at: Option<i64>,
        /// Opens a work order of this kind at once; by the kind of request when absent
        /// (repair, install and maintenance open one).
        pub open_order: Option<bool>,
        /// What the order is for; by the kind of request when absent.
        pub order_kind: Option<WorkOrderKind>,
        /// The visit time that suits the customer this time; it stands with the words.
        pub preferred_time: Option<String>,
        /// The self-checks that were read out and tried in vain; whoever comes need not repeat them.
        pub tried: Option<Vec<String>>,
        /// The pictures that were sent with it, of those that wait for the call (`photo.hold`).
        pub photos: Option<Vec<Uuid>>,
    }

    /// Names a request.
    pub struct RequestGet {
        /// Which request.
        pub id: Uuid,
    }

    /// Says that a call was registered for the wrong household: it goes to the right one, with the
    /// order it became.
    pub struct RequestRehouse {
        /// Which request.
        pub id: Uuid,
        /// Whose it is.
        pub customer_id: Uuid,
        /// How it came that it was registered wrongly; kept with both households.
        pub reason: String,
    }

    /// A page of requests, latest first.
    pub struct RequestList {
        /// Only those in this state.
        pub state: Option<RequestState>,
        /// Where to go on.
        pub after: Option<String>,
        /// Rows wanted, at most 200; 100 when absent.
        pub limit: Option<u32>,
    }

    /// Notes that the customer called again about something open (催办): an order, a request, a
    /// complaint or a remedy case.
    pub struct RequestUrge {
        /// The open work order, or
        pub work_order_id: Option<Uuid>,
        /// the open request, or
        pub request_id: Option<Uuid>,
        /// the open complaint, or
        pub complaint_id: Option<Uuid>,
        /// the open remedy case.
        pub remedy_case_id: Option<Uuid>,
        /// What they said.
        pub text: Option<String>,
        /// The house is without heat now: what is open becomes that, with its times from this call.
        pub no_heat: Option<bool>,
        /// How they called; phone when absent.
        pub channel: Option<Channel>,
        /// The number they called from, in any form. A new one is added to the household.
        pub caller_phone: Option<String>,
        /// Why there is no number.
        pub no_phone_reason: Option<String>,
        /// Who spoke, where it is not the household's head.
        pub caller_name: Option<String>,
        /// An address that was typed and belongs to no household here.
        pub place: Option<String>,
        /// When the call came; now when absent. Never before what it is about.
        pub received_at: Option<i64>,
        /// When it suits them now.
        pub preferred_time: Option<String>,
        /// The code on the display; what is open takes it where it has none.
        pub fault_code: Option<String>,
        /// The self-checks that were read out and tried.
        pub tried: Option<Vec<String>>,
        /// The pictures that were sent with it, of those that wait for the call (`photo.hold`).
        pub photos: Option<Vec<Uuid>>,
    }

    /// Answers a request on the phone and closes it without an order.
    pub struct RequestAnswer {
        /// Which request.
        pub id: Uuid,
        /// What was answered.
        pub text: String,
        /// The self-checks that were read out and tried.
        pub tried: Option<Vec<String>>,
        /// Whether the customer put it right with them (客户自己解决).
        pub solved_by_phone: Option<bool>,
    }

    /// Makes a request one of another kind without retyping it (R009): number, words and the time
    /// its clocks start from stay.
    pub struct RequestConvert {
        /// Which request.
        pub id: Uuid,
        /// What it is to be.
        pub kind: RequestKind,
        /// Why, or what the customer said.
        pub note: Option<String>,
    }

    /// Asks which open requests a new one may double, before it is saved (R011).
    pub struct RequestDuplicates {
        /// The number, in any form.
        pub caller_phone: Option<String>,
        /// The household, when known.
        pub customer_id: Option<Uuid>,
        /// The machine, when known.
        pub unit_id: Option<Uuid>,
        /// Why they call; a repair when absent.
        pub kind: Option<RequestKind>,
    }

    /// Reads a pasted text for what the form asks (R139). Nothing is saved.
    pub struct RequestReadText {
        /// The text.
        pub text: String,
    }

    /// Opens a work order for a request that has none.
    pub struct RequestOpenOrder {
        /// Which request.
        pub id: Uuid,
        /// What the order is about.
        pub kind: WorkOrderKind,
    }

    /// Who may be calling (R011): shown while the number is typed.
    pub struct CallerLookup {
        /// The number so far (3 digits or more), or a name, pinyin or serial.
        pub query: String,
    }
}

response! {
    /// A request in a list.
    pub struct RequestSummary {
        /// The row.
        pub id: Uuid,
        /// Its number.
        pub no: String,
        /// Why they call.
        pub kind: RequestKind,
        /// How they reached the shop.
        pub channel: Channel,
        /// Where it stands.
        pub state: RequestState,
        /// The household.
        pub customer_id: Option<Uuid>,
        /// The household's name.
        pub customer_name: Option<String>,
        /// The machine.
        pub unit_id: Option<Uuid>,
        /// What they call about.
        pub text: String,
        /// When it came in.
        pub received_at: i64,
        /// Who answers for it.
        pub owner: Option<String>,
        /// How often they called again.
        pub urged_count: u32,
        /// Danger to life.
        pub safety: bool,
        /// The house is without heat.
        pub no_heat: bool,
        /// The displayed fault code.
        pub fault_code: Option<String>,
        /// What it came in as, where it was converted.
        pub first_kind: Option<RequestKind>,
        /// The customer put it right with what was read out.
        pub solved_by_phone: bool,
        /// The order it became.
        pub work_order_id: Option<Uuid>,
        /// The complaint it goes on as.
        pub complaint_id: Option<Uuid>,
        /// That complaint's number.
        pub complaint_no: Option<String>,
        /// The remedy case it goes on as.
        pub remedy_case_id: Option<Uuid>,
        /// That case's number.
        pub remedy_case_no: Option<String>,
    }

    /// A page of requests.
    pub struct RequestPage {
        /// The rows.
        pub rows: Vec<RequestSummary>,
        /// Where to go on; null at the end.
        pub next: Option<String>,
    }

    /// A request that was taken, and what the customer was promised.
    pub struct RequestTaken {
        /// The request.
        pub request: RequestSummary,
        /// The order that was opened.
        pub work_order: Option<WorkOrderDetail>,
        /// A person replies by then.
        pub reply_due_at: i64,
        /// The work should be done by then.
        pub finish_target_at: i64,
        /// The work is late after this.
        pub finish_limit_at: i64,
        /// The case that this report has opened by itself.
        pub remedy_case: Option<RemedyOpened>,
    }

    /// A request that became another kind.
    pub struct RequestConverted {
        /// The request.
        pub request: RequestSummary,
        /// Its order, where the kind has one.
        pub work_order: Option<WorkOrderDetail>,
        /// The case that this report has opened by itself.
        pub remedy_case: Option<RemedyOpened>,
    }

    /// A request that a new one may double.
    pub struct RequestDuplicate {
        /// The request.
        pub request: RequestSummary,
        /// Its order.
        pub work_order: Option<WorkOrderSummary>,
        /// It still waits for something, so the call is one more about it.
        pub open: bool,
        /// What they have in common: `same_call`, `same_phone`, `same_household`, `same_unit`,
        /// `same_kind`, `near_in_time`.
        pub shared: Vec<String>,
        /// One call taken on two PCs.
        pub same_call: bool,
    }

    /// Requests that a new one may double.
    pub struct RequestDuplicatesFound {
        /// Surest first; at most 5.
        pub rows: Vec<RequestDuplicate>,
        /// Open complaints it may be one more call about, the first due first; at most 5.
        pub complaints: Vec<ComplaintSummary>,
        /// Open remedy cases it may be one more call about, the first due first; at most 5.
        pub remedy_cases: Vec<RemedyCaseSummary>,
    }

    /// A number in a pasted text.
    pub struct PastedPhone {
        /// Digits only.
        pub number: String,
        /// Grouped for reading.
        pub display: String,
    }

    /// A serial in a pasted text.
    pub struct PastedSerial {
        /// In its plain form, as it was written.
        pub serial: String,
        /// Whether its check character agrees, or the machine is known here.
        pub valid: bool,
        /// The model its form tells.
        pub model_code: Option<String>,
        /// A likely correct serial.
        pub suggestion: Option<String>,
        /// The machine, where this shop knows it.
        pub known: Option<crate::unit::UnitSummary>,
    }

    /// What a pasted text tells. All of it is a proposal.
    pub struct PastedText {
        /// The whole text, as it will be saved.
        pub text: String,
        /// The numbers, in order; at most 5.
        pub phones: Vec<PastedPhone>,
        /// The serials, in order; at most 5.
        pub serials: Vec<PastedSerial>,
        /// Who writes or lives there.
        pub name: Option<String>,
        /// 乡镇
        pub town: Option<String>,
        /// Everything below the town.
        pub address: Option<String>,
        /// The dangers and faults it tells of.
        pub faults: crate::fault::FaultsFound,
    }

    /// A household that may be calling.
    pub struct CallerMatch {
        /// The household.
        pub customer: CustomerSummary,
        /// Its people, 户主 first.
        pub people: Vec<crate::customer::Person>,
        /// Its phones.
        pub phones: Vec<crate::customer::Phone>,
        /// Its machines.
        pub units: Vec<crate::unit::UnitSummary>,
        /// Its open requests without an order.
        pub open_requests: Vec<RequestSummary>,
        /// Its open orders.
        pub open_orders: Vec<WorkOrderSummary>,
        /// Its open complaints and grumbles, the first due first.
        pub open_complaints: Vec<ComplaintSummary>,
        /// Its open remedy cases, the first due first.
        pub open_remedy_cases: Vec<RemedyCaseSummary>,
        /// What it was promised and waits for, the first due first.
        pub open_promises: Vec<PromiseItem>,
        /// What was repaired there within the last 30 days, latest first; at most 3.
        pub repaired: Vec<RecentWork>,
        /// The last five contacts.
        pub contacts: Vec<TimelineEntry>,
        /// Which field matched: `phone`, `name`, `pinyin`, `serial`, `address`.
        pub matched: String,
    }

    /// Who may be calling.
    pub struct CallerMatches {
        /// The number as it will be saved; null while it is not a whole number yet.
        pub normalised_phone: Option<String>,
        /// Likely households, best first; at most 5.
        pub matches: Vec<CallerMatch>,
        /// Open requests from this number that belong to no household.
        pub requests_of_number: Vec<RequestSummary>,
    }
}

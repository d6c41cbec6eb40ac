//! Return visits (回访): the queue, the call with its questionnaire, what follows from it.

use uuid::Uuid;

use crate::customer::Phone;
use crate::error::ErrorCode;
use crate::explain::{BothLanguages, Why};
use crate::request::Channel;

codes! {
    /// What a visit follows from.
    pub enum ReturnVisitKind {
        /// 首次回访
        FirstVisit,
        /// 第二次回访
        SecondVisit,
        /// 年度回访
        Yearly,
        /// 维修后
        AfterRepair,
        /// 保养后
        AfterMaintenance,
        /// 投诉后
        AfterComplaint,
    }

    /// Where a visit stands.
    pub enum ReturnVisitState {
        /// 计划
        Planned,
        /// 到期待访
        Due,
        /// 尝试中
        Trying,
        /// 有效完成
        Done,
        /// 已尽力未联系上
        Unreached,
        /// 拒访
        Refused,
        /// 号码错误
        WrongNumber,
        /// 质检抽中
        Sampled,
        /// 质检通过
        AuditPassed,
        /// 质检不符
        AuditFailed,
    }

    /// How an effective visit came out.
    pub enum ReturnVisitResult {
        /// 满意
        Satisfied,
        /// 已消除不满
        Settled,
        /// 转工单
        ToOrder,
        /// 转投诉
        ToComplaint,
    }

    /// Which visits.
    pub enum ReturnVisitFilter {
        /// To be made today.
        Today,
        /// Late.
        Overdue,
        /// Later.
        Coming,
        /// Without a right number.
        WrongNumber,
        /// No more to be made.
        Done,
        /// The order opened for it is finished, and nobody has called since.
        CallAgain,
    }

    /// The order of the queue.
    pub enum ReturnVisitSort {
        /// Whose window ends first.
        Due,
        /// By town and village.
        Place,
    }

    /// How a call ended that was no effective visit.
    pub enum VisitOutcome {
        /// 无人接听
        NoAnswer,
        /// 改时间: reached, but asks for another time.
        Later,
        /// 号码错误
        WrongNumber,
        /// 拒访
        Refused,
        /// 已发微信或信函
        Written,
    }

    /// Why a visit is suspicious.
    pub enum VisitSuspicion {
        /// 通话过短
        TooShort,
        /// 连续多份答案完全相同
        IdenticalAnswers,
        /// 一小时内回访过多
        TooManyPerHour,
        /// 全部打最高分
        AllTopScores,
        /// 回访人就是服务人
        OwnWork,
    }

    /// What an answer sets going.
    pub enum VisitFollowUp {
        /// 转维修工单
        RepairOrder,
        /// 转安全工单
        SafetyOrder,
        /// 安排保养
        MaintenanceOrder,
        /// 转投诉
        Complaint,
        /// 店长回电
        ManagerCall,
        /// 建议
        Suggestion,
        /// 再教一遍
        Teach,
        /// 新客户线索
        Lead,
        /// 关怀同意
        Consent,
        /// 家庭关怀
        CareNote,
    }

    /// How a question is answered.
    pub enum VisitAnswerKind {
        /// Yes or no.
        YesNo,
        /// 1 to 5.
        ScaleOneToFive,
        /// 0 to 10.
        ScaleZeroToTen,
        /// A number.
        Number,
        /// An amount, in fen.
        Money,
        /// Free text.
        Text,
        /// One of a list.
        Choice,
        /// As many of a list as hold.
        Checks,
    }
}

request! {
    /// Asks for visits.
    pub struct ReturnVisitList {
        /// Which; today's when absent.
        pub filter: Option<ReturnVisitFilter>,
        /// Only this kind.
        pub kind: Option<ReturnVisitKind>,
        /// Only this 乡镇.
        pub town: Option<String>,
        /// Only this 村.
        pub village: Option<String>,
        /// Only this household.
        pub customer_id: Option<Uuid>,
        /// In which order; `due` when absent.
        pub sort: Option<ReturnVisitSort>,
        /// `next` of the page before.
        pub after: Option<String>,
        /// Rows wanted, at most 200.
        pub limit: Option<u32>,
    }

    /// Asks how many visits wait.
    pub struct ReturnVisitCounts {}

    /// Asks for one visit.
    pub struct ReturnVisitGet {
        /// The visit.
        pub id: Uuid,
    }

    /// Asks for the visits about an order.
    pub struct ReturnVisitsOfOrder {
        /// The order.
        pub work_order_id: Uuid,
    }

    /// Plans the visits of a machine from the day it was commissioned.
    pub struct ReturnVisitPlan {
        /// The machine.
        pub unit_id: Uuid,
    }

    /// An answer; one of the values, by the kind of the question.
    pub struct VisitAnswerInput {
        /// The question's code.
        pub question: String,
        /// Yes or no.
        pub yes: Option<bool>,
        /// A number; money in fen.
        pub number: Option<f64>,
        /// Text, or the code of a choice.
        pub text: Option<String>,
        /// What holds of a list; empty when nothing does.
        pub codes: Option<Vec<String>>,
    }

    /// Asks what the answers given so far set going; nothing is saved.
    pub struct ReturnVisitEvaluate {
        /// The visit.
        pub id: Uuid,
        /// The answers so far.
        pub answers: Vec<VisitAnswerInput>,
    }

    /// Records a call that was no effective visit, or a message.
    pub struct ReturnVisitAttempt {
        /// The visit.
        pub id: Uuid,
        /// How it ended.
        pub outcome: VisitOutcome,
        /// The number that was called, in any form.
        pub phone: Option<String>,
        /// How a message was sent; WeChat when absent.
        pub channel: Option<Channel>,
        /// What is worth knowing.
        pub note: Option<String>,
        /// What is done next; needed where the visit was declined.
        pub next_action: Option<String>,
        /// When to try again; needed for another time agreed.
        pub again_at: Option<i64>,
        /// When it was; now when absent.
        pub occurred_at: Option<i64>,
        /// The person who served calls, because nobody else is there.
        #[serde(default)]
        pub own_work_known: bool,
    }

    /// Records an effective visit with its answers.
    pub struct ReturnVisitComplete {
        /// The visit.
        pub id: Uuid,
        /// The answers.
        pub answers: Vec<VisitAnswerInput>,
        /// How it came out.
        pub result: Option<ReturnVisitResult>,
        /// What was agreed further; needed unless the customer is satisfied or something is opened.
        pub next_action: Option<String>,
        /// What was said of the problem, for the order or complaint.
        pub problem: Option<String>,
        /// The manager is to call: a request is made of it.
        #[serde(default)]
        pub ask_manager: bool,
        /// Required questions may stay open, as when the customer had no more time.
        #[serde(default)]
        pub incomplete: bool,
        /// The number that was called, in any form.
        pub phone: Option<String>,
        /// By phone when absent.
        pub channel: Option<Channel>,
        /// How long it took.
        pub duration_seconds: Option<i64>,
        /// When it was; now when absent.
        pub occurred_at: Option<i64>,
        /// The person who served calls, because nobody else is there.
        #[serde(default)]
        pub own_work_known: bool,
    }

    /// Gives the right number; the visit is due again.
    pub struct ReturnVisitCorrectNumber {
        /// The visit.
        pub id: Uuid,
        /// The number, in any form.
        pub number: String,
        /// Whose it is.
        pub label: Option<String>,
    }

    /// Asks for what customers suggested.
    pub struct VisitSuggestionList {
        /// Only where this stands in what was said.
        pub text: Option<String>,
        /// `next` of the page before.
        pub after: Option<String>,
        /// Rows wanted, at most 200.
        pub limit: Option<u32>,
    }
}

response! {
    /// A visit in a list.
    pub struct ReturnVisitSummary {
        /// The visit.
        pub id: Uuid,
        /// What it follows from.
        pub kind: ReturnVisitKind,
        /// Where it stands today.
        pub state: ReturnVisitState,
        /// Still open after the last day of its window.
        pub overdue: bool,
        /// The household.
        pub customer_id: Uuid,
        /// Its name.
        pub customer_name: String,
        /// Its first phone, as shown.
        pub phone: Option<String>,
        /// 乡镇
        pub town: Option<String>,
        /// 村
        pub village: Option<String>,
        /// The machine's model.
        pub model_name: Option<String>,
        /// The order whose work it is about.
        pub work_order_id: Option<Uuid>,
        /// Its number.
        pub order_no: Option<String>,
        /// Who did the work.
        pub served_by: Option<String>,
        /// The acting person did the work and may not make the visit.
        pub own_work: bool,
        /// The day it follows from.
        pub anchor_on: String,
        /// First day of its window.
        pub from_on: String,
        /// Last day of its window.
        pub to_on: String,
        /// When to try next.
        pub next_at: Option<i64>,
        /// How often the household was called or written to.
        pub attempts: u32,
        /// How the last call ended; absent before the first, and for a message.
        pub last_result: Option<crate::contact::ContactResult>,
        /// When that was.
        pub last_at: Option<i64>,
        /// How it came out.
        pub result: Option<ReturnVisitResult>,
        /// When it was made.
        pub done_at: Option<i64>,
        /// Who made it.
        pub visitor: Option<String>,
        /// The score 1–5.
        pub csat: Option<i64>,
        /// What was agreed further.
        pub next_action: Option<String>,
        /// Why it is suspicious; only the manager sees it.
        pub marks: Vec<VisitSuspicion>,
        /// Two versions wait for a decision.
        pub conflicted: bool,
    }

    /// How many visits wait.
    pub struct ReturnVisitNumbers {
        /// To be made today.
        pub today: u32,
        /// Late.
        pub overdue: u32,
        /// Later.
        pub coming: u32,
        /// Without a right number.
        pub wrong_number: u32,
        /// To be called again.
        pub call_again: u32,
    }

    /// A page of visits.
    pub struct ReturnVisitPage {
        /// The rows.
        pub rows: Vec<ReturnVisitSummary>,
        /// Give it back to read on.
        pub next: Option<String>,
        /// How many there are in all; of what is done, those on this page.
        pub total: u32,
    }

    /// One of a list of answers.
    pub struct VisitOption {
        /// Its code.
        pub code: String,
        /// Its name.
        pub name: BothLanguages,
    }

    /// A question of the script.
    pub struct VisitQuestion {
        /// Its code.
        pub code: String,
        /// What is asked, word by word.
        pub text: BothLanguages,
        /// How it is answered.
        pub kind: VisitAnswerKind,
        /// Whether it must be answered.
        pub required: bool,
        /// Whether the visit does not count without it.
        pub decides: bool,
        /// The unit of a number.
        pub unit: Option<BothLanguages>,
        /// What a choice offers.
        pub options: Vec<VisitOption>,
        /// What is read out before a consent is asked for.
        pub notice: Option<BothLanguages>,
    }

    /// What to say and ask.
    pub struct VisitScript {
        /// The questionnaire.
        pub code: String,
        /// Its version; the answers keep it.
        pub version: String,
        /// Its name.
        pub name: BothLanguages,
        /// Its questions, in order.
        pub questions: Vec<VisitQuestion>,
    }

    /// A call or message for a visit.
    pub struct VisitAttempt {
        /// The contact.
        pub id: Uuid,
        /// When.
        pub occurred_at: i64,
        /// Who.
        pub staff: Option<String>,
        /// How.
        pub channel: Channel,
        /// How it ended; absent for a message.
        pub result: Option<crate::contact::ContactResult>,
        /// What is worth knowing.
        pub text: String,
        /// The number, as shown.
        pub phone: Option<String>,
    }

    /// A question with what was answered.
    pub struct VisitAnswered {
        /// What was asked.
        pub text: BothLanguages,
        /// What was answered.
        pub answer: BothLanguages,
        /// What it sets going.
        pub follow_ups: Vec<VisitFollowUp>,
    }

    /// An effective visit.
    pub struct VisitRecord {
        /// The row.
        pub id: Uuid,
        /// When.
        pub occurred_at: i64,
        /// Who.
        pub staff: Option<String>,
        /// How it came out.
        pub result: ReturnVisitResult,
        /// What was agreed further.
        pub next_action: Option<String>,
        /// What the customer suggests.
        pub suggestion: Option<String>,
        /// The version of the questionnaire.
        pub version: String,
        /// The answers, by the questions of today where those are still asked.
        pub answers: Vec<VisitAnswered>,
        /// How long it took.
        pub duration_seconds: Option<i64>,
        /// The order opened from it.
        pub follow_order_id: Option<Uuid>,
        /// The number of what was opened from it.
        pub follow_no: Option<String>,
        /// Where that order stands.
        pub follow_state: Option<crate::work_order::WorkOrderState>,
        /// When it was finished.
        pub follow_finished_at: Option<i64>,
        /// The complaint taken from it.
        pub follow_complaint_id: Option<Uuid>,
        /// The number of that complaint.
        pub follow_complaint_no: Option<String>,
        /// Made by the person who served.
        pub own_work: bool,
    }

    /// How the two visits of the first month stand.
    pub struct VisitPlanState {
        /// In words.
        pub outcome: BothLanguages,
        /// The month counts against the shop.
        pub penalised: bool,
        /// Why.
        pub why: Why,
    }

    /// A visit with everything for the call.
    pub struct ReturnVisitDetail {
        /// As in the list.
        pub summary: ReturnVisitSummary,
        /// Why the acting person cannot call now.
        pub barrier: Option<ErrorText>,
        /// The one who served must say that nobody else is there.
        pub alone: bool,
        /// The household's numbers.
        pub phones: Vec<Phone>,
        /// Where it is, in one line.
        pub place: String,
        /// When it likes to be called.
        pub preferred_time: Option<String>,
        /// The machine's serial.
        pub serial: Option<String>,
        /// What was wrong, and what was done.
        pub work: Option<String>,
        /// What to say and ask.
        pub script: VisitScript,
        /// Calls and messages so far, the latest first.
        pub attempts: Vec<VisitAttempt>,
        /// Effective visits, the earliest first: it satisfies the plan.
        pub records: Vec<VisitRecord>,
        /// Different days with a call in vain.
        pub failed_days: u32,
        /// How many are enough.
        pub failed_days_needed: u32,
        /// Whether a letter or message was sent.
        pub written_to: bool,
        /// The two visits of the first month.
        pub plan: Option<VisitPlanState>,
    }

    /// A reason with its stable code.
    pub struct ErrorText {
        /// The code.
        pub code: String,
        /// What it says, and what to do.
        pub text: BothLanguages,
    }

    /// What the answers set going.
    pub struct VisitEvaluation {
        /// What follows, in the order of the questions.
        pub follow_ups: Vec<VisitFollowUp>,
        /// Required questions without an answer.
        pub unanswered: Vec<String>,
        /// The result that fits.
        pub proposed: ReturnVisitResult,
        /// The manager should call.
        pub ask_manager: bool,
    }

    /// What was planned.
    pub struct ReturnVisitPlanned {
        /// How many visits are new.
        pub planned: u32,
    }

    /// The visits about an order.
    pub struct ReturnVisitsFound {
        /// The rows.
        pub rows: Vec<ReturnVisitSummary>,
    }

    /// A suggestion of a customer.
    pub struct VisitSuggestion {
        /// The visit it was said at.
        pub return_visit_id: Uuid,
        /// When.
        pub occurred_at: i64,
        /// What.
        pub text: String,
        /// The household.
        pub customer_name: String,
        /// 乡镇
        pub town: Option<String>,
        /// Who took it down.
        pub staff: Option<String>,
    }

    /// A page of suggestions.
    pub struct VisitSuggestions {
        /// The rows.
        pub rows: Vec<VisitSuggestion>,
        /// Give it back to read on.
        pub next: Option<String>,
    }
}

impl From<ErrorCode> for ErrorText {
    fn from(code: ErrorCode) -> Self {
        use crate::error::Language;
        Self {
            code: code.code().to_owned(),
            text: BothLanguages {
                zh: code.message(Language::Zh).to_owned(),
                en: code.message(Language::En).to_owned(),
            },
        }
    }
}

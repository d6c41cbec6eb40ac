//! Paper sheets typed back in the evening (晚间录单), and the views by day, village and state.

use uuid::Uuid;

use crate::danger::{DangerStep, DangerSteps};
use crate::explain::BothLanguages;
use crate::money::PaymentMethod;
use crate::objection::ObjectionTyped;
use crate::stock::{PartChoice, PartUsed};
use crate::work_order::WorkOrderSummary;

request! {
    /// Asks for the orders whose sheets are still out.
    pub struct SheetsGet {}

    /// Records a whole sheet: the order goes from dispatched to finished at once.
    pub struct SheetRecord {
        /// Which order.
        pub work_order_id: Option<Uuid>,
        /// Or its number.
        pub no: Option<String>,
        /// When the work began; as the end when absent.
        pub started_at: Option<i64>,
        /// When it was done; now when absent.
        pub finished_at: Option<i64>,
        /// A cause of the list.
        pub cause_code: Option<String>,
        /// Or the cause in words.
        pub cause: Option<String>,
        /// Of which class that is, of a repair whose words do not tell.
        pub cause_class: Option<crate::work_order::CauseClass>,
        /// What was done.
        pub result: Option<String>,
        /// The parts used.
        pub parts: Vec<PartUsed>,
        /// What the customer pays.
        pub charge_fen: Option<i64>,
        /// How it was paid; nothing was paid when absent.
        pub method: Option<PaymentMethod>,
        /// 赊账: to be paid by then.
        pub due_on: Option<String>,
        /// The customer's signature, or the number of the paper.
        pub signature: Option<String>,
        /// The voltage of the mains, in tenths of a volt.
        pub mains_tenths: Option<i64>,
        /// What the customer objected to.
        pub objection: Option<ObjectionTyped>,
        /// What was done against a danger, where the order is about one.
        pub danger: Option<DangerSteps>,
        /// How the machine was checked and found safe again; it stays stopped when absent.
        pub safe_check: Option<String>,
    }

    /// Asks for the plan of the open orders.
    pub struct PlanGet {}
}

response! {
    /// A sheet that is still out.
    pub struct SheetRow {
        /// The order.
        pub summary: WorkOrderSummary,
        /// Who went.
        pub technician_id: Option<Uuid>,
        /// The visit.
        pub window_from_at: Option<i64>,
        /// The visit.
        pub window_to_at: Option<i64>,
        /// Work and parts are free.
        pub free: bool,
        /// What the customer agreed to pay, where lines were set.
        pub total_fen: Option<i64>,
        /// The sheet was photographed: no signature or number is needed.
        pub signed_by_photo: bool,
        /// It is about a danger to life.
        pub danger: bool,
        /// What the sheet has to say about it: what is missing.
        pub danger_missing: Vec<DangerStep>,
    }

    /// A cause to choose.
    pub struct CauseChoice {
        /// Its code.
        pub code: String,
        /// Its name.
        pub name: BothLanguages,
        /// The name of its class.
        pub class: BothLanguages,
        /// It asks for the voltage of the mains.
        pub asks_mains: bool,
        /// It is a danger to life: stopped, tagged and told come before the finish.
        pub danger: bool,
    }

    /// The sheets that are still out, with what to choose from.
    pub struct Sheets {
        /// The orders, by technician and visit.
        pub rows: Vec<SheetRow>,
        /// Causes.
        pub causes: Vec<CauseChoice>,
        /// Parts.
        pub parts: Vec<PartChoice>,
        /// A voltage of the mains below this deserves a second look, in tenths of a volt.
        pub mains_usual_from: i64,
        /// And above this.
        pub mains_usual_to: i64,
    }

    /// What a recorded sheet came to.
    pub struct SheetRecorded {
        /// The order.
        pub summary: WorkOrderSummary,
        /// What is still to be paid.
        pub due_fen: i64,
    }

    /// An order in the plan.
    pub struct PlanRow {
        /// The order.
        pub summary: WorkOrderSummary,
        /// Who goes.
        pub technician_id: Option<Uuid>,
        /// The visit.
        pub window_from_at: Option<i64>,
        /// The visit.
        pub window_to_at: Option<i64>,
        /// The number of an order for the same machine or household, finished within 30 days before.
        pub repeats_no: Option<String>,
        /// Who is dispatched is away on the day of the visit.
        pub away: bool,
        /// Somebody else may be sent by the acting person.
        pub may_redispatch: bool,
        /// The visit may be moved by the acting person.
        pub may_move: bool,
    }

    /// How much a person has to do.
    pub struct Workload {
        /// Who.
        pub staff_id: Uuid,
        /// Their name.
        pub name: String,
        /// Open orders dispatched to them.
        pub open: u32,
        /// Of those, visits of today.
        pub today: u32,
        /// When they are away, by the first day; what is over is left out.
        pub absences: Vec<AwayDays>,
        /// The weekdays on which they rest, Monday 1.
        pub rest_days: Vec<u8>,
    }

    /// Days on which somebody is away.
    pub struct AwayDays {
        /// The first day.
        pub from_on: String,
        /// The last day.
        pub to_on: String,
    }

    /// The plan of the open orders.
    pub struct Plan {
        /// The orders, by what is due.
        pub rows: Vec<PlanRow>,
        /// Who has how much to do.
        pub workload: Vec<Workload>,
    }
}

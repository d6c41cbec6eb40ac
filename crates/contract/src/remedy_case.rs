//! Remedy cases (退换案): exchange, return, repair, compensation or a lower price, from the claim and
//! its evidence to the approval, the customer's answer and the execution.

mod code;

use uuid::Uuid;

use crate::conflict::ConflictItem;
use crate::explain::{BothLanguages, Why};
use crate::unit::UnitSummary;
use crate::warranty::{Payer, WarrantyRepair};
use crate::work_order::Urgency;

pub use code::*;

request! {
    /// Opens a case from a complaint, an order or a machine.
    pub struct RemedyCaseCreate {
        /// The complaint it comes from.
        pub complaint_id: Option<Uuid>,
        /// The order it comes from.
        pub work_order_id: Option<Uuid>,
        /// The call it comes from, which goes on as this case and is closed.
        pub request_id: Option<Uuid>,
        /// The machine; that of the complaint, the order or the call when absent.
        pub unit_id: Option<Uuid>,
        /// The case that was carried out wrongly and is corrected by this one.
        pub corrects_id: Option<Uuid>,
        /// On what ground.
        pub ground: RemedyGround,
        /// What the customer asks for.
        pub claim: RemedyClaim,
        /// In their words.
        pub text: String,
        /// Who answers for it; whoever opens it when absent.
        pub owner_id: Option<Uuid>,
        /// When the fault was reported or the claim made; as the complaint, the order or the call
        /// says, else now, when absent. Never in the future.
        pub reported_at: Option<i64>,
    }

    /// Names a case by id or number.
    pub struct RemedyCaseGet {
        /// Which case.
        pub id: Option<Uuid>,
        /// Or its number.
        pub no: Option<String>,
    }

    /// A page of cases.
    pub struct RemedyCaseList {
        /// Which cases; open ones when absent.
        pub filter: Option<RemedyFilter>,
        /// Only this household's.
        pub customer_id: Option<Uuid>,
        /// Only about this machine.
        pub unit_id: Option<Uuid>,
        /// Only from this complaint.
        pub complaint_id: Option<Uuid>,
        /// Narrows by number, name, serial or words.
        pub query: Option<String>,
        /// Where to go on.
        pub after: Option<String>,
        /// Rows wanted, at most 200; 100 when absent.
        pub limit: Option<u32>,
    }

    /// Puts claim and evidence on record while they are collected. What is not sent stays as it is;
    /// an empty text clears.
    pub struct RemedyCaseUpdate {
        /// Which case.
        pub id: Uuid,
        /// On what ground.
        pub ground: Option<RemedyGround>,
        /// What the customer asks for.
        pub claim: Option<RemedyClaim>,
        /// In their words.
        pub text: Option<String>,
        /// The number of the invoice.
        pub invoice_no: Option<String>,
        /// Its day.
        pub invoice_on: Option<String>,
        /// What was paid.
        pub price_fen: Option<i64>,
        /// Of that, by a public scheme.
        pub subsidy_fen: Option<i64>,
        /// The number of the warranty card.
        pub card_no: Option<String>,
        /// What the inspection found.
        pub fault_record: Option<String>,
        /// It is a performance fault.
        pub fault_confirmed: Option<bool>,
        /// Whether the same model can be had.
        pub same_model_available: Option<bool>,
        /// Whether the customer takes an exchange.
        pub accepts_exchange: Option<bool>,
        /// Whose doing a long repair is.
        pub delay_cause: Option<RemedyDelay>,
        /// The deduction for use stands in the terms of the sale.
        pub dep_in_terms: Option<bool>,
        /// The number of an authority's finding.
        pub finding_no: Option<String>,
        /// Which authority.
        pub finding_authority: Option<String>,
        /// Its day.
        pub finding_on: Option<String>,
        /// The day of receipt.
        pub received_on: Option<String>,
        /// How it was bought.
        pub sale_channel: Option<RemedyChannel>,
        /// How the goods look.
        pub goods_condition: Option<String>,
        /// The box is still closed.
        pub unopened: Option<bool>,
        /// Made to measure.
        pub custom_made: Option<bool>,
        /// The customer confirmed at purchase that it cannot go back.
        pub unsuitable_confirmed: Option<bool>,
        /// What was agreed with the customer.
        pub agreement: Option<String>,
    }

    /// Puts an expense or loss the customer claims on record; the latest of a kind holds, zero takes
    /// it back.
    pub struct RemedyCaseExpense {
        /// Which case.
        pub id: Uuid,
        /// What for.
        pub kind: RemedyExpenseKind,
        /// How much.
        pub amount_fen: i64,
        /// There is a receipt or another proof.
        pub proven: bool,
    }

    /// Works the amounts of something out before it is proposed; saves nothing.
    pub struct RemedyCaseSettle {
        /// Which case.
        pub id: Uuid,
        /// What would be given.
        pub claim: RemedyClaim,
        /// reduction: by how many hundredths of the price.
        pub percent: Option<u32>,
        /// exchange: the price of another model.
        pub new_price_fen: Option<i64>,
    }

    /// Takes a step with a case. Which fields are needed depends on the step.
    pub struct RemedyCaseAdvance {
        /// Which case.
        pub id: Uuid,
        /// The step.
        pub step: RemedyStep,
        /// The state the person saw; refused with `remedy_case.changed` when it is another by now.
        pub expected_state: Option<RemedyState>,
        /// propose: what is given.
        pub claim: Option<RemedyClaim>,
        /// propose a reduction: by how many hundredths of the price.
        pub percent: Option<u32>,
        /// propose an exchange for another model: its price.
        pub new_price_fen: Option<i64>,
        /// accept, decline, close: what was said with the customer.
        pub contact_text: Option<String>,
        /// Why.
        pub reason: Option<String>,
        /// append, execute a repair: what is added or was done.
        pub text: Option<String>,
        /// `record_ruling`: the number of headquarters' answer.
        pub ruling_no: Option<String>,
        /// `record_ruling`: who gave it.
        pub ruling_by: Option<String>,
        /// execute: the document of the handing over.
        pub document: Option<String>,
        /// execute an exchange: the serial of the machine given.
        pub other_serial: Option<String>,
        /// execute: how the money went.
        pub method: Option<RefundMethod>,
        /// execute: the number of the receipt for it.
        pub receipt_no: Option<String>,
        /// execute: the day; today when absent.
        pub done_on: Option<String>,
        /// When it happened; now when absent. Never in the future.
        pub occurred_at: Option<i64>,
    }

    /// Says who answers for a case.
    pub struct RemedyCaseAssign {
        /// Which case.
        pub id: Uuid,
        /// Who.
        pub owner_id: Uuid,
    }

    /// Asks for the number of cases by group.
    pub struct RemedyCaseCounts {}
}

request! {
    /// Asks for the reports that should have opened a case.
    pub struct RemedyOwedGet {}

    /// Opens the case that a report should have opened.
    pub struct RemedyOwedOpen {
        /// The report's order.
        pub work_order_id: Uuid,
    }
}

response! {
    /// A case that a report after two counted repairs has opened by itself.
    pub struct RemedyOpened {
        /// The case.
        pub id: Uuid,
        /// Its number.
        pub no: String,
        /// What the customer may choose.
        pub claims: Vec<RemedyClaim>,
        /// The repairs that count, latest first.
        pub repairs: Vec<WarrantyRepair>,
    }

    /// A report that should have opened a case, had this PC known of a repair in time.
    pub struct RemedyOwed {
        /// Its order.
        pub work_order_id: Uuid,
        /// The order's number.
        pub no: String,
        /// The machine.
        pub unit_id: Uuid,
        /// Its serial.
        pub serial: String,
        /// The household.
        pub customer_id: Option<Uuid>,
        /// Its name.
        pub customer_name: Option<String>,
        /// When the fault was reported.
        pub reported_at: i64,
        /// The repairs that count, latest first.
        pub repairs: Vec<WarrantyRepair>,
    }

    /// The reports that should have opened a case, the earliest first.
    pub struct RemedyOwedList {
        /// The reports.
        pub rows: Vec<RemedyOwed>,
        /// There are more machines with repairs before a report than were looked at: the latest
        /// reports were.
        pub more: bool,
    }

    /// A case in a list.
    pub struct RemedyCaseSummary {
        /// The row.
        pub id: Uuid,
        /// Its number.
        pub no: String,
        /// Where it stands.
        pub state: RemedyState,
        /// On what ground.
        pub ground: RemedyGround,
        /// What the customer asks for.
        pub claim: RemedyClaim,
        /// The household.
        pub customer_id: Uuid,
        /// Its name.
        pub customer_name: Option<String>,
        /// The machine.
        pub unit_id: Uuid,
        /// Its serial.
        pub serial: Option<String>,
        /// In the customer's words.
        pub text: String,
        /// What the customer gets by the proposal that stands.
        pub total_fen: Option<i64>,
        /// Who answers for it.
        pub owner: Option<String>,
        /// When it was opened.
        pub opened_at: i64,
        /// What is due next: `decide`, `approve`, `ruling`, `tell`, `execute`, `close`.
        pub due_what: Option<String>,
        /// When the next step is due; null once it is over.
        pub due_at: Option<i64>,
        /// How urgent that is now.
        pub urgency: Urgency,
        /// How often it was opened again.
        pub reopened_count: u32,
        /// How often the customer called again about it.
        pub urged_count: u32,
        /// Two versions wait for a decision.
        pub conflicted: bool,
        /// What was typed as headquarters' approval is not what headquarters decided.
        pub overruled: bool,
    }

    /// A typed approval of headquarters that headquarters itself has refused.
    pub struct RemedyOverruled {
        /// The number and the person that were typed.
        pub typed: String,
        /// The number and the person of headquarters' own decision, which stands.
        pub own: String,
        /// What headquarters says.
        pub text: String,
    }

    /// A page of cases.
    pub struct RemedyCasePage {
        /// The rows.
        pub rows: Vec<RemedyCaseSummary>,
        /// Where to go on; null at the end.
        pub next: Option<String>,
        /// How many rows there are in all.
        pub total: u32,
    }

    /// Numbers of cases.
    pub struct RemedyCaseNumbers {
        /// Open ones.
        pub open: u32,
        /// With a time that has passed.
        pub overdue: u32,
        /// Waiting for an approval.
        pub approval: u32,
    }

    /// The amounts of something that may be given, in fen.
    pub struct RemedyAmounts {
        /// Days of use charged.
        pub days: i64,
        /// 折旧费: the deduction for them.
        pub fee_fen: i64,
        /// What the customer gets back of the price.
        pub refund_fen: i64,
        /// What goes back to the scheme that paid a part.
        pub subsidy_return_fen: i64,
        /// Expenses and losses that are paid.
        pub expenses_fen: i64,
        /// To another model: above zero the customer pays it, below zero they get it.
        pub difference_fen: i64,
        /// Everything the customer gets in money.
        pub total_fen: i64,
        /// What the shop gives away in money and goods; approval is measured by it.
        pub stake_fen: i64,
    }

    /// The amounts with their walk.
    pub struct RemedySettled {
        /// The amounts; null while something needed is missing.
        pub amounts: Option<RemedyAmounts>,
        /// Why, or what is missing.
        pub why: Why,
        /// The acting person may approve as much.
        pub may_approve: bool,
    }

    /// An article, quoted.
    pub struct RemedyArticle {
        /// The law and its number.
        pub name: BothLanguages,
        /// Its words.
        pub text: BothLanguages,
        /// Where they come from; null for a promise or agreement.
        pub source: Option<String>,
    }

    /// One thing that may be given, or may not.
    pub struct RemedyCaseOffer {
        /// What.
        pub claim: RemedyClaim,
        /// The rules let it be given on this ground.
        pub allowed: bool,
        /// The rules give it to the customer: it cannot be refused.
        pub owed: bool,
        /// The row of the table that gives it.
        pub row: Option<String>,
        /// Who pays.
        pub payer: Payer,
        /// A return costs a deduction for use.
        pub depreciation: bool,
        /// The exchange is for another model.
        pub other_model: bool,
        /// What must be shown for it and is not.
        pub lacking: Vec<RemedyProof>,
        /// The amounts; null while something needed is missing.
        pub amounts: Option<RemedyAmounts>,
        /// The articles.
        pub articles: Vec<RemedyArticle>,
    }

    /// A piece of evidence of a case.
    pub struct RemedyEvidence {
        /// What.
        pub proof: RemedyProof,
        /// Nothing is decided without it.
        pub must: bool,
        /// It is there.
        pub held: bool,
        /// What is there: a number, a day, how many.
        pub shown: Option<BothLanguages>,
    }

    /// An expense or loss claimed.
    pub struct RemedyExpense {
        /// What for.
        pub kind: RemedyExpenseKind,
        /// How much.
        pub amount_fen: i64,
        /// There is a proof.
        pub proven: bool,
    }

    /// Claim and evidence as they are on record; what the sale tells is filled in.
    pub struct RemedyFacts {
        /// The number of the invoice.
        pub invoice_no: Option<String>,
        /// Its day.
        pub invoice_on: Option<String>,
        /// What was paid.
        pub price_fen: Option<i64>,
        /// Of that, by a public scheme.
        pub subsidy_fen: Option<i64>,
        /// The number of the warranty card.
        pub card_no: Option<String>,
        /// What the inspection found.
        pub fault_record: Option<String>,
        /// It is a performance fault.
        pub fault_confirmed: Option<bool>,
        /// Whether the same model can be had.
        pub same_model_available: Option<bool>,
        /// Whether the customer takes an exchange.
        pub accepts_exchange: Option<bool>,
        /// Whose doing a long repair is.
        pub delay_cause: Option<RemedyDelay>,
        /// The deduction for use stands in the terms of the sale.
        pub dep_in_terms: Option<bool>,
        /// The number of an authority's finding.
        pub finding_no: Option<String>,
        /// Which authority.
        pub finding_authority: Option<String>,
        /// Its day.
        pub finding_on: Option<String>,
        /// The day of receipt.
        pub received_on: Option<String>,
        /// How it was bought.
        pub sale_channel: Option<RemedyChannel>,
        /// How the goods look.
        pub goods_condition: Option<String>,
        /// The box is still closed.
        pub unopened: Option<bool>,
        /// Made to measure.
        pub custom_made: Option<bool>,
        /// The customer confirmed at purchase that it cannot go back.
        pub unsuitable_confirmed: Option<bool>,
        /// What was agreed with the customer.
        pub agreement: Option<String>,
    }

    /// What is proposed, or was approved, with the articles it was decided by.
    pub struct RemedyProposal {
        /// What.
        pub claim: RemedyClaim,
        /// The row of the table that gives it.
        pub row: Option<String>,
        /// The amounts.
        pub amounts: RemedyAmounts,
        /// reduction: by how many hundredths.
        pub percent: Option<u32>,
        /// exchange: the price of another model.
        pub new_price_fen: Option<i64>,
        /// The articles, as they were quoted then.
        pub basis: BothLanguages,
        /// The versions that decided.
        pub rules: Option<String>,
        /// When it was proposed.
        pub at: i64,
        /// By whom.
        pub staff: Option<String>,
        /// When it was approved.
        pub approved_at: Option<i64>,
        /// By whom.
        pub approved_by: Option<String>,
        /// The number of headquarters' answer and who gave it.
        pub ruling: Option<String>,
    }

    /// One step that was taken.
    pub struct RemedyCaseEvent {
        /// The row.
        pub id: Uuid,
        /// `open`, `expense`, or the step.
        pub event: String,
        /// The state after it.
        pub to_state: RemedyState,
        /// When.
        pub at: i64,
        /// Who.
        pub staff: Option<String>,
        /// What was said or decided.
        pub text: Option<String>,
        /// What is given.
        pub claim: Option<RemedyClaim>,
        /// The row of the table.
        pub row: Option<String>,
        /// What the customer gets in money.
        pub total_fen: Option<i64>,
        /// The expense.
        pub expense: Option<RemedyExpense>,
        /// The number of headquarters' answer and who gave it.
        pub ruling: Option<String>,
        /// How the money went.
        pub method: Option<RefundMethod>,
        /// The number of the receipt.
        pub receipt_no: Option<String>,
        /// The day it was done.
        pub done_on: Option<String>,
        /// The document of the handing over.
        pub document: Option<String>,
        /// The serial of the machine given.
        pub other_serial: Option<String>,
        /// The articles a refusal rests on, as they were quoted.
        pub basis: Option<BothLanguages>,
    }

    /// A step the acting person's role may take now.
    pub struct RemedyCaseOption {
        /// The step.
        pub step: RemedyStep,
        /// Fields that must be filled, in the order they are asked.
        pub needs: Vec<String>,
        /// Fields that may be filled.
        pub offers: Vec<String>,
        /// Whether it is the likely one.
        pub primary: bool,
        /// Why this person may not take it, whatever they fill in.
        pub refused: Option<BothLanguages>,
    }

    /// A case with everything about it.
    pub struct RemedyCaseDetail {
        /// As in lists.
        pub summary: RemedyCaseSummary,
        /// The machine.
        pub unit: UnitSummary,
        /// The household's phones.
        pub phones: Vec<crate::customer::Phone>,
        /// The complaint it came from.
        pub complaint_id: Option<Uuid>,
        /// Its number.
        pub complaint_no: Option<String>,
        /// The order it came from.
        pub work_order_id: Option<Uuid>,
        /// Its number.
        pub work_order_no: Option<String>,
        /// The call it came in as.
        pub request_id: Option<Uuid>,
        /// That call's number.
        pub request_no: Option<String>,
        /// The case this one corrects.
        pub corrects_id: Option<Uuid>,
        /// That case's number.
        pub corrects_no: Option<String>,
        /// When the fault was reported.
        pub reported_at: i64,
        /// Who answers for it.
        pub owner_id: Option<Uuid>,
        /// Headquarters has refused what was typed as approved by it.
        pub overruled: Option<RemedyOverruled>,
        /// Claim and evidence may be changed: nothing is proposed yet.
        pub editable: bool,
        /// What is on record.
        pub facts: RemedyFacts,
        /// What the claim has to be shown by.
        pub evidence: Vec<RemedyEvidence>,
        /// Everything that must be there is.
        pub complete: bool,
        /// The repairs of the machine, latest first.
        pub repairs: Vec<WarrantyRepair>,
        /// How many of them count.
        pub repairs_counted: u32,
        /// Days of the repair that is under way.
        pub repair_days: Option<u32>,
        /// Expenses and losses claimed.
        pub expenses: Vec<RemedyExpense>,
        /// What may be given on this ground.
        pub offers: Vec<RemedyCaseOffer>,
        /// Why.
        pub why: Why,
        /// What is proposed, or was approved.
        pub proposal: Option<RemedyProposal>,
        /// What was paid to the customer so far.
        pub paid_fen: i64,
        /// The steps the acting person's role may take now.
        pub allowed: Vec<RemedyCaseOption>,
        /// What happened, latest first.
        pub events: Vec<RemedyCaseEvent>,
        /// Fields with two versions.
        pub conflicts: Vec<ConflictItem>,
    }
}

//! What a claim has to be shown by, what is held, and what is missing (R094).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Claim, Ground};
use crate::codes::codes;
use crate::explain::{Arg, Decision, Explanation, line};
use crate::rule::RuleError;
use crate::warranty::remedy::Row;

codes! {
    /// A piece of evidence.
    Proof {
        /// 购机发票
        PurchaseInvoice = "purchase_invoice",
        /// 三包凭证（保修卡）
        WarrantyCard = "warranty_card",
        /// 购机价
        Price = "price",
        /// 检查记录: a technician has confirmed a performance fault.
        FaultRecord = "fault_record",
        /// 同一故障维修次数
        RepairRecords = "repair_records",
        /// 修理占用天数
        RepairDays = "repair_days",
        /// 认定不合格的文书
        Finding = "finding",
        /// 签收日期
        Receipt = "receipt",
        /// 购买方式
        SaleChannel = "sale_channel",
        /// 商品完好
        GoodsCondition = "goods_condition",
        /// 书面约定
        Agreement = "agreement",
        /// 费用、损失的票据
        ExpenseReceipts = "expense_receipts",
    }
}

/// What is on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidenceInput {
    /// The ground of the claim.
    pub ground: Ground,
    /// What is asked for or to be given.
    pub claim: Claim,
    /// The row of table T3 that gives it, where one does.
    #[serde(default)]
    pub row: Option<Row>,
    /// An invoice with its number is there.
    pub invoice: bool,
    /// The warranty card is there.
    pub warranty_card: bool,
    /// The shop's own records prove the day of sale.
    pub own_record: bool,
    /// What was paid is known.
    pub price: bool,
    /// A technician has confirmed the fault in writing.
    pub fault_record: bool,
    /// Completed repairs that count, from the orders.
    pub repairs: u32,
    /// Days of the repair that is under way, from the orders.
    pub repair_days: u32,
    /// Number, authority and day of a finding are there.
    pub finding: bool,
    /// The day of receipt is known.
    pub receipt: bool,
    /// How it was sold is known.
    pub sale_channel: bool,
    /// The goods were looked at and are as they should be.
    pub goods_condition: bool,
    /// The agreement is on record.
    pub agreement: bool,
    /// Expenses claimed.
    pub expenses: u32,
    /// Of those, with a receipt.
    pub expenses_proven: u32,
}

/// One piece of evidence of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EvidenceItem {
    /// What.
    pub proof: Proof,
    /// Without it nothing is decided; otherwise it helps.
    pub must: bool,
    /// It is there.
    pub held: bool,
}

/// The evidence of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// What this ground asks for, and nothing else.
    pub items: Vec<EvidenceItem>,
    /// Everything that must be there is.
    pub complete: bool,
}

/// More counted repairs or days are a slip of the keys.
const COUNT_MOST: u32 = 100_000;

/// What a claim has to be shown by, and what of it is held.
///
/// # Errors
/// [`RuleError::BadValue`] for a claim its ground does not know, [`RuleError::OutOfRange`] for counts
/// that cannot be.
pub fn evidence(input: &EvidenceInput) -> Result<Decision<Evidence>, RuleError> {
    if !input.ground.claims().contains(&input.claim) {
        return Err(RuleError::BadValue {
            field: "claim".into(),
            reason: "not on this ground".to_owned(),
        });
    }
    for (field, count) in [
        ("repairs", input.repairs),
        ("repair_days", input.repair_days),
        ("expenses", input.expenses),
    ] {
        if count > COUNT_MOST {
            return Err(RuleError::OutOfRange {
                field: field.into(),
            });
        }
    }
    if input.expenses_proven > input.expenses {
        return Err(RuleError::OutOfRange {
            field: "expenses_proven".into(),
        });
    }
    let items = asked(input);
    let mut why = Explanation::default();
    for item in &items {
        let name = Arg::Key(format!("remedy_case-proof-{}", item.proof.code()));
        match (item.held, item.must) {
            (true, _) => why.steps.push(line!("remedy_case-held", name = name)),
            (false, true) => why.missing.push(line!("remedy_case-needed", name = name)),
            (false, false) => why.notes.push(line!("remedy_case-helps", name = name)),
        }
    }
    let complete = items.iter().all(|item| item.held || !item.must);
    Ok(Decision {
        result: Evidence { items, complete },
        why,
    })
}

fn asked(input: &EvidenceInput) -> Vec<EvidenceItem> {
    let mut items = Vec::new();
    let mut ask = |proof, must, held| items.push(EvidenceItem { proof, must, held });
    let goods = matches!(
        input.claim,
        Claim::Return | Claim::Exchange | Claim::Reduction
    );
    let sale = input.invoice || input.warranty_card || input.own_record;
    match input.ground {
        Ground::Quality => {
            // Losing the paper is not having no proof: one of the three is enough.
            ask(Proof::PurchaseInvoice, goods && !sale, input.invoice);
            ask(Proof::WarrantyCard, false, input.warranty_card);
            let repair = input.claim == Claim::Repair;
            ask(Proof::FaultRecord, !repair, input.fault_record);
            // The row holds only where the orders tell so; they are shown in any case.
            let by_repairs = input.row == Some(Row::R3);
            ask(Proof::RepairRecords, by_repairs, input.repairs > 0);
            let by_days = matches!(input.row, Some(Row::R4 | Row::R5));
            ask(Proof::RepairDays, by_days, input.repair_days > 0);
        }
        Ground::NoReason => {
            ask(Proof::Receipt, true, input.receipt);
            ask(Proof::SaleChannel, true, input.sale_channel);
            ask(Proof::GoodsCondition, true, input.goods_condition);
        }
        Ground::Unsuitable => {
            ask(Proof::Receipt, true, input.receipt);
            ask(Proof::GoodsCondition, true, input.goods_condition);
        }
        Ground::Finding => ask(Proof::Finding, true, input.finding),
        Ground::Agreed => ask(Proof::Agreement, true, input.agreement),
    }
    if goods {
        ask(Proof::Price, true, input.price);
    }
    let loss = input.claim == Claim::Compensation;
    if loss || input.expenses > 0 {
        // Compensation pays what is proven and nothing else.
        let held = input.expenses > 0 && (loss || input.expenses_proven == input.expenses);
        let held = held && input.expenses_proven > 0;
        ask(Proof::ExpenseReceipts, loss, held);
    }
    items
}

//! What is said of a refused sum, price or plan, in Chinese and English.

/// As [`super::texts::TEXTS`].
pub(super) const MONEY_TEXTS: &[(&str, &str, &str)] = &[
    (
        "more_than_paid",
        "比客户付过的还多，请核对。",
        "That is more than the customer has paid; please check.",
    ),
    (
        "quote_empty",
        "还没有费用明细，请先填费用明细再出报价单。",
        "There are no lines yet; set the lines before making a quote.",
    ),
    (
        "quote_until",
        "报价有效期从今天起，最多 90 天。",
        "A quote holds from today on for at most 90 days.",
    ),
    (
        "quote_signed",
        "当面同意的要有签字：请填签字单的编号，或先把签了字的报价单拍照存到这张工单。",
        "Who is there signs: give the number of the signed paper, or add a photo of the signed quote to this order first.",
    ),
    (
        "quote_said_by",
        "请填是家里哪位同意的。",
        "Say who of the household agreed.",
    ),
    (
        "credit_buyer",
        "赊账要写明是谁家：请选已有客户，或填新客户。",
        "Credit needs a name: choose the household, or make a new one.",
    ),
    (
        "amount_zero",
        "请填大于零的金额。",
        "Give an amount above zero.",
    ),
    (
        "more_than_due",
        "比还没付的钱多，请核对金额。",
        "That is more than is still to be paid; please check.",
    ),
    (
        "charge_lines",
        "和费用明细的合计不一样。请填合计，或先改费用明细。",
        "That differs from the sum of the lines. Type the sum, or change the lines first.",
    ),
    (
        "plan_lines",
        "这台机器有服务套餐。请先填费用明细：套餐里的是 0 元，其余照收。",
        "This machine has a service plan. Fill in the lines first: what the plan covers is 0, the rest is charged.",
    ),
    (
        "warranty_free",
        "这台机器在保修范围内，维修免费，请填 0。",
        "This repair is free under warranty; type 0.",
    ),
    (
        "price_missing",
        "价目表里没有这一项，请填单价。",
        "The price list has no such line; type the price.",
    ),
    (
        "above_list",
        "比总部价目表高，不能这样收；工单上确要多收的，由经理写明原因。",
        "Above headquarters' price list; on an order a manager may go above it with a reason.",
    ),
    (
        "over_reason",
        "请写明为什么比价目表多收；不多收，就改回价目表的价。",
        "Say why it is above the price list, or go back to the list's price.",
    ),
    (
        "old_sent",
        "这个配件的旧件已经寄回厂家，说明确实换过，不能当作没用。",
        "Its old part was sent back to the maker, so it was changed; it cannot be taken as not used.",
    ),
    (
        "listed_part",
        "这是价目表或配件表里的配件，请把类别改成“配件”。",
        "The price list or the list of parts has this as a part; choose that kind.",
    ),
    (
        "goods_manager",
        "保修范围内的单子要另外收钱，由经理加这一行并写明原因。",
        "On a repair under warranty a manager adds what is sold besides, with a reason.",
    ),
    (
        "goods_reason",
        "这台机器在保修范围内：请写明这是卖的什么、为什么收钱。",
        "The machine is under warranty: say what is sold here and why it is charged.",
    ),
    (
        "give_free",
        "这次修理不在保修期内，没有收费：请写明为什么免费。",
        "This repair is out of warranty and nothing is charged: say why it is free.",
    ),
    (
        "sum_above_list",
        "比总部价目表合计（人工、上门、已记的配件）高。请先填费用明细；确要多收的，由经理在明细里写明原因。",
        "More than headquarters' list comes to (work, the way, the parts booked). Fill in the lines first; a manager may go above the list there with a reason.",
    ),
    (
        "plan_overlaps",
        "这台机器那几天已经有服务套餐，请从它到期的第二天开始。",
        "The machine has a service plan on those days; let this one begin the day after it ends.",
    ),
    (
        "agreed_before",
        "这是重开工单以前客户同意过的，不能改。这次做的活另加一行。",
        "The customer agreed to this before the order was opened again, so it stays. Add a line of its own for the work done now.",
    ),
    (
        "discount_too_high",
        "优惠不能比合计多。",
        "The discount cannot exceed the sum.",
    ),
    (
        "price_range",
        "单价请填 0 到 10 万元。",
        "Give a price from 0 to 100,000 yuan.",
    ),
    (
        "amount_range",
        "金额太大了（最多 1000 万元），请核对。",
        "The amount is beyond 10 million yuan; please check.",
    ),
    (
        "subsidy_above_price",
        "补贴不能多于购机价，请核对。",
        "The subsidy cannot be more than the price; please check.",
    ),
    (
        "percent_range",
        "减价比例是 1 到 100 的整数。",
        "The share is a whole number from 1 to 100.",
    ),
];

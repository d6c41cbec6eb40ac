//! What is said of a refused field, in Chinese and English; of money in
//! [`super::money_texts`], of complaints and calls in [`super::complaint_texts`], of people in
//! [`super::staff_texts`], of lists and mailings in [`super::list_texts`].

/// Every code of a field but those of money, complaints and people, and what to tell in Chinese and English.
pub(super) const TEXTS: &[(&str, &str, &str)] = &[
    ("required", "请填写这一项。", "Please fill this in."),
    (
        "too_long",
        "太长了，请写短一些。",
        "Too long; please shorten it.",
    ),
    (
        "claimed_already",
        "这一条已经提过了，请在那一条里补证据。",
        "This is claimed already; add the evidence there.",
    ),
    (
        "cause_denied",
        "已经记了“不是它造成的”。要改，请撤回这一条，重新提出。",
        "It is on record that the damage does not come from it. To change that, take the claim back and make a new one.",
    ),
    (
        "ruling_needed",
        "店里没有别的经理，请写总部答复的文号和答复人。",
        "There is no other manager; give headquarters' answer: its number and who gave it.",
    ),
    (
        "looks_like_phone",
        "这里要填姓名，您填的像电话号码。",
        "A name goes here; this looks like a phone number.",
    ),
    (
        "too_many",
        "条数太多，请删去一些。",
        "Too many entries; please remove some.",
    ),
    ("phone_empty", "没有看到号码。", "There is no number here."),
    (
        "phone_hidden",
        "号码中间是星号，存下去就找不回原来的了。请填完整的号码；不改号码就不要动这一栏。",
        "Its middle digits are hidden; saved, the number would be lost. Type the whole number, or leave it as it is.",
    ),
    (
        "phone_too_short",
        "号码少了几位，请核对。",
        "Digits are missing; please check.",
    ),
    (
        "phone_too_long",
        "号码多了几位，或写了两个号码；请一格填一个。",
        "Too many digits, or two numbers; one per field please.",
    ),
    (
        "phone_letters",
        "号码里有字母，请只填数字。",
        "There are letters in the number; digits only please.",
    ),
    (
        "phone_unknown_prefix",
        "没有这样开头的号码，请核对。",
        "No number begins like this; please check.",
    ),
    (
        "phone_needed",
        "请填来电号码；没有电话请写明原因。",
        "Give the caller's number, or say why there is none.",
    ),
    ("date_empty", "请填日期。", "Please give a date."),
    (
        "valid_order",
        "“用到哪天”不能早于“从哪天用起”。",
        "The last day cannot be before the first.",
    ),
    (
        "same_household",
        "这两份已经是同一家。",
        "These are one household already.",
    ),
    ("care_many", "一天最多 50 个。", "At most 50 a day."),
    (
        "same_time",
        "开门和关门不能是同一个时间。",
        "The shop cannot open and close at the same time.",
    ),
    (
        "before_notice",
        "早于通知发布的日子，请核对。",
        "Before the notice was published; please check.",
    ),
    (
        "order_needed",
        "检查、换件要选是哪张完工的工单做的；还没有工单，请先登记一张。",
        "Work on the machine belongs to a finished order: choose it, or take one first.",
    ),
    (
        "order_not_finished",
        "这张工单还没完工，或者是通知之前完工的：请先完工，再登记做了什么。",
        "This order is not finished, or was finished before the notice: finish it, then record what was done.",
    ),
    (
        "other_machine",
        "这张工单不是这台机器的，请重选。",
        "That order is for another machine; choose again.",
    ),
    (
        "notice_first",
        "告知的话已更新，请重新念给客户听，再记同意。",
        "The notice has changed; read it to the customer again, then record the consent.",
    ),
    (
        "date_unreadable",
        "看不懂这个日期，请写成 2026-11-21 这样。",
        "This is not a date; write it like 2026-11-21.",
    ),
    (
        "date_no_such_day",
        "日历上没有这一天，请核对。",
        "The calendar has no such day; please check.",
    ),
    (
        "date_year_out_of_range",
        "年份不对，请核对。",
        "The year cannot be right; please check.",
    ),
    (
        "date_future",
        "日期在将来，请核对。",
        "The date is in the future; please check.",
    ),
    (
        "date_order",
        "日期先后不对：安装不能早于购买。",
        "The dates are out of order: installed before sold.",
    ),
    (
        "days_order",
        "最后一天不能早于第一天。",
        "The last day cannot be before the first.",
    ),
    (
        "time_future",
        "时间在将来，请检查日期和电脑时钟。",
        "The time is in the future; check the date and the PC's clock.",
    ),
    (
        "time_past",
        "时间太早，请核对。",
        "The time is too long ago; please check.",
    ),
    (
        "time_not_ahead",
        "请填一个以后的时间，一年之内。",
        "Give a time that is still to come, within a year.",
    ),
    (
        "own_name",
        "这里只能记自己做的；别人做的，请他自己或经理来记。",
        "Only your own work goes here; a colleague, or the manager, records theirs.",
    ),
    (
        "person_gone",
        "这位员工已离职，请选别人。",
        "This person has left the shop; choose somebody else.",
    ),
    (
        "nothing_given",
        "请选负责人，或填下一步时间。",
        "Choose an owner or give a time for the next step.",
    ),
    (
        "quiet_time",
        "请写成 21:30 这样的时间，开始和结束都要填。",
        "Write a time like 21:30, both the beginning and the end.",
    ),
    ("serial_empty", "请填机身编号。", "Please give the serial."),
    (
        "serial_bad_character",
        "编号只有字母和数字，请核对铭牌。",
        "A serial holds letters and digits only; check the plate.",
    ),
    (
        "serial_wrong_length",
        "编号位数不对，请核对铭牌。",
        "The serial has the wrong length; check the plate.",
    ),
    (
        "serial_wrong_form",
        "编号和机型对不上，请核对铭牌。",
        "The serial does not fit the model; check the plate.",
    ),
    (
        "shipped_other_model",
        "总部出厂记录里，这个编号是另一个型号，请核对铭牌。",
        "Headquarters shipped this serial as another model; check the plate.",
    ),
    (
        "serial_bad_check",
        "编号有一位抄错了（校验不符），请核对铭牌。",
        "One character of the serial is wrong (check failed); check the plate.",
    ),
    (
        "pin_format",
        "密码要 4 到 8 位数字。",
        "A PIN has 4 to 8 digits.",
    ),
    (
        "negative",
        "金额不能小于零。",
        "The amount cannot be below zero.",
    ),
    (
        "end_before_start",
        "完工时间不能早于开始时间。",
        "The end cannot be before the beginning.",
    ),
    ("before_today", "不能早于今天。", "Not before today."),
    (
        "quantity_range",
        "数量请填 1 到 1000。",
        "Give a number from 1 to 1000.",
    ),
    (
        "count_range",
        "数量请填 0 到 100000。",
        "Give a number from 0 to 100,000.",
    ),
    (
        "twice",
        "这一项写了两次，请只留一项。",
        "This stands there twice; keep one.",
    ),
    (
        "due_past",
        "约定付款的日子不能早于今天。",
        "The day to pay cannot lie before today.",
    ),
    (
        "close_note",
        "实点和应有的钱不一样，请写明原因。",
        "The count differs; please say why.",
    ),
    (
        "not_enough_old",
        "库里没有这么多旧件，请核对。",
        "There are not so many old parts; please check.",
    ),
    (
        "plan_range",
        "日期离现在太远，请核对年份。",
        "That is too far from today; please check the year.",
    ),
    (
        "before_last_step",
        "时间不能早于这张工单的上一步（或来电时间），请核对。",
        "It cannot be earlier than the order's last step (or the call); please check.",
    ),
    (
        "same_kind",
        "已经是这个类型了，请选另一个。",
        "It is of this kind already; choose another.",
    ),
    (
        "before_last_custody",
        "日期不能早于这台机器的上一步，请核对。",
        "It cannot be earlier than the machine's last step; please check.",
    ),
    (
        "before_unit_date",
        "日期不能早于这台机器的出厂、发货、售出或安装日期，请核对。",
        "It cannot be earlier than the day the machine was made, shipped, sold or installed; please check.",
    ),
    (
        "sold_after_install",
        "售出不能晚于安装，请核对。",
        "It cannot have been sold after it was installed; please check.",
    ),
    (
        "before_sale",
        "约定送货不能早于售出，请核对。",
        "Delivery cannot be promised for a day before the sale; please check.",
    ),
    (
        "before_last_maintenance",
        "保养不能早于安装或上一次保养，请核对。",
        "Maintenance cannot be earlier than the installation or the last one; please check.",
    ),
    (
        "maintained_already",
        "这一天的保养已经登记过了。",
        "The maintenance of this day is on record already.",
    ),
    (
        "urge_too_early",
        "再来电不会早于这件事登记的时间。请核对来电时间；这是更早的一通，就改登记为另一件事。",
        "They cannot call again before it was registered. Check the time of the call; an earlier \
         call is registered as another matter.",
    ),
    (
        "call_too_old",
        "最多补记十四天以内的来电，更早的请用导入。",
        "A call is typed within fourteen days; import older ones.",
    ),
    (
        "transfer_first",
        "这台机器换主人要办“过户”：在机器的页面办理，留下凭证。",
        "This machine changes hands by a transfer: record it on its page, with its document.",
    ),
    (
        "sell_first",
        "这台机器还没有卖给谁，请先填写“销售”。",
        "This machine belongs to nobody yet; record its sale first.",
    ),
    (
        "transfer_instead",
        "这台机器已经卖给别家了；确实换了主人，请办“过户”。",
        "This machine was sold to another household; if it has a new owner, record a transfer.",
    ),
    (
        "same_owner",
        "新主人和原主人相同，请选另一家。",
        "The new owner is the old one; choose another household.",
    ),
    (
        "display_not_declared",
        "这台是样机：请先告诉客户，再勾选“已告知客户是样机”。",
        "This machine stood on display: tell the customer first, then tick that you did.",
    ),
    (
        "not_safe",
        "请先检查确认危险已消除，再勾选。消除不了，不能解除停用。",
        "Check that the danger is gone and tick it. While it is not, the machine stays stopped.",
    ),
    (
        "mains_range",
        "电压在 0 到 480 伏之间，请看表再填。",
        "A voltage lies between 0 and 480 V; look at the meter again.",
    ),
    (
        "no_signed_photo",
        "这张工单下没有“纸质签字单”的照片。先传照片，或填告知书编号。",
        "There is no photo of a signed sheet at this order. Add it first, or give the number of the paper.",
    ),
    (
        "same_machine",
        "这就是原来那台的编号，请填换上的新机编号。",
        "This is the old machine's serial; give that of the new one.",
    ),
    (
        "serial_not_in_stock",
        "库里没有这台可换的新机。请核对编号，或先登记到货入库；样机、退回机和修过的机器不能拿来换。",
        "No such new machine is in stock. Check the serial, or receive it first; a display, returned or repaired machine cannot be given.",
    ),
    (
        "other_model",
        "换上的机器型号不同。客户同意换别的型号，请勾选；否则请换同型号的。",
        "The new machine is of another model. Tick that the customer agreed, or give one of the same model.",
    ),
    (
        "other_order",
        "这张工单不是这台机器的安装单，请核对。",
        "This order is not the installation of this machine; please check.",
    ),
    (
        "gas_electric",
        "这是燃气机的检查单，电的机器不用它。请核对气种。",
        "This checklist is for gas machines; please check what it burns.",
    ),
    (
        "reading_range",
        "这个数值不可能量到，请看小数点有没有点错。",
        "Nobody can have measured this; check the decimal point.",
    ),
    (
        "state_by_step",
        "这台机器的状态由流转步骤决定，请在机器页办理相应的一步。",
        "The machine's state follows from its steps; take the fitting step on its page.",
    ),
    (
        "state_needs_commissioning",
        "还没有调试合格，不能改成使用中。请做调试检查；早年装的老机器，请先填安装日期。",
        "It is not commissioned, so it cannot be in use. Do the checklist; of an old machine give the installation date first.",
    ),
    (
        "unanswered",
        "这一题还没有问。客户没空了，就勾选“没问完也保存”。",
        "Not asked yet; if the customer had no more time, tick to save without it.",
    ),
    (
        "answer",
        "这个回答不合这一题，请重填。",
        "This does not answer the question; please fill it in again.",
    ),
    (
        "problem_left",
        "客户说有问题，不能记“满意”。请选转工单、转投诉，或写明怎么解决的。",
        "The customer named a problem, so this is not “satisfied”: open an order or complaint, or say how it was settled.",
    ),
    (
        "danger_left",
        "客户说到有危险，一定要派人去看，请选“转工单”。",
        "The customer named a danger: somebody has to go there, so open an order.",
    ),
    (
        "fault_left",
        "机器还有毛病，不能记“已消除不满”。请选“转工单”或“转投诉”，都会开工单。",
        "Something does not work yet, so it is not settled: open an order or a complaint; either opens the order.",
    ),
    (
        "later_time",
        "请选以后的时间，一个月以内。",
        "Choose a time from now on, within a month.",
    ),
    (
        "page",
        "列表的位置不对，请从头再看。",
        "There is no such place in this list; begin again from the top.",
    ),
    (
        "bad_value",
        "这一项的内容存不下，请改一改再存。",
        "This cannot be saved as it is; please change it.",
    ),
    (
        "other_household",
        "这台机器登记在另一家名下，请重新选择；确实过户请先在机器页办理。",
        "This machine is registered to another household; choose again, or transfer it first on the machine's page.",
    ),
    (
        "date_known",
        "这台机器已经登记了别的日期，保修从那天算起。要改，请到机器页由店员或经理改，并写明原因。",
        "This machine has another date on record, which warranty counts from. The desk corrects it on the machine's page, with a reason.",
    ),
    (
        "date_reason",
        "保修从这个日期算起，改它要写明原因。",
        "Warranty counts from this date; say why it is another.",
    ),
    (
        "listed_work",
        "这一项在价目表里是人工费或上门费，请把类别改过来。",
        "The price list has this as labour or travel; choose that kind.",
    ),
    (
        "cause_class",
        "自己写的原因要选一个分类，请在“原因分类”里选。",
        "A cause in your own words needs a class; choose one at “Class of the cause”.",
    ),
    (
        "certificates_of_hq",
        "总部已经给本店发了资格证，以总部的为准，不用再自己登记。",
        "Headquarters has certified people of this shop; its certificates count, none is written down here any more.",
    ),
    (
        "same_name",
        "现名和旧名一样，不用登记。",
        "Today’s name is the old one; there is nothing to write down.",
    ),
    (
        "event_long",
        "一次活动最多 60 天，请分开写。",
        "One lasts 60 days at most; write it down in parts.",
    ),
    (
        "one_machine",
        "一张工单只写一台机器，请在本厂机器和别家品牌里选一台。",
        "An order is about one machine: choose ours or the one of another brand.",
    ),
    (
        "other_brand_kind",
        "别家品牌的机器只开报修、保养、检查、移机拆机的工单，请换一种。",
        "On a machine of another brand an order is for repair, maintenance, inspection or removal; choose one of these.",
    ),
    (
        "other_brand_named",
        "这句话会随工单上报总部，请去掉别家的品牌和机器编号，只写故障。",
        "These words go to headquarters with the order; leave out the other brand and its serial, and write the fault alone.",
    ),
    (
        "unknown",
        "没有这一条，请重新选择。",
        "There is no such entry; please choose again.",
    ),
    (
        "not_a_technician",
        "请选在岗的师傅。",
        "Choose somebody who works here.",
    ),
    (
        "same_technician",
        "本来就是派给他的，请选另一位。",
        "It is theirs already; choose somebody else.",
    ),
    (
        "before_last_event",
        "时间不能早于上一步，请核对。",
        "It cannot be earlier than the last step; please check.",
    ),
    (
        "plan_past",
        "这一天已经过去了，请核对。",
        "That day has passed already; please check.",
    ),
    (
        "day_not_missed",
        "那一天已经日结过，或者不用补做，请回到今天的日结。",
        "That day is closed already or need not be; please go back to today's close.",
    ),
    (
        "same_owner",
        "本来就归他负责，请选另一位。",
        "It is theirs already; choose somebody else.",
    ),
    (
        "before_promise",
        "兑现的日子不能早于答应的日子，请核对。",
        "It cannot be kept before it was promised; please check.",
    ),
    (
        "who_needed",
        "请写是谁说的：选客户，或写姓名、电话。",
        "Say who it was: choose the customer, or give a name or a phone.",
    ),
    (
        "remedy_needed",
        "正式投诉要问一句：您希望怎样解决？",
        "For a formal complaint ask: how would you like it settled?",
    ),
    (
        "claim_of_ground",
        "这种理由不能提这个要求：无理由只能退货，认定不合格只能退货，不合适只能换货。",
        "This ground does not know this claim: without a reason and by a finding goods go back, what does not suit is exchanged.",
    ),
    (
        "not_of_customer",
        "这台机器登记在另一家名下，请核对是哪一台。",
        "This machine is registered to another household; check which one it is.",
    ),
    (
        "after_claim",
        "这个日期晚于报修或提出的日子，请核对。",
        "This lies after the day of the report or claim; please check.",
    ),
    (
        "before_approval",
        "执行不能早于批准的日子，请核对。",
        "It cannot be carried out before the day it was approved; please check.",
    ),
    (
        "dates_do_not_fit",
        "记录里的开票、提出、退回日期对不上，算不出金额。请先核对购机日期。",
        "The days of invoice, claim and return on record do not fit, so no amount can be worked out. Check the day of purchase first.",
    ),
    (
        "model_not_agreed",
        "这台和批准的不是同一型号。换别的型号要先改方案、写明价格，再批准。",
        "This is not the model that was approved. For another model revise the proposal with its price and have it approved again.",
    ),
    (
        "score_range",
        "满意度是 1 到 5。",
        "Satisfaction goes from 1 to 5.",
    ),
    (
        "same_class",
        "已经是这一级了，请选别的级别。",
        "It has this class already; choose another.",
    ),
    (
        "complained_about",
        "被投诉的人、上门服务的人不能办这起投诉，请选别人。",
        "This person is complained about or served; choose somebody else.",
    ),
    (
        "manager_pin",
        "经理要有密码，不然谁都能用经理的身份。请填 4 到 8 位数字。",
        "A manager needs a PIN, or anybody could act as one: 4 to 8 digits.",
    ),
    ("choose_one", "请选择一项。", "Please choose one."),
    (
        "nothing_to_find",
        "请至少填一项。",
        "Please give at least one.",
    ),
    (
        "print_offset",
        "最多能挪 10 毫米，请核对。",
        "At most 10 mm each way; please check.",
    ),
];

//! The closed list of error codes, with what to tell a person in both languages.
//!
//! A code exists only if somebody acts on it. Codes are never renamed after a release. The screens
//! get the same texts through `cargo xtask codegen`, so there is one table.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

/// A language people read messages in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// 简体中文
    #[default]
    Zh,
    /// English
    En,
}

macro_rules! error_codes {
    ($($variant:ident $code:literal, $zh:literal, $en:literal;)*) => {
        /// What went wrong, as a stable code.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ErrorCode { $(#[doc = $en] $variant,)* }

        impl ErrorCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable text of the code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// What happened and what to do, for a person.
            #[must_use]
            pub const fn message(self, language: Language) -> &'static str {
                match (self, language) { $(
                    (Self::$variant, Language::Zh) => $zh,
                    (Self::$variant, Language::En) => $en,
                )* }
            }
        }
    };
}

error_codes! {
    Internal "internal", "程序内部出错，已记入日志。刚才的操作没有保存，请再试一次；还不行请联系总部。", "Something went wrong inside the program and was logged. The last action was not saved; try again, or call headquarters.";
    CommandUnknown "command.unknown", "没有这个操作。请把程序升级到最新版本。", "There is no such command. Update the program.";
    CommandBadRequest "command.bad_request", "填写的内容格式不对，没有保存。", "The request does not fit the command; nothing was saved.";
    NotAllowed "permission.denied", "您的岗位不能做这一步，请让经理来办。", "Your role may not do this; ask the manager.";
    PhoneHidden "phone.hidden", "这里有中间打了星号的电话，存下去就找不回原来的号码了，没有保存。请写完整的号码，或只写后四位。", "There is a number with hidden digits here; saved, it would take the place of the whole one. Nothing was saved. Write the whole number, or only its last four digits.";
    NotSignedIn "permission.not_signed_in", "请先选择是谁在操作。", "Say who is working first.";
    WrongPin "staff.wrong_pin", "密码不对，请重新输入。", "That PIN is wrong; try again.";
    Locked "permission.locked", "屏幕已锁定。请选自己的名字、输密码后继续；填到一半的内容都留着。", "The PC is locked. Choose your name and give your PIN to go on; what was half typed is kept.";
    PinWait "staff.pin_wait", "密码连续输错多次，请过一会儿再试（最多等 15 分钟）。忘了密码，请经理在“设置—人员”里给您设一个新的。", "The PIN was wrong several times; try again in a while (15 minutes at most). If you forgot it, the manager sets a new one under Settings, People.";
    PinNeeded "staff.pin_needed", "没有密码的人不能锁定，也不能解锁：谁都能冒用。请经理在“设置—人员”里给他设一个密码。", "Who has no PIN neither locks nor unlocks: anybody could use the name. Let the manager set one under Settings, People.";
    PinFormat "staff.pin_format", "密码要 4 到 8 位数字。", "A PIN has 4 to 8 digits.";
    LastManager "staff.last_manager", "店里至少要留一位经理。", "The shop needs at least one manager.";
    StaffOpenWork "staff.open_work", "这位员工手里还有没办完的事。请在“员工”页打开他，点“办理离职”，先把事情交给别人。", "This person still has open work. Open them under People and choose “Leaves the shop” to hand it over first.";
    StaffSuccessor "staff.successor", "请给每件没办完的事选一位在岗的接手人（不能是离开的人自己）。", "Choose somebody who works here (not the one who leaves) for every piece of open work.";
    TechnicianAbsent "work_order.technician_absent", "这位师傅那天请假。请换一位；一定要派他，请经理写明原因再派。", "This technician is away on that day. Choose somebody else; if it has to be them, the manager gives a reason.";
    CertificateGate "work_order.certificate_gate", "这位师傅没有当天有效的资格证（没有、过期、暂停或吊销），不能派这个活。请换一位；证书有误请联系总部。", "This technician holds no certificate that is valid on that day for this job (none, expired, suspended or revoked). Choose somebody else; if it is a mistake, call headquarters.";
    CertificateWork "work_order.certificate_work", "派去的师傅这一天没有有效的资格证，或总部已收回放行，不能开始、也不能完工，没有保存。还没开始的请点“换人”，改派有证的师傅；已经开始的请总部放行。", "Whoever was sent holds no certificate that is valid on this day, or headquarters took its permit back: the work can neither begin nor end; nothing was saved. Send another who is certified if the work has not begun; else ask headquarters for a permit.";
    CertificateList "work_order.certificate_list", "资格证名单超过 30 天没有更新，不能再派燃气活。请联网同步一次，再派工。", "The list of certificates has not been renewed for over 30 days, so no gas job may be dispatched. Sync once, then dispatch.";
    StaffDisabled "staff.disabled", "这位员工已离职，不能再操作。", "This person has left the shop.";
    NotReady "setup.not_ready", "这台电脑还没有完成首次设置。", "This PC has not been set up yet.";
    FirstSync "setup.first_sync", "这台电脑已接入总部，但店里的员工名单还没有取到。请连上网络，按“立即同步”，成功后就能用了。", "This PC is connected, but the shop's people have not arrived yet. Connect to the network and sync once; then you can work.";
    AlreadyReady "setup.already_done", "这台电脑已经设置好了。", "This PC is set up already.";
    SetupFolder "setup.folder", "这个文件夹不能放数据。请选这台电脑自己的硬盘上、能写入的文件夹（不要选网络共享）。", "Data cannot be kept in this folder. Choose one on this PC's own disk that can be written (no network share).";
    SetupFolderFixed "setup.folder_fixed", "数据文件夹是启动时指定的，不能在这里更换。", "The data folder was given at the start and cannot be changed here.";
    DealerCodeFormat "setup.dealer_code", "代理商代码是 2 到 12 位大写字母和数字，请照合同填写。", "A dealer code has 2 to 12 capital letters and digits, as on the contract.";
    OtherDealer "setup.other_dealer", "这个接入码属于别的代理商，没有使用，本机数据没有改动。请向总部要本店的接入码。", "That code belongs to another dealer; it was not used up and nothing was changed here. Ask headquarters for your own.";
    EnrolmentCode "setup.enrolment_code", "接入码不对、已用过或已过期。请向总部要一个新的。", "The code is wrong, used or expired. Ask headquarters for a new one.";
    ServerUrl "setup.server_url", "总部地址不对。应以 https:// 开头。", "That address is wrong. It should begin with https://.";
    Invalid "input.invalid", "有几处没填对，请看标红的地方。没有保存。", "Some fields need attention; nothing was saved.";
    NotFound "record.not_found", "没有找到这条记录，可能已被删除。请刷新再看。", "The record was not found; it may have been deleted. Refresh.";
    InUse "customer.in_use", "这家还有没办完的工单、来电、投诉或承诺，不能删除。请先办完。", "This household still has open orders, calls, complaints or promises and cannot be deleted. Finish them first.";
    SerialTaken "unit.serial_taken", "这台机器已登记在另一家名下。请核对铭牌；确实过户请在机器页办理。", "This machine is registered to another household. Check the plate; transfer it on the machine's page.";
    MachineNeedsRemedy "machine.needs_remedy_case", "换机和退机要先办退换案：在这台机器的页面新建退换案，批准、客户同意以后，在案里办理。", "An exchange or a return needs a remedy case: open one from the machine's page; once it is approved and the customer agrees, it is carried out there.";
    MachineStep "machine.step_not_allowed", "这台机器现在的状态不能办这一步。请看它的流转记录，先补上前面的一步。", "The machine cannot take this step from where it stands. See its chain of custody and record the step before it first.";
    MachineRole "machine.step_role", "这一步不归您的岗位办，请让文员或经理来办。", "This step is not for your role; ask the desk or the manager.";
    MachineRelease "machine.release_first", "这台机器因安全停用，要经理确认危险已消除、解除停用后才能继续。请让经理来办。", "The machine is stopped for safety. Only the manager may release it, once the danger is gone; ask the manager.";
    MachineChanged "machine.changed", "这台机器的状态刚被别人改过，已显示最新情况，请再看一眼。", "Somebody changed this machine meanwhile; the latest is shown.";
    NotCommissioned "machine.not_commissioned", "调试检查还没有合格，不能投入使用。请先做完安装调试检查。", "Commissioning is not passed, so the machine may not be used. Finish the checklist first.";
    CommissionedAlready "machine.commissioned_already", "这台机器已经调试合格。移机后才要重新调试。", "This machine is commissioned already. It is done again only after a move.";
    SheetOpen "machine.sheet_open", "检查还没有做完，不能算合格，没有保存。请补上标出的项目。", "The checklist is not complete, so it cannot pass; nothing was saved. Complete the marked items.";
    ChecklistOpen "work_order.checklist_open", "安装调试检查还没有合格，不能完工。请打开这台机器，做完“调试检查”。", "Commissioning is not passed, so the order cannot be finished. Open the machine and complete its checklist.";
    MachineMissing "work_order.machine_missing", "这张工单要装的是哪台机器还没登记，不能完工。请在工单的“机器”一栏选一台，或登记一台。", "Which machine this order puts to work is not known, so it cannot be finished. Choose or register it at “Machine” on the order.";
    HouseholdFixed "work_order.household_fixed", "工单或它的投诉已经办完，或已经在它的机器上记了停用挂牌、不实行三包、退换案，客户不能再改。已经完工的，请经理先重开工单，改好客户再完工。", "The order or its complaint is done, or a danger, an exclusion or a remedy case is on record at its machine, so its household is not changed. If the work is finished, let the manager open the order again first, and finish it for the right household.";
    MachineDone "work_order.machine_done", "这张工单以前在原来那台机器上完过工，要改机器请经理来改，并写明原因；以前那次修理仍算在原来那台机器上。", "Work was finished on this order's machine before. Only a manager changes the machine, with a reason; the earlier repair stays with the machine it was made on.";
    MachineFixed "work_order.machine_fixed", "工单已经完工或取消，或已经在这台机器上记了停用挂牌，机器不能再改。确实错了请经理重开工单。", "The order is finished or cancelled, or a danger is on record at its machine, so the machine is not changed any more. If it is wrong, let the manager open the order again.";
    OtherMachineOpen "other_machine.open_order", "这台机器上还有没办完的工单，不能删除。请先办完或取消那张工单。", "An order on this machine is still open. Finish or cancel it first.";
    StepNotAllowed "work_order.step_not_allowed", "工单现在的状态不能走这一步。", "The order cannot take this step from its present state.";
    StepRole "work_order.step_role", "这一步要文员或经理来办。", "This step is for the desk or the manager.";
    StepMissing "work_order.step_missing", "这一步还缺内容，请填好标出的地方。", "This step needs the marked field.";
    OrderChanged "work_order.changed", "这张工单刚被别人改过，已显示最新情况，请再看一眼。", "Somebody changed this order meanwhile; the latest is shown.";
    WindowOrder "work_order.window_order", "上门时间的结束要晚于开始。", "The visit window must end after it begins.";
    OwnWork "work_order.own_work", "做活的人不能自己确认或关闭，请让店里另一个人回访；只有一个人时，在“设置—员工”里加上帮忙回访的家人或店员，由他来点。", "Who did the work cannot confirm or close it; let somebody else of the shop call the customer. If you are alone, add a relative or helper under Settings, People, and let them take this step.";
    ObjectionOwnWork "objection.own_work", "异议是对这次上门提的，做活的人不能自己记成已解决。先记下怎么处理的，让店里另一个人问过客户再点“已处理好”；店里没有别人，关单时会转成投诉。", "The objection is about this visit, so who did the work does not say that it is settled. Note what was done, and let somebody else of the shop ask the customer; if there is nobody, it becomes a complaint when the order is closed.";
    NotYours "work_order.not_yours", "这张工单没有派给您。请让派到的师傅来点，或请文员按他的电话代办。", "This order is not dispatched to you; let the technician it is dispatched to take the step, or the desk on their report.";
    CancelStarted "work_order.cancel_started", "师傅已经开始处理，或这张工单以前完工过，不能取消。请改期，或办完工并写明结果。", "The work has begun, or was finished before, so the order cannot be cancelled. Postpone it, or finish it and write down the result.";
    DangerOpen "work_order.danger_open", "这张工单有危险：先记停用、挂牌、告知签字（或客户拒签），再往下走。", "This order is about a danger: record that the machine was stopped and tagged and the customer told and signed (or would not sign) before going on.";
    DangerFinishFirst "danger.finish_first", "这台机器因为一张没办完的安全工单停用。请先在那张工单上完工，写明怎么复查的，再恢复使用。", "This machine is stopped for an order that is not finished. Finish that order with how it was checked, then put the machine back into use.";
    DangerVisitFirst "danger.visit_first", "这台机器停用以后还没有人到现场查过，不能摘牌。请先派人上门复查、完工，再恢复使用。", "Nobody has been at this machine since it was stopped, so the tag stays on. Send somebody to check it and finish that order, then put it back into use.";
    NotSatisfied "work_order.not_satisfied", "客户不满意不能确认，请选“重开”。", "The customer is not satisfied: reopen the order instead.";
    NeedsFailedContacts "work_order.needs_failed_contacts", "没有客户确认就关闭，要先有三次联系不上的记录，并写明原因。", "Closing without the customer needs three contacts in vain and a reason.";
    CancelWindow "work_order.cancel_window", "文员只能在 30 分钟内取消自己登记的工单，请经理来取消。", "A clerk may cancel only an own order within 30 minutes; ask the manager.";
    SafetyOrder "work_order.safety", "安全类工单只能由总部取消。", "Only headquarters may cancel a safety order.";
    ReopenWindow "work_order.reopen_window", "关闭超过 30 天，请登记新的报修。", "Closed more than 30 days ago: take a new request.";
    ComplaintStep "complaint.step_not_allowed", "这起投诉现在的状态不能走这一步，请看最新情况。", "The complaint cannot take this step from its present state; look at the latest.";
    ComplaintRole "complaint.role", "您的岗位不能走这一步，请经理或总部来办。", "This step is not for your role; ask the manager or headquarters.";
    ComplaintChanged "complaint.changed", "这起投诉刚被别人改过，已显示最新情况，请再看一眼。", "Somebody changed this complaint meanwhile; the latest is shown.";
    ComplainedAbout "complaint.complained_about", "被投诉的人、上门服务的人不能评判这起投诉，请让店里另一个人来办；店里没有别人，请联系总部。", "Who is complained about, or served, does not judge this complaint. Let somebody else of the shop take the step, or call headquarters.";
    ComplaintOwnHandling "complaint.own_handling", "调查、答复或执行的人不能自己关闭，请让另一个人向客户确认后关闭；店里没有别人能关的，由经理写明原因关闭。", "Who investigated, answered or carried it out does not close it; let somebody else ask the customer and close it. Where the shop has nobody else, the manager closes it with a reason.";
    ComplaintTakenOver "complaint.taken_over", "总部已接管这起投诉，店里只能补充记录。", "Headquarters has taken this complaint over; the shop only adds to the record.";
    ComplaintLowering "complaint.lowering", "A 级、B 级投诉只有总部质量能降级，请联系总部。", "Only headquarters' quality lowers class A and B; call headquarters.";
    ComplaintNotSatisfied "complaint.not_satisfied", "客户不满意不能关闭，请选“客户不接受”。", "The customer is not content: record that they do not accept it instead.";
    ComplaintReopenWindow "complaint.reopen_window", "关闭太久，已超过重开期限，请登记新的投诉。", "Closed too long ago to be opened again: take a new complaint.";
    ComplaintOver "complaint.over", "这起投诉已经办结，登记的内容不能再改。确实错了，请先重开，或用“补充记录”写明。", "This complaint is over and is not corrected any more. Open it again first, or add to its record.";
    ComplaintRequestTaken "complaint.request_taken", "这个来电已转成投诉，请打开那起投诉。", "This call is a complaint already; open that one.";
    RemedyStep "remedy_case.step_not_allowed", "这起退换案现在的状态不能走这一步，请看最新情况。", "The case cannot take this step from its present state; look at the latest.";
    RemedyRole "remedy_case.role", "您的岗位不能走这一步，请文员或经理来办。", "This step is not for your role; ask the desk or the manager.";
    RemedyChanged "remedy_case.changed", "这起退换案刚被别人改过，已显示最新情况，请再看一眼。", "Somebody changed this case meanwhile; the latest is shown.";
    RemedyOpenAlready "remedy_case.open_already", "这台机器已有一起没办完的退换案，请打开那一起接着办。", "This machine has an open case already; go on with that one.";
    RemedyRequestTaken "remedy_case.request_taken", "这个来电已立成退换案，请打开那一起。", "This call is a remedy case already; open that one.";
    RemedyNotDue "remedy_case.not_due", "这次报修不用自动立退换案：可能已经立了，或保修期内修好还不到两次。请看机器的保修卡。", "This report opens no case: there may be one already, or there were not two repairs that count. See the machine's warranty card.";
    RemedyNoHousehold "remedy_case.no_household", "还没登记这台机器是谁家的，不能立退换案。请先打开这张单，登记客户。", "It is not registered whose machine this is, so no case can be opened. Open the order and register the customer first.";
    RemedyLocked "remedy_case.locked", "方案已经提出，证据和诉求不能再改。要改，请经理退回或改方案。", "A proposal stands, so claim and evidence do not change any more. Have it sent back or revised first.";
    RemedyEvidence "remedy_case.evidence_missing", "证据还没齐，不能提方案。请补上标出“还缺”的几项。", "The evidence is not complete, so nothing can be proposed. Add what is marked as missing.";
    RemedyNotOffered "remedy_case.not_offered", "按规则，这种理由不能这样办。另有约定的，理由改为“约定”并写明。", "The rules do not give this on this ground. If it was agreed, change the ground to “agreed” and note it.";
    RemedyOwnProposal "remedy_case.own_proposal", "方案是您提的，要由另一个人批准。店里没有别人，请报总部。", "You made the proposal, so somebody else approves it; if there is nobody, ask headquarters.";
    RemedyAboveLimit "remedy_case.above_limit", "金额超过您的批准权限，没有批准。请选“报总部”。", "The amount is above what you may approve; nothing was approved. Choose “to headquarters”.";
    RemedyWithinLimit "remedy_case.within_limit", "金额在经理权限内，由经理批准，不用报总部。", "The amount is within the manager's limit, who approves it; headquarters is not asked.";
    RemedyOwed "remedy_case.owed", "按规则这是客户该得的，店里不能拒绝。请看方案里的条款。", "By the rules the customer has a right to this, so it cannot be refused; see the articles.";
    RemedyNotApproved "remedy_case.not_approved", "现在的方案和批准的不是同一个（两台电脑都改过），请经理选“改方案”，重新提出和批准。", "What stands is not what was approved (two PCs changed it); let the manager revise it and have it approved again.";
    RemedyCarriedOut "remedy_case.carried_out", "已经执行过，不能重开。有错请“另立更正案”。", "It was carried out and is not reopened; open a case that corrects it.";
    CareOver "care.over", "这个关怀电话已经有人办了，或今天不用打了，没有保存。请刷新再看。", "This care call was made by somebody else or is not due today any more; nothing was saved. Refresh.";
    RecallOver "recall.over", "总部已撤回或改了这份通知，这台机器不再在范围内，没有保存。请刷新再看。", "Headquarters withdrew or changed this notice and the machine does not fall in any more; nothing was saved. Refresh.";
    PlanGone "service_plan.gone", "这个服务套餐已经不卖了，或这份合同已经退订、到期，没有保存。请刷新再看。", "This service plan is not offered any more, or the contract is cancelled or over; nothing was saved. Refresh.";
    PlanSettled "service_plan.settled", "这件事已经办好了，没有保存。请刷新再看。", "This is settled already; nothing was saved. Refresh.";
    PromiseDone "promise.done", "这条承诺已经有了结果，不能再改。请记一条新的承诺。", "This promise has an outcome already; note a new one.";
    WarrantyCharge "work_order.warranty_charge", "这台机器在保修范围内，维修免费，不能收人工和配件费。点“为什么”看依据。", "This repair is free under warranty; neither work nor parts may be charged. See why on the order's page.";
    PaymentHeld "work_order.payment_held", "这张工单收过客户的钱。先把钱退给客户，在“费用与收款”里冲正那笔收款，再取消工单。", "The customer has paid for this order. Give the money back and take the payment back under costs and payments, then cancel the order.";
    PaymentOpen "work_order.payment_open", "还有钱没有收清。请先在“费用与收款”里记收款或赊账，再关闭。", "Something is not paid yet. Record the payment, or that the customer pays later, then close the order.";
    PartsNotReturned "work_order.parts_not_returned", "换下的旧件还没有交回。请先在“配件”里记旧件交回，再关闭。", "The old parts are still out. Book them back under Parts, then close the order.";
    ExclusionRole "exclusion.role", "您的岗位不能定这一条，请经理来确认。", "This is not for your role to decide; let a manager confirm it.";
    ExclusionOver "exclusion.over", "这一条已经有结论了，不能再改。要改，请重新提出。", "This claim is over and does not change any more. Make a new one if needed.";
    ExclusionNotUpheld "exclusion.not_upheld", "证据还没齐，或理由不成立，不能收费：先按免费修。请看“为什么”里还缺什么。", "The evidence is not complete or the ground does not hold, so the repair stays free. See under “why” what is missing.";
    ExclusionOwn "exclusion.own_claim", "这一条是您提的，要由店里另一位经理确认。", "You made this claim, so another manager confirms it.";
    ExclusionNotNeeded "exclusion.not_needed", "这次修理本来就按价目表收费，不用提“不实行三包”。", "This repair is charged by the price list anyway; nothing needs to be claimed.";
    ExclusionFinished "exclusion.finished", "工单已完工或取消：活是按免费做的，事先没有报价，不能再补收。", "The order is finished or cancelled: it was done free without a price agreed before, so nothing is charged now.";
    QuoteNotAgreed "money.not_agreed", "客户还没有同意这个价钱。请先把报价告诉客户，在“费用与收款”里记下“客户同意”。", "The customer has not agreed to this price. Tell them, and record under Costs and payments that they agree.";
    ChargeChanged "money.charge_changed", "有的项目现在不是客户听到的那个价了（套餐次数、价目表或保修有变化）。请在“费用与收款”里看哪一行变了，重新保存明细，告诉客户以后再完工。", "Some lines cost something else now than the customer was told (the plan, the price list or the warranty changed). See under Costs and payments which, save the lines again and tell the customer before finishing.";
    MoneyFixed "money.fixed", "工单已完工或取消，费用不能再改。改错了请先重开工单。", "The order is finished or cancelled, so its costs stand. Reopen the order first if they are wrong.";
    DiscountRole "money.discount_role", "优惠要由经理来定。请经理换人登录后再改。", "Only a manager may take something off. Let the manager sign in.";
    DiscountLimit "money.discount_limit", "优惠超过了经理能定的金额，请减少优惠，或联系总部。", "That is more than a manager may take off. Take off less, or ask headquarters.";
    FreeNotGiven "money.free_not_given", "这次修理不在保修期内，却没有收费。请经理先在“费用与收款”里点“免费处理”，写明原因，再关闭；该收钱的，请重开工单填费用。", "This repair is out of warranty and nothing was charged. Let a manager give it free under Costs and payments, with a reason, then close the order; if it is to be paid, reopen the order and set the costs.";
    ReversedAlready "money.reversed", "这笔收款已经冲销过，不能再冲。", "This payment has been taken back already.";
    RequestDone "request.done", "已办完，请重开工单或登记新报修。", "This is done already: reopen the order, or take a new request.";
    RequestHasOrder "request.has_order", "这件事的工单已经在办，不能直接改成别的。请先在工单里取消，再转；或者另外登记一个来电。", "Its order is under way, so it cannot become something else. Cancel the order first, or take another request.";
    RequestSafety "request.safety", "有危险的来电不能只在电话里答复，请开工单派人去看。", "A danger is not settled on the phone: open an order and send somebody.";
    VisitOwnWork "return_visit.own_work", "这家的活是您干的，不能由您回访。请换一个人打这个电话。", "You did this work, so you may not make the visit. Let somebody else call.";
    VisitAlone "return_visit.alone", "这家的活是您干的，店里又没有别人。可以由您回访：请勾选“店里只有我”再保存，总部会抽查。", "You did this work and nobody else is in the shop. You may call: tick that you are alone and save; headquarters will look at it.";
    VisitNotYet "return_visit.not_yet", "还没到回访的日子，到了那天会出现在“今天”里。", "It is too early for this visit; it will appear under “Today” on its day.";
    VisitOver "return_visit.over", "这次回访已经结束，不用再打。要改记录，请在客户的联系记录里另记一条。", "This visit is over; there is no need to call. To correct it, add a contact with the household.";
    VisitNumber "return_visit.number", "号码是错的。请先填对的号码，再回访。", "The number is wrong. Give the right one first.";
    VisitStep "return_visit.step", "这次回访现在不能走这一步，请看清情况再选。", "This step does not fit where the visit stands; look at it again.";
    VisitNoStart "return_visit.no_start", "这台机器没有安装日期，或没有登记是谁家的，排不出回访。请先补上。", "The machine has no installation date or no household, so no visits can be planned. Add them first.";
    DayNotClear "today.not_clear", "还有事情无人负责或没有下一步，今天不能日结。请先在下面补上；实在补不上，写明原因再日结（记为红色）。", "Some cases have no owner or no next step, so the day cannot be closed. Settle them below, or give the reason and close it in red.";
    NoRequest "today.no_request", "这张工单是从老资料来的，没有来电记录。请打开工单派工或预约，它就有负责人和下一步了。", "This order comes from old files and has no call behind it. Open it and dispatch or schedule it: then it has an owner and a next step.";
    AlertGone "alert.gone", "这条预警已经不在了：事情已经办了，或有新的变化。已显示最新情况。", "This alert no longer stands: the work was done, or something changed. The latest is shown.";
    AlertForManager "alert.for_manager", "这条预警要经理本人确认知悉。", "The manager has to take note of this alert in person.";
    FutureTime "input.future_time", "时间在将来，请检查日期和电脑时钟。", "The time is in the future; check the date and the PC's clock.";
    AlreadyResolved "conflict.already_resolved", "这处冲突已经有人决定了。", "This conflict has been decided already.";
    ConflictChanged "conflict.changed", "这一项后来又有人改过，现在的内容不是当时留下的那个。请先看现在的内容：要保留它，选“保留现在的”；要改成别的，请打开这条记录直接修改，再选“保留现在的”。", "Somebody has changed this since, so what stands now is not the version you compare. Look at the record: to keep what stands, choose the kept version; to change it, edit the record itself and then keep it.";
    ConflictManager "conflict.manager", "这一项要由经理来决定。经理决定之前，先按现在的内容办。", "This one is for the manager to decide; until then what stands now holds.";
    ConflictHeadquarters "conflict.headquarters", "这一项要由总部决定，请联系总部。决定之前，先按现在的内容办。", "This one is for headquarters to decide: call them. Until then what stands now holds.";
    ConflictStopped "conflict.stopped", "这台机器因为危险停用了，不能在这里改回使用。请选停用的那个版本；确实安全了，由经理在机器页面“解除停用”。", "This machine was stopped for danger and is not put back into use here. Choose the version that is stopped; when it is safe again, the manager releases it on the machine's page.";
    ConflictChoose "conflict.choose", "这一项只能从两个版本里选一个，不能另写。", "Choose one of the two versions here; another value cannot be written.";
    ConflictValue "conflict.value", "请填写新的内容。", "Give the new value.";
    ImportFile "import.file", "打不开这个文件。请确认它没有损坏、没有密码，并且是表格文件（xlsx、xls、ods、csv）。", "The file cannot be opened. Check that it is an undamaged spreadsheet (xlsx, xls, ods, csv) without a password.";
    ImportWebPage "import.web_page", "这是网页格式的表格，只是名字像 Excel 文件。请用 WPS 或 Excel 打开，另存为 xlsx 再导入。", "This is a web page under the name of a spreadsheet. Open it in WPS or Excel, save it as xlsx and import that.";
    ImportFormat "import.format", "这不是能导入的表格。请用 WPS 或 Excel 打开，另存为 xlsx 再导入。", "This is not a table that can be imported. Open it in WPS or Excel, save it as xlsx and import that.";
    ImportPassword "import.password", "这个文件有密码。请用 WPS 或 Excel 打开，去掉密码另存为 xlsx 再导入。", "The file has a password. Open it in WPS or Excel, save it without one as xlsx and import that.";
    ImportEmpty "import.empty", "这个文件是空的，没有可导入的行。", "The file is empty; there are no rows to import.";
    ImportTooLarge "import.too_large", "文件太大。请分成几个文件再导入。", "The file is too large; split it.";
    ImportSheet "import.sheet", "文件里没有这个工作表。", "The file has no such sheet.";
    ImportHeader "import.header", "没有找到表头。请指定表头在第几行。", "No header row was found; say which row it is.";
    ImportColumns "import.columns", "还有必要的列没有对应，请选好再导入。", "Required columns are not mapped yet.";
    ImportColumnRange "import.column_range", "对应的列超出了表格的范围，请重新选。", "A field is mapped to a column that the sheet does not have.";
    ImportColumnTwice "import.column_twice", "同一列对应了两项内容，请只留一项。", "Two fields are mapped to the same column; keep one of them.";
    ImportFieldUnknown "import.field_unknown", "对应表里有程序不认识的项目，请去掉它。", "The mapping names a field that does not exist.";
    ImportFieldKind "import.field_kind", "这种表格没有这一项，请去掉它，或改选表格的种类。", "Files of this kind have no such field; leave it out or choose another kind.";
    ImportReportFolder "import.report_folder", "退回行的表格要存的文件夹不存在，还没有开始导入。请先建好文件夹，或换一个地方。", "The folder for the workbook of refused rows does not exist; nothing was imported. Make the folder or choose another place.";
    ImportBusy "import.busy", "正在导入另一个文件，请等它完成。", "Another import is running; wait for it.";
    ImportCancelled "import.cancelled", "导入已取消，什么都没有改动。", "The import was cancelled; nothing was changed.";
    ImportReport "import.report", "数据已经导入，但退回行的表格没有写成。请换一个能保存的文件夹，把同一个文件再导入一次：已导入的不会重复，退回的行会重新写进表格。", "The rows are imported, but the workbook of refused rows could not be written. Import the same file again with another place for it: nothing is imported twice, and the refused rows are written anew.";
    DraftTooLarge "draft.too_large", "草稿太长，没有保存。", "The draft is too long and was not saved.";
    SyncNotConnected "sync.not_connected", "这台电脑还没有接入总部。", "This PC is not connected to headquarters.";
    SyncOffline "sync.offline", "现在连不上总部。改动都在本机，联网后会自动上报。", "Headquarters cannot be reached. Everything is kept here and will be sent later.";
    SyncPortal "sync.captive_portal", "网络要求先登录（弹出网页）。请在浏览器里登录网络后再同步。", "The network wants a log-in first. Log in with a browser, then sync.";
    SyncRevoked "sync.revoked", "总部已停用这台电脑的接入。本机数据还在，请联系总部。", "Headquarters has revoked this PC. The data is still here; call headquarters.";
    SyncClock "sync.clock", "电脑时钟不对，安全连接建立不了。请校准日期和时间。", "The PC's clock is wrong, so no secure connection can be made. Set date and time.";
    SyncFork "sync.fork", "这台电脑的数据像是从备份恢复或整机复制来的，刚才没能和总部对上。数据都在本机，下次同步会自动再试；一直不行请联系总部，不要删除数据文件夹。", "This PC's data looks restored or cloned and could not be brought together with headquarters just now. Everything is kept here and the next sync tries again; if it goes on, call headquarters and keep the data folder.";
    SyncServer "sync.server", "总部服务器暂时出错，稍后会自动再试。", "Headquarters' server has a problem; it will be tried again.";
    SyncBusy "sync.busy", "正在同步，请稍候。", "A sync is running.";
    SyncOtherHistory "sync.other_history", "总部的数据库已更换，正在重新核对。请联系总部确认。", "Headquarters' database was replaced. Call headquarters.";
    StoreFolderMissing "store.folder_missing", "数据文件夹找不到了，可能是放数据的硬盘没有接好。请接上硬盘，再按“再试一次”。数据没有改动，不用重新设置。", "The data folder is not there; perhaps its disk is not plugged in. Plug it in and try again. Nothing was changed, and there is no need to set up anew.";
    StoreInUse "store.in_use", "无忧售后已经在这台电脑上打开了（或另一个用户正在用）。请切换到已打开的窗口。", "Wuyou is already open on this PC (or another user has it open). Switch to that window.";
    StoreTooNew "store.too_new", "数据是用更新的版本保存的。请升级程序，数据没有改动。", "The data was written by a newer version. Update the program; nothing was changed.";
    StoreDamaged "store.damaged", "数据文件损坏，打不开。请用“恢复备份”，原文件会保留。", "The data file is damaged. Restore a backup; the file is kept.";
    StoreUpgradeRoom "store.upgrade_room", "新版本第一次打开数据前，要先完整备份一份，但磁盘剩下的空间不够。请清出空间（至少是数据文件大小的两倍），再按“再试一次”。数据没有改动，原来的版本照样能用。", "Before a newer version opens the data for the first time it makes a whole copy, and the disk has no room for it. Free some space, at least twice the size of the data file, and try again. Nothing was changed, and the former version still works.";
    StoreUpgradeFailed "store.upgrade_failed", "数据没能升级到新版本的格式，已原样退回，什么都没有丢。请先按“再试一次”；还不行，请装回原来的版本继续用，并联系总部，升级前的备份在数据文件夹的备份里。", "The data could not be brought to the form of the new version and was left exactly as it was. Try again; if that does not help, install the former version, go on with it and call headquarters. The copy from before the upgrade lies among the backups.";
    StoreReadOnly "store.read_only", "数据文件夹是只读的，不能保存。请检查磁盘和权限。", "The data folder is read-only; check disk and permissions.";
    StoreDiskFull "store.disk_full", "磁盘满了，刚才的内容没有保存。请清出空间再试。", "The disk is full; the last entry was not saved. Free some space.";
    StoreKeyMissing "store.key_missing", "找不到数据的钥匙（可能换了电脑或系统用户）。请用原来的用户登录，或联系总部重新接入。", "The key of the data is missing (another PC or user?). Log in as the former user, or ask headquarters to connect anew.";
    StoreKeyStore "store.key_store", "系统的密码库还没有解锁（刚开机时会这样），数据暂时打不开。请重新登录系统或解锁密码库，再按“再试一次”。数据没有改动。", "The system's key store is locked (as it may be just after the start), so the data cannot be opened yet. Log in anew or unlock it, then try again. Nothing was changed.";
    UpdateOff "update.off", "这个程序没有内置更新用的钥匙，不能在这里更新。新版本请向总部要安装包。", "This program was built without a key for updates, so it cannot be updated here. Ask headquarters for an installer.";
    UpdatePackage "update.package", "这不是无忧售后的更新文件，没有更新。请选总部发来的那份更新文件。", "This is not a package of Wuyou; nothing was updated. Choose the file headquarters sent (it ends in “.wyu”).";
    UpdateSignature "update.signature", "更新文件不是总部发布的原样（签名对不上），没有更新，已安装的版本没有动。请向总部重新要一份，并告诉总部这份是从哪里来的。", "The package is not as headquarters released it (the signature does not hold). Nothing was updated. Ask headquarters for another copy and say where this one came from.";
    UpdateCut "update.cut", "更新文件不完整，可能没有拷完。没有更新，请重新拷贝或下载一份。", "The package is not whole; perhaps it was not copied to the end. Nothing was updated. Copy or download it again.";
    UpdateTarget "update.target", "这个更新文件是给另一种系统用的，没有更新。请向总部要适合这台电脑的文件。", "This package is for another kind of system; nothing was updated. Ask headquarters for the one for this PC.";
    UpdateOlder "update.older", "这个更新文件不比现在的版本（或见过的版本）新，没有更新。", "This package is not newer than the present version, or than one that was seen; nothing was updated.";
    UpdateExpired "update.expired", "这个更新文件已过期，没有更新。请向总部要最新的；如果电脑的日期不对，请先调好日期。", "This package has expired; nothing was updated. Ask headquarters for the latest one; if this PC's date is wrong, put it right first.";
    UpdateNone "update.none", "没有等着安装的新版本。", "No new version waits to be installed.";
    UpdateNoFormer "update.no_former", "这台电脑上没有保存上一个版本，退不回去。请向总部要上一个版本的安装包。", "The former version is not kept on this PC. Ask headquarters for its installer.";
    UpdateDataNewer "update.data_newer", "新版本已经升级了数据的格式，上一个版本打不开，所以不能退回，数据没有改动。请联系总部；更新之前的备份在数据文件夹的备份里。", "The new version has brought the data to a form the former one cannot open, so there is no going back; nothing was changed. Call headquarters; the copy from before the update lies among the backups.";
    UpdateInstall "update.install", "新版本没有装上，现在用的还是原来的版本，数据没有改动。请再试一次；还不行请向总部要安装包。", "The new version was not installed; the present one goes on and nothing was changed. Try again; if that does not help, ask headquarters for an installer.";
    StoreBusy "store.busy", "数据正忙，请稍后再试。没有保存。", "The data is busy; try again. Nothing was saved.";
    StoreFailed "store.failed", "读写数据出错，刚才的操作没有保存。", "Reading or writing the data failed; the last action was not saved.";
    PrintNothing "print.nothing", "没有可打印的内容，请先选好要打印哪一张。", "There is nothing to print; choose what to print first.";
    PrintMissingCharacters "print.missing_characters", "有的字打不出来，纸上会是空框，所以没有存。请核对这些字；确实要用，就选“照样打印”，拿到纸后用笔补上。", "Some characters cannot be printed and would come out as empty boxes, so nothing was saved. Check them; to go on, choose to print all the same and write them in by hand.";
    PrintFile "print.file", "打印文件写不进去。请换一个位置：写出完整的文件名、以 .pdf 结尾（小票机用的以 .prn 结尾）；并看看硬盘或优盘是否插好、这个文件是不是正开着或设成了只读。单子没有丢，可以再存一次。", "The file could not be written. Choose another place with a whole path ending in .pdf (.prn for a receipt printer), and check that the disk is plugged in and the file is neither open elsewhere nor read-only. Nothing is lost; save it again.";
    PrintNoPrinter "print.no_printer", "还没有设小票机。请在打印窗口的“印在纸上的电话和小票机”里填上小票机的地址；或者先存成 PDF。", "No receipt printer is set. Enter its address under “Numbers on the paper and receipt printer” in the print window, or save a PDF.";
    PrintPrinter "print.printer", "小票机没有收下这张单子。请看看小票机有没有开、有没有纸、线或网络通不通、地址对不对；等一会儿没有出纸，再打一次；急用可以先存成 PDF。单子没有丢。", "The receipt printer did not take the document. Check that it is on, has paper, is connected and its address is right; if nothing comes out after a while, print again; or save a PDF. Nothing is lost.";
    BackupFile "backup.file", "这个备份打不开或不完整，现有数据没有改动。", "This backup cannot be opened or is incomplete; the present data was not changed.";
    BackupOtherPc "backup.other_pc", "这个备份不是在这台电脑现在的数据文件夹里做的，要用恢复码才打得开。请把做备份的那台电脑的恢复码（经理记在纸上的）填进去再试；没有记过，请向总部要接入码接入，数据会从总部取回来。现有数据没有改动。", "This backup was not made in the present data folder of this PC and opens only with a recovery code. Enter the code of the PC it was made on, which its manager keeps on paper; if nobody noted it, connect to headquarters with an enrolment code and the data will come from there. The present data was not changed.";
    BackupCodeTyped "backup.code_typed", "恢复码抄错了：一共十四组，每组四个，最后一组用来核对，现在对不上。请照着纸一组一组再看一遍。现有数据没有改动。", "The recovery code is mistyped: it has fourteen groups of four, and its check at the end does not fit. Compare it with the paper group by group. The present data was not changed.";
    BackupCodeOther "backup.code_other", "恢复码没有抄错，但不是这个备份的：请换成做这个备份的那台电脑的恢复码，或另选一个备份。现有数据没有改动。", "The recovery code is right in itself but not of this backup. Use the code of the PC the backup was made on, or choose another backup. The present data was not changed.";
    JobBusy "job.busy", "同样的事正在进行，请等它完成或先停下它。", "The same work is running already; wait for it or stop it first.";
    JobCancelled "job.cancelled", "已停止：没有留下写了一半的东西，现有数据没有改动。", "Stopped: nothing half-written is left, and the present data was not changed.";
    BackupDisk "backup.disk", "放备份的 U 盘或文件夹不见了，或者写到一半断开了。没有留下写了一半的备份，现有数据没有改动。插好再试，或换个地方。", "The disk or folder for the backup is gone, or went away while it was written. No half-written backup is left and the present data was not changed. Plug it in again, or choose another place.";
    BackupPlace "backup.place", "备份不能存成这个文件：请写出完整的位置，不要放进程序自己的数据文件夹，也不要盖掉别的文件。什么都没有改动。", "The backup cannot be written to this file: give its whole path, outside the program's data folder, and not over another file. Nothing was changed.";
    UndoNothing "undo.nothing", "没有可以撤销的操作。收款请用“冲销”，登记错的工单请用“取消工单”。", "There is nothing to undo. Reverse a payment on its order; cancel an order that was registered by mistake.";
    UndoOwnWay "undo.own_way", "工单、投诉的这一步不能用撤销退回。请打开它，用它自己的办法：改时间、换人、改期或取消。", "This step of an order or complaint is not taken back this way. Open it and use its own: move the visit, send another, postpone or cancel.";
    UndoSent "undo.sent", "这一步已经上报，别的电脑可能已经照着办了，不能撤销。请打开工单，用换人、改时间、改期或取消。", "This step was sent; another PC may have acted on it already, so it cannot be undone. Open the order and send another, move the visit, postpone or cancel.";
    UndoChanged "undo.changed", "这一步不能撤销：后来有人又改过同一处，或者所属的记录已删除。现在的内容没有动，请打开记录直接修改。", "This step cannot be undone: somebody changed the same place since, or what it belongs to was deleted. Nothing was changed; edit the record itself.";
    TrashTooOld "trash.too_old", "删除超过 30 天，不能再恢复。", "Deleted more than 30 days ago; it cannot be brought back.";
    TrashHolder "trash.holder", "它所属的客户也删除了，请先恢复客户。", "The household it belongs to is deleted too; bring that back first.";
    FilePlace "file.place", "不能存成这个文件：请写出完整的位置和文件名，文件夹要已经存在，不要放进程序自己的文件里，也不要盖掉别的文件。什么都没有写。", "It cannot be written to this file: give its whole path in a folder that exists, not over the program's own or any other file. Nothing was written.";
    PhotoEmpty "photo.empty", "这个文件是空的，没有图片。请重新从手机传一次。", "The file is empty; send it from the phone once more.";
    PhotoHeic "photo.heic", "这是苹果手机的 HEIC 照片，程序读不了。请在手机上改存为 JPEG（设置—相机—格式—兼容性最佳），或用微信发过来再存。", "This is an iPhone photo (HEIC), which the program does not read. Send it as JPEG (Settings, Camera, Formats, Most Compatible) or through WeChat.";
    PhotoFormat "photo.format", "这不是能读的图片。请用 JPEG、PNG、WebP 或 BMP 图片；PDF 和文档请拍成照片。", "This is not a picture that can be read. Use JPEG, PNG, WebP or BMP; photograph a PDF or a document.";
    PhotoDamaged "photo.damaged", "这张图片不完整或已损坏。请重新从手机传一次。", "This picture is incomplete or damaged; send it from the phone once more.";
    PhotoTooLarge "photo.too_large", "文件超过 60 MB。请先在手机上缩小，或截一张图再传。", "The file is larger than 60 MB. Make it smaller on the phone, or send a screenshot of it.";
    PhotoTooManyPoints "photo.too_many_points", "这张图片超过 6500 万像素，电脑内存吃不消。请在手机相机里选低一档的像素，或截一张图再传。", "This picture has more than 65 million points, too many for the PC's memory. Choose a smaller size in the camera, or send a screenshot of it.";
    PhotoFile "photo.file", "打不开这个文件。请看看手机、优盘是否还连着，文件是不是还在。", "The file cannot be opened. Check that the phone or stick is still connected and the file is still there.";
    PhotoTwice "photo.twice", "这张照片这里已经有了，没有重复添加。", "This photo is here already; it was not added again.";
    PhotoBusy "photo.busy", "正在添加另一批照片，请等它完成。", "Other photos are being added; wait for them.";
    PhotoCancelled "photo.cancelled", "已停止添加，这一批照片都没有保存。", "Adding was stopped; none of these photos was kept.";
    PhotoElsewhere "photo.elsewhere", "照片在别的电脑上，这台电脑没有它的内容。", "The picture is on another PC; this one does not have it.";
    PhotoStore "photo.store", "照片文件读写不了，客户和工单的数据不受影响。请检查硬盘；不行就用“设置—备份”里您自己做的备份恢复，照片会一起回来。", "The file of photos cannot be read or written; the data of customers and orders is not affected. Check the disk; if that does not help, restore a backup you made under Settings, which brings the photos back.";
    PhotoSettled "photo.settled", "工单、投诉或退换案已经办结，照片是依据，只有经理能删。", "The order, complaint or case is closed and was judged by this photo; only the manager takes it away.";
    PhotosMissing "work_order.photos_missing", "完工时以纸质签字单的照片作签字，现在照片没有了。请在工单的“照片”里重新添加签字单照片，再关闭。", "The photo of the signed sheet stood for the signature and is gone. Add it again under Photos of the order, then close it.";
    ExportBusy "export.busy", "正在导出另一个列表，请等它完成。", "Another list is being taken out; wait for it.";
    ExportCancelled "export.cancelled", "导出已取消，没有写文件。", "The export was cancelled; no file was written.";
    DesktopStart "desktop.start", "这台电脑没有让程序改开机启动，设置没有变。请看看杀毒软件或系统的“启动应用”是不是拦住了。", "This PC did not let the program change what starts with it; the setting is as it was. Check the system's list of start-up apps and the virus scanner.";
    ExampleMerge "example.merge", "示例客户不能和真实客户合并：移除示例时，真实客户的工单、投诉、承诺会一起没了。练习合并请用两户示例客户。", "A household of the example is not merged with a real one: its orders, complaints and promises would go with the example. Practise on two of the example.";
    ExampleMerged "example.merged", "有示例客户和真实客户合并在一起，示例没有移除。请先在客户页把合并拆开，再移除示例。", "A household of the example is merged with a real one, and nothing was removed. Take the merge apart on the customer’s page first.";
    BackupOtherDealer "backup.other_dealer", "这个备份是别的代理商的，不能恢复到本店的数据上。现有数据没有改动。", "This backup belongs to another dealer and cannot take the place of this shop's data. The present data was not changed.";
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for ErrorCode {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for ErrorCode {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.code() == text)
            .ok_or_else(|| serde::de::Error::custom("unknown error code"))
    }
}

/// One field that was not right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema, ts_rs::TS)]
pub struct FieldError {
    /// The field: `name`, `phones.0.number`.
    pub field: String,
    /// Why: `required`, `too_long`, `bad_phone`, `bad_date`, `bad_serial`, …
    pub code: String,
    /// In Chinese, with what to do.
    pub message_zh: String,
    /// In English, with what to do.
    pub message_en: String,
    /// A probable correction.
    pub suggestion: Option<String>,
}

/// A refused or failed call.
#[derive(Debug, Clone, PartialEq)]
pub struct ApiError {
    /// What went wrong.
    pub code: ErrorCode,
    /// The fields that were not right.
    pub fields: Vec<FieldError>,
    /// Anything else a caller may show or act on. Never customer data.
    pub details: Map<String, Value>,
}

impl ApiError {
    /// An error with nothing but its code.
    #[must_use]
    pub fn new(code: ErrorCode) -> Self {
        Self {
            code,
            fields: Vec::new(),
            details: Map::new(),
        }
    }

    /// An input error with its fields.
    #[must_use]
    pub fn invalid(fields: Vec<FieldError>) -> Self {
        Self {
            code: ErrorCode::Invalid,
            fields,
            details: Map::new(),
        }
    }

    /// Adds a detail.
    #[must_use]
    pub fn with_detail(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.details.insert(name.to_owned(), value.into());
        self
    }

    /// The JSON every host answers with: `{"code", "message", "details"}`.
    #[must_use]
    pub fn to_json(&self, language: Language) -> Value {
        let mut details = self.details.clone();
        if !self.fields.is_empty() {
            let fields = serde_json::to_value(&self.fields).unwrap_or_default();
            details.insert("fields".to_owned(), fields);
        }
        serde_json::json!({
            "code": self.code.code(),
            "message": self.code.message(language),
            "details": details,
        })
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.message(Language::En))
    }
}

impl std::error::Error for ApiError {}

impl From<ErrorCode> for ApiError {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_unique_and_says_what_to_do_in_both_languages() {
        let mut seen = std::collections::HashSet::new();
        for code in ErrorCode::ALL {
            assert!(seen.insert(code.code()), "{code} twice");
            let zh = code.message(Language::Zh);
            assert!(zh.ends_with('。'), "{code}: {zh}");
            assert!(code.message(Language::En).ends_with('.'), "{code}");
        }
    }
}

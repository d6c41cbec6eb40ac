//! The command list: name, request, response, and who may call it.

#[macro_use]
mod make;
mod info;
mod wire;

use schemars::schema_for;
use serde_json::Value;

use crate::error::{ApiError, ErrorCode};
use crate::{
    access, alert, backup, care, complaint, conflict, consent, contact, counter, customer, danger,
    diagnosis, draft, duty, exclusion, export, fault, greeting, import, job, machine, market_day,
    money, objection, other_machine, phone, photo, place_name, preference, print, promise, recall,
    recent, recovery, remedy_case, report, request, return_visit, roster, score, search,
    service_plan, setup, sheet, shop_event, sla, staff, stock, sync, today, trash, undo, unit,
    update, warranty, work_order,
};

pub use info::{Allowed, CommandInfo};
use info::{DESK, EVERYONE, MANAGER};
use wire::{answer, read};

commands! {
    /// Tells how the program stands; works before the first run.
    app_status "app.status": setup::AppStatusGet => setup::AppStatus, Allowed::Open;
    /// Chooses the data folder at the first run.
    setup_use_folder "setup.use_folder": setup::SetupFolder => setup::AppStatus, Allowed::Open;
    /// Sets this PC up without network.
    setup_offline "setup.offline": setup::SetupOffline => setup::AppStatus, Allowed::Open;
    /// Connects this PC to headquarters with a one-time code.
    setup_enrol "setup.enrol": setup::SetupEnrol => setup::AppStatus, Allowed::Open;
    /// Reads the settings.
    settings_get "settings.get": setup::SettingsGet => setup::Settings, Allowed::Open;
    /// Changes settings.
    settings_set "settings.set": setup::SettingsSet => setup::Settings, EVERYONE;
    /// Loads example data, visibly marked.
    example_load "example.load": setup::ExampleLoad => draft::Done, MANAGER;
    /// Tells what goes when the example data is removed.
    example_count "example.count": setup::ExampleCount => setup::ExampleContents, MANAGER;
    /// Removes the example data.
    example_remove "example.remove": setup::ExampleRemove => draft::Done, MANAGER;
    /// Checks the database.
    app_verify "app.verify": setup::Verify => setup::Verification, EVERYONE;
    /// Lists the people of the shop; open, so that the log-in can offer them.
    staff_list "staff.list": staff::StaffList => staff::StaffPage, Allowed::Open;
    /// Adds a person.
    staff_create "staff.create": staff::StaffCreate => staff::Staff, MANAGER;
    /// Changes a person.
    staff_update "staff.update": staff::StaffUpdate => staff::Staff, MANAGER;
    /// Says who is working now.
    staff_switch "staff.switch": staff::StaffSwitch => staff::Staff, Allowed::Open;
    /// Locks this PC until somebody says who they are.
    staff_lock "staff.lock": staff::StaffLock => draft::Done, EVERYONE;
    /// Shows a person with absences, certificates and open work.
    staff_get "staff.get": roster::StaffGet => roster::StaffDetail, EVERYONE;
    /// Lets a person leave and hands their open work over, in one step.
    staff_leave "staff.leave": roster::StaffLeave => staff::Staff, MANAGER;
    /// Says what a person can do.
    staff_skills "staff.skills": roster::StaffSkillsSet => roster::StaffDetail, MANAGER;
    /// Writes a certificate down from its paper, or takes that back.
    staff_certificate "staff.certificate": roster::StaffCertificateSet => roster::StaffDetail, MANAGER;
    /// Says on which weekdays a person rests.
    staff_rest "staff.rest": roster::StaffRestSet => roster::StaffDetail, MANAGER;
    /// Lists everybody with what they can do.
    roster_list "roster.list": roster::RosterList => roster::RosterPage, MANAGER;
    /// Lists absences that are not over.
    absence_list "absence.list": roster::AbsenceList => roster::Absences, EVERYONE;
    /// Notes days on which a person is away.
    absence_create "absence.create": roster::AbsenceCreate => roster::Absence, DESK;
    /// Takes an absence back.
    absence_delete "absence.delete": roster::AbsenceDelete => draft::Done, DESK;
    /// Lists the certificates of everybody who works here.
    certificate_list "certificate.list": roster::CertificateList => roster::Certificates, EVERYONE;
    /// Tells who could be sent to an order on the day of its visit, and why not.
    dispatch_options "dispatch.options": roster::DispatchOptionsGet => roster::DispatchOptions, EVERYONE;
    /// Lists who looked at whose file and who took data out.
    access_list "access.list": access::AccessList => access::AccessPage, MANAGER;
    /// Shows a person's scorecard; another's only to the manager.
    score_card "score.card": score::ScoreCardGet => score::ScoreCard, EVERYONE;
    /// Shows everybody's figures and those of the shop.
    score_board "score.board": score::ScoreBoardGet => score::ScoreBoard, MANAGER;
    /// Lists the rows behind a figure; another's only to the manager.
    score_cases "score.cases": score::ScoreCasesGet => score::ScoreCases, EVERYONE;
    /// Objects to a figure of one's own card.
    score_object "score.object": score::ScoreObject => score::ScoreCard, EVERYONE;
    /// Answers an objection to a figure; not one's own.
    score_answer "score.answer": score::ScoreAnswer => score::ScoreBoard, MANAGER;
    /// Counts the repairs finished in a span of days by the class of their cause.
    report_causes "report.causes": report::ReportCausesGet => report::CauseReport, DESK;
    /// Counts what of the knowledge base was used on the phone in a span of days.
    report_knowledge "report.knowledge": report::ReportKnowledgeGet => report::KnowledgeReport, DESK;
    /// Counts how content the customers were whose orders were finished in a span of days.
    report_satisfaction "report.satisfaction": report::ReportSatisfactionGet => report::SatisfactionReport, DESK;
    /// Shows who answers after closing time, night by night.
    duty_week "duty.week": duty::DutyWeekGet => duty::DutyWeek, EVERYONE;
    /// Lists every night somebody was named for.
    duty_list "duty.list": duty::DutyList => duty::DutyNights, EVERYONE;
    /// Says who answers on one night.
    duty_set "duty.set": duty::DutySet => duty::DutyNight, MANAGER;
    /// Says when the shop closes and opens.
    duty_hours "duty.hours": duty::DutyHours => draft::Done, MANAGER;
    /// Tells who answers tonight, and on which nights nobody does.
    duty_tonight "duty.tonight": duty::DutyTonightGet => duty::DutyTonight, EVERYONE;
    /// Tells what kind of days these are: lunar days and holidays.
    calendar_days "calendar.days": shop_event::CalendarDays => shop_event::CalendarPage, EVERYONE;
    /// Shows what the shop does on certain days, and the holidays.
    shop_event_list "shop_event.list": shop_event::ShopEventList => shop_event::ShopEvents, EVERYONE;
    /// Writes down what the shop does on certain days.
    shop_event_save "shop_event.save": shop_event::ShopEventSave => shop_event::ShopEvent, DESK;
    /// Takes something out of the calendar.
    shop_event_remove "shop_event.remove": shop_event::ShopEventRemove => draft::Done, DESK;
    /// Suggests what the shop might do in the next 60 days, by holidays and the season.
    shop_event_suggest "shop_event.suggest": shop_event::ShopEventSuggest => shop_event::ShopEventIdeas, EVERYONE;
    /// Says that a suggestion is not wanted this year.
    shop_event_unwanted "shop_event.unwanted": shop_event::ShopEventUnwanted => draft::Done, DESK;
    /// Lists the old names of towns and villages the shop keeps.
    place_name_list "place_name.list": place_name::PlaceNameList => place_name::PlaceNames, EVERYONE;
    /// Writes down what a town or village is called today.
    place_name_save "place_name.save": place_name::PlaceNameSave => place_name::PlaceName, DESK;
    /// Forgets an old name.
    place_name_remove "place_name.remove": place_name::PlaceNameRemove => draft::Done, DESK;
    /// Tells what a place is called today.
    place_name_read "place_name.read": place_name::PlaceNameRead => place_name::PlaceToday, EVERYONE;
    /// Lists the towns with a market.
    market_day_list "market_day.list": market_day::MarketDayList => market_day::MarketDays, EVERYONE;
    /// Writes down when a town holds its market.
    market_day_save "market_day.save": market_day::MarketDaySave => market_day::MarketDay, DESK;
    /// Forgets the market of a town.
    market_day_remove "market_day.remove": market_day::MarketDayRemove => draft::Done, DESK;
    /// Tells where there is a market on some days.
    market_day_on "market_day.on": market_day::MarketDayOn => market_day::MarketsOfDays, EVERYONE;
    /// Tells whom a greeting card goes to.
    greeting_plan "greeting.plan": greeting::GreetingPlan => greeting::GreetingPlanned, DESK;
    /// Records that greeting cards were sent.
    greeting_sent "greeting.sent": greeting::GreetingSent => greeting::GreetingRecorded, DESK;
    /// Lists the care calls of today.
    care_list "care.list": care::CareList => care::CareCalls, EVERYONE;
    /// Records that a care call was made, or why it was left.
    care_finish "care.finish": care::CareFinish => care::CareCalls, EVERYONE;
    /// Sets how many care calls there are in a day.
    care_set "care.set": care::CareSet => care::CareCalls, MANAGER;
    /// Shows everything that is due, the most urgent first.
    today_get "today.get": today::TodayGet => today::Today, EVERYONE;
    /// Says who answers for an open case, and when something is to be done next.
    today_assign "today.assign": today::TodayAssign => draft::Done, DESK;
    /// Shows the report of the day, what stands in the way of closing it, and the days before.
    today_report "today.report": today::DayReportGet => today::DayReport, DESK;
    /// Lists every day that was closed.
    today_closes "today.closes": today::DayCloseList => today::DayCloses, DESK;
    /// Closes the day and keeps its report.
    today_close "today.close": today::DayCloseNow => today::DayReport, DESK;
    /// Lists the alerts of everything open, and the dangers to life.
    alert_list "alert.list": alert::AlertList => alert::Alerts, EVERYONE;
    /// Tells how many alerts there are; open, so that a locked PC is heard.
    alert_locked "alert.locked": alert::AlertLocked => alert::AlertNumbers, Allowed::Open;
    /// Takes note of an alert.
    alert_acknowledge "alert.acknowledge": alert::AlertAcknowledge => alert::Alerts, EVERYONE;
    /// Notes what was done at once about a danger to life.
    alert_safety "alert.safety": alert::AlertSafety => alert::Alerts, EVERYONE;
    /// Makes a household.
    customer_create "customer.create": customer::CustomerCreate => customer::CustomerDetail, EVERYONE;
    /// Changes a household.
    customer_update "customer.update": customer::CustomerUpdate => customer::CustomerDetail, EVERYONE;
    /// Shows a household with everything about it.
    customer_get "customer.get": customer::CustomerGet => customer::CustomerDetail, EVERYONE;
    /// Deletes a household that has no open order.
    customer_delete "customer.delete": customer::CustomerDelete => draft::Done, MANAGER;
    /// Makes two households one, so that it can be undone.
    customer_merge "customer.merge": customer::CustomerMerge => customer::CustomerDetail, DESK;
    /// Takes a merge of two households back.
    customer_unmerge "customer.unmerge": customer::CustomerUnmerge => customer::CustomerDetail, DESK;
    /// Says that two households are not the same, so that they are not suggested again.
    customer_apart "customer.apart": customer::CustomerApart => draft::Done, DESK;
    /// Lists households that may be the same.
    customer_suspects "customer.suspects": customer::CustomerSuspects => customer::Suspects, DESK;
    /// Lists what happened with a household, the latest first, page by page.
    customer_timeline "customer.timeline": customer::CustomerTimeline => customer::TimelinePage, EVERYONE;
    /// Tells what the people of a household agreed to.
    consent_list "consent.list": consent::ConsentList => consent::Consents, EVERYONE;
    /// Records that somebody agreed, or took it back.
    consent_record "consent.record": consent::ConsentRecord => consent::Consents, EVERYONE;
    /// Lists the towns households live in, the fullest first.
    customer_towns "customer.towns": customer::CustomerTowns => customer::Towns, EVERYONE;
    /// Lists households, page by page.
    customer_list "customer.list": customer::CustomerList => customer::CustomerPage, EVERYONE;
    /// Finds households as one types.
    customer_search "customer.search": customer::CustomerSearch => search::SearchHits, EVERYONE;
    /// Shows one number in full, for a reason that the access log keeps.
    phone_reveal "phone.reveal": phone::PhoneReveal => phone::PhoneRevealed, EVERYONE;
    /// Registers a machine, or binds a known one to a household.
    unit_register "unit.register": unit::UnitRegister => unit::UnitDetail, EVERYONE;
    /// Changes a machine.
    unit_update "unit.update": unit::UnitUpdate => unit::UnitDetail, EVERYONE;
    /// Shows a machine with its history.
    unit_get "unit.get": unit::UnitGet => unit::UnitDetail, EVERYONE;
    /// Lists machines, page by page.
    unit_list "unit.list": unit::UnitList => unit::UnitPage, EVERYONE;
    /// Checks a serial without saving.
    unit_check_serial "unit.check_serial": unit::UnitCheckSerial => unit::SerialCheck, EVERYONE;
    /// Registers a machine of another maker on this PC, or changes it.
    other_machine_save "other_machine.save": other_machine::OtherMachineSave => other_machine::OtherMachineDetail, EVERYONE;
    /// Shows a machine of another maker with its orders.
    other_machine_get "other_machine.get": other_machine::OtherMachineGet => other_machine::OtherMachineDetail, EVERYONE;
    /// Lists the machines of other makers, page by page.
    other_machine_list "other_machine.list": other_machine::OtherMachineList => other_machine::OtherMachinePage, EVERYONE;
    /// Takes a machine of another maker out of the lists.
    other_machine_remove "other_machine.remove": other_machine::OtherMachineGet => draft::Done, DESK;
    /// Shows the warranty of a machine as of today, with its reasons.
    warranty_card "warranty.card": warranty::WarrantyCardGet => warranty::WarrantyCard, EVERYONE;
    /// Shows the life of a machine: sale, chain of custody, commissioning, maintenance.
    machine_get "machine.get": machine::MachineGet => machine::MachineDetail, EVERYONE;
    /// Records the sale of a machine, or completes what is known of it.
    machine_sell "machine.sell": machine::MachineSell => machine::MachineDetail, DESK;
    /// Takes a step of a machine's chain of custody.
    machine_step "machine.step": machine::MachineStep => machine::MachineDetail, EVERYONE;
    /// Shows the checklist of a machine's commissioning with its limits.
    machine_sheet "machine.sheet": machine::MachineSheetGet => machine::MachineSheet, EVERYONE;
    /// Tells what the answers of a checklist amount to, without saving.
    machine_judge "machine.judge": machine::MachineJudge => machine::SheetVerdict, EVERYONE;
    /// Records an attempt at commissioning with everything that follows, in one transaction.
    machine_commission "machine.commission": machine::MachineCommission => machine::MachineCommissioned, EVERYONE;
    /// Says that a machine's maintenance was done; the next one is planned.
    machine_maintained "machine.maintained": machine::MachineMaintained => machine::MachineDetail, EVERYONE;
    /// Lists the maintenance to be agreed with customers, the first due first.
    machine_due "machine.due": machine::MaintenanceDueGet => machine::MaintenanceDueList, EVERYONE;
    /// Tells how many machines in use have no maintenance planned.
    machine_unplanned "machine.unplanned": machine::UpkeepUnplannedGet => machine::UpkeepUnplanned, DESK;
    /// Plans the yearly maintenance of some of them, at most 200 at once.
    machine_plan_upkeep "machine.plan_upkeep": machine::UpkeepPlan => machine::UpkeepPlanned, DESK;
    /// Lists the models.
    model_list "model.list": unit::ModelList => Vec<unit::Model>, EVERYONE;
    /// Tells who may be calling, while the number is typed.
    caller_lookup "caller.lookup": request::CallerLookup => request::CallerMatches, EVERYONE;
    /// Takes a request, with whatever is new about it, in one transaction.
    request_create "request.create": request::RequestCreate => request::RequestTaken, EVERYONE;
    /// Shows a request.
    request_get "request.get": request::RequestGet => request::RequestSummary, EVERYONE;
    /// Lists requests, latest first.
    request_list "request.list": request::RequestList => request::RequestPage, EVERYONE;
    /// Notes that the customer called again.
    request_urge "request.urge": request::RequestUrge => contact::ContactAdded, EVERYONE;
    /// Answers a request on the phone, without an order.
    request_answer "request.answer": request::RequestAnswer => request::RequestSummary, DESK;
    /// Opens a work order for a request.
    request_open_order "request.open_order": request::RequestOpenOrder => work_order::WorkOrderDetail, DESK;
    /// Makes a request one of another kind; number, words and clocks stay.
    request_convert "request.convert": request::RequestConvert => request::RequestConverted, DESK;
    /// Moves a call that was registered for the wrong household to the right one.
    request_rehouse "request.rehouse": request::RequestRehouse => request::RequestSummary, DESK;
    /// Tells which requests a new one may double, before it is saved.
    request_duplicates "request.duplicates": request::RequestDuplicates => request::RequestDuplicatesFound, EVERYONE;
    /// Reads a pasted text for what the intake form asks; saves nothing.
    request_read_text "request.read_text": request::RequestReadText => request::PastedText, EVERYONE;
    /// Finds faults and dangers in what a customer says, with what to read out.
    fault_find "fault.find": fault::FaultFind => fault::FaultsFound, EVERYONE;
    /// Shows an order with everything about it.
    work_order_get "work_order.get": work_order::WorkOrderGet => work_order::WorkOrderDetail, EVERYONE;
    /// Lists orders, the most urgent first.
    work_order_list "work_order.list": work_order::WorkOrderList => work_order::WorkOrderPage, EVERYONE;
    /// Says which machine an order is about, until it is finished.
    work_order_set_unit "work_order.set_unit": work_order::WorkOrderSetUnit => work_order::WorkOrderDetail, EVERYONE;
    /// Moves an order that was registered for the wrong household to the right one.
    work_order_rehouse "work_order.rehouse": work_order::WorkOrderRehouse => work_order::WorkOrderDetail, DESK;
    /// Says that an order is about a machine of another maker, or that it is not.
    work_order_set_other "work_order.set_other": other_machine::WorkOrderSetOther => work_order::WorkOrderDetail, EVERYONE;
    /// Takes a step with an order.
    work_order_advance "work_order.advance": work_order::WorkOrderAdvance => work_order::WorkOrderDetail, EVERYONE;
    /// Records that a machine was stopped for danger, tagged, and the customer told, on an order.
    danger_record "danger.record": danger::DangerRecord => work_order::WorkOrderDetail, EVERYONE;
    /// Takes the tag off a machine that was stopped for danger, after the finish and with a stated check.
    danger_release "danger.release": danger::DangerRelease => work_order::WorkOrderDetail, MANAGER;
    /// Takes the mark of a danger back with a reason: it was a false alarm; a stopped machine with a stated check.
    danger_withdraw "danger.withdraw": danger::DangerWithdraw => work_order::WorkOrderDetail, MANAGER;
    /// Lists what the customer objected to at an order.
    objection_list "objection.list": objection::ObjectionList => objection::Objections, EVERYONE;
    /// Notes what the customer objects to on the spot.
    objection_add "objection.add": objection::ObjectionAdd => objection::Objections, EVERYONE;
    /// Settles an objection that was open.
    objection_settle "objection.settle": objection::ObjectionSettle => objection::Objections, EVERYONE;
    /// Makes an objection a complaint that came in after its order was over.
    objection_escalate "objection.escalate": objection::ObjectionEscalate => objection::Objections, EVERYONE;
    /// Counts orders by group.
    work_order_counts "work_order.counts": work_order::WorkOrderCounts => work_order::WorkOrderNumbers, EVERYONE;
    /// Lists the orders whose paper sheets are still out.
    sheet_list "sheet.list": sheet::SheetsGet => sheet::Sheets, EVERYONE;
    /// Records a whole paper sheet: the order goes from dispatched to finished at once.
    work_order_record_sheet "work_order.record_sheet": sheet::SheetRecord => sheet::SheetRecorded, EVERYONE;
    /// Shows the open orders by day, village and state, and who has how much to do.
    work_order_plan "work_order.plan": sheet::PlanGet => sheet::Plan, EVERYONE;
    /// Shows what an order costs and what was paid.
    money_get "money.get": money::MoneyGet => money::OrderMoney, EVERYONE;
    /// Sets the lines of what an order costs.
    money_charge "money.charge": money::ChargesSet => money::OrderMoney, EVERYONE;
    /// Writes down what an order costs as a quote, to be printed.
    money_quote "money.quote": money::QuoteMake => money::OrderMoney, EVERYONE;
    /// Records that the customer agreed to the price, with what shows it.
    money_agree "money.agree": money::QuoteAgree => money::OrderMoney, EVERYONE;
    /// Records a payment, or that the customer pays later.
    money_pay "money.pay": money::PaymentAdd => money::OrderMoney, EVERYONE;
    /// Takes a payment back.
    money_reverse "money.reverse": money::PaymentReverse => money::OrderMoney, DESK;
    /// Gives money back; what goes beyond what is owed back needs the right to take something off.
    money_refund "money.refund": money::MoneyRefund => money::OrderMoney, DESK;
    /// Asks for a part of what is due no more; needs the right to take something off.
    money_waive "money.waive": money::MoneyWaive => money::OrderMoney, DESK;
    /// Gives free what the rules charge and nobody was charged for; needs the right to take something off.
    money_give_free "money.give_free": money::MoneyGiveFree => money::OrderMoney, DESK;
    /// Lists who still owes, and whom money is owed back.
    money_debts "money.debts": money::DebtList => money::Debts, EVERYONE;
    /// Shows the money of a day.
    money_day "money.day": money::DayMoneyGet => money::DayMoney, DESK;
    /// Lists everything that was paid in a span of days.
    money_list "money.list": money::MoneyList => money::MoneyMoves, DESK;
    /// Lists every closing of the cash box.
    money_closes "money.closes": money::CashCloseList => money::CashCloses, DESK;
    /// Closes the cash box for a day.
    money_close_day "money.close_day": money::CashCloseNow => money::DayMoney, DESK;
    /// Shows the claims that 三包 does not cover a repair, with the evidence each ground asks for.
    exclusion_get "exclusion.get": exclusion::ExclusionGet => exclusion::Exclusions, EVERYONE;
    /// Claims that 三包 does not cover a repair; it stays free until a manager confirms it.
    exclusion_claim "exclusion.claim": exclusion::ExclusionClaim => exclusion::Exclusions, EVERYONE;
    /// Adds evidence to a claim.
    exclusion_add "exclusion.add": exclusion::ExclusionAdd => exclusion::Exclusions, EVERYONE;
    /// Confirms a claim, does not accept it, or takes it back; the rules know who may.
    exclusion_decide "exclusion.decide": exclusion::ExclusionDecide => exclusion::Exclusions, EVERYONE;
    /// Shows headquarters' price list and the shop's own prices.
    price_list "price.list": money::PriceListGet => money::PriceItems, EVERYONE;
    /// Changes the shop's own prices that are named; none may be above headquarters'.
    price_save "price.save": money::PriceListSave => money::PriceItems, MANAGER;
    /// Shows what parts lie in the shop.
    stock_list "stock.list": stock::StockList => stock::Stock, EVERYONE;
    /// Books parts that came in.
    stock_receive "stock.receive": stock::StockReceive => stock::Stock, DESK;
    /// Books what was counted.
    stock_count "stock.count": stock::StockCount => stock::Stock, DESK;
    /// Books a whole list that was counted.
    stock_count_list "stock.count_list": stock::StockCountList => stock::Stock, DESK;
    /// Sends old parts back to the maker.
    stock_send_old "stock.send_old": stock::StockSendOld => stock::Stock, DESK;
    /// Shows the parts of an order.
    order_parts_get "order_parts.get": stock::OrderPartsGet => stock::OrderParts, EVERYONE;
    /// Books the parts used on an order, and old parts brought back.
    order_parts_use "order_parts.use": stock::OrderPartsUse => stock::OrderParts, EVERYONE;
    /// Shows the parts one may sell over the counter, with their prices and how many there are.
    counter_get "counter.get": counter::CounterGet => counter::Counter, DESK;
    /// Sells parts over the counter: order, stock, price, payment and close at once.
    counter_sell "counter.sell": counter::CounterSell => counter::CounterSold, DESK;
    /// Shows the clocks of an order, with the walk to each deadline.
    sla_clocks "sla.clocks": sla::SlaClocksGet => sla::SlaClocks, EVERYONE;
    /// Notes a grumble or takes a complaint formally, as the rules class it.
    complaint_create "complaint.create": complaint::ComplaintCreate => complaint::ComplaintDetail, EVERYONE;
    /// Tells which class a complaint would get, while it is typed.
    complaint_classify "complaint.classify": complaint::ComplaintClassify => complaint::ComplaintClassified, EVERYONE;
    /// Shows a complaint with everything about it.
    complaint_get "complaint.get": complaint::ComplaintGet => complaint::ComplaintDetail, EVERYONE;
    /// Lists complaints, the first due first.
    complaint_list "complaint.list": complaint::ComplaintList => complaint::ComplaintPage, EVERYONE;
    /// Takes a step with a complaint; the rules know who may take which.
    complaint_advance "complaint.advance": complaint::ComplaintAdvance => complaint::ComplaintDetail, EVERYONE;
    /// Puts right what was registered wrongly of a complaint; the words before stay in its history.
    complaint_update "complaint.update": complaint::ComplaintUpdate => complaint::ComplaintDetail, DESK;
    /// Says who answers for a complaint.
    complaint_assign "complaint.assign": complaint::ComplaintAssign => complaint::ComplaintDetail, DESK;
    /// Counts complaints by group.
    complaint_counts "complaint.counts": complaint::ComplaintCounts => complaint::ComplaintNumbers, EVERYONE;
    /// Lists what complaints can be about.
    complaint_categories "complaint.categories": complaint::ComplaintCategoriesGet => Vec<complaint::ComplaintCategory>, EVERYONE;
    /// Opens a remedy case from a complaint, an order or a machine.
    remedy_case_create "remedy_case.create": remedy_case::RemedyCaseCreate => remedy_case::RemedyCaseDetail, DESK;
    /// Shows a remedy case with its evidence, what may be given, and the articles.
    remedy_case_get "remedy_case.get": remedy_case::RemedyCaseGet => remedy_case::RemedyCaseDetail, EVERYONE;
    /// Lists remedy cases, the first due first.
    remedy_case_list "remedy_case.list": remedy_case::RemedyCaseList => remedy_case::RemedyCasePage, EVERYONE;
    /// Puts claim and evidence on record.
    remedy_case_update "remedy_case.update": remedy_case::RemedyCaseUpdate => remedy_case::RemedyCaseDetail, EVERYONE;
    /// Puts an expense the customer claims on record.
    remedy_case_expense "remedy_case.expense": remedy_case::RemedyCaseExpense => remedy_case::RemedyCaseDetail, DESK;
    /// Works the amounts out before something is proposed; saves nothing.
    remedy_case_settle "remedy_case.settle": remedy_case::RemedyCaseSettle => remedy_case::RemedySettled, EVERYONE;
    /// Takes a step with a remedy case; the rules know who may take which.
    remedy_case_advance "remedy_case.advance": remedy_case::RemedyCaseAdvance => remedy_case::RemedyCaseDetail, EVERYONE;
    /// Says who answers for a remedy case.
    remedy_case_assign "remedy_case.assign": remedy_case::RemedyCaseAssign => remedy_case::RemedyCaseDetail, DESK;
    /// Lists the reports that should have opened a remedy case.
    remedy_case_owed "remedy_case.owed": remedy_case::RemedyOwedGet => remedy_case::RemedyOwedList, EVERYONE;
    /// Opens the remedy case that a report should have opened.
    remedy_case_open_owed "remedy_case.open_owed": remedy_case::RemedyOwedOpen => remedy_case::RemedyCaseDetail, DESK;
    /// Counts remedy cases by group.
    remedy_case_counts "remedy_case.counts": remedy_case::RemedyCaseCounts => remedy_case::RemedyCaseNumbers, EVERYONE;
    /// Lists machines that fall into recalls and stop-use notices, what is open first.
    recall_list "recall.list": recall::RecallList => recall::RecallTasks, EVERYONE;
    /// Records what was done at a machine for a recall or stop-use notice.
    recall_record "recall.record": recall::RecallRecord => recall::RecallTasks, EVERYONE;
    /// Takes back what was recorded at the wrong machine.
    recall_revoke "recall.revoke": recall::RecallRevoke => recall::RecallTasks, MANAGER;
    /// Shows the service plans headquarters offers today.
    service_plan_offers "service_plan.offers": service_plan::PlanOffersGet => service_plan::PlanOffers, EVERYONE;
    /// Lists the service plans sold to a machine or a household's machines.
    service_plan_list "service_plan.list": service_plan::PlanList => service_plan::PlanContracts, EVERYONE;
    /// Sells a service plan to a machine, or a further one; less than the list's price needs a manager.
    service_plan_sell "service_plan.sell": service_plan::PlanSell => service_plan::PlanContracts, DESK;
    /// Cancels a service plan and gives money back, with the reason.
    service_plan_cancel "service_plan.cancel": service_plan::PlanCancel => service_plan::PlanContracts, MANAGER;
    /// Says that the shop bears an order a plan had nothing left for.
    service_plan_absorb "service_plan.absorb": service_plan::PlanAbsorb => service_plan::PlanContracts, MANAGER;
    /// Records that what a second cancellation paid out came back.
    service_plan_recover "service_plan.recover": service_plan::PlanRecover => service_plan::PlanContracts, MANAGER;
    /// Notes a promise given to a customer.
    promise_create "promise.create": promise::PromiseCreate => promise::PromiseItem, EVERYONE;
    /// Tells what became of a promise.
    promise_resolve "promise.resolve": promise::PromiseResolve => promise::PromiseItem, EVERYONE;
    /// Gives a promise to somebody else.
    promise_give "promise.give": promise::PromiseGive => promise::PromiseItem, EVERYONE;
    /// Lists promises, overdue ones first.
    promise_list "promise.list": promise::PromiseList => promise::PromisePage, EVERYONE;
    /// Counts promises by group.
    promise_counts "promise.counts": promise::PromiseCounts => promise::PromiseNumbers, EVERYONE;
    /// Lists the photos of a record.
    photo_list "photo.list": photo::PhotoList => photo::Photos, EVERYONE;
    /// Takes photos in.
    photo_add "photo.add": photo::PhotoAdd => photo::PhotosAdded, EVERYONE;
    /// Keeps pictures for the call that is being taken, before it is saved.
    photo_hold "photo.hold": photo::PhotoHold => photo::PhotosHeld, EVERYONE;
    /// Lists the pictures that wait for the call whoever asks is taking.
    photo_held "photo.held": photo::PhotoHeldGet => photo::PhotosHeld, EVERYONE;
    /// Takes pictures away from the call that is being taken.
    photo_let_go "photo.let_go": photo::PhotoLetGo => photo::PhotosHeld, EVERYONE;
    /// Tells how far the photos being taken in are.
    photo_progress "photo.progress": photo::PhotoProgressGet => photo::PhotoProgress, EVERYONE;
    /// Stops taking photos in; none of them is kept.
    photo_cancel "photo.cancel": photo::PhotoCancel => draft::Done, EVERYONE;
    /// Changes what a photo shows and what is noted of it.
    photo_update "photo.update": photo::PhotoUpdate => photo::Photos, EVERYONE;
    /// Takes a photo away.
    photo_delete "photo.delete": photo::PhotoDelete => photo::Photos, DESK;
    /// Shows the picture of a photo.
    photo_show "photo.show": photo::PhotoShow => photo::PhotoShown, EVERYONE;
    /// Saves a copy of a picture as a file.
    photo_save "photo.save": photo::PhotoSave => photo::PhotoSaved, DESK;
    /// Records a contact.
    contact_add "contact.add": contact::ContactAdd => contact::ContactAdded, EVERYONE;
    /// Lists return visits: the queue by the end of the window, what is done by age.
    return_visit_list "return_visit.list": return_visit::ReturnVisitList => return_visit::ReturnVisitPage, EVERYONE;
    /// Counts the return visits that wait.
    return_visit_counts "return_visit.counts": return_visit::ReturnVisitCounts => return_visit::ReturnVisitNumbers, EVERYONE;
    /// Shows a return visit with everything for the call.
    return_visit_get "return_visit.get": return_visit::ReturnVisitGet => return_visit::ReturnVisitDetail, EVERYONE;
    /// Shows the return visits about an order.
    return_visit_of_order "return_visit.of_order": return_visit::ReturnVisitsOfOrder => return_visit::ReturnVisitsFound, EVERYONE;
    /// Plans the return visits of a machine from the day it was commissioned.
    return_visit_plan "return_visit.plan": return_visit::ReturnVisitPlan => return_visit::ReturnVisitPlanned, DESK;
    /// Tells what the answers given so far set going; saves nothing.
    return_visit_evaluate "return_visit.evaluate": return_visit::ReturnVisitEvaluate => return_visit::VisitEvaluation, EVERYONE;
    /// Records a call for a return visit that was no effective visit.
    return_visit_attempt "return_visit.attempt": return_visit::ReturnVisitAttempt => return_visit::ReturnVisitDetail, EVERYONE;
    /// Records an effective return visit, and opens what follows from it.
    return_visit_complete "return_visit.complete": return_visit::ReturnVisitComplete => return_visit::ReturnVisitDetail, EVERYONE;
    /// Gives the right number of a household; the return visit is due again.
    return_visit_correct_number "return_visit.correct_number": return_visit::ReturnVisitCorrectNumber => return_visit::ReturnVisitDetail, DESK;
    /// Lists what customers suggested at return visits.
    return_visit_suggestions "return_visit.suggestions": return_visit::VisitSuggestionList => return_visit::VisitSuggestions, EVERYONE;
    /// Finds anything as one types.
    search_all "search.all": search::SearchAll => search::SearchHits, EVERYONE;
    /// Lists fields with two versions.
    conflict_list "conflict.list": conflict::ConflictList => conflict::Conflicts, EVERYONE;
    /// Decides a conflict.
    conflict_resolve "conflict.resolve": conflict::ConflictResolve => conflict::ConflictItem, DESK;
    /// Looks into an office file.
    import_inspect "import.inspect": import::ImportInspect => import::ImportInspection, DESK;
    /// Shows what would become of the rows.
    import_preview "import.preview": import::ImportPreview => import::ImportPreviewPage, DESK;
    /// Imports a file.
    import_run "import.run": import::ImportRun => import::ImportSummary, DESK;
    /// Tells how far a running import is.
    import_progress "import.progress": import::ImportProgressGet => import::ImportProgress, DESK;
    /// Stops a running import; nothing of it stays.
    import_cancel "import.cancel": import::ImportCancel => draft::Done, DESK;
    /// Tells how sync stands.
    sync_status "sync.status": sync::SyncStatusGet => sync::SyncStatus, Allowed::Open;
    /// Syncs now.
    sync_now "sync.now": sync::SyncNow => sync::SyncReport, EVERYONE;
    /// Shows what waits, what was confirmed and what was refused.
    sync_details "sync.details": sync::SyncDetailsGet => sync::SyncDetails, EVERYONE;
    /// Offers a refused change again.
    sync_retry "sync.retry": sync::SyncRetry => sync::SyncDetails, DESK;
    /// Gives a refused change up.
    sync_discard "sync.discard": sync::SyncDiscard => sync::SyncDetails, DESK;
    /// Saves a draft.
    draft_save "draft.save": draft::DraftSave => draft::Done, EVERYONE;
    /// Reads a draft.
    draft_get "draft.get": draft::DraftGet => draft::DraftFound, EVERYONE;
    /// Drops a draft.
    draft_delete "draft.delete": draft::DraftGet => draft::Done, EVERYONE;
    /// Lists drafts.
    draft_list "draft.list": draft::DraftList => draft::Drafts, EVERYONE;
    /// Shows what would be printed, page by page.
    print_preview "print.preview": print::PrintPreview => print::PrintPreviewed, EVERYONE;
    /// Writes a document as PDF and may open it for printing.
    print_save "print.save": print::PrintSave => print::PrintSaved, EVERYONE;
    /// Sends a document to the receipt printer of this PC.
    print_send "print.send": print::PrintSend => print::PrintSent, EVERYONE;
    /// Reads what is printed on every paper of the shop.
    print_settings_get "print.settings_get": print::PrintSettingsGet => print::PrintSettings, EVERYONE;
    /// Changes what is printed on every paper of the shop.
    print_settings_set "print.settings_set": print::PrintSettingsSet => print::PrintSettings, DESK;
    /// Reads what the person who is signed in prefers on this PC.
    preference_get "preference.get": preference::PreferenceGet => preference::Preference, EVERYONE;
    /// Keeps what the person who is signed in prefers on this PC.
    preference_set "preference.set": preference::PreferenceSet => draft::Done, EVERYONE;
    /// Notes that a record was looked at.
    recent_note "recent.note": recent::RecentNote => draft::Done, EVERYONE;
    /// Lists what the person who is signed in looked at last.
    recent_list "recent.list": recent::RecentList => recent::RecentPlaces, EVERYONE;
    /// Pins a record on this PC for oneself, or takes the pin off.
    recent_pin "recent.pin": recent::RecentPin => recent::RecentPlaces, EVERYONE;
    /// Begins work over many records that is one step of undo.
    undo_group_begin "undo.group_begin": undo::UndoGroupBegin => draft::Done, EVERYONE;
    /// Ends work over many records.
    undo_group_end "undo.group_end": undo::UndoGroupEnd => draft::Done, EVERYONE;
    /// Takes back the latest edit of the person who is signed in.
    undo_last "undo.last": undo::UndoLast => undo::Undone, EVERYONE;
    /// Lists the edits that could be taken back.
    undo_list "undo.list": undo::UndoList => undo::UndoSteps, EVERYONE;
    /// Lists what was deleted in the last 30 days.
    trash_list "trash.list": trash::TrashList => trash::TrashPage, MANAGER;
    /// Brings something deleted back.
    trash_restore "trash.restore": trash::TrashRestore => draft::Done, MANAGER;
    /// Takes a list out as a workbook.
    export_list "export.list": export::ExportList => export::Exported, MANAGER;
    /// Takes everything out at once: lists, rows and photos.
    export_all "export.all": export::ExportAll => export::ExportedAll, MANAGER;
    /// Tells how far a running export is.
    export_progress "export.progress": export::ExportProgressGet => export::ExportProgress, MANAGER;
    /// Stops a running export; nothing is written.
    export_cancel "export.cancel": export::ExportCancel => draft::Done, MANAGER;
    /// Writes a file for support, without anything about a person.
    diagnosis_write "diagnosis.write": diagnosis::DiagnosisWrite => diagnosis::Diagnosis, EVERYONE;
    /// Tells how far long work is; answered also while the data is closed.
    job_progress "job.progress": job::JobProgressGet => job::JobProgress, Allowed::Open;
    /// Stops long work; nothing of it stays.
    job_cancel "job.cancel": job::JobCancel => draft::Done, Allowed::Open;
    /// Tells whether the program ended without order the last time, and what is kept.
    recovery_get "recovery.get": recovery::RecoveryGet => recovery::RecoveryFound, EVERYONE;
    /// Says that a person has seen it.
    recovery_close "recovery.close": recovery::RecoveryClose => draft::Done, EVERYONE;
    /// Tells which version runs and which one waits; works when the data does not open.
    update_get "update.get": update::UpdateGet => update::UpdateState, Allowed::Open;
    /// Takes a version from a file.
    update_take "update.take": update::UpdateTake => update::UpdateState, MANAGER;
    /// Says when the waiting version is to be installed.
    update_choose "update.choose": update::UpdateChoose => update::UpdateState, MANAGER;
    /// Puts the former version back at the program's end; for the manager, or when the data does not open.
    update_go_back "update.go_back": update::UpdateGoBack => update::UpdateState, Allowed::Open;
    /// Makes a backup now.
    backup_create "backup.create": backup::BackupCreate => backup::Backup, EVERYONE;
    /// Shows what is in a backup and what of today it lacks; changes nothing.
    backup_look "backup.look": backup::BackupLook => backup::BackupInside, MANAGER;
    /// Puts a backup in place of the present data.
    backup_restore "backup.restore": backup::BackupRestore => backup::Restored, MANAGER;
    /// Shows the code with which backups of this PC are read on another one.
    backup_code "backup.code": backup::BackupCodeGet => backup::BackupCode, MANAGER;
    /// Says that the code was noted on paper.
    backup_code_noted "backup.code_noted": backup::BackupCodeNoted => draft::Done, MANAGER;
    /// Lists the backups.
    backup_list "backup.list": backup::BackupList => backup::Backups, EVERYONE;
}

/// What a locked PC still does besides what is open to anybody: locking it again, and keeping what was
/// half typed when it locked itself.
pub const WHILE_LOCKED: [&str; 2] = ["staff.lock", "draft.save"];

/// Answers in which no number is hidden by the one pass over all answers: the number that was asked
/// for, and drafts, which hide what somebody else typed.
pub const SHOWS_NUMBERS: [&str; 3] = ["phone.reveal", "draft.get", "draft.list"];

/// The command with this name.
#[must_use]
pub fn command(name: &str) -> Option<&'static CommandInfo> {
    COMMANDS.iter().find(|command| command.name == name)
}

#[cfg(test)]
mod tests;

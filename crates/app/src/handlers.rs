//! The one list of handlers: every command leads to its use case.
//!
//! The logic is in the modules of [`crate::area`]; keep it there. A command of the contract that is
//! missing here does not compile.

use wuyou_contract::command::Handlers;
use wuyou_contract::{
    ApiError, access, alert, backup, care, complaint, conflict, consent, contact, counter,
    customer, danger, diagnosis, draft, duty, exclusion, export, fault, greeting, import, job,
    machine, market_day, money, objection, other_machine, phone, photo, place_name, preference,
    print, promise, recall, recent, recovery, remedy_case, report, request, return_visit, roster,
    score, search, service_plan, setup, sheet, shop_event, sla, staff, stock, sync, today, trash,
    undo, unit, update, warranty, work_order,
};

use crate::app::{Acting, App};
use crate::area;

/// `command(request) -> response = use case;`
macro_rules! serve {
    ($($command:ident($request:ty) -> $response:ty = $area:ident::$case:ident;)*) => {
        impl Handlers for App {
            type Context = Acting;
            $(
                fn $command(&self, acting: Acting, request: $request)
                    -> Result<$response, ApiError> {
                    Ok(area::$area::$case(self, &acting, request)?)
                }
            )*
        }
    };
}

serve! {
    app_status(setup::AppStatusGet) -> setup::AppStatus = setup::status;
    setup_use_folder(setup::SetupFolder) -> setup::AppStatus = setup::use_folder;
    setup_offline(setup::SetupOffline) -> setup::AppStatus = setup::offline;
    setup_enrol(setup::SetupEnrol) -> setup::AppStatus = setup::enrol;
    settings_get(setup::SettingsGet) -> setup::Settings = setup::settings;
    settings_set(setup::SettingsSet) -> setup::Settings = setup::set_settings;

    example_load(setup::ExampleLoad) -> draft::Done = example::load;
    example_count(setup::ExampleCount) -> setup::ExampleContents = example::count;
    example_remove(setup::ExampleRemove) -> draft::Done = example::remove;

    app_verify(setup::Verify) -> setup::Verification = setup::verify;

    phone_reveal(phone::PhoneReveal) -> phone::PhoneRevealed = phone::reveal;

    staff_list(staff::StaffList) -> staff::StaffPage = staff::list;
    staff_create(staff::StaffCreate) -> staff::Staff = staff::create;
    staff_update(staff::StaffUpdate) -> staff::Staff = staff::update;
    staff_switch(staff::StaffSwitch) -> staff::Staff = staff::switch;
    staff_lock(staff::StaffLock) -> draft::Done = staff::lock;
    staff_get(roster::StaffGet) -> roster::StaffDetail = roster::get;
    staff_leave(roster::StaffLeave) -> staff::Staff = roster::leave;
    staff_rest(roster::StaffRestSet) -> roster::StaffDetail = roster::set_rest;
    staff_skills(roster::StaffSkillsSet) -> roster::StaffDetail = roster::set_skills;
    staff_certificate(roster::StaffCertificateSet) -> roster::StaffDetail
        = roster::set_certificate;
    roster_list(roster::RosterList) -> roster::RosterPage = roster::list;
    absence_list(roster::AbsenceList) -> roster::Absences = roster::absences;
    absence_create(roster::AbsenceCreate) -> roster::Absence = roster::create_absence;
    absence_delete(roster::AbsenceDelete) -> draft::Done = roster::delete_absence;
    certificate_list(roster::CertificateList) -> roster::Certificates = roster::certificates;
    dispatch_options(roster::DispatchOptionsGet) -> roster::DispatchOptions
        = roster::dispatch_options;
    access_list(access::AccessList) -> access::AccessPage = access::list;

    score_card(score::ScoreCardGet) -> score::ScoreCard = score::card;
    score_board(score::ScoreBoardGet) -> score::ScoreBoard = score::board;
    score_cases(score::ScoreCasesGet) -> score::ScoreCases = score::behind;
    score_object(score::ScoreObject) -> score::ScoreCard = score::object;
    score_answer(score::ScoreAnswer) -> score::ScoreBoard = score::answer;

    report_causes(report::ReportCausesGet) -> report::CauseReport = report::causes;
    report_knowledge(report::ReportKnowledgeGet) -> report::KnowledgeReport = report::knowledge;
    report_satisfaction(report::ReportSatisfactionGet) -> report::SatisfactionReport
        = report::satisfaction;

    duty_week(duty::DutyWeekGet) -> duty::DutyWeek = duty::week;
    duty_list(duty::DutyList) -> duty::DutyNights = duty::list;
    duty_set(duty::DutySet) -> duty::DutyNight = duty::set;
    duty_hours(duty::DutyHours) -> draft::Done = duty::set_hours;
    duty_tonight(duty::DutyTonightGet) -> duty::DutyTonight = duty::tonight;

    calendar_days(shop_event::CalendarDays) -> shop_event::CalendarPage = shop_event::days;
    shop_event_list(shop_event::ShopEventList) -> shop_event::ShopEvents = shop_event::list;
    shop_event_save(shop_event::ShopEventSave) -> shop_event::ShopEvent = shop_event::save;
    shop_event_remove(shop_event::ShopEventRemove) -> draft::Done = shop_event::remove;
    shop_event_suggest(shop_event::ShopEventSuggest) -> shop_event::ShopEventIdeas = shop_event::suggest;
    shop_event_unwanted(shop_event::ShopEventUnwanted) -> draft::Done = shop_event::unwanted;
    place_name_list(place_name::PlaceNameList) -> place_name::PlaceNames = place_name::list;
    place_name_save(place_name::PlaceNameSave) -> place_name::PlaceName = place_name::save;
    place_name_remove(place_name::PlaceNameRemove) -> draft::Done = place_name::remove;
    place_name_read(place_name::PlaceNameRead) -> place_name::PlaceToday = place_name::read;

    market_day_list(market_day::MarketDayList) -> market_day::MarketDays = market_day::list;
    market_day_save(market_day::MarketDaySave) -> market_day::MarketDay = market_day::save;
    market_day_remove(market_day::MarketDayRemove) -> draft::Done = market_day::remove;
    market_day_on(market_day::MarketDayOn) -> market_day::MarketsOfDays = market_day::on;

    greeting_plan(greeting::GreetingPlan) -> greeting::GreetingPlanned = greeting::plan;
    greeting_sent(greeting::GreetingSent) -> greeting::GreetingRecorded = greeting::sent;

    care_list(care::CareList) -> care::CareCalls = care::list;
    care_finish(care::CareFinish) -> care::CareCalls = care::finish;
    care_set(care::CareSet) -> care::CareCalls = care::set;

    today_get(today::TodayGet) -> today::Today = today::get;
    today_assign(today::TodayAssign) -> draft::Done = today::assign;
    today_report(today::DayReportGet) -> today::DayReport = today::report;
    today_closes(today::DayCloseList) -> today::DayCloses = today::closes;
    today_close(today::DayCloseNow) -> today::DayReport = today::close;

    alert_list(alert::AlertList) -> alert::Alerts = alert::list;
    alert_locked(alert::AlertLocked) -> alert::AlertNumbers = alert::numbers;
    alert_acknowledge(alert::AlertAcknowledge) -> alert::Alerts = alert::acknowledge;
    alert_safety(alert::AlertSafety) -> alert::Alerts = alert::safety;

    customer_create(customer::CustomerCreate) -> customer::CustomerDetail = customer::create;
    customer_update(customer::CustomerUpdate) -> customer::CustomerDetail = customer::update;
    customer_get(customer::CustomerGet) -> customer::CustomerDetail = customer::get;
    customer_delete(customer::CustomerDelete) -> draft::Done = customer::delete;
    customer_merge(customer::CustomerMerge) -> customer::CustomerDetail = customer::merge;
    customer_unmerge(customer::CustomerUnmerge) -> customer::CustomerDetail = customer::unmerge;
    customer_apart(customer::CustomerApart) -> draft::Done = customer::apart;
    customer_suspects(customer::CustomerSuspects) -> customer::Suspects = customer::suspects;
    customer_timeline(customer::CustomerTimeline) -> customer::TimelinePage = customer::timeline;
    consent_list(consent::ConsentList) -> consent::Consents = consent::list;
    consent_record(consent::ConsentRecord) -> consent::Consents = consent::record;
    customer_towns(customer::CustomerTowns) -> customer::Towns = customer::towns;
    customer_list(customer::CustomerList) -> customer::CustomerPage = customer::list;
    customer_search(customer::CustomerSearch) -> search::SearchHits = customer::search;

    unit_register(unit::UnitRegister) -> unit::UnitDetail = unit::register;
    unit_update(unit::UnitUpdate) -> unit::UnitDetail = unit::update;
    unit_get(unit::UnitGet) -> unit::UnitDetail = unit::get;
    unit_list(unit::UnitList) -> unit::UnitPage = unit::list;
    unit_check_serial(unit::UnitCheckSerial) -> unit::SerialCheck = unit::check_serial;
    other_machine_save(other_machine::OtherMachineSave) -> other_machine::OtherMachineDetail
        = other_machine::save;
    other_machine_get(other_machine::OtherMachineGet) -> other_machine::OtherMachineDetail
        = other_machine::get;
    other_machine_list(other_machine::OtherMachineList) -> other_machine::OtherMachinePage
        = other_machine::list;
    other_machine_remove(other_machine::OtherMachineGet) -> draft::Done = other_machine::remove;
    work_order_set_other(other_machine::WorkOrderSetOther) -> work_order::WorkOrderDetail
        = other_machine::set;
    warranty_card(warranty::WarrantyCardGet) -> warranty::WarrantyCard = warranty::card;
    machine_get(machine::MachineGet) -> machine::MachineDetail = machine::get;
    machine_sell(machine::MachineSell) -> machine::MachineDetail = machine::sell;
    machine_step(machine::MachineStep) -> machine::MachineDetail = machine::step;
    machine_sheet(machine::MachineSheetGet) -> machine::MachineSheet = machine::sheet;
    machine_judge(machine::MachineJudge) -> machine::SheetVerdict = machine::judge;
    machine_commission(machine::MachineCommission) -> machine::MachineCommissioned
        = machine::commission;
    machine_maintained(machine::MachineMaintained) -> machine::MachineDetail = machine::maintained;
    machine_due(machine::MaintenanceDueGet) -> machine::MaintenanceDueList = machine::due;
    machine_unplanned(machine::UpkeepUnplannedGet) -> machine::UpkeepUnplanned = machine::unplanned;
    machine_plan_upkeep(machine::UpkeepPlan) -> machine::UpkeepPlanned = machine::plan_upkeep;
    model_list(unit::ModelList) -> Vec<unit::Model> = unit::models;

    caller_lookup(request::CallerLookup) -> request::CallerMatches = request::lookup_caller;
    request_create(request::RequestCreate) -> request::RequestTaken = request::create;
    request_get(request::RequestGet) -> request::RequestSummary = request::get;
    request_list(request::RequestList) -> request::RequestPage = request::list;
    request_urge(request::RequestUrge) -> contact::ContactAdded = request::urge;
    request_answer(request::RequestAnswer) -> request::RequestSummary = request::answer;
    request_open_order(request::RequestOpenOrder) -> work_order::WorkOrderDetail
        = request::open_order_for;
    request_convert(request::RequestConvert) -> request::RequestConverted = request::convert;
    request_rehouse(request::RequestRehouse) -> request::RequestSummary = request::rehouse;
    request_duplicates(request::RequestDuplicates) -> request::RequestDuplicatesFound
        = request::duplicates;
    request_read_text(request::RequestReadText) -> request::PastedText = request::read_text;
    fault_find(fault::FaultFind) -> fault::FaultsFound = fault::find;

    work_order_get(work_order::WorkOrderGet) -> work_order::WorkOrderDetail = work_order::get;
    work_order_list(work_order::WorkOrderList) -> work_order::WorkOrderPage = work_order::list;
    work_order_rehouse(work_order::WorkOrderRehouse) -> work_order::WorkOrderDetail
        = work_order::rehouse;
    work_order_set_unit(work_order::WorkOrderSetUnit) -> work_order::WorkOrderDetail
        = work_order::set_unit;
    work_order_advance(work_order::WorkOrderAdvance) -> work_order::WorkOrderDetail
        = work_order::advance;
    work_order_counts(work_order::WorkOrderCounts) -> work_order::WorkOrderNumbers
        = work_order::counts;

    objection_list(objection::ObjectionList) -> objection::Objections = objection::list;
    objection_add(objection::ObjectionAdd) -> objection::Objections = objection::add;
    objection_settle(objection::ObjectionSettle) -> objection::Objections = objection::settle;
    objection_escalate(objection::ObjectionEscalate) -> objection::Objections = objection::escalate;
    danger_record(danger::DangerRecord) -> work_order::WorkOrderDetail = danger::record;
    danger_release(danger::DangerRelease) -> work_order::WorkOrderDetail = danger::release;
    danger_withdraw(danger::DangerWithdraw) -> work_order::WorkOrderDetail = danger::withdraw;

    sheet_list(sheet::SheetsGet) -> sheet::Sheets = work_order::sheets;
    work_order_record_sheet(sheet::SheetRecord) -> sheet::SheetRecorded
        = work_order::record_sheet;
    work_order_plan(sheet::PlanGet) -> sheet::Plan = work_order::plan;

    exclusion_get(exclusion::ExclusionGet) -> exclusion::Exclusions = exclusion::get;
    exclusion_claim(exclusion::ExclusionClaim) -> exclusion::Exclusions = exclusion::claim;
    exclusion_add(exclusion::ExclusionAdd) -> exclusion::Exclusions = exclusion::add;
    exclusion_decide(exclusion::ExclusionDecide) -> exclusion::Exclusions = exclusion::decide;
    money_get(money::MoneyGet) -> money::OrderMoney = money::get;
    money_charge(money::ChargesSet) -> money::OrderMoney = money::charge;
    money_quote(money::QuoteMake) -> money::OrderMoney = money::quote;
    money_agree(money::QuoteAgree) -> money::OrderMoney = money::agree;
    money_pay(money::PaymentAdd) -> money::OrderMoney = money::pay;
    money_reverse(money::PaymentReverse) -> money::OrderMoney = money::reverse;
    money_refund(money::MoneyRefund) -> money::OrderMoney = money::refund;
    money_waive(money::MoneyWaive) -> money::OrderMoney = money::waive;
    money_give_free(money::MoneyGiveFree) -> money::OrderMoney = money::give_free;
    money_debts(money::DebtList) -> money::Debts = money::debts;
    money_day(money::DayMoneyGet) -> money::DayMoney = money::day;
    money_list(money::MoneyList) -> money::MoneyMoves = money::list;
    money_closes(money::CashCloseList) -> money::CashCloses = money::closes;
    money_close_day(money::CashCloseNow) -> money::DayMoney = money::close_day;
    price_list(money::PriceListGet) -> money::PriceItems = price::list;
    price_save(money::PriceListSave) -> money::PriceItems = price::save;

    stock_list(stock::StockList) -> stock::Stock = stock::list;
    stock_receive(stock::StockReceive) -> stock::Stock = stock::receive;
    stock_count(stock::StockCount) -> stock::Stock = stock::count;
    stock_count_list(stock::StockCountList) -> stock::Stock = stock::count_list;
    stock_send_old(stock::StockSendOld) -> stock::Stock = stock::send_old;
    order_parts_get(stock::OrderPartsGet) -> stock::OrderParts = stock::of_order;
    order_parts_use(stock::OrderPartsUse) -> stock::OrderParts = stock::use_on_order;

    counter_get(counter::CounterGet) -> counter::Counter = counter::get;
    counter_sell(counter::CounterSell) -> counter::CounterSold = counter::sell;

    sla_clocks(sla::SlaClocksGet) -> sla::SlaClocks = sla::clocks;

    complaint_create(complaint::ComplaintCreate) -> complaint::ComplaintDetail
        = complaint::create;
    complaint_classify(complaint::ComplaintClassify) -> complaint::ComplaintClassified
        = complaint::classify;
    complaint_get(complaint::ComplaintGet) -> complaint::ComplaintDetail = complaint::get;
    complaint_list(complaint::ComplaintList) -> complaint::ComplaintPage = complaint::list;
    complaint_advance(complaint::ComplaintAdvance) -> complaint::ComplaintDetail
        = complaint::advance;
    complaint_update(complaint::ComplaintUpdate) -> complaint::ComplaintDetail
        = complaint::update;
    complaint_assign(complaint::ComplaintAssign) -> complaint::ComplaintDetail
        = complaint::assign;
    complaint_counts(complaint::ComplaintCounts) -> complaint::ComplaintNumbers
        = complaint::counts;
    complaint_categories(complaint::ComplaintCategoriesGet) -> Vec<complaint::ComplaintCategory>
        = complaint::categories;

    remedy_case_create(remedy_case::RemedyCaseCreate) -> remedy_case::RemedyCaseDetail
        = remedy_case::create;
    remedy_case_get(remedy_case::RemedyCaseGet) -> remedy_case::RemedyCaseDetail
        = remedy_case::get;
    remedy_case_list(remedy_case::RemedyCaseList) -> remedy_case::RemedyCasePage
        = remedy_case::list;
    remedy_case_update(remedy_case::RemedyCaseUpdate) -> remedy_case::RemedyCaseDetail
        = remedy_case::update;
    remedy_case_expense(remedy_case::RemedyCaseExpense) -> remedy_case::RemedyCaseDetail
        = remedy_case::expense;
    remedy_case_settle(remedy_case::RemedyCaseSettle) -> remedy_case::RemedySettled
        = remedy_case::settle;
    remedy_case_advance(remedy_case::RemedyCaseAdvance) -> remedy_case::RemedyCaseDetail
        = remedy_case::advance;
    remedy_case_assign(remedy_case::RemedyCaseAssign) -> remedy_case::RemedyCaseDetail
        = remedy_case::assign;
    remedy_case_owed(remedy_case::RemedyOwedGet) -> remedy_case::RemedyOwedList
        = remedy_case::owed_list;
    remedy_case_open_owed(remedy_case::RemedyOwedOpen) -> remedy_case::RemedyCaseDetail
        = remedy_case::open_owed;
    remedy_case_counts(remedy_case::RemedyCaseCounts) -> remedy_case::RemedyCaseNumbers
        = remedy_case::counts;

    recall_list(recall::RecallList) -> recall::RecallTasks = recall::list;
    recall_record(recall::RecallRecord) -> recall::RecallTasks = recall::record;
    recall_revoke(recall::RecallRevoke) -> recall::RecallTasks = recall::revoke;

    service_plan_offers(service_plan::PlanOffersGet) -> service_plan::PlanOffers
        = service_plan::offers;
    service_plan_list(service_plan::PlanList) -> service_plan::PlanContracts = service_plan::list;
    service_plan_sell(service_plan::PlanSell) -> service_plan::PlanContracts = service_plan::sell;
    service_plan_cancel(service_plan::PlanCancel) -> service_plan::PlanContracts
        = service_plan::cancel;
    service_plan_absorb(service_plan::PlanAbsorb) -> service_plan::PlanContracts
        = service_plan::absorb;
    service_plan_recover(service_plan::PlanRecover) -> service_plan::PlanContracts
        = service_plan::recover;

    promise_create(promise::PromiseCreate) -> promise::PromiseItem = promise::create;
    promise_resolve(promise::PromiseResolve) -> promise::PromiseItem = promise::resolve;
    promise_give(promise::PromiseGive) -> promise::PromiseItem = promise::give;
    promise_list(promise::PromiseList) -> promise::PromisePage = promise::list;
    promise_counts(promise::PromiseCounts) -> promise::PromiseNumbers = promise::counts;

    photo_list(photo::PhotoList) -> photo::Photos = photo::list;
    photo_add(photo::PhotoAdd) -> photo::PhotosAdded = photo::add;
    photo_hold(photo::PhotoHold) -> photo::PhotosHeld = photo::hold;
    photo_held(photo::PhotoHeldGet) -> photo::PhotosHeld = photo::held;
    photo_let_go(photo::PhotoLetGo) -> photo::PhotosHeld = photo::let_go;
    photo_progress(photo::PhotoProgressGet) -> photo::PhotoProgress = photo::progress;
    photo_cancel(photo::PhotoCancel) -> draft::Done = photo::cancel;
    photo_update(photo::PhotoUpdate) -> photo::Photos = photo::update;
    photo_delete(photo::PhotoDelete) -> photo::Photos = photo::delete;
    photo_show(photo::PhotoShow) -> photo::PhotoShown = photo::show;
    photo_save(photo::PhotoSave) -> photo::PhotoSaved = photo::save;

    contact_add(contact::ContactAdd) -> contact::ContactAdded = contact::add;

    return_visit_list(return_visit::ReturnVisitList) -> return_visit::ReturnVisitPage
        = return_visit::list;
    return_visit_counts(return_visit::ReturnVisitCounts) -> return_visit::ReturnVisitNumbers
        = return_visit::counts;
    return_visit_get(return_visit::ReturnVisitGet) -> return_visit::ReturnVisitDetail
        = return_visit::get;
    return_visit_of_order(return_visit::ReturnVisitsOfOrder) -> return_visit::ReturnVisitsFound
        = return_visit::of_order;
    return_visit_plan(return_visit::ReturnVisitPlan) -> return_visit::ReturnVisitPlanned
        = return_visit::plan_of_unit;
    return_visit_evaluate(return_visit::ReturnVisitEvaluate) -> return_visit::VisitEvaluation
        = return_visit::evaluate;
    return_visit_attempt(return_visit::ReturnVisitAttempt) -> return_visit::ReturnVisitDetail
        = return_visit::attempt;
    return_visit_complete(return_visit::ReturnVisitComplete) -> return_visit::ReturnVisitDetail
        = return_visit::complete;
    return_visit_correct_number(return_visit::ReturnVisitCorrectNumber)
        -> return_visit::ReturnVisitDetail = return_visit::correct_number;
    return_visit_suggestions(return_visit::VisitSuggestionList) -> return_visit::VisitSuggestions
        = return_visit::suggestions;

    search_all(search::SearchAll) -> search::SearchHits = search::all;

    conflict_list(conflict::ConflictList) -> conflict::Conflicts = conflict::list;
    conflict_resolve(conflict::ConflictResolve) -> conflict::ConflictItem = conflict::resolve;

    import_inspect(import::ImportInspect) -> import::ImportInspection = import::inspect;
    import_preview(import::ImportPreview) -> import::ImportPreviewPage = import::preview;
    import_run(import::ImportRun) -> import::ImportSummary = import::run;
    import_progress(import::ImportProgressGet) -> import::ImportProgress = import::progress;
    import_cancel(import::ImportCancel) -> draft::Done = import::cancel;

    sync_status(sync::SyncStatusGet) -> sync::SyncStatus = sync::status;
    sync_now(sync::SyncNow) -> sync::SyncReport = sync::now;
    sync_details(sync::SyncDetailsGet) -> sync::SyncDetails = sync::details;
    sync_retry(sync::SyncRetry) -> sync::SyncDetails = sync::retry;
    sync_discard(sync::SyncDiscard) -> sync::SyncDetails = sync::discard;

    draft_save(draft::DraftSave) -> draft::Done = draft::save;
    draft_get(draft::DraftGet) -> draft::DraftFound = draft::get;
    draft_delete(draft::DraftGet) -> draft::Done = draft::delete;
    draft_list(draft::DraftList) -> draft::Drafts = draft::list;

    print_preview(print::PrintPreview) -> print::PrintPreviewed = print::preview;
    print_save(print::PrintSave) -> print::PrintSaved = print::save;
    print_send(print::PrintSend) -> print::PrintSent = print::send;
    print_settings_get(print::PrintSettingsGet) -> print::PrintSettings = print::settings;
    print_settings_set(print::PrintSettingsSet) -> print::PrintSettings = print::set_settings;

    preference_get(preference::PreferenceGet) -> preference::Preference = preference::get;
    preference_set(preference::PreferenceSet) -> draft::Done = preference::set;
    recent_note(recent::RecentNote) -> draft::Done = recent::note;
    recent_list(recent::RecentList) -> recent::RecentPlaces = recent::list;
    recent_pin(recent::RecentPin) -> recent::RecentPlaces = recent::pin;
    undo_group_begin(undo::UndoGroupBegin) -> draft::Done = undo::group_begin;
    undo_group_end(undo::UndoGroupEnd) -> draft::Done = undo::group_end;
    undo_last(undo::UndoLast) -> undo::Undone = undo::last;
    undo_list(undo::UndoList) -> undo::UndoSteps = undo::list;
    trash_list(trash::TrashList) -> trash::TrashPage = trash::list;
    trash_restore(trash::TrashRestore) -> draft::Done = trash::restore;
    export_list(export::ExportList) -> export::Exported = export::list;
    export_all(export::ExportAll) -> export::ExportedAll = export::all;
    export_progress(export::ExportProgressGet) -> export::ExportProgress = export::progress;
    export_cancel(export::ExportCancel) -> draft::Done = export::cancel;
    diagnosis_write(diagnosis::DiagnosisWrite) -> diagnosis::Diagnosis = diagnosis::write;

    job_progress(job::JobProgressGet) -> job::JobProgress = job::progress;
    job_cancel(job::JobCancel) -> draft::Done = job::cancel;

    update_get(update::UpdateGet) -> update::UpdateState = update::get;
    update_take(update::UpdateTake) -> update::UpdateState = update::take;
    update_choose(update::UpdateChoose) -> update::UpdateState = update::choose;
    update_go_back(update::UpdateGoBack) -> update::UpdateState = update::go_back;

    recovery_get(recovery::RecoveryGet) -> recovery::RecoveryFound = recovery::get;
    recovery_close(recovery::RecoveryClose) -> draft::Done = recovery::close;

    backup_create(backup::BackupCreate) -> backup::Backup = backup::create;
    backup_look(backup::BackupLook) -> backup::BackupInside = backup::look;
    backup_restore(backup::BackupRestore) -> backup::Restored = backup::restore;
    backup_code(backup::BackupCodeGet) -> backup::BackupCode = backup::code;
    backup_code_noted(backup::BackupCodeNoted) -> draft::Done = backup::code_noted;
    backup_list(backup::BackupList) -> backup::Backups = backup::list;
}

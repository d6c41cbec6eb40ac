//! The one list of handlers: every command leads to its use case.
//!
//! The logic is in the modules of [`crate::area`]; keep it there.

use wuyou_contract::command::Handlers;
use wuyou_contract::{
    ApiError, backup, conflict, contact, customer, draft, import, request, search, setup, staff,
    sync, today, unit, work_order,
};

use crate::app::{Acting, App};
use crate::area;

impl Handlers for App {
    type Context = Acting;

    fn app_status(
        &self,
        acting: Acting,
        request: setup::AppStatusGet,
    ) -> Result<setup::AppStatus, ApiError> {
        Ok(area::setup::status(self, &acting, request)?)
    }

    fn setup_offline(
        &self,
        acting: Acting,
        request: setup::SetupOffline,
    ) -> Result<setup::AppStatus, ApiError> {
        Ok(area::setup::offline(self, &acting, request)?)
    }

    fn setup_enrol(
        &self,
        acting: Acting,
        request: setup::SetupEnrol,
    ) -> Result<setup::AppStatus, ApiError> {
        Ok(area::setup::enrol(self, &acting, request)?)
    }

    fn settings_get(
        &self,
        acting: Acting,
        request: setup::SettingsGet,
    ) -> Result<setup::Settings, ApiError> {
        Ok(area::setup::settings(self, &acting, request)?)
    }

    fn settings_set(
        &self,
        acting: Acting,
        request: setup::SettingsSet,
    ) -> Result<setup::Settings, ApiError> {
        Ok(area::setup::set_settings(self, &acting, request)?)
    }

    fn example_load(
        &self,
        acting: Acting,
        request: setup::ExampleLoad,
    ) -> Result<draft::Done, ApiError> {
        Ok(area::example::load(self, &acting, request)?)
    }

    fn example_remove(
        &self,
        acting: Acting,
        request: setup::ExampleRemove,
    ) -> Result<draft::Done, ApiError> {
        Ok(area::example::remove(self, &acting, request)?)
    }

    fn app_verify(
        &self,
        acting: Acting,
        request: setup::Verify,
    ) -> Result<setup::Verification, ApiError> {
        Ok(area::setup::verify(self, &acting, request)?)
    }

    fn staff_list(
        &self,
        acting: Acting,
        request: staff::StaffList,
    ) -> Result<staff::StaffPage, ApiError> {
        Ok(area::staff::list(self, &acting, request)?)
    }

    fn staff_create(
        &self,
        acting: Acting,
        request: staff::StaffCreate,
    ) -> Result<staff::Staff, ApiError> {
        Ok(area::staff::create(self, &acting, request)?)
    }

    fn staff_update(
        &self,
        acting: Acting,
        request: staff::StaffUpdate,
    ) -> Result<staff::Staff, ApiError> {
        Ok(area::staff::update(self, &acting, request)?)
    }

    fn staff_switch(
        &self,
        acting: Acting,
        request: staff::StaffSwitch,
    ) -> Result<staff::Staff, ApiError> {
        Ok(area::staff::switch(self, &acting, request)?)
    }

    fn today_get(
        &self,
        acting: Acting,
        request: today::TodayGet,
    ) -> Result<today::Today, ApiError> {
        Ok(area::today::get(self, &acting, request)?)
    }

    fn customer_create(
        &self,
        acting: Acting,
        request: customer::CustomerCreate,
    ) -> Result<customer::CustomerDetail, ApiError> {
        Ok(area::customer::create(self, &acting, request)?)
    }

    fn customer_update(
        &self,
        acting: Acting,
        request: customer::CustomerUpdate,
    ) -> Result<customer::CustomerDetail, ApiError> {
        Ok(area::customer::update(self, &acting, request)?)
    }

    fn customer_get(
        &self,
        acting: Acting,
        request: customer::CustomerGet,
    ) -> Result<customer::CustomerDetail, ApiError> {
        Ok(area::customer::get(self, &acting, request)?)
    }

    fn customer_delete(
        &self,
        acting: Acting,
        request: customer::CustomerDelete,
    ) -> Result<draft::Done, ApiError> {
        Ok(area::customer::delete(self, &acting, request)?)
    }

    fn customer_towns(
        &self,
        acting: Acting,
        request: customer::CustomerTowns,
    ) -> Result<customer::Towns, ApiError> {
        Ok(area::customer::towns(self, &acting, request)?)
    }

    fn customer_list(
        &self,
        acting: Acting,
        request: customer::CustomerList,
    ) -> Result<customer::CustomerPage, ApiError> {
        Ok(area::customer::list(self, &acting, request)?)
    }

    fn customer_search(
        &self,
        acting: Acting,
        request: customer::CustomerSearch,
    ) -> Result<search::SearchHits, ApiError> {
        Ok(area::customer::search(self, &acting, request)?)
    }

    fn unit_register(
        &self,
        acting: Acting,
        request: unit::UnitRegister,
    ) -> Result<unit::UnitDetail, ApiError> {
        Ok(area::unit::register(self, &acting, request)?)
    }

    fn unit_update(
        &self,
        acting: Acting,
        request: unit::UnitUpdate,
    ) -> Result<unit::UnitDetail, ApiError> {
        Ok(area::unit::update(self, &acting, request)?)
    }

    fn unit_get(
        &self,
        acting: Acting,
        request: unit::UnitGet,
    ) -> Result<unit::UnitDetail, ApiError> {
        Ok(area::unit::get(self, &acting, request)?)
    }

    fn unit_list(
        &self,
        acting: Acting,
        request: unit::UnitList,
    ) -> Result<unit::UnitPage, ApiError> {
        Ok(area::unit::list(self, &acting, request)?)
    }

    fn unit_check_serial(
        &self,
        acting: Acting,
        request: unit::UnitCheckSerial,
    ) -> Result<unit::SerialCheck, ApiError> {
        Ok(area::unit::check_serial(self, &acting, request)?)
    }

    fn model_list(
        &self,
        acting: Acting,
        request: unit::ModelList,
    ) -> Result<Vec<unit::Model>, ApiError> {
        Ok(area::unit::models(self, &acting, request)?)
    }

    fn caller_lookup(
        &self,
        acting: Acting,
        request: request::CallerLookup,
    ) -> Result<request::CallerMatches, ApiError> {
        Ok(area::request::lookup_caller(self, &acting, request)?)
    }

    fn request_create(
        &self,
        acting: Acting,
        request: request::RequestCreate,
    ) -> Result<request::RequestTaken, ApiError> {
        Ok(area::request::create(self, &acting, request)?)
    }

    fn request_get(
        &self,
        acting: Acting,
        request: request::RequestGet,
    ) -> Result<request::RequestSummary, ApiError> {
        Ok(area::request::get(self, &acting, request)?)
    }

    fn request_list(
        &self,
        acting: Acting,
        request: request::RequestList,
    ) -> Result<request::RequestPage, ApiError> {
        Ok(area::request::list(self, &acting, request)?)
    }

    fn request_urge(
        &self,
        acting: Acting,
        request: request::RequestUrge,
    ) -> Result<contact::ContactAdded, ApiError> {
        Ok(area::request::urge(self, &acting, request)?)
    }

    fn request_answer(
        &self,
        acting: Acting,
        request: request::RequestAnswer,
    ) -> Result<request::RequestSummary, ApiError> {
        Ok(area::request::answer(self, &acting, request)?)
    }

    fn request_open_order(
        &self,
        acting: Acting,
        request: request::RequestOpenOrder,
    ) -> Result<work_order::WorkOrderDetail, ApiError> {
        Ok(area::request::open_order_for(self, &acting, request)?)
    }

    fn work_order_get(
        &self,
        acting: Acting,
        request: work_order::WorkOrderGet,
    ) -> Result<work_order::WorkOrderDetail, ApiError> {
        Ok(area::work_order::get(self, &acting, request)?)
    }

    fn work_order_list(
        &self,
        acting: Acting,
        request: work_order::WorkOrderList,
    ) -> Result<work_order::WorkOrderPage, ApiError> {
        Ok(area::work_order::list(self, &acting, request)?)
    }

    fn work_order_advance(
        &self,
        acting: Acting,
        request: work_order::WorkOrderAdvance,
    ) -> Result<work_order::WorkOrderDetail, ApiError> {
        Ok(area::work_order::advance(self, &acting, request)?)
    }

    fn work_order_counts(
        &self,
        acting: Acting,
        request: work_order::WorkOrderCounts,
    ) -> Result<work_order::WorkOrderNumbers, ApiError> {
        Ok(area::work_order::counts(self, &acting, request)?)
    }

    fn contact_add(
        &self,
        acting: Acting,
        request: contact::ContactAdd,
    ) -> Result<contact::ContactAdded, ApiError> {
        Ok(area::contact::add(self, &acting, request)?)
    }

    fn search_all(
        &self,
        acting: Acting,
        request: search::SearchAll,
    ) -> Result<search::SearchHits, ApiError> {
        Ok(area::search::all(self, &acting, request)?)
    }

    fn conflict_list(
        &self,
        acting: Acting,
        request: conflict::ConflictList,
    ) -> Result<conflict::Conflicts, ApiError> {
        Ok(area::conflict::list(self, &acting, request)?)
    }

    fn conflict_resolve(
        &self,
        acting: Acting,
        request: conflict::ConflictResolve,
    ) -> Result<conflict::ConflictItem, ApiError> {
        Ok(area::conflict::resolve(self, &acting, request)?)
    }

    fn import_inspect(
        &self,
        acting: Acting,
        request: import::ImportInspect,
    ) -> Result<import::ImportInspection, ApiError> {
        Ok(area::import::inspect(self, &acting, request)?)
    }

    fn import_preview(
        &self,
        acting: Acting,
        request: import::ImportPreview,
    ) -> Result<import::ImportPreviewPage, ApiError> {
        Ok(area::import::preview(self, &acting, request)?)
    }

    fn import_run(
        &self,
        acting: Acting,
        request: import::ImportRun,
    ) -> Result<import::ImportSummary, ApiError> {
        Ok(area::import::run(self, &acting, request)?)
    }

    fn import_progress(
        &self,
        acting: Acting,
        request: import::ImportProgressGet,
    ) -> Result<import::ImportProgress, ApiError> {
        Ok(area::import::progress(self, &acting, request)?)
    }

    fn import_cancel(
        &self,
        acting: Acting,
        request: import::ImportCancel,
    ) -> Result<draft::Done, ApiError> {
        Ok(area::import::cancel(self, &acting, request)?)
    }

    fn sync_status(
        &self,
        acting: Acting,
        request: sync::SyncStatusGet,
    ) -> Result<sync::SyncStatus, ApiError> {
        Ok(area::sync::status(self, &acting, request)?)
    }

    fn sync_now(
        &self,
        acting: Acting,
        request: sync::SyncNow,
    ) -> Result<sync::SyncReport, ApiError> {
        Ok(area::sync::now(self, &acting, request)?)
    }

    fn sync_details(
        &self,
        acting: Acting,
        request: sync::SyncDetailsGet,
    ) -> Result<sync::SyncDetails, ApiError> {
        Ok(area::sync::details(self, &acting, request)?)
    }

    fn sync_retry(
        &self,
        acting: Acting,
        request: sync::SyncRetry,
    ) -> Result<sync::SyncDetails, ApiError> {
        Ok(area::sync::retry(self, &acting, request)?)
    }

    fn sync_discard(
        &self,
        acting: Acting,
        request: sync::SyncDiscard,
    ) -> Result<sync::SyncDetails, ApiError> {
        Ok(area::sync::discard(self, &acting, request)?)
    }

    fn draft_save(
        &self,
        acting: Acting,
        request: draft::DraftSave,
    ) -> Result<draft::Done, ApiError> {
        Ok(area::draft::save(self, &acting, request)?)
    }

    fn draft_get(
        &self,
        acting: Acting,
        request: draft::DraftGet,
    ) -> Result<draft::DraftFound, ApiError> {
        Ok(area::draft::get(self, &acting, request)?)
    }

    fn draft_delete(
        &self,
        acting: Acting,
        request: draft::DraftGet,
    ) -> Result<draft::Done, ApiError> {
        Ok(area::draft::delete(self, &acting, request)?)
    }

    fn draft_list(
        &self,
        acting: Acting,
        request: draft::DraftList,
    ) -> Result<draft::Drafts, ApiError> {
        Ok(area::draft::list(self, &acting, request)?)
    }

    fn backup_create(
        &self,
        acting: Acting,
        request: backup::BackupCreate,
    ) -> Result<backup::Backup, ApiError> {
        Ok(area::backup::create(self, &acting, request)?)
    }

    fn backup_restore(
        &self,
        acting: Acting,
        request: backup::BackupRestore,
    ) -> Result<backup::Restored, ApiError> {
        Ok(area::backup::restore(self, &acting, request)?)
    }

    fn backup_list(
        &self,
        acting: Acting,
        request: backup::BackupList,
    ) -> Result<backup::Backups, ApiError> {
        Ok(area::backup::list(self, &acting, request)?)
    }
}

//! Figures of a span of days (统计): finished repairs by cause, what of the knowledge base was used, how
//! content the customers were.

use crate::explain::BothLanguages;
use crate::work_order::CauseClass;

codes! {
    /// Which days.
    pub enum ReportSpan {
        /// 本月
        ThisMonth,
        /// 上月
        LastMonth,
        /// 这个采暖季
        Season,
        /// 最近十二个月
        Year,
        /// 自选日期
        Own,
    }
}

request! {
    /// Counts finished repairs by the class of their cause.
    pub struct ReportCausesGet {
        /// Which days; this month when absent.
        pub span: Option<ReportSpan>,
        /// The first of one's own days.
        pub from_on: Option<String>,
        /// The last of one's own days; days to come are left out.
        pub to_on: Option<String>,
    }

    /// Counts what of the knowledge base was used on the phone.
    pub struct ReportKnowledgeGet {
        /// Which days; this month when absent.
        pub span: Option<ReportSpan>,
        /// The first of one's own days.
        pub from_on: Option<String>,
        /// The last of one's own days; days to come are left out.
        pub to_on: Option<String>,
    }

    /// Counts how content the customers were.
    pub struct ReportSatisfactionGet {
        /// Which days; this month when absent.
        pub span: Option<ReportSpan>,
        /// The first of one's own days.
        pub from_on: Option<String>,
        /// The last of one's own days; days to come are left out.
        pub to_on: Option<String>,
    }
}

response! {
    /// The days that were counted, and those they are held against.
    pub struct ReportDays {
        /// The first day.
        pub from_on: String,
        /// The last day.
        pub to_on: String,
        /// The first day of the span before.
        pub before_from_on: String,
        /// Its last day.
        pub before_to_on: String,
    }

    /// The repairs of one model.
    pub struct CauseModel {
        /// The model; null where no machine or no model was named.
        pub model_code: Option<String>,
        /// Its name.
        pub model_name: Option<BothLanguages>,
        /// How many.
        pub repairs: u32,
        /// How many of them came within 30 days after another repair.
        pub repeats: u32,
    }

    /// The repairs of one class.
    pub struct CauseRow {
        /// The class; null for those nobody gave one.
        pub cause_class: Option<CauseClass>,
        /// How many.
        pub repairs: u32,
        /// Their share in per cent; null of fewer than five repairs.
        pub percent: Option<f64>,
        /// How many of them came within 30 days after another repair.
        pub repeats: u32,
        /// How many there were in the span before.
        pub before: u32,
        /// Their share then.
        pub before_percent: Option<f64>,
        /// By model, the most first.
        pub models: Vec<CauseModel>,
        /// Repairs of models that are not listed.
        pub models_more: u32,
    }

    /// Finished repairs by the class of their cause.
    pub struct CauseReport {
        /// Which days.
        pub days: ReportDays,
        /// Every class in its order; last those without one, where there are any.
        pub rows: Vec<CauseRow>,
        /// All of them.
        pub repairs: u32,
        /// All of the span before.
        pub before: u32,
        /// How many came within 30 days after another repair.
        pub repeats: u32,
    }

    /// How often a fault of the knowledge base was used.
    pub struct KnowledgeRow {
        /// Its code.
        pub code: String,
        /// What it is; null for a code the knowledge base does not have.
        pub name: Option<BothLanguages>,
        /// Calls.
        pub calls: u32,
        /// Calls in which self-checks were read out.
        pub read_out: u32,
        /// Calls in which the customer put it right alone.
        pub solved: u32,
        /// Their share in per cent; null of fewer than five calls.
        pub percent: Option<f64>,
        /// Calls that became an order.
        pub ordered: u32,
        /// Calls of the span before.
        pub before: u32,
    }

    /// What of the knowledge base was used on the phone.
    pub struct KnowledgeReport {
        /// Which days.
        pub days: ReportDays,
        /// The faults, the most used first.
        pub rows: Vec<KnowledgeRow>,
        /// Calls that used it.
        pub calls: u32,
        /// Of them those in which the customer put it right alone.
        pub solved: u32,
        /// Of them those that became an order.
        pub ordered: u32,
        /// Calls that used it in the span before.
        pub before: u32,
    }

    /// How content the customers of a span were.
    pub struct SatisfactionFigures {
        /// Orders that were finished.
        pub finished: u32,
        /// Orders whose household was asked.
        pub asked: u32,
        /// Their share in per cent; null of fewer than five orders.
        pub asked_percent: Option<f64>,
        /// Orders with a score.
        pub scored: u32,
        /// Of them those with a 4 or 5.
        pub satisfied: u32,
        /// Their share in per cent; null of fewer than five scores.
        pub percent: Option<f64>,
        /// The mean score; null of fewer than five scores.
        pub mean: Option<f64>,
    }

    /// How content the customers were.
    pub struct SatisfactionReport {
        /// Which days.
        pub days: ReportDays,
        /// In them.
        pub now: SatisfactionFigures,
        /// In the span before.
        pub before: SatisfactionFigures,
    }
}

//! Warranty (三包) of a machine: in or out, until when, why, and what may be asked for today.

use uuid::Uuid;

use crate::explain::{BothLanguages, Why};

codes! {
    /// Whether a machine is in warranty.
    pub enum CoverageState {
        /// In warranty.
        Covered,
        /// The period is over.
        Expired,
        /// The period has not begun: not commissioned yet.
        NotStarted,
        /// Nothing proves when it began.
        Unknown,
    }

    /// How well the beginning is proven.
    pub enum Confidence {
        /// By invoice or equal proof.
        A,
        /// By certificate, or own records.
        B,
        /// Estimated from the factory date: free repair only.
        C,
        /// Not at all.
        D,
    }

    /// Which kind of norm.
    pub enum BasisKind {
        /// The law's list.
        Statute,
        /// The maker's policy.
        Policy,
        /// Agreed with this customer.
        Contract,
        /// An extended plan the customer bought.
        Plan,
    }

    /// What a customer may ask for.
    pub enum RemedyOption {
        /// 退货
        Return,
        /// 换货
        Exchange,
        /// 修理
        Repair,
    }

    /// Who pays.
    pub enum Payer {
        /// The seller, and behind him the maker.
        Seller,
        /// Whoever repaired.
        Repairer,
        /// The customer, by quote.
        Customer,
    }

    /// Where a gas appliance is in its safe life.
    pub enum LifeState {
        /// Far from its end.
        Ok,
        /// Within a year of its end.
        Approaching,
        /// 临近判废: advise care and replacement.
        Near,
        /// Past its end.
        Past,
        /// To be stopped at once.
        Stopped,
        /// Neither day of sale nor factory date is known.
        Unknown,
    }

    /// A date that cannot be, so that nothing can be worked out.
    pub enum WarrantyDate {
        /// Made on.
        MadeOn,
        /// Sold on.
        SoldOn,
        /// Installed on.
        InstalledOn,
        /// Another of the machine's records.
        Other,
    }
}

request! {
    /// Asks for the warranty of a machine as of today.
    pub struct WarrantyCardGet {
        /// Which machine.
        pub unit_id: Uuid,
    }
}

response! {
    /// One basis of warranty; the most favourable to the customer decides.
    pub struct WarrantyBasis {
        /// Its kind.
        pub kind: BasisKind,
        /// Its name.
        pub name: BothLanguages,
        /// From.
        pub starts_on: Option<String>,
        /// The last day.
        pub ends_on: Option<String>,
        /// Whether it is the one that decides.
        pub decides: bool,
    }

    /// The warranty of a main part.
    pub struct WarrantyPart {
        /// The part.
        pub name: BothLanguages,
        /// The last day.
        pub ends_on: String,
        /// Whether it is still covered.
        pub covered: bool,
    }

    /// A repair, and whether it counts as one of the two.
    pub struct WarrantyRepair {
        /// The order.
        pub work_order_id: Uuid,
        /// Its number.
        pub no: String,
        /// When it was finished.
        pub finished_on: String,
        /// Whether it counts.
        pub counts: bool,
        /// Why it does or does not.
        pub reason: BothLanguages,
    }

    /// One thing the customer may ask for.
    pub struct RemedyOffer {
        /// What.
        pub option: RemedyOption,
        /// Who pays.
        pub payer: Payer,
        /// Whether a return costs depreciation.
        pub depreciation: bool,
        /// The offer as a sentence, with its article.
        pub text: BothLanguages,
    }

    /// What the customer may ask for today if the machine is faulty.
    pub struct Remedies {
        /// In the order return, exchange, repair; never empty.
        pub offers: Vec<RemedyOffer>,
        /// Why.
        pub why: Why,
    }

    /// The safe life of a gas appliance.
    pub struct SafetyLife {
        /// Where it is in it.
        pub state: LifeState,
        /// To be scrapped on.
        pub scrap_on: Option<String>,
        /// Advice from this day on.
        pub warn_on: Option<String>,
        /// Counted from the factory date, as the day of sale is not known.
        pub estimated: bool,
        /// Why.
        pub why: Why,
    }

    /// The warranty card of a machine.
    pub struct WarrantyCard {
        /// The machine.
        pub unit_id: Uuid,
        /// The day it was worked out for.
        pub as_of: String,
        /// In or out.
        pub state: CoverageState,
        /// A date that cannot be; correct it first, until then nothing is worked out.
        pub wrong_date: Option<WarrantyDate>,
        /// How well the beginning is proven.
        pub confidence: Confidence,
        /// From.
        pub starts_on: Option<String>,
        /// The last day.
        pub ends_on: Option<String>,
        /// Days left while covered; 0 on the last day.
        pub days_left: Option<u32>,
        /// May change: not commissioned yet, a repair is under way, a list of holidays is missing.
        pub provisional: bool,
        /// Every basis, the deciding one first.
        pub bases: Vec<WarrantyBasis>,
        /// Main parts.
        pub parts: Vec<WarrantyPart>,
        /// Repairs, latest first.
        pub repairs: Vec<WarrantyRepair>,
        /// How many of the repairs count as the two after which an exchange is due.
        pub repairs_counted: u32,
        /// What the customer may ask for today if the machine is faulty.
        pub remedies: Option<Remedies>,
        /// The safe life, for machines that burn gas.
        pub safety: Option<SafetyLife>,
        /// Why.
        pub why: Why,
    }
}

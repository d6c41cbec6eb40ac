//! When validity starts (table T1), on what paper, and how sure that is.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::facts::{ProofKind, UnitFacts};
use super::policy::StartRule;
use super::wording::{better_evidence, start_lines};
use crate::calendar::plus_months;
use crate::codes::codes;
use crate::explain::{Basis, Decision, Explanation};
use crate::rule::{Field, RuleError};

codes! {
    /// How sure the start of validity is; the first is the best.
    Confidence {
        /// Proved by an invoice or headquarters' record.
        A = "A",
        /// Shown by another record, or open until commissioning.
        B = "B",
        /// Reckoned from the factory date: free repair only, no return or exchange.
        C = "C",
        /// Unknown: not covered until there is evidence.
        D = "D",
    }
}

codes! {
    /// What the start of validity rests on.
    StartDocument {
        /// The exchange of another machine for this one.
        Exchange = "exchange",
        /// The paper invoice.
        Invoice = "invoice",
        /// An electronic invoice.
        DigitalInvoice = "digital_invoice",
        /// Headquarters' record of the sale.
        HqRecord = "hq_record",
        /// The 三包凭证.
        Certificate = "certificate",
        /// The dealer's record of the sale.
        DealerRecord = "dealer_record",
        /// A payment.
        Payment = "payment",
        /// An order by WeChat.
        WechatOrder = "wechat_order",
        /// A delivery note.
        DeliveryNote = "delivery_note",
        /// The record of commissioning.
        Commissioning = "commissioning",
        /// The factory date.
        Factory = "factory",
        /// Nothing.
        Nothing = "nothing",
    }
}

impl From<ProofKind> for StartDocument {
    fn from(kind: ProofKind) -> Self {
        match kind {
            ProofKind::DigitalInvoice => Self::DigitalInvoice,
            ProofKind::HqRecord => Self::HqRecord,
            ProofKind::DealerRecord => Self::DealerRecord,
            ProofKind::Payment => Self::Payment,
            ProofKind::WechatOrder => Self::WechatOrder,
            ProofKind::DeliveryNote => Self::DeliveryNote,
        }
    }
}

/// The figures of table T1, from the maker's policy in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShelfTerms {
    /// Latest start after the invoice where validity starts at commissioning, in months.
    pub max_shelf_months: u32,
    /// Added to the factory date where nothing else proves the day of sale, in months.
    pub grace_months: u32,
}

/// When validity starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Start {
    /// The day, where anything shows it. While not started, the day a provisional end is reckoned
    /// from.
    pub on: Option<NaiveDate>,
    /// What it rests on.
    pub document: StartDocument,
    /// How sure it is.
    pub confidence: Confidence,
    /// Whether validity has started; not while a machine waits for its commissioning.
    pub started: bool,
    /// More evidence would change the day.
    pub provisional: bool,
}

/// How a start was found: the row of T1 and the dates behind it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub(super) start: Start,
    pub(super) row: &'static str,
    /// The sale behind a start that is not the day of sale itself.
    pub(super) sold_on: Option<NaiveDate>,
    /// Months added to the sale or the factory date.
    pub(super) added_months: Option<u32>,
}

impl Found {
    fn new(row: &'static str, on: NaiveDate, by: StartDocument, confidence: Confidence) -> Self {
        Self {
            start: Start {
                on: Some(on),
                document: by,
                confidence,
                started: true,
                provisional: false,
            },
            row,
            sold_on: None,
            added_months: None,
        }
    }
}

/// Table T1 for one basis: when validity starts by `rule`. `terms` are the policy's figures; without
/// a policy there is no latest start and no reckoning from the factory date.
///
/// # Errors
/// A date that cannot be: [`RuleError::InFuture`] after `as_of`, [`RuleError::EndBeforeStart`]
/// before the factory date, [`RuleError::OutOfRange`] outside the calendar.
pub fn start_of_validity(
    facts: &UnitFacts,
    rule: StartRule,
    terms: Option<ShelfTerms>,
    as_of: NaiveDate,
) -> Result<Decision<Start>, RuleError> {
    facts.check_dates(as_of)?;
    let found = find_start(facts, rule, terms, as_of)?;
    let article = match found.start.document {
        StartDocument::Exchange => Basis::statute("basis-sanbao-14"),
        StartDocument::Factory => Basis::policy("basis-warranty-factory"),
        _ if rule == StartRule::Commissioning => Basis::policy("basis-warranty-commissioning"),
        _ => Basis::statute("basis-sanbao-8"),
    };
    Ok(Decision {
        result: found.start,
        why: Explanation {
            basis: vec![article],
            rows: vec![found.row],
            steps: start_lines(&found),
            missing: better_evidence(&found.start),
            ..Explanation::default()
        },
    })
}

/// [`start_of_validity`] without its reasons, for dates that are checked already.
pub(super) fn find_start(
    facts: &UnitFacts,
    rule: StartRule,
    terms: Option<ShelfTerms>,
    as_of: NaiveDate,
) -> Result<Found, RuleError> {
    if let Some(on) = facts.came_by_exchange_on {
        let by = StartDocument::Exchange;
        return Ok(Found::new("T2.R5", on, by, Confidence::A));
    }
    match (sale(facts), facts.commissioned_on) {
        // A record of the sale stands in for the invoice; the certificate alone does not.
        (Some(sale), _) if sale.by == StartDocument::Certificate && facts.proofs.is_empty() => {
            Ok(Found::new("T1.R4", sale.on, sale.by, sale.confidence))
        }
        (Some(sale), commissioned_on) => match rule {
            StartRule::Invoice => Ok(Found::new("T1.R1", sale.on, sale.by, sale.confidence)),
            StartRule::Commissioning => by_commissioning(sale, commissioned_on, terms, as_of),
        },
        (None, Some(on)) => {
            let by = StartDocument::Commissioning;
            Ok(Found::new("T1.R5", on, by, Confidence::B))
        }
        (None, None) => from_factory(facts.made_on, terms),
    }
}

/// A sold machine whose validity starts at commissioning (rows 2 and 3).
fn by_commissioning(
    sale: Sale,
    commissioned_on: Option<NaiveDate>,
    terms: Option<ShelfTerms>,
    as_of: NaiveDate,
) -> Result<Found, RuleError> {
    let shelf = terms.map(|terms| terms.max_shelf_months);
    let latest = shelf
        .map(|months| beyond("as_of", plus_months(sale.on, months)))
        .transpose()?;
    let capped = |on: NaiveDate| latest.filter(|latest| on > *latest);
    let mut found = match commissioned_on {
        Some(on) => {
            let (start, by) = match (capped(on), on > sale.on) {
                (Some(latest), _) => (latest, sale.by),
                (None, true) => (on, StartDocument::Commissioning),
                (None, false) => (sale.on, sale.by),
            };
            Found::new("T1.R2", start, by, sale.confidence)
        }
        None => {
            // A record of commissioning that is still missing would set another day.
            let reached = latest.filter(|latest| as_of >= *latest);
            let on = reached.unwrap_or(sale.on);
            let mut found = Found::new("T1.R3", on, sale.by, Confidence::B);
            found.start.started = reached.is_some();
            found.start.provisional = true;
            found
        }
    };
    found.sold_on = Some(sale.on);
    let is_latest = found.start.on == latest;
    found.added_months = shelf.filter(|_| is_latest && found.start.document == sale.by);
    Ok(found)
}

fn from_factory(made_on: Option<NaiveDate>, terms: Option<ShelfTerms>) -> Result<Found, RuleError> {
    let (Some(made_on), Some(terms)) = (made_on, terms) else {
        return Ok(Found {
            start: Start {
                on: None,
                document: StartDocument::Nothing,
                confidence: Confidence::D,
                started: false,
                provisional: true,
            },
            row: "T1.R7",
            sold_on: None,
            added_months: None,
        });
    };
    let on = beyond("made_on", plus_months(made_on, terms.grace_months))?;
    let mut found = Found::new("T1.R6", on, StartDocument::Factory, Confidence::C);
    found.start.provisional = true;
    found.sold_on = Some(made_on);
    found.added_months = Some(terms.grace_months);
    Ok(found)
}

/// A period that leaves the calendar, as the fault of the input it is reckoned from.
pub(super) fn beyond<T>(
    field: impl Into<Field>,
    result: Result<T, RuleError>,
) -> Result<T, RuleError> {
    result.map_err(|_| RuleError::OutOfRange {
        field: field.into(),
    })
}

/// The best proof of the sale.
#[derive(Debug, Clone, Copy)]
struct Sale {
    on: NaiveDate,
    by: StartDocument,
    confidence: Confidence,
}

fn sale(facts: &UnitFacts) -> Option<Sale> {
    let papers = [
        (facts.invoiced_on, StartDocument::Invoice),
        (facts.certificate_on, StartDocument::Certificate),
    ];
    let papers = papers.into_iter().filter_map(|(on, by)| Some((by, on?)));
    let proofs = facts
        .proofs
        .iter()
        .map(|proof| (proof.kind.into(), proof.on));
    // The order of the documents is their rank; of two of a kind the earlier shows the sale.
    let (by, on) = papers.chain(proofs).min()?;
    let proved = matches!(
        by,
        StartDocument::Invoice | StartDocument::DigitalInvoice | StartDocument::HqRecord
    );
    let confidence = if proved { Confidence::A } else { Confidence::B };
    Some(Sale { on, by, confidence })
}

/// The day by which the documents in force are chosen: the sale, or the nearest to it known.
pub(super) fn sold_about(facts: &UnitFacts, as_of: NaiveDate) -> NaiveDate {
    let sold_on = facts
        .came_by_exchange_on
        .or(sale(facts).map(|sale| sale.on));
    sold_on
        .or(facts.commissioned_on)
        .or(facts.made_on)
        .unwrap_or(as_of)
}

//! Certificates of a dealer's people: given, suspended, reinstated and revoked by headquarters. They
//! travel by the dealer's log and are only read there.

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use uuid::Uuid;
use wuyou_domain::certificate::gate::CertificateType;
use wuyou_domain::certificate::state::{
    self, Event, Facts, State, SuspensionCause, next, standing,
};
use wuyou_domain::id::CertificateId;
use wuyou_domain::machine::Who;
use wuyou_domain::time::local_date;
use wuyou_server_store::ServerStore;
use wuyou_server_store::model::{Certificate, Dealer, Person};
use wuyou_sync::registry;
use wuyou_sync::server::OwnChange;
use wuyou_sync::value::{RowId, Value as Field};

use super::{Refusal, dealer, log, permit};

/// What to do with a certificate.
#[derive(Debug, Subcommand)]
pub enum CertificateCommand {
    /// Gives one to a person of a dealer.
    Issue(Issue),
    /// Lists a dealer's.
    List {
        /// The dealer's code.
        #[arg(long)]
        dealer: String,
    },
    /// Suspends one: the holder is sent nowhere it is needed for.
    Suspend {
        /// Which.
        #[command(flatten)]
        which: Which,
        /// `complaint_a` or `audit`.
        #[arg(long)]
        cause: String,
    },
    /// Ends a suspension.
    Reinstate(Reasoned),
    /// Revokes one for good.
    Revoke(Reasoned),
    /// Lets a person go to a task on stated days, whatever their certificates say.
    Permit(permit::Give),
    /// Takes a permit back.
    WithdrawPermit(permit::About),
    /// Lists a dealer's permits.
    Permits {
        /// The dealer's code.
        #[arg(long)]
        dealer: String,
    },
}

/// A certificate to give.
#[derive(Debug, Args)]
pub struct Issue {
    /// The dealer's code.
    #[arg(long)]
    dealer: String,
    /// The holder: their name, or the id of their row.
    #[arg(long)]
    holder: String,
    /// `maker_install`, `maker_repair`, `local_gas`, `electrician` or `height`.
    #[arg(long)]
    kind: String,
    /// The number on it; a number is given once.
    #[arg(long)]
    no: String,
    /// Who gave it.
    #[arg(long)]
    issuer: Option<String>,
    /// The first day, `YYYY-MM-DD`.
    #[arg(long)]
    from: String,
    /// The last day, `YYYY-MM-DD`.
    #[arg(long)]
    to: String,
}

/// A certificate that is there.
#[derive(Debug, Args)]
pub struct Which {
    /// The dealer's code.
    #[arg(long)]
    dealer: String,
    /// The number on it.
    #[arg(long)]
    no: String,
}

/// A certificate that is there, and why something becomes of it.
#[derive(Debug, Args)]
pub struct Reasoned {
    #[command(flatten)]
    which: Which,
    /// Why; the dealer reads it.
    #[arg(long)]
    reason: String,
}

pub(super) fn run(
    store: &dyn ServerStore,
    command: CertificateCommand,
    now_at: i64,
) -> Result<Value, Refusal> {
    match command {
        CertificateCommand::Issue(issue) => give(store, issue, now_at),
        CertificateCommand::Permit(asked) => permit::give(store, &asked, now_at),
        CertificateCommand::WithdrawPermit(asked) => permit::withdraw(store, &asked, now_at),
        CertificateCommand::Permits { dealer } => permit::list(store, &dealer),
        CertificateCommand::List { dealer } => list(store, &dealer, now_at),
        CertificateCommand::Suspend { which, cause } => {
            let known = SuspensionCause::from_code(&cause).ok_or_else(|| {
                Refusal::new("admin.bad_cause", "a cause is complaint_a or audit")
            })?;
            let facts = |facts| Facts {
                suspension: Some(known),
                ..facts
            };
            step(
                store,
                &which,
                (Event::Suspend, Some(cause.as_str())),
                facts,
                now_at,
            )
        }
        CertificateCommand::Reinstate(Reasoned { which, reason }) => {
            let facts = |facts| Facts {
                reason: Some(reason.clone()),
                ..facts
            };
            step(store, &which, (Event::Reinstate, None), facts, now_at)
        }
        CertificateCommand::Revoke(Reasoned { which, reason }) => {
            let facts = |facts| Facts {
                reason: Some(reason.clone()),
                ..facts
            };
            step(
                store,
                &which,
                (Event::Revoke, Some(reason.as_str())),
                facts,
                now_at,
            )
        }
    }
}

fn give(store: &dyn ServerStore, issue: Issue, now_at: i64) -> Result<Value, Refusal> {
    let dealer = dealer::known(store, &issue.dealer)?;
    let holder = holder(store, &dealer, &issue.holder)?;
    if CertificateType::from_code(&issue.kind).is_none() {
        let kinds: Vec<_> = CertificateType::ALL
            .iter()
            .map(|kind| kind.code())
            .collect();
        return Err(
            Refusal::new("admin.bad_kind", "no such kind of certificate")
                .with(json!({ "kinds": kinds })),
        );
    }
    let no = issue.no.trim();
    if no.is_empty() {
        return Err(Refusal::new(
            "admin.bad_number",
            "a certificate has a number",
        ));
    }
    if find(store, &dealer, no)?.is_some() {
        return Err(Refusal::new("admin.exists", "this number is given already"));
    }
    let (from, to) = (day(&issue.from)?, day(&issue.to)?);
    let facts = Facts {
        valid_from: Some(from),
        valid_to: Some(to),
        ..facts_of(today(now_at)?)
    };
    let taken = next(State::Passed, Event::Issue, Who::HqAdmin, &facts);
    let taken = taken.map_err(|refused| not_now(&refused))?;
    let fields = vec![
        (1, Field::Id(holder.id)),
        (2, issue.kind.as_str().into()),
        (3, no.into()),
        (4, issue.issuer.into()),
        (5, from.to_string().into()),
        (6, to.to_string().into()),
        (7, taken.state.code().into()),
    ];
    let row = CertificateId::of_no(no).0.into_bytes();
    write(store, &dealer, row, fields, now_at)?;
    log(
        store,
        "certificate.issue",
        Some(dealer.id),
        Some(row),
        now_at,
    )?;
    shown_again(store, &dealer, no, now_at)
}

fn list(store: &dyn ServerStore, code: &str, now_at: i64) -> Result<Value, Refusal> {
    let dealer = dealer::known(store, code)?;
    let today = today(now_at)?;
    let rows = store.certificates(dealer.id)?;
    Ok(rows.iter().map(|row| shown(row, today)).collect())
}

fn step(
    store: &dyn ServerStore,
    which: &Which,
    (event, reason): (Event, Option<&str>),
    facts: impl FnOnce(Facts) -> Facts,
    now_at: i64,
) -> Result<Value, Refusal> {
    let dealer = dealer::known(store, &which.dealer)?;
    let no = which.no.trim();
    let found = find(store, &dealer, no)?.ok_or_else(|| {
        Refusal::new(
            "admin.not_found",
            "no certificate of this dealer has this number",
        )
        .with(json!({ "no": no }))
    })?;
    let today = today(now_at)?;
    let facts = facts(Facts {
        valid_from: found.valid_from.parse().ok(),
        valid_to: found.valid_to.parse().ok(),
        ..facts_of(today)
    });
    let taken = next(stands(&found, today), event, Who::HqAdmin, &facts);
    let taken = taken.map_err(|refused| not_now(&refused))?;
    let fields = vec![(7, taken.state.code().into()), (8, reason.into())];
    write(store, &dealer, found.id, fields, now_at)?;
    let action = format!("certificate.{}", event.code());
    log(store, &action, Some(dealer.id), Some(found.id), now_at)?;
    shown_again(store, &dealer, no, now_at)
}

fn write(
    store: &dyn ServerStore,
    dealer: &Dealer,
    row: RowId,
    fields: Vec<(u8, Field)>,
    now_at: i64,
) -> Result<(), Refusal> {
    let entity = registry::entity("certificate")
        .ok_or_else(|| Refusal::new("server.internal", "no certificates in the registry"))?;
    let own = OwnChange {
        entity,
        row,
        fields,
    };
    Ok(store.write_own(dealer.id, &own, now_at)?)
}

pub(super) fn holder(
    store: &dyn ServerStore,
    dealer: &Dealer,
    named: &str,
) -> Result<Person, Refusal> {
    let named = named.trim();
    let id = named.parse::<Uuid>().ok().map(Uuid::into_bytes);
    let people = store.people(dealer.id)?.into_iter();
    let mut found: Vec<Person> = people
        .filter(|person| Some(person.id) == id || (id.is_none() && person.name == named))
        .collect();
    match (found.pop(), found.is_empty()) {
        (Some(person), true) => Ok(person),
        (Some(_), false) => Err(Refusal::new(
            "admin.two_people",
            "two people have this name; give the id of the row",
        )),
        (None, _) => Err(
            Refusal::new("admin.not_found", "nobody of this dealer is called so")
                .with(json!({ "holder": named })),
        ),
    }
}

fn find(
    store: &dyn ServerStore,
    dealer: &Dealer,
    no: &str,
) -> Result<Option<Certificate>, Refusal> {
    let rows = store.certificates(dealer.id)?;
    Ok(rows.into_iter().find(|row| row.no == no))
}

pub(super) fn day(text: &str) -> Result<NaiveDate, Refusal> {
    let parsed = text.trim().parse::<NaiveDate>();
    parsed.map_err(|_| {
        Refusal::new("admin.bad_date", "a date is YYYY-MM-DD").with(json!({ "date": text }))
    })
}

pub(super) fn today(now_at: i64) -> Result<NaiveDate, Refusal> {
    local_date(now_at).ok_or_else(|| Refusal::new("server.internal", "the clock shows no date"))
}

fn facts_of(happened_on: NaiveDate) -> Facts {
    Facts {
        happened_on,
        valid_from: None,
        valid_to: None,
        retakes: 0,
        suspension: None,
        reason: None,
        successor: None,
        new_dealer: None,
    }
}

fn stands(row: &Certificate, today: NaiveDate) -> State {
    let state = State::from_code(&row.state).unwrap_or(State::Suspended);
    let end = row.valid_to.parse().unwrap_or(NaiveDate::MIN);
    standing(state, end, today)
}

fn not_now(refused: &state::Refused) -> Refusal {
    Refusal::new(
        "admin.step_refused",
        format!("the certificate cannot take this step: {refused:?}"),
    )
}

fn shown_again(
    store: &dyn ServerStore,
    dealer: &Dealer,
    no: &str,
    now_at: i64,
) -> Result<Value, Refusal> {
    let today = today(now_at)?;
    let row = find(store, dealer, no)?;
    Ok(row.map_or(Value::Null, |row| shown(&row, today)))
}

fn shown(row: &Certificate, today: NaiveDate) -> Value {
    json!({
        "certificate_id": Uuid::from_bytes(row.id),
        "holder": row.name,
        "staff_id": Uuid::from_bytes(row.staff),
        "kind": row.kind,
        "no": row.no,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "state": stands(row, today).code(),
        "reason": row.reason,
    })
}

#[cfg(test)]
mod tests;

//! Permits: headquarters lets a named person go to a task on stated days, whatever the gate of
//! certificates says. They travel by the dealer's log as the certificates do.

use clap::Args;
use serde_json::{Value, json};
use uuid::Uuid;
use wuyou_domain::certificate::gate::{Task, built_in};
use wuyou_domain::certificate::permit::may_be_given;
use wuyou_domain::id::{CertificatePermitId, StaffId};
use wuyou_server_store::ServerStore;
use wuyou_server_store::model::{Dealer, Permit};
use wuyou_sync::registry;
use wuyou_sync::server::OwnChange;
use wuyou_sync::value::{RowId, Value as Field};

use super::certificate::{day, holder, today};
use super::{Refusal, dealer, log};

/// Whom a permit is about, for what and when.
#[derive(Debug, Args)]
pub struct About {
    /// The dealer's code.
    #[arg(long)]
    dealer: String,
    /// Who may go: their name, or the id of their row.
    #[arg(long)]
    holder: String,
    /// `install`, `commission`, `repair` or `maintenance`.
    #[arg(long)]
    task: String,
    /// The first day, `YYYY-MM-DD`.
    #[arg(long)]
    from: String,
    /// The last day, `YYYY-MM-DD`.
    #[arg(long)]
    until: String,
    /// Why; the dealer reads it.
    #[arg(long)]
    reason: String,
}

/// A permit to give.
#[derive(Debug, Args)]
pub struct Give {
    #[command(flatten)]
    about: About,
    /// Who at headquarters gives it.
    #[arg(long)]
    by: String,
}

pub(super) fn give(store: &dyn ServerStore, asked: &Give, now_at: i64) -> Result<Value, Refusal> {
    let found = find(store, &asked.about)?;
    let by = said(&asked.by, "admin.no_giver", "say who gives it")?;
    let reason = said(&asked.about.reason, "admin.no_reason", "say why")?;
    if found.row.as_ref().is_some_and(|row| row.state == "valid") {
        return Err(Refusal::new("admin.exists", "this permit is given already"));
    }
    let policy = built_in().map_err(|_| Refusal::new("server.internal", "no gate"))?;
    let (from, until) = (day(&asked.about.from)?, day(&asked.about.until)?);
    if !may_be_given(&policy.content, from, until) || until < today(now_at)? {
        let most = policy.content.override_days;
        return Err(Refusal::new(
            "admin.bad_days",
            "the days of a permit are few and not over",
        )
        .with(json!({ "days_at_most": most })));
    }
    let mut fields = vec![(5, reason.into()), (6, by.into()), (7, "valid".into())];
    if found.row.is_some() {
        fields.push((8, Field::Null));
    } else {
        fields.extend([
            (1, Field::Id(found.staff)),
            (2, found.task.code().into()),
            (3, from.to_string().into()),
            (4, until.to_string().into()),
        ]);
    }
    write(store, &found, fields, now_at)?;
    let row = Some(found.id);
    log(
        store,
        "certificate.permit",
        Some(found.dealer.id),
        row,
        now_at,
    )?;
    shown_again(store, &found)
}

pub(super) fn withdraw(
    store: &dyn ServerStore,
    asked: &About,
    now_at: i64,
) -> Result<Value, Refusal> {
    let found = find(store, asked)?;
    let reason = said(&asked.reason, "admin.no_reason", "say why")?;
    if found.row.as_ref().is_none_or(|row| row.state != "valid") {
        return Err(Refusal::new(
            "admin.not_found",
            "no such permit is in force",
        ));
    }
    let fields = vec![(7, "withdrawn".into()), (8, reason.into())];
    write(store, &found, fields, now_at)?;
    let row = Some(found.id);
    log(
        store,
        "certificate.withdraw_permit",
        Some(found.dealer.id),
        row,
        now_at,
    )?;
    shown_again(store, &found)
}

pub(super) fn list(store: &dyn ServerStore, code: &str) -> Result<Value, Refusal> {
    let dealer = dealer::known(store, code)?;
    let rows = store.permits(dealer.id)?;
    Ok(rows.iter().map(shown).collect())
}

/// What orders ask for at dispatch; a permit for anything else would open nothing.
const TASKS: [Task; 4] = [
    Task::Install,
    Task::Commission,
    Task::Repair,
    Task::Maintenance,
];

/// A permit by what makes it one.
struct Found {
    dealer: Dealer,
    staff: RowId,
    task: Task,
    id: RowId,
    row: Option<Permit>,
}

fn find(store: &dyn ServerStore, about: &About) -> Result<Found, Refusal> {
    let dealer = dealer::known(store, &about.dealer)?;
    let person = holder(store, &dealer, &about.holder)?;
    let known = Task::from_code(about.task.trim());
    let task = known.filter(|task| TASKS.contains(task)).ok_or_else(|| {
        let tasks: Vec<_> = TASKS.iter().map(|task| task.code()).collect();
        Refusal::new("admin.bad_task", "no such task").with(json!({ "tasks": tasks }))
    })?;
    let (from, until) = (day(&about.from)?, day(&about.until)?);
    let staff = StaffId(Uuid::from_bytes(person.id));
    let id = CertificatePermitId::of(staff, task.code(), from, until);
    let id = id.0.into_bytes();
    let row = store
        .permits(dealer.id)?
        .into_iter()
        .find(|row| row.id == id);
    Ok(Found {
        dealer,
        staff: person.id,
        task,
        id,
        row,
    })
}

fn said<'a>(text: &'a str, code: &'static str, message: &str) -> Result<&'a str, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::new(code, message));
    }
    Ok(text)
}

fn write(
    store: &dyn ServerStore,
    found: &Found,
    fields: Vec<(u8, Field)>,
    now_at: i64,
) -> Result<(), Refusal> {
    let entity = registry::entity("certificate_permit")
        .ok_or_else(|| Refusal::new("server.internal", "no permits in the registry"))?;
    let own = OwnChange {
        entity,
        row: found.id,
        fields,
    };
    Ok(store.write_own(found.dealer.id, &own, now_at)?)
}

fn shown_again(store: &dyn ServerStore, found: &Found) -> Result<Value, Refusal> {
    let rows = store.permits(found.dealer.id)?;
    let row = rows.iter().find(|row| row.id == found.id);
    Ok(row.map_or(Value::Null, shown))
}

fn shown(row: &Permit) -> Value {
    json!({
        "permit_id": Uuid::from_bytes(row.id),
        "holder": row.name,
        "staff_id": Uuid::from_bytes(row.staff),
        "task": row.task,
        "from_on": row.from_on,
        "until_on": row.until_on,
        "reason": row.reason,
        "given_by": row.given_by,
        "state": row.state,
        "withdrawn_reason": row.withdrawn_reason,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::admin::example;
    use wuyou_server_store::SqliteStore;

    const NOW: i64 = 1_795_276_200_000;

    fn about(holder: &str, task: &str, until: &str) -> About {
        About {
            dealer: "LH001".into(),
            holder: holder.into(),
            task: task.into(),
            from: "2026-11-21".into(),
            until: until.into(),
            reason: "大雪，证书补办中".into(),
        }
    }

    fn to_give(about: About, by: &str) -> Give {
        Give {
            about,
            by: by.into(),
        }
    }

    #[test]
    fn a_permit_is_given_for_a_few_days_withdrawn_and_given_again_and_the_data_verifies() {
        let dir = tempfile::tempdir().unwrap();
        let store = SqliteStore::open_to_serve(dir.path()).unwrap();
        example::load(&store, "LH001", NOW).unwrap();
        let dealer = dealer::known(&store, "LH001").unwrap();
        let who = store.people(dealer.id).unwrap()[0].name.clone();
        let of = |task: &str, until: &str| about(&who, task, until);
        let code = |given: Give| give(&store, &given, NOW).unwrap_err().code();
        assert_eq!(
            code(to_give(of("repair", "2026-12-31"), "孙")),
            "admin.bad_days"
        );
        assert_eq!(
            code(to_give(of("cooking", "2026-11-24"), "孙")),
            "admin.bad_task"
        );
        assert_eq!(
            code(to_give(of("repair", "2026-11-24"), " ")),
            "admin.no_giver"
        );
        let nobody = about("没有这个人", "repair", "2026-11-24");
        assert_eq!(code(to_give(nobody, "孙")), "admin.not_found");

        let given = give(&store, &to_give(of("repair", "2026-11-24"), "孙"), NOW).unwrap();
        assert_eq!(
            (&given["state"], &given["given_by"]),
            (&"valid".into(), &"孙".into())
        );
        assert_eq!(
            code(to_give(of("repair", "2026-11-24"), "孙")),
            "admin.exists"
        );
        let gone = withdraw(&store, &of("repair", "2026-11-24"), NOW + 1).unwrap();
        assert_eq!(gone["state"], "withdrawn");
        let twice = withdraw(&store, &of("repair", "2026-11-24"), NOW + 1);
        assert_eq!(twice.unwrap_err().code(), "admin.not_found");
        let again = give(&store, &to_give(of("repair", "2026-11-24"), "赵"), NOW + 2).unwrap();
        assert_eq!(
            (&again["state"], &again["withdrawn_reason"]),
            (&"valid".into(), &Value::Null)
        );
        assert_eq!(list(&store, "LH001").unwrap().as_array().unwrap().len(), 1);
        let found = store.verify(dealer.id).unwrap();
        assert!(found.ok, "{:?}", found.problems);
    }
}

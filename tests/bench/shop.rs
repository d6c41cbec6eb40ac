//! A shop to measure: a folder with an encrypted database, its owner, invented households.

use anyhow::Result;
use uuid::Uuid;
use wuyou_domain::id::{CustomerId, IdSource, StaffId, UnitId};
use wuyou_store::{Database, EditContext, FileKeyStore, Id, StoreError, Tx};
use wuyou_sync::value::Value;
use wuyou_testkit::{Household, NOW_AT, SeededIds, TempDir, temp_dir};

/// Rows written for one household by [`Shop::household`].
pub(crate) const ROWS_OF_HOUSEHOLD: usize = 4;

/// The shop.
pub(crate) struct Shop {
    pub(crate) dir: TempDir,
    pub(crate) db: Database,
    pub(crate) people: People,
}

/// Who edits, and where ids come from.
pub(crate) struct People {
    ids: SeededIds,
    owner: StaffId,
}

impl People {
    /// The owner of the dealer `LH001`; the same ids for the same seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            ids: SeededIds::new(seed),
            owner: StaffId::owner_of("LH001"),
        }
    }

    pub(crate) fn context(&self) -> EditContext {
        EditContext {
            actor: self.owner,
            now_at: NOW_AT,
        }
    }

    pub(crate) fn id(&self) -> Uuid {
        self.ids.next_id(NOW_AT)
    }

    /// A household with its phone, address and machine.
    pub(crate) fn household(
        &self,
        tx: &mut Tx<'_>,
        household: &Household,
    ) -> Result<CustomerId, StoreError> {
        let (id, address) = (CustomerId(self.id()), self.id());
        let of_customer = ("customer_id", id.value());
        tx.insert(
            "customer",
            id,
            &[
                ("name", household.name.as_str().into()),
                ("kind", "household".into()),
                ("origin", "pc".into()),
            ],
        )?;
        let number = ("number", household.phone.as_str().into());
        tx.insert("phone", self.id(), &[of_customer.clone(), number])?;
        tx.insert(
            "address",
            address,
            &[
                of_customer.clone(),
                ("town", household.town.as_str().into()),
                ("village", household.village.as_str().into()),
                ("detail", household.detail.as_str().into()),
            ],
        )?;
        tx.insert(
            "unit",
            UnitId::of_serial(&household.serial),
            &[
                ("serial", household.serial.as_str().into()),
                ("model_code", "L1P24".into()),
                of_customer,
                ("address_id", address.value()),
                ("state", "in_use".into()),
            ],
        )?;
        Ok(id)
    }

    /// A work order as intake writes it.
    pub(crate) fn work_order(
        &self,
        tx: &mut Tx<'_>,
        no: &str,
        customer: CustomerId,
        request: Option<Uuid>,
    ) -> Result<Uuid, StoreError> {
        let id = self.id();
        let mut fields: Vec<(&str, Value)> = vec![
            ("no", no.into()),
            ("kind", "repair".into()),
            ("customer_id", customer.value()),
            ("state", "registered".into()),
            ("fault_text", fault(id).into()),
            ("received_at", NOW_AT.into()),
            ("reply_due_at", (NOW_AT + 1_800_000).into()),
            ("finish_target_at", (NOW_AT + 86_400_000).into()),
            ("finish_limit_at", (NOW_AT + 172_800_000).into()),
            ("origin", "pc".into()),
        ];
        if let Some(request) = request {
            fields.push(("request_id", request.value()));
        }
        tx.insert("work_order", id, &fields)?;
        Ok(id)
    }
}

/// What a caller says; different for most calls, so that compression does not get it for nothing.
fn fault(id: Uuid) -> String {
    const SAID: &[&str] = &[
        "屋里不热",
        "点不着火",
        "显示E1",
        "漏水，地上一片",
        "声音大，像拖拉机",
        "热水忽冷忽热",
        "一会儿就自己停",
        "压力表到零了",
        "遥控器没反应",
        "有煤气味，已经关阀",
        "换了电池还是不行",
        "去年冬天修过一次",
    ];
    let bytes = id.as_bytes();
    let said = |at: usize| SAID[usize::from(bytes[at]) % SAID.len()];
    let (hours, house) = (bytes[15] % 24, u16::from(bytes[14]) * 7);
    format!(
        "{}，{}，{hours}点以后在家，门牌{house}，{}",
        said(11),
        said(12),
        said(13)
    )
}

impl Shop {
    /// A shop with its owner.
    pub(crate) fn new(seed: u64) -> Result<Self> {
        let dir = temp_dir();
        let db = Database::create(dir.path(), &FileKeyStore::of(dir.path()))?;
        let people = People::new(seed);
        db.edit(&people.context(), |tx| {
            let fields = [("name", "陈经理".into()), ("role", "manager".into())];
            tx.insert("staff", people.owner, &fields)
        })?;
        Ok(Self { dir, db, people })
    }

    /// Runs an edit.
    pub(crate) fn edit<T>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>,
    ) -> Result<T> {
        Ok(self.db.edit(&self.people.context(), work)?)
    }
}

/// Writes households, each with a work order: five changes each, a group of its own each. `pc` is
/// the PC's letter in order numbers. Gives the number of changes.
pub(crate) fn write_records(
    db: &Database,
    people: &People,
    households: &[Household],
    pc: char,
) -> Result<usize> {
    db.edit(&people.context(), |tx| {
        for (at, household) in households.iter().enumerate() {
            let customer = people.household(tx, household)?;
            let no = format!("LH001-{pc}-20261121-{at:05}");
            people.work_order(tx, &no, customer, None)?;
            tx.end_group()?;
        }
        Ok::<_, StoreError>(())
    })?;
    Ok(households.len() * (ROWS_OF_HOUSEHOLD + 1))
}

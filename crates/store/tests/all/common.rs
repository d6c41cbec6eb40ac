//! A shop to test with: a folder with a database, somebody who edits, and invented households.

use std::path::{Path, PathBuf};

use uuid::Uuid;
use wuyou_domain::id::{CustomerId, IdSource, StaffId, UnitId};
use wuyou_store::{Database, EditContext, FileKeyStore, Id, StoreError, Tx};
use wuyou_testkit::{Household, NOW_AT, SeededIds, TempDir, temp_dir};

pub(crate) struct Shop {
    pub(crate) dir: TempDir,
    pub(crate) db: Database,
    pub(crate) ids: SeededIds,
    pub(crate) owner: StaffId,
}

pub(crate) fn keys(dir: &Path) -> FileKeyStore {
    FileKeyStore::of(dir)
}

impl Shop {
    /// A database without any row.
    pub(crate) fn bare(seed: u64) -> Self {
        let dir = temp_dir();
        let db = Database::create(dir.path(), &keys(dir.path())).unwrap();
        Self {
            dir,
            db,
            ids: SeededIds::new(seed),
            owner: StaffId::owner_of("LH001"),
        }
    }

    /// A shop with its owner.
    pub(crate) fn new(seed: u64) -> Self {
        let shop = Self::bare(seed);
        shop.edit(|tx| {
            tx.insert(
                "staff",
                shop.owner,
                &[("name", "陈经理".into()), ("role", "manager".into())],
            )
        });
        shop
    }

    pub(crate) fn context(&self) -> EditContext {
        EditContext {
            actor: self.owner,
            now_at: NOW_AT,
        }
    }

    pub(crate) fn edit<T>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>) -> T {
        self.db.edit(&self.context(), work).unwrap()
    }

    pub(crate) fn id(&self) -> Uuid {
        self.ids.next_id(NOW_AT)
    }

    pub(crate) fn customer(&self, name: &str) -> CustomerId {
        let id = CustomerId(self.id());
        self.edit(|tx| {
            tx.insert(
                "customer",
                id,
                &[("name", name.into()), ("kind", "household".into())],
            )
        });
        id
    }

    pub(crate) fn household(&self, tx: &mut Tx<'_>, household: &Household) -> CustomerId {
        let id = CustomerId(self.id());
        add_household(tx, id, || self.id(), household).unwrap();
        id
    }

    /// Closes and opens the database again.
    pub(crate) fn reopened(self) -> Self {
        let Self {
            dir,
            db,
            ids,
            owner,
        } = self;
        drop(db);
        let db = Database::open(dir.path(), &keys(dir.path())).unwrap();
        Self {
            dir,
            db,
            ids,
            owner,
        }
    }
}

pub(crate) fn add_household(
    tx: &mut Tx<'_>,
    id: CustomerId,
    mut next_id: impl FnMut() -> Uuid,
    household: &Household,
) -> Result<(), StoreError> {
    tx.insert(
        "customer",
        id,
        &[
            ("name", household.name.as_str().into()),
            ("kind", "household".into()),
            ("origin", "import".into()),
            ("import_key", household.phone.as_str().into()),
        ],
    )?;
    tx.insert(
        "phone",
        next_id(),
        &[
            ("customer_id", id.value()),
            ("number", household.phone.as_str().into()),
        ],
    )?;
    let address = next_id();
    tx.insert(
        "address",
        address,
        &[
            ("customer_id", id.value()),
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
            ("customer_id", id.value()),
            ("address_id", address.value()),
            ("state", "in_use".into()),
        ],
    )
}

/// Every file of a folder with its bytes.
pub(crate) fn files(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| (path.clone(), std::fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

//! What a day of the shop is written with: people, choices, numbers, and the counting of rows.

use chrono::NaiveDate;
use rand::RngExt as _;
use rand::rngs::SmallRng;
use uuid::Uuid;
use wuyou_domain::id::{CustomerId, IdSource as _, StaffId, UnitId};
use wuyou_domain::time::{DAY_MS, local_date};
use wuyou_store::{Database, Id, StoreError, Tx};
use wuyou_sync::value::Value;
use wuyou_testkit::{Household, SeededIds, households, rng};

use super::{DAYS, Made, Plan, share};

/// A household that was written.
#[derive(Debug, Clone)]
pub(super) struct Home {
    pub(super) id: CustomerId,
    pub(super) unit: UnitId,
    pub(super) phone: String,
}

/// A day's edit.
pub(super) struct Day<'t, 'c> {
    pub(super) tx: &'t mut Tx<'c>,
    pub(super) now_at: i64,
    pub(super) date: NaiveDate,
    /// Days gone, this one too.
    pub(super) gone: usize,
}

impl<'t, 'c> Day<'t, 'c> {
    pub(super) fn new(tx: &'t mut Tx<'c>, now_at: i64, gone: usize) -> Self {
        Self {
            tx,
            now_at,
            date: local_date(now_at).unwrap_or_default(),
            gone,
        }
    }
}

/// The hand that writes.
pub(super) struct Writer<'p> {
    pub(super) plan: &'p Plan,
    pub(super) rng: SmallRng,
    ids: SeededIds,
    pub(super) people: Vec<Household>,
    pub(super) homes: Vec<Home>,
    /// Second phones, some of which are deleted later.
    pub(super) second_phones: Vec<Uuid>,
    owner: StaffId,
    pub(super) clerks: Vec<StaffId>,
    pub(super) technicians: Vec<StaffId>,
    pub(super) orders: usize,
    pub(super) contacts: usize,
    /// Contacts of the busiest household.
    pub(super) busy_contacts: usize,
    pub(super) made: Made,
}

/// The busiest household has this many contacts, in a shop that is big enough.
const BUSY: usize = 300;

impl<'p> Writer<'p> {
    pub(super) fn new(database: &Database, plan: &'p Plan) -> anyhow::Result<Self> {
        let mut choices = rng(plan.seed);
        let people = households(&mut choices, plan.customers);
        let staff = database.read(wuyou_store::staff::list)?;
        let of = |role: &str| {
            let these = staff.iter().filter(|one| one.role == role);
            these.map(|one| one.id).collect::<Vec<_>>()
        };
        Ok(Self {
            plan,
            rng: choices,
            ids: SeededIds::new(plan.seed),
            people,
            homes: Vec::with_capacity(plan.customers),
            second_phones: Vec::new(),
            owner: StaffId::owner_of("LH001"),
            clerks: of("clerk"),
            technicians: of("technician"),
            orders: 0,
            contacts: 0,
            busy_contacts: 0,
            made: Made::default(),
        })
    }

    pub(super) fn owner(&self) -> StaffId {
        self.owner
    }

    pub(super) fn busiest(&self) -> Option<Uuid> {
        self.homes.first().map(|home| home.id.0)
    }

    /// Contacts the busiest household has at the end.
    fn busy_most(&self) -> usize {
        BUSY.min(self.plan.contacts / 4)
    }

    /// Writes what a day brought.
    pub(super) fn live(&mut self, day: &mut Day<'_, '_>) -> Result<(), StoreError> {
        while self.made_of("customer") < share(self.plan.customers, day.gone).max(1) {
            self.home(day)?;
        }
        while self.orders < share(self.plan.orders, day.gone) {
            self.order(day)?;
        }
        while self.busy_contacts < share(self.busy_most(), day.gone)
            && self.contacts < self.plan.contacts
        {
            self.contact(day, 0, None, 0)?;
            day.tx.end_group()?;
        }
        while self.contacts < share(self.plan.contacts, day.gone) {
            // Those who came last say more than the others.
            let homes = self.homes.len();
            let first = if self.one_in(4) {
                homes - homes / 10
            } else {
                0
            };
            let home = self.rng.random_range(first.min(homes - 1)..homes);
            self.contact(day, home, None, 0)?;
            day.tx.end_group()?;
        }
        self.clear_away(day)
    }

    /// In the last weeks, numbers that are wrong are deleted.
    fn clear_away(&mut self, day: &mut Day<'_, '_>) -> Result<(), StoreError> {
        if day.gone + 20 < DAYS {
            return Ok(());
        }
        for _ in 0..self.plan.customers.div_ceil(10_000) {
            if let Some(phone) = self.second_phones.pop() {
                day.tx.delete("phone", phone)?;
                *self.made.rows.entry("deleted").or_default() += 1;
            }
        }
        day.tx.end_group()
    }

    pub(super) fn made_of(&self, entity: &'static str) -> usize {
        let made = self.made.rows.get(entity).copied().unwrap_or(0);
        usize::try_from(made).unwrap_or(usize::MAX)
    }

    pub(super) fn put(
        &mut self,
        day: &mut Day<'_, '_>,
        entity: &'static str,
        id: impl Id,
        fields: &[(&str, Value)],
    ) -> Result<(), StoreError> {
        *self.made.rows.entry(entity).or_default() += 1;
        day.tx.insert(entity, id, fields)
    }

    pub(super) fn id(&self, day: &Day<'_, '_>) -> Uuid {
        self.ids.next_id(day.now_at)
    }

    pub(super) fn no(&self, day: &mut Day<'_, '_>) -> Result<String, StoreError> {
        day.tx.next_number("LH001", "A", day.date)
    }

    /// One in so many times.
    pub(super) fn one_in(&mut self, many: usize) -> bool {
        self.rng.random_range(0..many) == 0
    }

    pub(super) fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.rng.random_range(0..choices.len())]
    }

    /// An instant of the last three hours of the day.
    pub(super) fn moment(&mut self, day: &Day<'_, '_>) -> i64 {
        day.now_at - self.rng.random_range(0..3 * 3_600_000)
    }

    /// The day so many days from the shop's last one.
    pub(super) fn date_in(&self, days: i64) -> String {
        date_at(self.plan.now_at + days * DAY_MS)
    }
}

/// The date of an instant.
pub(super) fn date_at(at: i64) -> String {
    local_date(at).unwrap_or_default().to_string()
}

//! The yearly maintenance of many machines: what is due, and what was never planned.

use uuid::Uuid;

use super::MaintenanceUrgency;
use crate::customer::AtHome;

request! {
    /// Asks for the maintenance to be agreed with customers.
    pub struct MaintenanceDueGet {
        /// Up to this day, at most 400 days ahead; today when absent.
        pub until_on: Option<String>,
        /// Only of households of this town.
        pub town: Option<String>,
        /// Only of households with somebody at home then.
        pub at_home: Option<AtHome>,
        /// By village and household, for whoever goes there; the first due first when absent.
        pub by_village: Option<bool>,
        /// Rows wanted, at most 400; 400 when absent.
        pub limit: Option<u32>,
        /// Every row, for taking the list out, whatever the limit.
        pub whole: Option<bool>,
    }

    /// Asks how many machines in use have no maintenance planned.
    pub struct UpkeepUnplannedGet {}

    /// Plans the maintenance of some of them.
    pub struct UpkeepPlan {}
}

response! {
    /// Machines in use at a household whose next maintenance nobody has planned, as those of an old
    /// ledger are.
    pub struct UpkeepUnplanned {
        /// How many, without those that have no date at all.
        pub count: u32,
    }

    /// What was planned now.
    pub struct UpkeepPlanned {
        /// How many machines; none when all of them are planned.
        pub planned: u32,
    }

    /// A maintenance to be agreed with a customer.
    pub struct MaintenanceDueRow {
        /// The row.
        pub id: Uuid,
        /// The machine.
        pub unit_id: Uuid,
        /// Its serial.
        pub serial: String,
        /// Whose it is.
        pub customer_id: Option<Uuid>,
        /// The household's name.
        pub customer_name: Option<String>,
        /// The machine's model.
        pub model_code: Option<String>,
        /// 乡镇 of the household.
        pub town: Option<String>,
        /// 村 of it.
        pub village: Option<String>,
        /// When somebody is at home there.
        pub at_home: AtHome,
        /// Its last day.
        pub due_on: String,
        /// How near it is.
        pub urgency: MaintenanceUrgency,
    }

    /// The Spring Festival is near: who is at home only then waits for it.
    pub struct FestivalDue {
        /// Its first day.
        pub on: String,
        /// Days until then.
        pub days: u32,
        /// Households at home only then whose machines are due until that day.
        pub households: u32,
    }

    /// The maintenance to be agreed with customers, the first due first.
    pub struct MaintenanceDueList {
        /// The rows.
        pub rows: Vec<MaintenanceDueRow>,
        /// How many there are in all.
        pub total: u32,
        /// In the weeks before the Spring Festival, who waits for it.
        pub festival: Option<FestivalDue>,
    }
}

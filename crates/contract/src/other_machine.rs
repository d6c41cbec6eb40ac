//! Machines of other makers (别家品牌的机器), which the shop also repairs. They are kept on this PC
//! alone and never sent.

use uuid::Uuid;

use crate::unit::Gas;
use crate::work_order::WorkOrderSummary;

request! {
    /// Registers a machine of another maker, or changes what is known of it.
    pub struct OtherMachineSave {
        /// Which one; a new one when absent.
        pub id: Option<Uuid>,
        /// The household it is at.
        pub customer_id: Uuid,
        /// Whose machine it is.
        pub brand: String,
        /// What stands on the plate.
        pub model: Option<String>,
        /// The number on the plate, in any form.
        pub serial: Option<String>,
        /// What it burns.
        pub gas: Option<Gas>,
        /// When it was bought, as told.
        pub bought_on: Option<String>,
        /// A note.
        pub note: Option<String>,
    }

    /// Names a machine of another maker.
    pub struct OtherMachineGet {
        /// Which one.
        pub id: Uuid,
    }

    /// A page of the machines of other makers, the last changed first.
    pub struct OtherMachineList {
        /// Only those of a household.
        pub customer_id: Option<Uuid>,
        /// Narrows by brand, model, number on the plate, or the household's name.
        pub query: Option<String>,
        /// Where to go on: `next` of the page before.
        pub after: Option<String>,
        /// Rows wanted, at most 200; 100 when absent.
        pub limit: Option<u32>,
    }

    /// Says that an order is about a machine of another maker, or that it is not.
    pub struct WorkOrderSetOther {
        /// Which order.
        pub id: Uuid,
        /// The machine, of the same household; none takes it back.
        pub other_machine_id: Option<Uuid>,
    }
}

response! {
    /// A machine of another maker.
    pub struct OtherMachine {
        /// The row.
        pub id: Uuid,
        /// The household it is at.
        pub customer_id: Uuid,
        /// The household's name.
        pub customer_name: Option<String>,
        /// Whose machine it is.
        pub brand: String,
        /// What stands on the plate.
        pub model: Option<String>,
        /// The number on the plate.
        pub serial: Option<String>,
        /// What it burns.
        pub gas: Option<Gas>,
        /// When it was bought.
        pub bought_on: Option<String>,
        /// A note.
        pub note: Option<String>,
        /// How many orders were opened on it here.
        pub orders: u32,
    }

    /// A page of them.
    pub struct OtherMachinePage {
        /// The rows.
        pub rows: Vec<OtherMachine>,
        /// Where to go on; null at the end.
        pub next: Option<String>,
        /// How many there are in all.
        pub total: u32,
    }

    /// One of them with what was done on it.
    pub struct OtherMachineDetail {
        /// The machine.
        pub machine: OtherMachine,
        /// The orders, the latest first.
        pub orders: Vec<WorkOrderSummary>,
        /// Why our maker's warranty does not apply.
        pub why: crate::explain::Why,
    }
}

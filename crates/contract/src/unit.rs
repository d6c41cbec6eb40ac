//! Machines (机器), one row per serial.

use uuid::Uuid;

use crate::recall::RecallKind;

codes! {
    /// The order of the list of machines.
    pub enum UnitSort {
        /// By serial.
        Serial,
        /// Installed last first.
        Installed,
    }

    /// Where a machine is in its life.
    pub enum UnitState {
        /// 生产入库
        Made,
        /// 出厂发运
        Shipped,
        /// 在库
        InStock,
        /// 门店样机
        Display,
        /// 借用
        Lent,
        /// 已售待装
        Sold,
        /// 安装中
        Installing,
        /// 使用中
        InUse,
        /// 维修中（取回）
        InRepair,
        /// 停用（安全）
        Stopped,
        /// 停用维修中（取回）
        StoppedInRepair,
        /// 已退回
        Returned,
        /// 已换出
        ExchangedOut,
        /// 返厂
        AtFactory,
        /// 报废
        Scrapped,
        /// 丢失/被盗
        Lost,
    }

    /// What headquarters' lists of shipped machines say of a serial.
    pub enum ShipmentMark {
        /// 和总部的出厂记录一致
        Checked,
        /// 出厂记录未核对: no list in force has it for this shop.
        Unchecked,
    }

    /// What it burns.
    pub enum Gas {
        /// 天然气
        NaturalGas,
        /// 液化气
        Lpg,
        /// 人工煤气
        ManufacturedGas,
        /// 电
        Electric,
    }
}

request! {
    /// Registers a machine, or binds a known one to a household.
    pub struct UnitRegister {
        /// The serial in any form; it is normalised and its check character verified.
        pub serial: String,
        /// The model; read off the serial when absent.
        pub model_code: Option<String>,
        /// The household it is at.
        pub customer_id: Option<Uuid>,
        /// Where in the household.
        pub address_id: Option<Uuid>,
        /// Where it is in its life; in use when bound, else in stock.
        pub state: Option<UnitState>,
        /// What it burns.
        pub gas: Option<Gas>,
        /// Sold on.
        pub sold_on: Option<String>,
        /// Installed on.
        pub installed_on: Option<String>,
        /// A note.
        pub note: Option<String>,
    }

    /// Changes a machine.
    pub struct UnitUpdate {
        /// Which machine.
        pub id: Uuid,
        /// The household it is at.
        pub customer_id: Option<Uuid>,
        /// Where it is in its life.
        pub state: Option<UnitState>,
        /// What it burns.
        pub gas: Option<Gas>,
        /// Sold on.
        pub sold_on: Option<String>,
        /// Installed on.
        pub installed_on: Option<String>,
        /// Why a date that stood there is another: warranty counts from it.
        pub reason: Option<String>,
        /// A note.
        pub note: Option<String>,
    }

    /// Names a machine by id or serial.
    pub struct UnitGet {
        /// Which machine.
        pub id: Option<Uuid>,
        /// Or its serial, in any form.
        pub serial: Option<String>,
    }

    /// A page of the list of machines, by serial.
    pub struct UnitList {
        /// Narrows by serial, or by whatever finds the household: name, pinyin, phone, village.
        /// Then the best 200 at most come in one page.
        pub query: Option<String>,
        /// Only machines of households in this town.
        pub town: Option<String>,
        /// Only this model.
        pub model_code: Option<String>,
        /// Only machines that fall into a recall or stop-use notice in force.
        pub recalled: Option<bool>,
        /// Only machines no list of headquarters says were shipped to this shop.
        pub unchecked: Option<bool>,
        /// In which order; by serial when absent.
        pub sort: Option<UnitSort>,
        /// Where to go on: `next` of the page before.
        pub after: Option<String>,
        /// Rows wanted, at most 200; 100 when absent.
        pub limit: Option<u32>,
    }

    /// Checks a serial as it is typed, without saving anything.
    pub struct UnitCheckSerial {
        /// The serial in any form.
        pub serial: String,
    }

    /// Asks for the models.
    pub struct ModelList {}
}

response! {
    /// A machine in a list.
    pub struct UnitSummary {
        /// The row.
        pub id: Uuid,
        /// The serial.
        pub serial: String,
        /// The model.
        pub model_code: Option<String>,
        /// The model's name in Chinese.
        pub model_name: Option<String>,
        /// The household it is at.
        pub customer_id: Option<Uuid>,
        /// The household's name.
        pub customer_name: Option<String>,
        /// Where it is in its life.
        pub state: Option<UnitState>,
        /// What it burns.
        pub gas: Option<Gas>,
        /// Made on.
        pub made_on: Option<String>,
        /// Sold on.
        pub sold_on: Option<String>,
        /// Installed on.
        pub installed_on: Option<String>,
        /// Promised to be delivered by, while it is not delivered.
        pub deliver_by_on: Option<String>,
        /// Promised to be installed by, while it is not installed.
        pub install_by_on: Option<String>,
    }

    /// A machine in the list, with the place it is at.
    pub struct UnitListed {
        /// The machine.
        pub unit: UnitSummary,
        /// 乡镇 of its household.
        pub town: Option<String>,
        /// 村 of its household.
        pub village: Option<String>,
        /// The gravest notice in force it falls into.
        pub recall: Option<RecallKind>,
        /// Whether something is still to be done for it.
        pub recall_open: bool,
    }

    /// A page of machines.
    pub struct UnitPage {
        /// The rows.
        pub rows: Vec<UnitListed>,
        /// Where to go on; null at the end.
        pub next: Option<String>,
        /// How many rows there are in all (without the page limit).
        pub total: u32,
    }

    /// A machine with its history.
    pub struct UnitDetail {
        /// The machine.
        pub unit: UnitSummary,
        /// A note.
        pub note: Option<String>,
        /// Shipped to the dealer on.
        pub shipped_on: Option<String>,
        /// What headquarters' lists say of it; nothing while it sent none.
        pub shipment: Option<ShipmentMark>,
        /// Everything that happened to it, latest first.
        pub timeline: Vec<crate::customer::TimelineEntry>,
    }

    /// What a typed serial is.
    pub struct SerialCheck {
        /// Normalised.
        pub serial: String,
        /// Whether pattern and check character are right.
        pub valid: bool,
        /// The model read off the serial.
        pub model_code: Option<String>,
        /// A probable correction of a single slip.
        pub suggestion: Option<String>,
        /// The machine, if it is known.
        pub known: Option<UnitSummary>,
        /// How headquarters shipped it to this shop.
        pub shipped: Option<ShippedMachine>,
        /// What headquarters' lists say of it; nothing while it sent none, or the serial is wrong.
        pub shipment: Option<ShipmentMark>,
    }

    /// A machine as headquarters shipped it to this shop.
    pub struct ShippedMachine {
        /// Its model.
        pub model_code: String,
        /// The model's name in Chinese.
        pub model_name: Option<String>,
        /// Made on.
        pub made_on: Option<String>,
        /// Shipped on.
        pub shipped_on: String,
        /// The number of the list.
        pub list_no: String,
    }

    /// A model.
    pub struct Model {
        /// Its code.
        pub code: String,
        /// Its name in Chinese.
        pub name_zh: String,
        /// Its name in English.
        pub name_en: String,
    }
}

//! What can be imported, its fields, and the headings under which dealers keep them.

use super::headings::headings;
use serde::{Deserialize, Serialize};

/// What the rows of a sheet are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// Households with their machines.
    Customers,
    /// Repairs of the past.
    Repairs,
    /// Serials shipped by the maker.
    Serials,
}

impl ImportKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Customers, Self::Repairs, Self::Serials];

    /// The fields a sheet of this kind can have, in the order of the mapping screen.
    pub fn fields(self) -> impl Iterator<Item = Field> {
        headings(self).iter().map(|h| h.field)
    }

    /// The fields without which nothing can be imported.
    #[must_use]
    pub fn required(self) -> &'static [Field] {
        match self {
            Self::Customers => &[Field::Name],
            Self::Repairs => &[Field::ReceivedAt],
            Self::Serials => &[Field::Serial],
        }
    }
}

/// A field of an imported row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Name of the household or caller.
    Name,
    /// What the village calls them.
    Nickname,
    /// First column of phone numbers.
    Phone,
    /// Second column of phone numbers.
    Phone2,
    /// Province, city, county.
    Region,
    /// Township.
    Town,
    /// Village, where it has its own column.
    Village,
    /// Group, where it has its own column.
    Hamlet,
    /// Address, or the rest of it.
    Address,
    /// Model of the machine.
    Model,
    /// Serial of the machine.
    Serial,
    /// Day of purchase.
    BoughtOn,
    /// Day of installation.
    InstalledOn,
    /// Gas it burns.
    Gas,
    /// Who sold or registered it.
    HandledBy,
    /// The customer's birthday.
    Birthday,
    /// Note.
    Note,
    /// When the repair was asked for.
    ReceivedAt,
    /// What the customer said.
    Symptom,
    /// Fault code on the display.
    FaultCode,
    /// What came of the repair.
    Result,
    /// What was charged.
    Charge,
    /// Who repaired.
    Technician,
    /// When it was done.
    FinishedAt,
    /// Day of manufacture.
    MadeOn,
    /// Day of shipping.
    ShippedOn,
    /// The dealer it was shipped to.
    DealerCode,
}

impl Field {
    /// The field's title on screen.
    #[must_use]
    pub fn title_zh(self) -> &'static str {
        self.titles().0
    }

    /// The same in English.
    #[must_use]
    pub fn title_en(self) -> &'static str {
        self.titles().1
    }

    fn titles(self) -> (&'static str, &'static str) {
        match self {
            Self::Name => ("姓名", "Name"),
            Self::Nickname => ("外号", "Nickname"),
            Self::Phone => ("联系电话", "Phone"),
            Self::Phone2 => ("备用电话", "Second phone"),
            Self::Region => ("省市县", "Province, city, county"),
            Self::Town => ("乡镇", "Township"),
            Self::Village => ("村", "Village"),
            Self::Hamlet => ("组", "Group"),
            Self::Address => ("详细地址", "Address"),
            Self::Model => ("机型", "Model"),
            Self::Serial => ("机身编号", "Serial number"),
            Self::BoughtOn => ("购买日期", "Bought on"),
            Self::InstalledOn => ("安装日期", "Installed on"),
            Self::Gas => ("气源", "Gas"),
            Self::HandledBy => ("经办人", "Handled by"),
            Self::Birthday => ("生日", "Birthday"),
            Self::Note => ("备注", "Note"),
            Self::ReceivedAt => ("报修时间", "Received"),
            Self::Symptom => ("故障现象", "Symptom"),
            Self::FaultCode => ("故障码", "Fault code"),
            Self::Result => ("处理结果", "Result"),
            Self::Charge => ("收费", "Charge"),
            Self::Technician => ("师傅", "Technician"),
            Self::FinishedAt => ("完成时间", "Finished"),
            Self::MadeOn => ("生产日期", "Made on"),
            Self::ShippedOn => ("发货日期", "Shipped on"),
            Self::DealerCode => ("网点代码", "Dealer code"),
        }
    }
}

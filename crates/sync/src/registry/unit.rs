//! Machines.

use super::field::{CODE, NOTE, field};
use crate::entity::{Class, Entity, Kind, Merge, Owner};

/// How a machine was sold.
pub(super) const SALE_CHANNELS: &[&str] = &["shop", "visit", "online", "project", "other"];

/// Stopped for danger: who did not know of it cannot put the machine back into use.
const STOPPED: &[&str] = &["stopped", "stopped_in_repair"];

/// Where a machine works or soon will. One that was exchanged, returned or scrapped meanwhile is out
/// of everybody's way.
const AT_WORK: &[&str] = &["sold", "in_use", "installing", "in_repair"];

pub(super) const UNIT: Entity = Entity {
    id: 7,
    name: "unit",
    owner: Owner::Dealer,
    class: Class::Editable,
    fields: &[
        field(1, "serial", CODE).required().merge(Merge::Immutable),
        field(2, "model_code", CODE),
        field(3, "customer_id", Kind::Ref("customer")),
        field(4, "address_id", Kind::Ref("address")),
        field(
            5,
            "state",
            // The states of the chain of custody (`wuyou_domain::custody::State`).
            Kind::Code(&[
                "in_stock",
                "sold",
                "in_use",
                "stopped",
                "returned",
                "scrapped",
                "made",
                "shipped",
                "display",
                "lent",
                "installing",
                "in_repair",
                "stopped_in_repair",
                "exchanged_out",
                "at_factory",
                "lost",
            ]),
        )
        .merge(Merge::Strict(STOPPED, AT_WORK)),
        field(6, "made_on", Kind::Date),
        field(7, "shipped_on", Kind::Date),
        field(8, "sold_on", Kind::Date),
        field(9, "installed_on", Kind::Date),
        field(
            10,
            "gas",
            Kind::Code(&["natural_gas", "lpg", "manufactured_gas", "electric"]),
        ),
        field(11, "note", NOTE),
        field(12, "sale_channel", Kind::Code(SALE_CHANNELS)),
        field(13, "price_fen", Kind::Int),
        field(14, "invoice_no", CODE),
        field(15, "invoice_on", Kind::Date),
        // What the customer was promised, beside what became of it (R032).
        field(16, "deliver_by_on", Kind::Date),
        field(17, "delivered_on", Kind::Date),
        // The first commissioning; a move to another place does not change it.
        field(18, "commissioned_on", Kind::Date),
        field(19, "label_no", CODE),
        // What was promised for the installation, as `deliver_by_on` is for the delivery.
        field(20, "install_by_on", Kind::Date),
    ],
};

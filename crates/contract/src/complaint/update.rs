//! Putting right what was registered wrongly of a complaint.

use uuid::Uuid;

use super::ComplaintSeverity;
use crate::request::Channel;

codes! {
    /// What a correction of a complaint empties.
    pub enum ComplaintBlank {
        /// The item of the category.
        Item,
        /// How they want it settled.
        RemedySought,
        /// The household.
        Customer,
        /// Who complains, where no household is known.
        CallerName,
        /// Their phone.
        CallerPhone,
        /// The machine.
        Unit,
        /// The order it is about.
        WorkOrder,
        /// Who is complained about.
        AboutStaff,
    }
}

request! {
    /// Puts right what was registered wrongly of a complaint. What is absent stays; the words before
    /// are kept in its history, with who changed what.
    pub struct ComplaintUpdate {
        /// Which complaint.
        pub id: Uuid,
        /// The household.
        pub customer_id: Option<Uuid>,
        /// The machine.
        pub unit_id: Option<Uuid>,
        /// The order it is about.
        pub work_order_id: Option<Uuid>,
        /// Who complains, where no household is known.
        pub caller_name: Option<String>,
        /// Their phone.
        pub caller_phone: Option<String>,
        /// How it came in.
        pub channel: Option<Channel>,
        /// About what.
        pub category: Option<String>,
        /// The item of the category.
        pub item: Option<String>,
        /// What was said.
        pub text: Option<String>,
        /// How the customer wants it settled.
        pub remedy_sought: Option<String>,
        /// How grave it is as told.
        pub severity: Option<ComplaintSeverity>,
        /// Danger.
        pub safety: Option<bool>,
        /// Injury or loss.
        pub injury: Option<bool>,
        /// The press, a public post, an authority.
        pub public_exposure: Option<bool>,
        /// Who is complained about.
        pub about_staff_id: Option<Uuid>,
        /// When it came in; its times count from then. Later than it was needs a manager and a reason.
        pub received_at: Option<i64>,
        /// What is emptied.
        pub blank: Option<Vec<ComplaintBlank>>,
        /// Why.
        pub reason: Option<String>,
    }
}

//! Telephone numbers of households (电话): hidden from whoever may not see them, shown one by one for a
//! reason that the access log keeps.

use uuid::Uuid;

codes! {
    /// Why somebody wants to see a number in full.
    pub enum RevealReason {
        /// To call the customer now.
        CallCustomer,
        /// To check whether the number is right.
        CheckNumber,
        /// Because of a danger.
        Danger,
        /// For a colleague who is on the way.
        ForColleague,
    }

    /// Whose number it is.
    pub enum PhoneOf {
        /// A household's, by the number's own row.
        Household,
        /// Of who called, by the request.
        Request,
        /// Of who complained, by the complaint.
        Complaint,
    }
}

request! {
    /// Asks for one number in full.
    pub struct PhoneReveal {
        /// Whose it is; a household's when absent.
        pub of: Option<PhoneOf>,
        /// The row.
        pub id: Uuid,
        /// Why; kept in the access log.
        pub reason: RevealReason,
    }
}

response! {
    /// A number in full.
    pub struct PhoneRevealed {
        /// The row.
        pub id: Uuid,
        /// Digits only.
        pub number: String,
        /// Grouped for reading.
        pub display: String,
    }
}

//! The price before the work (报价): written down, printed, and agreed to in a way that can be shown.

use uuid::Uuid;

use crate::request::Channel;

codes! {
    /// What happened with a quote.
    pub enum QuoteEvent {
        /// It was written down, to be handed over.
        Made,
        /// The customer agreed to what the order costs.
        Agreed,
    }
}

request! {
    /// Writes down what the order costs now as a quote, to be printed and signed.
    pub struct QuoteMake {
        /// Which order.
        pub work_order_id: Uuid,
        /// The last day of the price, in any typed form; fifteen days from today when absent.
        pub valid_until_on: Option<String>,
    }

    /// Records that the customer agreed to what the order costs now.
    pub struct QuoteAgree {
        /// Which order.
        pub work_order_id: Uuid,
        /// How they were told.
        pub channel: Channel,
        /// Who of them said yes; needed where nobody signed.
        pub person_name: Option<String>,
        /// The number of the paper they signed; needed of who was there in person, or its photo.
        pub paper_no: Option<String>,
        /// What they said.
        pub text: Option<String>,
        /// When; now when absent.
        pub occurred_at: Option<i64>,
    }
}

response! {
    /// A quote, or that the customer agreed.
    pub struct Quote {
        /// The row; of a quote the paper is printed by it.
        pub id: Uuid,
        /// Which of the two.
        pub event: QuoteEvent,
        /// The number on the paper.
        pub paper_no: Option<String>,
        /// What it comes to.
        pub total_fen: i64,
        /// The last day of the price.
        pub valid_until_on: Option<String>,
        /// Of a quote: the order costs something else now, or the price holds no longer.
        pub outdated: bool,
        /// How the customer said yes.
        pub channel: Option<Channel>,
        /// Who of them.
        pub person_name: Option<String>,
        /// A photo of the signed paper is there.
        pub by_photo: bool,
        /// What they said.
        pub note: Option<String>,
        /// When.
        pub occurred_at: i64,
        /// Who wrote it down.
        pub staff: Option<String>,
    }
}

//! Taking back what one has just done (撤销): one's own edits of records since the program was
//! started. Steps of orders and complaints are not among them: they have steps back of their own.

request! {
    /// Takes back the latest edit of who is signed in.
    pub struct UndoLast {}

    /// Asks what could be taken back.
    pub struct UndoList {}
}

response! {
    /// An edit that can be, or was, taken back.
    pub struct UndoStep {
        /// The command that made it.
        pub what: String,
        /// The household, serial or text it was about.
        pub title: String,
        /// When it was made.
        pub at: i64,
    }

    /// What was taken back.
    pub struct Undone {
        /// The edit.
        pub step: UndoStep,
        /// How many more could be taken back.
        pub left: u32,
    }

    /// What could be taken back, the latest first; at most 50.
    pub struct UndoSteps {
        /// The edits.
        pub rows: Vec<UndoStep>,
    }
}

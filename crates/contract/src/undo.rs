//! Taking back what one has just done (撤销): one's own edits of records since the program was
//! started. Steps of orders and complaints are not among them, for they have steps back of their
//! own; only a dispatch over many orders is.

request! {
    /// Begins work over many records: what is edited until it ends is one step of undo.
    pub struct UndoGroupBegin {
        /// What is done, in the words of the screen.
        pub title: String,
    }

    /// Ends it.
    pub struct UndoGroupEnd {}

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
        /// How many edits it holds: more than one for work over many records.
        pub parts: u32,
    }

    /// A part of a step that was not taken back.
    pub struct UndoKept {
        /// The command that made it.
        pub what: String,
        /// What it was about.
        pub title: String,
        /// Why not: a code of errors.
        pub code: String,
    }

    /// What was taken back.
    pub struct Undone {
        /// The edit.
        pub step: UndoStep,
        /// How many of its parts were taken back.
        pub taken: u32,
        /// Those that were not, and why.
        pub kept: Vec<UndoKept>,
        /// How many more could be taken back.
        pub left: u32,
    }

    /// What could be taken back, the latest first; at most 50.
    pub struct UndoSteps {
        /// The edits.
        pub rows: Vec<UndoStep>,
    }
}

//! Drafts (草稿): what is half typed survives a closed window, a crash and a power cut.

request! {
    /// Saves a draft under a key (`intake`, `customer:…`).
    pub struct DraftSave {
        /// Which form.
        pub key: String,
        /// The form's content; at most 64 KiB as text.
        pub content: serde_json::Value,
    }

    /// Names a draft.
    pub struct DraftGet {
        /// Which form.
        pub key: String,
    }

    /// Asks for all drafts.
    pub struct DraftList {}
}

response! {
    /// A draft.
    pub struct Draft {
        /// Which form.
        pub key: String,
        /// The form's content.
        pub content: serde_json::Value,
        /// When it was saved.
        pub saved_at: i64,
    }

    /// A draft, if there is one.
    pub struct DraftFound {
        /// The draft.
        pub draft: Option<Draft>,
    }

    /// All drafts, latest first.
    pub struct Drafts {
        /// The drafts.
        pub rows: Vec<Draft>,
    }

    /// Nothing to tell.
    pub struct Done {}
}

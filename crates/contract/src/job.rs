//! Long work (长任务): how far it is, and stopping it. One of each kind runs at a time.
//!
//! Both commands are answered also while the data is closed for a restore, so they name nobody and
//! tell nothing but counts.

codes! {
    /// Work that may take longer than a second.
    pub enum JobKind {
        /// An office file is taken in.
        Import,
        /// A list is taken out.
        Export,
        /// Photos are taken in.
        Photo,
        /// Documents are laid out and written or sent.
        Print,
        /// Documents are laid out for the screen.
        Preview,
        /// A backup is made.
        Backup,
        /// A backup is looked into.
        Look,
        /// A backup takes the place of the data.
        Restore,
        /// The data is checked.
        Verify,
        /// The file for support is written.
        Diagnosis,
        /// Cards are recorded as sent.
        Greeting,
    }

    /// What long work is at.
    pub enum JobStage {
        /// Reads what is to be worked on.
        Reading,
        /// Copies the database.
        Copying,
        /// Copies photos.
        Pictures,
        /// Looks at every page and reference.
        Checking,
        /// Holds what is there against what was there.
        Comparing,
        /// Lays pages out.
        Setting,
        /// Sends pages to a printer.
        Sending,
        /// Makes a copy before the data is changed.
        Backup,
        /// Writes rows.
        Saving,
        /// Puts the result in its place; it is not stopped any more.
        Replacing,
        /// Nothing is left to do.
        Done,
    }
}

request! {
    /// Asks how far long work is.
    pub struct JobProgressGet {
        /// Which.
        pub kind: JobKind,
    }

    /// Stops long work; nothing of it stays.
    pub struct JobCancel {
        /// Which.
        pub kind: JobKind,
    }
}

response! {
    /// How far long work is.
    pub struct JobProgress {
        /// Whether any is running.
        pub running: bool,
        /// What it is at.
        pub stage: JobStage,
        /// How much of that is done.
        pub done: u32,
        /// How much there is; 0 while nobody knows.
        pub total: u32,
        /// Whether it can still be stopped.
        pub may_stop: bool,
    }
}
